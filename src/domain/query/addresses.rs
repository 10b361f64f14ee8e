//! Email addresses in a query, as people paste them: from mail programs, lists and tables. Several side by side are those of
//! several people, and what is written around an address is a name as another program knows it:
//! `"Byrne, A." (HR Team) <anna@acme.example>; Bob Bean <bob@acme.example>`.

use super::span::Span;
use super::tree::{Expr, Node, joined};
use crate::domain::text::email::addresses;
use crate::domain::text::signs::{is_digits, is_double_quote};

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
    let mut list = AddressList {
        has_whole: parts.iter().any(is_any_whole_address),
        all: Vec::new(),
        any: Vec::new(),
        words: Vec::new(),
        excluded_name: None,
        excludes: false,
        left_out,
    };
    let mut is_behind_address = false;
    for part in parts {
        let text = query.get(part.span.start..part.span.end).unwrap_or("");
        let is_in_quotes = !text.contains('<') && text.ends_with(is_double_quote);
        let is_in_brackets = text.starts_with(['(', '[']) || text.contains('<');
        let was_behind_address = std::mem::replace(&mut is_behind_address, is_any_address(&part) && !is_in_quotes);
        if is_behind_address {
            list.address(part, is_in_brackets);
        } else if is_words(&part) || is_any_address(&part) {
            // A name in brackets behind an address is that of its owner.
            if !(was_behind_address && is_in_brackets && is_words(&part)) {
                list.words.push(part);
            }
        } else {
            list.other(part);
        }
    }
    list.finish()
}

/// The parts around addresses, while it is found out what each of them is.
struct AddressList<'a> {
    has_whole: bool,
    /// What must hold beside the addresses.
    all: Vec<Node>,
    /// The addresses.
    any: Vec<Node>,
    /// The words since the last address: they may be the name before the next one.
    words: Vec<Node>,
    /// Where in `all` the excluded name before the next address is.
    excluded_name: Option<usize>,
    /// Such a name came: the addresses in brackets are excluded from there on.
    excludes: bool,
    left_out: &'a mut Vec<Span>,
}

impl AddressList<'_> {
    fn address(&mut self, part: Node, is_in_brackets: bool) {
        if is_in_brackets {
            self.words.clear();
            if let Some(name) = self.excluded_name.take() {
                self.all.remove(name);
                self.excludes = true;
            }
        }
        self.settle_words();
        if self.excludes && is_in_brackets {
            self.all.push(Node { span: part.span, inner: Expr::Not(Box::new(part)) });
        } else {
            self.any.push(part);
        }
    }

    fn other(&mut self, part: Node) {
        // Behind a word it is one of a name, as in `Anna -HR- <anna@acme.example>`.
        let is_name = self.words.is_empty() && matches!(&part.inner, Expr::Not(inner) if is_words(inner));
        self.excluded_name = is_name.then_some(self.all.len());
        self.all.push(part);
    }

    /// Words that were no name of an address.
    fn settle_words(&mut self) {
        for word in self.words.drain(..) {
            match &word.inner {
                _ if is_any_address(&word) => self.any.push(word),
                Expr::Word { text, quoted: false } if is_bullet(text) || is_conjunction(text) => {}
                _ if self.has_whole => self.left_out.push(word.span),
                _ => self.all.push(word),
            }
        }
    }

    fn finish(mut self) -> Vec<Node> {
        self.settle_words();
        let mut any = Vec::new();
        for part in self.any {
            match part.inner {
                Expr::Or(parts) => any.extend(parts),
                _ => any.push(part),
            }
        }
        if !any.is_empty() {
            self.all.push(joined(any, Expr::Or));
        }
        self.all
    }
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
    !word.contains(|c: char| c.is_alphanumeric() || "()".contains(c))
        || word.strip_suffix(['.', ')']).is_some_and(is_digits)
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
