//! What the system must allow, checked before anything begins: a limit that is met half-way ends in the middle of work, and
//! Rust ends the whole program when there is no memory.

use crate::domain::problem::{Kind, Problem};
use crate::sys::{self, Limit};
use parking_lot::Mutex;
use std::sync::mpsc;
use std::thread;

/// Open at once: the connections of a sync, the files, the terminal, and what the runtime needs.
const OPEN_FILES: u64 = 40;
/// Address space of the program with a company of usual size, in bytes.
const MEMORY: u64 = 256 << 20;

/// At once: the runtime's, the watchdog's, the reader of keys, and jobs. Tokio panics where it gets none.
const THREADS: usize = 10;

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
    check_threads()
}

/// The limit counts all processes of the user, so whether there is room is only seen by trying.
fn check_threads() -> Result<(), Problem> {
    let (stay, go) = mpsc::channel::<()>();
    let go = Mutex::new(go);
    let started = thread::scope(|scope| {
        // Each waits for the end of the channel, so that all are there at once.
        let wait = || {
            let _ = go.lock().recv();
        };
        let started = (0..THREADS).try_for_each(|_| thread::Builder::new().spawn_scoped(scope, wait).map(drop));
        drop(stay);
        started
    });
    started.map_err(|error| {
        let what = format!("the system gives giftlist fewer than {THREADS} threads, {error}");
        Problem::new(Kind::File, what, "end other programs, or raise the limit: ulimit -u")
    })
}
