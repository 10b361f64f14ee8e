//! The hint bar: the keys of the current context that would do something now.

use super::dialogs::Dialog;
use super::keys::{Action, Binding, KeyContext, Screen};
use super::model::Model;

/// Keys with their words, most useful first. The help key is drawn apart and not included.
pub fn hints(model: &Model) -> Vec<(&'static str, &'static str)> {
    let keys = model.key_context();
    let hint_of = |binding: &'static Binding| Some((binding.keys_in(keys).next()?, words(model, binding)?));
    let is_covered = |key: &str| keys.bindings().any(|nearer| nearer.keys.contains(&key));
    let inner = keys.bindings().filter(|binding| offers(model, binding.action)).filter_map(hint_of);
    let outer = KeyContext::Everywhere.bindings().filter(|binding| binding.action != Action::ShowHelp);
    let outer = outer.filter_map(hint_of).filter(|(key, _)| !is_covered(key));
    next_step(model).into_iter().chain(inner).chain(outer).collect()
}

/// What Enter does in a dialog, for its border.
pub fn enter(keys: KeyContext) -> &'static str {
    let binding = keys.bindings().find(|binding| binding.keys.contains(&"Enter"));
    binding.and_then(|binding| binding.hint).unwrap_or_default()
}

pub fn help_key(model: &Model) -> &'static str {
    let mut everywhere = KeyContext::Everywhere.bindings();
    let help = everywhere.find(|binding| binding.action == Action::ShowHelp);
    help.and_then(|binding| binding.keys_in(model.key_context()).next()).unwrap_or_default()
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
    let is_screen = model.dialog.is_none() && model.help.is_none();
    let exact = is_screen.then(|| model.screens.hint(binding.action, &model.context())).flatten();
    exact.or(binding.hint)
}

/// The key to the next screen once the work on this one is done, or to Connect where that has to come first.
fn next_step(model: &Model) -> Option<(&'static str, &'static str)> {
    let is_screen = model.dialog.is_none() && model.help.is_none();
    if !is_screen || model.key_context().is_text() {
        return None;
    }
    let company = &model.company;
    match model.screen {
        Screen::Connect => {}
        _ if model.launch.is_offline => return None,
        _ if !company.has_credentials && company.people.is_none() => return Some(("1", "connect")),
        _ => {}
    }
    model.screens.next_step(&model.context())
}
