//! Which attribute a field is: the likely ones first, then every other that can be read. The choice is pinned.

use super::{Dialog, Outcome};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::regions::Scroll;
use crate::app::screens::fields::FieldsScreen;
use crate::domain::checklist::matching::{Candidate, Pin};
use crate::domain::fields::{Field, Source};

/// The choice of an attribute.
#[derive(Clone, Debug)]
pub struct CandidatesDialog {
    /// For which field.
    pub field: Field,
    /// The attributes, the likely ones first.
    pub candidates: Vec<Candidate>,
    /// How many of them are likely.
    pub likely: usize,
    /// The chosen one.
    pub scroll: Scroll,
}

impl CandidatesDialog {
    /// Opens with what the last reading offers.
    pub fn new(field: Field, screen: &FieldsScreen) -> CandidatesDialog {
        let list = screen.checklist.as_ref();
        let mut candidates =
            list.and_then(|list| list.of(field)).map(|state| state.candidates.clone()).unwrap_or_default();
        let likely = candidates.len();
        let others = list.map(|list| list.attributes.as_slice()).unwrap_or_default();
        for other in others {
            if !candidates.contains(other) {
                candidates.push(other.clone());
            }
        }
        let id = Candidate { key: "id".into(), label: "ID, Personio's own number of the person".into() };
        let takes_id = field == Field::EmployeeId && matches!(field.info().source, Source::Dynamic(_));
        if takes_id && !candidates.iter().any(|candidate| candidate.key == id.key) {
            candidates.push(id);
        }
        CandidatesDialog { field, candidates, likely, scroll: Scroll::default() }
    }
}

/// What a key means here.
pub(super) fn act(model: &mut Model, mut dialog: CandidatesDialog, action: Action) -> Outcome {
    match action {
        Action::Back => return (None, vec![]),
        Action::Go(movement) => {
            let lines = model.size.dialog_lines();
            dialog.scroll.go(movement, dialog.candidates.len(), lines.saturating_sub(2));
        }
        Action::Press => {
            let Some(candidate) = dialog.candidates.get(dialog.scroll.cursor) else { return (None, vec![]) };
            let pin = Pin { key: candidate.key.clone(), label: candidate.label.clone() };
            return (None, vec![Effect::Pin { field: dialog.field, pin: Some(pin) }]);
        }
        _ => {}
    }
    (Some(Dialog::Candidates(dialog)), vec![])
}
