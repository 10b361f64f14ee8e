//! Cells as the bytes that draw them, as few as they need: crossterm names every colour by five numbers, writes blanks to the
//! end of the line, and resets each attribute at the end of each frame. Our users are on slow links.

use crossterm::cursor::MoveTo;
use crossterm::queue;
use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::io::{self, Write};

/// So many blanks up to the end of a line are erased with fewer bytes than they have.
const BLANKS_TO_ERASE: usize = 4;
/// The same of blanks with something behind them, which are stepped over, too: `CSI 12 X CSI 12 C`.
const BLANKS_TO_STEP_OVER: usize = 14;

/// Each attribute with the number that sets it and the one that takes it away.
/// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How a cell looks; as the terminal does by default to begin with.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// This look, if a blank in it is as one in the other: the colour of no letter is seen.
    fn for_a_blank(self, other: Look) -> Look {
        let seen = Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
        let is_same = self.bg == other.bg && self.modifier & seen == other.modifier & seen;
        if is_same && !self.modifier.intersects(seen) { self } else { other }
    }

    /// The sequence that changes this look into another one.
    fn change_to(self, other: Look) -> String {
        if self == other {
            return String::new();
        }
        if other == Look::default() {
            return "\u{1b}[m".to_string();
        }
        let mut numbers: Vec<String> = Vec::new();
        let gone = self.modifier - other.modifier;
        let mut kept = self.modifier - gone;
        for (attribute, _, off) in ATTRIBUTES.into_iter().filter(|(attribute, ..)| gone.contains(*attribute)) {
            if !numbers.contains(&off.to_string()) {
                numbers.push(off.to_string());
            }
            // The number that takes away bold takes away dim, too.
            let of_both = ATTRIBUTES.into_iter().filter(|(_, _, other)| *other == off);
            kept -= of_both.fold(attribute, |all, (attribute, ..)| all | attribute);
        }
        let new = other.modifier - kept;
        numbers.extend(ATTRIBUTES.into_iter().filter(|(it, ..)| new.contains(*it)).map(|(_, on, _)| on.to_string()));
        numbers.extend((self.fg != other.fg).then(|| numbers_of(other.fg, 0)));
        numbers.extend((self.bg != other.bg).then(|| numbers_of(other.bg, 10)));
        format!("\u{1b}[{}m", numbers.join(";"))
    }
}

/// The numbers of a colour, which are larger for the background.
fn numbers_of(colour: Color, more: u8) -> String {
    let plain = match colour {
        Color::Reset => 39,
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(index) => return format!("{};5;{index}", 38 + more),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", 38 + more),
    };
    (plain + more).to_string()
}

/// Writes cells, each with its column and line, of a terminal of this width. They may be any, in the order of the screen. Each
/// call places the cursor first, and leaves the terminal's look as it found it: the default one.
///
/// # Errors
/// Those of `out`.
pub fn write_cells(out: &mut impl Write, cells: &[(u16, u16, &Cell)], width: u16) -> io::Result<()> {
    let (mut text, mut look) = (String::new(), Look::default());
    let mut cursor = None;
    let mut rest = cells;
    while let [(column, line, cell), behind @ ..] = rest {
        if cursor != Some((*column, *line)) {
            out.write_all(text.as_bytes())?;
            text.clear();
            queue!(out, MoveTo(*column, *line))?;
        }
        let blanks = blanks(rest);
        let reaches_end = usize::from(*column) + blanks == usize::from(width);
        let are_erased = blanks >= if reaches_end { BLANKS_TO_ERASE } else { BLANKS_TO_STEP_OVER };
        let next = match are_erased {
            false if cell.symbol() == " " => look.for_a_blank(Look::of(cell)),
            false => Look::of(cell),
            true => Look::default(),
        };
        text.push_str(&look.change_to(next));
        look = next;
        if are_erased && reaches_end {
            text.push_str("\u{1b}[K");
            cursor = Some((*column, *line));
            rest = &rest[blanks..];
        } else if are_erased {
            let _ = write!(text, "\u{1b}[{blanks}X\u{1b}[{blanks}C");
            cursor = Some((column + blanks as u16, *line));
            rest = &rest[blanks..];
        } else {
            let _ = write!(text, "{}", cell.symbol());
            cursor = Some((column + cell.cell_width().max(1), *line));
            rest = behind;
        }
    }
    text.push_str(&look.change_to(Look::default()));
    out.write_all(text.as_bytes())
}

