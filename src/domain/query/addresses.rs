//! Email addresses in a query, as people paste them: from mail programs, lists and tables. Several side by side are those of
//! several people, and what is written around an address is a name as another program knows it:
//! `"Byrne, A." (HR Team) <anna@acme.example>; Bob Bean <bob@acme.example>`.

use super::lex::is_quote;
use super::span::Span;
use super::tree::{Expr, Node, joined};
use crate::domain::text::email::addresses;

/// The node of a text that holds nothing but addresses: any of them.
pub fn address_node(text: &str, span: Span) -> Option<Node> {
    let node = |text| Node { inner: Expr::Address(text), span };
    let nodes: Vec<Node> = addresses(text).into_iter().map(node).collect();
    (!nodes.is_empty()).then(|| joined(nodes, Expr::Or))
}

/// What must all hold, with its addresses joined to one part: any of them. Whole addresses say who is meant, so the words
/// beside them are not looked for; the places of those that are no name of an address go to `left_out`. Fields and what is
/// excluded stay.
pub fn any_address_of(query: &str, parts: Vec<Node>, left_out: &mut Vec<Span>) -> Vec<Node> {
    if !parts.iter().any(is_any_address) {
        return parts;
    }
    let has_whole = parts.iter().any(is_any_whole_address);
    let text = |part: &Node| query.get(part.span.start..part.span.end).unwrap_or("");
    let (mut all, mut any) = (Vec::new(), Vec::new());
    // The words since the last address: they may be the name before the next one.
    let mut words: Vec<Node> = Vec::new();
    let mut is_behind_address = false;
    // Where the excluded name before the next address is, and whether one came: then the list is excluded.
    let (mut excluded_name, mut excludes) = (None, false);
    let mut settle = |words: &mut Vec<Node>, all: &mut Vec<Node>, any: &mut Vec<Node>| {
        for word in words.drain(..) {
            match &word.inner {
                _ if is_any_address(&word) => any.push(word),
                Expr::Word { text, quoted: false } if is_bullet(text) || is_conjunction(text) => {}
                _ if has_whole => left_out.push(word.span),
                _ => all.push(word),
            }
        }
    };
    for part in parts {
        let is_in_quotes = !text(&part).contains('<') && text(&part).ends_with(is_quote);
        let is_in_brackets = text(&part).starts_with(['(', '[']) || text(&part).contains('<');
        if is_any_address(&part) && !is_in_quotes {
            if is_in_brackets {
                words.clear();
                if let Some(name) = std::mem::take(&mut excluded_name) {
                    all.remove(name);
                    excludes = true;
                }
            }
            settle(&mut words, &mut all, &mut any);
            if excludes && is_in_brackets {
                all.push(Node { span: part.span, inner: Expr::Not(Box::new(part)) });
            } else {
                any.push(part);
            }
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
            // Behind a word it is one of a name, as in `Anna -HR- <anna@acme.example>`.
            let is_name = words.is_empty() && matches!(&part.inner, Expr::Not(inner) if is_words(inner));
            excluded_name = is_name.then_some(all.len());
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

/// Whether a part is an address, perhaps not typed to its end, or any of several whole ones.
fn is_any_address(part: &Node) -> bool {
    let is_begun = matches!(&part.inner, Expr::Word { text, quoted: false } if is_begun_address(text));
    is_begun || is_any_whole_address(part)
}

/// Whether a part is a whole address, or any of several.
pub fn is_any_whole_address(part: &Node) -> bool {
    match &part.inner {
        Expr::Address(_) => true,
        Expr::Or(parts) => parts.iter().all(is_any_whole_address),
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
        Expr::And(parts) => parts.iter().all(is_words),
        _ => false,
    }
}

/// Whether a word is what lists have before their lines: `•`, `-`, `1.`, `2)`.
pub fn is_bullet(word: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    !word.contains(|c: char| c.is_alphanumeric() || "()".contains(c))
        || word.strip_suffix(['.', ')']).is_some_and(is_number)
}

/// Words between the last two of a list.
fn is_conjunction(word: &str) -> bool {
    ["and", "or", "und", "oder", "et", "ou"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Words that say in a letter that somebody is not meant.
pub fn is_negation(word: &str) -> bool {
    const NEGATIONS: [&str; 12] =
        ["not", "no", "except", "without", "but", "nicht", "ohne", "au\u{df}er", "sauf", "sans", "niet", "excepto"];
    NEGATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}
