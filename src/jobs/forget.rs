//! Removes what giftlist keeps on this machine, and reports what was removed.

use crate::domain::problem::{Kind, Problem};
use crate::files::cache::count_file;
use crate::files::paths::Paths;
use crate::files::{atomic, exports};
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
    let mut files = Vec::new();
    if scope != Scope::Credentials {
        files.extend([paths.people_file(), count_file(&paths.people_file()), paths.journal_file()]);
    }
    if scope != Scope::Cache {
        files.push(paths.credentials_file());
    }
    if scope != Scope::Credentials {
        let left = exports::sweep(&paths.exporting_file(), before).into_iter();
        forgotten.failed.extend(left.map(|path| {
            let what = format!("{} of an export that was killed cannot be removed", path.display());
            Problem::new(Kind::File, what, "remove it yourself: it has people in it")
        }));
    }
    if scope == Scope::All {
        // Before the others, so that open windows keep nothing any more.
        let _ = atomic::remove(&paths.lock_file());
        files.extend([paths.config_file(), paths.exports_file(), paths.exporting_file()]);
    }
    for file in files {
        match atomic::remove(&file) {
            Ok(removed) => forgotten.removed.extend(removed),
            Err(error) => forgotten.failed.push(error.into()),
        }
    }
    for folder in paths.folders() {
        atomic::sweep(folder, before);
    }
    forgotten
}
