//! From rows to the bytes of a CSV file. The bytes go to any writer; whether all of them reach a disk is its business.

use super::formula::guarded;
use super::written::Written;
use crate::domain::people::column::ColumnValue;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io;

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
    /// What giftlist itself wrote, such as a date or `true`. Not guarded, so never foreign text.
    Trusted(&'a str),
}

impl<'a> From<&'a ColumnValue<'_>> for Cell<'a> {
    fn from(value: &'a ColumnValue<'_>) -> Cell<'a> {
        match value {
            ColumnValue::Text(text) => Cell::Text(text),
            ColumnValue::Trusted(text) => Cell::Trusted(text),
            ColumnValue::Number(number) => Cell::Number(*number),
        }
    }
}

/// Writes rows. Nothing is certain to be written until `finish` has returned.
pub struct CsvWriter<W: io::Write> {
    csv: csv::Writer<W>,
    dialect: Dialect,
    written: Written,
}

impl<W: io::Write> CsvWriter<W> {
    /// Begins with the byte order mark, where the dialect has one.
    pub fn new(mut out: W, dialect: Dialect) -> io::Result<CsvWriter<W>> {
        if dialect.byte_order_mark {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let csv = WriterBuilder::new()
            .delimiter(dialect.delimiter)
            .quote_style(if dialect.quote_all { QuoteStyle::Always } else { QuoteStyle::Necessary })
            .terminator(Terminator::CRLF)
            .from_writer(out);
        Ok(CsvWriter { csv, dialect, written: Written::default() })
    }

    /// Writes the columns' names, guarded as the cells are; nothing, if the dialect has no header.
    pub fn header(&mut self, names: &[&str]) -> io::Result<()> {
        if !self.dialect.header {
            return Ok(());
        }
        self.line(names.iter().map(|name| Cell::Text(name)))
    }

    /// Writes one row. It is an error if it has more or fewer cells than the line before.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        self.line(cells)?;
        self.written.rows += 1;
        Ok(())
    }

    /// Writes what is still buffered and returns what was written. Dropping the writer instead would lose errors.
    pub fn finish(mut self) -> io::Result<Written> {
        self.csv.flush()?;
        Ok(self.written)
    }

    fn line<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            let cell = match cell {
                Cell::Text(text) if self.dialect.trim => Cell::Text(text.trim()),
                other => other,
            };
            match cell {
                Cell::Text(text) if self.dialect.guard => {
                    let guarded = guarded(text);
                    self.written.guarded += u64::from(matches!(guarded, Cow::Owned(_)));
                    self.csv.write_field(guarded.as_bytes()).map_err(io_error)?;
                }
                Cell::Text(text) | Cell::Trusted(text) => self.csv.write_field(text).map_err(io_error)?,
                Cell::Number(number) => self.csv.write_field(number.to_string()).map_err(io_error)?,
            }
        }
        self.csv.write_record(None::<&[u8]>).map_err(io_error)
    }
}

/// The underlying writer's error, with its kind: callers tell a full disk from a closed pipe.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
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
        let mut bytes = Vec::new();
        let mut writer = CsvWriter::new(&mut bytes, dialect).unwrap();
        writer.header(header).unwrap();
        for row in rows {
            writer.row(row.iter().map(|text| Cell::Text(text))).unwrap();
        }
        let written = writer.finish().unwrap();
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
        let mut bytes = Vec::new();
        let mut writer = CsvWriter::new(&mut bytes, Dialect { quote_all: false, ..EXCEL }).unwrap();
        writer.row([Cell::Number(-5), Cell::Trusted("--03-07"), Cell::Text("-5")]).unwrap();
        assert_eq!(writer.finish().unwrap().guarded, 1);
        assert_eq!(bytes, "\u{FEFF}-5;--03-07;'-5\r\n".as_bytes());
    }

    #[test]
    fn a_row_of_one_empty_cell_is_still_a_row() {
        for quote_all in [false, true] {
            let (text, _) = written(Dialect { quote_all, ..EXACT }, &["a"], &[vec![""], vec![""]]);
            assert_eq!(read(&text, b','), [["a"], [""], [""]]);
        }
    }

    #[test]
    fn a_row_with_a_cell_too_many_is_an_error() {
        let mut writer = CsvWriter::new(Vec::new(), EXACT).unwrap();
        writer.header(&["a", "b"]).unwrap();
        assert!(writer.row([Cell::Number(1)]).is_err());
    }

    #[test]
    fn an_error_of_the_writer_below_keeps_its_kind() {
        let mut room = [0_u8; 4];
        let mut writer = CsvWriter::new(room.as_mut_slice(), EXACT).unwrap();
        writer.row([Cell::Text("Anna")]).unwrap();
        assert_eq!(writer.finish().unwrap_err().kind(), io::ErrorKind::WriteZero);

        let mut room = [0_u8; 4];
        let mut writer = CsvWriter::new(room.as_mut_slice(), EXACT).unwrap();
        let error = (0..100_000).find_map(|_| writer.row([Cell::Text("Anna")]).err());
        assert_eq!(error.unwrap().kind(), io::ErrorKind::WriteZero);
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
