//! The terminal's events, read on a thread of their own: crossterm's stream for async programs wakes once for what is read
//! in one piece, and what follows stays unread until the next key.
//!
//! Not all that comes was pressed. Letters that come faster than anybody types, as a terminal without bracketed paste sends
//! them, are a paste; an escape sequence that comes in pieces is one key, or nothing: see [`sequence`].

use super::sequence::{self, Sequence, letter};
use crossterm::event::{self, Event, KeyEvent, KeyModifiers};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};

/// Events that are queued; more than that stay in the terminal's own buffer.
const QUEUED_EVENTS: usize = 1024;
/// Events that are looked at together.
const MAX_BURST: usize = 4096;
/// How soon the next event of a burst follows.
const BURST_GAP: Duration = Duration::from_millis(1);
/// How soon the next piece of a sequence follows after its Escape: an Esc that was pressed waits as long.
const ESCAPE_GAP: Duration = Duration::from_millis(100);
/// How soon the next piece of a sequence follows that has begun beyond doubt.
const SEQUENCE_GAP: Duration = Duration::from_millis(500);
/// So many letters in one burst are a paste. Somebody who types ahead over a slow line sends fewer.
const LETTERS_OF_A_PASTE: usize = 256;
/// So many letters in lines are one: nobody types ahead over several Enters and that much text.
const LETTERS_OF_PASTED_LINES: usize = 48;
const PASTED_LINES: usize = 2;

