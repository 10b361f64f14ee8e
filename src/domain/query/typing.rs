//! A query while it is typed: what of it is finished, and whether the word at the cursor may still become a field.

use super::fields::FIELDS;
use super::lex::{Token, lex};
use super::parse::{Expr, Node, joined};
use super::span::{Span, Spanned};

/// The query without the fields that have no value yet. It parses and compiles as the whole one would with values.
pub fn finished(node: &Node) -> Node {
    rest_of(node).unwrap_or(Node { inner: Expr::All, span: Span::default() })
}

fn rest_of(node: &Node) -> Option<Node> {
    let rest_of_parts = |parts: &[Node], join: fn(Vec<Node>) -> Expr| {
        let rest: Vec<Node> = parts.iter().filter_map(rest_of).collect();
        (!rest.is_empty()).then(|| joined(rest, join))
    };
    match &node.inner {
        Expr::Field { values, .. } if values.is_empty() => None,
        Expr::Not(inner) => rest_of(inner).map(|inner| Node { inner: Expr::Not(Box::new(inner)), span: node.span }),
        Expr::And(parts) => rest_of_parts(parts, Expr::And),
        Expr::Or(parts) => rest_of_parts(parts, Expr::Or),
        _ => Some(node.clone()),
    }
}

/// The word that ends at the cursor, if it begins the name of a field. `cursor` is in characters.
///
/// ```
/// use giftlist::domain::query::begun_field;
///
/// assert_eq!(begun_field("anna offi", 9), Some("offi"));
/// assert_eq!(begun_field("anna offi", 4), None);
/// assert_eq!(begun_field("team:offi", 9), None);
/// ```
pub fn begun_field(query: &str, cursor: usize) -> Option<&str> {
    let end = query.char_indices().nth(cursor).map_or(query.len(), |(at, _)| at);
    let tokens = lex(query.get(..end)?);
    let (last, before) = tokens.split_last()?;
    let is_value = is_value_behind(before);
    let word = query.get(last.span.start..end).filter(|_| last.span.end == end)?;
    let begins =
        |name: &str| name.len() >= word.len() && name.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes());
    let is_begun = FIELDS.iter().any(|field| begins(field.name) || field.aliases.iter().any(|alias| begins(alias)));
    (last.inner == Token::Text && !is_value && is_begun).then_some(word)
}

/// Whether a text behind these tokens is a value: values and commas lead back to a colon.
fn is_value_behind(tokens: &[Spanned<Token>]) -> bool {
    let mut tokens = tokens.iter().rev().map(|token| token.inner).peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::Colon => return true,
            Token::Equals | Token::Minus => {}
            Token::Comma => drop(tokens.next_if(|value| matches!(value, Token::Text | Token::Quoted { .. }))),
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn what_has_no_value_yet_filters_nothing() {
        for (typed, rest) in [
            ("department:", ""),
            ("anna department:", "anna"),
            ("anna -department:", "anna"),
            ("(a OR team:=) -b", "a -b"),
            ("team: OR office: x", "x"),
            ("team:x,", "team:x"),
        ] {
            assert_eq!(finished(&parse(typed).unwrap()).inner.to_string(), rest, "{typed}");
        }
    }

    #[test]
    fn a_word_at_the_cursor_may_become_a_field() {
        for (query, cursor, word) in [
            ("o", 1, Some("o")),
            ("OFFI", 4, Some("OFFI")),
            ("-dep", 4, Some("dep")),
            ("(dep", 4, Some("dep")),
            ("zoë dep", 7, Some("dep")),
            ("dep ", 4, None),
            ("department:sal", 14, None),
            ("department:sales,o", 18, None),
            ("department:=sales , o", 21, None),
            ("department:sales,-o", 19, None),
            ("department:sales b, o", 21, Some("o")),
            ("smith, o", 8, Some("o")),
            ("\"offi", 5, None),
            ("offix", 5, None),
            ("", 0, None),
        ] {
            assert_eq!(begun_field(query, cursor), word, "{query}");
        }
    }
}
