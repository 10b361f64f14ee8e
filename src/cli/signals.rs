//! The signals that end a command. What stops and continues it stays with the system.

use std::io;
use tokio::signal::unix::{Signal, SignalKind, signal};

pub struct EndingSignals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
    quit: Signal,
}

impl EndingSignals {
    /// From now on these signals do not end the process by themselves. In a tokio runtime.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn new() -> io::Result<EndingSignals> {
        Ok(EndingSignals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
            quit: signal(SignalKind::quit())?,
        })
    }

    /// Waits for one of them; returns the exit code that belongs to it, 128 and its number.
    pub async fn exit_code(&mut self) -> u8 {
        let signal = tokio::select! {
            _ = self.terminate.recv() => libc::SIGTERM,
            _ = self.interrupt.recv() => libc::SIGINT,
            _ = self.hang_up.recv() => libc::SIGHUP,
            _ = self.quit.recv() => libc::SIGQUIT,
        };
        128 + u8::try_from(signal).unwrap_or(0)
    }
}
