//! From text to tokens. Nothing is refused: any text has tokens, which together with the blanks and hidden characters
//! between them cover all of it.
//!
//! `-`, `(`, `"`, `OR`, `AND` and `NOT` mean something only where a term begins, `-` and `"` also where a value does, so that `Jean-Luc`,
//! `O'Neil` and `Berlin(HQ)` are words.
//! Commas and semicolons separate words as blanks do, and values with or without blanks around them. Quotes and commas
//! may be those that a word processor or an Asian keyboard makes of them.

use super::span::{Span, Spanned};
use crate::domain::text::hidden::is_hidden;
use crate::domain::text::signs::is_double_quote;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Plain text: a word, a field's name, or a value.
    Text,
    /// Text in quotes; `closed` if the closing one is there.
    Quoted {
        closed: bool,
    },
    /// `:` after a field's name.
    Colon,
    /// `,` or `;` between values or words.
    Comma,
    /// `=` before a value: the whole value.
    Equals,
    /// `-` before a term or a value, or `NOT` before a term.
    Minus,
    Or,
    /// `AND`, which words side by side need not have.
    And,
    Open,
    Close,
}

impl Token {
    /// Whether it stands behind a term and begins none.
    pub fn ends_term(self) -> bool {
        matches!(self, Token::Or | Token::And | Token::Close | Token::Comma)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    TermStart,
    ValueStart,
    AfterValue,
    AfterQuotedValue,
    /// After a comma, or a colon and a blank: a value, or the next term.
    MaybeValue,
}

pub fn lex(query: &str) -> Vec<Spanned<Token>> {
    let mut lexer = Lexer { query, at: 0, depth: 0, is_behind_values: false, tokens: Vec::new() };
    let mut state = State::TermStart;
    while let Some(c) = lexer.peek() {
        state = if is_hidden(c) {
            // A copied text may begin with one.
            lexer.at += c.len_utf8();
            state
        } else if c.is_whitespace() {
            lexer.at += c.len_utf8();
            let is_behind_colon = lexer.tokens.last().is_some_and(|token| token.inner == Token::Colon);
            match state {
                State::MaybeValue => state,
                State::ValueStart if is_behind_colon => State::MaybeValue,
                _ => State::TermStart,
            }
        } else {
            match state {
                State::TermStart => lexer.term_start(c),
                State::ValueStart => lexer.value_start(c),
                State::MaybeValue if lexer.begins_term(c) => lexer.term_start(c),
                State::MaybeValue => lexer.value_start(c),
                State::AfterQuotedValue if !is_comma(c) => lexer.term_start(c),
                State::AfterValue | State::AfterQuotedValue => lexer.after_value(c),
            }
        };
    }
    lexer.tokens
}

/// A query without its signs, `-` as `not`: what it means stays, in a place where no signs can be.
///
/// ```
/// use giftlist::domain::query::in_words;
///
/// assert_eq!(in_words("office:-dublin (anna OR bob)"), "office not dublin anna or bob");
/// ```
pub fn in_words(query: &str) -> String {
    let words = lex(query).into_iter().filter_map(|token| match token.inner {
        Token::Text | Token::Quoted { .. } => query.get(token.span.start..token.span.end),
        Token::Minus => Some("not"),
        Token::Or => Some("or"),
        Token::And | Token::Colon | Token::Comma | Token::Equals | Token::Open | Token::Close => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

struct Lexer<'a> {
    query: &'a str,
    at: usize,
    depth: usize,
    /// Whether nothing but values, commas and blanks stand behind the last colon, so that a comma means another value.
    is_behind_values: bool,
    tokens: Vec<Spanned<Token>>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.query.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, token: Token, length: usize) {
        self.tokens.push(Spanned { inner: token, span: Span { start: self.at, end: self.at + length } });
        self.at += length;
    }

    fn term_start(&mut self, c: char) -> State {
        let is_behind_values = self.is_behind_values;
        self.is_behind_values = false;
        match c {
            '(' => {
                self.depth += 1;
                self.push(Token::Open, 1);
                State::TermStart
            }
            ')' => self.close(),
            _ if is_comma(c) => {
                self.push(Token::Comma, c.len_utf8());
                self.is_behind_values = is_behind_values;
                if is_behind_values { State::MaybeValue } else { State::TermStart }
            }
            _ if self.is_minus(c) => {
                self.push(Token::Minus, c.len_utf8());
                State::TermStart
            }
            _ if is_double_quote(c) => {
                self.quoted(c);
                State::TermStart
            }
            _ => match self.operator() {
                Some((token, length)) => {
                    self.push(token, length);
                    State::TermStart
                }
                None => self.word(),
            },
        }
    }

    fn is_minus(&self, c: char) -> bool {
        // `-- Anna` is no exclusion, but a signature, and `->` is an arrow.
        let behind = self.rest().trim_start_matches(is_dash);
        is_dash(c) && behind.starts_with(|next: char| !next.is_whitespace() && !is_comma(next) && next != '>')
    }

    /// Whether what follows is no value: a bracket, an operator, or a field's name with its colon, perhaps excluded.
    fn begins_term(&self, c: char) -> bool {
        if c == ')' {
            return true;
        }
        let rest = match self.operator() {
            Some((Token::Minus, length)) => self.rest()[length..].trim_start(),
            Some(_) => return true,
            None if is_dash(c) => &self.rest()[c.len_utf8()..],
            None => self.rest(),
        };
        let name = rest.split(|c: char| c.is_whitespace() || is_comma(c)).next().unwrap_or_default();
        rest.starts_with('(') || name.split_once(is_colon).is_some_and(|(name, _)| is_name(name))
    }

    /// An operator in capitals, and its length.
    fn operator(&self) -> Option<(Token, usize)> {
        let ends = |next: char| next.is_whitespace() || next == '(' || next == ')';
        [("OR", Token::Or), ("AND", Token::And), ("NOT", Token::Minus)].into_iter().find_map(|(name, token)| {
            let rest = self.rest().strip_prefix(name)?;
            // Before an address it is a name in capitals: `COHEN OR <or@acme.example>`.
            let is_name = rest.trim_start().starts_with('<');
            (rest.is_empty() || rest.starts_with(ends) && !is_name).then_some((token, name.len()))
        })
    }

    fn word(&mut self) -> State {
        let name = self.rest().find(|c| !is_name_letter(c)).unwrap_or_default();
        let is_name = name > 0 && is_name(&self.rest()[..name]);
        let length = self.length_until(|c, at| is_comma(c) || is_colon(c) && is_name && at == name);
        self.push(Token::Text, length);
        if let Some(c) = self.peek().filter(|&c| is_colon(c)) {
            self.push(Token::Colon, c.len_utf8());
            self.is_behind_values = true;
            return State::ValueStart;
        }
        State::TermStart
    }

    fn value_start(&mut self, c: char) -> State {
        match c {
            '=' if !self.is_behind_equals() => {
                self.push(Token::Equals, 1);
                State::ValueStart
            }
            _ if is_dash(c) && !self.is_behind_equals() => {
                self.push(Token::Minus, c.len_utf8());
                State::ValueStart
            }
            _ if is_double_quote(c) => {
                self.quoted(c);
                State::AfterQuotedValue
            }
            _ => match self.operator() {
                Some((Token::Minus, length)) if !self.is_behind_equals() => {
                    // The value right behind it, as behind `-`.
                    let blanks = self.rest()[length..].len() - self.rest()[length..].trim_start().len();
                    self.push(Token::Minus, length + blanks);
                    State::ValueStart
                }
                _ => self.after_value(c),
            },
        }
    }

    /// What stands behind `=` is meant as it is.
    fn is_behind_equals(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.inner == Token::Equals && token.span.end == self.at)
    }

    fn after_value(&mut self, c: char) -> State {
        match c {
            _ if is_comma(c) => {
                self.push(Token::Comma, c.len_utf8());
                State::MaybeValue
            }
            ')' if self.depth > 0 => self.close(),
            _ => {
                let length = self.length_until(|c, _| is_comma(c));
                self.push(Token::Text, length);
                State::AfterValue
            }
        }
    }

    fn close(&mut self) -> State {
        self.depth = self.depth.saturating_sub(1);
        self.push(Token::Close, 1);
        State::TermStart
    }

    fn quoted(&mut self, opening: char) {
        let inside = &self.rest()[opening.len_utf8()..];
        match inside
            .char_indices()
            .find(|&(_, c)| if opening == '"' { c == '"' } else { is_double_quote(c) && c != '"' })
        {
            Some((length, closing)) => {
                self.push(Token::Quoted { closed: true }, opening.len_utf8() + length + closing.len_utf8());
            }
            None => self.push(Token::Quoted { closed: false }, self.rest().len()),
        }
    }

    /// Bytes up to white space, the first character that stops, or a bracket that closes one outside; at least one
    /// character.
    fn length_until(&self, stops: impl Fn(char, usize) -> bool) -> usize {
        let rest = self.rest();
        let mut depth = 0_usize;
        for (at, c) in rest.char_indices() {
            let closes_outside = c == ')' && depth == 0 && self.depth > 0;
            if at > 0 && (c.is_whitespace() || closes_outside || stops(c, at)) {
                return at;
            }
            depth = match c {
                '(' => depth + 1,
                ')' => depth.saturating_sub(1),
                _ => depth,
            };
        }
        rest.len()
    }
}

/// A minus as typed, or what a word processor or an Asian keyboard makes of it.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

fn is_comma(c: char) -> bool {
    is_semicolon(c) || matches!(c, ',' | '\u{60c}' | '\u{3001}' | '\u{ff0c}')
}

pub fn is_semicolon(c: char) -> bool {
    matches!(c, ';' | '\u{61b}' | '\u{ff1b}')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '\u{fe55}' | '\u{ff1a}')
}

