//! What a value of a field, or a text that is looked for, finds among the people.

use super::dated::dated;
use super::error::{Choices, QueryError, QueryErrorKind};
use super::fields::{Flag, QueryField, QueryKind, ValueTest};
use super::leaf::{Columns, Leaf};
use super::plan::Plan;
use super::span::{Span, Spanned};
use super::tree::{Expr, Value};
use crate::domain::calendar::{Day, Years};
use crate::domain::fields::{Field, TextField};
use crate::domain::kept::Kept;
use crate::domain::people::bits::Bits;
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::text::email::is_address;
use crate::domain::text::fold::{fold, needle_spellings};
use std::cell::Cell;

/// Personio's statuses and types of employment: a query may ask for one that nobody has today.
/// <https://developer.personio.de/v1.0/reference/get_company-employees>
const KNOWN_CHOICES: [&str; 6] = ["active", "inactive", "onboarding", "leave", "internal", "external"];
/// So many choices that people have are named.
const MAX_NAMED_CHOICES: usize = 6;

/// What a query is asked about.
pub struct Context<'a> {
    pub today: Day,
    pub roster: &'a Roster,
    /// Who has left, by the gift date.
    pub marks: &'a Marks,
    pub selected: &'a Bits,
    /// The saved lists and the campaigns.
    pub kept: &'a Kept,
    /// The saved list whose query this is, if it is one's.
    pub within: Option<&'a Within<'a>>,
}

/// A saved list whose query is looked at, inside those that name it.
pub struct Within<'a> {
    pub list: &'a str,
    pub outer: Option<&'a Within<'a>>,
    /// How many lists have been looked at for the outermost one.
    pub together: &'a Cell<usize>,
}

impl Within<'_> {
    /// The names from the outermost one on.
    pub fn names(&self) -> Vec<String> {
        let mut names = self.outer.map(Within::names).unwrap_or_default();
        names.push(self.list.to_string());
        names
    }
}

/// A whole address is that person's alone: `ann@acme.example` is not joann's.
pub fn address(columns: Columns, text: &str) -> Plan {
    Plan::Leaf(Leaf::Addresses { columns, addresses: vec![text.to_string()] })
}

/// The spellings of a text that may be a name: a list of names has the last name first.
pub fn name_spellings(text: &str) -> Vec<String> {
    let mut needles = needle_spellings(text);
    if let Some((last, first)) = text.split_once(',') {
        needles.extend(needle_spellings(&format!("{first} {last}")));
    }
    needles
}

