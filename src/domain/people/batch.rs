//! Values of some columns and neighbouring rows: read column by column, which is faster, and written row by row.

use super::bits::Row;

/// Few enough rows that their values stay near the processor.
const ROWS: usize = 64;

/// Calls `write` with the values of each row; `read` appends those of some rows in one of `columns`.
pub fn each_row<T>(
    columns: usize,
    rows: &[Row],
    read: impl Fn(usize, &[Row], &mut Vec<T>),
    mut write: impl FnMut(&mut dyn Iterator<Item = &T>),
) {
    let mut batch: Vec<Vec<T>> = (0..columns).map(|_| Vec::with_capacity(ROWS)).collect();
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
