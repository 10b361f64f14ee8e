//! The user's own keys, from `[keys]` in `config.toml`, put in place of the table's. What is wrong is told with its line
//! and changes nothing. The way out stays: Ctrl-c quits, and in dialogs and text fields Esc and Enter are what they were.

use super::written::{NoKey, key};
use super::{Action, BINDINGS, Binding, KeyContext, Keymap};
use crate::app::key::{Code, Key};
use crate::app::text_input::edits;
use crate::domain::unknown_name::UnknownName;
use std::fmt;

const QUITS: Key = Key { code: Code::Char('c'), ctrl: true, alt: false };
/// Mistakes that are told: in a file of something else everything is one. One more says that there are more.
pub const MAX_MISTAKES: usize = 20;

/// The keys that the user gave to an action.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// A [`KeyContext`] by its name.
    pub place: &'a str,
    pub place_line: usize,
    /// By its name.
    pub action: &'a str,
    pub line: usize,
    /// None take the action's keys away.
    pub keys: &'a [String],
}

/// Something wrong in `[keys]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    line: usize,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Unknown(UnknownName),
    NoKey(NoKey),
    /// The key types a character in this place.
    IsText(String, KeyContext),
    /// The key has another meaning in this place, which it keeps.
    IsFixed(String, Action),
    /// The key that an action was to lose and keeps.
    IsKept(String, Action),
    IsTaken(String, Action, KeyContext),
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.reason {
            Reason::Unknown(unknown) if unknown.suggestion.is_some() => unknown.fmt(f),
            Reason::Unknown(unknown) => write!(f, "{unknown}: giftlist keys lists what there is"),
            Reason::NoKey(no_key) => no_key.fmt(f),
            Reason::IsText(key, place) => {
                write!(f, "{key} is typed as text in {}: choose a key with Ctrl or Alt", place.name())
            }
            Reason::IsFixed(key, action) => write!(f, "{key} stays the key of {}", action.name()),
            Reason::IsKept(key, action) => write!(f, "{} keeps {key}: there has to be a way out", action.name()),
            Reason::IsTaken(key, action, place) => {
                let (action, place) = (action.name(), place.name());
                write!(f, "{key} is the key of {action} in {place} already: change that, too, or choose another key")
            }
        }
    }
}

/// A change that is right by itself.
struct Accepted {
    binding: &'static Binding,
    line: usize,
    keys: Vec<Key>,
}

impl Keymap {
    /// The table's keys with the user's changes, and what is wrong with those, by line.
    pub fn with(changes: &[Change]) -> (Keymap, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let mut accepted: Vec<Accepted> = changes.iter().filter_map(|change| accept(change, &mut mistakes)).collect();
        accepted.sort_by_key(|change| change.line);
        // One after the other: a change that is dropped gives its action the old keys back, and they may be another's now.
        let keymap = loop {
            let mut keymap = Keymap::default();
            accepted.iter().for_each(|change| keymap.set(change.binding, &change.keys));
            let Some((place, mistake)) = conflict(&accepted, &keymap) else { break keymap };
            accepted.remove(place);
            mistakes.push(mistake);
        };
        mistakes.sort_by_key(|mistake| mistake.line);
        mistakes.dedup();
        mistakes.truncate(MAX_MISTAKES + 1);
        (keymap, mistakes)
    }
}

/// The change as rows and keys; `None` and a mistake if a part of it is wrong.
fn accept(change: &Change, mistakes: &mut Vec<Mistake>) -> Option<Accepted> {
    // Of a file with thousands of wrong names the first ones tell; to look for the nearest of each takes long.
    let is_enough = mistakes.len() > MAX_MISTAKES;
    let mut wrong = |line, reason| mistakes.push(Mistake { line, reason });
    let Some(place) = KeyContext::all().find(|place| place.name() == change.place) else {
        if !is_enough {
            let unknown = UnknownName::of(change.place, KeyContext::all().map(KeyContext::name));
            wrong(change.place_line, Reason::Unknown(unknown));
        }
        return None;
    };
    let rows = || BINDINGS.iter().filter(|binding| binding.context == place);
    let Some(binding) = rows().find(|binding| binding.action.name() == change.action) else {
        if !is_enough {
            let unknown = UnknownName::of(change.action, rows().map(|binding| binding.action.name()));
            wrong(change.line, Reason::Unknown(unknown));
        }
        return None;
    };
    let mut keys: Vec<Key> = Vec::new();
    for name in change.keys {
        match key(name).map_err(Reason::NoKey).and_then(|key| usable(binding, key)) {
            Ok(key) if keys.contains(&key) => {}
            Ok(key) => keys.push(key),
            Err(reason) => {
                wrong(change.line, reason);
                return None;
            }
        }
    }
    let kept = default_keys(binding).filter(|key| is_fixed(place, *key));
    let kept: Vec<Key> = kept.filter(|key| !keys.contains(key)).collect();
    if let (true, Some(key)) = (keys.is_empty(), kept.first()) {
        wrong(change.line, Reason::IsKept(key.name(), binding.action));
    }
    keys.extend(kept);
    Some(Accepted { binding, line: change.line, keys })
}

/// Whether an action may have a key, whatever other actions have.
fn usable(binding: &Binding, key: Key) -> Result<Key, Reason> {
    let place = binding.context;
    if default_keys(binding).any(|own| own == key) {
        return Ok(key);
    }
    if place.is_text() && edits(key) {
        return Err(Reason::IsText(key.name(), place));
    }
    if !is_fixed(place, key) {
        return Ok(key);
    }
    let owner = BINDINGS.iter().find(|other| other.context == place && default_keys(other).any(|own| own == key));
    Err(Reason::IsFixed(key.name(), owner.map_or(Action::Quit, |owner| owner.action)))
}

/// Whether a key means what it means in the table, whatever the user writes.
fn is_fixed(place: KeyContext, key: Key) -> bool {
    let ends = key == Key::plain(Code::Esc) || key == Key::plain(Code::Enter);
    key == QUITS || ends && (place.is_text() || place.is_overlay())
}

fn default_keys(binding: &Binding) -> impl Iterator<Item = Key> {
    binding.keys.iter().filter_map(|name| Key::parse(name))
}

/// The last of the changes that wants a key which another action of its place has.
fn conflict(accepted: &[Accepted], keymap: &Keymap) -> Option<(usize, Mistake)> {
    let of_one = |(index, change): (usize, &Accepted)| {
        let taken = change.keys.iter().find_map(|key| Some((key, keymap.other_with(change.binding, *key)?)));
        let (key, other) = taken?;
        let reason = Reason::IsTaken(key.name(), other.action, other.context);
        Some((index, Mistake { line: change.line, reason }))
    };
    accepted.iter().enumerate().rev().find_map(of_one)
}

#[cfg(test)]
mod tests;
