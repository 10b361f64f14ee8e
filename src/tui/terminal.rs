//! The one owner of the terminal's state: entering it, drawing on it, leaving it, being stopped and continued. Knows
//! nothing of what is drawn, and never blocks for an answer of the terminal.
//!
//! Over SSH a terminal hangs up, blocks, or is gone between two bytes, so this is written by hand on top of crossterm:
//! no library gives up a write after a second, sends a frame that changes nothing in zero bytes, and ends the process
//! when its loop cannot.

mod backend;
mod cells;
mod disputed;
mod modes;
mod pace;
mod panic;
mod screen;
mod scroll;
mod watchdog;

pub use modes::Asks;
pub use panic::install_panic_hook;
pub use watchdog::{HUNG_UP, Signal, Signals, Watchdog};

use crate::domain::problem::{Kind, Problem};
use crate::sys;
use backend::TtyBackend;
use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;
use modes::{LEAVE_PATIENTLY, LEAVE_SOON};
use pace::{Pace, QUESTION};
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// The terminal while the program has it.
pub struct Tty {
    terminal: Terminal<TtyBackend>,
    needs_repaint: bool,
    /// When it is taken again.
    asks: Asks,
}

impl Tty {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, no cursor, and what is asked for; its background is
    /// asked once.
    ///
    /// # Errors
    /// [`Kind::Usage`], with nothing written, when there is no terminal to draw on.
    pub fn enter(asks: Asks) -> Result<Tty, Problem> {
        let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        if let Some(reason) = refusal(is_terminal, std::env::var_os("TERM").as_deref()) {
            return Err(no_terminal(reason));
        }
        if anstyle_query::no_color() {
            // Otherwise crossterm 0.29 prints every colour as a reset, which takes bold and reverse away as well.
            crossterm::style::force_color_output(true);
        }
        let mut terminal = Terminal::new(TtyBackend::default()).map_err(|error| no_terminal(&error.to_string()))?;
        modes::enter(asks, QUESTION).map_err(|error| no_terminal(&error.to_string()))?;
        terminal.backend_mut().pace_mut().begins(Instant::now());
        Ok(Tty { terminal, needs_repaint: true, asks: Asks { background: false, ..asks } })
    }

    /// Draws a frame, all at once; one that changes nothing costs nothing. A terminal that takes no more loses the
    /// frame, and the next one is sent in full.
    ///
    /// # Errors
    /// When the terminal cannot be written to any more.
    pub fn draw(&mut self, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let drawn = self.try_draw(frame);
        self.needs_repaint = drawn.is_err();
        match drawn {
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Ok(()),
            drawn => drawn,
        }
    }

    fn try_draw(&mut self, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if self.needs_repaint {
            modes::end_string()?;
            self.terminal.backend_mut().forget();
            self.terminal.resize(self.size().into())?;
        }
        backend::draw(&mut self.terminal, frame)
    }

    /// Columns and rows that a frame has now.
    pub fn size(&self) -> Size {
        backend::size()
    }

    /// The next frame is sent in full: the size changed, or something else wrote on the screen.
    pub fn repaint(&mut self) {
        self.needs_repaint = true;
    }

    /// Whether the last frame got lost, so that another try is due.
    pub fn needs_repaint(&self) -> bool {
        self.needs_repaint
    }

    /// Whether so much is still on its way to the terminal that a frame would be late: it is drawn as soon as there is an answer.
    pub fn is_behind(&self) -> bool {
        self.pace().is_behind(Instant::now())
    }

    /// The terminal has come as far as it was asked for.
    pub fn answered(&mut self) {
        self.terminal.backend_mut().pace_mut().answered(Instant::now());
    }

    /// Whether it answers.
    pub fn is_answering(&self) -> bool {
        self.pace().is_answering()
    }

    /// Whether its answer may still be on its way.
    pub fn awaits_answer(&self) -> bool {
        self.pace().awaits_answer(Instant::now())
    }

    /// For how long the answer that it was asked for last may still come.
    pub fn patience(&self) -> Duration {
        self.pace().patience(Instant::now())
    }

    /// Its answer is overdue.
    pub fn give_up_waiting(&mut self) {
        self.terminal.backend_mut().pace_mut().give_up();
    }

    fn pace(&self) -> &Pace {
        self.terminal.backend().pace()
    }

    /// Gives the terminal back as it was. Does nothing once that is done; errors are of no use to anyone here.
    pub fn leave(&mut self) {
        modes::leave(LEAVE_SOON);
    }

    /// The same where the user goes on in the shell: it waits longer for a terminal that takes nothing.
    pub fn leave_patiently(&mut self) {
        modes::leave(LEAVE_PATIENTLY);
    }

    /// Gives the terminal to the shell, stops, and takes it again when continued.
    pub fn suspend(&mut self) {
        self.leave_patiently();
        sys::suspend();
        let _ = self.reenter();
    }

    /// Takes the terminal again after the process was continued; the next frame is sent in full.
    ///
    /// # Errors
    /// When it cannot be had; the terminal is then as it was.
    pub fn reenter(&mut self) -> io::Result<()> {
        self.needs_repaint = true;
        self.terminal.backend_mut().pace_mut().restarts();
        modes::enter(self.asks, b"")
    }

    /// Puts a text into the clipboard of the admin's own computer, through SSH, where their terminal allows it.
    ///
    /// # Errors
    /// When the terminal cannot be written to. Whether it obeyed, it does not tell.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
        let copied = modes::send_string(&bytes);
        self.needs_repaint |= copied.is_err();
        copied
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: D11.
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
}
