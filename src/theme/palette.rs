//! The looks of all meanings.

use super::colour::{BLACK, Rgb, WHITE};
use super::look::{Letters, Look};
use super::terminal::Colours;

/// What WCAG asks of text. <https://www.w3.org/TR/WCAG21/#contrast-minimum>
const LEAST_CONTRAST: f64 = 4.5;

/// What a place on the screen means. Signs and words say it, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Well, or done.
    Good,
    /// Wrong, or failed: it stops the job.
    Bad,
    /// It deserves a look.
    Warning,
    /// Chosen, or just changed.
    Accent,
    /// Secondary.
    Dim,
    /// A heading, or a key.
    Strong,
    /// The title of a dialog or a pane.
    Title,
    /// The border of a dialog.
    Border,
    /// The row under the cursor.
    Cursor,
    /// What the words of a query matched.
    Match,
    /// The screen behind a dialog.
    Behind,
}

impl Meaning {
    pub const ALL: [(&'static str, Meaning); 11] = [
        ("good", Meaning::Good),
        ("bad", Meaning::Bad),
        ("warning", Meaning::Warning),
        ("accent", Meaning::Accent),
        ("dim", Meaning::Dim),
        ("strong", Meaning::Strong),
        ("title", Meaning::Title),
        ("border", Meaning::Border),
        ("cursor", Meaning::Cursor),
        ("match", Meaning::Match),
        ("behind", Meaning::Behind),
    ];

    pub fn named(name: &str) -> Option<Meaning> {
        Meaning::ALL.into_iter().find(|(it, _)| *it == name).map(|(_, meaning)| meaning)
    }
}

/// The looks, and what they are made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    looks: [Look; Meaning::ALL.len()],
    /// Both ends of the backgrounds.
    pub(super) backgrounds: [Rgb; 2],
    /// What text has on them at least.
    pub(super) contrast: f64,
}

impl Palette {
    /// Plain text everywhere, on any background.
    pub(super) const EMPTY: Palette =
        Palette { looks: [Look::PLAIN; Meaning::ALL.len()], backgrounds: [BLACK, WHITE], contrast: LEAST_CONTRAST };

    pub fn look(&self, meaning: Meaning) -> Look {
        self.looks[meaning as usize]
    }

    pub(super) fn set(&mut self, meaning: Meaning, look: Look) {
        self.looks[meaning as usize] = look;
    }

    /// Its letters alone: a user may have given `mono` colours.
    fn without_colours(mut self) -> Palette {
        self.looks = self.looks.map(|look| Look { letters: look.letters, ..Look::PLAIN });
        self
    }

    /// In the colours that a terminal has. What cannot be read in them looks as in `mono`, but nothing is made paler.
    pub(super) fn brought_down(mut self, colours: Colours, mono: &Palette) -> Palette {
        let mono = mono.without_colours();
        if colours == Colours::None {
            return mono;
        }
        for (_, meaning) in Meaning::ALL {
            let look = self.look(meaning).brought_down(colours, &self.backgrounds, self.contrast);
            self.set(
                meaning,
                look.unwrap_or_else(|| {
                    let mono = mono.look(meaning);
                    Look { letters: mono.letters.without(Letters::DIM), ..mono }
                }),
            );
        }
        self
    }
}
