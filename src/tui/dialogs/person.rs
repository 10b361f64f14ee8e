//! Everything about a person: the marks with their reasons, the 24 fields, and what is odd in their text.

use super::{open, window};
use crate::app::dialogs::PersonDialog;
use crate::app::model::Model;
use crate::domain::fields::{Field, Kind, TextField};
use crate::domain::safe_text::SafeText;
use crate::tui::recipients::named;
use crate::tui::text::{broken, column, shown, words};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

const LABEL_COLUMNS: usize = 22;

/// Draws the dialog.
pub fn draw(frame: &mut Frame, area: Rect, (model, dialog): (&Model, &PersonDialog), theme: Theme) {
    let Some(people) = &model.recipients.people else { return };
    let roster = people.roster.as_ref();
    let Some(row) = roster.row_of(dialog.id) else { return };
    let columns = usize::from(area.width.min(76)).saturating_sub(6);
    let mut lines: Vec<Line> = Vec::new();
    if model.recipients.selection.has(row) {
        lines.push(Line::from(vec![words(theme.dot(), theme.accent()), words(" selected", theme.accent())]));
    }
    for mark in model.recipients.marks.of(roster, row) {
        for (index, line) in broken(&mark.reason(), columns.saturating_sub(2)).into_iter().enumerate() {
            lines.push(Line::from(vec![
                words(if index == 0 { "! " } else { "  " }, theme.warning()),
                shown(&line, theme.warning()),
            ]));
        }
    }
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    for field in Field::all() {
        let value = match field.info().kind {
            Kind::Picture if roster.has_picture(row) => "yes".into(),
            Kind::Picture => "".into(),
            _ => roster.value(field, row),
        };
        let label = column(field.name(), LABEL_COLUMNS, theme.dim());
        if !roster.readable().contains(field) {
            lines.push(Line::from(vec![label, words("not read", theme.dim())]));
            continue;
        }
        let text = if roster.odd(row).contains(field) { "(a value that could not be understood)" } else { &value };
        for (index, part) in broken(text, columns.saturating_sub(LABEL_COLUMNS)).into_iter().enumerate() {
            let label = if index == 0 { label.clone() } else { column("", LABEL_COLUMNS, theme.dim()) };
            lines.push(Line::from(vec![label, shown(&part, theme.plain())]));
        }
    }
    lines.push(Line::from(vec![
        column("Id in Personio", LABEL_COLUMNS, theme.dim()),
        shown(&roster.id(row).to_string(), theme.plain()),
    ]));
    let oddities: Vec<String> = TextField::ALL
        .into_iter()
        .flat_map(|field| {
            let found = SafeText::oddities(roster.text(field, row));
            found.into_iter().map(move |oddity| format!("{}: {oddity}", field.field()))
        })
        .collect();
    if !oddities.is_empty() {
        lines.push(Line::default());
        lines.push(Line::from(words("Characters shown as marks; correct them in Personio:", theme.warning())));
        lines.extend(
            oddities.iter().map(|oddity| Line::from(vec![words("  ", theme.plain()), shown(oddity, theme.plain())])),
        );
    }
    let inner = open(frame, area, (76, lines.len() as u16), &named(roster, row), theme);
    window(frame, inner, lines, (dialog.top, theme));
}
