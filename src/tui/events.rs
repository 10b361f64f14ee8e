//! What comes from the terminal, read on a thread of its own, and looked at in bursts: what comes at once belongs together,
//! and so do the pieces of a paste without brackets.

mod pastes;

use super::decoder::{BETWEEN_KEYS, Decoder, MAX_PASTE_BYTES, Mouse};
use crate::app::Msg;
use crate::app::text_input::PASTE_GOES_ON;
use crate::sys;
use pastes::{Pastes, Times, is_paste, may_be_piece, text_of};
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, channel};

/// Messages that are queued; what is more stays in the terminal's own buffer.
const QUEUED: usize = 1024;
/// So many bytes that come at once are more than a serial line brings.
const QUICK_BYTES: usize = 3;
/// Bytes that are looked at together, if they are no paste.
const BURST_BYTES: usize = 64 * 1024;
/// How soon the next bytes of a burst follow, also over a serial line. What may be the first letter of a paste waits as long.
const BURST_GAP: Duration = Duration::from_millis(3);
/// The same behind more letters than fingers press at once: a paste without brackets may come in pieces.
const PIECE_GAP: Duration = Duration::from_millis(40);

/// What came, in order.
pub enum Event {
    Msg(Msg),
    /// What it points at, only the last frame tells.
    Mouse(Mouse),
    /// The terminal has come as far as it was asked for.
    Ready,
}

