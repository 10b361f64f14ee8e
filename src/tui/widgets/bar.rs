//! A bar of full and empty cells inside a line.

use crate::tui::text::safe;
use crate::tui::theme::Theme;
use ratatui::text::Span;

/// A bar of `columns` cells, `full_cells` of them full.
pub fn bar(full_cells: usize, columns: usize, theme: Theme) -> [Span<'static>; 2] {
    let (full, empty) = theme.progress();
    let cells = full_cells.min(columns);
    [safe(&full.repeat(cells), theme.accent()), safe(&empty.repeat(columns - cells), theme.dim())]
}
