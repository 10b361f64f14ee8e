//! Writes files, and is the only module that does: a file is complete under its name or not there at all, and has mode
//! 0600 from its first byte. It is written to `.NAME.RANDOM.tmp` in the same folder, synced and renamed; then the
//! folder is synced. Knows nothing of what the files contain.

use super::error::{FileError, Operation, Refusal};
use super::private::{is_sticky, is_trusted, require_file};
use crate::sys;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

const BUFFER_BYTES: usize = 64 * 1024;
/// How much of a file's name goes into its temporary file's name, in bytes; a name may have 255 in all.
const REPEATED_BYTES: usize = 200;
const RANDOM_CHARACTERS: usize = 6;
/// A temporary file that nobody changed for so long is not being written any more.
const ABANDONED: Duration = Duration::from_secs(60);
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
    /// Whether others may put files into the same folder, as in `/tmp`.
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
        let in_shared_folder = metadata.mode() & 0o002 != 0;
        if in_shared_folder && !is_sticky(&metadata) {
            return Err(FileError::refused(&folder, Refusal::FolderWritableByOthers));
        }
        let in_others_folder = ![0, sys::user_id()].contains(&metadata.uid());
        let existing = match fs::symlink_metadata(folder.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            found => Some(found.map_err(failed)?),
        };
        Ok(Destination { folder, name: name.to_os_string(), existing, in_shared_folder, in_others_folder })
    }

    /// What there is to be replaced: the file, or the one that a link leads to.
    fn replaceable(self, path: &Path) -> Result<Destination, FileError> {
        let is_link = self.existing.as_ref().is_some_and(Metadata::is_symlink);
        let destination = if is_link { self.follow_link(path)? } else { self };
        if let Some(existing) = &destination.existing {
            require_file(&destination.path(), existing)?;
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
            let there = fs::symlink_metadata(&path);
            // If the folder was moved meanwhile, the temporary file is not found to be removed. A rename may have taken
            // place although it failed, as on a network drive: then this is the file.
            let is_in_place = |there: &Metadata| {
                content.metadata().is_ok_and(|it| (it.dev(), it.ino()) == (there.dev(), there.ino()))
            };
            if !there.as_ref().is_ok_and(is_in_place) {
                let _ = content.set_len(0);
            }
            match there {
                Ok(there) if source.kind() == ErrorKind::AlreadyExists => exists(given, &there),
                _ => failed(source),
            }
        })?;
        sync_folder(&self.folder).map_err(|source| FileError::failed(given, Operation::SyncFolder, source))?;
        Ok(Written {
            path,
            bytes,
            was_wider: self.existing.as_ref().is_some_and(|existing| existing.mode() & 0o077 != 0),
            had_hard_links: self.existing.as_ref().is_some_and(|existing| existing.nlink() > 1),
            in_shared_folder: self.in_shared_folder,
            in_others_folder: self.in_others_folder,
        })
    }

    /// The file is locked while we write it, so that the [`sweep`] of another giftlist leaves it alone.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let prefix = temporary_prefix(&self.name);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".tmp").rand_bytes(RANDOM_CHARACTERS).make_in(&self.folder, |path| {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            let _ = file.try_lock();
            Ok(file)
        })
    }
}

/// Writes the content to disk; returns its length.
fn fill(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<u64> {
    let mut out = WipingWriter { file, bytes: Zeroizing::new(Vec::with_capacity(BUFFER_BYTES)) };
    write(&mut out)?;
    out.flush()?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
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

/// How the names of a file's temporary files begin.
fn temporary_prefix(name: &OsStr) -> OsString {
    let name = name.as_bytes();
    let mut prefix = OsString::from(".");
    prefix.push(OsStr::from_bytes(&name[..name.len().min(REPEATED_BYTES)]));
    prefix.push(".");
    prefix
}

/// The last part of the path. Refuses `..`, a trailing `/`, which std would drop, and control characters.
fn checked_name(path: &Path) -> Result<&OsStr, FileError> {
    let name = path.file_name().filter(|name| path.as_os_str().as_bytes().ends_with(name.as_bytes()));
    let name = name.ok_or_else(|| FileError::refused(path, Refusal::NoFileName))?;
    let has_controls = match name.to_str() {
        Some(text) => text.chars().any(char::is_control),
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

/// A `BufWriter` that wipes its buffer, since the bytes may be a secret.
struct WipingWriter<'a> {
    file: &'a File,
    bytes: Zeroizing<Vec<u8>>,
}

impl Write for WipingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > BUFFER_BYTES {
            self.flush()?;
        }
        if bytes.len() > BUFFER_BYTES {
            return self.file.write(bytes);
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

/// Removes the temporary files that killed processes left of this one file, and returns those that could not be removed.
/// One that is being written now is neither.
pub fn sweep_of(path: &Path, before: SystemTime) -> Vec<PathBuf> {
    let left_over = temporaries_of(path).into_iter().filter(|temporary| is_left_over(temporary, before));
    left_over.filter(|temporary| fs::remove_file(temporary).is_err()).collect()
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
    let left_over =
        entries.filter(|entry| is_temporary_name(&entry.file_name()) && is_left_over(&entry.path(), before));
    left_over.map(|entry| entry.path()).filter(|path| fs::remove_file(path).is_err()).collect()
}

/// `.NAME.RANDOM.tmp`, with [`RANDOM_CHARACTERS`].
fn is_temporary_name(name: &OsStr) -> bool {
    let core = name.as_bytes().strip_prefix(b".").and_then(|name| name.strip_suffix(b".tmp"));
    core.and_then(|core| core.split_last_chunk::<RANDOM_CHARACTERS>()).is_some_and(|(name, random)| {
        name.len() > 1 && name.ends_with(b".") && random.iter().all(u8::is_ascii_alphanumeric)
    })
}

fn is_left_over(path: &Path, before: SystemTime) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else { return false };
    let is_ours = metadata.is_file()
        && metadata.uid() == sys::user_id()
        && metadata.mode() & 0o7777 == 0o600
        && metadata.nlink() == 1
        && metadata.modified().is_ok_and(|modified| modified < before);
    let open = || OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW).open(path);
    is_ours
        && open().is_ok_and(|file| match file.try_lock() {
            Ok(()) => true,
            Err(fs::TryLockError::WouldBlock) => false,
            // Without locks only its age tells whether somebody still writes it.
            Err(fs::TryLockError::Error(_)) => metadata.modified().is_ok_and(|modified| modified + ABANDONED < before),
        })
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