/// How many of the cells are blank, side by side from the first one on, with nothing to be seen in them.
fn blanks(cells: &[(u16, u16, &Cell)]) -> usize {
    let Some((first, line, _)) = cells.first() else { return 0 };
    let is_blank = |cell: &Cell| cell.symbol() == " " && Look { fg: Color::Reset, ..Look::of(cell) } == Look::default();
    let blanks = cells
        .iter()
        .zip(*first..)
        .take_while(|((column, at, cell), expected)| (column, at) == (expected, line) && is_blank(cell));
    blanks.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    const WIDTH: u16 = 20;
    const LINES: u16 = 3;

    fn written(before: &Buffer, after: &Buffer) -> String {
        let mut out = Vec::new();
        write_cells(&mut out, &before.diff(after), WIDTH).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn looks() -> impl Strategy<Value = Style> {
        let colour = || {
            select(vec![
                Color::Reset,
                Color::Cyan,
                Color::Gray,
                Color::LightRed,
                Color::Indexed(99),
                Color::Rgb(1, 2, 3),
            ])
        };
        let modifiers = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
        (colour(), colour(), prop::collection::vec(select(modifiers.to_vec()), 0..3)).prop_map(|(fg, bg, modifiers)| {
            let modifier = modifiers.into_iter().fold(Modifier::empty(), |all, one| all | one);
            Style::new().fg(fg).bg(bg).add_modifier(modifier)
        })
    }

    /// Texts at places, over a part of the screen that has a look of its own.
    fn buffers() -> impl Strategy<Value = Buffer> {
        // Nothing wide: what becomes of the half of a character that goes is for the terminal to say.
        let text = select(vec!["Anna", " ", "       ", "Zoë …", "x                  ", "e\u{301}"]);
        let piece = (0..WIDTH, 0..LINES, text, prop_oneof![2 => Just(Style::new()), 3 => looks()]);
        (prop::collection::vec(piece, 0..6), 0..LINES, looks(), any::<bool>()).prop_map(
            |(pieces, line, look, is_marked)| {
                let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, LINES));
                for (column, line, text, style) in pieces {
                    buffer.set_stringn(column, line, text, usize::from(WIDTH - column), style);
                }
                if is_marked {
                    buffer.set_style(Rect::new(0, line, WIDTH, 1), look);
                }
                // The model has one of both at a time.
                let both = buffer.content.iter_mut().filter(|cell| cell.modifier.contains(Modifier::BOLD));
                both.for_each(|cell| cell.modifier -= Modifier::DIM);
                buffer
            },
        )
    }

    fn colour_of(colour: Color) -> vt100::Color {
        match colour {
            Color::Cyan => vt100::Color::Idx(6),
            Color::Gray => vt100::Color::Idx(7),
            Color::LightRed => vt100::Color::Idx(9),
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            _ => vt100::Color::Default,
        }
    }

    proptest! {
        /// What stands on the screen is the buffer, cell by cell, frame after frame.
        #[test]
        fn the_screen_is_the_buffer(frames in prop::collection::vec(buffers(), 1..5)) {
            let mut screen = vt100::Parser::new(LINES.try_into().unwrap(), WIDTH.try_into().unwrap(), 0);
            let mut before = Buffer::empty(Rect::new(0, 0, WIDTH, LINES));
            for frame in frames {
                screen.process(written(&before, &frame).as_bytes());
                for (place, cell) in frame.content().iter().enumerate() {
                    let (at, line) = (place as u16 % WIDTH, place as u16 / WIDTH);
                    let shown = screen.screen().cell(line, at).unwrap();
                    let text = if shown.has_contents() { shown.contents() } else { " " };
                    prop_assert_eq!(text, cell.symbol(), "{} {}", line, at);
                    prop_assert_eq!(shown.bgcolor(), colour_of(cell.bg));
                    let has = |modifier| cell.modifier.contains(modifier);
                    prop_assert_eq!(shown.underline(), has(Modifier::UNDERLINED), "{} {}", line, at);
                    prop_assert_eq!(shown.inverse(), has(Modifier::REVERSED), "{} {}", line, at);
                    // Of a blank these are not seen, and an erased one has none.
                    if cell.symbol() != " " || has(Modifier::REVERSED) {
                        prop_assert_eq!(shown.fgcolor(), colour_of(cell.fg));
                    }
                    if cell.symbol() != " " {
                        let strong = (shown.bold(), shown.dim(), shown.italic());
                        let meant = (has(Modifier::BOLD), has(Modifier::DIM), has(Modifier::ITALIC));
                        prop_assert_eq!(strong, meant, "{} {}", line, at);
                    }
                }
                before = frame;
            }
        }
    }

    #[test]
    fn a_change_takes_few_bytes() {
        let empty = Buffer::empty(Rect::new(0, 0, WIDTH, LINES));
        let mut name = empty.clone();
        name.set_stringn(1, 0, "Anna", 4, Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD));
        assert_eq!(written(&empty, &name), "\u{1b}[1;2H\u{1b}[1;36mAnna\u{1b}[m");
        let mut full = empty.clone();
        full.set_stringn(0, 1, "x".repeat(20), 20, Style::new());
        assert_eq!(written(&full, &empty), "\u{1b}[2;1H\u{1b}[K");
        assert_eq!(written(&empty, &empty), "");
        let mut cleared = full.clone();
        cleared.set_stringn(1, 1, " ".repeat(18), 18, Style::new());
        assert_eq!(written(&full, &cleared), "\u{1b}[2;2H\u{1b}[18X\u{1b}[18C");
        let mut wide = empty.clone();
        wide.set_stringn(0, 0, "陈伟x", 5, Style::new());
        assert_eq!(written(&empty, &wide), "\u{1b}[1;1H陈伟x");
        let mut marked = full.clone();
        marked.set_style(Rect::new(2, 1, 18, 1), Style::new().add_modifier(Modifier::REVERSED));
        assert_eq!(written(&full, &marked), format!("\u{1b}[2;3H\u{1b}[7m{}\u{1b}[m", "x".repeat(18)));
    }
}
