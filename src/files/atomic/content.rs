//! Puts the content of a file on the disk.

use std::fs::File;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::thread::{self, Scope, ScopedJoinHandle};
use zeroize::Zeroizing;

pub(super) const BUFFER_BYTES: usize = 64 * 1024;
/// After so many bytes of a long file those are synced while more are written.
const SYNC_BYTES: usize = 8 * 1024 * 1024;

/// Writes the content to disk; returns its length.
pub(super) fn fill(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<u64> {
    thread::scope(|scope| {
        let mut out = WipingWriter {
            file,
            bytes: Zeroizing::new(Vec::with_capacity(BUFFER_BYTES)),
            behind: SyncBehind { scope, unsynced: 0, syncing: None },
        };
        write(&mut out)?;
        out.flush()?;
        out.behind.finish()?;
        file.sync_all()?;
        Ok(file.metadata()?.len())
    })
}

/// Syncs a long file from time to time while it is written, so that less is left for the end.
struct SyncBehind<'scope, 'file> {
    scope: &'scope Scope<'scope, 'file>,
    unsynced: usize,
    syncing: Option<ScopedJoinHandle<'scope, io::Result<()>>>,
}

impl<'file> SyncBehind<'_, 'file> {
    /// So many bytes more were written.
    fn written(&mut self, file: &'file File, bytes: usize) -> io::Result<()> {
        self.unsynced += bytes;
        if self.unsynced >= SYNC_BYTES && self.syncing.as_ref().is_none_or(ScopedJoinHandle::is_finished) {
            self.finish()?;
            // Where there can be no other thread, all of it is left for the end.
            self.syncing = thread::Builder::new().spawn_scoped(self.scope, || file.sync_data()).ok();
            self.unsynced = 0;
        }
        Ok(())
    }

    /// Waits for what is synced. A system tells of an error once: it must not be lost here.
    fn finish(&mut self) -> io::Result<()> {
        let synced = self.syncing.take().map(ScopedJoinHandle::join);
        synced.map_or(Ok(()), |synced| synced.unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

/// A `BufWriter` that wipes its buffer, since the bytes may be a secret.
struct WipingWriter<'scope, 'file> {
    file: &'file File,
    bytes: Zeroizing<Vec<u8>>,
    behind: SyncBehind<'scope, 'file>,
}

impl Write for WipingWriter<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > BUFFER_BYTES {
            self.flush()?;
        }
        if bytes.len() > BUFFER_BYTES {
            let written = self.file.write(bytes)?;
            self.behind.written(self.file, written)?;
            return Ok(written);
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        let written = self.bytes.len();
        self.bytes.clear();
        self.behind.written(self.file, written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::OwnedFd;

    #[test]
    fn an_error_of_an_early_sync_is_told() {
        let (_reader, writer) = io::pipe().unwrap();
        // What cannot be synced.
        let file = File::from(OwnedFd::from(writer));
        thread::scope(|scope| {
            let mut behind = SyncBehind { scope, unsynced: 0, syncing: None };
            behind.written(&file, SYNC_BYTES).unwrap();
            assert!(behind.finish().is_err());
        });
    }
}
