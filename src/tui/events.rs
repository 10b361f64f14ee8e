//! What comes from the terminal, read on a thread of its own. Not all of it was pressed: letters that come faster than
//! anybody types, as a terminal without bracketed paste sends them, are a paste.

use super::decoder::{Decoder, ESC, Input};
use crate::app::Msg;
use crate::app::key::{Code, Key};
use crate::sys;
use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, channel};

/// Messages that are queued; what is more stays in the terminal's own buffer.
const QUEUED: usize = 1024;
/// Bytes that are looked at together.
const BURST_BYTES: usize = 64 * 1024;
/// How soon the next bytes of a burst follow.
const BURST_GAP: Duration = Duration::from_millis(1);
/// The same behind more letters than fingers press at once: a paste without brackets may come in pieces.
const PIECE_GAP: Duration = Duration::from_millis(40);
/// So many bytes at once are more than pressed keys.
const PIECE_BYTES: usize = 12;
/// So many bytes are enough to know whether they are a paste.
const ENOUGH_BYTES: usize = 256;
/// So soon after a paste without brackets comes its next piece.
const PASTE_GOES_ON: Duration = Duration::from_millis(200);
/// So many letters in one burst are a paste. Somebody who types ahead over a slow line sends fewer.
const LETTERS_OF_A_PASTE: usize = 96;
/// So many letters in lines are one: nobody types ahead over several Enters and that much text.
const LETTERS_OF_PASTED_LINES: usize = 48;
const PASTED_LINES: usize = 2;
/// So few different letters are held keys, however many they are.
const HELD_KEYS: usize = 4;

