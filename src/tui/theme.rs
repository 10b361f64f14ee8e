//! Styles and signs. Signs and words carry the meaning, colour repeats it; without colours only modifiers are used, and
//! without Unicode only ASCII.

use crate::app::launch::Capabilities;
use crate::app::notice::Tone;
use ratatui::style::{Color, Modifier, Style};

/// How things look on this terminal.
#[derive(Clone, Copy)]
pub struct Theme(pub Capabilities);

impl Theme {
    fn coloured(self, colour: Color, instead: Modifier) -> Style {
        if self.0.colour { Style::new().fg(colour) } else { Style::new().add_modifier(instead) }
    }

    /// Plain text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// Headings and keys.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is secondary.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What is well.
    pub fn good(self) -> Style {
        self.coloured(Color::Green, Modifier::empty())
    }

    /// What is wrong.
    pub fn bad(self) -> Style {
        self.coloured(Color::Red, Modifier::BOLD)
    }

    /// What wants a look.
    pub fn warning(self) -> Style {
        self.coloured(Color::Yellow, Modifier::BOLD)
    }

    /// What is chosen or just changed.
    pub fn accent(self) -> Style {
        self.coloured(Color::Cyan, Modifier::BOLD)
    }

    /// The name under the cursor.
    pub fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The style of a notice or a message.
    pub fn style_of(self, tone: Tone) -> Style {
        match tone {
            Tone::Done => self.good(),
            Tone::Plain | Tone::Note => self.plain(),
            Tone::Warning => self.warning(),
            Tone::Failed => self.bad(),
        }
    }

    /// The sign before a message.
    pub fn sign_of(self, tone: Tone) -> &'static str {
        match tone {
            Tone::Done => self.tick(),
            Tone::Plain => " ",
            Tone::Note | Tone::Warning => "!",
            Tone::Failed => self.cross(),
        }
    }

    fn sign(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.0.unicode { unicode } else { ascii }
    }

    /// Well.
    pub fn tick(self) -> &'static str {
        self.sign("✓", "+")
    }

    /// Not there.
    pub fn cross(self) -> &'static str {
        self.sign("✗", "x")
    }

    /// Just changed.
    pub fn star(self) -> &'static str {
        self.sign("★", "*")
    }

    /// Selected.
    pub fn dot(self) -> &'static str {
        self.sign("●", "*")
    }

    /// The cursor's bar.
    pub fn bar(self) -> &'static str {
        self.sign("▌", ">")
    }

    /// A rule.
    pub fn rule(self) -> &'static str {
        self.sign("─", "-")
    }

    /// Between two counts.
    pub fn between(self) -> &'static str {
        self.sign(" · ", " - ")
    }

    /// A progress bar's full and empty cells.
    pub fn progress(self) -> (&'static str, &'static str) {
        (self.sign("█", "#"), self.sign("░", "."))
    }

    /// A direction of sorting.
    pub fn arrow(self, descending: bool) -> &'static str {
        if descending { self.sign(" ▼", " v") } else { self.sign(" ▲", " ^") }
    }

    /// A hidden secret, of a length that tells nothing.
    pub fn secret(self) -> &'static str {
        self.sign("••••••••••••", "************")
    }

    /// A choice that is taken or not.
    pub fn choice(self, taken: bool) -> &'static str {
        match taken {
            true => self.sign("(•)", "(*)"),
            false => "( )",
        }
    }
}
