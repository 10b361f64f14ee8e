//! The choice of a saved list: it becomes the query, or is deleted.

use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::filter_list::{self, FilterList};
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, height_of};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::kept::KeptChange;
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
    /// The list that one more key deletes.
    doomed: Option<String>,
}

fn choices(lists: &Lists) -> impl Iterator<Item = Choice> {
    lists.all().map(|list| Choice { what: list.content.to_string(), name: list.name.clone() })
}

/// What the filter looks at.
fn text(choice: &Choice) -> String {
    format!("{} {}", choice.name, choice.what)
}

impl ListsDialog {
    pub fn new(lists: &Lists) -> ListsDialog {
        ListsDialog { list: FilterList::new(choices(lists), text), doomed: None }
    }

    pub fn kept_changed(&mut self, cx: &Context) {
        let height = self.height(cx);
        self.list.replace(choices(&cx.company.kept.lists), text, height);
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 1 + self.list.all().len())
    }

    fn height(&self, cx: &Context) -> usize {
        let [_, list] = filter_list::inside(self.layout(cx).content);
        height_of(list)
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        match (action, self.list.current()) {
            (Action::Press, current) => current.is_some(),
            (Action::Delete, Some(current)) => cx.company.kept.lists.is_saved(&current.name),
            (Action::Delete, None) => false,
            _ => true,
        }
    }

    pub fn delete_hint(&self) -> Option<&'static str> {
        self.doomed.as_ref().map(|_| "delete it")
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        let doomed = self.doomed.take();
        match action {
            _ if self.list.act(action, self.height(cx)) => {}
            Action::Back => return vec![Step::Close],
            Action::Press => {
                let Some(choice) = self.list.current() else { return vec![] };
                return vec![Step::Close, Step::Query(format!("list:{}", quoted_value(&choice.name)))];
            }
            Action::Delete => return self.delete(doomed.as_deref(), cx),
            _ => {}
        }
        vec![]
    }

    /// Asks first.
    fn delete(&mut self, doomed: Option<&str>, cx: &Context) -> Vec<Step> {
        let Some(Choice { name, .. }) = self.list.current() else { return vec![] };
        if !cx.company.kept.lists.is_saved(name) {
            return vec![Notice::plain("This list is always there: only your own ones can be deleted").into()];
        }
        if doomed == Some(name) {
            let change = Some((KeptChange::Delete(name.clone()), cx.company.kept.clone()));
            return vec![Effect::ReadKept { account: cx.company.account, change }.into()];
        }
        let key = cx.key(KeyContext::Lists, Action::Delete);
        let said = Notice::warning(format!("{key} again deletes the list \"{name}\"; any other key keeps it"));
        self.doomed = Some(name.clone());
        vec![said.into()]
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        self.doomed = None;
        self.list.typed(key, self.height(cx));
    }

    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        self.list.pasted(text, self.height(cx))
    }

    pub fn resized(&mut self, cx: &Context) {
        self.list.follow(self.height(cx));
    }
}
