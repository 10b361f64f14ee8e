//! From the bytes of a terminal to keys and pastes. vte's state machine finds the ends of sequences, so that an answer,
//! also to a question that another program asked, a mouse, or half a sequence is never a key, however it is cut into pieces.
//! <https://vt100.net/emu/dec_ansi_parser>

mod control_string;
mod found;
mod keys;
mod mouse;

use crate::app::key::{Code, Key};
use crate::theme::Background;
use control_string::{ControlString, Taken};
use found::Found;
pub use mouse::Mouse;
use std::time::{Duration, Instant};
use vte::Parser;

/// How soon the rest of a sequence follows after its Escape: an Esc that was pressed waits as long.
pub const ESCAPE_TIMEOUT: Duration = Duration::from_millis(100);
/// How soon the next byte follows of a sequence that has begun beyond doubt.
pub const SEQUENCE_TIMEOUT: Duration = Duration::from_secs(2);
/// How long after an Esc that nothing followed the rest of a sequence may still come, over a line that stood still.
pub const LATE_TIMEOUT: Duration = Duration::from_secs(1);
/// A paste of which nothing came for so long may never end: then a Ctrl-C is one, and another paste begins anew.
pub const STALLED_PASTE: Duration = Duration::from_secs(1);
/// No fingers press two keys so soon one after the other.
pub const BETWEEN_KEYS: Duration = Duration::from_millis(10);

/// A longer paste is cut: no text field takes as much, so none takes a part of it.
pub const MAX_PASTE_BYTES: usize = 4 * 1024 * 1024;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// What the user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Mouse(Mouse),
    Paste(String),
    /// The end of a paste that has ended already: what came before it was in it, behind an end of its own.
    EndOfPaste,
    /// The terminal's answer to the question for its background.
    Background(Background),
    /// Its answer that it has come so far (DSR 5).
    Ready,
}

/// The bytes of [`Input::Ready`].
pub const READY: &[u8] = b"\x1b[0n";

#[derive(Default)]
pub struct Decoder {
    parser: Parser,
    found: Found,
    string: Option<ControlString>,
    /// When the last bytes came.
    now: Option<Instant>,
    /// The bytes of a bracketed paste that has not ended.
    paste: Option<Vec<u8>>,
    /// How long it was when nothing of it came for a while.
    stalled_at: Option<usize>,
    /// Nothing came behind the last Escape.
    is_escape_alone: bool,
    /// It came alone.
    was_escape_alone: bool,
    /// The last Escape was taken for the key, and its rest may still come.
    may_be_late: bool,
    /// What came first behind it, if nothing else has.
    late: Option<u8>,
}

impl Decoder {
    /// Where the mouse is off, its reports are nothing: another program has left the terminal so.
    pub fn new(has_mouse: bool) -> Decoder {
        Decoder { found: Found::new(has_mouse), ..Decoder::default() }
    }