/// Starts the thread. The queue ends when the terminal does.
///
/// # Errors
/// When the system gives no thread.
pub fn events() -> std::io::Result<Receiver<Event>> {
    let (sender, events) = channel(QUEUED_EVENTS);
    thread::Builder::new().name("events".into()).spawn(move || {
        while let Ok(first) = event::read() {
            for event in sorted(&with_what_follows(first)) {
                if sender.blocking_send(event).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(events)
}

/// The event, and those that belong to it if it begins a burst of letters or a sequence in pieces.
fn with_what_follows(first: Event) -> Vec<Event> {
    let mut burst = vec![first];
    let mut done = 0;
    while burst.len() < MAX_BURST
        && let Some(gap) = wait_for_more(&burst, &mut done)
        && event::poll(gap).unwrap_or(false)
        && let Ok(event) = event::read()
    {
        burst.push(event);
    }
    burst
}

/// How long to wait for an event that belongs to the burst; `None` if none will. What is before `done` needs no second
/// look.
fn wait_for_more(burst: &[Event], done: &mut usize) -> Option<Duration> {
    while *done < burst.len() {
        *done += match sequence::read(&burst[*done..]) {
            Sequence::None => 1,
            Sequence::Whole { length, .. } | Sequence::Paste { length } => length,
            Sequence::Unfinished if burst.len() - *done == 1 => return Some(ESCAPE_GAP),
            Sequence::Unfinished => return Some(SEQUENCE_GAP),
        };
    }
    burst.last().and_then(letter).map(|_| BURST_GAP)
}

/// The burst with the keys that its sequences mean, and with a paste in place of its letters if they are one.
fn sorted(burst: &[Event]) -> Vec<Event> {
    let mut sorted = Vec::new();
    let mut letters = Vec::new();
    let mut is_paste = false;
    let mut at = 0;
    while let Some(event) = burst.get(at) {
        at += match sequence::read(&burst[at..]) {
            Sequence::None if letter(event).is_some() => {
                letters.push(event.clone());
                1
            }
            // Somebody pressed it.
            Sequence::Unfinished if burst.len() - at <= 2 => {
                flush(&mut letters, &mut sorted, is_paste);
                sorted.extend_from_slice(&burst[at..]);
                break;
            }
            Sequence::Unfinished => break,
            sequence => {
                flush(&mut letters, &mut sorted, std::mem::take(&mut is_paste));
                match sequence {
                    Sequence::Whole { length, key } => {
                        sorted.extend(key.map(|key| Event::Key(KeyEvent::new(key, KeyModifiers::NONE))));
                        length
                    }
                    Sequence::Paste { length } => {
                        is_paste = true;
                        length
                    }
                    Sequence::None | Sequence::Unfinished => {
                        sorted.push(event.clone());
                        1
                    }
                }
            }
        };
    }
    flush(&mut letters, &mut sorted, is_paste);
    sorted
}

fn flush(letters: &mut Vec<Event>, sorted: &mut Vec<Event>, is_paste: bool) {
    let text: String = letters.iter().filter_map(letter).collect();
    let lines = text.trim_end().matches('\n').count();
    let is_paste = is_paste
        || letters.len() >= LETTERS_OF_A_PASTE
        || letters.len() >= LETTERS_OF_PASTED_LINES && lines >= PASTED_LINES
        || begins_with_address(&text);
    if is_paste || sequence::is_rest(&text) {
        letters.clear();
        sorted.extend(is_paste.then_some(Event::Paste(text)));
    } else {
        sorted.append(letters);
    }
}

/// Whether it begins with an email address, perhaps after a name: no key is an `@`, and few queries begin with one.
fn begins_with_address(text: &str) -> bool {
    let Some((name, domain)) = text.lines().next().unwrap_or_default().split_once('@') else { return false };
    name.starts_with(char::is_alphanumeric) && domain.contains('.') && domain.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyCode;

    fn keys(text: &str) -> Vec<Event> {
        let key = |c| match c {
            '\n' => KeyCode::Enter,
            c => KeyCode::Char(c),
        };
        text.chars().map(|c| Event::Key(KeyEvent::new(key(c), KeyModifiers::NONE))).collect()
    }

    fn with(modifiers: KeyModifiers, sign: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(sign), modifiers))
    }

    #[test]
    fn what_is_typed_ahead_stays_keys_and_what_nobody_types_is_a_paste() {
        let ahead = "/office:dublin department:engineering\rae\r".replace('\r', "\n");
        assert_eq!(sorted(&keys(&ahead)), keys(&ahead));
        let emails = "aoife@acme.example\nben@acme.example\nchen@acme.example\n";
        assert_eq!(sorted(&keys(emails)), [Event::Paste(emails.into())]);
        for address in ["anna@x.example\n", "Anna Smith <a@x.example>\n", "anna.smith@x.example\nqUALITY\n"] {
            assert_eq!(sorted(&keys(address)), [Event::Paste(address.into())]);
        }
        assert_eq!(sorted(&keys("/email:a@x.example\n")), keys("/email:a@x.example\n"));
        let long = "x".repeat(3000);
        let up = Event::Key(KeyEvent::new(KeyCode::Up, KeyModifiers::NONE));
        let burst = [keys(&long), vec![up.clone()]].concat();
        assert_eq!(sorted(&burst), [Event::Paste(long), up]);
    }

    /// Catalogue: D17.
    #[test]
    fn an_answer_acts_as_no_key() {
        let colour = [vec![with(KeyModifiers::ALT, ']')], keys("11;rgb:0000/0000/0000")].concat();
        for end in [with(KeyModifiers::ALT, '\\'), with(KeyModifiers::CONTROL, 'g')] {
            assert_eq!(sorted(&[colour.clone(), vec![end], keys("q")].concat()), keys("q"));
        }
        assert_eq!(sorted(&colour), [], "also where its end is lost");
        let alone = vec![with(KeyModifiers::ALT, ']')];
        assert_eq!(sorted(&alone), alone, "somebody may press it");
    }
    #[test]
    fn pieces_of_sequences_are_waited_for_and_never_act_as_keys() {
        let esc = || vec![Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE))];
        let up = Event::Key(KeyEvent::new(KeyCode::Up, KeyModifiers::NONE));
        assert_eq!(sorted(&[esc(), keys("[A"), keys("q")].concat()), [vec![up], keys("q")].concat());
        assert_eq!(sorted(&[esc(), keys("[200~q\na")].concat()), [Event::Paste("q\na".into())]);
        assert_eq!(sorted(&keys("[<0;10;10M")), [], "its Escape was lost");
        assert_eq!(sorted(&esc()), esc());
        assert_eq!(sorted(&[esc(), keys("q")].concat()), [esc(), keys("q")].concat());
        let gap = |burst: &[Event]| wait_for_more(burst, &mut 0);
        assert_eq!(gap(&esc()), Some(ESCAPE_GAP));
        assert_eq!(gap(&[esc(), keys("[")].concat()), Some(SEQUENCE_GAP));
        assert_eq!(gap(&[esc(), keys("[A")].concat()), Some(BURST_GAP));
        assert_eq!(gap(&[Event::FocusGained]), None);
    }
}
