//! What is true of gifting and of people. Pure: no clock, no files, no HTTP, no terminal.
//!
//! One folder for each thing that a user would name: `people`, the `checklist` of fields, the `query` language, `picking`
//! recipients, `export`, and `text` that can be shown. What they share stands beside them.

pub mod calendar;
pub mod checklist;
pub mod countries;
pub mod credentials;
pub mod export;
pub mod fields;
pub mod kept;
pub mod opaque;
pub mod people;
pub mod picking;
pub mod problem;
pub mod query;
pub mod sync;
pub mod text;
pub mod unknown_name;
