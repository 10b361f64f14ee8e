//! What a value of a field of dates finds: days, days that recur every year, and completed years.

use super::error::{QueryError, QueryErrorKind};
use super::fields::{QueryField, QueryKind};
use super::span::Spanned;
use super::tree::Value;
use crate::domain::calendar::{Day, NoDay, NoPeriod, Period, Window, Years};
use crate::domain::fields::DateField;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;

/// The people whose dates are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum DateTest {
    /// The earliest of these dates.
    Day(&'static [DateField], Period),
    Birthday(Window),
    Anniversary {
        window: Window,
        /// Only 5, 10, 15, … years.
        round: bool,
    },
    /// Completed years of service on a day.
    Tenure(Years, Day),
}

impl DateTest {
    pub fn rows(&self, roster: &Roster) -> Bits {
        Bits::from_fn(roster.len(), |row| self.holds(roster, row))
    }

    /// Whether it holds for one person.
    pub fn holds(&self, roster: &Roster, row: Row) -> bool {
        let hired = |row| roster.day(DateField::HireDate, row);
        match self {
            DateTest::Day(fields, period) => roster.earliest(fields, row).is_some_and(|day| period.has(day)),
            DateTest::Birthday(window) => roster.birthday(row).is_some_and(|day| window.has(day)),
            DateTest::Anniversary { window, round } => {
                hired(row).is_some_and(|day| window.anniversary(day, *round).is_some())
            }
            DateTest::Tenure(years, on) => hired(row).is_some_and(|day| years.has(day.completed_years(*on))),
        }
    }
}

/// What a value of a field finds; `None` if the field has no dates, or the value asks for people without one.
///
/// # Errors
/// A value that is no day, range, or number of years.
pub fn dated(
    field: &QueryField,
    value: &Spanned<Value>,
    today: Day,
    gift_date: Day,
) -> Option<Result<DateTest, QueryError>> {
    let text = value.inner.text.trim();
    let window = || Window::parse(text, today);
    let test = match field.kind {
        _ if text.is_empty() => return None,
        QueryKind::Day(fields) => Period::parse(text, today).map(|period| DateTest::Day(fields, period)),
        QueryKind::Birthday => window().map(DateTest::Birthday),
        QueryKind::Anniversary { round } => window().map(|window| DateTest::Anniversary { window, round }),
        QueryKind::Tenure => Years::parse(text).map(|years| DateTest::Tenure(years, gift_date)),
        _ => return None,
    };
    let error = |why| {
        let kind = match why {
            NoPeriod::Backwards => QueryErrorKind::Backwards { example: field.example },
            NoPeriod::NoDay(NoDay::Ambiguous(one, other)) => QueryErrorKind::TwoDays { one, other },
            NoPeriod::NoDay(NoDay::Unknown) => {
                QueryErrorKind::NoDate { value: text.to_string(), examples: examples(field.kind) }
            }
        };
        QueryError::at(value.span, kind)
    };
    Some(test.map_err(error))
}

/// What a field of dates takes, in words.
fn examples(kind: QueryKind) -> &'static str {
    match kind {
        QueryKind::Day(_) => "a day 2026-03-05, a month 2026-03, a year, >=2026-01-01, this-month or last-90d",
        QueryKind::Tenure => "completed years as 5y, >=1y or 1y..3y",
        _ => "a month 12, a day 12-24, a range 12-20..01-06, this-month or next-14d",
    }
}
