//! A set of rows as one bit each: what queries, marks and selections are made of.

/// A person's place in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(pub u32);

impl Row {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of the rows `0..len`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// The empty set of rows below `len`.
    pub fn none(len: usize) -> Bits {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    /// All rows below `len`.
    pub fn all(len: usize) -> Bits {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.clear_tail();
        bits
    }

    /// The given rows; those from `len` on are ignored.
    pub fn of(len: usize, rows: impl IntoIterator<Item = Row>) -> Bits {
        let mut bits = Bits::none(len);
        for row in rows {
            bits.set(row, true);
        }
        bits
    }

    /// The rows below `len` that pass. They are asked in no particular order.
    pub fn from_fn(len: usize, mut passes: impl FnMut(Row) -> bool) -> Bits {
        let words = (0..len.div_ceil(64))
            .map(|word| {
                let rows = word * 64..(word * 64 + 64).min(len);
                rows.rev().fold(0, |bits, row| bits << 1 | u64::from(passes(Row(row as u32))))
            })
            .collect();
        Bits { words, len }
    }

    /// How many rows there could be, not how many there are: see [`Bits::count`].
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the set cannot hold any row. See [`Bits::any`] for whether it does.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn any(&self) -> bool {
        self.words.iter().any(|&word| word != 0)
    }

    pub fn has(&self, row: Row) -> bool {
        self.words.get(row.index() / 64).is_some_and(|word| word >> (row.0 % 64) & 1 == 1)
    }

    /// Puts a row in or takes it out; a row beyond the end is ignored.
    pub fn set(&mut self, row: Row, present: bool) {
        if row.index() < self.len
            && let Some(word) = self.words.get_mut(row.index() / 64)
        {
            let bit = 1 << (row.0 % 64);
            *word = if present { *word | bit } else { *word & !bit };
        }
    }

    /// Intersection: keeps the rows that are in both.
    pub fn keep(&mut self, other: &Bits) {
        self.combine(other, |a, b| a & b);
    }

    /// Union: adds the rows of the other.
    pub fn add(&mut self, other: &Bits) {
        self.combine(other, |a, b| a | b);
    }

    /// Difference: takes out the rows of the other.
    pub fn remove(&mut self, other: &Bits) {
        self.combine(other, |a, b| a & !b);
    }

    /// Symmetric difference: flips the rows of the other.
    pub fn flip(&mut self, other: &Bits) {
        self.combine(other, |a, b| a ^ b);
    }

    /// Complement: the rows that are not in the set.
    #[must_use]
    pub fn inverse(mut self) -> Bits {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_tail();
        self
    }

    pub fn count_shared(&self, other: &Bits) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// The rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                (left != 0).then(|| {
                    let bit = left.trailing_zeros();
                    left &= left - 1;
                    Row(index as u32 * 64 + bit)
                })
            })
        })
    }

    /// The 64-bit words, for a file.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// From the words of a file; `None` if their number does not fit.
    pub fn from_words(words: Vec<u64>, len: usize) -> Option<Bits> {
        (words.len() == len.div_ceil(64)).then(|| {
            let mut bits = Bits { words, len };
            bits.clear_tail();
            bits
        })
    }

    fn combine(&mut self, other: &Bits, with: impl Fn(u64, u64) -> u64) {
        for (mine, &theirs) in self.words.iter_mut().zip(&other.words) {
            *mine = with(*mine, theirs);
        }
        self.clear_tail();
    }

    fn clear_tail(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_combine_like_sets() {
        for len in [0, 1, 63, 64, 65, 200] {
            let even = Bits::from_fn(len, |row| row.0 % 2 == 0);
            let thirds = Bits::of(len, (0..len as u32).filter(|row| row % 3 == 0).map(Row));
            let mut both = even.clone();
            both.keep(&thirds);
            assert!(both.rows().map(Row::index).eq((0..len).filter(|row| row % 6 == 0)), "{len}");
            assert_eq!(even.count_shared(&thirds), both.count());
            assert_eq!(even.clone().inverse().count(), len - even.count());
            let mut twice = even.clone();
            twice.flip(&thirds);
            twice.flip(&thirds);
            assert_eq!(twice, even);
            assert_eq!(Bits::all(len).count(), len);
        }
    }

    #[test]
    fn a_row_beyond_the_end_is_never_in_the_set() {
        let mut bits = Bits::none(3);
        bits.set(Row(3), true);
        bits.set(Row(700), true);
        assert!(!bits.any() && !bits.has(Row(700)));
    }
}
