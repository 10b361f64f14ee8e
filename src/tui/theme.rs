//! Styles and signs. Signs and words carry the meaning, colour repeats it; without colours only modifiers are used, and
//! without Unicode only ASCII.

use crate::app::launch::Capabilities;
use crate::app::notice::Tone;
use ratatui::style::{Color, Modifier, Style};
use std::time::Duration;

/// How long a sign of the spinner stands.
pub const SPINNER_TURN: Duration = Duration::from_millis(250);

/// Turns meanings into what this terminal can show.
#[derive(Clone, Copy)]
pub struct Theme(pub Capabilities);

impl Theme {
    fn coloured(self, colour: Color, instead: Modifier) -> Style {
        if self.0.colour { Style::new().fg(colour) } else { Style::new().add_modifier(instead) }
    }

    pub fn plain(self) -> Style {
        Style::new()
    }

    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Well, or done.
    pub fn good(self) -> Style {
        self.coloured(Color::Green, Modifier::empty())
    }

    /// Wrong, or failed.
    pub fn bad(self) -> Style {
        self.coloured(Color::Red, Modifier::BOLD)
    }

    pub fn warning(self) -> Style {
        self.coloured(Color::Yellow, Modifier::BOLD)
    }

    /// Chosen, or just changed.
    pub fn accent(self) -> Style {
        self.coloured(Color::Cyan, Modifier::BOLD)
    }

    /// What the query found somebody by.
    pub fn matched(self) -> Style {
        self.coloured(Color::Cyan, Modifier::empty()).add_modifier(Modifier::UNDERLINED)
    }

    /// The row under the cursor, over the styles of its parts: reversed they would make a patchwork of it.
    pub fn cursor(self) -> Style {
        Style::new().fg(Color::Reset).remove_modifier(Modifier::DIM).add_modifier(Modifier::REVERSED)
    }

    /// What stands behind a dialog, over the styles of its parts.
    pub fn behind(self) -> Style {
        let plain = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
        Style::new().fg(Color::Reset).remove_modifier(plain).patch(self.dim())
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

    pub fn tick(self) -> &'static str {
        self.sign("✓", "+")
    }

    pub fn cross(self) -> &'static str {
        self.sign("✗", "x")
    }

    pub fn star(self) -> &'static str {
        self.sign("★", "*")
    }

    pub fn dot(self) -> &'static str {
        self.sign("●", "*")
    }

    /// Marks the item under the cursor.
    pub fn bar(self) -> &'static str {
        self.sign("▌", ">")
    }

    pub fn rule(self) -> &'static str {
        self.sign("─", "-")
    }

    /// Between what stands side by side.
    pub fn divider(self) -> &'static str {
        self.sign("│", "|")
    }

    /// Where it meets the rule above it, and the one below.
    pub fn joints(self) -> (&'static str, &'static str) {
        (self.sign("┬", "+"), self.sign("┴", "+"))
    }

    /// The part of a scrollbar that stands for what is in sight.
    pub fn thumb(self) -> &'static str {
        self.sign("┃", "#")
    }

    /// Turns while something is waited for, four times a second.
    pub fn spinner(self, waited: Duration) -> &'static str {
        const UNICODE: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
        const ASCII: [&str; 4] = ["|", "/", "-", "\\"];
        let turns = waited.as_millis() / SPINNER_TURN.as_millis();
        let signs: &[&str] = if self.0.unicode { &UNICODE } else { &ASCII };
        signs[turns as usize % signs.len()]
    }

    pub fn between(self) -> &'static str {
        self.sign(" · ", " - ")
    }

    /// The full and the empty cell of a bar.
    pub fn progress(self) -> (&'static str, &'static str) {
        (self.sign("█", "#"), self.sign("░", "."))
    }

    /// What points to columns that are off to the left and to the right.
    pub fn to_the_sides(self) -> (&'static str, &'static str) {
        (self.sign("←", "<"), self.sign("→", ">"))
    }

    pub fn arrow(self, descending: bool) -> &'static str {
        if descending { self.sign(" ▼", " v") } else { self.sign(" ▲", " ^") }
    }

    /// Stands for a secret; its length says nothing of the secret's.
    pub fn secret(self) -> &'static str {
        self.sign("••••••••••••", "************")
    }

    /// A radio button.
    pub fn choice(self, taken: bool) -> &'static str {
        match taken {
            true => self.sign("(•)", "(*)"),
            false => "( )",
        }
    }
}
