//! The people of a company as columns: built once per sync, then shared and never changed.
//! Rows are in the order of names, so that the usual table is a walk over ascending rows.
//!
//! `table` holds and reads the columns, `build` makes them from employees, `bytes` turns them into a file's content and
//! back, `compare` tells two rosters apart, `sort_keys` orders rows by a field, `bosses` knows who has reports.

mod bosses;
mod build;
mod bytes;
mod columns;
mod compare;
mod sort_keys;
mod table;

pub use bosses::Boss;
pub use build::RosterBuilder;
pub use bytes::BadBytes;
pub use columns::Texts;
pub use compare::Changes;
pub use sort_keys::SortKeys;
pub use table::{MAX_PEOPLE, Roster, Supervisor};
