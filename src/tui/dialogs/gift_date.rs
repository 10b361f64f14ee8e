//! The gift date, drawn.

use crate::app::context::Context;
use crate::app::dialogs::gift_date::GiftDateDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::app::layout::behind_label;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::dialog::dialog_box;
use crate::tui::widgets::text_field::text_field;
use ratatui::text::Line;

const PROMPT: &str = "> ";

pub fn draw(canvas: &mut Canvas, dialog: &GiftDateDialog, cx: &Context) {
    let (tone, lines) = dialog.meaning_lines(cx);
    let (theme, layout) = (canvas.theme, GiftDateDialog::layout(lines.len(), cx));
    dialog_box(canvas, &layout, "Gift date", enter(KeyContext::GiftDate));
    let [what, why, field, meaning] = GiftDateDialog::inside(layout.content);
    canvas.line(what, literal("The day of the gift: 2026-12-24, 24 Dec, +14d, next friday", theme.plain()));
    canvas.line(why, literal("Empty means today. Who has left by then is hidden.", theme.dim()));
    canvas.line(field, literal(PROMPT, theme.accent()));
    let style = if dialog.is_untouched { theme.cursor() } else { theme.plain() };
    text_field(canvas, behind_label(field, PROMPT.len() as u16), &dialog.input, style, true);
    canvas.lines(meaning, lines.iter().map(|line| Line::from(safe(line, theme.style_of(tone)))));
}
