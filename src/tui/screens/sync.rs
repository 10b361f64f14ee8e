//! Screen 3, drawn: how far the sync is, or what it brought.

use super::field_words::odd_words;
use crate::app::layout::{FILL, message_width, rows};
use crate::app::model::Model;
use crate::app::screens::sync::{SyncLayout, SyncState};
use crate::domain::fields::Field;
use crate::domain::people::roster::Roster;
use crate::domain::sync::{SyncProgress, SyncStage};
use crate::domain::text::words::{Age, counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, right_aligned, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::bar::bar;
use crate::tui::widgets::list::{Item, list, range_text};
use crate::tui::widgets::message::{Sign, message, signed_lines};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::time::Instant;

const NAME_COLUMNS: usize = 20;
/// Columns before the bar of a field: the name and the percentage.
const BEFORE_FILL_BAR: usize = 32;
/// The fewest columns behind it: what is missing.
const BEHIND_FILL_BAR: usize = 26;
/// Columns besides the bar of the progress: the numbers.
const BESIDE_PROGRESS_BAR: usize = 30;

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let (screen, cx, theme) = (&model.screens.sync, model.context(), canvas.theme);
    let layout = screen.layout(&cx);
    canvas.rule(layout.rule);
    let mut say = |area: Rect, symbol: &'static str, text: &str, style: Style| {
        let lines = wrap(text, message_width(area));
        signed_lines(canvas, area, Sign { symbol, style }, lines);
    };
    match &screen.state {
        SyncState::Idle if cx.why_not_asked().is_some() => {
            say(layout.status, " ", cx.why_not_asked().unwrap_or_default(), theme.plain());
        }
        SyncState::Idle if screen.shows_fields(&cx) => {
            say(layout.status, " ", "r reads everybody from Personio again.", theme.strong());
        }
        SyncState::Idle => {
            let text = "Enter reads everybody from Personio. Nothing in Personio is changed.";
            say(layout.status, " ", text, theme.strong());
            let sign = Sign { symbol: "!", style: theme.warning() };
            signed_lines(canvas, layout.details, sign, screen.missing_lines(&cx));
        }
        SyncState::Running { progress, since, waiting_since, .. } => {
            running(canvas, &layout, model, Running { progress, since: *since, waiting_since: *waiting_since });
        }
        SyncState::Failed(problem) => {
            say(layout.status, theme.cross(), &format!("The sync failed: {}", problem.what()), theme.bad());
            say(layout.details, " ", &format!("What to do: {}", problem.remedy()), theme.plain());
        }
        SyncState::Cancelled => {
            let has_people = model.company.people.is_some();
            let text = if has_people { "Stopped. The old list stays as it was." } else { "Stopped. Nobody was read." };
            say(layout.status, " ", text, theme.plain());
        }
        SyncState::Shrunk { before, now } => {
            let text = format!("Only {} people came, {} were in the last sync.", grouped(*now), grouped(*before));
            say(layout.status, "!", &text, theme.warning());
            let text = "The old list stays. y keeps the new one, Esc drops it, r tries again.";
            say(layout.details, " ", text, theme.plain());
        }
        SyncState::Done { report, .. } => {
            say(layout.status, theme.tick(), &format!("{}. Next: 4 Recipients", report.summary()), theme.good());
            let mut area = layout.details;
            for (tone, lines) in screen.finding_lines(&cx) {
                let [message_area, below] = rows(area, [lines.len() as u16, FILL]);
                message(canvas, message_area, tone, lines);
                area = below;
            }
        }
    }
    if screen.shows_fields(&cx) {
        filled(canvas, &layout, model);
    } else {
        last_sync(canvas, layout.last_sync, model);
    }
}

/// How far a sync is, or how old the people are.
pub fn progress(model: &Model, theme: Theme) -> String {
    if model.screens.sync.is_running() {
        return match model.screens.sync.progress(model.now.instant) {
            Some((part, _)) => format!(" {:.0} %", part * 100.0),
            None => " …".into(),
        };
    }
    match model.screens.sync.state {
        SyncState::Failed(_) => return format!(" {}", theme.cross()),
        SyncState::Shrunk { .. } => return " ?".into(),
        _ => {}
    }
    match model.company.people.as_ref().map(|people| people.age(model.now.unix)) {
        Some(Age::JustNow) => format!(" {}", theme.tick()),
        Some(age) => format!(" {age}"),
        None => String::new(),
    }
}

/// A sync that is going on.
struct Running<'a> {
    progress: &'a SyncProgress,
    since: Instant,
    waiting_since: Instant,
}

