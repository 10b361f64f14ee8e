//! Keeps the code of a country for the next start.

use super::context::JobContext;
use crate::domain::problem::Problem;
use crate::files::config;
use crate::files::paths::Paths;

/// # Errors
/// When `config.toml` cannot be read or written; it is then as it was.
pub fn keep(cx: &JobContext, name: &str, code: &str) -> Result<(), Problem> {
    match cx.paths().map(Paths::config_file) {
        Some(file) => cx.keep(&file, |file| config::set_country(file, name, code)),
        None => Ok(()),
    }
}
