//! From the bytes of a terminal to keys and pastes. vte's state machine finds the ends of sequences, so that an answer to a
//! question that another program asked, a mouse, or half a sequence is never a key, however it is cut into pieces.
//! <https://vt100.net/emu/dec_ansi_parser>

use crate::app::key::{Code, Key};
use std::time::Duration;
use vte::{Params, Parser, Perform};

/// How soon the rest of a sequence follows after its Escape: an Esc that was pressed waits as long.
pub const ESCAPE_TIMEOUT: Duration = Duration::from_millis(100);
/// How soon the next byte follows of a sequence that has begun beyond doubt.
pub const SEQUENCE_TIMEOUT: Duration = Duration::from_millis(500);

/// A longer paste is cut, and refused where the length matters.
const MAX_PASTE_BYTES: usize = 64 * 1024;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;
/// Bytes of an X10 mouse report behind its `CSI M`: button, column, row.
const MOUSE_BYTES: usize = 3;

/// What the user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Paste(String),
}

#[derive(Default)]
pub struct Decoder {
    parser: Parser,
    found: Found,
    /// The bytes of a bracketed paste that has not ended.
    paste: Option<Vec<u8>>,
    /// Nothing came behind the last Escape.
    is_escape_alone: bool,
}

/// What the state machine found since it was asked.
#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    /// A sequence has begun and not ended.
    is_open: bool,
    /// `ESC O` came: the next character says which key.
    is_key_prefix: bool,
    begins_paste: bool,
    /// Bytes that belong to a report.
    skipped: usize,
    /// A control of eight bits, which stands for Escape and a letter.
    eight_bits: Option<u8>,
}

impl Decoder {
    /// Takes bytes as they come, cut anywhere, and returns what they mean.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        // In one piece they are Alt and a key; in two, somebody pressed Esc and then a key that begins no sequence.
        if self.is_escape_alone && bytes.first().is_some_and(|next| !b"[O]PX^_".contains(next)) {
            self.found.key(Key::plain(Code::Esc));
            self.reset();
        }
        for &byte in bytes {
            match &mut self.paste {
                Some(paste) => {
                    paste.push(byte);
                    if paste.ends_with(PASTE_ENDS) {
                        paste.truncate(paste.len() - PASTE_ENDS.len());
                        let text = pasted(paste);
                        self.paste = None;
                        self.found.inputs.push(Input::Paste(text));
                    } else if paste.len() > 2 * MAX_PASTE_BYTES {
                        paste.drain(MAX_PASTE_BYTES..MAX_PASTE_BYTES + MAX_PASTE_BYTES / 2);
                    }
                }
                None => self.advance(byte),
            }
        }
        std::mem::take(&mut self.found.inputs)
    }

    /// How long to wait for the rest of what has begun; `None` if nothing has.
    pub fn timeout(&self) -> Option<Duration> {
        match self {
            Decoder { is_escape_alone: true, .. } => Some(ESCAPE_TIMEOUT),
            Decoder { found: Found { is_open: true, .. }, .. } => Some(SEQUENCE_TIMEOUT),
            Decoder { found: Found { skipped: 1.., .. }, .. } => Some(SEQUENCE_TIMEOUT),
            _ => None,
        }
    }

    /// No rest came in time: an Escape alone was pressed, half a sequence is nothing.
    pub fn give_up(&mut self) -> Vec<Input> {
        if self.is_escape_alone {
            self.found.key(Key::plain(Code::Esc));
        }
        self.reset();
        std::mem::take(&mut self.found.inputs)
    }

    fn reset(&mut self) {
        self.parser = Parser::new();
        self.is_escape_alone = false;
        self.found = Found { inputs: std::mem::take(&mut self.found.inputs), ..Found::default() };
    }

    fn advance(&mut self, byte: u8) {
        if self.found.skipped > 0 && byte != CTRL_C {
            self.found.skipped -= 1;
            return;
        }
        let was_escape_alone = std::mem::take(&mut self.is_escape_alone);
        match byte {
            // No sequence has it: whatever state an odd byte has left, it quits.
            CTRL_C => self.reset(),
            ESC if was_escape_alone => {
                self.found.key(Key::plain(Code::Esc));
                self.is_escape_alone = true;
            }
            // In a sequence it begins the end of a string.
            ESC => self.is_escape_alone = !self.found.is_open,
            0x00..=0x1f | 0x7f if was_escape_alone => {
                self.reset();
                self.found.control(byte, true);
                return;
            }
            _ => {}
        }
        self.parser.advance(&mut self.found, &[byte]);
        self.found.is_open |= byte == ESC;
        if let Some(control) = self.found.eight_bits.take() {
            self.found.is_open = true;
            self.parser.advance(&mut self.found, &[ESC, control - 0x40]);
        }
        if std::mem::take(&mut self.found.begins_paste) {
            self.paste = Some(Vec::new());
        }
    }
}

