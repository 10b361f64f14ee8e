//! Changes to a query that ask for a value of a field, or exclude it. They change the tree, of which the text is written anew:
//! so brackets, quotes and what else stands there keep their meaning.

use super::complete::written_value;
use super::fields::{QueryField, QueryKind};
use super::span::{Span, Spanned};
use super::tree::{Expr, Node, Value, joined};
use crate::domain::text::fold::fold;

/// What a query says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Wanted,
    Excluded,
}

/// The values of a field that a query asks for or excludes, in terms that everybody must meet.
///
/// ```
/// use giftlist::domain::query::{Asked, QueryField, asked, parse};
///
/// let office = QueryField::find("office").unwrap();
/// let tree = parse("anna office:dublin,=Berlin -office:=Paris")?;
/// assert_eq!(
///     asked(&tree, office),
///     [("dublin", Asked::Wanted), ("Berlin", Asked::Wanted), ("Paris", Asked::Excluded)]
/// );
/// # Ok::<(), giftlist::domain::query::QueryError>(())
/// ```
pub fn asked<'a>(node: &'a Node, field: &QueryField) -> Vec<(&'a str, Asked)> {
    let mut terms = Vec::new();
    flatten(node, &mut terms);
    let values = terms.into_iter().filter_map(|term| values_of(term, field));
    values.flat_map(|(values, asked)| values.iter().map(move |value| (value.inner.text.as_str(), asked))).collect()
}

/// The query with a value asked for, or excluded; without it, if that is what it says already.
///
/// Values of a field that are asked for stand side by side as alternatives. `None` if the value cannot be written.
///
/// ```
/// use giftlist::domain::query::{Asked, QueryField, parse, turned};
///
/// let office = QueryField::find("office").unwrap();
/// let turn = |query: &str, value, asked| turned(&parse(query).unwrap(), office, value, asked).unwrap().inner.to_string();
/// assert_eq!(turn("anna", "Dublin", Asked::Wanted), "anna office:=Dublin");
/// assert_eq!(turn("office:=Dublin anna", "New York", Asked::Wanted), "office:=Dublin,=\"New York\" anna");
/// assert_eq!(turn("anna office:=Dublin", "Dublin", Asked::Excluded), "anna -office:=Dublin");
/// assert_eq!(turn("anna -office:=Dublin", "Dublin", Asked::Excluded), "anna");
/// ```
pub fn turned(node: &Node, field: &QueryField, text: &str, asked: Asked) -> Option<Node> {
    let value = value(field, text)?;
    let mut terms: Vec<Node> = Vec::new();
    {
        let mut parts = Vec::new();
        flatten(node, &mut parts);
        terms.extend(parts.into_iter().cloned());
    }
    let folded = fold(text);
    let is_the_value = |value: &Spanned<Value>| fold(&value.inner.text) == folded;
    let mut was = None;
    for term in &mut terms {
        let Some((values, now)) = values_of_mut(term, field) else { continue };
        let before = values.len();
        values.retain(|value| !is_the_value(value));
        if values.len() < before {
            was = Some(now);
        }
    }
    if was != Some(asked) {
        let beside = terms.iter_mut().find_map(|term| match values_of_mut(term, field) {
            Some((values, said)) if said == asked && !values.is_empty() => Some(values),
            _ => None,
        });
        match beside {
            Some(values) => values.push(value),
            None => terms.push(term(field, value, asked)),
        }
    }
    terms.retain(|term| values_of(term, field).is_none_or(|(values, _)| !values.is_empty()));
    Some(joined(terms, Expr::And))
}

/// The query without what it says of a field's values.
pub fn without_field(node: &Node, field: &QueryField) -> Node {
    let mut terms = Vec::new();
    flatten(node, &mut terms);
    let terms = terms.into_iter().filter(|term| values_of(term, field).is_none()).cloned();
    joined(terms.collect(), Expr::And)
}

/// The terms that must all hold.
fn flatten<'a>(node: &'a Node, terms: &mut Vec<&'a Node>) {
    match &node.inner {
        Expr::All => {}
        Expr::And(parts) => parts.iter().for_each(|part| flatten(part, terms)),
        _ => terms.push(node),
    }
}

/// The values of a term about a field, and what it says of them.
fn values_of<'a>(term: &'a Node, field: &QueryField) -> Option<(&'a [Spanned<Value>], Asked)> {
    let (node, asked) = match &term.inner {
        Expr::Not(inner) => (inner.as_ref(), Asked::Excluded),
        _ => (term, Asked::Wanted),
    };
    match &node.inner {
        Expr::Field { name, values } if is_of(&name.inner, field) => Some((values, asked)),
        _ => None,
    }
}

