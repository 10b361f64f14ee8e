//! Draws a model's frame without a terminal.

use giftlist::app::Model;
use giftlist::tui::draw::draw;
use giftlist::tui::hits::Hits;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

/// The frame at the model's size, cell by cell.
pub fn draw_to_buffer(model: &Model) -> Buffer {
    drawn(model).0.backend().buffer().clone()
}

/// The words of the frame that are underlined, from the top.
pub fn underlined(model: &Model) -> Vec<String> {
    let buffer = draw_to_buffer(model);
    let mut words = vec![String::new()];
    for y in buffer.area.rows().map(|row| row.y) {
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            match words.last_mut().filter(|_| cell.modifier.contains(Modifier::UNDERLINED)) {
                Some(word) => word.push_str(cell.symbol()),
                None => words.push(String::new()),
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The frame at the model's size as lines without trailing blanks, and the cursor's position if it is shown.
pub fn draw_to_string(model: &Model) -> String {
    let (mut terminal, _) = drawn(model);
    let mut text = lines(terminal.backend().buffer());
    if terminal.backend().cursor_visible() {
        let at = terminal.get_cursor_position().unwrap();
        text.push_str(&format!("cursor in line {}, column {}\n", at.y + 1, at.x + 1));
    }
    text
}

/// What stands where on the frame, for the mouse.
pub fn hits(model: &Model) -> Hits {
    drawn(model).1
}

fn drawn(model: &Model) -> (Terminal<TestBackend>, Hits) {
    let mut terminal = Terminal::new(TestBackend::new(model.size.width, model.size.height)).unwrap();
    let mut hits = Hits::default();
    terminal.draw(|frame| hits = draw(frame, model)).unwrap();
    (terminal, hits)
}

fn lines(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.rows().map(|row| row.y) {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += symbol.width().max(1) as u16;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
