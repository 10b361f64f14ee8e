//! From rows to the bytes of a CSV file, and the guard against formulas. The bytes go to any writer; whether all of them
//! reach a disk is its business.
//!
//! A spreadsheet runs a cell that begins like a formula, quoted or not
//! (<https://owasp.org/www-community/attacks/CSV_Injection>). The guard writes one `'` before such a cell.

use crate::domain::people::column::ColumnValue;
use crate::domain::text::hidden::is_hidden;
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
    /// Whether the first line names the columns.
    pub header: bool,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CsvWritten {
    /// Rows, without the header.
    pub rows: u64,
    /// Cells that got a `'`, those of the header included.
    pub guarded: u64,
}

/// Writes rows. Nothing is certain to be written until `finish` has returned.
pub struct CsvWriter<W: io::Write> {
    csv: csv::Writer<W>,
    dialect: Dialect,
    written: CsvWritten,
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
        Ok(CsvWriter { csv, dialect, written: CsvWritten::default() })
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
    pub fn finish(mut self) -> io::Result<CsvWritten> {
        self.csv.flush()?;
        Ok(self.written)
    }

    fn line<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
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

/// The text with one `'` before it if a spreadsheet would take it for a formula.
///
/// A text that already looks guarded gets another `'`, so that a reader who knows of the guard can always take exactly
/// one away. Borrowed if nothing was added.
///
/// ```
/// use giftlist::domain::export::csv::guarded;
///
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("'=1+1"), "''=1+1");
/// assert_eq!(guarded("Anna-Lena"), "Anna-Lena");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text) || is_guarded(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet may take the text for a formula, judged by its first character that is neither white space nor
/// hidden. Besides the characters of <https://owasp.org/www-community/attacks/CSV_Injection> these are `|`, `%`, `;` and
/// the full-width forms, which some programs treat alike.
///
/// ```
/// use giftlist::domain::export::csv::looks_like_formula;
///
/// assert!(looks_like_formula("\u{200b} =HYPERLINK(\"https://evil.example\")"));
/// assert!(looks_like_formula("+49 170 1234567"), "a phone number, too, would be computed");
/// assert!(!looks_like_formula("a=1"));
/// ```
pub fn looks_like_formula(text: &str) -> bool {
    for c in text.chars() {
        match c {
            '=' | '+' | '-' | '@' | '|' | '%' | ';' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n' | '\0' => {
                return true;
            }
            _ if c.is_whitespace() || c.is_control() || is_hidden(c) => {}
            _ => return false,
        }
    }
    false
}

/// Whether the text is what `guarded` makes of another.
fn is_guarded(text: &str) -> bool {
    text.starts_with('\'') && looks_like_formula(text.trim_start_matches('\''))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXCEL: Dialect =
        Dialect { byte_order_mark: true, delimiter: b';', quote_all: true, guard: true, header: true };
    const EXACT: Dialect =
        Dialect { byte_order_mark: false, delimiter: b',', quote_all: false, guard: false, header: true };

    /// The text that `guarded` was given.
    fn unguarded(text: &str) -> &str {
        if is_guarded(text) { &text[1..] } else { text }
    }

    fn written(dialect: Dialect, header: &[&str], rows: &[Vec<&str>]) -> (String, CsvWritten) {
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

    #[test]
    fn excel_gets_a_mark_semicolons_and_quotes() {
        let (text, written) = written(EXCEL, &["Name", "=Custom"], &[vec!["Zoë", "=1+1"]]);
        assert_eq!(text, "\u{FEFF}\"Name\";\"'=Custom\"\r\n\"Zoë\";\"'=1+1\"\r\n");
        assert_eq!(written, CsvWritten { rows: 1, guarded: 2 });
    }

    #[test]
    fn a_program_gets_the_exact_values() {
        let (text, written) = written(EXACT, &["a", "b"], &[vec!["=1+1", "x,\"y\"\n"]]);
        assert_eq!(text, "a,b\r\n=1+1,\"x,\"\"y\"\"\n\"\r\n");
        assert_eq!(written, CsvWritten { rows: 1, guarded: 0 });
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

    #[test]
    fn formulas_are_made_harmless() {
        for attack in [
            "=cmd|'/c calc'!A1",
            "=HYPERLINK(\"http://x\")",
            "+49 170 1234567",
            "+1-1",
            "-",
            "@home",
            "|x",
            "%x",
            ";=1",
            "\t=1",
            "\r=1",
            "\nx",
            "\0x",
            " =1",
            "\u{A0}\u{3000}=1",
            "\u{200B}=1",
            "\u{FEFF}=1",
            "\u{FEFF} \u{202E}\u{1}=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
        ] {
            assert!(looks_like_formula(attack), "{attack:?}");
            assert_eq!(guarded(attack), format!("'{attack}"));
            assert_eq!(unguarded(&guarded(attack)), attack);
        }
    }

    #[test]
    fn what_is_no_formula_is_not_touched() {
        for text in [
            "",
            " ",
            "Anna",
            "Anna-Lena",
            "a=1",
            "'tis",
            "'",
            "'s-Hertogenbosch",
            "00123",
            "1E5",
            "\u{200B}",
            "“=”",
            "_",
        ] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    #[test]
    fn a_value_that_looks_guarded_already_comes_back_too() {
        for text in ["'=1", "''=1", "' =1", "'\t"] {
            assert_eq!(guarded(text), format!("'{text}"));
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }

    fn hostile() -> impl Strategy<Value = String> {
        let character = prop_oneof![
            3 => proptest::sample::select("=+-@|%;,'\"\t\r\n\0 a1\u{200B}\u{FEFF}＝ü".chars().collect::<Vec<char>>()),
            1 => any::<char>()
        ];
        proptest::collection::vec(character, 0..8).prop_map(|characters| characters.into_iter().collect())
    }

    prop_compose! {
        fn dialect()(byte_order_mark: bool, semicolon: bool, quote_all: bool, guard: bool, header: bool) -> Dialect {
            Dialect { byte_order_mark, delimiter: if semicolon { b';' } else { b',' }, quote_all, guard, header }
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

        #[test]
        fn the_guard_is_reversible_and_touches_nothing_else(text in hostile()) {
            let written = guarded(&text);
            prop_assert!(!looks_like_formula(&written));
            prop_assert_eq!(unguarded(&written), &text);
            prop_assert!(written == text || written.strip_prefix('\'') == Some(text.as_str()));
            if !looks_like_formula(&text) && !text.starts_with('\'') {
                prop_assert_eq!(&written, &text);
            }
        }
    }
}
