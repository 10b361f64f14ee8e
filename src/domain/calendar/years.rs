//! Completed years, as people type them: `5y`, `>=1y`, `1y..3y`.

use super::NoPeriod;
use super::period::Bounds;
use super::typed::NoDay;
use std::ops::RangeInclusive;

/// From one number of years to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years(RangeInclusive<i32>);

impl Years {
    /// Reads a number of years or a range of them.
    ///
    /// ```
    /// use giftlist::domain::calendar::Years;
    ///
    /// let range = |text| Years::parse(text).map(|years| (0..8).filter(|&it| years.has(it)).collect::<Vec<i32>>());
    /// assert_eq!(range("5y"), Ok(vec![5]));
    /// assert_eq!(range("1y..3y"), Ok(vec![1, 2, 3]));
    /// assert_eq!(range("<2 years"), Ok(vec![0, 1]));
    /// ```
    ///
    /// # Errors
    /// When it is no number of years, or the range ends before it begins.
    pub fn parse(text: &str) -> Result<Years, NoPeriod> {
        let text = text.to_lowercase();
        let range = match Bounds::of(&text) {
            Bounds::Is(text) => number(text)?..=number(text)?,
            Bounds::AtLeast(text) | Bounds::Between(text, "") => number(text)?..=i32::MAX,
            Bounds::MoreThan(text) => number(text)?.saturating_add(1)..=i32::MAX,
            Bounds::AtMost(text) | Bounds::Between("", text) => 0..=number(text)?,
            Bounds::LessThan(text) => 0..=number(text)?.saturating_sub(1),
            Bounds::Between(from, to) => number(from)?..=number(to)?,
        };
        if range.is_empty() { Err(NoPeriod::Backwards) } else { Ok(Years(range)) }
    }

    /// Whether so many completed years are meant; somebody who has not started has a negative number.
    pub fn has(&self, years: i32) -> bool {
        self.0.contains(&years)
    }
}

fn number(text: &str) -> Result<i32, NoPeriod> {
    let number = ["years", "year", "yrs", "yr", "y"].into_iter().find_map(|unit| text.strip_suffix(unit));
    let number = number.unwrap_or(text).trim().parse::<u16>();
    number.map(i32::from).map_err(|_| NoPeriod::NoDay(NoDay::Unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_years_as_people_type_them() {
        for (text, first, last) in [
            ("5", 5, 5),
            ("5 Years", 5, 5),
            (">=1y", 1, i32::MAX),
            (">1", 2, i32::MAX),
            ("<=3y", 0, 3),
            ("<1y", 0, 0),
            ("1..3y", 1, 3),
            ("10y..", 10, i32::MAX),
            ("..2", 0, 2),
        ] {
            assert_eq!(Years::parse(text), Ok(Years(first..=last)), "{text}");
        }
        for text in ["", "y", "-1", "1.5y", "5m", "99999999999y", ">="] {
            assert_eq!(Years::parse(text), Err(NoPeriod::NoDay(NoDay::Unknown)), "{text}");
        }
        for text in ["3y..1y", "<0y"] {
            assert_eq!(Years::parse(text), Err(NoPeriod::Backwards), "{text}");
        }
    }
}
