//! Which readable attributes a field that was not found could be: a close label and a fitting type, best first.
//! Only offered, never taken. The others are choices, too, with a doubt.

use super::FieldState;
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

/// An attribute that the user may choose for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub candidate: Candidate,
    /// `None` if it is likely.
    pub doubt: Option<Doubt>,
}

/// What speaks against an attribute as a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Values of another kind, such as dates where the field has text.
    Type,
    Label,
}

impl Doubt {
    /// One sentence.
    pub fn reason(self, field: Field) -> String {
        match (self, is_day(field)) {
            (Doubt::Type, true) => format!("{field} is a date, and this attribute has none."),
            (Doubt::Type, false) => format!("{field} is no date, and this attribute is one."),
            (Doubt::Label, _) => format!("Its label is none that {field} is known by."),
        }
    }
}

/// The attributes that may be chosen for a field: those that no other field is read from, the likely ones first.
pub(super) fn choices(state: &FieldState, attributes: &[Attribute], taken: &HashSet<AttributeKey>) -> Vec<Choice> {
    let field = state.field;
    let attributes: Vec<&Attribute> = attributes.iter().collect();
    let likely = match &state.candidates {
        none if none.is_empty() => likely(field, &attributes, taken),
        candidates => candidates.clone(),
    };
    let is_likely = |attribute: &Attribute| likely.iter().any(|candidate| candidate.key == attribute.key);
    let others: Vec<Choice> = attributes
        .into_iter()
        .filter(|attribute| !taken.contains(&attribute.key) && !is_likely(attribute))
        .map(|attribute| Choice { candidate: attribute.into(), doubt: doubt(field, attribute) })
        .collect();
    let certain = likely.iter().map(|candidate| Choice { candidate: candidate.clone(), doubt: None });
    certain.chain(others).collect()
}

/// What speaks against an attribute that the user names for a field; `None` if it is likely.
pub fn doubt(field: Field, attribute: &Attribute) -> Option<Doubt> {
    if !has_fitting_type(field, attribute) {
        Some(Doubt::Type)
    } else if likeness(field, attribute) < MIN_LIKENESS {
        Some(Doubt::Label)
    } else {
        None
    }
}

/// The likely attributes among those that play no other field.
pub(super) fn likely(field: Field, attributes: &[&Attribute], taken: &HashSet<AttributeKey>) -> Vec<Candidate> {
    let mut rated: Vec<(f64, &Attribute)> = attributes
        .iter()
        .filter(|attribute| !taken.contains(&attribute.key) || may_share(field, attribute))
        .filter(|attribute| doubt(field, attribute).is_none())
        .map(|attribute| (likeness(field, attribute), *attribute))
        .collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0));
    rated.into_iter().take(MAX_CANDIDATES).map(|(_, attribute)| attribute.into()).collect()
}

/// Personio's last day of work may serve as Last Working Date too, if the user says so.
pub(super) fn may_share(field: Field, attribute: &Attribute) -> bool {
    field == Field::LastWorkingDate && attribute.key.as_str() == "last_working_day"
}

/// Whether an attribute's type, where it is known, is one that the field's values have.
fn has_fitting_type(field: Field, attribute: &Attribute) -> bool {
    match attribute.kind.as_str() {
        "date" => is_day(field),
        "standard" | "integer" | "decimal" | "list" | "multilist" | "tags" | "link" | "boolean" => !is_day(field),
        _ => true,
    }
}

fn is_day(field: Field) -> bool {
    matches!(field.info().kind, FieldKind::Day | FieldKind::Birthday)
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
