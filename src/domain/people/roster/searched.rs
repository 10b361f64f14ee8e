//! What is searched of some thousand neighbouring people: name, email and Employee ID, folded, in one text.

use super::block::TextBuilder;
use super::packed::Packed;
use super::part::{Numbers, Part};

/// Bytes before the numbers: their width, and the smallest.
const TABLE: usize = 2 * 8;
/// So many people are looked at one by one before the rest is halved.
const NEAR: usize = 8;

/// The texts of the people of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Searched {
    rows: usize,
    part: Part,
    ends: Packed,
}

impl Searched {
    pub(super) fn of(texts: TextBuilder) -> Searched {
        let mut numbers = vec![0; TABLE];
        let ends = Packed::pack(&texts.ends, &mut numbers);
        let (width, base) = ends.entry();
        numbers[..8].copy_from_slice(&u64::from(width).to_le_bytes());
        numbers[8..TABLE].copy_from_slice(&base.to_le_bytes());
        Searched { rows: texts.ends.len(), part: Part { numbers, text: texts.text }, ends }
    }

    /// `None` if the part is not about so many people.
    pub(super) fn of_part(part: Part, rows: usize) -> Option<Searched> {
        let mut table = Numbers(&part.numbers);
        let ends = Packed::from_entry((u8::try_from(table.next()?).ok()?, table.next()?), TABLE)?;
        let is_whole = ends.end(rows) == part.numbers.len()
            && rows.checked_sub(1).is_none_or(|last| ends.get(&part.numbers, last) as usize == part.text.len());
        is_whole.then_some(Searched { rows, part, ends })
    }

    /// One that is damaged, with nothing in it.
    pub(super) fn nothing(rows: usize) -> Searched {
        Searched { rows, ..Searched::default() }
    }

    pub(super) fn part(&self) -> &Part {
        &self.part
    }

    /// The texts of all, one behind another.
    pub fn text(&self) -> &str {
        &self.part.text
    }

    /// Where the text of a person begins, by their place.
    #[inline]
    pub fn start(&self, row: usize) -> usize {
        if row == 0 { 0 } else { self.end(row - 1) }
    }

    /// Where it ends.
    #[inline]
    pub fn end(&self, row: usize) -> usize {
        self.ends.get(&self.part.numbers, row) as usize
    }

    /// The text of a person; `""` if they have none.
    #[inline]
    pub fn at(&self, row: usize) -> &str {
        self.part.text.get(self.start(row)..self.end(row)).unwrap_or("")
    }

    /// The place of the person whose text a byte of it belongs to, who is not before `from`.
    #[inline]
    pub fn row_at(&self, byte: usize, from: usize) -> usize {
        let mut row = from;
        // Where many are found the next one is near.
        for _ in 0..NEAR {
            if self.end(row) > byte {
                return row;
            }
            row += 1;
        }
        let (mut low, mut high) = (row, self.rows);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.end(middle) > byte { high = middle } else { low = middle + 1 }
        }
        low
    }
}
