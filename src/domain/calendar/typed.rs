//! Days as people type them: `2026-12-24`, `24.12.2026`, `24 Dec`, `+14d`, `next friday`. A day without a year is the next
//! one. What can be read in two ways is refused with both.

use super::{Day, MONTHS, SHORT_NAME};
use crate::domain::text::signs::is_digits;
use jiff::Span;
use jiff::civil::{Date, Weekday};
use std::fmt;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];
/// Years in which 29 February comes at least once.
const LEAP_YEARS: i16 = 8;

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    Unknown,
    /// Day and month can be exchanged.
    Ambiguous(Day, Day),
}

impl NoDay {
    /// What the text is, to stand behind it, and what to write instead.
    pub fn clauses(&self) -> (String, String) {
        match self {
            NoDay::Unknown => ("is no date".into(), "write it as 2026-12-24, 24 Dec or +14d".into()),
            NoDay::Ambiguous(one, other) => {
                (format!("is {} or {}", one.in_words(), other.in_words()), format!("write {one} or {other}"))
            }
        }
    }
}

impl fmt::Display for NoDay {
    /// One sentence, with what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, remedy) = self.clauses();
        write!(f, "That {what}: {remedy}")
    }
}

impl Day {
    /// Reads a day as people type it.
    ///
    /// ```
    /// use giftlist::domain::calendar::Day;
    ///
    /// let today = Day::parse("2026-12-01").unwrap();
    /// let day = |text| Day::parse_typed(text, today).map(|day| day.to_string()).map_err(|error| error.to_string());
    /// assert_eq!(day("24 Dec"), Ok("2026-12-24".into()));
    /// assert_eq!(day("next friday"), Ok("2026-12-04".into()));
    /// assert!(day("11/12/2026").unwrap_err().contains("11 December 2026"));
    /// ```
    ///
    /// # Errors
    /// When it is no day, or two.
    pub fn parse_typed(text: &str, today: Day) -> Result<Day, NoDay> {
        let text = text.trim().to_lowercase();
        if let Some(day) = Day::parse(&text).filter(|_| text.len() == 10) {
            return Ok(day);
        }
        let named = relative(&text, today.date()).or_else(|| with_month_name(&text, today.date()));
        match named {
            Some(date) => Ok(Day::of(date)),
            None => numeric(&text, today.date()),
        }
    }

    /// `Thu 24 December 2026`.
    pub fn in_words(self) -> String {
        self.with_month(self.month_name())
    }

    /// `Thu 24 Dec 2026`.
    pub fn in_short_words(self) -> String {
        self.with_month(&self.month_name()[..SHORT_NAME])
    }

    fn with_month(self, month: &str) -> String {
        let date = self.date();
        let weekday =
            WEEKDAYS.iter().find(|(_, day)| *day == date.weekday()).map_or("", |(name, _)| &name[..SHORT_NAME]);
        format!("{weekday} {} {month} {}", date.day(), date.year())
    }
}

/// `today`, `tomorrow`, `+14d`, `+2w`, `+1m`, `friday`, `next friday`.
fn relative(text: &str, today: Date) -> Option<Date> {
    match text {
        "today" => return Some(today),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    if let Some(after) = text.strip_prefix('+') {
        let after = after.trim();
        let (count, unit) = after.split_at(after.find(|c: char| !c.is_ascii_digit())?);
        return today.checked_add(span(count, unit.trim())?).ok();
    }
    let name = text.strip_prefix("next ").unwrap_or(text).trim();
    let (_, weekday) = WEEKDAYS.into_iter().find(|(full, _)| begins(full, name))?;
    today.nth_weekday(1, weekday).ok()
}

/// So many days, weeks, months or years.
pub(super) fn span(count: &str, unit: &str) -> Option<Span> {
    let count: i32 = count.parse().ok()?;
    let span = match unit {
        "d" | "day" | "days" => Span::new().try_days(count),
        "w" | "week" | "weeks" => Span::new().try_weeks(count),
        "m" | "month" | "months" => Span::new().try_months(count),
        "y" | "year" | "years" => Span::new().try_years(count),
        _ => return None,
    };
    span.ok()
}

/// The number of a month by its name or the beginning of it.
pub(super) fn month_named(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, full)| begins(full, word)).map(|(month, _)| month)
}

/// Day and month of `24 Dec`, where no year stands.
pub(super) fn day_and_month(text: &str) -> Option<(i8, i8)> {
    named_day(text).filter(|(.., year)| year.is_none()).map(|(day, month, _)| (day, month))
}

/// `24 Dec`, `24th of December`, `24. december 2026`, `Dec 24, 2026`.
fn with_month_name(text: &str, today: Date) -> Option<Date> {
    match named_day(text)? {
        (day, month, None) => next(day, month, today),
        (day, month, Some(year)) => Date::new(year, month, day).ok(),
    }
}

