//! Loads the people of the last sync from disk, if they are of this account and young enough.

use super::context::JobContext;
use crate::domain::people::People;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::words::counted;
use crate::files::cache::{self, CacheEntry};
use std::sync::Arc;

const DAY_SECONDS: i64 = 86_400;

/// The people of the last sync, however old: only to compare a new sync with. `None` if there are none of this account.
///
/// # Errors
/// When they cannot be read.
pub fn last(cx: &JobContext) -> Result<Option<Arc<Roster>>, Problem> {
    let Some(path) = cx.people_file() else { return Ok(None) };
    match cache::load(&path, cx.account)? {
        CacheEntry::People { roster, .. } => Ok(Some(Arc::new(*roster))),
        CacheEntry::NotFound | CacheEntry::OtherAccount => Ok(None),
    }
}

/// The people of the last sync; `None` if there are none.
///
/// # Errors
/// When they are damaged, another account's, or too old.
pub fn load(cx: &JobContext) -> Result<Option<People>, Problem> {
    let Some(path) = cx.people_file() else { return Ok(None) };
    match cache::load(&path, cx.account)? {
        CacheEntry::NotFound => Ok(None),
        CacheEntry::OtherAccount => Err(Problem::new(
            Kind::Remote,
            "the people kept here are of another Personio account",
            "sync to replace them",
        )),
        CacheEntry::People { roster, synced_at } => {
            // If the clock was set back, the age would be negative.
            let age_days = (cx.clock)().saturating_sub(synced_at).max(0) / DAY_SECONDS;
            if age_days >= i64::from(cx.max_age_days) {
                let days = counted(usize::try_from(age_days).unwrap_or(usize::MAX), "day", "days");
                let what = format!("the people were read {days} ago, older than max_age_days allows");
                return Err(Problem::new(Kind::Remote, what, "sync again"));
            }
            Ok(Some(People { roster: Arc::new(*roster), synced_at }))
        }
    }
}
