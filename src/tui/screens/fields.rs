//! Screen 2, drawn: the checklist, the field under the cursor in words, and what can be read and is not needed.

use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{right_end, scrollbar_column};
use crate::app::model::Model;
use crate::app::notice::Notice;
use crate::app::pointer::{Part, Target};
use crate::app::screens::fields::detail;
use crate::app::screens::fields::layout::FieldsLayout;
use crate::app::screens::fields::rows::FieldsRow;
use crate::domain::checklist::matching::{FieldState, State};
use crate::domain::checklist::standing::Standing;
use crate::domain::fields::{Field, Fields, Need};
use crate::domain::people::findings::why_odd;
use crate::domain::people::roster::Roster;
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, right_aligned, safe};
use crate::tui::theme::Theme;
use crate::tui::widgets::bar::part_bar;
use crate::tui::widgets::detail::detail_line;
use crate::tui::widgets::list::{Item, list, range_text};
use crate::tui::widgets::scrollbar::scrollbar;
use crate::tui::widgets::spinner;
use crate::tui::widgets::table::cells;
use jiff::civil::Time;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

const OPTIONAL: &str = " optional";
const NAME_COLUMNS: usize = 20;
/// The cursor's bar, the sign and the name, and a blank behind each.
const BEFORE_REMARK: usize = 3 + 1 + NAME_COLUMNS + 1;
/// The scrollbar.
const RIGHT_MARGIN: usize = 1;
const BAR_COLUMNS: usize = 8;
/// Room for the remark, from which on there is a bar, and a word for optional fields.
const ROOMY: usize = 30;
/// Attributes that are named in the line of what is not needed.
const MAX_UNNEEDED_NAMES: usize = 8;

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let (screen, cx, theme) = (&model.screens.fields, model.context(), canvas.theme);
    let layout = FieldsLayout::of(&cx);
    counts(canvas, layout.rule, model);
    let rows = screen.list.rows(&cx);
    let (count, height) = (rows.len(), usize::from(layout.list.height));
    list(canvas, layout.list, &screen.list.viewport, rows, |item| row(item, model, usize::from(layout.list.width)));
    canvas.divider(layout.divider);
    scrollbar(canvas, scrollbar_column(layout.list, layout.divider), Part::Main, &screen.list.viewport, count);
    canvas.joint(layout.divider, layout.rule);
    let range = range_text(&screen.list.viewport, count, height).unwrap_or_default();
    canvas.rule_with(layout.lower_rule, range.trim());
    canvas.joint(layout.divider, layout.lower_rule);
    let lines = detail::lines(screen, &cx);
    canvas.hit(layout.detail, Target::Pane(Part::Detail));
    scrollbar(canvas, right_end(layout.detail, 1), Part::Detail, &screen.detail, lines.len());
    let area = Rect { width: layout.detail.width.saturating_sub(1), ..layout.detail };
    canvas.lines(area, lines.into_iter().skip(screen.detail.top).map(|line| detail_line(&line, theme)));
    canvas.line(layout.unneeded, unneeded(model, usize::from(cx.body().width), theme));
}

/// What is waited for, where no notice is.
pub fn wait_line(canvas: &mut Canvas, area: Rect, model: &Model) {
    let Some(waited) = model.screens.fields.first_asked_for(&model.context()) else { return };
    canvas.line(area, spinner::wait_line(" ", "Asking Personio", waited, canvas.theme));
}

/// What to do next, where no notice is.
pub fn advice(model: &Model) -> Option<Notice> {
    let (fields, cx) = (&model.screens.fields, model.context());
    fields.first_asked_for(&cx).is_none().then(|| Notice::plain(fields.advice(&cx)))
}

/// How many of the required fields can be read; before they are checked, how many the last sync has read.
pub fn progress(model: &Model, theme: Theme) -> (String, Style) {
    let required = Need::Required.count();
    let of_last_sync = || {
        let readable = model.company.roster()?.readable();
        Some(readable.iter().filter(|field| field.is_required()).count())
    };
    let checked = model.company.checklist.as_ref().map(|list| list.readable(Need::Required));
    let screen = &model.screens.fields;
    match checked.or_else(of_last_sync) {
        Some(count) if count == required => (format!("{count}/{required}"), theme.good()),
        Some(count) => (format!("{count}/{required}"), theme.warning()),
        None if screen.problem.is_some() => (theme.cross().into(), theme.bad()),
        None if screen.first_asked_for(&model.context()).is_some() => (theme.at_work().into(), theme.accent()),
        None => (String::new(), theme.plain()),
    }
}

