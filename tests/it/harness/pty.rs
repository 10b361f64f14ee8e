//! The real binary in a real terminal: keys in, a screen out, and every byte recorded. Tests wait for what they want to
//! see, with a limit; nothing sleeps.
//!
//! The screen is the vt100 crate's, which does not answer when a program queries its terminal.

use super::env::{code_of, signal_process};
use super::frames::{last_position, whole_frames, with_replacements_shown};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};
pub use vt100::{Cell, Screen};

/// The longest wait for a screen or for the exit.
const LIMIT: Duration = Duration::from_secs(20);

/// The bytes that keys send. After `ESC`, wait for the screen before the next key, or the two are read as one.
pub mod keys {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const TAB: &str = "\t";
    pub const BACK_TAB: &str = "\x1b[Z";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const HOME: &str = "\x1b[H";
    pub const RIGHT: &str = "\x1b[C";

    /// Ctrl with a letter.
    pub fn ctrl(letter: char) -> String {
        char::from(letter as u8 & 0x1F).to_string()
    }

    /// A bracketed paste.
    pub fn paste(text: &str) -> String {
        format!("\x1b[200~{text}\x1b[201~")
    }
}

/// A terminal with a program in it. Dropping it kills the program.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    input: Option<mpsc::Sender<Vec<u8>>>,
    threads: Vec<thread::JoinHandle<()>>,
    shared: Arc<Shared>,
    process: u32,
    initial: LineDiscipline,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// What the program has done so far.
struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// How many bytes of `raw` the parser has got.
    parsed: usize,
    /// Every process has closed the terminal, so no more output can come.
    ended: bool,
    exit_code: Option<u32>,
    /// The test has hung up; further output is discarded.
    hung_up: bool,
    /// The terminal takes no output for now.
    is_held: bool,
}

/// How the kernel treats input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineDiscipline {
    input: libc::tcflag_t,
    output: libc::tcflag_t,
    control: libc::tcflag_t,
    local: libc::tcflag_t,
}

