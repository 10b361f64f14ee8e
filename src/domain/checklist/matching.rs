//! Which attribute of an account plays which of the 24 fields, as one pure function of attributes and pins.
//! Nothing is guessed: the user chooses among equal candidates, and a pin that cannot be read is reported, not
//! replaced.
//!
//! The labels that a field goes by in other languages are data: `assets/aliases.csv`.

mod candidates;
mod labels;
mod sensitive;

use crate::domain::checklist::attribute::{Attribute, AttributeKey, Keys};
use crate::domain::fields::{Field, Fields, Need, Source};
use crate::domain::text::fold::fold;
use labels::goes_by;
use std::collections::{BTreeMap, HashSet};

pub use candidates::{Candidate, Choice, Doubt, doubt};
pub use labels::label_in;
pub use sensitive::Sensitivity;

/// The user's own choice of an attribute for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    pub key: AttributeKey,
    /// Its label when it was chosen, for people who read `config.toml`; `""` if it was not known.
    pub label: String,
}

pub type Pins = BTreeMap<Field, Pin>;

/// The key of Personio's own id of a person: in every record, even if `/attributes` does not list it.
const ALWAYS_READABLE: &str = "id";

/// Whether a field can be read, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Matched by key, `universal_id` or label.
    Readable,
    /// A system attribute, which every account has, is not ticked.
    Missing,
    /// One of the account's own attributes: not ticked, or not in this account.
    NotFound,
    /// Several attributes could be it.
    Ambiguous,
    /// Readable by the user's choice.
    Pinned,
}

impl State {
    /// The name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            State::Readable => "readable",
            State::Missing => "missing",
            State::NotFound => "not_found",
            State::Ambiguous => "ambiguous",
            State::Pinned => "pinned",
        }
    }

    pub fn is_readable(self) -> bool {
        matches!(self, State::Readable | State::Pinned)
    }
}

/// The state of a field in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldState {
    pub field: Field,
    pub state: State,
    /// The attribute that plays it, or the pinned key that cannot be read.
    pub key: Option<AttributeKey>,
    /// Its label, where it can be read.
    pub label: Option<String>,
    /// Where the state is ambiguous or not found: what it could be, best first.
    pub candidates: Vec<Candidate>,
    /// Whether the user pinned an attribute that cannot be read.
    pub pin_is_lost: bool,
}

impl FieldState {
    /// Whether the user may choose the attribute: not where one is known, nor where it is only to be ticked in Personio.
    pub fn has_choice(&self) -> bool {
        match self.state {
            State::Readable => false,
            State::Missing => self.pin_is_lost,
            State::Pinned | State::NotFound | State::Ambiguous => true,
        }
    }
}

/// An attribute that the credential can read and gifting does not need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unneeded {
    pub key: AttributeKey,
    /// Its label; foreign text.
    pub label: String,
    /// What makes it sensitive, if anything does.
    pub sensitive: Option<Sensitivity>,
}

/// The 24 fields against the attributes that a credential can read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// One entry for each field, in the manual's order; empty before anything was read.
    pub fields: Vec<FieldState>,
    /// What is readable beyond the fields, most sensitive first.
    pub unneeded: Vec<Unneeded>,
    /// Every readable attribute.
    pub attributes: Vec<Attribute>,
}

impl Checklist {
    /// The state of a field; `None` before anything was read.
    pub fn of(&self, field: Field) -> Option<&FieldState> {
        self.fields.get(field as usize)
    }

    /// How many of the required, or of the optional fields are readable; [`Need::count`] says of how many.
    pub fn readable(&self, need: Need) -> usize {
        self.fields.iter().filter(|state| state.field.need() == need && state.state.is_readable()).count()
    }

    pub fn is_complete(&self) -> bool {
        self.readable(Need::Required) == Need::Required.count()
    }

    pub fn readable_fields(&self) -> Fields {
        self.fields.iter().filter(|state| state.state.is_readable()).map(|state| state.field).collect()
    }

    /// What the user may choose for a field that is not matched: first what is likely, then every other attribute that no
    /// field is read from. Employee ID may also be Personio's own number, which every record has.
    pub fn choices(&self, field: Field) -> Vec<Choice> {
        let Some(state) = self.of(field) else { return Vec::new() };
        let mut choices = candidates::choices(state, &self.attributes, &self.taken());
        let own = Candidate { key: ALWAYS_READABLE.into(), label: "ID, Personio's own number of the person".into() };
        if field == Field::EmployeeId && !choices.iter().any(|choice| choice.candidate.key == own.key) {
            choices.push(Choice { candidate: own, doubt: Some(Doubt::Label) });
        }
        choices
    }

    /// The field that is read from an attribute already, where another one cannot be as well.
    pub fn reader_of(&self, key: &AttributeKey, other: Field) -> Option<Field> {
        let attribute = self.attributes.iter().find(|attribute| attribute.key == *key)?;
        let mut readers = self.fields.iter().filter(|s| s.state.is_readable() && s.key.as_ref() == Some(key));
        readers.find(|s| s.field != other && !candidates::may_share(other, attribute)).map(|s| s.field)
    }

    /// The attributes that a field is read from.
    fn taken(&self) -> HashSet<AttributeKey> {
        self.fields.iter().filter(|s| s.state.is_readable()).filter_map(|s| s.key.clone()).collect()
    }

    /// The attributes that a sync asks for: those that play a readable field, no others.
    pub fn keys(&self) -> Keys {
        let mut keys = Keys::new();
        for state in self.fields.iter().filter(|state| state.state.is_readable()) {
            if let Some(key) = &state.key {
                keys.entry(key.clone()).or_default().insert(state.field);
            }
        }
        keys
    }
}

