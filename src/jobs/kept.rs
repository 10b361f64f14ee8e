//! Loads and changes what is kept of the account in use besides its people: the never-list, the saved lists, the
//! campaigns. In the demo, and without an account, nothing is.

use super::context::JobContext;
use crate::domain::credentials::Account;
use crate::domain::kept::campaigns::{Campaign, Campaigns};
use crate::domain::kept::lists::{Difference, Lists};
use crate::domain::kept::never::{NeverChange, NeverList};
use crate::domain::kept::{ExportRecord, Kept, KeptChange};
use crate::domain::problem::{Kind, Problem};
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
    if place(cx).is_none() {
        let mut kept = known;
        match change {
            KeptChange::Never(change) => drop(change.apply(&mut kept.never)),
            KeptChange::Save(list) => drop(kept.lists.save(*list)),
            KeptChange::Delete(name) => drop(kept.lists.delete(&name)),
        }
        return Ok(kept);
    }
    match change {
        KeptChange::Never(change) => drop(change_never(cx, change)?),
        KeptChange::Save(list) => drop(change_lists(cx, |lists| lists.save(*list))?),
        KeptChange::Delete(name) => drop(change_lists(cx, |lists| lists.delete(&name))?),
    }
    // What is known may be older than the files, or never have been read.
    kept(cx)
}

/// Changes the never-list; whether it is another one now.
///
/// # Errors
/// When it cannot be read or written; it is then as it was.
pub fn change_never(cx: &JobContext, change: NeverChange) -> Result<bool, Problem> {
    let (paths, account) = place(cx).ok_or_else(no_account)?;
    let apply = |list: &mut NeverList| {
        let before = list.clone();
        change.apply(list);
        *list != before
    };
    Ok(cx.keep(&paths.never_file(), |file| by_account::change(file, account, NEVER, apply))?.1)
}

fn no_account() -> Problem {
    Problem::new(
        Kind::Usage,
        "there is no account that a list could belong to",
        "start giftlist and enter the credentials, or set PERSONIO_CLIENT_ID and PERSONIO_CLIENT_SECRET",
    )
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

/// Remembers who was in a file, and says what is different from the last file of its list. In the demo nothing is kept.
///
/// # Errors
/// When it cannot be read or written.
pub fn record(cx: &JobContext, record: &ExportRecord) -> Result<Option<Difference>, Problem> {
    if cx.paths().is_none() {
        return Ok(None);
    }
    let different = match &record.list {
        Some(list) => change_lists(cx, |lists| lists.exported(list, &record.on, &record.people))?,
        None => None,
    };
    if let Some(name) = &record.campaign {
        let campaign = Campaign { name: name.clone(), on: record.on.clone(), people: record.people.clone() };
        change_campaigns(cx, |campaigns| campaigns.add(campaign))?;
    }
    Ok(different)
}

/// Changes the saved lists, and returns what the change says.
///
/// # Errors
/// When they cannot be read or written; they are then as they were.
pub fn change_lists<T>(cx: &JobContext, change: impl FnOnce(&mut Lists) -> T) -> Result<T, Problem> {
    let (paths, account) = place(cx).ok_or_else(no_account)?;
    Ok(cx.keep(&paths.lists_file(), |file| by_account::change(file, account, LISTS, change))?.1)
}

/// # Errors
/// When they cannot be read or written; they are then as they were.
fn change_campaigns<T>(cx: &JobContext, change: impl FnOnce(&mut Campaigns) -> T) -> Result<T, Problem> {
    let (paths, account) = place(cx).ok_or_else(no_account)?;
    Ok(cx.keep(&paths.campaigns_file(), |file| by_account::change(file, account, CAMPAIGNS, change))?.1)
}