/// Without seconds: while nothing changes, nothing is sent over a slow line.
fn hour_and_minute(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn with_seconds(time: Time) -> String {
    format!("{}:{:02}", hour_and_minute(time), time.second())
}

/// How many can be read at the left of a rule, and when that was checked at its right, if both have room.
fn counts(canvas: &mut Canvas, rule: Rect, model: &Model) {
    let (screen, list, theme) = (&model.screens.fields, &model.company.checklist, canvas.theme);
    let checked = match (&screen.problem, screen.checked_at) {
        (Some((_, next)), Some(time)) => format!("checked {}, next {}", hour_and_minute(time), with_seconds(*next)),
        (Some((_, next)), None) => format!("next try {}", with_seconds(*next)),
        (None, Some(time)) => format!("checked {}, every 2 s", hour_and_minute(time)),
        (None, None) => String::new(),
    };
    let (required, optional) = (Need::Required.count(), Need::Optional.count());
    let text = match list {
        Some(list) => {
            let (readable, readable_optional) = (list.readable(Need::Required), list.readable(Need::Optional));
            format!("{readable} of {required} required, {readable_optional} of {optional} optional")
        }
        None => format!("{required} required fields, {optional} optional"),
    };
    let is_well = Field::all().filter(|field| field.is_required());
    let is_well = is_well.map(|field| model.company.standing(field)).all(|it| it == Some(Standing::Well));
    let style = if is_well { theme.good() } else { theme.strong() };
    canvas.titled_rule(rule, &text, style, &checked);
}

fn row(item: Item<FieldsRow>, model: &Model, width: usize) -> Line<'static> {
    let room = width.saturating_sub(BEFORE_REMARK + RIGHT_MARGIN);
    match item.value {
        FieldsRow::Field(field) => FieldLine { field, room, theme: item.theme, model }.line(item.bar()),
        FieldsRow::Folded(fields) => fold(fields, &item, model),
        FieldsRow::Blank => Line::default(),
    }
}

/// The line that stands for fields that were well when the order was made.
fn fold(fields: Fields, item: &Item<FieldsRow>, model: &Model) -> Line<'static> {
    let theme = item.theme;
    let is_well = |field: &Field| model.company.standing(*field) == Some(Standing::Well);
    let well = fields.iter().filter(is_well).count();
    let mut line = vec![item.bar(), literal("   ", theme.plain())];
    let are = if well == 1 { "is" } else { "are" };
    line.push(safe(&format!("{} more {are} readable", grouped(well)), theme.dim()));
    let others = fields.len() - well;
    if others > 0 {
        let need = counted(others, "needs a look", "need a look");
        let next = model.launch.keymap.key(KeyContext::Fields, Action::NextProblem);
        line.push(safe(&format!(", {need}: {next}"), theme.warning()));
    }
    Line::from(line)
}

/// A field in the list.
struct FieldLine<'a> {
    field: Field,
    /// Columns behind the name.
    room: usize,
    theme: Theme,
    model: &'a Model,
}

