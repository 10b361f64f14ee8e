//! The journal of the session on screen (`session.json`): what is selected, by id, and where the admin was. No names,
//! apart from what they typed as a query.

use super::atomic;
use super::private::{make_private_parent, read_private};
use crate::domain::credentials::Account;
use crate::domain::picking::session::Session;
use crate::domain::problem::{Kind, Problem};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// The version of the file's format; files of another version are not read.
const VERSION: u32 = 1;
/// Larger files are refused; a million ids take a third of this.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// How many other accounts' sessions are kept.
const MAX_OTHERS: usize = 4;

/// The session of an account, and those of the accounts before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    version: u32,
    /// An [`Account`] in hexadecimal; the ids are only valid in this account.
    account: String,
    #[serde(flatten)]
    pub session: Session,
    /// The last sessions with other accounts, newest first; [`save`] fills it from the old file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Journal>,
}

impl Journal {
    pub fn new(account: Account, session: Session) -> Journal {
        Journal { version: VERSION, account: account.to_string(), session, others: Vec::new() }
    }

    /// The session with an account: the last one, or one of the others.
    pub fn into_session_with(self, account: Account) -> Option<Session> {
        let account = account.to_string();
        std::iter::once((self.account, self.session))
            .chain(self.others.into_iter().map(|other| (other.account, other.session)))
            .find_map(|(known, session)| (known == account).then_some(session))
    }
}

/// Reads the journal; `None` if there is no such file.
///
/// # Errors
/// When it cannot be read or parsed. The caller reports that and goes on; the next [`save`] replaces the file.
pub fn load(path: &Path) -> Result<Option<Journal>, Problem> {
    let Some(bytes) = read_private(path, MAX_BYTES)? else { return Ok(None) };
    match serde_json::from_slice::<Journal>(&bytes) {
        Ok(journal) if journal.version == VERSION => Ok(Some(journal)),
        Ok(_) => Err(unusable(path, "is of another version of giftlist")),
        Err(_) => Err(unusable(path, "cannot be understood")),
    }
}

fn unusable(path: &Path, reason: &str) -> Problem {
    Problem::new(Kind::File, format!("{} {reason}", path.display()), "the last session's selection cannot be offered")
}

/// Replaces the journal of its account; those of other accounts stay in the file.
///
/// # Errors
/// When it cannot be written; the old file is then untouched.
pub fn save(path: &Path, journal: &Journal) -> Result<(), Problem> {
    make_private_parent(path)?;
    let mut journal = journal.clone();
    if let Ok(Some(mut last)) = load(path) {
        let others = std::mem::take(&mut last.others);
        let is_other = |other: &Journal| other.account != journal.account && !other.account.is_empty();
        journal.others = std::iter::once(last).chain(others).filter(is_other).take(MAX_OTHERS).collect();
    }
    atomic::replace(path, |out| serde_json::to_writer(out, &journal).map_err(io::Error::from))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;

    fn account(client_id: &str) -> Account {
        Account::of("https://api.personio.de", client_id)
    }

    fn selecting(selected: Vec<u64>) -> Session {
        Session { selected, ..Session::default() }
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let dir = folder();
        let path = dir.path().join("state/session.json");
        assert_eq!(load(&path).unwrap(), None);
        let session = Session {
            query: "dept:\"R&D\" Zoë".into(),
            gift_date: Some("2026-12-24".into()),
            ..selecting(vec![7, u64::MAX])
        };
        let journal = Journal::new(account("a"), session);
        save(&path, &journal).unwrap();
        assert_eq!(load(&path).unwrap(), Some(journal));
        assert_eq!(atomic::remove(&path).unwrap(), std::slice::from_ref(&path));
    }

    #[test]
    fn the_file_keeps_its_form() {
        let dir = folder();
        let path = dir.path().join("session.json");
        let (a, b) = (account("a"), account("b"));
        let text = format!(
            "{{\"version\":1,\"account\":\"{a}\",\"selected\":[7,{}],\"query\":\"anna\",\"gift_date\":\"2026-12-24\",\
             \"screen\":\"Recipients\",\"sort\":\"-hire_date\",\"others\":[{{\"version\":1,\"account\":\"{b}\",\
             \"selected\":[],\"query\":\"\",\"gift_date\":null,\"screen\":\"\",\"sort\":\"\"}}]}}",
            u64::MAX
        );
        atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
        let journal = load(&path).unwrap().unwrap();
        assert_eq!(serde_json::to_string(&journal).unwrap(), text);
        let session = journal.into_session_with(a).unwrap();
        assert_eq!((session.selected, session.screen.as_str()), (vec![7, u64::MAX], "Recipients"));
        let oldest = format!("{{\"version\":1,\"account\":\"{a}\",\"selected\":[1],\"unknown\":{{}}}}");
        atomic::replace(&path, |out| out.write_all(oldest.as_bytes())).unwrap();
        assert_eq!(load(&path).unwrap(), Some(Journal::new(a, selecting(vec![1]))));
    }

    /// Catalogue: C30, F08.
    #[test]
    fn each_account_has_its_own() {
        let dir = folder();
        let path = dir.path().join("session.json");
        for (client_id, id) in [("a", 1), ("b", 2), ("a", 3), ("c", 4)] {
            save(&path, &Journal::new(account(client_id), selecting(vec![id]))).unwrap();
        }
        let of = |client_id| {
            let session = load(&path).unwrap().unwrap().into_session_with(account(client_id));
            session.map(|session| session.selected)
        };
        assert_eq!((of("a"), of("b"), of("c"), of("d")), (Some(vec![3]), Some(vec![2]), Some(vec![4]), None));
    }

    /// Catalogue: C30.
    #[test]
    fn a_million_ids_are_no_harm() {
        let dir = folder();
        let path = dir.path().join("session.json");
        let journal = Journal::new(account("a"), selecting((10_000_000_000..10_001_000_000).collect()));
        save(&path, &journal).unwrap();
        assert_eq!(load(&path).unwrap().map(|journal| journal.session.selected.len()), Some(1_000_000));
    }

    /// Catalogue: C30.
    #[test]
    fn what_cannot_be_parsed_is_reported_and_can_be_replaced() {
        let dir = folder();
        let path = dir.path().join("session.json");
        for text in
            ["", "{", "[]", "{\"selected\":[-1]}", "{}", "{\"version\":2,\"account\":\"\",\"selected\":[]}", "\0\0\0"]
        {
            atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
            assert_eq!(load(&path).unwrap_err().kind(), Kind::File, "{text}");
        }
        save(&path, &Journal::new(account("a"), Session::default())).unwrap();
        assert!(load(&path).unwrap().is_some());
    }
}
