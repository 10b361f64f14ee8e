//! Makes Personio's error messages safe to show: cuts out our secrets if they are echoed and everything that a terminal
//! would obey, and shortens them to 120 characters. Knows neither HTTP nor where secrets come from.

use crate::domain::credentials::Secret;
use crate::domain::text::safe_text::SafeText;

/// Longest message shown, in characters.
const MAX_CHARACTERS: usize = 120;
/// How much of a message is looked at, in bytes.
const MAX_BYTES: usize = 4096;
/// This many consecutive characters that also occur in a secret count as a piece of it.
const PIECE_BYTES: usize = 8;

/// The message with `[hidden]` for each secret and each longer piece of one.
pub fn redact<'a>(message: &str, secrets: impl Iterator<Item = &'a Secret>) -> String {
    let cut = &message[..message.floor_char_boundary(MAX_BYTES)];
    let safe = SafeText::of(cut);
    let lower = safe.as_str().to_ascii_lowercase();
    let mut hidden = vec![false; lower.len()];
    for secret in secrets {
        hide(&lower, &secret.expose().to_ascii_lowercase(), &mut hidden);
    }
    let mut open = false;
    let mut text = String::with_capacity(safe.as_str().len());
    for (at, c) in safe.as_str().char_indices() {
        match (hidden[at], open) {
            (true, false) => text.push_str("[hidden]"),
            (true, true) => {}
            (false, _) => text.push(c),
        }
        open = hidden[at];
    }
    SafeText::of(text.trim()).truncate_to_chars(MAX_CHARACTERS)
}

/// Marks the bytes of every run that the message shares with the secret.
fn hide(message: &str, secret: &str, hidden: &mut [bool]) {
    let (message, secret) = (message.as_bytes(), secret.as_bytes());
    let piece = PIECE_BYTES.min(secret.len());
    if piece == 0 {
        return;
    }
    for (at, window) in message.windows(piece).enumerate() {
        if secret.windows(piece).any(|part| part == window) {
            hidden[at..at + piece].fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> [Secret; 2] {
        [Secret::new("papi-s3cr3t-0123456789abcdef".into()), Secret::new("papi-t0ken-zzzz9999".into())]
    }

    #[test]
    fn secrets_and_their_pieces_are_cut_out() {
        for (name, message, expected) in [
            ("whole", "bad papi-s3cr3t-0123456789abcdef!", "bad [hidden]!"),
            ("piece", "ends in 89abcdef.", "ends in [hidden]."),
            ("other case", "PAPI-S3CR3T-0123456789ABCDEF", "[hidden]"),
            ("token", "Bearer papi-t0ken-zzzz9999", "Bearer [hidden]"),
            ("both", "papi-t0ken-zzzz9999 papi-s3cr3t-0123", "[hidden] [hidden]"),
            ("nothing", "Wrong credentials", "Wrong credentials"),
            ("umlauts beside it", "für papi-t0ken-zzzz9999ß", "für [hidden]ß"),
        ] {
            assert_eq!(redact(message, secrets().iter()), expected, "{name}");
        }
    }

    #[test]
    fn long_and_hostile_messages_become_one_short_line() {
        let long = format!("{}papi-s3cr3t-0123456789abcdef", "x".repeat(110));
        let text = redact(&long, secrets().iter());
        assert!(text.chars().count() <= 120 && !text.contains("s3cr3t"), "{text}");
        assert!(!redact("a\u{1b}[2Jb\nc", secrets().iter()).contains(['\u{1b}', '\n']));
        assert_eq!(redact("", secrets().iter()), "");
        assert!(redact(&"ä".repeat(5000), secrets().iter()).chars().count() <= 120);
    }

    #[test]
    fn an_empty_secret_hides_nothing() {
        assert_eq!(redact("all here", [Secret::default()].iter()), "all here");
    }
}
