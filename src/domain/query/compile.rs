//! From a tree to a plan: the only place in the language that knows the people, the selection and who has left.
//! Whatever can be wrong with a name or a value is found here, before any row is looked at.

use super::error::{QueryError, QueryErrorKind};
use super::fields::{Flag, QueryField, QueryKind};
use super::leaf::{Columns, Leaf};
use super::lex::is_dash;
use super::lists::{MAX_INSIDE, MAX_TOGETHER, with_lists};
use super::parse::parse;
use super::plan::{Plan, all_of, any_of};
use super::span::{Span, Spanned};
use super::split::{refuse_conjunctions, refuse_split_list, refuse_split_values, without_dashes};
use super::tree::{Expr, Node, Value};
use super::value::{Context, Within, address, leaf, name_spellings};
use crate::domain::fields::{Field, Fields};
use crate::domain::kept::lists::{Content, List, rows_of};
use crate::domain::people::marks::LEAVING;
use crate::domain::people::roster::Roster;
use crate::domain::text::email::is_address;
use std::cell::Cell;

/// Most words and values of a query; whole addresses are looked for together, and may be more.
pub const MAX_TERMS: usize = 1024;

/// Turns a tree into a plan for one roster: the plan is out of date when the roster, the marks or the selection change.
///
/// # Errors
/// More than [`MAX_TERMS`]; an unknown field, with the place of its name; a value that the field does not take, with the place of the value.
pub fn compile(node: &Node, context: &Context) -> Result<Plan, QueryError> {
    if terms(node) > MAX_TERMS {
        return Err(QueryError::at(node.span, QueryErrorKind::TooManyTerms { max_terms: MAX_TERMS }));
    }
    part(node, context)
}

/// How many words and values there are that are looked for one by one, and groups without any.
fn terms(node: &Node) -> usize {
    match &node.inner {
        Expr::All | Expr::Word { .. } => 1,
        Expr::Address(_) => 0,
        Expr::Field { name, values } => match QueryField::find(&name.inner).map(|field| field.kind) {
            Some(kind) if kind.has_addresses() => values.iter().filter(|value| !is_address(&value.inner.text)).count(),
            _ => values.len(),
        },
        Expr::Not(inner) => terms(inner),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().map(terms).sum(),
    }
}

fn part(node: &Node, context: &Context) -> Result<Plan, QueryError> {
    let all = |parts: &[Node]| parts.iter().map(|inner| part(inner, context)).collect::<Result<Vec<_>, _>>();
    match &node.inner {
        // The brackets of `()`.
        Expr::All if node.span.end > node.span.start => Err(QueryError::at(node.span, QueryErrorKind::Nothing)),
        Expr::All => Ok(Plan::All),
        Expr::Address(text) => Ok(address(Columns::ADDRESS, text)),
        Expr::Word { text, quoted: false } if text.chars().all(is_dash) && !context.roster.is_empty() => {
            Err(QueryError::at(node.span, QueryErrorKind::NothingAfter("-")))
        }
        Expr::Word { text, .. } => {
            let needles = name_spellings(text);
            if needles.iter().all(String::is_empty) {
                return Err(QueryError::at(node.span, QueryErrorKind::Nothing));
            }
            let leaf = Plan::Leaf(Leaf::Contains { columns: Columns::DEFAULT, needles });
            Ok(Plan::Told(node.inner.to_string(), Box::new(leaf)))
        }
        Expr::Field { name, values } => term(name, values, node.span, context),
        Expr::Not(inner)
            if let Some(field) = unread(&with_lists(inner, &context.kept.lists), context.roster).iter().next() =>
        {
            // It would exclude nobody, and those who are meant would stay.
            Err(QueryError::at(node.span, QueryErrorKind::NotRead(field)))
        }
        Expr::Not(inner) => {
            refuse_conjunctions(inner, true, context)?;
            let plan = part(inner, context)?;
            // Each word may find somebody, and all together nobody.
            let is_told = matches!(inner.inner, Expr::And(_));
            let plan = if is_told { Plan::Told(format!("({})", inner.inner), Box::new(plan)) } else { plan };
            Ok(Plan::Not(Box::new(plan)))
        }
        Expr::And(parts) => {
            refuse_split_values(parts, context)?;
            refuse_conjunctions(node, false, context)?;
            let parts: Vec<Node> = without_dashes(parts, context)?;
            Ok(all_of(all(&parts)?))
        }
        Expr::Or(parts) => Ok(any_of(all(parts)?)),
    }
}

fn term(name: &Spanned<String>, values: &[Spanned<Value>], span: Span, context: &Context) -> Result<Plan, QueryError> {
    let Some(field) = QueryField::find(&name.inner) else {
        let near = QueryField::near(&name.inner);
        return Err(QueryError::at(name.span, QueryErrorKind::NoSuchField { name: name.inner.clone(), near }));
    };
    if values.is_empty() {
        let end = Span { start: span.end.saturating_sub(1), end: span.end };
        return Err(QueryError::at(end, QueryErrorKind::NoValue { example: field.example }));
    }
    refuse_split_list(field, values, context)?;
    let plan = |value: &Spanned<Value>| match field.kind {
        QueryKind::List => list(value, context),
        _ => leaf(field, value, context),
    };
    Ok(any_of(values.iter().map(plan).collect::<Result<Vec<_>, _>>()?))
}

