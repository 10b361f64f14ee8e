//! A text field of one line: it scrolls sideways so that the cursor is in sight.

use crate::domain::text::safe_text::SafeText;
use crate::tui::canvas::Canvas;
use crate::tui::text::padded_plain;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_input::Input;

/// Draws the text; with the focus also the terminal's cursor.
pub fn text_field(canvas: &mut Canvas, area: Rect, input: &Input, style: Style, has_focus: bool) {
    let columns = usize::from(area.width);
    let scroll = input.visual_scroll(columns.saturating_sub(1));
    let text: String = input.value().chars().skip(scroll).collect();
    canvas.line(area, padded_plain(&text, columns, style).to_vec());
    if has_focus {
        canvas.cursor(area, input.visual_cursor().saturating_sub(scroll));
    }
}

/// The column of an area in which the character at a byte of the text is drawn; `None` if it is scrolled out.
pub fn column_of(area: Rect, input: &Input, byte: usize) -> Option<usize> {
    let scroll = input.visual_scroll(usize::from(area.width).saturating_sub(1));
    let before = input.value().get(..byte).unwrap_or_default();
    let is_in_sight = before.chars().count() >= scroll;
    let before: String = before.chars().skip(scroll).collect();
    let column = SafeText::of(&before).width();
    (is_in_sight && column < usize::from(area.width)).then_some(column)
}
