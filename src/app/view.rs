//! The shown rows with a cursor and a window. Moving costs nothing that grows with the number of people.

use crate::domain::people::bits::Row;
use std::sync::Arc;

/// The shown rows with a cursor and a window.
#[derive(Clone, Debug, Default)]
pub struct View {
    rows: Arc<[Row]>,
    cursor: usize,
    top: usize,
}

impl View {
    /// Before the rows are found: only who is to have the cursor.
    pub fn on(row: Option<Row>) -> View {
        View { rows: row.into_iter().collect(), ..View::default() }
    }

    /// The rows, in order.
    pub fn rows(&self) -> &Arc<[Row]> {
        &self.rows
    }

    /// How many are shown.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is shown.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The cursor's place, from 0.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied()
    }

    /// The place of the first row in the window.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The rows in a window of a height, with their places.
    pub fn window(&self, height: usize) -> impl Iterator<Item = (usize, Row)> + '_ {
        self.rows.iter().copied().enumerate().skip(self.top).take(height)
    }

    /// Shows other rows; the cursor stays on its person where that is still shown, else near its place.
    pub fn replace(&mut self, rows: Arc<[Row]>, height: usize) {
        let person = self.current();
        let offset = self.cursor - self.top;
        self.rows = rows;
        let place = person.and_then(|person| self.rows.iter().position(|&row| row == person));
        self.cursor = place.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
        self.top = self.cursor.saturating_sub(offset);
        self.scroll(height);
    }

    /// Moves the cursor by rows; stops at the ends.
    pub fn move_by(&mut self, rows: isize, height: usize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
        self.scroll(height);
    }

    /// Moves the cursor to a place, from 0; stops at the end.
    pub fn move_to(&mut self, place: usize, height: usize) {
        self.cursor = place.min(self.rows.len().saturating_sub(1));
        self.scroll(height);
    }

    /// Moves the window so that the cursor is in it, and as full as it can be.
    pub fn scroll(&mut self, height: usize) {
        let height = height.max(1);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_on_its_person() {
        let mut view = View::default();
        view.replace((0..50).map(Row).collect(), 10);
        view.move_to(30, 10);
        view.replace((20..50).map(Row).collect(), 10);
        assert_eq!((view.current(), view.cursor()), (Some(Row(30)), 10));
        view.replace(Arc::from([Row(1), Row(2)]), 10);
        assert_eq!((view.cursor(), view.top()), (1, 0));
        view.replace(Arc::from([]), 10);
        assert_eq!(view.current(), None);
        view.move_by(-5, 0);
    }
}
