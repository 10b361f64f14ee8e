//! What vte's state machine finds: keys, and what is no key.

use super::{CTRL_C, Input, keys, mouse};
use crate::app::key::{Code, Key};
use vte::{Params, Perform};

/// What happened to a key, behind its modifiers. <https://sw.kovidgoyal.net/kitty/keyboard-protocol/#event-types>
const PRESS: u16 = 1;
const RELEASE: u16 = 3;
/// Characters of a mouse report behind its `CSI M`: button, column, row. Each is a byte, or two (mode 1005, UTF-8).
const MOUSE_CHARACTERS: usize = 3;

/// What the state machine found since it was asked.
#[derive(Default)]
pub struct Found {
    pub inputs: Vec<Input>,
    /// Whether reports of the mouse are inputs.
    pub has_mouse: bool,
    /// A sequence has begun and not ended.
    pub is_open: bool,
    /// `ESC O` came: the next letter says which key.
    is_key_prefix: bool,
    /// The last number between the two: the modifiers of some terminals.
    key_modifiers: u16,
    /// `ESC [ [` came: as that.
    is_console_prefix: bool,
    /// The Escape of the sequence was taken for the key, so that its letters may be keys.
    pub is_late: bool,
    pub begins_paste: bool,
    /// Characters that belong to a report.
    pub skipped: usize,
    /// The last one may have one more byte.
    is_in_character: bool,
    /// A control of eight bits, which stands for Escape and a letter.
    pub eight_bits: Option<u8>,
}

impl Found {
    pub fn new(has_mouse: bool) -> Found {
        Found { has_mouse, ..Found::default() }
    }

    /// Begins anew; what was found stays.
    pub fn reset(&mut self) {
        let inputs = std::mem::take(&mut self.inputs);
        *self = Found { inputs, ..Found::new(self.has_mouse) };
    }

    pub fn key(&mut self, key: Key) {
        self.inputs.push(Input::Key(key));
    }

    /// What comes at once behind an Escape and begins no sequence: Alt and a key. But Esc and `/`, one behind the other
    /// over a slow line, are how one searches anew, and no key is Alt-/: what follows is a text.
    pub fn behind_escape(&mut self, byte: u8) {
        match byte {
            b'/' => [Code::Esc, Code::Char('/')].map(Key::plain).into_iter().for_each(|key| self.key(key)),
            0x20..=0x2f => self.key(Key { alt: true, ..Key::plain(Code::Char(char::from(byte))) }),
            _ => self.control(byte, true),
        }
    }

    fn control(&mut self, byte: u8, alt: bool) {
        self.inputs.extend(keys::control(byte, alt).map(Input::Key));
    }

    /// Whether the byte belongs to a mouse report.
    pub fn skips(&mut self, byte: u8) -> bool {
        if std::mem::take(&mut self.is_in_character) && matches!(byte, 0x80..=0xbf) {
            return true;
        }
        if self.skipped == 0 || byte == CTRL_C {
            return false;
        }
        self.skipped -= 1;
        self.is_in_character = matches!(byte, 0xc2..=0xdf);
        true
    }

    /// The letter that says which key did not come.
    pub fn end_prefix(&mut self) {
        if std::mem::take(&mut self.is_key_prefix) && self.is_late {
            self.key(Key::plain(Code::Char('O')));
        }
        self.is_console_prefix = false;
        self.key_modifiers = 0;
    }
}

impl Perform for Found {
    fn print(&mut self, c: char) {
        if self.is_key_prefix && c.is_ascii_digit() {
            let digit = u16::from(c as u8 - b'0');
            self.key_modifiers = self.key_modifiers.saturating_mul(10).saturating_add(digit);
        } else if self.is_key_prefix && c == ';' {
            self.key_modifiers = 0;
        } else if std::mem::take(&mut self.is_key_prefix) {
            self.is_open = false;
            let modifiers = std::mem::take(&mut self.key_modifiers);
            match keys::named(c) {
                Some(code) => self.inputs.extend(keys::modified(code, modifiers).map(Input::Key)),
                None if self.is_late => {
                    ['O', c].map(Code::Char).map(Key::plain).into_iter().for_each(|key| self.key(key))
                }
                None => {}
            }
        } else if std::mem::take(&mut self.is_console_prefix) {
            self.is_open = false;
            self.inputs.extend(keys::of_console(c).map(Key::plain).map(Input::Key));
        } else if c == '\x7f' {
            self.control(0x7f, false);
        } else if c != char::REPLACEMENT_CHARACTER {
            self.key(Key::plain(Code::Char(c)));
        }
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            0x8f | 0x90 | 0x98 | 0x9b | 0x9d..=0x9f => self.eight_bits = Some(byte),
            _ => {
                self.end_prefix();
                self.control(byte, false);
            }
        }
    }

    fn esc_dispatch(&mut self, _intermediates: &[u8], _ignore: bool, byte: u8) {
        self.is_key_prefix = byte == b'O';
        self.is_open = self.is_key_prefix;
        // `ESC \` ends a string.
        if !matches!(byte, b'O' | b'\\') {
            self.key(Key { alt: true, ..Key::plain(Code::Char(char::from(byte))) });
        }
    }

    fn csi_dispatch(&mut self, parameters: &Params, intermediates: &[u8], ignore: bool, action: char) {
        self.is_open = false;
        if self.has_mouse && intermediates == b"<" && action == 'M' && !ignore {
            self.inputs.extend(mouse::pressed(parameters).map(Input::Mouse));
        }
        if !intermediates.is_empty() || ignore {
            return;
        }
        let mut numbers = parameters.iter();
        let codes = numbers.next().unwrap_or(&[]);
        let first = codes.first().copied().unwrap_or(0);
        let (modifiers, event) = match numbers.next() {
            Some(&[modifiers, event, ..]) => (modifiers, event),
            Some(&[modifiers]) => (modifiers, PRESS),
            _ => (0, PRESS),
        };
        let third = numbers.next().unwrap_or(&[]);
        let named = |code: Option<Code>| code.and_then(|code| keys::modified(code, modifiers)).into_iter().collect();
        let pressed: Vec<Key> = match action {
            'M' if first == 0 => {
                self.skipped = MOUSE_CHARACTERS;
                return;
            }
            '[' => {
                self.is_console_prefix = true;
                self.is_open = true;
                return;
            }
            '~' if first == 200 => {
                self.begins_paste = true;
                return;
            }
            '~' if first == 201 => {
                self.inputs.push(Input::EndOfPaste);
                return;
            }
            'n' if first == 0 => {
                self.inputs.push(Input::Ready);
                return;
            }
            '~' if first == 27 => keys::by_character(third, modifiers, &[]),
            '~' => named(keys::numbered(first)),
            'u' => keys::by_character(codes, modifiers, third),
            'Z' => named(Some(Code::BackTab)),
            // As an answer, R is where the cursor is.
            _ if first <= 1 && action != 'R' => named(keys::named(action)),
            _ => vec![],
        };
        if event != RELEASE {
            self.inputs.extend(pressed.into_iter().map(Input::Key));
        }
    }
}
