//! What is wrong with a query, as data with its place; all wording is here.

use super::span::Span;
use crate::domain::calendar::{Day, NoDay};
use crate::domain::fields::Field;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::words::{first_of, grouped, shortened};
use crate::domain::unknown_name::UnknownName;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    pub span: Span,
    pub kind: QueryErrorKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// No field has that name; those that nearly do.
    NoSuchField {
        name: String,
        /// Close names.
        near: Vec<&'static str>,
    },
    NoValue {
        /// A complete term that works.
        example: &'static str,
    },
    /// A value that the field does not take.
    NotAChoice(Choices),
    /// A value of a choice that nobody has; some that people have.
    NobodyHas {
        value: String,
        some: Vec<String>,
    },
    /// A value of a field of dates that is none, with what the field takes.
    NoDate {
        value: String,
        examples: &'static str,
    },
    /// A date that can be read as two.
    TwoDays {
        one: Day,
        other: Day,
    },
    /// A range that ends before it begins.
    Backwards {
        /// A complete term that works.
        example: &'static str,
    },
    /// Nothing that is kept has that name; those that there are.
    NoSuchName {
        what: &'static str,
        name: String,
        names: Vec<String>,
    },
    /// A list whose query leads back to itself, by the lists that it leads through.
    Circle(Vec<String>),
    /// What is wrong with the query of a saved list.
    InList {
        name: String,
        error: String,
    },
    /// What is asked of a field that the last sync could not read.
    NotRead(Field),
    /// A quote without its closing one.
    OpenQuote,
    /// A bracket without its closing one.
    OpenParen,
    /// The same in a value.
    OpenParenInValue,
    /// A closing bracket without its opening one.
    StrayClose,
    /// `-` or `OR` with nothing after it.
    NothingAfter(&'static str),
    /// `-` before a value behind another `-`.
    MinusTwice,
    /// A value without `-` behind one with it.
    MinusMissing,
    /// A word such as `not` beside an address, where words are not looked for.
    NegationBesideAddress,
    /// `-Anna <anna@acme.example>`: it may be for the name or for the address.
    MinusBeforeName,
    /// `and` behind what is excluded: it would be looked for, as what follows it.
    ConjunctionBehindMinus(String),
    /// A value of several words without quotes, where the words behind the first do not belong to it; written as it should
    /// be.
    SplitValue {
        query: String,
    },
    /// `office:NOT berlin`, which may be a value.
    NotBehindColon,
    /// `or` between words.
    OrInSmallLetters(&'static str),
    /// `not` before a word.
    NotInSmallLetters,
    /// Values with commas and semicolons between them.
    MixedSeparators,
    /// An address as a value of a field without any.
    AddressInField {
        field: &'static str,
    },
    /// A word that means something in other languages of queries, and how it is written here.
    WrittenOtherwise {
        written: String,
        right: String,
    },
    /// Quotes, brackets or a word without anything that can be looked for.
    Nothing,
    /// `OR` with nothing before it.
    NothingBefore(&'static str),
    TooLong {
        max_bytes: usize,
    },
    TooManyTerms {
        max_terms: usize,
    },
    /// Brackets and minus signs inside each other.
    TooDeep {
        max_depth: usize,
    },
    /// Saved lists that name lists that name lists.
    TooManyLists {
        max_depth: usize,
    },
}

/// What a field takes instead of any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    YesOrNo,
    /// `yes` or `new`.
    Changed,
    /// The name of a [`Field`].
    FieldName,
    /// The same, or any of them.
    AnyFieldName,
}

impl fmt::Display for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Choices::YesOrNo => f.write_str("yes or no"),
            Choices::Changed => f.write_str("yes (changed since the sync before) or new"),
            Choices::AnyFieldName => {
                write!(f, "any, or the name of one of the {} fields, as in odd:email", Field::COUNT)
            }
            Choices::FieldName => {
                write!(f, "the name of one of the {} fields, as in missing:birthday", Field::COUNT)
            }
        }
    }
}

impl QueryError {
    pub fn at(span: Span, kind: QueryErrorKind) -> QueryError {
        QueryError { span, kind }
    }

    /// As a command reports it: with the column, counted from 1. `query` is the text that was parsed.
    pub fn problem(&self, query: &str) -> Problem {
        let (what, remedy) = self.clauses();
        Problem::new(Kind::Usage, format!("query, column {}: {what}", self.span.column(query)), remedy)
    }

    /// Whether the error is at the end of the text, so that the user may simply still be typing.
    pub fn is_at_end(&self, query: &str) -> bool {
        match self.kind {
            QueryErrorKind::OpenQuote | QueryErrorKind::OpenParen | QueryErrorKind::OpenParenInValue => true,
            QueryErrorKind::NoSuchField { .. }
            | QueryErrorKind::TooLong { .. }
            | QueryErrorKind::TooManyTerms { .. }
            | QueryErrorKind::TooManyLists { .. }
            | QueryErrorKind::TooDeep { .. } => false,
            _ => self.span.end >= query.trim_end().len(),
        }
    }

