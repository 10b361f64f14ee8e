//! Why somebody is in the table: where what the query looks for stands in the columns that are shown, and else which field
//! has it.

use crate::app::screens::recipients::Widths;
use crate::domain::fields::{Field, Fields};
use crate::domain::people::bits::Row;
use crate::domain::people::column::Column;
use crate::domain::people::roster::Roster;
use crate::domain::query::Needle;
use std::ops::Range;

/// The places in the text of a column that the query found it by.
pub fn places_in(column: Column, text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let here = fields_of(column);
    needles.iter().filter(|needle| shares(needle.fields(), here)).filter_map(|needle| needle.place_in(text)).collect()
}

/// The field that has something of the query which no shown column has.
pub fn found_elsewhere(row: Row, widths: &Widths, needles: &[Needle], roster: &Roster) -> Option<Field> {
    let shown = widths.columns.iter().fold(fields_of(Column::Name), |all, &(column, _)| all.union(fields_of(column)));
    let has = |needle: &Needle, field: Field| needle.place_in(&roster.value(field, row)).is_some();
    let has_name = |needle: &Needle| {
        shares(needle.fields(), fields_of(Column::Name)) && needle.place_in(&roster.display_name(row)).is_some()
    };
    needles.iter().find_map(|needle| {
        let mut in_sight = needle.fields().iter().filter(|&field| shown.contains(field));
        let is_in_sight = has_name(needle) || in_sight.any(|field| has(needle, field));
        let mut elsewhere = needle.fields().iter().filter(|&field| !shown.contains(field));
        if is_in_sight { None } else { elsewhere.find(|&field| has(needle, field)) }
    })
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
