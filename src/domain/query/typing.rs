//! A query while it is typed: what of it is finished, and what the word at the cursor may still become.

use super::fields::{FIELDS, QueryField};
use super::lex::{Token, lex};
use super::span::{Span, Spanned};
use super::tree::{Expr, Node, joined};
use crate::domain::text::email::addresses;

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

/// What the word at the cursor may still become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It begins the name of a field.
    Field,
    /// It is an address, perhaps not typed to its end.
    Address,
}

/// A query whose last word is still being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// The word that ends at the cursor.
    pub word: &'a str,
    pub begun: Begun,
    /// The query without it; with an address, as far as a part of it can be looked for.
    pub rest: String,
}

/// The word that ends at the cursor, if it is one that is not finished. `cursor` is in characters.
///
/// ```
/// use giftlist::domain::query::begun_word;
///
/// assert_eq!(begun_word("anna offi", 9).map(|typed| typed.rest), Some("anna ".to_string()));
/// assert_eq!(begun_word("a@acme.exam", 11).map(|typed| typed.rest), Some("a@acme".to_string()));
/// assert_eq!(begun_word("anna offi", 4), None);
/// assert_eq!(begun_word("team:offi", 9), None);
/// ```
pub fn begun_word(query: &str, cursor: usize) -> Option<Typed<'_>> {
    let end = query.char_indices().nth(cursor).map_or(query.len(), |(at, _)| at);
    let tokens = lex(query.get(..end)?);
    let (last, before) = tokens.split_last()?;
    let word = query.get(last.span.start..end).filter(|_| last.span.end == end && last.inner == Token::Text)?;
    let begins =
        |name: &str| name.len() >= word.len() && name.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes());
    let begins_field = |field: &QueryField| begins(field.name) || field.aliases.iter().any(|alias| begins(alias));
    let (begun, kept) = if let Some((local, host)) = word.split_once('@').filter(|_| !addresses(word).is_empty()) {
        (Begun::Address, local.len() + 1 + host.find('.').unwrap_or(host.len()))
    } else if !is_value_behind(before) && FIELDS.iter().any(begins_field) {
        (Begun::Field, 0)
    } else {
        return None;
    };
    let rest = [query.get(..last.span.start + kept)?, query.get(end..)?].concat();
    Some(Typed { word, begun, rest })
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
            ("team: OR office: x", "office:x"),
            ("team: office:", ""),
            ("team:x,", "team:x"),
        ] {
            assert_eq!(finished(&parse(typed).unwrap()).inner.to_string(), rest, "{typed}");
        }
    }

    #[test]
    fn a_word_at_the_cursor_may_become_a_field_or_an_address() {
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
            ("o anna@", 7, None),
            ("o anna@acme.e", 13, Some("anna@acme.e")),
            ("email:anna@acme.e", 17, Some("anna@acme.e")),
        ] {
            assert_eq!(begun_word(query, cursor).map(|typed| typed.word), word, "{query}");
        }
        let rest = |query: &str, cursor| begun_word(query, cursor).map(|typed| typed.rest);
        assert_eq!(rest("office:o o b", 10).as_deref(), Some("office:o  b"), "the word at the cursor, no other");
        assert_eq!(rest("email:=<a@x.co.ex -b", 17).as_deref(), Some("email:=<a@x -b"));
    }
}
