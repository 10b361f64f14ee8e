//! Writes to stdout and stderr, and is the only module that does. A closed pipe is no failure: the reader has read
//! enough. Callers make foreign text safe before they pass it here, except where the bytes are the result (a CSV file).

use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::{SyncProgress, SyncStage};
use crate::domain::text::safe_text::SafeText;
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const REPORT_EVERY: Duration = Duration::from_millis(100);

/// Writes a result to stdout.
///
/// # Errors
/// When stdout cannot be written, except when the pipe is closed.
pub fn print(text: &str) -> Result<(), Problem> {
    write(text.as_bytes())
}

/// As [`print`], for bytes.
///
/// # Errors
/// As [`print`].
pub fn write(bytes: &[u8]) -> Result<(), Problem> {
    write_whole(bytes).map(drop)
}

/// Whether somebody looks at stdout.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether somebody took all of it, or else closed the pipe.
fn write_whole(bytes: &[u8]) -> Result<bool, Problem> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Problem::new(
            Kind::File,
            format!("the result cannot be written, {error}"),
            "see that there is room where it goes",
        )),
    }
}

/// Writes the content of a file to stdout, and says whether somebody took all of it. If that is a terminal, it is made safe
/// to look at; otherwise it is unchanged.
///
/// # Errors
/// As [`print`].
pub fn print_file(bytes: &[u8]) -> Result<bool, Problem> {
    if !is_terminal() {
        return write_whole(bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let safe: String = text.lines().map(|line| format!("{}\n", SafeText::of(line))).collect();
    write_whole(safe.as_bytes())
}

/// JSON in which characters that a terminal could act on are escaped as `\u…`; the values stay the same.
pub fn escape_json(value: &serde_json::Value) -> String {
    let mut json = String::new();
    push_escaped(&mut json, &value.to_string());
    json
}

/// Appends a text as JSON, escaped in the same way.
pub fn push_json_text(json: &mut String, text: &str) {
    // What nearly every text is needs no escape.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
        json.push('"');
        json.push_str(text);
        json.push('"');
    } else {
        push_escaped(json, &serde_json::Value::from(text).to_string());
    }
}

fn push_escaped(out: &mut String, json: &str) {
    if json.is_ascii() && !json.contains('\u{7f}') {
        return out.push_str(json);
    }
    for c in json.chars() {
        let mut one = [0; 4];
        if c == '\u{7f}' || !c.is_ascii() && SafeText::is_suspicious(c.encode_utf8(&mut one)) {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
}

pub fn error(line: &str) {
    note(line);
}

/// Writes a line to stderr that is not part of the result.
pub fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "giftlist: {line}");
}

/// As [`note`], but only if stderr is a terminal, where somebody reads it now.
pub fn progress(line: &str) {
    if io::stderr().is_terminal() {
        note(line);
    }
}

/// A line of progress on stderr that overwrites itself; nothing unless stderr is a terminal.
pub struct Progress {
    shown: Mutex<Option<Instant>>,
    /// When people were first being read.
    reading_since: Mutex<Option<Instant>>,
    is_on: bool,
}

impl Progress {
    pub fn new() -> Progress {
        Progress { shown: Mutex::new(None), reading_since: Mutex::new(None), is_on: io::stderr().is_terminal() }
    }

    pub fn show(&self, progress: &SyncProgress) {
        let Ok(mut shown) = self.shown.lock() else { return };
        let is_due = shown.is_none_or(|at| at.elapsed() >= REPORT_EVERY) || progress.waiting.is_some();
        if self.is_on && is_due {
            *shown = Some(Instant::now());
            let elapsed = match (progress.stage, self.reading_since.lock()) {
                (SyncStage::ReadingPeople, Ok(mut since)) => since.get_or_insert_with(Instant::now).elapsed(),
                _ => Duration::ZERO,
            };
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K{}", line(progress, elapsed));
        }
    }

    /// Removes the line.
    pub fn clear(&self) {
        if self.is_on {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

/// `reading [###...] 600 of 9000, 84 s left`; `elapsed` is since the first page was asked for.
fn line(progress: &SyncProgress, elapsed: Duration) -> String {
    let stage = match progress.stage {
        SyncStage::SigningIn => "signing in",
        SyncStage::ReadingAttributes => "reading which fields can be read",
        SyncStage::ReadingPeople => "reading",
        SyncStage::ReadingAgain => "reading again",
        SyncStage::Saving => "keeping the list",
    };
    let bar = progress.people_total.filter(|&total| total > 0).map(|total| {
        let cells = (progress.people * 30 / total).min(30);
        format!(" [{}{}] {} of {total}", "#".repeat(cells), ".".repeat(30 - cells), progress.people)
    });
    let left = progress.time_left(elapsed).filter(|left| !left.is_zero());
    let left = left.map(|left| format!(", {} s left", left.as_secs() + 1));
    let waiting = progress.waiting.as_ref().map(|wait| format!(", waiting {} s: {}", wait.time.as_secs(), wait.reason));
    [Some(stage.into()), bar, left, waiting].into_iter().flatten().collect()
}
