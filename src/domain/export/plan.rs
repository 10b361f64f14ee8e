//! An export before and while it is written: who, which columns, what to warn of, and the bytes.
//! Where the bytes go is not known here.

use crate::domain::calendar::Dates;
use crate::domain::export::csv::{Cell, CsvWriter, CsvWritten, Dialect, looks_like_formula};
use crate::domain::fields::{Field, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::{Address, Column, ColumnContext, ColumnValue, EmailKind, NOT_READ};
use crate::domain::people::findings::{odd_query, odd_words};
use crate::domain::people::marks::{ENDS, Marks};
use crate::domain::people::roster::Roster;
use crate::domain::problem::Problem;
use crate::domain::text::fold::fold;
use crate::domain::text::words::{counted, grouped};
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Row numbers of formula-like cells that a warning names.
const MAX_NAMED_ROWS: usize = 5;

#[derive(Clone, Debug)]
pub struct ExportPlan {
    pub roster: Arc<Roster>,
    pub marks: Arc<Marks>,
    pub dates: Dates,
    /// Whom to write.
    pub who: Bits,
    /// Headers and columns.
    pub columns: Vec<(String, Column)>,
    pub dialect: Dialect,
    pub address: Address,
}

/// Something to tell the user before the file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The headers of columns that are empty because the sync could not read their fields.
    NotRead(Vec<String>),
    /// People without the chosen address.
    NoEmail(usize),
    /// People whose chosen address is none.
    NoAddress { email: EmailKind, people: usize },
    /// People who have left by the gift date.
    Leavers(usize),
    /// People whose last day cannot be understood.
    OddEnd { fields: Fields, people: usize },
    /// Other values of a column that cannot be understood.
    Odd { field: Field, people: usize },
    /// People who share an address with another one of the file.
    SharedEmail(usize),
    Formulas {
        cells: usize,
        /// The first rows that have one, counted from 1 without the header.
        rows: Vec<usize>,
        /// Whether they will be made harmless.
        guarded: bool,
    },
    /// People whose personal address is used.
    PersonalAddress(usize),
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Warning::NotRead(headers) => {
                write!(f, "not read in the last sync, so empty in the file: {}", headers.join(", "))
            }
            Warning::NoEmail(count) => write!(f, "{count} without an email"),
            Warning::NoAddress { email, people } => {
                let field = email.field();
                write!(f, "{} ({})", odd_words(field, *people), odd_query(field))
            }
            Warning::OddEnd { fields, people } => {
                let names: Vec<&str> = fields.iter().map(Field::id).collect();
                let people = counted(*people, "person", "people");
                write!(f, "{people} may have left: last day not understood (odd:{})", names.join(","))
            }
            Warning::Odd { field, people } => write!(f, "{} ({})", odd_words(*field, *people), odd_query(*field)),
            Warning::Leavers(count) => write!(f, "{count} left by the gift date"),
            Warning::SharedEmail(count) => write!(f, "{count} share an email with somebody in this file"),
            Warning::PersonalAddress(count) => write!(f, "{count} with their personal address"),
            Warning::Formulas { cells, guarded: true, .. } => {
                write!(f, "{}: a ' is put before", look_like_formulas(*cells))
            }
            Warning::Formulas { cells, rows, guarded: false } => {
                let named: Vec<_> = rows.iter().map(usize::to_string).collect();
                let more = if *cells > rows.len() { ", …" } else { "" };
                write!(f, "{} (rows {}{more}): written unchanged", look_like_formulas(*cells), named.join(", "))
            }
        }
    }
}

fn look_like_formulas(cells: usize) -> String {
    if cells == 1 { "1 cell looks like a formula".into() } else { format!("{cells} cells look like formulas") }
}

impl Exported {
    /// What was written, in one line, without the path.
    pub fn summary(&self) -> String {
        let mut text =
            format!("{}, {} bytes", counted(self.rows as usize, "person", "people"), grouped(self.bytes as usize));
        if self.guarded > 0 {
            text.push_str(&format!(", {} cells got a ' against formulas", self.guarded));
        }
        if let Some(note) = &self.note {
            text.push_str(&format!(", {note}"));
        }
        format!("{text}; a selection, upload it as an addition")
    }
}

impl ExportPlan {
    pub fn count(&self) -> usize {
        self.who.count()
    }

