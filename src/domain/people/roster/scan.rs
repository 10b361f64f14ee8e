//! Looks at everybody, block by block. What many people share is looked at once, and a block that nothing can be found in
//! is not read.

use super::block::{BLOCK_ROWS, Block, is_shared};
use super::columns::Texts;
use super::parallel::{each_in_order, each_piece};
use super::searched::{Searched, is_noted};
use super::table::Roster;
use crate::domain::calendar::Day;
use crate::domain::fields::{DateField, Field, FieldKind, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::text::fold::fold_words_into;
use std::ops::Range;

/// So many rows are made something of at once: few enough that it stays near the processor until it is taken.
const PIECE_ROWS: usize = 1024;
/// Words of bits that a block fills.
const BLOCK_WORDS: usize = BLOCK_ROWS / 64;

impl Roster {
    /// The rows that are found in what is searched: `find` puts them in by their place.
    pub fn rows_searched(&self, find: impl Fn(&Searched, &mut dyn FnMut(usize)) + Sync) -> Bits {
        self.by_searched(|people, found| {
            find(people, &mut |row| {
                if let Some(word) = found.get_mut(row / 64) {
                    *word |= 1 << (row % 64);
                }
            });
        })
    }

    /// The rows that have a letter in what is searched; `None` if it is not noted of anybody.
    pub fn rows_with_letter(&self, letter: u8) -> Option<Bits> {
        if !is_noted(letter) {
            return None;
        }
        Some(self.by_searched(|people, found| {
            let words = people.with_letter(letter).into_iter().flatten();
            found.iter_mut().zip(words).for_each(|(found, word)| *found = word);
        }))
    }

    /// The rows whose text passes. A word that many people share is tested once.
    pub fn rows_where(&self, field: TextField, passes: impl Fn(&str) -> bool + Sync) -> Bits {
        if is_shared(field) {
            return self.rows_of_words(field, self.words(field).plain(), passes);
        }
        self.by_block(|block, found| {
            for row in (0..block.rows()).filter(|&row| passes(block.text(field, row))) {
                found[row / 64] |= 1 << (row % 64);
            }
        })
    }

    /// The same, but tests the folded spellings: see [`crate::domain::text::fold::fold_words_into`].
    pub fn rows_where_folded(&self, field: TextField, passes: impl Fn(&str) -> bool + Sync) -> Bits {
        if is_shared(field) {
            return self.rows_of_words(field, self.words(field).folded(), passes);
        }
        self.by_block(|block, found| {
            let mut folded = String::new();
            for row in 0..block.rows() {
                folded.clear();
                fold_words_into(&mut folded, block.text(field, row));
                found[row / 64] |= u64::from(passes(&folded)) << (row % 64);
            }
        })
    }

    /// The same of some rows: each of them is looked at.
    pub fn rows_where_folded_among(&self, field: TextField, among: &Bits, passes: impl Fn(&str) -> bool) -> Bits {
        if !is_shared(field) {
            let mut folded = String::new();
            let is_found = |row: &Row| {
                folded.clear();
                fold_words_into(&mut folded, self.text(field, *row));
                passes(&folded)
            };
            return Bits::of(self.len(), among.rows().filter(is_found));
        }
        let Some(has) = passing(self.words(field).folded().iter(), passes) else { return Bits::none(self.len()) };
        let is_found = |row: &Row| self.place(*row).is_some_and(|(block, at)| has(block.code(field, at)));
        Bits::of(self.len(), among.rows().filter(is_found))
    }

    /// The rows of the words whose text passes; `texts` has one for each word.
    fn rows_of_words(&self, field: TextField, texts: &Texts, passes: impl Fn(&str) -> bool) -> Bits {
        let Some(has) = passing(texts.iter(), passes) else { return Bits::none(self.len()) };
        self.by_block(|block, found| {
            block.each_code(field, |row, code| found[row / 64] |= u64::from(has(code)) << (row % 64));
        })
    }

    /// The rows without a value for a field.
    pub fn rows_without(&self, field: Field) -> Bits {
        if let Some(text) = TextField::of(field) {
            return self.rows_where(text, str::is_empty);
        }
        if let Some(date) = DateField::of(field) {
            return self.by_block(|block, found| {
                block.each_day(date, |row, day| found[row / 64] |= u64::from(day.is_none()) << (row % 64));
            });
        }
        match field.info().kind {
            FieldKind::Picture => self.shared.pictures.clone().inverse(),
            _ => Bits::from_fn(self.len(), |row| !self.has_value(field, row)),
        }
    }

    /// Who has left by a day.
    pub fn gone_by(&self, day: Day) -> Bits {
        self.leaving().gone_by(day, self.len())
    }

    /// The values that some of the people have, `""` among them, and how many have each; nothing of a column in which
    /// nobody has the same.
    pub fn word_counts(&self, field: TextField, among: &Bits) -> Vec<(&str, usize)> {
        if !is_shared(field) {
            return Vec::new();
        }
        let words = self.words(field).plain();
        let counts = self.counts(
            words.len(),
            among,
            |block, counter| block.each_code(field, |row, code| counter.count(row, code)),
            |block, row| block.code(field, row),
        );
        let counted = counts.into_iter().enumerate().map(|(code, count)| (words.at(code), count as usize));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// How many of some people report directly to each of [`Roster::bosses`].
    pub fn report_counts(&self, among: &Bits) -> Vec<u32> {
        self.counts(
            self.stored_bosses().len(),
            among,
            |block, counter| block.each_boss(|row, boss| counter.count(row, boss.unwrap_or(usize::MAX))),
            |block, row| block.boss(row).unwrap_or(usize::MAX),
        )
    }

    /// How many of some people have each of `kinds` numbers, which `each` tells of all people of a block and `one` of one.
    fn counts(
        &self,
        kinds: usize,
        among: &Bits,
        each: impl Fn(&Block, &mut Counter),
        one: impl Fn(&Block, usize) -> usize,
    ) -> Vec<u32> {
        let mut counter = Counter::new(kinds);
        let kind = |row: Row| self.place(row).map(|(block, at)| one(block, at));
        if among.count() * 2 < self.len() {
            among.rows().filter_map(kind).for_each(|kind| counter.count(0, kind));
            return counter.sums();
        }
        // All, and then without the few: a walk over dense numbers is many times faster than one over rows.
        (0..self.blocks.len()).for_each(|place| each(self.block(place), &mut counter));
        let mut counts = counter.sums();
        for kind in among.clone().inverse().rows().filter_map(kind) {
            if let Some(count) = counts.get_mut(kind) {
                *count -= 1;
            }
        }
        counts
    }

    /// The texts of some rows, in their order: what is the same for neighbours is looked up once.
    pub fn texts<'a>(&'a self, field: TextField, rows: &[Row], mut take: impl FnMut(&'a str)) {
        if is_shared(field) {
            let words = self.words(field).plain();
            return self.each_run(rows, |_, block, at| block.codes(field, at, |_, word| take(words.at(word))));
        }
        self.each_run(rows, |_, block, at| {
            block.text_places(field, at, |place| take(block.part().text.get(place).unwrap_or("")));
        });
    }

    /// Where the own texts of some rows stand in a text, which is returned. `None` if they do not stand in one: rows of
    /// different blocks, or words that people share.
    pub fn texts_together(&self, field: TextField, rows: &[Row], mut take: impl FnMut(Range<usize>)) -> Option<&str> {
        let (block, _) = self.place(*rows.first()?)?;
        if is_shared(field) || !rows.windows(2).all(|rows| is_same_block(&rows[0], &rows[1])) {
            return None;
        }
        self.each_run(rows, |_, _, at| block.text_places(field, at, &mut take));
        Some(&block.part().text)
    }

    /// Whether what people have in a field is shared words.
    pub fn has_words(field: TextField) -> bool {
        is_shared(field)
    }

    /// The days of some rows in the same way.
    pub fn days(&self, field: DateField, rows: &[Row], mut take: impl FnMut(Option<Day>)) {
        self.day_numbers(field, rows, |day| take(day.and_then(Day::from_number)));
    }

    /// The same as days since 1970-01-01.
    pub fn day_numbers(&self, field: DateField, rows: &[Row], mut take: impl FnMut(Option<i32>)) {
        self.each_run(rows, |_, block, at| block.days(field, at, |_, day| take(day)));
    }

    /// The names of the supervisors of some rows, `""` where nobody is entered.
    pub fn supervisor_names<'a>(&'a self, rows: &[Row], mut take: impl FnMut(&'a str)) {
        self.each_run(rows, |rows, block, at| {
            let mut rows = rows.iter();
            block.bosses(at, |_, boss| take(rows.next().map_or("", |&row| self.boss_name(row, boss))));
        });
    }

    /// Some rows as runs of neighbours, with the block of each and their places there. Rows that are none of the roster's are
    /// left out.
    pub(super) fn each_run<'a>(&'a self, rows: &[Row], mut take: impl FnMut(&[Row], &'a Block, Range<usize>)) {
        for run in rows.chunk_by(|a, b| b.index() == a.index() + 1 && is_same_block(a, b)) {
            if let Some((block, at)) = run.first().and_then(|&row| self.place(row)) {
                take(run, block, at..at + run.len());
            }
        }
    }

    /// Makes something of some rows, piece by piece on two threads, and takes it in their order. `make` gets the roster to
    /// ask about the rows of a piece: where nobody is kept in memory, what it reads goes with it. What it makes may have been
    /// made of an earlier piece, and taken.
    ///
    /// # Errors
    /// The first one of `take`, which ends it.
    pub fn each_in_order<T: Default + Send, E>(
        &self,
        rows: &[Row],
        make: impl Fn(&Roster, &[Row], &mut T) + Sync,
        take: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<(), E> {
        // In another order neighbours are of different blocks, each of which would be read for many pieces.
        if !self.keeps && rows.is_sorted() {
            let pieces: Vec<&[Row]> = rows.chunk_by(is_same_block).collect();
            return each_in_order(&pieces, |rows, made| make(&self.reopened(), rows, made), take);
        }
        let pieces: Vec<&[Row]> = rows.chunks(PIECE_ROWS).collect();
        each_in_order(&pieces, |rows, made| make(self, rows, made), take)
    }

    /// A set of rows, from what `find` sets in the words of each block.
    fn by_block(&self, find: impl Fn(&Block, &mut [u64]) + Sync) -> Bits {
        self.by_words(|place, found| match self.block_if_kept(place) {
            Some(block) => find(block, found),
            None => find(&self.read_block(place), found),
        })
    }

    /// The same, from what is searched of each block.
    fn by_searched(&self, find: impl Fn(&Searched, &mut [u64]) + Sync) -> Bits {
        self.by_words(|place, found| match self.searched_if_kept(place) {
            Some(people) => find(people, found),
            None => find(&self.read_searched(place), found),
        })
    }

    /// The same, where `find` gets the place of the block.
    fn by_words(&self, find: impl Fn(usize, &mut [u64]) + Sync) -> Bits {
        let mut words = vec![0; self.len().div_ceil(64)];
        let pieces = words.chunks_mut(BLOCK_WORDS).enumerate();
        each_piece(pieces, |(place, found)| find(place, found));
        Bits::from_words(words, self.len()).unwrap_or_default()
    }
}

/// Tells of the place of a text whether it passes: each is tested once. `None` if none passes.
fn passing<'a>(
    texts: impl Iterator<Item = &'a str>,
    passes: impl Fn(&str) -> bool,
) -> Option<impl Fn(usize) -> bool + Sync> {
    let passing: Vec<bool> = texts.map(passes).collect();
    let is_any = passing.contains(&true);
    is_any.then_some(move |place: usize| passing.get(place).copied().unwrap_or(false))
}

fn is_same_block(a: &Row, b: &Row) -> bool {
    a.index() / BLOCK_ROWS == b.index() / BLOCK_ROWS
}

/// Counts numbers. Neighbours often have the same one, and a single count would wait for itself.
struct Counter([Vec<u32>; 4]);

impl Counter {
    fn new(kinds: usize) -> Counter {
        Counter(std::array::from_fn(|_| vec![0; kinds]))
    }

    /// One that is too large is not counted.
    #[inline]
    fn count(&mut self, row: usize, kind: usize) {
        if let Some(count) = self.0[row % 4].get_mut(kind) {
            *count += 1;
        }
    }

    fn sums(self) -> Vec<u32> {
        let [mut sums, second, third, fourth] = self.0;
        for (kind, sum) in sums.iter_mut().enumerate() {
            *sum += second[kind] + third[kind] + fourth[kind];
        }
        sums
    }
}
