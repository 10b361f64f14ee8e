//! Who reports to whom: the people of a supervisor, directly or through others.

use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::{Roster, Supervisor};
use crate::domain::text::fold::fold_words_into;

/// Those who report to somebody of `bosses`, or to somebody outside the company whose name passes.
pub fn supervised(roster: &Roster, bosses: &Bits, passes: impl Fn(&str) -> bool) -> Bits {
    let mut folded = String::new();
    Bits::from_fn(roster.len(), |row| match roster.supervisor(row) {
        Supervisor::None => false,
        Supervisor::Colleague(boss) => bosses.has(boss),
        Supervisor::Outside(name) => {
            folded.clear();
            fold_words_into(&mut folded, name);
            passes(&folded)
        }
    })
}

/// The people found, and whoever reports to one of those, directly or through others. Each person is looked at once, also
/// where supervisors go round in a circle.
pub fn and_who_reports_to(mut found: Bits, roster: &Roster) -> Bits {
    let mut seen = found.clone();
    let mut chain = Vec::new();
    for row in roster.rows() {
        let mut next = Some(row);
        // Up to somebody who is known.
        while let Some(row) = next.filter(|&row| !seen.has(row)) {
            seen.set(row, true);
            chain.push(row);
            next = boss(roster, row);
        }
        let is_found = next.is_some_and(|row| found.has(row));
        chain.drain(..).filter(|_| is_found).for_each(|row| found.set(row, true));
    }
    found
}

fn boss(roster: &Roster, row: Row) -> Option<Row> {
    match roster.supervisor(row) {
        Supervisor::Colleague(boss) => Some(boss),
        Supervisor::None | Supervisor::Outside(_) => None,
    }
}
