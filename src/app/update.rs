//! The one function that changes the state: a message to the dialog or screen that it concerns. Nothing here is about
//! a single screen.

use super::action::{Action, Screen};
use super::dialogs::{self, Dialog};
use super::effect::Effect;
use super::key::Key;
use super::keys;
use super::model::{Model, Tone};
use super::msg::{Job, Msg, Now};
use super::screens::{connect, fields, recipients, sync};
use std::time::Duration;

/// Keys that come this soon after a paste belong to it.
pub(super) const PASTE_ECHO: Duration = Duration::from_millis(50);

/// Takes what happened into the state and returns what is to be done about it.
pub fn update(model: &mut Model, msg: Msg, now: Now) -> Vec<Effect> {
    let is_another_day = model.now.today != now.today;
    model.now = now;
    let mut effects = if is_another_day { recipients::marks_changed(model) } else { Vec::new() };
    effects.extend(match msg {
        Msg::Started => started(model),
        Msg::Key(key) => pressed(model, key),
        Msg::Pasted(text) => pasted(model, &text),
        Msg::Resized(size) => {
            model.size = size;
            recipients::resized(model);
            fields::resized(model);
            vec![]
        }
        Msg::Ticked => vec![],
        Msg::TestWaited { request, waiting } => connect::test_waited(model, request, waiting),
        Msg::CredentialsTested { request, result } => connect::tested(model, request, result),
        Msg::CredentialsUsed { kept, switched } => connect::used(model, kept, switched),
        Msg::ReadingWaited { request, waiting } => fields::reading_waited(model, request, waiting),
        Msg::AttributesRead { request, result } => fields::attributes_read(model, request, result),
        Msg::Pinned { field, pin, result } => fields::pinned(model, field, pin, result),
        Msg::PeopleLoaded { request, result } => recipients::people_loaded(model, request, result),
        Msg::SyncMoved { request, progress } => sync::moved(model, request, progress),
        Msg::SyncEnded { request, result } => sync::ended(model, request, result),
        Msg::RowsFound { request, found } => {
            // Keys that were waiting for these rows now see them.
            let waiting = recipients::rows_found(model, request, found);
            waiting.into_iter().flat_map(|key| pressed(model, key)).collect()
        }
        Msg::ExportChecked { request, warnings, preview } => {
            dialogs::export::checked(model, request, warnings, preview)
        }
        Msg::Exported(result) => dialogs::export::exported(model, result),
        Msg::NotRemembered(problem) => {
            model.say(Tone::Failed, format!("The selection is not kept for the next start: {problem}"));
            vec![]
        }
        Msg::FieldTicked(result) => fields::field_ticked(model, result),
        Msg::JobPanicked(task) => panicked(model, task),
    });
    effects
}

/// A job will not answer: whoever waits for it is told.
fn panicked(model: &mut Model, task: Job) -> Vec<Effect> {
    let effects = match task {
        Job::TestCredentials | Job::UseCredentials => connect::panicked(model),
        Job::ReadAttributes => fields::panicked(model),
        Job::Sync => sync::panicked(model),
        Job::LoadPeople => recipients::loading_panicked(model),
        Job::FindRows => {
            let waiting = recipients::search_panicked(model);
            waiting.into_iter().flat_map(|key| pressed(model, key)).collect()
        }
        Job::CheckExport | Job::Export => dialogs::export::panicked(model),
        Job::Pin | Job::TickInDemo => vec![],
    };
    let words = task.label();
    model.say(Tone::Failed, format!("A defect in giftlist stopped {words}: your data are as before; try again"));
    effects
}

fn started(model: &mut Model) -> Vec<Effect> {
    let mut effects = recipients::load_people(model);
    if model.start.is_demo {
        effects.extend(connect::test(model));
    }
    effects.extend(entered(model));
    effects
}

fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    let contexts = model.key_contexts();
    if model.pasted_at.is_some_and(|pasted| model.now.instant.duration_since(pasted) < PASTE_ECHO) {
        return vec![];
    }
    let action = keys::action(&contexts, key);
    if contexts[0] == keys::KeyContext::Recipients && recipients::holds_back(model, key) {
        return vec![];
    }
    if action.is_some() {
        model.notice = None;
    }
    match action {
        Some(action) => act(model, action),
        None if contexts[0].is_text() => typed(model, key),
        None => vec![],
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => model.kept().into_iter().chain([Effect::Quit]).collect(),
        Action::Suspend => vec![Effect::Suspend],
        Action::Repaint => vec![Effect::Repaint],
        Action::ShowHelp if !matches!(model.dialog, Some(Dialog::Help(_))) => {
            let contexts = model.key_contexts();
            let under = model.dialog.take().map(Box::new);
            model.dialog = Some(Dialog::Help(dialogs::Help { contexts, top: 0, under }));
            vec![]
        }
        Action::GoTo(screen) => go_to(model, screen),
        _ if model.dialog.is_some() => dialogs::act(model, action),
        _ => match model.screen {
            Screen::Connect => connect::act(model, action),
            Screen::Fields => fields::act(model, action),
            Screen::Sync => sync::act(model, action),
            Screen::Recipients => recipients::act(model, action),
        },
    }
}

/// Leaves the screen for another one.
pub(super) fn go_to(model: &mut Model, screen: Screen) -> Vec<Effect> {
    let mut effects = Vec::new();
    model.dialog = None;
    if model.screen != screen {
        if model.screen == Screen::Fields {
            effects.extend(fields::left(model));
        }
        model.recipients.is_editing = false;
        model.screen = screen;
        effects.extend(entered(model));
        effects.extend(model.kept());
    }
    effects
}

/// The screen was opened, or what it shows is another account's now.
pub(super) fn entered(model: &mut Model) -> Vec<Effect> {
    match model.screen {
        Screen::Fields => fields::entered(model),
        Screen::Connect | Screen::Sync | Screen::Recipients => vec![],
    }
}

fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    match (&model.dialog, model.screen) {
        (Some(_), _) => dialogs::typed(model, key),
        (None, Screen::Connect) => connect::typed(model, key),
        (None, Screen::Recipients) => recipients::typed(model, key),
        (None, Screen::Fields | Screen::Sync) => vec![],
    }
}

fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    if !model.key_contexts()[0].is_text() {
        model.pasted_at = Some(model.now.instant);
        return vec![];
    }
    match (&model.dialog, model.screen) {
        (Some(_), _) => dialogs::pasted(model, text),
        (None, Screen::Connect) => connect::pasted(model, text),
        (None, Screen::Recipients) => recipients::pasted(model, text),
        (None, Screen::Fields | Screen::Sync) => vec![],
    }
}
