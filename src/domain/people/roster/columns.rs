//! Texts one behind another, and the words that many people share.

use super::part::{Numbers, Part};
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

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.at(index))
    }

    /// Appends them to a part.
    pub(super) fn write_to(&self, part: &mut Part) {
        let ends: Vec<u64> = self.ends.iter().map(|&end| u64::from(end)).collect();
        part.push_packed(&ends);
        part.text.push_str(&self.bytes);
    }

    /// So many texts that stand one behind another in `text`; `None` if they do not.
    pub(super) fn read_from(numbers: &mut Numbers, text: &str, count: usize) -> Option<Texts> {
        let ends: Vec<u32> = numbers.packed(count)?.into_iter().map(|end| end as u32).collect();
        let is_whole = ends.last().map_or(0, |&end| end as usize) == text.len();
        is_whole.then(|| Texts { bytes: text.to_string(), ends })
    }
}

/// Words that many people share, each once, as they are and folded. Word 0 is the empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    plain: Texts,
    folded: Texts,
}

impl Words {
    /// The words of these texts, the empty one first.
    fn of(plain: Texts) -> Words {
        let mut folded = Texts::default();
        let mut word = String::new();
        for text in plain.iter() {
            word.clear();
            fold_words_into(&mut word, text);
            folded.push(&word);
        }
        Words { plain, folded }
    }

    pub fn plain(&self) -> &Texts {
        &self.plain
    }

    /// As [`fold_words_into`] writes them.
    pub fn folded(&self) -> &Texts {
        &self.folded
    }

    /// A number for each word that sorts as it does when folded; `None` for the empty one.
    pub fn ranks(&self) -> Vec<Option<u64>> {
        let mut order: Vec<(String, usize)> =
            self.plain.iter().enumerate().map(|(code, word)| (fold(word), code)).collect();
        order.sort();
        let mut ranks = vec![None; order.len()];
        for (rank, (word, code)) in order.into_iter().enumerate() {
            ranks[code] = (!word.is_empty()).then_some(rank as u64);
        }
        ranks
    }

    pub fn to_part(&self) -> Part {
        let mut part = Part::default();
        part.push(self.plain.len() as u64);
        part.push(self.plain.bytes.len() as u64);
        self.plain.write_to(&mut part);
        self.folded.write_to(&mut part);
        part
    }

    /// The words of a part; `None` if it has none.
    pub fn of_part(part: &Part) -> Option<Words> {
        let mut numbers = Numbers::of(part);
        let count = numbers.count(part.numbers.len())?;
        let (plain, folded) = part.text.split_at_checked(numbers.count(part.text.len())?)?;
        let mut texts = |text| Texts::read_from(&mut numbers, text, count);
        let words = Words { plain: texts(plain)?, folded: texts(folded)? };
        numbers.is_at_end().then_some(words)
    }
}

/// Finds the words that people share, in the order in which they come.
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

    /// The words, and which one each text was.
    pub(super) fn finish(self) -> (Words, Vec<u32>) {
        (Words::of(self.words), self.codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_their_part() {
        let mut builder = WordsBuilder::new();
        ["Blue", "Größe", "", "Blue"].iter().for_each(|word| builder.push(word));
        let (words, codes) = builder.finish();
        assert_eq!(codes, [1, 2, 0, 1]);
        assert_eq!(Words::of_part(&words.to_part()), Some(words.clone()));
        assert_eq!(words.folded().at(1), "blue");
        let Part { numbers, text } = words.to_part();
        for length in 0..numbers.len() {
            assert_eq!(Words::of_part(&Part { numbers: numbers[..length].to_vec(), text: text.clone() }), None);
        }
        assert_eq!(Words::of_part(&Part { numbers, text: format!("{text}x") }), None);
    }
}
