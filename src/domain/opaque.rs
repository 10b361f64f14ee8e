//! Words that may be a secret although nobody knows which: a long mix of letters and digits, or what begins as Personio's
//! credentials do. Ids of requests are none.

use super::credentials::has_groups_of_uuid;
use std::borrow::Cow;
use std::ops::Range;

/// Words with a run of so many letters and digits may be a secret.
const OPAQUE_LETTERS: usize = 12;
/// How Personio's IDs, secrets and tokens begin.
const PREFIX: &str = "papi-";

/// The words of a text that may be a secret, by their bytes.
pub fn opaque_words(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '=');
    let is_of_ours = |c: char| is_part(c) || matches!(c, '/' | '.' | '~');
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split(|c| !is_part(c)) {
        // `trace_id=4bf92f35…` is an id with its name.
        let is_harmless = word.split('=').all(|part| {
            let is_id = is_id(part.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
            is_id || !part.split(|c: char| !c.is_ascii_alphanumeric()).any(is_opaque)
        });
        let is_inside_another = words.last().is_some_and(|other| other.end > at);
        if word.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX)) && !is_inside_another {
            let ours = text[at..].split(|c| !is_of_ours(c)).next().unwrap_or(word);
            words.push(at..at + ours.trim_end_matches('.').len());
        } else if !is_inside_another && !is_harmless {
            words.push(at..at + word.len());
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// The text with `[hidden]` for each word that may be a secret.
///
/// ```
/// use giftlist::domain::opaque::without_opaque_words;
///
/// assert_eq!(without_opaque_words("found papi-Zm9vYmFy, expected a number"), "found [hidden], expected a number");
/// ```
pub fn without_opaque_words(text: &str) -> Cow<'_, str> {
    let words = opaque_words(text);
    if words.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for word in words {
        shown.push_str(&text[from..word.start]);
        shown.push_str("[hidden]");
        from = word.end;
    }
    shown.push_str(&text[from..]);
    Cow::Owned(shown)
}

fn is_opaque(run: &str) -> bool {
    let has = |is: fn(&u8) -> bool| run.as_bytes().iter().any(is);
    run.len() >= OPAQUE_LETTERS && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// Ids are in hexadecimal digits, of 32 or in the groups of a UUID.
fn is_id(word: &str) -> bool {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    word.len() == 32 && is_hex(word) || has_groups_of_uuid(word) && word.split('-').all(is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_mixes_go_and_what_people_write_stays() {
        for (text, shown) in [
            ("papi-short", "[hidden]"),
            ("a PAPI-X, b", "a [hidden], b"),
            ("`papi-Zm9v/YmFy.YmF6/papi-cXV4`. b", "`[hidden]`. b"),
            ("/home/ann/Zm9vYmFyYmF6cXV4.pem", "/home/ann/[hidden].pem"),
            ("id 4bf92f3577b34da6a3ce929d0e0e4736", "id 4bf92f3577b34da6a3ce929d0e0e4736"),
            ("max_age_days: 123456789012", "max_age_days: 123456789012"),
            ("é papi-x", "é [hidden]"),
        ] {
            assert_eq!(without_opaque_words(text), shown, "{text}");
        }
    }
}
