//! By which columns the table is sorted, and in which directions.

use crate::app::context::Context;
use crate::app::filter_list::{self, FilterList};
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, height_of};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::fields::Field;
use crate::domain::people::column::Column;
use crate::domain::picking::search::Sorts;

const WIDTH: u16 = 44;

#[derive(Clone, Debug)]
pub struct SortDialog {
    pub current: Sorts,
    pub list: FilterList<Column>,
}

impl SortDialog {
    /// Opens with the cursor on the first of the current sorts.
    pub fn new(current: Sorts, cx: &Context) -> SortDialog {
        let columns = std::iter::once(Column::Name).chain(Field::all().map(Column::Field));
        let mut dialog = SortDialog { current, list: FilterList::new(columns, |column| column.title().into()) };
        let first = dialog.current.as_slice().first().map(|sort| sort.column);
        first.iter().for_each(|column| dialog.list.go_to(column, dialog.height(cx)));
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
        !matches!(action, Action::Press | Action::Toggle) || self.list.current().is_some()
    }

    /// What Enter does with the column under the cursor; empty if there is none.
    pub fn enter(&self) -> &'static str {
        match self.list.current() {
            Some(&column) if self.current.of(column).is_some_and(|(place, _)| place == 0) => "the other way round",
            Some(_) => "sort by it",
            None => "",
        }
    }

    /// What the key does that sorts by it where the other sorts make no difference.
    pub fn and_then(&self) -> Option<&'static str> {
        let place = self.list.current().and_then(|&column| self.current.of(column));
        place.map(|_| "turn this one round")
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            _ if self.list.act(action, self.height(cx)) => {}
            Action::Back => return vec![Step::Close],
            Action::Press | Action::Toggle => {
                let Some(&column) = self.list.current() else { return vec![] };
                let is_alone = action == Action::Press;
                let sorts = if is_alone { self.current.by(column) } else { self.current.and_by(column) };
                return vec![Step::Close, Step::Sort(sorts)];
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
