//! Writing a list down: who and which columns (`plan`), in which format (`preset`, `format`), byte by byte (`csv`,
//! `workbook`), what became of it (`written`), and what to know before (`warning`): cells that a spreadsheet runs
//! (`formula`) or changes (`excel`), people without an address.

mod behind;
pub mod calendar_file;
pub mod check;
pub mod column;
pub mod csv;
mod csv_column;
pub mod csv_lines;
pub mod csv_table;
pub mod excel;
pub mod format;
pub mod formula;
pub mod list_separator;
pub mod look;
pub mod plan;
pub mod preset;
pub mod warning;
pub mod workbook;
pub mod written;
