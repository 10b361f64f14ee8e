//! The query language: from what a user types to the rows that it means.
//! `lex` and `parse` know only shape, `fields` is the table of names, `compile` the only place that knows the data and
//! the dates, `plan` finds rows. Errors are data with a place, worded in `error`.

mod compile;
mod error;
mod fields;
mod lex;
mod parse;
mod plan;
mod span;

pub use compile::{Context, compile, mentions};
pub use error::{Choices, QueryError, QueryErrorKind};
pub use fields::{FIELDS, Flag, QueryField, QueryKind, ValueTest};
pub use parse::{Expr, MAX_BYTES, Node, Value, parse};
pub use plan::{Columns, Leaf, Plan, Scratch};
pub use span::{Span, Spanned};

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
