//! What is wrong in `config.toml` without being fatal, each with its line: unknown names, with the nearest one that is
//! known, and values that cannot be.

use crate::domain::fields::Field;
use crate::domain::people::column::Column;
use crate::domain::unknown_name::UnknownName;
use crate::theme::Mistake;
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

const SETTINGS: [&str; 14] = [
    "version",
    "max_age_days",
    "base_url",
    "ca_file",
    "cache",
    "columns",
    "countries",
    "excel_delimiter",
    "mouse",
    "preset",
    "theme",
    "themes",
    "pins",
    "keys",
];
const PIN: [&str; 2] = ["key", "label"];
/// How many are told.
pub const MAX_WARNINGS: usize = 20;

/// Something in the file that is ignored otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// From 1.
    line: usize,
    /// From 1, in characters, where a line may have several such places.
    column: Option<usize>,
    what: String,
}

/// A value that cannot be.
pub struct Wrong {
    /// The first byte of it.
    pub at: usize,
    /// In words that are safe to show.
    pub what: String,
}

impl fmt::Display for Warning {
    /// `line 4: "max_age" is not known: did you mean max_age_days?`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.map(|column| format!(", column {column}")).unwrap_or_default();
        write!(f, "line {}{column}: {}", self.line, self.what)
    }
}

/// Those of a file, in its order; with what is wrong about its themes and other values.
pub fn warnings(text: &str, table: &DeTable<'_>, themes: &[Mistake], wrong: &[Wrong]) -> Vec<Warning> {
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
    found.truncate(MAX_WARNINGS + 1);
    let unknown = |(at, name, known): (usize, &str, &[&str])| {
        let what = UnknownName::of(name, known.iter().copied()).to_string();
        (at, Warning { line: line_and_column(text, at).0, column: None, what })
    };
    let told = |Wrong { at, what }: &Wrong| {
        let (line, column) = line_and_column(text, *at);
        (*at, Warning { line, column: Some(column), what: what.clone() })
    };
    let mut all: Vec<(usize, Warning)> =
        found.into_iter().map(unknown).chain(wrong.iter().take(MAX_WARNINGS + 1).map(told)).collect();
    all.sort_by_key(|(at, _)| *at);
    all.truncate(MAX_WARNINGS + 1);
    all.into_iter().map(|(_, warning)| warning).collect()
}

/// Where the lines of a text begin, for many places in it.
pub struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Lines {
        Lines([0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line of the byte at `at`, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
}

/// Line and column of the byte at `at`, both from 1; columns are characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