/// Day, month and perhaps year.
fn named_day(text: &str) -> Option<(i8, i8, Option<i16>)> {
    let words: Vec<&str> =
        text.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty() && *word != "of").collect();
    let day_of = |word: &str| {
        let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        digits.parse::<i8>().ok()
    };
    let [first, second, year @ ..] = words.as_slice() else { return None };
    let (day, month) = match (month_named(second), month_named(first)) {
        (Some(month), None) => (day_of(first)?, month),
        (None, Some(month)) => (day_of(second)?, month),
        _ => return None,
    };
    match year {
        [] => Some((day, month, None)),
        [year] => Some((day, month, Some(full_year(year)?))),
        _ => None,
    }
}

/// `24.12.2026`, `24.12.`, `24/12/2026`, `12/24/2026`, `2026/12/24`. With dots the day comes first.
fn numeric(text: &str, today: Date) -> Result<Day, NoDay> {
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| ['.', '/', '-'].contains(c));
    let sign = sign.ok_or(NoDay::Unknown)?;
    let parts: Vec<&str> = text.strip_suffix('.').unwrap_or(text).split(sign).map(str::trim).collect();
    let small = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    let date = |day: &str, month: &str, year: Option<&str>| {
        let (day, month) = (small(day)?, small(month)?);
        match year {
            None => next(day, month, today),
            Some(year) => Date::new(full_year(year)?, month, day).ok(),
        }
    };
    let (day_first, month_first) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (date(day, month, Some(year)), None),
        [day, month, year] if sign == '.' => (date(day, month, Some(year)), None),
        [day, month] if sign == '.' => (date(day, month, None), None),
        [one, other, year] => (date(one, other, Some(year)), date(other, one, Some(year))),
        [one, other] if sign == '/' => (date(one, other, None), date(other, one, None)),
        _ => (None, None),
    };
    match (day_first.map(Day::of), month_first.map(Day::of)) {
        (Some(one), Some(other)) if one != other => Err(NoDay::Ambiguous(one, other)),
        (Some(day), _) | (None, Some(day)) => Ok(day),
        (None, None) => Err(NoDay::Unknown),
    }
}

fn begins(full: &str, typed: &str) -> bool {
    let begins = full.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    typed.len() >= SHORT_NAME && begins
}

/// A year of four digits, or of two in this century.
fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok().filter(|_| is_digits(text))?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// The next such day, today included.
fn next(day: i8, month: i8, today: Date) -> Option<Date> {
    let years = today.year()..=today.year().saturating_add(LEAP_YEARS);
    years.filter_map(|year| Date::new(year, month, day).ok()).find(|date| *date >= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Tuesday.
    fn today() -> Day {
        Day::parse("2026-12-01").unwrap()
    }

    fn read(text: &str) -> Result<String, NoDay> {
        Day::parse_typed(text, today()).map(|day| day.to_string())
    }

    #[test]
    fn days_as_people_type_them() {
        for (text, expected) in [
            ("2026-12-24", "2026-12-24"),
            (" 2026/12/24 ", "2026-12-24"),
            ("24.12.2026", "2026-12-24"),
            ("4.2.27", "2027-02-04"),
            ("24.12.", "2026-12-24"),
            ("11.12.2026", "2026-12-11"),
            ("24 Dec", "2026-12-24"),
            ("24. december 2027", "2027-12-24"),
            ("Dec 24th, 2026", "2026-12-24"),
            ("3 sept", "2027-09-03"),
            ("1 dec", "2026-12-01"),
            ("30 Nov", "2027-11-30"),
            ("29 feb", "2028-02-29"),
            ("24-Dec-2026", "2026-12-24"),
            ("24/12/2026", "2026-12-24"),
            ("12/24/2026", "2026-12-24"),
            ("11/11/2026", "2026-11-11"),
            ("24/12", "2026-12-24"),
            ("+14d", "2026-12-15"),
            ("+2 weeks", "2026-12-15"),
            ("+1m", "2027-01-01"),
            ("today", "2026-12-01"),
            ("Tomorrow", "2026-12-02"),
            ("next friday", "2026-12-04"),
            ("fri", "2026-12-04"),
            ("next tuesday", "2026-12-08"),
        ] {
            assert_eq!(read(text), Ok(expected.into()), "{text}");
        }
        for text in [
            "",
            "soon",
            "31.02.2026",
            "2026-02-30",
            "24 Dez",
            "+d",
            "+99999999d",
            "13/13/2026",
            "24",
            "1.2.3.4",
            "dec",
            "fr",
        ] {
            assert_eq!(read(text), Err(NoDay::Unknown), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused_with_both() {
        let words = "That is Fri 11 December 2026 or Thu 12 November 2026: write 2026-12-11 or 2026-11-12";
        assert_eq!(read("11/12/2026").unwrap_err().to_string(), words);
        assert!(matches!(read("3/4"), Err(NoDay::Ambiguous(..))));
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_an_error(text in "\\PC{0,20}|[0-9./ +dwm-]{0,12}") {
            let _ = Day::parse_typed(&text, today());
        }
    }
}
