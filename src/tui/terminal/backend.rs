//! What ratatui draws on: sends each frame as one synchronized update, in as few bytes as it needs. Keeps the cursor's state
//! itself, so that a frame without changes sends nothing and the terminal is never asked where it is.

use super::modes::{AS_AT_FIRST, WRITE_TIMEOUT};
use super::pace::{Pace, QUESTION};
use super::screen::Screen;
use crate::sys;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};
use std::io::{self, Write};
use std::time::Instant;

/// Columns and rows of a terminal that does not know its own.
const DEFAULT_SIZE: (u16, u16) = (80, 24);
/// Most cells drawn, whatever size a terminal claims.
const MAX_CELLS: u32 = 1_000_000;

/// Columns and rows to draw on.
pub fn size() -> Size {
    let (width, height) = sys::terminal_size().unwrap_or(DEFAULT_SIZE);
    let most = MAX_CELLS / u32::from(width.max(1));
    Size { width, height: height.min(u16::try_from(most).unwrap_or(u16::MAX)) }
}

/// Draws a frame.
///
/// # Errors
/// When it cannot be sent.
pub fn draw<W: Write>(terminal: &mut Terminal<TtyBackend<W>>, frame: impl FnOnce(&mut Frame)) -> io::Result<()> {
    let drawn = terminal.draw(frame)?.buffer.clone();
    terminal.backend_mut().send(drawn)
}

/// The backend: ratatui draws frames and knows when all of the screen has to go; the rest is the [`Screen`]'s.
pub struct TtyBackend<W: Write = FrameBuffer> {
    out: W,
    screen: Screen,
    /// Where the frame wants the cursor; `None` if nowhere.
    wanted: Option<Position>,
    /// Whether it is shown, and where it is; `None` if that is not known.
    shown: Option<bool>,
    cursor: Option<Position>,
}

impl Default for TtyBackend {
    fn default() -> TtyBackend {
        TtyBackend::on(FrameBuffer::default())
    }
}

impl TtyBackend {
    pub fn pace(&self) -> &Pace {
        &self.out.pace
    }

    pub fn pace_mut(&mut self) -> &mut Pace {
        &mut self.out.pace
    }
}

impl<W: Write> TtyBackend<W> {
    pub(super) fn on(out: W) -> TtyBackend<W> {
        TtyBackend { out, screen: Screen::default(), wanted: None, shown: None, cursor: None }
    }

    /// The cursor's state is not known any more.
    pub fn forget(&mut self) {
        (self.shown, self.cursor) = (None, None);
    }

    /// The frame that was sent last.
    #[cfg(test)]
    pub(super) fn frame(&self) -> &Buffer {
        self.screen.frame()
    }

    fn send(&mut self, frame: Buffer) -> io::Result<()> {
        let bytes = self.screen.show(frame)?;
        if !bytes.is_empty() {
            self.cursor = None;
            self.out.write_all(&bytes)?;
        }
        let is_wanted = self.wanted.is_some();
        if self.shown.replace(is_wanted) != Some(is_wanted) {
            if is_wanted { queue!(self.out, Show)? } else { queue!(self.out, Hide)? }
        }
        if let Some(wanted) = self.wanted
            && self.cursor.replace(wanted) != Some(wanted)
        {
            queue!(self.out, MoveTo(wanted.x, wanted.y))?;
        }
        self.out.flush()
    }
}

impl<W: Write> Backend for TtyBackend<W> {
    type Error = io::Error;

    /// Nothing: the frame is compared as a whole.
    fn draw<'a, I>(&mut self, _: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// All of it, whatever is asked for: nothing else ever is.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.screen.clear();
        self.out.write_all(AS_AT_FIRST)?;
        queue!(self.out, Clear(crossterm::terminal::ClearType::All))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: size(), pixels: Size::default() })
    }

    /// Nothing: what was drawn is sent behind it.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes of a frame until it is complete, and how far the terminal is with the ones before.
#[derive(Default)]
pub struct FrameBuffer {
    bytes: Vec<u8>,
    pace: Pace,
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.is_empty() {
            queue!(self.bytes, BeginSynchronizedUpdate)?;
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        queue!(self.bytes, EndSynchronizedUpdate)?;
        let asks = self.pace.sends(self.bytes.len(), Instant::now());
        if asks {
            self.bytes.extend_from_slice(QUESTION);
        }
        let sent = sys::write_terminal(&self.bytes, WRITE_TIMEOUT);
        self.bytes.clear();
        if sent.is_err() {
            self.pace.cut(asks);
        }
        sent
    }
}

#[cfg(test)]
pub(super) mod tests;
