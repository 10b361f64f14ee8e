//! Writes files, and is the only module that does: a file is complete under its name or not there at all, and has mode
//! 0600 from its first byte. It is written to `.NAME.RANDOM.tmp` in the same folder, synced and renamed; then the
//! folder is synced. Knows nothing of what the files contain.

mod content;
mod leftovers;

use super::error::{FileError, Operation, Refusal};
use super::groups;
use super::private::{is_sticky, is_trusted, keep_own_rights, require_file, writable_by_others};
use crate::domain::text::safe_text::SafeText;
use crate::sys;
use content::fill;
use leftovers::{RANDOM_CHARACTERS, is_at, temporary_prefix};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

pub use leftovers::{has_temporary, sweep, sweep_of};

/// How long a sweep may look at one file at most, …
const SWEEP_TIME: Duration = Duration::from_secs(1);
/// … and how often we see whether it still does.
const SWEEP_LOOK: Duration = Duration::from_millis(10);
/// Links that lead to each other; the system follows no more.
const MAX_LINKS: usize = 40;

/// What was written, and what the user should know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file itself; its target if a link was given.
    pub path: PathBuf,
    pub bytes: u64,
    /// Whether others had any access to the file that was replaced; the new one has mode 0600.
    pub was_wider: bool,
    /// Whether the file that was replaced has other names, which still lead to its old content.
    pub had_hard_links: bool,
    /// The file that was replaced was another user's; the new one is this user's.
    pub was_of_another: bool,
    /// Whether others may put files into the same folder, as in `/tmp` or in that of a team.
    pub in_shared_folder: bool,
    /// Whether the folder belongs to another user, who can put another file there; the system's folders do not count.
    pub in_others_folder: bool,
}

/// Writes a file, replacing an existing one. A symbolic link is followed and stays, provided that the link and the
/// folder of its target belong to this user.
///
/// # Errors
/// The existing file is then untouched and no temporary file is left, except after [`Operation::SyncFolder`]: the new
/// file is in place, but may not survive a power failure.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Written, FileError> {
    let destination = Destination::of(path)?.replaceable(path)?;
    destination.write_and_rename(path, write, |temp, target| temp.persist(target).map_err(|error| error.error))
}

