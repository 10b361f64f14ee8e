//! From a tree to a plan: the only place in the language that knows the people, the selection and who has left.
//! Whatever can be wrong with a name or a value is found here, before any row is looked at.

use super::error::{Choices, QueryError, QueryErrorKind};
use super::fields::{Flag, QueryField, QueryKind, ValueTest};
use super::plan::{Columns, Leaf, Plan, Scratch, all_of, any_of};
use super::span::{Span, Spanned};
use super::tree::{Expr, Node, Value};
use crate::domain::fields::{Field, Fields, TextField};
use crate::domain::people::bits::Bits;
use crate::domain::people::marks::{LEAVING, Marks};
use crate::domain::people::roster::Roster;
use crate::domain::text::email::is_address;
use crate::domain::text::fold::{fold, needle_spellings};

/// Personio's statuses and types of employment: a query may ask for one that nobody has today.
/// <https://developer.personio.de/v1.0/reference/get_company-employees>
const KNOWN_CHOICES: [&str; 6] = ["active", "inactive", "onboarding", "leave", "internal", "external"];
/// Most words and values of a query; whole addresses are looked for together, and may be more.
pub const MAX_TERMS: usize = 1024;
/// So many choices that people have are named.
const MAX_NAMED_CHOICES: usize = 6;

/// What a query is asked about.
pub struct Context<'a> {
    pub roster: &'a Roster,
    /// Who has left, by the gift date.
    pub marks: &'a Marks,
    pub selected: &'a Bits,
}

/// Turns a tree into a plan for one roster: the plan is out of date when the roster, the marks or the selection change.
///
/// # Errors
/// More than [`MAX_TERMS`]; an unknown field, with the place of its name; a value that the field does not take, with the place of the value.
pub fn compile(node: &Node, context: &Context) -> Result<Plan, QueryError> {
    if terms(node) > MAX_TERMS {
        return Err(QueryError::at(node.span, QueryErrorKind::TooManyTerms { max_terms: MAX_TERMS }));
    }
    part(node, context)
}

/// How many words and values there are that are looked for one by one, and groups without any.
fn terms(node: &Node) -> usize {
    match &node.inner {
        Expr::All | Expr::Word { .. } => 1,
        Expr::Address(_) => 0,
        Expr::Field { name, values } => match QueryField::find(&name.inner).map(|field| field.kind) {
            Some(kind) if kind.has_addresses() => values.iter().filter(|value| !is_address(&value.inner.text)).count(),
            _ => values.len(),
        },
        Expr::Not(inner) => terms(inner),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().map(terms).sum(),
    }
}

fn part(node: &Node, context: &Context) -> Result<Plan, QueryError> {
    let all = |parts: &[Node]| parts.iter().map(|inner| part(inner, context)).collect::<Result<Vec<_>, _>>();
    match &node.inner {
        // The brackets of `()`.
        Expr::All if node.span.end > node.span.start => Err(QueryError::at(node.span, QueryErrorKind::Nothing)),
        Expr::All => Ok(Plan::All),
        Expr::Address(text) => Ok(address(Columns::ADDRESS, text)),
        Expr::Word { text, .. } => {
            let needles = name_spellings(text);
            if needles.iter().all(String::is_empty) {
                return Err(QueryError::at(node.span, QueryErrorKind::Nothing));
            }
            Ok(Plan::Told(node.inner.to_string(), Leaf::Contains { columns: Columns::DEFAULT, needles }))
        }
        Expr::Field { name, values } => term(name, values, node.span, context),
        Expr::Not(inner) if let Some(field) = unread(inner, context.roster).iter().next() => {
            // It would exclude nobody, and those who are meant would stay.
            Err(QueryError::at(node.span, QueryErrorKind::NotRead(field)))
        }
        Expr::Not(inner) => Ok(Plan::Not(Box::new(part(inner, context)?))),
        Expr::And(parts) => {
            parts.windows(2).try_for_each(|pair| refuse_split_value(&pair[0], &pair[1], context))?;
            Ok(all_of(all(parts)?))
        }
        Expr::Or(parts) => Ok(any_of(all(parts)?)),
    }
}

