//! An export before and while it is written: who, which columns, and the bytes.
//! Where the bytes go is not known here.

use crate::domain::calendar::Dates;
use crate::domain::countries::Countries;
use crate::domain::export::column::ExportColumn;
use crate::domain::export::csv::Dialect;
use crate::domain::export::csv_lines::CsvLines;
use crate::domain::export::csv_table::CsvTable;
use crate::domain::export::format::Format;
use crate::domain::export::look::{Look, Seen};
use crate::domain::export::workbook;
use crate::domain::export::written::Written;
use crate::domain::fields::TextField;
use crate::domain::kept::ExportRecord;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::{Address, ColumnContext, NOT_READ};
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::problem::Problem;
use crate::domain::query::in_words;
use crate::domain::text::fold::fold;
use crate::domain::text::words::{counted, grouped};
use std::convert::Infallible;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Debug)]
pub struct ExportPlan {
    pub roster: Arc<Roster>,
    pub marks: Arc<Marks>,
    pub dates: Dates,
    /// Whom to write.
    pub who: Bits,
    /// How many more were meant and are on the never-list.
    pub left_out_never: usize,
    pub columns: Vec<ExportColumn>,
    /// A longer list becomes several files.
    pub max_rows: Option<usize>,
    pub format: Format,
    pub address: Address,
    pub countries: Arc<Countries>,
    /// Ends the writing; clones share it.
    pub cancel: Cancel,
}

/// Whether somebody wants the writing of an export to end.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn check(&self) -> io::Result<()> {
        if self.is_cancelled() { Err(io::Error::other("cancelled")) } else { Ok(()) }
    }
}

/// Takes no bytes after the cancellation: a format may write all of them behind the last row.
struct Cancellable<'a> {
    out: &'a mut dyn Write,
    cancel: &'a Cancel,
}

impl Write for Cancellable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.cancel.check()?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Exported {
    /// `remarks` are about where it was written.
    pub fn new(
        plan: &ExportPlan,
        path: String,
        files: usize,
        bytes: u64,
        written: Written,
        remarks: &[&str],
    ) -> Exported {
        let notes: Vec<String> = written.losses().chain(remarks.iter().map(|remark| (*remark).to_string())).collect();
        Exported {
            path,
            files,
            rows: written.rows,
            bytes,
            guarded: written.guarded,
            separator: plan.format.separator(),
            note: (!notes.is_empty()).then(|| notes.join(", ")),
            record: None,
            remembered: vec![],
        }
    }

    /// How much was written: `16 people, 2 113 bytes, ";" between cells`.
    pub fn amount(&self) -> String {
        let people = counted(self.rows as usize, "person", "people");
        let separator = self.separator.map(|separator| format!(", \"{separator}\" between cells")).unwrap_or_default();
        let files = if self.files > 1 { format!(" in {} files", grouped(self.files)) } else { String::new() };
        format!("{people}{files}, {} bytes{separator}", grouped(self.bytes as usize))
    }

    /// How many cells were made harmless, if any were.
    pub fn guard(&self) -> Option<String> {
        let cells = counted(self.guarded as usize, "cell", "cells");
        (self.guarded > 0).then(|| format!("{cells} got a ' against formulas"))
    }

