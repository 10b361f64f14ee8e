//! How many lines and columns each part of the screen gets: numbers only, used by whoever scrolls and whoever draws.
//!
//! Three fixed lines stand on every screen: tabs on top, the notice and the hints at the bottom.

/// The terminal's size, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Lines.
    pub lines: u16,
}

/// The smallest size at which the screens are drawn.
pub const SMALLEST: Size = Size { columns: 40, lines: 10 };

impl Size {
    /// Whether the screens cannot be drawn.
    pub fn is_too_small(self) -> bool {
        self.columns < SMALLEST.columns || self.lines < SMALLEST.lines
    }

    /// Lines of the table of people: all but tabs, query, rule, header, rule, counts, notice and hints.
    pub fn people_lines(self) -> usize {
        usize::from(self.lines.saturating_sub(8)).max(1)
    }

    /// Lines of the list of fields: all but tabs, rule, counts, blank, rule, the selected field's words, rule, notice
    /// and hints.
    pub fn field_lines(self) -> usize {
        usize::from(self.lines.saturating_sub(8 + self.field_detail_lines())).max(1)
    }

    /// Lines of the words about the selected field.
    pub fn field_detail_lines(self) -> u16 {
        match self.lines {
            0..=15 => 2,
            16..=29 => 5,
            _ => 6,
        }
    }

    /// Lines of the fill counts on the sync screen.
    pub fn fill_lines(self) -> usize {
        usize::from(self.lines.saturating_sub(11)).max(1)
    }

    /// Lines inside a dialog that may be as tall as the screen allows.
    pub fn dialog_lines(self) -> usize {
        usize::from(self.lines.saturating_sub(5)).max(1)
    }
}

/// A list's cursor and window: the cursor moves, the window follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The chosen place, from 0.
    pub cursor: usize,
    /// The first place in the window.
    pub top: usize,
}

impl Scroll {
    /// Moves within `count` places and a window of `lines`.
    pub fn go(&mut self, movement: super::action::Move, count: usize, lines: usize) {
        use super::action::Move::*;
        let last = count.saturating_sub(1);
        let page = lines.max(1);
        self.cursor = match movement {
            Up => self.cursor.saturating_sub(1),
            Down => self.cursor + 1,
            PageUp => self.cursor.saturating_sub(page),
            PageDown => self.cursor + page,
            HalfUp => self.cursor.saturating_sub(page.div_ceil(2)),
            HalfDown => self.cursor + page.div_ceil(2),
            First => 0,
            Last => last,
        }
        .min(last);
        self.follow(count, lines);
    }

    /// Moves the window so that the cursor is in it.
    pub fn follow(&mut self, count: usize, lines: usize) {
        let lines = lines.max(1);
        self.cursor = self.cursor.min(count.saturating_sub(1));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + lines {
            self.top = self.cursor + 1 - lines;
        }
        self.top = self.top.min(count.saturating_sub(lines));
    }

    /// Moves the window alone, for texts without a chosen line.
    pub fn scroll(&mut self, movement: super::action::Move, count: usize, lines: usize) {
        use super::action::Move::*;
        let (page, last) = (lines.max(1), count.saturating_sub(lines.max(1)));
        self.top = match movement {
            Up => self.top.saturating_sub(1),
            Down => self.top + 1,
            PageUp => self.top.saturating_sub(page),
            PageDown => self.top + page,
            HalfUp => self.top.saturating_sub(page.div_ceil(2)),
            HalfDown => self.top + page.div_ceil(2),
            First => 0,
            Last => last,
        }
        .min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::Move;
    use super::*;

    #[test]
    fn the_window_follows_the_cursor_and_stays_full() {
        let mut scroll = Scroll::default();
        scroll.go(Move::PageDown, 24, 10);
        assert_eq!(scroll, Scroll { cursor: 10, top: 1 });
        scroll.go(Move::Last, 24, 10);
        assert_eq!(scroll, Scroll { cursor: 23, top: 14 });
        scroll.follow(5, 10);
        assert_eq!(scroll, Scroll { cursor: 4, top: 0 });
        scroll.go(Move::Down, 0, 10);
        assert_eq!(scroll, Scroll::default());
    }

    #[test]
    fn a_text_scrolls_by_pages_and_stops_where_its_end_is_in_the_window() {
        let mut scroll = Scroll::default();
        let mut tops = vec![];
        for movement in [Move::PageDown, Move::PageDown, Move::Down, Move::Up, Move::PageUp, Move::First, Move::Last] {
            scroll.scroll(movement, 25, 10);
            tops.push(scroll.top);
        }
        assert_eq!(tops, [10, 15, 15, 14, 4, 0, 15]);
    }

    #[test]
    fn no_size_has_a_part_without_a_line() {
        for lines in [0, 1, 9, 10, 24, 500] {
            let size = Size { columns: 80, lines };
            assert!(size.people_lines() > 0 && size.field_lines() > 0 && size.fill_lines() > 0);
        }
    }
}
