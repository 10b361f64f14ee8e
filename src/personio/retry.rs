//! Which failures are worth a retry, when, and how often, as one table. Only decides: the client does the waiting.
//! Knows no HTTP beyond the two headers it reads.

use super::error::{Cause, Error, Stage};
use crate::domain::text::signs::is_digits;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use jiff::Timestamp;
use std::time::Duration;

/// Failures that are treated alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// No connection, or it broke, or the answer was cut off.
    Connection,
    /// No answer in time.
    Time,
    /// 408, 500, 502, 503, 504.
    Trouble,
    /// 429.
    TooFast,
    /// 401 and 403: the client signs in again once, by itself.
    Denied,
    /// Everything that another attempt would not change.
    Final,
}

#[derive(Debug)]
pub struct Policy {
    pub class: Class,
    /// Attempts at a resource, including the first.
    pub max_attempts: u32,
    /// Attempts at signing in, including the first.
    pub max_attempts_signing_in: u32,
    /// Shortest wait before another attempt at signing in; for a resource it is [`MIN_WAIT`].
    pub min_wait_signing_in: Duration,
    /// What a retry takes out of the [`Bucket`].
    pub cost: u32,
    /// Whether all requests wait, not only the one that failed.
    pub pauses_all: bool,
    /// Why the program is waiting, for the screen.
    pub reason: &'static str,
}

/// Shortest wait before a retry: Personio asks for "at least 1 second".
pub const MIN_WAIT: Duration = Duration::from_secs(1);
/// Longest wait that we choose ourselves.
const MAX_WAIT: Duration = Duration::from_secs(30);
/// A longer `Retry-After` is reported to the user instead of waited for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);
/// Signing in ends within this time, unless Personio asks to wait.
pub const SIGN_IN_LIMIT: Duration = Duration::from_secs(30);

const fn row(class: Class, max_attempts: u32, cost: u32, reason: &'static str) -> Policy {
    let max_attempts_signing_in = if max_attempts > 1 { 3 } else { 1 };
    Policy {
        class,
        max_attempts,
        max_attempts_signing_in,
        min_wait_signing_in: MIN_WAIT,
        cost,
        pauses_all: false,
        reason,
    }
}

/// The table, by `Class as usize`.
pub const RETRY: [Policy; 6] = [
    row(Class::Connection, 5, 14, "The connection failed"),
    row(Class::Time, 5, 20, "Personio did not answer in time"),
    row(Class::Trouble, 5, 14, "Personio has trouble"),
    Policy {
        min_wait_signing_in: Duration::from_secs(60),
        pauses_all: true,
        ..row(Class::TooFast, 5, 5, "Personio asked to slow down")
    },
    row(Class::Denied, 1, 0, ""),
    row(Class::Final, 1, 0, ""),
];

impl Cause {
    /// Its row of the table.
    pub fn retry(&self) -> &'static Policy {
        &RETRY[class(self) as usize]
    }
}

fn class(cause: &Cause) -> Class {
    match cause {
        Cause::Dns { .. } | Cause::Connect { .. } | Cause::Reset { .. } | Cause::Truncated => Class::Connection,
        Cause::TimedOut { .. } => Class::Time,
        Cause::Status { code: 408 | 500 | 502 | 503 | 504, .. } => Class::Trouble,
        Cause::Status { code: 429, .. } => Class::TooFast,
        Cause::Denied { .. } => Class::Denied,
        Cause::Status { .. }
        | Cause::Certificate { .. }
        | Cause::Tls { .. }
        | Cause::NoCertificates
        | Cause::BadCaFile
        | Cause::JobContext
        | Cause::Proxy { .. }
        | Cause::BadProxy { .. }
        | Cause::NotHttp { .. }
        | Cause::Unsuccessful { .. }
        | Cause::NotPersonio { .. }
        | Cause::Envelope { .. }
        | Cause::TooLarge { .. }
        | Cause::TooMany { .. }
        | Cause::BadToken
        | Cause::Repeats { .. }
        | Cause::Incomplete { .. }
        | Cause::Shrinking { .. }
        | Cause::Empty
        | Cause::Silent { .. } => Class::Final,
    }
}

/// The attempts at one request.
#[derive(Debug)]
pub struct Attempts {
    made: u32,
    waits: ExponentialBackoff,
}

impl Attempts {
    pub fn new() -> Attempts {
        let waits = ExponentialBuilder::new()
            .with_min_delay(MIN_WAIT)
            .with_max_delay(MAX_WAIT)
            .with_factor(2.0)
            .with_jitter()
            .without_max_times();
        Attempts { made: 0, waits: waits.build() }
    }

