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
        let mut text = DateText::new();
        match usize::try_from(date.year()) {
            Ok(year) => {
                push_pair(&mut text, year / 100);
                push_pair(&mut text, year % 100);
                text.push('-');
                push_pair(&mut text, usize::from(date.month().unsigned_abs()));
                text.push('-');
                push_pair(&mut text, usize::from(date.day().unsigned_abs()));
            }
            // Before the year 0, as jiff writes it.
            Err(_) => drop(write!(text, "{date}")),
        }
        text
    }
}

impl MonthDay {
    /// `02-29`.
    pub fn text(self) -> DateText {
        let mut text = DateText::new();
        push_pair(&mut text, usize::from(self.month()));
        text.push('-');
        push_pair(&mut text, usize::from(self.day()));
        text
    }
}

/// A number of two digits.
fn push_pair(text: &mut DateText, number: usize) {
    const PAIRS: &str = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    text.push_str(&PAIRS[2 * number..2 * number + 2]);
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
