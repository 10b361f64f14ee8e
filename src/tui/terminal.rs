//! The one owner of the terminal's state: entering it, drawing on it, leaving it, being stopped and continued.
//! Everything that was switched on is switched off exactly once, whoever notices the end first: the loop, a panic,
//! or the watchdog. Knows nothing of what is drawn, and never asks the terminal a question.

mod screen;
mod watchdog;

pub use watchdog::{Signal, Signals, Watchdog};

use crate::domain::problem::{Kind, Problem};
use crate::sys;
use color_eyre::config::{HookBuilder, Theme};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use screen::Screen;
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether the terminal is ours, and so has to be put back.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// How long a terminal may take nothing before the rest of a frame is given up.
const PATIENCE: Duration = Duration::from_secs(1);
/// The same when leaving: the process is about to end.
const LAST_PATIENCE: Duration = Duration::from_millis(200);

/// The terminal while the program has it.
pub struct Tty {
    terminal: Terminal<Screen>,
    stale: bool,
}

impl Tty {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, no cursor.
    ///
    /// # Errors
    /// [`Kind::Usage`], with nothing written, when there is no terminal to draw on.
    pub fn enter() -> Result<Tty, Problem> {
        let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        if let Some(reason) = refusal(is_terminal, std::env::var_os("TERM").as_deref()) {
            return Err(no_terminal(reason));
        }
        if anstyle_query::no_color() {
            // Otherwise crossterm 0.29 prints every colour as a reset, which takes bold and reverse away as well.
            crossterm::style::force_color_output(true);
        }
        let terminal = Terminal::new(Screen::default()).map_err(|error| no_terminal(&error.to_string()))?;
        let mut tty = Tty { terminal, stale: true };
        tty.reenter().map_err(|error| no_terminal(&error.to_string()))?;
        Ok(tty)
    }

    /// Draws a frame, all at once; one that changes nothing costs nothing. A terminal that takes no more loses the
    /// frame, and the next one is sent in full.
    ///
    /// # Errors
    /// When the terminal cannot be written to any more.
    pub fn draw(&mut self, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let drawn = self.try_draw(frame);
        self.stale = drawn.is_err();
        match drawn {
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Ok(()),
            drawn => drawn,
        }
    }

    fn try_draw(&mut self, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if self.stale {
            self.terminal.backend_mut().forget();
            self.terminal.resize(self.size().into())?;
        }
        self.terminal.draw(frame).map(drop)
    }

    /// Columns and rows that a frame has now.
    pub fn size(&self) -> Size {
        screen::size()
    }

    /// The next frame is sent in full: the size changed, or something else wrote on the screen.
    pub fn repaint(&mut self) {
        self.stale = true;
    }

    /// Gives the terminal back as it was. Does nothing the second time; errors are of no use to anyone here.
    pub fn leave(&mut self) {
        give_back();
    }

    /// Gives the terminal to the shell, stops, and takes it again when continued.
    pub fn suspend(&mut self) {
        self.leave();
        sys::stop_self();
        let _ = self.reenter();
    }

    /// Takes the terminal (again), after the process was continued: others may have changed everything.
    ///
    /// # Errors
    /// When it cannot be had; the terminal is then as it was.
    pub fn reenter(&mut self) -> io::Result<()> {
        self.stale = true;
        // Raw mode is only set anew if it is off as far as crossterm knows.
        disable_raw_mode().and_then(|()| enable_raw_mode())?;
        ENTERED.store(true, Ordering::SeqCst);
        let taken = sys::write_terminal(&taking(), PATIENCE);
        if taken.is_err() {
            give_back();
        }
        taken
    }

    /// Puts a text into the clipboard of the admin's own computer, through SSH, where their terminal allows it.
    ///
    /// # Errors
    /// When the terminal cannot be written to. Whether it obeyed, it does not tell.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
        sys::write_terminal(&bytes, PATIENCE)
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Why the terminal interface cannot run here, if so.
fn refusal(is_terminal: bool, term: Option<&OsStr>) -> Option<&'static str> {
    if !is_terminal {
        return Some("input or output is not a terminal");
    }
    match term.and_then(OsStr::to_str) {
        None | Some("") => Some("TERM is not set"),
        Some("dumb") => Some("TERM is dumb"),
        Some(_) => None,
    }
}

fn no_terminal(reason: &str) -> Problem {
    let remedy = "run it in a terminal (ssh -t), or use a command such as `giftlist list` or `giftlist --help`";
    Problem::new(Kind::Usage, format!("the terminal interface cannot start, {reason}"), remedy)
}

/// The bytes that switch everything on.
fn taking() -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, Hide);
    bytes
}

/// The bytes that switch everything off, also in the middle of a frame.
fn giving_back() -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EndSynchronizedUpdate, SetAttribute(Attribute::Reset));
    let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, Show);
    bytes
}

/// Gives the terminal back, if it is ours. From any thread, also while another one is blocked in drawing.
fn give_back() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = sys::write_terminal(&giving_back(), LAST_PATIENCE);
        let _ = disable_raw_mode();
    }
}

/// From now on a panic of *this* thread gives the terminal back, says in one line where it was, and calls `last_will`
/// (which must not panic: it saves what is worth it). Panics of other threads are silent: who waits for them is told.
///
/// What a panic says may be somebody's name, so it is not printed. `RUST_BACKTRACE=1` adds the way there.
pub fn install_panic_hook(last_will: impl Fn() + Send + Sync + 'static) {
    let coloured = io::stderr().is_terminal() && !anstyle_query::no_color();
    let theme = if coloured { Theme::dark() } else { Theme::new() };
    let hooks = HookBuilder::default().theme(theme).display_env_section(false).panic_message(Fault);
    let (reporter, errors) = hooks.into_hooks();
    let _ = errors.install();
    let ours = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == ours {
            give_back();
            let _ = writeln!(io::stderr(), "{}", reporter.panic_report(panic));
            last_will();
        }
    }));
}

/// The one line about a panic.
struct Fault;

impl color_eyre::section::PanicMessage for Fault {
    fn display(&self, panic: &PanicHookInfo<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        write!(f, "giftlist: stopped by a fault of its own{place}: your files are safe; please report this line")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_only_in_a_terminal_that_can_move_the_cursor() {
        let term = |text: &'static str| Some(OsStr::new(text));
        for (is_terminal, term, starts) in [
            (false, term("xterm"), false),
            (true, None, false),
            (true, term(""), false),
            (true, term("dumb"), false),
            (true, term("linux"), true),
            (true, term("tmux-256color"), true),
        ] {
            assert_eq!(refusal(is_terminal, term).is_none(), starts, "{is_terminal} {term:?}");
        }
        assert_eq!(no_terminal("TERM is dumb").kind().exit_code(), 2);
    }

    #[test]
    fn what_is_switched_on_is_switched_off() {
        let (on, off) = (String::from_utf8(taking()).unwrap(), String::from_utf8(giving_back()).unwrap());
        for mode in ["?1049", "?2004"] {
            assert!(on.contains(&format!("\u{1b}[{mode}h")) && off.contains(&format!("\u{1b}[{mode}l")), "{mode}");
        }
        assert!(on.contains("\u{1b}[?25l") && off.ends_with("\u{1b}[?25h"));
        assert!(off.find("?2004l") < off.find("?1049l"));
    }
}
