//! The frame and the theme, as every drawing function gets them, and what is recorded of the frame for the mouse.

use super::hits::Hits;
use super::text::{literal, safe};
use super::theme::Theme;
use crate::app::layout::{FILL, columns};
use crate::app::pointer::Target;
use crate::domain::text::safe_text::SafeText;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

pub struct Canvas<'a, 'f> {
    frame: &'a mut Frame<'f>,
    pub theme: Theme,
    pub hits: Hits,
}

impl<'a, 'f> Canvas<'a, 'f> {
    pub fn new(frame: &'a mut Frame<'f>, theme: Theme, hits: Hits) -> Canvas<'a, 'f> {
        Canvas { frame, theme, hits }
    }

    /// Records what an area stands for.
    pub fn hit(&mut self, area: Rect, target: Target) {
        self.hits.record(area.intersection(self.frame.area()), target);
    }

    /// Records what the parts of a line stand for, each of so many columns, from left to right.
    pub fn hit_parts(&mut self, line: Rect, parts: impl IntoIterator<Item = (usize, Option<Target>)>) {
        let mut rest = line;
        for (width, target) in parts {
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            let [part, behind] = columns(rest, [width, FILL]);
            target.into_iter().for_each(|target| self.hit(part, target));
            rest = behind;
        }
    }

    /// Draws a widget of ratatui, clipped to the frame.
    pub fn widget(&mut self, widget: impl Widget, area: Rect) {
        self.frame.render_widget(widget, area.intersection(self.frame.area()));
    }

    /// Draws a line in the first row of an area, if it has one. Where it is cut, `…` says so.
    pub fn line(&mut self, area: Rect, line: impl Into<Line<'static>>) {
        let Some(row) = area.rows().next().map(|row| row.intersection(self.frame.area())) else { return };
        let line = line.into();
        let is_cut = line.width() > usize::from(row.width) && {
            let text: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
            SafeText::of(text.trim_end()).width() > usize::from(row.width)
        };
        self.widget(line, row);
        if is_cut && !row.is_empty() {
            let last = row.right() - 1;
            let buffer = self.frame.buffer_mut();
            // The half of a wide character would hide it.
            if last > row.x && buffer[(last - 1, row.y)].symbol().width() > 1 {
                buffer[(last - 1, row.y)].set_char(' ');
            }
            buffer[(last, row.y)].set_char('…');
        }
    }

    /// Draws lines from the top of an area, as many as fit.
    pub fn lines(&mut self, area: Rect, lines: impl IntoIterator<Item = Line<'static>>) {
        for (row, line) in area.rows().zip(lines) {
            self.line(row, line);
        }
    }

    /// Adds a style to whatever is drawn in an area.
    pub fn restyle(&mut self, area: Rect, style: Style) {
        self.frame.buffer_mut().set_style(area, style);
    }

    /// Marks what is under the cursor. Bars stay as they are: reversed, a full one would look empty.
    pub fn mark(&mut self, area: Rect) {
        let style = self.theme.cursor();
        for position in area.intersection(self.frame.area()).positions() {
            let cell = &mut self.frame.buffer_mut()[position];
            if !cell.symbol().starts_with(|sign| matches!(sign, '\u{2580}'..='\u{259f}')) {
                cell.set_style(style);
            }
        }
    }

    /// Dims what is drawn in an area, so that what overlays it stands out. Blanks stay as they are: they cost bytes.
    pub fn dim(&mut self, area: Rect) {
        let style = self.theme.behind();
        for position in area.intersection(self.frame.area()).positions() {
            let cell = &mut self.frame.buffer_mut()[position];
            if cell.symbol() != " " || cell.modifier.contains(Modifier::REVERSED) {
                cell.set_style(style);
            }
        }
    }

    /// A line from top to bottom in the first column of an area.
    pub fn divider(&mut self, area: Rect) {
        for row in area.rows() {
            self.line(Rect { width: row.width.min(1), ..row }, literal(self.theme.divider(), self.theme.dim()));
        }
    }

    /// Where a divider meets the rule above or below it.
    pub fn joint(&mut self, divider: Rect, rule: Rect) {
        let (above, below) = self.theme.joints();
        let sign = if rule.y < divider.y { above } else { below };
        self.line(Rect { x: divider.x, width: divider.width, ..rule }, literal(sign, self.theme.dim()));
    }

    pub fn rule(&mut self, area: Rect) {
        let rule = self.theme.rule().repeat(usize::from(area.width));
        self.line(area, safe(&rule, self.theme.dim()));
    }

    /// A rule with words near its right end.
    pub fn rule_with(&mut self, area: Rect, words: &str) {
        self.titled_rule(area, "", self.theme.dim(), words);
    }

    /// A rule with a title near its left end, and words near its right end if both have room.
    pub fn titled_rule(&mut self, area: Rect, title: &str, style: Style, words: &str) {
        let width = |text: &str| match SafeText::of(text).width() {
            0 => 0,
            width => u16::try_from(width).unwrap_or(area.width).saturating_add(2),
        };
        let (title_width, words_width) = (width(title), width(words));
        let has_room = title_width.saturating_add(words_width).saturating_add(3) <= area.width || title_width == 0;
        let words_width = if has_room { words_width } else { 0 };
        self.rule(area);
        // What is drawn over a rule would keep its style.
        let [_, title_area, _, words_area, _] = columns(area, [1, title_width, FILL, words_width, 1]);
        for (area, text, style) in [(title_area, title, style), (words_area, words, self.theme.dim())] {
            self.widget(Clear, area);
            self.line(area, safe(&format!(" {text} "), style));
        }
    }

    /// Shows the terminal's cursor in the first row of an area, at a column or at the end of the row.
    pub fn cursor(&mut self, area: Rect, column: usize) {
        let last = area.width.saturating_sub(1);
        let x = area.x + u16::try_from(column).unwrap_or(last).min(last);
        if !area.is_empty() {
            self.frame.set_cursor_position(Position { x, y: area.y });
        }
    }
}
