//! What is true of gifting and of people. Pure: no clock, no files, no HTTP, no terminal.
//!
//! Fields and matching say what an account can give; the roster holds the people; query, view, marks and selection
//! choose among them; column, preset and export write them down; safe_text is the only way to show foreign text.

pub mod advice;
pub mod attribute;
pub mod bits;
pub mod calendar;
pub mod column;
pub mod credentials;
pub mod csv;
pub mod employee;
pub mod export;
pub mod fields;
pub mod fold;
pub mod marks;
pub mod matching;
pub mod preset;
pub mod problem;
pub mod query;
pub mod roster;
pub mod safe_text;
pub mod selection;
pub mod sync;
pub mod view;
pub mod words;
