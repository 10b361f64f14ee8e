//! What a job works with: where Personio is, whose data are read, and where they are kept.

use crate::domain::credentials::Account;
use crate::domain::people::roster::Roster;
use crate::files::lock::SessionLock;
use crate::files::paths::Paths;
use crate::personio::{BaseUrl, Pacer};
use parking_lot::Mutex;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct JobContext {
    pub base: BaseUrl,
    /// Certificates to trust in addition to the system's, as PEM; may be empty.
    pub extra_ca: Vec<u8>,
    /// `None` in the demo, which keeps nothing; read it through [`JobContext::paths`].
    pub kept_in: Option<Paths>,
    /// The lock that an interactive program has open; `None` for commands.
    pub lock: Option<Arc<SessionLock>>,
    /// The user's home folder, for `~/` in the name of an export.
    pub home: Option<PathBuf>,
    /// Whether people are saved on disk, and read from there.
    pub keeps_people: bool,
    /// From this age on, in days, people on disk are not used.
    pub max_age_days: u32,
    /// `None` until the client ID is known.
    pub account: Option<Account>,
    /// Seconds since 1970, by the real clock.
    pub clock: fn() -> i64,
    /// People who were too old to be used, and were removed from disk: only to compare the next sync with.
    pub outdated: Arc<Mutex<Option<Arc<Roster>>>>,
    /// Shared by all clients, so that the limits hold for all requests together.
    pub pacer: Arc<Pacer>,
}

impl JobContext {
    /// A context that keeps nothing on disk and has no account yet, as in the demo.
    pub fn new(base: BaseUrl, clock: fn() -> i64) -> JobContext {
        JobContext {
            base,
            extra_ca: Vec::new(),
            kept_in: None,
            lock: None,
            home: None,
            keeps_people: false,
            max_age_days: u32::MAX,
            account: None,
            clock,
            outdated: Arc::default(),
            pacer: Arc::default(),
        }
    }

    /// Where our files are; `None` in the demo, and after `giftlist forget --all` beside this window: then nothing is
    /// kept any more.
    pub fn paths(&self) -> Option<&Paths> {
        self.kept_in.as_ref().filter(|_| !self.lock.as_ref().is_some_and(|lock| lock.is_removed()))
    }

    /// Writes a file of [`JobContext::paths`]; it goes again if `forget` ran in the meantime.
    pub(super) fn keep<T>(&self, file: &Path, write: impl FnOnce(&Path) -> T) -> T {
        let written = write(file);
        self.lock.iter().for_each(|lock| lock.take_back(file));
        written
    }

    /// `None` if people are not kept on disk.
    pub(super) fn people_file(&self) -> Option<PathBuf> {
        self.paths().filter(|_| self.keeps_people).map(Paths::people_file)
    }
}
