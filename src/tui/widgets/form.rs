//! A line of a form: a label that shows where the focus is, and a value behind it.

use crate::tui::canvas::Canvas;
use crate::tui::text::literal;
use crate::tui::widgets::list::cursor_bar;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The label of a line.
#[derive(Clone, Copy)]
pub struct Label {
    pub text: &'static str,
    pub has_focus: bool,
    /// How it looks without the focus.
    pub idle: Style,
}

/// Draws a label at the left end of a row.
pub fn label(canvas: &mut Canvas, row: Rect, label: Label) {
    let theme = canvas.theme;
    let style = if label.has_focus { theme.strong() } else { label.idle };
    canvas.line(row, vec![cursor_bar(label.has_focus, theme), literal(label.text, style)]);
}
