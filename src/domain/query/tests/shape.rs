//! Trees without what does not change their meaning.

use crate::domain::query::{Expr, Node, Span, Spanned};

/// The tree, whatever the places of its parts.
pub fn without_spans(node: &Node) -> Expr {
    let plain = |node: &Node| Node { inner: without_spans(node), span: Span::default() };
    match &node.inner {
        Expr::And(parts) => Expr::And(parts.iter().map(plain).collect()),
        Expr::Or(parts) => Expr::Or(parts.iter().map(plain).collect()),
        Expr::Not(part) => Expr::Not(Box::new(plain(part))),
        Expr::Field { name, values } => Expr::Field {
            name: Spanned { inner: name.inner.clone(), span: Span::default() },
            values: values.iter().map(|value| Spanned { inner: value.inner.clone(), span: Span::default() }).collect(),
        },
        other => other.clone(),
    }
}

/// The tree, whatever needed quotes.
pub fn without_quotes(expr: Expr) -> Expr {
    let plain = |node: Node| Node { inner: without_quotes(node.inner), span: node.span };
    match expr {
        Expr::And(parts) => Expr::And(parts.into_iter().map(plain).collect()),
        Expr::Or(parts) => Expr::Or(parts.into_iter().map(plain).collect()),
        Expr::Not(part) => Expr::Not(Box::new(plain(*part))),
        Expr::Field { name, mut values } => {
            values.iter_mut().for_each(|value| value.inner.quoted = false);
            Expr::Field { name, values }
        }
        Expr::Word { text, .. } => Expr::Word { text, quoted: false },
        other => other,
    }
}
