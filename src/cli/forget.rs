//! `giftlist forget`: removes what giftlist keeps on this machine, and names it.

use super::args::{ForgetArgs, GlobalArgs};
use super::environment::paths;
use super::{clock, output};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::jobs::forget::{Scope, forget};
use std::io::{BufRead, IsTerminal, Write};

/// Asks first, unless told not to; exit 1 if the answer is no.
pub fn run(global: &GlobalArgs, options: &ForgetArgs) -> Result<u8, Problem> {
    let paths = paths(&global.profile)?;
    let given = match (options.what.cache, options.what.credentials, options.what.all) {
        (true, ..) => Some(Scope::Cache),
        (_, true, _) => Some(Scope::Credentials),
        (.., true) => Some(Scope::All),
        _ => None,
    };
    let scope = match (given, options.yes) {
        (Some(scope), true) => scope,
        (None, true) => Scope::Cache,
        (given, false) => match confirm(given)? {
            Some(scope) => scope,
            None => {
                output::print("Nothing was removed.\n")?;
                return Ok(Kind::No.exit_code());
            }
        },
    };
    let forgotten = forget(&paths, scope, clock::system());
    for path in &forgotten.removed {
        output::print(&format!("removed {}\n", SafeText::of(&path.display().to_string())))?;
    }
    if forgotten.removed.is_empty() && forgotten.failed.is_empty() {
        output::print("There was nothing to remove.\n")?;
    }
    if forgotten.exported.is_empty() {
        output::print("Exported files are where you put them: remove them yourself.\n")?;
    } else {
        output::print("Exported files are yours, remove them yourself:\n")?;
        for path in &forgotten.exported {
            output::print(&format!("  {}\n", SafeText::of(path)))?;
        }
    }
    let mut failed = forgotten.failed.into_iter();
    match failed.next() {
        Some(first) => {
            failed.for_each(|problem| output::error(&problem.to_string()));
            Err(first)
        }
        None => Ok(0),
    }
}

fn confirm(given: Option<Scope>) -> Result<Option<Scope>, Problem> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Problem::new(Kind::Usage, "nothing was removed, since nobody can be asked", "add --yes"));
    }
    let question = match given {
        Some(Scope::Cache) => "Remove the people and the selection? [y/N] ",
        Some(Scope::Credentials) => "Remove the client ID and secret? [y/N] ",
        Some(Scope::All) => {
            "Remove the people, the selection, the credentials, the settings and the never-list? [y/N] "
        }
        None => "Remove what? c the people and the selection, k the credentials, a all of it, Enter nothing: ",
    };
    let _ = write!(std::io::stderr().lock(), "{question}");
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    Ok(match (given, answer.trim().to_ascii_lowercase().as_str()) {
        (Some(scope), "y" | "yes") => Some(scope),
        (None, "c") => Some(Scope::Cache),
        (None, "k") => Some(Scope::Credentials),
        (None, "a") => Some(Scope::All),
        _ => None,
    })
}
