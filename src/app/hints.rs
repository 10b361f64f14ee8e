//! What the hint bar offers: the keys of the place that would do something now.

use super::action::{Action, Screen};
use super::dialogs::Dialog;
use super::keys::{self, Place};
use super::model::Model;
use super::sync::SyncState;

/// Key and words, most useful first; the key for help is not among them.
pub fn hints(model: &Model) -> Vec<(&'static str, &'static str)> {
    let [inner, outer] = model.places();
    let shown = |binding: &&keys::Binding| binding.action != Action::ShowHelp && is_possible(model, binding.action);
    let is_covered = |binding: &&keys::Binding| keys::of(inner).any(|nearer| nearer.keys.contains(&binding.keys[0]));
    let bound = keys::of(inner).chain(keys::of(outer).filter(|binding| !is_covered(binding))).filter(shown);
    next_step(model)
        .into_iter()
        .chain(bound.filter_map(|binding| Some((*binding.keys.first()?, binding.hint?))))
        .collect()
}

/// The key to the next screen, once this one's step of the job is done.
fn next_step(model: &Model) -> Option<(&'static str, &'static str)> {
    if model.dialog.is_some() || model.places()[0].is_text() {
        return None;
    }
    match model.screen {
        Screen::Connect if model.connect.is_accepted() => Some(("2", "fields")),
        Screen::Fields if model.fields.checklist.is_some() => Some(("3", "sync")),
        Screen::Sync if model.recipients.people.is_some() && !model.sync.is_running() => Some(("4", "recipients")),
        _ => None,
    }
}

/// The key for help in this place.
pub fn help_key(model: &Model) -> &'static str {
    if model.places()[0].is_text() { "F1" } else { "?" }
}

/// Whether an action would do something now.
pub fn is_possible(model: &Model, action: Action) -> bool {
    let people = &model.recipients;
    let in_recipients = model.places()[0] == Place::Recipients;
    match action {
        Action::TickInDemo => model.start.is_demo,
        Action::ShowUnneeded => model.fields.checklist.as_ref().is_some_and(|list| !list.unneeded.is_empty()),
        Action::NextProblem | Action::CopyToDo => {
            model.dialog.is_some()
                || model
                    .fields
                    .checklist
                    .as_ref()
                    .is_some_and(|list| list.fields.iter().any(|f| !f.state.is_readable()))
        }
        Action::ChooseAttribute => {
            let state = model.fields.checklist.as_ref().and_then(|list| list.of(model.fields.chosen()));
            state.is_some_and(|state| {
                use crate::domain::matching::State::{Ambiguous, NotFound, Pinned};
                matches!(state.state, Ambiguous | NotFound | Pinned) || state.pin_is_lost
            })
        }
        Action::CheckNow => model.connect.is_usable,
        Action::StartSync => {
            model.connect.is_usable && !model.sync.is_running() && !matches!(model.sync.state, SyncState::Shrunk { .. })
        }
        Action::CancelSync => model.sync.is_running(),
        Action::Yes if model.dialog.is_none() => matches!(model.sync.state, SyncState::Shrunk { .. }),
        Action::ShowWithout => people.people.is_some() && (model.screen != Screen::Fields || model.dialog.is_none()),
        Action::ToggleAndDown | Action::SelectShown | Action::ShowPerson => !people.view.is_empty(),
        Action::Export | Action::OnlySelected if in_recipients => people.selection.count() > 0 || people.only_selected,
        Action::EditQuery | Action::SetGiftDate | Action::ChooseSort => people.people.is_some(),
        Action::ChooseLeft => match &model.dialog {
            Some(Dialog::Export(export)) => !export.is_in_text(),
            _ => true,
        },
        _ => true,
    }
}