/// Starts the thread. The queue ends when the terminal does.
///
/// # Errors
/// When the system gives no thread.
pub fn events() -> io::Result<Receiver<Msg>> {
    let (sender, events) = channel(QUEUED);
    thread::Builder::new().name("events".into()).spawn(move || {
        let mut decoder = Decoder::default();
        let mut buffer = vec![0; BURST_BYTES];
        let mut pastes = Pastes::default();
        loop {
            let inputs = match sys::wait_for_input(decoder.timeout()) {
                Ok(false) => decoder.give_up(),
                Ok(true) => match burst(&mut buffer) {
                    Ok(0) => return,
                    Ok(length) => decoder.feed(&buffer[..length], Instant::now()),
                    Err(error) if is_passing(&error) => continue,
                    Err(_) => return,
                },
                Err(error) if is_passing(&error) => continue,
                Err(_) => return,
            };
            for msg in pastes.coalesce(inputs, Instant::now()) {
                if sender.blocking_send(msg).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(events)
}

/// Reads what is there, and what follows at once; 0 at the end.
fn burst(buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = sys::read_input(buffer)?;
    let gap = |bytes: &[u8]| Some(if may_be_piece(bytes) { PIECE_GAP } else { BURST_GAP });
    while length > 0 && length < buffer.len() && sys::wait_for_input(gap(&buffer[..length])).unwrap_or(false) {
        match sys::read_input(&mut buffer[length..]) {
            Ok(more @ 1..) => length += more,
            // Told by the next read.
            Ok(0) | Err(_) => break,
        }
    }
    Ok(length)
}

/// Whether these bytes are more text than fingers press at once, and it is not yet clear whether they are a paste.
fn may_be_piece(bytes: &[u8]) -> bool {
    (PIECE_BYTES..ENOUGH_BYTES).contains(&bytes.len())
        && !bytes.contains(&ESC)
        && bytes.iter().collect::<HashSet<_>>().len() > HELD_KEYS
}

fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock)
}

/// Tells keys from pastes without brackets.
#[derive(Default)]
struct Pastes {
    /// When the last piece of one came.
    last: Option<Instant>,
}

impl Pastes {
    /// The burst as messages, with a paste in place of its letters if they are one.
    fn coalesce(&mut self, burst: Vec<Input>, now: Instant) -> Vec<Msg> {
        let mut messages = Vec::new();
        let mut letters = Vec::new();
        for input in burst {
            match input {
                Input::Key(key) if letter(key).is_some() => letters.push(key),
                other => {
                    self.flush(&mut letters, &mut messages, now);
                    messages.push(match other {
                        Input::Key(key) => Msg::Key(key),
                        Input::Paste(text) => Msg::Pasted(text),
                    });
                }
            }
        }
        self.flush(&mut letters, &mut messages, now);
        messages
    }

    fn flush(&mut self, letters: &mut Vec<Key>, messages: &mut Vec<Msg>, now: Instant) {
        let text: String = letters.iter().copied().filter_map(letter).collect();
        let goes_on = letters.len() > 1 && self.last.is_some_and(|last| now.duration_since(last) < PASTE_GOES_ON);
        if goes_on || is_paste(&text) {
            letters.clear();
            messages.push(Msg::Pasted(text));
            self.last = Some(now);
        } else {
            messages.extend(letters.drain(..).map(Msg::Key));
        }
    }
}

fn is_paste(letters: &str) -> bool {
    let count = letters.chars().count();
    let lines = letters.trim_end().matches('\n').count();
    let is_much = count >= LETTERS_OF_A_PASTE || count >= LETTERS_OF_PASTED_LINES && lines >= PASTED_LINES;
    is_much && letters.chars().collect::<HashSet<_>>().len() > HELD_KEYS || begins_with_address(letters)
}

/// Whether it begins with an email address, perhaps after a name: no key is an `@`, and few queries begin with one.
fn begins_with_address(text: &str) -> bool {
    let Some((name, domain)) = text.lines().next().unwrap_or_default().split_once('@') else { return false };
    name.starts_with(char::is_alphanumeric) && domain.contains('.') && domain.starts_with(char::is_alphanumeric)
}

/// The character that a key types; line breaks and tabs are characters of a paste.
fn letter(key: Key) -> Option<char> {
    match key.code {
        Code::Enter if !key.alt => Some('\n'),
        Code::Tab if !key.alt => Some('\t'),
        _ => key.as_char(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        let key = |c| match c {
            '\n' => Code::Enter,
            c => Code::Char(c),
        };
        text.chars().map(|c| Key::plain(key(c))).collect()
    }

    /// What a burst becomes: pastes as they are, each run of keys as the text that it types.
    fn heard(burst: Vec<Key>) -> Vec<Result<String, String>> {
        heard_after(None, burst)
    }

    /// The same when a piece of a paste came so long before.
    fn heard_after(last: Option<Duration>, burst: Vec<Key>) -> Vec<Result<String, String>> {
        let now = Instant::now();
        let mut pastes = Pastes { last: last.and_then(|ago| now.checked_sub(ago)) };
        let mut heard: Vec<Result<String, String>> = Vec::new();
        for msg in pastes.coalesce(burst.into_iter().map(Input::Key).collect(), now) {
            match (msg, heard.last_mut()) {
                (Msg::Pasted(text), _) => heard.push(Err(text)),
                (Msg::Key(key), Some(Ok(typed))) => typed.extend(letter(key)),
                (Msg::Key(key), _) => heard.push(Ok(letter(key).into_iter().collect())),
                _ => unreachable!("only keys and pastes are made"),
            }
        }
        heard
    }

    /// Catalogue: D17.
    #[test]
    fn what_is_typed_ahead_stays_keys_and_what_nobody_types_is_a_paste() {
        let ahead = "/office:dublin department:engineering\nae\n";
        assert_eq!(heard(keys(ahead)), [Ok(ahead.into())]);
        let emails = "aoife@acme.example\nben@acme.example\nchen@acme.example\n";
        assert_eq!(heard(keys(emails)), [Err(emails.into())]);
        for address in ["anna@x.example\n", "Anna Smith <a@x.example>\n", "anna.smith@x.example\nqUALITY\n"] {
            assert_eq!(heard(keys(address)), [Err(address.into())]);
        }
        assert_eq!(heard(keys("/email:a@x.example\n")), [Ok("/email:a@x.example\n".into())]);
        let long = "a word ".repeat(14);
        let burst = [keys(&long), vec![Key::plain(Code::Up)]].concat();
        assert_eq!(heard(burst), [Err(long), Ok(String::new())]);
    }

    /// Catalogue: D17.
    #[test]
    fn ninety_six_letters_are_a_paste_or_forty_eight_in_lines() {
        let lines = |letters: usize| format!("one two\nthree four\n{}", "five ".repeat(12))[..letters].to_string();
        let words = |letters: usize| "a word ".repeat(14)[..letters].to_string();
        for (typed, pasted) in [(lines(47), lines(48)), (words(95), words(96))] {
            assert_eq!(heard(keys(&typed)), [Ok(typed)]);
            assert_eq!(heard(keys(&pasted)), [Err(pasted)]);
        }
    }

    /// Catalogue: D16.
    #[test]
    fn held_keys_are_keys_however_many_come_at_once() {
        for held in ["j".repeat(3000), ["j".repeat(280), "k".repeat(280), " ".repeat(90)].concat()] {
            assert_eq!(heard(keys(&held)), [Ok(held)]);
        }
    }

    #[test]
    fn more_is_waited_for_only_behind_what_no_fingers_press() {
        for (bytes, waits) in [
            (&b"/office:dublin"[..], true),
            (b"/office", false),
            (b"jjjjjjjjjjjjjjjjjjjj", false),
            (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[5~", false),
            (&b"some words ".repeat(24), false),
        ] {
            assert_eq!(may_be_piece(bytes), waits, "{}", bytes.escape_ascii());
        }
    }

    /// Catalogue: D17.
    #[test]
    fn the_next_piece_of_a_paste_belongs_to_it_and_a_key_does_not() {
        let soon = Some(PASTE_GOES_ON / 2);
        assert_eq!(heard_after(soon, keys("a\nb")), [Err("a\nb".into())]);
        assert_eq!(heard_after(soon, keys("a")), [Ok("a".into())]);
        assert_eq!(heard_after(Some(PASTE_GOES_ON), keys("a\nb")), [Ok("a\nb".into())]);
    }
}
