//! Words about a field that two screens share.

use crate::domain::fields::Field;
use crate::domain::people::roster::Roster;
use crate::domain::text::words::grouped;

/// How many values of a field could not be understood, if there are any.
pub fn odd_words(roster: &Roster, field: Field) -> Option<String> {
    let count = roster.odd_count(field);
    let what = if field == Field::Supervisor { "not in the company" } else { "not understood" };
    (count > 0).then(|| format!("{} {what}", grouped(count)))
}
