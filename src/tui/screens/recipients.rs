//! Screen 4, drawn: the query bar, the visible rows of the table, and the counts.

use crate::app::model::Model;
use crate::app::screens::recipients::RecipientsScreen;
use crate::domain::fields::{Field, Kind};
use crate::domain::people::People;
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Address, Column, ColumnContext};
use crate::domain::people::marks::Mark;
use crate::domain::people::roster::Roster;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use crate::tui::text::{literal, padded, padded_plain, put, rule, safe, wrap};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// Columns for the marks, where there is room.
const MARK_COLUMNS: usize = 22;
/// Columns of the longest mark: `until 31 Dec`.
const LONGEST_MARK: usize = 12;
/// Columns for the marks at 80 columns: one short mark.
const FEWEST_MARK_COLUMNS: usize = 9;

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    query_bar(frame, area, model, theme);
    rule(frame, area, 1, theme);
    let lines = model.size.people_lines();
    match &model.recipients.people {
        Some(people) => {
            table(frame, Rect { y: area.y + 2, height: lines as u16 + 1, ..area }, (model, people), theme);
        }
        None => nobody(frame, Rect { y: area.y + 3, ..area }, model, theme),
    }
    rule(frame, area, 3 + lines as u16, theme);
    counts(frame, area, 4 + lines as u16, model, theme);
}

fn query_bar(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let screen = &model.recipients;
    let error = screen.error.as_ref().filter(|error| !error.is_at_end(screen.query.value()) || !screen.is_editing);
    let date = match screen.gift_date {
        Some(day) => format!("gift date {day} "),
        None => "gift date today ".to_string(),
    };
    let columns = usize::from(area.width).saturating_sub(date.len() + 4);
    let scroll = screen.query.visual_scroll(columns.saturating_sub(1));
    let text: String = screen.query.value().chars().skip(scroll).collect();
    let style = if error.is_some() { theme.bad() } else { theme.plain() };
    let shown_query = if text.is_empty() && !screen.is_editing {
        padded("everybody", columns, theme.dim())
    } else {
        padded(&text, columns, style)
    };
    put(
        frame,
        area,
        0,
        vec![literal(" / ", theme.accent()), shown_query, literal(" ", theme.plain()), safe(&date, theme.dim())],
    );
    if screen.is_editing && model.dialog.is_none() {
        let at = screen.query.visual_cursor().saturating_sub(scroll).min(columns);
        frame.set_cursor_position(Position { x: area.x + 3 + at as u16, y: area.y });
    }
}

fn nobody(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let text = match &model.recipients.problem {
        _ if model.recipients.is_loading => "Reading the people of the last sync …".to_string(),
        Some(problem) => problem.to_string(),
        None => match model.why_not_asked() {
            None => "Nobody is here yet. r reads everybody from Personio.".to_string(),
            Some(reason) => format!("Nobody is here yet. {reason}"),
        },
    };
    for (offset, line) in wrap(&text, usize::from(area.width).saturating_sub(4)).into_iter().enumerate() {
        put(frame, area, offset as u16, vec![literal("  ", theme.plain()), safe(&line, theme.plain())]);
    }
}

/// How wide a column is drawn, on a narrow and on a wide screen.
fn width_of(column: Column, is_wide: bool) -> usize {
    let (narrow, wide) = match column {
        Column::Field(Field::Email | Field::PersonalEmail) => (23, 34),
        Column::Field(Field::Position) => (20, 28),
        Column::Field(Field::Office) => (9, 12),
        Column::Field(field) if field.info().kind == Kind::Day => (10, 10),
        Column::Field(Field::Status | Field::EmployeeId) => (10, 10),
        Column::Field(Field::Birthday) => (8, 8),
        Column::NextBirthday => (13, 13),
        Column::NextAnniversary => (16, 16),
        Column::PersonioId | Column::BirthMonth | Column::BirthDay | Column::TenureYears => (12, 12),
        _ => (14, 20),
    };
    if is_wide { wide } else { narrow }
}

/// The name's width, the columns that fit behind it, and what is left for the marks, which come last.
fn layout(screen: &RecipientsScreen, columns: usize) -> (usize, Vec<(Column, usize)>, usize) {
    let is_wide = columns >= 120;
    let name = if is_wide { 28 } else { 19 };
    let marks = if columns < 90 { FEWEST_MARK_COLUMNS } else { MARK_COLUMNS };
    let mut left = columns.saturating_sub(3 + name + 1);
    let mut fitting = Vec::new();
    for &column in screen.columns.iter().skip(screen.first_column) {
        let width = width_of(column, is_wide);
        if left < width + 1 + marks {
            break;
        }
        left -= width + 1;
        fitting.push((column, width));
    }
    // What the marks do not need goes to the columns, the first ones first.
    let mut spare = left.saturating_sub(marks.max(LONGEST_MARK));
    for (column, width) in &mut fitting {
        let more = width_of(*column, true).saturating_sub(*width).min(spare);
        *width += more;
        spare -= more;
        left -= more;
    }
    (name, fitting, left)
}

