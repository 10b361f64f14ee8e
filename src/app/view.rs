//! The table's rows and the cursor among them. Moving the cursor takes the same time for any number of people.

use super::viewport::{Move, Viewport};
use crate::domain::people::bits::Row;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub struct View {
    rows: Arc<[Row]>,
    viewport: Viewport,
    /// The person on whom the user put the cursor last. Queries that do not find them on the way do not change that.
    chosen: Option<Row>,
}

impl View {
    /// A view before its rows are found; the row given here gets the cursor when they are.
    pub fn on(row: Option<Row>) -> View {
        View { rows: row.into_iter().collect(), chosen: row, ..View::default() }
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
        let place = person.and_then(|person| self.place_of(person));
        self.viewport.cursor = place.unwrap_or(before).min(self.rows.len().saturating_sub(1));
        self.viewport.top = self.viewport.cursor.saturating_sub(offset);
        self.follow(height);
    }

    /// Replaces the rows by those of another query. The cursor goes to the person on whom the user put it, if they are shown,
    /// else to the first: so it does not matter whom the query found while it was typed.
    pub fn restart(&mut self, rows: Arc<[Row]>, height: usize) {
        let Viewport { cursor, top, .. } = std::mem::take(&mut self.viewport);
        let is_there = self.chosen == self.rows.get(cursor).copied();
        self.rows = rows;
        if let Some(place) = self.chosen.and_then(|person| self.place_of(person)) {
            self.viewport.cursor = place;
            self.viewport.top = if is_there { place.saturating_sub(cursor - top) } else { 0 };
            self.follow(height);
        }
    }

    fn place_of(&self, person: Row) -> Option<usize> {
        self.rows.iter().position(|&row| row == person)
    }

    /// Puts the cursor on a row, if it is shown.
    pub fn go_to(&mut self, row: Row, height: usize) {
        if let Some(place) = self.place_of(row) {
            self.go(Move::To(place), height);
        }
    }

    pub fn go(&mut self, movement: Move, height: usize) {
        self.viewport.go(movement, self.rows.len(), height);
        self.chosen = self.current();
    }

    pub fn follow(&mut self, height: usize) {
        self.viewport.follow(self.rows.len(), height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_finds_the_same_whoever_was_found_while_it_was_typed() {
        let mut view = View::default();
        for rows in [0..50, 20..30, 0..50] {
            view.restart(rows.map(Row).collect(), 10);
        }
        assert_eq!((view.cursor(), view.viewport().top), (0, 0));
        view.go(Move::To(25), 10);
        for (rows, place) in [(20..30, 5), (40..50, 0), (10..50, 15)] {
            view.restart(rows.map(Row).collect(), 10);
            assert_eq!(view.cursor(), place);
        }
    }

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
        assert_eq!((view.current(), view.cursor()), (Some(Row(30)), 30), "it was put there");
        view.restart((10..20).map(Row).collect(), 10);
        assert_eq!((view.current(), view.cursor(), view.viewport().top), (Some(Row(10)), 0, 0));
        view.replace(Arc::from([]), 10);
        assert_eq!(view.current(), None);
        view.go(Move::PageUp, 0);
    }
}
