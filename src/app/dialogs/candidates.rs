//! Which attribute a field is read from: likely ones first, then every other one that no field is read from. The choice
//! is pinned; one that does not look like the field is asked about first.

use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::filter_list::FilterList;
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, FILL, height_of, rows, text_width};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::viewport::Move;
use crate::domain::checklist::advice;
use crate::domain::checklist::matching::{Choice, FieldState, Pin, State};
use crate::domain::fields::Field;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;

const WIDTH: u16 = 76;

#[derive(Clone, Debug)]
pub struct CandidatesDialog {
    pub field: Field,
    /// Likely ones first.
    pub choices: FilterList<Choice>,
    /// Where none is likely nothing is under the cursor before the user moves it or types, so that Enter pins nothing by
    /// chance.
    pub has_cursor: bool,
    /// Whether it asks about the choice under the cursor, which does not look like the field.
    pub is_asking: bool,
}

impl CandidatesDialog {
    /// `None` before the attributes were read.
    pub fn open(field: Field, cx: &Context) -> Option<Result<CandidatesDialog, Notice>> {
        let list = cx.company.checklist.as_ref()?;
        let state = list.of(field)?;
        if !state.has_choice() {
            return Some(Err(Notice::plain(match state.state {
                State::Readable => format!("{field} is readable: there is nothing to choose"),
                _ => advice::what_to_do(state),
            })));
        }
        let choices = FilterList::new(list.choices(field), searched);
        let has_cursor = is_likely(choices.current());
        Some(Ok(CandidatesDialog { field, choices, has_cursor, is_asking: false }))
    }

    pub fn key_context(&self) -> KeyContext {
        if self.is_asking { KeyContext::Confirm } else { KeyContext::Candidates }
    }

    /// Whether Esc takes a filter away.
    pub fn is_filtered(&self) -> bool {
        !self.is_asking && self.choices.is_filtered()
    }

    /// How many choices are likely; they come first.
    pub fn likely(&self) -> usize {
        self.choices.all().take_while(|choice| is_likely(Some(choice))).count()
    }

    fn chosen(&self) -> Option<&Choice> {
        self.choices.current().filter(|_| self.has_cursor)
    }

    /// The question about a choice that does not look like the field, wrapped.
    pub fn question(&self, cx: &Context) -> Vec<String> {
        let Some(Choice { candidate, doubt: Some(doubt) }) = self.chosen() else { return Vec::new() };
        let field = self.field;
        let question = format!("{field} = {} ({})?", candidate.label.trim(), candidate.key);
        let mut lines = SafeText::of(&question).wrap(text_width(cx.body(), WIDTH));
        lines.extend(SafeText::of(&doubt.reason(field)).wrap(text_width(cx.body(), WIDTH)));
        lines
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        let lines = if self.is_asking { self.question(cx).len() } else { self.choices.all().len() };
        DialogLayout::centered(cx.body(), WIDTH, lines + 2)
    }

    /// Divides the content into the line of explanation, that of the filter, and the list.
    pub fn inside(content: Rect) -> [Rect; 3] {
        rows(content, [1, 1, FILL])
    }

    fn height(&self, cx: &Context) -> usize {
        let [.., list] = CandidatesDialog::inside(self.layout(cx).content);
        height_of(list)
    }

    pub fn offers(&self, action: Action) -> bool {
        match action {
            Action::Press => self.chosen().is_some(),
            _ => true,
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back if self.is_asking => self.is_asking = false,
            Action::Back if self.choices.clear(self.height(cx)) => {}
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => self.go(movement, cx),
            Action::Yes if self.is_asking => return self.pin(),
            Action::Press => match self.chosen() {
                Some(choice) if choice.doubt.is_some() => self.is_asking = true,
                Some(_) => return self.pin(),
                None if self.choices.current().is_none() => {}
                None => {
                    let key = |action| cx.key(KeyContext::Candidates, action);
                    let (down, back) = (key(Action::Go(Move::Down)), key(Action::Back));
                    let text = format!("None is likely: {down} goes to the first, {back} goes back");
                    return vec![Notice::plain(text).into()];
                }
            },
            _ => {}
        }
        vec![]
    }

    fn go(&mut self, movement: Move, cx: &Context) {
        let is_first = !std::mem::replace(&mut self.has_cursor, true);
        let enters = is_first && matches!(movement, Move::Up | Move::Down);
        if !enters {
            self.choices.go(movement, self.height(cx));
        }
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        self.choices.typed(key, self.height(cx));
        self.has_cursor |= self.choices.is_filtered();
    }

    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        self.choices.pasted(text, self.height(cx))?;
        self.has_cursor |= self.choices.is_filtered();
        Ok(())
    }

    fn pin(&self) -> Vec<Step> {
        let pin = self
            .chosen()
            .map(|Choice { candidate, .. }| Pin { key: candidate.key.clone(), label: candidate.label.clone() });
        let pin = pin.map(|pin| Effect::Pin { field: self.field, pin: Some(pin) }.into());
        [Step::Close].into_iter().chain(pin).collect()
    }

    /// The attributes were read anew: nothing is left to choose where the field is readable now.
    pub fn attributes_changed(&mut self, cx: &Context) -> Vec<Step> {
        let Some(list) = &cx.company.checklist else { return vec![] };
        if !list.of(self.field).is_some_and(FieldState::has_choice) {
            return vec![Step::Close];
        }
        let height = self.height(cx);
        let is_kept = self.choices.replace(list.choices(self.field), searched, height) && self.has_cursor;
        if !is_kept {
            self.choices.go(Move::First, height);
        }
        self.is_asking &= is_kept;
        self.has_cursor = is_kept || is_likely(self.choices.current());
        self.resized(cx);
        vec![]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.choices.follow(self.height(cx));
    }
}

/// What the filter looks at.
fn searched(choice: &Choice) -> String {
    format!("{} {}", choice.candidate.label, choice.candidate.key)
}

fn is_likely(choice: Option<&Choice>) -> bool {
    choice.is_some_and(|choice| choice.doubt.is_none())
}
