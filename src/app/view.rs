//! The table's rows and the cursor among them. Moving the cursor takes the same time for any number of people.

use super::viewport::{Move, Viewport};
use crate::domain::people::bits::Row;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub struct View {
    rows: Arc<[Row]>,
    viewport: Viewport,
}

impl View {
    /// A view before its rows are found; the row given here gets the cursor when they are.
    pub fn on(row: Option<Row>) -> View {
        View { rows: row.into_iter().collect(), ..View::default() }
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Counted from 0.
    pub fn cursor(&self) -> usize {
        self.viewport.cursor
    }

    /// The row under the cursor; `None` in an empty view.
    pub fn current(&self) -> Option<Row> {
        self.rows.get(self.viewport.cursor).copied()
    }

    pub fn viewport(&self) -> &Viewport {
        &self.viewport
    }

    /// Replaces the rows. The cursor stays on its person if still shown, else near its place.
    pub fn replace(&mut self, rows: Arc<[Row]>, height: usize) {
        let before = self.viewport.cursor;
        let person = self.current();
        let offset = before - self.viewport.top;
        self.rows = rows;
        let place = person.and_then(|person| self.rows.iter().position(|&row| row == person));
        self.viewport.cursor = place.unwrap_or(before).min(self.rows.len().saturating_sub(1));
        self.viewport.top = self.viewport.cursor.saturating_sub(offset);
        self.follow(height);
    }

    /// Replaces the rows by those of another query. The cursor stays on its person if still shown, else goes to the first:
    /// the place where it was means nothing there.
    pub fn restart(&mut self, rows: Arc<[Row]>, height: usize) {
        if self.current().is_some_and(|person| rows.contains(&person)) {
            return self.replace(rows, height);
        }
        self.rows = rows;
        self.viewport = Viewport::default();
    }

    /// Puts the cursor on a row, if it is shown.
    pub fn go_to(&mut self, row: Row, height: usize) {
        if let Some(place) = self.rows.iter().position(|&shown| shown == row) {
            self.go(Move::To(place), height);
        }
    }

    pub fn go(&mut self, movement: Move, height: usize) {
        self.viewport.go(movement, self.rows.len(), height);
    }

    pub fn follow(&mut self, height: usize) {
        self.viewport.follow(self.rows.len(), height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_on_its_person() {
        let mut view = View::default();
        view.replace((0..50).map(Row).collect(), 10);
        (0..3).for_each(|_| view.go(Move::PageDown, 10));
        view.replace((20..50).map(Row).collect(), 10);
        assert_eq!((view.current(), view.cursor()), (Some(Row(30)), 10));
        view.replace(Arc::from([Row(1), Row(2)]), 10);
        assert_eq!((view.cursor(), view.viewport().top), (1, 0));
        view.restart((0..50).map(Row).collect(), 10);
        assert_eq!((view.current(), view.cursor()), (Some(Row(2)), 2), "still shown");
        view.restart((10..50).map(Row).collect(), 10);
        assert_eq!((view.current(), view.cursor(), view.viewport().top), (Some(Row(10)), 0, 0));
        view.replace(Arc::from([]), 10);
        assert_eq!(view.current(), None);
        view.go(Move::PageUp, 0);
    }
}
