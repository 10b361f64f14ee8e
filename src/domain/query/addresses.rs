//! Email addresses in a query, as people paste them: from mail programs, lists and tables. Several side by side are those of
//! several people, and what is written around an address is a name as another program knows it:
//! `"Byrne, A." (HR Team) <anna@acme.example>; Bob Bean <bob@acme.example>`.

use super::span::Span;
use super::tree::{Expr, Node, joined};
use crate::domain::text::email::{addresses, is_address};

/// The node of a text that holds nothing but addresses: any of them.
pub fn address_node(text: &str, span: Span) -> Option<Node> {
    let word = |text| Node { inner: Expr::Word { text, quoted: false }, span };
    let words: Vec<Node> = addresses(text).into_iter().map(word).collect();
    (!words.is_empty()).then(|| joined(words, Expr::Or))
}

/// What must all hold, with its addresses joined to one part: any of them. Names around them are left out, the other words
/// and fields stay.
pub fn any_address_of(query: &str, parts: Vec<Node>) -> Vec<Node> {
    if !parts.iter().any(is_any_address) {
        return parts;
    }
    let text = |part: &Node| query.get(part.span.start..part.span.end).unwrap_or("");
    let (mut all, mut any) = (Vec::new(), Vec::new());
    // The words since the last address: they may be the name before the next one.
    let mut words: Vec<Node> = Vec::new();
    let mut is_behind_address = false;
    for part in parts {
        let is_in_quotes = !text(&part).contains('<') && text(&part).ends_with(super::lex::is_quote);
        let is_in_brackets = text(&part).starts_with(['(', '[']) || text(&part).contains('<');
        if is_any_address(&part) && !is_in_quotes {
            if is_in_brackets {
                words.clear();
            }
            settle(&mut words, &mut all, &mut any);
            any.push(part);
            is_behind_address = true;
            continue;
        }
        // A name in brackets behind an address is that of its owner.
        let is_owner = is_behind_address && is_in_brackets && is_words(&part);
        is_behind_address = false;
        if is_words(&part) || is_any_address(&part) {
            if !is_owner {
                words.push(part);
            }
        } else {
            all.push(part);
        }
    }
    settle(&mut words, &mut all, &mut any);
    let mut flat = Vec::new();
    for part in any {
        match part.inner {
            Expr::Or(parts) => flat.extend(parts),
            _ => flat.push(part),
        }
    }
    all.into_iter().chain((!flat.is_empty()).then(|| joined(flat, Expr::Or))).collect()
}

/// Words that are no name narrow the query, addresses in quotes are addresses, and the bullets of a list are nothing.
fn settle(words: &mut Vec<Node>, all: &mut Vec<Node>, any: &mut Vec<Node>) {
    for word in words.drain(..) {
        if is_any_address(&word) {
            any.push(word);
        } else if !is_bullet(&word) {
            all.push(word);
        }
    }
}

/// Whether a part is an address, perhaps not typed to its end, or any of several whole ones.
fn is_any_address(part: &Node) -> bool {
    match &part.inner {
        Expr::Word { text, quoted } => !quoted && is_begun_address(text),
        Expr::Or(parts) => {
            parts.iter().all(|part| matches!(&part.inner, Expr::Word { text, quoted: false } if is_address(text)))
        }
        _ => false,
    }
}

/// Whether a text is more than a domain.
pub fn is_begun_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, _)| !local.is_empty())
}

/// Whether a part is made of words alone: it can be a name.
fn is_words(part: &Node) -> bool {
    match &part.inner {
        Expr::Word { .. } => true,
        Expr::Not(inner) => is_words(inner),
        Expr::And(parts) => parts.iter().all(is_words),
        _ => false,
    }
}

fn is_bullet(word: &Node) -> bool {
    let Expr::Word { text, quoted: false } = &word.inner else { return false };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !text.contains(char::is_alphanumeric) || text.strip_suffix('.').is_some_and(is_number)
}
