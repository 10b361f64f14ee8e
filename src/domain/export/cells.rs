//! The cells of a file in which a spreadsheet sees more than text: found column by column, and a word that many people
//! share is looked at once.

use super::behind::Behind;
use super::column::ExportColumn;
use super::plan::ExportPlan;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::{Column, ColumnValue};

/// The cells of some columns that are alike in something.
#[derive(Default)]
pub(super) struct Cells {
    pub count: usize,
    /// Whose they are.
    pub people: Behind,
    /// The rows that have any of them.
    pub rows: Bits,
    /// The text of the first one.
    pub example: String,
}

impl ExportPlan {
    /// The cells with foreign text that passes.
    pub(super) fn cells_where(&self, passes: impl Fn(&str) -> bool + Sync) -> Cells {
        let columns: Vec<Bits> = self.columns.iter().map(|column| self.rows_where(column, &passes)).collect();
        let mut rows = Bits::none(self.roster.len());
        columns.iter().for_each(|column| rows.add(column));
        let first = rows.rows().next().and_then(|row| {
            let place = columns.iter().position(|column| column.has(row))?;
            Some(self.columns.get(place)?.value(&self.context(), row).text().into_owned())
        });
        Cells {
            count: columns.iter().map(Bits::count).sum(),
            people: Behind::of(&rows),
            rows,
            example: first.unwrap_or_default(),
        }
    }

    fn rows_where(&self, column: &ExportColumn, passes: &(impl Fn(&str) -> bool + Sync)) -> Bits {
        if !column.is_text() {
            return Bits::none(self.roster.len());
        }
        // Of fewer each is looked at.
        let field = column.plain_column().and_then(Column::field).filter(|_| self.has_many());
        let mut rows = match field.map(|field| (field, TextField::of(field))) {
            Some((_, Some(text))) => self.roster.rows_where(text, passes),
            Some((Field::Supervisor, None)) => self.roster.rows_supervised_by(passes),
            _ => {
                let context = self.context();
                let is_found = |row: &Row| match column.value(&context, *row) {
                    ColumnValue::Text(text) => passes(&text),
                    _ => false,
                };
                return Bits::of(self.roster.len(), self.who.rows().filter(is_found));
            }
        };
        rows.keep(&self.who);
        rows
    }
}
