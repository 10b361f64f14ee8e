//! From rows to the bytes of a CSV file.

use super::formula::guard;
use super::written::Written;
use crate::domain::people::column::ColumnValue;

/// How the bytes are to be written. Lines end with CR LF in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Whether the file begins with U+FEFF, by which Excel knows UTF-8.
    pub byte_order_mark: bool,
    /// What stands between two cells: `,` or `;`.
    pub delimiter: u8,
    /// Whether every cell is quoted, or only those that need it.
    pub quote_all: bool,
    /// Whether cells that look like formulas are made harmless.
    pub guard: bool,
    /// Whether texts are written without blanks around them.
    pub trim: bool,
    /// Whether the first line names the columns.
    pub header: bool,
    /// Whether the file is to be opened in Excel by double click.
    pub for_excel: bool,
}

impl Dialect {
    /// For other programs: nothing is added, quoted without need or changed.
    pub const PLAIN: Dialect = Dialect {
        byte_order_mark: false,
        delimiter: b',',
        quote_all: false,
        guard: false,
        trim: false,
        header: true,
        for_excel: false,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Foreign text: guarded.
    Text(&'a str),
    /// A number, even a negative one, is never guarded.
    Number(i64),
    /// What giftlist itself wrote, such as `true`. Not guarded, so never foreign text.
    Trusted(&'a str),
    /// The same of digits and dashes alone.
    Date(&'a str),
}

impl<'a> From<&'a ColumnValue<'_>> for Cell<'a> {
    fn from(value: &'a ColumnValue<'_>) -> Cell<'a> {
        match value {
            ColumnValue::Text(text) => Cell::Text(text),
            ColumnValue::Trusted(text) => Cell::Trusted(text),
            ColumnValue::Date(text) => Cell::Date(text),
            ColumnValue::Number(number) => Cell::Number(*number),
        }
    }
}

/// Makes lines. They are joined by whoever writes the file, so that several threads can make them.
pub struct CsvWriter {
    bytes: Vec<u8>,
    dialect: Dialect,
    /// By byte: whether it cannot stand in a cell without quotes.
    is_special: [bool; 256],
    /// Where the row begins, and whether it has a cell.
    row: usize,
    has_cell: bool,
    written: Written,
}

impl CsvWriter {
    /// Begins a file: with the byte order mark, where the dialect has one, and the columns' names, guarded as the cells are,
    /// unless it has no header.
    pub fn begin(dialect: Dialect, names: &[&str]) -> CsvWriter {
        let mut csv = CsvWriter::behind(dialect, Vec::new());
        if dialect.byte_order_mark {
            csv.bytes.extend_from_slice("\u{FEFF}".as_bytes());
            csv.row = csv.bytes.len();
        }
        if dialect.header {
            names.iter().for_each(|name| csv.cell(Cell::Text(name)));
            csv.end_line();
        }
        csv
    }

    /// Goes on behind other lines, in the room of bytes that are not needed any more.
    pub fn behind(dialect: Dialect, mut room: Vec<u8>) -> CsvWriter {
        room.clear();
        let mut is_special = [false; 256];
        for byte in [dialect.delimiter, b'"', b'\r', b'\n'] {
            is_special[usize::from(byte)] = true;
        }
        CsvWriter { bytes: room, dialect, is_special, row: 0, has_cell: false, written: Written::default() }
    }

    /// Appends a cell to the row.
    pub fn cell(&mut self, cell: Cell<'_>) {
        self.delimit();
        match cell {
            Cell::Text(text) => {
                let text = if self.dialect.trim { text.trim() } else { text };
                let guard = if self.dialect.guard { guard(text) } else { "" };
                self.written.guarded += u64::from(!guard.is_empty());
                self.push(guard, text);
            }
            Cell::Trusted(text) => self.push("", text),
            // Nothing in it is special.
            Cell::Date(text) if !self.dialect.quote_all => self.bytes.extend_from_slice(text.as_bytes()),
            Cell::Date(text) => self.push("", text),
            Cell::Number(number) => self.push("", &number.to_string()),
        }
    }

    /// Appends what [`CsvWriter::cell_of`] made.
    pub fn ready(&mut self, cell: &str, is_guarded: bool) {
        self.delimit();
        self.written.guarded += u64::from(is_guarded);
        self.bytes.extend_from_slice(cell.as_bytes());
    }

    /// A cell as it stands in a file, and whether it is guarded.
    pub fn cell_of(dialect: Dialect, cell: Cell<'_>) -> (String, bool) {
        let mut csv = CsvWriter::behind(dialect, Vec::new());
        csv.cell(cell);
        (String::from_utf8_lossy(&csv.bytes).into_owned(), csv.written.guarded > 0)
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        self.end_line();
        self.written.rows += 1;
    }

    /// The lines, and what became of them.
    pub fn finish(self) -> (Vec<u8>, Written) {
        (self.bytes, self.written)
    }

    /// A guard and a text as one cell, in quotes if it needs them (<https://www.rfc-editor.org/rfc/rfc4180#section-2>).
    fn push(&mut self, guard: &str, text: &str) {
        let is_special = text.bytes().fold(false, |found, byte| found | self.is_special[usize::from(byte)]);
        if !is_special && !self.dialect.quote_all {
            self.bytes.extend_from_slice(guard.as_bytes());
            self.bytes.extend_from_slice(text.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(guard.as_bytes());
        for (place, piece) in text.split('"').enumerate() {
            if place > 0 {
                self.bytes.extend_from_slice(b"\"\"");
            }
            self.bytes.extend_from_slice(piece.as_bytes());
        }
        self.bytes.push(b'"');
    }

    /// What stands before a cell.
    fn delimit(&mut self) {
        if self.has_cell {
            self.bytes.push(self.dialect.delimiter);
        }
        self.has_cell = true;
    }

    fn end_line(&mut self) {
        // A line with nothing in it would be no row to whoever reads it.
        if self.bytes.len() == self.row {
            self.bytes.extend_from_slice(b"\"\"");
        }
        self.bytes.extend_from_slice(b"\r\n");
        self.row = self.bytes.len();
        self.has_cell = false;
    }
}

#[cfg(test)]
mod tests {
    use super::super::formula::looks_like_formula;
    use super::super::formula::tests::{hostile, unguarded};
    use super::*;
    use proptest::prelude::*;

    const EXCEL: Dialect = Dialect {
        byte_order_mark: true,
        delimiter: b';',
        quote_all: true,
        guard: true,
        trim: true,
        header: true,
        for_excel: true,
    };
    const EXACT: Dialect = Dialect::PLAIN;

    fn written(dialect: Dialect, header: &[&str], rows: &[Vec<&str>]) -> (String, Written) {
        let mut csv = CsvWriter::begin(dialect, header);
        for row in rows {
            row.iter().for_each(|text| csv.cell(Cell::Text(text)));
            csv.end_row();
        }
        let (bytes, written) = csv.finish();
        (String::from_utf8(bytes).unwrap(), written)
    }

    fn read(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// Catalogue: C08, C09.
    #[test]
    fn excel_gets_a_mark_semicolons_and_quotes() {
        let (text, written) = written(EXCEL, &["Name", "=Custom"], &[vec!["Zoë", "=1+1"]]);
        assert_eq!(text, "\u{FEFF}\"Name\";\"'=Custom\"\r\n\"Zoë\";\"'=1+1\"\r\n");
        assert_eq!(written, Written { rows: 1, guarded: 2, ..Written::default() });
    }

    /// Catalogue: C07.
    #[test]
    fn blanks_around_a_text_stay_only_where_values_are_exact() {
        let row = [vec![" Zoë\u{a0}", "-"]];
        assert_eq!(written(EXCEL, &["a", "b"], &row).0.lines().nth(1), Some("\"Zoë\";\"-\""));
        assert_eq!(written(EXACT, &["a", "b"], &row).0.lines().nth(1), Some(" Zoë\u{a0},-"));
    }

    #[test]
    fn a_program_gets_the_exact_values() {
        let (text, written) = written(EXACT, &["a", "b"], &[vec!["=1+1", "x,\"y\"\n"]]);
        assert_eq!(text, "a,b\r\n=1+1,\"x,\"\"y\"\"\n\"\r\n");
        assert_eq!(written, Written { rows: 1, ..Written::default() });
    }

    #[test]
    fn without_a_header_there_is_none() {
        assert_eq!(written(Dialect { header: false, ..EXACT }, &["a"], &[vec!["x"]]).0, "x\r\n");
    }

    #[test]
    fn numbers_and_words_of_ours_are_not_guarded() {
        let mut csv = CsvWriter::behind(Dialect { quote_all: false, ..EXCEL }, Vec::new());
        for cell in [Cell::Number(-5), Cell::Trusted("--03-07"), Cell::Text("-5")] {
            csv.cell(cell);
        }
        csv.end_row();
        let (bytes, written) = csv.finish();
        assert_eq!((bytes.as_slice(), written.guarded), (b"-5;--03-07;'-5\r\n".as_slice(), 1));
    }

    #[test]
    fn a_row_of_one_empty_cell_is_still_a_row() {
        for quote_all in [false, true] {
            let (text, _) = written(Dialect { quote_all, ..EXACT }, &["a"], &[vec![""], vec![""]]);
            assert_eq!(read(&text, b','), [["a"], [""], [""]]);
        }
    }

    prop_compose! {
        fn dialect()(byte_order_mark: bool, semicolon: bool, quote_all: bool, guard: bool, header: bool) -> Dialect {
            Dialect { byte_order_mark, delimiter: if semicolon { b';' } else { b',' }, quote_all, guard, trim: false, header, for_excel: false }
        }
    }

    fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
        (1..5_usize).prop_flat_map(|columns| {
            let row = proptest::collection::vec(hostile(), columns);
            proptest::collection::vec(row, 1..6)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// Catalogue: C03, C05, C07, C08, F14.
        #[test]
        fn whatever_is_written_is_read_back(rows in rows(), dialect in dialect()) {
            // A reader takes U+FEFF at the very beginning of a file for the byte order mark.
            let first = rows.get(usize::from(!dialect.header)).map_or("", |row| &row[0]);
            if !dialect.byte_order_mark && first.starts_with('\u{FEFF}') {
                return Ok(());
            }
            let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            let (text, written) = written(dialect, &cells[0], &cells[1..]);
            let mut expected = &rows[..];
            if !dialect.header {
                expected = &rows[1..];
            }
            let mut found = read(&text, dialect.delimiter);
            let changed = found.iter().zip(expected).flat_map(|(a, b)| a.iter().zip(b)).filter(|(a, b)| a != b).count();
            prop_assert_eq!(changed as u64, written.guarded);
            if dialect.guard {
                for cell in found.iter_mut().flatten() {
                    prop_assert!(!looks_like_formula(cell));
                    *cell = unguarded(cell).to_owned();
                }
            }
            prop_assert_eq!(found, expected);
            prop_assert_eq!(written.rows as usize, rows.len() - 1);
        }
    }
}
