//! Personio's rate limits as sliding windows. The time is passed in.
//! Source: <https://developer.personio.de/changelog/rate-limits-on-get-employees-endpoint-may-6-2024>.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::faults::Endpoint;

/// At most `limit` requests in any `span`.
#[derive(Debug)]
pub(super) struct Window {
    limit: usize,
    span: Duration,
    admitted: VecDeque<Instant>,
}

impl Window {
    pub(super) fn new(limit: usize, span: Duration) -> Window {
        Window { limit, span, admitted: VecDeque::new() }
    }

    /// Whether one more request fits at `now`; a refused one does not count.
    fn has_room(&mut self, now: Instant) -> bool {
        while self.admitted.front().is_some_and(|&first| now.saturating_duration_since(first) >= self.span) {
            self.admitted.pop_front();
        }
        self.admitted.len() < self.limit
    }
}

#[derive(Debug)]
pub(super) struct Limits {
    auth: [Window; 1],
    employees: [Window; 2],
    address: [Window; 1],
}

impl Limits {
    /// Personio's published limits: 150 a minute for the token, 300 a minute and 15 a second for employees, 2000 a
    /// minute for everything from one address.
    pub(super) fn published() -> Limits {
        let minute = Duration::from_secs(60);
        Limits {
            auth: [Window::new(150, minute)],
            employees: [Window::new(300, minute), Window::new(15, Duration::from_secs(1))],
            address: [Window::new(2_000, minute)],
        }
    }

    /// Counts a request to the endpoint if it is within all limits; `false` if it is not.
    pub(super) fn admits(&mut self, endpoint: Endpoint, now: Instant) -> bool {
        let own: &mut [Window] = match endpoint {
            Endpoint::Auth => &mut self.auth,
            Endpoint::Employees => &mut self.employees,
            Endpoint::Attributes | Endpoint::Any => &mut [],
        };
        let mut windows: Vec<&mut Window> = own.iter_mut().chain(&mut self.address).collect();
        let fits = windows.iter_mut().all(|window| window.has_room(now));
        if fits {
            windows.iter_mut().for_each(|window| window.admitted.push_back(now));
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_employees_requests_fit_into_a_second() {
        let (mut limits, start) = (Limits::published(), Instant::now());
        let fit = (0..40).filter(|_| limits.admits(Endpoint::Employees, start)).count();
        assert_eq!(fit, 15);
        assert!(!limits.admits(Endpoint::Employees, start + Duration::from_millis(999)));
        assert!(limits.admits(Endpoint::Employees, start + Duration::from_secs(1)));
    }

    #[test]
    fn three_hundred_employees_requests_fit_into_a_minute() {
        let (mut limits, start) = (Limits::published(), Instant::now());
        let at = |step: u64| start + Duration::from_millis(100 * step);
        let fit = (0..600).filter(|&step| limits.admits(Endpoint::Employees, at(step))).count();
        assert_eq!(fit, 300);
        assert!(limits.admits(Endpoint::Employees, at(600)));
    }

    #[test]
    fn the_token_and_the_attributes_have_their_own_limits() {
        let (mut limits, start) = (Limits::published(), Instant::now());
        assert_eq!((0..200).filter(|_| limits.admits(Endpoint::Auth, start)).count(), 150);
        assert!(limits.admits(Endpoint::Employees, start));
        assert_eq!((0..3_000).filter(|_| limits.admits(Endpoint::Attributes, start)).count(), 2_000 - 151);
    }
}
