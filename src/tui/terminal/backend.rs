//! What ratatui draws on: turns its changes into as few bytes as they need, sent as one synchronized update.
//! Keeps the cursor's state itself, so that a frame without changes sends nothing and the terminal is never asked.

use super::cells::write_cells;
use super::disputed::Lines;
use crate::sys;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::io::{self, Write};
use std::time::Duration;

/// Columns and rows of a terminal that does not know its own.
const DEFAULT_SIZE: (u16, u16) = (80, 24);
/// How long a terminal may block before the rest of a frame is given up.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(1);
/// Most cells drawn, whatever size a terminal claims.
const MAX_CELLS: u32 = 1_000_000;

/// Columns and rows to draw on.
pub fn size() -> Size {
    let (width, height) = sys::terminal_size().unwrap_or(DEFAULT_SIZE);
    let most = MAX_CELLS / u32::from(width.max(1));
    Size { width, height: height.min(u16::try_from(most).unwrap_or(u16::MAX)) }
}

/// The backend.
pub struct TtyBackend<W: Write = FrameBuffer> {
    out: W,
    lines: Lines,
    shown: Option<bool>,
    cursor: Option<Position>,
}

impl Default for TtyBackend {
    fn default() -> TtyBackend {
        TtyBackend::on(FrameBuffer::default())
    }
}

impl<W: Write> TtyBackend<W> {
    pub(super) fn on(out: W) -> TtyBackend<W> {
        TtyBackend { out, lines: Lines::default(), shown: None, cursor: None }
    }

    /// The cursor's state is not known any more.
    pub fn forget(&mut self) {
        (self.shown, self.cursor) = (None, None);
    }

    /// Writes whole lines, and the cursor is placed after what may have left it anywhere. What is too wide for the line is
    /// cut instead of wrapped into the next one.
    fn rewrite(&mut self, lines: &[u16], width: u16) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        queue!(self.out, DisableLineWrap)?;
        for &line in lines {
            for piece in self.lines.pieces(line, width) {
                let cells: Vec<_> = piece.iter().map(|(column, cell)| (*column, line, cell)).collect();
                write_cells(&mut self.out, &cells, width)?;
            }
        }
        queue!(self.out, EnableLineWrap)
    }

    fn show(&mut self, shown: bool) -> io::Result<()> {
        if self.shown.replace(shown) == Some(shown) {
            return Ok(());
        }
        if shown { queue!(self.out, Show) } else { queue!(self.out, Hide) }
    }
}

impl<W: Write> Backend for TtyBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.cursor = None;
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        cells.iter().for_each(|(column, line, cell)| self.lines.set(*column, *line, cell));
        let disputed = self.lines.take_disputed();
        let mut cells = cells;
        cells.retain(|(_, line, _)| disputed.binary_search(line).is_err());
        // Asked once: it is a system call.
        let width = size().width;
        write_cells(&mut self.out, &cells, width)?;
        self.rewrite(&disputed, width)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor.replace(position) == Some(position) {
            return Ok(());
        }
        queue!(self.out, MoveTo(position.x, position.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, what: ClearType) -> io::Result<()> {
        if what == ClearType::All {
            self.lines.clear();
        }
        queue!(
            self.out,
            Clear(match what {
                ClearType::All => crossterm::terminal::ClearType::All,
                ClearType::AfterCursor => crossterm::terminal::ClearType::FromCursorDown,
                ClearType::BeforeCursor => crossterm::terminal::ClearType::FromCursorUp,
                ClearType::CurrentLine => crossterm::terminal::ClearType::CurrentLine,
                ClearType::UntilNewLine => crossterm::terminal::ClearType::UntilNewLine,
            })
        )
    }

    fn size(&self) -> io::Result<Size> {
        Ok(size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: size(), pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The bytes of a frame until it is complete.
#[derive(Default)]
pub struct FrameBuffer(Vec<u8>);

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            queue!(self.0, BeginSynchronizedUpdate)?;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        queue!(self.0, EndSynchronizedUpdate)?;
        let sent = sys::write_terminal(&self.0, WRITE_TIMEOUT);
        self.0.clear();
        sent
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use ratatui::widgets::Paragraph;
    use ratatui::{Terminal, TerminalOptions, Viewport};
    use std::cell::RefCell;
    use std::rc::Rc;

    /// Keeps what was sent.
    #[derive(Clone, Default)]
    pub struct Recorder(Rc<RefCell<Vec<u8>>>);

    impl Recorder {
        pub fn taken(&self) -> String {
            String::from_utf8(self.0.take()).unwrap()
        }
    }

    impl Write for Recorder {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn drawn(
        terminal: &mut Terminal<TtyBackend<Recorder>>,
        recorder: &Recorder,
        text: &str,
        cursor: Option<Position>,
    ) -> String {
        let frame = |frame: &mut ratatui::Frame| {
            frame.render_widget(Paragraph::new(text), frame.area());
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        };
        terminal.draw(frame).unwrap();
        recorder.taken()
    }

    #[test]
    fn a_frame_that_changes_nothing_sends_nothing() {
        let recorder = Recorder::default();
        let viewport = Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 20, 2));
        let mut terminal =
            Terminal::with_options(TtyBackend::on(recorder.clone()), TerminalOptions { viewport }).unwrap();
        assert!(drawn(&mut terminal, &recorder, "one", None).contains("one"));
        assert_eq!(drawn(&mut terminal, &recorder, "one", None), "");
        let at = Some(Position::new(2, 1));
        assert_eq!(drawn(&mut terminal, &recorder, "one", at), "\u{1b}[?25h\u{1b}[2;3H");
        assert_eq!(drawn(&mut terminal, &recorder, "one", at), "");
        // Drawing moves the cursor, so it is put back.
        assert!(drawn(&mut terminal, &recorder, "two", at).ends_with("\u{1b}[2;3H"));
        assert_eq!(drawn(&mut terminal, &recorder, "two", None), "\u{1b}[?25l");
    }

    /// Catalogue: D13.
    #[test]
    fn clearing_asks_the_terminal_nothing() {
        let recorder = Recorder::default();
        let mut screen = TtyBackend::on(recorder.clone());
        assert_eq!(screen.get_cursor_position().unwrap(), Position::default());
        screen.clear().unwrap();
        assert_eq!(recorder.0.take(), b"\x1b[2J");
    }
}
