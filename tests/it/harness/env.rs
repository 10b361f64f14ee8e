//! A home for one test, and the real binary in an environment that is the same on every machine: settings, proxies,
//! language and time zone of whoever runs the tests are kept out.

use jiff::civil::{Date, date};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// The day on which every test takes place.
pub const TODAY: Date = date(2026, 12, 1);
/// How long a command may run.
const LIMIT: Duration = Duration::from_secs(60);

/// The program's own directory, and an empty one to work in. Dropping it removes both.
pub struct Home {
    files: TempDir,
    work: TempDir,
}

impl Home {
    pub fn new() -> Home {
        let folder = || TempDir::with_prefix("giftlist-test-").expect("a temporary directory");
        Home { files: folder(), work: folder() }
    }

    /// `GIFTLIST_HOME`.
    pub fn path(&self) -> &Path {
        self.files.path()
    }

    /// The directory that the program is started in: exports go here.
    pub fn work(&self) -> &Path {
        self.work.path()
    }

    /// Writes a file with mode 0600 under `GIFTLIST_HOME`, creating directories as needed.
    pub fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("the directories of a file");
        write_file(&path, text);
        path
    }

    /// Every file below `GIFTLIST_HOME` and the working directory, sorted.
    pub fn all_files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.path().to_owned(), self.work().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("a readable directory").flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    _ => files.push(entry.path()),
                }
            }
        }
        files.sort();
        files
    }
}

/// Writes a file with mode 0600, in the place of one that is there.
pub fn write_file(path: &Path, text: &str) {
    let open = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    open.and_then(|mut file| file.write_all(text.as_bytes())).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

/// The program without arguments: add some, then pass it to [`run`] or to `Pty::open`.
pub fn giftlist(home: &Home) -> Command {
    program(env!("CARGO_BIN_EXE_giftlist"), home)
}

/// Any other program in the same environment.
pub fn program(path: &str, home: &Home) -> Command {
    let mut command = Command::new(path);
    command
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", home.path())
        .env("GIFTLIST_HOME", home.path())
        .env("GIFTLIST_TODAY", TODAY.to_string())
        .current_dir(home.work());
    command
}

/// How a command ended and what it wrote.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its exit code; 1000 and the signal's number, if a signal ended it.
    pub code: i32,
    /// Invalid UTF-8 is replaced by U+FFFD.
    pub stdout: String,
    /// Like `stdout`.
    pub stderr: String,
}

impl Output {
    /// Asserts the exit code, and returns itself for further assertions.
    #[track_caller]
    pub fn exits(self, code: i32) -> Output {
        assert_eq!(self.code, code, "\n--- stdout\n{}\n--- stderr\n{}", self.stdout, self.stderr);
        self
    }
}

/// Runs it to its end with an empty stdin. Panics if it takes longer than a minute.
#[track_caller]
pub fn run(command: &mut Command) -> Output {
    run_with_input(command, "")
}

/// Runs it to its end with this text on stdin. Panics if it takes longer than a minute.
#[track_caller]
pub fn run_with_input(command: &mut Command, input: &str) -> Output {
    let name = format!("{command:?}");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|e| panic!("{name}: {e}"));
    let process = child.id();
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    // One thread each, so that neither a full pipe nor a child that never ends blocks the test.
    thread::spawn(move || stdin.write_all(input.as_bytes()));
    let (ended, wait) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait_with_output()));
    let Ok(output) = wait.recv_timeout(LIMIT) else {
        signal_process(&process.to_string(), libc::SIGKILL);
        panic!("{name} was still running after {LIMIT:?}");
    };
    let output = output.unwrap_or_else(|e: io::Error| panic!("{name}: {e}"));
    Output {
        code: code_of(output.status),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The exit code; 1000 and the signal's number, if a signal ended it.
pub(super) fn code_of(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 1000 + status.signal().unwrap_or(0))
}

/// Sends a signal to a process, or to a process group if its number begins with `-`.
pub fn signal_process(process: &str, signal: i32) {
    // The shell's built-in `kill`, since minimal systems lack the program.
    let kill = format!("kill -{signal} {process} 2>/dev/null");
    let _ = Command::new("sh").args(["-c", &kill]).status();
}
