//! Finds the people whose email addresses are in a file.

use super::context::JobContext;
use super::export::expand_tilde;
use crate::domain::people::roster::Roster;
use crate::domain::picking::pasted::{Pasted, people_pasted};
use crate::domain::problem::Problem;
use crate::files::emails;

/// Reads a file whose name was typed on the screen.
///
/// # Errors
/// When it cannot be read.
pub fn find_in_file(cx: &JobContext, roster: &Roster, path: &str) -> Result<Pasted, Problem> {
    let path = expand_tilde(path, cx.home.as_deref());
    Ok(people_pasted(roster, &emails::read_ordinary(&path)?))
}
