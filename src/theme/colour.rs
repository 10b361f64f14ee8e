//! Colours as people write them and as terminals paint them, and how well one can be read on another.

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

pub const BLACK: Rgb = Rgb(0, 0, 0);
pub const WHITE: Rgb = Rgb(255, 255, 255);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// One of the 16, by number. Terminals paint them as they or their owners like.
    Named(u8),
    /// One of the 240 behind them, which are the same nearly everywhere.
    Indexed(u8),
    Rgb(Rgb),
}

/// The 16 by number.
pub const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// How the 16 are painted: by xterm, and by VGA, which the Linux console and others have. What has other ones was told so
/// by its owner, who can read them.
const PALETTES: [[u32; 16]; 2] = [
    [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
        0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ],
    [
        0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555, 0xff5555, 0x55ff55,
        0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
    ],
];

/// Colours whose parts differ less are greys.
const GREY: u8 = 40;
/// Hues that differ more, in degrees, have different names: no yellow becomes a red.
const SAME_HUE: f64 = 35.0;

impl Rgb {
    const fn of(number: u32) -> Rgb {
        let [_, red, green, blue] = number.to_be_bytes();
        Rgb(red, green, blue)
    }

    /// `#rrggbb`.
    pub fn parse(text: &str) -> Option<Rgb> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        digits
            .bytes()
            .all(|digit| digit.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok().map(Rgb::of))?
    }

    /// From 0 for black to 1 for white. <https://www.w3.org/TR/WCAG21/#dfn-relative-luminance>
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| match f64::from(part) / 255.0 {
            dark if dark <= 0.03928 => dark / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// From 1 to 21. <https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio>
    pub fn contrast(self, other: Rgb) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// In degrees; `None` for greys.
    fn hue(self) -> Option<f64> {
        let Rgb(red, green, blue) = self;
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        if most - least < GREY {
            return None;
        }
        let share = |more: u8, less: u8| (f64::from(more) - f64::from(less)) / f64::from(most - least);
        Some(match most {
            _ if most == red => (60.0 * share(green, blue)).rem_euclid(360.0),
            _ if most == green => 120.0 + 60.0 * share(blue, red),
            _ => 240.0 + 60.0 * share(red, green),
        })
    }

    /// Whether people call both by the same name.
    fn is_of_the_hue_of(self, other: Rgb) -> bool {
        match (self.hue(), other.hue()) {
            (Some(one), Some(two)) => {
                let apart = (one - two).abs();
                apart.min(360.0 - apart) <= SAME_HUE
            }
            (one, two) => one == two,
        }
    }

    fn distance(self, other: Rgb) -> u32 {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        2 * square(self.0, other.0) + 4 * square(self.1, other.1) + 3 * square(self.2, other.2)
    }
}

impl Colour {
    /// A name, `#rrggbb`, or a number up to 255.
    pub fn parse(word: &str) -> Option<Colour> {
        if let Some(rgb) = Rgb::parse(word) {
            return Some(Colour::Rgb(rgb));
        }
        if word.bytes().all(|digit| digit.is_ascii_digit()) {
            return word.parse().ok().map(Colour::numbered);
        }
        let place = NAMES.iter().position(|name| *name == word)?;
        u8::try_from(place).ok().map(Colour::Named)
    }

    pub fn numbered(number: u8) -> Colour {
        if number < 16 { Colour::Named(number) } else { Colour::Indexed(number) }
    }

    /// How terminals paint it.
    pub fn painted(self) -> [Rgb; PALETTES.len()] {
        match self {
            Colour::Named(number) => PALETTES.map(|palette| Rgb::of(palette[usize::from(number % 16)])),
            Colour::Indexed(number) => [of_index(number); PALETTES.len()],
            Colour::Rgb(rgb) => [rgb; PALETTES.len()],
        }
    }

    /// How far another colour is from it; `None` if it is called by another name.
    pub fn distance(self, other: Colour) -> Option<u32> {
        let pairs = || self.painted().into_iter().zip(other.painted());
        pairs().all(|(one, two)| one.is_of_the_hue_of(two)).then(|| pairs().map(|(one, two)| one.distance(two)).sum())
    }
}

/// A cube of 6 by 6 by 6 colours, and then greys.
fn of_index(number: u8) -> Rgb {
    let part = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match number {
        232.. => [8 + 10 * (number - 232); 3].into(),
        _ => [number.saturating_sub(16) / 36, number.saturating_sub(16) / 6 % 6, number.saturating_sub(16) % 6]
            .map(part)
            .into(),
    }
}

impl From<[u8; 3]> for Rgb {
    fn from([red, green, blue]: [u8; 3]) -> Rgb {
        Rgb(red, green, blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_as_names_numbers_and_hexadecimal() {
        for (word, colour) in [
            ("red", Some(Colour::Named(1))),
            ("bright-black", Some(Colour::Named(8))),
            ("9", Some(Colour::Named(9))),
            ("214", Some(Colour::Indexed(214))),
            ("#Ff8000", Some(Colour::Rgb(Rgb(255, 128, 0)))),
            ("256", None),
            ("#ff800", None),
            ("#ff80éa", None),
            ("#+f8000", None),
            ("purple", None),
            ("", None),
        ] {
            assert_eq!(Colour::parse(word), colour, "{word}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(BLACK.contrast(WHITE).round(), 21.0);
        assert_eq!((Rgb(0x77, 0x77, 0x77).contrast(WHITE) * 100.0).round(), 448.0);
        assert_eq!(Colour::Indexed(243).painted()[0], Rgb(0x76, 0x76, 0x76));
        assert_eq!(Colour::Indexed(208).painted()[0], Rgb(0xff, 0x87, 0));
    }

    #[test]
    fn a_colour_of_another_name_is_not_near() {
        let [red, yellow, green, grey] =
            ["#d70000", "#a36a00", "#008700", "#777777"].map(|it| Colour::parse(it).unwrap());
        assert!(red.distance(Colour::Named(1)).is_some() && green.distance(Colour::Named(10)).is_some());
        assert_eq!((yellow.distance(red), green.distance(yellow), grey.distance(red)), (None, None, None));
        assert!(grey.distance(Colour::Named(0)) > grey.distance(Colour::Named(8)));
    }
}
