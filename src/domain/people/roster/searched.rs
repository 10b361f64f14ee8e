//! What is searched of some thousand neighbouring people: name, email and Employee ID, folded, in one text. Who has a letter is
//! noted as well: it is the first that is typed, so many have it that looking for it is the longest of all searches.

use super::block::TextBuilder;
use super::packed::Packed;
use super::part::{Numbers, Part};

/// The letters that are noted.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// Whether it is known who has a letter.
pub(super) fn is_noted(letter: u8) -> bool {
    LETTERS.contains(&letter)
}

/// Words of the bits of so many people.
fn words(rows: usize) -> usize {
    rows.div_ceil(64)
}

/// So many people are looked at one by one before the rest is halved.
const NEAR: usize = 8;

/// The texts of the people of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Searched {
    rows: usize,
    part: Part,
    ends: Packed,
    /// Where the letters' bits begin among the numbers.
    letters: usize,
}

impl Searched {
    pub(super) fn of(texts: TextBuilder) -> Searched {
        let mut part = Part::default();
        let ends = part.push_packed(&texts.ends);
        let letters = part.numbers.len();
        part.numbers.extend(letter_bits(&texts).iter().flat_map(|word| word.to_le_bytes()));
        Searched { rows: texts.ends.len(), part: Part { text: texts.text, ..part }, ends, letters }
    }

    /// `None` if the part is not about so many people.
    pub(super) fn of_part(part: Part, rows: usize) -> Option<Searched> {
        let mut numbers = Numbers::of(&part);
        let ends = numbers.column(rows)?;
        let letters = numbers.at();
        let is_whole = letters + LETTERS.len() * words(rows) * 8 == part.numbers.len()
            && ends.end_before(&part.numbers, rows) == part.text.len();
        is_whole.then_some(Searched { rows, part, ends, letters })
    }

    /// One that is damaged, with nothing in it.
    pub(super) fn nothing(rows: usize) -> Searched {
        Searched { rows, ..Searched::default() }
    }

    pub(super) fn part(&self) -> &Part {
        &self.part
    }

    /// Who has a letter in any of it, as words of bits; `None` for one that is not noted.
    pub(super) fn with_letter(&self, letter: u8) -> Option<impl Iterator<Item = u64> + '_> {
        let place = LETTERS.iter().position(|&noted| noted == letter)?;
        let bytes = words(self.rows) * 8;
        let bits = self.part.numbers.get(self.letters + place * bytes..).unwrap_or_default();
        Some(bits.as_chunks().0.iter().take(words(self.rows)).map(|&word| u64::from_le_bytes(word)))
    }

    /// The texts of all, one behind another.
    pub fn text(&self) -> &str {
        &self.part.text
    }

    /// Where the text of a person begins, by their place.
    #[inline]
    pub fn start(&self, row: usize) -> usize {
        self.ends.end_before(&self.part.numbers, row)
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

/// For each letter the bits of those who have it.
fn letter_bits(texts: &TextBuilder) -> Vec<u64> {
    let (rows, mut start) = (texts.ends.len(), 0);
    let mut bits = vec![0; LETTERS.len() * words(rows)];
    let mut places = [None; 256];
    LETTERS
        .iter()
        .zip((0..).step_by(words(rows).max(1)))
        .for_each(|(&letter, at)| places[usize::from(letter)] = Some(at));
    for (row, &end) in texts.ends.iter().enumerate() {
        for byte in texts.text.as_bytes().get(start..end as usize).unwrap_or_default() {
            if let Some(word) = places[usize::from(*byte)].and_then(|at| bits.get_mut(at + row / 64)) {
                *word |= 1 << (row % 64);
            }
        }
        start = end as usize;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_a_letter_is_noted() {
        let mut texts = TextBuilder::default();
        for row in 0..130 {
            texts.push(["anna", "", "zoe 7", "x陈"][row % 4]);
        }
        let people = Searched::of(texts);
        let people = Searched::of_part(people.part().clone(), 130).unwrap();
        for letter in ('a'..='z').chain('0'..='9') {
            let words: Vec<u64> = people.with_letter(letter as u8).unwrap().collect();
            for row in 0..130 {
                let is_noted = words[row / 64] >> (row % 64) & 1 == 1;
                assert_eq!(is_noted, people.at(row).contains(letter), "{letter} {row}");
            }
        }
        assert!(people.with_letter(b' ').is_none());
    }
}
