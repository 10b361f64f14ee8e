//! What the text at the cursor may become: the names of fields, and the values that people have, with how many have them.

use super::fields::{FIELDS, Flag, QueryField, QueryKind};
use super::lex::{Token, lex};
use super::parse::parse;
use super::span::{Span, Spanned};
use super::tree::{Expr, Node, QUOTES};
use super::value::Context;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;
use crate::domain::text::fold::fold;
use std::cmp::Reverse;

/// So many are offered, the likeliest first.
const MAX_COMPLETIONS: usize = 12;
/// Of days, as they are written where no data can say it.
const DAYS: [&str; 7] = ["this-month", "next-month", "next-30d", "last-90d", "this-year", "last-year", "today"];
const YEARS: [&str; 4] = [">=1y", ">=5y", ">=10y", "<1y"];

/// A text that may stand in the place of what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the query that it replaces.
    pub replaces: Span,
    pub text: String,
    /// How many people have the value; `None` where nobody counts.
    pub people: Option<usize>,
}

/// What may stand at the cursor, which is in characters; nothing where it is in the middle of a word.
///
/// ```
/// use giftlist::domain::calendar::Day;
/// use giftlist::domain::fields::{Fields, TextField};
/// use giftlist::domain::people::{bits::Bits, employee::{Employee, PersonId}, marks::Marks, roster::RosterBuilder};
/// use giftlist::domain::query::{Context, complete};
///
/// let mut builder = RosterBuilder::new();
/// for (id, office) in [(1, "New York"), (2, "New York"), (3, "Dublin"), (4, "Dublin"), (5, "Dublin")] {
///     builder.push(Employee::new(PersonId(id)).with(TextField::Office, office));
/// }
/// let roster = builder.finish(Fields::ALL);
/// let today = Day::parse("2026-12-01").unwrap();
/// let (marks, selected) = (Marks::on(today, &roster), Bits::none(5));
/// let kept = Default::default();
/// let context = Context { today, roster: &roster, marks: &marks, selected: &selected, kept: &kept, within: None };
/// let texts = |query: &str| complete(query, query.chars().count(), &context).into_iter().map(|it| it.text).collect::<Vec<_>>();
/// assert_eq!(texts("offi"), ["office:"]);
/// assert_eq!(texts("anna office:"), ["Dublin", "\"New York\""]);
/// assert_eq!(texts("office:dublin,\"new"), ["\"New York\""]);
/// ```
pub fn complete(query: &str, cursor: usize, context: &Context) -> Vec<Completion> {
    let end = query.char_indices().nth(cursor).map_or(query.len(), |(at, _)| at);
    let (typed, behind) = query.split_at(end);
    if behind.starts_with(|c: char| !c.is_whitespace() && !matches!(c, ',' | ')')) {
        return vec![];
    }
    let tokens = lex(typed);
    let (word, before) = match tokens.split_last() {
        Some((last, before)) if last.span.end == end && is_open(last.inner) => (Some(last), before),
        _ => (None, tokens.as_slice()),
    };
    let replaces = word.map_or(Span { start: end, end }, |word| word.span);
    let text = typed.get(replaces.start..).unwrap_or_default().trim_start_matches(['"', '„', '“', '”']);
    match field_before(before, typed, word.is_none() && !typed.ends_with([':', ',', '=', '-'])) {
        Some(field) => values(field, text, context, replaces),
        None if text.is_empty() || word.is_some_and(|word| word.inner != Token::Text) => vec![],
        None => names(text, replaces),
    }
}

/// Whether more can be typed at the end of the token.
fn is_open(token: Token) -> bool {
    matches!(token, Token::Text | Token::Quoted { closed: false })
}

/// The field whose value stands behind these tokens; none behind a finished value.
fn field_before(tokens: &[Spanned<Token>], query: &str, is_finished: bool) -> Option<&'static QueryField> {
    if is_finished {
        return None;
    }
    let mut tokens = tokens.iter().rev().peekable();
    while let Some(token) = tokens.next() {
        match token.inner {
            Token::Colon => {
                let name = tokens.next()?.span;
                return QueryField::find(query.get(name.start..name.end)?);
            }
            Token::Equals | Token::Minus => {}
            Token::Comma => {
                let is_value = |token: &&Spanned<Token>| matches!(token.inner, Token::Text | Token::Quoted { .. });
                let _ = tokens.next_if(is_value);
            }
            _ => return None,
        }
    }
    None
}

fn names(text: &str, replaces: Span) -> Vec<Completion> {
    let typed = text.to_ascii_lowercase();
    let begins = |name: &&str| name.starts_with(&typed);
    let name =
        |field: &'static QueryField| std::iter::once(field.name).chain(field.aliases.iter().copied()).find(begins);
    let completion = |name: &str| Completion { replaces, text: format!("{name}:"), people: None };
    FIELDS.iter().filter_map(name).map(completion).take(MAX_COMPLETIONS).collect()
}

