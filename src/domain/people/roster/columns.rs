//! The columns that a roster is made of: texts of their own, words that many people share, days, birthdays.
//! Dense arrays only, so that a column is read, written and scanned as a few large pieces. What stands for an empty
//! value in one is known here only.

use crate::domain::calendar::{Day, MonthDay};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::text::fold::{fold, fold_words_into};
use std::collections::HashMap;

/// Texts one after another in a single buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Appends a text. A buffer holds 4 GiB, far more than the largest company needs; a text beyond that becomes empty.
    pub fn push(&mut self, text: &str) {
        if self.bytes.len() + text.len() <= u32::MAX as usize {
            self.bytes.push_str(text);
        }
        self.ends.push(self.bytes.len() as u32);
    }

    /// The text at an index; `""` beyond the end.
    #[inline]
    pub fn at(&self, index: usize) -> &str {
        let end = self.ends.get(index).map_or(0, |&end| end as usize);
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.bytes.get(start..end).unwrap_or("")
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn buffer(&self) -> &str {
        &self.bytes
    }

    /// Where each text ends in the buffer, in bytes.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// From the parts of a file; `None` if they do not fit together.
    pub fn from_parts(bytes: String, ends: Vec<u32>) -> Option<Texts> {
        let in_order = ends.windows(2).all(|pair| pair[0] <= pair[1]);
        let whole = ends.last().copied().unwrap_or(0) as usize == bytes.len();
        let at_characters = ends.iter().all(|&end| bytes.is_char_boundary(end as usize));
        (in_order && whole && at_characters).then_some(Texts { bytes, ends })
    }

    /// The texts at the given indices, in that order.
    pub(super) fn take(&self, order: &[u32]) -> Texts {
        let mut picked =
            Texts { bytes: String::with_capacity(self.bytes.len()), ends: Vec::with_capacity(order.len()) };
        for &index in order {
            picked.push(self.at(index as usize));
        }
        picked
    }
}

/// Words that many people share, each once, and a code a person. Code 0 is the empty word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    words: Texts,
    folded: Texts,
    codes: Vec<u32>,
}

impl Words {
    pub fn at(&self, row: Row) -> &str {
        self.words.at(self.codes.get(row.index()).map_or(0, |&code| code as usize))
    }

    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Every word, by code.
    pub fn words(&self) -> &Texts {
        &self.words
    }

    /// How many of some people have each word, by code.
    pub(super) fn counts(&self, among: &Bits) -> Vec<usize> {
        let mut counts = vec![0; self.words.len()];
        let code = |row: Row| self.codes.get(row.index()).map(|&code| code as usize);
        if among.count() * 2 < self.codes.len() {
            among.rows().filter_map(code).for_each(|code| counts[code] += 1);
            return counts;
        }
        // All, and then without the few: a walk over dense codes is many times faster than one over rows. Neighbours often
        // have the same word, and one counter would wait for itself.
        let mut lanes = [counts.clone(), counts.clone(), counts.clone(), counts.clone()];
        let (fours, rest) = self.codes.as_chunks::<4>();
        for four in fours {
            for (lane, &code) in lanes.iter_mut().zip(four) {
                lane[code as usize] += 1;
            }
        }
        rest.iter().for_each(|&code| counts[code as usize] += 1);
        for (word, count) in counts.iter_mut().enumerate() {
            *count += lanes.iter().map(|lane| lane[word]).sum::<usize>();
        }
        among.clone().inverse().rows().filter_map(code).for_each(|code| counts[code] -= 1);
        counts
    }

    /// The rows of the words whose text passes; `texts` has one for each word, by code.
    fn rows_of(&self, texts: &Texts, passes: impl Fn(&str) -> bool) -> Bits {
        let passing: Vec<bool> = (0..texts.len()).map(|code| passes(texts.at(code))).collect();
        if !passing.contains(&true) {
            return Bits::none(self.codes.len());
        }
        Bits::from_fn(self.codes.len(), |row| passing[self.codes[row.index()] as usize])
    }

