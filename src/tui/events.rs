//! What comes from the terminal, read on a thread of its own. Not all of it was pressed: letters that come faster than
//! anybody types, as a terminal without bracketed paste sends them, are a paste.

use super::decoder::{Decoder, Input};
use crate::app::Msg;
use crate::app::key::{Code, Key};
use crate::sys;
use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};

/// Messages that are queued; what is more stays in the terminal's own buffer.
const QUEUED: usize = 1024;
/// Bytes that are looked at together.
const BURST_BYTES: usize = 64 * 1024;
/// How soon the next bytes of a burst follow.
const BURST_GAP: Duration = Duration::from_millis(1);
/// So many letters in one burst are a paste. Somebody who types ahead over a slow line sends fewer.
const LETTERS_OF_A_PASTE: usize = 256;
/// So many letters in lines are one: nobody types ahead over several Enters and that much text.
const LETTERS_OF_PASTED_LINES: usize = 48;
const PASTED_LINES: usize = 2;

/// Starts the thread. The queue ends when the terminal does.
///
/// # Errors
/// When the system gives no thread.
pub fn events() -> io::Result<Receiver<Msg>> {
    let (sender, events) = channel(QUEUED);
    thread::Builder::new().name("events".into()).spawn(move || {
        let mut decoder = Decoder::default();
        let mut buffer = vec![0; BURST_BYTES];
        loop {
            let inputs = match sys::wait_for_input(decoder.timeout()) {
                Ok(false) => decoder.give_up(),
                Ok(true) => match burst(&mut buffer) {
                    Ok(0) => return,
                    Ok(length) => decoder.feed(&buffer[..length]),
                    Err(error) if is_passing(&error) => continue,
                    Err(_) => return,
                },
                Err(error) if is_passing(&error) => continue,
                Err(_) => return,
            };
            for msg in coalesce_pastes(inputs) {
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
    while length > 0 && length < buffer.len() && sys::wait_for_input(Some(BURST_GAP)).unwrap_or(false) {
        match sys::read_input(&mut buffer[length..]) {
            Ok(more @ 1..) => length += more,
            // Told by the next read.
            Ok(0) | Err(_) => break,
        }
    }
    Ok(length)
}

fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock)
}

/// The burst as messages, with a paste in place of its letters if they are one.
fn coalesce_pastes(burst: Vec<Input>) -> Vec<Msg> {
    let mut messages = Vec::new();
    let mut letters = Vec::new();
    for input in burst {
        match input {
            Input::Key(key) if letter(key).is_some() => letters.push(key),
            Input::Key(key) => {
                flush(&mut letters, &mut messages);
                messages.push(Msg::Key(key));
            }
            Input::Paste(text) => {
                flush(&mut letters, &mut messages);
                messages.push(Msg::Pasted(text));
            }
        }
    }
    flush(&mut letters, &mut messages);
    messages
}

fn flush(letters: &mut Vec<Key>, messages: &mut Vec<Msg>) {
    let text: String = letters.iter().copied().filter_map(letter).collect();
    let lines = text.trim_end().matches('\n').count();
    let is_paste = letters.len() >= LETTERS_OF_A_PASTE
        || letters.len() >= LETTERS_OF_PASTED_LINES && lines >= PASTED_LINES
        || begins_with_address(&text);
    if is_paste {
        letters.clear();
        messages.push(Msg::Pasted(text));
    } else {
        messages.extend(letters.drain(..).map(Msg::Key));
    }
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
        let mut heard: Vec<Result<String, String>> = Vec::new();
        for msg in coalesce_pastes(burst.into_iter().map(Input::Key).collect()) {
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
        let long = "x".repeat(3000);
        let burst = [keys(&long), vec![Key::plain(Code::Up)]].concat();
        assert_eq!(heard(burst), [Err(long), Ok(String::new())]);
    }
}
