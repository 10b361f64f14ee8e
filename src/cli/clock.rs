//! Reads the wall clock, and is the only module that does; and `GIFTLIST_TODAY`, which replaces today's date but not
//! the time from which ages of data are counted.
#![allow(clippy::disallowed_methods)]

use super::environment::TODAY;
use crate::app::now::Now;
use crate::domain::calendar::Day;
use crate::domain::problem::{Kind, Problem};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Seconds since 1970; `GIFTLIST_TODAY` does not change them.
pub fn unix() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
}

/// For comparing with the modification times of files.
pub fn system() -> SystemTime {
    SystemTime::now()
}

/// The date in `GIFTLIST_TODAY`; `None` if it is not set.
///
/// # Errors
/// When it is no date.
pub fn today_override() -> Result<Option<Day>, Problem> {
    match std::env::var(TODAY) {
        Ok(text) if !text.is_empty() => Day::parse(&text).map(Some).ok_or_else(|| {
            Problem::new(Kind::Usage, format!("{TODAY} is no date"), "write it as 2026-12-24, or unset it")
        }),
        _ => Ok(None),
    }
}

/// The date in `GIFTLIST_TODAY`, otherwise the local date.
///
/// # Errors
/// As [`today_override`].
pub fn today() -> Result<Day, Problem> {
    Ok(today_override()?.unwrap_or_else(|| now(None).today))
}

/// The current time; `today_override` replaces today's date.
pub fn now(today_override: Option<Day>) -> Now {
    let local = jiff::ZonedDateTime::now();
    Now {
        instant: Instant::now(),
        unix: unix(),
        time: local.time(),
        today: today_override.unwrap_or(Day::of(local.date())),
    }
}
