//! Days that recur every year, birthdays and anniversaries, and the stretch of days in which they are looked for.

use super::period::Bounds;
use super::typed::{day_and_month, month_named};
use super::{Day, MonthDay, NoDay, NoPeriod, Period};
use crate::domain::text::signs::is_digits;
use jiff::civil::Date;

/// Years of service that are celebrated most are the multiples of this.
pub const ROUND_YEARS: i32 = 5;

const LEAP_DAY: (u8, u8) = (2, 29);

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: Day,
    to: Day,
    /// Of 29 February alone, whatever day it falls on.
    is_leap_day: bool,
}

impl Window {
    /// Reads what recurs: a month `12`, a day `12-24`, two of them with `..` between, or any closed [`Period`]. What has
    /// no year is the running or the next one; from December to January it goes over the new year.
    ///
    /// ```
    /// use giftlist::domain::calendar::{Day, MonthDay, Window};
    ///
    /// let today = Day::parse("2026-12-10").unwrap();
    /// let window = Window::parse("12-20..01-06", today).unwrap();
    /// assert!(window.has(MonthDay::new(1, 6).unwrap()) && !window.has(MonthDay::new(12, 19).unwrap()));
    /// assert_eq!(window.anniversary(Day::parse("2022-01-03").unwrap(), false), Some(5));
    /// ```
    ///
    /// # Errors
    /// As [`Period::parse`]; an open range, too.
    pub fn parse(text: &str, today: Day) -> Result<Window, NoPeriod> {
        let text = text.trim().to_lowercase();
        let recurring = match Bounds::of(&text) {
            Bounds::Between(from, to) => recurring(from).zip(recurring(to)).map(|((from, _), (_, to))| (from, to)),
            _ => recurring(&text),
        };
        if let Some((first, last)) = recurring {
            let (from, to) = coming(first, last, today.date());
            let is_leap_day = first == last && (first.month(), first.day()) == LEAP_DAY;
            return Ok(Window { from: Day::of(from), to: Day::of(to), is_leap_day });
        }
        match Period::parse(&text, today)? {
            Period { from: Some(from), to: Some(to) } => Ok(Window::between(from, to)),
            Period { .. } => Err(NoPeriod::NoDay(NoDay::Unknown)),
        }
    }

    pub fn between(from: Day, to: Day) -> Window {
        Window { from, to, is_leap_day: false }
    }

    /// Whether a birthday falls into it. One on 29 February falls on the 28th in common years.
    pub fn has(self, birthday: MonthDay) -> bool {
        if self.is_leap_day {
            return (birthday.month(), birthday.day()) == LEAP_DAY;
        }
        birthday.next(self.from.date()) <= self.to.date()
    }

    /// The years of service that somebody completes in it, at least 1, the fewest if there are several; `None` if there
    /// are none. `round` counts only multiples of [`ROUND_YEARS`].
    pub fn anniversary(self, hired: Day, round: bool) -> Option<i32> {
        let (from, recurs) = (self.from.date(), MonthDay::of(hired.date()));
        if self.is_leap_day && (recurs.month(), recurs.day()) != LEAP_DAY {
            return None;
        }
        let since = i32::from(from.year()) - i32::from(hired.date().year());
        let years = if recurs.day_in(from.year()) < from { since + 1 } else { since };
        let step = if round { ROUND_YEARS } else { 1 };
        let years = (years.max(1) + step - 1) / step * step;
        let year =
            i16::try_from(i32::from(hired.date().year()) + years).ok().filter(|&year| year <= Date::MAX.year())?;
        (recurs.day_in(year) <= self.to.date()).then_some(years)
    }
}

/// The first and the last day of a month or a day without a year.
fn recurring(text: &str) -> Option<(MonthDay, MonthDay)> {
    let number = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() <= 2 && is_digits(text));
    let month = number(text).or_else(|| month_named(text).map(i8::unsigned_abs));
    if let Some(month) = month {
        return MonthDay::new(month, 1).zip((28..=31).rev().find_map(|day| MonthDay::new(month, day)));
    }
    let dotted =
        || text.trim_end_matches('.').split_once('.').and_then(|(day, month)| Some((number(month)?, number(day)?)));
    let dashed = text.split_once('-').and_then(|(month, day)| Some((number(month)?, number(day)?)));
    let (month, day) = match dashed.or_else(dotted) {
        Some(numbers) => numbers,
        None => day_and_month(text).map(|(day, month)| (month.unsigned_abs(), day.unsigned_abs()))?,
    };
    MonthDay::new(month, day).map(|day| (day, day))
}

