//! A look: a colour, perhaps one behind it, and what is done to the letters. Written as `bold underlined #ff8700 on 16`.

use super::colour::{BLACK, Colour, NAMES, Rgb, WHITE};

/// What is done to the letters, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters(u8);

impl Letters {
    pub const BOLD: Letters = Letters(1);
    pub const DIM: Letters = Letters(1 << 1);
    pub const ITALIC: Letters = Letters(1 << 2);
    pub const UNDERLINED: Letters = Letters(1 << 3);
    pub const REVERSED: Letters = Letters(1 << 4);
    const NAMES: [(&str, Letters); 5] = [
        ("bold", Letters::BOLD),
        ("dim", Letters::DIM),
        ("italic", Letters::ITALIC),
        ("underlined", Letters::UNDERLINED),
        ("reversed", Letters::REVERSED),
    ];

    pub fn has(self, other: Letters) -> bool {
        self.0 & other.0 != 0
    }

    pub fn without(self, other: Letters) -> Letters {
        Letters(self.0 & !other.0)
    }
}

/// Without colours it is that of the terminal's own text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub text: Option<Colour>,
    pub behind: Option<Colour>,
    pub letters: Letters,
}

impl Look {
    pub const PLAIN: Look = Look { text: None, behind: None, letters: Letters(0) };

    /// # Errors
    /// The word that is no part of a look.
    pub fn parse(text: &str) -> Result<Look, &str> {
        let mut look = Look::default();
        let mut is_behind = false;
        let mut colours = 0;
        for word in text.split_whitespace() {
            if let Some((_, letters)) = Letters::NAMES.iter().find(|(name, _)| *name == word) {
                look.letters.0 |= letters.0;
            } else if word == "on" && !is_behind {
                (is_behind, colours) = (true, 0);
            } else if colours > 0 {
                // A second one, and which is meant?
                return Err(word);
            } else {
                colours += 1;
                let colour = if word == "default" { None } else { Some(Colour::parse(word).ok_or(word)?) };
                *(if is_behind { &mut look.behind } else { &mut look.text }) = colour;
            }
        }
        if is_behind && colours == 0 { Err("on") } else { Ok(look) }
    }

    /// All words of which a look is made.
    pub fn words() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().chain(Letters::NAMES.map(|(name, _)| name)).chain(["on", "default"])
    }

    /// The least contrast of its text on any of these backgrounds, however a terminal paints the 16; `None` if it is the
    /// terminal's own text on its own background.
    pub fn contrast(self, backgrounds: &[Rgb]) -> Option<f64> {
        let on_each = |colour: Colour, below: fn(Rgb) -> Rgb| {
            let pairs = backgrounds.iter().flat_map(|it| colour.painted().map(|painted| painted.contrast(below(*it))));
            pairs.fold(f64::INFINITY, f64::min)
        };
        match (self.text, self.behind) {
            (None, None) => None,
            (Some(text), None) => Some(on_each(text, |background| background)),
            // The terminal's own text is at the other end.
            (None, Some(behind)) => {
                Some(on_each(behind, |it| if it.contrast(BLACK) > it.contrast(WHITE) { BLACK } else { WHITE }))
            }
            (Some(text), Some(behind)) => {
                let pairs = text.painted().into_iter().zip(behind.painted());
                Some(pairs.map(|(text, behind)| text.contrast(behind)).fold(f64::INFINITY, f64::min))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_written_in_words() {
        let look = |text, behind, letters| Ok(Look { text, behind, letters: Letters(letters) });
        let (red, white) = (Some(Colour::Named(1)), Some(Colour::Indexed(231)));
        for (text, expected) in [
            ("", look(None, None, 0)),
            ("red", look(red, None, 0)),
            ("bold  231 on red", look(white, red, 1)),
            ("on red underlined", look(None, red, 8)),
            ("default on default dim", look(None, None, 2)),
            ("bold redd", Err("redd")),
            ("Red", Err("Red")),
        ] {
            assert_eq!(Look::parse(text), expected, "{text}");
        }
        let mut words = Look::words().filter(|word| *word != "on");
        assert!(words.all(|word| Look::parse(word).is_ok()));
        for (text, word) in [("on", "on"), ("red on", "on"), ("red blue", "blue"), ("red on red on red", "on")] {
            assert_eq!(Look::parse(text), Err(word), "{text}");
        }
    }

    #[test]
    fn contrast_counts_the_worst_of_all_backgrounds_and_palettes() {
        let contrast = |look: &str, backgrounds: &[Rgb]| Look::parse(look).unwrap().contrast(backgrounds);
        let rounded =
            |look: &str, backgrounds: &[Rgb]| contrast(look, backgrounds).map(|it| (it * 10.0).round() / 10.0);
        assert_eq!(contrast("bold", &[BLACK]), None);
        assert_eq!(rounded("#ffffff", &[BLACK]), Some(21.0));
        assert_eq!(rounded("#ffffff", &[BLACK, WHITE]), Some(1.0));
        assert_eq!(rounded("green", &[WHITE]), Some(2.2), "xterm's is the paler one");
        assert_eq!(rounded("bright-white on green", &[WHITE]), Some(2.2));
        assert_eq!(rounded("on 16", &[WHITE]), Some(1.0));
        assert_eq!(rounded("on 16", &[BLACK]), Some(21.0));
    }
}
