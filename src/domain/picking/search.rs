//! The rows that a query shows, in order. Finding them takes longer the more people there are, so a search owns all that
//! it needs and can run on another thread.

use crate::domain::calendar::{Dates, Day};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::{Address, Column, ColumnContext, ColumnValue};
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::{Roster, SortKeys};
use crate::domain::problem::Problem;
use crate::domain::query::{Plan, Scratch, Unmatched};
use std::fmt;
use std::sync::Arc;

/// By what, and in which direction, the rows are sorted. Empty values come last in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: Column,
    /// From the largest value down.
    pub descending: bool,
}

impl Sort {
    /// The sort of a column's name, with `-` before it from the largest down.
    ///
    /// # Errors
    /// As [`Column::parse`].
    pub fn parse(text: &str) -> Result<Sort, Problem> {
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        Ok(Sort { column: Column::parse(name)?, descending })
    }

    /// By a column: the other way round, if that is the sort already.
    pub fn or_turned(self, column: Column) -> Sort {
        Sort { column, descending: self.column == column && !self.descending }
    }
}

impl fmt::Display for Sort {
    /// The text of which [`Sort::parse`] makes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.column.id())
    }
}

impl Default for Sort {
    fn default() -> Self {
        Sort { column: Column::Name, descending: false }
    }
}

/// Who is shown of those that a query finds.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub leavers: bool,
    /// People on the never-list.
    pub never: bool,
    pub only: Option<Bits>,
}

/// How many of those whom a query finds are hidden. A leaver on the never-list counts as a leaver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    pub leavers: usize,
    pub never: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The rows to show, in order.
    pub rows: Arc<[Row]>,
    /// The same rows as a set.
    pub shown: Bits,
    pub hidden: Hidden,
    /// Nobody was to be shown, and these are of the other plan.
    pub is_other: bool,
    pub unmatched: Unmatched,
}

/// Whom to find, among whom. It owns its parts, so that it can be sent to another thread.
#[derive(Clone, Debug)]
pub struct Search {
    pub roster: Arc<Roster>,
    pub plan: Arc<Plan>,
    /// Whom to find if nobody is to be shown by the plan.
    pub or_else: Option<Arc<Plan>>,
    /// Who has left by the gift date.
    pub marks: Arc<Marks>,
    pub today: Day,
    pub shown: Shown,
    /// In which order, the first sort first.
    pub sorts: Vec<Sort>,
}

impl Search {
    pub fn find(&self, scratch: &mut Scratch) -> Found {
        let found = self.find_by(&self.plan, scratch);
        match &self.or_else {
            Some(other) if found.rows.is_empty() => Found { is_other: true, ..self.find_by(other, scratch) },
            _ => found,
        }
    }

    /// Whom a plan finds of those who are shown, in no order.
    pub fn rows(&self, plan: &Plan, scratch: &mut Scratch) -> Bits {
        let (bits, _) = self.of_the_shown(plan.rows(&self.roster, scratch));
        bits
    }

    fn find_by(&self, plan: &Plan, scratch: &mut Scratch) -> Found {
        let (bits, unmatched) = plan.rows_and_unmatched(&self.roster, scratch);
        let (shown, hidden) = self.of_the_shown(bits);
        Found { rows: self.sorted(&shown), shown, hidden, is_other: false, unmatched }
    }

    /// Leaves out who is hidden.
    fn of_the_shown(&self, mut bits: Bits) -> (Bits, Hidden) {
        if let Some(only) = &self.shown.only {
            bits.keep(only);
        }
        let mut hidden = Hidden::default();
        if !self.shown.leavers {
            hidden.leavers = bits.count_shared(self.marks.leavers());
            bits.remove(self.marks.leavers());
        }
        if !self.shown.never {
            hidden.never = bits.count_shared(self.marks.never());
            bits.remove(self.marks.never());
        }
        (bits, hidden)
    }

    /// The rows of a set, in order. Rows are in the order of names already, so that is a walk.
    fn sorted(&self, bits: &Bits) -> Arc<[Row]> {
        let roster = &self.roster;
        let mut rows: Vec<Row> = bits.rows().collect();
        for sort in self.sorts.iter().rev() {
            match sort.column {
                Column::Name if !sort.descending => rows.sort_unstable(),
                Column::Name => rows.sort_by_key(|&row| (roster.name(row).is_empty(), std::cmp::Reverse(row))),
                _ => {
                    let keys = match sort.column.field() {
                        Some(field) => roster.sort_keys(field),
                        None => self.derived_keys(sort.column),
                    };
                    keys.sort(&mut rows, sort.descending);
                }
            }
        }
        rows.into()
    }

    /// Dates are written so that they sort as text.
    fn derived_keys(&self, column: Column) -> SortKeys {
        let dates = Dates { today: self.today, gift_date: self.marks.gift_date() };
        let context = ColumnContext { roster: &self.roster, marks: &self.marks, dates, address: Address::Work };
        let values = self.roster.rows().map(|row| column.value(&context, row));
        match column {
            Column::PersonioId | Column::BirthMonth | Column::BirthDay | Column::TenureYears => {
                let number = |value| match value {
                    ColumnValue::Number(number) => u64::try_from(number).ok(),
                    ColumnValue::Text(_) | ColumnValue::Trusted(_) => None,
                };
                SortKeys::Numbers(values.map(number).collect())
            }
            _ => SortKeys::folded(values.map(|value| value.text().into_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::{DateField, Field, Fields, TextField};
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn company() -> Roster {
        let mut builder = RosterBuilder::new();
        for (id, first, team, hired) in [
            (1, "Anna", "Red", "2020-05-01"),
            (2, "Ben", "", "2019-01-01"),
            (3, "Cem", "Blue", ""),
            (4, "Dora", "blau", "2021-01-01"),
        ] {
            builder.push(
                Employee::new(PersonId(id))
                    .with(TextField::FirstName, first)
                    .with(TextField::Team, team)
                    .on(DateField::HireDate, hired),
            );
        }
        builder.finish(Fields::ALL)
    }

    fn ids(column: Column, descending: bool) -> Vec<u64> {
        let roster = company();
        let today = Day::parse("2026-12-01").unwrap();
        let marks = Marks::on(today, &roster);
        let roster = Arc::new(roster);
        let search = Search {
            roster: roster.clone(),
            plan: Arc::new(Plan::All),
            or_else: None,
            marks: Arc::new(marks),
            today,
            shown: Shown::default(),
            sorts: vec![Sort { column, descending }],
        };
        search.find(&mut Scratch::default()).rows.iter().map(|&row| roster.id(row).0).collect()
    }

    #[test]
    fn empty_values_come_last_in_both_directions() {
        let team = Column::Field(Field::Team);
        assert_eq!((ids(team, false), ids(team, true)), (vec![4, 3, 1, 2], vec![1, 3, 4, 2]));
        let hired = Column::Field(Field::HireDate);
        assert_eq!((ids(hired, false), ids(hired, true)), (vec![2, 1, 4, 3], vec![4, 1, 2, 3]));
        assert_eq!(ids(Column::Name, true), [4, 3, 2, 1]);
    }

    #[test]
    fn derived_columns_sort_by_what_they_show() {
        assert_eq!(
            (ids(Column::TenureYears, false), ids(Column::TenureYears, true)),
            (vec![4, 1, 2, 3], vec![2, 1, 4, 3])
        );
        assert_eq!(ids(Column::NextAnniversary, false), [2, 4, 1, 3], "1 January, 1 January, 1 May, none");
        assert_eq!(ids(Column::PersonioId, true), [4, 3, 2, 1]);
    }
}
