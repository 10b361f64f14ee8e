//! Email addresses in a query, as people paste them: from mail programs, lists and tables. Several side by side are those of
//! several people, and what is written around an address is a name as another program knows it:
//! `"Byrne, A." (HR Team) <anna@acme.example>; Bob Bean <bob@acme.example>`.

use super::error::{QueryError, QueryErrorKind};
use super::function_words::{is_bullet, is_conjunction, is_name, is_negation};
use super::span::Span;
use super::tree::{Expr, Node, joined};
use crate::domain::text::email::{addresses, is_address};
use crate::domain::text::signs::is_double_quote;

/// The node of a text that holds nothing but addresses: any of them.
pub fn address_node(text: &str, span: Span) -> Option<Node> {
    let node = |text| Node { inner: Expr::Address(text), span };
    let nodes: Vec<Node> = addresses(text).into_iter().map(node).collect();
    (!nodes.is_empty()).then(|| joined(nodes, Expr::Or))
}

/// What must all hold, with its addresses joined to one part: any of them. Whole addresses say who is meant, so the words
/// beside them are not looked for; the places of those that are no name of an address go to `left_out`. Fields and what is
/// excluded stay.
///
/// # Errors
/// What can be read as the opposite: a minus or a word such as `not` before the name of an address, and a wanted address
/// behind an excluded one.
pub fn any_address_of(query: &str, parts: Vec<Node>, left_out: &mut Vec<Span>) -> Result<Vec<Node>, QueryError> {
    let fields = parts.iter().filter(|part| is_field_of_addresses(part)).count();
    if !parts.iter().any(is_any_address) && fields < 2 {
        return Ok(parts);
    }
    let mut list = AddressList {
        query,
        has_whole: fields > 1 || parts.iter().any(is_any_whole_address),
        all: Vec::new(),
        any: Vec::new(),
        beside: Vec::new(),
        remarks: Vec::new(),
        excludes: false,
        left_out,
    };
    let mut is_behind_address = false;
    for part in parts {
        let is_address = is_any_address(&part) || list.has_whole && is_field_of_addresses(&part);
        list.excludes |= excludes_address(&part);
        if is_address {
            list.address(part)?;
        } else if is_behind_address && is_words(&part) && list.text(part.span).starts_with(['(', '[']) {
            // The name of its owner, or a remark.
            list.remarks.push(part);
        } else if is_words(&part) || matches!(&part.inner, Expr::Not(inner) if is_words(inner)) {
            list.beside.push(part);
        } else {
            list.all.push(part);
        }
        is_behind_address = is_address;
    }
    list.finish()
}

/// The parts around addresses, while it is found out what each of them is.
struct AddressList<'a> {
    query: &'a str,
    has_whole: bool,
    /// What must hold beside the addresses.
    all: Vec<Node>,
    /// The addresses.
    any: Vec<Node>,
    /// What stands behind the last address, and may be the name before the next one.
    beside: Vec<Node>,
    /// What stands in brackets behind the last address.
    remarks: Vec<Node>,
    /// An address to exclude came.
    excludes: bool,
    left_out: &'a mut Vec<Span>,
}

