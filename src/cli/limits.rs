//! What the system must allow, checked before anything begins: a limit that is met half-way ends in the middle of work, and
//! Rust ends the whole program when there is no memory.

use crate::domain::problem::{Kind, Problem};
use crate::sys::{self, Limit};

/// Open at once: the connections of a sync, the files, the terminal, and what the runtime needs.
const OPEN_FILES: u64 = 40;
/// Address space of the program with a company of usual size, in bytes.
const MEMORY: u64 = 256 << 20;

/// # Errors
/// [`Kind::File`], with the limit and the command that raises it.
pub fn check() -> Result<(), Problem> {
    if let Some(files) = sys::limit(Limit::OpenFiles).filter(|&files| files < OPEN_FILES) {
        let what = format!("{files} open files are allowed, giftlist needs {OPEN_FILES}");
        return Err(Problem::new(Kind::File, what, "raise the limit: ulimit -n 1024"));
    }
    for (limit, option) in [(Limit::Memory, "v"), (Limit::Data, "d")] {
        if let Some(bytes) = sys::limit(limit).filter(|&bytes| bytes < MEMORY) {
            let (allowed, needed) = (bytes >> 20, MEMORY >> 20);
            let what = format!("{allowed} MB of memory are allowed, giftlist needs {needed}");
            return Err(Problem::new(Kind::File, what, format!("raise the limit: ulimit -{option} unlimited")));
        }
    }
    Ok(())
}
