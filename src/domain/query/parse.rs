//! Tokens to a tree. It knows the shape of a query and not what its values mean; of names only whether there is such a field.
//! `OR` binds looser than words side by side, `-` tighter.

use super::addresses::{
    address_node, any_address_of, is_any_whole_address, is_begun_address, is_named_address, is_words, refuse_mixed,
};
use super::error::{QueryError, QueryErrorKind};
use super::fields::QueryField;
use super::foreign::written_here;
use super::function_words::{is_address_label, is_bullet, or_in_small_letters};
use super::lex::{Token, is_semicolon, lex};
use super::span::{Span, Spanned};
use super::tree::{Expr, Node, ends_with_exclusion, joined};
use crate::domain::text::email::addresses;

mod values;

/// Longest query, in bytes: some 2 500 pasted addresses with their names.
pub const MAX_BYTES: usize = 131_072;

/// Deepest nesting of brackets and minus signs.
const MAX_DEPTH: usize = 64;

/// Parses a query. An empty one means everybody.
///
/// The tree's `Display` writes a canonical query, which parses to the same tree:
///
/// ```
/// use giftlist::domain::query::parse;
///
/// let tree = parse("anna   office:dublin,\"New York\"")?;
/// assert_eq!(tree.inner.to_string(), "anna office:dublin,\"New York\"");
/// # Ok::<(), giftlist::domain::query::QueryError>(())
/// ```
///
/// # Errors
/// A quote or bracket that is not closed, a bracket too many, also within a word, `-` or `OR` with nothing to apply to, more than
/// [`MAX_BYTES`], or brackets nested too deeply. Names and values are not looked at: see [`super::compile()`].
pub fn parse(query: &str) -> Result<Node, QueryError> {
    parse_with_left_out(query).map(|(node, _)| node)
}

/// The same, and the words that stand beside whole addresses and are not looked for: who is meant, the addresses say.
///
/// ```
/// use giftlist::domain::query::parse_with_left_out;
///
/// let (_, left_out) = parse_with_left_out("Bob anna@acme.example; Dr. Who <who@acme.example>")?;
/// assert_eq!(left_out, ["Bob"]);
/// # Ok::<(), giftlist::domain::query::QueryError>(())
/// ```
///
/// # Errors
/// As [`parse`].
pub fn parse_with_left_out(query: &str) -> Result<(Node, Vec<&str>), QueryError> {
    if query.len() > MAX_BYTES {
        return Err(QueryError::at(Span::default(), QueryErrorKind::TooLong { max_bytes: MAX_BYTES }));
    }
    let mut parser = Parser::new(query);
    let node = parser.any_of()?;
    if let Some(token) = parser.peek() {
        return Err(QueryError::at(token.span, QueryErrorKind::StrayClose));
    }
    let left_out = parser.left_out.iter().filter_map(|span| query.get(span.start..span.end)).collect();
    Ok((node, left_out))
}

struct Parser<'a> {
    query: &'a str,
    tokens: Vec<Spanned<Token>>,
    next: usize,
    depth: usize,
    /// Whether a bracket is open that stands behind a minus.
    is_excluded: bool,
    /// Words beside whole addresses.
    left_out: Vec<Span>,
    /// Whether there may be an address anywhere.
    has_address: bool,
}

/// What stands between a term and the one before it.
#[derive(Default)]
struct Link {
    is_comma: bool,
    is_and: bool,
    /// The list with commas has a wanted word before an excluded one.
    is_mixed: bool,
}

