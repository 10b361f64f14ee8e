//! Everything about a person, drawn.

use crate::app::context::Context;
use crate::app::dialogs::person::{LABEL_COLUMNS, PersonDialog, PersonLine};
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::theme::Theme;
use crate::tui::widgets::dialog::text_dialog;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, dialog: &PersonDialog, cx: &Context) {
    let Some(roster) = cx.company.roster() else { return };
    let Some(row) = roster.row_of(dialog.id) else { return };
    let theme = canvas.theme;
    let lines: Vec<Line> = dialog.lines(cx).into_iter().map(|line| drawn(line, theme)).collect();
    let layout = PersonDialog::layout(lines.len(), cx);
    text_dialog(canvas, &layout, &roster.display_name(row), enter(KeyContext::Person), &dialog.viewport, lines);
}

fn drawn(line: PersonLine, theme: Theme) -> Line<'static> {
    match line {
        PersonLine::Selected => {
            Line::from(vec![literal(theme.dot(), theme.accent()), literal(" selected", theme.accent())])
        }
        PersonLine::Mark { text, is_first } => {
            let sign = if is_first { "! " } else { "  " };
            Line::from(vec![literal(sign, theme.warning()), safe(&text, theme.warning())])
        }
        PersonLine::Blank => Line::default(),
        PersonLine::Value { label, value } => {
            Line::from(vec![padded(label, LABEL_COLUMNS, theme.dim()), safe(&value, theme.plain())])
        }
        PersonLine::Heading(text) => Line::from(literal(text, theme.warning())),
        PersonLine::Item(text) => Line::from(vec![literal("  ", theme.plain()), safe(&text, theme.plain())]),
    }
}
