//! The visible window of a list, with a cursor on one of its items.

use crate::app::layout::{FILL, columns};
use crate::app::pointer::Target;
use crate::app::viewport::Viewport;
use crate::domain::text::words::grouped;
use crate::tui::canvas::Canvas;
use crate::tui::text::literal;
use crate::tui::theme::Theme;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// An item as it is drawn.
#[derive(Clone, Copy)]
pub struct Item<T> {
    /// Its place in the list, from 0.
    pub place: usize,
    pub value: T,
    pub has_cursor: bool,
    pub theme: Theme,
}

impl<T> Item<T> {
    /// The bar that marks the cursor, or a blank.
    pub fn bar(&self) -> Span<'static> {
        cursor_bar(self.has_cursor, self.theme)
    }
}

/// Draws the items of the window, one a row.
pub fn list<T>(
    canvas: &mut Canvas,
    area: Rect,
    viewport: &Viewport,
    items: impl IntoIterator<Item = T>,
    draw: impl Fn(Item<T>) -> Line<'static>,
) {
    let theme = canvas.theme;
    let shown = items.into_iter().enumerate().skip(viewport.top).take(usize::from(area.height));
    for (row, (place, value)) in area.rows().zip(shown) {
        let has_cursor = place == viewport.cursor;
        canvas.line(row, draw(Item { place, value, has_cursor, theme }));
        canvas.hit(row, Target::Row { place, has_cursor });
        if has_cursor {
            // The whole row: on its way from a name to the last column the eye would lose it.
            let [_, behind_bar] = columns(row, [1, FILL]);
            canvas.mark(behind_bar);
        }
    }
}

/// Lets the mouse choose the items of the window by the signs in their first columns. Call after [`list`].
pub fn signs(canvas: &mut Canvas, area: Rect, width: u16, viewport: &Viewport, count: usize) {
    let [signs, _] = columns(area, [width, FILL]);
    for (row, place) in signs.rows().zip(viewport.top..count) {
        canvas.hit(row, Target::Sign(place));
    }
}

/// The bar before what has the focus, or a blank.
pub fn cursor_bar(has_cursor: bool, theme: Theme) -> Span<'static> {
    literal(if has_cursor { theme.bar() } else { " " }, theme.accent())
}

/// The visible part of a list, as `1–16 of 98`; `None` if all of it is visible.
pub fn range_text(viewport: &Viewport, count: usize, height: usize) -> Option<String> {
    let last = (viewport.top + height).min(count);
    (count > height).then(|| format!(" {}–{} of {} ", grouped(viewport.top + 1), grouped(last), grouped(count)))
}
