//! Days, and days that recur every year. Civil dates only: there is no clock and no time zone here, today is always
//! passed in.
//!
//! Personio writes dates with an offset that varies within one account, so the date is the first ten characters. Moving
//! it to any zone would move some people's birthdays by a day.

mod period;
mod text;
mod typed;
mod window;
mod years;

use crate::domain::text::signs::is_digits;
use jiff::civil::{self, Date};
use std::fmt;

pub use period::{NoPeriod, Period};
pub use text::DateText;
pub use typed::NoDay;
pub use window::{ROUND_YEARS, Window};
pub use years::Years;

/// The months in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Letters by which a month or a weekday is known.
pub const SHORT_NAME: usize = 3;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const SECONDS_PER_DAY: i64 = 86_400;
/// The numbers of -9999-01-01 and 9999-12-31.
const FIRST_NUMBER: i32 = -4_371_587;
const LAST_NUMBER: i32 = 2_932_896;
/// Days from 0000-03-01 to 1970-01-01.
const MARCH_0_TO_EPOCH: i32 = 719_468;
const DAYS_OF_ERA: i32 = 146_097;

/// A day of the civil calendar, from -9999-01-01 to 9999-12-31.
///
/// A thin wrapper of jiff's [`Date`]: it adds how Personio writes dates, and how years of service are counted.
///
/// ```
/// use giftlist::domain::calendar::Day;
///
/// let hired = Day::parse("2020-02-29T00:00:00+01:00").unwrap();
/// assert_eq!(hired.to_string(), "2020-02-29");
/// assert!(hired < Day::parse("2020-03-01").unwrap());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day that is `days` days after 1970-01-01, or before it if negative; `None` if it is out of range.
    ///
    /// ```
    /// use giftlist::domain::calendar::Day;
    ///
    /// assert_eq!(Day::from_number(-1).unwrap().to_string(), "1969-12-31");
    /// assert_eq!(Day::from_number(i32::MIN), None);
    /// ```
    pub fn from_number(days: i32) -> Option<Day> {
        if !(FIRST_NUMBER..=LAST_NUMBER).contains(&days) {
            return None;
        }
        // Years that begin in March end with the leap day. All of this in eras of 400 years, which are alike:
        // https://howardhinnant.github.io/date_algorithms.html#civil_from_days
        let since_march_0 = days + MARCH_0_TO_EPOCH;
        let (era, day) = (since_march_0.div_euclid(DAYS_OF_ERA), since_march_0.rem_euclid(DAYS_OF_ERA));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let (month, day) = (if month < 10 { month + 3 } else { month - 9 }, day_of_year - (153 * month + 2) / 5 + 1);
        let year = era * 400 + year + i32::from(month <= 2);
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Day)
    }

    /// Days since 1970-01-01, negative before it: the inverse of [`Day::from_number`].
    pub fn number(self) -> i32 {
        (self.0.duration_since(EPOCH).as_secs() / SECONDS_PER_DAY) as i32
    }

    pub fn of(date: Date) -> Day {
        Day(date)
    }

    pub fn date(self) -> Date {
        self.0
    }

    /// `December`.
    pub fn month_name(self) -> &'static str {
        MONTHS[usize::from(self.0.month().unsigned_abs()).clamp(1, 12) - 1]
    }

    /// Reads a date as Personio writes it: `2020-02-01`, or a timestamp that begins so. `None` if it is neither.
    ///
    /// The time and its offset are dropped, not applied.
    ///
    /// ```
    /// use giftlist::domain::calendar::Day;
    ///
    /// assert_eq!(Day::parse("2020-02-01T23:30:00-08:00"), Day::parse("2020-02-01"));
    /// assert_eq!(Day::parse("2021-02-29"), None);
    /// assert_eq!(Day::parse("01.02.2020"), None);
    /// assert_eq!(Day::parse("2020-02-01 - 2021-03-01"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Day> {
        parse_date(text).map(Day::of)
    }

    /// Completed years from this day to a later one, as for tenure. Somebody hired on 29 February completes a year on
    /// 28 February where there is no 29th. Negative if `later` is earlier.
    ///
    /// ```
    /// use giftlist::domain::calendar::Day;
    ///
    /// let hired = Day::parse("2020-02-29").unwrap();
    /// assert_eq!(hired.completed_years(Day::parse("2021-02-27").unwrap()), 0);
    /// assert_eq!(hired.completed_years(Day::parse("2021-02-28").unwrap()), 1);
    /// ```
    pub fn completed_years(self, later: Day) -> i32 {
        let (from, to) = (self.date(), later.date());
        let years = i32::from(to.year()) - i32::from(from.year());
        let reached = MonthDay::of(from).day_in(to.year()) <= to;
        if reached { years } else { years - 1 }
    }
}

