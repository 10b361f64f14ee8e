//! The session of an account: what was selected when the program ended, and the right to keep it.

use super::setup::Setup;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::files::journal::{self, SessionLock};

/// What was kept for the account in use; `None` if there is nothing.
///
/// # Errors
/// When it cannot be read; no reason to stop.
pub fn load(setup: &Setup) -> Result<Option<Session>, Problem> {
    let (Some(paths), Some(account)) = (&setup.paths, setup.account) else { return Ok(None) };
    let journal = journal::load(&paths.journal_file())?;
    Ok(journal.and_then(|journal| journal.into_session_with(account)))
}

/// The right to keep the session; `None` if another program has it, or nothing is kept.
///
/// # Errors
/// When the lock's file cannot be made.
pub fn lock(setup: &Setup) -> Result<Option<SessionLock>, Problem> {
    match &setup.paths {
        Some(paths) => journal::try_lock(&paths.lock_file()),
        None => Ok(None),
    }
}
