//! A wait: something that turns, what is waited for, and for how long.

use crate::tui::text::{literal, safe};
use crate::tui::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
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

/// The same as a line of its own, behind an indent.
pub fn wait_line(indent: &'static str, text: &str, waited: Duration, theme: Theme) -> Line<'static> {
    let mut spans = vec![literal(indent, theme.plain())];
    spans.extend(waiting(text, waited, theme.plain(), theme));
    Line::from(spans)
}
