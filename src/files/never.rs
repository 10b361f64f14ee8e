//! The never-list on disk (`never.json`): of each account its own, since ids are only valid in an account.

use super::atomic;
use super::error::FileError;
use super::private::{make_private_parent, read_private};
use crate::domain::credentials::Account;
use crate::domain::picking::never::NeverList;
use crate::domain::problem::{Kind, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The version of the file's format.
const VERSION: u32 = 1;
/// Larger files are refused; a hundred thousand people take half of this.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    /// By [`Account`] in hexadecimal.
    accounts: BTreeMap<String, NeverList>,
}

/// The list of an account; empty if there is none.
///
/// # Errors
/// When the file cannot be read or understood. Nobody may be exported then: somebody may be on it.
pub fn load(path: &Path, account: Account) -> Result<NeverList, Problem> {
    Ok(read(path)?.accounts.remove(&account.to_string()).unwrap_or_default())
}

/// Changes the list of an account, and returns it with what the change says.
///
/// # Errors
/// When it cannot be read or written; it is then as it was.
pub fn change<T>(
    path: &Path,
    account: Account,
    change: impl FnOnce(&mut NeverList) -> T,
) -> Result<(NeverList, T), Problem> {
    let mut file = read(path)?;
    let list = file.accounts.entry(account.to_string()).or_default();
    let before = list.clone();
    let said = change(list);
    let list = list.clone();
    if list != before {
        make_private_parent(path)?;
        atomic::replace(path, |out| serde_json::to_writer(out, &file).map_err(io::Error::from))?;
    }
    Ok((list, said))
}

fn read(path: &Path) -> Result<File, Problem> {
    let bytes = match read_private(path, MAX_BYTES) {
        // There is no such folder, so that nothing was ever written into it.
        Err(FileError::Failed { source, .. }) if source.kind() == io::ErrorKind::NotADirectory => None,
        bytes => bytes?,
    };
    let Some(bytes) = bytes else {
        return Ok(File { version: VERSION, accounts: BTreeMap::new() });
    };
    match serde_json::from_slice::<File>(&bytes) {
        Ok(file) if file.version == VERSION => Ok(file),
        Ok(_) => Err(unusable(path, "is of another version of giftlist")),
        Err(_) => Err(unusable(path, "cannot be understood")),
    }
}

fn unusable(path: &Path, reason: &str) -> Problem {
    let what = format!("the never-list {} {reason}", path.display());
    Problem::new(Kind::File, what, "restore it, or move it away: people on it would be exported then")
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;
    use crate::domain::people::employee::PersonId;
    use crate::domain::picking::never::Never;

    fn never(id: u64) -> Never {
        Never { id, since: "2026-12-01".into(), why: "asked".into() }
    }

    #[test]
    fn each_account_has_its_own_list() {
        let dir = folder();
        let path = dir.path().join("state/never.json");
        let [a, b] = ["a", "b"].map(|client| Account::of("https://api.personio.de", client));
        assert_eq!(load(&path, a).unwrap(), NeverList::default());
        let (list, is_new) = change(&path, a, |list| list.put(never(7))).unwrap();
        assert!(is_new && load(&path, a).unwrap() == list && load(&path, b).unwrap().all().is_empty());
        assert!(!change(&path, a, |list| list.put(never(7))).unwrap().1, "once");
        change(&path, b, |list| list.put(never(8))).unwrap();
        assert!(change(&path, a, |list| list.take_off(PersonId(7))).unwrap().1);
        assert_eq!((load(&path, a).unwrap().all().len(), load(&path, b).unwrap().all()), (0, &[never(8)][..]));
    }

    #[test]
    fn what_cannot_be_understood_is_an_error_and_stays() {
        let dir = folder();
        let path = dir.path().join("never.json");
        for text in ["", "{", "{\"version\":2,\"accounts\":{}}"] {
            atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
            let account = Account::of("https://api.personio.de", "a");
            assert_eq!(load(&path, account).unwrap_err().kind(), Kind::File, "{text}");
            assert!(change(&path, account, |list| list.put(never(7))).is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
}
