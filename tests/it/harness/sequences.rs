//! Scans every byte that a program wrote to its terminal for sequences that giftlist has no business writing.
//! Stricter than a terminal: whatever is not on the list is foreign, whether a terminal would obey it or not.

/// Modes that may be set and reset: cursor, alternate screen, bracketed paste, synchronized update.
const MODES: [&str; 5] = ["?7", "?25", "?1049", "?2004", "?2026"];
/// The questions: what the background is (OSC 11), and whether all has come (DSR 5).
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
const READY: &[u8] = b"\x1b[5n";
/// Final bytes of the allowed sequences: moves, erasing, colours, which lines scroll.
const PLAIN_ENDS: &[u8] = b"HmJKABCDGdXr";

/// Everything that is not on the list, escaped as in Rust: escape sequences, C0 except CR and LF, C1, invalid UTF-8,
/// and characters that reverse text or break lines. Copying to the clipboard (OSC 52) is foreign as well.
pub fn foreign_sequences(bytes: &[u8]) -> Vec<String> {
    Reader { rest: bytes, clipboard: false, foreign: Vec::new() }.read()
}

/// The same, but allows copying to the clipboard.
pub fn foreign_sequences_except_clipboard(bytes: &[u8]) -> Vec<String> {
    Reader { rest: bytes, clipboard: true, foreign: Vec::new() }.read()
}

struct Reader<'a> {
    rest: &'a [u8],
    clipboard: bool,
    foreign: Vec<String>,
}

impl Reader<'_> {
    fn read(mut self) -> Vec<String> {
        while let Some(&first) = self.rest.first() {
            match first {
                0x1B => self.escape(),
                b'\r' | b'\n' | b' '..=b'~' => self.rest = &self.rest[1..],
                0..=0x7F => self.report(1),
                _ => self.character(),
            }
        }
        self.foreign
    }

    fn report(&mut self, length: usize) {
        let (part, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.foreign.push(part.escape_ascii().to_string());
        self.rest = rest;
    }

    fn escape(&mut self) {
        match self.rest.get(1) {
            Some(b'[') => self.control_sequence(),
            // The lines scroll down.
            Some(b'M') => self.rest = &self.rest[2..],
            Some(b']' | b'P' | b'_' | b'^' | b'X') => self.control_string(),
            _ => {
                let intermediates = self.rest[1..].iter().take_while(|byte| matches!(byte, b' '..=b'/')).count();
                self.report(intermediates + 2);
            }
        }
    }

    /// `ESC [`, parameters, intermediates, one final byte.
    fn control_sequence(&mut self) {
        let body = &self.rest[2..];
        let parameters = body.iter().take_while(|byte| matches!(byte, b'0'..=b'?')).count();
        let intermediates = body[parameters..].iter().take_while(|byte| matches!(byte, b' '..=b'/')).count();
        let length = 2 + parameters + intermediates + 1;
        let parameters = &body[..parameters];
        let allowed = intermediates == 0
            && match self.rest.get(length - 1) {
                Some(b'h' | b'l') => MODES.iter().any(|mode| mode.as_bytes() == parameters),
                Some(end) if PLAIN_ENDS.contains(end) => {
                    parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'))
                }
                _ => false,
            };
        if allowed || self.rest.get(..length) == Some(READY) {
            self.rest = &self.rest[length..];
        } else {
            self.report(length);
        }
    }

    /// OSC, DCS, APC, PM or SOS, up to BEL or `ESC \`.
    fn control_string(&mut self) {
        let end = |at: &usize| self.rest[*at] == 0x07 || self.rest[*at..].starts_with(b"\x1b\\");
        let body_end = (2..self.rest.len()).find(end).unwrap_or(self.rest.len());
        let terminator = if self.rest.get(body_end) == Some(&0x07) { 1 } else { 2 };
        let length = (body_end + terminator).min(self.rest.len());
        let copied = self.rest[..body_end].strip_prefix(b"\x1b]52;c;");
        let is_copy = copied.is_some_and(|text| {
            text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
        });
        let is_question = &self.rest[..length] == QUESTION;
        if is_question || self.clipboard && is_copy && length > body_end {
            self.rest = &self.rest[length..];
        } else {
            self.report(length);
        }
    }

    /// One character beyond ASCII.
    fn character(&mut self) {
        let whole = (2..=4).find_map(|length| std::str::from_utf8(self.rest.get(..length)?).ok());
        match whole.and_then(|text| text.chars().next()) {
            Some(c) if !is_foreign(c) => self.rest = &self.rest[c.len_utf8()..],
            Some(c) => {
                self.foreign.push(c.escape_unicode().to_string());
                self.rest = &self.rest[c.len_utf8()..];
            }
            None => self.report(1),
        }
    }
}

fn is_foreign(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0001}')
}

#[test]
fn what_the_program_writes_is_not_foreign() {
    let usual = "\x1b[?1049h\x1b[?2004h\x1b]11;?\x1b\\\x1b[?25l\x1b[2J\x1b[1;1H\x1b[38;5;3;1mZoë 山 👨‍👩‍👧\x1b[0m\x1b[K\x1b[3X\r\n\x1b[?25h";
    assert_eq!(foreign_sequences(usual.as_bytes()), [""; 0]);
}

#[test]
fn what_an_attacker_would_write_is_foreign() {
    for attack in [
        "\x1b]0;title\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x1b]52;c;cm0=\x07",
        "\x1bPq#0\x1b\\",
        "\x1b_Ga=T\x1b\\",
        "\x1b^x\x1b\\",
        "\x1bXx\x1b\\",
        "\x1b]0;never ends",
        "\x1b]11;#ff0000\x1b\\",
        "\x1b]10;?\x1b\\",
        "\x1b[6n",
        "\x1b[?1000h",
        "\x1b[>4;1m",
        "\x1b[1 q",
        "\x1b[20t",
        "\x1b[4h",
        "\x1b[",
        "\x1bc",
        "\x1b(0",
        "\x1b",
        "\x07",
        "\x08",
        "\t",
        "\0",
        "\x7f",
        "\u{9b}",
        "\u{202e}",
        "\u{2028}",
    ] {
        assert_eq!(foreign_sequences(format!("ä{attack}").as_bytes()).len(), 1, "{attack:?}");
    }
    assert_eq!(foreign_sequences(b"a\x9b2J\xff"), ["\\x9b", "\\xff"]);
}

#[test]
fn only_a_whole_copy_may_reach_the_clipboard() {
    assert_eq!(foreign_sequences_except_clipboard(b"\x1b]52;c;QW5uYQ==\x1b\\a\x1b]52;c;QQ==\x07"), [""; 0]);
    for attack in ["\x1b]52;c;?\x07", "\x1b]52;p;QQ==\x07", "\x1b]52;c;QQ==", "\x1b]0;x\x07"] {
        assert_eq!(foreign_sequences_except_clipboard(attack.as_bytes()).len(), 1, "{attack:?}");
    }
}
