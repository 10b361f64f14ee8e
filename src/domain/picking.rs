//! Choosing recipients: the rows that a query shows, in order, and who is selected among them.

pub mod search;
pub mod selection;
