//! The list below a sync's result: what deserves a look first, weightiest on top, then what is fine, folded.

use crate::domain::fields::Field;
use crate::domain::people::findings::Finding;
use crate::domain::people::marks::ENDS;
use crate::domain::people::roster::Roster;
use std::cmp::Reverse;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncLine {
    /// A field that many had a value for in the sync before, and nobody has now.
    Lost {
        field: Field,
        /// How many had one, …
        filled: usize,
        /// … of how many people.
        people: usize,
    },
    /// Values that cannot be used.
    Odd(Field),
    /// The sync could not read it.
    Unread(Field),
    /// Some have no value, or nobody has one.
    Without(Field),
    /// Hides or shows the fields that are fine.
    Fold { complete: usize, rare: usize },
    /// Everybody has a value.
    Complete(Field),
    /// Some have a value, as it should be: most contracts have no end.
    Rare(Field),
}

impl SyncLine {
    pub fn field(self) -> Option<Field> {
        match self {
            SyncLine::Lost { field, .. } | SyncLine::Odd(field) | SyncLine::Unread(field) => Some(field),
            SyncLine::Without(field) | SyncLine::Complete(field) | SyncLine::Rare(field) => Some(field),
            SyncLine::Fold { .. } => None,
        }
    }

    /// Whether it is more than that some people have no value.
    pub fn is_warning(self, roster: &Roster) -> bool {
        match self {
            SyncLine::Lost { .. } | SyncLine::Odd(_) => true,
            SyncLine::Unread(field) => field.is_required(),
            // Without an email there is no invitation.
            SyncLine::Without(field) => field == Field::Email || roster.is_empty_for_all(field),
            SyncLine::Fold { .. } | SyncLine::Complete(_) | SyncLine::Rare(_) => false,
        }
    }

    /// Whether it needs no look.
    pub fn is_fine(self) -> bool {
        matches!(self, SyncLine::Fold { .. } | SyncLine::Complete(_) | SyncLine::Rare(_))
    }

    /// What stands first has the smaller weight. Of fields that some have no value for, what most people lack comes first.
    fn weight(self, roster: &Roster) -> (u8, Reverse<usize>) {
        let without = |field: Field| Reverse(roster.len() - roster.filled(field));
        match self {
            SyncLine::Lost { filled, .. } => (0, Reverse(filled)),
            SyncLine::Odd(field) => match field {
                Field::Email | Field::PersonalEmail => (2, Reverse(roster.odd_count(field))),
                Field::Supervisor => (3, Reverse(roster.odd_count(field))),
                _ => (1, Reverse(roster.odd_count(field))),
            },
            SyncLine::Unread(field) if field.is_required() => (4, Reverse(0)),
            SyncLine::Without(field) if roster.is_empty_for_all(field) => (5, Reverse(0)),
            // Without an address there is no invitation.
            SyncLine::Without(Field::Email) => (6, Reverse(0)),
            SyncLine::Without(field) if field.is_required() => (7, without(field)),
            SyncLine::Unread(_) => (8, Reverse(0)),
            SyncLine::Without(field) => (9, without(field)),
            SyncLine::Fold { .. } | SyncLine::Complete(_) | SyncLine::Rare(_) => (10, Reverse(0)),
        }
    }
}

/// Whether it is as it should be that only some have a value.
fn is_fine_and_rare(roster: &Roster, field: Field) -> bool {
    let is_rare = field == Field::ContractEnds || ENDS.contains(field);
    is_rare && !roster.is_unread(field) && (1..roster.len()).contains(&roster.filled(field))
}

/// The fields that need no look: those for which everybody has a value, and those for which some have one. Values that
/// cannot be used are told of first: with them no field is complete.
pub fn fine(roster: &Roster) -> (Vec<Field>, Vec<Field>) {
    let is_complete = |field: &Field| {
        !roster.is_unread(*field) && roster.filled(*field) == roster.len() && roster.odd_count(*field) == 0
    };
    let rare = Field::all().filter(|&field| is_fine_and_rare(roster, field));
    (Field::all().filter(is_complete).collect(), rare.collect())
}

