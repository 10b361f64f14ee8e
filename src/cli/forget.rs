//! `giftlist forget`: removes what is kept on this machine, and says what it was.

use super::args::{Forget, Global};
use super::environment::paths;
use super::{clock, output};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::jobs::forget::{What, forget};
use std::io::{BufRead, IsTerminal, Write};

/// Asks where it may ask, removes, and names each file.
pub fn run(global: &Global, options: &Forget) -> Result<u8, Problem> {
    let paths = paths(&global.profile)?;
    let named = match (options.what.cache, options.what.credentials, options.what.all) {
        (true, ..) => Some(What::Cache),
        (_, true, _) => Some(What::Credentials),
        (.., true) => Some(What::All),
        _ => None,
    };
    let what = match (named, options.yes) {
        (Some(what), true) => what,
        (None, true) => What::Cache,
        (named, false) => match ask(named)? {
            Some(what) => what,
            None => {
                output::print("Nothing was removed.\n")?;
                return Ok(Kind::No.exit_code());
            }
        },
    };
    let forgotten = forget(&paths, what, clock::system());
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

fn ask(named: Option<What>) -> Result<Option<What>, Problem> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Problem::new(Kind::Usage, "nothing was removed, since nobody can be asked", "add --yes"));
    }
    let question = match named {
        Some(What::Cache) => "Remove the people and the selection? [y/N] ",
        Some(What::Credentials) => "Remove the client ID and secret? [y/N] ",
        Some(What::All) => "Remove the people, the selection, the credentials and the settings? [y/N] ",
        None => "Remove what? c the people and the selection, k the credentials, a all of it, Enter nothing: ",
    };
    let _ = write!(std::io::stderr().lock(), "{question}");
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    Ok(match (named, answer.trim().to_ascii_lowercase().as_str()) {
        (Some(what), "y" | "yes") => Some(what),
        (None, "c") => Some(What::Cache),
        (None, "k") => Some(What::Credentials),
        (None, "a") => Some(What::All),
        _ => None,
    })
}
