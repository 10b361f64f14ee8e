//! The lock file of a profile (`session.lock`): only the process that holds the lock writes the journal. `forget` removes
//! the file; by that, whoever has it open knows that nothing may be kept any more.

use super::atomic;
use super::error::{FileError, Operation};
use super::private::{keep_own_rights, make_private_parent};
use crate::domain::problem::Problem;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// The open lock file. The system releases the lock however the process ends.
#[derive(Debug)]
pub struct SessionLock {
    path: PathBuf,
    file: File,
    is_held: AtomicBool,
    /// Whether the file system has locks; some network drives have none.
    has_locks: bool,
}

impl SessionLock {
    /// Opens the file, makes it if there is none, and takes the lock if no other process holds it.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(path: &Path) -> Result<SessionLock, Problem> {
        make_private_parent(path)?;
        let failed = |source| FileError::failed(path, Operation::Lock, source);
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true).mode(0o600).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
        let file = options.open(path).map_err(failed)?;
        let _ = keep_own_rights(&file);
        let taken = file.try_lock();
        let is_free = !matches!(taken, Err(TryLockError::WouldBlock));
        let has_locks = !matches!(taken, Err(TryLockError::Error(_)));
        Ok(SessionLock { path: path.to_path_buf(), file, is_held: AtomicBool::new(is_free), has_locks })
    }

    /// Takes the lock without waiting, and says whether this process holds it now. On a file system without locks it is
    /// always free.
    pub fn take(&self) -> bool {
        if !self.is_held() {
            let is_free = !matches!(self.file.try_lock(), Err(TryLockError::WouldBlock));
            self.is_held.store(is_free, Ordering::SeqCst);
        }
        self.is_held()
    }

    /// Whether the file system has locks. Where it has none, another process that has the file open is not noticed.
    pub fn has_locks(&self) -> bool {
        self.has_locks
    }

    pub fn is_held(&self) -> bool {
        self.is_held.load(Ordering::SeqCst)
    }

    /// Whether the file was removed since it was opened.
    pub fn is_removed(&self) -> bool {
        match (self.file.metadata(), self.path.symlink_metadata()) {
            // Another process may have made a new one in its place.
            (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) != (there.dev(), there.ino()),
            (_, Err(error)) => error.kind() == ErrorKind::NotFound,
            (Err(_), Ok(_)) => false,
        }
    }

    /// Removes a file that was written while `forget` ran; call after each write. `forget` removes the lock first, so this
    /// sees it.
    pub fn take_back(&self, written: &Path) {
        if self.is_removed() {
            let _ = atomic::remove(written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;

    #[test]
    fn the_second_gets_the_lock_when_the_first_has_ended() {
        let dir = folder();
        let path = dir.path().join("state/session.lock");
        let (first, second) = (SessionLock::open(&path).unwrap(), SessionLock::open(&path).unwrap());
        assert!(first.is_held() && !second.take() && first.take());
        drop(first);
        assert!(second.take() && second.is_held());
    }

    #[test]
    fn whoever_has_it_open_sees_that_it_was_removed() {
        let dir = folder();
        let path = dir.path().join("session.lock");
        let (first, second) = (SessionLock::open(&path).unwrap(), SessionLock::open(&path).unwrap());
        assert!(!first.is_removed() && !second.is_removed());
        std::fs::remove_file(&path).unwrap();
        let third = SessionLock::open(&path).unwrap();
        assert!(first.is_removed() && second.is_removed());
        assert!(third.is_held() && !third.is_removed());
        let written = dir.path().join("written");
        atomic::replace(&written, |out| out.write_all(b"x")).unwrap();
        third.take_back(&written);
        assert!(written.exists());
        first.take_back(&written);
        assert!(!written.exists());
    }
}
