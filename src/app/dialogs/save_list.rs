//! Saves a list: the query, evaluated anew each time, or the people that are chosen now.

use crate::app::context::Context;
use crate::app::dialogs::OpenedFrom;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, FILL, rows, text_width};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::kept::lists::{Content, List};
use crate::domain::kept::{KeptChange, name_to_keep};
use crate::domain::query::{Flag, check_list, mentions, parse};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::counted;
use ratatui::layout::Rect;
use std::collections::BTreeSet;
use tui_input::Input;

const WIDTH: u16 = 66;

#[derive(Clone, Debug)]
pub struct SaveListDialog {
    pub name: Input,
    /// Whether it keeps the query, or else the people.
    is_live: bool,
    query: String,
    /// The selected, or where nobody is selected those that are shown, by id.
    people: BTreeSet<u64>,
    are_selected: bool,
}

impl SaveListDialog {
    pub fn open(from: &OpenedFrom, cx: &Context) -> Option<SaveListDialog> {
        let roster = cx.company.roster()?;
        let selected = cx.company.selection.chosen();
        let are_selected = selected.any();
        let rows = if are_selected { selected } else { from.shown };
        Some(SaveListDialog {
            name: Input::default(),
            is_live: !are_selected,
            query: from.query.to_string(),
            people: rows.rows().map(|row| roster.id(row).0).collect(),
            are_selected,
        })
    }

    /// What is saved, wrapped; and whether another list goes for it.
    pub fn text(&self, cx: &Context) -> Vec<String> {
        let people = counted(self.people.len(), "person", "people");
        let text = match (self.is_live, self.query.trim(), self.are_selected) {
            (true, "", _) => "Live: everybody, anew each time.".to_string(),
            (true, query, _) => format!("Live: {query}, evaluated anew each time."),
            (false, _, true) => format!("Fixed: the {people} selected now, and no others later."),
            (false, _, false) => format!("Fixed: the {people} shown now, and no others later."),
        };
        let mut lines = SafeText::of(&text).wrap(text_width(cx.body(), WIDTH));
        let name = self.name.value().trim();
        let replaced = cx.company.kept.lists.find(name).filter(|_| !name.is_empty());
        lines.extend(replaced.map(|list| format!("Takes the place of \"{}\".", SafeText::of(&list.name))));
        lines
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 2 + self.text(cx).len())
    }

    /// The field, a blank row, and what is saved.
    pub fn inside(content: Rect) -> [Rect; 2] {
        let [field, _, text] = rows(content, [1, 1, FILL]);
        [field, text]
    }

    /// What the key does that chooses between the two kinds.
    pub fn turn_hint(&self) -> &'static str {
        if self.is_live { "these people" } else { "the query" }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::Toggle => {
                self.is_live = !self.is_live;
                vec![]
            }
            Action::Press => match self.checked(cx) {
                Ok(list) => {
                    let change = Some((KeptChange::Save(Box::new(list)), cx.company.kept.clone()));
                    vec![Step::Close, Effect::ReadKept { account: cx.company.account, change }.into()]
                }
                Err(notice) => vec![notice.into()],
            },
            _ => vec![],
        }
    }

    fn checked(&self, cx: &Context) -> Result<List, Notice> {
        let name = name_to_keep(self.name.value()).map_err(|problem| Notice::failed(problem.to_string()))?;
        let content = match self.is_live {
            true => Content::Query(self.query.trim().to_string()),
            false => Content::People(self.people.clone()),
        };
        let list = List { name: name.to_string(), content, last_export: None };
        if !self.is_live && self.people.is_empty() {
            return Err(Notice::failed("Nobody is shown or selected: nothing was saved"));
        }
        if self.is_live {
            self.check_query(&list, cx)?;
        }
        Ok(list)
    }

    fn check_query(&self, list: &List, cx: &Context) -> Result<(), Notice> {
        if parse(&self.query).is_ok_and(|node| mentions(&node, Flag::Selected)) {
            return Err(Notice::failed("A live list cannot use selected: save the people instead"));
        }
        let Some(context) = cx.query_context() else { return Ok(()) };
        check_list(list, &context).map_err(|error| Notice::failed(format!("Not saved: {error}")))
    }

    pub fn typed(&mut self, key: Key) {
        text_input::edit(&mut self.name, key);
    }

    pub fn pasted(&mut self, text: &str) -> Result<(), Notice> {
        text_input::paste(&mut self.name, text)
    }
}