impl Pty {
    /// Starts a command with its arguments, variables and directory in a terminal of this size. Only variables that
    /// were set on the command are passed on; `TERM` is `xterm-256color` unless the command sets it.
    pub fn open(command: &Command, columns: u16, rows: u16) -> Pty {
        let pair = native_pty_system().openpty(size_of(columns, rows)).expect("a pseudo terminal");
        let initial = line_discipline(&*pair.master);
        let child = pair.slave.spawn_command(builder(command)).unwrap_or_else(|e| panic!("{command:?}: {e}"));
        // While the test itself held the slave, the reader would never see the end.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let mut writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0);
        let state =
            State { parser, raw: Vec::new(), parsed: 0, ended: false, exit_code: None, hung_up: false, is_held: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let (input, pending_input) = mpsc::channel::<Vec<u8>>();
        let process = child.process_id().expect("a running process");

        // A thread writes the keys, so that a program which does not read them cannot block the test.
        let write_input = thread::spawn(move || {
            for keys in pending_input {
                if writer.write_all(&keys).and_then(|()| writer.flush()).is_err() {
                    break;
                }
            }
        });
        let read_screen = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let mut buffer = [0; 1 << 16];
                while let Ok(length @ 1..) = reader.read(&mut buffer) {
                    if shared.read(|state| state.hung_up) {
                        break;
                    }
                    shared.change(|state| state.feed(&buffer[..length]));
                    shared.wait_while_held();
                }
                shared.change(State::end);
            }
        });
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let code = wait_for_exit(child);
                shared.change(|state| state.exit_code = Some(code));
            }
        });
        let threads = vec![write_input, read_screen];
        Pty { master: Some(pair.master), input: Some(input), threads, shared, process, initial }
    }

    /// Types bytes as a terminal sends them; see [`keys`] for keys without a letter.
    pub fn send(&self, keys: &str) {
        let input = self.input.as_ref().expect("no key can be typed after the line was hung up");
        // A program that has ended reads no keys: the test's next wait reports that.
        let _ = input.send(keys.as_bytes().to_vec());
    }

    /// Waits until the screen contains a text, within one line.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?}"), |state| state.parser.screen().contents().contains(text));
    }

    /// Waits until the screen no longer contains a text.
    #[track_caller]
    pub fn wait_until_gone(&self, text: &str) {
        self.wait(&format!("{text:?} to go"), |state| !state.parser.screen().contents().contains(text));
    }

    /// Waits until the screen meets a condition.
    #[track_caller]
    pub fn wait_until(&self, wanted: impl Fn(&Screen) -> bool) {
        self.wait("the wanted screen", |state| wanted(state.parser.screen()));
    }

    /// Waits for the end. Returns the exit code, or 1000 plus the number of the signal that ended the program.
    #[track_caller]
    pub fn wait_exit(&self) -> u32 {
        self.wait("the end", |state| state.exit_code.is_some() && state.ended);
        self.shared.read(|state| state.exit_code.unwrap_or_default())
    }

    /// The screen as lines without trailing blanks.
    pub fn screen(&self) -> String {
        self.shared.read(|state| state.parser.screen().contents())
    }

    /// Looks at the screen with all its attributes.
    pub fn look<T>(&self, look: impl FnOnce(&Screen) -> T) -> T {
        self.shared.read(|state| look(state.parser.screen()))
    }

    /// The row and column, from 0, where a text begins.
    #[track_caller]
    pub fn position(&self, text: &str) -> (u16, u16) {
        let found = self.shared.read(|state| position(state.parser.screen(), text));
        found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.screen()))
    }

    /// One cell, with its attributes; row and column from 0.
    #[track_caller]
    pub fn cell(&self, row: u16, column: u16) -> Cell {
        let cell = self.shared.read(|state| state.parser.screen().cell(row, column).cloned());
        cell.unwrap_or_else(|| panic!("there is no cell in row {row}, column {column}"))
    }

    /// Everything that was written to the terminal.
    pub fn bytes(&self) -> Vec<u8> {
        self.shared.read(|state| state.raw.clone())
    }

    /// Resizes the terminal, as dragging its window does.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.shared.change(|state| {
            state.parser.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        });
        let master = self.master.as_ref().expect("a line that was not hung up");
        master.resize(size_of(columns, rows)).expect("another size");
    }

    /// Sends the program a signal such as `libc::SIGTERM`.
    pub fn signal(&self, signal: i32) {
        assert!(self.shared.read(|state| state.exit_code.is_none()), "the program has ended already");
        signal_process(&self.process.to_string(), signal);
    }

    /// From now on the terminal takes no output, as over a line that is stuck: what fits into its buffer is written, then
    /// the program's writes block.
    pub fn hold(&self) {
        self.shared.change(|state| state.is_held = true);
    }

    /// The terminal takes output again.
    pub fn release(&self) {
        self.shared.change(|state| state.is_held = false);
    }

    /// Waits for the end of the process, though its terminal may be held. Returns the exit code as [`Pty::wait_exit`].
    #[track_caller]
    pub fn wait_process(&self) -> u32 {
        self.wait("the end", |state| state.exit_code.is_some());
        self.shared.read(|state| state.exit_code.unwrap_or_default())
    }

    /// Closes the terminal under the program, as a lost SSH connection does.
    pub fn hang_up(&mut self) {
        let Some(master) = self.master.take() else { return };
        self.shared.change(|state| state.hung_up = true);
        if let Some(path) = master.tty_name() {
            // The line is only hung up once the reader and the writer have closed it as well. When dropped, the writer
            // types an end of file unless that key is undefined; a byte of output wakes the reader.
            let _ = Command::new("stty").arg("-F").arg(&path).args(["eof", "undef"]).status();
            let wake = OpenOptions::new().write(true).custom_flags(libc::O_NOCTTY).open(&path);
            let _ = wake.and_then(|mut terminal| terminal.write_all(b"."));
        }
        self.input = None;
        for thread in self.threads.drain(..) {
            thread.join().expect("a thread of the terminal");
        }
        drop(master);
    }

    /// After the end, asserts that the terminal is as the program found it: the alternate screen and bracketed paste
    /// and the mouse are off, lines wrap, the cursor is shown, and the kernel echoes and edits input again.
    #[track_caller]
    pub fn assert_restored(&self) {
        assert!(self.shared.read(|state| state.exit_code.is_some()), "the program is still running");
        let raw = self.bytes();
        for (off, on) in [("?1049l", "?1049h"), ("?25h", "?25l"), ("?2004l", "?2004h"), ("?7h", "?7l")] {
            let last = |mode: &str| last_position(&raw, format!("\x1b[{mode}").as_bytes());
            assert!(last(off).is_some(), "{off} was never written:\n{}", raw.escape_ascii());
            assert!(last(off) > last(on), "{on} came after the last {off}:\n{}", raw.escape_ascii());
        }
        for (off, on) in [("?1000l", "?1000h"), ("?1006l", "?1006h")] {
            let last = |mode: &str| last_position(&raw, format!("\x1b[{mode}").as_bytes());
            assert!(last(off) >= last(on), "{on} came after the last {off}:\n{}", raw.escape_ascii());
        }
        let master = self.master.as_ref().expect("a line that was not hung up");
        let now = line_discipline(&**master);
        assert_eq!(now, self.initial, "the line discipline differs");
        assert_ne!(now.local & libc::ECHO, 0, "keys are not echoed");
    }

    #[track_caller]
    fn wait(&self, what: &str, wanted: impl Fn(&State) -> bool) {
        let until = Instant::now() + LIMIT;
        let mut state = self.shared.lock();
        loop {
            if wanted(&state) {
                return;
            }
            let left = until.saturating_duration_since(Instant::now());
            // After the end nothing new can appear.
            if left.is_zero() || (state.ended && state.exit_code.is_some()) {
                let screen = state.parser.screen().contents();
                let end = state.exit_code.map_or(String::new(), |code| format!(" The program has ended with {code}."));
                drop(state);
                panic!("waited in vain for {what}.{end} The screen:\n{screen}\n");
            }
            state = self.shared.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.release();
        if self.shared.read(|state| state.exit_code.is_none()) {
            // Its group as well, as a shell may have started other programs.
            signal_process(&format!("-{0} {0}", self.process), libc::SIGKILL);
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A failed assertion elsewhere does not spoil what was recorded.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while_held(&self) {
        let state = self.lock();
        drop(self.changed.wait_while(state, |state| state.is_held));
    }

    fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.lock())
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        result
    }
}