impl<'a> AddressList<'a> {
    fn text(&self, span: Span) -> &'a str {
        self.query.get(span.start..span.end).unwrap_or("")
    }

    fn address(&mut self, part: Node) -> Result<(), QueryError> {
        if self.excludes {
            return Err(QueryError::at(part.span, QueryErrorKind::MinusMissing));
        }
        for beside in self.remarks.drain(..).chain(self.beside.iter().cloned()) {
            if is_negation_of(self.query, &beside, part.span) {
                return Err(QueryError::at(beside.span, QueryErrorKind::NegationBesideAddress));
            }
        }
        if is_in_angle_brackets(self.query, &part) {
            self.drop_name()?;
        }
        if !self.any.is_empty()
            && let Some(minus) = self.beside.iter().find(|beside| matches!(beside.inner, Expr::Not(_)))
        {
            // As likely a cell of a table that begins with one.
            return Err(QueryError::at(minus.span, QueryErrorKind::MinusBeforeName));
        }
        self.settle();
        self.any.push(part);
        Ok(())
    }

    /// Drops the name before an address in angle brackets.
    fn drop_name(&mut self) -> Result<(), QueryError> {
        for (index, part) in std::mem::take(&mut self.beside).iter().enumerate() {
            match &part.inner {
                // As in `Anna -HR- <anna@acme.example>`.
                Expr::Not(_) if index > 0 && self.text(part.span).ends_with('-') => {}
                Expr::Not(_) => return Err(QueryError::at(part.span, QueryErrorKind::MinusBeforeName)),
                _ => {}
            }
        }
        Ok(())
    }

    /// What was beside the addresses and is no name of one.
    fn settle(&mut self) {
        for part in std::mem::take(&mut self.beside) {
            match &part.inner {
                Expr::Word { text, quoted: false } if is_bullet(text) || is_conjunction(text) => {}
                Expr::Not(_) => self.all.push(part),
                _ if self.has_whole => self.left_out.push(part.span),
                _ => self.all.push(part),
            }
        }
    }

    fn finish(mut self) -> Result<Vec<Node>, QueryError> {
        self.settle();
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
        Ok(self.all)
    }
}

/// What addresses may not be joined with by OR: one of them is wanted and another one excluded, and a list behind a minus
/// is excluded whole.
pub fn refuse_mixed(alternatives: &[Node]) -> Result<(), QueryError> {
    match alternatives.iter().find_map(wanted_address) {
        Some(wanted) if alternatives.len() > 1 && alternatives.iter().any(excludes_address) => {
            Err(QueryError::at(wanted.span, QueryErrorKind::MinusMissing))
        }
        _ => Ok(()),
    }
}

fn wanted_address(part: &Node) -> Option<&Node> {
    match &part.inner {
        Expr::And(parts) => parts.iter().find_map(wanted_address),
        _ => is_any_address(part).then_some(part),
    }
}

fn excludes_address(part: &Node) -> bool {
    match &part.inner {
        Expr::Not(inner) => match &inner.inner {
            Expr::Field { values, .. } => values.iter().any(|value| is_address(&value.inner.text)),
            _ => is_any_address(inner),
        },
        Expr::And(parts) => parts.iter().any(excludes_address),
        _ => false,
    }
}

/// Whether a part says in a letter that the address behind it is not meant. In a table it is a cell of another person: a tab,
/// a semicolon or the end of a line with an address stands between.
fn is_negation_of(query: &str, part: &Node, address: Span) -> bool {
    let word = if let Expr::Not(inner) = &part.inner { inner } else { part };
    if !matches!(&word.inner, Expr::Word { text, .. } if is_negation(text) && !is_name(text)) {
        return false;
    }
    let between = query.get(part.span.end..address.start).unwrap_or("");
    let line = query.get(..part.span.start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    let is_of_another = between.contains(['\t', ';']) || between.contains('\n') && line.contains('@');
    !is_of_another
}

/// Whether a part asks for whole addresses only: `email:` before a pasted list is for all of it.
pub fn is_field_of_addresses(part: &Node) -> bool {
    matches!(&part.inner, Expr::Field { values, .. } if values.iter().all(|value| is_address(&value.inner.text)))
}

/// Whether the text of a part is complete in itself: a bracket of the query, or a text in quotes.
fn is_group(text: &str) -> bool {
    text.starts_with('(') || text.starts_with(is_double_quote)
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

/// Whether these parts begin with an address in angle brackets, or the rest of its name.
pub fn is_named_address(query: &str, parts: &[Node]) -> bool {
    let address = parts.iter().find(|part| !is_words(part));
    address.is_some_and(|part| is_any_whole_address(part) && is_in_angle_brackets(query, part))
}

fn is_in_angle_brackets(query: &str, part: &Node) -> bool {
    let text = query.get(part.span.start..part.span.end).unwrap_or("");
    text.starts_with(['<', '[']) || text.contains('<') && !is_group(text)
}

/// Whether a part is made of words alone: it can be a name.
pub fn is_words(part: &Node) -> bool {
    match &part.inner {
        Expr::Word { .. } => true,
        Expr::And(parts) => parts.iter().all(is_words),
        _ => false,
    }
}
