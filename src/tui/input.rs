//! The terminal's events as messages: keys and pastes. Key releases, mouse and focus mean nothing to the program.

use crate::app::Msg;
use crate::app::key::{Code, Key};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A longer paste is cut here, and refused where the length matters.
const MAX_PASTE_BYTES: usize = 64 * 1024;

/// `None` for what means nothing. A resize is read from the terminal itself, not from its event.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(key_of(key)?)),
        Event::Paste(mut text) => {
            let mut end = text.len().min(MAX_PASTE_BYTES);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            Some(Msg::Pasted(text))
        }
        _ => None,
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
    let code = match key.code {
        KeyCode::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: D18.
    #[test]
    fn releases_and_mice_mean_nothing_and_letters_keep_their_case() {
        let mut release = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert!(message(Event::Key(release)).is_none());
        assert!(message(Event::FocusGained).is_none());
        let shifted = key_of(KeyEvent::new(KeyCode::Char('A'), KeyModifiers::SHIFT));
        assert!(shifted == Key::parse("A"));
        assert!(key_of(KeyEvent::new(KeyCode::Char('C'), KeyModifiers::CONTROL)) == Key::parse("Ctrl-c"));
    }

    /// Catalogue: A04.
    #[test]
    fn a_flood_of_a_paste_is_cut_between_characters() {
        let Some(Msg::Pasted(text)) = message(Event::Paste("ä".repeat(100_000))) else { panic!() };
        assert_eq!(text.len(), MAX_PASTE_BYTES);
    }
}