impl State {
    /// Records output; complete frames go to the screen.
    fn feed(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        let whole = self.parsed + whole_frames(&self.raw[self.parsed..]);
        self.parse_up_to(whole);
    }

    fn end(&mut self) {
        self.parse_up_to(self.raw.len());
        self.ended = true;
    }

    fn parse_up_to(&mut self, end: usize) {
        self.parser.process(&with_replacements_shown(&self.raw[self.parsed..end]));
        self.parsed = end;
    }
}

fn position(screen: &Screen, text: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    (0..rows.get()).find_map(|row| {
        let mut line = String::new();
        let mut starts = Vec::new();
        for column in 0..columns.get() {
            let cell = screen.cell(row, column)?;
            if !cell.is_wide_continuation() {
                starts.push((line.len(), column));
                line.push_str(if cell.has_contents() { cell.contents() } else { " " });
            }
        }
        let at = line.find(text)?;
        starts.iter().rev().find(|(start, _)| *start <= at).map(|(_, column)| (row, *column))
    })
}

fn builder(command: &Command) -> CommandBuilder {
    let mut builder = CommandBuilder::new(command.get_program());
    builder.args(command.get_args());
    builder.env_clear();
    builder.env("TERM", "xterm-256color");
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => builder.env(name, value),
            None => builder.env_remove(name),
        }
    }
    if let Some(folder) = command.get_current_dir() {
        builder.cwd(folder);
    }
    builder
}

fn wait_for_exit(child: Box<dyn Child + Send + Sync>) -> u32 {
    let child: Box<dyn Child> = child;
    let mut child = child.downcast::<std::process::Child>().expect("a child of the standard library");
    code_of(child.wait().expect("an exit status")) as u32
}

fn line_discipline(master: &dyn MasterPty) -> LineDiscipline {
    let termios = master.get_termios().expect("the terminal's settings");
    LineDiscipline {
        input: termios.input_flags.bits(),
        output: termios.output_flags.bits(),
        control: termios.control_flags.bits(),
        local: termios.local_flags.bits(),
    }
}

fn size_of(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn at_least_one(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).unwrap_or(NonZeroU16::MIN)
}