    /// A number for each row that sorts as its folded word does; `None` where it is empty.
    pub(super) fn ranks(&self) -> Vec<Option<u64>> {
        let mut order: Vec<(String, usize)> =
            (0..self.words.len()).map(|code| (fold(self.words.at(code)), code)).collect();
        order.sort();
        let mut ranks = vec![None; order.len()];
        for (rank, (word, code)) in order.into_iter().enumerate() {
            ranks[code] = (!word.is_empty()).then_some(rank as u64);
        }
        self.codes.iter().map(|&code| ranks[code as usize]).collect()
    }

    /// From the parts of a file; `None` if a code has no word.
    pub fn from_parts(words: Texts, codes: Vec<u32>) -> Option<Words> {
        let known = codes.iter().all(|&code| (code as usize) < words.len());
        known.then(|| Words { folded: folded(&words), words, codes })
    }
}

fn folded(words: &Texts) -> Texts {
    let mut folded = Texts::default();
    let mut word = String::new();
    for index in 0..words.len() {
        word.clear();
        fold_words_into(&mut word, words.at(index));
        folded.push(&word);
    }
    folded
}

pub(super) struct WordsBuilder {
    codes_of: HashMap<Box<str>, u32>,
    words: Texts,
    codes: Vec<u32>,
}

impl WordsBuilder {
    pub(super) fn new() -> WordsBuilder {
        let mut words = Texts::default();
        words.push("");
        WordsBuilder { codes_of: HashMap::from([("".into(), 0)]), words, codes: Vec::new() }
    }

    pub(super) fn push(&mut self, word: &str) {
        let code = match self.codes_of.get(word) {
            Some(&code) => code,
            None => {
                let code = self.words.len() as u32;
                self.words.push(word);
                self.codes_of.insert(word.into(), code);
                code
            }
        };
        self.codes.push(code);
    }

