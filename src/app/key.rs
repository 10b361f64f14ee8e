//! A key as the program knows it, without the types of the terminal library.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key with its modifiers. Shift is part of the character: `A`, not Shift and `a`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
}

impl fmt::Debug for Key {
    /// Does not print the key: it may be a letter of a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[input]")
    }
}

/// Names of keys that type nothing, and of the blank.
pub(super) const NAMED: [(&str, Code); 15] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Del", Code::Delete),
    ("←", Code::Left),
    ("→", Code::Right),
    ("↑", Code::Up),
    ("↓", Code::Down),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false }
    }

    /// The key of a name such as `a`, `Ctrl-c`, `Alt-1`, `Enter` or `F1`; `None` if there is no such key.
    pub fn parse(name: &str) -> Option<Key> {
        if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Some(Key::plain(*code));
        }
        if let Some(rest) = name.strip_prefix("Ctrl-").filter(|rest| !rest.is_empty()) {
            return Key::parse(rest).map(|key| Key { ctrl: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("Alt-").filter(|rest| !rest.is_empty()) {
            return Key::parse(rest).map(|key| Key { alt: true, ..key });
        }
        if let Some(number) = name.strip_prefix('F').and_then(|number| number.parse().ok()) {
            return Some(Key::plain(Code::F(number)));
        }
        let mut characters = name.chars();
        let only = characters.next()?;
        characters.next().is_none().then(|| Key::plain(Code::Char(only)))
    }

    /// The name that [`Key::parse`] takes and the help shows. Only of keys that mean something: others may be a secret's.
    pub fn name(&self) -> String {
        let named = NAMED.iter().find(|(_, code)| *code == self.code).map(|(name, _)| (*name).to_string());
        let name = named.unwrap_or_else(|| match self.code {
            Code::Char(c) => c.to_string(),
            Code::F(number) => format!("F{number}"),
            _ => String::new(),
        });
        let ctrl = if self.ctrl { "Ctrl-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        format!("{ctrl}{alt}{name}")
    }

    /// The character that the key types; `None` if it types none.
    pub fn as_char(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_names() {
        assert_eq!(Key::parse("Ctrl-c"), Some(Key { code: Code::Char('c'), ctrl: true, alt: false }));
        assert_eq!(Key::parse("Space"), Some(Key::plain(Code::Char(' '))));
        assert_eq!(Key::parse("F1"), Some(Key::plain(Code::F(1))));
        assert_eq!(Key::parse("F"), Some(Key::plain(Code::Char('F'))));
        assert_eq!(Key::parse("-"), Some(Key::plain(Code::Char('-'))));
        assert_eq!(Key::parse("what"), None);
        assert_eq!(format!("{:?}", Key::parse("s")), "Some([input])");
    }
}
