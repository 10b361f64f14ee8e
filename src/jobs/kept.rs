//! Loads and changes what is kept of the account in use besides its people: the never-list, the saved lists, the
//! campaigns. In the demo, and without an account, nothing is.

use super::context::JobContext;
use crate::domain::credentials::Account;
use crate::domain::kept::campaigns::Campaigns;
use crate::domain::kept::lists::Lists;
use crate::domain::kept::never::NeverList;
use crate::domain::kept::{Kept, KeptChange};
use crate::domain::problem::Problem;
use crate::files::by_account;
use crate::files::paths::Paths;

const NEVER: &str = "the never-list";
const LISTS: &str = "the saved lists";
const CAMPAIGNS: &str = "the campaigns";

fn place(cx: &JobContext) -> Option<(&Paths, Account)> {
    cx.paths().zip(cx.account)
}

/// # Errors
/// When it cannot be read: then nobody may be exported.
pub fn never(cx: &JobContext) -> Result<NeverList, Problem> {
    place(cx).map_or(Ok(NeverList::default()), |(paths, account)| by_account::load(&paths.never_file(), account, NEVER))
}

/// Changes what another process may have changed meanwhile, and returns all that is kept. In the demo what is known is
/// changed.
///
/// # Errors
/// When it cannot be read or written; it is then as it was.
pub fn change(cx: &JobContext, known: Kept, change: KeptChange) -> Result<Kept, Problem> {
    let mut kept = known;
    match (change, place(cx)) {
        (KeptChange::Never(change), Some((paths, account))) => {
            let apply = |list: &mut NeverList| change.apply(list);
            kept.never = by_account::change(&paths.never_file(), account, NEVER, apply)?.0;
        }
        (KeptChange::Save(list), Some((paths, account))) => {
            let save = |lists: &mut Lists| lists.save(*list);
            kept.lists = by_account::change(&paths.lists_file(), account, LISTS, save)?.0;
        }
        (KeptChange::Never(change), None) => drop(change.apply(&mut kept.never)),
        (KeptChange::Save(list), None) => drop(kept.lists.save(*list)),
    }
    Ok(kept)
}

/// All of it.
///
/// # Errors
/// When it cannot be read: then nobody may be exported.
pub fn kept(cx: &JobContext) -> Result<Kept, Problem> {
    let Some((paths, account)) = place(cx) else { return Ok(Kept::default()) };
    Ok(Kept {
        never: never(cx)?,
        lists: by_account::load(&paths.lists_file(), account, LISTS)?,
        campaigns: by_account::load(&paths.campaigns_file(), account, CAMPAIGNS)?,
    })
}

/// Changes the saved lists, and returns what the change says.
///
/// # Errors
/// When they cannot be read or written; they are then as they were.
pub fn change_lists<T>(cx: &JobContext, change: impl FnOnce(&mut Lists) -> T) -> Result<T, Problem> {
    match place(cx) {
        Some((paths, account)) => Ok(by_account::change(&paths.lists_file(), account, LISTS, change)?.1),
        None => Ok(change(&mut Lists::default())),
    }
}

/// # Errors
/// When they cannot be read or written; they are then as they were.
pub fn change_campaigns<T>(cx: &JobContext, change: impl FnOnce(&mut Campaigns) -> T) -> Result<T, Problem> {
    match place(cx) {
        Some((paths, account)) => Ok(by_account::change(&paths.campaigns_file(), account, CAMPAIGNS, change)?.1),
        None => Ok(change(&mut Campaigns::default())),
    }
}