    /// What was written, in one line, without the path.
    pub fn summary(&self) -> String {
        let mut text = self.amount();
        if let Some(guard) = self.guard() {
            text.push_str(&format!(", {guard}"));
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

    /// The header and the first `people` rows of the file, as a reader will see them; what was not read is named.
    pub fn preview(&self, people: usize) -> Vec<Vec<String>> {
        let context = self.context();
        let header = self.columns.iter().map(|column| column.title.clone()).collect();
        let value = |column: &ExportColumn, row: Row| match column.is_unread(&self.roster, self.address) {
            true => NOT_READ.to_string(),
            false if self.format.trims() => column.value(&context, row).text().trim().to_string(),
            false => column.value(&context, row).text().into_owned(),
        };
        let line = |row: Row| self.columns.iter().map(|column| value(column, row)).collect();
        std::iter::once(header).chain(self.who.rows().take(people).map(line)).collect()
    }

    /// Writes everybody, in the order of names; what is seen of them on the way is added to `seen`, if it is wanted.
    ///
    /// # Errors
    /// An error of the writer, or one that says nothing after [`Cancel::cancel`]; part of the file may be written then.
    pub fn write(&self, out: &mut dyn Write, seen: Option<&mut Seen>) -> io::Result<Written> {
        let mut out = Cancellable { out, cancel: &self.cancel };
        let written = match self.format {
            Format::Csv(dialect) => self.write_csv(dialect, &mut out, seen),
            Format::Workbook(sheet) => {
                if let Some(seen) = seen {
                    seen.add(self.look());
                }
                let context = self.context();
                let values = |row: Row| self.columns.iter().map(|column| column.value(&context, row)).collect();
                let rows = self.who.rows().map(|row| self.cancel.check().map(|()| values(row)));
                workbook::write(&mut out, sheet, &self.columns, self.dates.today, rows)
            }
        }?;
        // The last bytes may have taken their time.
        out.flush()?;
        self.cancel.check()?;
        Ok(written)
    }

    fn write_csv(&self, dialect: Dialect, out: &mut dyn Write, mut seen: Option<&mut Seen>) -> io::Result<Written> {
        let titles: Vec<&str> = self.columns.iter().map(|column| column.title.as_str()).collect();
        let table = CsvTable::new(&self.roster, &self.columns, dialect, self.count());
        let (head, mut written) = table.head(&titles);
        out.write_all(&head)?;
        let look = seen.is_some().then(|| self.how_to_look());
        let lines = |roster: &Roster, rows: &[Row], (lines, written, seen): &mut (CsvLines, Written, Seen)| {
            lines.clear();
            if !self.cancel.is_cancelled() {
                *written = table.write(&ColumnContext { roster, ..self.context() }, rows, lines);
                *seen = look.as_ref().map(|look| look.at(roster, rows)).unwrap_or_default();
            }
        };
        let rows: Vec<Row> = self.who.rows().collect();
        self.roster.each_in_order(&rows, lines, |(lines, more, more_seen)| {
            written = written.and(*more);
            if let Some(seen) = &mut seen {
                seen.add(std::mem::take(more_seen));
            }
            out.write_all(lines.bytes())
        })?;
        Ok(written)
    }

    /// Looks at everybody without writing them; after [`Cancel::cancel`] at no more of them.
    pub fn look(&self) -> Seen {
        let (look, mut seen) = (self.how_to_look(), Seen::default());
        let rows: Vec<Row> = self.who.rows().collect();
        let of_rows = |roster: &Roster, rows: &[Row], seen: &mut Seen| {
            if !self.cancel.is_cancelled() {
                *seen = look.at(roster, rows);
            }
        };
        let Ok(()) = self.roster.each_in_order(&rows, of_rows, |more| {
            seen.add(std::mem::take(more));
            Ok::<_, Infallible>(())
        });
        seen
    }

    fn how_to_look(&self) -> Look<'_> {
        Look::new(self.context(), &self.columns, self.format, &self.who)
    }

    /// A plan for the people of each file: one, unless there are more people than a file may have.
    pub fn parts(&self) -> Vec<ExportPlan> {
        let most = self.max_rows.unwrap_or(usize::MAX).max(1);
        if self.count() <= most {
            return vec![self.clone()];
        }
        let rows: Vec<Row> = self.who.rows().collect();
        let part = |rows: &[Row]| {
            let who = Bits::of(self.roster.len(), rows.iter().copied());
            ExportPlan { who, ..self.clone() }
        };
        rows.chunks(most).map(part).collect()
    }

    pub(super) fn context(&self) -> ColumnContext<'_> {
        ColumnContext {
            roster: &self.roster,
            marks: &self.marks,
            dates: self.dates,
            address: self.address,
            countries: &self.countries,
        }
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The absolute path; of several files, of the first.
    pub path: String,
    /// How many files there are.
    pub files: usize,
    /// People in them.
    pub rows: u64,
    pub bytes: u64,
    /// Cells that a `'` was put before.
    pub guarded: u64,
    /// What stands between the cells of a file for Excel.
    pub separator: Option<char>,
    /// A remark on how it was written, if there is one.
    pub note: Option<String>,
    /// Who was in it, where that is kept.
    pub record: Option<Arc<ExportRecord>>,
    /// What is kept of it, in words.
    pub remembered: Vec<String>,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotExported {
    /// There is a file of that name: its size and age in words.
    Exists(String),
    Failed(Problem),
    /// With what is there nevertheless: [`NOTHING`], or parts of it.
    Cancelled(String),
}

/// What usually is there of an export that was stopped.
pub const NOTHING: &str = "nothing was written";

/// The name of a file for a query on a day: `gifts-2026-12-01-office-dublin.csv`.
pub fn file_name(today: crate::domain::calendar::Day, query: &str, format: Format) -> String {
    let folded = fold(&in_words(query));
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() > 40 {
            break;
        }
        slug.push('-');
        slug.push_str(word);
    }
    let slug = slug.trim_end_matches("-not").trim_end_matches("-or");
    format!("gifts-{today}{slug}.{}", format.extension())
}

/// The paths of so many files instead of one: `gifts.csv` is `gifts-1.csv`, `gifts-2.csv` and so on.
pub fn numbered(path: &str, files: usize) -> Vec<String> {
    if files < 2 {
        return vec![path.to_string()];
    }
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    // A name may begin with a dot.
    let end = path[name..].rfind('.').filter(|&dot| dot > 0).map_or(path.len(), |dot| name + dot);
    (1..=files).map(|number| format!("{}-{number}{}", &path[..end], &path[end..])).collect()
}

/// The work emails of people, without those who have none.
pub fn emails(roster: &Roster, who: &Bits) -> Vec<String> {
    let email = |row| roster.text(TextField::Email, row).trim();
    who.rows().map(email).filter(|text| !text.is_empty()).map(str::to_string).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::calendar::Day;
    use crate::domain::export::preset::Presets;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    pub(in crate::domain::export) fn plan(preset: &str) -> ExportPlan {
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
        let preset = Presets::shipped().find(preset).unwrap();
        ExportPlan {
            marks: Arc::new(Marks::on(today, &roster)),
            dates: Dates { today, gift_date: today },
            who: Bits::all(roster.len()),
            left_out_never: 0,
            columns: preset.columns_for(Address::Work),
            max_rows: preset.max_rows,
            format: preset.format(b','),
            address: Address::Work,
            countries: Arc::default(),
            cancel: Cancel::default(),
            roster,
        }
    }

    #[test]
    fn a_platform_file_is_exact_and_an_excel_file_guarded() {
        let bytes = |preset| {
            let mut bytes = Vec::new();
            let written = plan(preset).write(&mut bytes, None).unwrap();
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

    /// Catalogue: C12.
    #[test]
    fn a_cancelled_export_ends_at_the_next_piece() {
        let plan = plan("generic");
        plan.cancel.cancel();
        let mut bytes = Vec::new();
        assert!(plan.write(&mut bytes, None).is_err());
        assert!(bytes.is_empty());
    }

    #[test]
    fn files_are_named_by_day_and_query() {
        let day = Day::parse("2026-12-01").unwrap();
        let csv = Presets::shipped().find("excel").unwrap().format(b',');
        let file_name = |day, query| file_name(day, query, csv);
        assert_eq!(file_name(day, "office:Dublin \"Zoë\""), "gifts-2026-12-01-office-dublin-zoe.csv");
        assert_eq!(
            file_name(day, "dublin -sales office:-berlin -xyz"),
            "gifts-2026-12-01-dublin-not-sales-office-not-berlin.csv"
        );
        assert_eq!(file_name(day, ""), "gifts-2026-12-01.csv");
        assert_eq!(file_name(day, "../../etc"), "gifts-2026-12-01-etc.csv");
    }
}
