//! Files of which each account has its own part, since ids are only valid in an account: the never-list, the saved lists,
//! the campaigns. They outlive the people of a sync.

use super::atomic;
use super::error::FileError;
use super::private::{lock_of, make_private_parent, read_private};
use crate::domain::credentials::Account;
use crate::domain::problem::{Kind, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The version of the files' form.
const VERSION: u32 = 1;
/// Larger files are refused; a hundred thousand people take a tenth of this.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct File<T> {
    version: u32,
    /// By [`Account`] in hexadecimal.
    accounts: BTreeMap<String, T>,
}

/// What an account has in the file; nothing if there is no such file. `what` names it, as in `the never-list`.
///
/// # Errors
/// When the file cannot be read or understood.
pub fn load<T: DeserializeOwned + Default>(path: &Path, account: Account, what: &str) -> Result<T, Problem> {
    Ok(read::<T>(path, what)?.accounts.remove(&account.to_string()).unwrap_or_default())
}

/// Changes what an account has, and returns it with what the change says. Two processes do so one after the other.
///
/// # Errors
/// When it cannot be read or written; it is then as it was.
pub fn change<T: Serialize + DeserializeOwned + Default + Clone + PartialEq, R>(
    path: &Path,
    account: Account,
    what: &str,
    change: impl FnOnce(&mut T) -> R,
) -> Result<(T, R), Problem> {
    make_private_parent(path)?;
    let _lock = lock_of(path);
    let mut file = read::<T>(path, what)?;
    let own = file.accounts.entry(account.to_string()).or_default();
    let before = own.clone();
    let said = change(own);
    let own = own.clone();
    if own != before {
        atomic::replace(path, |out| serde_json::to_writer(out, &file).map_err(io::Error::from))?;
    }
    Ok((own, said))
}

fn read<T: DeserializeOwned>(path: &Path, what: &str) -> Result<File<T>, Problem> {
    let bytes = match read_private(path, MAX_BYTES) {
        // There is no such folder, so that nothing was ever written into it.
        Err(FileError::Failed { source, .. }) if source.kind() == io::ErrorKind::NotADirectory => None,
        bytes => bytes?,
    };
    let Some(bytes) = bytes else { return Ok(File { version: VERSION, accounts: BTreeMap::new() }) };
    let unusable = |reason: &str| {
        let text = format!("{what} {} {reason}", path.display());
        Problem::new(Kind::File, text, "restore the file, or move it away to begin anew")
    };
    match serde_json::from_slice::<File<T>>(&bytes) {
        Ok(file) if file.version == VERSION => Ok(file),
        Ok(_) => Err(unusable("is of another version of giftlist")),
        Err(_) => Err(unusable("cannot be understood")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;

    #[test]
    fn each_account_has_its_own() {
        let dir = folder();
        let path = dir.path().join("state/some.json");
        let [a, b] = ["a", "b"].map(|client| Account::of("https://api.personio.de", client));
        let put = |account, id: u64| change(&path, account, "it", |ids: &mut Vec<u64>| ids.push(id)).unwrap();
        assert_eq!(load::<Vec<u64>>(&path, a, "it").unwrap(), Vec::<u64>::new());
        put(a, 7);
        put(b, 8);
        assert_eq!((load::<Vec<u64>>(&path, a, "it").unwrap(), load(&path, b, "it").unwrap()), (vec![7], vec![8]));
    }

    #[test]
    fn what_cannot_be_understood_is_an_error_and_stays() {
        let dir = folder();
        let path = dir.path().join("some.json");
        for text in ["", "{", "{\"version\":2,\"accounts\":{}}"] {
            atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
            let account = Account::of("https://api.personio.de", "a");
            assert_eq!(load::<Vec<u64>>(&path, account, "the list").unwrap_err().kind(), Kind::File, "{text}");
            assert!(change(&path, account, "the list", |ids: &mut Vec<u64>| ids.push(1)).is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
}
