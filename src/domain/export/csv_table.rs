//! The cells of columns, as they stand in a CSV file. A word that many people share is put into quotes and guarded once for a
//! file, and not for each of them.

use super::column::ExportColumn;
use super::csv::{Cell, CsvWriter, Dialect};
use super::plan::ExportPlan;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Column, ColumnContext, ColumnValue};
use crate::domain::people::roster::Roster;

/// A column of a file.
pub(super) struct CsvColumn<'a> {
    column: &'a ExportColumn,
    shared: Option<(Shared, ReadyCells)>,
}

/// What many people share.
#[derive(Clone, Copy)]
enum Shared {
    Words(TextField),
    Supervisors,
}

/// Cells as they stand in the file, one behind another: so they stay near the processor.
#[derive(Default)]
struct ReadyCells {
    text: String,
    /// Where each ends, and whether it is guarded.
    ends: Vec<(u32, bool)>,
}

impl ReadyCells {
    fn of<'a>(texts: impl Iterator<Item = &'a str>, dialect: Dialect) -> ReadyCells {
        let mut cells = ReadyCells::default();
        for text in texts {
            let (cell, is_guarded) = CsvWriter::cell_of(dialect, Cell::Text(text));
            cells.text.push_str(&cell);
            cells.ends.push((cells.text.len() as u32, is_guarded));
        }
        cells
    }

    fn at(&self, place: usize) -> Option<(&str, bool)> {
        let &(end, is_guarded) = self.ends.get(place)?;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        Some((self.text.get(start as usize..end as usize)?, is_guarded))
    }
}

/// A value of a row.
pub(super) enum CsvCell<'a> {
    /// As it stands in the file, and whether it is guarded.
    Ready(&'a str, bool),
    Value(ColumnValue<'a>),
}

impl CsvCell<'_> {
    pub fn write(&self, csv: &mut CsvWriter) {
        match self {
            CsvCell::Ready(cell, is_guarded) => csv.ready(cell, *is_guarded),
            CsvCell::Value(value) => csv.cell(value.into()),
        }
    }
}

impl ExportPlan {
    pub(super) fn csv_columns(&self, dialect: Dialect) -> Vec<CsvColumn<'_>> {
        let shared = |column: &ExportColumn| {
            let shared = match column.plain_column()? {
                Column::Field(Field::Supervisor) => Shared::Supervisors,
                Column::Field(field) => Shared::Words(TextField::of(field).filter(|&field| Roster::has_words(field))?),
                _ => return None,
            };
            Some((shared, ready_cells(&self.roster, shared, dialect)))
        };
        let column = |column| CsvColumn { column, shared: if self.has_many() { shared(column) } else { None } };
        self.columns.iter().map(column).collect()
    }
}

impl CsvColumn<'_> {
    /// Appends the cells of some rows.
    pub fn read<'a>(&'a self, context: &ColumnContext<'a>, rows: &[Row], cells: &mut Vec<CsvCell<'a>>) {
        let Some((shared, ready)) = &self.shared else {
            return self.column.values(context, rows, |value| cells.push(CsvCell::Value(value)));
        };
        let mut take = |row: Row, place: Option<usize>| {
            cells.push(match place.and_then(|place| ready.at(place)) {
                Some((cell, is_guarded)) => CsvCell::Ready(cell, is_guarded),
                None => CsvCell::Value(self.column.value(context, row)),
            });
        };
        match shared {
            Shared::Words(field) => context.roster.word_places(*field, rows, |row, place| take(row, Some(place))),
            Shared::Supervisors => context.roster.boss_places(rows, take),
        }
    }
}

fn ready_cells(roster: &Roster, shared: Shared, dialect: Dialect) -> ReadyCells {
    match shared {
        Shared::Words(field) => ReadyCells::of(roster.all_words(field), dialect),
        Shared::Supervisors => ReadyCells::of(roster.boss_names(), dialect),
    }
}
