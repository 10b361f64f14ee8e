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
pub(super) struct Numbers<'a>(pub &'a [u8]);

impl<'a> Numbers<'a> {
    pub fn next(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    /// A number that counts something, of which there are no more than `most`.
    pub fn count(&mut self, most: usize) -> Option<usize> {
        usize::try_from(self.next()?).ok().filter(|&count| count <= most)
    }

    pub fn many(&mut self, count: usize) -> Option<Vec<u64>> {
        let (numbers, rest) = self.0.split_at_checked(count.checked_mul(8)?)?;
        self.0 = rest;
        Some(numbers.as_chunks().0.iter().map(|&number| u64::from_le_bytes(number)).collect())
    }

    /// So many numbers as [`Part::push_packed`] wrote them.
    pub fn packed(&mut self, count: usize) -> Option<Vec<u64>> {
        let packed = Packed::from_entry((u8::try_from(self.next()?).ok()?, self.next()?), 0)?;
        let (bytes, rest) = self.0.split_at_checked(packed.end(count))?;
        self.0 = rest;
        Some((0..count).map(|place| packed.get(bytes, place)).collect())
    }

    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

impl Part {
    pub(super) fn push(&mut self, number: u64) {
        self.numbers.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn push_packed(&mut self, numbers: &[u64]) {
        let mut bytes = Vec::new();
        let (width, base) = Packed::pack(numbers, &mut bytes).entry();
        self.push(u64::from(width));
        self.push(base);
        self.numbers.extend_from_slice(&bytes);
    }
}
