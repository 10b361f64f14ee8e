//! The people of the last sync, from disk: whole, of this account and young enough, or not at all.

use super::Setup;
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::People;
use crate::files::cache::{self, Kept};
use std::sync::Arc;

const DAY_SECONDS: i64 = 86_400;

/// The people of the last sync; `None` if there are none.
///
/// # Errors
/// When they are damaged, another account's, or older than they may be.
pub fn load(setup: &Setup) -> Result<Option<People>, Problem> {
    let Some(path) = setup.people_file() else { return Ok(None) };
    match cache::load(&path, setup.account)? {
        Kept::Nothing => Ok(None),
        Kept::OtherAccount => Err(Problem::new(
            Kind::File,
            "the people kept here are of another Personio account",
            "sync to replace them",
        )),
        Kept::People { roster, synced_at } => {
            // A clock that was set back makes an age negative, not the people old.
            let age_days = (setup.clock)().saturating_sub(synced_at).max(0) / DAY_SECONDS;
            if age_days >= i64::from(setup.max_age_days) {
                let what = format!("the people were read {age_days} days ago and are too old to use");
                return Err(Problem::new(Kind::File, what, "sync again"));
            }
            Ok(Some(People { roster: Arc::new(*roster), synced_at }))
        }
    }
}
