//! Words about a field that two screens share.

use crate::domain::fields::Field;
use crate::domain::people::findings::why_odd;
use crate::domain::people::roster::Roster;
use crate::domain::text::words::grouped;

/// How many values of a field cannot be used, if there are any.
pub fn odd_words(roster: &Roster, field: Field) -> Option<String> {
    let count = roster.odd_count(field);
    (count > 0).then(|| format!("{} {}", grouped(count), why_odd(field)))
}
