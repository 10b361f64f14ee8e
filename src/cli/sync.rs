//! `giftlist sync`: reads everybody from Personio again.

use super::args::{GlobalArgs, SyncArgs};
use super::context::CommandContext;
use super::output::{self, Progress};
use crate::domain::fields::Field;
use crate::domain::people::findings::Finding;
use crate::domain::problem::Problem;
use crate::domain::sync::SyncReport;
use crate::jobs;
use crate::jobs::sync::UnsavedSync;
use crate::personio::PersonioClient;
use serde_json::{Map, Value, json};
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
    let synced = match read.shrink(&cx.job, before) {
        Some((before, now)) if !options.accept_shrink => return Err(jobs::sync::shrunk(before, now)),
        _ => read.save(&cx.job, before),
    };
    super::check::note_relabelled(&synced.attributes, &cx.config.pins);
    if global.verbose {
        output::note(&format!("{} requests, {} of them again", synced.report.requests, synced.report.retries));
    }
    if options.json {
        synced.findings.iter().filter(|it| it.is_loss()).for_each(|lost| output::note(&lost.to_string()));
        output::print(&format!("{}\n", as_json(&synced.report, &synced.findings)))?;
    } else {
        let findings = synced.findings.iter().map(Finding::to_string);
        let lines: Vec<String> = [synced.report.summary()].into_iter().chain(findings).collect();
        output::print(&format!("{}\n", lines.join("\n")))?;
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

fn as_json(report: &SyncReport, findings: &[Finding]) -> Value {
    let (mut empty, mut odd) = (Vec::new(), Map::new());
    for finding in findings {
        match finding {
            Finding::Lost { field, .. } => empty.extend(field.is_required().then_some(field.id())),
            Finding::Empty(fields) => empty.extend(fields.iter().map(Field::id)),
            Finding::Odd { field, count } => drop(odd.insert(field.id().into(), (*count).into())),
        }
    }
    json!({
        "people": report.people,
        "new": report.new,
        "changed": report.changed,
        "left": report.left,
        "duplicates": report.duplicates,
        "requests": report.requests,
        "retries": report.retries,
        "empty": empty,
        "odd": odd,
        "seconds": (report.time.as_secs_f64() * 1000.0).round() / 1000.0,
    })
}
