//! The choice of a saved list: it becomes the query.

use crate::app::context::Context;
use crate::app::filter_list::{self, FilterList};
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, height_of};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::kept::lists::Lists;
use crate::domain::query::quoted_value;

const WIDTH: u16 = 76;

/// A list on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub name: String,
    /// Its query, or how many people it has.
    pub what: String,
}

#[derive(Clone, Debug)]
pub struct ListsDialog {
    pub list: FilterList<Choice>,
}

impl ListsDialog {
    pub fn new(lists: &Lists) -> ListsDialog {
        let choices = lists.all().map(|list| Choice { what: list.content.to_string(), name: list.name });
        ListsDialog { list: FilterList::new(choices, |choice| format!("{} {}", choice.name, choice.what)) }
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

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            _ if self.list.act(action, self.height(cx)) => {}
            Action::Back => return vec![Step::Close],
            Action::Press => {
                let Some(choice) = self.list.current() else { return vec![] };
                return vec![Step::Close, Step::Query(format!("list:{}", quoted_value(&choice.name)))];
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
