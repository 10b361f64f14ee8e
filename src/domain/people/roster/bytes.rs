//! A roster as bytes and back: the columns one after another, little-endian, lengths first.
//! Reading checks everything that the rest of the program relies on, so that a damaged file is refused, never believed.
//! What is derived from the columns is computed again on reading only where that is cheaper than storing it.

use super::bosses::Bosses;
use super::columns::{BirthdayColumn, DayColumn, TextColumn, Texts, Words};
use super::table::{MAX_PEOPLE, NO_ROW, Outsider, Roster, odd_counts};
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::bits::Bits;
use crate::domain::people::employee::PersonId;
use std::collections::BTreeMap;
use std::io::Read;

/// Bytes of a column that are looked at at once; a multiple of 8.
const BUFFER_BYTES: usize = 32 * 1024;

/// The bytes are not a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadBytes;

impl Roster {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(Vec::with_capacity(self.len() * 220 + 4096));
        out.number(self.len() as u64);
        out.u64s(self.ids.iter().map(|id| id.0));
        out.u32s(&self.by_id);
        for column in &self.texts {
            match column {
                TextColumn::Distinct(texts) => {
                    out.number(0);
                    out.texts(texts);
                }
                TextColumn::Shared(words) => {
                    out.number(1);
                    out.text(words.words().buffer());
                    out.number(words.words().len() as u64);
                    out.u32s(words.words().ends());
                    out.u32s(words.codes());
                }
            }
        }
        for days in &self.days {
            out.u32s(&days.to_numbers());
        }
        out.u32s(&self.birthdays.to_numbers());
        out.u32s(&self.supervisors);
        out.number(self.outsiders.len() as u64);
        for (&row, outsider) in &self.outsiders {
            out.number(u64::from(row));
            out.number(outsider.id.map_or(u64::MAX, |id| id.0));
            out.text(&outsider.name);
        }
        for bits in [&self.pictures, &self.suspicious, &self.shared_email, &self.added, &self.changed] {
            out.u64s(bits.words().iter().copied());
        }
        out.texts(&self.search);
        out.number(self.odd.len() as u64);
        for (&row, fields) in &self.odd {
            out.number(u64::from(row) << 32 | u64::from(fields.bits()));
        }
        out.number(u64::from(self.readable.bits()));
        out.u64s(self.filled.iter().map(|&count| count as u64));
        out.0
    }

    /// The roster of the bytes.
    ///
    /// # Errors
    /// [`BadBytes`] if they are anything but what [`Roster::to_bytes`] made.
    pub fn from_bytes(bytes: &[u8]) -> Result<Roster, BadBytes> {
        Roster::read_from(bytes, bytes.len() as u64)
    }

    /// The same from a source of `length` bytes, straight into the columns.
    ///
    /// # Errors
    /// As [`Roster::from_bytes`], and where the source ends or fails too early.
    pub fn read_from(source: impl Read, length: u64) -> Result<Roster, BadBytes> {
        let left = usize::try_from(length).map_err(|_| BadBytes)?;
        Input { source, left }.roster().ok_or(BadBytes)
    }
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn u32s(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u64);
        self.0.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    fn u64s(&mut self, numbers: impl Iterator<Item = u64>) {
        let numbers: Vec<u64> = numbers.collect();
        self.number(numbers.len() as u64);
        self.0.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    fn texts(&mut self, texts: &Texts) {
        self.text(texts.buffer());
        self.u32s(texts.ends());
    }
}

struct Input<R> {
    source: R,
    left: usize,
}

