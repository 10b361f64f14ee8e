//! Which columns follow the name in the table, the newest first, until they are moved.

use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::DialogLayout;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::people::column::Column;

const WIDTH: u16 = 40;

#[derive(Clone, Debug)]
pub struct ColumnsDialog {
    /// In the order of the table.
    pub shown: Vec<Column>,
    pub viewport: Viewport,
}

impl ColumnsDialog {
    pub fn new(shown: &[Column]) -> ColumnsDialog {
        ColumnsDialog { shown: shown.to_vec(), viewport: Viewport::default() }
    }

    pub fn choices() -> impl Iterator<Item = Column> {
        Column::all().filter(|column| !matches!(column, Column::Name | Column::GiftEmail | Column::GiftEmailKind))
    }

    pub fn layout(cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, ColumnsDialog::choices().count())
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => {
                self.viewport.go(movement, ColumnsDialog::choices().count(), ColumnsDialog::layout(cx).height());
            }
            Action::Toggle => {
                let Some(column) = ColumnsDialog::choices().nth(self.viewport.cursor) else { return vec![] };
                match self.shown.iter().position(|shown| *shown == column) {
                    Some(place) => drop(self.shown.remove(place)),
                    // In front, where it is seen.
                    None => self.shown.insert(0, column),
                }
                return vec![Step::Columns(self.shown.clone())];
            }
            Action::ChooseLeft => return self.swap(|place| place.checked_sub(1)),
            Action::ChooseRight => return self.swap(|place| Some(place + 1)),
            _ => {}
        }
        vec![]
    }

    /// Exchanges the column under the cursor with the one beside it in the table.
    fn swap(&mut self, beside: impl Fn(usize) -> Option<usize>) -> Vec<Step> {
        let column = ColumnsDialog::choices().nth(self.viewport.cursor);
        let place = self.shown.iter().position(|shown| Some(*shown) == column);
        let Some((place, other)) = place.and_then(|place| Some((place, beside(place)?))) else { return vec![] };
        if other >= self.shown.len() {
            return vec![];
        }
        self.shown.swap(place, other);
        vec![Step::Columns(self.shown.clone())]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.viewport.follow(ColumnsDialog::choices().count(), ColumnsDialog::layout(cx).height());
    }
}
