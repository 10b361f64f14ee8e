//! Loads the session of an account, and takes the lock by which only one process saves it.

use super::context::JobContext;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::files::journal::{self, SessionLock};

/// The last session with the account in use; `None` if there is none.
///
/// # Errors
/// When it cannot be read; the program can go on without it.
pub fn load(cx: &JobContext) -> Result<Option<Session>, Problem> {
    let (Some(paths), Some(account)) = (&cx.paths, cx.account) else { return Ok(None) };
    let journal = journal::load(&paths.journal_file())?;
    Ok(journal.and_then(|journal| journal.into_session_with(account)))
}

/// Takes the lock; `None` if another process holds it, or in the demo, which saves nothing.
///
/// # Errors
/// When the lock file cannot be created.
pub fn lock(cx: &JobContext) -> Result<Option<SessionLock>, Problem> {
    match &cx.paths {
        Some(paths) => journal::try_lock(&paths.lock_file()),
        None => Ok(None),
    }
}