    pub(super) fn finish(self, order: &[u32]) -> Words {
        let codes = order.iter().map(|&index| self.codes.get(index as usize).copied().unwrap_or(0)).collect();
        Words { folded: folded(&self.words), words: self.words, codes }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextColumn {
    /// Nearly every person has another one.
    Distinct(Texts),
    /// Many people share one.
    Shared(Words),
}

impl TextColumn {
    /// The text of a row; `""` where it is empty and beyond the end.
    pub fn at(&self, row: Row) -> &str {
        match self {
            TextColumn::Distinct(texts) => texts.at(row.index()),
            TextColumn::Shared(words) => words.at(row),
        }
    }

    /// The rows whose text passes. A word that people share is tested once.
    pub fn rows_where(&self, passes: impl Fn(&str) -> bool) -> Bits {
        match self {
            TextColumn::Distinct(texts) => Bits::from_fn(texts.len(), |row| passes(texts.at(row.index()))),
            TextColumn::Shared(words) => words.rows_of(&words.words, passes),
        }
    }

    /// The rows whose folded spellings pass, as `fold_words_into` writes them. A word that people share is tested
    /// once.
    pub fn rows_where_folded(&self, passes: impl Fn(&str) -> bool) -> Bits {
        match self {
            TextColumn::Distinct(texts) => {
                let mut folded = String::new();
                Bits::from_fn(texts.len(), |row| {
                    folded.clear();
                    fold_words_into(&mut folded, texts.at(row.index()));
                    passes(&folded)
                })
            }
            TextColumn::Shared(words) => words.rows_of(&words.folded, passes),
        }
    }
}

/// A column of days, as days since 1970-01-01: the numbers of the file, so that opening one turns none into a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayColumn(Vec<i32>);

impl DayColumn {
    /// Stands for no day; far outside the years that a [`Day`] can have.
    const EMPTY: i32 = i32::MIN;

    pub fn push(&mut self, day: Option<Day>) {
        self.0.push(day.map_or(DayColumn::EMPTY, Day::number));
    }

    /// The day of a row; `None` where it is empty and beyond the end.
    pub fn get(&self, row: Row) -> Option<Day> {
        self.number(row).and_then(Day::from_number)
    }

    /// The same as days since 1970-01-01.
    pub fn number(&self, row: Row) -> Option<i32> {
        self.0.get(row.index()).copied().filter(|&number| number != DayColumn::EMPTY)
    }

    pub fn rows_without(&self) -> Bits {
        Bits::from_fn(self.0.len(), |row| self.0[row.index()] == DayColumn::EMPTY)
    }

    /// A number for each row that sorts as its day does; `None` where it is empty.
    pub fn sort_keys(&self) -> Vec<Option<u64>> {
        let key = |&day: &i32| (day != DayColumn::EMPTY).then(|| u64::from(day.wrapping_sub(i32::MIN) as u32));
        self.0.iter().map(key).collect()
    }

    pub fn to_numbers(&self) -> Vec<u32> {
        self.0.iter().map(|&day| day as u32).collect()
    }

    pub fn from_numbers(numbers: Vec<u32>) -> DayColumn {
        DayColumn(numbers.into_iter().map(|day| day as i32).collect())
    }

    pub(super) fn take(&self, order: &[u32]) -> DayColumn {
        DayColumn(order.iter().map(|&index| self.0[index as usize]).collect())
    }
}

/// A column of birthdays, as [`MonthDay::bits`]; 0, which is no birthday's, where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BirthdayColumn(Vec<u16>);

impl BirthdayColumn {
    pub fn push(&mut self, birthday: Option<MonthDay>) {
        self.0.push(birthday.map_or(0, MonthDay::bits));
    }

    /// The birthday of a row; `None` where it is unknown and beyond the end.
    pub fn get(&self, row: Row) -> Option<MonthDay> {
        self.0.get(row.index()).and_then(|&bits| MonthDay::from_bits(bits))
    }

    pub fn rows_without(&self) -> Bits {
        Bits::from_fn(self.0.len(), |row| self.0[row.index()] == 0)
    }

    /// A number for each row that sorts as its birthday does in a year; `None` where it is unknown.
    pub fn sort_keys(&self) -> Vec<Option<u64>> {
        self.0.iter().map(|&bits| (bits != 0).then_some(u64::from(bits))).collect()
    }

    pub fn to_numbers(&self) -> Vec<u32> {
        self.0.iter().copied().map(u32::from).collect()
    }

    /// From the numbers of a file; `None` if one is no birthday's.
    pub fn from_numbers(numbers: Vec<u32>) -> Option<BirthdayColumn> {
        let bits: Vec<u16> = numbers.iter().map(|&bits| bits as u16).collect();
        let is_known =
            |&bits: &u32| bits == 0 || bits <= u32::from(u16::MAX) && MonthDay::from_bits(bits as u16).is_some();
        numbers.iter().all(is_known).then_some(BirthdayColumn(bits))
    }

    pub(super) fn take(&self, order: &[u32]) -> BirthdayColumn {
        BirthdayColumn(order.iter().map(|&index| self.0[index as usize]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_a_thirteenth_month_is_refused() {
        let february = MonthDay::new(2, 29).unwrap();
        let column = BirthdayColumn::from_numbers(vec![0, u32::from(february.bits())]).unwrap();
        assert_eq!((column.get(Row(0)), column.get(Row(1)), column.get(Row(2))), (None, Some(february), None));
        for number in [13 << 8 | 1, 1 << 8, 1 << 16 | 2 << 8 | 29] {
            assert_eq!(BirthdayColumn::from_numbers(vec![number]), None, "{number}");
        }
    }

    #[test]
    fn days_are_stored_as_numbers_since_1970() {
        let mut column = DayColumn::default();
        let days = ["1970-01-01", "", "2020-02-29", "1969-12-31"].map(Day::parse);
        days.iter().for_each(|&day| column.push(day));
        assert_eq!(column.to_numbers(), [0, 1 << 31, 18_321, u32::MAX]);
        let column = DayColumn::from_numbers(column.to_numbers());
        assert_eq!([0, 1, 2, 3].map(|row| column.get(Row(row))), days);
        assert_eq!(column.rows_without().rows().collect::<Vec<_>>(), [Row(1)]);
    }
}
