//! Why a person is in a list, or is not.

use crate::domain::calendar::Day;
use crate::domain::kept::never::NeverList;
use crate::domain::people::bits::Row;
use crate::domain::people::employee::PersonId;
use crate::domain::people::marks::{Mark, Marks};
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Shown;
use crate::domain::query::{self, Node, QueryError, Term};
use crate::domain::text::words::first_of;
use std::fmt;

/// One reason, for or against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The last day, if it is known.
    Leaver(Option<Day>),
    Never {
        since: String,
        /// In the admin's words; may be empty.
        why: String,
    },
    NotSelected,
    /// A term of the query that does not hold.
    Fails(Term),
    /// One that does.
    Holds(Term),
}

/// Why somebody is in the list, or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    pub is_in: bool,
    /// Those that decide: all that keep the person out, or else all terms that hold.
    pub reasons: Vec<Reason>,
}

/// # Errors
/// As [`query::compile`].
pub fn why(
    node: &Node,
    row: Row,
    shown: &Shown,
    never: &NeverList,
    context: &query::Context,
) -> Result<Why, QueryError> {
    let (roster, marks) = (context.roster, context.marks);
    let mut against = hidden(row, shown, never, roster, marks);
    let (holding, failing): (Vec<Term>, Vec<Term>) =
        query::terms(node, row, context)?.into_iter().partition(|term| term.holds);
    against.extend(failing.into_iter().map(Reason::Fails));
    let is_in = against.is_empty();
    let reasons = if is_in { holding.into_iter().map(Reason::Holds).collect() } else { against };
    Ok(Why { is_in, reasons })
}

fn hidden(row: Row, shown: &Shown, never: &NeverList, roster: &Roster, marks: &Marks) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if marks.leavers().has(row) && !shown.leavers {
        let last_day = marks.of(roster, row).into_iter().find_map(|mark| match mark {
            Mark::Leaver(day) => Some(day),
            _ => None,
        });
        reasons.push(Reason::Leaver(last_day.flatten()));
    }
    if marks.never().has(row) && !shown.never {
        let PersonId(id) = roster.id(row);
        let never = never.of(PersonId(id));
        let (since, why) = never.map(|it| (it.since.clone(), it.why.clone())).unwrap_or_default();
        reasons.push(Reason::Never { since, why });
    }
    if shown.only.as_ref().is_some_and(|only| !only.has(row)) {
        reasons.push(Reason::NotSelected);
    }
    reasons
}

impl fmt::Display for Reason {
    /// `leaver: the last day was 2026-01-31`, `team:sales fails: Team is "Support"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Leaver(Some(day)) => write!(f, "leaver: the last day was {day}"),
            Reason::Leaver(None) => f.write_str("leaver: the status in Personio is inactive"),
            Reason::Never { since, why } if why.is_empty() => write!(f, "on the never-list since {since}"),
            Reason::Never { since, why } => write!(f, "on the never-list since {since}: {why}"),
            Reason::NotSelected => f.write_str("not selected, and only the selected are shown"),
            Reason::Fails(term) => write!(f, "{} fails{}", term.text, Has(term)),
            Reason::Holds(term) => write!(f, "{} holds{}", term.text, Has(term)),
        }
    }
}

/// What the person has where a term looks.
struct Has<'a>(&'a Term);

impl fmt::Display for Has<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (field, value)) in self.0.has.iter().enumerate() {
            f.write_str(if place == 0 { ": " } else { ", " })?;
            match value.trim() {
                "" => write!(f, "{field} is empty")?,
                value => write!(f, "{field} is \"{value}\"")?,
            }
        }
        match self.0.campaigns.as_deref() {
            None => Ok(()),
            Some([]) => f.write_str(": was in no campaign"),
            Some(campaigns) => write!(f, ": was in {}", first_of(campaigns, ", ")),
        }
    }
}
