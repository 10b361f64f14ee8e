//! The lines of a CSV file, made of cells that stand elsewhere.

use std::ops::Range;

/// Bytes of a short cell.
pub(super) const SHORT: usize = 32;
/// Bytes of a row with all fields, more or less.
const USUAL_ROW: usize = 256;

/// Where a cell stands in bytes, of which there are less than [`Place::BYTES`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    start: u32,
    end: u32,
}

impl Place {
    pub const BYTES: usize = u32::MAX as usize;

    #[inline]
    pub fn of(range: Range<usize>) -> Place {
        Place { start: range.start as u32, end: range.end as u32 }
    }

    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Lines of cells. They are joined by whoever writes the file, so that several threads can make them.
#[derive(Default)]
pub struct CsvLines {
    /// The lines and room behind them.
    room: Vec<u8>,
    length: usize,
}

/// What stands around the cells of a row.
#[derive(Clone, Copy)]
pub(super) struct CsvRow {
    /// Before the first and behind the last one.
    pub quote: &'static [u8],
    /// Between two of them, and how much of it.
    pub delimiter: [u8; 3],
    pub delimiter_length: usize,
}

impl CsvLines {
    pub fn bytes(&self) -> &[u8] {
        &self.room[..self.length]
    }

    /// Makes room for so many rows of the usual length.
    pub(super) fn expect_rows(&mut self, rows: usize) {
        let expected = self.length + rows * USUAL_ROW;
        if expected > self.room.len() {
            self.room.resize(expected, 0);
        }
    }

    /// Forgets the lines; their room stays.
    pub fn clear(&mut self) {
        self.length = 0;
    }

    /// Appends a row of cells, each with the bytes in which it stands.
    pub(super) fn push<'a>(&mut self, row: CsvRow, cells: impl Iterator<Item = (&'a [u8], Place)>) {
        let start = self.length;
        self.append(row.quote);
        let first = self.length;
        for (bytes, place) in cells {
            self.append_cell(bytes, place);
            self.append_some(&row.delimiter, row.delimiter_length);
        }
        if self.length > first {
            self.length -= row.delimiter_length;
        }
        self.append(row.quote);
        // A line with nothing in it would be no row to whoever reads it.
        if self.length == start {
            self.append(b"\"\"");
        }
        self.append(b"\r\n");
    }

    /// Most cells are short. So many bytes are copied whatever the length, which takes less time than to copy just the cell; what
    /// follows overwrites the surplus.
    #[inline]
    fn append_cell(&mut self, bytes: &[u8], place: Place) {
        let range = place.range();
        match bytes.get(range.start..).and_then(<[u8]>::first_chunk::<SHORT>) {
            Some(short) if range.len() <= SHORT => self.append_some(short, range.len()),
            _ => self.append(bytes.get(range).unwrap_or_default()),
        }
    }

    /// Appends the first bytes of some.
    #[inline]
    fn append_some<const N: usize>(&mut self, bytes: &[u8; N], length: usize) {
        match self.room.get_mut(self.length..).and_then(<[u8]>::first_chunk_mut::<N>) {
            Some(room) => {
                *room = *bytes;
                self.length += length;
            }
            None => self.append(&bytes[..length]),
        }
    }

    #[inline(never)]
    fn append(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if end > self.room.len() {
            self.room.resize(2 * end, 0);
        }
        self.room[self.length..end].copy_from_slice(bytes);
        self.length = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_any_length_are_copied_whole() {
        let lengths = (0..=2 * SHORT).chain([10_000, 5]);
        let cells: Vec<String> = lengths.map(|length| "x".repeat(length)).collect();
        let row = CsvRow { quote: b"", delimiter: *b",\0\0", delimiter_length: 1 };
        let mut lines = CsvLines::default();
        for _ in 0..3 {
            lines.push(row, cells.iter().map(|cell| (cell.as_bytes(), Place::of(0..cell.len()))));
        }
        let expected = [cells.join(","), "\r\n".into()].concat().repeat(3);
        assert_eq!(str::from_utf8(lines.bytes()), Ok(expected.as_str()));
    }
}
