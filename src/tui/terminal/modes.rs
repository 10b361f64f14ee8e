//! The modes of the terminal: switched on together, and switched off exactly once, from whichever thread notices the
//! end first.

use super::backend::WRITE_TIMEOUT;
use crate::sys;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether the modes are on, and so have to be switched off.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// How long the terminal may block the last bytes where the process has to end soon: there was a signal, or a fault.
pub const LEAVE_SOON: Duration = Duration::from_millis(200);
/// The same where the user quits, and would be left with a shell that cannot be read: a terminal may stand still for as
/// long and go on.
pub const LEAVE_PATIENTLY: Duration = Duration::from_millis(2500);

/// Asks the terminal for its background (OSC 11). What does not know the question says nothing.
/// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands>
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Raw mode, alternate screen, bracketed paste, no cursor. Also after the process was continued: others may have
/// changed everything. With `asks_background` also a question, whose answer comes as input, if at all.
///
/// # Errors
/// When the terminal cannot be had; it is then as it was.
pub fn enter(asks_background: bool) -> io::Result<()> {
    // crossterm sets raw mode only if it is off as far as crossterm knows.
    disable_raw_mode().and_then(|()| enable_raw_mode())?;
    ENTERED.store(true, Ordering::SeqCst);
    let question = if asks_background { ASK_BACKGROUND } else { b"" };
    let entered = sys::write_terminal(&[&enter_sequence(), question].concat(), WRITE_TIMEOUT);
    if entered.is_err() {
        leave(LEAVE_SOON);
    }
    entered
}

/// Gives the terminal back as it was, also while another thread is blocked in drawing. A terminal that takes nothing for so
/// long gets another try with the next call; else a second call does nothing. Errors are of no use to anyone here.
pub fn leave(timeout: Duration) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let left = sys::write_terminal(&leave_sequence(), timeout);
        let _ = disable_raw_mode();
        if left.is_err_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            ENTERED.store(true, Ordering::SeqCst);
        }
    }
}

fn enter_sequence() -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, Hide);
    bytes
}

/// Works in the middle of a frame, too.
fn leave_sequence() -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EndSynchronizedUpdate, EnableLineWrap, SetAttribute(Attribute::Reset));
    let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, Show);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_on_is_switched_off() {
        let (on, off) = (String::from_utf8(enter_sequence()).unwrap(), String::from_utf8(leave_sequence()).unwrap());
        for mode in ["?1049", "?2004"] {
            assert!(on.contains(&format!("\u{1b}[{mode}h")) && off.contains(&format!("\u{1b}[{mode}l")), "{mode}");
        }
        assert!(on.contains("\u{1b}[?25l") && off.ends_with("\u{1b}[?25h"));
        assert!(off.find("?2004l") < off.find("?1049l"));
    }
}
