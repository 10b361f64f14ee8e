//! When somebody leaves: has status inactive, or the earliest of Last day of work, Last Working Date and Termination Date
//! is over; an end before the hire date belongs to an old employment. The end of a fixed-term contract ends nothing by
//! itself: <https://support.personio.de/hc/en-us/articles/4405573920285>.

use crate::domain::calendar::Day;
use crate::domain::fields::DateField;

/// The dates that may end an employment.
pub const END_DATES: [DateField; 3] =
    [DateField::LastDayOfWork, DateField::LastWorkingDate, DateField::TerminationDate];

/// From when on somebody is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// By status, whatever the dates say.
    Inactive,
    /// After the last day.
    After(Day),
}

impl Gone {
    /// `None` for somebody who stays; the ends are those of [`END_DATES`].
    pub fn of(status: &str, ends: [Option<Day>; 3], hired: Option<Day>) -> Option<Gone> {
        match is_inactive(status) {
            true => Some(Gone::Inactive),
            false => last_day(ends, hired).0.map(Gone::After),
        }
    }
}

/// Whether a status of Personio says that somebody has left, whatever the dates say.
pub fn is_inactive(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("inactive")
}

/// The earliest end of the employment, and whether ends before the hire date were left out.
pub fn last_day(ends: [Option<Day>; 3], hired: Option<Day>) -> (Option<Day>, bool) {
    if ends == [None; 3] {
        return (None, false);
    }
    let is_old = |day: &Day| hired.is_some_and(|hired| *day < hired);
    let ends = ends.into_iter().flatten();
    (ends.clone().filter(|day| !is_old(day)).min(), ends.clone().any(|day| is_old(&day)))
}