fn values_of_mut<'a>(term: &'a mut Node, field: &QueryField) -> Option<(&'a mut Vec<Spanned<Value>>, Asked)> {
    let (expr, asked) = match &mut term.inner {
        Expr::Not(inner) => (&mut inner.inner, Asked::Excluded),
        expr => (expr, Asked::Wanted),
    };
    match expr {
        Expr::Field { name, values } if is_of(&name.inner, field) => Some((values, asked)),
        _ => None,
    }
}

fn is_of(name: &str, field: &QueryField) -> bool {
    QueryField::find(name).is_some_and(|found| found.name == field.name)
}

/// The whole value, where a part of it would do as well; `None` if it cannot be written.
fn value(field: &QueryField, text: &str) -> Option<Spanned<Value>> {
    let text = text.trim();
    let whole = !text.is_empty() && matches!(field.kind, QueryKind::Text(_) | QueryKind::Supervisor { .. });
    let quoted = written_value(text)? != text;
    let value = Value { text: text.to_string(), quoted, whole };
    Some(Spanned { inner: value, span: Span::default() })
}

fn term(field: &QueryField, value: Spanned<Value>, asked: Asked) -> Node {
    let name = Spanned { inner: field.name.to_string(), span: Span::default() };
    let term = Node { inner: Expr::Field { name, values: vec![value] }, span: Span::default() };
    match asked {
        Asked::Wanted => term,
        Asked::Excluded => Node { inner: Expr::Not(Box::new(term)), span: Span::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn turn(query: &str, field: &str, text: &str, asked: Asked) -> String {
        let field = QueryField::find(field).unwrap();
        turned(&parse(query).unwrap(), field, text, asked).unwrap().inner.to_string()
    }

    #[test]
    fn a_value_is_added_and_taken_out_again() {
        for (query, field, text, added) in [
            ("", "team", "Sales", "team:=Sales"),
            ("a OR b", "team", "Sales", "(a OR b) team:=Sales"),
            ("dept:=A", "department", "B, C", "dept:=A,=\"B, C\""),
            ("team:=A -x", "team", "-y", "team:=A,=\"-y\" -x"),
            ("-team:=A", "team", "B", "-team:=A team:=B"),
            ("", "status", "active", "status:active"),
            ("", "office", "", "office:\"\""),
            ("", "supervisor", "Ann Lee", "supervisor:=\"Ann Lee\""),
            ("", "hired", "2026", "hired:2026"),
        ] {
            assert_eq!(turn(query, field, text, Asked::Wanted), added, "{query}");
            let back = parse(query).unwrap().inner.to_string();
            assert_eq!(turn(added, field, text, Asked::Wanted), back, "{added}");
        }
    }

    #[test]
    fn what_is_wanted_is_not_excluded_as_well() {
        assert_eq!(turn("team:=A,=B", "team", "A", Asked::Excluded), "team:=B -team:=A");
        assert_eq!(turn("-team:=A", "team", "A", Asked::Wanted), "team:=A");
        assert_eq!(turn("-team:=A", "team", "B", Asked::Excluded), "-team:=A,=B");
        assert_eq!(turn("office:dublin", "office", "Dublin", Asked::Wanted), "", "however it was written");
        assert_eq!(turn("(team:a x) y", "team", "A", Asked::Wanted), "x y", "brackets around what must hold anyhow");
        assert_eq!(turn("(team:a OR x) y", "team", "A", Asked::Wanted), "(team:a OR x) y team:=A");
    }

    #[test]
    fn a_field_is_left_out_whatever_is_said_of_it() {
        let office = QueryField::find("office").unwrap();
        let without = |query| without_field(&parse(query).unwrap(), office).inner.to_string();
        assert_eq!(without("anna office:a -office:=b (office:c OR x)"), "anna (office:c OR x)");
        assert_eq!(without("office:a"), "");
    }

    #[test]
    fn quotes_stand_in_other_quotes() {
        assert_eq!(turn("", "team", "the \"A\" team", Asked::Wanted), "team:=“the \"A\" team”");
        assert_eq!(turn("team:=“the \"A\" team”", "team", "the \"A\" team", Asked::Wanted), "");
        let team = QueryField::find("team").unwrap();
        assert_eq!(turned(&parse("a").unwrap(), team, "\" “ ” „ “", Asked::Wanted), None);
    }
}
