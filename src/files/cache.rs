//! The people between two runs (`people.snapshot`): a roster's parts behind a header with the account, the time of the
//! sync and a checksum of its own. Nothing is read of a damaged part, and that it is damaged is told when it is read.

mod parts;

use super::atomic;
use super::error::FileError;
use super::private::{make_private_parent, open_private, read_private};
use crate::domain::credentials::Account;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use parts::StoredParts;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const MAGIC: &[u8] = b"giftlist people\n";
/// The version of the file's format; files of another version are not read.
const VERSION: u32 = 2;
const HEADER_BYTES: usize = 16 + 4 + 4 + 16 + 8;
/// Larger files are refused; a million people take a tenth of this.
const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

#[derive(Debug, PartialEq)]
pub enum CacheEntry {
    NotFound,
    OtherAccount,
    People {
        roster: Box<Roster>,
        /// In seconds since 1970.
        synced_at: i64,
    },
}

/// Opens the people: what is not needed is not read. With `None` for the account they may be any account's.
///
/// # Errors
/// When others can read the file, when what is read of it is damaged, or of another version. It stays until the next sync
/// replaces it.
pub fn open(path: &Path, account: Option<Account>) -> Result<CacheEntry, Problem> {
    let Some((file, length)) = open_private(path, MAX_BYTES)? else { return Ok(CacheEntry::NotFound) };
    let Ok(header) = Header::read_from(&file) else {
        return Err(unusable(path, "is cut short"));
    };
    if header.magic() != MAGIC {
        return Err(unusable(path, "is not a list of people"));
    }
    if header.version() != VERSION {
        return Err(unusable(path, "was made by another version of giftlist"));
    }
    let place = HEADER_BYTES as u64;
    let table = StoredParts::read_table(&file, place).ok_or_else(|| damaged(path))?;
    if checksum(header.checked(), &table) != header.checksum() {
        return Err(damaged(path));
    }
    if account.is_some_and(|account| !header.is_of(account)) {
        return Ok(CacheEntry::OtherAccount);
    }
    let parts = StoredParts::of(file, &table, place + table.len() as u64, length).ok_or_else(|| damaged(path))?;
    let roster = Roster::open(Box::new(parts)).map_err(|_| damaged(path))?;
    Ok(CacheEntry::People { roster: Box::new(roster), synced_at: header.synced_at() })
}

/// Why the people of the file cannot be used, where a part of them is damaged.
pub fn damaged(path: &Path) -> Problem {
    unusable(path, "is damaged")
}

fn unusable(path: &Path, reason: &str) -> Problem {
    Problem::new(Kind::File, format!("{} {reason} and is not used", path.display()), "sync again")
}

/// When the people were read, in seconds since 1970, and whether they are this account's. Looks at the header alone; `None`
/// if there is none that can be read.
pub fn synced_at(path: &Path, account: Option<Account>) -> Option<(i64, bool)> {
    let (file, _) = open_private(path, MAX_BYTES).ok()??;
    let header = Header::read_from(&file).ok()?;
    let is_ours = account.is_some_and(|account| header.is_of(account));
    (header.magic() == MAGIC).then(|| (header.synced_at(), is_ours))
}

/// Replaces the file.
///
/// # Errors
/// When it cannot be written; the old file is then untouched.
pub fn save(path: &Path, account: Account, roster: &Roster, synced_at: i64) -> Result<(), FileError> {
    let table = parts::table(roster);
    let mut rest = Vec::with_capacity(24);
    rest.extend_from_slice(account.bytes());
    rest.extend_from_slice(&synced_at.to_le_bytes());
    make_private_parent(path)?;
    atomic::replace(path, |out| {
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&checksum(&rest, &table).to_le_bytes())?;
        out.write_all(&rest)?;
        out.write_all(&table)?;
        parts::write(roster, out)
    })?;
    let _ = atomic::remove(&count_file(path));
    Ok(())
}

/// Replaces the people by how many they were, beside the file: enough to ask when far fewer come next time.
///
/// # Errors
/// When the file of the people cannot be removed.
pub fn forget_all_but_count(path: &Path, account: Option<Account>, count: usize) -> Result<(), FileError> {
    if let Some(account) = account {
        let line = format!("{account} {count}\n");
        let _ = atomic::replace(&count_file(path), |out| out.write_all(line.as_bytes()));
    }
    atomic::remove(path).map(drop)
}

