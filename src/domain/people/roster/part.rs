//! The parts in which a roster is written and read: each numbers and text, whole or not at all.

use super::packed::Packed;

/// A piece of a roster on disk. What its numbers mean its reader knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub numbers: Vec<u8>,
    pub text: String,
}

/// Where the parts of a roster are until they are needed. It may be asked by several threads at once.
pub trait PartSource: Send + Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// A part exactly as it was written; `None` if it cannot be read so.
    fn read(&self, place: usize) -> Option<Part>;
}

/// Reads the numbers of a part from front to back.
pub(super) struct Numbers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Numbers<'a> {
    pub fn of(part: &'a Part) -> Numbers<'a> {
        Numbers { bytes: &part.numbers, at: 0 }
    }

    pub fn next(&mut self) -> Option<u64> {
        let number = self.rest().first_chunk()?;
        self.at += number.len();
        Some(u64::from_le_bytes(*number))
    }

    /// A number that counts something, of which there are no more than `most`.
    pub fn count(&mut self, most: usize) -> Option<usize> {
        usize::try_from(self.next()?).ok().filter(|&count| count <= most)
    }

    pub fn many(&mut self, count: usize) -> Option<Vec<u64>> {
        let numbers = self.rest().get(..count.checked_mul(8)?)?;
        self.at += numbers.len();
        Some(numbers.as_chunks().0.iter().map(|&number| u64::from_le_bytes(number)).collect())
    }

    /// So many numbers as [`Part::push_packed`] and [`Part::push_packed_some`] write them, to be read where they stand.
    pub fn column(&mut self, count: usize) -> Option<Packed> {
        let entry = (u8::try_from(self.next()?).ok()?, self.next()?);
        let column = Packed::from_entry(entry, self.at)?;
        self.at = Some(column.end(count)).filter(|&end| end <= self.bytes.len())?;
        Some(column)
    }

    /// The same, read at once.
    pub fn packed(&mut self, count: usize) -> Option<Vec<u64>> {
        let column = self.column(count)?;
        Some((0..count).map(|place| column.get(self.bytes, place)).collect())
    }

    /// How many bytes were read.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

impl Part {
    pub(super) fn push(&mut self, number: u64) {
        self.numbers.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn push_packed(&mut self, numbers: &[u64]) -> Packed {
        self.push_column(|bytes| Packed::pack(numbers, bytes))
    }

    /// The same of numbers some of which are missing.
    pub(super) fn push_packed_some(&mut self, numbers: &[Option<u64>]) -> Packed {
        self.push_column(|bytes| Packed::pack_some(numbers, bytes))
    }

    /// A column behind its entry, which is known when it is packed.
    fn push_column(&mut self, pack: impl FnOnce(&mut Vec<u8>) -> Packed) -> Packed {
        let entry = self.numbers.len();
        (0..2).for_each(|_| self.push(0));
        let column = pack(&mut self.numbers);
        let (width, base) = column.entry();
        self.numbers[entry..entry + 8].copy_from_slice(&u64::from(width).to_le_bytes());
        self.numbers[entry + 8..entry + 16].copy_from_slice(&base.to_le_bytes());
        column
    }
}