fn running(canvas: &mut Canvas, layout: &SyncLayout, model: &Model, running: Running) {
    let (theme, now) = (canvas.theme, model.now.instant);
    let Running { progress, since, waiting_since } = running;
    let stage = match progress.stage {
        SyncStage::SigningIn => "Signing in",
        SyncStage::ReadingAttributes => "Reading which fields can be read",
        SyncStage::ReadingPeople => "Reading everybody",
        SyncStage::ReadingAgain => "The totals did not agree: reading everybody once more",
        SyncStage::Saving => "Ordering and keeping the list",
    };
    canvas.line(layout.status, vec![literal("  ", theme.strong()), literal(stage, theme.strong())]);
    let [bar_row, numbers_row, waiting_row] = layout.progress();

    let part = model.screens.sync.progress(now);
    let columns = usize::from(bar_row.width).saturating_sub(BESIDE_PROGRESS_BAR).clamp(10, 80);
    let people = match progress.people_total {
        Some(total) => format!("  {} of {}", grouped(progress.people), grouped(total)),
        None => format!("  {}", grouped(progress.people)),
    };
    let bar = bar(part.map_or(0, |(part, _)| (part * columns as f64) as usize), columns, theme);
    let line = [literal("  ", theme.plain())].into_iter().chain(bar).chain([safe(&people, theme.plain())]);
    canvas.line(bar_row, line.collect::<Vec<_>>());

    let spent = now.duration_since(since).as_secs_f64();
    let rate = if spent > 0.5 { format!("{:.1} pages/s", progress.pages as f64 / spent) } else { String::new() };
    let pages = match progress.pages_total {
        Some(total) => format!("{} of {} pages", grouped(progress.pages), grouped(total)),
        None => format!("{} pages", grouped(progress.pages)),
    };
    let left = part
        .and_then(|(_, left)| left)
        .filter(|_| progress.waiting.is_none())
        .map(|left| format!("{} s left", left.as_secs() + 1))
        .unwrap_or_default();
    let retries = match progress.retries {
        0 => "no retries".to_string(),
        retries => counted(retries as usize, "retry", "retries"),
    };
    let parts = [pages, rate, left, retries];
    let numbers: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let numbers = safe(&numbers.join(theme.between()), theme.dim());
    canvas.line(numbers_row, vec![literal("  ", theme.dim()), numbers]);

    if let Some(waiting) = &progress.waiting {
        let left = waiting.time.saturating_sub(now.duration_since(waiting_since)).as_secs_f64().ceil();
        let text = safe(&format!("Waiting {left} s: {}", waiting.reason), theme.warning());
        canvas.line(waiting_row, vec![literal("  ! ", theme.warning()), text]);
    }
}

fn last_sync(canvas: &mut Canvas, area: Rect, model: &Model) {
    let style = canvas.theme.dim();
    let text = match &model.company.people {
        Some(people) => {
            let ago = people.age(model.now.unix).ago();
            let count = grouped(people.roster.len());
            format!("Last complete sync: {ago}, {count} people. They stay until a new one is complete.")
        }
        None => "There was no complete sync yet.".to_string(),
    };
    let lines = wrap(&text, usize::from(area.width).saturating_sub(4)).into_iter();
    canvas.lines(area, lines.map(|line| Line::from(vec![literal("  ", style), safe(&line, style)])));
}

/// How many people have a value, field by field.
fn filled(canvas: &mut Canvas, layout: &SyncLayout, model: &Model) {
    let Some(roster) = model.company.roster() else { return };
    let heading = literal("  How many people have a value", canvas.theme.strong());
    let height = usize::from(layout.fields.height);
    let range = range_text(&model.screens.sync.viewport, Field::COUNT, height).unwrap_or_default();
    canvas.line(layout.heading, vec![heading, literal("  ", canvas.theme.dim()), safe(&range, canvas.theme.dim())]);
    let behind = Field::all().map(|field| missing_words(roster, field).len()).max().unwrap_or(0).max(BEHIND_FILL_BAR);
    let bar_columns = usize::from(layout.fields.width).saturating_sub(BEFORE_FILL_BAR + behind).min(40);
    list(canvas, layout.fields, &model.screens.sync.viewport, Field::all(), |item| {
        field_line(item, roster, bar_columns)
    });
}

fn field_line(item: Item<Field>, roster: &Roster, bar_columns: usize) -> Line<'static> {
    let (field, theme) = (item.value, item.theme);
    let mut spans: Vec<Span> = vec![
        item.bar(),
        literal("  ", theme.plain()),
        padded(field.name(), NAME_COLUMNS, item.theme.plain()),
        literal(" ", theme.plain()),
    ];
    if !roster.readable().contains(field) || roster.is_empty() {
        spans.push(literal("   not read", theme.warning()));
        return Line::from(spans);
    }
    let (have, all) = (roster.filled(field), roster.len());
    let percent = if have == all { 100 } else { (have * 100 / all).min(99) };
    spans.extend([right_aligned(&format!("{percent} %"), 6, theme.plain()), literal("  ", theme.plain())]);
    spans.extend(bar(have * bar_columns / all, bar_columns, theme));
    spans.push(safe(&missing_words(roster, field), theme.dim()));
    Line::from(spans)
}

/// How many people have no value, or none that can be used.
fn missing_words(roster: &Roster, field: Field) -> String {
    let without = roster.len() - roster.filled(field);
    let without = (without > 0).then(|| format!("{} without", grouped(without)));
    let words: Vec<String> = without.into_iter().chain(odd_words(roster, field)).collect();
    if words.is_empty() { String::new() } else { format!("  {}", words.join(", ")) }
}
