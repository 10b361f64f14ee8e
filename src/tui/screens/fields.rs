//! Screen 2, drawn: the checklist, the chosen field in words, and what can be read and is not needed.

use super::field_words::odd_words;
use crate::app::model::Model;
use crate::app::screens::fields::FieldsScreen;
use crate::domain::checklist::advice::{WHERE, is_to_tick, what_to_do};
use crate::domain::checklist::matching::{Checklist, FieldState, State};
use crate::domain::fields::{Field, Need};
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::list::{Item, list, range_text};
use crate::tui::widgets::table::cells;
use jiff::civil::Time;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

const OPTIONAL: &str = " optional";
const NAME_COLUMNS: usize = 20;
const KEY_COLUMNS: usize = 20;
/// The cursor's bar, the sign, and a blank behind each.
const SIGN_COLUMNS: usize = 4;
/// Attributes that are named in the line of what is not needed.
const MAX_UNNEEDED_NAMES: usize = 8;

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let (screen, cx) = (&model.screens.fields, model.context());
    let layout = FieldsScreen::layout(&cx);
    let columns = usize::from(cx.body().width);
    canvas.rule(layout.rule);
    canvas.line(layout.counts, counts(model, columns, canvas.theme));
    let advice = padded(&screen.advice(&cx), columns.saturating_sub(3), canvas.theme.dim());
    canvas.line(layout.advice, vec![literal("  ", canvas.theme.dim()), advice]);
    list(canvas, layout.list, &screen.viewport, Field::all(), |item| {
        field_line(&FieldRow::of(&item, model), &item, columns)
    });
    canvas.rule(layout.detail_rule);
    if let Some(range) = range_text(&screen.viewport, Field::COUNT, usize::from(layout.list.height)) {
        canvas.line(layout.range, safe(&range, canvas.theme.dim()));
    }
    let mut lines = details(model, columns.saturating_sub(4), canvas.theme);
    let room = usize::from(layout.detail.height);
    if lines.len() > room {
        let shown = room.saturating_sub(1);
        let more = counted(lines.len() - shown, "more line", "more lines");
        lines.truncate(shown);
        lines.push((format!("… {more}: enlarge the window"), canvas.theme.dim()));
    }
    canvas.lines(
        layout.detail,
        lines.into_iter().map(|(line, style)| Line::from(vec![literal("  ", style), safe(&line, style)])),
    );
    canvas.line(layout.unneeded, unneeded(model, columns, canvas.theme));
}

/// How many of the required fields can be read; before they are checked, how many the last sync has read.
pub fn progress(model: &Model) -> String {
    let required = Need::Required.count();
    let of_last_sync = || {
        let readable = model.company.roster()?.readable();
        Some(readable.iter().filter(|field| field.is_required()).count())
    };
    let checked = model.company.checklist.as_ref().map(|list| list.readable(Need::Required));
    checked.or_else(of_last_sync).map(|count| format!(" {count}/{required}")).unwrap_or_default()
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

fn counts(model: &Model, columns: usize, theme: Theme) -> Vec<Span<'static>> {
    let (screen, list) = (&model.screens.fields, &model.company.checklist);
    let checked = match (&screen.problem, screen.checked_at) {
        (Some((_, next)), Some(time)) => format!("checked {}, next {}", clock(time), clock(*next)),
        (Some((_, next)), None) => format!("next try {}", clock(*next)),
        (None, Some(time)) => format!("checked {}", clock(time)),
        (None, None) => String::new(),
    };
    let (required, optional) = (Need::Required.count(), Need::Optional.count());
    let text = match list {
        Some(list) => {
            let (readable, readable_optional) = (list.readable(Need::Required), list.readable(Need::Optional));
            format!("  {readable} of {required} required readable, {readable_optional} of {optional} optional")
        }
        None => format!("  {required} required fields, {optional} optional"),
    };
    let is_well = list.as_ref().is_some_and(Checklist::is_complete) && model.company.empty_required().is_empty();
    let style = if is_well { theme.good() } else { theme.strong() };
    let left = columns.saturating_sub(checked.len() + 2);
    vec![padded(&text, left, style), safe(&checked, theme.dim())]
}

/// How a field stands, in a row of the list.
struct FieldRow<'a> {
    state: Option<&'a FieldState>,
    is_new: bool,
    is_lost: bool,
    /// Whether it can be read and nobody has a value.
    is_empty: bool,
    /// How many people have a value, once there was a sync that read it.
    filled: Option<String>,
    theme: Theme,
}

