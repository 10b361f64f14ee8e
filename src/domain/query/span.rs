//! Places in a query, so that an error can point at what is wrong.

/// A half-open range of bytes in the query; columns are computed where they are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    /// One past the last byte.
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub inner: T,
    pub span: Span,
}