    /// What to tell the user before the file is written; only what concerns somebody.
    pub fn warnings(&self) -> Vec<Warning> {
        let context = self.context();
        let mut counts: HashMap<String, usize> = HashMap::new();
        let (mut without, mut personal, mut formulas) = (0, 0, 0);
        let mut no_address = [0; EmailKind::ALL.len()];
        let mut formula_rows = Vec::new();
        for (place, row) in self.who.rows().enumerate() {
            match self.address.of(&self.roster, &self.marks, row) {
                Some((email, kind)) => {
                    no_address[kind as usize] += usize::from(self.roster.odd(row).contains(kind.field()));
                    *counts.entry(email.to_lowercase()).or_default() += 1;
                    personal += usize::from(kind == EmailKind::Personal);
                }
                None => without += 1,
            }
            for (_, column) in &self.columns {
                if let ColumnValue::Text(text) = column.value(&context, row)
                    && looks_like_formula(&text)
                {
                    formulas += 1;
                    if formula_rows.len() < MAX_NAMED_ROWS && formula_rows.last() != Some(&(place + 1)) {
                        formula_rows.push(place + 1);
                    }
                }
            }
        }
        let shared = counts.values().filter(|&&count| count > 1).sum();
        let leavers = self.who.count_shared(self.marks.leavers());
        let guarded = self.dialect.guard;
        let no_address = EmailKind::ALL.map(|email| {
            let people = no_address[email as usize];
            (people, Warning::NoAddress { email, people })
        });
        let (odd_end, odd) = self.odd_values();
        let unread = self.columns.iter().filter(|(_, column)| column.is_unread(&self.roster, self.address));
        let unread: Vec<String> = unread.map(|(title, _)| title.clone()).collect();
        let without = if Column::GiftEmail.is_unread(&self.roster, self.address) { 0 } else { without };
        let first = [(unread.len(), Warning::NotRead(unread)), (without, Warning::NoEmail(without))]
            .into_iter()
            .chain(no_address);
        let then = [
            (leavers, Warning::Leavers(leavers)),
            odd_end,
            (shared, Warning::SharedEmail(shared)),
            (personal, Warning::PersonalAddress(personal)),
            (formulas, Warning::Formulas { cells: formulas, rows: formula_rows, guarded }),
        ];
        first.chain(then).chain(odd).filter_map(|(count, warning)| (count > 0).then_some(warning)).collect()
    }

    /// How many people have a last day that cannot be understood, and what else in the columns cannot.
    fn odd_values(&self) -> ((usize, Warning), Vec<(usize, Warning)>) {
        let (mut counts, mut fields, mut people) = ([0; Field::COUNT], Fields::NONE, 0);
        for odd in self.who.rows().map(|row| self.roster.odd(row)) {
            odd.iter().for_each(|field| counts[field as usize] += 1);
            fields = fields.union(odd.shared(ENDS));
            people += usize::from(!odd.shared(ENDS).is_empty());
        }
        let written: Fields = self.columns.iter().filter_map(|(_, column)| column.field()).collect();
        let others = written.without(ENDS).without(Fields::of(&[Field::Email, Field::PersonalEmail]));
        let of = |field| {
            let people = counts[field as usize];
            (people, Warning::Odd { field, people })
        };
        ((people, Warning::OddEnd { fields, people }), others.iter().map(of).collect())
    }

    /// The header and the first `people` rows of the file, as a reader will see them; what was not read is named.
    pub fn preview(&self, people: usize) -> Vec<Vec<String>> {
        let context = self.context();
        let header = self.columns.iter().map(|(title, _)| title.clone()).collect();
        let value = |column: Column, row: Row| match column.is_unread(&self.roster, self.address) {
            true => NOT_READ.to_string(),
            false => column.value(&context, row).text().into_owned(),
        };
        let line = |row: Row| self.columns.iter().map(|(_, column)| value(*column, row)).collect();
        std::iter::once(header).chain(self.who.rows().take(people).map(line)).collect()
    }

