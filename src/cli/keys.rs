//! `giftlist keys`: every key with its place and its action, as `config.toml` takes them.

use super::args::GlobalArgs;
use super::environment::paths;
use super::output;
use super::settings::Settings;
use crate::app::keys::{KeyContext, Keymap};
use crate::domain::problem::Problem;
use toml_edit::Array;

/// Columns of an action and its keys, before the words.
const COLUMNS: usize = 34;
const HEAD: &str = "\
# The keys as they work now. Put into config.toml what you want otherwise: the
# first key of an action is the one that is shown, and [] takes all of them away.
# Ctrl-c always quits. Esc and Enter stay in dialogs and where text is typed.
";

pub fn run(global: &GlobalArgs) -> Result<u8, Problem> {
    let settings = Settings::read(&paths(&global.profile)?.config_file())?;
    output::print(&reference(&settings.keymap))?;
    Ok(0)
}

/// All keys as TOML.
fn reference(keymap: &Keymap) -> String {
    let mut text = HEAD.to_string();
    for place in KeyContext::all() {
        let typed = if place.is_text() { ", where text is typed" } else { "" };
        text.push_str(&format!("\n[keys.{}] # {}{typed}\n", place.name(), place.title()));
        for keys in keymap.rows(place) {
            let names: Array = keys.names().collect();
            let line = format!("{} = {names}", keys.binding.action.name());
            text.push_str(&format!("{line:<COLUMNS$} # {}\n", keys.binding.help));
        }
    }
    text
}