pub fn leaf(field: &QueryField, value: &Spanned<Value>, context: &Context) -> Result<Plan, QueryError> {
    if let Some(test) = dated(field, value, context.today, context.marks.gift_date()) {
        return Ok(Plan::Leaf(Leaf::Dates(test?)));
    }
    let text = value.inner.text.as_str();
    let none_of = |choices| QueryError::at(value.span, QueryErrorKind::NotAChoice(choices));
    let rows = |bits: Bits| Plan::Leaf(Leaf::Rows(bits));
    // Of a field that was not read it is unknown who has a value.
    let empty = |field: Field| match context.roster.is_unread(field) {
        true => Err(QueryError::at(value.span, QueryErrorKind::NotRead(field))),
        false => Ok(Plan::Leaf(Leaf::Empty(field))),
    };
    let is_name = matches!(field.kind, QueryKind::Name | QueryKind::Supervisor { .. });
    let needles = if is_name { name_spellings(text) } else { needle_spellings(text) };
    let is_empty = needles.iter().all(String::is_empty);
    if is_empty && !text.trim().is_empty() {
        return Err(QueryError::at(value.span, QueryErrorKind::Nothing));
    }
    if is_address(text) && !field.kind.may_have_addresses() {
        return Err(QueryError::at(value.span, QueryErrorKind::AddressInField { field: field.name }));
    }
    let told = |leaf| Ok(Plan::Told(query_of(field, value), Box::new(Plan::Leaf(leaf))));
    let texts = |columns: Columns, needles: Vec<String>| {
        told(if value.inner.whole { Leaf::Equals { columns, needles } } else { Leaf::Contains { columns, needles } })
    };
    match field.kind {
        QueryKind::Name if is_empty => Ok(Plan::And(vec![empty(Field::FirstName)?, empty(Field::LastName)?])),
        QueryKind::Name => texts(Columns::NAME, needles),
        QueryKind::Text(column) | QueryKind::Choice(column) if is_empty => empty(column.field()),
        QueryKind::Text(column) if field.kind.has_addresses() && is_address(text) => {
            Ok(address(Columns::of(column), text))
        }
        QueryKind::Text(column) => texts(Columns::of(column), needles),
        QueryKind::Choice(column) => {
            let is_asked = |choice: &str| needles.iter().any(|needle| *needle == fold(choice));
            if !KNOWN_CHOICES.into_iter().any(is_asked) && !context.roster.rows_where(column, is_asked).any() {
                let some = context.roster.values(column, MAX_NAMED_CHOICES);
                if !some.is_empty() {
                    let kind = QueryErrorKind::NobodyHas { value: text.to_string(), some };
                    return Err(QueryError::at(value.span, kind));
                }
            }
            Ok(Plan::Leaf(Leaf::Equals { columns: Columns::of(column), needles }))
        }
        QueryKind::Supervisor { .. } if is_empty => empty(Field::Supervisor),
        QueryKind::Supervisor { through_others } => {
            told(Leaf::Supervisor { needles, whole: value.inner.whole, through_others })
        }
        // Without a value: those who have no date.
        QueryKind::Day(_) | QueryKind::Birthday | QueryKind::Anniversary { .. } | QueryKind::Tenure => {
            let fields = field.kind.fields();
            Ok(Plan::And(fields.iter().map(empty).collect::<Result<_, _>>()?))
        }
        QueryKind::YesNo(flag) => {
            let bits = match flag {
                Flag::Leaver => context.marks.leavers().clone(),
                Flag::Never => context.marks.never().clone(),
                Flag::Selected => context.selected.clone(),
                Flag::Manager => managers(context.roster),
            };
            match yes_no(text) {
                Some(true) => Ok(rows(bits)),
                Some(false) => Ok(rows(bits.inverse())),
                None => Err(none_of(Choices::YesOrNo)),
            }
        }
        QueryKind::Changed => match text.to_ascii_lowercase().as_str() {
            "new" => Ok(rows(context.roster.added().clone())),
            "yes" => Ok(rows(context.roster.changed().clone())),
            _ => Err(none_of(Choices::Changed)),
        },
        // Compiled with the whole query: a list may have one of its own.
        QueryKind::List => Err(QueryError::at(value.span, QueryErrorKind::Nothing)),
        QueryKind::Gifted => match context.kept.campaigns.gifted(text, value.inner.whole, context.roster) {
            Some(bits) => Ok(rows(bits)),
            None => {
                let names = context.kept.campaigns.all().iter().map(|campaign| campaign.name.clone()).collect();
                let kind = QueryErrorKind::NoSuchName { what: "campaign", name: text.to_string(), names };
                Err(QueryError::at(value.span, kind))
            }
        },
        QueryKind::Gifts { in_month } => match Years::parse(text) {
            Ok(numbers) => {
                let campaigns = &context.kept.campaigns;
                Ok(rows(campaigns.rows_with(context.today, in_month, context.roster, |count| numbers.has(count))))
            }
            Err(_) => {
                let kind = QueryErrorKind::NoDate { value: text.to_string(), examples: "a number as 2, >=1 or 1..3" };
                Err(QueryError::at(value.span, kind))
            }
        },
        QueryKind::FieldName(ValueTest::Odd) if text.eq_ignore_ascii_case("any") => {
            Ok(rows(context.roster.any_odd_rows()))
        }
        QueryKind::FieldName(test) => {
            let Some(field) = Field::parse(text) else {
                let has_any = test == ValueTest::Odd;
                return Err(none_of(if has_any { Choices::AnyFieldName } else { Choices::FieldName }));
            };
            Ok(match test {
                ValueTest::Missing => empty(field)?,
                ValueTest::Present => Plan::Not(Box::new(empty(field)?)),
                ValueTest::Odd => rows(context.roster.odd_rows(field)),
            })
        }
    }
}

/// The query that asks for one value of a field.
pub fn query_of(field: &QueryField, value: &Spanned<Value>) -> String {
    let name = Spanned { inner: field.name.to_string(), span: Span::default() };
    Expr::Field { name, values: vec![value.clone()] }.to_string()
}

fn yes_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

/// Who is a people manager. Accounts answer that in their own language.
pub fn managers(roster: &Roster) -> Bits {
    roster.rows_where(TextField::IsAPeopleManager, is_yes)
}

/// Whether a list option, a number or a boolean of Personio says yes.
fn is_yes(text: &str) -> bool {
    const YES: [&str; 11] = ["yes", "true", "1", "y", "ja", "oui", "si", "sí", "sim", "tak", "x"];
    YES.iter().any(|yes| yes.eq_ignore_ascii_case(text.trim()))
}
