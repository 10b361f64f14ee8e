//! The cells of columns, as they stand in a CSV file. A word that many people share is put into quotes and guarded once for a
//! file, and not for each of them.

use super::column::ExportColumn;
use super::csv::{Cell, CsvWriter, Dialect};
use super::plan::ExportPlan;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Column, ColumnContext, ColumnValue};
use crate::domain::people::roster::Roster;

/// If of so many people one is in the file, what they share is prepared.
const FEW: usize = 4;

/// A column of a file.
pub(super) struct CsvColumn<'a> {
    column: &'a ExportColumn,
    shared: Option<(Shared, Vec<Ready>)>,
}

/// What many people share.
#[derive(Clone, Copy)]
enum Shared {
    Words(TextField),
    Supervisors,
}

/// A cell as it stands in the file.
pub(super) struct Ready {
    text: String,
    is_guarded: bool,
}

/// A value of a row.
pub(super) enum CsvCell<'a> {
    Ready(&'a Ready),
    Value(ColumnValue<'a>),
}

impl CsvCell<'_> {
    pub fn write(&self, csv: &mut CsvWriter) {
        match self {
            CsvCell::Ready(cell) => csv.ready(&cell.text, cell.is_guarded),
            CsvCell::Value(value) => csv.cell(value.into()),
        }
    }
}

impl ExportPlan {
    pub(super) fn csv_columns(&self, dialect: Dialect) -> Vec<CsvColumn<'_>> {
        let has_many = self.count() * FEW > self.roster.len();
        let shared = |column: &ExportColumn| {
            let shared = match column.plain_column()? {
                Column::Field(Field::Supervisor) => Shared::Supervisors,
                Column::Field(field) => Shared::Words(TextField::of(field).filter(|&field| Roster::has_words(field))?),
                _ => return None,
            };
            Some((shared, ready_cells(&self.roster, shared, dialect)))
        };
        let column = |column| CsvColumn { column, shared: if has_many { shared(column) } else { None } };
        self.columns.iter().map(column).collect()
    }
}

impl CsvColumn<'_> {
    /// Appends the cells of some rows.
    pub fn read<'a>(&'a self, context: &ColumnContext<'a>, rows: &[Row], cells: &mut Vec<CsvCell<'a>>) {
        let Some((shared, ready)) = &self.shared else {
            return self.column.values(context, rows, |value| cells.push(CsvCell::Value(value)));
        };
        let value = |row: Row| CsvCell::Value(self.column.value(context, row));
        let mut rest = rows.iter();
        let mut take = |code: Option<usize>| {
            let row = rest.next().copied();
            let cell = code.and_then(|code| ready.get(code)).map(CsvCell::Ready).or_else(|| row.map(value));
            cells.extend(cell);
        };
        match shared {
            Shared::Words(field) => context.roster.word_places(*field, rows, |place| take(Some(place))),
            Shared::Supervisors => context.roster.boss_places(rows, take),
        }
    }
}

fn ready_cells(roster: &Roster, shared: Shared, dialect: Dialect) -> Vec<Ready> {
    let ready = |text: &str| {
        let (text, is_guarded) = CsvWriter::cell_of(dialect, Cell::Text(text));
        Ready { text, is_guarded }
    };
    match shared {
        Shared::Words(field) => roster.all_words(field).map(ready).collect(),
        Shared::Supervisors => roster.boss_names().map(ready).collect(),
    }
}
