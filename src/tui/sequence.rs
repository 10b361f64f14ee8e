//! Escape sequences that came in pieces. A slow line may bring the Escape of an arrow key before the rest; crossterm then
//! reports the key Esc and letters. Here they become the one key again; an answer to a question that another program
//! asked becomes nothing.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// What the events at the start of a slice are.
#[derive(Clone, Debug, PartialEq)]
pub enum Sequence {
    /// They begin no sequence: each is a key.
    None,
    /// They may become one if more comes.
    Unfinished,
    /// So many of them are one, and mean this key, or nothing.
    Whole { length: usize, key: Option<KeyCode> },
    /// So many of them begin a paste.
    Paste { length: usize },
}

/// Reads the sequence at the start of the events.
pub fn read(events: &[Event]) -> Sequence {
    let Some((first, rest)) = events.split_first() else { return Sequence::None };
    if begins_string(first) {
        return string(events, 1);
    }
    if !is_key(first, KeyModifiers::NONE, KeyCode::Esc) {
        return Sequence::None;
    }
    match rest.first().map(letter) {
        None => Sequence::Unfinished,
        Some(Some('[')) => control(rest),
        Some(Some('O')) => match rest.get(1).map(letter) {
            None => Sequence::Unfinished,
            Some(letter) => match letter.and_then(arrow) {
                Some(key) => Sequence::Whole { length: 3, key: Some(key) },
                None => Sequence::None,
            },
        },
        Some(Some(']' | 'P' | '_' | '^')) => string(events, 2),
        Some(_) => Sequence::None,
    }
}

/// `[`, numbers and signs, and a final letter.
fn control(events: &[Event]) -> Sequence {
    let mut parameters = String::new();
    for (place, event) in events.iter().enumerate().skip(1) {
        let length = place + 2;
        match letter(event) {
            Some(c @ '\u{20}'..='\u{3f}') => parameters.push(c),
            Some('~') if parameters == "200" => return Sequence::Paste { length },
            // The place of a mouse follows in three characters.
            Some('M') if parameters.is_empty() && events.len() < place + 4 => return Sequence::Unfinished,
            Some('M') if parameters.is_empty() => return Sequence::Whole { length: length + 3, key: None },
            Some(c @ '\u{40}'..='\u{7e}') => return Sequence::Whole { length, key: key(&parameters, c) },
            _ if parameters.is_empty() => return Sequence::None,
            _ => return Sequence::Whole { length: place + 1, key: None },
        }
    }
    Sequence::Unfinished
}

fn key(parameters: &str, end: char) -> Option<KeyCode> {
    match (parameters, end) {
        ("", 'Z') => Some(KeyCode::BackTab),
        ("", letter) => arrow(letter),
        ("1" | "7", '~') => Some(KeyCode::Home),
        ("3", '~') => Some(KeyCode::Delete),
        ("4" | "8", '~') => Some(KeyCode::End),
        ("5", '~') => Some(KeyCode::PageUp),
        ("6", '~') => Some(KeyCode::PageDown),
        _ => None,
    }
}

fn arrow(letter: char) -> Option<KeyCode> {
    Some(match letter {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'H' => KeyCode::Home,
        'F' => KeyCode::End,
        _ => return None,
    })
}

/// A string up to its end, BEL or `ESC \`; `start` events begin it.
fn string(events: &[Event], start: usize) -> Sequence {
    for (place, event) in events.iter().enumerate().skip(start) {
        let is_backslash = letter(event) == Some('\\') && is_key(&events[place - 1], KeyModifiers::NONE, KeyCode::Esc);
        let is_end = is_key(event, KeyModifiers::ALT, KeyCode::Char('\\'))
            || is_key(event, KeyModifiers::CONTROL, KeyCode::Char('g'));
        if is_end || is_backslash && place > start {
            return Sequence::Whole { length: place + 1, key: None };
        }
    }
    Sequence::Unfinished
}

/// `ESC ]`, `ESC P`, `ESC _`, `ESC ^` in one piece: as keys they are Alt and a sign.
fn begins_string(event: &Event) -> bool {
    [']', 'P', '_', '^'].into_iter().any(|sign| is_key(event, KeyModifiers::ALT, KeyCode::Char(sign)))
}

/// What is left of a sequence in one piece whose Escape got lost in half a character before it: `[A`, `[<0;9;9M`.
pub fn is_rest(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('[') else { return false };
    let parameters = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '~');
    let is_numbers = parameters.chars().all(|c| c.is_ascii_digit() || "<=>?;".contains(c));
    is_numbers && rest.len() == parameters.len() + 1
}

/// The character that a key types; line breaks and tabs are characters of a paste.
pub fn letter(event: &Event) -> Option<char> {
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

fn is_key(event: &Event, modifier: KeyModifiers, wanted: KeyCode) -> bool {
    matches!(event, Event::Key(KeyEvent { code, modifiers, .. })
        if modifiers.contains(modifier) && *code == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of which crossterm makes a text that comes byte by byte.
    fn events(text: &str) -> Vec<Event> {
        let event = |c| match c {
            '\u{1b}' => (KeyCode::Esc, KeyModifiers::NONE),
            '\u{7}' => (KeyCode::Char('g'), KeyModifiers::CONTROL),
            c if c.is_uppercase() => (KeyCode::Char(c), KeyModifiers::SHIFT),
            c => (KeyCode::Char(c), KeyModifiers::NONE),
        };
        text.chars().map(event).map(|(code, modifiers)| Event::Key(KeyEvent::new(code, modifiers))).collect()
    }

    /// Catalogue: D15, D18.
    #[test]
    fn a_sequence_in_pieces_is_the_key_or_the_nothing_that_it_was() {
        for (text, length, key) in [
            ("\u{1b}[A", 3, Some(KeyCode::Up)),
            ("\u{1b}OBq", 3, Some(KeyCode::Down)),
            ("\u{1b}[6~q", 4, Some(KeyCode::PageDown)),
            ("\u{1b}[Z", 3, Some(KeyCode::BackTab)),
            ("\u{1b}[1;5A", 6, None),
            ("\u{1b}[<0;10;10Mq", 11, None),
            ("\u{1b}[M !!q", 6, None),
            ("\u{1b}[?1;2c", 7, None),
            ("\u{1b}]11;rgb:0/0/0\u{1b}\\q", 16, None),
            ("\u{1b}P1$r\u{7}q", 6, None),
        ] {
            let events = events(text);
            assert_eq!(read(&events), Sequence::Whole { length, key }, "{}", text.escape_debug());
            for cut in 1..length {
                assert_eq!(read(&events[..cut]), Sequence::Unfinished, "{} {cut}", text.escape_debug());
            }
        }
        assert_eq!(read(&events("\u{1b}[200~text")), Sequence::Paste { length: 6 });
        for text in ["q", "\u{1b}q", "\u{1b}\u{1b}", "\u{1b}Ox", "[A", ""] {
            assert_eq!(read(&events(text)), Sequence::None, "{}", text.escape_debug());
        }
    }

    #[test]
    fn what_is_left_of_a_sequence_is_known() {
        for text in ["[A", "[<0;10;10M", "[?1;2c", "[6~"] {
            assert!(is_rest(text), "{text}");
        }
        for text in ["[", "[ab", "[12", "[a", "a[A", "[A team"] {
            assert_eq!(is_rest(text), text == "[a", "{text}");
        }
    }
}
