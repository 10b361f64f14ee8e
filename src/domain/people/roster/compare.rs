//! What two rosters of the same company differ in.

use super::table::{NO_ROW, Roster};
use crate::domain::fields::{DateField, Field, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;

/// The differences, as rows of the later roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// People who were not in the earlier roster.
    pub added: Bits,
    /// People in both with another value in some field.
    pub changed: Bits,
    /// People of the earlier roster who are not in the later one.
    pub removed: Vec<PersonId>,
}

/// Compares by Personio's id; a supervisor counts by id, not by name.
fn changes(before: &Roster, after: &Roster) -> Changes {
    let old: Vec<Option<Row>> = after.rows().map(|row| before.row_of(after.id(row))).collect();
    let compared = before.readable.bits() == after.readable.bits();
    Changes {
        added: Bits::from_fn(after.len(), |row| old[row.index()].is_none()),
        changed: Bits::from_fn(after.len(), |row| {
            old[row.index()].is_some_and(|old| {
                if compared { !same(before, old, after, row) } else { !same_where_both_read(before, old, after, row) }
            })
        }),
        removed: before.ids.iter().copied().filter(|&id| after.row_of(id).is_none()).collect(),
    }
}

fn same(before: &Roster, old: Row, after: &Roster, row: Row) -> bool {
    TextField::ALL.iter().all(|&field| before.text(field, old) == after.text(field, row))
        && DateField::ALL.iter().all(|&field| before.day(field, old) == after.day(field, row))
        && before.birthday(old) == after.birthday(row)
        && before.has_picture(old) == after.has_picture(row)
        && before.supervisor_id(old) == after.supervisor_id(row)
}

/// A field that only one of the two syncs could read says nothing about a person.
fn same_where_both_read(before: &Roster, old: Row, after: &Roster, row: Row) -> bool {
    before.readable.iter().filter(|&field| after.readable.contains(field)).all(|field| {
        if field == Field::Supervisor {
            before.supervisor_id(old) == after.supervisor_id(row)
        } else {
            before.value(field, old) == after.value(field, row)
        }
    })
}

impl Roster {
    /// Whether the row of a later roster has the id of this one's row and yet is somebody else: first name, email and hire
    /// date are others, or the last name where a hire date is not known. People change their names, not all of it.
    pub fn is_another_person(&self, row: Row, later: &Roster, later_row: Row) -> bool {
        let differs = |field| self.text(field, row) != later.text(field, later_row);
        let has_same_email = !differs(TextField::Email) && !self.text(TextField::Email, row).is_empty();
        let hired = self.day(DateField::HireDate, row).zip(later.day(DateField::HireDate, later_row));
        let began_anew = hired.map_or_else(|| differs(TextField::LastName), |(before, after)| before != after);
        differs(TextField::FirstName) && !has_same_email && began_anew
    }

    /// The same people, knowing what is new since another roster.
    #[must_use]
    pub fn marked_against(mut self, before: &Roster) -> (Roster, Changes) {
        let changes = changes(before, &self);
        self.added = changes.added.clone();
        self.changed = changes.changed.clone();
        (self, changes)
    }

    fn supervisor_id(&self, row: Row) -> Option<PersonId> {
        match self.supervisors.get(row.index()) {
            Some(&boss) if boss != NO_ROW => Some(self.id(Row(boss))),
            _ => self.outsiders.get(&row.0).and_then(|outsider| outsider.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::RosterBuilder;
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::Employee;

    fn roster(people: &[(u64, &str)]) -> Roster {
        let mut builder = RosterBuilder::new();
        for &(id, team) in people {
            builder.push(Employee::new(PersonId(id)).with(TextField::Team, team));
        }
        builder.finish(Fields::NONE)
    }

    #[test]
    fn new_changed_and_left_are_told_apart() {
        let before = roster(&[(1, "Blue"), (2, "Red"), (3, "Red")]);
        let after = roster(&[(1, "Blue"), (2, "Blue"), (4, "Red")]);
        let (after, changes) = after.marked_against(&before);
        let ids = |bits: &Bits| bits.rows().map(|row| after.id(row).0).collect::<Vec<_>>();
        assert_eq!(ids(&changes.added), [4]);
        assert_eq!(ids(after.changed()), [2]);
        assert_eq!(changes.removed, [PersonId(3)]);
    }
}
