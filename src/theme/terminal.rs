//! What a terminal's variables and its answer tell of its colours.

use super::colour::{BLACK, Rgb, WHITE};

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    None,
    /// Those with names.
    Sixteen,
    /// And the 240 with numbers.
    Indexed,
    True,
}

/// Beginnings of the TERM of terminals that have none, and ends of others'.
const WITHOUT: [&str; 4] = ["vt", "dumb", "wy", "cons25-m"];
const WITHOUT_AT_THE_END: [&str; 3] = ["-m", "-mono", "-monochrome"];
/// Parts of the TERM of terminals that have all and may not say so in COLORTERM, which SSH does not hand on.
const WITH_ALL: [&str; 8] = ["-direct", "kitty", "alacritty", "foot", "wezterm", "ghostty", "contour", "iterm"];

impl Colours {
    /// By the values of TERM and COLORTERM.
    pub fn of_terminal(term: &str, colorterm: &str) -> Colours {
        let says_all = matches!(colorterm, "truecolor" | "24bit") && !term.starts_with("screen") && term != "linux";
        if WITHOUT.iter().any(|it| term.starts_with(it)) && !term.contains("color")
            || WITHOUT_AT_THE_END.iter().any(|it| term.ends_with(it))
        {
            Colours::None
        } else if says_all || WITH_ALL.iter().any(|it| term.contains(it)) {
            Colours::True
        } else if term.contains("256color") || term == "xterm" {
            // PuTTY and others that have 256 say no more than xterm.
            Colours::Indexed
        } else {
            Colours::Sixteen
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
}

impl Background {
    pub fn of(colour: Rgb) -> Background {
        if colour.contrast(WHITE) >= colour.contrast(BLACK) { Background::Dark } else { Background::Light }
    }

    /// By the value of COLORFGBG, `15;0` or `0;default;15`: the last number is the background's.
    pub fn of_colorfgbg(value: &str) -> Option<Background> {
        match value.rsplit(';').next()?.parse().ok()? {
            0..=6 | 8 => Some(Background::Dark),
            7 | 9..=15 => Some(Background::Light),
            16u8.. => None,
        }
    }

    /// By the answer of a terminal that was asked for its background: `11;rgb:1e1e/1e1e/1e1e`.
    /// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands>
    pub fn of_answer(answer: &[u8]) -> Option<Background> {
        let colour = str::from_utf8(answer).ok()?.strip_prefix("11;")?;
        if let Some(colour) = Rgb::parse(colour) {
            return Some(Background::of(colour));
        }
        // One to four digits a part, the first ones count most.
        let part = |digits: &str| {
            let is_number = matches!(digits.len(), 1..=4) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
            u8::try_from(number * 255 / ((1 << (4 * digits.len())) - 1)).ok()
        };
        let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
        let mut parts = parts.split('/').map(part);
        let colour = [parts.next()??, parts.next()??, parts.next()??];
        (parts.count() <= 1).then(|| Background::of(colour.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_tell_how_many_colours_there_are() {
        for (term, colorterm, colours) in [
            ("xterm-256color", "", Colours::Indexed),
            ("xterm-256color", "truecolor", Colours::True),
            ("tmux-256color", "24bit", Colours::True),
            ("screen-256color", "truecolor", Colours::Indexed),
            ("screen", "truecolor", Colours::Sixteen),
            ("xterm-kitty", "", Colours::True),
            ("xterm-direct", "", Colours::True),
            ("xterm", "", Colours::Indexed),
            ("putty", "", Colours::Sixteen),
            ("linux", "truecolor", Colours::Sixteen),
            ("no-such-terminal", "", Colours::Sixteen),
            ("vt100", "", Colours::None),
            ("vt220", "", Colours::None),
            ("linux-m", "", Colours::None),
            ("xterm-mono", "truecolor", Colours::None),
        ] {
            assert_eq!(Colours::of_terminal(term, colorterm), colours, "{term} {colorterm}");
        }
    }

    #[test]
    fn backgrounds_are_dark_or_light() {
        use Background::{Dark, Light};
        for (value, background) in [
            ("15;0", Some(Dark)),
            ("0;default;15", Some(Light)),
            ("0;7", Some(Light)),
            ("15;8", Some(Dark)),
            ("15;default", None),
            ("15;231", None),
            ("", None),
        ] {
            assert_eq!(Background::of_colorfgbg(value), background, "{value}");
        }
        for (answer, background) in [
            ("11;rgb:0000/0000/0000", Some(Dark)),
            ("11;rgb:fdfd/f6f6/e3e3", Some(Light)),
            ("11;rgb:00/2b/36", Some(Dark)),
            ("11;rgb:f/f/f", Some(Light)),
            ("11;rgba:ffff/ffff/ffff/8000", Some(Light)),
            ("11;#1e1e1e", Some(Dark)),
            ("10;rgb:0000/0000/0000", None),
            ("11;rgb:00/00", None),
            ("11;rgb:00/00/00/00/00", None),
            ("11;rgb:00000/00/00", None),
            ("11;rgb:+0/00/00", None),
            ("11;rgb:zz/00/00", None),
            ("11;", None),
            ("", None),
        ] {
            assert_eq!(Background::of_answer(answer.as_bytes()), background, "{answer}");
        }
        assert_eq!(Background::of_answer(b"11;rgb:\xff/00/00"), None);
    }
}
