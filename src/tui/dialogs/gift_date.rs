//! The gift date, drawn.

use crate::app::context::Context;
use crate::app::dialogs::gift_date::GiftDateDialog;
use crate::app::layout::behind_label;
use crate::tui::canvas::Canvas;
use crate::tui::text::literal;
use crate::tui::widgets::dialog::dialog_box;
use crate::tui::widgets::text_field::text_field;

const PROMPT: &str = "> ";

pub fn draw(canvas: &mut Canvas, dialog: &GiftDateDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, GiftDateDialog::layout(cx));
    dialog_box(canvas, &layout, "Gift date", None);
    let [what, why, field, error] = GiftDateDialog::inside(layout.content);
    canvas.line(what, literal("The day of the gift, as 2026-12-24; empty means today.", theme.plain()));
    canvas.line(why, literal("Who has left by then is hidden.", theme.dim()));
    canvas.line(field, literal(PROMPT, theme.accent()));
    text_field(canvas, behind_label(field, PROMPT.len() as u16), &dialog.input, theme.plain(), true);
    canvas.line(error, literal(dialog.error.unwrap_or_default(), theme.bad()));
}
