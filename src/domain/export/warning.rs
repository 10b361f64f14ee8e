//! What to tell the user before a file is written.

use super::behind::Behind;
use super::look::{MAX_EXAMPLE, Seen};
use super::plan::ExportPlan;
use crate::domain::calendar::Day;
use crate::domain::fields::{Field, Fields};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::{Address, Column, EmailKind};
use crate::domain::people::findings::Finding;
use crate::domain::people::marks::ENDS;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

/// Row numbers of formula-like cells that a warning names.
const MAX_NAMED_ROWS: usize = 5;

/// Something to tell the user before the file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The headers of columns that are empty because the sync could not read their fields.
    NotRead(Vec<String>),
    /// People without the chosen address.
    NoEmail(usize),
    /// The gift date, which is past.
    PastGiftDate(Day),
    /// People on the never-list, who are not in the file.
    Never(usize),
    /// People who have left by the gift date.
    Leavers(usize),
    /// People whose last day cannot be understood.
    OddEnd { fields: Fields, people: usize },
    /// People whose chosen address is none, or whose value of another column cannot be understood.
    Odd { field: Field, people: usize },
    /// People who share an address with another one of the file.
    SharedEmail(Behind),
    /// People who were in a campaign of this year.
    Gifted(usize),
    Formulas {
        cells: usize,
        /// The first rows of the file that have one, counted from 1 with the header, as a table shows them.
        rows: Vec<usize>,
        /// Whether they will be made harmless.
        guarded: bool,
        behind: Behind,
    },
    /// Cells that Excel changes when it opens the file by double click.
    ChangedByExcel { cells: usize, example: String, behind: Behind },
    /// People whose country has no code that is known, and some of these countries.
    NoCountryCode {
        people: usize,
        countries: Vec<String>,
        /// The first of them that can be given one, as in Personio.
        first: Option<String>,
    },
    /// People whose personal address is used.
    PersonalAddress(Behind),
}

impl Warning {
    /// The query that finds the people behind it; `None` where no query does, or it is about nobody.
    pub fn query(&self, plan: &ExportPlan) -> Option<String> {
        let names = |fields: Fields| fields.iter().map(Field::id).collect::<Vec<_>>().join(",");
        match self {
            Warning::NoEmail(_) => {
                let gift_date = plan.dates.gift_date;
                let is_unread = plan.roster.is_unread(Field::PersonalEmail);
                Some(match plan.address {
                    Address::Personal if !is_unread => "missing:email missing:personal-email".into(),
                    // Who has begun by then gets nothing at home.
                    Address::Joiners if !is_unread => {
                        format!("missing:email (missing:personal-email OR hired:<={gift_date})")
                    }
                    _ => "missing:email".into(),
                })
            }
            Warning::Never(_) => Some("never:yes".into()),
            Warning::Leavers(_) => Some("leaver:yes".into()),
            Warning::OddEnd { fields, .. } => Some(format!("odd:{}", names(*fields))),
            Warning::Odd { field, .. } => Some(format!("odd:{}", field.id())),
            Warning::Gifted(_) => Some("gifts-this-year:>=1".into()),
            Warning::SharedEmail(behind) | Warning::PersonalAddress(behind) => behind.query(&plan.roster),
            Warning::Formulas { behind, .. } | Warning::ChangedByExcel { behind, .. } => behind.query(&plan.roster),
            _ => None,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::NotRead(headers) => {
                write!(f, "not read in the last sync, so empty in the file: {}", headers.join(", "))
            }
            Warning::NoEmail(count) => write!(f, "{} without an email", grouped(*count)),
            Warning::OddEnd { fields, people } => {
                let names: Vec<&str> = fields.iter().map(Field::id).collect();
                let people = counted(*people, "person", "people");
                write!(f, "{people} may have left: last day not understood (odd:{})", names.join(","))
            }
            Warning::Odd { field, people } => Finding::Odd { field: *field, count: *people }.fmt(f),
            Warning::PastGiftDate(day) => write!(f, "the gift date {day} is in the past"),
            Warning::Never(count) => write!(f, "left out: {} on the never-list", grouped(*count)),
            Warning::Leavers(count) => write!(f, "{} left by the gift date", grouped(*count)),
            Warning::SharedEmail(Behind { people, .. }) => {
                write!(f, "{} share an email with somebody in this file", grouped(*people))
            }
            Warning::Gifted(count) => write!(f, "{} were in a campaign of this year already", grouped(*count)),
            Warning::ChangedByExcel { cells, example, .. } => {
                let (change, them) = if *cells == 1 { ("changes", "it") } else { ("change", "them") };
                let cells = counted(*cells, "cell", "cells");
                write!(f, "{cells} such as {example} {change} in Excel: the format workbook keeps {them}")
            }
            Warning::NoCountryCode { people, countries, .. } => {
                let people = counted(*people, "person", "people");
                write!(f, "{people} without a country code, since no code is known for {}", countries.join(", "))
            }
            Warning::PersonalAddress(Behind { people, .. }) => {
                write!(f, "{} with their personal address", grouped(*people))
            }
            Warning::Formulas { cells, guarded: true, .. } => {
                write!(f, "{}: a ' is put before", look_like_formulas(*cells))
            }
            Warning::Formulas { cells, rows, guarded: false, behind } => {
                let named: Vec<_> = rows.iter().map(usize::to_string).collect();
                let row = if rows.len() == 1 { "row" } else { "rows" };
                let more = if behind.people > rows.len() { ", …" } else { "" };
                write!(f, "{} ({row} {}{more}): written unchanged", look_like_formulas(*cells), named.join(", "))
            }
        }
    }
}