impl<'a> Parser<'a> {
    fn new(query: &'a str) -> Parser<'a> {
        Parser {
            query,
            tokens: lex(query),
            next: 0,
            depth: 0,
            is_excluded: false,
            left_out: vec![],
            has_address: query.contains('@'),
        }
    }

    fn peek(&self) -> Option<&Spanned<Token>> {
        self.tokens.get(self.next)
    }

    fn take_if(&mut self, wanted: Token) -> Option<Span> {
        let span = self.peek().filter(|token| token.inner == wanted)?.span;
        self.next += 1;
        Some(span)
    }

    fn text(&self, span: Span) -> &str {
        self.query.get(span.start..span.end).unwrap_or("")
    }

    fn any_of(&mut self) -> Result<Node, QueryError> {
        let first = self.all_of()?;
        let mut parts = vec![first];
        while let Some(or) = self.take_if(Token::Or) {
            let part = self.all_of()?;
            if part.inner == Expr::All {
                return Err(QueryError::at(or, QueryErrorKind::NothingAfter("OR")));
            }
            parts.push(part);
        }
        if let [first, second, ..] = parts.as_slice()
            && first.inner == Expr::All
        {
            return Err(QueryError::at(second.span, QueryErrorKind::NothingBefore("OR")));
        }
        refuse_mixed(&parts)?;
        Ok(joined(parts, Expr::Or))
    }

    /// Words side by side. Of what is excluded, those in a list with commas are alternatives: `-(anna, bob)`.
    fn all_of(&mut self) -> Result<Node, QueryError> {
        let mut parts = Vec::<Node>::new();
        // Where commas stand, as numbers of parts before them, and their places.
        let mut commas: Vec<(usize, Span)> = Vec::new();
        let mut link = Link::default();
        while let Some(token) = self.peek() {
            match token.inner {
                Token::Or | Token::Close => break,
                Token::And => {
                    let span = token.span;
                    self.next += 1;
                    self.refuse_lone_and(span, parts.is_empty())?;
                    link.is_and = true;
                }
                Token::Comma => {
                    commas.push((parts.len(), token.span));
                    self.next += 1;
                    link.is_comma = true;
                }
                _ => {
                    let part = self.linked_term(parts.last(), &mut link)?;
                    parts.push(part);
                }
            }
        }
        if self.is_excluded && !commas.is_empty() {
            self.any_of_list(parts, &commas)
        } else {
            self.everything_of(parts)
        }
    }

    /// What is excluded in a list with commas: any of it. A name before an address may have one, too.
    fn any_of_list(&mut self, mut parts: Vec<Node>, commas: &[(usize, Span)]) -> Result<Node, QueryError> {
        let has_address = parts.iter().any(is_any_whole_address);
        if !has_address {
            self.refuse_mixed_separators(commas.iter().map(|&(_, comma)| comma))?;
        }
        let mut lists = Vec::new();
        for &(start, _) in commas.iter().rev() {
            let is_name = parts[..start].last().is_some_and(is_words) && is_named_address(self.query, &parts[start..]);
            if !is_name && start < parts.len() {
                lists.push(parts.split_off(start));
            }
        }
        lists.push(parts);
        let lists = lists.into_iter().rev().filter(|list| !list.is_empty());
        let lists = lists.map(|list| self.everything_of(list)).collect::<Result<Vec<_>, _>>()?;
        Ok(joined(lists, Expr::Or))
    }

    /// `Byrne, Anna; Bean, Bob` are two people, not four, and which sign separates what is not known.
    fn refuse_mixed_separators(&self, mut signs: impl Iterator<Item = Span>) -> Result<(), QueryError> {
        let is_semicolon = |sign: Span| self.text(sign).starts_with(is_semicolon);
        let Some(first) = signs.next() else { return Ok(()) };
        match signs.find(|&sign| is_semicolon(sign) != is_semicolon(first)) {
            Some(other) => Err(QueryError::at(other, QueryErrorKind::MixedSeparators)),
            None => Ok(()),
        }
    }

    /// The next term; excluded, if it goes on a list that is.
    fn linked_term(&mut self, before: Option<&Node>, link: &mut Link) -> Result<Node, QueryError> {
        let start = self.peek().map(|token| token.span).unwrap_or_default();
        let goes_on = !link.is_and && self.excludes_next(before, link.is_comma);
        let part = self.term(goes_on)?;
        if goes_on && link.is_mixed {
            return Err(QueryError::at(start, QueryErrorKind::MinusMissing));
        }
        if let Expr::Word { text, quoted: false } = &part.inner {
            let is_before_another = !self.has_address && self.peek().is_some();
            if let Some(word) = or_in_small_letters(text).filter(|_| is_before_another && before.is_some()) {
                return Err(QueryError::at(start, QueryErrorKind::OrInSmallLetters(word)));
            }
            if text == "not" && is_before_another {
                return Err(QueryError::at(start, QueryErrorKind::NotInSmallLetters));
            }
        }
        let is_behind_wanted = before.is_some_and(|before| matches!(before.inner, Expr::Word { .. }));
        let is_mixed = link.is_comma && (link.is_mixed || is_behind_wanted && ends_with_exclusion(&part));
        *link = Link { is_mixed, ..Link::default() };
        Ok(match goes_on {
            true => Node { span: part.span, inner: Expr::Not(Box::new(part)) },
            false => part,
        })
    }

    fn refuse_lone_and(&self, span: Span, is_first: bool) -> Result<(), QueryError> {
        if is_first {
            Err(QueryError::at(span, QueryErrorKind::NothingBefore("AND")))
        } else if self.peek().is_none_or(|next| next.inner.ends_term()) {
            Err(QueryError::at(span, QueryErrorKind::NothingAfter("AND")))
        } else {
            Ok(())
        }
    }

    fn everything_of(&mut self, parts: Vec<Node>) -> Result<Node, QueryError> {
        Ok(joined(any_address_of(self.query, parts, &mut self.left_out)?, Expr::And))
    }

    /// Whether what comes next goes on a list to exclude: of words, as in `-anna, bob`, or of addresses, as they are pasted
    /// behind a minus.
    fn excludes_next(&self, before: Option<&Node>, is_behind_comma: bool) -> bool {
        let Some(Node { inner: Expr::Not(excluded), span }) = before else { return false };
        let Some(next) = self.peek() else { return false };
        let is_group = self.text(*span).ends_with(')');
        let is_named = self.tokens.get(self.next + 1).is_some_and(|it| it.inner == Token::Colon);
        let is_labelled = is_named && is_address_label(self.text(next.span));
        match next.inner {
            Token::Open => is_behind_comma && !matches!(excluded.inner, Expr::Field { .. }),
            Token::Text | Token::Quoted { .. } if is_labelled || !is_named => {
                let is_address = is_labelled || !addresses(self.text(next.span)).is_empty();
                match &excluded.inner {
                    Expr::Field { .. } => false,
                    _ if is_any_whole_address(excluded) => is_behind_comma || is_address && !is_group,
                    _ => is_behind_comma,
                }
            }
            _ => false,
        }
    }

    /// `is_behind_minus` says whether a minus stands right before it.
    fn term(&mut self, is_behind_minus: bool) -> Result<Node, QueryError> {
        let Some(token) = self.peek().cloned() else {
            let end = Span { start: self.query.len(), end: self.query.len() };
            return Err(QueryError::at(end, QueryErrorKind::NothingAfter("-")));
        };
        match token.inner {
            Token::Minus => {
                self.next += 1;
                if self.peek().is_none_or(|next| next.inner.ends_term()) {
                    return Err(self.nothing_after(token.span));
                }
                if let Some(second) = self.peek().filter(|next| next.inner == Token::Minus) {
                    return Err(QueryError::at(second.span, QueryErrorKind::MinusTwice));
                }
                self.deeper(token.span)?;
                let inner = self.term(true)?;
                self.depth -= 1;
                Ok(Node { span: token.span.to(inner.span), inner: Expr::Not(Box::new(inner)) })
            }
            Token::Open => {
                self.next += 1;
                self.deeper(token.span)?;
                let was_excluded = self.is_excluded;
                self.is_excluded |= is_behind_minus;
                let inner = self.any_of()?;
                self.is_excluded = was_excluded;
                self.depth -= 1;
                match self.take_if(Token::Close) {
                    Some(close) => Ok(Node { span: token.span.to(close), inner: inner.inner }),
                    None => Err(QueryError::at(token.span, QueryErrorKind::OpenParen)),
                }
            }
            Token::Quoted { closed } => {
                self.next += 1;
                let text = self.unquoted(token.span, closed)?;
                Ok(Self::word(text, true, token.span))
            }
            _ => self.word_or_field(token.span, is_behind_minus),
        }
    }

    fn nothing_after(&self, minus: Span) -> QueryError {
        let sign = if self.text(minus).starts_with("NOT") { "NOT" } else { "-" };
        QueryError::at(minus, QueryErrorKind::NothingAfter(sign))
    }

    fn deeper(&mut self, span: Span) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            Err(QueryError::at(span, QueryErrorKind::TooDeep { max_depth: MAX_DEPTH }))
        } else {
            Ok(())
        }
    }

    fn word_or_field(&mut self, span: Span, is_behind_minus: bool) -> Result<Node, QueryError> {
        self.next += 1;
        let Some(colon) = self.take_if(Token::Colon) else { return self.plain_word(span) };
        let name = self.text(span).to_string();
        if self.is_label(&name) {
            return match self.value(colon.end) {
                Some(token) => self.plain_word(token.span),
                None => Ok(Self::word(name, false, span.to(colon))),
            };
        }
        self.field(Spanned { inner: name, span }, colon, is_behind_minus)
    }

    /// Whether a name before a colon is of no field, but stands before addresses: `Dublin: anna@acme.example`, `Cc: …`, or
    /// `email: Anna <anna@acme.example>`.
    fn is_label(&self, name: &str) -> bool {
        let is_of_addresses = || match QueryField::find(name) {
            None => QueryField::near(name).is_empty(),
            Some(field) if field.kind.has_addresses() => {
                let value = self.peek().filter(|next| next.inner == Token::Text);
                self.query.contains('<') && value.is_some_and(|value| !self.text(value.span).contains('@'))
            }
            // `Team: anna@acme.example` is a heading.
            Some(field) if !field.kind.may_have_addresses() => {
                let value = self.peek().filter(|next| matches!(next.inner, Token::Text | Token::Quoted { .. }));
                value.is_some_and(|value| !addresses(self.text(value.span)).is_empty())
            }
            Some(_) => false,
        };
        self.has_address && (is_address_label(name) || is_of_addresses())
    }

    fn plain_word(&self, span: Span) -> Result<Node, QueryError> {
        if let Some(right) = written_here(self.text(span)).filter(|_| !self.has_address) {
            let written = self.text(span).to_string();
            return Err(QueryError::at(span, QueryErrorKind::WrittenOtherwise { written, right }));
        }
        let text = self.plain(span, QueryErrorKind::OpenParen)?;
        Ok(Self::word(text, false, span))
    }

    fn word(text: String, quoted: bool, span: Span) -> Node {
        address_node(&text, span).unwrap_or(Node { span, inner: Expr::Word { text, quoted } })
    }

    fn unquoted(&self, span: Span, closed: bool) -> Result<String, QueryError> {
        if !closed {
            return Err(QueryError::at(span, QueryErrorKind::OpenQuote));
        }
        let mut inside = self.text(span).chars();
        inside.next();
        inside.next_back();
        Ok(inside.as_str().to_string())
    }

    /// A text without quotes. One with half a bracket was meant as more than a text: it is not looked for.
    fn plain(&self, span: Span, open: QueryErrorKind) -> Result<String, QueryError> {
        let text = self.text(span);
        if open == QueryErrorKind::OpenParen && is_bullet(text) && self.has_address {
            return Ok(text.to_string());
        }
        let mut opened = Vec::new();
        for (at, c) in text.char_indices() {
            let here = Span { start: span.start + at, end: span.start + at + c.len_utf8() };
            match c {
                '(' => opened.push(here),
                ')' if opened.pop().is_none() => return Err(QueryError::at(here, QueryErrorKind::StrayClose)),
                _ => {}
            }
        }
        if let Some(&unclosed) = opened.first() {
            return Err(QueryError::at(unclosed, open));
        }
        let inside = text.trim_start_matches(['<', '[']).trim_end_matches(['>', ']']);
        let is_begun = is_begun_address(inside) && addresses(text).is_empty();
        Ok(if is_begun { inside } else { text }.to_string())
    }
}
