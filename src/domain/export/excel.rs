//! What Excel changes when it opens a CSV file by double click: it takes text that looks like a number, a date or a time
//! for one, quoted or not, and shows and saves another.
//! <https://support.microsoft.com/en-us/office/keeping-leading-zeros-and-large-numbers-1bf7b935-36e1-4985-842f-5dfa51f85fe7>

use crate::domain::calendar::{MONTHS, SHORT_NAME};

/// Excel keeps so many digits of a number.
const MAX_DIGITS: usize = 15;

/// Where Excel is to open the file: countries with decimal commas write days as `1.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimals {
    Point,
    Comma,
}

/// Whether Excel shows another text than this one. Formulas are another matter: see
/// [`super::formula::looks_like_formula`]. Words for TRUE are not counted, since they still say the same, nor are months'
/// names in other languages than English.
///
/// ```
/// use giftlist::domain::export::excel::{Decimals, is_changed};
///
/// for text in ["00123", "1E5", "1/2", "(12)", "1234567890123456"] {
///     assert!(is_changed(text, Decimals::Point));
/// }
/// assert!(!is_changed("123", Decimals::Point) && !is_changed("E-00123", Decimals::Point));
/// assert!(!is_changed("1.2", Decimals::Point) && is_changed("1.2", Decimals::Comma));
/// ```
pub fn is_changed(text: &str, decimals: Decimals) -> bool {
    let text = text.trim();
    let is_number = is_number_written_otherwise(text) || is_scientific(text) || is_amount(text);
    is_number || is_date(text) || is_time(text) || decimals == Decimals::Comma && is_dotted_day(text)
}

/// A number with leading zeros, with zeros behind the decimal point or nothing on one side of it, with more digits than
/// Excel keeps, or with a blank before a percent sign.
fn is_number_written_otherwise(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text);
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let fraction_digits = fraction.trim_end_matches(' ');
    let is_number = [whole.trim_end_matches(' '), fraction_digits].concat().bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !number.starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c)) || number.len() == 1 {
        return false;
    }
    let has_leading_zeros = whole.len() > 1 && whole.starts_with('0');
    let has_empty_side = number.len() > whole.len() && (whole.is_empty() || fraction_digits.is_empty());
    let is_long = whole.len() + fraction_digits.len() > MAX_DIGITS;
    has_leading_zeros || fraction_digits.ends_with('0') || has_empty_side || number.ends_with(' ') || is_long
}

/// A negative number in brackets, or one with a currency: `(12)`, `$5`, `5 €`.
fn is_amount(text: &str) -> bool {
    const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];
    let in_brackets = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let amount =
        in_brackets.or(text.strip_prefix(CURRENCIES)).or(text.strip_suffix(CURRENCIES)).unwrap_or_default().trim();
    amount.starts_with(|c: char| c.is_ascii_digit()) && amount.bytes().all(|byte| b"0123456789.,".contains(&byte))
}

/// A number with an exponent: `1E5`, `12.5e-3`.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    is_digits(whole) && is_digits(fraction) && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// Two or three numbers with a sign between them, one of which may be a month's name: `1/2`, `3-7`, `1.2.2026`, `2-Mar`,
/// `MAR1`, and `1 2/4`, which is one and a half.
fn is_date(text: &str) -> bool {
    let is_number = |part: &str| is_digits(part) && part.len() <= 4;
    let joined = |sign: char| {
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let months = parts.iter().filter(|part| is_month(part)).count();
        (2..=3).contains(&parts.len()) && months <= 1 && parts.iter().all(|part| is_month(part) || is_number(part))
    };
    let is_mixed_number = || {
        let (whole, fraction) = text.split_once(' ')?;
        let (over, under) = fraction.split_once('/')?;
        Some([whole, over, under].into_iter().all(is_number))
    };
    let has_two_dots = text.matches('.').count() == 2;
    let (letters, number) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let is_run = is_month(letters) && is_number(number.trim());
    joined('/')
        || joined('-')
        || joined(' ')
        || has_two_dots && joined('.')
        || is_run
        || is_mixed_number() == Some(true)
}

/// Hours and minutes, maybe seconds: `12:30`, `100:30`, `8:30 pm`, `8 pm`.
fn is_time(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let half = ["am", "pm", "a", "p"].iter().find_map(|half| lower.strip_suffix(half)?.strip_suffix(' '));
    let parts: Vec<&str> = half.unwrap_or(&lower).split(':').collect();
    let is_part = |(place, part): (usize, &&str)| is_digits(part) && part.len() <= if place == 0 { 4 } else { 2 };
    (if half.is_some() { 1 } else { 2 }..=3).contains(&parts.len()) && parts.iter().enumerate().all(is_part)
}

/// A day and a month with a dot between them, or behind both: `1.2`, `24.12.`
fn is_dotted_day(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let up_to = |part: &str, last: u8| {
        is_digits(part) && part.len() <= 2 && part.parse().is_ok_and(|number: u8| (1..=last).contains(&number))
    };
    text.split_once('.').is_some_and(|(day, month)| up_to(day, 31) && up_to(month.trim(), 12))
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

    /// Catalogue: C10.
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
            ".5",
            "5.",
            "(123)",
            "(1,234.5)",
            "$5",
            "5 €",
            "5 %",
            "007%",
            "1 2/4",
            "100:30",
            "8:30 pm",
            "8 PM",
        ] {
            assert!(is_changed(text, Decimals::Point), "{text}");
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
            "5",
            ".",
            ". 5",
            "%",
            "12%",
            "()",
            "(a)",
            "(12",
            "$",
            "$a",
            "pm",
            "1 2/a",
            "Team 8 PM",
            "4.5",
            "24.12.",
        ] {
            assert!(!is_changed(text, Decimals::Point), "{text}");
        }
        for (text, changed) in [("4.5", true), ("24.12.", true), ("38.5", false), ("4.13", false), ("1.2.", true)] {
            assert_eq!(is_changed(text, Decimals::Comma), changed, "{text}");
        }
    }
}
