//! What Excel takes for a date or a time, whatever the order of day and month in the admin's country, which the server does
//! not know. Names of months are looked at in English only, which every Excel knows.

use crate::domain::calendar::{MONTHS, SHORT_NAME};
use crate::domain::text::signs::is_digits;

/// A date, a time, or one behind the other: `1/2`, `12-2026`, `MAR1`, `March 3, 2026`, `12:30`, `2026-12-24 10:00`.
pub fn is_date_or_time(text: &str) -> bool {
    let is_both = || {
        text.match_indices(' ').any(|(at, _)| {
            let (before, after) = (text[..at].trim(), text[at..].trim());
            is_date(before) && is_time(after) || is_time(before) && is_date(after)
        })
    };
    is_date(text) || is_time(text) || is_both()
}

/// A day and a month, or a month and a year, with a dot between them or behind both, as countries with decimal commas write
/// them: `1.2`, `24.12.`, `12.2026`.
pub fn is_dotted_date(text: &str) -> bool {
    let parts: Vec<&str> = text.strip_suffix('.').unwrap_or(text).split('.').map(str::trim).collect();
    parts.len() == 2 && are_date(&parts)
}

fn is_date(text: &str) -> bool {
    let joined = |signs: &[char]| text.split(signs).map(str::trim).collect::<Vec<_>>();
    let in_words = || {
        let parts: Vec<String> = runs(text);
        parts.iter().any(|part| is_month(part)) && are_date(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let dotted = joined(&['.']);
    are_date(&joined(&['/', '-'])) || dotted.len() == 3 && are_date(&dotted) || in_words()
}

/// The words and numbers of a text with blanks, commas, hyphens or nothing between them; another sign is a part of its own.
fn runs(text: &str) -> Vec<String> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
    let mut runs: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, ',' | '-' | '/') {
            last = None;
        } else if last == Some(kind(c))
            && let Some(run) = runs.last_mut()
        {
            run.push(c);
        } else {
            runs.push(c.to_string());
            last = Some(kind(c));
        }
    }
    runs
}

/// Whether parts are day and month, month and year, or all three, in any order that a country has.
fn are_date(parts: &[&str]) -> bool {
    let is_day = |part: &str| number(part, 2).is_some_and(|day| (1..=31).contains(&day));
    let is_month = |part: &str| number(part, 2).is_some_and(|month| (1..=12).contains(&month)) || is_month(part);
    let is_long_year = |part: &str| part.len() == 4 && number(part, 4).is_some_and(|year| year >= 1900);
    let is_year = |part: &str| number(part, 2).is_some() || is_long_year(part);
    match *parts {
        [a, b] => {
            is_day(a) && is_month(b) || is_month(a) && (is_day(b) || is_year(b)) || is_long_year(a) && is_month(b)
        }
        [a, b, c] => {
            let day_and_month = |a, b| is_day(a) && is_month(b) || is_month(a) && is_day(b);
            day_and_month(a, b) && is_year(c) || is_year(a) && is_month(b) && is_day(c)
        }
        _ => false,
    }
}

fn number(part: &str, most_digits: usize) -> Option<u16> {
    part.parse().ok().filter(|_| is_digits(part) && part.len() <= most_digits)
}

/// Hours and minutes, maybe seconds and their fraction: `12:30`, `100:30`, `12:30:45.5`, `8:30 pm`, `8 pm`.
fn is_time(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let half = ["am", "pm", "a", "p"].iter().find_map(|half| lower.strip_suffix(half)?.strip_suffix(' '));
    let time = half.unwrap_or(&lower).trim();
    let (time, fraction) = time.split_once(['.', ',']).unwrap_or((time, "0"));
    let parts: Vec<&str> = time.split(':').collect();
    let is_part = |(place, part): (usize, &&str)| is_digits(part) && part.len() <= if place == 0 { 4 } else { 2 };
    (if half.is_some() { 1 } else { 2 }..=3).contains(&parts.len())
        && parts.iter().enumerate().all(is_part)
        && is_digits(fraction)
}

/// The name of a month or its beginning.
fn is_month(text: &str) -> bool {
    let begins = |full: &&str| full.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
    text.len() >= SHORT_NAME && MONTHS.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: C10.
    #[test]
    fn dates_and_times_of_any_country_are_known_and_other_numbers_are_not() {
        for text in [
            "1/2",
            "31/1",
            "1/31",
            "1/32",
            "12/2026",
            "2026/12",
            "2026-12",
            "3-7",
            "12/24/2026",
            "24-12-26",
            "2026-12-24",
            "1.2.2026",
            "MAR1",
            "1MAR",
            "1mar2026",
            "MAR2026",
            "SEPT1",
            "Marc1",
            "Sep-2",
            "2-march",
            "3 may",
            "3 May 2026",
            "March 3, 2026",
            "2026-Mar-3",
            "Dec/24",
            "12:30",
            "100:30",
            "12:30:45",
            "12:30:45.5",
            "8:30 pm",
            "8 PM",
            "8 p",
            "2026-12-24 10:00",
            "24/12/2026 8:30 PM",
            "10:00 1/2",
        ] {
            assert!(is_date_or_time(text), "{text}");
        }
        for text in [
            "",
            "/",
            "1/2/3/4",
            "2024-0173",
            "99/99",
            "13/13",
            "0/5",
            "100/5",
            "12/1800",
            "555 1234",
            "1 2",
            "12345-67890",
            "Mara 1",
            "MARK1",
            "Ma 1",
            "MAR100",
            "32 may 2026 x",
            "May",
            "A-7",
            "3-7-x",
            "R2-D2",
            "12:3a",
            "12:30:45:1",
            "8:30pm",
            "pm",
            "Team 8 PM",
            "2026-12-24T10:00",
            "1/2 of it",
        ] {
            assert!(!is_date_or_time(text), "{text}");
        }
        for (text, is_one) in [
            ("4.5", true),
            ("24.12.", true),
            ("12.2026", true),
            ("12.26", true),
            ("1.2.", true),
            ("38.5", false),
            ("13.26", false),
            ("1.2.3", false),
        ] {
            assert_eq!(is_dotted_date(text), is_one, "{text}");
        }
    }
}
