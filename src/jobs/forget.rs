//! Removes what giftlist keeps on this machine, and reports what was removed.

use crate::domain::problem::{Kind, Problem};
use crate::files::cache::count_file;
use crate::files::paths::Paths;
use crate::files::{atomic, exports};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The people and the selection.
    Cache,
    /// The client ID and secret.
    Credentials,
    /// Both, the settings, and what is kept of the account besides: the never-list, the lists, the campaigns.
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
    let mut forgotten = Forgotten::default();
    let exported = exports::load(&paths.exports_file()).unwrap_or_else(|problem| {
        forgotten.failed.extend((scope == Scope::All).then_some(problem));
        Vec::new()
    });
    forgotten.exported = exported.into_iter().filter(|path| Path::new(path).exists()).collect();
    if scope == Scope::All {
        // Before the others, so that open windows keep nothing any more.
        forgotten.failed.extend(atomic::remove(&paths.lock_file()).err().map(|error| {
            let remedy = "close giftlist where it is open: it may write its files again";
            Problem::new(Kind::File, Problem::from(error).what(), remedy)
        }));
    }
    let mut files = Vec::new();
    if scope != Scope::Credentials {
        files.extend([paths.people_file(), count_file(&paths.people_file()), paths.journal_file()]);
        let left = exports::sweep(&paths.exporting_file(), before, None);
        forgotten.failed.extend(left.iter().map(|path| left_over(path, "of an export that was killed")));
    }
    if scope != Scope::Cache {
        files.push(paths.credentials_file());
    }
    if scope == Scope::All {
        files.extend([paths.config_file(), paths.exports_file(), paths.exporting_file()]);
        files.extend([paths.never_file(), paths.lists_file(), paths.campaigns_file()]);
    }
    for file in files {
        match atomic::remove(&file) {
            Ok(removed) => forgotten.removed.extend(removed),
            Err(error) => {
                forgotten.failed.push(Problem::new(Kind::File, Problem::from(error).what(), "remove it yourself"));
            }
        }
    }
    for folder in paths.folders() {
        let left = atomic::sweep(folder, before);
        forgotten.failed.extend(left.iter().map(|path| left_over(path, "that a kill left")));
    }
    forgotten
}

fn left_over(path: &Path, which: &str) -> Problem {
    let what = format!("{} {which} cannot be removed", path.display());
    Problem::new(Kind::File, what, "remove it yourself: it may have people in it")
}
