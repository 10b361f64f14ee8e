//! Which columns follow the name in the table, in the order in which they were chosen.

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
                    None => self.shown.push(column),
                }
                return vec![Step::Columns(self.shown.clone())];
            }
            _ => {}
        }
        vec![]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.viewport.follow(ColumnsDialog::choices().count(), ColumnsDialog::layout(cx).height());
    }
}
