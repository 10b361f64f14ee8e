//! The query language: from what a user types to the rows that it means.
//!
//! `lex`, `parse` and `tree` know only the shape of a query, `addresses` how people paste emails, `function_words` what they
//! write between words, and `fields` is the table of the names it may use. `compile`, `value` and `split` are the only places
//! that know the people and the gift date; `plan` finds rows, and `unmatched` tells which parts find nobody. Errors are data
//! with a place; `error` words them. `typing` says what a query means that is not typed to its end, `complete` what it may
//! become, `narrow` changes it by a value of a field, and `why` tells which of its terms hold for a person, of whom alone `holds` asks. `dated` and `reporting` are the tests of dates and of who reports
//! to whom; `foreign` knows what other programs write, `lists` what saved lists ask
//! about.
//!
//! ```
//! use giftlist::domain::calendar::Day;
//! use giftlist::domain::fields::{Fields, TextField};
//! use giftlist::domain::people::{bits::Bits, employee::{Employee, PersonId}, marks::Marks, roster::RosterBuilder};
//! use giftlist::domain::query::{Context, Scratch, compile, parse};
//!
//! let mut builder = RosterBuilder::new();
//! builder.push(Employee::new(PersonId(1)).with(TextField::LastName, "Müller").with(TextField::Office, "Dublin"));
//! builder.push(Employee::new(PersonId(2)).with(TextField::LastName, "Byrne").with(TextField::Office, "Dublin"));
//! let roster = builder.finish(Fields::ALL);
//! let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
//! let (today, selected) = (Day::parse("2026-12-01").unwrap(), Bits::none(roster.len()));
//! let kept = Default::default();
//! let context = Context { today, roster: &roster, marks: &marks, selected: &selected, kept: &kept, within: None };
//!
//! // Words side by side must all be found, `-` excludes, and accents do not matter.
//! let tree = parse("office:dublin -muller")?;
//! let rows = compile(&tree, &context)?.rows(&roster, &mut Scratch::default());
//! assert_eq!(rows.rows().map(|row| roster.id(row)).collect::<Vec<_>>(), [PersonId(2)]);
//!
//! // A mistake is reported with its place, before anybody is looked at.
//! let error = compile(&parse("anna ofice:dublin")?, &context).unwrap_err();
//! assert_eq!(error.span.column("anna ofice:dublin"), 6);
//! assert_eq!(error.to_string(), "there is no field \"ofice\": did you mean office");
//! # Ok::<(), giftlist::domain::query::QueryError>(())
//! ```

mod addresses;
mod compile;
mod complete;
mod dated;
mod error;
mod fields;
mod foreign;
mod function_words;
mod holds;
mod leaf;
mod lex;
mod lists;
mod narrow;
mod needles;
mod parse;
mod plan;
mod reporting;
mod scratch;
mod span;
mod split;
mod tree;
mod typing;
mod unmatched;
mod value;
mod why;

pub use compile::{check_list, compile, mentions, unread, unread_by_exclusions};
pub use complete::{Completion, complete, quoted_value};
pub use error::{Choices, QueryError, QueryErrorKind};
pub use fields::{FIELDS, Flag, QueryField, QueryKind, ValueTest};
pub use leaf::{Columns, Leaf, has_spelling};
pub use lex::in_words;
pub use lists::with_lists;
pub use narrow::{Asked, asked, turned, without_field};
pub use needles::Needle;
pub use parse::{MAX_BYTES, parse, parse_with_left_out};
pub use plan::Plan;
pub use scratch::Scratch;
pub use span::{Span, Spanned};
pub use tree::{Expr, Node, Value};
pub use typing::{Begun, Typed, begun_word, finished};
pub use unmatched::Unmatched;
pub use value::{Context, managers};
pub use why::{Term, terms};

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
