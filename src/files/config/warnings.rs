//! Unknown names in `config.toml`, each with its line and the nearest one that is known.

use crate::domain::fields::Field;
use crate::domain::opaque::without_opaque_words;
use crate::domain::people::column::Column;
use crate::domain::text::safe_text::SafeText;
use crate::theme::Mistake;
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Longest piece of the file that a message quotes, in characters.
const MAX_QUOTED: usize = 60;
const SETTINGS: [&str; 10] = [
    "version",
    "max_age_days",
    "base_url",
    "ca_file",
    "cache",
    "columns",
    "excel_delimiter",
    "theme",
    "themes",
    "pins",
];
const PIN: [&str; 2] = ["key", "label"];
/// Unknown names that are warned of.
const MAX_WARNINGS: usize = 20;

/// An unknown name in the file; it is ignored otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// From 1.
    pub line: usize,
    /// As it stands there; not made safe to show.
    pub name: String,
    /// A known name that looks like it.
    pub suggestion: Option<String>,
}

impl fmt::Display for Warning {
    /// `line 4: "max_age" is not known: did you mean max_age_days?`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A secret may have been pasted here.
        let name = SafeText::of(&without_opaque_words(&self.name)).truncate_to_chars(MAX_QUOTED);
        write!(f, "line {}: \"{name}\" is not known", self.line)?;
        self.suggestion.as_ref().map_or(Ok(()), |suggestion| write!(f, ": did you mean {suggestion}?"))
    }
}

/// Those of a file, in its order; with what is wrong about its themes.
pub fn warnings(text: &str, table: &DeTable<'_>, themes: &[Mistake]) -> Vec<Warning> {
    let fields: Vec<&'static str> = Field::all().map(Field::name).collect();
    let columns: Vec<&'static str> = Column::all().map(Column::id).collect();
    let themes: Vec<(&Mistake, Vec<&str>)> =
        themes.iter().map(|mistake| (mistake, mistake.known.iter().map(String::as_str).collect())).collect();
    let mut found: Vec<(usize, &str, &[&str])> = Vec::new();
    let mut check = |name, span: Range<usize>, known| found.push((span.start, name, known));
    for (name, value) in table {
        if !SETTINGS.contains(&name.get_ref().as_ref()) {
            check(name.get_ref(), name.span(), &SETTINGS);
        }
        if let (DeValue::Array(names), "columns") = (value.get_ref(), name.get_ref().as_ref()) {
            for name in names.iter() {
                let DeValue::String(text) = name.get_ref() else { continue };
                if Column::parse(text).is_err() {
                    check(text, name.span(), &columns);
                }
            }
        }
        let DeValue::Table(pins) = value.get_ref() else { continue };
        for (field, pin) in pins.iter().filter(|_| name.get_ref() == "pins") {
            if Field::parse(field.get_ref()).is_none() {
                check(field.get_ref(), field.span(), &fields);
            }
            let DeValue::Table(pin) = pin.get_ref() else { continue };
            for part in pin.keys().filter(|part| !PIN.contains(&part.get_ref().as_ref())) {
                check(part.get_ref(), part.span(), &PIN);
            }
        }
    }
    for (Mistake { at, word, .. }, known) in &themes {
        check(word.as_deref().unwrap_or(&text[at.clone()]), at.clone(), known);
    }
    // A file of another program has thousands: the first ones tell.
    found.sort_unstable_by_key(|(at, ..)| *at);
    found.truncate(MAX_WARNINGS);
    let warning = |(at, name, known): (usize, &str, &[&str])| Warning {
        line: line_and_column(text, at).0,
        name: name.into(),
        suggestion: nearest(name, known).map(str::to_string),
    };
    found.into_iter().map(warning).collect()
}

/// Line and column of the byte at `at`, both from 1; columns are characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The known name that differs least, or begins with `name`; `None` if all differ much.
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let name: String = name.to_lowercase().chars().take(MAX_QUOTED).collect();
    let max_distance = 1 + name.chars().count() / 4;
    let distance = |known: &str| {
        let known = known.to_lowercase();
        if known.starts_with(&name) && name.len() > 2 { 0 } else { strsim::damerau_levenshtein(&name, &known) }
    };
    known
        .iter()
        .map(|known| (distance(known), *known))
        .filter(|(distance, _)| *distance <= max_distance)
        .min()
        .map(|(_, known)| known)
}
