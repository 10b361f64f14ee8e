//! From the bytes of a terminal to keys and pastes. vte's state machine finds the ends of sequences, so that an answer to a
//! question that another program asked, a mouse, or half a sequence is never a key, however it is cut into pieces.
//! <https://vt100.net/emu/dec_ansi_parser>

use crate::app::key::{Code, Key};
use crate::app::text_input;
use std::time::Duration;
use vte::{Params, Parser, Perform};

/// How soon the rest of a sequence follows after its Escape: an Esc that was pressed waits as long.
pub const ESCAPE_TIMEOUT: Duration = Duration::from_millis(100);
/// How soon the next byte follows of a sequence that has begun beyond doubt.
pub const SEQUENCE_TIMEOUT: Duration = Duration::from_secs(1);
/// How long after an Esc that nothing followed the rest of a sequence may still come, over a line that stood still.
pub const LATE_TIMEOUT: Duration = Duration::from_secs(1);
/// A paste of which nothing came for so long may never end: then a Ctrl-C is one.
pub const STALLED_PASTE: Duration = Duration::from_secs(1);

/// A longer paste is cut: no text field takes as much, so none takes a part of it.
const MAX_PASTE_BYTES: usize = 2 * text_input::MAX_BYTES;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

pub const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;
/// What happened to a key, behind its modifiers. <https://sw.kovidgoyal.net/kitty/keyboard-protocol/#event-types>
const PRESS: u16 = 1;
const RELEASE: u16 = 3;
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
    /// Nothing of it came for a while.
    is_paste_stalled: bool,
    /// Nothing came behind the last Escape.
    is_escape_alone: bool,
    /// The last Escape was taken for the key, and its rest may still come.
    may_be_late: bool,
    /// What came first behind it, if nothing else has.
    late: Option<u8>,
}

/// What the state machine found since it was asked.
#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    /// A sequence has begun and not ended.
    is_open: bool,
    /// `ESC O` came: the next letter says which key.
    is_key_prefix: bool,
    /// The number between the two: the modifiers of some old terminals.
    key_modifiers: u16,
    /// The Escape of the sequence was taken for the key, so that its letters may be keys.
    is_late: bool,
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
        if std::mem::take(&mut self.is_paste_stalled) && bytes == [CTRL_C] {
            self.paste = None;
        }
        self.late = None;
        if std::mem::take(&mut self.may_be_late)
            && let Some(&first @ (b'[' | b'O')) = bytes.first()
        {
            self.late = (bytes.len() == 1).then_some(first);
            self.found.is_late = true;
            self.found.is_open = true;
            self.parser.advance(&mut self.found, &[ESC]);
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
            Decoder { paste: Some(_), is_paste_stalled: false, .. } => Some(STALLED_PASTE),
            Decoder { may_be_late: true, .. } => Some(LATE_TIMEOUT),
            _ => None,
        }
    }

    /// No rest came in time: an Escape alone was pressed, half a sequence is nothing.
    pub fn give_up(&mut self) -> Vec<Input> {
        let was_escape_alone = self.is_escape_alone;
        if was_escape_alone {
            self.found.key(Key::plain(Code::Esc));
        } else if let Some(byte) = self.late {
            self.found.key(Key::plain(Code::Char(char::from(byte))));
        }
        self.reset();
        self.may_be_late = was_escape_alone;
        self.is_paste_stalled = self.paste.is_some();
        std::mem::take(&mut self.found.inputs)
    }

    fn reset(&mut self) {
        self.parser = Parser::new();
        self.is_escape_alone = false;
        self.may_be_late = false;
        self.late = None;
        self.found = Found { inputs: std::mem::take(&mut self.found.inputs), ..Found::default() };
    }

    fn advance(&mut self, byte: u8) {
        if self.found.skipped > 0 && byte != CTRL_C {
            self.found.skipped -= 1;
            return;
        }
        let was_escape_alone = std::mem::take(&mut self.is_escape_alone);
        self.found.is_late &= byte != ESC;
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
        if self.is_key_prefix && c.is_ascii_digit() {
            self.key_modifiers = u16::from(c as u8 - b'0');
        } else if std::mem::take(&mut self.is_key_prefix) {
            self.is_open = false;
            let modifiers = std::mem::take(&mut self.key_modifiers);
            match named(c).or(function_key(c)) {
                Some(code) => self.inputs.extend(modified(code, modifiers).map(Input::Key)),
                None if self.is_late => {
                    ['O', c].map(Code::Char).map(Key::plain).into_iter().for_each(|key| self.key(key))
                }
                None => {}
            }
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
        let mut numbers = parameters.iter();
        let first = numbers.next().and_then(|numbers| numbers.first().copied()).unwrap_or(0);
        let (modifiers, event) = match numbers.next() {
            Some(&[modifiers, event, ..]) => (modifiers, event),
            Some(&[modifiers]) => (modifiers, PRESS),
            _ => (0, PRESS),
        };
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
        if event != RELEASE {
            self.inputs.extend(code.and_then(|code| modified(code, modifiers)).map(Input::Key));
        }
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.is_open = false;
    }

    fn unhook(&mut self) {
        self.is_open = false;
    }
}

/// A key with its modifiers: one more than the sum of Shift, Alt and Control, or 0 for none. More is an answer.
fn modified(code: Code, modifiers: u16) -> Option<Key> {
    let sum = modifiers.saturating_sub(1);
    (sum < 8).then_some(Key { code, ctrl: sum & 4 != 0, alt: sum & 2 != 0 })
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
mod tests;
