//! The columns of a roster, and how a value of a person is read from them.

use super::block::{BLOCK_ROWS, Block, is_shared};
use super::bosses::{Boss, Bosses};
use super::columns::Words;
use super::ids::Ids;
use super::leaving::Leaving;
use super::searched::Searched;
use super::source::{Lazy, Stored};
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Field, FieldKind, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use crate::domain::text::fold::FIELD_END;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most people that a snapshot may hold; far above the largest company.
pub const MAX_PEOPLE: usize = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supervisor<'a> {
    /// Nobody is entered.
    None,
    Colleague(Row),
    /// Somebody who is not among the people: the name that Personio nests in the record; `""` if it has none.
    Outside(&'a str),
}

/// A supervisor who is not among the people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outsider {
    pub(super) id: Option<PersonId>,
    pub(super) name: Box<str>,
}

#[derive(Clone, Debug)]
pub struct Roster {
    pub(super) len: usize,
    /// Where the parts are that were not read yet; `None` if all are here.
    pub(super) stored: Option<Arc<Stored>>,
    /// Whether what is read stays in memory; else only what is asked for by the row does.
    pub(super) keeps: bool,
    pub(super) blocks: Vec<Lazy<Box<Block>>>,
    pub(super) searched: Vec<Lazy<Box<Searched>>>,
    pub(super) shared: Arc<Shared>,
}

/// What is of all people and stands in no block.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    /// By `TextField as usize`; those of fields without shared words are never asked for.
    pub(super) words: [Lazy<Words>; TextField::COUNT],
    pub(super) leaving: Lazy<Leaving>,
    pub(super) ids: Lazy<Ids>,
    pub(super) bosses: Lazy<Bosses>,
    pub(super) outsiders: BTreeMap<u32, Outsider>,
    pub(super) pictures: Bits,
    pub(super) suspicious: Bits,
    pub(super) shared_email: Bits,
    pub(super) added: Bits,
    pub(super) changed: Bits,
    pub(super) odd: BTreeMap<u32, Fields>,
    pub(super) readable: Fields,
    pub(super) filled: [usize; Field::COUNT],
    pub(super) odd_counts: [usize; Field::COUNT],
}

/// How many people have an odd value for each field.
pub(super) fn odd_counts(odd: &BTreeMap<u32, Fields>) -> [usize; Field::COUNT] {
    let mut counts = [0; Field::COUNT];
    for field in odd.values().flat_map(|fields| fields.iter()) {
        counts[field as usize] += 1;
    }
    counts
}

impl Roster {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All rows, in the order of names.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row> + DoubleEndedIterator + use<> {
        (0..self.len as u32).map(Row)
    }

    /// The block that a row is in, and its place there; `None` beyond the end.
    #[inline]
    pub(super) fn place(&self, row: Row) -> Option<(&Block, usize)> {
        let row = row.index();
        (row < self.len).then(|| (self.block(row / BLOCK_ROWS), row % BLOCK_ROWS))
    }

    fn searched(&self, row: Row) -> Option<(&Searched, usize)> {
        let row = row.index();
        (row < self.len).then(|| (self.searched_at(row / BLOCK_ROWS), row % BLOCK_ROWS))
    }

    pub fn id(&self, row: Row) -> PersonId {
        self.place(row).map(|(block, at)| PersonId(block.id(at))).unwrap_or_default()
    }

    /// The row of a person, if they are in the company.
    pub fn row_of(&self, id: PersonId) -> Option<Row> {
        self.ids().row_of(id)
    }

    /// A text as in Personio; `""` where empty.
    #[inline]
    pub fn text(&self, field: TextField, row: Row) -> &str {
        let Some((block, at)) = self.place(row) else { return "" };
        if is_shared(field) { self.words(field).plain().at(block.code(field, at)) } else { block.text(field, at) }
    }

    /// Some of the values that people have, at most so many, sorted; none of a column in which nobody has the same.
    pub fn values(&self, field: TextField, most: usize) -> Vec<String> {
        if !is_shared(field) {
            return Vec::new();
        }
        let words: BTreeSet<&str> = self.words(field).plain().iter().filter(|word| !word.is_empty()).collect();
        words.into_iter().take(most).map(str::to_string).collect()
    }

