//! The tree of a query, and its canonical text.

use super::span::{Span, Spanned};
use std::fmt;

/// A query, or a part of one, with its place in the text.
pub type Node = Spanned<Expr>;

/// What a part of a query says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Everybody.
    All,
    /// A bare word or a phrase in quotes.
    Word { text: String, quoted: bool },
    /// A whole email address, in the form of [`crate::domain::text::email::addresses`].
    Address(String),
    /// `name:values`. A value to exclude is a field of its own below [`Expr::Not`]: `a:b,-c` is `a:b -a:c`.
    Field {
        name: Spanned<String>,
        /// Alternatives. Empty only while the user is still typing; `compile` refuses it then.
        values: Vec<Spanned<Value>>,
    },
    /// `-x`.
    Not(Box<Node>),
    /// All of them.
    And(Vec<Node>),
    /// Any of them.
    Or(Vec<Node>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    pub quoted: bool,
    /// Written `=x`: must be the whole of what a person has, not a part.
    pub whole: bool,
}

/// Pairs of quotes that a query knows, the usual one first.
pub const QUOTES: [(&str, &str); 3] = [("\"", "\""), ("“", "”"), ("„", "“")];

/// The first pair that does not stand in the text.
fn quotes_for(text: &str) -> (&'static str, &'static str) {
    let is_free = |(open, close): &(&str, &str)| !text.contains(open) && !text.contains(close);
    QUOTES.into_iter().find(is_free).unwrap_or(QUOTES[0])
}

/// The parts under one node; a single part is itself the node.
pub fn joined(mut parts: Vec<Node>, join: impl Fn(Vec<Node>) -> Expr) -> Node {
    match (parts.len(), parts.first().zip(parts.last()).map(|(first, last)| first.span.to(last.span))) {
        (1, _) => parts.remove(0),
        (_, Some(span)) => Node { inner: join(parts), span },
        (_, None) => Node { inner: Expr::All, span: Span::default() },
    }
}

/// Whether a part excludes, or ends with what does, as `a:b,-c`.
pub fn ends_with_exclusion(part: &Node) -> bool {
    match &part.inner {
        Expr::Not(_) => true,
        Expr::And(parts) => parts.last().is_some_and(ends_with_exclusion),
        _ => false,
    }
}

impl fmt::Display for Expr {
    /// Canonical text, which parses to the same tree.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, parts: &[Node], between: &str| {
            for (index, part) in parts.iter().enumerate() {
                f.write_str(if index == 0 { "" } else { between })?;
                match part.inner {
                    Expr::And(_) | Expr::Or(_) | Expr::All => write!(f, "({})", part.inner)?,
                    _ => part.inner.fmt(f)?,
                }
            }
            Ok(())
        };
        match self {
            Expr::All => Ok(()),
            // A lone minus would meet what follows.
            Expr::Word { text, quoted } if *quoted || text == "-" => {
                let (open, close) = quotes_for(text);
                write!(f, "{open}{text}{close}")
            }
            // Nor is the sign of an address one of the query.
            Expr::Address(text) if text.starts_with(['-', '=']) => write!(f, "\"{text}\""),
            Expr::Word { text, .. } | Expr::Address(text) => f.write_str(text),
            Expr::Field { name, values } => {
                write!(f, "{}:", name.inner)?;
                for (index, value) in values.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    f.write_str(if value.inner.whole { "=" } else { "" })?;
                    let (open, close) = if value.inner.quoted { quotes_for(&value.inner.text) } else { ("", "") };
                    write!(f, "{open}{}{close}", value.inner.text)?;
                }
                Ok(())
            }
            Expr::Not(inner) => match inner.inner {
                Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::All => write!(f, "-({})", inner.inner),
                _ => write!(f, "-{}", inner.inner),
            },
            Expr::And(parts) => list(f, parts, " "),
            Expr::Or(parts) => list(f, parts, " OR "),
        }
    }
}
