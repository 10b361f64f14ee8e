//! Which readable attributes a field that was not found could be: a close label and a fitting type, best first.
//! Only offered, never taken.

use super::labels::ALIASES;
use crate::domain::checklist::attribute::{Attribute, AttributeKey};
use crate::domain::fields::{Field, FieldKind};
use crate::domain::text::fold::fold;
use std::collections::HashSet;

/// Least likeness, from 0 to 1, that is worth offering.
const MIN_LIKENESS: f64 = 0.72;
/// Most candidates that are offered for a field.
const MAX_CANDIDATES: usize = 5;

/// An attribute that could play a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub key: AttributeKey,
    /// Its label; foreign text.
    pub label: String,
}

impl From<&Attribute> for Candidate {
    fn from(attribute: &Attribute) -> Self {
        Candidate { key: attribute.key.clone(), label: attribute.label.clone() }
    }
}

/// The likely attributes among those that play no other field.
pub(super) fn likely(field: Field, attributes: &[&Attribute], taken: &HashSet<AttributeKey>) -> Vec<Candidate> {
    let mut rated: Vec<(f64, &Attribute)> = attributes
        .iter()
        .filter(|attribute| !taken.contains(&attribute.key) || may_share(field, attribute))
        .filter(|attribute| has_fitting_type(field, attribute))
        .map(|attribute| (likeness(field, attribute), *attribute))
        .filter(|(likeness, _)| *likeness >= MIN_LIKENESS)
        .collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0));
    rated.into_iter().take(MAX_CANDIDATES).map(|(_, attribute)| attribute.into()).collect()
}

/// Personio's last day of work may serve as Last Working Date too, if the user says so.
fn may_share(field: Field, attribute: &Attribute) -> bool {
    field == Field::LastWorkingDate && attribute.key.as_str() == "last_working_day"
}

/// Whether an attribute's type, where it is known, is one that the field's values have.
fn has_fitting_type(field: Field, attribute: &Attribute) -> bool {
    let is_day = matches!(field.info().kind, FieldKind::Day | FieldKind::Birthday);
    match attribute.kind.as_str() {
        "date" => is_day,
        "standard" | "integer" | "decimal" | "list" | "multilist" | "tags" | "link" | "boolean" => !is_day,
        _ => true,
    }
}

fn likeness(field: Field, attribute: &Attribute) -> f64 {
    if may_share(field, attribute) {
        return 1.0;
    }
    let label: String = fold(&attribute.label).chars().take(80).collect();
    if label.is_empty() {
        return 0.0;
    }
    let of_alias = |alias: &str| {
        let shorter = label.len().min(alias.len());
        let shared = label.bytes().zip(alias.bytes()).take_while(|(a, b)| a == b).count();
        // An abbreviation: "Personalnr." of "Personalnummer".
        if shared >= 7 && shared + 3 >= label.len() {
            return 0.9;
        }
        if shorter >= 4 && (label.contains(alias) || alias.contains(label.as_str())) {
            return 0.95;
        }
        strsim::normalized_damerau_levenshtein(&label, alias).max(shared_words(&label, alias))
    };
    ALIASES.iter().filter(|alias| alias.field == field).map(|alias| of_alias(&fold(alias.label()))).fold(0.0, f64::max)
}

/// How much of the words of two labels is the same, where at least half of them are.
fn shared_words(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_string).collect()
    };
    let (a, b) = (words(a), words(b));
    let all = a.union(&b).count();
    if all == 0 { 0.0 } else { 0.5 + 0.5 * a.intersection(&b).count() as f64 / all as f64 - 0.01 }
}