/// Whether a list can be saved: one that leads to itself would make every query that names it wrong.
///
/// # Errors
/// As [`compile`] of a query that names the list.
pub fn check_list(saved: &List, context: &Context) -> Result<(), QueryError> {
    let mut kept = context.kept.clone();
    kept.lists.save(saved.clone());
    let named = Value { text: saved.name.clone(), quoted: true, whole: false };
    list(&Spanned { inner: named, span: Span::default() }, &Context { kept: &kept, ..*context }).map(drop)
}

/// The people of a saved list: of a live one, by its query.
fn list(value: &Spanned<Value>, context: &Context) -> Result<Plan, QueryError> {
    let error = |kind| QueryError::at(value.span, kind);
    let lists = &context.kept.lists;
    let Some(list) = lists.find(&value.inner.text) else {
        let names = lists.names().map(str::to_string).collect();
        return Err(error(QueryErrorKind::NoSuchName { what: "list", name: value.inner.text.clone(), names }));
    };
    let query = match list.content {
        Content::People(ids) => return Ok(Plan::Leaf(Leaf::Rows(rows_of(&ids, context.roster)))),
        Content::Query(query) => query,
    };
    let own = Cell::new(0);
    let together = context.within.map_or(&own, |outer| outer.together);
    together.set(together.get() + 1);
    let within = Within { list: &list.name, outer: context.within, together };
    let names = within.names();
    if names[..names.len() - 1].contains(&list.name) {
        return Err(error(QueryErrorKind::Circle(names)));
    }
    if names.len() > MAX_INSIDE || together.get() > MAX_TOGETHER {
        return Err(error(QueryErrorKind::TooManyLists { max_depth: MAX_INSIDE }));
    }
    let inner = Context { within: Some(&within), ..*context };
    parse(&query).and_then(|node| compile(&node, &inner)).map_err(|wrong| match wrong.kind {
        // Of lists in lists, the one that is wrong is told.
        kind @ (QueryErrorKind::Circle(_) | QueryErrorKind::TooManyLists { .. } | QueryErrorKind::InList { .. }) => {
            error(kind)
        }
        _ => error(QueryErrorKind::InList { name: list.name.clone(), error: wrong.to_string() }),
    })
}

/// The fields that a query asks about and that the sync of these people could not read: it finds nobody by them.
pub fn unread(node: &Node, roster: &Roster) -> Fields {
    match &node.inner {
        Expr::All | Expr::Word { .. } | Expr::Address(_) => Fields::NONE,
        Expr::Field { name, values } => {
            let unread = |fields: Fields| fields.iter().filter(|&field| roster.is_unread(field)).collect::<Fields>();
            match QueryField::find(&name.inner).map(|field| field.kind) {
                Some(QueryKind::FieldName(_)) => {
                    unread(values.iter().filter_map(|value| Field::parse(&value.inner.text)).collect())
                }
                // One of these is enough to know somebody who has left.
                Some(QueryKind::YesNo(Flag::Leaver)) if unread(LEAVING) != LEAVING => Fields::NONE,
                Some(kind @ QueryKind::Day(_)) if unread(kind.fields()) != kind.fields() => Fields::NONE,
                Some(kind) => unread(kind.fields()),
                None => Fields::NONE,
            }
        }
        Expr::Not(inner) => unread(inner, roster),
        Expr::And(parts) | Expr::Or(parts) => {
            parts.iter().fold(Fields::NONE, |fields, part| fields.union(unread(part, roster)))
        }
    }
}

/// The fields that an excluded word is looked for in and that the sync of these people could not read: who is meant by
/// them is not excluded.
pub fn unread_by_exclusions(node: &Node, roster: &Roster) -> Fields {
    if has_excluded_word(node, false) {
        Columns::DEFAULT.fields().iter().filter(|&field| roster.is_unread(field)).collect()
    } else {
        Fields::NONE
    }
}

fn has_excluded_word(node: &Node, is_excluded: bool) -> bool {
    match &node.inner {
        Expr::Word { .. } => is_excluded,
        Expr::All | Expr::Address(_) | Expr::Field { .. } => false,
        Expr::Not(inner) => has_excluded_word(inner, !is_excluded),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| has_excluded_word(part, is_excluded)),
    }
}

/// Whether a query asks about a flag anywhere, with either answer.
pub fn mentions(node: &Node, flag: Flag) -> bool {
    match &node.inner {
        Expr::All | Expr::Word { .. } | Expr::Address(_) => false,
        Expr::Field { name, .. } => {
            QueryField::find(&name.inner).is_some_and(|field| field.kind == QueryKind::YesNo(flag))
        }
        Expr::Not(inner) => mentions(inner, flag),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| mentions(part, flag)),
    }
}
