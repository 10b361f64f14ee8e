//! The time at which something happened. `update` gets it passed in and never asks a clock.

use crate::domain::calendar::Day;
use jiff::civil::Time;
use std::time::{Duration, Instant};

/// One reading of the clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Never goes back: for waits.
    pub instant: Instant,
    /// Seconds since 1970, for ages.
    pub unix: i64,
    /// The wall clock, in the system's time zone.
    pub time: Time,
    /// Today in the system's time zone, or the date that stands for it (`GIFTLIST_TODAY`).
    pub today: Day,
}

impl Now {
    /// What the wall clock will say after a wait.
    pub fn time_after(&self, wait: Duration) -> Time {
        self.time.wrapping_add(jiff::SignedDuration::from_secs(wait.as_secs() as i64))
    }
}
