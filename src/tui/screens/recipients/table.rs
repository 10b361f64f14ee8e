//! The table of people: as many columns as fit behind the name, and the marks last.

use super::found::Found;
use crate::app::keys::{Action, KeyContext};
use crate::app::model::Model;
use crate::app::pointer::{Part, Target};
use crate::app::screens::recipients::{GAP, RecipientsLayout, RecipientsScreen, SIGN_COLUMNS, Widths, title};
use crate::app::viewport::Viewport;
use crate::domain::calendar::ROUND_YEARS;
use crate::domain::fields::Field;
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Column, ColumnContext};
use crate::domain::people::marks::Mark;
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Sort;
use crate::domain::query::Needle;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, padded_with, safe};
use crate::tui::theme::Theme;
use crate::tui::widgets::list::{Item, list, range_text, signs};
use crate::tui::widgets::scrollbar::scrollbar;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Of the field that has what was looked for so much is shown at least: `in Dep…`.
const LEAST_WORDS: usize = 7;
/// Columns of a rule that stay beside the words in it.
const MIN_RULE: usize = 8;

pub fn draw(canvas: &mut Canvas, layout: &RecipientsLayout, model: &Model, roster: &Roster) {
    let screen = &model.screens.recipients;
    let widths = screen.widths(layout);
    canvas.line(layout.header, header(screen, roster, &widths, canvas.theme));
    let titles = [(Column::Name, widths.name)].into_iter().chain(widths.columns.iter().copied());
    let titles = titles.map(|(column, width)| (width + GAP.len(), Some(Target::Header(column))));
    canvas.hit_parts(layout.header, [(SIGN_COLUMNS, None)].into_iter().chain(titles));
    if screen.view.is_empty() {
        empty(canvas, layout.rows, model, roster);
        return;
    }
    let Some(context) = model.company.column_context(model.now) else { return };
    let range = screen.range();
    scrollbar(canvas, layout.scrollbar, Part::Main, screen.view.viewport(), screen.view.len());
    // One cursor at a time: that of the facets, while they have the keys.
    let cursor = if screen.facets.has_keys { usize::MAX } else { screen.view.cursor() };
    let viewport = Viewport { cursor, ..*screen.view.viewport() };
    list(canvas, layout.rows, &viewport, screen.view.rows().iter().copied(), |item| {
        let flags = Flags {
            is_selected: model.company.selection.has(item.value),
            is_in_range: range.as_ref().is_some_and(|range| range.contains(&item.place)),
        };
        let years = screen.years(roster, item.value);
        row_line(&item, flags, years, &widths, &screen.needles, &context)
    });
    signs(canvas, layout.rows, SIGN_COLUMNS as u16, screen.view.viewport(), screen.view.len());
}

/// What the rule above the table says of it, the most useful first: which rows are in sight, by what they are sorted, and how
/// many columns are off to the side. Where there is no room for all, the last ones go.
pub fn where_in_it(model: &Model, layout: &RecipientsLayout, theme: Theme) -> String {
    let screen = &model.screens.recipients;
    let (Some(context), Some(row)) = (model.company.column_context(model.now), screen.view.current()) else {
        return String::new();
    };
    let height = usize::from(layout.rows.height);
    let range = range_text(screen.view.viewport(), screen.view.len(), height).map(|range| range.trim().to_string());
    let by = |sort: &Sort| format!("{}{}", title(sort.column, context.roster), theme.arrow(sort.descending));
    let sorts: Vec<String> = screen.sorts.as_slice().iter().map(by).collect();
    let sort = format!("by {}", sorts.join(", "));
    let (left, drawn) = (screen.first_column, screen.widths(layout).columns.len());
    let right = screen.columns.len().saturating_sub(left + drawn);
    let (to_left, to_right) = theme.to_the_sides();
    let columns = match (left, right) {
        (0, 0) => None,
        (0, more) => Some(format!("{} {to_right}", counted(more, "more column", "more columns"))),
        (more, 0) => Some(format!("{to_left} {}", counted(more, "more column", "more columns"))),
        (left, right) => Some(format!("{to_left} {left}, {right} more columns {to_right}")),
    };
    let mut words = String::new();
    let found = found_behind_marks(row, &screen.widths(layout), &screen.needles, &context);
    let found = found.map(|field| format!("found in {field}"));
    for part in [range, found, Some(sort), columns].into_iter().flatten() {
        let next = if words.is_empty() { part } else { format!("{words}{}{part}", theme.between()) };
        if next.chars().count() + MIN_RULE > usize::from(layout.table_width()) {
            break;
        }
        words = next;
    }
    words
}

fn header(screen: &RecipientsScreen, roster: &Roster, widths: &Widths, theme: Theme) -> Line<'static> {
    let names = [(Column::Name, widths.name)];
    let titles = names.iter().chain(&widths.columns).map(|&(column, width)| {
        let arrow = screen.sorts.of(column).map_or("", |(_, descending)| theme.arrow(descending));
        // What is cut is the title, not which way it is sorted.
        let room = width.saturating_sub(arrow.chars().count());
        let title = SafeText::of(&title(column, roster)).truncate_to_width(room).into_owned();
        vec![padded(&format!("{title}{arrow}"), width, theme.dim())]
    });
    let mut spans = vec![literal("   ", theme.dim())];
    spans.extend(with_gaps(titles));
    spans.push(literal("Marks", theme.dim()));
    Line::from(spans)
}

