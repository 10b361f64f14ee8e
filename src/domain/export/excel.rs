//! What Excel changes when it opens a CSV file by double click: it takes text that looks like a number, a date or a time
//! for one, quoted or not, and shows and saves another.
//! <https://support.microsoft.com/en-us/office/keeping-leading-zeros-and-large-numbers-1bf7b935-36e1-4985-842f-5dfa51f85fe7>

mod date;

use crate::domain::text::signs::is_digits;
use date::{is_date_or_time, is_dotted_date};

/// Excel keeps so many digits of a number.
const MAX_DIGITS: usize = 15;
/// So many digits, or one less and a point, are shown of a number without a format of its own; longer ones as
/// `1.23457E+11`. <https://mskb.pkisolutions.com/kb/65903>
const MAX_SHOWN_DIGITS: usize = 11;
/// A number with groups of thousands, or with a percent sign, is shown with so many decimals if it has any.
const SHOWN_DECIMALS: usize = 2;
const GROUP: usize = 3;

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
    // Most texts: whatever Excel makes another thing of has a digit, and is no address.
    if text.contains('@') || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let text = text.trim();
    is_number_written_otherwise(text, decimals)
        || is_scientific(text)
        || is_amount(text)
        || is_mixed_number(text)
        || is_date_or_time(text)
        || decimals == Decimals::Comma && is_dotted_date(text)
}

/// A number that Excel writes in another way: with leading zeros, with zeros behind the decimal point or nothing on one side
/// of it, with more digits than are shown, or with groups of thousands or a percent sign and other decimals than theirs.
fn is_number_written_otherwise(text: &str, decimals: Decimals) -> bool {
    let (point, group) = match decimals {
        Decimals::Point => ('.', ','),
        Decimals::Comma => (',', '.'),
    };
    let (number, is_percentage) = text.strip_suffix('%').map_or((text, false), |number| (number, true));
    let (whole, fraction) = match number.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction.trim_end())),
        None => (number.trim_end(), None),
    };
    let groups: Vec<&str> = whole.split(group).collect();
    let is_grouped = groups.len() > 1;
    let digits = groups.concat();
    let decimals = fraction.unwrap_or_default();
    let are_digits = is_digits(&[&digits, decimals].concat());
    let are_groups = groups.iter().skip(1).all(|group| group.len() >= GROUP) && (!is_grouped || !groups[0].is_empty());
    let count = digits.len() + decimals.len();
    if !are_digits || !are_groups {
        return false;
    }
    let has_leading_zeros = digits.len() > 1 && digits.starts_with('0');
    let has_odd_groups = is_grouped && (groups[0].len() > GROUP || groups.iter().skip(1).any(|it| it.len() > GROUP));
    let has_empty_side = fraction.is_some_and(|fraction| digits.is_empty() || fraction.is_empty());
    let has_other_decimals = match is_grouped || is_percentage {
        true => !decimals.is_empty() && decimals.len() != SHOWN_DECIMALS,
        false => decimals.ends_with('0'),
    };
    let most = if is_grouped { MAX_DIGITS } else { MAX_SHOWN_DIGITS - usize::from(fraction.is_some()) };
    has_leading_zeros
        || has_odd_groups
        || has_empty_side
        || has_other_decimals
        || number.ends_with(char::is_whitespace)
        || count > most
}

/// A negative number in brackets, or one with a currency, or both: `(12)`, `$5`, `5 €`, `($5)`.
fn is_amount(text: &str) -> bool {
    let in_brackets = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map(str::trim);
    let with_currency = without_currency(in_brackets.unwrap_or(text));
    let Some(amount) = with_currency.or(in_brackets) else { return false };
    amount.starts_with(|c: char| c.is_ascii_digit()) && amount.bytes().all(|byte| b"0123456789.,".contains(&byte))
}

fn without_currency(text: &str) -> Option<&str> {
    const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];
    text.strip_prefix(CURRENCIES).or(text.strip_suffix(CURRENCIES)).map(str::trim)
}

/// A number with an exponent: `1E5`, `12.5e-3`.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    is_digits(whole) && is_digits(fraction) && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// A number and a fraction: `1 2/4`, which is one and a half.
fn is_mixed_number(text: &str) -> bool {
    let parts = text.split_once(' ').and_then(|(whole, fraction)| Some((whole, fraction.split_once('/')?)));
    parts.is_some_and(|(whole, (over, under))| {
        is_digits(whole) && [over, under].iter().all(|part| is_digits(part) && part.len() <= 4)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: C10.
    #[test]
    fn what_excel_writes_otherwise_is_changed() {
        for text in [
            "007",
            "0.50",
            "1.10",
            "1e5",
            "12E3",
            "1.5E-3",
            " 0042 ",
            "123456789012",
            "12345678901234567",
            "1234567890.12",
            "1,234,567,890,123,456",
            "1,234.5",
            "001,234",
            "12345,678",
            ".5",
            "5.",
            "(123)",
            "(1,234.5)",
            "$5",
            "5 €",
            "($5)",
            "(5 €)",
            "5 %",
            "007%",
            "12.5%",
            "1 2/4",
            "1/2",
            "8:30 pm",
        ] {
            assert!(is_changed(text, Decimals::Point), "{text}");
        }
        for text in [
            "",
            "0",
            "7",
            "12345678901",
            "1.5",
            "1,234",
            "1,234.50",
            "1,230",
            "1,23",
            ",123",
            "E5",
            "1E",
            "EX1",
            "Anna",
            "1-A",
            "-",
            "5",
            ".",
            ",",
            ". 5",
            "%",
            "12%",
            "12.50%",
            "()",
            "(a)",
            "(12",
            "$",
            "$a",
            "1 2/a",
            "4.5",
            "24.12.",
            "555 1234",
        ] {
            assert!(!is_changed(text, Decimals::Point), "{text}");
        }
        for (text, changed) in [
            ("4.5", true),
            ("24.12.", true),
            ("12.2026", true),
            ("38.5", false),
            ("1,10", true),
            ("1.230", false),
            ("1.234,5", true),
        ] {
            assert_eq!(is_changed(text, Decimals::Comma), changed, "{text}");
        }
    }
}
