//! What every drawing function draws on: the frame, and how things look on this terminal.

use super::text::safe;
use super::theme::Theme;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

pub struct Canvas<'a, 'f> {
    frame: &'a mut Frame<'f>,
    pub theme: Theme,
}

impl<'a, 'f> Canvas<'a, 'f> {
    pub fn new(frame: &'a mut Frame<'f>, theme: Theme) -> Canvas<'a, 'f> {
        Canvas { frame, theme }
    }

    /// Draws one of ratatui's widgets; what lies outside the frame is not drawn.
    pub fn widget(&mut self, widget: impl Widget, area: Rect) {
        self.frame.render_widget(widget, area.intersection(self.frame.area()));
    }

    /// Draws a line in the first row of an area, if the area has a row.
    pub fn line(&mut self, area: Rect, line: impl Into<Line<'static>>) {
        if let Some(row) = area.rows().next() {
            self.widget(line.into(), row);
        }
    }

    /// Draws lines from the top of an area; those that do not fit are not drawn.
    pub fn lines(&mut self, area: Rect, lines: impl IntoIterator<Item = Line<'static>>) {
        for (row, line) in area.rows().zip(lines) {
            self.line(row, line);
        }
    }

    /// Draws a rule across an area.
    pub fn rule(&mut self, area: Rect) {
        let rule = self.theme.rule().repeat(usize::from(area.width));
        self.line(area, safe(&rule, self.theme.dim()));
    }

    /// Puts the terminal's cursor into the first row of an area; a column beyond its end means the last one.
    pub fn cursor(&mut self, area: Rect, column: usize) {
        let last = area.width.saturating_sub(1);
        let x = area.x + u16::try_from(column).unwrap_or(last).min(last);
        if !area.is_empty() {
            self.frame.set_cursor_position(Position { x, y: area.y });
        }
    }
}
