//! `giftlist lists`: saved lists, fixed and live, and those that are always there.

use super::args::{GlobalArgs, ListsArgs, ListsChange, QueryArgs};
use super::context::CommandContext;
use super::people::{Matches, PeopleQuery, people};
use super::{clock, output};
use crate::domain::kept::lists::{Content, List, Lists};
use crate::domain::kept::{Kept, name_to_keep};
use crate::domain::people::People;
use crate::domain::people::employee::PersonId;
use crate::domain::picking::search::{Shown, Sorts};
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::{parse, quoted_value};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, first_of, grouped, shortened};
use crate::domain::unknown_name::UnknownName;
use crate::jobs;

pub async fn run(global: &GlobalArgs, options: &ListsArgs) -> Result<u8, Problem> {
    let cx = CommandContext::read(global)?;
    match &options.change {
        None => all(&cx),
        Some(ListsChange::Show { name }) => show(&cx, global, name).await,
        Some(ListsChange::Save { name, words, fixed, force }) => save(&cx, global, name, words, *fixed, *force).await,
        Some(ListsChange::Delete { name }) => {
            if !jobs::kept::change_lists(&cx.job, |lists| lists.delete(name))? {
                let lists = jobs::kept::kept(&cx.job)?.lists;
                return Err(match lists.find(name) {
                    Some(list) => {
                        let what = format!("\"{}\" is always there", list.name);
                        Problem::new(Kind::Usage, what, "only a saved list can be deleted")
                    }
                    None => unknown(name, &lists),
                });
            }
            output::print(&format!("\"{}\" is deleted\n", SafeText::of(name)))?;
            Ok(0)
        }
    }
}

fn all(cx: &CommandContext) -> Result<u8, Problem> {
    let lists = jobs::kept::kept(&cx.job)?.lists;
    for list in lists.all() {
        let List { name, content, .. } = list.as_ref();
        let kind = if matches!(content, Content::Query(_)) { "live" } else { "fixed" };
        let ready = if lists.is_saved(name) { "" } else { " (always there)" };
        let what = SafeText::of(&content.to_string()).to_string();
        output::print(&format!("{}{ready}\n  {kind}: {what}\n", SafeText::of(name)))?;
    }
    Ok(0)
}

async fn show(cx: &CommandContext, global: &GlobalArgs, name: &str) -> Result<u8, Problem> {
    let kept = jobs::kept::kept(&cx.job)?;
    let list = named(name, &kept.lists)?;
    let people = people(cx, global).await?;
    let matches = in_list(&list, &people, &kept)?;
    for &row in matches.rows.iter() {
        output::print(&format!("{}\n", super::why::who(&matches.roster, row)))?;
    }
    if let Content::People(ids) = &list.content {
        let gone = ids.iter().filter(|id| people.roster.row_of(PersonId(**id)).is_none()).count();
        if gone > 0 {
            output::note(&format!("{} of the list are not in the last sync", counted(gone, "person", "people")));
        }
    }
    for (rows, are) in [(matches.marks.leavers(), "leavers"), (matches.marks.never(), "on the never-list")] {
        let count = matches.who.count_shared(rows);
        if count > 0 {
            output::note(&format!("{are}, and in no file: {}", grouped(count)));
        }
    }
    if matches.rows.is_empty() {
        output::note("nobody is in the list");
    }
    Ok(if matches.rows.is_empty() { Kind::No.exit_code() } else { 0 })
}

async fn save(
    cx: &CommandContext,
    global: &GlobalArgs,
    name: &str,
    words: &[String],
    fixed: bool,
    force: bool,
) -> Result<u8, Problem> {
    let name = name_to_keep(name)?;
    let today = clock::today()?;
    let kept = jobs::kept::kept(&cx.job)?;
    let query = PeopleQuery::parse(&QueryArgs { words: words.to_vec(), ..QueryArgs::default() }, today)?;
    query.check(&kept)?;
    if let Some(Content::People(ids)) = kept.lists.find(name).map(|list| list.content).filter(|_| !force) {
        // A query is quickly written anew; whom somebody chose is not.
        let what = format!("there is a fixed list \"{name}\" of {}", counted(ids.len(), "person", "people"));
        return Err(Problem::new(Kind::Usage, what, "choose another name, or have it replaced with --force"));
    }
    let text = words.join(" ");
    let content = if fixed {
        let people = people(cx, global).await?;
        let matches = query.find(&people, &kept, query.shown(&kept, false), &Sorts::default())?;
        if matches.rows.is_empty() {
            matches.report_hidden();
            return Err(Problem::new(Kind::No, "nobody matches", "nothing was saved; widen the query"));
        }
        Content::People(matches.who.rows().map(|row| matches.roster.id(row).0).collect())
    } else {
        parse(&text).map_err(|error| error.problem(&text))?;
        Content::Query(text)
    };
    let said = match &content {
        Content::People(ids) => format!("fixed, {}", counted(ids.len(), "person", "people")),
        Content::Query(_) => "live".to_string(),
    };
    let list = List { name: name.into(), content, last_export: None };
    query.check_list(&list, &kept)?;
    let was_there = jobs::kept::change_lists(&cx.job, |lists| lists.save(list))?;
    let replaced = if was_there { ", in the place of the old one" } else { "" };
    output::print(&format!("\"{}\" is saved{replaced}: {said}\n", SafeText::of(name)))?;
    Ok(0)
}

/// # Errors
/// When there is no such list: names those that there are.
pub fn named(name: &str, lists: &Lists) -> Result<List, Problem> {
    lists.find(name).ok_or_else(|| unknown(name, lists))
}

/// Who is in a list, leavers and the never-list among them.
///
/// # Errors
/// When its query is wrong.
pub fn in_list(list: &List, people: &People, kept: &Kept) -> Result<Matches, Problem> {
    let words = vec![format!("list:{}", quoted_value(&list.name))];
    let query = PeopleQuery::parse(&QueryArgs { words, ..QueryArgs::default() }, clock::today()?)?;
    query.find(people, kept, Shown { leavers: true, never: true, only: None }, &Sorts::default())
}

fn unknown(name: &str, lists: &Lists) -> Problem {
    let unknown = UnknownName::of(name, lists.names());
    let names: Vec<&str> = lists.names().collect();
    let remedy = match unknown.suggestion {
        Some(near) => format!("did you mean \"{near}\""),
        None => format!("there are {}", first_of(&names, ", ")),
    };
    Problem::new(Kind::Usage, format!("there is no list \"{}\"", shortened(name)), remedy)
}
