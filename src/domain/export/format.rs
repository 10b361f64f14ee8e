//! In which kind of file an export is written, and what follows from that for its cells.

use super::csv::Dialect;
use super::excel::{Decimals, is_changed};
use super::formula::{looks_like_formula, needs_guard};
use super::workbook::Sheet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv(Dialect),
    Workbook(Sheet),
}

impl Format {
    /// The ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv(_) => "csv",
            Format::Workbook(_) => "xlsx",
        }
    }

    /// Whether it can be shown on a terminal.
    pub fn is_text(self) -> bool {
        matches!(self, Format::Csv(_))
    }

    pub fn has_header(self) -> bool {
        match self {
            Format::Csv(dialect) => dialect.header,
            Format::Workbook(sheet) => sheet.header,
        }
    }

    /// Whether texts are written without blanks around them.
    pub fn trims(self) -> bool {
        match self {
            Format::Csv(dialect) => dialect.trim,
            Format::Workbook(sheet) => sheet.trim,
        }
    }

    /// Whether cells that look like formulas are made harmless.
    pub fn guards(self) -> bool {
        matches!(self, Format::Csv(Dialect { guard: true, .. }))
    }

    /// What stands between the cells of a file for Excel, where that differs from country to country.
    pub fn separator(self) -> Option<char> {
        match self {
            Format::Csv(dialect) => dialect.for_excel.then_some(char::from(dialect.delimiter)),
            Format::Workbook(_) => None,
        }
    }

    /// Whether a spreadsheet would run a text of the file, were it not made harmless.
    pub fn takes_for_formula(self, text: &str) -> bool {
        match self {
            Format::Csv(dialect) => dialect.guard && needs_guard(text) || looks_like_formula(text),
            Format::Workbook(_) => false,
        }
    }

    /// Whether Excel shows another text than this one when it opens the file.
    pub fn is_changed_by_excel(self, text: &str) -> bool {
        match self {
            Format::Csv(dialect) => {
                let decimals = if dialect.delimiter == b';' { Decimals::Comma } else { Decimals::Point };
                dialect.for_excel && is_changed(text, decimals)
            }
            Format::Workbook(_) => false,
        }
    }
}
