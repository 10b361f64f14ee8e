//! Choosing recipients: the rows that a query shows, in order, who is selected among them, and what of that is kept.

pub mod facets;
pub mod named;
pub mod occasions;
pub mod pasted;
pub mod search;
pub mod selection;
pub mod session;
pub mod why;