    /// A day; `None` where it is empty.
    #[inline]
    pub fn day(&self, field: DateField, row: Row) -> Option<Day> {
        self.day_number(field, row).and_then(Day::from_number)
    }

    /// The same as days since 1970-01-01: many of them are compared faster so.
    #[inline]
    pub fn day_number(&self, field: DateField, row: Row) -> Option<i32> {
        self.place(row).and_then(|(block, at)| block.day(field, at))
    }

    /// The first of some days; `None` where all of them are empty.
    pub fn earliest(&self, fields: &[DateField], row: Row) -> Option<Day> {
        fields.iter().filter_map(|&field| self.day(field, row)).min()
    }

    /// Month and day of birth; `None` where it is unknown.
    pub fn birthday(&self, row: Row) -> Option<MonthDay> {
        self.place(row).and_then(|(block, at)| block.birthday(at))
    }

    pub fn supervisor(&self, row: Row) -> Supervisor<'_> {
        match self.boss(row).and_then(|place| self.bosses().get(place)) {
            Some(boss) => Supervisor::Colleague(boss.row),
            None => match self.shared.outsiders.get(&row.0) {
                Some(outsider) => Supervisor::Outside(&outsider.name),
                None => Supervisor::None,
            },
        }
    }

    /// Which of [`Roster::bosses`] somebody reports to.
    #[inline]
    fn boss(&self, row: Row) -> Option<usize> {
        self.place(row).and_then(|(block, at)| block.boss(at))
    }

    /// Those who have somebody reporting to them, in the order of rows.
    pub fn bosses(&self) -> &[Boss] {
        self.stored_bosses().as_slice()
    }

    /// The name of somebody's supervisor; `""` if nobody is entered.
    pub fn supervisor_name(&self, row: Row) -> &str {
        self.boss_name(row, self.boss(row))
    }

    /// The same, where it is known which of [`Roster::bosses`] that is.
    #[inline]
    pub(super) fn boss_name(&self, row: Row, boss: Option<usize>) -> &str {
        match boss {
            Some(boss) => self.stored_bosses().name(boss),
            None => self.shared.outsiders.get(&row.0).map_or("", |outsider| &outsider.name),
        }
    }

    /// Those whose supervisor is not among the people, with the name that Personio nests in the record.
    pub fn outsiders(&self) -> impl Iterator<Item = (Row, &str)> {
        self.shared.outsiders.iter().map(|(&row, outsider)| (Row(row), outsider.name.as_ref()))
    }

    pub fn has_picture(&self, row: Row) -> bool {
        self.shared.pictures.has(row)
    }

    /// First and last name; `""` if there is neither.
    pub fn name(&self, row: Row) -> Cow<'_, str> {
        let (first, last) = (self.text(TextField::FirstName, row), self.text(TextField::LastName, row));
        match (first, last) {
            (name, "") | ("", name) => Cow::Borrowed(name),
            _ => Cow::Owned(format!("{first} {last}")),
        }
    }

    /// The name, or for a person without one `(no name)` with the id.
    pub fn display_name(&self, row: Row) -> Cow<'_, str> {
        let name = self.name(row);
        if name.trim().is_empty() { Cow::Owned(format!("(no name) {}", self.id(row))) } else { name }
    }

    /// The names of these people in the order of the roster, each person once; ids of nobody here are left out.
    pub fn names(&self, ids: impl IntoIterator<Item = PersonId>) -> Vec<String> {
        let rows: BTreeSet<Row> = ids.into_iter().filter_map(|id| self.row_of(id)).collect();
        rows.into_iter().map(|row| self.display_name(row).into_owned()).collect()
    }

    /// A value as text: dates `2020-02-01`, birthdays `02-29`, a picture `true` or `false`, nothing `""`.
    pub fn value(&self, field: Field, row: Row) -> Cow<'_, str> {
        if let Some(text) = TextField::of(field) {
            return Cow::Borrowed(self.text(text, row));
        }
        if let Some(date) = DateField::of(field) {
            return self.day(date, row).map_or(Cow::Borrowed(""), |day| Cow::Owned(day.to_string()));
        }
        match field.info().kind {
            FieldKind::Birthday => self.birthday(row).map_or(Cow::Borrowed(""), |day| Cow::Owned(day.to_string())),
            FieldKind::Picture => Cow::Borrowed(if self.has_picture(row) { "true" } else { "false" }),
            FieldKind::Person => Cow::Borrowed(self.supervisor_name(row)),
            FieldKind::Text | FieldKind::Word | FieldKind::Day => Cow::Borrowed(""),
        }
    }

    /// The name as a query finds it: see [`crate::domain::text::fold::fold_words_into`].
    pub fn folded_name(&self, row: Row) -> &str {
        self.search_text(row).split(FIELD_END).next().unwrap_or_default()
    }

    /// Whether a person has a value for a field.
    pub fn has_value(&self, field: Field, row: Row) -> bool {
        if let Some(text) = TextField::of(field) {
            return !self.text(text, row).is_empty();
        }
        if let Some(date) = DateField::of(field) {
            return self.day_number(date, row).is_some();
        }
        match field.info().kind {
            FieldKind::Birthday => self.birthday(row).is_some(),
            FieldKind::Picture => self.has_picture(row),
            FieldKind::Person | FieldKind::Text | FieldKind::Word | FieldKind::Day => {
                self.supervisor(row) != Supervisor::None
            }
        }
    }

    /// How many people have a value for a field.
    pub fn filled(&self, field: Field) -> usize {
        self.shared.filled[field as usize]
    }

    /// Fields with a value of this person that could not be understood, or with an email that is no address.
    pub fn odd(&self, row: Row) -> Fields {
        self.shared.odd.get(&row.0).copied().unwrap_or_default()
    }

    /// How many people have a value for a field that cannot be used: one that was not understood, an email that is no
    /// address, a supervisor who is not among the people.
    pub fn odd_count(&self, field: Field) -> usize {
        self.shared.odd_counts[field as usize]
            + if field == Field::Supervisor { self.shared.outsiders.len() } else { 0 }
    }

    /// The people whom [`Roster::odd_count`] counts.
    pub fn odd_rows(&self, field: Field) -> Bits {
        let rows = self.shared.odd.iter().filter(|(_, fields)| fields.contains(field)).map(|(&row, _)| Row(row));
        let outsiders = self.shared.outsiders.keys().filter(|_| field == Field::Supervisor).map(|&row| Row(row));
        Bits::of(self.len(), rows.chain(outsiders))
    }

    /// The people whom [`Roster::odd_count`] counts for any field, and those with odd text.
    pub fn any_odd_rows(&self) -> Bits {
        let mut rows =
            Bits::of(self.len(), self.shared.odd.keys().chain(self.shared.outsiders.keys()).map(|&row| Row(row)));
        rows.add(&self.shared.suspicious);
        rows
    }

    /// What is searched of a person: name, email and Employee ID, folded, separated by
    /// [`crate::domain::text::fold::FIELD_END`].
    #[inline]
    pub fn search_text(&self, row: Row) -> &str {
        self.searched(row).map_or("", |(people, at)| people.at(at))
    }

    /// People with characters that must not reach a terminal as they are.
    pub fn suspicious(&self) -> &Bits {
        &self.shared.suspicious
    }

    /// People whose email another person has as well.
    pub fn shared_email(&self) -> &Bits {
        &self.shared.shared_email
    }

    /// People who were not in the sync before; nobody after the first.
    pub fn added(&self) -> &Bits {
        &self.shared.added
    }

    /// People with another value than in the sync before; without the new ones.
    pub fn changed(&self) -> &Bits {
        &self.shared.changed
    }

    /// The fields that the credential could read in this sync.
    pub fn readable(&self) -> Fields {
        self.shared.readable
    }

    /// Whether the sync could not read a field, so that nothing is known of anybody's value.
    pub fn is_unread(&self, field: Field) -> bool {
        !self.is_empty() && !self.shared.readable.contains(field)
    }

    /// Whether a required field was read and has no value for anybody. Never so in a company without people.
    pub fn is_empty_for_all(&self, field: Field) -> bool {
        field.is_required() && self.shared.readable.contains(field) && !self.is_empty() && self.filled(field) == 0
    }
}
