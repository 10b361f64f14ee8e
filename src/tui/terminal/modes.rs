//! The modes of the terminal: switched on together, and switched off exactly once, from whichever thread notices the
//! end first.

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

/// Whether the mouse is one of them.
static HAS_MOUSE: AtomicBool = AtomicBool::new(false);

/// Reports of presses and of the wheel (1000), in numbers (1006); none of moves.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// All lines scroll.
pub const WHOLE_SCREEN_SCROLLS: &[u8] = b"\x1b[r";
/// The same, and no look, and lines that are wrapped: a frame that was cut, or another program, may have left others.
pub const AS_AT_FIRST: &[u8] = b"\x1b[m\x1b[?7h\x1b[r";
/// Ends a string.
const STRING_ENDS: &[u8] = b"\x1b\\";
/// What was being copied is cut, so that whatever follows would belong to it.
static IS_STRING_OPEN: AtomicBool = AtomicBool::new(false);
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// How long a terminal may block before the rest of a frame is given up.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(1);
/// How long the terminal may block the last bytes where the process has to end soon: there was a signal, or a fault.
pub const LEAVE_SOON: Duration = Duration::from_millis(200);
/// The same where the user quits, and would be left with a shell that cannot be read: a terminal may stand still for as
/// long and go on.
pub const LEAVE_PATIENTLY: Duration = Duration::from_millis(2500);

/// What is asked of the terminal besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asks {
    /// Reports of the mouse.
    pub mouse: bool,
    /// Its background; the answer comes as input, if at all.
    pub background: bool,
}

/// Asks the terminal for its background (OSC 11). What does not know the question says nothing.
/// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands>
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Raw mode, alternate screen, bracketed paste, no cursor, and what is asked for, then some more bytes. Also after the process
/// was continued: others may have changed everything.
///
/// # Errors
/// When the terminal cannot be had; it is then as it was.
pub fn enter(asks: Asks, more: &[u8]) -> io::Result<()> {
    // crossterm sets raw mode only if it is off as far as crossterm knows.
    disable_raw_mode().and_then(|()| enable_raw_mode())?;
    HAS_MOUSE.store(asks.mouse, Ordering::SeqCst);
    ENTERED.store(true, Ordering::SeqCst);
    let question = if asks.background { ASK_BACKGROUND } else { b"" };
    let entered = sys::write_terminal(&[&enter_sequence(asks.mouse), question, more].concat(), WRITE_TIMEOUT);
    if entered.is_err() {
        leave(LEAVE_SOON);
    }
    entered
}

/// Gives the terminal back as it was, also while another thread is blocked in drawing. A terminal that takes nothing for so
/// long gets another try with the next call; else a second call does nothing. Errors are of no use to anyone here.
pub fn leave(timeout: Duration) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let left = sys::write_terminal(&leave_sequence(HAS_MOUSE.load(Ordering::SeqCst)), timeout);
        let _ = disable_raw_mode();
        if left.is_err_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            ENTERED.store(true, Ordering::SeqCst);
        }
    }
}

/// Sends a string that the terminal takes as a whole or not at all.
///
/// # Errors
/// When the terminal cannot be written to; what it has of the string is ended by [`end_string`], or by leaving.
pub fn send_string(bytes: &[u8]) -> io::Result<()> {
    IS_STRING_OPEN.store(true, Ordering::SeqCst);
    sys::write_terminal(bytes, WRITE_TIMEOUT)?;
    IS_STRING_OPEN.store(false, Ordering::SeqCst);
    Ok(())
}

/// Ends a string that was cut.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn end_string() -> io::Result<()> {
    if IS_STRING_OPEN.load(Ordering::SeqCst) {
        sys::write_terminal(STRING_ENDS, WRITE_TIMEOUT)?;
        IS_STRING_OPEN.store(false, Ordering::SeqCst);
    }
    Ok(())
}

fn enter_sequence(has_mouse: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EnterAlternateScreen);
    bytes.extend_from_slice(AS_AT_FIRST);
    let _ = queue!(bytes, Clear(ClearType::All), EnableBracketedPaste, Hide);
    if has_mouse {
        bytes.extend_from_slice(MOUSE_ON);
    }
    bytes
}

/// Works in the middle of a frame, too.
fn leave_sequence(has_mouse: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    if IS_STRING_OPEN.swap(false, Ordering::SeqCst) {
        bytes.extend_from_slice(STRING_ENDS);
    }
    if has_mouse {
        bytes.extend_from_slice(MOUSE_OFF);
    }
    let _ = queue!(bytes, EndSynchronizedUpdate, EnableLineWrap, SetAttribute(Attribute::Reset));
    bytes.extend_from_slice(WHOLE_SCREEN_SCROLLS);
    let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, Show);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_on_is_switched_off() {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (on, off) = (text(enter_sequence(true)), text(leave_sequence(true)));
        for mode in ["?1049", "?2004", "?1000", "?1006"] {
            assert!(on.contains(&format!("\u{1b}[{mode}h")) && off.contains(&format!("\u{1b}[{mode}l")), "{mode}");
        }
        assert!(on.contains("\u{1b}[r") && off.contains("\u{1b}[r"));
        assert!(on.contains("\u{1b}[?25l") && off.ends_with("\u{1b}[?25h"));
        assert!(off.find("?2004l") < off.find("?1049l"));
        assert!(!text(enter_sequence(false)).contains("?100") && !text(leave_sequence(false)).contains("?100"));
    }
}
