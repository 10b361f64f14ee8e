//! Forgetting: removing what giftlist keeps on this machine, and saying what was removed.

use crate::domain::problem::Problem;
use crate::files::paths::Paths;
use crate::files::{atomic, credentials};
use std::path::PathBuf;

/// What to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The people and the selection.
    Cache,
    /// The client ID and secret.
    Credentials,
    /// Both, and the settings.
    All,
}

/// What was removed, and what could not be.
#[derive(Debug, Default)]
pub struct Forgotten {
    /// The files that are gone.
    pub removed: Vec<PathBuf>,
    /// Why others are not.
    pub failed: Vec<Problem>,
}

/// Removes the files; those that cannot be removed do not keep the others.
pub fn forget(paths: &Paths, what: What) -> Forgotten {
    let mut forgotten = Forgotten::default();
    let mut gone = |path: PathBuf, result: Result<bool, Problem>| match result {
        Ok(true) => forgotten.removed.push(path),
        Ok(false) => {}
        Err(problem) => forgotten.failed.push(problem),
    };
    let plain = |path: &PathBuf| atomic::remove(path).map_err(Problem::from);
    if what != What::Credentials {
        for path in [paths.people_file(), paths.journal_file(), paths.lock_file()] {
            let result = plain(&path);
            gone(path, result);
        }
    }
    if what != What::Cache {
        let path = paths.credentials_file();
        let result = credentials::remove(&path);
        gone(path, result);
    }
    if what == What::All {
        let path = paths.config_file();
        let result = plain(&path);
        gone(path, result);
    }
    forgotten
}
