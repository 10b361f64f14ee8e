//! Who was found by pasted addresses and who was not, drawn.

use crate::app::context::Context;
use crate::app::dialogs::emails::{EmailsDialog, EmailsLine};
use crate::app::keys::KeyContext;
use crate::app::layout::{FILL, rows};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::dialog::{dialog_box, text_dialog};
use crate::tui::widgets::text_field::text_field;
use ratatui::text::Line;

const TITLE: &str = "Select by email";

pub fn draw(canvas: &mut Canvas, dialog: &EmailsDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    let enter = dialog.enter().unwrap_or_default();
    if dialog.key_context() == KeyContext::Emails {
        dialog_box(canvas, &layout, TITLE, enter);
        let [lead, field, _, text] = rows(layout.content, [1, 1, 1, FILL]);
        let words =
            if dialog.is_looking() { "Looking for them …" } else { "Paste addresses here, however they come:" };
        canvas.line(lead, literal(words, theme.plain()));
        text_field(canvas, field, &dialog.input, theme.plain(), true);
        if dialog.input.value().is_empty() {
            canvas.line(field, literal("anna@acme.example; Bob <bob@acme.example>", theme.dim()));
        }
        canvas.line(text, literal("Or type the name of a file, such as ~/team.csv.", theme.dim()));
        return;
    }
    let line = |line: &EmailsLine| match line {
        EmailsLine::Lead(text) => Line::from(safe(text, theme.strong())),
        EmailsLine::Warning(text) => Line::from(safe(text, theme.warning())),
        EmailsLine::Heading(text) => Line::from(safe(text, theme.accent())),
        EmailsLine::Item(text) => Line::from(vec![literal("  ", theme.plain()), safe(text, theme.plain())]),
        EmailsLine::Blank => Line::default(),
    };
    text_dialog(canvas, &layout, TITLE, enter, &dialog.viewport, dialog.lines().iter().map(line).collect());
}