/// Whether a text before a colon is meant as the name of a field, perhaps a wrong one.
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(is_name_letter)
}

/// Letters of names, also in other languages, and what people put between two words of one.
fn is_name_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(query: &str) -> Vec<(Token, &str)> {
        lex(query).into_iter().map(|token| (token.inner, &query[token.span.start..token.span.end])).collect()
    }

    #[test]
    fn signs_mean_something_only_where_a_term_begins() {
        use Token::*;
        assert_eq!(tokens("Jean-Luc O'Neil 12:30"), [(Text, "Jean-Luc"), (Text, "O'Neil"), (Text, "12:30")]);
        assert_eq!(
            tokens("-team:=Blue,\"A b\""),
            [
                (Minus, "-"),
                (Text, "team"),
                (Colon, ":"),
                (Equals, "="),
                (Text, "Blue"),
                (Comma, ","),
                (Quoted { closed: true }, "\"A b\""),
            ]
        );
        assert_eq!(
            tokens("a:-b,\u{2013}\"c\",=-d"),
            [
                (Text, "a"),
                (Colon, ":"),
                (Minus, "-"),
                (Text, "b"),
                (Comma, ","),
                (Minus, "\u{2013}"),
                (Quoted { closed: true }, "\"c\""),
                (Comma, ","),
                (Equals, "="),
                (Text, "-d"),
            ]
        );
        assert_eq!(tokens("(a OR b)"), [(Open, "("), (Text, "a"), (Or, "OR"), (Text, "b"), (Close, ")")]);
        assert_eq!(tokens("Smith;Anna"), [(Text, "Smith"), (Comma, ";"), (Text, "Anna")]);
        assert_eq!(
            tokens("id:a , b, team:c"),
            [
                (Text, "id"),
                (Colon, ":"),
                (Text, "a"),
                (Comma, ","),
                (Text, "b"),
                (Comma, ","),
                (Text, "team"),
                (Colon, ":"),
                (Text, "c")
            ]
        );
        assert_eq!(tokens("\"open"), [(Quoted { closed: false }, "\"open")]);
        assert_eq!(tokens("ORwell a)"), [(Text, "ORwell"), (Text, "a)")]);
        assert_eq!(tokens("(a(b))"), [(Open, "("), (Text, "a(b)"), (Close, ")")]);
        assert_eq!(
            tokens("„New York“，«b"),
            [(Quoted { closed: true }, "„New York“"), (Comma, "，"), (Quoted { closed: false }, "«b")]
        );
        assert_eq!(tokens("\"a “b” c\""), [(Quoted { closed: true }, "\"a “b” c\"")]);
    }

    proptest! {
        #[test]
        fn tokens_and_blanks_tile_the_text(query in "[a-z :\"(),;=\\-OR\u{e4}“”、]{0,40}") {
            let mut at = 0;
            for token in lex(&query) {
                prop_assert!(token.span.start >= at && token.span.end > token.span.start);
                prop_assert!(query[at..token.span.start].chars().all(char::is_whitespace));
                at = token.span.end;
            }
            prop_assert!(query[at..].chars().all(char::is_whitespace));
        }
    }
}
