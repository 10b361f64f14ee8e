//! From rows to the bytes of an Excel workbook (`.xlsx`) with one sheet. Texts are cells of text, whatever they look like,
//! and days are days; nothing in it can be a formula or a link.

use super::column::ExportColumn;
use super::written::Written;
use crate::domain::calendar::Day;
use crate::domain::people::column::{Column, ColumnValue};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A sheet has so many rows, one of which names the columns.
/// <https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3>
pub const MAX_PEOPLE: usize = 1_048_576 - 1;
/// A cell holds so many UTF-16 units.
const MAX_UNITS: usize = 32_767;
const SHEET: &str = "Recipients";
/// Excel's own format Text: such a cell stays text when somebody edits it, so that neither `=1` nor `00123` becomes
/// anything else then.
const TEXT: u8 = 49;
const DAY: &str = "yyyy-mm-dd";
/// Widths of columns, in characters.
const MIN_WIDTH: usize = 8;
const MAX_WIDTH: usize = 50;
/// The button of the filter takes so many of them beside a title.
const FILTER_BUTTON: usize = 3;

/// How a workbook is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Whether the first row names the columns.
    pub header: bool,
    /// Whether texts are written without blanks around them.
    pub trim: bool,
}

/// Writes a workbook. The same rows on the same day make the same bytes: the day is all that it tells of its making.
///
/// All of it is in memory until it is complete. The crate could keep rows in a temporary file instead, but these are
/// people, and nothing of them may lie beside the file that is asked for.
///
/// # Errors
/// Those of the rows and of `out`; a table of more columns than Excel has.
pub fn write<'a>(
    out: &mut dyn Write,
    sheet: Sheet,
    columns: &[ExportColumn],
    made_on: Day,
    rows: impl Iterator<Item = io::Result<Vec<ColumnValue<'a>>>>,
) -> io::Result<Written> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_creation_datetime(&excel_day(made_on).unwrap_or_default());
    workbook.set_properties(&properties);
    let mut table = Table::new(workbook.add_worksheet(), sheet, columns).map_err(io_error)?;
    for row in rows {
        table.row(&row?).map_err(io_error)?;
    }
    let written = table.finish().map_err(io_error)?;
    out.write_all(&workbook.save_to_buffer().map_err(io_error)?)?;
    Ok(written)
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Day,
    Number,
}

impl Kind {
    fn of(column: &ExportColumn) -> Kind {
        match column.plain_column() {
            Some(Column::BirthMonth | Column::BirthDay | Column::TenureYears) => Kind::Number,
            Some(column) if column.is_day() => Kind::Day,
            // Identifiers as well: Excel keeps 15 digits of a number.
            _ => Kind::Text,
        }
    }
}

struct Table<'a> {
    worksheet: &'a mut Worksheet,
    sheet: Sheet,
    kinds: Vec<Kind>,
    /// Of the widest cell of each column.
    widths: Vec<usize>,
    next_row: u32,
    written: Written,
}