/// The pinned attributes that have another label than when they were chosen, each with the label of today.
pub fn relabelled<'a>(attributes: &'a [Attribute], pins: &'a Pins) -> impl Iterator<Item = (Field, &'a Pin, &'a str)> {
    pins.iter().filter_map(|(field, pin)| {
        let label = attributes.iter().find(|attribute| attribute.key == pin.key)?.label.as_str();
        (!pin.label.is_empty() && fold(&pin.label) != fold(label)).then_some((*field, pin, label))
    })
}

/// Matches an account's attributes to the 24 fields.
///
/// In this order: the user's pin, the key of a system field, the `universal_id`, and for the account's own attributes the
/// label against the aliases. A label counts only where no stable id says otherwise. Several hits are ambiguous.
pub fn checklist(attributes: &[Attribute], pins: &Pins) -> Checklist {
    let mut seen = HashSet::new();
    let attributes: Vec<&Attribute> = attributes.iter().filter(|attribute| seen.insert(&attribute.key)).collect();
    let mut fields: Vec<FieldState> =
        Field::all().map(|field| state_of(field, &attributes, pins.get(&field))).collect();
    let taken: HashSet<AttributeKey> =
        fields.iter().filter(|s| s.state.is_readable()).filter_map(|s| s.key.clone()).collect();
    for state in &mut fields {
        if state.state == State::NotFound {
            state.candidates = candidates::likely(state.field, &attributes, &taken);
        }
    }
    // Do not ask to untick what may still become a field: candidates, and what would match but for a lost pin.
    let mut asked_about: HashSet<AttributeKey> = HashSet::new();
    for state in &fields {
        let hidden = state.pin_is_lost.then(|| state_of(state.field, &attributes, None));
        let candidates = hidden.iter().flat_map(|hidden| &hidden.candidates).chain(&state.candidates);
        asked_about.extend(candidates.map(|candidate| candidate.key.clone()));
        asked_about.extend(hidden.as_ref().and_then(|hidden| hidden.key.clone()));
    }
    let needed =
        |key: &AttributeKey| taken.contains(key) || asked_about.contains(key) || key.as_str() == ALWAYS_READABLE;
    let mut unneeded: Vec<Unneeded> = attributes
        .iter()
        .filter(|attribute| !needed(&attribute.key))
        .map(|attribute| Unneeded {
            key: attribute.key.clone(),
            label: attribute.label.clone(),
            sensitive: sensitive::sensitivity(attribute),
        })
        .collect();
    unneeded.sort_by_key(|attribute| attribute.sensitive.map_or(usize::MAX, |sensitivity| sensitivity.rank));
    let attributes = attributes.into_iter().cloned().collect();
    Checklist { fields, unneeded, attributes }
}

fn state_of(field: Field, attributes: &[&Attribute], pin: Option<&Pin>) -> FieldState {
    let found = |state: State, attribute: &Attribute| FieldState {
        field,
        state,
        key: Some(attribute.key.clone()),
        label: Some(attribute.label.clone()),
        candidates: Vec::new(),
        pin_is_lost: false,
    };
    let absent = match field.info().source {
        Source::System(_) => State::Missing,
        Source::Dynamic(_) => State::NotFound,
    };
    let not_found =
        FieldState { field, state: absent, key: None, label: None, candidates: Vec::new(), pin_is_lost: false };

    if let Some(pin) = pin {
        return match attributes.iter().find(|attribute| attribute.key == pin.key) {
            Some(attribute) => found(State::Pinned, attribute),
            None if pin.key.as_str() == ALWAYS_READABLE => {
                FieldState { state: State::Pinned, key: Some(pin.key.clone()), label: Some("ID".into()), ..not_found }
            }
            None => FieldState { key: Some(pin.key.clone()), pin_is_lost: true, ..not_found },
        };
    }
    let source = field.info().source;
    let by_key = |attribute: &&&Attribute| matches!(source, Source::System(key) if key == attribute.key.as_str());
    let by_universal_id = |attribute: &&&Attribute| {
        attribute.universal_id.as_deref().is_some_and(|id| source.universal_id() == Some(id))
            && !is_another_by_key(field, attribute)
    };
    let by_label = |attribute: &&&Attribute| {
        matches!(source, Source::Dynamic(_))
            && attribute.key.is_dynamic()
            && !is_another_by_id(field, attribute)
            && goes_by(field, &attribute.label)
    };
    let tests: [&dyn Fn(&&&Attribute) -> bool; 3] = [&by_key, &by_universal_id, &by_label];
    let hits: Vec<&&Attribute> = tests
        .into_iter()
        .map(|is_it| attributes.iter().filter(is_it).collect::<Vec<_>>())
        .find(|hits| !hits.is_empty())
        .unwrap_or_default();
    match hits.as_slice() {
        [] => not_found,
        [attribute] => found(State::Readable, attribute),
        several => FieldState {
            state: State::Ambiguous,
            candidates: several.iter().map(|&&attribute| attribute.into()).collect(),
            ..not_found
        },
    }
}

/// Whether an attribute's key is that of another field, whatever its `universal_id`.
fn is_another_by_key(field: Field, attribute: &Attribute) -> bool {
    let is_its = |other: Field| matches!(other.info().source, Source::System(key) if key == attribute.key.as_str());
    Field::all().any(|other| other != field && is_its(other))
}

/// Whether an attribute's `universal_id` is that of another field, whatever its label.
fn is_another_by_id(field: Field, attribute: &Attribute) -> bool {
    let id = attribute.universal_id.as_deref();
    id.is_some() && Field::all().any(|other| other != field && other.info().source.universal_id() == id)
}

#[cfg(test)]
mod tests;
