//! Where exports were written (`exports.json`): paths only, so that `forget` can name the files that it leaves alone. And
//! where one is being written now (`exporting.json`): if it is killed, its temporary file with people in it can be found.
//! Both are changed under a lock of their folder, so that exports at the same time lose nothing of each other.

use super::atomic;
use super::error::{FileError, Operation};
use super::private::{make_private_parent, read_private};
use crate::domain::problem::{Kind, Problem};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const MAX_BYTES: u64 = 1024 * 1024;
/// The oldest paths beyond this are dropped.
const MAX_PATHS: usize = 500;
/// How often another giftlist, which holds the lock for a moment, is waited for, …
const TRIES: u32 = 200;
/// … and how long each time.
/// So soon after it was noted an export has its temporary file.
const BEGINNING: Duration = Duration::from_secs(2);
const WAIT: Duration = Duration::from_millis(10);

/// The paths, oldest first; empty if there is no such file.
///
/// # Errors
/// When the file cannot be read or parsed.
pub fn load(path: &Path) -> Result<Vec<String>, Problem> {
    let Some(bytes) = read_private(path, MAX_BYTES)? else { return Ok(Vec::new()) };
    serde_json::from_slice(&bytes).map_err(|_| {
        Problem::new(Kind::File, format!("{} cannot be understood", path.display()), "remove it; it only names exports")
    })
}

/// Adds a path as the newest; a path that is there already moves.
///
/// # Errors
/// When the file cannot be read or written, or another process holds the lock for longer than two seconds; it is then
/// untouched.
pub fn record(path: &Path, exported: &str) -> Result<(), Problem> {
    make_private_parent(path)?;
    let _lock = lock(path)?;
    let mut paths = load(path)?;
    paths.retain(|known| known != exported);
    paths.push(exported.to_string());
    paths.drain(..paths.len().saturating_sub(MAX_PATHS));
    save(path, &paths)?;
    Ok(())
}

/// Locks the folder of the file: the file itself is another one after each change. The lock ends with what is returned. On a
/// file system without locks there is none.
fn lock(path: &Path) -> Result<Option<File>, FileError> {
    let failed = |source| FileError::failed(path, Operation::Lock, source);
    let folder = File::open(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    for _ in 0..TRIES {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(failed(io::ErrorKind::TimedOut.into()))
}

fn save(path: &Path, paths: &[String]) -> Result<(), FileError> {
    atomic::replace(path, |out| serde_json::to_writer(out, paths).map_err(io::Error::from)).map(drop)
}

/// Adds a path to those that are being written; call before its temporary file exists.
///
/// # Errors
/// As [`record`].
pub fn begin(path: &Path, exporting: &str) -> Result<(), Problem> {
    record(path, exporting)
}

/// Removes the temporary files of exports that were killed, and forgets those exports and the one that `ended`. Returns the
/// files that could not be removed; these are tried again next time. An export that is being written now stays, also if it
/// began a moment ago and has no temporary file yet.
pub fn sweep(path: &Path, before: SystemTime, ended: Option<&str>) -> Vec<PathBuf> {
    // Most often there is nothing to do, and then nobody is waited for.
    if load(path).unwrap_or_default().is_empty() {
        return Vec::new();
    }
    let Ok(_lock) = lock(path) else { return Vec::new() };
    let begun = load(path).unwrap_or_default();
    let changed = std::fs::metadata(path).and_then(|metadata| metadata.modified());
    let may_begin = changed.is_ok_and(|changed| changed + BEGINNING > before);
    let (mut left, mut stays) = (Vec::new(), Vec::new());
    for exporting in &begun {
        let had_temporary = atomic::has_temporary(Path::new(exporting));
        let failed = atomic::sweep_of(Path::new(exporting), before);
        let has_just_begun = may_begin && !had_temporary && ended != Some(exporting.as_str());
        if !failed.is_empty() || has_just_begun || atomic::has_temporary(Path::new(exporting)) {
            stays.push(exporting.clone());
        }
        left.extend(failed);
    }
    if stays != begun {
        let _ = if stays.is_empty() { atomic::remove(path).map(drop) } else { save(path, &stays) };
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;

    #[test]
    fn each_path_is_named_once_and_the_newest_stay() {
        let folder = folder();
        let path = folder.path().join("state/exports.json");
        for name in ["/a.csv", "/b.csv", "/a.csv"] {
            record(&path, name).unwrap();
        }
        assert_eq!(load(&path).unwrap(), ["/b.csv", "/a.csv"]);
    }

    #[test]
    fn what_is_recorded_at_the_same_time_is_all_there() {
        let folder = folder();
        let path = folder.path().join("state/exports.json");
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let path = &path;
                scope.spawn(move || (0..20).for_each(|n| record(path, &format!("/{thread}/{n}.csv")).unwrap()));
            }
        });
        assert_eq!(load(&path).unwrap().len(), 80);
    }

    #[test]
    fn whoever_holds_the_lock_is_not_waited_for_without_end() {
        let folder = folder();
        let path = folder.path().join("exports.json");
        let held = lock(&path).unwrap();
        assert!(record(&path, "/a.csv").is_err() && !path.exists());
        drop(held);
        record(&path, "/a.csv").unwrap();
    }

    /// Catalogue: C21.
    #[test]
    fn what_a_killed_export_left_is_removed_and_nothing_else() {
        let folder = folder();
        let state = folder.path().join("exporting.json");
        let target = folder.path().join("gifts.csv");
        begin(&state, &target.display().to_string()).unwrap();
        let private = |name: &str| atomic::create_new(&folder.path().join(name), |out| out.write_all(b"x")).unwrap();
        for name in [".gifts.csv.aB3dE6.tmp", ".other.csv.aB3dE6.tmp", ".gifts.csv.aB3.tmp", "gifts.csv"] {
            private(name);
        }
        assert_eq!(sweep(&state, SystemTime::UNIX_EPOCH, None), [""; 0].map(PathBuf::from), "too young");
        assert!(state.exists());
        let later = std::fs::metadata(&target).unwrap().modified().unwrap() + std::time::Duration::from_secs(1);
        assert!(sweep(&state, later, None).is_empty());
        let there = |name: &str| folder.path().join(name).exists();
        assert!(!there(".gifts.csv.aB3dE6.tmp") && there(".other.csv.aB3dE6.tmp") && there(".gifts.csv.aB3.tmp"));
        assert!(there("gifts.csv") && !state.exists());
    }

    /// Catalogue: C21.
    #[test]
    fn an_export_that_has_just_begun_is_not_forgotten_until_it_ends() {
        let folder = folder();
        let state = folder.path().join("exporting.json");
        begin(&state, "/a.csv").unwrap();
        let now = std::fs::metadata(&state).unwrap().modified().unwrap();
        sweep(&state, now, None);
        assert_eq!(load(&state).unwrap(), ["/a.csv"]);
        sweep(&state, now, Some("/a.csv"));
        assert!(!state.exists());
        begin(&state, "/b.csv").unwrap();
        sweep(&state, now + 2 * BEGINNING, None);
        assert!(!state.exists());
    }
}
