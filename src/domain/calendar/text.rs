//! Dates as text in place: a file of everybody has a million of them, and each would be an allocation.

use super::{Day, MonthDay};
use arrayvec::ArrayString;
use std::fmt::Write;

/// Bytes of the longest one, `-009999-01-01`.
const LONGEST: usize = 13;

/// `2020-02-01`, or without a year `02-29`.
pub type DateText = ArrayString<LONGEST>;

impl Day {
    /// `2020-02-01`.
    pub fn text(self) -> DateText {
        let date = self.date();
        let [month, day] = [date.month(), date.day()].map(|number| pair(number.unsigned_abs().into()));
        match u16::try_from(date.year()) {
            Ok(year) => {
                let [century, year] = [year / 100, year % 100].map(pair);
                ascii([century[0], century[1], year[0], year[1], b'-', month[0], month[1], b'-', day[0], day[1]])
            }
            // Before the year 0, as jiff writes it.
            Err(_) => {
                let mut text = DateText::new();
                let _ = write!(text, "{date}");
                text
            }
        }
    }
}

impl MonthDay {
    /// `02-29`.
    pub fn text(self) -> DateText {
        let [month, day] = [self.month(), self.day()].map(|number| pair(number.into()));
        ascii([month[0], month[1], b'-', day[0], day[1]])
    }
}

/// The digits of a number below 100.
fn pair(number: u16) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

fn ascii<const N: usize>(bytes: [u8; N]) -> DateText {
    str::from_utf8(&bytes).ok().and_then(|text| DateText::from(text).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_all_years_are_written_as_jiff_writes_them() {
        for number in (-4_371_587..=2_932_896).step_by(97).chain([2_932_896]) {
            let day = Day::from_number(number).unwrap();
            assert_eq!(day.text().as_str(), day.date().to_string());
        }
    }
}
