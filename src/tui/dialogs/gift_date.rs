//! The gift date, drawn.

use crate::app::context::Context;
use crate::app::dialogs::gift_date::GiftDateDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::app::layout::{SIGN_COLUMNS, behind_label};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::list::list;
use crate::tui::widgets::text_field::text_field;
use ratatui::text::Line;

const PROMPT: &str = "> ";
const TEXT_COLUMNS: usize = 12;

pub fn draw(canvas: &mut Canvas, dialog: &GiftDateDialog, cx: &Context) {
    let (theme, layout, viewport) = (canvas.theme, dialog.layout(cx), dialog.viewport());
    dialog_box(canvas, &layout, "Gift date", enter(KeyContext::GiftDate));
    let [field, meaning, suggestions, note] = dialog.inside(layout.content, cx);
    canvas.line(field, literal(PROMPT, theme.accent()));
    let style = if dialog.is_untouched { theme.cursor() } else { theme.plain() };
    text_field(canvas, behind_label(field, PROMPT.len() as u16), &dialog.input, style, true);
    let (tone, lines) = dialog.meaning_lines(cx);
    let lines = lines.iter().map(|line| Line::from(safe(line, theme.style_of(tone))));
    canvas.lines(behind_label(meaning, SIGN_COLUMNS as u16), lines);
    scroll_in_border(canvas, &layout, suggestions, &viewport, dialog.suggestions.len());
    list(canvas, suggestions, &viewport, &dialog.suggestions, |item| {
        let suggestion = item.value;
        Line::from(vec![
            item.bar(),
            literal(" ", theme.plain()),
            padded(suggestion.text, TEXT_COLUMNS, theme.plain()),
            safe(&suggestion.day.in_words(), theme.dim()),
        ])
    });
    canvas.line(note, literal("Empty means today; also 2026-12-24, 24.12., tomorrow, +2w", theme.dim()));
}
