//! Why somebody is in the table: where what the query looks for stands in the columns that are shown, and else which field
//! has it.

use crate::domain::fields::{Field, Fields};
use crate::domain::people::bits::Row;
use crate::domain::people::column::Column;
use crate::domain::people::roster::Roster;
use crate::domain::query::Needle;
use crate::domain::text::place::Haystack;
use std::ops::Range;

/// What the query found a person by, as one column after the other is drawn.
pub struct Found<'a> {
    needles: &'a [Needle],
    are_in_sight: Vec<bool>,
}

impl<'a> Found<'a> {
    pub fn by(needles: &'a [Needle]) -> Found<'a> {
        Found { needles, are_in_sight: vec![false; needles.len()] }
    }

    /// The places in the text of a column.
    pub fn places_in(&mut self, column: Column, text: &str) -> Vec<Range<usize>> {
        let here = fields_of(column);
        let mut haystack = None;
        let mut places = Vec::new();
        for (needle, is_in_sight) in self.needles.iter().zip(&mut self.are_in_sight) {
            if shares(needle.fields(), here) {
                let haystack = haystack.get_or_insert_with(|| Haystack::of(text));
                let place = needle.place_in(text, haystack);
                *is_in_sight |= place.is_some();
                places.extend(place);
            }
        }
        places
    }

    /// The field that has something of the query which no drawn column has. One that the query names is not told again.
    pub fn elsewhere(&self, row: Row, roster: &Roster) -> Option<Field> {
        let unseen = self.needles.iter().zip(&self.are_in_sight).filter(|(_, is_in_sight)| !**is_in_sight);
        let is_named = |needle: &Needle| needle.fields().iter().count() == 1;
        let unseen: Vec<&Needle> = unseen.map(|(needle, _)| needle).filter(|needle| !is_named(needle)).collect();
        let asked = unseen.iter().fold(Fields::NONE, |fields, needle| fields.union(needle.fields()));
        asked.iter().find(|&field| {
            let text = roster.value(field, row);
            let haystack = Haystack::of(&text);
            let mut here = unseen.iter().filter(|needle| needle.fields().contains(field));
            here.any(|needle| needle.place_in(&text, &haystack).is_some())
        })
    }
}

/// The fields that a column shows as they are.
fn fields_of(column: Column) -> Fields {
    match column {
        Column::Name => Fields::of(&[Field::FirstName, Field::LastName]),
        Column::Field(field) => Fields::of(&[field]),
        _ => Fields::NONE,
    }
}

fn shares(one: Fields, other: Fields) -> bool {
    one.iter().any(|field| other.contains(field))
}
