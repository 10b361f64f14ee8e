//! The rows that a query shows, in order. Finding them takes longer the more people there are, so a search owns all that
//! it needs and can run on another thread.

use crate::domain::calendar::{Dates, Day};
use crate::domain::countries::Countries;
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

    fn turned(self) -> Sort {
        Sort { descending: !self.descending, ..self }
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

/// By what the rows are sorted: where the first sort makes no difference the next one decides, and at last the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorts(Vec<Sort>);

impl Sorts {
    /// More say nothing.
    const MOST: usize = 3;

    /// The sorts of some columns' names, with commas between them: `department,-hire_date`.
    ///
    /// # Errors
    /// As [`Column::parse`].
    pub fn parse(text: &str) -> Result<Sorts, Problem> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let mut sorts: Vec<Sort> = Vec::new();
        for sort in names.map(Sort::parse) {
            let sort = sort?;
            if !sorts.iter().any(|known| known.column == sort.column) {
                sorts.push(sort);
            }
        }
        Ok(if sorts.is_empty() { Sorts::default() } else { Sorts(sorts) })
    }

    pub fn as_slice(&self) -> &[Sort] {
        &self.0
    }

    /// Which place a column has among them, from 0, and in which direction; `None` if the rows are not sorted by it.
    pub fn of(&self, column: Column) -> Option<(usize, bool)> {
        let place = self.0.iter().position(|sort| sort.column == column)?;
        Some((place, self.0[place].descending))
    }

    /// By a column alone: the other way round, if it is the first already.
    #[must_use]
    pub fn by(&self, column: Column) -> Sorts {
        let first = self.0.first().filter(|sort| sort.column == column);
        Sorts(vec![first.map_or(Sort { column, descending: false }, |sort| sort.turned())])
    }

    /// Then by a column, too: the other way round, if it is one of them already.
    #[must_use]
    pub fn and_by(&self, column: Column) -> Sorts {
        let mut sorts = self.0.clone();
        match sorts.iter_mut().find(|sort| sort.column == column) {
            Some(sort) => *sort = sort.turned(),
            None => {
                // Behind the name nothing makes a difference.
                sorts.retain(|sort| sort.column != Column::Name);
                sorts.truncate(Sorts::MOST - 1);
                sorts.push(Sort { column, descending: false });
            }
        }
        Sorts(sorts)
    }
}

impl Default for Sorts {
    fn default() -> Sorts {
        Sorts(vec![Sort::default()])
    }
}

impl fmt::Display for Sorts {
    /// The text of which [`Sorts::parse`] makes them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, sort) in self.0.iter().enumerate() {
            write!(f, "{}{sort}", if place == 0 { "" } else { "," })?;
        }
        Ok(())
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
    pub sorts: Sorts,
    /// For a sort by their codes.
    pub countries: Arc<Countries>,
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
        let mut ascending = bits.rows();
        // Of a known length: they are collected where they stay.
        let mut list: Arc<[Row]> = (0..bits.count()).map(|_| ascending.next().unwrap_or(Row(0))).collect();
        if let Some(rows) = Arc::get_mut(&mut list) {
            self.sort(rows);
        }
        list
    }

    fn sort(&self, rows: &mut [Row]) {
        let roster = &self.roster;
        let mut sorts = self.sorts.as_slice();
        if let [before @ .., last] = sorts
            && *last == Sort::default()
        {
            sorts = before;
        }
        for sort in sorts.iter().rev() {
            match sort.column {
                Column::Name if !sort.descending => rows.sort_unstable(),
                Column::Name => rows.sort_by_key(|&row| (roster.name(row).is_empty(), std::cmp::Reverse(row))),
                _ => {
                    let keys = match sort.column.field() {
                        Some(field) => roster.sort_keys(field),
                        None => self.derived_keys(sort.column),
                    };
                    keys.sort(rows, sort.descending);
                }
            }
        }
    }

    /// Dates are written so that they sort as text.
    fn derived_keys(&self, column: Column) -> SortKeys {
        let dates = Dates { today: self.today, gift_date: self.marks.gift_date() };
        let context = ColumnContext {
            roster: &self.roster,
            marks: &self.marks,
            dates,
            address: Address::Work,
            countries: &self.countries,
        };
        let values = self.roster.rows().map(|row| column.value(&context, row));
        match column {
            Column::PersonioId | Column::BirthMonth | Column::BirthDay | Column::TenureYears => {
                let number = |value| match value {
                    ColumnValue::Number(number) => u64::try_from(number).ok(),
                    ColumnValue::Text(_) | ColumnValue::Trusted(_) | ColumnValue::Date(_) => None,
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
    use crate::domain::fields::{DateField, Fields, TextField};
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

    fn ids(sorts: &str) -> Vec<u64> {
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
            sorts: Sorts::parse(sorts).unwrap(),
            countries: Arc::default(),
        };
        search.find(&mut Scratch::default()).rows.iter().map(|&row| roster.id(row).0).collect()
    }

    #[test]
    fn empty_values_come_last_in_both_directions() {
        assert_eq!((ids("team"), ids("-team")), (vec![4, 3, 1, 2], vec![1, 3, 4, 2]));
        assert_eq!((ids("hire_date"), ids("-hire_date")), (vec![2, 1, 4, 3], vec![4, 1, 2, 3]));
        assert_eq!(ids("-name"), [4, 3, 2, 1]);
    }

    #[test]
    fn derived_columns_sort_by_what_they_show() {
        assert_eq!((ids("tenure_years"), ids("-tenure_years")), (vec![4, 1, 2, 3], vec![2, 1, 4, 3]));
        assert_eq!(ids("next_anniversary"), [2, 4, 1, 3], "1 January, 1 January, 1 May, none");
        assert_eq!(ids("-personio_id"), [4, 3, 2, 1]);
    }

    #[test]
    fn the_next_sort_decides_where_the_first_makes_no_difference() {
        assert_eq!((ids("status,-name"), ids("status,name")), (vec![4, 3, 2, 1], vec![1, 2, 3, 4]));
        assert_eq!(ids("next_anniversary,-name"), [4, 2, 1, 3]);
        let by = |text: &str| Column::parse(text).unwrap();
        let sorts = Sorts::default().by(by("team")).and_by(by("hire_date"));
        assert_eq!(sorts.to_string(), "team,hire_date");
        assert_eq!(sorts.and_by(by("hire_date")).to_string(), "team,-hire_date");
        assert_eq!(sorts.and_by(by("city")).and_by(by("email")).to_string(), "team,hire_date,email", "three at most");
        assert_eq!(
            (sorts.by(by("team")).to_string(), sorts.by(by("email")).to_string()),
            ("-team".into(), "email".into())
        );
        assert_eq!((sorts.of(by("hire_date")), sorts.of(by("email"))), (Some((1, false)), None));
        assert_eq!(Sorts::parse(" , ").unwrap(), Sorts::default());
        assert_eq!(Sorts::default().and_by(by("team")).to_string(), "team", "behind the name nothing would change");
        assert_eq!(Sorts::parse("team,-team,email").unwrap().to_string(), "team,email");
    }
}
