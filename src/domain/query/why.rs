//! Why a query finds somebody or not, term by term.

use super::compile::compile;
use super::error::QueryError;
use super::fields::{QueryField, QueryKind};
use super::leaf::Columns;
use super::lists::with_lists;
use super::tree::{Expr, Node};
use super::value::Context;
use crate::domain::fields::{Field, Fields};
use crate::domain::people::bits::Row;
use crate::domain::people::roster::Roster;

/// A term of a query, and whether it holds for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it stands in a query.
    pub text: String,
    pub holds: bool,
    /// The fields that it is about, with what the person has there; empty for a term about anything else.
    pub has: Vec<(Field, String)>,
    /// Where it asks about gifts: the campaigns that the person was in, as `"Winter" of 2026-12-01`.
    pub campaigns: Option<Vec<String>>,
}

/// The terms that must all hold, each by itself. The person is found if all of them do.
///
/// # Errors
/// As [`compile`].
pub fn terms(node: &Node, row: Row, context: &Context) -> Result<Vec<Term>, QueryError> {
    let parts = match &node.inner {
        Expr::All => &[],
        Expr::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let term = |part: &Node| {
        let holds = compile(part, context)?.holds(context.roster, row);
        let text = part.inner.to_string();
        // What a list asks about is behind its name.
        let part = &with_lists(part, &context.kept.lists);
        let campaigns = asks_about_gifts(part).then(|| campaigns(row, context));
        Ok(Term { text, holds, has: has(part, row, context.roster), campaigns })
    };
    // Terms side by side may be refused together, as what looks like one value.
    compile(node, context)?;
    parts.iter().map(term).collect()
}

fn campaigns(row: Row, context: &Context) -> Vec<String> {
    let campaigns = context.kept.campaigns.of(context.roster.id(row));
    campaigns.map(|campaign| format!("\"{}\" of {}", campaign.name, campaign.on)).collect()
}

fn asks_about_gifts(node: &Node) -> bool {
    match &node.inner {
        Expr::Field { name, .. } => QueryField::find(&name.inner)
            .is_some_and(|field| matches!(field.kind, QueryKind::Gifted | QueryKind::Gifts { .. })),
        Expr::Not(inner) => asks_about_gifts(inner),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(asks_about_gifts),
        Expr::All | Expr::Word { .. } | Expr::Address(_) => false,
    }
}

fn has(node: &Node, row: Row, roster: &Roster) -> Vec<(Field, String)> {
    fields(node).iter().map(|field| (field, roster.value(field, row).into_owned())).collect()
}

/// The fields that a term is about. Words are looked for in many: which of them has it, the match itself shows.
fn fields(node: &Node) -> Fields {
    match &node.inner {
        Expr::All | Expr::Word { .. } => Fields::NONE,
        Expr::Address(_) => Columns::ADDRESS.fields(),
        Expr::Field { name, values } => match QueryField::find(&name.inner).map(|field| field.kind) {
            Some(QueryKind::FieldName(_)) => {
                values.iter().filter_map(|value| Field::parse(&value.inner.text)).collect()
            }
            Some(QueryKind::YesNo(_)) | None => Fields::NONE,
            Some(kind) => kind.fields(),
        },
        Expr::Not(inner) => fields(inner),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().fold(Fields::NONE, |all, part| all.union(fields(part))),
    }
}