fn with_gaps(cells: impl Iterator<Item = Vec<Span<'static>>>) -> impl Iterator<Item = Span<'static>> {
    cells.flat_map(|cell| cell.into_iter().chain([literal(GAP, Style::new())]))
}

/// What the sign before a name says.
#[derive(Clone, Copy)]
struct Flags {
    is_selected: bool,
    is_in_range: bool,
}

fn row_line(
    item: &Item<Row>,
    flags: Flags,
    years: Option<i32>,
    widths: &Widths,
    needles: &[Needle],
    context: &ColumnContext,
) -> Line<'static> {
    let (row, theme, roster) = (item.value, item.theme, context.roster);
    let bar = if flags.is_in_range && !item.has_cursor { literal("|", theme.accent()) } else { item.bar() };
    let dot = literal(if flags.is_selected { theme.dot() } else { " " }, theme.accent());
    let mut spans = vec![bar, dot, literal(" ", theme.plain())];
    let names = [(Column::Name, widths.name)];
    let mut found = Found::by(needles);
    let values = names.iter().chain(&widths.columns).map(|&(column, width)| {
        let text = text_of(column, row, context);
        padded_with(&text, width, theme.plain(), |text| found.places_in(column, text), theme.matched())
    });
    spans.extend(with_gaps(values));
    let (marks, mut left) = marks(&context.marks.of(roster, row), widths.marks, theme);
    let mut between = if marks.is_empty() { "" } else { ", " };
    spans.extend(marks);
    let years = years.map(in_years);
    let elsewhere = found.elsewhere(row, roster).map(|field| format!("in {field}"));
    for words in [years, elsewhere].into_iter().flatten() {
        let room = left.saturating_sub(between.len());
        if room < words.len().min(LEAST_WORDS) {
            break;
        }
        let words = SafeText::of(&words).truncate_to_width(room).into_owned();
        left = room.saturating_sub(words.chars().count());
        spans.extend([literal(between, theme.dim()), safe(&words, theme.dim())]);
        between = ", ";
    }
    Line::from(spans)
}

/// Which anniversary it is: `round 5`, `6 years`.
fn in_years(years: i32) -> String {
    let years = usize::try_from(years).unwrap_or(0);
    if years.is_multiple_of(ROUND_YEARS.unsigned_abs() as usize) {
        format!("round {years}")
    } else {
        counted(years, "year", "years")
    }
}

/// The field that a person was found by, where the marks leave no room for it in the row.
fn found_behind_marks(row: Row, widths: &Widths, needles: &[Needle], context: &ColumnContext) -> Option<Field> {
    let marks = context.marks.of(context.roster, row);
    if needles.is_empty() || marks.is_empty() {
        return None;
    }
    let mut found = Found::by(needles);
    for column in [Column::Name].into_iter().chain(widths.columns.iter().map(|(column, _)| *column)) {
        found.places_in(column, &text_of(column, row, context));
    }
    let used: usize = marks.iter().map(|mark| mark.in_table().len() + ", ".len()).sum();
    let room = widths.marks.saturating_sub(used);
    found.elsewhere(row, context.roster).filter(|field| room < format!("in {field}").len().min(LEAST_WORDS))
}

fn text_of(column: Column, row: Row, context: &ColumnContext) -> String {
    match column {
        Column::Name => context.roster.display_name(row).into_owned(),
        _ => column.value(context, row).text().into_owned(),
    }
}

/// The marks as far as they fit, and the columns that they leave.
fn marks(marks: &[Mark], columns: usize, theme: Theme) -> (Vec<Span<'static>>, usize) {
    let mut left = columns;
    let mut spans = Vec::new();
    for mark in marks {
        let text = mark.in_table();
        let style = if mark.prevents_gift() { theme.bad() } else { theme.warning() };
        let between = if spans.is_empty() { "" } else { ", " };
        if spans.is_empty() {
            spans.push(safe(&SafeText::of(&text).truncate_to_width(left), style));
        } else if between.len() + text.len() <= left {
            spans.extend([literal(between, theme.dim()), safe(&text, style)]);
        } else {
            spans.extend((left > 0).then(|| literal("…", theme.warning())));
            return (spans, 0);
        }
        left = left.saturating_sub(between.len() + text.len());
    }
    (spans, left)
}

fn empty(canvas: &mut Canvas, area: Rect, model: &Model, roster: &Roster) {
    let screen = &model.screens.recipients;
    let key = |action| model.launch.keymap.key(KeyContext::Recipients, action);
    // In the query bar it takes one more key, and those of text fields stay.
    let behind =
        |first: &str, then: &str| if screen.is_editing { format!("{first}, then {then}") } else { then.into() };
    let text = if screen.error.is_some() {
        "The last query that was right matched nobody.".to_string()
    } else if screen.only_selected {
        format!("Nobody is selected. {} shows everyone again.", key(Action::OnlySelected))
    } else if screen.hidden.leavers > 0 {
        let how = behind("Enter", key(Action::ToggleLeavers));
        format!("Only leavers match: {}. {how} shows them.", grouped(screen.hidden.leavers))
    } else if screen.hidden.never > 0 {
        let count = grouped(screen.hidden.never);
        format!("Only people on the never-list match: {count}. never:yes in the query shows them.")
    } else if let Some(field) = screen.unread_fields(roster, &model.company.kept).iter().next() {
        format!("Nobody can match: {field} was not read in the last sync.")
    } else {
        let how = behind("Esc", key(Action::Back));
        format!("Nobody matches. {how} clears the query.")
    };
    let style = canvas.theme.plain();
    let below_a_blank_line = area.rows().nth(1).unwrap_or_default();
    canvas.line(below_a_blank_line, vec![literal("   ", style), safe(&text, style)]);
}
