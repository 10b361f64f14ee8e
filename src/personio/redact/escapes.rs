//! Undoes the escapes in which a text can hide its letters: those of JSON and other languages, of addresses, of HTML.

/// How often escapes inside of escapes are undone.
const ROUNDS: usize = 4;

/// The text, and what it becomes when its escapes are undone once, twice and so on, as long as that changes it.
pub fn layers(text: &str) -> Vec<String> {
    let mut layers = vec![text.to_string()];
    while layers.len() <= ROUNDS {
        let next = layers.last().map(|last| decoded(last)).filter(|next| Some(next) != layers.last());
        let Some(next) = next else { break };
        layers.push(next);
    }
    layers
}

/// The text without its outermost escapes, however many backslashes or `25` they have.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match escape(rest) {
            Some((c, bytes)) => {
                out.push(c);
                rest = &rest[bytes..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

/// The character that is escaped at the beginning of the text, and the bytes of its escape.
fn escape(text: &str) -> Option<(char, usize)> {
    let after = |skipped: &str, radix, digits| number(text, text.len() - skipped.len(), radix, digits);
    if let Some(rest) = text.strip_prefix("&amp;").filter(|rest| rest.starts_with(['#', 'a'])) {
        return Some(('&', text.len() - rest.len()));
    }
    if let Some(rest) = text.strip_prefix("&#") {
        return match rest.strip_prefix(['x', 'X']) {
            Some(hex) => after(hex, 16, 1..=8),
            None => after(rest, 10, 1..=8),
        };
    }
    if let Some(mut rest) = text.strip_prefix('%') {
        while let Some(nested) = rest.strip_prefix("25").filter(|nested| nested.starts_with(hex_digit)) {
            rest = nested;
        }
        return after(rest, 16, 2..=2);
    }
    if let Some(rest) = text.strip_prefix('=') {
        return after(rest, 16, 2..=2);
    }
    if let Some(rest) = text.strip_prefix("U+").or(text.strip_prefix("u+")) {
        return after(rest, 16, 2..=6);
    }
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0b", 2), ("0B", 2), ("0o", 8), ("0O", 8)] {
        if let Some(rest) = text.strip_prefix(prefix) {
            return after(rest, radix, 2..=10);
        }
    }
    let rest = text.trim_start_matches('\\');
    if rest.len() == text.len() {
        return None;
    }
    let mut letters = rest.chars();
    match letters.next()? {
        'u' | 'x' | 'U' if letters.as_str().starts_with('{') => after(&letters.as_str()[1..], 16, 1..=8),
        'u' => after(letters.as_str(), 16, 4..=4),
        'U' => after(letters.as_str(), 16, 8..=8),
        'x' => after(letters.as_str(), 16, 2..=2),
        '0'..='7' => after(rest, 8, 1..=3),
        'n' | 'r' | 't' | 'f' | 'b' => Some((' ', text.len() - letters.as_str().len())),
        _ => None,
    }
}

fn hex_digit(c: char) -> bool {
    c.is_ascii_hexdigit()
}

/// The character whose number stands at that byte, and the bytes up to its end, with a bracket or semicolon behind it.
fn number(text: &str, at: usize, radix: u32, digits: std::ops::RangeInclusive<usize>) -> Option<(char, usize)> {
    let rest = &text[at..];
    let count = rest.chars().take(*digits.end()).take_while(|c| c.is_digit(radix)).count();
    if !digits.contains(&count) {
        return None;
    }
    let c = u32::from_str_radix(&rest[..count], radix).ok().and_then(char::from_u32)?;
    let end = usize::from(rest[count..].starts_with(['}', ';']));
    Some((c, at + count + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_at_any_depth() {
        for text in [
            r"\u0070\u0061\u0070\u0069",
            r"\\\\u0070\\\\u0061pi",
            r"\u{70}\u{61}\x70\x{69}",
            r"0x70 0x61 0x70 0x69",
            "&#112;&#97;&#x70;&#x69;",
            "&amp;#112;&amp;amp;#97;pi",
            "%70%61pi",
            "%2570%252561%25252570i",
            r"\160\141\160\151",
            "0b1110000 0o141 p i",
            "=70=61=70=69",
            "U+0070 U+0061 U+0070 U+0069",
            r"%5cu0070\na\tp\ri",
        ] {
            let layers = layers(text);
            let letters = |layer: &String| layer.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
            assert!(layers.iter().any(|layer| letters(layer) == "papi"), "{text}: {layers:?}");
        }
        assert_eq!(layers("100 % of 50%, a\\").len(), 1);
        assert!(layers(&"%25".repeat(2000)).len() <= ROUNDS + 1);
    }
}
