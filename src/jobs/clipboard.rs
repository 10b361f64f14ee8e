//! The clipboard through tmux: at its default it passes on no OSC 52 of the programs inside, but sends its own.

use crate::domain::problem::{Kind, Problem};
use std::io::Write;
use std::process::{Command, Stdio};

/// Hands a text to tmux, which keeps it as its newest buffer and sends it to the terminal's clipboard (tmux 3.2 and
/// newer).
///
/// # Errors
/// When tmux cannot be run or does not take it.
pub fn through_tmux(text: &str) -> Result<(), Problem> {
    let failed = || Problem::new(Kind::File, "tmux did not take the text", "update tmux to 3.2 or newer");
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .env_remove("PERSONIO_CLIENT_ID")
        .env_remove("PERSONIO_CLIENT_SECRET")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| failed())?;
    let written = tmux.stdin.take().map(|mut stdin| stdin.write_all(text.as_bytes()));
    let ended = tmux.wait();
    let is_well = matches!(written, Some(Ok(()))) && ended.is_ok_and(|status| status.success());
    is_well.then_some(()).ok_or_else(failed)
}