/// A whole address is that person's alone: `ann@acme.example` is not joann's.
fn address(columns: Columns, text: &str) -> Plan {
    Plan::Leaf(Leaf::Addresses { columns, addresses: vec![text.to_string()] })
}

/// The spellings of a text that may be a name: a list of names has the last name first.
fn name_spellings(text: &str) -> Vec<String> {
    let mut needles = needle_spellings(text);
    if let Some((last, first)) = text.split_once(',') {
        needles.extend(needle_spellings(&format!("{first} {last}")));
    }
    needles
}

fn term(name: &Spanned<String>, values: &[Spanned<Value>], span: Span, context: &Context) -> Result<Plan, QueryError> {
    let Some(field) = QueryField::find(&name.inner) else {
        let near = QueryField::near(&name.inner);
        return Err(QueryError::at(name.span, QueryErrorKind::NoSuchField { name: name.inner.clone(), near }));
    };
    if values.is_empty() {
        let end = Span { start: span.end.saturating_sub(1), end: span.end };
        return Err(QueryError::at(end, QueryErrorKind::NoValue { example: field.example }));
    }
    Ok(any_of(values.iter().map(|value| leaf(field, value, context)).collect::<Result<Vec<_>, _>>()?))
}

fn leaf(field: &QueryField, value: &Spanned<Value>, context: &Context) -> Result<Plan, QueryError> {
    let text = value.inner.text.as_str();
    let none_of = |choices| QueryError::at(value.span, QueryErrorKind::NotAChoice(choices));
    let rows = |bits: Bits| Plan::Leaf(Leaf::Rows(bits));
    // Of a field that was not read it is unknown who has a value.
    let empty = |field: Field| match context.roster.is_unread(field) {
        true => Err(QueryError::at(value.span, QueryErrorKind::NotRead(field))),
        false => Ok(Plan::Leaf(Leaf::Empty(field))),
    };
    let needles = if field.kind == QueryKind::Name { name_spellings(text) } else { needle_spellings(text) };
    let is_empty = needles.iter().all(String::is_empty);
    if is_empty && !text.trim().is_empty() {
        return Err(QueryError::at(value.span, QueryErrorKind::Nothing));
    }
    if is_address(text) && !field.kind.may_have_addresses() {
        return Err(QueryError::at(value.span, QueryErrorKind::AddressInField { field: field.name }));
    }
    let told = |leaf| Ok(Plan::Told(query_of(field, value), leaf));
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
                let some = context.roster.words(column, MAX_NAMED_CHOICES);
                if !some.is_empty() {
                    let kind = QueryErrorKind::NobodyHas { value: text.to_string(), some };
                    return Err(QueryError::at(value.span, kind));
                }
            }
            Ok(Plan::Leaf(Leaf::Equals { columns: Columns::of(column), needles }))
        }
        QueryKind::Supervisor if is_empty => empty(Field::Supervisor),
        QueryKind::Supervisor => told(Leaf::Supervisor { needles, whole: value.inner.whole }),
        QueryKind::YesNo(flag) => {
            let bits = match flag {
                Flag::Leaver => context.marks.leavers().clone(),
                Flag::Selected => context.selected.clone(),
                // Accounts answer in their own language.
                Flag::Manager => context.roster.rows_where(TextField::IsAPeopleManager, is_yes),
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

/// `-office:=New York`: `York` is a word of its own, and those in New York are found instead of excluded. Where both words
/// together are a value that somebody has, that one was meant. Behind a single wanted value it makes no difference.
fn refuse_split_value(part: &Node, next: &Node, context: &Context) -> Result<(), QueryError> {
    let Expr::Word { text, quoted: false } = &next.inner else { return Ok(()) };
    // Those to exclude stand behind the wanted ones.
    let part = if let Expr::And(parts) = &part.inner { parts.last().unwrap_or(part) } else { part };
    let (part, is_excluded) = if let Expr::Not(inner) = &part.inner { (&**inner, true) } else { (part, false) };
    let Expr::Field { name, values } = &part.inner else { return Ok(()) };
    let (Some(field), Some(value)) = (QueryField::find(&name.inner), values.last()) else { return Ok(()) };
    if value.inner.quoted || !(is_excluded || values.len() > 1 || value.inner.whole) {
        return Ok(());
    }
    let whole = Value { text: format!("{} {text}", value.inner.text), quoted: true, whole: value.inner.whole };
    let has = Spanned { inner: Value { whole: false, ..whole.clone() }, span: value.span };
    let is_had = leaf(field, &has, context).is_ok_and(|plan| plan.rows(context.roster, &mut Scratch::default()).any());
    if is_had {
        let query = query_of(field, &Spanned { inner: whole, span: value.span });
        let query = format!("{}{query}", if is_excluded { "-" } else { "" });
        return Err(QueryError::at(next.span, QueryErrorKind::SplitValue { query }));
    }
    Ok(())
}

/// The query that asks for one value of a field.
fn query_of(field: &QueryField, value: &Spanned<Value>) -> String {
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

/// Whether a list option, a number or a boolean of Personio says yes.
fn is_yes(text: &str) -> bool {
    const YES: [&str; 11] = ["yes", "true", "1", "y", "ja", "oui", "si", "sí", "sim", "tak", "x"];
    YES.iter().any(|yes| yes.eq_ignore_ascii_case(text.trim()))
}

/// The fields that a query asks about and that the sync of these people could not read: it finds nobody by them.
pub fn unread(node: &Node, roster: &Roster) -> Fields {
    match &node.inner {
        Expr::All | Expr::Word { .. } | Expr::Address(_) => Fields::NONE,
        Expr::Field { name, values } => {
            let unread = |fields: Fields| fields.iter().filter(|&field| roster.is_unread(field)).collect::<Fields>();
            match QueryField::find(&name.inner).map(|field| field.kind) {
                Some(QueryKind::FieldName(_)) => {
                    unread(values.iter().filter_map(|value| Field::parse(&value.inner.text)).collect())
                }
                // One of these is enough to know somebody who has left.
                Some(QueryKind::YesNo(Flag::Leaver)) if unread(LEAVING) != LEAVING => Fields::NONE,
                Some(kind) => unread(kind.fields()),
                None => Fields::NONE,
            }
        }
        Expr::Not(inner) => unread(inner, roster),
        Expr::And(parts) | Expr::Or(parts) => {
            parts.iter().fold(Fields::NONE, |fields, part| fields.union(unread(part, roster)))
        }
    }
}

/// The fields that an excluded word is looked for in and that the sync of these people could not read: who is meant by
/// them is not excluded.
pub fn unread_by_exclusions(node: &Node, roster: &Roster) -> Fields {
    if has_excluded_word(node, false) {
        Columns::DEFAULT.fields().iter().filter(|&field| roster.is_unread(field)).collect()
    } else {
        Fields::NONE
    }
}

fn has_excluded_word(node: &Node, is_excluded: bool) -> bool {
    match &node.inner {
        Expr::Word { .. } => is_excluded,
        Expr::All | Expr::Address(_) | Expr::Field { .. } => false,
        Expr::Not(inner) => has_excluded_word(inner, !is_excluded),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| has_excluded_word(part, is_excluded)),
    }
}

/// Whether a query asks about a flag anywhere, with either answer.
pub fn mentions(node: &Node, flag: Flag) -> bool {
    match &node.inner {
        Expr::All | Expr::Word { .. } | Expr::Address(_) => false,
        Expr::Field { name, .. } => {
            QueryField::find(&name.inner).is_some_and(|field| field.kind == QueryKind::YesNo(flag))
        }
        Expr::Not(inner) => mentions(inner, flag),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| mentions(part, flag)),
    }
}
