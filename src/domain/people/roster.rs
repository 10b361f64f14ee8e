//! The people of a company as columns: built once per sync, then shared and never changed.
//! Rows are in the order of names, so that the usual table is a walk over ascending rows.
//!
//! `table` reads a person's values, `scan` looks at everybody, on two threads (`parallel`). Some thousand neighbouring people
//! are a `block`, whose numbers are `packed`; what is `searched` of them is another; words that many people share are in
//! `columns`, and `shared_texts` goes through them instead of the people. `bosses` knows who has reports, `ids` whose row an
//! id is, `leaving` when people leave. `build` makes all of it from employees, in `name_order`; `stored` writes it as `part`s
//! and reads each from their `source` when it is needed first. `compare` tells two rosters apart, `sort_keys` orders rows by
//! a field.

mod block;
mod bosses;
mod build;
mod columns;
mod compare;
mod ids;
mod leaving;
mod name_order;
mod packed;
mod parallel;
mod part;
mod scan;
mod searched;
mod shared_texts;
mod sort_keys;
mod source;
mod stored;
mod table;

pub use bosses::Boss;
pub use build::RosterBuilder;
pub use compare::Changes;
pub use part::{Part, PartSource};
pub use searched::Searched;
pub use shared_texts::SharedTexts;
pub use sort_keys::SortKeys;
pub use stored::Damaged;
pub use table::{MAX_PEOPLE, Roster, Supervisor};
