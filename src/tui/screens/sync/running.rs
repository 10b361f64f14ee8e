//! A sync that is going on, drawn: what it does, how far it is, and what it waits for.

use crate::app::model::Model;
use crate::app::screens::sync::{SyncLayout, SyncState};
use crate::domain::sync::{SyncProgress, SyncStage};
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::bar::bar;
use crate::tui::widgets::spinner::waiting;
use ratatui::layout::Rect;
use std::time::Duration;

/// Columns besides the bar: the numbers.
const BESIDE_BAR: usize = 30;

pub fn draw(canvas: &mut Canvas, layout: &SyncLayout, model: &Model) {
    let SyncState::Running { progress, since, stage_since, waiting_since, .. } = &model.screens.sync.state else {
        return;
    };
    let (theme, now) = (canvas.theme, model.now.instant);
    let [stage_row, bar_row, numbers_row, waiting_row] = layout.progress();
    let stage = waiting(stage_words(progress.stage), now.duration_since(*stage_since), theme.strong(), theme);
    canvas.line(stage_row, [literal("  ", theme.plain())].into_iter().chain(stage).collect::<Vec<_>>());
    if progress.pages_total.is_some() {
        bar_line(canvas, bar_row, model, progress);
        let spent = now.duration_since(*since);
        numbers_line(canvas, numbers_row, model, progress, spent);
    }
    if let Some(waiting) = &progress.waiting {
        let left = waiting.time.saturating_sub(now.duration_since(*waiting_since)).as_secs_f64().ceil();
        let text = safe(&format!("Waiting {left} s: {}", waiting.reason), theme.warning());
        canvas.line(waiting_row, vec![literal("  ! ", theme.warning()), text]);
    }
}

fn stage_words(stage: SyncStage) -> &'static str {
    match stage {
        SyncStage::SigningIn => "Signing in",
        SyncStage::ReadingAttributes => "Reading which fields can be read",
        SyncStage::ReadingPeople => "Reading everybody",
        SyncStage::ReadingAgain => "The totals did not agree: reading everybody once more",
        SyncStage::Saving => "Ordering and keeping the list",
    }
}

fn bar_line(canvas: &mut Canvas, row: Rect, model: &Model, progress: &SyncProgress) {
    let theme = canvas.theme;
    let part = model.screens.sync.progress(model.now.instant).map_or(0.0, |(part, _)| part);
    let columns = usize::from(row.width).saturating_sub(BESIDE_BAR).clamp(10, 80);
    let people = match progress.people_total {
        Some(total) => format!("  {} of {}", grouped(progress.people), grouped(total)),
        None => format!("  {}", grouped(progress.people)),
    };
    let bar = bar((part * columns as f64) as usize, columns, theme);
    let line = [literal("  ", theme.plain())].into_iter().chain(bar).chain([safe(&people, theme.plain())]);
    canvas.line(row, line.collect::<Vec<_>>());
}

fn numbers_line(canvas: &mut Canvas, row: Rect, model: &Model, progress: &SyncProgress, spent: Duration) {
    let theme = canvas.theme;
    let spent = spent.as_secs_f64();
    let rate = if spent > 0.5 { format!("{:.1} pages/s", progress.pages as f64 / spent) } else { String::new() };
    let pages = match progress.pages_total {
        Some(total) => format!("{} of {} pages", grouped(progress.pages), grouped(total)),
        None => format!("{} pages", grouped(progress.pages)),
    };
    let left = model.screens.sync.progress(model.now.instant).and_then(|(_, left)| left);
    let left = left.filter(|_| progress.waiting.is_none());
    let left = left.map(|left| format!("{} s left", left.as_secs() + 1)).unwrap_or_default();
    let retries = match progress.retries {
        0 => "no retries".to_string(),
        retries => counted(retries as usize, "retry", "retries"),
    };
    let parts = [pages, rate, left, retries];
    let numbers: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let numbers = safe(&numbers.join(theme.between()), theme.dim());
    canvas.line(row, vec![literal("  ", theme.dim()), numbers]);
}
