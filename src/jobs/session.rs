//! The session of an account: what was selected when the program ended.

use super::Setup;
use crate::files::journal::{self, Journal};

/// What was kept for the account in use; `None` if there is nothing, or nothing that can be used.
pub fn load(setup: &Setup) -> Option<Journal> {
    let (paths, account) = (setup.paths.as_ref()?, setup.account?);
    let journal = journal::load(&paths.journal_file()).ok().flatten()?;
    (journal.account == account.to_string()).then_some(journal)
}
