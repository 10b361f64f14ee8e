//! From the terminal's size to named rectangles, once: whoever scrolls and whoever draws read the same ones. What a
//! screen or a dialog has inside, it lays out itself, in the rectangle that it gets here.

use ratatui::layout::{Margin, Position, Rect, Size};

/// The smallest size at which the screens are drawn.
pub const SMALLEST: Size = Size { width: 40, height: 10 };

/// Blank columns between the border of a dialog and its content.
const DIALOG_PADDING: u16 = 1;
/// A dialog's border on both sides, its padding, and a column in which the cursor of a text field may stand.
const DIALOG_TEXT_MARGIN: u16 = 6;
const NARROWEST_DIALOG: u16 = 10;

/// Whether the screens cannot be drawn at this size.
pub fn is_too_small(size: Size) -> bool {
    size.width < SMALLEST.width || size.height < SMALLEST.height
}

/// What every screen has: tabs on top, the notice and the hints at the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regions {
    pub tabs: Rect,
    /// Where a screen is drawn, and dialogs over it.
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

/// Stands for the rows that the others leave, at least one.
pub const FILL: u16 = u16::MAX;

/// An area cut into rows of these heights, from top to bottom; one of them may be [`FILL`].
///
/// A screen that is too short loses its last rows. ratatui's `Layout` shares out what is missing among all of them,
/// which would hide the first field of a form as readily as the blank line below it.
pub fn rows<const N: usize>(area: Rect, heights: [u16; N]) -> [Rect; N] {
    let mut y = area.y;
    filled(heights, area.height).map(|height| {
        let row = Rect { y, height: height.min(area.bottom() - y), ..area };
        y = row.bottom();
        row
    })
}

/// An area cut into columns of these widths, from left to right, as [`rows`] does it.
pub fn columns<const N: usize>(area: Rect, widths: [u16; N]) -> [Rect; N] {
    let mut x = area.x;
    filled(widths, area.width).map(|width| {
        let column = Rect { x, width: width.min(area.right() - x), ..area };
        x = column.right();
        column
    })
}

/// The lengths with what the others leave of all in the place of [`FILL`].
fn filled<const N: usize>(lengths: [u16; N], all: u16) -> [u16; N] {
    let fixed: u16 = lengths.iter().filter(|&&length| length != FILL).sum();
    lengths.map(|length| if length == FILL { all.saturating_sub(fixed).max(1) } else { length })
}

/// Where a dialog is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DialogLayout {
    /// The box with its border.
    pub border: Rect,
    /// What is inside, without the padding.
    pub content: Rect,
    /// Columns of a text that wraps.
    pub text_width: usize,
}

impl DialogLayout {
    /// A box in the middle of the body, of a width with its border and with so many lines inside; both at most.
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

    /// Lines in its window, at least one.
    pub fn height(&self) -> usize {
        usize::from(self.content.height).max(1)
    }
}

/// Columns of a text that wraps in a dialog of a width, before it is known how many lines that makes.
pub fn text_width(body: Rect, width: u16) -> usize {
    usize::from(width.min(body.width).saturating_sub(DIALOG_TEXT_MARGIN))
}

/// Rows of a list, at least one, so that a page moves even where nothing is visible.
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