fn table(frame: &mut Frame, area: Rect, (model, people): (&Model, &People), theme: Theme) {
    let screen = &model.recipients;
    let roster = people.roster.as_ref();
    let (name_columns, columns, mark_columns) = layout(screen, usize::from(area.width));
    let title = |column_: Column, width: usize| {
        let arrow = if screen.sort.column == column_ { theme.arrow(screen.sort.descending) } else { "" };
        let title = match column_ {
            Column::Field(Field::HireDate) => "Hired",
            other => other.title(),
        };
        padded(&format!("{title}{arrow}"), width, theme.dim())
    };
    let mut header = vec![literal("   ", theme.dim()), title(Column::Name, name_columns), literal(" ", theme.dim())];
    for &(column, width) in &columns {
        header.extend([title(column, width), literal(" ", theme.dim())]);
    }
    header.push(literal("Marks", theme.dim()));
    put(frame, area, 0, Line::from(header));

    if screen.view.is_empty() {
        empty(frame, area, model, theme);
        return;
    }
    let context = ColumnContext { roster, marks: &screen.marks, dates: model.dates(), address: Address::Work };
    let range = screen.range_start.map(|start| start.min(screen.view.cursor())..=start.max(screen.view.cursor()));
    for (place, row) in screen.view.window(usize::from(area.height) - 1) {
        let is_cursor = place == screen.view.cursor();
        let in_range = range.as_ref().is_some_and(|range| range.contains(&place));
        let bar = if is_cursor {
            literal(theme.bar(), theme.accent())
        } else {
            literal(if in_range { "|" } else { " " }, theme.accent())
        };
        let name_style = if is_cursor { theme.cursor() } else { theme.plain() };
        let mut spans = vec![
            bar,
            literal(if screen.selection.has(row) { theme.dot() } else { " " }, theme.accent()),
            literal(" ", theme.plain()),
        ];
        spans.extend(padded_plain(&named(roster, row), name_columns, name_style));
        spans.push(literal(" ", theme.plain()));
        for &(drawn, width) in &columns {
            spans.extend([
                padded(&drawn.value(&context, row).text(), width, theme.plain()),
                literal(" ", theme.plain()),
            ]);
        }
        spans.extend(marks(&screen.marks.of(roster, row), mark_columns, theme));
        put(frame, area, 1 + (place - screen.view.top()) as u16, Line::from(spans));
    }
}

/// The name, or what stands for it.
pub fn named(roster: &Roster, row: Row) -> String {
    let name = roster.name(row);
    if name.trim().is_empty() { format!("(no name) {}", roster.id(row)) } else { name.into_owned() }
}

fn marks(marks: &[Mark], columns: usize, theme: Theme) -> Vec<Span<'static>> {
    let mut left = columns;
    let mut spans = Vec::new();
    for mark in marks {
        let text = match mark {
            Mark::LeavesOn(day) => format!("until {} {}", day.date().day(), short_month(day.date().month())),
            other => other.word().to_string(),
        };
        let style = match mark {
            Mark::Leaver(_) | Mark::NoEmail | Mark::OddText => theme.bad(),
            _ => theme.warning(),
        };
        if spans.is_empty() {
            spans.push(safe(&SafeText::of(&text).fit(left), style));
        } else if text.len() + 2 <= left {
            spans.extend([literal(", ", theme.dim()), safe(&text, style)]);
        } else {
            break;
        }
        left = left.saturating_sub(text.len() + 2);
    }
    spans
}

fn short_month(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

fn empty(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let screen = &model.recipients;
    let text = if screen.error.is_some() {
        "The last query that was right matched nobody.".to_string()
    } else if screen.only_selected {
        "Nobody is selected. Tab shows everyone again.".to_string()
    } else if screen.hidden_leavers > 0 {
        format!("Only leavers match: {}. L shows them.", grouped(screen.hidden_leavers))
    } else {
        "Nobody matches. Esc clears the query.".to_string()
    };
    put(frame, area, 2, vec![literal("   ", theme.plain()), safe(&text, theme.plain())]);
}

fn counts(frame: &mut Frame, area: Rect, offset: u16, model: &Model, theme: Theme) {
    let screen = &model.recipients;
    let Some(people) = &screen.people else { return };
    let mut parts = Vec::new();
    let selected = screen.selection.count();
    if selected > 0 {
        let hidden = screen.selected_not_shown();
        let not_shown = if hidden > 0 { format!(" ({} not shown)", grouped(hidden)) } else { String::new() };
        parts.push(format!("{} selected{not_shown}", grouped(selected)));
    }
    parts.push(format!("{} shown of {}", grouped(screen.view.len()), grouped(people.roster.len())));
    if screen.only_selected {
        parts.push("only the selected: Tab".into());
    } else if screen.shows_leavers() {
        parts.push("with leavers".into());
    } else if screen.hidden_leavers > 0 {
        parts.push(format!("hidden: {} (L)", counted(screen.hidden_leavers, "leaver", "leavers")));
    }
    let text = parts.join(theme.between());
    put(
        frame,
        area,
        offset,
        vec![literal(" ", theme.plain()), padded(&text, usize::from(area.width).saturating_sub(1), theme.strong())],
    );
}

/// What is wrong with the query, at its column; while it is typed and right, what can be typed.
pub fn query_line(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let screen = &model.recipients;
    let columns = usize::from(area.width).saturating_sub(2);
    if let Some(error) = &screen.error {
        let is_typing = screen.is_editing && error.is_at_end(screen.query.value());
        let style = if is_typing { theme.dim() } else { theme.bad() };
        let text = format!("column {}: {error}", error.span.column(screen.query.value()));
        put(frame, area, 0, Line::from(vec![literal(" ", style), padded(&text, columns, style)]));
    } else if screen.is_editing {
        let help = " words must all match   office:dublin   -status:leave   \"two words\"   a OR b";
        put(frame, area, 0, literal(help, theme.dim()));
    }
}
