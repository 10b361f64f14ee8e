//! The keys that work: those of the table, and in place of them those that the user chose.

use super::{Action, BINDINGS, Binding, KeyContext, Screen};
use crate::app::key::Key;
use crate::app::text_input::edits;

/// Stands in a sentence for the key of an action that has none: "no key undoes".
const NO_KEY: &str = "no key";

#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    /// In the order of the table.
    rows: Vec<Keys>,
}

/// A row of the table with the keys that it has now.
#[derive(Clone, Debug)]
pub struct Keys {
    pub binding: &'static Binding,
    /// With their names.
    keys: Vec<(Key, String)>,
}

impl PartialEq for Keys {
    fn eq(&self, other: &Keys) -> bool {
        std::ptr::eq(self.binding, other.binding) && self.keys == other.keys
    }
}

impl Keys {
    fn of(binding: &'static Binding) -> Keys {
        let mut keys = Keys { binding, keys: Vec::new() };
        keys.set(binding.keys.iter().filter_map(|name| Key::parse(name)));
        keys
    }

    fn set(&mut self, keys: impl IntoIterator<Item = Key>) {
        self.keys = keys.into_iter().map(|key| (key, key.name())).collect();
    }

    fn has(&self, key: Key) -> bool {
        self.keys.iter().any(|(known, _)| *known == key)
    }

    /// The keys by their names, the one to show first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(_, name)| name.as_str())
    }

    /// Whether a key of `Everywhere` works in this context, too: not as a part of a text, and no key that types a character
    /// leaves a dialog with what was typed there.
    fn reaches(&self, inner: KeyContext, key: Key) -> bool {
        let leaves = inner.is_overlay() && matches!(self.binding.action, Action::GoTo(_) | Action::Quit);
        !(inner.is_text() && edits(key) || leaves && key.as_char().is_some())
    }
}

impl Default for Keymap {
    /// The keys of the table.
    fn default() -> Keymap {
        Keymap { rows: BINDINGS.iter().map(Keys::of).collect() }
    }
}

impl Keymap {
    /// The rows of a context alone, in the order of the table.
    pub fn rows(&self, context: KeyContext) -> impl Iterator<Item = &Keys> {
        self.rows.iter().filter(move |keys| keys.binding.context == context)
    }

    /// What a key means in a context; `None` if it is text or unbound.
    pub fn action(&self, inner: KeyContext, key: Key) -> Option<Action> {
        self.find(inner, key).map(|keys| keys.binding.action)
    }

    /// The names of those keys of a row that mean its action in a context.
    pub fn working<'a>(&'a self, keys: &'a Keys, inner: KeyContext) -> impl Iterator<Item = &'a str> {
        let works = move |key| self.find(inner, key).is_some_and(|found| std::ptr::eq(found, keys));
        keys.keys.iter().filter(move |(key, _)| works(*key)).map(|(_, name)| name.as_str())
    }

    /// The key of an action, for a sentence.
    pub fn key(&self, context: KeyContext, action: Action) -> &str {
        self.first_key(context, action).unwrap_or(NO_KEY)
    }

    /// The same; `None` if there is none.
    pub fn first_key(&self, context: KeyContext, action: Action) -> Option<&str> {
        self.rows(context).find(|keys| keys.binding.action == action)?.names().next()
    }

    /// The key by which an action works in a context; `None` if none does.
    pub fn working_key(&self, inner: KeyContext, action: Action) -> Option<&str> {
        let rows = self.rows(inner).chain(self.rows(KeyContext::Everywhere));
        rows.filter(|keys| keys.binding.action == action).find_map(|keys| self.working(keys, inner).next())
    }

    /// The key that goes to a screen; `None` if there is none.
    pub fn key_to(&self, screen: Screen) -> Option<&str> {
        self.first_key(KeyContext::Everywhere, Action::GoTo(screen))
    }

    /// A screen with its key, as it stands in the tabs: `3 Sync`.
    pub fn tab(&self, screen: Screen) -> String {
        match self.key_to(screen) {
            Some(key) => format!("{key} {}", screen.title()),
            None => screen.title().to_string(),
        }
    }

    /// Gives a row of the table other keys.
    pub(super) fn set(&mut self, binding: &'static Binding, keys: &[Key]) {
        let row = self.rows.iter_mut().find(|row| std::ptr::eq(row.binding, binding));
        row.into_iter().for_each(|row| row.set(keys.iter().copied()));
    }

    /// The row of the same context that has this key, too.
    pub(super) fn other_with(&self, binding: &Binding, key: Key) -> Option<&'static Binding> {
        let mut others = self.rows(binding.context).filter(|keys| !std::ptr::eq(keys.binding, binding));
        others.find(|keys| keys.has(key)).map(|keys| keys.binding)
    }

    fn find(&self, inner: KeyContext, key: Key) -> Option<&Keys> {
        let own = self.rows(inner).find(|keys| keys.has(key));
        own.or_else(|| self.rows(KeyContext::Everywhere).find(|keys| keys.has(key) && keys.reaches(inner, key)))
    }
}
