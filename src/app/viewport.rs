//! The cursor of a list and the visible window: the cursor moves, the window follows.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    First,
    Last,
    /// The place that the mouse points at.
    To(usize),
}

impl Move {
    /// The place that a move leads to, between 0 and `last`. A page is `height`.
    fn target(self, from: usize, height: usize, last: usize) -> usize {
        let page = height.max(1);
        let half = page.div_ceil(2);
        match self {
            Move::Up => from.saturating_sub(1),
            Move::Down => from + 1,
            Move::PageUp => from.saturating_sub(page),
            Move::PageDown => from + page,
            Move::HalfUp => from.saturating_sub(half),
            Move::HalfDown => from + half,
            Move::First => 0,
            Move::Last => last,
            Move::To(place) => place,
        }
        .min(last)
    }
}

/// A cursor and the first visible item, both counted from 0. Texts that only scroll use `top` alone.
///
/// The window's height is a parameter because the layout knows it; kept here it would go stale on a resize.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Viewport {
    pub cursor: usize,
    pub top: usize,
}

impl Viewport {
    /// Puts the cursor on an item; call [`Viewport::follow`] to bring it into the window.
    pub fn at(cursor: usize) -> Viewport {
        Viewport { cursor, top: 0 }
    }

    pub fn go(&mut self, movement: Move, count: usize, height: usize) {
        self.cursor = movement.target(self.cursor, height, count.saturating_sub(1));
        self.follow(count, height);
    }

    /// Clamps the cursor to `count` items and moves the window to it, without blank lines at the end.
    pub fn follow(&mut self, count: usize, height: usize) {
        let height = height.max(1);
        self.cursor = self.cursor.min(count.saturating_sub(1));
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.clamp(count, height);
    }

    /// Moves the window alone.
    pub fn scroll(&mut self, movement: Move, count: usize, height: usize) {
        self.top = movement.target(self.top, height, count.saturating_sub(height.max(1)));
    }

    /// Whether a hint at scrolling one line is worth it: down as long as there is more, then up.
    pub fn hints_at(&self, movement: Move, count: usize, height: usize) -> bool {
        let has_more = self.top + height < count;
        match movement {
            Move::Down => has_more,
            Move::Up => !has_more && self.top > 0,
            _ => true,
        }
    }

    /// Removes blank lines at the end, after the text became shorter or the window taller.
    pub fn clamp(&mut self, count: usize, height: usize) {
        self.top = self.top.min(count.saturating_sub(height.max(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_follows_the_cursor_and_stays_full() {
        let mut viewport = Viewport::default();
        viewport.go(Move::PageDown, 24, 10);
        assert_eq!(viewport, Viewport { cursor: 10, top: 1 });
        viewport.go(Move::Last, 24, 10);
        assert_eq!(viewport, Viewport { cursor: 23, top: 14 });
        viewport.follow(5, 10);
        assert_eq!(viewport, Viewport { cursor: 4, top: 0 });
        viewport.go(Move::Down, 0, 10);
        assert_eq!(viewport, Viewport::default());
    }

    #[test]
    fn a_text_scrolls_by_pages_and_stops_where_its_end_is_in_the_window() {
        let mut viewport = Viewport::default();
        let mut tops = vec![];
        for movement in [Move::PageDown, Move::PageDown, Move::Down, Move::Up, Move::PageUp, Move::First, Move::Last] {
            viewport.scroll(movement, 25, 10);
            tops.push(viewport.top);
        }
        assert_eq!(tops, [10, 15, 15, 14, 4, 0, 15]);
    }
}
