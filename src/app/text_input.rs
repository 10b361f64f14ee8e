//! Text fields: the keys that edit them, and the one that holds a secret.

use super::key::{Code, Key};
use super::notice::Notice;
use crate::domain::credentials::MAX_CREDENTIAL_BYTES;
use crate::domain::query;
use crate::domain::text::words::grouped;
use std::time::Duration;
use tui_input::{Input, InputRequest};
use zeroize::Zeroizing;

/// Keys that come this soon after a paste belong to it: the Enter that ended a copied line is not a command.
pub const PASTE_ECHO: Duration = Duration::from_millis(50);
/// So soon after a piece of a paste without brackets comes the next one.
pub const PASTE_GOES_ON: Duration = Duration::from_millis(200);
/// Longest text of a field.
pub const MAX_BYTES: usize = query::MAX_BYTES;

/// Edits a text field. Returns whether the key edits or moves.
pub fn edit(input: &mut Input, key: Key) -> bool {
    let Some(request) = request(key) else { return false };
    match request {
        InputRequest::InsertChar(c) if input.value().len() + c.len_utf8() > MAX_BYTES => {}
        // How much it brings back is not known before.
        InputRequest::Yank => {
            let before = input.clone();
            input.handle(request);
            if input.value().len() > MAX_BYTES {
                *input = before;
            }
        }
        _ => drop(input.handle(request)),
    }
    true
}

/// Whether a key edits or moves in a text field.
pub fn edits(key: Key) -> bool {
    request(key).is_some()
}

