//! The hint bar: the keys of the current context that would do something now.

use super::dialogs::Dialog;
use super::keys::{Action, Binding, KeyContext, Keys, Screen};
use super::model::Model;

/// Keys with their words, most useful first. The help key is drawn apart and not included. A dialog has its own keys alone.
pub fn hints(model: &Model) -> Vec<(&str, &'static str)> {
    let context = model.key_context();
    let keymap = &model.launch.keymap;
    let outer = keymap.rows(KeyContext::Everywhere).filter(|_| !context.is_overlay());
    let outer = outer.filter(|keys| keys.binding.action != Action::ShowHelp);
    // Last, because whether a text scrolls takes all its lines.
    let inner = keymap.rows(context).map(|keys| hint(model, keys).filter(|_| offers(model, keys.binding.action)));
    let inner: Vec<_> = inner.collect();
    // A key without words needs those of the next one.
    let has_words =
        |place: usize| inner.get(place).is_some_and(|hint| hint.is_some_and(|(_, words)| !words.is_empty()));
    let is_whole = |place: &usize| has_words(*place) || has_words(place + 1);
    let inner = (0..inner.len()).filter(is_whole).filter_map(|place| inner[place]);
    next_step(model).into_iter().chain(inner).chain(outer.filter_map(|keys| hint(model, keys))).collect()
}

/// The key of a row with its words; `None` if it has no words, or no key that works here.
fn hint<'a>(model: &'a Model, keys: &'a Keys) -> Option<(&'a str, &'static str)> {
    Some((model.launch.keymap.working(keys, model.key_context()).next()?, words(model, keys.binding)?))
}

/// What Enter does in a dialog, for its border. The user cannot change it: the table has it.
pub fn enter(keys: KeyContext) -> &'static str {
    keys.enter().and_then(|binding| binding.hint).unwrap_or_default()
}

/// The key of the help; `None` if no key opens it here.
pub fn help_key(model: &Model) -> Option<&str> {
    let keymap = &model.launch.keymap;
    let help = keymap.rows(KeyContext::Everywhere).find(|keys| keys.binding.action == Action::ShowHelp)?;
    keymap.working(help, model.key_context()).next()
}

/// Whether an action would do something now that is worth the space. Its owner answers: the dialog, the screen, or the
/// dialog that it opens.
fn offers(model: &Model, action: Action) -> bool {
    match (&model.help, &model.dialog, action) {
        (Some(help), ..) => help.offers(action, &model.context()),
        (None, Some(dialog), _) => dialog.offers(action, &model.context()),
        (None, None, Action::Open(keys)) => Dialog::can_open(keys, &model.opened_from(), &model.context()),
        (None, None, _) => model.screens.offers(action, &model.context()),
    }
}

/// The hint of a binding; the owner may have more exact words than the table.
fn words(model: &Model, binding: &Binding) -> Option<&'static str> {
    let exact = match (&model.help, &model.dialog) {
        (Some(help), _) => help.hint(binding.action),
        (None, Some(dialog)) => dialog.hint(binding.action),
        (None, None) => model.screens.hint(binding.action, &model.context()),
    };
    exact.or(binding.hint)
}

/// The key to the next screen once the work on this one is done, or to Connect where that has to come first.
fn next_step(model: &Model) -> Option<(&str, &'static str)> {
    let is_screen = model.dialog.is_none() && model.help.is_none();
    if !is_screen || model.key_context().is_text() {
        return None;
    }
    let company = &model.company;
    let (action, words) = match model.screen {
        Screen::Connect => model.screens.next_step(&model.context())?,
        _ if model.launch.is_offline => return None,
        _ if !company.has_credentials && company.people.is_none() => (Action::GoTo(Screen::Connect), "connect"),
        _ => model.screens.next_step(&model.context())?,
    };
    Some((model.launch.keymap.working_key(model.key_context(), action)?, words))
}