fn pasted(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    text.truncate(text.floor_char_boundary(MAX_PASTE_BYTES));
    text
}

impl Found {
    fn key(&mut self, key: Key) {
        self.inputs.push(Input::Key(key));
    }

    /// The key of a control character.
    fn control(&mut self, byte: u8, alt: bool) {
        let ctrl = |c: u8| Key { code: Code::Char(char::from(c)), ctrl: true, alt };
        let key = match byte {
            b'\r' | b'\n' => Key { alt, ..Key::plain(Code::Enter) },
            b'\t' => Key { alt, ..Key::plain(Code::Tab) },
            0x7f => Key { alt, ..Key::plain(Code::Backspace) },
            0x00 => ctrl(b' '),
            0x01..=0x1a => ctrl(byte - 1 + b'a'),
            0x1c..=0x1f => ctrl(byte - 0x1c + b'4'),
            _ => return,
        };
        self.key(key);
    }
}

impl Perform for Found {
    fn print(&mut self, c: char) {
        if std::mem::take(&mut self.is_key_prefix) {
            self.is_open = false;
            let code = named(c).or(function_key(c));
            self.inputs.extend(code.map(|code| Input::Key(Key::plain(code))));
        } else if c == '\x7f' {
            self.control(0x7f, false);
        } else if c != char::REPLACEMENT_CHARACTER {
            self.key(Key::plain(Code::Char(c)));
        }
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            0x8f | 0x90 | 0x98 | 0x9b | 0x9d..=0x9f => self.eight_bits = Some(byte),
            _ => self.control(byte, false),
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignore: bool, byte: u8) {
        self.is_key_prefix = byte == b'O' && intermediates.is_empty();
        self.is_open = self.is_key_prefix;
        // `ESC \` ends a string.
        if intermediates.is_empty() && !matches!(byte, b'O' | b'\\') {
            self.key(Key { alt: true, ..Key::plain(Code::Char(char::from(byte))) });
        }
    }

    fn csi_dispatch(&mut self, parameters: &Params, intermediates: &[u8], ignore: bool, action: char) {
        self.is_open = false;
        if !intermediates.is_empty() || ignore {
            return;
        }
        let mut numbers = parameters.iter().map(|numbers| numbers.first().copied().unwrap_or(0));
        let (first, modifiers) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(1).max(1) - 1);
        let code = match action {
            'M' if first == 0 => {
                self.skipped = MOUSE_BYTES;
                return;
            }
            // The Linux console's function keys: a letter follows.
            '[' => {
                self.skipped = 1;
                return;
            }
            '~' if first == 200 => {
                self.begins_paste = true;
                return;
            }
            '~' => numbered(first),
            'Z' => Some(Code::BackTab),
            // As an answer, R is where the cursor is.
            _ if first <= 1 && action != 'R' => named(action).or(function_key(action)),
            _ => None,
        };
        // Shift, Alt, Control and their sums; more is an answer.
        let Some(code) = code.filter(|_| modifiers < 8) else { return };
        self.key(Key { code, ctrl: modifiers & 4 != 0, alt: modifiers & 2 != 0 });
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.is_open = false;
    }

    fn unhook(&mut self) {
        self.is_open = false;
    }
}

fn named(letter: char) -> Option<Code> {
    Some(match letter {
        'A' => Code::Up,
        'B' => Code::Down,
        'C' => Code::Right,
        'D' => Code::Left,
        'H' => Code::Home,
        'F' => Code::End,
        _ => return None,
    })
}

fn function_key(letter: char) -> Option<Code> {
    matches!(letter, 'P'..='S').then(|| Code::F(letter as u8 - b'P' + 1))
}

fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23 | 24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the bytes mean when nothing more comes.
    fn all(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut inputs = decoder.feed(bytes);
        if decoder.timeout().is_some() {
            inputs.extend(decoder.give_up());
        }
        inputs
    }

    /// The same when each byte comes alone, soon after the other.
    fn trickled(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut inputs: Vec<Input> = bytes.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
        if decoder.timeout().is_some() {
            inputs.extend(decoder.give_up());
        }
        inputs
    }

    fn keys(names: &str) -> Vec<Input> {
        names.split_whitespace().map(|name| Input::Key(Key::parse(name).unwrap())).collect()
    }

    #[test]
    fn keys_are_what_terminals_send() {
        for (bytes, names) in [
            ("aÄ\u{1f385} A", "a Ä \u{1f385} Space A"),
            ("\r\n\t\u{7f}\u{8}", "Enter Enter Tab Backspace Ctrl-h"),
            ("\u{1}\u{1a}\0\u{1c}", "Ctrl-a Ctrl-z Ctrl-Space Ctrl-4"),
            ("\u{1b}", "Esc"),
            ("\u{1b}\u{1b}", "Esc Esc"),
            ("\u{1b}[A\u{1b}OB\u{1b}[C\u{1b}OD", "↑ ↓ → ←"),
            ("\u{1b}[H\u{1b}[4~\u{1b}[5~\u{1b}[6~\u{1b}[3~\u{1b}[Z", "Home End PgUp PgDn Del Shift-Tab"),
            ("\u{1b}[1;5C\u{1b}[1;3D\u{1b}[1;2A", "Ctrl-→ Alt-← ↑"),
            ("\u{1b}OP\u{1b}[15~\u{1b}[24~", "F1 F5 F12"),
        ] {
            assert_eq!(all(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
            assert_eq!(trickled(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
        }
        let alt = b"\x1b1\x1bb\x1b\r\x1b\x7f";
        assert_eq!(all(alt), keys("Alt-1 Alt-b Alt-Enter Alt-Backspace"));
        assert_eq!(trickled(alt), keys("Esc 1 Esc b Esc Enter Esc Backspace"));
    }

    /// Catalogue: D15, D17, D18.
    #[test]
    fn what_nobody_pressed_is_nothing_and_the_next_key_counts() {
        let sequences: [&[u8]; 28] = [
            b"\x1b[<0;10;10M",
            b"\x1b[<0;10;10m",
            b"\x1b[M !!",
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[12;40R",
            b"\x1b[1;1R",
            b"\x1b[1;5R",
            b"\x1b[?12;40R",
            b"\x1b[?62;1c",
            b"\x1b[>0;276;0c",
            b"\x1b[?2026;2$y",
            b"\x1b[?997;1n",
            b"\x1b[?1;0;256S",
            b"\x1b[?1z",
            b"\x1b[?0u",
            b"\x1b[[A",
            b"\x1b]11;rgb:aaaa/aaaa/aaaa\x1b\\",
            b"\x1b]52;c;YWFh\x07",
            b"\x1bP1$raaa\x1b\\",
            b"\x1bP>|XTerm(388)\x1b\\",
            b"\x1bX aaa\x1b\\",
            b"\x1b_Gi=1;OK\x1b\\",
            b"\x1b^aaa\x1b\\",
            b"\x9b31m",
            b"\xc3\x1b[<0;10;10M",
            b"\xff\xfe\x80",
            b"\xe2\x82",
        ];
        for sequence in sequences {
            let shown = sequence.escape_ascii();
            assert_eq!(all(sequence), [], "{shown}");
            assert_eq!(trickled(sequence), [], "{shown}");
            assert_eq!(all(&[sequence, b"q"].concat()), keys("q"), "{shown}");
            assert_eq!(all(&[sequence, b"\x03"].concat()), keys("Ctrl-c"), "{shown}");
        }
        for half in [&b"\x1b[?1;"[..], b"\x1b]11;rgb", b"\x1bP1$r", b"\x1b[<0;", b"\x1bXaa", b"\x1b[M", b"\x9dq\x9c"] {
            let mut decoder = Decoder::default();
            assert_eq!(decoder.feed(half), [], "{}", half.escape_ascii());
            assert_eq!(decoder.timeout(), Some(SEQUENCE_TIMEOUT), "{}", half.escape_ascii());
            assert_eq!(decoder.feed(b"\x03"), keys("Ctrl-c"), "{}", half.escape_ascii());
            decoder.feed(half);
            assert_eq!((decoder.give_up(), decoder.timeout(), decoder.feed(b"q")), (vec![], None, keys("q")));
        }
    }

    /// Catalogue: A04, A05.
    #[test]
    fn a_paste_is_a_text_whatever_is_in_it() {
        let paste = |text: &str| format!("\u{1b}[200~{text}\u{1b}[201~q").into_bytes();
        for text in ["a\rb", "\u{1b}[A\u{3}", "zo\u{eb}", ""] {
            let expected = [vec![Input::Paste(text.into())], keys("q")].concat();
            assert_eq!(all(&paste(text)), expected);
            assert_eq!(trickled(&paste(text)), expected);
        }
        let [Input::Paste(text), Input::Key(_)] = &all(&paste(&"ä".repeat(3_000_000)))[..] else { panic!() };
        assert_eq!(text.len(), MAX_PASTE_BYTES);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_deaf(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assume!(!bytes.windows(6).any(|part| part == b"\x1b[200~"));
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            prop_assert_eq!(decoder.feed(b"\x03").pop(), keys("Ctrl-c").pop());
        }

        #[test]
        fn it_does_not_matter_where_bytes_are_cut(parts in prop::collection::vec(
            prop::sample::select(vec!["a", "\u{1b}[A", "\u{1b}OB", "ö", "\u{1b}[200~x\u{1b}[201~", "\u{1b}]0;t\u{7}", "\r"]), 0..12,
        )) {
            let bytes = parts.concat().into_bytes();
            prop_assert_eq!(all(&bytes), trickled(&bytes));
        }
    }
}
