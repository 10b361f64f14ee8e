//! The people of a company, from the records that Personio sends to the columns that the screen shows.
//!
//! `employee` is one person as read, `roster` all of them as columns, `bits` a set of its rows. `leaving` says when somebody
//! leaves, `marks` what to know of a person on the day of the gift, `column` what a table or a file can show of one, `batch`
//! of many, `findings` what of a sync deserves a look.

pub mod batch;
pub mod bits;
pub mod column;
pub mod employee;
pub mod findings;
pub mod leaving;
pub mod marks;
pub mod roster;

use crate::domain::text::words::Age;
use roster::Roster;
use std::sync::Arc;

/// The people of a complete sync.
#[derive(Clone, Debug)]
pub struct People {
    pub roster: Arc<Roster>,
    /// When the sync ended, in seconds since 1970.
    pub synced_at: i64,
}

impl People {
    /// How long ago the sync was, at a time in seconds since 1970.
    pub fn age(&self, now: i64) -> Age {
        Age::of(now.saturating_sub(self.synced_at))
    }
}