    /// Takes bytes as they come, cut anywhere, and returns what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Input> {
        self.now = Some(now);
        if self.string.as_ref().is_some_and(|string| now >= string.deadline()) {
            self.give_up_string();
        }
        if let Some(string) = &mut self.string {
            string.hear(bytes, now);
        }
        // In one piece they are Alt and a key; in two, somebody pressed Esc and then a key that begins no sequence.
        if self.is_escape_alone && bytes.first().is_some_and(|next| !begins_sequence(*next)) {
            self.found.key(Key::plain(Code::Esc));
            self.reset();
        }
        self.was_escape_alone = self.is_escape_alone;
        self.late = None;
        if std::mem::take(&mut self.may_be_late)
            && let Some(&first) = bytes.first()
            && begins_sequence(first)
        {
            self.late = (bytes.len() == 1 && !control_string::begins(first)).then_some(first);
            self.found.is_late = true;
            self.found.is_open = true;
            self.is_escape_alone = true;
            self.parser.advance(&mut self.found, &[ESC]);
        }
        if self.stalled_at.is_some() && bytes.iter().all(|&byte| byte == CTRL_C) {
            self.paste = None;
            self.stalled_at = None;
        }
        for (place, &byte) in bytes.iter().enumerate() {
            match self.paste {
                Some(_) => self.take_pasted(byte),
                None => self.advance(byte, place + 1 == bytes.len()),
            }
        }
        std::mem::take(&mut self.found.inputs)
    }

    /// How long to wait for the rest of what has begun; `None` if nothing has.
    pub fn timeout(&self) -> Option<Duration> {
        if let (Some(string), Some(now)) = (&self.string, self.now) {
            return Some(string.deadline().saturating_duration_since(now));
        }
        match self {
            Decoder { is_escape_alone: true, .. } => Some(ESCAPE_TIMEOUT),
            Decoder { late: Some(_), .. } => Some(LATE_TIMEOUT),
            Decoder { found: Found { is_open: true, .. }, .. } => Some(SEQUENCE_TIMEOUT),
            Decoder { found: Found { skipped: 1.., .. }, .. } => Some(SEQUENCE_TIMEOUT),
            Decoder { paste: Some(_), stalled_at: None, .. } => Some(STALLED_PASTE),
            Decoder { may_be_late: true, .. } => Some(LATE_TIMEOUT),
            _ => None,
        }
    }

    /// Whether nothing has begun, so that letters are letters.
    pub fn is_idle(&self) -> bool {
        self.paste.is_none() && self.string.is_none() && !self.found.is_open && self.found.skipped == 0
    }

    /// No rest came in time: an Escape alone was pressed, half a sequence is nothing.
    pub fn give_up(&mut self) -> Vec<Input> {
        self.give_up_string();
        let was_escape_alone = self.is_escape_alone;
        if was_escape_alone {
            self.found.key(Key::plain(Code::Esc));
        } else if let Some(byte) = self.late {
            self.found.key(Key::plain(Code::Char(char::from(byte))));
        }
        self.reset();
        self.may_be_late = was_escape_alone;
        self.stalled_at = self.paste.as_ref().map(Vec::len);
        std::mem::take(&mut self.found.inputs)
    }

    fn reset(&mut self) {
        self.parser = Parser::new();
        self.is_escape_alone = false;
        self.may_be_late = false;
        self.late = None;
        self.found.reset();
    }

    fn take_pasted(&mut self, byte: u8) {
        let Some(paste) = &mut self.paste else { return };
        paste.push(byte);
        if let Some(stalled) = self.stalled_at {
            let behind = paste.get(stalled..).unwrap_or_default();
            if behind == PASTE_BEGINS {
                // The end of the first one got lost.
                paste.clear();
                self.stalled_at = None;
            } else if !PASTE_BEGINS.starts_with(behind) {
                self.stalled_at = None;
            }
        }
        if paste.ends_with(READY) {
            // Where a terminal sends a long paste in pieces, its answer may come between two of them.
            paste.truncate(paste.len() - READY.len());
            self.found.inputs.push(Input::Ready);
        } else if paste.ends_with(PASTE_ENDS) {
            paste.truncate(paste.len() - PASTE_ENDS.len());
            let text = pasted(paste);
            self.paste = None;
            self.stalled_at = None;
            self.found.inputs.push(Input::Paste(text));
        } else if paste.len() > 2 * MAX_PASTE_BYTES {
            paste.drain(MAX_PASTE_BYTES..MAX_PASTE_BYTES + MAX_PASTE_BYTES / 2);
            self.stalled_at = None;
        }
    }

    /// `is_last` if nothing came at once behind it.
    fn advance(&mut self, byte: u8, is_last: bool) {
        if let Some(string) = &mut self.string {
            match string.take(byte) {
                Taken::Belongs => return,
                Taken::Ends => {
                    self.found.inputs.extend(Background::of_answer(string.text()).map(Input::Background));
                    self.string = None;
                    return;
                }
                Taken::Breaks => self.break_string(),
            }
        }
        if self.found.skips(byte) {
            return;
        }
        let was_escape = std::mem::take(&mut self.is_escape_alone);
        match byte {
            // No sequence has it: whatever state an odd byte has left, it quits.
            CTRL_C => self.reset(),
            ESC => {
                if was_escape {
                    self.found.key(Key::plain(Code::Esc));
                }
                self.found.end_prefix();
                self.found.is_late = false;
                self.is_escape_alone = true;
                self.was_escape_alone = false;
            }
            _ if was_escape && control_string::begins(byte) => {
                let typed = self.keys_of_introducer(byte);
                self.reset();
                self.begin_string(is_last.then_some(typed));
                return;
            }
            // vte takes these for the beginning of a sequence that no terminal sends.
            0x00..=0x2f | 0x7f if was_escape => {
                self.reset();
                self.found.behind_escape(byte);
                return;
            }
            // A letter beyond ASCII: Esc, and then the letter.
            0xa0.. if was_escape => {
                self.reset();
                self.found.key(Key::plain(Code::Esc));
            }
            _ => {}
        }
        self.parser.advance(&mut self.found, &[byte]);
        self.found.is_open |= byte == ESC;
        match self.found.eight_bits.take() {
            Some(control) if control_string::begins(control - 0x40) => {
                self.reset();
                self.begin_string(is_last.then(Vec::new));
            }
            Some(control) => {
                self.found.is_open = true;
                self.parser.advance(&mut self.found, &[ESC, control - 0x40]);
            }
            None => {}
        }
        if std::mem::take(&mut self.found.begins_paste) {
            self.paste = Some(Vec::new());
        }
    }

    fn keys_of_introducer(&self, byte: u8) -> Vec<Key> {
        let key = Key::plain(Code::Char(char::from(byte)));
        match self {
            Decoder { found: Found { is_late: true, .. }, .. } => vec![key],
            Decoder { was_escape_alone: true, .. } => vec![Key::plain(Code::Esc), key],
            _ => vec![Key { alt: true, ..key }],
        }
    }

    fn begin_string(&mut self, keys: Option<Vec<Key>>) {
        self.string = self.now.map(|now| ControlString::new(keys, now));
    }

    fn give_up_string(&mut self) {
        if self.string.as_ref().is_some_and(ControlString::may_be_typed) {
            self.break_string();
        }
        self.string = None;
    }

    fn break_string(&mut self) {
        let Some(string) = self.string.take() else { return };
        let (keys, bytes) = string.broken();
        keys.into_iter().for_each(|key| self.found.key(key));
        bytes.into_iter().for_each(|byte| self.advance(byte, false));
    }
}

fn begins_sequence(byte: u8) -> bool {
    matches!(byte, b'[' | b'O') || control_string::begins(byte)
}

fn pasted(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    text.truncate(text.floor_char_boundary(MAX_PASTE_BYTES));
    text
}

#[cfg(test)]
mod tests;
