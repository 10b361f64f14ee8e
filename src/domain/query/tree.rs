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
            Expr::Word { text, quoted } if *quoted || text == "-" => write!(f, "\"{text}\""),
            // Nor is the sign of an address one of the query.
            Expr::Address(text) if text.starts_with(['-', '=']) => write!(f, "\"{text}\""),
            Expr::Word { text, .. } | Expr::Address(text) => f.write_str(text),
            Expr::Field { name, values } => {
                write!(f, "{}:", name.inner)?;
                for (index, value) in values.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    f.write_str(if value.inner.whole { "=" } else { "" })?;
                    let quote = if value.inner.quoted { "\"" } else { "" };
                    write!(f, "{quote}{}{quote}", value.inner.text)?;
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
