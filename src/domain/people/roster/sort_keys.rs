//! What rows are sorted by: a number or a text for each row, made once for a whole sort. Empty values come last in both
//! directions.

use super::block::is_shared;
use super::columns::Texts;
use super::table::Roster;
use crate::domain::fields::{DateField, Field, FieldKind, TextField};
use crate::domain::people::bits::Row;
use crate::domain::text::fold::fold;
use std::cmp::Ordering;

/// A sort key for each row of a roster, by row.
pub enum SortKeys {
    /// `None` is an empty value.
    Numbers(Vec<Option<u64>>),
    /// Folded; `""` is an empty value.
    Texts(Texts),
}

impl SortKeys {
    /// The keys of a text for each row.
    pub fn folded(texts: impl Iterator<Item = impl AsRef<str>>) -> SortKeys {
        let mut keys = Texts::default();
        texts.for_each(|text| keys.push(&fold(text.as_ref())));
        SortKeys::Texts(keys)
    }

    /// Sorts rows; equal ones stay in the order that they are in.
    ///
    /// # Panics
    /// If a row has no number: they must be rows of the roster that the keys were made for.
    pub fn sort(&self, rows: &mut [Row], descending: bool) {
        match self {
            SortKeys::Numbers(keys) => rows.sort_by(|a, b| compare(keys[a.index()], keys[b.index()], descending)),
            SortKeys::Texts(keys) => {
                let key = |row: &Row| Some(keys.at(row.index())).filter(|text| !text.is_empty());
                rows.sort_by(|a, b| compare(key(a), key(b), descending));
            }
        }
    }
}

fn compare<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

impl Roster {
    /// The number of each row that sorts as its day does.
    fn day_keys(&self, field: DateField) -> Vec<Option<u64>> {
        let mut keys = Vec::with_capacity(self.len());
        let key = |day: i32| u64::from(day.wrapping_sub(i32::MIN) as u32);
        for place in 0..self.blocks.len() {
            self.block(place).each_day(field, |_, day| keys.push(day.map(key)));
        }
        keys
    }

    /// The number of each row that sorts as its word does.
    fn word_ranks(&self, field: TextField) -> Vec<Option<u64>> {
        let ranks = self.words(field).ranks();
        let mut keys = Vec::with_capacity(self.len());
        for place in 0..self.blocks.len() {
            self.block(place).each_code(field, |_, code| keys.push(ranks.get(code).copied().flatten()));
        }
        keys
    }

    /// The keys of a field: days and birthdays in the order of the calendar, people with a picture first, texts as they
    /// fold. Words that people share are folded once and compared as numbers.
    pub fn sort_keys(&self, field: Field) -> SortKeys {
        if let Some(date) = DateField::of(field) {
            return SortKeys::Numbers(self.day_keys(date));
        }
        match TextField::of(field) {
            Some(text) if is_shared(text) => SortKeys::Numbers(self.word_ranks(text)),
            Some(text) => SortKeys::folded(self.rows().map(|row| self.text(text, row))),
            None => match field.info().kind {
                FieldKind::Birthday => {
                    SortKeys::Numbers(self.rows().map(|row| Some(u64::from(self.birthday(row)?.bits()))).collect())
                }
                FieldKind::Picture => {
                    SortKeys::Numbers(self.rows().map(|row| Some(u64::from(!self.has_picture(row)))).collect())
                }
                _ => SortKeys::folded(self.rows().map(|row| self.value(field, row))),
            },
        }
    }
}
