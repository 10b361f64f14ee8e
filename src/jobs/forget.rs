//! Removes what giftlist keeps on this machine, and reports what was removed.

use crate::domain::problem::Problem;
use crate::files::paths::Paths;
use crate::files::{atomic, credentials, exports, journal};
use std::path::PathBuf;
use std::time::SystemTime;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The people and the selection.
    Cache,
    /// The client ID and secret.
    Credentials,
    /// Both, and the settings.
    All,
}

#[derive(Debug, Default)]
pub struct Forgotten {
    pub removed: Vec<PathBuf>,
    /// Why other files could not be removed.
    pub failed: Vec<Problem>,
    /// Exported files that still exist. They are the user's own and stay.
    pub exported: Vec<String>,
}

/// Removes all files in the scope, even if one of them fails, and temporary files last changed before the given time.
pub fn forget(paths: &Paths, scope: Scope, before: SystemTime) -> Forgotten {
    let exported = exports::load(&paths.exports_file()).unwrap_or_default();
    let exported = exported.into_iter().filter(|path| std::path::Path::new(path).exists()).collect();
    let mut forgotten = Forgotten { exported, ..Forgotten::default() };
    let mut gone = |path: PathBuf, result: Result<bool, Problem>| match result {
        Ok(true) => forgotten.removed.push(path),
        Ok(false) => {}
        Err(problem) => forgotten.failed.push(problem),
    };
    let plain = |path: &PathBuf| atomic::remove(path).map_err(Problem::from);
    if scope != Scope::Credentials {
        for path in [paths.people_file(), paths.journal_file()] {
            let result = plain(&path);
            gone(path, result);
        }
    }
    if scope != Scope::Cache {
        let path = paths.credentials_file();
        let result = credentials::remove(&path);
        gone(path, result);
    }
    if scope == Scope::All {
        // A lock that is held stays: without the file another process could lock a new one and write as well.
        let lock = paths.lock_file();
        if matches!(journal::try_lock(&lock), Ok(Some(_))) {
            let _ = atomic::remove(&lock);
        }
        for path in [paths.config_file(), paths.exports_file()] {
            let result = plain(&path);
            gone(path, result);
        }
    }
    for folder in paths.folders() {
        atomic::sweep(folder, before);
    }
    forgotten
}
