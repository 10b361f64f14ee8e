//! `giftlist sync`: reads everybody from Personio again.

use super::args::{GlobalArgs, SyncArgs};
use super::context::CommandContext;
use super::output::{self, Progress};
use crate::domain::problem::Problem;
use crate::domain::sync::SyncReport;
use crate::jobs;
use crate::jobs::sync::UnsavedSync;
use crate::personio::PersonioClient;
use std::sync::Arc;

/// Saves everybody and prints what changed; exit 1, and nothing changes, if far fewer people came than before.
pub async fn run(global: &GlobalArgs, options: &SyncArgs) -> Result<u8, Problem> {
    let cx = CommandContext::read(global)?;
    let client = cx.client()?;
    let before = jobs::people::last(&cx.job).unwrap_or_else(|problem| {
        output::note(&format!("{}: there is nothing to compare with", problem.what()));
        None
    });
    let before = before.as_deref();
    let read = read_with_progress(&cx, &client).await?;
    let synced = match read.shrink(before) {
        Some((before, now)) if !options.accept_shrink => return Err(jobs::sync::shrunk(before, now)),
        _ => read.save(&cx.job, before),
    };
    if global.verbose {
        output::note(&format!("{} requests, {} of them again", synced.report.requests, synced.report.retries));
    }
    if options.json {
        output::print(&format!("{}\n", json(&synced.report)))?;
    } else {
        output::print(&format!("{}\n", synced.report.summary()))?;
    }
    match synced.unsaved {
        Some(problem) => Err(problem),
        None => Ok(0),
    }
}

/// Reads everybody, with progress on stderr. Saves nothing.
///
/// # Errors
/// As [`jobs::sync::read`].
pub async fn read_with_progress(cx: &CommandContext, client: &Arc<PersonioClient>) -> Result<UnsavedSync, Problem> {
    let progress = Progress::new();
    let read = jobs::sync::read(client, &cx.config.pins, |so_far| progress.show(&so_far)).await;
    progress.clear();
    read
}

fn json(report: &SyncReport) -> serde_json::Value {
    serde_json::json!({
        "people": report.people,
        "new": report.new,
        "changed": report.changed,
        "left": report.left,
        "duplicates": report.duplicates,
        "requests": report.requests,
        "retries": report.retries,
        "seconds": (report.time.as_secs_f64() * 1000.0).round() / 1000.0,
    })
}
