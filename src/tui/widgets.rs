//! What several screens and dialogs draw alike and ratatui has no widget for.

pub mod bar;
pub mod dialog;
pub mod form;
pub mod list;
pub mod message;
pub mod table;
pub mod text_field;