    /// Writes everybody, in the order of names.
    ///
    /// # Errors
    /// An error of the writer; part of the file may be written then.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<CsvWritten> {
        let context = self.context();
        let mut csv = CsvWriter::new(out, self.dialect)?;
        if self.dialect.header {
            let titles: Vec<&str> = self.columns.iter().map(|(title, _)| title.as_str()).collect();
            csv.header(&titles)?;
        }
        for row in self.who.rows() {
            let values: Vec<ColumnValue> = self.columns.iter().map(|(_, column)| column.value(&context, row)).collect();
            csv.row(values.iter().map(Cell::from))?;
        }
        csv.finish()
    }

    fn context(&self) -> ColumnContext<'_> {
        ColumnContext { roster: &self.roster, marks: &self.marks, dates: self.dates, address: self.address }
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The absolute path.
    pub path: String,
    /// People in it.
    pub rows: u64,
    pub bytes: u64,
    /// Cells that a `'` was put before.
    pub guarded: u64,
    /// A remark on how it was written, if there is one.
    pub note: Option<String>,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotExported {
    /// There is a file of that name: its size and age in words.
    Exists(String),
    Failed(Problem),
}

/// The name of a file for a query on a day: `gifts-2026-12-01-office-dublin.csv`.
pub fn file_name(today: crate::domain::calendar::Day, query: &str) -> String {
    let folded = fold(query);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() > 40 {
            break;
        }
        slug.push('-');
        slug.push_str(word);
    }
    format!("gifts-{today}{slug}.csv")
}

/// The work emails of people, without those who have none.
pub fn emails(roster: &Roster, who: &Bits) -> Vec<String> {
    let email = |row| roster.text(TextField::Email, row).trim();
    who.rows().map(email).filter(|text| !text.is_empty()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Day;
    use crate::domain::export::preset::Preset;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn plan(preset: &str) -> ExportPlan {
        let mut builder = RosterBuilder::new();
        for (id, first, email, status) in [
            (1, "Zoë", "z@a.example", "active"),
            (2, "=HYPERLINK(1)", "Z@a.example", "active"),
            (3, "Al", "", "inactive"),
        ] {
            builder.push(
                Employee::new(PersonId(id))
                    .with(TextField::FirstName, first)
                    .with(TextField::Email, email)
                    .with(TextField::Status, status),
            );
        }
        let roster = Arc::new(builder.finish(Fields::ALL));
        let today = Day::parse("2026-12-01").unwrap();
        let preset = Preset::find(preset).unwrap();
        ExportPlan {
            marks: Arc::new(Marks::on(today, &roster)),
            dates: Dates { today, gift_date: today },
            who: Bits::all(roster.len()),
            columns: preset.columns_for(Address::Work),
            dialect: preset.dialect(b','),
            address: Address::Work,
            roster,
        }
    }

    #[test]
    fn warnings_come_before_the_file() {
        let words: Vec<String> = plan("generic").warnings().iter().map(Warning::to_string).collect();
        assert_eq!(
            words,
            [
                "1 without an email",
                "1 left by the gift date",
                "2 share an email with somebody in this file",
                "1 cell looks like a formula (rows 1): written unchanged",
            ]
        );
    }

    #[test]
    fn a_platform_file_is_exact_and_an_excel_file_guarded() {
        let bytes = |preset| {
            let mut bytes = Vec::new();
            let written = plan(preset).write(&mut bytes).unwrap();
            (String::from_utf8(bytes).unwrap(), written)
        };
        let (text, written) = bytes("generic");
        assert_eq!(
            text,
            "First Name,Last Name,Email,Country\r\n=HYPERLINK(1),,Z@a.example,\r\nAl,,,\r\nZoë,,z@a.example,\r\n"
        );
        assert_eq!((written.rows, written.guarded), (3, 0));
        let (text, written) = bytes("excel");
        assert!(text.starts_with("\u{feff}\"City\",") && text.contains("\"'=HYPERLINK(1)\""), "{text}");
        assert_eq!((written.rows, written.guarded), (3, 1));
    }

    #[test]
    fn files_are_named_by_day_and_query() {
        let day = Day::parse("2026-12-01").unwrap();
        assert_eq!(file_name(day, "office:Dublin \"Zoë\""), "gifts-2026-12-01-office-dublin-zoe.csv");
        assert_eq!(file_name(day, ""), "gifts-2026-12-01.csv");
        assert_eq!(file_name(day, "../../etc"), "gifts-2026-12-01-etc.csv");
    }
}
