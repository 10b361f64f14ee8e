//! The columns that a roster is made of: texts of their own, and words that many people share.
//! Dense arrays only, so that a column is read, written and scanned as a few large pieces.

use crate::domain::people::bits::Row;
use crate::domain::text::fold::fold_spellings_into;
use std::collections::HashMap;

/// Texts one behind the other in a single buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Appends a text. A buffer holds 4 GiB; what is beyond is dropped, far above the largest company.
    pub fn push(&mut self, text: &str) {
        if self.bytes.len() + text.len() <= u32::MAX as usize {
            self.bytes.push_str(text);
        }
        self.ends.push(self.bytes.len() as u32);
    }

    /// The text at an index; `""` beyond the end.
    pub fn at(&self, index: usize) -> &str {
        let end = self.ends.get(index).map_or(0, |&end| end as usize);
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.bytes.get(start..end).unwrap_or("")
    }

    /// How many texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All texts as one buffer.
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
    pub(super) fn picked(&self, order: &[u32]) -> Texts {
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
    /// The word of a row.
    pub fn at(&self, row: Row) -> &str {
        self.words.at(self.code(row) as usize)
    }

    /// The code of a row.
    pub fn code(&self, row: Row) -> u32 {
        self.codes.get(row.index()).copied().unwrap_or(0)
    }

    /// A code a row.
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Every word, by code.
    pub fn words(&self) -> &Texts {
        &self.words
    }

    /// Every word's search text, by code.
    pub fn folded(&self) -> &Texts {
        &self.folded
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
        fold_spellings_into(&mut word, words.at(index));
        folded.push(&word);
    }
    folded
}

/// Collects words.
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

/// A column of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextColumn {
    /// Nearly every person has another one.
    Distinct(Texts),
    /// Many people share one.
    Shared(Words),
}

impl TextColumn {
    /// The text of a row.
    pub fn at(&self, row: Row) -> &str {
        match self {
            TextColumn::Distinct(texts) => texts.at(row.index()),
            TextColumn::Shared(words) => words.at(row),
        }
    }
}