impl fmt::Display for Day {
    /// `2020-02-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The date in the first ten characters, where the rest is empty or a time.
fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (head, rest) = text.split_at_checked(10)?;
    let bytes = head.as_bytes();
    let digits = |range: std::ops::Range<usize>| head.get(range)?.parse::<i16>().ok();
    let plain = bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
    if !plain || !(rest.is_empty() || rest.strip_prefix(['T', ' ']).is_some_and(is_time)) {
        return None;
    }
    Date::new(digits(0..4)?, digits(5..7)? as i8, digits(8..10)? as i8).ok()
}

/// Whether it is hours and minutes, and nothing follows but seconds and a zone. In `2020-02-01 - 2021-03-01` the second date
/// may be the one that counts.
fn is_time(text: &str) -> bool {
    let number = |text: &str, end: u8| {
        let digits = text.get(..2).filter(|digits| is_digits(digits));
        digits.and_then(|digits| digits.parse().ok()).is_some_and(|number: u8| number < end)
    };
    let Some(minutes) = text.get(2..).and_then(|rest| rest.strip_prefix(':')).filter(|_| number(text, 25)) else {
        return false;
    };
    let Some(rest) = minutes.get(2..).filter(|_| number(minutes, 60)) else { return false };
    let rest = match rest.strip_prefix(':') {
        Some(seconds) if number(seconds, 61) => &seconds[2..],
        Some(_) => return false,
        None => rest,
    };
    let fraction = rest.strip_prefix(['.', ',']).map(|digits| digits.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = fraction.unwrap_or(rest).trim();
    let offset = zone.strip_prefix(['+', '-']).map(|offset| offset.replace(':', ""));
    matches!(zone, "" | "Z" | "UTC" | "GMT") || offset.is_some_and(|it| matches!(it.len(), 2 | 4) && is_digits(&it))
}

/// The two days that everything is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    pub today: Day,
    /// The day on which the gifts are sent; today unless the user chose another.
    pub gift_date: Day,
}

impl Dates {
    /// Whether the gifts should have been sent already.
    pub fn is_past(self) -> bool {
        self.gift_date < self.today
    }
}

/// A month and a day: a birthday without its year, which giftlist never keeps.
///
/// ```
/// use giftlist::domain::calendar::MonthDay;
/// use jiff::civil::date;
///
/// let birthday = MonthDay::parse_birthday("1988-02-29").unwrap();
/// assert_eq!(birthday.to_string(), "02-29");
/// assert_eq!(birthday.next(date(2026, 12, 1)), date(2027, 2, 28));
/// assert_eq!(birthday.next(date(2028, 1, 1)), date(2028, 2, 29));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay(u16);

impl MonthDay {
    /// From a month, 1 to 12, and a day, 1 to 31; `None` if no year has that day. 29 February is a day.
    #[inline]
    pub fn new(month: u8, day: u8) -> Option<MonthDay> {
        const LAST_DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let last = *LAST_DAYS.get(usize::from(month).checked_sub(1)?)?;
        (1..=last).contains(&day).then_some(MonthDay(u16::from(month) << 8 | u16::from(day)))
    }

    pub fn of(date: Date) -> MonthDay {
        MonthDay((date.month() as u16) << 8 | date.day() as u16)
    }

    /// Reads a birthday as Personio writes it; `None` if it is no date or a placeholder. The year is looked at only to
    /// tell that: HR systems write 0001-01-01, 1900-01-01 or a date after 2099 for "unknown".
    ///
    /// ```
    /// use giftlist::domain::calendar::MonthDay;
    ///
    /// assert_eq!(MonthDay::parse_birthday("1900-01-01"), None);
    /// assert_eq!(MonthDay::parse_birthday("1900-01-02"), MonthDay::new(1, 2));
    /// ```
    pub fn parse_birthday(text: &str) -> Option<MonthDay> {
        let date = parse_date(text)?;
        let placeholder = date.year() < 1900 || date == civil::date(1900, 1, 1) || date.year() > 2099;
        (!placeholder).then(|| MonthDay::of(date))
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        (self.0 >> 8) as u8
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        (self.0 & 0xff) as u8
    }

