//! Screen 2, drawn: the checklist, the chosen field in words, and what can be read and is not needed.

use crate::app::model::Model;
use crate::app::screens::fields::{empty_required, next_step};
use crate::domain::checklist::advice::{WHERE, is_to_tick, what_to_do};
use crate::domain::checklist::matching::{Checklist, FieldState, State};
use crate::domain::fields::Field;
use crate::domain::people::roster::Roster;
use crate::domain::text::words::{counted, grouped};
use crate::tui::screens::sync::odd_words;
use crate::tui::text::{literal, padded, put, rule, safe, wrap};
use crate::tui::theme::Theme;
use jiff::civil::Time;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

const OPTIONAL: &str = " optional";
const NAME_COLUMNS: usize = 20;
const KEY_COLUMNS: usize = 20;

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let list_lines = model.size.field_lines() as u16;
    rule(frame, area, 0, theme);
    counts(frame, area, model, theme);
    for (line, field) in Field::all().enumerate().skip(model.fields.scroll.top).take(usize::from(list_lines)) {
        let offset = 3 + (line - model.fields.scroll.top) as u16;
        put(
            frame,
            area,
            offset,
            field_line(field, line == model.fields.scroll.cursor, (model, usize::from(area.width)), theme),
        );
    }
    rule(frame, area, 3 + list_lines, theme);
    let (top, shown_lines) = (model.fields.scroll.top, usize::from(list_lines));
    if shown_lines < Field::COUNT {
        let text = format!(" {}–{} of {} ", top + 1, (top + shown_lines).min(Field::COUNT), Field::COUNT);
        let place = Rect { x: area.right().saturating_sub(20), width: 18, ..area };
        put(frame, place, 3 + list_lines, safe(&text, theme.dim()));
    }
    let detail = Rect { y: area.y + 4 + list_lines, height: model.size.field_detail_lines(), ..area };
    details(frame, detail, model, theme);
    let last = 4 + list_lines + model.size.field_detail_lines();
    put(frame, area, last, unneeded(model, theme, usize::from(area.width)));
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

fn counts(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let columns = usize::from(area.width);
    let checked = match (&model.fields.problem, model.fields.checked_at) {
        (Some((_, next)), Some(time)) => format!("checked {}, next {}", clock(time), clock(*next)),
        (Some((_, next)), None) => format!("next try {}", clock(*next)),
        (None, Some(time)) => format!("checked {}", clock(time)),
        (None, None) => String::new(),
    };
    let text = match &model.fields.checklist {
        Some(list) => format!(
            "  {} of {} required readable, {} of {} optional",
            list.readable(true),
            Checklist::total(true),
            list.readable(false),
            Checklist::total(false)
        ),
        None => "  21 required fields, 3 optional".to_string(),
    };
    let style = match &model.fields.checklist {
        Some(list) if list.is_complete() && empty_required(model).is_empty() => theme.good(),
        _ => theme.strong(),
    };
    let left = columns.saturating_sub(checked.len() + 2);
    put(frame, area, 1, vec![padded(&text, left, style), safe(&checked, theme.dim())]);
    put(
        frame,
        area,
        2,
        vec![literal("  ", theme.dim()), padded(&next_step(model), columns.saturating_sub(3), theme.dim())],
    );
}

fn field_line(field: Field, is_chosen: bool, (model, columns): (&Model, usize), theme: Theme) -> Line<'static> {
    let state = model.fields.checklist.as_ref().and_then(|list| list.of(field));
    let roster = model.recipients.people.as_ref().map(|people| people.roster.as_ref());
    let is_fresh = model.fields.fresh.contains(field);
    let (sign, style) = sign(state, is_fresh, (field, roster), theme);
    let name = if is_chosen { theme.cursor() } else { theme.plain() };
    let key = state.and_then(|state| state.key.as_ref()).map_or("", |key| key.as_str());
    let optional = if field.is_required() { 0 } else { OPTIONAL.len() };
    let rest = columns.saturating_sub(4 + NAME_COLUMNS + 1 + KEY_COLUMNS + 1 + optional);
    let mut spans = vec![
        literal(if is_chosen { theme.bar() } else { " " }, theme.accent()),
        literal(" ", theme.plain()),
        literal(sign, style),
        literal(" ", theme.plain()),
        padded(field.name(), NAME_COLUMNS, name),
        literal(" ", theme.plain()),
        padded(key, KEY_COLUMNS, theme.dim()),
        literal(" ", theme.plain()),
        padded(&remark(state, (is_fresh, model.fields.lost.contains(field)), field, roster), rest, style),
    ];
    if !field.is_required() {
        spans.push(literal(OPTIONAL, theme.dim()));
    }
    Line::from(spans)
}

