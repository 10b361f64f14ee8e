//! The people of a company as columns: built once per sync, then shared and never changed.
//! Rows are in the order of names, so that the usual table is a walk over ascending rows.
//!
//! `table` holds and reads the columns, `build` makes them from employees, `bytes` turns them into a file's content and
//! back, `compare` tells two rosters apart.

mod build;
mod bytes;
mod columns;
mod compare;
mod table;

pub use build::RosterBuilder;
pub use bytes::BadBytes;
pub use columns::{TextColumn, Texts, Words};
pub use compare::Changes;
pub use table::{MAX_PEOPLE, NO_DAY, Roster, Supervisor};