    /// How long to wait after a failed attempt before the next one; `None` if it was the last.
    pub fn after(&mut self, error: &Error) -> Option<Duration> {
        self.made += 1;
        let policy = error.cause.retry();
        let signing_in = error.stage == Stage::SigningIn;
        let max = if signing_in { policy.max_attempts_signing_in } else { policy.max_attempts };
        let least = if signing_in { policy.min_wait_signing_in } else { MIN_WAIT };
        if self.made >= max {
            return None;
        }
        let asked = match &error.cause {
            Cause::Status { retry_after, .. } => *retry_after,
            _ => None,
        };
        let own = self.waits.next().unwrap_or(MAX_WAIT).min(MAX_WAIT);
        match asked {
            Some(asked) if asked > MAX_RETRY_AFTER => None,
            Some(asked) => Some(asked.max(least)),
            None => Some(own.max(least)),
        }
    }
}

/// How many retries a sync may still make, so that a server in trouble is not flooded: a token bucket that retries
/// drain and successes refill, and a number that only falls.
#[derive(Debug)]
pub struct Bucket {
    tokens: u32,
    retries: u32,
}

impl Bucket {
    const FULL: u32 = 500;
    const REFILL: u32 = 4;

    pub fn new() -> Bucket {
        Bucket { tokens: Bucket::FULL, retries: u32::MAX }
    }

    /// Sets how many retries may follow, whatever their cost.
    pub fn limit_retries(&mut self, retries: u32) {
        self.retries = retries;
    }

    /// Takes the cost of a retry out; `false` if there is not enough left.
    pub fn take(&mut self, cost: u32) -> bool {
        let (Some(tokens), Some(retries)) = (self.tokens.checked_sub(cost), self.retries.checked_sub(1)) else {
            return false;
        };
        *self = Bucket { tokens, retries };
        true
    }

    pub fn refill(&mut self) {
        self.tokens = (self.tokens + Bucket::REFILL).min(Bucket::FULL);
    }
}

/// The time that `Retry-After` asks for: whole seconds, or a date, which is compared with the answer's own `Date`
/// because clocks differ. `None` for zero, for the past, and for anything else. The longest of several values counts.
pub fn retry_after<'a>(values: impl Iterator<Item = &'a str>, date: Option<&str>) -> Option<Duration> {
    let now = date.and_then(instant);
    values.filter_map(|value| asked(value.trim(), now)).filter(|wait| !wait.is_zero()).max()
}

fn asked(value: &str, now: Option<Timestamp>) -> Option<Duration> {
    if is_digits(value) {
        // Digits that do not fit are a very long time.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::from(u32::MAX)).min(u64::from(u32::MAX))));
    }
    Duration::try_from(instant(value)?.duration_since(now?)).ok()
}

