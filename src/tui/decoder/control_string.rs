//! A control string, such as the answer to a question about colours: `ESC ] 11 ; rgb:… BEL`. Nobody presses it; but somebody
//! may press Alt and one of the five letters that begin one, and type on.

use super::BETWEEN_KEYS;
use crate::app::key::Key;
use std::time::{Duration, Instant};

/// How soon the next piece of a string follows. One character is none: it may be typed.
pub const STRING_TIMEOUT: Duration = Duration::from_secs(1);
/// How long all of them may take.
pub const STRING_IN_ALL: Duration = Duration::from_secs(3);
/// A long string may take longer while it streams: pauses are shorter than this.
const STREAM_GAP: Duration = Duration::from_millis(100);
/// Longer than any answer, also of a terminal that was asked for a picture: what follows are keys again.
const MAX_BYTES: usize = 1024 * 1024;
/// How soon the next piece follows of an answer about the background that has begun beyond doubt: its rest would be keys.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
const ANSWER: &[u8] = b"11;rgb:";
/// No answer is longer.
const LONGEST_ANSWER: usize = 64;

const BEL: u8 = 0x07;
const ESC: u8 = 0x1b;
const STRING_ENDS: u8 = 0x9c;

/// Begins a string behind an Escape: DCS, SOS, OSC, PM, APC.
pub fn begins(byte: u8) -> bool {
    matches!(byte, b'P' | b'X' | b']' | b'^' | b'_')
}

pub struct ControlString {
    /// The keys that began it, as long as what came since may have been typed: one character at a time.
    keys: Option<Vec<Key>>,
    /// What came since, as far as it matters.
    text: Vec<u8>,
    began: Instant,
    last: Instant,
    last_piece: Instant,
    length: usize,
    before: u8,
    is_after_escape: bool,
}

/// What a byte means to a string.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    Belongs,
    /// It was the end.
    Ends,
    /// It belongs to it no more, and the string was none, or was cut.
    Breaks,
}

impl ControlString {
    /// `keys` are those that would begin it if fingers did, `None` if more came at once.
    pub fn new(keys: Option<Vec<Key>>, now: Instant) -> ControlString {
        let text = Vec::new();
        ControlString {
            keys,
            text,
            began: now,
            last: now,
            last_piece: now,
            length: 0,
            before: 0,
            is_after_escape: false,
        }
    }

    /// Looks at what came at once before its bytes are taken one by one.
    pub fn hear(&mut self, bytes: &[u8], now: Instant) {
        let is_soon = now.saturating_duration_since(std::mem::replace(&mut self.last, now)) < BETWEEN_KEYS;
        let is_character = || str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1);
        if is_soon || bytes.len() > 1 && bytes.first() != Some(&ESC) && !is_character() {
            self.keys = None;
            self.last_piece = now;
        }
    }

    pub fn take(&mut self, byte: u8) -> Taken {
        let before = std::mem::replace(&mut self.before, byte);
        match byte {
            BEL => return Taken::Ends,
            b'\\' if self.is_after_escape => return Taken::Ends,
            _ if self.is_after_escape => return Taken::Breaks,
            // Else it is a part of a character.
            STRING_ENDS if before.is_ascii() => return Taken::Ends,
            ESC => {
                self.is_after_escape = true;
                return Taken::Belongs;
            }
            // A line break or a Tab is in no string: somebody pressed it.
            0x00..=0x1f | 0x7f => return Taken::Breaks,
            _ if self.is_answer() && !ANSWER.contains(&byte) && byte != b'/' && !byte.is_ascii_hexdigit() => {
                return Taken::Breaks;
            }
            _ => {}
        }
        if self.may_be_typed() || self.text.len() < LONGEST_ANSWER {
            self.text.push(byte);
        }
        self.length += 1;
        if self.length > MAX_BYTES { Taken::Breaks } else { Taken::Belongs }
    }

    /// When it is over, whatever has come of it.
    pub fn deadline(&self) -> Instant {
        if self.is_answer() {
            return self.last + ANSWER_TIMEOUT;
        }
        let in_pieces = (self.last_piece + STRING_TIMEOUT).min(self.began + STRING_IN_ALL);
        in_pieces.max(self.last_piece + STREAM_GAP)
    }

    /// Whether it is an answer about the background, as far as it has come.
    fn is_answer(&self) -> bool {
        let is_begun = self.text.len() >= 2 && ANSWER.starts_with(&self.text) || self.text.starts_with(ANSWER);
        is_begun && !self.may_be_typed()
    }

    /// Whether it may have been typed.
    pub fn may_be_typed(&self) -> bool {
        self.keys.is_some()
    }

    /// What stood in it, once it has ended.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// What is left of it when it was none: the keys that began it, if any did, and bytes that mean what they mean
    /// without it.
    pub fn broken(self) -> (Vec<Key>, Vec<u8>) {
        let (keys, mut bytes) = self.keys.map_or_else(Default::default, |keys| (keys, self.text));
        bytes.extend(self.is_after_escape.then_some(ESC));
        (keys, bytes)
    }
}
