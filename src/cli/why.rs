//! `giftlist why`: why a person is in the list of a query, or is not.

use super::args::{GlobalArgs, QueryArgs, WhyArgs};
use super::context::CommandContext;
use super::people::{PeopleQuery, people};
use super::{clock, output};
use crate::domain::people::bits::Row;
use crate::domain::people::roster::Roster;
use crate::domain::picking::named::people_named;
use crate::domain::picking::search::Sorts;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{grouped, shortened};
use crate::jobs;

/// So many of the people with a name are explained.
const MAX_EXPLAINED: usize = 20;

/// Exit 0 if one of all who are meant is in the list, else 1.
pub async fn run(global: &GlobalArgs, options: &WhyArgs) -> Result<u8, Problem> {
    let query = QueryArgs {
        words: options.words.clone(),
        columns: None,
        gift_date: options.gift_date.clone(),
        include_leavers: options.include_leavers,
    };
    let query = PeopleQuery::parse(&query, clock::today()?)?;
    let cx = CommandContext::read(global)?;
    let kept = jobs::kept::kept(&cx.job)?;
    query.check(&kept)?;
    let roster = people(&cx, global).await?.roster;
    let named = people_named(&roster, &options.person);
    if named.is_empty() {
        return Err(nobody(&options.person));
    }
    let shown = query.shown(&kept, options.include_leavers);
    let (marks, found) = query.search(&roster, &kept, shown.clone(), &Sorts::default())?;
    for &row in named.iter().take(MAX_EXPLAINED) {
        let why = query.why(&roster, &marks, &kept, &shown, row)?;
        let is_in = if why.is_in { "in the list" } else { "not in the list" };
        output::print(&format!("{}: {is_in}\n", who(&roster, row)))?;
        for reason in why.reasons {
            output::print(&format!("  {}\n", SafeText::of(&reason.to_string())))?;
        }
    }
    if named.len() > MAX_EXPLAINED {
        output::note(&format!(
            "{} more have this in their names: write more of it",
            grouped(named.len() - MAX_EXPLAINED)
        ));
    }
    let is_any_in = named.iter().any(|&row| found.shown.has(row));
    Ok(if is_any_in { 0 } else { Kind::No.exit_code() })
}

/// A person in a line: `Aoife Byrne (13600200)`.
pub fn who(roster: &Roster, row: Row) -> String {
    format!("{} ({})", SafeText::of(&roster.display_name(row)), roster.id(row))
}

pub fn nobody(person: &str) -> Problem {
    let what = format!("nobody in the last sync is \"{}\"", shortened(person));
    Problem::new(Kind::No, what, "name them by name, email, Personio's id or Employee ID; giftlist sync reads anew")
}
