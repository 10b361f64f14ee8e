//! A name that somebody wrote and that does not exist, with the one that was probably meant.

use super::opaque::without_opaque_words;
use super::text::safe_text::SafeText;
use std::fmt;

/// Longest piece of it that a message quotes, in characters.
const MAX_QUOTED: usize = 60;

/// Shown as `"max_age" is not known: did you mean max_age_days?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// As it was written; not made safe to show.
    name: String,
    /// A known name that looks like it.
    pub suggestion: Option<String>,
}

impl UnknownName {
    pub fn of<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> UnknownName {
        UnknownName { name: name.into(), suggestion: nearest(name, known).map(str::to_string) }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A secret may have been pasted in its place.
        let name = SafeText::of(&without_opaque_words(&self.name)).truncate_to_chars(MAX_QUOTED);
        write!(f, "\"{name}\" is not known")?;
        self.suggestion.as_ref().map_or(Ok(()), |suggestion| write!(f, ": did you mean {suggestion}?"))
    }
}

/// The known name that differs least, or begins with `name`; `None` if all differ much.
fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: String = name.to_lowercase().chars().take(MAX_QUOTED).collect();
    let max_distance = 1 + name.chars().count() / 4;
    let distance = |known: &str| {
        let known = known.to_lowercase();
        if known.starts_with(&name) && name.len() > 2 { 0 } else { strsim::damerau_levenshtein(&name, &known) }
    };
    known
        .into_iter()
        .map(|known| (distance(known), known))
        .filter(|(distance, _)| *distance <= max_distance)
        .min()
        .map(|(_, known)| known)
}
