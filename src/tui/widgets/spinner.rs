//! A wait: something that turns, what is waited for, and for how long.

use crate::tui::text::{literal, safe};
use crate::tui::theme::Theme;
use ratatui::style::Style;
use ratatui::text::Span;
use std::time::Duration;

/// The parts of a line about a wait: `⠋ Asking Personio … 3 s`. The first second goes without a number.
pub fn waiting(text: &str, waited: Duration, style: Style, theme: Theme) -> Vec<Span<'static>> {
    let seconds = waited.as_secs();
    let behind = if seconds > 0 { format!(" … {seconds} s") } else { " …".to_string() };
    vec![
        literal(theme.spinner(waited), theme.accent()),
        literal(" ", style),
        safe(text, style),
        safe(&behind, theme.dim()),
    ]
}
