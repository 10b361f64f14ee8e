//! Widgets that several screens and dialogs share and ratatui does not have.

pub mod bar;
pub mod column_title;
pub mod detail;
pub mod dialog;
pub mod filter;
pub mod form;
pub mod list;
pub mod message;
pub mod person;
pub mod scrollbar;
pub mod spinner;
pub mod table;
pub mod text_field;
