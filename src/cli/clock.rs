//! The one place that reads the wall clock, and `GIFTLIST_TODAY`, which stands in for dates but not for ages.
#![allow(clippy::disallowed_methods)] // this is the door

use super::environment::TODAY;
use crate::app::now::Now;
use crate::domain::calendar::Day;
use crate::domain::problem::{Kind, Problem};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Seconds since 1970, by the real clock.
pub fn unix() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
}

/// The system's time, for comparing with times of files.
pub fn system() -> SystemTime {
    SystemTime::now()
}

/// The date that stands for today, if one was given.
///
/// # Errors
/// When `GIFTLIST_TODAY` is no date.
pub fn rehearsed() -> Result<Option<Day>, Problem> {
    match std::env::var(TODAY) {
        Ok(text) if !text.is_empty() => Day::parse(&text).map(Some).ok_or_else(|| {
            Problem::new(Kind::Usage, format!("{TODAY} is no date"), "write it as 2026-12-24, or unset it")
        }),
        _ => Ok(None),
    }
}

/// Today.
///
/// # Errors
/// As [`rehearsed`].
pub fn today() -> Result<Day, Problem> {
    Ok(rehearsed()?.unwrap_or_else(|| now(None).today))
}

/// The time now; `rehearsed` stands for today.
pub fn now(rehearsed: Option<Day>) -> Now {
    let local = jiff::ZonedDateTime::now();
    Now { instant: Instant::now(), unix: unix(), time: local.time(), today: rehearsed.unwrap_or(Day::of(local.date())) }
}
