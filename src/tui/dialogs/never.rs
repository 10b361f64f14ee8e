//! The question whether somebody is put on the never-list, drawn.

use crate::app::context::Context;
use crate::app::dialogs::never::NeverDialog;
use crate::app::layout::behind_label;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::dialog::dialog_box;
use crate::tui::widgets::form::{Label, label};
use crate::tui::widgets::text_field::text_field;
use ratatui::text::Line;

const LABEL_COLUMNS: u16 = 6;

pub fn draw(canvas: &mut Canvas, dialog: &NeverDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    let [text, field] = dialog.inside(layout.content, cx);
    dialog_box(canvas, &layout, &format!("Never: {}", dialog.name), dialog.enter());
    canvas.lines(text, dialog.text(cx).into_iter().map(|line| Line::from(safe(&line, theme.plain()))));
    if dialog.is_on() {
        return;
    }
    label(canvas, field, Label { text: "Why", has_focus: true, idle: theme.dim() });
    let value = behind_label(field, LABEL_COLUMNS);
    text_field(canvas, value, &dialog.why, theme.plain(), true);
    if dialog.why.value().is_empty() {
        canvas.line(value, literal("asked to be left out (may stay empty)", theme.dim()));
    }
}
