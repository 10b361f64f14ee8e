//! What two rosters of the same company differ in.

use super::table::{Roster, Supervisor};
use crate::domain::fields::{DateField, Field, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use std::sync::Arc;

/// The differences, as rows of the later roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// People who were not in the earlier roster.
    pub added: Bits,
    /// People in both with another value in some field.
    pub changed: Bits,
    /// People of the earlier roster who are not in the later one, though somebody else may have the id.
    pub removed: Vec<PersonId>,
}

/// Compares by Personio's id; a supervisor counts by id, not by name. Somebody else with the id of one who left is new.
fn changes(before: &Roster, after: &Roster) -> Changes {
    let compared = before.readable().bits() == after.readable().bits();
    let is_same = |old, row| match compared {
        true => same(before, old, after, row),
        false => same_where_both_read(before, old, after, row),
    };
    let mut changes = Changes { added: Bits::none(after.len()), changed: Bits::none(after.len()), removed: Vec::new() };
    for row in after.rows() {
        match before.row_of(after.id(row)) {
            None => changes.added.set(row, true),
            Some(old) if is_same(old, row) => {}
            Some(old) if before.is_another_person(old, after, row) => {
                changes.added.set(row, true);
                changes.removed.push(after.id(row));
            }
            Some(_) => changes.changed.set(row, true),
        }
    }
    let ids = before.rows().map(|row| before.id(row));
    changes.removed.extend(ids.filter(|&id| after.row_of(id).is_none()));
    changes
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
    before.readable().iter().filter(|&field| after.readable().contains(field)).all(|field| {
        if field == Field::Supervisor {
            before.supervisor_id(old) == after.supervisor_id(row)
        } else {
            before.value(field, old) == after.value(field, row)
        }
    })
}

impl Roster {
    /// Whether the row of a later roster has the id of this one's row and yet is somebody else: first name, email and hire
    /// date are others, or the last name where a hire date is not known. People change their names, not all of it. A
    /// field that only one of the two could read says nothing.
    pub fn is_another_person(&self, row: Row, later: &Roster, later_row: Row) -> bool {
        let is_read = |field: TextField| !self.is_unread(field.field()) && !later.is_unread(field.field());
        let differs = |field| is_read(field) && self.text(field, row) != later.text(field, later_row);
        let has_same_email =
            is_read(TextField::Email) && !differs(TextField::Email) && !self.text(TextField::Email, row).is_empty();
        let hired = self.day(DateField::HireDate, row).zip(later.day(DateField::HireDate, later_row));
        let began_anew = hired.map_or_else(|| differs(TextField::LastName), |(before, after)| before != after);
        differs(TextField::FirstName) && !has_same_email && began_anew
    }

    /// The same people, knowing what is new since another roster.
    #[must_use]
    pub fn marked_against(mut self, before: &Roster) -> (Roster, Changes) {
        let changes = changes(before, &self);
        let shared = Arc::make_mut(&mut self.shared);
        shared.added = changes.added.clone();
        shared.changed = changes.changed.clone();
        (self, changes)
    }

    fn supervisor_id(&self, row: Row) -> Option<PersonId> {
        match self.supervisor(row) {
            Supervisor::Colleague(boss) => Some(self.id(boss)),
            _ => self.shared.outsiders.get(&row.0).and_then(|outsider| outsider.id),
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

    /// Catalogue: F07.
    #[test]
    fn who_keeps_email_or_hire_date_is_the_same_person() {
        let of = |first, last, email, hired: &str| {
            let mut builder = RosterBuilder::new();
            let employee = Employee::new(PersonId(1)).with(TextField::FirstName, first).with(TextField::LastName, last);
            builder.push(employee.with(TextField::Email, email).on(DateField::HireDate, hired));
            builder.finish(Fields::ALL)
        };
        let is_another =
            |after: Roster| of("Anna", "Byrne", "a@x.example", "2020-01-01").is_another_person(Row(0), &after, Row(0));
        assert!(is_another(of("Chen", "Wei", "c@x.example", "2026-11-01")));
        assert!(!is_another(of("Chen", "Wei", "a@x.example", "2026-11-01")), "the same email");
        assert!(!is_another(of("Chen", "Wei", "c@x.example", "2020-01-01")), "the same hire date");
        assert!(!is_another(of("Anna", "Wei", "c@x.example", "2026-11-01")), "the same first name");
    }

    /// Catalogue: F07.
    #[test]
    fn somebody_else_with_the_id_of_one_who_left_is_new() {
        let of = |first, last, fields| {
            let mut builder = RosterBuilder::new();
            builder.push(Employee::new(PersonId(1)).with(TextField::FirstName, first).with(TextField::LastName, last));
            builder.finish(fields)
        };
        let counts = |before: Roster, after: Roster| {
            let (_, changes) = after.marked_against(&before);
            (changes.added.count(), changes.changed.count(), changes.removed.len())
        };
        let (all, few) = (Fields::ALL, Fields::of(&[Field::LastName]));
        assert_eq!(counts(of("Anna", "Byrne", all), of("Chen", "Wei", all)), (1, 0, 1));
        assert_eq!(counts(of("Anna", "Byrne", all), of("Anna", "Wei", all)), (0, 1, 0));
        assert_eq!(counts(of("Anna", "Byrne", all), of("", "Wei", few)), (0, 1, 0), "the first name was not read");
        let names = Fields::of(&[Field::FirstName, Field::LastName]);
        assert_eq!(counts(of("Anna", "Byrne", names), of("Chen", "Wei", names)), (1, 0, 1), "emails were not");
    }
}
