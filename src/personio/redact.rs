//! Makes Personio's error messages safe to show: cuts out our secrets if they are echoed and everything that a terminal
//! would obey, and shortens them to 120 characters. Knows neither HTTP nor where secrets come from.

mod escapes;
mod spellings;

use crate::domain::credentials::Secret;
use crate::domain::opaque::opaque_words;
use crate::domain::text::safe_text::SafeText;
use any_ascii::any_ascii_char;
use spellings::{Pieces, RUN};
use zeroize::Zeroizing;

/// Longest message shown, in characters.
const MAX_CHARACTERS: usize = 120;
/// How much of a message is looked at, in bytes.
const MAX_BYTES: usize = 4096;

/// What stands for a message of which nothing is shown.
pub const NOT_SHOWN: &str = "its text is not shown: it repeats the secret";

/// The message with `[hidden]` for each secret and each longer piece of one: with other characters between its letters, in
/// letters of another width or alphabet, backwards, in base64, or in hexadecimal digits. What looks like a secret in any
/// other writing is hidden as well; ids of requests stay. [`NOT_SHOWN`] if what is left still betrays a secret: in short
/// pieces, in escapes, as numbers.
pub fn redact<'a>(message: &str, secrets: impl Iterator<Item = &'a Secret>) -> String {
    let secrets: Vec<&Secret> = secrets.collect();
    let cut = &message[..message.floor_char_boundary(MAX_BYTES)];
    let safe = SafeText::of(cut);
    let mut hidden = vec![false; safe.as_str().len()];
    Runs::of(secrets.iter().copied()).mark(&letters(safe.as_str()), &mut hidden);
    opaque_words(safe.as_str()).into_iter().for_each(|word| hidden[word].fill(true));
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
    let shown = SafeText::of(text.trim()).truncate_to_chars(MAX_CHARACTERS);
    if is_betraying(&shown, &secrets) { NOT_SHOWN.into() } else { shown }
}

/// Whether a text that will be shown has enough of a secret to be dangerous, in whatever way it is written.
fn is_betraying(shown: &str, secrets: &[&Secret]) -> bool {
    let spellings: Vec<_> = secrets.iter().flat_map(|secret| spellings::all_of(secret)).collect();
    escapes::layers(shown).iter().any(|layer| {
        readings(layer).iter().any(|letters| {
            let pieces = Pieces::of(letters);
            spellings.iter().any(|spelling| spelling.is_betrayed_by(&pieces))
        })
    })
}

/// The letters of a text, and those of every second word, as a list with numbers or names before its items has them.
fn readings(text: &str) -> [Vec<u8>; 3] {
    let only_letters = |text: &str| letters(text).into_iter().map(|(byte, _)| byte).collect::<Vec<u8>>();
    let words: Vec<&str> = text.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).collect();
    let every_second = |from| only_letters(&words.iter().skip(from).step_by(2).copied().collect::<String>());
    [only_letters(text), every_second(0), every_second(1)]
}

/// The letters and digits in lower case, each with its place; those of other alphabets and widths as Latin ones. All other
/// signs only separate, also those that can be spelled out: `©`, or the picture of a control character.
fn letters(text: &str) -> Vec<(u8, usize)> {
    let letters = text.char_indices().filter(|(_, c)| is_letter(*c));
    let folded = letters.flat_map(|(at, c)| any_ascii_char(c).bytes().map(move |byte| (byte, at)));
    folded.filter(|(byte, _)| byte.is_ascii_alphanumeric()).map(|(byte, at)| (byte.to_ascii_lowercase(), at)).collect()
}

/// A letter or digit, also in brackets, in a square or as one half of a flag.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{249c}'..='\u{24b5}' | '\u{1f110}'..='\u{1f12f}' | '\u{1f1e6}'..='\u{1f1ff}')
}

/// Every run of [`RUN`] letters that secrets have, in order; of a shorter secret the whole.
pub struct Runs {
    long: Zeroizing<Vec<[u8; RUN]>>,
    short: Vec<Zeroizing<Vec<u8>>>,
}