/// The keys of a shell.
fn request(key: Key) -> Option<InputRequest> {
    Some(match (key.code, key.ctrl, key.alt) {
        (Code::Backspace, false, false) | (Code::Char('h'), true, false) => InputRequest::DeletePrevChar,
        (Code::Delete, false, false) | (Code::Char('d'), true, false) => InputRequest::DeleteNextChar,
        (Code::Backspace, _, true) | (Code::Char('w'), true, false) => InputRequest::DeletePrevWord,
        (Code::Char('d'), false, true) => InputRequest::DeleteNextWord,
        (Code::Left, false, false) | (Code::Char('b'), true, false) => InputRequest::GoToPrevChar,
        (Code::Right, false, false) | (Code::Char('f'), true, false) => InputRequest::GoToNextChar,
        (Code::Left, ..) | (Code::Char('b'), false, true) => InputRequest::GoToPrevWord,
        (Code::Right, ..) | (Code::Char('f'), false, true) => InputRequest::GoToNextWord,
        (Code::Home, ..) | (Code::Char('a'), true, false) => InputRequest::GoToStart,
        (Code::End, ..) | (Code::Char('e'), true, false) => InputRequest::GoToEnd,
        (Code::Char('u'), true, false) => InputRequest::DeleteFromStart,
        (Code::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        (Code::Char('y'), true, false) => InputRequest::Yank,
        _ => InputRequest::InsertChar(key.as_char()?),
    })
}

/// Inserts a pasted text as one line: line breaks and control characters become blanks.
///
/// # Errors
/// A text for which the field has no room: nothing of it is taken, since half an address is another one.
pub fn paste(input: &mut Input, text: &str) -> Result<(), Notice> {
    // With its blanks: a paste that the terminal's reader cut is longer than that, too.
    if input.value().len() + text.len() > MAX_BYTES {
        let room = grouped(MAX_BYTES);
        return Err(Notice::failed(format!("Nothing was pasted: a field takes {room} bytes. Paste it in parts.")));
    }
    let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let one_line = one_line.trim();
    let (value, cursor) = (input.value(), input.cursor());
    let at = value.char_indices().nth(cursor).map_or(value.len(), |(at, _)| at);
    let value = [&value[..at], one_line, &value[at..]].concat();
    *input = Input::new(value).with_cursor(cursor + one_line.chars().count());
    Ok(())
}

/// A text field for a secret. Its memory is wiped when it is dropped or replaced and never grows, so that no copy stays
/// behind. It has no cursor: what is typed is appended.
#[derive(Clone, Default)]
pub struct SecretInput(Zeroizing<String>);

impl SecretInput {
    pub fn value(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn replace(&mut self, text: &str) {
        self.0 = Zeroizing::new(String::with_capacity(MAX_CREDENTIAL_BYTES));
        self.0.push_str(text);
    }

    /// Adds text at the end, as much as there is room for.
    pub fn append(&mut self, text: &str) {
        for c in text.chars() {
            self.edit(Key::plain(Code::Char(c)));
        }
    }

    /// Returns whether the key edits.
    pub fn edit(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (Code::Backspace, false, false) | (Code::Char('h'), true, false) => drop(self.0.pop()),
            (Code::Backspace, ..) | (Code::Char('u' | 'w' | 'k'), true, false) => self.replace(""),
            _ => match key.as_char() {
                Some(c) if self.0.len() + c.len_utf8() <= MAX_CREDENTIAL_BYTES => {
                    if self.0.capacity() < MAX_CREDENTIAL_BYTES {
                        let text = self.0.clone();
                        self.replace(&text);
                    }
                    self.0.push(c);
                }
                Some(_) => {}
                None => return false,
            },
        }
        true
    }
}

impl std::fmt::Debug for SecretInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[&str]) -> String {
        let mut input = Input::default();
        for name in keys {
            assert!(edit(&mut input, Key::parse(name).unwrap()), "{name}");
        }
        input.value().to_string()
    }

    #[test]
    fn text_fields_take_the_keys_of_a_shell() {
        assert_eq!(typed(&["a", "b", "Space", "c", "Ctrl-w"]), "ab ");
        assert_eq!(typed(&["a", "b", "Ctrl-a", "x", "Ctrl-e", "y"]), "xaby");
        assert_eq!(typed(&["a", "b", "←", "Del"]), "a");
        assert_eq!(typed(&["a", "Space", "b", "Alt-b", "Ctrl-k"]), "a ");
        assert!(!edit(&mut Input::default(), Key::parse("Enter").unwrap()));
    }

    #[test]
    fn a_paste_is_one_line() {
        let mut input = Input::default();
        assert_eq!(paste(&mut input, "  dub\r\nlin\u{1b} \n"), Ok(()));
        assert_eq!(input.value(), "dub  lin");
        edit(&mut input, Key::parse("←").unwrap());
        assert_eq!(paste(&mut input, "ü"), Ok(()));
        edit(&mut input, Key::parse("x").unwrap());
        assert_eq!(input.value(), "dub  liüxn");
    }

    #[test]
    fn a_paste_is_taken_whole_or_not_at_all() {
        let mut input = Input::default();
        assert_eq!(paste(&mut input, &"ä".repeat(MAX_BYTES / 2 - 1)), Ok(()));
        assert_eq!(paste(&mut input, "y\n"), Ok(()));
        let refused = paste(&mut input, "zz").unwrap_err();
        assert_eq!(refused.text, "Nothing was pasted: a field takes 131 072 bytes. Paste it in parts.");
        for _ in 0..2 {
            assert!(edit(&mut input, Key::parse("z").unwrap()));
        }
        assert!(input.value().len() == MAX_BYTES && input.value().ends_with("äyz"));
    }

    #[test]
    fn what_was_cut_comes_back_only_where_there_is_room() {
        let mut input = Input::default();
        assert_eq!(paste(&mut input, &"a".repeat(MAX_BYTES - 1)), Ok(()));
        for key in ["Ctrl-u", "Ctrl-y", "Ctrl-y", "Ctrl-y"] {
            assert!(edit(&mut input, Key::parse(key).unwrap()));
        }
        assert_eq!(input.value().len(), MAX_BYTES - 1);
    }

    #[test]
    fn a_secret_is_typed_and_never_printed() {
        let mut secret = SecretInput::default();
        for name in ["s", "3", "Backspace", "4"] {
            assert!(secret.edit(Key::parse(name).unwrap()));
        }
        assert_eq!((secret.value(), format!("{secret:?}").as_str()), ("s4", "[hidden]"));
    }
}
