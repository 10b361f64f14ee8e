//! What a terminal's colours and attributes look like in a picture: those of a dark window, legible on a light page and
//! on a dark one.

use std::fmt;
use vt100::{Cell, Color};

/// Red, green, blue; displayed as SVG writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The window behind the words.
pub const PAPER: Rgb = Rgb(0x0d, 0x11, 0x17);
/// Words without a colour of their own.
pub const INK: Rgb = Rgb(0xd6, 0xdd, 0xe5);
/// How much of its colour a dim word keeps, in percent.
const DIM: u16 = 60;

/// The sixteen colours that a terminal's user chooses.
const SIXTEEN: [Rgb; 16] = [
    Rgb(0x48, 0x4f, 0x58),
    Rgb(0xff, 0x7b, 0x72),
    Rgb(0x56, 0xd3, 0x64),
    Rgb(0xe3, 0xb3, 0x41),
    Rgb(0x79, 0xc0, 0xff),
    Rgb(0xd2, 0xa8, 0xff),
    Rgb(0x56, 0xd4, 0xdd),
    Rgb(0xb1, 0xba, 0xc4),
    Rgb(0x8b, 0x94, 0x9e),
    Rgb(0xff, 0xa1, 0x98),
    Rgb(0x7e, 0xe7, 0x87),
    Rgb(0xf2, 0xcc, 0x60),
    Rgb(0xa5, 0xd6, 0xff),
    Rgb(0xe2, 0xc5, 0xff),
    Rgb(0xb3, 0xf0, 0xff),
    Rgb(0xf0, 0xf6, 0xfc),
];

/// How a cell looks, with dimming and reversing done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub ink: Rgb,
    pub paper: Rgb,
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
}

impl Look {
    pub fn of(cell: &Cell) -> Look {
        let paper = rgb(cell.bgcolor()).unwrap_or(PAPER);
        let ink = rgb(cell.fgcolor()).unwrap_or(INK);
        let ink = if cell.dim() { ink.towards(paper) } else { ink };
        let (ink, paper) = if cell.inverse() { (paper, ink) } else { (ink, paper) };
        Look { ink, paper, bold: cell.bold(), italic: cell.italic(), underline: cell.underline() }
    }

    /// Whether the two are written alike, on whatever paper.
    pub fn writes_as(&self, other: &Look) -> bool {
        *self == Look { paper: self.paper, ..*other }
    }
}

impl Rgb {
    fn towards(self, paper: Rgb) -> Rgb {
        let mixed = |ink: u8, paper: u8| ((u16::from(ink) * DIM + u16::from(paper) * (100 - DIM)) / 100) as u8;
        Rgb(mixed(self.0, paper.0), mixed(self.1, paper.1), mixed(self.2, paper.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// `None` is the terminal's own colour.
fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Default => None,
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Idx(index @ ..16) => Some(SIXTEEN[usize::from(index)]),
        // A cube of 6 × 6 × 6, then 24 greys.
        Color::Idx(index @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = index - 16;
            Some(Rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6)))
        }
        Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            Some(Rgb(grey, grey, grey))
        }
    }
}