impl Runs {
    pub fn of<'a>(secrets: impl Iterator<Item = &'a Secret>) -> Runs {
        let (mut long, mut short) = (Zeroizing::new(Vec::new()), Vec::new());
        for spelling in secrets.flat_map(spellings::usual) {
            if spelling.len() < RUN {
                short.extend((!spelling.is_empty()).then_some(spelling));
            } else {
                long.extend(spelling.array_windows::<RUN>().copied());
            }
        }
        long.sort_unstable();
        Runs { long, short }
    }

    /// Whether a text has a run of a secret in its beginning, behind escapes or not.
    pub fn are_in(&self, text: &str) -> bool {
        let is_in = |layer: &String| {
            let letters = letters(layer);
            let mut hidden = vec![false; layer.len()];
            self.mark(&letters, &mut hidden);
            hidden.contains(&true)
        };
        escapes::layers(&text[..text.floor_char_boundary(MAX_BYTES)]).iter().any(is_in)
    }

    /// Marks the bytes of every run of letters that the message shares with a secret, and what stands between them.
    fn mark(&self, message: &[(u8, usize)], hidden: &mut [bool]) {
        let mut fill = |window: &[(u8, usize)]| {
            if let (Some((_, first)), Some((_, last))) = (window.first(), window.last()) {
                hidden[*first..=*last].fill(true);
            }
        };
        for window in message.array_windows::<RUN>() {
            if self.long.binary_search(&window.map(|(letter, _)| letter)).is_ok() {
                fill(window);
            }
        }
        for short in &self.short {
            for window in message.windows(short.len()) {
                if window.iter().map(|(letter, _)| letter).eq(short.iter()) {
                    fill(window);
                }
            }
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
            (
                "id with a name",
                "trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
                "trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
            ),
            ("secret with a name", "key=abcdefgh1234ijkl", "[hidden]"),
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

    /// Catalogue: B23.
    #[test]
    fn a_message_that_repeats_a_secret_in_any_writing_is_not_shown() {
        let secret = [Secret::new("papi-Zm9vYmFyU2VjcmV0VGhhdE5vYm9keUtub3dz".into())];
        let core = "Zm9vYmFyU2VjcmV0VGhhdE5vYm9keUtub3dz";
        let each = |format: fn(u8) -> String, between: &str| core.bytes().map(format).collect::<Vec<_>>().join(between);
        let chunks = |text: &str, size: usize, between: &str| {
            let chunks: Vec<&str> = text.as_bytes().chunks(size).map(|it| std::str::from_utf8(it).unwrap()).collect();
            chunks.join(between)
        };
        let mut echoes = vec![
            ("escaped twice", each(|byte| format!("\\\\u{byte:04x}"), "")),
            ("escaped in brackets", each(|byte| format!("\\u{{{byte:x}}}"), "")),
            ("escaped as a byte", each(|byte| format!("\\x{byte:02x}"), "")),
            ("prefixed", each(|byte| format!("{byte:#04x}"), " ")),
            ("entities", each(|byte| format!("&#{byte};"), "")),
            ("hexadecimal entities", each(|byte| format!("&#x{byte:x};"), "")),
            ("of an address, twice", each(|byte| format!("%25{byte:02x}"), "")),
            ("decimal", each(|byte| byte.to_string(), ", ")),
            ("octal", each(|byte| format!("{byte:o}"), " ")),
            ("binary", each(|byte| format!("{byte:08b}"), " ")),
            ("a list", "0=Zm9vYmF, 1=yU2Vjcm, 2=V0VGhh".into()),
            ("numbered letters", "1:Z 2:m 3:9 4:v 5:Y 6:m 7:F 8:y 9:U 10:2 11:V 12:j".into()),
            ("lines of a page", chunks(core, 7, "<br>")),
            ("pieces", chunks(core, 5, " and ")),
            ("short pieces", chunks(core, 3, " so ")),
            ("rot13", chunks("Mz9iLzSlH2IwpzI0ITuuqR5iLz9xrHgho3qm", 4, " ")),
            ("backwards, in base64", chunks("emQzYnV0VWVrOW1ZdjVFZGhoR1YwVm1jalYyVXlGbVl2OW1a", 4, " ")),
            ("base64, backwards", chunks("6R2MiVHdVV2a50WW2VTRkhGaHZFMW12YqZlMVlnRtlld50mW", 4, " ")),
            ("base32", chunks("LJWTS5SZNVDHSVJSKZVGG3KWGBLEO2DIMRCTK5SZNU4WWZKVOR2WEM3EPI======", 6, " ")),
            ("ascii85", ">&?9C=`$WR<AITi@r57#<_$h:A48A!=`$07AQ<hp@P_P@".into()),
        ];
        echoes.extend(
            ["\n", "\r\n", "\t", "\0", "\u{1b}", "\u{2028}", "°", "©", "😀"]
                .into_iter()
                .flat_map(|sign| [3, 5, 7].map(|size| (sign, chunks(core, size, sign)))),
        );
        for (name, echo) in echoes {
            let text = redact(&format!("bad secret {echo}"), secret.iter());
            let has = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
            let shares = core.as_bytes().windows(4).any(|piece| has.contains(std::str::from_utf8(piece).unwrap()));
            assert!(text == NOT_SHOWN || text.contains("[hidden]") && !shares && text.len() < 60, "{name}: {text}");
        }
    }

    #[test]
    fn ordinary_messages_are_read_by_nobody_as_secrets() {
        let secret = [
            Secret::new("papi-Zm9vYmFyU2VjcmV0VGhhdE5vYm9keUtub3dz".into()),
            Secret::new("papi-t0ken-zzzz9999".into()),
        ];
        for text in [
            "The client secret is wrong or was revoked; create a new credential in Personio",
            "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>",
            "Zu viele Anfragen: 429, bitte warten Sie 60 Sekunden (2026-12-24 10:00:00.123 +02:00)",
            "request 3f0c9a52-7be1-4d11-a2c6-90d1e2b7c3aa of 10.0.12.7:443, 192.168.0.1, 172.16.254.3",
            "{\\\"code\\\": 401, \\\"message\\\": \\\"Access%20denied%20for%20user%3A%20api\\\"}",
            "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22",
        ] {
            let shown = redact(text, secret.iter());
            assert_eq!(shown, text);
        }
    }

    #[test]
    fn no_more_than_the_beginning_of_a_message_is_looked_at() {
        let beginning = "%2570\\u0061 Zm9v YmFy ".repeat(MAX_BYTES / 20);
        let long = format!("{beginning}{}", "papi-t0ken-zzzz9999 ".repeat(10_000));
        assert_eq!(redact(&long, secrets().iter()), redact(&beginning, secrets().iter()));
    }

    #[test]
    fn an_empty_secret_hides_nothing() {
        assert_eq!(redact("all here", [Secret::default()].iter()), "all here");
    }
}