    /// The date on which it falls in a year, -9999 to 9999. 29 February falls on the 28th in a common year.
    pub fn day_in(self, year: i16) -> Date {
        let (month, day) = (self.month() as i8, self.day() as i8);
        Date::new(year, month, day).or_else(|_| Date::new(year, month, 28)).unwrap_or(Date::ZERO)
    }

    /// The first date on or after `today` on which it falls.
    pub fn next(self, today: Date) -> Date {
        let this_year = self.day_in(today.year());
        if this_year >= today { this_year } else { self.day_in(today.year().saturating_add(1)) }
    }

    /// Month and day in two bytes, for a file or a column; never 0.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// [`MonthDay::bits`] of December 31.
    pub const MAX_BITS: u16 = 12 << 8 | 31;

    #[inline]
    pub fn from_bits(bits: u16) -> Option<MonthDay> {
        MonthDay::new((bits >> 8) as u8, (bits & 0xff) as u8)
    }
}

impl fmt::Display for MonthDay {
    /// `02-29`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_day_of_400_years_comes_back_from_its_number() {
        let (mut day, mut number) = (date(1800, 1, 1), -62_091);
        while day.year() < 2200 {
            assert_eq!((Day::of(day).number(), Day::from_number(number)), (number, Some(Day::of(day))));
            (day, number) = (day.tomorrow().unwrap(), number + 1);
        }
        for day in [Date::MIN, date(-401, 2, 28), date(-400, 2, 29), date(0, 3, 1), Date::MAX].map(Day::of) {
            assert_eq!(Day::from_number(day.number()), Some(day));
        }
        for beyond in [i32::MIN, Day::of(Date::MIN).number() - 1, Day::of(Date::MAX).number() + 1, i32::MAX] {
            assert_eq!(Day::from_number(beyond), None);
        }
    }

    /// Catalogue: F01.
    #[test]
    fn a_date_is_taken_as_written_without_moving_zones() {
        for text in ["2020-02-01", "2020-02-01T00:00:00+01:00", "2020-02-01T23:00:00-0800", " 2020-02-01 10:00:00"] {
            assert_eq!(Day::parse(text).map(|d| d.to_string()).as_deref(), Some("2020-02-01"), "{text}");
        }
        for time in ["24:00", "09:59:60", "09:00:00.123Z", "09:00:00,5 UTC", "09:00+01", "09:00:00 -08:00", "09:00 GMT"]
        {
            assert!(Day::parse(&format!("2020-02-01T{time}")).is_some(), "{time}");
        }
        for no_time in [
            "",
            "9:00",
            "25:00",
            "23:60",
            "23:59:61",
            "10-00",
            "10:0x",
            "x0:00",
            "10:00 - 2027-05-01",
            "10:00x",
            "10:00+1",
            "10:00:",
            "10:00+12345",
        ] {
            assert_eq!(Day::parse(&format!("2020-02-01T{no_time}")), None, "{no_time}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "0000-00-00", "2021-02-29", "31.02.1990", "2020-2-1", "2020-02-01x", "２０２０-02-01", "soon"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    /// Catalogue: F01.
    #[test]
    fn a_birthday_has_no_year_and_placeholders_are_no_birthdays() {
        assert_eq!(
            MonthDay::parse_birthday("1988-02-29T00:00:00+01:00").map(|d| d.to_string()).as_deref(),
            Some("02-29")
        );
        for text in ["1900-01-01", "0001-01-01", "1899-12-31", "2100-01-01", "1990-02-29", "0000-00-00", ""] {
            assert_eq!(MonthDay::parse_birthday(text), None, "{text}");
        }
        for text in ["1900-01-02", "1900-12-01", "2099-12-31"] {
            assert!(MonthDay::parse_birthday(text).is_some(), "{text}");
        }
    }

    /// Catalogue: F02.
    #[test]
    fn a_leap_day_falls_on_the_28th_in_common_years() {
        let leap = MonthDay::new(2, 29).unwrap();
        assert_eq!(leap.day_in(2027), date(2027, 2, 28));
        assert_eq!(leap.day_in(2028), date(2028, 2, 29));
        assert_eq!(leap.next(date(2026, 12, 1)), date(2027, 2, 28));
        assert_eq!(Day::of(date(2020, 2, 29)).completed_years(Day::of(date(2021, 2, 28))), 1);
        assert_eq!(Day::of(date(2020, 3, 1)).completed_years(Day::of(date(2021, 2, 28))), 0);
    }
}
