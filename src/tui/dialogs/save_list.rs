//! The name of a list to save, and what is saved, drawn.

use crate::app::context::Context;
use crate::app::dialogs::save_list::SaveListDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::app::layout::behind_label;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::dialog::dialog_box;
use crate::tui::widgets::form::{Label, label};
use crate::tui::widgets::text_field::text_field;
use ratatui::text::Line;

const LABEL_COLUMNS: u16 = 6;

pub fn draw(canvas: &mut Canvas, dialog: &SaveListDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    let [field, text] = SaveListDialog::inside(layout.content);
    dialog_box(canvas, &layout, "Save a list", enter(KeyContext::SaveList));
    label(canvas, field, Label { text: "Name", has_focus: true, idle: theme.dim() });
    let value = behind_label(field, LABEL_COLUMNS);
    text_field(canvas, value, &dialog.name, theme.plain(), true);
    if dialog.name.value().is_empty() {
        canvas.line(value, literal("such as Dublin office", theme.dim()));
    }
    canvas.lines(text, dialog.text(cx).into_iter().map(|line| Line::from(safe(&line, theme.plain()))));
}
