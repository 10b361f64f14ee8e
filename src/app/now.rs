//! The time of a message. `update` receives it and never reads a clock itself.

use crate::domain::calendar::Day;
use jiff::civil::Time;
use std::time::{Duration, Instant};

/// One reading of all clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Monotonic, for waits.
    pub instant: Instant,
    /// Seconds since 1970, for ages.
    pub unix: i64,
    /// The wall clock, in the system's time zone.
    pub time: Time,
    /// Today in the system's time zone, or `GIFTLIST_TODAY`.
    pub today: Day,
}

impl Now {
    pub fn time_after(&self, wait: Duration) -> Time {
        self.time.wrapping_add(jiff::SignedDuration::from_secs(wait.as_secs() as i64))
    }
}
