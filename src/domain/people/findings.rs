//! What of a sync deserves a look: values that cannot be used, and fields without any. Each is said in one line.

use super::roster::Roster;
use crate::domain::fields::{Field, Fields};
use crate::domain::text::words::{counted, grouped};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A field that many people had a value for, and nobody has now.
    Lost {
        field: Field,
        /// How many had one in the sync before, …
        filled: usize,
        /// … of how many people.
        people: usize,
    },
    /// Required fields that can be read and are empty for everybody.
    Empty(Fields),
    /// Values that cannot be used.
    Odd { field: Field, count: usize },
}

/// A field is lost if at least one person in so many had a value: an end of employment goes with whoever leaves.
const LOST_FROM: usize = 4;

impl Finding {
    /// What a sync found, weightiest first. `before` is the sync before it.
    pub fn all(roster: &Roster, before: Option<&Roster>) -> Vec<Finding> {
        let was_filled = |field: Field| {
            let before = before.filter(|before| before.readable().contains(field))?;
            let (filled, people) = (before.filled(field), before.len());
            (filled * LOST_FROM >= people.max(1)).then_some(Finding::Lost { field, filled, people })
        };
        // Also a field that cannot be read any more: nobody asks for it, so nothing else tells.
        let is_empty = |field: &Field| !roster.is_empty() && roster.filled(*field) == 0;
        let lost: Vec<Finding> = Field::all().filter(is_empty).filter_map(was_filled).collect();
        let is_lost =
            |field: Field| lost.iter().any(|it| matches!(it, Finding::Lost { field: of, .. } if *of == field));
        let empty = Finding::empty(roster, Field::all().filter(|&field| !is_lost(field)).collect());
        let odd = Field::all().map(|field| Finding::Odd { field, count: roster.odd_count(field) });
        let odd = odd.filter(|it| !matches!(it, Finding::Odd { count: 0, .. })).collect::<Vec<_>>();
        lost.into_iter().chain(empty).chain(odd).collect()
    }

    /// Which of these fields are required, were read, and are empty for everybody; `None` if none is.
    pub fn empty(roster: &Roster, among: Fields) -> Option<Finding> {
        let empty: Fields = among.iter().filter(|&field| roster.is_empty_for_all(field)).collect();
        (!empty.is_empty()).then_some(Finding::Empty(empty))
    }

    /// Whether something is gone that was there.
    pub fn is_loss(&self) -> bool {
        matches!(self, Finding::Lost { .. })
    }
}

impl fmt::Display for Finding {
    /// As `Office: 40 of 40 had a value, none has now`, or `2 values of Email: no address (odd:email)`: the query finds them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Lost { field, filled, people } => {
                write!(f, "{field}: {} of {} had a value, none has now", grouped(*filled), grouped(*people))
            }
            Finding::Empty(fields) => {
                let names: Vec<&str> = fields.iter().map(Field::name).collect();
                write!(f, "empty for everybody, though required: {}", names.join(", "))
            }
            Finding::Odd { field, count } => {
                let values = counted(*count, "value", "values");
                write!(f, "{values} of {field}: {} (odd:{})", why_odd(*field), field.id())
            }
        }
    }
}

/// Why a value of a field cannot be used.
pub fn why_odd(field: Field) -> &'static str {
    match field {
        Field::Email | Field::PersonalEmail => "no address",
        Field::Supervisor => "not in the company",
        _ => "not understood",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::{DateField, TextField};
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn company(emails: &[&str], ends: &[&str]) -> Roster {
        let mut builder = RosterBuilder::new();
        for (id, email) in emails.iter().enumerate() {
            let end = ends.get(id).copied().unwrap_or_default();
            builder.push(
                Employee::new(PersonId(id as u64 + 1))
                    .with(TextField::Email, email)
                    .with(TextField::Office, "Dublin")
                    .on(DateField::TerminationDate, end),
            );
        }
        builder.finish([Field::Email, Field::Office, Field::TerminationDate].into_iter().collect())
    }

    fn words(now: &Roster, before: Option<&Roster>) -> Vec<String> {
        Finding::all(now, before).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn what_is_gone_is_told_before_what_is_empty_and_what_is_odd() {
        let full = company(&["a@x.example", "anna@", "b@x.example", "c@x.example", "d@x.example"], &["2027-01-01"]);
        assert_eq!(words(&full, None), ["1 value of Email: no address (odd:email)"]);
        let empty = company(&["", "", ""], &[]);
        let lost = "Email: 5 of 5 had a value, none has now";
        assert_eq!(words(&empty, Some(&full)), [lost, "empty for everybody, though required: Termination Date"]);
        assert_eq!(words(&empty, None), ["empty for everybody, though required: Email, Termination Date"]);
        assert!(words(&Roster::empty(), Some(&full)).is_empty());
    }
}
