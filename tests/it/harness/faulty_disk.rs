//! Disks that fail and processes that are killed: the C library's calls on files, spoiled from outside, so that the real
//! binary meets a full disk, an error at the last moment, or its own end between two calls. Linux with glibc; elsewhere
//! the tests that need it say that they are skipped.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A call of the C library.
#[derive(Clone, Copy, Debug)]
pub enum Call {
    Write,
    Fsync,
    Flock,
    Unlink,
    /// The start of a thread; its text is `thread`.
    Thread,
}

#[derive(Clone, Copy, Debug)]
pub enum DiskFault {
    /// This `errno`.
    Error(i32),
    /// This `errno`, the first time.
    Once(i32),
    /// Only half of the bytes are written.
    Half,
    /// Every other call is interrupted by a signal.
    Interrupted,
    /// SIGTERM comes, and the call takes its time.
    Terminate,
    /// The call takes its time, the first time.
    Slow,
    /// The process is killed instead.
    Kill,
}

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskFault::Error(errno) => errno.fmt(f),
            DiskFault::Once(errno) => write!(f, "once{errno}"),
            DiskFault::Half => f.write_str("half"),
            DiskFault::Interrupted => f.write_str("interrupted"),
            DiskFault::Slow => f.write_str("slow"),
            DiskFault::Terminate => f.write_str("terminate"),
            DiskFault::Kill => f.write_str("kill"),
        }
    }
}

/// Spoils the calls on files with such a text in their path, from the `first` on, counted from 1. `None` where that cannot
/// be done; the caller then skips.
#[must_use]
pub fn spoil<'a>(
    command: &'a mut Command,
    text: &str,
    call: Call,
    first: usize,
    fault: DiskFault,
) -> Option<&'a mut Command> {
    let call = format!("{call:?}").to_lowercase();
    let library = library()?;
    Some(command.env("LD_PRELOAD", library).env("FAULTY_DISK", format!("{text}:{call}:{first}:{fault}")))
}

/// The compiled library; building the crate needs a C compiler anyway.
fn library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    let built = LIBRARY.get_or_init(|| {
        if !cfg!(all(target_os = "linux", target_env = "gnu")) {
            let _ = writeln!(std::io::stderr(), "SKIP: faults of the disk are made for Linux with glibc");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/harness/faulty_disk.c");
        let made = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
        let library = folder.join("faulty_disk.so");
        if made(&library) < made(Path::new(source)) {
            // Another run of the tests may be making it as well.
            let own = tempfile::Builder::new().suffix(".so").tempfile_in(folder).expect("a temporary file");
            let mut compiler = Command::new("cc");
            compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(own.path()).args([source, "-ldl"]);
            assert!(compiler.status().is_ok_and(|status| status.success()), "the C compiler failed: {compiler:?}");
            own.persist(&library).expect("the library in its place");
        }
        Some(library)
    });
    built.as_deref()
}
