//! The list of the fields: its cursor stays on its field whatever happens to the rows, and what is folded unfolds where the
//! cursor goes.

use super::layout::FieldsLayout;
use super::rows::{Cursor, FieldsRow, Order};
use crate::app::context::Context;
use crate::app::layout::height_of;
use crate::app::viewport::{Move, Viewport};
use crate::domain::checklist::standing::Standing;
use crate::domain::fields::Field;

#[derive(Clone, Debug, Default)]
pub struct FieldList {
    /// Its cursor is the row in which `cursor` is now.
    pub viewport: Viewport,
    pub(super) cursor: Cursor,
    /// `None` until something was read.
    order: Option<Order>,
    is_unfolded: bool,
}

impl FieldList {
    /// All rows, of which the window shows a part.
    pub fn rows(&self, cx: &Context) -> Vec<FieldsRow> {
        let is_folded = !self.is_unfolded && cx.company.checklist.is_some();
        self.order(cx).rows(is_folded, height(cx))
    }

    fn order(&self, cx: &Context) -> Order {
        self.order.clone().unwrap_or_else(|| Order::by_standing(cx.company))
    }

    /// The row under the cursor.
    pub fn current(&self, cx: &Context) -> Option<FieldsRow> {
        self.rows(cx).get(self.viewport.cursor).copied()
    }

    /// The field under the cursor.
    pub fn chosen(&self, cx: &Context) -> Option<Field> {
        match self.current(cx)? {
            FieldsRow::Field(field) => Some(field),
            FieldsRow::Blank | FieldsRow::Folded(_) => None,
        }
    }

    pub fn is_on_fold(&self) -> bool {
        self.cursor == Cursor::OnFold
    }

    pub fn is_unfolded(&self) -> bool {
        self.is_unfolded
    }

    /// Whether folding or unfolding changes something.
    pub fn can_fold(&self, cx: &Context) -> bool {
        let folded = |row: &FieldsRow| matches!(row, FieldsRow::Folded(_));
        self.order(cx).rows(cx.company.checklist.is_some(), height(cx)).iter().any(folded)
    }

    /// The screen was opened: from now on the fields stand as they do now, if that is known.
    pub(super) fn opened(&mut self, cx: &Context) {
        self.order = cx.company.checklist.is_some().then(|| Order::by_standing(cx.company));
        self.follow(cx);
    }

    /// Call after the attributes were read: the first reading makes the order, a later one changes nothing in it.
    pub(super) fn attributes_read(&mut self, cx: &Context) {
        self.order.get_or_insert_with(|| Order::by_standing(cx.company));
        self.follow(cx);
    }

    pub(super) fn go(&mut self, movement: Move, cx: &Context) {
        let rows = self.rows(cx);
        self.viewport.go(movement, rows.len(), height(cx));
        if rows.get(self.viewport.cursor) == Some(&FieldsRow::Blank) {
            let over = if matches!(movement, Move::Up | Move::PageUp) { Move::Up } else { Move::Down };
            self.viewport.go(over, rows.len(), height(cx));
        }
        self.keep_cursor(&rows);
    }

    pub(super) fn fold_or_unfold(&mut self, cx: &Context) {
        self.is_unfolded = !self.is_unfolded;
        if self.cursor.is_folded_away(&self.rows(cx)) {
            self.cursor = Cursor::OnFold;
        }
        self.follow(cx);
    }

    /// Call after the rows or the window changed.
    pub(super) fn follow(&mut self, cx: &Context) {
        self.is_unfolded |= self.cursor.is_folded_away(&self.rows(cx));
        let rows = self.rows(cx);
        // Unfolded, the first of the fields has the place of the line that stood for them.
        self.viewport.cursor = self.cursor.place(&rows).unwrap_or(self.viewport.cursor);
        if rows.get(self.viewport.cursor) == Some(&FieldsRow::Blank) {
            self.viewport.cursor += 1;
        }
        self.viewport.follow(rows.len(), height(cx));
        if self.cursor != Cursor::Top {
            self.keep_cursor(&rows);
        }
    }

    /// Takes the row under the viewport's cursor for the one that the user looks at.
    fn keep_cursor(&mut self, rows: &[FieldsRow]) {
        self.cursor = rows.get(self.viewport.cursor).and_then(|&row| Cursor::on(row)).unwrap_or_default();
    }

    /// Goes to the next field that deserves a look, also to one that is folded; whether there is one.
    pub(super) fn next_problem(&mut self, cx: &Context) -> bool {
        let next = self.problem_behind(cx);
        if let Some(next) = next {
            self.cursor = Cursor::On(next);
            self.follow(cx);
        }
        next.is_some()
    }

    /// Whether there is another than the one under the cursor.
    pub(super) fn has_next_problem(&self, cx: &Context) -> bool {
        self.problem_behind(cx).is_some_and(|next| Some(next) != self.chosen(cx))
    }

    fn problem_behind(&self, cx: &Context) -> Option<Field> {
        let is_problem = |field: Field| cx.company.standing(field).is_some_and(|it| it != Standing::Well);
        let fields = self.order(cx).fields;
        let chosen = self.chosen(cx).filter(|_| self.cursor != Cursor::Top);
        let start = match chosen.and_then(|chosen| fields.iter().position(|&field| field == chosen)) {
            Some(place) => place + 1,
            None => 0,
        };
        fields.iter().cycle().skip(start).take(fields.len()).copied().find(|&field| is_problem(field))
    }
}

/// The rows of the window.
fn height(cx: &Context) -> usize {
    height_of(FieldsLayout::of(cx).list)
}
