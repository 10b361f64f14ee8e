//! A row of a table: cells with a blank behind each.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::tui::text::literal;

/// The cells, each of its own width, with a blank behind each.
pub fn cells(cells: impl IntoIterator<Item = Span<'static>>) -> impl Iterator<Item = Span<'static>> {
    cells.into_iter().flat_map(|cell| [cell, literal(" ", Style::new())])
}
