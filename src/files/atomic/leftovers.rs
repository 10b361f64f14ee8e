//! The temporary files: their names, and how those that killed processes left are found and removed.

use crate::sys;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How much of a file's name goes into its temporary file's name, in bytes; a name may have 255 in all.
const REPEATED_BYTES: usize = 200;
pub(super) const RANDOM_CHARACTERS: usize = 6;
/// A temporary file that nobody changed for so long is not being written any more.
const ABANDONED: Duration = Duration::from_secs(60);

/// How the names of a file's temporary files begin.
pub(super) fn temporary_prefix(name: &OsStr) -> OsString {
    let name = name.as_bytes();
    let mut prefix = OsString::from(".");
    prefix.push(OsStr::from_bytes(&name[..name.len().min(REPEATED_BYTES)]));
    prefix.push(".");
    prefix
}

/// Removes the temporary files that killed processes left of this one file, and returns those that could not be removed.
/// One that is being written now is neither.
pub fn sweep_of(path: &Path, before: SystemTime) -> Vec<PathBuf> {
    temporaries_of(path).into_iter().filter(|temporary| !sweep_one(temporary, before)).collect()
}

/// Whether a temporary file of this one lies there, be it left over or being written.
pub fn has_temporary(path: &Path) -> bool {
    !temporaries_of(path).is_empty()
}

fn temporaries_of(path: &Path) -> Vec<PathBuf> {
    let Some((name, folder)) = path.file_name().zip(path.parent()) else { return Vec::new() };
    let prefix = temporary_prefix(name);
    let is_of_it = |name: &OsStr| {
        let random_and_end = name.as_bytes().strip_prefix(prefix.as_bytes()).map_or(0, <[u8]>::len);
        is_temporary_name(name) && random_and_end == RANDOM_CHARACTERS + ".tmp".len()
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| is_of_it(&entry.file_name())).map(|entry| entry.path()).collect()
}

/// Removes the temporary files that killed processes left in the folder, and returns those that could not be removed. Only
/// files that were last changed before the given time, have the name, owner and mode of ours, and are not being written
/// now.
pub fn sweep(folder: &Path, before: SystemTime) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let temporary = entries.filter(|entry| is_temporary_name(&entry.file_name())).map(|entry| entry.path());
    temporary.filter(|path| !sweep_one(path, before)).collect()
}

/// `.NAME.RANDOM.tmp`, with [`RANDOM_CHARACTERS`].
pub(super) fn is_temporary_name(name: &OsStr) -> bool {
    let core = name.as_bytes().strip_prefix(b".").and_then(|name| name.strip_suffix(b".tmp"));
    core.and_then(|core| core.split_last_chunk::<RANDOM_CHARACTERS>()).is_some_and(|(name, random)| {
        name.len() > 1 && name.ends_with(b".") && random.iter().all(u8::is_ascii_alphanumeric)
    })
}

/// Removes a temporary file if a killed process left it; false if it is left and cannot be removed. We keep it locked until
/// it is gone, so that whoever has just made it sees that.
fn sweep_one(path: &Path, before: SystemTime) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else { return true };
    let is_ours = metadata.is_file()
        && metadata.uid() == sys::user_id()
        && metadata.mode() & 0o7777 == 0o600
        && metadata.nlink() == 1
        && metadata.modified().is_ok_and(|modified| modified < before);
    let open = || OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW).open(path);
    let Some(file) = is_ours.then(open).and_then(Result::ok) else { return true };
    let is_left_over = match file.try_lock() {
        Ok(()) => true,
        Err(fs::TryLockError::WouldBlock) => false,
        // Without locks only its age tells whether somebody still writes it.
        Err(fs::TryLockError::Error(_)) => metadata.modified().is_ok_and(|modified| modified + ABANDONED < before),
    };
    // Meanwhile it may have been renamed to what it was written for.
    !is_left_over || !is_at(&file, path) || fs::remove_file(path).is_ok()
}

/// Whether the open file is the one that has this name now.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let id = |it: Metadata| (it.dev(), it.ino());
    file.metadata().map(id).ok().is_some_and(|ours| fs::symlink_metadata(path).is_ok_and(|there| id(there) == ours))
}