/// Writes a file that does not exist yet, and never replaces one, not even one that appears meanwhile.
///
/// # Errors
/// [`FileError::Exists`] if the name is taken by what [`replace`] would replace; otherwise as [`replace`].
pub fn create_new(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Written, FileError> {
    let destination = Destination::of(path)?;
    if destination.existing.is_some() {
        let target = destination.replaceable(path)?;
        return Err(target
            .existing
            .map_or_else(|| FileError::refused(path, Refusal::DanglingLink), |there| exists(path, &there)));
    }
    destination
        .write_and_rename(path, write, |temp, target| temp.persist_noclobber(target).map_err(|error| error.error))
}

/// Where [`replace`] and [`create_new`] would put the file, and its temporary file beside it; the path itself where they would
/// refuse it.
pub fn target(path: &Path) -> PathBuf {
    let destination = Destination::of(path).and_then(|destination| destination.replaceable(path));
    destination.map_or_else(|_| std::path::absolute(path).unwrap_or_else(|_| path.into()), |it| it.path())
}

fn exists(path: &Path, there: &Metadata) -> FileError {
    match require_file(path, there) {
        Err(refused) if !there.is_symlink() => refused,
        _ => FileError::Exists { path: path.to_path_buf(), bytes: there.len(), modified: there.modified().ok() },
    }
}

/// Where a file is to be written: a folder that exists, a name in it, and what has that name now (a link itself, not
/// its target).
struct Destination {
    folder: PathBuf,
    name: OsString,
    existing: Option<Metadata>,
    in_shared_folder: bool,
    in_others_folder: bool,
    owner_of_sticky_folder: Option<u32>,
}

impl Destination {
    fn of(path: &Path) -> Result<Destination, FileError> {
        let name = checked_name(path)?;
        let failed = |source| FileError::failed(path, Operation::Write, source);
        if let Some((link, owner)) = foreign_link(&std::path::absolute(path).map_err(failed)?) {
            return Err(FileError::refused(&link, Refusal::LinkOfOther(owner)));
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(parent).map_err(failed)?;
        let metadata = fs::metadata(&folder).map_err(failed)?;
        if !metadata.is_dir() {
            return Err(FileError::refused(&folder, Refusal::NotAFolder));
        }
        if is_system_folder(&folder) {
            return Err(FileError::refused(path, Refusal::NotRegularFile));
        }
        let is_open_to_all = metadata.mode() & 0o002 != 0;
        if is_open_to_all && !is_sticky(&metadata) {
            return Err(writable_by_others(&folder, &metadata));
        }
        let is_of_a_team = || metadata.mode() & 0o020 != 0 && groups::has_others(metadata.gid(), sys::user_id());
        let in_shared_folder = is_open_to_all || is_of_a_team();
        let in_others_folder = ![0, sys::user_id()].contains(&metadata.uid());
        let existing = match fs::symlink_metadata(folder.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            found => Some(found.map_err(failed)?),
        };
        let owner_of_sticky_folder = is_sticky(&metadata).then(|| metadata.uid());
        let name = name.to_os_string();
        Ok(Destination { folder, name, existing, in_shared_folder, in_others_folder, owner_of_sticky_folder })
    }

    /// What there is to be replaced: the file, or the one that a link leads to.
    fn replaceable(self, path: &Path) -> Result<Destination, FileError> {
        let is_link = self.existing.as_ref().is_some_and(Metadata::is_symlink);
        let destination = if is_link { self.follow_link(path)? } else { self };
        if let Some(existing) = &destination.existing {
            require_file(&destination.path(), existing)?;
            let sticky = destination.owner_of_sticky_folder;
            if sticky.is_some_and(|folder| is_kept_for_owner(sys::user_id(), folder, existing.uid())) {
                let reason = Refusal::OtherOwnerInStickyFolder(existing.uid());
                return Err(FileError::refused(&destination.path(), reason));
            }
        }
        Ok(destination)
    }

    /// The destination that the link leads to. Somebody else's link is refused: in a shared folder it could lead to any
    /// file of ours.
    fn follow_link(self, path: &Path) -> Result<Destination, FileError> {
        let link = self.path();
        if let Some(owner) = self.existing.as_ref().filter(|link| !is_trusted(link)).map(Metadata::uid) {
            return Err(FileError::refused(&link, Refusal::OtherOwner(owner)));
        }
        let target = match fs::canonicalize(&link) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(FileError::refused(&link, Refusal::DanglingLink));
            }
            target => target.map_err(|source| FileError::failed(path, Operation::Write, source))?,
        };
        let destination = Destination::of(&target)?;
        let folder =
            fs::metadata(&destination.folder).map_err(|source| FileError::failed(path, Operation::Write, source))?;
        if folder.uid() != sys::user_id() {
            return Err(FileError::refused(&target, Refusal::LinkIntoOthersFolder));
        }
        Ok(destination)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    fn write_and_rename(
        self,
        given: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        persist: impl FnOnce(NamedTempFile, &Path) -> io::Result<File>,
    ) -> Result<Written, FileError> {
        let path = self.path();
        let failed = |source| FileError::failed(given, Operation::Write, source);
        let temp = self.temporary().map_err(failed)?;
        let content = temp.as_file().try_clone().map_err(failed)?;
        let bytes = fill(temp.as_file(), write).and_then(|bytes| persist(temp, &path).map(|_| bytes));
        let bytes = bytes.map_err(|source| {
            // If the folder was moved meanwhile, the temporary file is not found to be removed. A rename may have taken
            // place although it failed, as on a network drive: then this is the file.
            if !is_at(&content, &path) {
                let _ = content.set_len(0);
            }
            match (source.kind(), fs::symlink_metadata(&path)) {
                (ErrorKind::AlreadyExists, Ok(there)) => exists(given, &there),
                (ErrorKind::NotFound, _) if self.folder.is_dir() => FileError::refused(given, Refusal::TemporaryGone),
                _ => failed(source),
            }
        })?;
        sync_folder(&self.folder).map_err(|source| FileError::failed(given, Operation::SyncFolder, source))?;
        Ok(Written {
            path,
            bytes,
            was_wider: self.existing.as_ref().is_some_and(|existing| existing.mode() & 0o077 != 0),
            was_of_another: self.existing.as_ref().is_some_and(|existing| existing.uid() != sys::user_id()),
            had_hard_links: self.existing.as_ref().is_some_and(|existing| existing.nlink() > 1),
            in_shared_folder: self.in_shared_folder,
            in_others_folder: self.in_others_folder,
        })
    }

    /// The file is locked while we write it, so that the [`sweep`] of another giftlist leaves it alone. Before that moment
    /// it may take it for a leftover: then the next name is tried.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let prefix = temporary_prefix(&self.name);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".tmp").rand_bytes(RANDOM_CHARACTERS).make_in(&self.folder, |path| {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            if let Err(error) = keep_own_rights(&file) {
                let _ = fs::remove_file(path);
                return Err(error);
            }
            lock_within(&file, SWEEP_TIME);
            // By this kind of error tempfile knows to go on to another name.
            if is_at(&file, path) { Ok(file) } else { Err(ErrorKind::AlreadyExists.into()) }
        })
    }
}

