//! Bars inside a line: of full and empty cells, and of eighths.

use crate::tui::text::safe;
use crate::tui::theme::{EIGHTHS, Theme};
use ratatui::text::Span;

/// A bar of `columns` cells, `full_cells` of them full: a line, so that bars below each other stay apart.
pub fn bar(full_cells: usize, columns: usize, theme: Theme) -> [Span<'static>; 2] {
    let (full, empty) = theme.progress();
    let cells = full_cells.min(columns);
    [safe(&full.repeat(cells), theme.accent()), safe(&empty.repeat(columns - cells), theme.dim())]
}

/// How much of a whole there is, in at most so many cells, by eighths. Something is never drawn as nothing, nor as all.
pub fn part_bar(part: usize, whole: usize, columns: usize, theme: Theme) -> String {
    let full = theme.full();
    let all = columns * EIGHTHS;
    let eighths = match part {
        0 => 0,
        part if part >= whole => all,
        part => (part * all / whole).clamp(1, all - 1),
    };
    let (cells, rest) = (eighths / EIGHTHS, eighths % EIGHTHS);
    let bar = format!("{}{}", full.repeat(cells), theme.eighths(rest));
    if bar.is_empty() && part > 0 { full.to_string() } else { bar }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Colours, Themes};

    #[test]
    fn a_part_is_neither_nothing_nor_all() {
        for (unicode, bars) in
            [(true, ["", "▏", "████", "███████▉", "████████"]), (false, ["", "#", "####", "#######", "########"])]
        {
            let palette = Themes::default().choose(None, Colours::None).on(None);
            let theme = Theme::new(palette, unicode);
            assert_eq!([0, 1, 1000, 1999, 2000].map(|part| part_bar(part, 2000, 8, theme)), bars);
        }
    }
}
