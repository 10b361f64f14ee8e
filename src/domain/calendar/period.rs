//! Ranges of days as people type them: `2026-03`, `>=2026-01-01`, `2026-01-01..2026-03-31`, `next-month`, `last-90d`.

use super::typed::{month_named, span};
use super::{Day, NoDay};
use crate::domain::text::signs::is_digits;
use jiff::civil::{Date, Weekday};

/// Days from one to another, both included. An end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// Why a text is no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPeriod {
    NoDay(NoDay),
    /// It ends before it begins.
    Backwards,
}

/// A sign before a value, or two dots between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounds<'a> {
    Is(&'a str),
    AtLeast(&'a str),
    MoreThan(&'a str),
    AtMost(&'a str),
    LessThan(&'a str),
    /// At most one of them is empty.
    Between(&'a str, &'a str),
}

impl Bounds<'_> {
    pub fn of(text: &str) -> Bounds<'_> {
        let text = text.trim();
        // Word processors write three dots as one sign.
        let dots = ["...", "..", "…"].into_iter().find_map(|dots| text.split_once(dots));
        if let Some((from, to)) = dots.map(|(from, to)| (from.trim(), to.trim())).filter(|ends| *ends != ("", "")) {
            return Bounds::Between(from, to);
        }
        let behind = |signs: [&str; 2]| signs.into_iter().find_map(|sign| text.strip_prefix(sign)).map(str::trim);
        if let Some(rest) = behind([">=", "≥"]) {
            Bounds::AtLeast(rest)
        } else if let Some(rest) = behind(["<=", "≤"]) {
            Bounds::AtMost(rest)
        } else if let Some(rest) = text.strip_prefix('>') {
            Bounds::MoreThan(rest.trim())
        } else if let Some(rest) = text.strip_prefix('<') {
            Bounds::LessThan(rest.trim())
        } else {
            Bounds::Is(text)
        }
    }
}

impl Period {
    /// Reads a range as people type it: a day in any form of [`Day::parse_typed`], a month, a year, a span that is named
    /// from today, `>=` and its kin before one, or `..` between two.
    ///
    /// ```
    /// use giftlist::domain::calendar::{Day, Period};
    ///
    /// let today = Day::parse("2026-12-10").unwrap();
    /// let range = |text| Period::parse(text, today).map(|it| (it.from.map(|day| day.to_string()), it.to.map(|day| day.to_string())));
    /// let days = |from: &str, to: &str| Ok((Some(from.to_string()), Some(to.to_string())));
    /// assert_eq!(range("2026-02"), days("2026-02-01", "2026-02-28"));
    /// assert_eq!(range("last-90d"), days("2026-09-11", "2026-12-10"));
    /// assert_eq!(range(">2025"), Ok((Some("2026-01-01".into()), None)));
    /// ```
    ///
    /// # Errors
    /// When it is no range, or can be read as two, or its ends are the wrong way round.
    pub fn parse(text: &str, today: Day) -> Result<Period, NoPeriod> {
        let text = text.to_lowercase();
        let days = |text: &str| days(text, today).map_err(NoPeriod::NoDay);
        let (from, to) = match Bounds::of(&text) {
            Bounds::Is(text) => {
                let (from, to) = days(text)?;
                (Some(from), Some(to))
            }
            Bounds::AtLeast(text) => (Some(days(text)?.0), None),
            Bounds::AtMost(text) => (None, Some(days(text)?.1)),
            Bounds::MoreThan(text) => (Some(beside(days(text)?.1.date().tomorrow())?), None),
            Bounds::LessThan(text) => (None, Some(beside(days(text)?.0.date().yesterday())?)),
            Bounds::Between(from, "") => (Some(days(from)?.0), None),
            Bounds::Between("", to) => (None, Some(days(to)?.1)),
            Bounds::Between(from, to) => (Some(days(from)?.0), Some(days(to)?.1)),
        };
        match from.zip(to) {
            Some((from, to)) if from > to => Err(NoPeriod::Backwards),
            _ => Ok(Period { from, to }),
        }
    }

    pub fn has(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

fn beside(date: Result<Date, jiff::Error>) -> Result<Day, NoPeriod> {
    date.map(Day::of).map_err(|_| NoPeriod::NoDay(NoDay::Unknown))
}

/// The first and the last day of what is named.
fn days(text: &str, today: Day) -> Result<(Day, Day), NoDay> {
    let between = |from: Date, to: Date| Ok((Day::of(from), Day::of(to)));
    if let Some(year) = year(text) {
        let first = Date::new(year, 1, 1).map_err(|_| NoDay::Unknown)?;
        return between(first, first.last_of_year());
    }
    if let Some(first) = month(text) {
        return between(first, first.last_of_month());
    }
    if let Some((from, to)) = from_today(text, today.date()) {
        return between(from, to);
    }
    Day::parse_typed(text, today).map(|day| (day, day))
}

fn year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|_| text.len() == 4 && is_digits(text))
}

/// The first day of `2026-03`, `03.2026`, `mar 2026`.
fn month(text: &str) -> Option<Date> {
    let (one, other) = text.split_once(['-', '/', '.', ' '])?;
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2 && is_digits(text));
    let (year, month) = match (year(one), year(other)) {
        (Some(year), None) => (year, number(other)?),
        (None, Some(year)) => (year, number(one).or_else(|| month_named(one))?),
        _ => return None,
    };
    Date::new(year, month, 1).ok()
}

/// `this-month`, `next-30d`, `last 2 weeks`, `yesterday`.
fn from_today(text: &str, today: Date) -> Option<(Date, Date)> {
    if text == "yesterday" {
        let yesterday = today.yesterday().ok()?;
        return Some((yesterday, yesterday));
    }
    let (which, rest) = text.split_once([' ', '-'])?;
    let direction = match which {
        "this" => 0,
        "next" => 1,
        "last" => -1,
        _ => return None,
    };
    let rest = rest.trim();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    if digits == 0 {
        return calendar_unit(rest, today, direction);
    }
    let span = span(&rest[..digits], rest[digits..].trim_start_matches(['-', ' ']))?;
    match direction {
        1 => Some((today, today.checked_add(span).ok()?)),
        -1 => Some((today.checked_sub(span).ok()?, today)),
        _ => None,
    }
}

/// A whole week, month, quarter or year: the running one, or one next to it.
fn calendar_unit(unit: &str, today: Date, direction: i32) -> Option<(Date, Date)> {
    let months = |count: i32, first: Date| {
        let first =
            first.checked_add(span(&(count * direction.abs()).to_string(), "m")? * i64::from(direction)).ok()?;
        let next = first.checked_add(span(&count.to_string(), "m")?).ok()?;
        Some((first, next.yesterday().ok()?))
    };
    match unit {
        "week" => {
            let monday = today.tomorrow().ok()?.nth_weekday(-1, Weekday::Monday).ok()?;
            let monday = monday.checked_add(span("1", "w")? * i64::from(direction)).ok()?;
            Some((monday, monday.checked_add(span("6", "d")?).ok()?))
        }
        "month" => months(1, today.first_of_month()),
        "quarter" => months(3, Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?),
        "year" => months(12, today.first_of_year()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Thursday.
    fn today() -> Day {
        Day::parse("2026-12-10").unwrap()
    }

    fn read(text: &str) -> Result<String, NoPeriod> {
        let end = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Period::parse(text, today()).map(|period| format!("{}..{}", end(period.from), end(period.to)))
    }

    #[test]
    fn ranges_as_people_type_them() {
        for (text, expected) in [
            ("2026-03-05", "2026-03-05..2026-03-05"),
            ("5.3.2026", "2026-03-05..2026-03-05"),
            ("24 Dec", "2026-12-24..2026-12-24"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("02.2024", "2024-02-01..2024-02-29"),
            ("Feb 2024", "2024-02-01..2024-02-29"),
            ("2026", "2026-01-01..2026-12-31"),
            (">=2026-01-01", "2026-01-01.."),
            ("> 2026-03", "2026-04-01.."),
            ("<=2026-03", "..2026-03-31"),
            ("<2026", "..2025-12-31"),
            ("≥2026", "2026-01-01.."),
            ("2026-01-01..2026-03-31", "2026-01-01..2026-03-31"),
            ("2025..2026-02", "2025-01-01..2026-02-28"),
            ("2025…", "2025-01-01.."),
            ("..today", "..2026-12-10"),
            ("today", "2026-12-10..2026-12-10"),
            ("yesterday", "2026-12-09..2026-12-09"),
            ("tomorrow", "2026-12-11..2026-12-11"),
            ("this-week", "2026-12-07..2026-12-13"),
            ("next-week", "2026-12-14..2026-12-20"),
            ("This-Month", "2026-12-01..2026-12-31"),
            ("next month", "2027-01-01..2027-01-31"),
            ("last-month", "2026-11-01..2026-11-30"),
            ("this-quarter", "2026-10-01..2026-12-31"),
            ("last-quarter", "2026-07-01..2026-09-30"),
            ("next-year", "2027-01-01..2027-12-31"),
            ("last-90d", "2026-09-11..2026-12-10"),
            ("next-30d", "2026-12-10..2027-01-09"),
            ("next 2 weeks", "2026-12-10..2026-12-24"),
            ("last-1y", "2025-12-10..2026-12-10"),
            ("next friday", "2026-12-11..2026-12-11"),
            ("last-30d..next-30d", "2026-11-10..2027-01-09"),
        ] {
            assert_eq!(read(text), Ok(expected.into()), "{text}");
        }
        for text in ["", "..", "soon", "2026-13", "26-03", "this-30d", "next-d", "last-99999999999d", "0000-00", "12"] {
            assert_eq!(read(text), Err(NoPeriod::NoDay(NoDay::Unknown)), "{text}");
        }
        assert_eq!(read("2026-03..2026-01"), Err(NoPeriod::Backwards));
        assert!(matches!(read(">=11/12/2026"), Err(NoPeriod::NoDay(NoDay::Ambiguous(..)))));
    }

    proptest! {
        /// A sign before what is named means its days, those before them and those behind them, and nothing else.
        #[test]
        fn signs_divide_the_days(number in -20_000..40_000, day in -20_000..40_000, unit in 0..3) {
            let named = Day::from_number(number).unwrap().to_string();
            let named = &named[..[10, 7, 4][unit as usize]];
            let day = Day::from_number(day).unwrap();
            let has = |sign: &str| Period::parse(&format!("{sign}{named}"), today()).unwrap().has(day);
            let is_named = day.to_string().starts_with(named);
            prop_assert_eq!(has(""), is_named);
            prop_assert_eq!([has("<"), has(""), has(">")].iter().filter(|it| **it).count(), 1);
            prop_assert_eq!((has("<="), has(">=")), (has("<") || is_named, has(">") || is_named));
        }

        #[test]
        fn any_text_is_a_range_or_an_error(text in "\\PC{0,20}|[<>=]{0,2}[0-9./ dwmy-]{0,12}(\\.\\.[0-9-]{0,10})?") {
            let _ = Period::parse(&text, today());
        }
    }
}
