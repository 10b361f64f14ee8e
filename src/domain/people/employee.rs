//! One employee as Personio's answer is read: the 24 fields and nothing else, before they go into the roster's columns.

use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Fields, TextField};

/// Personio's internal number of a person (`id`), unique and stable in an account. Not HR's Employee ID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u64);

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An employee's supervisor as nested in the answer; the name is a fallback, the id counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupervisorRef {
    /// Personio's id, where it was given.
    pub id: Option<PersonId>,
    /// First and last name, where they were given.
    pub name: String,
}

/// An employee record. Texts are as in Personio, `""` where empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Employee {
    pub id: PersonId,
    /// By `TextField as usize`.
    pub texts: [String; TextField::COUNT],
    /// By `DateField as usize`.
    pub dates: [Option<Day>; DateField::COUNT],
    /// Month and day; the year is gone.
    pub birthday: Option<MonthDay>,
    pub supervisor: Option<SupervisorRef>,
    /// Whether Personio has a picture.
    pub picture: bool,
    /// Fields that were there at all, even if empty.
    pub present: Fields,
    /// Fields with a value that could not be understood: a date that is none, a shape that no attribute has.
    pub odd: Fields,
}

impl Employee {
    pub fn new(id: PersonId) -> Employee {
        Employee { id, ..Employee::default() }
    }

    /// Sets a text; for building records by hand.
    #[must_use]
    pub fn with(mut self, field: TextField, text: &str) -> Employee {
        self.texts[field as usize] = text.to_string();
        self
    }

    /// Sets a day; for building records by hand.
    #[must_use]
    pub fn on(mut self, field: DateField, day: &str) -> Employee {
        self.dates[field as usize] = Day::parse(day);
        self
    }
}
