//! Which columns follow the name in the table, the newest first, until they are moved.

use crate::app::context::Context;
use crate::app::filter_list::{self, FilterList};
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, height_of};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::people::column::Column;

const WIDTH: u16 = 54;

#[derive(Clone, Debug)]
pub struct ColumnsDialog {
    /// In the order of the table.
    pub shown: Vec<Column>,
    pub list: FilterList<Column>,
}

impl ColumnsDialog {
    pub fn new(shown: &[Column]) -> ColumnsDialog {
        // What config.toml shows can be hidden, too.
        let is_choice = |column: &Column| {
            !matches!(column, Column::Name | Column::GiftEmail | Column::GiftEmailKind) || shown.contains(column)
        };
        let choices = Column::all().filter(is_choice);
        ColumnsDialog { shown: shown.to_vec(), list: FilterList::new(choices, |column| column.title().into()) }
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 1 + self.list.all().len())
    }

    fn height(&self, cx: &Context) -> usize {
        let [_, list] = filter_list::inside(self.layout(cx).content);
        height_of(list)
    }

    /// The place of a column in the table, from 0; `None` if it is hidden.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.shown.iter().position(|shown| *shown == column)
    }

    fn current_place(&self) -> Option<usize> {
        self.list.current().and_then(|&column| self.place(column))
    }

    pub fn offers(&self, action: Action) -> bool {
        let current = self.list.current();
        match action {
            Action::Toggle => current.is_some(),
            // They share their words in the hint bar.
            Action::ChooseLeft | Action::ChooseRight => self.current_place().is_some() && self.shown.len() > 1,
            _ => true,
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            _ if self.list.act(action, self.height(cx)) => {}
            Action::Back | Action::Press => return vec![Step::Close],
            Action::Toggle => {
                let Some(&column) = self.list.current() else { return vec![] };
                match self.place(column) {
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
        let Some((place, other)) = self.current_place().and_then(|place| Some((place, beside(place)?))) else {
            return vec![];
        };
        if other >= self.shown.len() {
            return vec![];
        }
        self.shown.swap(place, other);
        vec![Step::Columns(self.shown.clone())]
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
