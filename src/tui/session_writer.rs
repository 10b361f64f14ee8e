//! Saves the session: debounced by half a second while the program runs, and at once when it ends, however it ends.
//! Writes never overlap, and a state stays in memory until it is on disk. Nothing is written while another process has the
//! session, nor after `forget` removed it.

use crate::app::Msg;
use crate::domain::problem::Problem;
use crate::files::journal::{self, Journal};
use crate::files::lock::SessionLock;
use parking_lot::Mutex;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;

const DEBOUNCE: Duration = Duration::from_millis(500);

#[derive(Clone)]
pub struct SessionWriter(Arc<Shared>);

struct Shared {
    path: PathBuf,
    /// The runner keeps it: what is unsaved when the runner ends is still written.
    lock: Weak<SessionLock>,
    /// Whether the session is ours: it is not before that of a process that ended was loaded.
    is_ours: AtomicBool,
    unsaved: Mutex<Option<Journal>>,
    writing: Mutex<()>,
    is_scheduled: AtomicBool,
}

impl SessionWriter {
    pub fn new(path: PathBuf, lock: &Arc<SessionLock>) -> SessionWriter {
        let is_ours = AtomicBool::new(lock.is_held());
        SessionWriter(Arc::new(Shared {
            path,
            lock: Arc::downgrade(lock),
            is_ours,
            unsaved: Mutex::default(),
            writing: Mutex::default(),
            is_scheduled: AtomicBool::default(),
        }))
    }

    /// Allows writing, after another process left the session.
    pub fn take_over(&self) {
        self.0.is_ours.store(true, Ordering::SeqCst);
    }

    /// Writes the newest state soon; a failure comes back as a message.
    pub fn schedule(&self, journal: Journal, messages: &UnboundedSender<Msg>) {
        if !self.0.is_ours.load(Ordering::SeqCst) {
            return;
        }
        *self.0.unsaved.lock() = Some(journal);
        if self.0.is_scheduled.swap(true, Ordering::SeqCst) {
            return;
        }
        let (writer, messages) = (self.clone(), messages.clone());
        tokio::spawn(async move {
            tokio::time::sleep(DEBOUNCE).await;
            // From here on a newer state needs a write of its own.
            writer.0.is_scheduled.store(false, Ordering::SeqCst);
            let saved = tokio::task::spawn_blocking(move || writer.flush());
            if let Ok(Err(problem)) = saved.await {
                let _ = messages.send(Msg::NotRemembered(problem));
            }
        });
    }

    /// Writes the newest state now, unless it is on disk already; waits for a write that is under way.
    ///
    /// # Errors
    /// When it cannot be written; the file is then as it was.
    pub fn flush(&self) -> Result<(), Problem> {
        let _writing = self.0.writing.lock();
        let Some(newest) = self.0.unsaved.lock().clone() else { return Ok(()) };
        let lock = self.0.lock.upgrade();
        if lock.as_ref().is_some_and(|lock| lock.is_removed()) {
            return Ok(());
        }
        journal::save(&self.0.path, &newest)?;
        lock.iter().for_each(|lock| lock.take_back(&self.0.path));
        let mut unsaved = self.0.unsaved.lock();
        if unsaved.as_ref() == Some(&newest) {
            *unsaved = None;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::credentials::Account;
    use crate::domain::picking::session::Session;
    use std::os::unix::fs::PermissionsExt;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
        folder
    }

    /// A writer of the only program, and where it writes.
    fn writer(folder: &tempfile::TempDir) -> (SessionWriter, std::path::PathBuf) {
        let path = folder.path().join("session.json");
        let lock = Arc::new(SessionLock::open(&folder.path().join("session.lock")).unwrap());
        (SessionWriter::new(path.clone(), &lock), path)
    }

    /// Catalogue: D05.
    #[tokio::test(start_paused = true)]
    async fn the_newest_state_is_written_once_it_is_calm_and_at_once_at_the_end() {
        let folder = folder();
        let (writer, path) = writer(&folder);
        let (messages, _told) = tokio::sync::mpsc::unbounded_channel();
        for id in 1..=3 {
            let session = Session { selected: vec![id], ..Session::default() };
            writer.schedule(Journal::new(Account::of("https://api.personio.de", "papi-1"), session), &messages);
        }
        assert_eq!(journal::load(&path).unwrap(), None);
        writer.flush().unwrap();
        assert_eq!(journal::load(&path).unwrap().unwrap().session.selected, [3]);
        std::fs::remove_file(&path).unwrap();
        writer.flush().unwrap();
        assert!(!path.exists(), "what is on disk is not written again");
    }

    /// Catalogue: D05.
    #[tokio::test(start_paused = true)]
    async fn half_a_second_after_the_last_change_it_is_written() {
        let folder = folder();
        let (writer, path) = writer(&folder);
        let (messages, _told) = tokio::sync::mpsc::unbounded_channel();
        let account = Account::of("https://api.personio.de", "papi-1");
        writer.schedule(Journal::new(account, Session::default()), &messages);
        let chosen = tokio::time::Instant::now();
        while journal::load(&path).unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!((450..600).contains(&chosen.elapsed().as_millis()), "{:?}", chosen.elapsed());
    }

    #[tokio::test]
    async fn nothing_is_written_before_it_is_ours_nor_after_forget() {
        let folder = folder();
        let (path, lock_file) = (folder.path().join("session.json"), folder.path().join("session.lock"));
        let open = || Arc::new(SessionLock::open(&lock_file).unwrap());
        let (first, second) = (open(), open());
        let writer = SessionWriter::new(path.clone(), &second);
        let (messages, _told) = tokio::sync::mpsc::unbounded_channel();
        let write = || {
            writer.schedule(Journal::new(Account::of("https://api.personio.de", "a"), Session::default()), &messages);
            writer.flush().unwrap();
        };
        write();
        drop(first);
        assert!(second.take());
        write();
        assert!(!path.exists(), "the session of the first was not loaded yet");
        writer.take_over();
        write();
        assert!(path.exists());
        std::fs::remove_file(&path).unwrap();
        std::fs::remove_file(&lock_file).unwrap();
        write();
        assert!(!path.exists());
    }
}
