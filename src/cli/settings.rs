//! `config.toml` as the commands and the screens use it. What is wrong in it without being fatal is told on stderr.

use super::output;
use crate::app::keys::{Change, Keymap, MAX_MISTAKES};
use crate::domain::problem::Problem;
use crate::files::config::{self, Config, MAX_WARNINGS};
use std::path::Path;

pub struct Settings {
    pub config: Config,
    pub keymap: Keymap,
    /// One line for each.
    pub mistakes: Vec<String>,
    /// Whether there are more.
    is_cut: bool,
}

impl Settings {
    /// # Errors
    /// As [`config::load`].
    pub fn read(file: &Path) -> Result<Settings, Problem> {
        let (config, warnings) = config::load(file)?;
        let changes = config.keys.iter().map(|change| Change {
            place: &change.place,
            place_line: change.place_line,
            action: &change.action,
            line: change.line,
            keys: &change.keys,
        });
        let (keymap, wrong_keys) = Keymap::with(&changes.collect::<Vec<_>>());
        let told = warnings.iter().take(MAX_WARNINGS).map(ToString::to_string);
        let told = told.chain(wrong_keys.iter().take(MAX_MISTAKES).map(ToString::to_string));
        let mistakes: Vec<String> = told.collect();
        for mistake in &mistakes {
            output::note(&format!("{}, {mistake}", file.display()));
        }
        let is_cut = wrong_keys.len() > MAX_MISTAKES || warnings.len() > MAX_WARNINGS;
        if is_cut {
            output::note(&format!("{}: only the first of the mistakes are told", file.display()));
        }
        Ok(Settings { config, keymap, mistakes, is_cut })
    }

    /// The mistakes in one sentence, for those who see no stderr.
    pub fn mistakes_in_short(&self) -> Option<String> {
        let first = self.mistakes.first()?;
        Some(match self.mistakes.len() {
            1 => format!("config.toml, {first}"),
            count if self.is_cut => {
                format!("config.toml has {count} mistakes or more; giftlist keys lists them: {first}")
            }
            count => format!("config.toml has {count} mistakes, which giftlist keys lists: {first}"),
        })
    }
}
