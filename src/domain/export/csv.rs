//! How a cell is written into a CSV file: with quotes, a guard, without blanks around it.

use super::csv_lines::{CsvRow, Place, SHORT};
use super::formula::{guard, needs_guard};
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

impl Dialect {
    /// What stands around the cells of a row.
    pub(super) fn row(self) -> CsvRow {
        let delimiter = self.delimiter;
        match self.quote_all {
            true => CsvRow { quote: b"\"", delimiter: [b'"', delimiter, b'"'], delimiter_length: 3 },
            false => CsvRow { quote: b"", delimiter: [delimiter, 0, 0], delimiter_length: 1 },
        }
    }

    /// Whether a text, or several one behind another, can stand in cells without quotes and as they are
    /// (<https://www.rfc-editor.org/rfc/rfc4180#section-2>).
    pub(super) fn is_free_of_special(self, text: &str) -> bool {
        // Looked at to the end, which takes many bytes at once.
        let is_special = |byte| match byte {
            b'"' => true,
            b'\r' | b'\n' => !self.quote_all,
            byte => byte == self.delimiter && !self.quote_all,
        };
        !text.bytes().fold(false, |found, byte| found | is_special(byte))
    }

    /// Whether there are texts that it changes.
    pub(super) fn changes_any(self) -> bool {
        self.trim || self.guard
    }

    /// Whether a text gets a guard or loses blanks around it.
    pub(super) fn changes(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let is_usual =
            bytes.first().is_none_or(u8::is_ascii_alphanumeric) && bytes.last().is_none_or(u8::is_ascii_graphic);
        !is_usual && (self.trim && text.trim() != text || self.guard && needs_guard(text))
    }
}

/// Makes cells, one behind another. Where a dialect has quotes around all of them, these are the lines'.
pub(super) struct CsvCells {
    bytes: Vec<u8>,
    dialect: Dialect,
    guarded: u64,
}

impl CsvCells {
    pub fn new(dialect: Dialect) -> CsvCells {
        CsvCells { bytes: Vec::new(), dialect, guarded: 0 }
    }

    /// Appends a cell, and says where it stands.
    pub fn push(&mut self, cell: Cell<'_>) -> Place {
        let start = self.bytes.len();
        match cell {
            Cell::Text(text) => {
                let text = if self.dialect.trim { text.trim() } else { text };
                let guard = if self.dialect.guard { guard(text) } else { "" };
                self.guarded += u64::from(!guard.is_empty());
                self.push_text(guard, text);
            }
            Cell::Trusted(text) => self.push_text("", text),
            // Nothing in it is special.
            Cell::Date(text) => self.bytes.extend_from_slice(text.as_bytes()),
            Cell::Number(number) => self.push_text("", &number.to_string()),
        }
        Place::of(start..self.bytes.len())
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Puts so much behind them that each of them can be copied as lines copy a short one.
    pub fn pad(&mut self) {
        self.bytes.extend_from_slice(&[0; SHORT]);
    }

    /// The cells, one behind another.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many cells got a `'`.
    pub fn guarded(&self) -> u64 {
        self.guarded
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.guarded = 0;
    }

    fn push_text(&mut self, guard: &str, text: &str) {
        if self.dialect.is_free_of_special(text) {
            self.bytes.extend_from_slice(guard.as_bytes());
            self.bytes.extend_from_slice(text.as_bytes());
            return;
        }
        let quote: &[u8] = if self.dialect.quote_all { b"" } else { b"\"" };
        self.bytes.extend_from_slice(quote);
        self.bytes.extend_from_slice(guard.as_bytes());
        for (place, piece) in text.split('"').enumerate() {
            if place > 0 {
                self.bytes.extend_from_slice(b"\"\"");
            }
            self.bytes.extend_from_slice(piece.as_bytes());
        }
        self.bytes.extend_from_slice(quote);
    }
}

#[cfg(test)]
mod tests {
    use super::super::csv_lines::CsvLines;
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

    /// The text of a file, and how many of its cells are guarded.
    fn written(dialect: Dialect, header: &[&str], rows: &[Vec<&str>]) -> (String, u64) {
        let (mut cells, mut lines) = (CsvCells::new(dialect), CsvLines::default());
        let header = dialect.header.then(|| header.to_vec());
        for row in header.iter().chain(rows) {
            let places: Vec<Place> = row.iter().map(|text| cells.push(Cell::Text(text))).collect();
            lines.push(dialect.row(), places.into_iter().map(|place| (cells.bytes(), place)));
        }
        (String::from_utf8(lines.bytes().to_vec()).unwrap(), cells.guarded())
    }

    fn read(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// Catalogue: C08, C09.
    #[test]
    fn excel_gets_semicolons_and_quotes() {
        let (text, guarded) = written(EXCEL, &["Name", "=Custom"], &[vec!["Zoë", "=1+1"]]);
        assert_eq!(text, "\"Name\";\"'=Custom\"\r\n\"Zoë\";\"'=1+1\"\r\n");
        assert_eq!(guarded, 2);
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
        let (text, guarded) = written(EXACT, &["a", "b"], &[vec!["=1+1", "x,\"y\"\n"]]);
        assert_eq!(text, "a,b\r\n=1+1,\"x,\"\"y\"\"\n\"\r\n");
        assert_eq!(guarded, 0);
    }

    #[test]
    fn numbers_and_words_of_ours_are_not_guarded() {
        let mut csv = CsvCells::new(EXCEL);
        for cell in [Cell::Number(-5), Cell::Trusted("--03-07"), Cell::Text("-5")] {
            csv.push(cell);
        }
        assert_eq!((csv.bytes(), csv.guarded()), (b"-5--03-07'-5".as_slice(), 1));
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
            if first.starts_with('\u{FEFF}') {
                return Ok(());
            }
            let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            let (text, guarded) = written(dialect, &cells[0], &cells[1..]);
            let mut expected = &rows[..];
            if !dialect.header {
                expected = &rows[1..];
            }
            let mut found = read(&text, dialect.delimiter);
            let changed = found.iter().zip(expected).flat_map(|(a, b)| a.iter().zip(b)).filter(|(a, b)| a != b).count();
            prop_assert_eq!(changed as u64, guarded);
            if dialect.guard {
                for cell in found.iter_mut().flatten() {
                    prop_assert!(!looks_like_formula(cell));
                    *cell = unguarded(cell).to_owned();
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