/// Takes the lock of a new file, if it can be had within that time. Only a sweep can hold it, for a moment.
fn lock_within(file: &File, time: Duration) {
    let mut tries = time.as_millis() / SWEEP_LOOK.as_millis();
    while matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) && tries > 0 {
        std::thread::sleep(SWEEP_LOOK);
        tries -= 1;
    }
}

/// Whether a sticky folder keeps this user from replacing the file of another one.
fn is_kept_for_owner(user: u32, owner_of_folder: u32, owner_of_file: u32) -> bool {
    ![0, owner_of_folder, owner_of_file].contains(&user)
}

/// The first link on the way to a file that belongs to neither this user nor root, and its owner: it could lead to any
/// folder of ours. The path is absolute.
fn foreign_link(path: &Path) -> Option<(PathBuf, u32)> {
    let components = |path: &Path| path.iter().rev().map(OsStr::to_os_string).collect::<Vec<_>>();
    let mut ahead = components(path.parent()?);
    let mut way = PathBuf::from("/");
    let mut links = 0;
    while let Some(component) = ahead.pop() {
        if component == ".." {
            way.pop();
            continue;
        }
        let folder = way.join(&component);
        match fs::symlink_metadata(&folder) {
            Ok(link) if link.is_symlink() && !is_trusted(&link) => return Some((folder, link.uid())),
            Ok(link) if link.is_symlink() && links < MAX_LINKS => {
                links += 1;
                ahead.extend(components(&fs::read_link(&folder).ok()?));
            }
            // A target that begins at the root comes with it as its first component.
            _ => way = folder,
        }
    }
    None
}

/// The last part of the path. Refuses `..`, a trailing `/`, which std would drop, and characters that are no part of what
/// is seen of a name: controls, marks of direction, what shows nothing.
fn checked_name(path: &Path) -> Result<&OsStr, FileError> {
    let name = path.file_name().filter(|name| path.as_os_str().as_bytes().ends_with(name.as_bytes()));
    let name = name.ok_or_else(|| FileError::refused(path, Refusal::NoFileName))?;
    let has_controls = match name.to_str() {
        Some(text) => SafeText::is_suspicious(text),
        None => name.as_bytes().iter().any(u8::is_ascii_control),
    };
    if has_controls { Err(FileError::refused(path, Refusal::ControlCharacters)) } else { Ok(name) }
}

/// Whether the folder holds devices or processes instead of files.
fn is_system_folder(folder: &Path) -> bool {
    folder == Path::new("/dev") || ["/dev/fd", "/proc", "/sys"].iter().any(|system| folder.starts_with(system))
}

/// Syncs the names in a folder to disk. File systems that cannot sync a folder are trusted to remember them.
fn sync_folder(folder: &Path) -> io::Result<()> {
    let Ok(folder) = File::open(folder) else { return Ok(()) };
    match folder.sync_all() {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Removes a file, and returns what was removed; nothing if there is none. A symbolic link is removed together with its
/// target, provided that the link and the folder of its target belong to this user.
///
/// # Errors
/// For a folder, for a link into somebody else's folder, or when the system refuses.
pub fn remove(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let failed = |source| FileError::failed(path, Operation::Remove, source);
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        there => there.map_err(failed)?,
    };
    if there.is_dir() {
        return Err(FileError::refused(path, Refusal::IsFolder));
    }
    let mut removed = vec![path.to_path_buf()];
    if there.is_symlink() {
        match Destination::of(path)?.follow_link(path) {
            Err(FileError::Refused { reason: Refusal::DanglingLink, .. }) => {}
            target => {
                let target = target?;
                require_file(&target.path(), target.existing.as_ref().unwrap_or(&there))?;
                fs::remove_file(target.path()).map_err(failed)?;
                removed.push(target.path());
            }
        }
    }
    fs::remove_file(path).map_err(failed)?;
    let _ = path.parent().map(sync_folder);
    Ok(removed)
}

#[cfg(test)]
mod tests;
