//! Values of some columns and neighbouring rows: read column by column, which is faster, and written row by row.

use super::bits::Row;
use super::column::ColumnValue;

/// Few enough rows that their values stay near the processor.
const ROWS: usize = 64;

/// Calls `write` with the values of each row; `read` appends those of some rows in one of `columns`.
pub fn each_row<'a>(
    columns: usize,
    rows: &[Row],
    read: impl Fn(usize, &[Row], &mut Vec<ColumnValue<'a>>),
    mut write: impl FnMut(&mut dyn Iterator<Item = &ColumnValue<'a>>),
) {
    let mut batch: Vec<Vec<ColumnValue>> = vec![Vec::new(); columns];
    for rows in rows.chunks(ROWS) {
        for (column, values) in batch.iter_mut().enumerate() {
            values.clear();
            read(column, rows, values);
        }
        for place in 0..rows.len() {
            write(&mut batch.iter().filter_map(|values| values.get(place)));
        }
    }
}
