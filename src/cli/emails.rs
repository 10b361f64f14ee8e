//! `--emails`: the people whose addresses are in a file, and what is said of the others.

use super::output;
use super::people::Matches;
use super::why::who;
use crate::domain::fields::TextField;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;
use crate::domain::picking::pasted::{Pasted, people_pasted};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, shortened};
use crate::files::error::shown;
use std::path::Path;

/// So many people or addresses are named of each kind.
const MAX_NAMED: usize = 20;

/// Who has the addresses of a file.
///
/// # Errors
/// When it has none.
pub fn people_of(text: &str, path: &str, roster: &Roster) -> Result<Pasted, Problem> {
    let pasted = people_pasted(roster, text);
    if pasted.addresses > 0 {
        return Ok(pasted);
    }
    let file = if path == "-" { "standard input".to_string() } else { shown(Path::new(path)) };
    let what = format!("{file} has no email address");
    Err(Problem::new(Kind::Usage, what, "name a file with addresses, in whatever order and between whatever else"))
}

/// Tells who was not found, and who was and is not in the file. `listed` are those of a list, where the file is of one.
pub fn report(pasted: &Pasted, matches: &Matches, listed: Option<&Bits>, with_leavers: bool) {
    if !pasted.unknown.is_empty() {
        for field in
            TextField::EMAILS.into_iter().map(TextField::field).filter(|field| matches.roster.is_unread(*field))
        {
            output::note(&format!("{field} was not read in the last sync: nobody is found by it"));
        }
    }
    each_named(&pasted.unknown, "were not found", ToString::to_string);
    each_named(&pasted.shared, "belong to several people", |(address, count)| {
        format!("{} is the address of {count} people: all of them are meant", shortened(address))
    });
    if pasted.repeated > 0 {
        let addresses = counted(pasted.repeated, "address means", "addresses mean");
        output::note(&format!("{addresses} somebody who is there already: each person is taken once"));
    }
    let mut left_out: Bits = pasted.found.clone();
    left_out.remove(&matches.who);
    let left_out: Vec<Row> = left_out.rows().collect();
    each_named(&left_out, "are left out", |&row| {
        let reason = match () {
            () if matches.marks.never().has(row) => "on the never-list",
            () if matches.marks.leavers().has(row) && !with_leavers => "a leaver",
            () if listed.is_some_and(|listed| !listed.has(row)) => "not in the list",
            () => "the query does not find them",
        };
        format!("{} is left out: {reason}", who(&matches.roster, row))
    });
}

fn each_named<T>(all: &[T], are: &str, line: impl Fn(&T) -> String) {
    for one in all.iter().take(MAX_NAMED) {
        output::note(&SafeText::of(&line(one)).to_string());
    }
    if all.len() > MAX_NAMED {
        output::note(&format!("{} more {are}", all.len() - MAX_NAMED));
    }
}
