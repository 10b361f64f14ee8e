//! Screen 3, drawn: how far the sync is, or what it brought.

use crate::app::model::Model;
use crate::app::screens::sync::SyncState;
use crate::domain::fields::Field;
use crate::domain::people::roster::Roster;
use crate::domain::sync::{SyncProgress, SyncStage};
use crate::domain::text::words::{Age, counted, grouped};
use crate::tui::text::{literal, padded, put, right_aligned, rule, safe, wrap};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use std::time::Instant;

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    rule(frame, area, 0, theme);
    let say = |frame: &mut Frame, offset: u16, sign: &'static str, text: &str, style: Style| {
        let lines = wrap(text, usize::from(area.width).saturating_sub(6));
        for (index, line) in lines.into_iter().enumerate() {
            let sign = if index == 0 { sign } else { " " };
            put(
                frame,
                area,
                offset + index as u16,
                vec![literal("  ", style), literal(sign, style), literal(" ", style), safe(&line, style)],
            );
        }
    };
    match &model.sync.state {
        SyncState::Idle if model.why_not_asked().is_some() => {
            say(frame, 2, " ", model.why_not_asked().unwrap_or_default(), theme.plain());
        }
        SyncState::Idle => {
            let incomplete = model.fields.checklist.as_ref().filter(|list| !list.is_complete());
            say(frame, 2, " ", "Enter reads everybody from Personio. Nothing in Personio is changed.", theme.strong());
            if let Some(list) = incomplete {
                let missing: Vec<&str> = list
                    .fields
                    .iter()
                    .filter(|state| !state.state.is_readable())
                    .map(|state| state.field.name())
                    .collect();
                say(frame, 4, "!", &format!("Will be missing: {}", missing.join(", ")), theme.warning());
            }
        }
        SyncState::Running { progress, since, waiting_since, .. } => {
            running(frame, area, (model, progress, (*since, *waiting_since)), theme);
        }
        SyncState::Failed(problem) => {
            say(frame, 2, theme.cross(), &format!("The sync failed: {}", problem.what()), theme.bad());
            say(frame, 5, " ", &format!("What to do: {}", problem.remedy()), theme.plain());
        }
        SyncState::Cancelled => say(frame, 2, " ", "Stopped. The old list stays as it was.", theme.plain()),
        SyncState::Shrunk { before, now } => {
            let text = format!("Only {} people came, {} were in the last sync.", grouped(*now), grouped(*before));
            say(frame, 2, "!", &text, theme.warning());
            say(frame, 4, " ", "The old list stays. y keeps the new one, Esc drops it, r tries again.", theme.plain());
        }
        SyncState::Done(report) => {
            say(frame, 2, theme.tick(), &format!("{}. Next: 4 Recipients", report.words()), theme.good());
        }
    }
    match &model.sync.state {
        SyncState::Running { .. } => last_sync(frame, area, 8, model, theme),
        SyncState::Done(_) => filled(frame, area, model, theme),
        SyncState::Failed(_) | SyncState::Shrunk { .. } => last_sync(frame, area, 8, model, theme),
        SyncState::Idle | SyncState::Cancelled if model.recipients.people.is_some() => {
            filled(frame, area, model, theme);
        }
        SyncState::Idle | SyncState::Cancelled => last_sync(frame, area, 6, model, theme),
    }
}

