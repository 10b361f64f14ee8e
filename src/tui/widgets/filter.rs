//! A list that typing narrows: the line of its filter, and the items that are left.

use crate::app::filter_list::FilterList;
use crate::app::layout::{FILL, columns};
use crate::app::viewport::Viewport;
use crate::domain::text::safe_text::SafeText;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::list::{Item, list};
use crate::tui::widgets::text_field::text_field;
use ratatui::layout::Rect;
use ratatui::text::Line;
use tui_input::Input;

const PROMPT: &str = "/ ";

/// Draws what is typed; behind it, how many items that leaves and of how many.
pub fn filter_line(canvas: &mut Canvas, row: Rect, input: &Input, (left, all): (usize, usize)) {
    let theme = canvas.theme;
    let is_empty = input.value().is_empty();
    let count = if is_empty { String::new() } else { format!(" {left} of {all}") };
    let width = u16::try_from(SafeText::of(&count).width()).unwrap_or(row.width);
    let [prompt, field, count_area] = columns(row, [PROMPT.len() as u16, FILL, width]);
    canvas.line(prompt, literal(PROMPT, theme.accent()));
    text_field(canvas, field, input, theme.plain(), true);
    if is_empty {
        canvas.line(field, literal("type to filter", theme.dim()));
    }
    canvas.line(count_area, safe(&count, theme.dim()));
}

/// Draws the window of the items that are left, as [`list`].
pub fn filtered<T: PartialEq + Clone>(
    canvas: &mut Canvas,
    area: Rect,
    items: &FilterList<T>,
    viewport: &Viewport,
    draw: impl Fn(Item<&T>) -> Line<'static>,
) {
    if items.left().len() == 0 && items.is_filtered() {
        return nothing_matches(canvas, area);
    }
    list(canvas, area, viewport, items.left(), draw);
}

pub fn nothing_matches(canvas: &mut Canvas, area: Rect) {
    canvas.line(area, literal("  Nothing matches; Esc shows all", canvas.theme.plain()));
}