/// How many people there were when [`forget_all_but_count`] removed them; `None` if it did not, or they were of another
/// account.
pub fn count_before(path: &Path, account: Option<Account>) -> Option<usize> {
    let bytes = read_private(&count_file(path), 1024).ok()??;
    let (of, count) = std::str::from_utf8(&bytes).ok()?.trim().split_once(' ')?;
    count.parse().ok().filter(|_| account.is_some_and(|account| account.to_string() == of))
}

/// The file in which only their number is kept.
pub fn count_file(path: &Path) -> PathBuf {
    path.with_extension("count")
}

/// What stands before the parts: magic, version, checksum, account, time.
struct Header([u8; HEADER_BYTES]);

impl Header {
    fn read_from(file: &File) -> io::Result<Header> {
        let mut bytes = [0; HEADER_BYTES];
        file.read_exact_at(&mut bytes, 0)?;
        Ok(Header(bytes))
    }

    fn magic(&self) -> &[u8] {
        &self.0[..16]
    }

    fn version(&self) -> u32 {
        self.number(16..20) as u32
    }

    /// Of the rest of the header, and of the table of parts that follows it.
    fn checksum(&self) -> u32 {
        self.number(20..24) as u32
    }

    fn checked(&self) -> &[u8] {
        &self.0[24..]
    }

    fn is_of(&self, account: Account) -> bool {
        account.bytes()[..] == self.0[24..40]
    }

    fn synced_at(&self) -> i64 {
        self.number(40..48) as i64
    }

    fn number(&self, at: Range<usize>) -> u64 {
        self.0[at].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
    }
}

fn checksum(header: &[u8], table: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(header);
    crc.update(table);
    crc.finalize()
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;
    use std::fs;

    /// Reads all of them.
    fn load(path: &Path, account: Option<Account>) -> Result<CacheEntry, Problem> {
        let entry = open(path, account)?;
        if let CacheEntry::People { roster, .. } = &entry {
            roster.read_all().map_err(|_| damaged(path))?;
        }
        Ok(entry)
    }

    fn roster() -> Roster {
        let mut builder = RosterBuilder::new();
        for id in 1..20 {
            builder.push(Employee::new(PersonId(id)));
        }
        builder.finish(Fields::NONE)
    }

    #[test]
    fn the_people_come_back_for_their_own_account_only() {
        let folder = folder();
        let path = folder.path().join("people.snapshot");
        let ours = Account::of("https://api.personio.de", "papi-1");
        assert_eq!(load(&path, Some(ours)).unwrap(), CacheEntry::NotFound);
        save(&path, ours, &roster(), 1_700_000_000).unwrap();
        let entry = CacheEntry::People { roster: Box::new(roster()), synced_at: 1_700_000_000 };
        assert_eq!(load(&path, Some(ours)).unwrap(), entry);
        assert_eq!(load(&path, None).unwrap(), entry);
        let other = Account::of("https://api.personio.de", "papi-2");
        assert_eq!(load(&path, Some(other)).unwrap(), CacheEntry::OtherAccount);
    }

    #[test]
    fn the_header_alone_tells_when_they_were_read() {
        let folder = folder();
        let path = folder.path().join("people.snapshot");
        let ours = Account::of("https://api.personio.de", "papi-1");
        assert_eq!(synced_at(&path, Some(ours)), None);
        save(&path, ours, &roster(), -1).unwrap();
        assert_eq!(synced_at(&path, Some(ours)), Some((-1, true)));
        assert_eq!(synced_at(&path, Some(Account::of("https://api.personio.de", "papi-2"))), Some((-1, false)));
        assert_eq!(synced_at(&path, None), Some((-1, false)));
        let mut bytes = fs::read(&path).unwrap();
        bytes[0] ^= 1;
        atomic::replace(&path, |out| out.write_all(&bytes)).unwrap();
        assert_eq!(synced_at(&path, Some(ours)), None);
    }

    /// Catalogue: C29.
    #[test]
    fn a_changed_byte_or_a_cut_is_reported_and_nothing_is_used() {
        let folder = folder();
        let path = folder.path().join("people.snapshot");
        save(&path, Account::of("a", "b"), &roster(), 1).unwrap();
        let whole = fs::read(&path).unwrap();
        for place in (0..whole.len()).step_by(11) {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            atomic::replace(&path, |out| out.write_all(&bytes)).unwrap();
            assert!(load(&path, None).is_err(), "{place}");
            atomic::replace(&path, |out| out.write_all(&whole[..place])).unwrap();
            assert!(load(&path, None).is_err(), "{place}");
        }
    }
}
