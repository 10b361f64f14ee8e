//! The values of a field: `a, -b, ="c"`.

use super::Parser;
use crate::domain::query::error::{QueryError, QueryErrorKind};
use crate::domain::query::function_words::is_conjunction;
use crate::domain::query::lex::Token;
use crate::domain::query::span::{Span, Spanned};
use crate::domain::query::tree::{Expr, Node, Value, joined};
use crate::domain::text::email::{addresses, is_address};

impl Parser<'_> {
    /// The values of a field behind its colon.
    pub(super) fn field(
        &mut self,
        name: Spanned<String>,
        colon: Span,
        is_behind_minus: bool,
    ) -> Result<Node, QueryError> {
        let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
        // Where the last token ends, and the last that belongs to the field.
        let (mut at, mut end) = (colon, colon);
        let first = self.next;
        let mut behind_values = first;
        loop {
            at = self.skip_conjunction().unwrap_or(at);
            let is_of_value = match self.is_behind_separator() {
                true => !self.begins_term_behind_minus(),
                false => self.is_next_at(at.end),
            };
            let minus = if is_of_value { self.take_if(Token::Minus) } else { None };
            if let Some(minus) = minus
                && self.text(minus).starts_with("NOT")
                && at == colon
            {
                return Err(QueryError::at(minus, QueryErrorKind::NotBehindColon));
            }
            let equals = self.take_if(Token::Equals);
            at = equals.or(minus).unwrap_or(at);
            end = equals.unwrap_or(end);
            behind_values = equals.map_or(behind_values, |_| self.next);
            if let Some(minus) = minus
                && (is_behind_minus || self.peek().is_some_and(|next| next.inner == Token::Minus))
            {
                return Err(QueryError::at(minus, QueryErrorKind::MinusTwice));
            }
            if let Some(token) = self.value(at.end) {
                let quoted = matches!(token.inner, Token::Quoted { .. });
                let text = match token.inner {
                    Token::Quoted { closed } => self.unquoted(token.span, closed)?,
                    _ => self.plain(token.span, QueryErrorKind::OpenParenInValue)?,
                };
                if minus.is_none() && !excluded.is_empty() {
                    return Err(QueryError::at(token.span, QueryErrorKind::MinusMissing));
                }
                end = token.span;
                behind_values = self.next;
                let (whole, span) = (equals.is_some(), minus.or(equals).unwrap_or(end).to(end));
                let value = |text, quoted| Spanned { inner: Value { text, quoted, whole }, span };
                let values = if minus.is_some() { &mut excluded } else { &mut wanted };
                match addresses(&text) {
                    none if none.is_empty() => values.push(value(text, quoted)),
                    addresses => values.extend(addresses.into_iter().map(|text| {
                        let quoted = text.starts_with(['-', '=']);
                        value(text, quoted)
                    })),
                }
            } else if let Some(minus) = minus {
                return Err(self.nothing_after(minus));
            }
            match self.take_if(Token::Comma) {
                Some(comma) => at = comma,
                None => break,
            }
        }
        // Addresses have none of either sign.
        if !wanted.iter().chain(&excluded).all(|value| is_address(&value.inner.text)) {
            let commas = self.tokens[first..behind_values].iter().filter(|token| token.inner == Token::Comma);
            self.refuse_mixed_separators(commas.map(|comma| comma.span))?;
        }
        // A comma behind the last value is not the field's.
        self.next = behind_values;
        let span = name.span.to(end);
        let field = |values| Node { inner: Expr::Field { name: name.clone(), values }, span };
        let not = |values| Node { inner: Expr::Not(Box::new(field(values))), span };
        Ok(match (wanted.is_empty(), excluded.is_empty()) {
            (_, true) => field(wanted),
            (true, false) => not(excluded),
            (false, false) => joined(vec![field(wanted), not(excluded)], Expr::And),
        })
    }

    /// Skips the word before the last value of a list: `office:dublin, cork, or berlin`. Returns what the value stands behind.
    fn skip_conjunction(&mut self) -> Option<Span> {
        let word = self.peek().filter(|word| word.inner == Token::Text && self.is_behind_comma())?.span;
        let next =
            self.tokens.get(self.next + 1).filter(|next| matches!(next.inner, Token::Text | Token::Quoted { .. }))?;
        let start = next.span.start;
        if !is_conjunction(self.text(word)) || word.end - word.start == 1 {
            return None;
        }
        self.next += 1;
        Some(Span { start, end: start })
    }

    /// Whether what stands behind the next token, a minus, is a bracket or a field.
    fn begins_term_behind_minus(&self) -> bool {
        let at = |ahead: usize| self.tokens.get(self.next + ahead).map(|token| token.inner);
        at(1) == Some(Token::Open) || at(2) == Some(Token::Colon)
    }

    fn is_behind_comma(&self) -> bool {
        self.tokens[..self.next].last().is_some_and(|before| before.inner == Token::Comma)
    }

    fn is_behind_separator(&self) -> bool {
        self.tokens[..self.next].last().is_some_and(|before| matches!(before.inner, Token::Comma | Token::Colon))
    }

    fn is_next_at(&self, start: usize) -> bool {
        self.peek().is_some_and(|token| token.span.start == start)
    }

    /// Takes the next value of a field: right behind the `-` or `=` that ends there, or anywhere behind the colon or a comma,
    /// unless it is the name of the next field.
    pub(super) fn value(&mut self, end: usize) -> Option<Spanned<Token>> {
        let token = self.peek().filter(|token| matches!(token.inner, Token::Text | Token::Quoted { .. })).cloned()?;
        let is_name = self.tokens.get(self.next + 1).is_some_and(|next| next.inner == Token::Colon);
        if is_name || !self.is_behind_separator() && token.span.start != end {
            return None;
        }
        self.next += 1;
        Some(token)
    }
}