/// Parses `Sun, 06 Nov 1994 08:49:37 GMT`.
fn instant(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::super::proxy_answer::ProxyAnswer;
    use super::*;

    fn status(code: u16, wait_s: Option<u64>) -> Cause {
        Cause::Status { code, message: String::new(), retry_after: wait_s.map(Duration::from_secs) }
    }

    fn host() -> String {
        "h".into()
    }

    #[test]
    fn the_table_is_in_the_order_of_the_classes() {
        for (index, row) in RETRY.iter().enumerate() {
            assert_eq!(row.class as usize, index);
        }
    }

    /// Catalogue: E01, E02, E17, E20, E22, E23, E24, E32.
    #[test]
    fn verdicts() {
        let timed_out = Cause::TimedOut { host: host(), after: Duration::from_secs(60) };
        // name, cause, attempts at a resource, attempts at signing in, shortest first wait when signing in
        for (name, cause, attempts, signing_in, least_s) in [
            ("dns", Cause::Dns { host: host() }, 5, 3, 1),
            ("connect", Cause::Connect { host: host() }, 5, 3, 1),
            ("reset", Cause::Reset { host: host() }, 5, 3, 1),
            ("cut", Cause::Truncated, 5, 3, 1),
            ("timeout", timed_out, 5, 3, 1),
            ("408", status(408, None), 5, 3, 1),
            ("429", status(429, None), 5, 3, 60),
            ("500", status(500, None), 5, 3, 1),
            ("502", status(502, None), 5, 3, 1),
            ("503", status(503, None), 5, 3, 1),
            ("504", status(504, None), 5, 3, 1),
            ("501", status(501, None), 1, 1, 0),
            ("400", status(400, None), 1, 1, 0),
            ("404", status(404, None), 1, 1, 0),
            ("410", status(410, None), 1, 1, 0),
            ("422", status(422, None), 1, 1, 0),
            ("418", status(418, None), 1, 1, 0),
            ("999", status(999, None), 1, 1, 0),
            ("401", Cause::Denied { code: 401, message: String::new() }, 1, 1, 0),
            ("tls", Cause::Tls { host: host() }, 1, 1, 0),
            ("proxy", Cause::Proxy { proxy: None, host: String::new(), answer: ProxyAnswer::Password }, 1, 1, 0),
            ("not http", Cause::NotHttp { host: host() }, 1, 1, 0),
            ("html", Cause::Unsuccessful { message: String::new() }, 1, 1, 0),
        ] {
            for (stage, expected) in [(Stage::Employees, attempts), (Stage::SigningIn, signing_in)] {
                let error = cause.clone().at(stage);
                let mut made = Attempts::new();
                let waits: Vec<_> = std::iter::from_fn(|| made.after(&error)).take(20).collect();
                assert_eq!(waits.len() + 1, expected, "{name} {stage:?}");
                let least = if stage == Stage::SigningIn { least_s } else { 1 };
                assert!(waits.iter().all(|&w| w >= Duration::from_secs(least)), "{name} {waits:?}");
                assert!(waits.iter().all(|&w| w <= Duration::from_secs(60)), "{name} {waits:?}");
            }
        }
    }

    /// Catalogue: D19, E21.
    #[test]
    fn a_wait_that_is_asked_for_is_kept_and_a_long_one_stops() {
        for (asked, expected) in [(Some(1), Some(1)), (Some(7), Some(7)), (Some(120), Some(120)), (Some(121), None)] {
            let error = status(429, asked).at(Stage::Employees);
            assert_eq!(Attempts::new().after(&error).map(|w| w.as_secs()), expected, "{asked:?}");
        }
        assert_eq!(Attempts::new().after(&status(429, Some(5)).at(Stage::SigningIn)), Some(Duration::from_secs(60)));
        assert_eq!(Attempts::new().after(&status(429, Some(90)).at(Stage::SigningIn)), Some(Duration::from_secs(90)));
    }

    /// Catalogue: E01, E20.
    #[test]
    fn waits_double() {
        let error = status(503, None).at(Stage::Employees);
        let mut made = Attempts::new();
        for (least, most) in [(1, 2), (2, 4), (4, 8), (8, 16)] {
            let wait = made.after(&error).unwrap().as_secs_f64();
            assert!(wait >= f64::from(least) && wait <= f64::from(most), "{wait}");
        }
    }

    /// Catalogue: E21.
    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        for (name, values, date, expected_s) in [
            ("seconds", vec!["17"], None, Some(17)),
            ("blanks", vec![" 17 "], None, Some(17)),
            ("zero", vec!["0"], None, None),
            ("negative", vec!["-1"], None, None),
            ("long", vec!["7200"], None, Some(7200)),
            ("float", vec!["1e99"], None, None),
            ("fraction", vec!["1.5"], None, None),
            ("too many digits", vec!["99999999999999999999999"], None, Some(u64::from(u32::MAX))),
            ("word", vec!["soon"], date, None),
            ("empty", vec![""], date, None),
            ("date", vec!["Sun, 06 Nov 1994 08:50:37 GMT"], date, Some(60)),
            ("past date", vec!["Sun, 06 Nov 1994 08:40:37 GMT"], date, None),
            ("date without a reference", vec!["Sun, 06 Nov 1994 08:50:37 GMT"], None, None),
            ("two", vec!["3", "9"], None, Some(9)),
            ("none", vec![], date, None),
        ] {
            let wait = retry_after(values.into_iter(), date);
            assert_eq!(wait.map(|w| w.as_secs()), expected_s, "{name}");
        }
    }

    #[test]
    fn the_bucket_runs_dry_and_fills_again() {
        let mut bucket = Bucket::new();
        let taken = std::iter::from_fn(|| bucket.take(14).then_some(())).count();
        assert_eq!(taken, 35);
        for _ in 0..5 {
            bucket.refill();
        }
        assert!(bucket.take(14) && bucket.take(14) && !bucket.take(14));
    }

    #[test]
    fn a_limited_number_of_retries_is_not_refilled() {
        let mut bucket = Bucket::new();
        bucket.limit_retries(2);
        assert!(bucket.take(5) && bucket.take(5));
        bucket.refill();
        assert!(!bucket.take(5));
    }
}
