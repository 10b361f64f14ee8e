//! `giftlist never`: the never-list.

use super::args::{GlobalArgs, NeverArgs, NeverChangeArgs};
use super::context::CommandContext;
use super::people::people;
use super::why::{nobody, who};
use super::{clock, output};
use crate::domain::kept::never::{Never, NeverChange, NeverList};
use crate::domain::people::bits::Row;
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use crate::domain::picking::named::people_named;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, shortened};
use crate::jobs;

pub async fn run(global: &GlobalArgs, options: &NeverArgs) -> Result<u8, Problem> {
    let cx = CommandContext::read(global)?;
    match &options.change {
        None => list(&cx),
        Some(NeverChangeArgs::Add { person, why }) => {
            add(&cx, global, person, why.as_deref().unwrap_or_default()).await
        }
        Some(NeverChangeArgs::Remove { person }) => remove(&cx, global, person).await,
    }
}

fn list(cx: &CommandContext) -> Result<u8, Problem> {
    let never = jobs::kept::never(&cx.job)?;
    let people = jobs::people::load(&cx.job).ok().flatten();
    for Never { id, since, why } in never.all() {
        let row = people.as_ref().and_then(|people| Some((people, people.roster.row_of(PersonId(*id))?)));
        let name =
            row.map_or_else(|| format!("(not in the last sync) ({id})"), |(people, row)| who(&people.roster, row));
        let why = if why.is_empty() { String::new() } else { format!(": {}", SafeText::of(why)) };
        output::print(&format!("{name} since {}{why}\n", SafeText::of(since)))?;
    }
    if never.all().is_empty() {
        output::note("nobody is on the never-list: giftlist never add PERSON puts somebody on it");
    }
    Ok(0)
}

async fn add(cx: &CommandContext, global: &GlobalArgs, person: &str, why: &str) -> Result<u8, Problem> {
    let people = people(cx, global).await?;
    let row = match people_named(&people.roster, person).as_slice() {
        [] => return Err(nobody(person)),
        [row] => *row,
        rows => return Err(several(&people.roster, rows, &format!("are meant by \"{}\"", shortened(person)))),
    };
    let since = clock::today()?.to_string();
    let never = Never { id: people.roster.id(row).0, since, why: why.trim().to_string() };
    let name = who(&people.roster, row);
    let said = match jobs::kept::change_never(&cx.job, NeverChange::Put(never))? {
        true => format!("{name} is on the never-list now: not shown, and never exported\n"),
        false => format!("{name} is on the never-list already\n"),
    };
    output::print(&said)?;
    Ok(0)
}

async fn remove(cx: &CommandContext, global: &GlobalArgs, person: &str) -> Result<u8, Problem> {
    let never = jobs::kept::never(&cx.job)?;
    let by_id = person.trim().parse().ok().map(PersonId).filter(|id| never.of(*id).is_some());
    let (id, name) = match by_id {
        // Somebody who is no longer in Personio can be taken off, too.
        Some(id) => (id, id.to_string()),
        None => {
            let people = people(cx, global).await?;
            let row = on_list(&people.roster, &never, person)?;
            (people.roster.id(row), who(&people.roster, row))
        }
    };
    jobs::kept::change_never(&cx.job, NeverChange::TakeOff(id))?;
    output::print(&format!("{name} is off the never-list\n"))?;
    Ok(0)
}

/// The one of the list who is meant.
fn on_list(roster: &Roster, never: &NeverList, person: &str) -> Result<Row, Problem> {
    let named = people_named(roster, person);
    let on: Vec<Row> = named.iter().copied().filter(|&row| never.of(roster.id(row)).is_some()).collect();
    match on.as_slice() {
        [row] => Ok(*row),
        [] if named.is_empty() => Err(nobody(person)),
        [] => {
            let what = format!("\"{}\" is not on the never-list", shortened(person));
            Err(Problem::new(Kind::No, what, "giftlist never lists who is"))
        }
        rows => Err(several(roster, rows, "of that name are on it")),
    }
}

/// Lists them: which one is meant, only the user knows.
fn several(roster: &Roster, rows: &[Row], are: &str) -> Problem {
    let lines: String = rows.iter().map(|&row| format!("{}\n", who(roster, row))).collect();
    if let Err(problem) = output::print(&lines) {
        return problem;
    }
    let what = format!("{} {are}", counted(rows.len(), "person", "people"));
    Problem::new(Kind::Usage, what, "nothing was changed; name one by the number in brackets")
}
