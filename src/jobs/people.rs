//! The people of the last sync on disk, if they are of this account and young enough: all of them, or opened to be read as
//! far as they are needed. Those that are too old are removed from disk; for the rest of the run they serve only to compare a
//! new sync with.

use super::context::JobContext;
use crate::domain::people::People;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::words::counted;
use crate::files::atomic;
use crate::files::cache::{self, CacheEntry};
use crate::files::paths::Paths;
use std::path::Path;
use std::sync::Arc;

const DAY_SECONDS: i64 = 86_400;
/// A time of the sync that lies so far in the future is still believed: clocks differ.
const CLOCK_SKEW_DAYS: i64 = 1;

/// The people of the last sync, however old: only to compare a new sync with. `None` if there are none of this account.
///
/// # Errors
/// When they cannot be read.
pub fn last(cx: &JobContext) -> Result<Option<Arc<Roster>>, Problem> {
    match load(cx) {
        Ok(Some(people)) => Ok(Some(people.roster)),
        loaded => match cx.outdated.lock().clone() {
            Some(outdated) => Ok(outdated.read_all().is_ok().then_some(outdated)),
            None if matches!(&loaded, Err(problem) if problem.kind() == Kind::File) => loaded.map(|_| None),
            None => Ok(None),
        },
    }
}

/// The people of the last sync, all in memory; `None` if there are none.
///
/// # Errors
/// When they are damaged, another account's, or too old.
pub fn load(cx: &JobContext) -> Result<Option<People>, Problem> {
    let people = open(cx)?;
    if let Some(people) = &people {
        read_rest(cx, &people.roster)?;
    }
    Ok(people)
}

/// Reads what of opened people was not read yet.
///
/// # Errors
/// When any of it is damaged: then none of it is to be used.
pub fn read_rest(cx: &JobContext, roster: &Roster) -> Result<(), Problem> {
    roster.read_all().map_err(|_| damaged(cx))
}

/// Reads what is needed to show the first of opened people, and to know who of them is selected.
///
/// # Errors
/// When any of it is damaged.
pub fn read_first(cx: &JobContext, people: &People, has_selection: bool) -> Result<(), Problem> {
    people.roster.read_first(has_selection).map_err(|_| damaged(cx))
}

/// Whether all that was read so far of opened people is whole. To be asked before anything of them is shown.
///
/// # Errors
/// When a part was damaged.
pub fn check(cx: &JobContext, roster: &Roster) -> Result<(), Problem> {
    roster.check().map_err(|_| damaged(cx))
}

fn damaged(cx: &JobContext) -> Problem {
    cache::damaged(&cx.people_file().unwrap_or_default())
}

/// Opens the people of the last sync: each part of them is read when it is needed first. `None` if there are none.
///
/// # Errors
/// When they are another account's, or too old, or seen to be damaged already.
pub fn open(cx: &JobContext) -> Result<Option<People>, Problem> {
    let Some(path) = cx.people_file() else { return Ok(None) };
    match cache::open(&path, cx.account)? {
        CacheEntry::NotFound => Ok(None),
        CacheEntry::OtherAccount => Err(Problem::new(
            Kind::Remote,
            "the people kept here are of another Personio account",
            "sync to replace them",
        )),
        CacheEntry::People { roster, synced_at } => {
            let roster = Arc::new(*roster);
            match why_too_old(synced_at, cx) {
                None => Ok(Some(People { roster, synced_at })),
                Some(why) => {
                    let removed = remove(&path, roster.len(), cx);
                    *cx.outdated.lock() = Some(roster);
                    let what = format!("the people were read {why}; {removed}");
                    Err(Problem::new(Kind::Remote, what, "sync again"))
                }
            }
        }
    }
}

/// Removes people that are too old, for a command that does not [`load`] them.
pub fn remove_outdated(cx: &JobContext) {
    if let Some(path) = cx.people_file()
        && let Some((synced_at, true)) = cache::synced_at(&path, cx.account)
        && why_too_old(synced_at, cx).is_some()
    {
        drop(load(cx));
    }
}

/// Removes people that are too old and that [`load`] does not look at: of another account, or where none are to be kept.
///
/// # Errors
/// When they cannot be removed.
pub fn remove_outdated_others(cx: &JobContext) -> Result<(), Problem> {
    let Some(path) = cx.paths().map(Paths::people_file) else { return Ok(()) };
    match cache::synced_at(&path, cx.account) {
        Some((synced_at, is_ours)) if why_too_old(synced_at, cx).is_some() && !(is_ours && cx.keeps_people) => {
            Ok(atomic::remove(&path).map(drop)?)
        }
        _ => Ok(()),
    }
}

fn why_too_old(synced_at: i64, cx: &JobContext) -> Option<String> {
    let age_days = (cx.clock)().saturating_sub(synced_at) / DAY_SECONDS;
    if age_days < -CLOCK_SKEW_DAYS {
        return Some("at a time that is still to come: is the clock right?".into());
    }
    let days = || counted(usize::try_from(age_days).unwrap_or(0), "day", "days");
    (age_days.max(0) >= i64::from(cx.max_age_days)).then(|| format!("{} ago, older than max_age_days allows", days()))
}

/// How many people the last sync had, also where they are removed since; `None` if there was none.
pub fn last_count(before: Option<&Roster>, cx: &JobContext) -> Option<usize> {
    before.map(Roster::len).or_else(|| cache::count_before(&cx.people_file()?, cx.account))
}

/// Removes the people, and says so.
fn remove(path: &Path, count: usize, cx: &JobContext) -> String {
    match cache::forget_all_but_count(path, cx.account, count) {
        Ok(()) => "they are removed".into(),
        Err(error) => format!("they could not be removed, {}", Problem::from(error).what()),
    }
}