impl FieldLine<'_> {
    fn line(&self, bar: Span<'static>) -> Line<'static> {
        let (field, theme) = (self.field, self.theme);
        let (sign, style) = self.sign();
        let name = padded(field.name(), NAME_COLUMNS, theme.plain());
        let before = cells([bar, literal(sign, style), name]);
        if field.is_required() || self.room < ROOMY {
            return Line::from(before.chain(self.remark(style, self.room)).collect::<Vec<_>>());
        }
        let room = self.room - OPTIONAL.len();
        let mut remark = Line::from(self.remark(style, room));
        remark.spans.push(padded("", room.saturating_sub(remark.width()), theme.plain()));
        let optional = literal(OPTIONAL, theme.dim());
        Line::from(before.chain(remark.spans).chain([optional]).collect::<Vec<_>>())
    }

    fn state(&self) -> Option<&FieldState> {
        self.model.company.checklist.as_ref()?.of(self.field)
    }

    fn is_new(&self) -> bool {
        self.model.screens.fields.newly_readable.contains(self.field)
    }

    fn sign(&self) -> (&'static str, Style) {
        let theme = self.theme;
        match self.model.company.standing(self.field) {
            None => (" ", theme.dim()),
            Some(Standing::Well | Standing::Empty) if self.is_new() => (theme.star(), theme.accent()),
            Some(Standing::Missing) => (theme.cross(), theme.bad()),
            Some(Standing::Ambiguous) => ("?", theme.warning()),
            Some(Standing::Empty) => ("!", theme.warning()),
            Some(Standing::LeftOut) => ("-", theme.warning()),
            Some(Standing::Well) => (theme.tick(), theme.good()),
        }
    }

    /// What is to be known of it, in so many columns at most.
    fn remark(&self, style: Style, room: usize) -> Vec<Span<'static>> {
        let Some(state) = self.state() else { return vec![] };
        let text = match state.state {
            _ if self.is_new() => "readable now".into(),
            State::Readable | State::Pinned => return self.values(state, room),
            _ if state.pin_is_lost => "the pinned attribute cannot be read".into(),
            State::Ambiguous => format!("{} attributes could be it", state.candidates.len()),
            _ if self.model.screens.fields.lost.contains(self.field) => "not readable any more".into(),
            State::Missing => "not ticked".into(),
            State::NotFound => match state.candidates.len() {
                0 => "not ticked, or not in this account".into(),
                likely => format!("not ticked, or not in this account: {likely} likely"),
            },
        };
        cut_to(vec![safe(&text, style)], room)
    }

    /// How many people have a value, and what Personio calls it.
    fn values(&self, state: &FieldState, room: usize) -> Vec<Span<'static>> {
        let theme = self.theme;
        let label = state.label.as_deref().map(|label| format!("\"{}\"", label.trim())).unwrap_or_default();
        let pinned = if state.state == State::Pinned { "pinned " } else { "" };
        let mut parts = match self.model.company.roster() {
            Some(roster) if roster.is_empty_for_all(self.field) => {
                vec![literal("readable, but empty for everybody", theme.warning())]
            }
            Some(roster) if roster.readable().contains(self.field) => self.filled(roster),
            Some(_) => vec![literal("not in the last sync", theme.plain())],
            None => vec![],
        };
        if !parts.is_empty() {
            parts.push(literal("   ", theme.plain()));
        }
        parts.extend([literal(pinned, theme.accent()), safe(&label, theme.dim())]);
        cut_to(parts, room)
    }

    fn filled(&self, roster: &Roster) -> Vec<Span<'static>> {
        let (theme, filled, all) = (self.theme, roster.filled(self.field), roster.len());
        let mut parts = vec![];
        if self.room >= ROOMY {
            let bar = part_bar(filled, all, BAR_COLUMNS, theme);
            parts.extend([padded(&bar, BAR_COLUMNS, theme.dim()), literal("  ", theme.plain())]);
        }
        let (filled, all) = (grouped(filled), grouped(all));
        parts.push(right_aligned(&format!("{filled} of {all}"), 2 * all.len() + 4, theme.plain()));
        if let Some(odd) = odd_words(roster, self.field) {
            parts.push(safe(&format!(", {odd}"), theme.warning()));
        }
        parts
    }
}

/// The parts that have room; the last of them may be truncated.
fn cut_to(parts: Vec<Span<'static>>, columns: usize) -> Vec<Span<'static>> {
    let mut left = columns;
    let fitting = parts.into_iter().filter(|part| part.width() > 0).map_while(|part| {
        let width = part.width().min(left);
        let fits = width > 0;
        left -= width;
        fits.then(|| padded(&part.content, width, part.style))
    });
    fitting.collect()
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
    let key = model.launch.keymap.key(KeyContext::Fields, Action::Open(KeyContext::Unneeded));
    let columns = columns.saturating_sub(8);
    Line::from(vec![literal("  ! ", style), padded(&text, columns, style), safe(&format!(" {key}"), theme.strong())])
}

/// How many values of a field cannot be used, if there are any.
fn odd_words(roster: &Roster, field: Field) -> Option<String> {
    let count = roster.odd_count(field);
    (count > 0).then(|| format!("{} {}", grouped(count), why_odd(field)))
}