impl<'a> Table<'a> {
    fn new(worksheet: &'a mut Worksheet, sheet: Sheet, columns: &[ExportColumn]) -> Result<Table<'a>, XlsxError> {
        worksheet.set_name(SHEET)?;
        let kinds: Vec<Kind> = columns.iter().map(Kind::of).collect();
        let (text, day) = (Format::new().set_num_format_index(TEXT), Format::new().set_num_format(DAY));
        for (place, kind) in (0..).zip(&kinds) {
            match kind {
                Kind::Text => drop(worksheet.set_column_format(place, &text)?),
                Kind::Day => drop(worksheet.set_column_format(place, &day)?),
                Kind::Number => {}
            }
        }
        let widths = vec![MIN_WIDTH; columns.len()];
        let mut table = Table { worksheet, sheet, kinds, widths, next_row: 0, written: Written::default() };
        if sheet.header {
            table.header(columns)?;
        }
        Ok(table)
    }

    fn header(&mut self, columns: &[ExportColumn]) -> Result<(), XlsxError> {
        let title_format = Format::new().set_num_format_index(TEXT).set_bold();
        for (place, column) in (0..).zip(columns) {
            let title = self.fitted(&column.title);
            self.widen(place, title.width() + FILTER_BUTTON);
            self.worksheet.write_string_with_format(0, place, title, &title_format)?;
        }
        self.worksheet.set_freeze_panes(1, 0)?;
        self.next_row = 1;
        Ok(())
    }

    fn row(&mut self, values: &[ColumnValue]) -> Result<(), XlsxError> {
        let row = self.next_row;
        for (place, value) in (0..).zip(values) {
            let text = match (self.kinds[usize::from(place)], value) {
                (Kind::Number, ColumnValue::Number(number)) => match i32::try_from(*number) {
                    Ok(number) => {
                        self.worksheet.write_number(row, place, number)?;
                        continue;
                    }
                    Err(_) => value.text(),
                },
                (Kind::Day, value) => match Day::parse(&value.text()).and_then(excel_day) {
                    Some(day) => {
                        self.widen(place, DAY.len());
                        self.worksheet.write_number(row, place, day.to_excel())?;
                        continue;
                    }
                    None => value.text(),
                },
                (_, value) => value.text(),
            };
            let text = self.fitted(if self.sheet.trim { text.trim() } else { &text });
            if !text.is_empty() {
                self.widen(place, text.lines().map(UnicodeWidthStr::width).max().unwrap_or_default());
                self.worksheet.write_string(row, place, text)?;
            }
        }
        self.next_row += 1;
        self.written.rows += 1;
        Ok(())
    }

    fn widen(&mut self, place: u16, width: usize) {
        let widest = &mut self.widths[usize::from(place)];
        *widest = (*widest).max(width.min(MAX_WIDTH));
    }

    /// A text as a cell can hold it; what is lost is counted.
    fn fitted(&mut self, text: &str) -> String {
        let (fitted, is_replaced) = without_unwritable(text);
        let (fitted, is_cut) = cut(&fitted);
        self.written.replaced += u64::from(is_replaced);
        self.written.cut += u64::from(is_cut);
        fitted.into_owned()
    }

    fn finish(self) -> Result<Written, XlsxError> {
        let (last_row, columns) = (self.next_row.saturating_sub(1), self.widths.len());
        for (place, width) in (0..).zip(self.widths) {
            self.worksheet.set_column_width(place, (width + 1) as f64)?;
        }
        if let Some(last_column) = u16::try_from(columns).ok().and_then(|columns| columns.checked_sub(1)) {
            // A green corner on each identifier would advise to make a number of it.
            self.worksheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
            if self.sheet.header {
                self.worksheet.autofilter(0, 0, last_row, last_column)?;
            }
        }
        Ok(self.written)
    }
}

/// `None` before 1900, where Excel has no days.
fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let date = day.date();
    let (year, month, day) = (date.year().try_into().ok()?, date.month().try_into().ok()?, date.day().try_into().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// With U+FFFD for the characters that XML cannot hold. The crate would write them as `_x0001_`, which Excel reads and
/// other programs show. Lines end as in Excel's own cells.
fn without_unwritable(text: &str) -> (Cow<'_, str>, bool) {
    let is_unwritable = |c: char| c < ' ' && !matches!(c, '\t' | '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(is_unwritable) {
        return (Cow::Borrowed(text), false);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_replaced = text.contains(is_unwritable);
    (Cow::Owned(text.replace(is_unwritable, "\u{FFFD}")), is_replaced)
}

/// Without what is more than a cell holds.
fn cut(text: &str) -> (Cow<'_, str>, bool) {
    // The crate takes a text between these for markup of its own making, and writes it as it is.
    let is_markup = text.starts_with("<r>") && text.ends_with("</r>");
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_UNITS - usize::from(is_markup)
    });
    match end {
        Some((end, _)) => (Cow::Borrowed(&text[..end]), true),
        // A blank behind it makes it a text.
        None if is_markup => (Cow::Owned(format!("{text} ")), false),
        None => (Cow::Borrowed(text), false),
    }
}

fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}
