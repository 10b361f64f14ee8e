//! By which column the table is sorted, and in which direction.

use crate::app::context::Context;
use crate::app::filter_list::{self, FilterList};
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, height_of};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::fields::Field;
use crate::domain::people::column::Column;
use crate::domain::picking::search::Sort;

const WIDTH: u16 = 44;

#[derive(Clone, Debug)]
pub struct SortDialog {
    pub current: Sort,
    pub list: FilterList<Column>,
}

impl SortDialog {
    /// Opens with the cursor on the current sort.
    pub fn new(current: Sort, cx: &Context) -> SortDialog {
        let columns = std::iter::once(Column::Name).chain(Field::all().map(Column::Field));
        let mut dialog = SortDialog { current, list: FilterList::new(columns, |column| column.title().into()) };
        dialog.list.go_to(&current.column, dialog.height(cx));
        dialog
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 1 + self.list.all().len())
    }

    fn height(&self, cx: &Context) -> usize {
        let [_, list] = filter_list::inside(self.layout(cx).content);
        height_of(list)
    }

    pub fn offers(&self, action: Action) -> bool {
        action != Action::Press || self.list.current().is_some()
    }

    /// What Enter does with the column under the cursor; empty if there is none.
    pub fn enter(&self) -> &'static str {
        match self.list.current() {
            Some(&column) if column == self.current.column => "the other way round",
            Some(_) => "sort by it",
            None => "",
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            _ if self.list.act(action, self.height(cx)) => {}
            Action::Back => return vec![Step::Close],
            Action::Press => {
                let Some(&column) = self.list.current() else { return vec![] };
                return vec![Step::Close, Step::Sort(self.current.or_turned(column))];
            }
            _ => {}
        }
        vec![]
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        self.list.typed(key, self.height(cx));
    }

    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        self.list.pasted(text, self.height(cx))
    }

    pub fn resized(&mut self, cx: &Context) {
        self.list.follow(self.height(cx));
    }
}
