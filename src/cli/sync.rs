//! `giftlist sync`: everybody, anew.

use super::args::{Global, Sync};
use super::output::{self, Progress};
use super::setting::Setting;
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::{SyncEnd, SyncReport};
use crate::jobs;

/// Reads everybody and keeps them; says what changed.
pub async fn run(global: &Global, options: &Sync) -> Result<u8, Problem> {
    let setting = Setting::read(global)?;
    let client = setting.client(global)?;
    // People that are too old to use are still good enough to compare with.
    let unlimited = jobs::Setup { max_age_days: u32::MAX, ..setting.setup.clone() };
    let before = jobs::people::load(&unlimited).ok().flatten();
    let before = before.as_ref().map(|people| people.roster.as_ref());
    let progress = Progress::new();
    let read = jobs::sync::read(&client, &setting.setup.pins, |so_far| progress.show(&so_far)).await;
    progress.clear();
    let read = read?;
    let synced = match (read.shrink(before), options.accept_shrink) {
        (Some((before, now)), false) => {
            let what = format!("only {now} people came, {before} were in the last sync; the old list stays");
            return Err(Problem::new(Kind::No, what, "check the account, or run giftlist sync --accept-shrink"));
        }
        (Some(_), true) => read.keep(&setting.setup, before),
        (None, _) => match read.end(&setting.setup, before) {
            (SyncEnd::Kept(synced), _) => *synced,
            (SyncEnd::Shrunk { .. }, _) => return Err(Problem::new(Kind::No, "far fewer people came", "try again")),
        },
    };
    if options.json {
        output::print(&format!("{}\n", json(&synced.report)))?;
    } else {
        output::print(&format!("{}\n", words(&synced.report)))?;
    }
    match synced.unsaved {
        Some(problem) => Err(problem),
        None => Ok(0),
    }
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

fn words(report: &SyncReport) -> String {
    let mut text = format!("{} people in {}", report.people, report.took());
    if !report.first {
        text.push_str(&format!(": {} new, {} left, {} changed", report.new, report.left, report.changed));
    }
    if report.duplicates > 0 {
        text.push_str(&format!(", {} duplicates merged", report.duplicates));
    }
    text
}
