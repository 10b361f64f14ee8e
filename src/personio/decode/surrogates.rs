//! Half characters in JSON. A server that cuts a text in the middle of an emoji writes half of a surrogate pair
//! (`"\ud83d x"`), which is valid JSON and no text: a strict reader refuses the whole document for it.

use memchr::memchr;
use std::borrow::Cow;

/// Bytes of an escape such as `\ud83d`.
const ESCAPE: usize = 6;
const REPLACEMENT: &[u8; ESCAPE] = b"\\ufffd";

/// The document with U+FFFD in place of each half of a pair, as [`String::from_utf8_lossy`] does for bytes.
pub fn without_halves(document: &[u8]) -> Cow<'_, [u8]> {
    let mut document = Cow::Borrowed(document);
    let mut at = 0;
    while let Some(found) = document.get(at..).and_then(|rest| memchr(b'\\', rest)) {
        at += found;
        at += match (unit(&document[at..]), unit(document.get(at + ESCAPE..).unwrap_or_default())) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 2 * ESCAPE,
            (Some(0xD800..=0xDFFF), _) => {
                document.to_mut()[at..at + ESCAPE].copy_from_slice(REPLACEMENT);
                ESCAPE
            }
            (Some(_), _) => ESCAPE,
            // Any other escape, also one of a backslash.
            (None, _) => 2,
        };
    }
    document
}

/// The UTF-16 unit of an escape at the beginning of the bytes.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.get(..ESCAPE)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_are_replaced_and_nothing_else() {
        for (document, expected) in [
            (r#""\ud83d x""#, r#""\ufffd x""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\uD83D\uD83D\uDE00""#, r#""\ufffd\uD83D\uDE00""#),
            (r#""\\ud83d \u00eb""#, r#""\\ud83d \u00eb""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
            (r#""\ud83"#, r#""\ud83"#),
            (r#"\"#, r#"\"#),
        ] {
            assert_eq!(String::from_utf8_lossy(&without_halves(document.as_bytes())), expected, "{document}");
        }
    }

    proptest! {
        #[test]
        fn any_text_of_escapes_can_be_read(units in prop::collection::vec(0xD7FE..0xE002_u16, 0..12)) {
            let escapes: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let read: String = serde_json::from_slice(&without_halves(format!("\"{escapes}\"").as_bytes())).unwrap();
            prop_assert_eq!(read, String::from_utf16_lossy(&units));
        }
    }
}
