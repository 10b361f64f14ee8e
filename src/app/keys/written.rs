//! Names of keys as people write them: `ctrl-x`, `Down` for `↓`, `Escape`. What a terminal cannot send is no key.

use crate::app::key::{Code, Key, NAMED};
use crate::domain::text::safe_text::SafeText;
use crate::domain::unknown_name::UnknownName;
use std::fmt;

/// Names besides those that the help shows.
const OTHER_NAMES: [(&str, Code); 9] = [
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Escape", Code::Esc),
    ("Return", Code::Enter),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("Delete", Code::Delete),
];

/// How many function keys terminals have a sequence for.
const FUNCTION_KEYS: u8 = 12;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoKey {
    Unknown(UnknownName),
    /// There is such a key, but terminals send nothing for it, or what begins a sequence. The name is the one that the
    /// help would show.
    NotSent(String),
}

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoKey::Unknown(name) => name.fmt(f),
            NoKey::NotSent(name) => write!(f, "terminals do not send {name}: choose another key"),
        }
    }
}

/// The key of a name, as it comes from a terminal: `Ctrl-i` is Tab.
///
/// # Errors
/// A name that no key has, and the key that may have been meant; a key that does not come from a terminal.
pub fn key(name: &str) -> Result<Key, NoKey> {
    let (mut rest, mut ctrl, mut alt) = (name, false, false);
    loop {
        match (behind("Ctrl-", rest), behind("Alt-", rest)) {
            (Some(behind), _) => (rest, ctrl) = (behind, true),
            (None, Some(behind)) => (rest, alt) = (behind, true),
            (None, None) => break,
        }
    }
    let Some(code) = code(rest) else {
        let names = known_names();
        return Err(NoKey::Unknown(UnknownName::of(name, names.iter().map(String::as_str))));
    };
    let key = Key { code, ctrl, alt };
    as_sent(key).ok_or_else(|| NoKey::NotSent(key.name()))
}

fn behind<'a>(modifier: &str, name: &'a str) -> Option<&'a str> {
    let (start, rest) = name.split_at_checked(modifier.len())?;
    (start.eq_ignore_ascii_case(modifier) && !rest.is_empty()).then_some(rest)
}

fn code(name: &str) -> Option<Code> {
    let mut names = NAMED.into_iter().chain(OTHER_NAMES);
    let named = names.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, code)| code);
    let function = || {
        let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
        (1..=FUNCTION_KEYS).contains(&number).then_some(Code::F(number))
    };
    let character = || {
        let shown = SafeText::of(name);
        let mut characters = name.chars();
        let only = characters.next().filter(|_| characters.next().is_none())?;
        // The help shows it: it has to be visible, and as wide as the others.
        (shown.as_str() == name && shown.width() == 1).then_some(Code::Char(only))
    };
    named.or_else(function).or_else(character)
}

/// The key as a terminal without further protocols sends it; `None` if it sends none.
fn as_sent(key: Key) -> Option<Key> {
    let plain = |code| Some(Key { ctrl: false, code, ..key });
    match key.code {
        Code::Char(c) if key.ctrl => match c.to_ascii_lowercase() {
            'i' => plain(Code::Tab),
            'j' | 'm' => plain(Code::Enter),
            '[' => plain(Code::Esc),
            c @ ('a'..='z' | ' ') => Some(Key { code: Code::Char(c), ..key }),
            _ => None,
        },
        // Behind Escape they begin sequences.
        Code::Char('[' | ']' | '\\' | '^' | '_' | 'O' | 'P' | 'X') if key.alt => None,
        Code::Esc if key.ctrl || key.alt => None,
        Code::Enter | Code::Tab | Code::Backspace if key.ctrl => None,
        Code::BackTab if key.ctrl || key.alt => None,
        _ => Some(key),
    }
}

/// What may have been meant.
fn known_names() -> Vec<String> {
    let words = NAMED.iter().chain(&OTHER_NAMES).filter(|(name, _)| name.is_ascii());
    let names = words.map(|(name, _)| (*name).to_string());
    let function = (1..=FUNCTION_KEYS).map(|number| format!("F{number}"));
    let letters = ('a'..='z').flat_map(|c| [format!("Ctrl-{c}"), format!("Alt-{c}")]);
    names.chain(function).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(written: &str) -> String {
        key(written).map_or_else(|no_key| no_key.to_string(), |key| key.name())
    }

    #[test]
    fn keys_may_be_written_in_other_ways() {
        for (written, expected) in [
            ("a", "a"),
            ("A", "A"),
            ("é", "é"),
            (" ", "Space"),
            ("space", "Space"),
            ("Down", "↓"),
            ("escape", "Esc"),
            ("PAGEUP", "PgUp"),
            ("ctrl-X", "Ctrl-x"),
            ("Alt-Q", "Alt-Q"),
            ("Alt-Ctrl-x", "Ctrl-Alt-x"),
            ("-", "-"),
            ("f12", "F12"),
            ("f", "f"),
            ("shift-tab", "Shift-Tab"),
        ] {
            assert_eq!(name(written), expected, "{written}");
        }
    }

    #[test]
    fn keys_that_a_terminal_cannot_tell_apart_are_one() {
        for (written, expected) in
            [("Ctrl-i", "Tab"), ("Ctrl-m", "Enter"), ("Ctrl-[", "Esc"), ("Alt-Ctrl-I", "Alt-Tab")]
        {
            assert_eq!(name(written), expected);
        }
        for written in ["Ctrl-1", "Ctrl--", "Ctrl-Enter", "Alt-[", "Alt-O", "Ctrl-Tab", "Alt-Esc"] {
            assert!(matches!(key(written), Err(NoKey::NotSent(_))), "{written}");
        }
    }

    #[test]
    fn what_is_no_key_is_told_with_the_nearest_one() {
        for (written, expected) in [
            ("Entre", "\"Entre\" is not known: did you mean Enter?"),
            ("Crtl-q", "\"Crtl-q\" is not known: did you mean Ctrl-q?"),
            ("F13", "\"F13\" is not known: did you mean F1?"),
            ("", "\"\" is not known"),
            ("gg", "\"gg\" is not known"),
            ("Ctrl-", "\"Ctrl-\" is not known: did you mean Ctrl-a?"),
        ] {
            assert_eq!(name(written), expected);
        }
        for invisible in ["\u{200b}", "\u{1b}", "\u{301}", "陈", "\u{202e}"] {
            assert!(key(invisible).is_err(), "{invisible:?}");
        }
    }
}