fn values(field: &QueryField, text: &str, context: &Context, replaces: Span) -> Vec<Completion> {
    let roster = context.roster;
    let offered: Vec<(String, Option<usize>)> = match field.kind {
        QueryKind::Text(column) | QueryKind::Choice(column) => words(roster, column, &in_sight(context)),
        QueryKind::Supervisor { .. } => bosses(roster, &in_sight(context), &fold(text)),
        QueryKind::YesNo(flag) => yes_or_no(flag, context),
        QueryKind::Changed => {
            vec![("new".into(), Some(roster.added().count())), ("yes".into(), Some(roster.changed().count()))]
        }
        QueryKind::FieldName(_) => Field::all().map(|field| (field.id().replace('_', "-"), None)).collect(),
        QueryKind::List => context.kept.lists.names().map(|name| (name.to_string(), None)).collect(),
        QueryKind::Gifted => {
            let names = context
                .kept
                .campaigns
                .all()
                .iter()
                .map(|campaign| (campaign.name.clone(), Some(campaign.people.len())));
            std::iter::once(("any".to_string(), None)).chain(names).collect()
        }
        QueryKind::Gifts { .. } => [">=1", ">=3", "0"].map(|text| (text.to_string(), None)).to_vec(),
        QueryKind::Tenure => YEARS.map(|text| (text.to_string(), None)).to_vec(),
        QueryKind::Day(_) | QueryKind::Birthday | QueryKind::Anniversary { .. } => {
            DAYS.map(|text| (text.to_string(), None)).to_vec()
        }
        QueryKind::Name => vec![],
    };
    let typed = fold(text);
    // What begins so comes first, then what many have.
    let rank = |text: &str| match typed.as_str() {
        "" => Some(0),
        typed => {
            let folded = fold(text);
            if folded.starts_with(typed) { Some(0) } else { folded.contains(typed).then_some(1) }
        }
    };
    let mut ranked: Vec<(u8, String, Option<usize>)> =
        offered.into_iter().filter_map(|(value, people)| Some((rank(&value)?, value, people))).collect();
    ranked.sort_by_key(|(rank, _, people)| (*rank, Reverse(*people)));
    let completion =
        |(_, value, people): (_, String, _)| Some(Completion { replaces, text: written_value(&value)?, people });
    ranked.into_iter().filter_map(completion).take(MAX_COMPLETIONS).collect()
}

/// Those who are not hidden unless a query names them: their numbers are those of the table.
fn in_sight(context: &Context) -> Bits {
    let mut hidden = context.marks.leavers().clone();
    hidden.add(context.marks.never());
    hidden.inverse()
}

fn words(roster: &Roster, column: TextField, among: &Bits) -> Vec<(String, Option<usize>)> {
    let counted = roster.word_counts(column, among).into_iter();
    let counted = counted.map(|(word, people)| (word.trim().to_string(), Some(people)));
    counted.filter(|(word, _)| !word.is_empty()).collect()
}

