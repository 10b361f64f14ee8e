//! By which column the table is sorted, and in which direction.

use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::DialogLayout;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::fields::Field;
use crate::domain::people::column::Column;
use crate::domain::picking::search::Sort;

const WIDTH: u16 = 36;

#[derive(Clone, Copy, Debug)]
pub struct SortDialog {
    pub current: Sort,
    pub viewport: Viewport,
}

impl SortDialog {
    /// Opens with the cursor on the current sort.
    pub fn new(current: Sort, cx: &Context) -> SortDialog {
        let cursor = SortDialog::choices().position(|column| column == current.column).unwrap_or(0);
        let mut dialog = SortDialog { current, viewport: Viewport::at(cursor) };
        dialog.resized(cx);
        dialog
    }

    pub fn choices() -> impl Iterator<Item = Column> {
        std::iter::once(Column::Name).chain(Field::all().map(Column::Field))
    }

    pub fn layout(cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, SortDialog::choices().count())
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => {
                self.viewport.go(movement, SortDialog::choices().count(), SortDialog::layout(cx).height());
            }
            Action::Press => {
                let column = SortDialog::choices().nth(self.viewport.cursor).unwrap_or(Column::Name);
                let descending = self.current.column == column && !self.current.descending;
                return vec![Step::Close, Step::Sort(Sort { column, descending })];
            }
            _ => {}
        }
        vec![]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.viewport.follow(SortDialog::choices().count(), SortDialog::layout(cx).height());
    }
}