/// When days without a year come next, or are running.
fn coming(first: MonthDay, last: MonthDay, today: Date) -> (Date, Date) {
    let over_new_year = i16::from(last < first);
    let in_year = |year: i16| (first.day_in(year), last.day_in(year.saturating_add(over_new_year)));
    let years = today.year().saturating_sub(over_new_year)..=today.year();
    years.map(in_year).find(|(_, to)| *to >= today).unwrap_or_else(|| in_year(today.year().saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn read(text: &str, today: &str) -> Result<String, NoPeriod> {
        let window = Window::parse(text, day(today))?;
        Ok(format!("{}..{}{}", window.from, window.to, if window.is_leap_day { " leap" } else { "" }))
    }

    #[test]
    fn what_recurs_is_running_or_comes_next() {
        for (text, today, expected) in [
            ("12", "2026-12-10", "2026-12-01..2026-12-31"),
            ("11", "2026-12-10", "2027-11-01..2027-11-30"),
            ("2", "2026-12-10", "2027-02-01..2027-02-28"),
            ("Feb", "2027-03-01", "2028-02-01..2028-02-29"),
            ("12-24", "2026-12-24", "2026-12-24..2026-12-24"),
            ("12-24", "2026-12-25", "2027-12-24..2027-12-24"),
            ("24.12.", "2026-12-10", "2026-12-24..2026-12-24"),
            ("24 december", "2026-12-10", "2026-12-24..2026-12-24"),
            ("02-28", "2026-12-10", "2027-02-28..2027-02-28"),
            ("02-29", "2026-12-10", "2027-02-28..2027-02-28 leap"),
            ("29 Feb", "2026-12-10", "2027-02-28..2027-02-28 leap"),
            ("11..12", "2026-12-10", "2026-11-01..2026-12-31"),
            ("12-20..01-06", "2026-12-10", "2026-12-20..2027-01-06"),
            ("12-20..01-06", "2027-01-03", "2026-12-20..2027-01-06"),
            ("12-20..01-06", "2027-01-07", "2027-12-20..2028-01-06"),
            ("next-14d", "2026-12-24", "2026-12-24..2027-01-07"),
            ("2026-12", "2026-01-01", "2026-12-01..2026-12-31"),
            ("2028-02-29", "2026-12-10", "2028-02-29..2028-02-29"),
        ] {
            assert_eq!(read(text, today), Ok(expected.into()), "{text} on {today}");
        }
        for text in ["", "13", "0", "02-30", ">=12-24", "soon", "12-20.."] {
            assert_eq!(read(text, "2026-12-10"), Err(NoPeriod::NoDay(NoDay::Unknown)), "{text}");
        }
    }

    #[test]
    fn a_leap_day_is_found_on_the_28th_and_by_its_own_name() {
        let leap = MonthDay::new(2, 29).unwrap();
        let has = |text: &str, today| Window::parse(text, day(today)).unwrap().has(leap);
        assert!(has("02-28", "2026-12-10") && has("02-29", "2026-12-10") && has("2", "2026-12-10"));
        assert!(!has("02-28", "2027-12-10"), "2028 has a 29th");
        assert!(!has("03-01", "2026-12-10"));
        let exact = Window::parse("02-29", day("2026-12-10")).unwrap();
        assert!(!exact.has(MonthDay::new(2, 28).unwrap()));
        assert_eq!(exact.anniversary(day("2020-02-29"), false), Some(7));
        assert_eq!(exact.anniversary(day("2020-02-28"), false), None);
    }

    /// The days on which a day recurs, read off the calendar.
    fn is_on(recurs: Day, date: Date) -> bool {
        let (born, is_common) = (recurs.date(), !date.in_leap_year());
        let is_same = (born.month(), born.day()) == (date.month(), date.day());
        is_same || is_common && (born.month(), born.day(), date.month(), date.day()) == (2, 29, 2, 28)
    }

    /// 400 years, after which the calendar repeats.
    const CYCLE: std::ops::Range<i32> = 10_957..157_054;

    proptest! {
        #[test]
        fn a_window_has_what_recurs_on_one_of_its_days(from in CYCLE, days in 0..900, hired in CYCLE) {
            let [from, to, hired] = [from, from + days, hired].map(|number| Day::from_number(number).unwrap());
            let window = Window::between(from, to);
            let dates = || from.date().series(jiff::Span::new().days(1)).take_while(|date| *date <= to.date());
            let falls = dates().filter(|date| is_on(hired, *date));
            let years = falls.clone().map(|date| i32::from(date.year()) - i32::from(hired.date().year()));
            prop_assert_eq!(window.has(MonthDay::of(hired.date())), falls.count() > 0);
            prop_assert_eq!(window.anniversary(hired, false), years.clone().find(|years| *years >= 1));
            prop_assert_eq!(window.anniversary(hired, true), years.clone().find(|years| *years >= 5 && years % 5 == 0));
        }

        #[test]
        fn any_text_is_a_window_or_an_error(text in "\\PC{0,20}|[0-9]{0,4}[-./]{0,1}[0-9]{0,3}(\\.\\.[0-9-]{0,10})?", today in CYCLE) {
            if let Ok(window) = Window::parse(&text, Day::from_number(today).unwrap()) {
                prop_assert!(window.from <= window.to);
            }
        }
    }
}
