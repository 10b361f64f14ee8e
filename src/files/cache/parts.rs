//! The parts of a roster in a file: one behind another, after a table with the length and the checksum of each. A part is
//! read from the disk when it is asked for, and checked before anybody sees it. It is copied into memory and not mapped:
//! what another process does to the file later changes nothing that was read, and no access can fail.

use crate::domain::people::roster::{Part, PartSource, Roster};
use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;

/// Bytes of a table's entry: lengths of numbers and text, checksum.
const ENTRY: usize = 8 + 8 + 4;
/// More parts than any roster has; a table that is longer is none.
const MAX_PARTS: usize = 65_536;

/// What the table says of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    numbers: u64,
    text: u64,
    checksum: u32,
}

/// The table, as it stands in the file: how many parts there are, and an entry for each.
pub fn table(roster: &Roster) -> Vec<u8> {
    let mut entries = Vec::new();
    for part in roster.parts() {
        entries.extend_from_slice(&(part.numbers.len() as u64).to_le_bytes());
        entries.extend_from_slice(&(part.text.len() as u64).to_le_bytes());
        entries.extend_from_slice(&checksum(&part).to_le_bytes());
    }
    let count = entries.len() / ENTRY;
    [(count as u64).to_le_bytes().as_slice(), &entries].concat()
}

/// Writes the parts, as they stand behind the table.
///
/// # Errors
/// Those of `out`.
pub fn write(roster: &Roster, out: &mut dyn Write) -> io::Result<()> {
    for part in roster.parts() {
        out.write_all(&part.numbers)?;
        out.write_all(part.text.as_bytes())?;
    }
    Ok(())
}

/// Where the parts are in a file.
pub struct StoredParts {
    file: File,
    /// Each with its place in the file.
    entries: Vec<(u64, Entry)>,
}

impl StoredParts {
    /// The bytes of the table that begins at `place`; `None` if there is none.
    pub fn read_table(file: &File, place: u64) -> Option<Vec<u8>> {
        let mut count = [0; 8];
        file.read_exact_at(&mut count, place).ok()?;
        let parts = usize::try_from(u64::from_le_bytes(count)).ok().filter(|&count| count <= MAX_PARTS)?;
        let mut table = vec![0; count.len() + parts * ENTRY];
        file.read_exact_at(&mut table, place).ok()?;
        Some(table)
    }

    /// The parts of a table, which begin at `place` in a file of `length` bytes; `None` if it is not the file's.
    pub fn of(file: File, table: &[u8], place: u64, length: u64) -> Option<StoredParts> {
        let (entries, _) = table.get(8..)?.as_chunks::<ENTRY>();
        let mut end = place;
        let entries = entries.iter().map(|entry| {
            let place = end;
            let number = |at: usize| entry[at..].first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
            let checksum = entry[16..].first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
            let entry = Entry { numbers: number(0)?, text: number(8)?, checksum: checksum? };
            end = end.checked_add(entry.numbers)?.checked_add(entry.text)?;
            Some((place, entry))
        });
        let entries = entries.collect::<Option<Vec<_>>>()?;
        (end == length).then_some(StoredParts { file, entries })
    }
}

impl PartSource for StoredParts {
    fn count(&self) -> usize {
        self.entries.len()
    }

    fn read(&self, place: usize) -> Option<Part> {
        let &(start, entry) = self.entries.get(place)?;
        let bytes = |start: u64, length: u64| {
            let mut bytes = vec![0; usize::try_from(length).ok()?];
            self.file.read_exact_at(&mut bytes, start).ok()?;
            Some(bytes)
        };
        let numbers = bytes(start, entry.numbers)?;
        let text = String::from_utf8(bytes(start + entry.numbers, entry.text)?).ok()?;
        let part = Part { numbers, text };
        (checksum(&part) == entry.checksum).then_some(part)
    }
}

fn checksum(part: &Part) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&part.numbers);
    crc.update(part.text.as_bytes());
    crc.finalize()
}
