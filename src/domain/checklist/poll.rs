//! When to read the attributes again while somebody waits for a field to be ticked: the pace of the Fields screen and of
//! `giftlist check --wait`. Reads nothing itself and knows no clock.

use crate::domain::problem::Problem;
use std::time::Duration;

/// Longest wait that we choose ourselves; Personio may ask for a longer one.
const LONGEST: Duration = Duration::from_secs(60);

/// The wait from one answer to the next question. It doubles with every error in a row and is short again after a good
/// answer.
#[derive(Clone, Debug, Default)]
pub struct Poll {
    failures: u32,
}

impl Poll {
    /// The wait while all is well. Short enough that a tick in Personio seems to act at once, and one request in two
    /// seconds is far below Personio's limits.
    pub const EVERY: Duration = Duration::from_secs(2);

    /// How long to wait after this answer: [`Poll::EVERY`] after a good one; after an error as long as Personio asked for
    /// ([`Problem::wait`]), or 4, 8, 16, 32 and then 60 seconds. Never less than [`Poll::EVERY`].
    pub fn after<T>(&mut self, answer: &Result<T, Problem>) -> Duration {
        let Err(problem) = answer else {
            self.failures = 0;
            return Poll::EVERY;
        };
        self.failures = self.failures.saturating_add(1);
        let backoff = Poll::EVERY.saturating_mul(1 << self.failures.min(5)).min(LONGEST);
        problem.wait().unwrap_or(backoff).max(Poll::EVERY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Kind;

    fn error() -> Result<(), Problem> {
        Err(Problem::new(Kind::Remote, "no connection", "try again"))
    }

    fn error_with_wait(wait: Duration) -> Result<(), Problem> {
        error().map_err(|problem| problem.again_after(wait))
    }

    fn seconds(poll: &mut Poll, answer: &Result<(), Problem>) -> u64 {
        poll.after(answer).as_secs()
    }

    #[test]
    fn errors_in_a_row_are_waited_out_longer_until_a_minute() {
        let mut poll = Poll::default();
        assert_eq!(seconds(&mut poll, &Ok(())), 2);
        let waits: Vec<u64> = (0..7).map(|_| seconds(&mut poll, &error())).collect();
        assert_eq!(waits, [4, 8, 16, 32, 60, 60, 60]);
        assert_eq!((seconds(&mut poll, &Ok(())), seconds(&mut poll, &error())), (2, 4), "a good answer starts over");
    }

    #[test]
    fn a_wait_that_personio_asks_for_is_kept() {
        let mut poll = Poll::default();
        assert_eq!(seconds(&mut poll, &error_with_wait(Duration::from_secs(300))), 300);
        assert_eq!(poll.after(&error_with_wait(Duration::from_millis(1))), Poll::EVERY, "but not one without a pause");
        assert_eq!(seconds(&mut poll, &error()), 16, "it was the third error");
    }

    #[test]
    fn a_night_of_errors_does_not_overflow() {
        let mut poll = Poll { failures: u32::MAX };
        assert_eq!(seconds(&mut poll, &error()), 60);
    }
}