fn look_like_formulas(cells: usize) -> String {
    if cells == 1 { "1 cell looks like a formula".into() } else { format!("{cells} cells look like formulas") }
}

impl ExportPlan {
    /// What to tell the user before the file is written; only what concerns somebody.
    pub fn warnings(&self) -> Vec<Warning> {
        self.warnings_of(self.look())
    }

    /// The same, of what was seen while the file was written.
    pub fn warnings_of(&self, seen: Seen) -> Vec<Warning> {
        let odd = self.odd();
        let (formulas, changed) = (seen.formulas, seen.changed);
        let example = SafeText::of(changed.example.unwrap_or_default().trim()).truncate_to_chars(MAX_EXAMPLE);
        let first = formulas.people.first().iter().take(MAX_NAMED_ROWS);
        let header = usize::from(self.format.has_header());
        let formula_rows =
            first.filter_map(|row| Some(self.who.rows().position(|it| it == *row)? + 1 + header)).collect();
        let shared = Behind::of(&self.sharing(seen.addresses));
        let gifted = self.who.rows().filter(|&row| self.marks.gifts(row).this_year > 0).count();
        let leavers = self.who.count_shared(self.marks.leavers());
        let guarded = self.format.guards();
        let no_address = EmailKind::ALL.map(|email| {
            let people = seen.odd_addresses[email as usize];
            (people, Warning::Odd { field: email.field(), people })
        });
        let (odd_end, odd) = self.odd_values(&odd);
        let unread = self.columns.iter().filter(|column| column.is_unread(&self.roster, self.address));
        let unread: Vec<String> = unread.map(|column| column.title.clone()).collect();
        let is_unread = Column::GiftEmail.is_unread(&self.roster, self.address);
        let without = if is_unread { 0 } else { seen.without_address };
        let (personal, no_code) = (seen.to_personal_address, seen.without_country_code);
        let is_past = usize::from(self.dates.is_past());
        let first = [
            (is_past, Warning::PastGiftDate(self.dates.gift_date)),
            (unread.len(), Warning::NotRead(unread)),
            (without, Warning::NoEmail(without)),
        ]
        .into_iter()
        .chain(no_address);
        let then = [
            (self.left_out_never, Warning::Never(self.left_out_never)),
            (leavers, Warning::Leavers(leavers)),
            odd_end,
            (shared.people, Warning::SharedEmail(shared)),
            (gifted, Warning::Gifted(gifted)),
            (personal.people, Warning::PersonalAddress(personal)),
            (no_code, Warning::NoCountryCode { people: no_code, countries: seen.countries, first: seen.country_name }),
            (changed.count, Warning::ChangedByExcel { cells: changed.count, example, behind: changed.people }),
            (
                formulas.count,
                Warning::Formulas { cells: formulas.count, rows: formula_rows, guarded, behind: formulas.people },
            ),
        ];
        first.chain(then).chain(odd).filter_map(|(count, warning)| (count > 0).then_some(warning)).collect()
    }

