//! A sentence with a sign before its first line.

use crate::app::notice::Tone;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// Draws lines that were wrapped for the area, in the sign and style of their tone.
pub fn message(canvas: &mut Canvas, area: Rect, tone: Tone, lines: Vec<String>) {
    let (symbol, style) = (canvas.theme.sign_of(tone), canvas.theme.style_of(tone));
    signed_lines(canvas, area, Sign { symbol, style }, lines);
}

/// The sign of a message and the style of all of it.
#[derive(Clone, Copy)]
pub struct Sign {
    pub symbol: &'static str,
    pub style: Style,
}

/// Draws lines that were wrapped for the area behind a sign.
pub fn signed_lines(canvas: &mut Canvas, area: Rect, sign: Sign, lines: Vec<String>) {
    let Sign { symbol, style } = sign;
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let symbol = if index == 0 { symbol } else { " " };
        Line::from(vec![literal("  ", style), literal(symbol, style), literal(" ", style), safe(&line, style)])
    });
    canvas.lines(area, lines);
}