impl<'a> FieldRow<'a> {
    fn of(item: &Item<Field>, model: &'a Model) -> FieldRow<'a> {
        let (field, screen) = (item.value, &model.screens.fields);
        let roster = model.company.roster();
        let count = |roster: &std::sync::Arc<crate::domain::people::roster::Roster>| {
            let odd = odd_words(roster, field).map(|odd| format!(", {odd}")).unwrap_or_default();
            let filled = format!("{} of {}", grouped(roster.filled(field)), grouped(roster.len()));
            format!("{}{odd}", if roster.is_empty_for_all(field) { "empty for everyone" } else { &filled })
        };
        FieldRow {
            state: model.company.checklist.as_ref().and_then(|list| list.of(field)),
            is_new: screen.newly_readable.contains(field),
            is_lost: screen.lost.contains(field),
            is_empty: roster.is_some_and(|roster| roster.is_empty_for_all(field)),
            filled: roster.filter(|roster| roster.readable().contains(field)).map(count),
            theme: item.theme,
        }
    }

    fn sign(&self, field: Field) -> (&'static str, Style) {
        let theme = self.theme;
        match self.state.map(|state| state.state) {
            None => (" ", theme.dim()),
            Some(State::Readable | State::Pinned) if self.is_new => (theme.star(), theme.accent()),
            Some(State::Readable | State::Pinned) if self.is_empty => ("!", theme.warning()),
            Some(State::Readable | State::Pinned) => (theme.tick(), theme.good()),
            Some(State::Missing | State::NotFound) if field.is_required() => (theme.cross(), theme.bad()),
            Some(State::Missing | State::NotFound) => ("-", theme.warning()),
            Some(State::Ambiguous) => ("?", theme.warning()),
        }
    }

    fn remark(&self) -> String {
        let Some(state) = self.state else { return String::new() };
        let pinned = if state.state == State::Pinned { "pinned, " } else { "" };
        match state.state {
            _ if self.is_new => "readable now".into(),
            State::Readable | State::Pinned => format!("{pinned}{}", self.filled.as_deref().unwrap_or("readable")),
            _ if state.pin_is_lost => "the pinned attribute cannot be read".into(),
            State::Ambiguous => format!("{} could be it", state.candidates.len()),
            _ if self.is_lost => "not readable any more".into(),
            State::Missing => "not ticked".into(),
            State::NotFound => match state.candidates.len() {
                0 => "not ticked or not here".into(),
                likely => format!("not ticked or not here: {likely} likely"),
            },
        }
    }
}

fn field_line(row: &FieldRow, item: &Item<Field>, columns: usize) -> Line<'static> {
    let (field, theme) = (item.value, item.theme);
    let (sign, style) = row.sign(field);
    let key = row.state.and_then(|state| state.key.as_ref()).map_or("", |key| key.as_str());
    let optional = if field.is_required() { "" } else { OPTIONAL };
    let rest = columns.saturating_sub(SIGN_COLUMNS + NAME_COLUMNS + 1 + KEY_COLUMNS + 1 + optional.len());
    let before = cells([
        item.bar(),
        literal(sign, style),
        padded(field.name(), NAME_COLUMNS, item.theme.plain()),
        padded(key, KEY_COLUMNS, theme.dim()),
    ]);
    let behind = [padded(&row.remark(), rest, style), literal(optional, theme.dim())];
    Line::from(before.chain(behind).collect::<Vec<_>>())
}

/// The field under the cursor in words, and what is wrong with the reading; wrapped.
fn details(model: &Model, columns: usize, theme: Theme) -> Vec<(String, Style)> {
    let field = model.screens.fields.chosen();
    let info = field.info();
    let state = model.company.checklist.as_ref().and_then(|list| list.of(field));
    let mut parts: Vec<(String, Style)> = vec![];
    if let Some((problem, _)) = &model.screens.fields.problem {
        parts.push((problem.what().to_string(), theme.bad()));
        parts.push((format!("What to do: {}", problem.remedy()), theme.strong()));
    }
    if let Some(state) = state.filter(|state| !state.state.is_readable()) {
        let place = match is_to_tick(state) {
            _ if state.pin_is_lost => " (U forgets it)".to_string(),
            true => format!(": {WHERE}"),
            false => String::new(),
        };
        parts.push((format!("{}{place}.", what_to_do(state)), theme.strong()));
    }
    if model.company.empty_required().contains(field) {
        let what = "It can be read, and nobody in Personio has a value: fill it in there";
        parts.push((format!("{what}; {}", info.without.trim_end_matches('.')), theme.strong()));
    }
    parts.push((format!("{}: {}", info.name, info.why), theme.plain()));
    parts.push((format!("Without it: {}", info.without), theme.plain()));
    if let Some(label) = state.filter(|state| state.state.is_readable()).and_then(|state| state.label.as_ref()) {
        parts.push((format!("In Personio: \"{label}\""), theme.dim()));
    }
    parts
        .into_iter()
        .flat_map(|(text, style)| wrap(&text, columns).into_iter().map(move |line| (line, style)))
        .collect()
}

fn unneeded(model: &Model, columns: usize, theme: Theme) -> Line<'static> {
    let unneeded = model.company.checklist.as_ref().map(|list| list.unneeded.as_slice()).unwrap_or_default();
    if unneeded.is_empty() {
        return Line::default();
    }
    let is_sensitive = unneeded.iter().any(|attribute| attribute.sensitive.is_some());
    let names: Vec<&str> = unneeded
        .iter()
        .map(|attribute| match attribute.label.trim() {
            "" => attribute.key.as_str(),
            _ => attribute.label.as_str(),
        })
        .take(MAX_UNNEEDED_NAMES)
        .collect();
    let count = counted(unneeded.len(), "attribute", "attributes");
    let text = format!("{count} more than needed can be read: {}", names.join(", "));
    let style = if is_sensitive { theme.warning() } else { theme.dim() };
    let columns = columns.saturating_sub(8);
    Line::from(vec![literal("  ! ", style), padded(&text, columns, style), literal(" o", theme.strong())])
}