fn running(
    frame: &mut Frame,
    area: Rect,
    (model, progress, (since, waiting_since)): (&Model, &SyncProgress, (Instant, Instant)),
    theme: Theme,
) {
    let stage = match progress.stage {
        SyncStage::SigningIn => "Signing in",
        SyncStage::ReadingAttributes => "Reading which fields can be read",
        SyncStage::ReadingPeople => "Reading everybody",
        SyncStage::ReadingAgain => "The totals did not agree: reading everybody once more",
        SyncStage::Saving => "Ordering and keeping the list",
    };
    put(frame, area, 2, vec![literal("  ", theme.strong()), literal(stage, theme.strong())]);
    let part = model.sync.progress(model.now.instant);
    let columns = usize::from(area.width).saturating_sub(30).clamp(10, 80);
    let (full, empty) = theme.progress();
    let cells = part.map_or(0, |(part, _)| (part * columns as f64) as usize).min(columns);
    let numbers = match progress.people_total {
        Some(total) => format!("  {} of {}", grouped(progress.people), grouped(total)),
        None => format!("  {}", grouped(progress.people)),
    };
    put(
        frame,
        area,
        4,
        vec![
            literal("  ", theme.plain()),
            safe(&full.repeat(cells), theme.accent()),
            safe(&empty.repeat(columns - cells), theme.dim()),
            safe(&numbers, theme.plain()),
        ],
    );
    let spent = model.now.instant.duration_since(since).as_secs_f64();
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
    let text: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    put(frame, area, 5, vec![literal("  ", theme.dim()), safe(&text.join(theme.between()), theme.dim())]);
    if let Some(waiting) = &progress.waiting {
        let left = waiting.time.saturating_sub(model.now.instant.duration_since(waiting_since)).as_secs_f64().ceil();
        let text = format!("Waiting {left} s: {}", waiting.reason);
        put(frame, area, 6, vec![literal("  ! ", theme.warning()), safe(&text, theme.warning())]);
    }
}

fn last_sync(frame: &mut Frame, area: Rect, offset: u16, model: &Model, theme: Theme) {
    let text = match &model.recipients.people {
        Some(people) => {
            let ago = Age::of(model.now.unix.saturating_sub(people.synced_at)).ago();
            format!(
                "Last complete sync: {ago}, {} people. They stay until a new one is complete.",
                grouped(people.roster.len())
            )
        }
        None => "There was no complete sync yet.".to_string(),
    };
    for (index, line) in wrap(&text, usize::from(area.width).saturating_sub(4)).into_iter().enumerate() {
        put(frame, area, offset + index as u16, vec![literal("  ", theme.dim()), safe(&line, theme.dim())]);
    }
}

/// How complete each field is.
fn filled(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let Some(people) = &model.recipients.people else { return };
    let roster = &people.roster;
    put(frame, area, 4, literal("  How many people have a value", theme.strong()));
    let lines = model.size.fill_lines();
    let bar_columns = usize::from(area.width).saturating_sub(58).clamp(6, 40);
    let (full, empty) = theme.progress();
    for (place, field) in Field::all().enumerate().skip(model.sync.scroll.top).take(lines) {
        let is_chosen = place == model.sync.scroll.cursor;
        let name = if is_chosen { theme.cursor() } else { theme.plain() };
        let mut spans = vec![
            literal(if is_chosen { theme.bar() } else { " " }, theme.accent()),
            literal("  ", theme.plain()),
            padded(field.name(), 20, name),
            literal(" ", theme.plain()),
        ];
        if roster.readable().contains(field) && !roster.is_empty() {
            let (have, all) = (roster.filled(field), roster.len());
            let cells = have * bar_columns / all;
            let percent = if have == all { 100 } else { (have * 100 / all).min(99) };
            spans.extend([
                right_aligned(&format!("{percent} %"), 6, theme.plain()),
                literal("  ", theme.plain()),
                safe(&full.repeat(cells), theme.accent()),
                safe(&empty.repeat(bar_columns - cells), theme.dim()),
            ]);
            let mut rest = if have == all { String::new() } else { format!("  {} without", grouped(all - have)) };
            if let Some(odd) = odd_words(roster, field) {
                rest.push_str(&format!(", {odd}"));
            }
            spans.push(safe(&rest, theme.dim()));
        } else {
            spans.push(literal("   not read", theme.warning()));
        }
        put(frame, area, 5 + (place - model.sync.scroll.top) as u16, Line::from(spans));
    }
}

/// How many values of a field could not be understood, if there are any.
pub fn odd_words(roster: &Roster, field: Field) -> Option<String> {
    let count = roster.odd_count(field);
    let what = if field == Field::Supervisor { "not in the company" } else { "not understood" };
    (count > 0).then(|| format!("{} {what}", grouped(count)))
}
