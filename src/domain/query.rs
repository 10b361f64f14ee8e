//! The query language: from what a user types to the rows that it means.
//! `lex` and `parse` know only shape, `fields` is the table of names, `compile` the only place that knows the data and
//! the dates, `plan` finds rows. Errors are data with a place, worded in `error`.

mod compile;
mod error;
mod fields;
mod lex;
mod parse;
mod plan;

pub use compile::{Context, compile, is_yes, names};
pub use error::{QueryError, QueryErrorKind};
pub use fields::{FIELDS, Flag, Kind, QueryField, ValueTest};
pub use parse::{Expr, Node, Value, parse};
pub use plan::{Columns, Leaf, Plan, Scratch};

/// Longest query, in bytes.
pub const MAX_BYTES: usize = 4096;

/// A half-open range of bytes in the query; columns are computed where they are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

impl Span {
    /// From this span's start to the other's end.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end }
    }

    /// The column of its first character, counted from 1.
    pub fn column(self, query: &str) -> usize {
        query.get(..self.start).unwrap_or(query).chars().count() + 1
    }
}

/// Something and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What.
    pub it: T,
    /// Where.
    pub span: Span,
}

/// Parses and compiles.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn plan_of(query: &str, context: &Context) -> Result<Plan, QueryError> {
    compile(&parse(query)?, context)
}

#[cfg(test)]
mod tests;
