//! Saved lists in a query: of a live list, its query is a part of the one that names it.

use super::fields::{QueryField, QueryKind};
use super::parse::parse;
use super::tree::{Expr, Node, joined};
use crate::domain::kept::lists::{Content, Lists};

/// Lists that name lists that name lists: nobody follows more of them.
pub const MAX_INSIDE: usize = 4;
/// So many lists may be in one list, those in its lists among them: each costs a search.
pub const MAX_TOGETHER: usize = 100;

/// A query with those of its live lists in their place, as far as lists are followed: what a list asks about, the query
/// asks about.
pub fn with_lists(node: &Node, lists: &Lists) -> Node {
    expanded(node, lists, MAX_INSIDE, &mut 0)
}

fn expanded(node: &Node, lists: &Lists, depth: usize, together: &mut usize) -> Node {
    let mut each = |parts: &[Node]| parts.iter().map(|part| expanded(part, lists, depth, together)).collect();
    let inner = match &node.inner {
        Expr::Field { name, values } if depth > 0 && is_list(&name.inner) => {
            let mut parts = vec![node.clone()];
            for value in values {
                let Some(Content::Query(query)) = lists.find(&value.inner.text).map(|list| list.content) else {
                    continue;
                };
                *together += 1;
                if let Some(inner) = parse(&query).ok().filter(|_| *together <= MAX_TOGETHER) {
                    parts.push(expanded(&inner, lists, depth - 1, together));
                }
            }
            return joined(parts, Expr::Or);
        }
        Expr::Not(inner) => Expr::Not(Box::new(expanded(inner, lists, depth, together))),
        Expr::And(parts) => Expr::And(each(parts)),
        Expr::Or(parts) => Expr::Or(each(parts)),
        other => other.clone(),
    };
    Node { inner, span: node.span }
}

fn is_list(name: &str) -> bool {
    QueryField::find(name).is_some_and(|field| field.kind == QueryKind::List)
}
