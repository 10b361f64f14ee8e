//! What is sent, and what a terminal makes of it.

use super::*;
use proptest::prelude::*;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
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
    draw(terminal, frame).unwrap();
    recorder.taken()
}

#[test]
fn a_frame_that_changes_nothing_sends_nothing() {
    let recorder = Recorder::default();
    let viewport = Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 20, 2));
    let mut terminal = Terminal::with_options(TtyBackend::on(recorder.clone()), TerminalOptions { viewport }).unwrap();
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
    assert_eq!(recorder.0.take(), b"\x1b[m\x1b[?7h\x1b[r\x1b[2J");
}

const SCREEN: Rect = Rect::new(0, 0, 40, 12);

/// A table of people beside a pane, from a row on, with the row under the cursor marked.
fn table(first: usize, cursor: usize) -> impl Fn(&mut Frame) {
    move |frame: &mut Frame| {
        let names = ["Anna Berlin", "陈伟", "Zoë Müller", "क्षत्रिय", "Łukasz", "x"];
        for line in 1..11 {
            let person = first + line;
            let text = format!("{person:>4}  {:<24}active", names[person % names.len()]);
            let style = if line == cursor { Style::new().reversed() } else { Style::new() };
            frame.render_widget(Paragraph::new(text).style(style), Rect::new(0, line as u16, 40, 1));
        }
        frame.render_widget(Paragraph::new(format!("{first} of many")), Rect::new(0, 11, 40, 1));
    }
}

fn on(screen: Rect) -> (Recorder, Terminal<TtyBackend<Recorder>>) {
    let recorder = Recorder::default();
    let viewport = Viewport::Fixed(screen);
    let terminal = Terminal::with_options(TtyBackend::on(recorder.clone()), TerminalOptions { viewport }).unwrap();
    (recorder, terminal)
}

#[test]
fn rows_that_move_are_moved_by_the_terminal() {
    let (recorder, mut terminal) = on(SCREEN);
    for (first, cursor, feed) in [(0, 10, None), (1, 10, Some("\n")), (0, 1, Some("\u{1b}M"))] {
        draw(&mut terminal, table(first, cursor)).unwrap();
        let bytes = recorder.taken();
        match feed {
            None => assert!(bytes.len() > 300),
            Some(feed) => assert!(bytes.contains(feed) && bytes.len() < 250, "{} {bytes:?}", bytes.len()),
        }
    }
}

/// A screen, with the lines of each frame as numbers of texts, and the one that is marked.
fn frames() -> impl Strategy<Value = (Rect, Vec<(Vec<usize>, usize)>)> {
    (20..60_u16, 3..20_u16).prop_flat_map(|(width, height)| {
        frames_of(usize::from(height)).prop_map(move |frames| (Rect::new(0, 0, width, height), frames))
    })
}

fn frames_of(height: usize) -> impl Strategy<Value = Vec<(Vec<usize>, usize)>> {
    let any_lines = prop::collection::vec(0..TEXTS.len(), height);
    let change = prop_oneof![
        // All of it is another.
        1 => any_lines.clone().prop_map(Change::All),
        // Some lines move, and others come behind them.
        4 => (0..height, 0..height, -4..4_isize, any_lines.clone()).prop_map(|(a, b, up, new)| Change::Moved(a.min(b), a.max(b), up, new)),
        1 => (0..height, 0..TEXTS.len()).prop_map(|(line, text)| Change::One(line, text)),
    ];
    let changes = prop::collection::vec((change, 0..height), 1..8);
    (any_lines, changes).prop_map(|(mut lines, changes)| {
        let changed = |(change, marked)| {
            match change {
                Change::All(all) => lines = all,
                Change::One(line, text) => lines[line] = text,
                Change::Moved(top, bottom, up, new) => {
                    let before = lines.clone();
                    for line in top..=bottom {
                        let from = line.checked_add_signed(up).filter(|from| (top..=bottom).contains(from));
                        lines[line] = from.map_or(new[line], |from| before[from]);
                    }
                }
            }
            (lines.clone(), marked)
        };
        changes.into_iter().map(changed).collect()
    })
}

#[derive(Clone, Debug)]
enum Change {
    All(Vec<usize>),
    /// From a line to another, so far up.
    Moved(usize, usize, isize, Vec<usize>),
    One(usize, usize),
}

/// The last one is of disputed width.
const TEXTS: [&str; 8] = [
    "",
    "  1  Anna Berlin              active    ",
    "  2  陈伟陈伟                 active   x",
    "  2  x陈伟陈                  inactive  ",
    "  3  Zoë Müller",
    "    |                 |                 |",
    "e\u{301} 한국 e\u{301}",
    "  4  क्षत्रिय  x",
];

proptest! {
    /// What stands on the screen is the buffer, cell by cell, also where lines were moved.
    #[test]
    fn the_screen_is_the_buffer_whatever_moved((size, frames) in frames()) {
        let (recorder, mut terminal) = on(size);
        let mut screen = vt100::Parser::new(size.height.try_into().unwrap(), size.width.try_into().unwrap(), 0);
        for (lines, marked) in frames {
            let drawn = draw(&mut terminal, |frame| {
                for (line, text) in lines.iter().enumerate() {
                    let style = if line == marked { Style::new().reversed() } else { Style::new() };
                    let area = Rect::new(0, line as u16, size.width, 1);
                    frame.render_widget(Paragraph::new(TEXTS[*text]).style(style), area);
                }
            });
            drawn.unwrap();
            let buffer = terminal.backend().frame();
            screen.process(recorder.taken().as_bytes());
            for (line, text) in lines.iter().enumerate().filter(|(_, text)| **text < TEXTS.len() - 1) {
                for column in 0..size.width {
                    let (shown, meant) = (screen.screen().cell(line as u16, column).unwrap(), &buffer[(column, line as u16)]);
                    if shown.is_wide_continuation() {
                        continue;
                    }
                    let seen = if shown.has_contents() { shown.contents() } else { " " };
                    prop_assert_eq!(seen, meant.symbol(), "line {} column {} of {:?}", line, column, TEXTS[*text]);
                    prop_assert_eq!(shown.inverse(), line == marked, "line {} column {}", line, column);
                }
            }
        }
    }
}
