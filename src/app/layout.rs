//! From the terminal's size to named rectangles, computed in one place and read by scrolling and drawing alike. Screens
//! and dialogs divide the rectangle that they get here further.

use ratatui::layout::{Margin, Position, Rect, Size};

/// Below this size only a request to enlarge the window is drawn.
pub const SMALLEST: Size = Size { width: 40, height: 10 };

/// From this width on, what explains stands beside what it is about, and not below, …
const SIDE_BY_SIDE: u16 = 100;
/// … in so many columns at most.
const WIDEST_SIDE: u16 = 64;

/// Columns before a message on a screen, for its sign and the blanks around it.
pub const MESSAGE_INDENT: u16 = 4;
/// Columns before a line of a dialog, for its sign and the blank behind it.
pub const SIGN_COLUMNS: usize = 2;
/// Blank columns between the border of a dialog and its content.
const DIALOG_PADDING: u16 = 1;
/// A dialog's border on both sides, its padding, and a column in which the cursor of a text field may stand.
const DIALOG_TEXT_MARGIN: u16 = 6;
const NARROWEST_DIALOG: u16 = 10;

pub fn is_too_small(size: Size) -> bool {
    size.width < SMALLEST.width || size.height < SMALLEST.height
}

/// What all screens share: tabs on top, the notice and the hints at the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regions {
    pub tabs: Rect,
    /// The screen, with dialogs over it.
    pub body: Rect,
    pub notice: Rect,
    pub hints: Rect,
}

impl Regions {
    pub fn of(size: Size) -> Regions {
        let [tabs, body, notice, hints] = rows(Rect::from((Position::ORIGIN, size)), [1, FILL, 1, 1]);
        Regions { tabs, body, notice, hints }
    }
}

/// As a height or width: whatever the others leave, at least 1.
pub const FILL: u16 = u16::MAX;

/// Cuts an area into rows of these heights, from top to bottom; at most one may be [`FILL`].
///
/// In an area that is too low the last rows are lost. ratatui's `Layout` would shrink any of them: the first field of a
/// form as readily as the blank line below it.
pub fn rows<const N: usize>(area: Rect, heights: [u16; N]) -> [Rect; N] {
    let mut y = area.y;
    filled(heights, area.height).map(|height| {
        let row = Rect { y, height: height.min(area.bottom() - y), ..area };
        y = row.bottom();
        row
    })
}

/// Cuts an area into columns, from left to right, as [`rows`] does.
pub fn columns<const N: usize>(area: Rect, widths: [u16; N]) -> [Rect; N] {
    let mut x = area.x;
    filled(widths, area.width).map(|width| {
        let column = Rect { x, width: width.min(area.right() - x), ..area };
        x = column.right();
        column
    })
}

/// Cuts an area into what it is about, a column for the divider, and what explains it; `None` where it is too narrow.
pub fn side_by_side(area: Rect) -> Option<[Rect; 3]> {
    let side = (area.width / 8 * 3).min(WIDEST_SIDE);
    (area.width >= SIDE_BY_SIDE).then(|| columns(area, [FILL, 1, side]))
}

/// Replaces [`FILL`] by what the other lengths leave of `all`.
fn filled<const N: usize>(lengths: [u16; N], all: u16) -> [u16; N] {
    let fixed: u16 = lengths.iter().filter(|&&length| length != FILL).sum();
    lengths.map(|length| if length == FILL { all.saturating_sub(fixed).max(1) } else { length })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DialogLayout {
    /// The whole box.
    pub border: Rect,
    /// Inside the border and its padding.
    pub content: Rect,
    /// Where wrapped text breaks, in columns.
    pub text_width: usize,
}

impl DialogLayout {
    /// Centers a box in the body. `width` includes the border, `lines` does not; the body limits both.
    pub fn centered(body: Rect, width: u16, lines: usize) -> DialogLayout {
        let lines = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        let size = Size {
            width: width.min(body.width.saturating_sub(2)).max(NARROWEST_DIALOG).min(body.width),
            height: lines.min(body.height),
        };
        let border = Rect {
            x: body.x + (body.width - size.width) / 2,
            y: body.y + (body.height - size.height) / 2,
            width: size.width,
            height: size.height,
        };
        let content = border.inner(Margin::new(1 + DIALOG_PADDING, 1));
        DialogLayout { border, content, text_width: text_width(body, width) }
    }

    /// Visible lines, at least 1, as [`height_of`].
    pub fn height(&self) -> usize {
        usize::from(self.content.height).max(1)
    }
}

/// Where text breaks in a dialog of this width. Needed before the layout, which depends on the number of lines.
pub fn text_width(body: Rect, width: u16) -> usize {
    usize::from(width.min(body.width).saturating_sub(DIALOG_TEXT_MARGIN))
}

/// Where the text of a message breaks on a screen.
pub fn message_width(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(MESSAGE_INDENT + 2))
}

/// The part of a row behind a label.
pub fn behind_label(row: Rect, label_columns: u16) -> Rect {
    let columns = label_columns.min(row.width);
    Rect { x: row.x + columns, width: row.width - columns, ..row }
}

/// The last columns of an area.
pub fn right_end(area: Rect, width: u16) -> Rect {
    let width = width.min(area.width);
    Rect { x: area.right() - width, width, ..area }
}

/// The column of a list's scrollbar: in the divider if there is one, else the list's last.
pub fn scrollbar_column(list: Rect, divider: Rect) -> Rect {
    if divider.is_empty() { right_end(list, 1) } else { Rect { x: divider.x, width: 1, ..list } }
}

/// The rows of a list, at least 1, so that paging moves the cursor even when nothing is visible.
pub fn height_of(area: Rect) -> usize {
    usize::from(area.height).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_size_breaks_a_layout() {
        for (width, height) in [(0, 0), (1, 1), (9, 3), (40, 10), (80, 24), (500, 200), (u16::MAX, 1)] {
            let size = Size { width, height };
            let Regions { tabs, body, notice, hints } = Regions::of(size);
            let whole = Rect::from((Position::ORIGIN, size));
            for area in [tabs, body, notice, hints] {
                assert_eq!(area.intersection(whole), area, "{size}");
            }
            let dialog = DialogLayout::centered(body, 78, 1000);
            assert_eq!(dialog.border.intersection(body), dialog.border, "{size}");
            assert!(dialog.height() > 0);
        }
    }

    #[test]
    fn a_dialog_is_as_tall_as_its_lines() {
        let body = Rect { x: 0, y: 1, width: 80, height: 21 };
        let dialog = DialogLayout::centered(body, 60, 4);
        assert_eq!(dialog.border, Rect { x: 10, y: 8, width: 60, height: 6 });
        assert_eq!(dialog.content, Rect { x: 12, y: 9, width: 56, height: 4 });
        assert_eq!(DialogLayout::centered(body, 78, 99).height(), 19);
    }
}