    fn clauses(&self) -> (String, String) {
        let plain = |what: &str, remedy: &str| (what.to_string(), remedy.to_string());
        match &self.kind {
            QueryErrorKind::NoSuchField { name, near } => {
                let remedy = match near.as_slice() {
                    [] => format!("write \"{}:\" in quotes to look for the text", shortened(name)),
                    near => format!("did you mean {}", near.join(" or ")),
                };
                (format!("there is no field \"{}\"", shortened(name)), remedy)
            }
            QueryErrorKind::NoValue { example } => {
                ("the field has no value".to_string(), format!("write one, as in {example}"))
            }
            QueryErrorKind::NotAChoice(choices) => ("that is none of its values".to_string(), format!("use {choices}")),
            QueryErrorKind::NobodyHas { value, some } => {
                (format!("nobody has \"{}\"", shortened(value)), format!("there are {}", some.join(", ")))
            }
            QueryErrorKind::NoDate { value, examples } => {
                (format!("\"{}\" cannot be understood here", shortened(value)), format!("write {examples}"))
            }
            QueryErrorKind::TwoDays { one, other } => {
                let (what, remedy) = NoDay::Ambiguous(*one, *other).clauses();
                (format!("that {what}"), remedy)
            }
            QueryErrorKind::Backwards { example } => {
                ("the range ends before it begins".to_string(), format!("exchange its ends, or write {example}"))
            }
            QueryErrorKind::NoSuchName { what, name, names } => {
                let unknown = UnknownName::of(name, names.iter().map(String::as_str));
                let remedy = match (unknown.suggestion, names.as_slice()) {
                    (Some(near), _) => format!("did you mean \"{near}\""),
                    (None, []) => format!("save a {what} first"),
                    (None, names) => format!("there are {}", first_of(names, ", ")),
                };
                (format!("there is no {what} \"{}\"", shortened(name)), remedy)
            }
            QueryErrorKind::Circle(names) => (
                format!("the lists lead in a circle: {}", names.join(", ")),
                "change the query of one of them".to_string(),
            ),
            QueryErrorKind::InList { name, error } => {
                (format!("the list \"{}\" cannot be used, {error}", shortened(name)), "save it anew".to_string())
            }
            QueryErrorKind::NotRead(field) => {
                (format!("{field} was not read in the last sync"), "tick it in Personio, then sync".to_string())
            }
            QueryErrorKind::OpenQuote => plain("a quote is not closed", "close it with \""),
            QueryErrorKind::OpenParen => plain("a bracket is not closed", "close it with )"),
            QueryErrorKind::OpenParenInValue => plain(
                "a bracket is not closed",
                "close it with ), or write several values with commas, as in office:dublin,berlin",
            ),
            QueryErrorKind::StrayClose => {
                plain("a bracket closes that was not opened", "remove it, or put it in quotes")
            }
            QueryErrorKind::NothingAfter(sign) => {
                (format!("nothing stands behind {sign}"), format!("put a word behind {sign}, or {sign} in quotes"))
            }
            QueryErrorKind::MinusTwice => {
                plain("- stands twice", "write one, as in -office:dublin,berlin, or the value in quotes")
            }
            QueryErrorKind::MinusMissing => {
                plain("this value has no -, and the one before it has", "write - before each, or the wanted ones first")
            }
            QueryErrorKind::NegationBesideAddress => {
                plain("this word excludes nobody", "write - before each address to exclude")
            }
            QueryErrorKind::MinusBeforeName => plain(
                "this - may be for the word or for the address behind it",
                "write it right before the address, or behind the addresses",
            ),
            QueryErrorKind::ConjunctionBehindMinus(word) => (
                format!("\"{}\" is looked for as a word", shortened(word)),
                "write a comma instead, or put it in quotes".to_string(),
            ),
            QueryErrorKind::SplitValue { query } => {
                ("the value ends at the blank".to_string(), format!("write it in quotes, as in {query}"))
            }
            QueryErrorKind::NotBehindColon => {
                plain("NOT stands behind the colon", "write NOT before the field, or the whole value in quotes")
            }
            QueryErrorKind::OrInSmallLetters(word) => (
                format!("\"{word}\" is looked for as a word"),
                "write (anna OR bob), or office:dublin,berlin, or the word in quotes".to_string(),
            ),
            QueryErrorKind::NotInSmallLetters => (
                "\"not\" is looked for as a word".to_string(),
                "write -anna or -status:leave to exclude, or the word in quotes".to_string(),
            ),
            QueryErrorKind::MixedSeparators => plain(
                "commas and semicolons both separate values",
                "write commas only, and a value that has one in quotes, as in name:\"Byrne, Anna\",\"Bean, Bob\"",
            ),
            QueryErrorKind::AddressInField { field } => (
                format!("{field} has no addresses"),
                "put a blank before the address, no comma, or email: before it".to_string(),
            ),
            QueryErrorKind::WrittenOtherwise { written, right } => {
                let what = format!("\"{}\" is looked for as a word", shortened(written));
                (what, format!("write {}, or it in quotes", shortened(right)))
            }
            QueryErrorKind::Nothing => {
                plain("nothing stands here that can be looked for", "remove it, or put a word there")
            }
            QueryErrorKind::NothingBefore(sign) => {
                (format!("nothing stands before {sign}"), format!("put a word before {sign}, or {sign} in quotes"))
            }
            QueryErrorKind::TooLong { max_bytes } => {
                ("the query is too long".to_string(), format!("keep it under {} bytes", grouped(*max_bytes)))
            }
            QueryErrorKind::TooManyTerms { max_terms } => (
                "the query has too many words".to_string(),
                format!("use at most {}; whole email addresses may be more", grouped(*max_terms)),
            ),
            QueryErrorKind::TooManyLists { max_depth } => {
                ("too many lists are inside each other".to_string(), format!("lists in lists go {max_depth} deep"))
            }
            QueryErrorKind::TooDeep { max_depth } => {
                ("the brackets are too deep".to_string(), format!("use at most {max_depth}"))
            }
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, remedy) = self.clauses();
        write!(f, "{what}: {remedy}")
    }
}
