//! The environment variables of giftlist, as one table that `--help` and README print; and how they are read.

use super::output;
use crate::domain::problem::Problem;
use crate::files::paths::Paths;
use std::path::PathBuf;

pub const CLIENT_ID: &str = "PERSONIO_CLIENT_ID";
pub const CLIENT_SECRET: &str = "PERSONIO_CLIENT_SECRET";
pub const BASE_URL: &str = "PERSONIO_BASE_URL";
pub const HOME_FOLDER: &str = "GIFTLIST_HOME";
pub const TODAY: &str = "GIFTLIST_TODAY";
pub const THEME: &str = "GIFTLIST_THEME";

pub struct Variable {
    pub name: &'static str,
    pub means: &'static str,
}

pub const VARIABLES: [Variable; 7] = [
    Variable { name: CLIENT_ID, means: "the client ID of the credentials" },
    Variable { name: CLIENT_SECRET, means: "their secret; no option takes it" },
    Variable { name: BASE_URL, means: "another address: https, or http to this machine" },
    Variable { name: HOME_FOLDER, means: "one folder for all files, in config/, cache/, state/" },
    Variable { name: TODAY, means: "a date that stands for today, for rehearsals" },
    Variable { name: THEME, means: "a theme in place of the configured one: dark, light, contrast, …" },
    // Read by anstyle-query and by clap.
    Variable { name: "NO_COLOR", means: "no colours" },
];

/// The value of a variable; `None` if it is unset, blank or not UTF-8.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// # Errors
/// As [`Paths::find`].
pub fn paths(profile: &str) -> Result<Paths, Problem> {
    let home = std::env::var_os(HOME_FOLDER).map(PathBuf::from);
    let paths = Paths::find(home.as_deref(), profile)?;
    if home.is_some_and(|home| !home.as_os_str().is_empty() && home.is_relative()) {
        let folder = paths.config_file();
        let folder = folder.parent().unwrap_or(&folder).display();
        output::note(&format!("{HOME_FOLDER} is a relative path: here it means {folder} and its neighbours"));
    }
    Ok(paths)
}