impl<R: Read> Input<R> {
    fn roster(mut self) -> Option<Roster> {
        let count = self.count(MAX_PEOPLE)?;
        let ids: Vec<PersonId> = self.u64s(count)?.into_iter().map(PersonId).collect();
        let by_id = self.u32s(count)?;
        let ascending = by_id.windows(2).all(|pair| match (ids.get(pair[0] as usize), ids.get(pair[1] as usize)) {
            (Some(a), Some(b)) => a < b,
            _ => false,
        });
        if !ascending || by_id.first().is_some_and(|&row| row as usize >= count) {
            return None;
        }
        let mut columns = Vec::with_capacity(TextField::COUNT);
        for _ in TextField::ALL {
            columns.push(match self.number()? {
                0 => TextColumn::Distinct(self.texts(count)?),
                1 => {
                    let words = self.words()?;
                    TextColumn::Shared(Words::from_parts(words, self.u32s(count)?)?)
                }
                _ => return None,
            });
        }
        let mut days = Vec::with_capacity(DateField::COUNT);
        for _ in DateField::ALL {
            days.push(DayColumn::from_numbers(self.u32s(count)?));
        }
        let birthdays = BirthdayColumn::from_numbers(self.u32s(count)?)?;
        let supervisors = self.u32s(count)?;
        if supervisors.iter().any(|&row| row != NO_ROW && row as usize >= count) {
            return None;
        }
        let mut outsiders = BTreeMap::new();
        for _ in 0..self.count(count)? {
            let row = u32::try_from(self.number()?).ok().filter(|&row| (row as usize) < count)?;
            let id = self.number()?;
            let id = (id != u64::MAX).then_some(PersonId(id));
            outsiders.insert(row, Outsider { id, name: self.text()?.into_boxed_str() });
        }
        let mut bits = || Bits::from_words(self.u64s(count.div_ceil(64))?, count);
        let (pictures, suspicious, shared_email) = (bits()?, bits()?, bits()?);
        let (added, changed) = (bits()?, bits()?);
        let search = self.texts(count)?;
        let mut odd = BTreeMap::new();
        for _ in 0..self.count(count)? {
            let both = self.number()?;
            let row = Some((both >> 32) as u32).filter(|&row| (row as usize) < count)?;
            odd.insert(row, Fields::from_bits(both as u32));
        }
        let readable = Fields::from_bits(u32::try_from(self.number()?).ok()?);
        let filled: Vec<usize> = self.u64s(Field::COUNT)?.into_iter().map(|count| count as usize).collect();
        (self.left == 0).then_some(())?;
        Some(Roster {
            ids,
            by_id,
            texts: columns.try_into().ok()?,
            days: days.try_into().ok()?,
            birthdays,
            supervisors,
            outsiders,
            pictures,
            search,
            suspicious,
            shared_email,
            added,
            changed,
            odd_counts: odd_counts(&odd),
            bosses: Bosses::default(),
            odd,
            readable,
            filled: filled.try_into().ok()?,
        })
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Option<()> {
        self.left = self.left.checked_sub(buffer.len())?;
        self.source.read_exact(buffer).ok()
    }

    fn number(&mut self) -> Option<u64> {
        let mut bytes = [0; 8];
        self.fill(&mut bytes)?;
        Some(u64::from_le_bytes(bytes))
    }

    fn count(&mut self, most: usize) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|&count| count <= most)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count(self.left)?;
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        String::from_utf8(bytes).ok()
    }

    /// Numbers of `N` bytes; their bytes pass through a small buffer, so that each is in memory once.
    fn numbers<const N: usize, T>(&mut self, count: usize, number: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
        if self.count(self.left / N)? != count {
            return None;
        }
        let mut numbers = Vec::with_capacity(count);
        let mut buffer = [0; BUFFER_BYTES];
        while numbers.len() < count {
            let length = ((count - numbers.len()) * N).min(BUFFER_BYTES);
            self.fill(&mut buffer[..length])?;
            let (chunks, _) = buffer[..length].as_chunks();
            numbers.extend(chunks.iter().map(|&chunk| number(chunk)));
        }
        Some(numbers)
    }

    fn u32s(&mut self, count: usize) -> Option<Vec<u32>> {
        self.numbers(count, u32::from_le_bytes)
    }

    fn u64s(&mut self, count: usize) -> Option<Vec<u64>> {
        self.numbers(count, u64::from_le_bytes)
    }

    fn texts(&mut self, count: usize) -> Option<Texts> {
        let buffer = self.text()?;
        Texts::from_parts(buffer, self.u32s(count)?)
    }

    /// Words of any number; how many there are stands before them.
    fn words(&mut self) -> Option<Texts> {
        let buffer = self.text()?;
        let count = self.count(2 * MAX_PEOPLE + 1)?;
        Texts::from_parts(buffer, self.u32s(count)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::RosterBuilder;
    use super::*;
    use crate::domain::people::employee::{Employee, SupervisorRef};

    fn company() -> Roster {
        let mut builder = RosterBuilder::new();
        for id in 1..=70 {
            let employee = Employee::new(PersonId(id))
                .with(TextField::FirstName, &format!("Zoë{id}"))
                .with(TextField::Team, ["Blue", "Rot", ""][id as usize % 3])
                .on(DateField::HireDate, "2020-02-29");
            let supervisor = (id % 2 == 0).then(|| SupervisorRef { id: Some(PersonId(id * 2)), name: "Jo".into() });
            let odd = if id == 7 { [Field::Birthday].into_iter().collect() } else { Fields::NONE };
            builder.push(Employee { supervisor, odd, picture: id == 3, ..employee });
        }
        builder.finish([Field::Team, Field::FirstName].into_iter().collect())
    }

    #[test]
    fn a_roster_comes_back_from_its_bytes() {
        let roster = company();
        assert_eq!(Roster::from_bytes(&roster.to_bytes()), Ok(roster));
        assert_eq!(Roster::from_bytes(&Roster::empty().to_bytes()), Ok(Roster::empty()));
    }

    #[test]
    fn bytes_cut_anywhere_are_refused() {
        let bytes = company().to_bytes();
        for length in 0..bytes.len() {
            assert!(Roster::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert!(Roster::from_bytes(&longer).is_err());
    }

    #[test]
    fn a_flipped_byte_never_panics() {
        let bytes = company().to_bytes();
        for place in (0..bytes.len()).step_by(7) {
            let mut bytes = bytes.clone();
            bytes[place] ^= 0xff;
            if let Ok(roster) = Roster::from_bytes(&bytes) {
                for row in roster.rows() {
                    Field::all().for_each(|field| drop(roster.value(field, row)));
                }
            }
        }
    }
}
