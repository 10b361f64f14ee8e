//! The keys of the place below, from the table of keys; for the query bar also what can be typed.

use super::Dialog;
use crate::app::keys::{BINDINGS, KeyContext};
use crate::domain::query::FIELDS;

/// The words of the query language that are not fields.
const QUERY_WORDS: [(&str, &str); 6] = [
    ("anna dublin", "both words, anywhere"),
    ("\"two words\"", "a phrase"),
    ("-leave", "not"),
    ("berlin OR dublin", "one of them"),
    ("(a OR b) c", "brackets"),
    ("team:=Blue,Red", "the whole value; any of several"),
];

/// The keys of the place below.
#[derive(Clone, Debug)]
pub struct Help {
    /// Whose keys.
    pub contexts: [KeyContext; 2],
    /// The first line in the window.
    pub top: usize,
    /// What it covers.
    pub under: Option<Box<Dialog>>,
}

impl Help {
    /// Keys and words of each line; a line without keys is a heading.
    pub fn lines(&self) -> Vec<(String, &'static str)> {
        let mut lines = Vec::new();
        if self.contexts[0] == KeyContext::QueryBar {
            lines.push((String::new(), "What can be typed"));
            lines.extend(QUERY_WORDS.iter().map(|(example, help)| (example.to_string(), *help)));
            lines.extend(FIELDS.iter().map(|field| (field.example.to_string(), field.help)));
        }
        for place in self.contexts {
            lines.push((String::new(), place.title()));
            lines.extend(
                BINDINGS.iter().filter(|binding| binding.context == place).map(|b| (b.keys.join("  "), b.help)),
            );
        }
        lines
    }
}
