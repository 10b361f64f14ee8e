//! The columns of a roster, and how a value of a person is read from them.

use super::bosses::{Boss, Bosses};
use super::columns::{BirthdayColumn, DayColumn, TextColumn, Texts};
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Field, FieldKind, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use crate::domain::text::fold::FIELD_END;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Most people that a snapshot may hold; far above the largest company.
pub const MAX_PEOPLE: usize = 1_000_000;

pub(super) const NO_ROW: u32 = u32::MAX;

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

#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    pub(super) ids: Vec<PersonId>,
    pub(super) by_id: Vec<u32>,
    pub(super) texts: [TextColumn; TextField::COUNT],
    pub(super) days: [DayColumn; DateField::COUNT],
    pub(super) birthdays: BirthdayColumn,
    pub(super) supervisors: Vec<u32>,
    pub(super) outsiders: BTreeMap<u32, Outsider>,
    pub(super) pictures: Bits,
    pub(super) search: Texts,
    pub(super) suspicious: Bits,
    pub(super) shared_email: Bits,
    pub(super) added: Bits,
    pub(super) changed: Bits,
    pub(super) odd: BTreeMap<u32, Fields>,
    pub(super) readable: Fields,
    pub(super) filled: [usize; Field::COUNT],
    pub(super) odd_counts: [usize; Field::COUNT],
    pub(super) bosses: Bosses,
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
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All rows, in the order of names.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row> + DoubleEndedIterator + use<> {
        (0..self.ids.len() as u32).map(Row)
    }

    pub fn id(&self, row: Row) -> PersonId {
        self.ids.get(row.index()).copied().unwrap_or_default()
    }

    /// The row of a person, if they are in the company.
    pub fn row_of(&self, id: PersonId) -> Option<Row> {
        let place = self.by_id.binary_search_by_key(&id, |&row| self.id(Row(row))).ok()?;
        self.by_id.get(place).copied().map(Row)
    }

    /// A text as in Personio; `""` where empty.
    pub fn text(&self, field: TextField, row: Row) -> &str {
        self.texts[field as usize].at(row)
    }

    /// The rows whose text passes. A word that many people share is tested once.
    pub fn rows_where(&self, field: TextField, passes: impl Fn(&str) -> bool) -> Bits {
        self.texts[field as usize].rows_where(passes)
    }

    /// The same, but tests the folded spellings: see [`crate::domain::text::fold::fold_words_into`].
    pub fn rows_where_folded(&self, field: TextField, passes: impl Fn(&str) -> bool) -> Bits {
        self.texts[field as usize].rows_where_folded(passes)
    }

    /// Some of the values that people have, at most so many, sorted; none of a column in which nobody has the same.
    pub fn words(&self, field: TextField, most: usize) -> Vec<String> {
        let TextColumn::Shared(words) = &self.texts[field as usize] else { return Vec::new() };
        let all = words.words();
        let words: BTreeSet<&str> = (0..all.len()).map(|code| all.at(code)).filter(|word| !word.is_empty()).collect();
        words.into_iter().take(most).map(str::to_string).collect()
    }

    /// The values that some of the people have, `""` among them, and how many have each; nothing of a column in which
    /// nobody has the same.
    pub fn word_counts(&self, field: TextField, among: &Bits) -> Vec<(&str, usize)> {
        let TextColumn::Shared(words) = &self.texts[field as usize] else { return Vec::new() };
        let counts = words.counts(among);
        let counted = counts.into_iter().enumerate().map(|(code, count)| (words.words().at(code), count));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// A day; `None` where it is empty.
    pub fn day(&self, field: DateField, row: Row) -> Option<Day> {
        self.days[field as usize].get(row)
    }

    /// The same as days since 1970-01-01: many of them are compared faster so.
    pub fn day_number(&self, field: DateField, row: Row) -> Option<i32> {
        self.days[field as usize].number(row)
    }

    /// The first of some days; `None` where all of them are empty.
    pub fn earliest(&self, fields: &[DateField], row: Row) -> Option<Day> {
        fields.iter().filter_map(|&field| self.day(field, row)).min()
    }

    /// Month and day of birth; `None` where it is unknown.
    pub fn birthday(&self, row: Row) -> Option<MonthDay> {
        self.birthdays.get(row)
    }

    pub fn supervisor(&self, row: Row) -> Supervisor<'_> {
        match self.supervisors.get(row.index()) {
            Some(&boss) if boss != NO_ROW => Supervisor::Colleague(Row(boss)),
            _ => match self.outsiders.get(&row.0) {
                Some(outsider) => Supervisor::Outside(&outsider.name),
                None => Supervisor::None,
            },
        }
    }

    /// How many of some people report to each person directly, by the row of that person.
    pub fn report_counts(&self, among: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        let boss = |row: Row| self.supervisors.get(row.index()).map(|&boss| boss as usize);
        if among.count() * 2 < self.len() {
            among.rows().filter_map(boss).for_each(|boss| counts.get_mut(boss).into_iter().for_each(|it| *it += 1));
            return counts;
        }
        // As for words: all, and then without the few.
        self.supervisors.iter().for_each(|&boss| counts.get_mut(boss as usize).into_iter().for_each(|it| *it += 1));
        let others = among.clone().inverse();
        others.rows().filter_map(boss).for_each(|boss| counts.get_mut(boss).into_iter().for_each(|it| *it -= 1));
        counts
    }

    /// Those who have somebody reporting to them, in the order of rows.
    pub fn bosses(&self) -> &[Boss] {
        self.bosses.get(|| {
            let reports = self.report_counts(&Bits::all(self.len()));
            let bosses = self.rows().zip(reports).filter(|(_, people)| *people > 0);
            bosses.map(|(row, _)| (row, self.folded_name(row))).collect()
        })
    }

    /// Those whose supervisor is not among the people, with the name that Personio nests in the record.
    pub fn outsiders(&self) -> impl Iterator<Item = (Row, &str)> {
        self.outsiders.iter().map(|(&row, outsider)| (Row(row), outsider.name.as_ref()))
    }

    pub fn has_picture(&self, row: Row) -> bool {
        self.pictures.has(row)
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
            FieldKind::Person => match self.supervisor(row) {
                Supervisor::None => Cow::Borrowed(""),
                Supervisor::Colleague(boss) => self.name(boss),
                Supervisor::Outside(name) => Cow::Borrowed(name),
            },
            FieldKind::Text | FieldKind::Word | FieldKind::Day => Cow::Borrowed(""),
        }
    }

    /// The name as a query finds it: see [`crate::domain::text::fold::fold_words_into`].
    pub fn folded_name(&self, row: Row) -> &str {
        self.search.at(row.index()).split(FIELD_END).next().unwrap_or_default()
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

    /// The rows without a value for a field.
    pub fn rows_without(&self, field: Field) -> Bits {
        if let Some(text) = TextField::of(field) {
            return self.rows_where(text, str::is_empty);
        }
        if let Some(date) = DateField::of(field) {
            return self.days[date as usize].rows_without();
        }
        match field.info().kind {
            FieldKind::Birthday => self.birthdays.rows_without(),
            FieldKind::Picture => self.pictures.clone().inverse(),
            FieldKind::Person | FieldKind::Text | FieldKind::Word | FieldKind::Day => {
                Bits::from_fn(self.len(), |row| !self.has_value(field, row))
            }
        }
    }

    /// How many people have a value for a field.
    pub fn filled(&self, field: Field) -> usize {
        self.filled[field as usize]
    }

    /// Fields with a value of this person that could not be understood, or with an email that is no address.
    pub fn odd(&self, row: Row) -> Fields {
        self.odd.get(&row.0).copied().unwrap_or_default()
    }

    /// How many people have a value for a field that cannot be used: one that was not understood, an email that is no
    /// address, a supervisor who is not among the people.
    pub fn odd_count(&self, field: Field) -> usize {
        self.odd_counts[field as usize] + if field == Field::Supervisor { self.outsiders.len() } else { 0 }
    }

    /// The people whom [`Roster::odd_count`] counts.
    pub fn odd_rows(&self, field: Field) -> Bits {
        let rows = self.odd.iter().filter(|(_, fields)| fields.contains(field)).map(|(&row, _)| Row(row));
        let outsiders = self.outsiders.keys().filter(|_| field == Field::Supervisor).map(|&row| Row(row));
        Bits::of(self.len(), rows.chain(outsiders))
    }

    /// The people whom [`Roster::odd_count`] counts for any field, and those with odd text.
    pub fn any_odd_rows(&self) -> Bits {
        let mut rows = Bits::of(self.len(), self.odd.keys().chain(self.outsiders.keys()).map(|&row| Row(row)));
        rows.add(&self.suspicious);
        rows
    }

    /// The search text of each person: name, email and Employee ID, folded, separated by
    /// [`crate::domain::text::fold::FIELD_END`].
    pub fn search(&self) -> &Texts {
        &self.search
    }

    /// People with characters that must not reach a terminal as they are.
    pub fn suspicious(&self) -> &Bits {
        &self.suspicious
    }

    /// People whose email another person has as well.
    pub fn shared_email(&self) -> &Bits {
        &self.shared_email
    }

    /// People who were not in the sync before; nobody after the first.
    pub fn added(&self) -> &Bits {
        &self.added
    }

    /// People with another value than in the sync before; without the new ones.
    pub fn changed(&self) -> &Bits {
        &self.changed
    }

    /// The fields that the credential could read in this sync.
    pub fn readable(&self) -> Fields {
        self.readable
    }

    /// Whether the sync could not read a field, so that nothing is known of anybody's value.
    pub fn is_unread(&self, field: Field) -> bool {
        !self.is_empty() && !self.readable.contains(field)
    }

    /// Whether a required field was read and has no value for anybody. Never so in a company without people.
    pub fn is_empty_for_all(&self, field: Field) -> bool {
        field.is_required() && self.readable.contains(field) && !self.is_empty() && self.filled(field) == 0
    }

    pub(super) fn count_filled(&mut self) {
        for field in Field::all() {
            self.filled[field as usize] = self.len() - self.rows_without(field).count();
        }
    }
}
