//! A CSV file of people: its head and its lines.

use super::column::ExportColumn;
use super::csv::{Cell, CsvCells, Dialect};
use super::csv_column::{Batch, CsvColumn, ReadyDays};
use super::csv_lines::{CsvLines, Place};
use super::written::Written;
use crate::domain::people::bits::Row;
use crate::domain::people::column::ColumnContext;
use crate::domain::people::roster::Roster;

/// Few enough rows that their cells stay near the processor.
const ROWS: usize = 64;

/// The columns of a file, and how its lines are made.
pub struct CsvTable<'a> {
    dialect: Dialect,
    columns: Vec<CsvColumn<'a>>,
}

impl<'a> CsvTable<'a> {
    /// For so many of the people.
    pub fn new(roster: &Roster, columns: &'a [ExportColumn], dialect: Dialect, people: usize) -> CsvTable<'a> {
        let days = ReadyDays::default();
        let columns = columns.iter().map(|column| CsvColumn::new(roster, column, dialect, people, &days)).collect();
        CsvTable { dialect, columns }
    }

    /// What stands before the lines: the byte order mark, where the dialect has one, and the columns' names, guarded as the cells
    /// are, unless it has no header.
    pub fn head(&self, names: &[&str]) -> (Vec<u8>, Written) {
        let (mut head, mut cells) = (Vec::new(), CsvCells::new(self.dialect));
        if self.dialect.byte_order_mark {
            head.extend_from_slice("\u{FEFF}".as_bytes());
        }
        if self.dialect.header {
            let places: Vec<Place> = names.iter().map(|name| cells.push(Cell::Text(name))).collect();
            let mut lines = CsvLines::default();
            lines.push(self.dialect.row(), places.into_iter().map(|place| (cells.bytes(), place)));
            head.extend_from_slice(lines.bytes());
        }
        (head, Written { guarded: cells.guarded(), ..Written::default() })
    }

    /// Appends the lines of some rows.
    pub fn write(&self, context: &ColumnContext, rows: &[Row], lines: &mut CsvLines) -> Written {
        let mut written = Written { rows: rows.len() as u64, ..Written::default() };
        let mut batches: Vec<Batch> = self.columns.iter().map(|_| Batch::new(self.dialect)).collect();
        let around = self.dialect.row();
        lines.expect_rows(rows.len());
        for rows in rows.chunks(ROWS) {
            for (column, batch) in self.columns.iter().zip(&mut batches) {
                written.guarded += column.read(context, rows, batch);
            }
            let columns: Vec<(&[u8], &[Place])> = batches.iter().map(Batch::cells).collect();
            for row in 0..rows.len() {
                let place = |places: &[Place]| places.get(row).map_or(Place::default(), |place| *place);
                lines.push(around, columns.iter().map(|(bytes, places)| (*bytes, place(places))));
            }
        }
        written
    }
}