/// Those who have this in their folded names, and how many report to them.
fn bosses(roster: &Roster, among: &Bits, typed: &str) -> Vec<(String, Option<usize>)> {
    let counted = roster.bosses().iter().zip(roster.report_counts(among)).filter(|(_, people)| *people > 0);
    let mut bosses: Vec<(bool, u32, Row)> = counted
        .map(|(boss, people)| (roster.folded_name(boss.row), boss.row, people))
        .filter(|(name, ..)| name.contains(typed))
        .map(|(name, row, people)| (!name.starts_with(typed), people, row))
        .collect();
    // The likeliest alone get their names: there may be very many.
    bosses.sort_unstable_by_key(|(is_inside, people, _)| (*is_inside, Reverse(*people)));
    bosses.truncate(3 * MAX_COMPLETIONS);
    let named = bosses.into_iter().map(|(_, people, row)| (roster.name(row).trim().to_string(), Some(people as usize)));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

fn yes_or_no(flag: Flag, context: &Context) -> Vec<(String, Option<usize>)> {
    let yes = match flag {
        Flag::Leaver => Some(context.marks.leavers().count()),
        Flag::Never => Some(context.marks.never().count()),
        Flag::Selected => Some(context.selected.count()),
        Flag::Manager => None,
    };
    let no = yes.map(|yes| context.roster.len() - yes);
    vec![("yes".into(), yes), ("no".into(), no)]
}

/// A value as it has to be written: as it is, or in the first quotes in which it is read as one. With all kinds of quotes in
/// it there is none; it stands in plain ones then.
pub fn quoted_value(value: &str) -> String {
    written_value(value).unwrap_or_else(|| format!("\"{value}\""))
}

/// The same; `None` where it cannot be written.
pub fn written_value(value: &str) -> Option<String> {
    let quoted = QUOTES.map(|(open, close)| format!("{open}{value}{close}"));
    std::iter::once(value.to_string()).chain(quoted).find(|written| is_read_as(written, value))
}

/// Whether a text is read as this value, wherever a value can stand.
fn is_read_as(written: &str, value: &str) -> bool {
    !written.is_empty()
        && ["", "a,", "=", "a,="].into_iter().all(|before| {
            let node = parse(&format!("office:{before}{written}"));
            let last = |node: &Node| match &node.inner {
                Expr::Field { values, .. } => values.last().map(|last| (last.inner.text.clone(), values.len())),
                _ => None,
            };
            node.ok().as_ref().and_then(last) == Some((value.to_string(), 1 + usize::from(before.starts_with('a'))))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Day;
    use crate::domain::fields::{DateField, Fields};
    use crate::domain::kept::Kept;
    use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
    use crate::domain::people::marks::Marks;
    use crate::domain::people::roster::RosterBuilder;
    use crate::domain::query::{Scratch, compile, parse};

    const TEAMS: [&str; 6] = ["R&D, Hardware", "Sales", "sales", "-x", "=1+1", "a \"b\" c"];

    fn roster() -> Roster {
        let mut builder = RosterBuilder::new();
        for id in 0..24 {
            let team = TEAMS[id % TEAMS.len()];
            let supervisor = (id > 0).then(|| SupervisorRef { id: Some(PersonId(0)), name: String::new() });
            let employee = Employee::new(PersonId(id as u64)).with(TextField::Team, team);
            let employee = employee.with(TextField::FirstName, "Ann Lee").with(TextField::Status, "active");
            builder.push(Employee { supervisor, ..employee.on(DateField::HireDate, "2020-01-01") });
        }
        builder.finish(Fields::ALL)
    }

    fn with<T>(roster: &Roster, then: impl FnOnce(&Context) -> T) -> T {
        let today = Day::parse("2026-12-01").unwrap();
        let (marks, selected, kept) = (Marks::on(today, roster), Bits::none(roster.len()), Kept::default());
        then(&Context { today, roster, marks: &marks, selected: &selected, kept: &kept, within: None })
    }

    fn texts(query: &str) -> Vec<String> {
        let roster = roster();
        with(&roster, |context| complete(query, query.chars().count(), context)).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn names_and_values_are_offered_where_they_can_stand() {
        assert_eq!(texts("dep")[..], ["department:"]);
        assert_eq!(texts("anna -TE")[..], ["team:", "terminated:", "tenure:"]);
        assert_eq!(texts("team:sal")[..], ["Sales", "sales"]);
        assert_eq!(texts("team:x,sal").len(), 2);
        assert_eq!(texts("team:\"r&d, h")[..], ["\"R&D, Hardware\""]);
        assert_eq!(texts("-team:-hard")[..], ["\"R&D, Hardware\""]);
        assert_eq!(texts("under:")[..], ["\"Ann Lee\""]);
        assert_eq!(texts("leaver:")[..], ["no", "yes"]);
        assert_eq!(texts("missing:birth")[..], ["birthday"]);
        assert_eq!(texts("hired:next")[..], ["next-month", "next-30d"]);
        for nothing in ["", "anna ", "team:sales ", "\"dep", "zzz", "name:", "ofice:"] {
            assert!(texts(nothing).is_empty(), "{nothing}: {:?}", texts(nothing));
        }
    }

    #[test]
    fn in_the_middle_of_a_word_nothing_is_offered() {
        let roster = roster();
        let at = |cursor| with(&roster, |context| complete("team:sal", cursor, context)).len();
        assert_eq!((at(8), at(7), at(5)), (2, 0, 0));
    }

    #[test]
    fn whatever_is_offered_is_a_query_that_finds_those_who_are_counted() {
        let roster = roster();
        with(&roster, |context| {
            for field in &FIELDS {
                let query = format!("{}:", field.name);
                for Completion { replaces, text, people } in complete(&query, query.len(), context) {
                    let query = format!("{}{text}", &query[..replaces.start]);
                    let plan = parse(&query).and_then(|node| compile(&node, context));
                    let found = plan.unwrap_or_else(|error| panic!("{query}: {error}"));
                    let found = found.rows(&roster, &mut Scratch::default()).count();
                    assert!(people.is_none_or(|people| found >= people), "{query}: {found}");
                }
            }
        });
    }
}