/// Starts the thread. The queue ends when the terminal does. While `in_text` is set letters go into a text field, and none is a
/// command.
///
/// # Errors
/// When the system gives no thread.
pub fn events(has_mouse: bool, in_text: Arc<AtomicBool>) -> io::Result<Receiver<Event>> {
    let (sender, events) = channel(QUEUED);
    thread::Builder::new().name("events".into()).spawn(move || {
        let mut decoder = Decoder::new(has_mouse);
        let mut burst = Burst::default();
        let mut pastes = Pastes::default();
        loop {
            let (inputs, times) = match sys::wait_for_input(decoder.timeout()) {
                Ok(false) => (decoder.give_up(), Times::at(Instant::now())),
                Ok(true) => match burst.read(decoder.is_idle(), in_text.load(Ordering::Relaxed)) {
                    Ok(None) => return,
                    Ok(Some(times)) => (decoder.feed(&burst.bytes, times.began), times),
                    Err(error) if is_passing(&error) => continue,
                    Err(_) => return,
                },
                Err(error) if is_passing(&error) => continue,
                Err(_) => return,
            };
            for event in pastes.coalesce(inputs, times) {
                if sender.blocking_send(event).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(events)
}

/// What came at once.
struct Burst {
    bytes: Vec<u8>,
    /// Where the system puts what it has.
    room: Vec<u8>,
    ended: Instant,
    /// Whether bytes that belong together come together: over SSH they do, over a serial line each comes by itself.
    is_quick: bool,
}

impl Default for Burst {
    fn default() -> Burst {
        Burst { bytes: Vec::new(), room: vec![0; BURST_BYTES], ended: Instant::now(), is_quick: false }
    }
}

impl Burst {
    /// Reads what is there, what follows at once, and a paste as long as it goes on; `None` at the end. A paste that is
    /// longer than any field takes is cut: then none takes a part of it.
    fn read(&mut self, may_be_text: bool, in_text: bool) -> io::Result<Option<Times>> {
        let times = self.read_on(may_be_text, in_text);
        self.ended = Instant::now();
        times
    }

    fn read_on(&mut self, may_be_text: bool, in_text: bool) -> io::Result<Option<Times>> {
        self.bytes.clear();
        let mut length = sys::read_input(&mut self.room)?;
        let mut times = Times::at(Instant::now());
        let is_typed = times.began.duration_since(self.ended) >= BETWEEN_KEYS;
        if length == 0 {
            return Ok(None);
        }
        self.is_quick |= length >= QUICK_BYTES;
        let mut follows = Follows::default();
        loop {
            self.bytes.extend_from_slice(&self.room[..length]);
            if may_be_text && is_typed && is_one_key(&self.bytes, in_text && self.is_quick) {
                return Ok(Some(times));
            }
            let gap = follows.within(&self.bytes, may_be_text);
            if follows.is_paste {
                self.bytes.truncate(MAX_PASTE_BYTES);
            }
            let is_enough = !follows.is_paste && self.bytes.len() >= BURST_BYTES;
            if is_enough || times.ends_with_one || !sys::wait_for_input(Some(gap)).unwrap_or(false) {
                return Ok(Some(times));
            }
            length = match sys::read_input(&mut self.room) {
                Ok(length @ 1..) => length,
                // Told by the next read.
                Ok(0) | Err(_) => return Ok(Some(times)),
            };
            self.is_quick &= self.bytes.len() > 1;
            let before = std::mem::replace(&mut times.ended, Instant::now());
            times.ends_with_one = length == 1 && times.ended.duration_since(before) >= BETWEEN_KEYS;
        }
    }
}

/// Whether all of it is one key that no paste begins with: one without a letter, or in a text a letter that is no command.
fn is_one_key(bytes: &[u8], in_text: bool) -> bool {
    match bytes {
        [0x1b, b'[', rest @ ..] => {
            rest.iter().position(|byte| (0x40..=0x7e).contains(byte)).is_some_and(|end| end + 1 == rest.len())
        }
        [0x1b, b'O', _] => true,
        _ => {
            in_text
                && std::str::from_utf8(bytes)
                    .is_ok_and(|text| text.chars().count() == 1 && !text.contains(char::is_control))
        }
    }
}

/// How soon more follows that belongs to what came.
#[derive(Default)]
struct Follows {
    is_paste: bool,
}

impl Follows {
    fn within(&mut self, bytes: &[u8], may_be_text: bool) -> Duration {
        let text = if may_be_text { text_of(bytes) } else { None };
        self.is_paste = text.as_ref().is_some_and(|text| self.is_paste || is_paste(text));
        match text {
            Some(_) if self.is_paste => PASTE_GOES_ON,
            Some(text) if may_be_piece(&text) => PIECE_GAP,
            _ => BURST_GAP,
        }
    }
}

fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: D17.
    #[test]
    fn more_is_waited_for_only_behind_what_no_fingers_press() {
        let words = "some words ".repeat(24).into_bytes();
        for (bytes, gap) in [
            (&b"/office:dublin"[..], PIECE_GAP),
            (b"/office", BURST_GAP),
            (b"jjjjjjjjjjjjjjjjjjjj", BURST_GAP),
            (b"jk Gg jk Gg jk Gg", BURST_GAP),
            (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[5~", BURST_GAP),
            (b"anna byrne\nben c", PASTE_GOES_ON),
            (b"anna byrne\nben c\x03", BURST_GAP),
            (b"\x1b[0nanna byrne\x1b[0n\nben c", PASTE_GOES_ON),
            (b"\x1b[0n", BURST_GAP),
            (&words, PASTE_GOES_ON),
        ] {
            assert_eq!(Follows::default().within(bytes, true), gap, "{}", bytes.escape_ascii());
            assert_eq!(Follows::default().within(bytes, false), BURST_GAP, "{}", bytes.escape_ascii());
        }
        let mut follows = Follows { is_paste: true };
        assert_eq!((follows.within(b"/", true), follows.within(b"\x1b", true)), (PASTE_GOES_ON, BURST_GAP));
    }

    #[test]
    fn a_key_that_begins_no_paste_is_not_waited_behind() {
        for (bytes, in_table, in_text) in [
            (&b"\x1b[B"[..], true, true),
            (b"\x1b[5~", true, true),
            (b"\x1bOP", true, true),
            (b"a", false, true),
            (b"\r", false, false),
            (b"\t", false, false),
            ("ü".as_bytes(), false, true),
            (b"\x1b", false, false),
            (b"\x1b[", false, false),
            (b"\x1b[B\x1b[B", false, false),
            (b"ab", false, false),
            (b"\xc3", false, false),
        ] {
            let found = (is_one_key(bytes, false), is_one_key(bytes, true));
            assert_eq!(found, (in_table, in_text), "{}", bytes.escape_ascii());
        }
    }

    /// Catalogue: D15.
    #[test]
    fn a_burst_holds_together_at_9600_baud_and_typed_keys_do_not() {
        let byte = Duration::from_secs(10) / 9600;
        assert!(2 * byte < BURST_GAP && 2 * BURST_GAP < BETWEEN_KEYS);
    }
}
