//! A line about a person, in the dialog and in the pane beside the table.

use crate::app::person::{LABEL_COLUMNS, PersonLine};
use crate::tui::text::{literal, padded, safe};
use crate::tui::theme::Theme;
use ratatui::text::Line;

pub fn person_line(line: PersonLine, theme: Theme) -> Line<'static> {
    match line {
        PersonLine::Selected => {
            Line::from(vec![literal(theme.dot(), theme.accent()), literal(" selected", theme.accent())])
        }
        PersonLine::Mark { text, is_first, prevents_gift } => {
            let style = if prevents_gift { theme.bad() } else { theme.warning() };
            Line::from(vec![literal(if is_first { "! " } else { "  " }, style), safe(&text, style)])
        }
        PersonLine::Blank => Line::default(),
        PersonLine::Lead(text) => Line::from(safe(&text, theme.plain())),
        PersonLine::Value { label, value } => {
            Line::from(vec![padded(label, LABEL_COLUMNS, theme.dim()), safe(&value, theme.plain())])
        }
        PersonLine::Heading(text) => Line::from(literal(text, theme.warning())),
        PersonLine::Item(text) => Line::from(vec![literal("  ", theme.plain()), safe(&text, theme.plain())]),
        PersonLine::Missing(text) => Line::from(safe(&text, theme.dim())),
    }
}
