//! Everything about a person, drawn.

use super::{open, window};
use crate::app::dialogs::person::LABEL_COLUMNS;
use crate::app::dialogs::{PersonDialog, PersonLine};
use crate::app::model::Model;
use crate::tui::screens::recipients::named;
use crate::tui::text::{literal, padded, safe};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws the dialog.
pub fn draw(frame: &mut Frame, area: Rect, (model, dialog): (&Model, &PersonDialog), theme: Theme) {
    let Some(people) = &model.recipients.people else { return };
    let Some(row) = people.roster.row_of(dialog.id) else { return };
    let lines: Vec<Line> = dialog.lines(model).into_iter().map(|line| drawn(line, theme)).collect();
    let inner = open(frame, area, (76, lines.len() as u16), &named(&people.roster, row), theme);
    window(frame, inner, lines, (dialog.top, theme));
}

fn drawn(line: PersonLine, theme: Theme) -> Line<'static> {
    match line {
        PersonLine::Selected => {
            Line::from(vec![literal(theme.dot(), theme.accent()), literal(" selected", theme.accent())])
        }
        PersonLine::Mark { text, is_first } => {
            Line::from(vec![literal(if is_first { "! " } else { "  " }, theme.warning()), safe(&text, theme.warning())])
        }
        PersonLine::Blank => Line::default(),
        PersonLine::Value(name, value) => {
            Line::from(vec![padded(name, LABEL_COLUMNS, theme.dim()), safe(&value, theme.plain())])
        }
        PersonLine::Heading(text) => Line::from(literal(text, theme.warning())),
        PersonLine::Item(text) => Line::from(vec![literal("  ", theme.plain()), safe(&text, theme.plain())]),
    }
}
