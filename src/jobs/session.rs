//! Loads the session of an account, and opens the lock by which only one process saves it.

use super::context::JobContext;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::files::journal;
use crate::files::lock::SessionLock;
use std::sync::Arc;

/// The last session with the account in use; `None` if there is none.
///
/// # Errors
/// When it cannot be read; the program can go on without it.
pub fn load(cx: &JobContext) -> Result<Option<Session>, Problem> {
    let (Some(paths), Some(account)) = (cx.paths(), cx.account) else { return Ok(None) };
    let journal = journal::load(&paths.journal_file())?;
    Ok(journal.and_then(|journal| journal.into_session_with(account)))
}

/// Opens the lock, and takes it if it is free; `None` in the demo, which saves nothing.
///
/// # Errors
/// When the lock file cannot be opened.
pub fn lock(cx: &JobContext) -> Result<Option<Arc<SessionLock>>, Problem> {
    match cx.paths() {
        Some(paths) => Ok(Some(Arc::new(SessionLock::open(&paths.lock_file())?))),
        None => Ok(None),
    }
}
