//! Styles and signs. Signs and words carry the meaning, the looks of the theme repeat it; without Unicode the signs are
//! ASCII.

use crate::app::notice::Tone;
use crate::theme::{Colour, Letters, Look, Meaning, Palette, Rgb};
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;
use std::time::Duration;

/// How long a sign of the spinner stands.
pub const SPINNER_TURN: Duration = Duration::from_millis(250);

/// The 16 colours by number.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];
const LETTERS: [(Letters, Modifier); 5] = [
    (Letters::BOLD, Modifier::BOLD),
    (Letters::DIM, Modifier::DIM),
    (Letters::ITALIC, Modifier::ITALIC),
    (Letters::UNDERLINED, Modifier::UNDERLINED),
    (Letters::REVERSED, Modifier::REVERSED),
];

/// A cell of a bar has so many parts.
pub const EIGHTHS: usize = 8;

/// Turns meanings into what this terminal can show.
#[derive(Clone, Copy)]
pub struct Theme {
    palette: Palette,
    /// More than ASCII.
    unicode: bool,
}

impl Theme {
    pub fn new(palette: Palette, unicode: bool) -> Theme {
        Theme { palette, unicode }
    }

    fn style(self, meaning: Meaning) -> Style {
        let Look { text, behind, letters } = self.palette.look(meaning);
        let modifiers = LETTERS.into_iter().filter(|(letter, _)| letters.has(*letter)).map(|(_, modifier)| modifier);
        Style { fg: text.map(colour), bg: behind.map(colour), ..Style::new().add_modifier(modifiers.collect()) }
    }

    pub fn plain(self) -> Style {
        Style::new()
    }

    pub fn strong(self) -> Style {
        self.style(Meaning::Strong)
    }

    pub fn dim(self) -> Style {
        self.style(Meaning::Dim)
    }

    /// Well, or done.
    pub fn good(self) -> Style {
        self.style(Meaning::Good)
    }

    /// Wrong, or failed: it stops the job.
    pub fn bad(self) -> Style {
        self.style(Meaning::Bad)
    }

    /// It deserves a look.
    pub fn warning(self) -> Style {
        self.style(Meaning::Warning)
    }

    /// Chosen, or just changed.
    pub fn accent(self) -> Style {
        self.style(Meaning::Accent)
    }

    /// The title of a dialog or a pane.
    pub fn title(self) -> Style {
        self.style(Meaning::Title)
    }

    /// The border of a dialog.
    pub fn border(self) -> Style {
        self.style(Meaning::Border)
    }

    /// What the words of a query matched, over the style of the rest.
    pub fn matched(self) -> Style {
        self.style(Meaning::Match)
    }

    /// The row under the cursor, over the styles of its parts: reversed they would make a patchwork of it.
    pub fn cursor(self) -> Style {
        let plain = Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::DIM);
        plain.patch(self.style(Meaning::Cursor))
    }

    /// The screen behind a dialog, over all of its styles.
    pub fn behind(self) -> Style {
        let plain = Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::all());
        plain.patch(self.style(Meaning::Behind))
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
        if self.unicode { unicode } else { ascii }
    }

    /// The name of a key; without Unicode an arrow would be a letter.
    pub fn key(self, name: &str) -> Cow<'_, str> {
        match name {
            _ if self.unicode => Cow::Borrowed(name),
            _ => {
                let words = [("↑", "Up"), ("↓", "Down"), ("←", "Left"), ("→", "Right")];
                words.iter().fold(Cow::Borrowed(name), |name, (arrow, word)| match name.contains(arrow) {
                    true => Cow::Owned(name.replace(arrow, word)),
                    false => name,
                })
            }
        }
    }

    pub fn tick(self) -> &'static str {
        self.sign("✓", "+")
    }

    /// Stands for what is going on.
    pub fn at_work(self) -> &'static str {
        self.sign("…", "~")
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

    /// The same on the heavy border of a box.
    pub fn thumb_on_border(self) -> &'static str {
        self.sign("█", "|")
    }

    /// Turns while something is waited for, four times a second.
    pub fn spinner(self, waited: Duration) -> &'static str {
        const UNICODE: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
        const ASCII: [&str; 4] = ["|", "/", "-", "\\"];
        let turns = waited.as_millis() / SPINNER_TURN.as_millis();
        let signs: &[&str] = if self.unicode { &UNICODE } else { &ASCII };
        signs[turns as usize % signs.len()]
    }

    pub fn between(self) -> &'static str {
        self.sign(" · ", " - ")
    }

    /// The full and the empty cell of a bar.
    pub fn progress(self) -> (&'static str, &'static str) {
        (self.sign("━", "#"), self.sign("─", "."))
    }

    /// A full cell of a bar that has eighths.
    pub fn full(self) -> &'static str {
        self.sign("█", "#")
    }

    /// A cell of which so many eighths are full, less than all; nothing where there is no such sign.
    pub fn eighths(self, eighths: usize) -> &'static str {
        const SIGNS: [&str; EIGHTHS] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        self.sign(SIGNS[eighths % EIGHTHS], "")
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

fn colour(colour: Colour) -> Color {
    match colour {
        Colour::Named(number) => NAMED[usize::from(number % 16)],
        Colour::Indexed(number) => Color::Indexed(number),
        Colour::Rgb(Rgb(red, green, blue)) => Color::Rgb(red, green, blue),
    }
}