    /// Those with values that cannot be understood.
    fn odd(&self) -> Vec<(Row, Fields)> {
        let mut people = self.roster.any_odd_rows();
        people.keep(&self.who);
        people.rows().map(|row| (row, self.roster.odd(row))).collect()
    }

    /// Those who have an address that another one has as well.
    fn sharing(&self, addresses: Vec<(Row, String)>) -> Bits {
        let mut owners: HashMap<String, Row> = HashMap::new();
        let mut sharing = Bits::none(self.roster.len());
        for (row, email) in addresses {
            match owners.entry(email) {
                Entry::Vacant(entry) => drop(entry.insert(row)),
                Entry::Occupied(entry) => {
                    sharing.set(*entry.get(), true);
                    sharing.set(row, true);
                }
            }
        }
        sharing
    }

    /// How many people have a last day that cannot be understood, and what else in the columns cannot.
    fn odd_values(&self, odd: &[(Row, Fields)]) -> ((usize, Warning), Vec<(usize, Warning)>) {
        let (mut counts, mut fields, mut people) = ([0; Field::COUNT], Fields::NONE, 0);
        for (_, odd) in odd {
            odd.iter().for_each(|field| counts[field as usize] += 1);
            fields = fields.union(odd.shared(ENDS));
            people += usize::from(!odd.shared(ENDS).is_empty());
        }
        let written: Fields = self.columns.iter().filter_map(|column| column.column()?.field()).collect();
        let others = written.without(ENDS).without(Fields::of(&[Field::Email, Field::PersonalEmail]));
        let of = |field| {
            let people = counts[field as usize];
            (people, Warning::Odd { field, people })
        };
        ((people, Warning::OddEnd { fields, people }), others.iter().map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::plan;
    use super::*;
    use crate::domain::export::column::ExportColumn;
    use crate::domain::fields::TextField;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::marks::Marks;
    use crate::domain::people::roster::RosterBuilder;
    use std::sync::Arc;

    /// Catalogue: F06.
    #[test]
    fn warnings_come_before_the_file() {
        let words: Vec<String> = plan("generic").warnings().iter().map(Warning::to_string).collect();
        assert_eq!(
            words,
            [
                "1 without an email",
                "1 left by the gift date",
                "2 share an email with somebody in this file",
                "1 cell looks like a formula (row 2): written unchanged",
            ]
        );
    }

    #[test]
    fn what_excel_changes_is_counted_for_excel_alone() {
        let mut builder = RosterBuilder::new();
        for (id, number, team) in [(1, "00123", "1/2"), (2, "1E5", "Blue"), (3, "77", " - ")] {
            let employee = Employee::new(PersonId(id)).with(TextField::EmployeeId, number).with(TextField::Team, team);
            builder.push(employee.with(TextField::Email, &format!("p{id}@a.example")));
        }
        let roster = Arc::new(builder.finish(Fields::ALL));
        let words = |preset: &str| -> Vec<String> {
            let plan = plan(preset);
            let marks = Arc::new(Marks::on(plan.dates.gift_date, &roster));
            let plan = ExportPlan { who: Bits::all(3), roster: roster.clone(), marks, ..plan };
            plan.warnings().iter().map(Warning::to_string).collect()
        };
        assert_eq!(words("excel"), ["3 cells such as 00123 change in Excel: the format workbook keeps them"]);
        assert!(words("exact").is_empty());
    }

    #[test]
    fn the_cells_that_are_warned_of_are_those_that_are_guarded() {
        let mut builder = RosterBuilder::new();
        for (id, first) in [(1, "=1"), (2, "'=1"), (3, "-"), (4, " +x ")] {
            builder.push(Employee::new(PersonId(id)).with(TextField::FirstName, first));
        }
        let roster = Arc::new(builder.finish(Fields::ALL));
        let plan = plan("excel");
        let marks = Arc::new(Marks::on(plan.dates.gift_date, &roster));
        let plan = ExportPlan { who: Bits::all(4), roster, marks, ..plan };
        let told = plan.warnings().into_iter().find_map(|warning| match warning {
            Warning::Formulas { cells, .. } => Some(cells),
            _ => None,
        });
        assert_eq!((told, plan.write(&mut Vec::new(), None).unwrap().guarded), (Some(3), 3));
    }

    #[test]
    fn formulas_are_told_by_the_rows_that_have_them() {
        let told = |firsts: &[&str]| {
            let mut builder = RosterBuilder::new();
            for (id, first) in (1..).zip(firsts) {
                let employee = Employee::new(PersonId(id)).with(TextField::FirstName, first);
                builder.push(employee.with(TextField::Team, first).with(TextField::Email, &format!("p{id}@a.example")));
            }
            let roster = Arc::new(builder.finish(Fields::ALL));
            let plan = plan("exact");
            let marks = Arc::new(Marks::on(plan.dates.gift_date, &roster));
            let plan = ExportPlan { who: Bits::all(firsts.len()), roster, marks, ..plan };
            plan.warnings().iter().map(Warning::to_string).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(told(&["=1", "B"]), "2 cells look like formulas (row 2): written unchanged");
        assert_eq!(told(&["=1", "=2", "B"]), "4 cells look like formulas (rows 2, 3): written unchanged");
        assert_eq!(told(&["=1"; 6]), "12 cells look like formulas (rows 2, 3, 4, 5, 6, …): written unchanged");
    }

    #[test]
    fn what_is_seen_of_many_is_told_as_of_few() {
        let mut builder = RosterBuilder::new();
        for id in 1..=3_000 {
            let employee = Employee::new(PersonId(id))
                .with(TextField::FirstName, &format!("P{id:04}"))
                .with(TextField::EmployeeId, if id == 2_000 { "007" } else { "E7" })
                .with(TextField::Team, if id == 1_500 { "1/2" } else { "Blue" })
                .with(TextField::Country, if id == 2_500 { "Atlantis" } else { "Germany" })
                .with(TextField::PersonalEmail, &format!("p{}@home.example", if id < 2_900 { id } else { 1 }));
            let odd = if id == 1_200 { Fields::of(&[Field::PersonalEmail]) } else { Fields::NONE };
            builder.push(Employee { odd, ..employee });
        }
        let roster = Arc::new(builder.finish(Fields::ALL));
        let plan = plan("excel");
        let marks = Arc::new(Marks::on(plan.dates.gift_date, &roster));
        let columns = [Column::Field(Field::EmployeeId), Column::Field(Field::Team), Column::CountryCode];
        let columns = columns.map(ExportColumn::of).to_vec();
        let plan = ExportPlan { who: Bits::all(3_000), roster, marks, columns, address: Address::Personal, ..plan };
        let words: Vec<String> = plan.warnings().iter().map(Warning::to_string).collect();
        assert_eq!(
            words,
            [
                "1 value of Personal email: no address (odd:personal_email)",
                "102 share an email with somebody in this file",
                "3 000 with their personal address",
                "1 person without a country code, since no code is known for Atlantis",
                "2 cells such as 1/2 change in Excel: the format workbook keeps them",
            ]
        );
        let first = plan.warnings().into_iter().find_map(|warning| match warning {
            Warning::NoCountryCode { first, .. } => first,
            _ => None,
        });
        assert_eq!(first.as_deref(), Some("Atlantis"));
    }
}
