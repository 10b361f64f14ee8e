//! What the hint bar offers: the keys of the place that would do something now.

use super::action::{Action, Screen};
use super::dialogs::Dialog;
use super::keys::{self, KeyContext};
use super::model::Model;
use super::screens::connect::Focus;
use super::screens::fields::unsynced;
use super::screens::sync::SyncState;

/// Key and words, most useful first; the key for help is not among them.
pub fn hints(model: &Model) -> Vec<(&'static str, &'static str)> {
    let [inner, outer] = model.key_contexts();
    let shown = |binding: &&keys::Binding| binding.action != Action::ShowHelp && is_possible(model, binding.action);
    let is_covered = |binding: &&keys::Binding| keys::of(inner).any(|nearer| nearer.keys.contains(&binding.keys[0]));
    let bound = keys::of(inner).chain(keys::of(outer).filter(|binding| !is_covered(binding))).filter(shown);
    let bound = bound.filter_map(|binding| Some((*binding.keys.first()?, words(model, binding)?)));
    next_step(model).into_iter().chain(bound).collect()
}

/// The words of a binding, where the state makes them more exact than the table can.
fn words(model: &Model, binding: &keys::Binding) -> Option<&'static str> {
    let is_in_range = model.recipients.range_start.is_some();
    match (binding.context, binding.action) {
        (KeyContext::Recipients, Action::OnlySelected) if model.recipients.only_selected => Some("everyone"),
        (KeyContext::Recipients, Action::MarkRange) if is_in_range => Some("select the range"),
        (KeyContext::Recipients, Action::Back) if is_in_range => Some("end the range"),
        (KeyContext::Sync, Action::CancelSync) if matches!(model.sync.state, SyncState::Shrunk { .. }) => {
            Some("drop it")
        }
        (KeyContext::Sync, Action::StartSync)
            if matches!(model.sync.state, SyncState::Failed(_) | SyncState::Shrunk { .. }) =>
        {
            Some("try again")
        }
        _ => binding.hint,
    }
}

/// The key to the next screen, once this one's step of the job is done, or to the one that must come first.
fn next_step(model: &Model) -> Option<(&'static str, &'static str)> {
    if model.dialog.is_some() || model.key_contexts()[0].is_text() {
        return None;
    }
    let has_people = model.recipients.people.is_some();
    match model.screen {
        Screen::Connect => model.connect.is_accepted().then_some(("2", "fields")),
        _ if model.start.is_offline => None,
        _ if !model.connect.is_usable && !has_people => Some(("1", "connect")),
        Screen::Fields => match &model.fields.checklist {
            Some(list) if list.is_complete() && has_people && unsynced(model).is_empty() => Some(("4", "recipients")),
            Some(list) if list.is_complete() => Some(("3", "sync")),
            _ => None,
        },
        Screen::Sync => matches!(model.sync.state, SyncState::Done(_)).then_some(("4", "recipients")),
        Screen::Recipients => None,
    }
}

/// The key for help in this place.
pub fn help_key(model: &Model) -> &'static str {
    if model.key_contexts()[0].is_text() { "F1" } else { "?" }
}

/// Whether an action would do something now.
pub fn is_possible(model: &Model, action: Action) -> bool {
    let people = &model.recipients;
    let in_recipients = model.key_contexts()[0] == KeyContext::Recipients;
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
                use crate::domain::checklist::matching::State::{Ambiguous, NotFound, Pinned};
                let has_choice = model.fields.checklist.as_ref().is_some_and(|list| !list.attributes.is_empty());
                has_choice && (matches!(state.state, Ambiguous | NotFound | Pinned) || state.pin_is_lost)
            })
        }
        Action::CheckNow => model.connect.is_usable,
        Action::StartSync => model.connect.is_usable && !model.sync.is_running(),
        Action::CancelSync => model.sync.is_running() || matches!(model.sync.state, SyncState::Shrunk { .. }),
        Action::Yes if model.dialog.is_none() => matches!(model.sync.state, SyncState::Shrunk { .. }),
        Action::ShowWithout if model.screen == Screen::Sync => model.sync.shows_fields(people.people.is_some()),
        Action::ShowWithout => people.people.is_some(),
        Action::ShowOdd => {
            let is_sync = model.screen == Screen::Sync;
            let field = if is_sync { model.sync.chosen() } else { model.fields.chosen() };
            let shows = !is_sync || model.sync.shows_fields(people.people.is_some());
            shows && people.people.as_ref().is_some_and(|people| people.roster.odd_count(field) > 0)
        }
        Action::Undo => people.selection.can_undo(),
        Action::Back if in_recipients => people.range_start.is_some(),
        Action::Back if model.key_contexts()[0] == KeyContext::Connect => model.connect.is_testing(),
        Action::MarkRange => people.range_start.is_some(),
        Action::ToggleAndDown | Action::SelectShown | Action::ShowPerson => !people.view.is_empty(),
        Action::Export | Action::OnlySelected if in_recipients => people.selection.count() > 0 || people.only_selected,
        Action::EditQuery | Action::SetGiftDate | Action::ChooseSort => people.people.is_some(),
        Action::ChooseLeft => match &model.dialog {
            Some(Dialog::Export(export)) => !export.is_writing,
            Some(_) => true,
            None => model.connect.focus == Focus::Keep,
        },
        Action::Press => {
            !matches!(&model.dialog, Some(Dialog::Export(export)) if export.is_writing || export.warnings.is_none())
        }
        _ => true,
    }
}
