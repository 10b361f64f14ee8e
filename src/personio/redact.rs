//! Makes Personio's error messages safe to show: cuts out our secrets if they are echoed and everything that a terminal
//! would obey, and shortens them to 120 characters. Knows neither HTTP nor where secrets come from.

use crate::domain::credentials::{Secret, has_groups_of_uuid};
use crate::domain::text::safe_text::SafeText;
use any_ascii::any_ascii_char;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use zeroize::Zeroizing;

/// Longest message shown, in characters.
const MAX_CHARACTERS: usize = 120;
/// How much of a message is looked at, in bytes.
const MAX_BYTES: usize = 4096;
/// This many consecutive letters that also occur in a secret count as a piece of it.
const PIECE_BYTES: usize = 8;

/// Words with a run of so many letters and digits may be a secret in a writing that we do not know.
const OPAQUE_LETTERS: usize = 12;

/// The message with `[hidden]` for each secret and each longer piece of one, in whatever way it is written: with other
/// characters between its letters, in letters of another width or alphabet, backwards, in base64, or in hexadecimal digits.
/// What looks like a secret in any other writing is hidden as well; ids of requests stay.
pub fn redact<'a>(message: &str, secrets: impl Iterator<Item = &'a Secret>) -> String {
    let cut = &message[..message.floor_char_boundary(MAX_BYTES)];
    let safe = SafeText::of(cut);
    let letters = letters(safe.as_str());
    let mut hidden = vec![false; safe.as_str().len()];
    for secret in secrets {
        spellings(secret).iter().for_each(|spelling| hide(&letters, spelling, &mut hidden));
    }
    hide_opaque(safe.as_str(), &mut hidden);
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

/// The letters and digits in lower case, each with its place; those of other alphabets and widths as Latin ones.
fn letters(text: &str) -> Vec<(u8, usize)> {
    let folded = text.char_indices().flat_map(|(at, c)| any_ascii_char(c).bytes().map(move |byte| (byte, at)));
    folded.filter(|(byte, _)| byte.is_ascii_alphanumeric()).map(|(byte, at)| (byte.to_ascii_lowercase(), at)).collect()
}

/// Marks the words with a long run of letters and digits among each other. Ids are in hexadecimal digits, of 32 or in the
/// groups of a UUID, and words with a number are shorter.
fn hide_opaque(text: &str, hidden: &mut [bool]) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '=');
    let mut at = 0;
    for word in text.split(|c| !is_part(c)) {
        let is_id = is_id(word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        if !is_id && word.split(|c: char| !c.is_ascii_alphanumeric()).any(is_opaque) {
            hidden[at..at + word.len()].fill(true);
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
}

fn is_opaque(run: &str) -> bool {
    let has = |is: fn(&u8) -> bool| run.as_bytes().iter().any(is);
    run.len() >= OPAQUE_LETTERS && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

fn is_id(word: &str) -> bool {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    word.len() == 32 && is_hex(word) || has_groups_of_uuid(word) && word.split('-').all(is_hex)
}

/// The letters of a secret as it is, backwards, in base64 wherever it begins in what is encoded, and in hexadecimal digits.
fn spellings(secret: &Secret) -> [Zeroizing<Vec<u8>>; 6] {
    let text = secret.expose();
    let letters_of = |text: &str| Zeroizing::new(letters(text).into_iter().map(|(byte, _)| byte).collect::<Vec<u8>>());
    let base64 = |from: usize| {
        letters_of(&Zeroizing::new(STANDARD_NO_PAD.encode(text.as_bytes().get(from..).unwrap_or_default())))
    };
    let hex: Zeroizing<String> = Zeroizing::new(text.bytes().map(|byte| format!("{byte:02x}")).collect());
    let mut backwards = letters_of(text);
    backwards.reverse();
    [letters_of(text), backwards, base64(0), base64(1), base64(2), letters_of(&hex)]
}

/// Marks the bytes of every run of letters that the message shares with a spelling, and what stands between them.
fn hide(message: &[(u8, usize)], spelling: &[u8], hidden: &mut [bool]) {
    let piece = PIECE_BYTES.min(spelling.len());
    if piece == 0 {
        return;
    }
    for window in message.windows(piece) {
        let is_part = |part: &[u8]| part.iter().zip(window).all(|(letter, (other, _))| letter == other);
        if spelling.windows(piece).any(is_part)
            && let (Some((_, first)), Some((_, last))) = (window.first(), window.last())
        {
            hidden[*first..=*last].fill(true);
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
            ("blanks between", "p a p i - t 0 k e n - z z z z 9 9 9 9", "[hidden]"),
            ("signs between", "got s.3.c.r.3.t.0.1.2 here", "got [hidden] here"),
            ("base64", "Basic cGFwaS1zM2NyM3QtMDEyMzQ1Njc4OWFiY2RlZg==", "Basic [hidden]"),
            ("base64 of a pair", "aWQ6cGFwaS10MGtlbi16enp6OTk5OQ", "[hidden]"),
            ("hexadecimal", "706170692D74306B656E", "[hidden]"),
            (
                "request id",
                "request 3f0c9a52-7be1-4d11-a2c6-90d1e2b7c3aa",
                "request 3f0c9a52-7be1-4d11-a2c6-90d1e2b7c3aa",
            ),
            ("id of a trace", "trace 4bf92f3577b34da6a3ce929d0e0e4736", "trace 4bf92f3577b34da6a3ce929d0e0e4736"),
            ("full width", "got ｐａｐｉ－ｓ３ｃｒ３ｔ－０１２３４５６７", "got [hidden]"),
            ("letters of another alphabet", "got papi-t0kеn-zzzz9999", "got [hidden]"),
            ("backwards", "got 9999zzzz-nek0t-ipap!", "got [hidden]!"),
            ("base64 twice", "got Y0dGd2FTMXpNMk55TTNRdE1ERXlNelExTmpjNE9XRmlZMlJsWmc9PQ==.", "got [hidden]."),
            ("base32", "got OBQXA2JNOMZWG4RTOQWTAMJSGM2DKNRXHA4WCYTDMRSWM===", "got [hidden]"),
            (
                "what is no secret",
                "ERR_TOO_MANY_REQUESTS_429 at /v1/company/employees2",
                "ERR_TOO_MANY_REQUESTS_429 at /v1/company/employees2",
            ),
            ("umlauts beside it", "für papi-t0ken-zzzz9999ß", "für [hidden]ß"),
        ] {
            assert_eq!(redact(message, secrets().iter()), expected, "{name}");
        }
    }

    /// Catalogue: B23.
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
