//! When the next request may start: never faster than Personio's limits for its list of employees, and slower after it
//! has asked for that (<https://developer.personio.de/changelog/rate-limits-on-get-employees-endpoint-may-6-2024>).
//! `Schedule` only calculates; `Pacer` only sleeps. Knows no HTTP.

use parking_lot::{Mutex, MutexGuard};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Most starts in any second.
const PER_SECOND: usize = 15;
/// The same after many refusals.
const MIN_PER_SECOND: usize = 3;
/// Most starts in any minute.
const PER_MINUTE: usize = 300;
/// A second and a minute, slightly longer: the network does not preserve the distance between starts, and one refusal
/// costs more than that.
const SECOND: Duration = Duration::from_millis(1080);
const MINUTE: Duration = Duration::from_millis(60_080);

/// The starts of the last minute, from which the next one follows.
#[derive(Debug)]
pub struct Schedule {
    /// Booked starts, ascending, at most `PER_MINUTE`.
    starts: VecDeque<Instant>,
    per_second: usize,
    paused_until: Option<Instant>,
}

impl Schedule {
    pub fn new() -> Schedule {
        Schedule { starts: VecDeque::with_capacity(PER_MINUTE), per_second: PER_SECOND, paused_until: None }
    }

    /// Books the earliest permitted start that is neither before `now` nor before an earlier booking.
    pub fn book(&mut self, now: Instant) -> Instant {
        let nth_last = |n: usize| self.starts.len().checked_sub(n).map(|at| self.starts[at]);
        let start = [
            nth_last(1),
            nth_last(self.per_second).map(|start| start + SECOND),
            nth_last(PER_MINUTE).map(|start| start + MINUTE),
            self.paused_until,
        ]
        .into_iter()
        .flatten()
        .fold(now, Instant::max);
        if self.starts.len() == PER_MINUTE {
            self.starts.pop_front();
        }
        self.starts.push_back(start);
        start
    }

    /// Lets nothing start before `until`, and reduces the speed after that. Refusals of requests that started before
    /// the same pause count once.
    pub fn pause_until(&mut self, until: Instant) {
        let last_start = self.starts.back().copied();
        let same_episode = self.paused_until.is_some_and(|pause| last_start.is_none_or(|start| start < pause));
        if !same_episode {
            self.per_second = (self.per_second * 4 / 5).max(MIN_PER_SECOND);
        }
        self.paused_until = self.paused_until.max(Some(until));
    }

    /// The end of the last pause.
    pub fn paused_until(&self) -> Option<Instant> {
        self.paused_until
    }
}

/// Makes requests wait for their start on a shared schedule.
#[derive(Debug)]
pub struct Pacer(Mutex<Schedule>);

impl Default for Pacer {
    fn default() -> Pacer {
        Pacer(Mutex::new(Schedule::new()))
    }
}

impl Pacer {
    /// Sleeps until a request may start.
    pub async fn permit(&self) {
        loop {
            let start = self.schedule().book(Instant::now());
            tokio::time::sleep_until(start).await;
            // If a pause began in the meantime, this start is given up.
            if self.schedule().paused_until().is_none_or(|pause| pause <= start) {
                return;
            }
        }
    }

    /// See [`Schedule::pause_until`].
    pub fn pause_until(&self, until: Instant) {
        self.schedule().pause_until(until);
    }

    /// The end of the last pause.
    pub fn paused_until(&self) -> Option<Instant> {
        self.schedule().paused_until()
    }

    fn schedule(&self) -> MutexGuard<'_, Schedule> {
        self.0.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// The most starts that lie within any half-open span.
    fn densest(starts: &[Instant], span: Duration) -> usize {
        (0..starts.len()).map(|i| starts[i..].iter().take_while(|&&s| s < starts[i] + span).count()).max().unwrap_or(0)
    }

    #[test]
    fn both_windows_hold_over_a_thousand_bookings() {
        let begin = Instant::now();
        for (name, step_ms) in [("all at once", 0), ("every 7 ms", 7), ("every 66 ms", 66), ("every 199 ms", 199)] {
            let mut schedule = Schedule::new();
            let starts: Vec<_> = (0..1000)
                .map(|i| {
                    let now = begin + Duration::from_millis(i * step_ms);
                    let start = schedule.book(now);
                    assert!(start >= now, "{name}");
                    start
                })
                .collect();
            assert!(starts.is_sorted(), "{name}");
            assert!(densest(&starts, Duration::from_secs(1)) <= 15, "{name}");
            assert!(densest(&starts, Duration::from_secs(60)) <= 300, "{name}");
        }
    }

    #[test]
    fn it_is_no_slower_than_the_limits() {
        let now = Instant::now();
        let mut schedule = Schedule::new();
        let starts: Vec<_> = (0..601).map(|_| schedule.book(now) - now).collect();
        assert_eq!(starts[14], Duration::ZERO);
        assert_eq!(starts[15], SECOND);
        assert_eq!(starts[99], SECOND * 6);
        assert_eq!(starts[300], MINUTE);
        assert_eq!(starts[600], MINUTE * 2);
    }

    #[test]
    fn a_pause_stops_all_and_slows_down_once_per_episode() {
        let now = Instant::now();
        let mut schedule = Schedule::new();
        schedule.book(now);
        let until = now + Duration::from_secs(5);
        for _ in 0..8 {
            schedule.pause_until(until); // eight workers were refused together
        }
        schedule.pause_until(now); // an earlier end does not shorten it
        let starts: Vec<_> = (0..30).map(|_| schedule.book(now)).collect();
        assert_eq!(starts[0], until);
        assert_eq!(densest(&starts, Duration::from_secs(1)), 12);
        for round in 1..20 {
            schedule.pause_until(until + Duration::from_secs(100 * round));
            schedule.book(now);
        }
        assert_eq!(schedule.per_second, MIN_PER_SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn permits_sleep_until_their_start_and_a_pause_holds_those_who_sleep() {
        let pacer = Arc::new(Pacer::default());
        let begin = Instant::now();
        for _ in 0..15 {
            pacer.permit().await;
        }
        assert_eq!(begin.elapsed(), Duration::ZERO);
        let sleeper = tokio::spawn({
            let pacer = Arc::clone(&pacer);
            async move { pacer.permit().await }
        });
        tokio::task::yield_now().await;
        pacer.pause_until(begin + Duration::from_secs(30));
        sleeper.await.unwrap();
        assert_eq!(begin.elapsed().as_secs(), 30);
    }
}
