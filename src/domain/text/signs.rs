//! Characters by kind, as several places read them.

/// Whether a text is digits and nothing else, at least one.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A double quote as typed, or curly, low, angular or wide.
pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{ff02}')
}
