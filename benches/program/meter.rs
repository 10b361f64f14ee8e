//! A program in a terminal: keys in, and when which bytes come out. What one on the other end of the line would see.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A key has done all that it does when nothing came for so long, and the program is at rest.
const QUIET: Duration = Duration::from_millis(100);
/// The longest wait for anything.
const LIMIT: Duration = Duration::from_secs(60);
/// Clock ticks of a second, as `/proc` counts them.
const TICKS: f64 = 100.0;

/// What a key cost.
#[derive(Clone, Copy)]
pub struct Cost {
    /// To the last byte.
    pub time: Duration,
    pub bytes: usize,
}

pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
}

impl Program {
    pub fn start(command: &Command, columns: u16, rows: u16) -> Program {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo terminal");
        let mut builder = CommandBuilder::new(command.get_program());
        builder.args(command.get_args());
        builder.env_clear();
        command.get_envs().for_each(|(name, value)| builder.env(name, value.unwrap_or_default()));
        let started = Instant::now();
        let child = pair.slave.spawn_command(builder).expect("it starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..length].to_vec())).is_err() {
                    break;
                }
            }
        });
        let input = pair.master.take_writer().expect("a writer");
        let [height, width] = [rows, columns].map(|it| it.try_into().expect("a size"));
        let screen = vt100::Parser::new(height, width, 0);
        Program { child, _master: pair.master, input, output, screen, started }
    }

    /// How long after the start a text is on the screen; `None` if it does not come.
    pub fn shows(&mut self, text: &str) -> Option<Duration> {
        while self.started.elapsed() < LIMIT {
            let (at, bytes) = self.output.recv_timeout(LIMIT).ok()?;
            self.screen.process(&bytes);
            if self.screen.screen().contents().contains(text) {
                return Some(at - self.started);
            }
        }
        None
    }

    /// Presses a key, and waits until nothing more comes of it.
    pub fn press(&mut self, key: &str) -> Cost {
        let pressed = Instant::now();
        self.input.write_all(key.as_bytes()).and_then(|()| self.input.flush()).expect("it reads");
        let mut cost = Cost { time: Duration::ZERO, bytes: 0 };
        let mut ticks = self.ticks();
        while pressed.elapsed() < LIMIT {
            match self.output.recv_timeout(QUIET) {
                Ok((at, bytes)) => {
                    cost = Cost { time: at - pressed, bytes: cost.bytes + bytes.len() };
                    self.screen.process(&bytes);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    // Some paint late: as long as they work, they are waited for.
                    let before = std::mem::replace(&mut ticks, self.ticks());
                    if ticks.saturating_sub(before) < 2 {
                        break;
                    }
                }
            }
        }
        cost
    }

    /// Presses each letter of a text.
    pub fn type_in(&mut self, text: &str) -> Vec<Cost> {
        text.chars().map(|key| self.press(&key.to_string())).collect()
    }

    /// Bytes, and milliseconds of a processor, of a second in which nobody does anything.
    pub fn idle(&mut self, time: Duration) -> (f64, f64) {
        let (began, ticks) = (Instant::now(), self.ticks());
        let mut bytes = 0;
        while let Some(left) = time.checked_sub(began.elapsed())
            && let Ok((_, more)) = self.output.recv_timeout(left)
        {
            bytes += more.len();
        }
        let seconds = time.as_secs_f64();
        (bytes as f64 / seconds, (self.ticks() - ticks) as f64 / TICKS * 1000.0 / seconds)
    }

    /// MiB of memory that it has now.
    pub fn memory(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
    }

    /// Time of a processor so far.
    fn ticks(&self) -> u64 {
        let stat = self.proc("stat");
        let behind_name = stat.rsplit(')').next().unwrap_or_default();
        behind_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }

    fn proc(&self, file: &str) -> String {
        let process = self.child.process_id().unwrap_or_default();
        std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
