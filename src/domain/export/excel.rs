//! What Excel changes when it opens a CSV file by double click: it takes text that looks like a number, a date or a time
//! for one, quoted or not, and shows and saves another.
//! <https://support.microsoft.com/en-us/office/keeping-leading-zeros-and-large-numbers-1bf7b935-36e1-4985-842f-5dfa51f85fe7>

use crate::domain::calendar::{MONTHS, SHORT_NAME};

/// Excel keeps so many digits of a number.
const MAX_DIGITS: usize = 15;

/// Whether Excel shows another text than this one. Formulas are another matter: see
/// [`super::formula::looks_like_formula`].
///
/// ```
/// use giftlist::domain::export::excel::is_changed;
///
/// assert!(is_changed("00123") && is_changed("1E5") && is_changed("1/2") && is_changed("1234567890123456"));
/// assert!(!is_changed("123") && !is_changed("E-00123") && !is_changed("1/2/A"));
/// ```
pub fn is_changed(text: &str) -> bool {
    let text = text.trim();
    is_number_written_otherwise(text) || is_scientific(text) || is_date(text) || is_time(text)
}

/// A number with leading zeros, with zeros behind the decimal point, or with more digits than Excel keeps.
fn is_number_written_otherwise(text: &str) -> bool {
    let (whole, fraction) = text.split_once(['.', ',']).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    if !is_digits(whole) || fraction.is_some_and(|digits| !is_digits(digits)) {
        return false;
    }
    let has_leading_zeros = whole.len() > 1 && whole.starts_with('0');
    let has_trailing_zeros = fraction.is_some_and(|digits| digits.ends_with('0'));
    has_leading_zeros || has_trailing_zeros || whole.len() + fraction.map_or(0, str::len) > MAX_DIGITS
}

/// A number with an exponent: `1E5`, `12.5e-3`.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    is_digits(whole) && is_digits(fraction) && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// Two or three numbers with a sign between them, one of which may be a month's name: `1/2`, `3-7`, `1.2.2026`, `2-Mar`,
/// `MAR1`.
fn is_date(text: &str) -> bool {
    let is_number = |part: &str| is_digits(part) && part.len() <= 4;
    let joined = |sign: char| {
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let months = parts.iter().filter(|part| is_month(part)).count();
        (2..=3).contains(&parts.len()) && months <= 1 && parts.iter().all(|part| is_month(part) || is_number(part))
    };
    let has_two_dots = text.matches('.').count() == 2;
    let (letters, number) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let is_run = is_month(letters) && is_number(number.trim());
    joined('/') || joined('-') || joined(' ') || has_two_dots && joined('.') || is_run
}

/// Hours and minutes, maybe seconds: `12:30`.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| is_digits(part) && part.len() <= 2)
}

/// The name of a month or its beginning, in English, which every Excel knows.
fn is_month(text: &str) -> bool {
    MONTHS.iter().any(|full| [full, &full[..SHORT_NAME]].iter().any(|name| text.eq_ignore_ascii_case(name)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excel_takes_for_a_number_a_date_or_a_time_is_changed() {
        for text in [
            "007",
            "0.50",
            "1.10",
            "1e5",
            "12E3",
            "1.5E-3",
            "1/2",
            "3-7",
            "12/24/2026",
            "1.2.2026",
            "MAR1",
            "Sep-2",
            "2-march",
            "3 may",
            "12:30",
            " 0042 ",
            "12345678901234567",
        ] {
            assert!(is_changed(text), "{text}");
        }
        for text in [
            "",
            "0",
            "7",
            "123456789012345",
            "1.5",
            "E5",
            "1E",
            "EX1",
            "1/2/3/4",
            "A-7",
            "3-7-x",
            "Mara 1",
            "MARK1",
            "12:3a",
            "Anna",
            "1-A",
            "12345-67890",
            "R2-D2",
            "May",
            "-",
        ] {
            assert!(!is_changed(text), "{text}");
        }
    }
}