fn sign(
    state: Option<&FieldState>,
    is_fresh: bool,
    (field, roster): (Field, Option<&Roster>),
    theme: Theme,
) -> (&'static str, Style) {
    match state.map(|state| state.state) {
        None => (" ", theme.dim()),
        Some(State::Readable | State::Pinned) if is_fresh => (theme.star(), theme.accent()),
        Some(State::Readable | State::Pinned) if roster.is_some_and(|roster| roster.lacks(field)) => {
            ("!", theme.warning())
        }
        Some(State::Readable | State::Pinned) => (theme.tick(), theme.good()),
        Some(State::Missing | State::NotFound) if field.is_required() => (theme.cross(), theme.bad()),
        Some(State::Missing | State::NotFound) => ("-", theme.warning()),
        Some(State::Ambiguous) => ("?", theme.warning()),
    }
}

fn remark(
    state: Option<&FieldState>,
    (is_fresh, is_lost): (bool, bool),
    field: Field,
    roster: Option<&Roster>,
) -> String {
    let Some(state) = state else { return String::new() };
    let pinned = if state.state == State::Pinned { "pinned, " } else { "" };
    match state.state {
        _ if is_fresh => "readable now".into(),
        State::Readable | State::Pinned => match roster.filter(|roster| roster.readable().contains(field)) {
            Some(roster) => {
                let odd = odd_words(roster, field).map(|odd| format!(", {odd}")).unwrap_or_default();
                if roster.lacks(field) {
                    return format!("{pinned}empty for everyone{odd}");
                }
                format!("{pinned}{} of {}{odd}", grouped(roster.filled(field)), grouped(roster.len()))
            }
            None => format!("{pinned}readable"),
        },
        _ if state.pin_is_lost => "the pinned attribute cannot be read".into(),
        State::Ambiguous => format!("{} could be it", state.candidates.len()),
        _ if is_lost => "not readable any more".into(),
        State::Missing => "not ticked".into(),
        State::NotFound => match state.candidates.len() {
            0 => "not ticked or not here".into(),
            likely => format!("not ticked or not here: {likely} likely"),
        },
    }
}

fn details(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let field = model.fields.chosen();
    let info = field.info();
    let columns = usize::from(area.width).saturating_sub(4);
    let state = model.fields.checklist.as_ref().and_then(|list| list.of(field));
    let mut parts: Vec<(String, Style)> = vec![];
    if let Some((problem, _)) = &model.fields.problem {
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
    if empty_required(model).contains(field) {
        let what = "It can be read, and nobody in Personio has a value: fill it in there";
        parts.push((format!("{what}; {}", info.without.trim_end_matches('.')), theme.strong()));
    }
    parts.push((format!("{}: {}", info.name, info.why), theme.plain()));
    parts.push((format!("Without it: {}", info.without), theme.plain()));
    if let Some(label) = state.filter(|state| state.state.is_readable()).and_then(|state| state.label.as_ref()) {
        parts.push((format!("In Personio: \"{label}\""), theme.dim()));
    }
    let lines =
        parts.into_iter().flat_map(|(text, style)| wrap(&text, columns).into_iter().map(move |line| (line, style)));
    for (offset, (line, style)) in lines.enumerate() {
        put(frame, area, offset as u16, vec![literal("  ", style), safe(&line, style)]);
    }
}

fn unneeded(model: &Model, theme: Theme, columns: usize) -> Line<'static> {
    let unneeded = model.fields.checklist.as_ref().map(|list| list.unneeded.as_slice()).unwrap_or_default();
    if unneeded.is_empty() {
        return Line::default();
    }
    let sensitive = unneeded.iter().any(|attribute| attribute.sensitive.is_some());
    let names: Vec<&str> = unneeded
        .iter()
        .map(|u| if u.label.trim().is_empty() { u.key.as_str() } else { u.label.as_str() })
        .take(8)
        .collect();
    let count = counted(unneeded.len(), "attribute", "attributes");
    let text = format!("{count} more than needed can be read: {}", names.join(", "));
    let style = if sensitive { theme.warning() } else { theme.dim() };
    let spans: Vec<Span<'static>> =
        vec![literal("  ! ", style), padded(&text, columns.saturating_sub(8), style), literal(" o", theme.strong())];
    Line::from(spans)
}