/// The lines for these people. `findings` are those of the sync that brought them, if it was in this run.
pub fn lines(roster: &Roster, findings: &[Finding], is_unfolded: bool) -> Vec<SyncLine> {
    if roster.is_empty() {
        return vec![];
    }
    let lost = findings.iter().filter_map(|finding| match finding {
        &Finding::Lost { field, filled, people } => Some(SyncLine::Lost { field, filled, people }),
        Finding::Empty(_) | Finding::Odd { .. } => None,
    });
    let mut lines: Vec<SyncLine> = lost.collect();
    for field in Field::all() {
        if roster.odd_count(field) > 0 {
            lines.push(SyncLine::Odd(field));
        }
        if lines.iter().any(|line| matches!(line, SyncLine::Lost { field: lost, .. } if *lost == field)) {
            continue;
        }
        if roster.is_unread(field) {
            lines.push(SyncLine::Unread(field));
        } else if roster.filled(field) < roster.len() && !is_fine_and_rare(roster, field) {
            lines.push(SyncLine::Without(field));
        }
    }
    let (complete, rare) = fine(roster);
    lines.sort_by_key(|line| line.weight(roster));
    if !complete.is_empty() || !rare.is_empty() {
        lines.push(SyncLine::Fold { complete: complete.len(), rare: rare.len() });
    }
    if is_unfolded {
        lines.extend(complete.into_iter().map(SyncLine::Complete).chain(rare.into_iter().map(SyncLine::Rare)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::{DateField, Fields, TextField};
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn company(people: &[(&str, &str, &str)], readable: Fields) -> Roster {
        let mut builder = RosterBuilder::new();
        for (id, (email, office, end)) in people.iter().enumerate() {
            let employee = Employee::new(PersonId(id as u64 + 1)).with(TextField::Email, email);
            builder.push(employee.with(TextField::Office, office).on(DateField::ContractEnds, end));
        }
        builder.finish(readable)
    }

    #[test]
    fn what_deserves_a_look_is_never_below_what_is_fine() {
        let read = Fields::of(&[Field::Email, Field::Office, Field::ContractEnds, Field::Team, Field::City]);
        let people = [("ann@", "Dublin", ""), ("bob@x.example", "", "2027-01-31"), ("", "", "")];
        let roster = company(&people, read);
        let lost = Finding::Lost { field: Field::City, filled: 3, people: 3 };
        let lines = lines(&roster, &[lost], true);
        let read_lines: Vec<SyncLine> =
            lines.iter().copied().filter(|line| !matches!(line, SyncLine::Unread(_))).collect();
        assert_eq!(
            read_lines,
            [
                SyncLine::Lost { field: Field::City, filled: 3, people: 3 },
                SyncLine::Odd(Field::Email),
                SyncLine::Without(Field::Team),
                SyncLine::Without(Field::Email),
                SyncLine::Without(Field::Office),
                SyncLine::Fold { complete: 0, rare: 1 },
                SyncLine::Rare(Field::ContractEnds),
            ]
        );
        let place = |line: SyncLine| lines.iter().position(|it| *it == line).unwrap();
        assert!(place(SyncLine::Unread(Field::HireDate)) < place(SyncLine::Without(Field::Office)), "required");
        assert!(place(SyncLine::Unread(Field::Birthday)) > place(SyncLine::Without(Field::Email)), "optional");
    }

    #[test]
    fn what_is_fine_is_folded() {
        let roster = company(&[("ann@x.example", "Dublin", "")], Fields::of(&[Field::Email, Field::Office]));
        let folded = lines(&roster, &[], false);
        assert_eq!(folded.last(), Some(&SyncLine::Fold { complete: 2, rare: 0 }));
        assert_eq!(lines(&roster, &[], true).len(), folded.len() + 2);
        assert!(lines(&Roster::empty(), &[], true).is_empty());
    }
}
