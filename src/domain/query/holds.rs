//! What a plan says of one person, above all whether it holds: the same as a look into its rows, without a search through
//! everybody.

use super::dated::DateTest;
use super::leaf::{Columns, Leaf, any_searched, has_spelling};
use super::plan::Plan;
use crate::domain::fields::DateField;
use crate::domain::people::bits::Row;
use crate::domain::people::roster::{Roster, Supervisor};
use crate::domain::text::email::any_address;
use crate::domain::text::fold::fold_words_into;
use std::collections::HashSet;

impl Plan {
    pub fn holds(&self, roster: &Roster, row: Row) -> bool {
        match self {
            Plan::All => true,
            Plan::Leaf(leaf) => leaf.holds(roster, row),
            Plan::Told(_, part) => part.holds(roster, row),
            Plan::Not(inner) => !inner.holds(roster, row),
            Plan::And(parts) => parts.iter().all(|part| part.holds(roster, row)),
            Plan::Or(parts) => parts.iter().any(|part| part.holds(roster, row)),
        }
    }
}

impl Plan {
    /// The years of service that a person completes where the plan asks for anniversaries; `None` if it does not, or they
    /// complete none then.
    pub fn years(&self, roster: &Roster, row: Row) -> Option<i32> {
        match self {
            Plan::Leaf(Leaf::Dates(DateTest::Anniversary { window, round })) => {
                window.anniversary(roster.day(DateField::HireDate, row)?, *round)
            }
            Plan::All | Plan::Leaf(_) | Plan::Not(_) => None,
            Plan::Told(_, part) => part.years(roster, row),
            Plan::And(parts) | Plan::Or(parts) => parts.iter().find_map(|part| part.years(roster, row)),
        }
    }
}

impl Leaf {
    fn holds(&self, roster: &Roster, row: Row) -> bool {
        match self {
            Leaf::Contains { columns, needles } => {
                any_text(roster, *columns, row, |text| needles.iter().any(|needle| text.contains(needle.as_str())))
            }
            Leaf::Equals { columns, needles } => any_text(roster, *columns, row, |text| has_spelling(text, needles)),
            Leaf::Addresses { columns, addresses } => columns.with_addresses().any(|field| {
                any_address(roster.text(field, row), |address| addresses.iter().any(|wanted| wanted == address))
            }),
            Leaf::Supervisor { needles, whole, through_others } => {
                let passes = |name: &str| match whole {
                    true => has_spelling(name, needles),
                    false => needles.iter().any(|needle| name.contains(needle.as_str())),
                };
                reports_to(roster, row, *through_others, passes)
            }
            Leaf::Dates(test) => test.holds(roster, row),
            Leaf::Empty(field) => !roster.has_value(*field, row),
            Leaf::Rows(rows) => rows.has(row),
        }
    }
}

/// Whether the folded text of any of the columns passes.
fn any_text(roster: &Roster, columns: Columns, row: Row, passes: impl Fn(&str) -> bool) -> bool {
    let mut folded = String::new();
    any_searched(roster, columns, row, &passes)
        || columns.others().any(|field| {
            folded.clear();
            fold_words_into(&mut folded, roster.text(field, row));
            passes(&folded)
        })
}

/// Whether the name of the supervisor passes, or that of one above them. Supervisors may go round in a circle.
fn reports_to(roster: &Roster, row: Row, through_others: bool, passes: impl Fn(&str) -> bool) -> bool {
    let mut seen = HashSet::new();
    let mut next = row;
    while seen.insert(next) {
        match roster.supervisor(next) {
            Supervisor::None => return false,
            Supervisor::Outside(name) => {
                let mut folded = String::new();
                fold_words_into(&mut folded, name);
                return passes(&folded);
            }
            Supervisor::Colleague(boss) if passes(roster.folded_name(boss)) => return true,
            Supervisor::Colleague(boss) => next = boss,
        }
        if !through_others {
            return false;
        }
    }
    false
}
