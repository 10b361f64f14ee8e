//! Places in a query, by which errors point at what is wrong.

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
    pub inner: T,
    /// Where.
    pub span: Span,
}
