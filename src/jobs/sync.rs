//! A sync: reads the attributes, then everybody, builds the roster and saves it. It succeeds as a whole or changes
//! nothing. Dropping the future of [`read`] stops it at any point.

use super::checklist::explain;
use super::context::JobContext;
use super::people::last_count;
use super::waits::with_waits;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::{Pins, checklist};
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::people::employee::PersonId;
use crate::domain::people::findings::Finding;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::{SyncEnd, SyncProgress, SyncReport, SyncStage, Synced, Unlisted, Waiting};
use crate::files::cache;
use crate::personio::{PersonioClient, Traffic, walk};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// If fewer people came than this share of the last sync's, the user must agree before the old list is replaced: more
/// likely the credential lost access than a third of the company left.
const SHRINK_PERCENT: usize = 70;

/// A complete sync that is not on disk yet.
pub struct UnsavedSync {
    roster: Roster,
    attributes: Vec<Attribute>,
    /// An id for each record that replaced an earlier one.
    repeated: Vec<PersonId>,
    requests: u32,
    retries: u32,
    time: Duration,
}

/// Reads everybody and saves nothing. `on_progress` is called at each step, after each page and when a wait begins or
/// ends; it must not block.
///
/// # Errors
/// The first step that failed, or [`Kind::Refused`] when no field can be read.
pub async fn read(
    client: &Arc<PersonioClient>,
    pins: &Pins,
    on_progress: impl Fn(SyncProgress) + Send + Sync,
) -> Result<UnsavedSync, Problem> {
    let began = Instant::now();
    client.count_from_now();
    let tell = |stage: SyncStage, waiting: Option<Waiting>| {
        let Traffic { requests, retries } = client.traffic();
        on_progress(SyncProgress { stage, requests, retries, waiting, ..SyncProgress::default() });
    };
    with_waits(client, client.authenticate(), |waiting| tell(SyncStage::SigningIn, waiting)).await?;
    let reading = client.attributes_patiently();
    let attributes = match with_waits(client, reading, |waiting| tell(SyncStage::ReadingAttributes, waiting)).await {
        Ok(attributes) => attributes,
        Err(error) => return Err(explain(client, error).await),
    };
    let list = checklist(&attributes, pins);
    let keys = Arc::new(list.keys());
    if keys.is_empty() {
        return Err(Problem::new(
            Kind::Refused,
            format!("none of the {} fields can be read", Field::COUNT),
            "tick them in Personio under Readable employee attributes; giftlist fields lists them",
        ));
    }
    let walked = walk(client, &keys, &on_progress).await?;
    on_progress(SyncProgress {
        stage: SyncStage::Saving,
        people: walked.roster.len(),
        people_total: Some(walked.roster.len()),
        requests: walked.requests,
        retries: walked.retries,
        ..SyncProgress::default()
    });
    let readable = list.readable_fields().shared(walked.came);
    let builder = walked.roster;
    let roster = tokio::task::spawn_blocking(move || builder.finish(readable)).await.map_err(|_| {
        Problem::new(Kind::Remote, "a defect in giftlist stopped the sync", "your data are as before; try again")
    })?;
    Ok(UnsavedSync {
        roster,
        attributes,
        repeated: walked.repeated,
        requests: walked.requests,
        retries: walked.retries,
        time: began.elapsed(),
    })
}

/// What a command reports when far fewer people came.
pub fn shrunk(before: usize, now: usize) -> Problem {
    let what = format!("only {now} people came, {before} were in the last sync; the old list stays");
    Problem::new(Kind::No, what, "check the account, or run giftlist sync --accept-shrink")
}

impl UnsavedSync {
    /// The number of people before and now, if there are far fewer now.
    pub fn shrink(&self, cx: &JobContext, before: Option<&Roster>) -> Option<(usize, usize)> {
        let (before, now) = (last_count(before, cx)?, self.roster.len());
        (now * 100 < before * SHRINK_PERCENT).then_some((before, now))
    }

    /// Marks what is new since the last sync and saves the people. A failure to save is in [`Synced::unsaved`]: the
    /// people can be used all the same.
    pub fn save(self, cx: &JobContext, before: Option<&Roster>) -> Synced {
        let people_count = self.roster.len();
        let (roster, new, changed, left) = match before {
            Some(before) => {
                let (roster, changes) = self.roster.marked_against(before);
                let (new, changed) = (changes.added.count(), changes.changed.count());
                (roster, new, changed, before.names(changes.removed))
            }
            None => (self.roster, people_count, 0, vec![]),
        };
        let synced_at = (cx.clock)();
        let unsaved = match (cx.people_file(), cx.account) {
            (Some(path), Some(account)) => {
                cx.keep(&path, |path| cache::save(path, account, &roster, synced_at)).err().map(Problem::from)
            }
            _ => None,
        };
        Synced {
            report: SyncReport {
                people: people_count,
                new,
                changed,
                left: left.len(),
                duplicates: self.repeated.len(),
                requests: self.requests,
                retries: self.retries,
                time: self.time,
                first: before.is_none(),
            },
            findings: Finding::all(&roster, before),
            unlisted: Unlisted { left, merged: roster.names(self.repeated) },
            people: People { roster: Arc::new(roster), synced_at },
            attributes: self.attributes,
            unsaved,
        }
    }

    /// Saves it, unless far fewer people came; then returns it, to be saved if the user agrees.
    pub fn end(self, cx: &JobContext, before: Option<&Roster>) -> (SyncEnd, Option<UnsavedSync>) {
        match self.shrink(cx, before) {
            Some((before, now)) => (SyncEnd::Shrunk { before, now }, Some(self)),
            None => (SyncEnd::Saved(Box::new(self.save(cx, before))), None),
        }
    }
}
