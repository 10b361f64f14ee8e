//! Loads and changes the never-list of the account in use.

use super::context::JobContext;
use crate::domain::picking::never::{NeverChange, NeverList};
use crate::domain::problem::Problem;
use crate::files::never;

/// The list; empty without an account, and in the demo, which keeps nothing.
///
/// # Errors
/// When it cannot be read: then nobody may be exported.
pub fn load(cx: &JobContext) -> Result<NeverList, Problem> {
    match (cx.paths(), cx.account) {
        (Some(paths), Some(account)) => never::load(&paths.never_file(), account),
        _ => Ok(NeverList::default()),
    }
}

/// Changes the list, which another process may have changed meanwhile, and returns it. Where nothing is kept, the list
/// that is known is changed.
///
/// # Errors
/// When it cannot be read or written; it is then as it was.
pub fn change(cx: &JobContext, known: NeverList, change: NeverChange) -> Result<NeverList, Problem> {
    let apply = |list: &mut NeverList| change.apply(list);
    match (cx.paths(), cx.account) {
        (Some(paths), Some(account)) => Ok(never::change(&paths.never_file(), account, apply)?.0),
        _ => {
            let mut list = known;
            apply(&mut list);
            Ok(list)
        }
    }
}
