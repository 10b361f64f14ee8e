//! Reads files that only this user may read, or only this user may change, and creates the folders for them. A file
//! with wrong permissions is refused with the command that fixes it, and never fixed silently.

use super::error::{FileError, Operation, Refusal};
use crate::sys;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Spare room in the buffer. If the buffer grew, a copy of a secret would stay in the memory that it left.
const SPARE_BYTES: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Protection {
    /// Nobody else may read or change it, under this name or another.
    Private,
    /// Nobody else may change it.
    Trusted,
}

/// Reads a file that nobody else can read; `None` if there is no such file.
///
/// A symbolic link is followed and its target checked: it must be a regular file of this user or root, with mode 0600
/// or narrower and without hard links, in a folder that nobody else can change. Pipes and devices are refused without
/// blocking.
///
/// # Errors
/// [`FileError::Refused`] for a file that fails a check or is larger than `max_bytes`; [`FileError::Failed`] for an
/// error of the system.
pub fn read_private(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, FileError> {
    read(path, max_bytes, Protection::Private)
}

/// As [`read_private`], but others may read the file; they must not be able to change it.
///
/// # Errors
/// As [`read_private`].
pub fn read_trusted(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, FileError> {
    read(path, max_bytes, Protection::Trusted)
}

/// Opens a file that nobody else can read, to be read as a stream; also returns its length in bytes. Checks as
/// [`read_private`]; `None` if there is no such file.
///
/// # Errors
/// As [`read_private`].
pub fn open_private(path: &Path, max_bytes: u64) -> Result<Option<(File, u64)>, FileError> {
    let Some((file, metadata, real)) = open(path, Protection::Private)? else { return Ok(None) };
    if metadata.len() > max_bytes {
        return Err(FileError::refused(&real, Refusal::TooLarge(max_bytes)));
    }
    Ok(Some((file, metadata.len())))
}

fn read(path: &Path, max_bytes: u64, protection: Protection) -> Result<Option<Vec<u8>>, FileError> {
    let Some((file, metadata, real)) = open(path, protection)? else { return Ok(None) };
    let bytes =
        contents(&file, &metadata, max_bytes).map_err(|source| FileError::failed(path, Operation::Read, source))?;
    if bytes.len() as u64 > max_bytes {
        Err(FileError::refused(&real, Refusal::TooLarge(max_bytes)))
    } else {
        Ok(Some(bytes))
    }
}

/// The open file, its metadata, and its path without links.
fn open(path: &Path, protection: Protection) -> Result<Option<(File, Metadata, PathBuf)>, FileError> {
    let failed = |source| FileError::failed(path, Operation::Read, source);
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
        Ok(metadata) if metadata.is_dir() => return Err(FileError::refused(path, Refusal::FolderInItsPlace)),
        Ok(metadata) if !metadata.is_file() => {
            return Err(FileError::refused(path, Refusal::NotRegularInItsPlace));
        }
        Ok(_) => {}
    }
    let flags = libc::O_NONBLOCK | libc::O_NOCTTY;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let real = fs::canonicalize(path).map_err(failed)?;
    require_file(&real, &metadata)?;
    check_file(&real, &metadata, protection)?;
    if let (Protection::Private, Some(folder)) = (protection, real.parent()) {
        check_folder(folder, &fs::metadata(folder).map_err(failed)?)?;
    }
    Ok(Some((file, metadata, real)))
}

/// Reads at most one byte more than allowed, by which the caller knows that there is more.
fn contents(file: &File, metadata: &Metadata, max_bytes: u64) -> std::io::Result<Vec<u8>> {
    let expected = usize::try_from(metadata.len().min(max_bytes)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(expected.saturating_add(SPARE_BYTES));
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses folders, pipes, devices and sockets.
pub(super) fn require_file(path: &Path, metadata: &Metadata) -> Result<(), FileError> {
    match metadata.file_type() {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(FileError::refused(path, Refusal::IsFolder)),
        _ => Err(FileError::refused(path, Refusal::NotRegularFile)),
    }
}

fn check_file(path: &Path, metadata: &Metadata, protection: Protection) -> Result<(), FileError> {
    let mode = metadata.mode() & 0o7777;
    let reason = if !is_trusted(metadata) {
        Refusal::OtherOwner(metadata.uid())
    } else if protection == Protection::Private && mode & 0o077 != 0 {
        Refusal::ReadableByOthers(mode)
    } else if mode & 0o022 != 0 {
        Refusal::WritableByOthers(mode)
    } else if protection == Protection::Private && metadata.nlink() > 1 {
        Refusal::HasHardLinks
    } else {
        return Ok(());
    };
    Err(FileError::refused(path, reason))
}

/// Refuses a folder in which others could replace our files.
fn check_folder(path: &Path, metadata: &Metadata) -> Result<(), FileError> {
    if !is_trusted(metadata) {
        return Err(FileError::refused(path, Refusal::OtherOwner(metadata.uid())));
    }
    if metadata.mode() & 0o022 != 0 && !is_sticky(metadata) {
        return Err(writable_by_others(path, metadata));
    }
    Ok(())
}

/// The refusal of a folder that others can change.
pub(super) fn writable_by_others(path: &Path, metadata: &Metadata) -> FileError {
    let is_own = metadata.uid() == sys::user_id();
    let reason = if is_own { Refusal::FolderWritableByOthers } else { Refusal::OthersFolderWritableByOthers };
    FileError::refused(path, reason)
}

/// Whether it belongs to this user or to root, who could change it anyway.
pub(super) fn is_trusted(metadata: &Metadata) -> bool {
    metadata.uid() == sys::user_id() || metadata.uid() == 0
}

/// Whether only the owner of a file in this folder may replace it, as in `/tmp`.
pub(super) fn is_sticky(metadata: &Metadata) -> bool {
    metadata.mode() & 0o1000 != 0
}

fn make_private_dir(path: &Path) -> Result<(), FileError> {
    let failed = |source| FileError::failed(path, Operation::CreateFolder, source);
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make_dirs(path).map_err(failed)?;
            fs::metadata(path)
        }
        known => known,
    };
    match metadata.map_err(failed)? {
        metadata if metadata.is_dir() => check_folder(path, &metadata),
        _ => Err(FileError::refused(path, Refusal::NotAFolder)),
    }
}

/// Makes the folder and those above it that are not there, one by one: where the umask takes the user's own rights, the next
/// one could not be made otherwise.
fn make_dirs(path: &Path) -> io::Result<()> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty())
        && fs::metadata(parent).is_err_and(|error| error.kind() == ErrorKind::NotFound)
    {
        make_dirs(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) if fs::symlink_metadata(path)?.mode() & 0o700 != 0o700 => {
            fs::set_permissions(path, Permissions::from_mode(0o700))
        }
        // Another giftlist may have just made it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Gives a new file of ours the mode 0600 where the umask took our own rights.
pub(super) fn keep_own_rights(file: &File) -> io::Result<()> {
    match file.metadata()?.mode() & 0o600 {
        0o600 => Ok(()),
        _ => file.set_permissions(Permissions::from_mode(0o600)),
    }
}

/// Creates the folder that a file is to be written to, and its parents, with mode 0700; checks one that exists.
///
/// # Errors
/// When others could replace files in it, or when it cannot be created.
pub fn make_private_parent(file: &Path) -> Result<(), FileError> {
    file.parent().map_or(Ok(()), make_private_dir)
}

/// Waits until no other process changes a file, as long as it takes part in this. Held until it is dropped.
///
/// The folder stands for its files, so that no lock is left lying there; a file system without locks has none.
#[must_use]
pub fn lock_of(file: &Path) -> Option<fs::File> {
    let folder = file.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
    let folder = fs::File::open(folder).ok()?;
    folder.lock().ok().map(|()| folder)
}

/// A folder for a test, private whatever the umask.
#[cfg(test)]
pub(super) fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o700)).tempdir().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Problem;
    use std::io::Write;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    fn file_of(dir: &Path, mode: u32) -> PathBuf {
        let path = dir.join(format!("{mode:o}"));
        let mut file = OpenOptions::new().create_new(true).write(true).open(&path).unwrap();
        file.write_all(b"papi").unwrap();
        file.set_permissions(Permissions::from_mode(mode)).unwrap();
        path
    }

    fn reason(result: Result<Option<Vec<u8>>, FileError>) -> Option<Refusal> {
        match result {
            Err(FileError::Refused { reason, .. }) => Some(reason),
            other => panic!("{other:?}"),
        }
    }

    /// Catalogue: A08.
    #[test]
    fn only_what_nobody_else_can_read_is_private() {
        let dir = folder();
        for mode in [0o600, 0o400] {
            assert_eq!(read_private(&file_of(dir.path(), mode), 9).unwrap().as_deref(), Some(b"papi".as_slice()));
        }
        for mode in [0o640, 0o644, 0o660, 0o604, 0o777] {
            assert_eq!(reason(read_private(&file_of(dir.path(), mode), 9)), Some(Refusal::ReadableByOthers(mode)));
        }
        assert!(read_trusted(&dir.path().join("644"), 9).is_ok());
        assert_eq!(reason(read_trusted(&dir.path().join("660"), 9)), Some(Refusal::WritableByOthers(0o660)));
        assert!(read_private(&dir.path().join("none"), 9).unwrap().is_none());
        assert_eq!(reason(read_private(&dir.path().join("600"), 3)), Some(Refusal::TooLarge(3)));
    }

    /// Catalogue: A10.
    #[test]
    fn a_folder_that_others_can_change_is_refused_unless_sticky() {
        let dir = folder();
        let path = file_of(dir.path(), 0o600);
        for (mode, good) in [(0o700, true), (0o755, true), (0o775, false), (0o777, false), (0o1777, true)] {
            fs::set_permissions(dir.path(), Permissions::from_mode(mode)).unwrap();
            assert_eq!(read_private(&path, 9).is_ok(), good, "{mode:o}");
            assert_eq!(make_private_dir(dir.path()).is_ok(), good, "{mode:o}");
        }
    }

    #[test]
    fn links_are_followed_and_their_target_is_checked() {
        let dir = folder();
        let link = dir.path().join("link");
        symlink(file_of(dir.path(), 0o600), &link).unwrap();
        assert!(read_private(&link, 9).unwrap().is_some());
        fs::remove_file(&link).unwrap();
        let wide = file_of(dir.path(), 0o644);
        symlink(&wide, &link).unwrap();
        let Err(error) = read_private(&link, 9) else { panic!("read") };
        assert!(Problem::from(error).remedy().ends_with("/644"), "the chmod names the target");
        let second = dir.path().join("second");
        fs::hard_link(dir.path().join("600"), &second).unwrap();
        assert_eq!(reason(read_private(&second, 9)), Some(Refusal::HasHardLinks));
    }

    /// Catalogue: A11.
    #[test]
    fn a_pipe_a_device_a_socket_and_a_folder_are_refused_at_once() {
        let dir = folder();
        let pipe = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let socket = dir.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [pipe.as_path(), &socket, Path::new("/dev/null"), Path::new("/dev/zero")] {
            assert_eq!(reason(read_private(path, 9)), Some(Refusal::NotRegularInItsPlace), "{}", path.display());
        }
        assert_eq!(reason(read_private(dir.path(), 9)), Some(Refusal::FolderInItsPlace));
    }

    /// Catalogue: A09.
    #[test]
    fn a_file_of_another_user_is_refused() {
        let dir = folder();
        let path = file_of(dir.path(), 0o600);
        if std::os::unix::fs::chown(&path, Some(65_534), None).is_err() {
            let _ = writeln!(std::io::stderr(), "SKIP: only root can give a file away");
            return;
        }
        assert_eq!(reason(read_private(&path, 9)), Some(Refusal::OtherOwner(65_534)));
        assert_eq!(reason(read_trusted(&path, 9)), Some(Refusal::OtherOwner(65_534)));
    }

    #[test]
    fn folders_are_made_for_this_user_alone() {
        let dir = folder();
        let path = dir.path().join("a/b");
        make_private_dir(&path).unwrap();
        for folder in [path.as_path(), &dir.path().join("a")] {
            assert_eq!(fs::metadata(folder).unwrap().mode() & 0o777, 0o700);
        }
        assert!(make_private_dir(&file_of(dir.path(), 0o600)).is_err());
    }
}
