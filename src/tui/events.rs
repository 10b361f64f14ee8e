//! The terminal's events, read on a thread of their own: crossterm's stream for async programs wakes once for what is read
//! in one piece, and what follows stays unread until the next key.
//!
//! Not all that comes was pressed. Letters that come faster than anybody types, as a terminal without bracketed paste sends
//! them, are a paste; a late answer to a question that another program asked is nothing.

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};

/// Events that are queued; more than that stay in the terminal's own buffer.
const QUEUED_EVENTS: usize = 1024;
/// Events that are looked at together.
const MAX_BURST: usize = 4096;
/// How soon the next event of a burst follows.
const BURST_GAP: Duration = Duration::from_millis(1);
/// How soon the rest of an answer follows.
const ANSWER_GAP: Duration = Duration::from_millis(30);
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
            for event in sorted(with_what_follows(first)) {
                if sender.blocking_send(event).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(events)
}

/// The event, and those that belong to it if it begins a burst of letters or an answer.
fn with_what_follows(first: Event) -> Vec<Event> {
    let gap = match () {
        () if begins_answer(&first) => ANSWER_GAP,
        () if letter(&first).is_some() => BURST_GAP,
        () => return vec![first],
    };
    let mut burst = vec![first];
    while burst.len() < MAX_BURST && event::poll(gap).unwrap_or(false) {
        match event::read() {
            Ok(event) => burst.push(event),
            Err(_) => break,
        }
    }
    burst
}

/// The burst without answers, and with a paste in place of its letters if they are one.
fn sorted(burst: Vec<Event>) -> Vec<Event> {
    let mut sorted = Vec::new();
    let mut letters = Vec::new();
    let mut rest = burst.into_iter();
    while let Some(event) = rest.next() {
        if begins_answer(&event) && rest.len() > 0 {
            flush(&mut letters, &mut sorted);
            rest.by_ref().find(ends_answer);
        } else if letter(&event).is_some() {
            letters.push(event);
        } else {
            flush(&mut letters, &mut sorted);
            sorted.push(event);
        }
    }
    flush(&mut letters, &mut sorted);
    sorted
}

fn flush(letters: &mut Vec<Event>, sorted: &mut Vec<Event>) {
    let text: String = letters.iter().filter_map(letter).collect();
    let lines = text.trim_end().matches('\n').count();
    let is_paste = letters.len() >= LETTERS_OF_A_PASTE
        || letters.len() >= LETTERS_OF_PASTED_LINES && lines >= PASTED_LINES
        || begins_with_address(&text);
    if is_paste {
        letters.clear();
        sorted.push(Event::Paste(text));
    } else {
        sorted.append(letters);
    }
}

/// Whether it begins with an email address, perhaps after a name: no key is an `@`, and few queries begin with one.
fn begins_with_address(text: &str) -> bool {
    let Some((name, domain)) = text.lines().next().unwrap_or_default().split_once('@') else { return false };
    name.starts_with(char::is_alphanumeric) && domain.contains('.') && domain.starts_with(char::is_alphanumeric)
}

/// The character that a key types; line breaks and tabs are characters of a paste.
fn letter(event: &Event) -> Option<char> {
    let Event::Key(KeyEvent { code, modifiers, kind, .. }) = event else { return None };
    if *kind == KeyEventKind::Release || modifiers.intersects(!KeyModifiers::SHIFT) {
        return None;
    }
    match code {
        KeyCode::Char(c) => Some(*c),
        KeyCode::Enter => Some('\n'),
        KeyCode::Tab => Some('\t'),
        _ => None,
    }
}

/// `ESC ]`, `ESC P`, `ESC _`, `ESC ^`: they begin a string that ends with BEL or `ESC \`. As keys they are Alt and a sign.
fn begins_answer(event: &Event) -> bool {
    is_key(event, KeyModifiers::ALT, &[']', 'P', '_', '^'])
}

fn ends_answer(event: &Event) -> bool {
    is_key(event, KeyModifiers::ALT, &['\\']) || is_key(event, KeyModifiers::CONTROL, &['g'])
}

fn is_key(event: &Event, modifier: KeyModifiers, signs: &[char]) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(sign), modifiers, .. })
        if modifiers.contains(modifier) && signs.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(sorted(keys(&ahead)), keys(&ahead));
        let emails = "aoife@acme.example\nben@acme.example\nchen@acme.example\n";
        assert_eq!(sorted(keys(emails)), [Event::Paste(emails.into())]);
        for address in ["anna@x.example\n", "Anna Smith <a@x.example>\n", "anna.smith@x.example\nqUALITY\n"] {
            assert_eq!(sorted(keys(address)), [Event::Paste(address.into())]);
        }
        assert_eq!(sorted(keys("/email:a@x.example\n")), keys("/email:a@x.example\n"));
        let long = "x".repeat(3000);
        let up = Event::Key(KeyEvent::new(KeyCode::Up, KeyModifiers::NONE));
        let burst = [keys(&long), vec![up.clone()]].concat();
        assert_eq!(sorted(burst), [Event::Paste(long), up]);
    }

    #[test]
    fn an_answer_acts_as_no_key() {
        let colour = [vec![with(KeyModifiers::ALT, ']')], keys("11;rgb:0000/0000/0000")].concat();
        for end in [with(KeyModifiers::ALT, '\\'), with(KeyModifiers::CONTROL, 'g')] {
            assert_eq!(sorted([colour.clone(), vec![end], keys("q")].concat()), keys("q"));
        }
        assert_eq!(sorted(colour), [], "also where its end is lost");
        let alone = vec![with(KeyModifiers::ALT, ']')];
        assert_eq!(sorted(alone.clone()), alone, "somebody may press it");
    }
}
