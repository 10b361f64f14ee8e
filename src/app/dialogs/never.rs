//! Puts somebody on the never-list, with a word on why, or takes them off it.

use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, FILL, rows, text_width};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::kept::KeptChange;
use crate::domain::kept::never::{Never, NeverChange};
use crate::domain::people::employee::PersonId;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;
use tui_input::Input;

const WIDTH: u16 = 66;

#[derive(Clone, Debug)]
pub struct NeverDialog {
    id: PersonId,
    pub name: String,
    /// What is known, if the person is on the list.
    on: Option<Never>,
    /// Why they are put on it.
    pub why: Input,
}

impl NeverDialog {
    pub fn open(id: PersonId, cx: &Context) -> Option<NeverDialog> {
        let roster = cx.company.roster()?;
        let name = roster.display_name(roster.row_of(id)?).into_owned();
        Some(NeverDialog { id, name, on: cx.company.kept.never.of(id).cloned(), why: Input::default() })
    }

    pub fn is_on(&self) -> bool {
        self.on.is_some()
    }

    /// What Enter does.
    pub fn enter(&self) -> &'static str {
        if self.is_on() { "take off" } else { "put on the list" }
    }

    /// What the list means for the person, wrapped.
    pub fn text(&self, cx: &Context) -> Vec<String> {
        let text = match &self.on {
            None => {
                "Gets no gift any more: hidden, and in no exported file. Kept on this machine by Personio's id, without \
                 the name."
                    .to_string()
            }
            Some(Never { since, why, .. }) if why.is_empty() => format!("On the never-list since {since}."),
            Some(Never { since, why, .. }) => format!("On the never-list since {since}: {why}"),
        };
        SafeText::of(&text).wrap(text_width(cx.body(), WIDTH))
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        let field = if self.is_on() { 0 } else { 2 };
        DialogLayout::centered(cx.body(), WIDTH, self.text(cx).len() + field)
    }

    /// The text, and the field below it.
    pub fn inside(&self, content: Rect, cx: &Context) -> [Rect; 2] {
        let field = u16::from(!self.is_on());
        let [text, _, field, _] = rows(content, [self.text(cx).len() as u16, field, field, FILL]);
        [text, field]
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::Press => {
                let change = match self.on {
                    Some(_) => NeverChange::TakeOff(self.id),
                    None => NeverChange::Put(Never {
                        id: self.id.0,
                        since: cx.now.today.to_string(),
                        why: self.why.value().trim().to_string(),
                    }),
                };
                let change = Some((KeptChange::Never(change), cx.company.kept.clone()));
                vec![Step::Close, Effect::ReadKept { account: cx.company.account, change }.into()]
            }
            _ => vec![],
        }
    }

    pub fn typed(&mut self, key: Key) {
        if !self.is_on() {
            text_input::edit(&mut self.why, key);
        }
    }

    pub fn pasted(&mut self, text: &str) -> Result<(), Notice> {
        if self.is_on() { Ok(()) } else { text_input::paste(&mut self.why, text) }
    }
}
