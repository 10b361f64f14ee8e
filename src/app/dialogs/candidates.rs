//! Which attribute a field is read from: likely candidates first, then every other readable one. The choice is pinned.

use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, FILL, height_of, rows};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::checklist::advice;
use crate::domain::checklist::matching::{Candidate, FieldState, Pin, State};
use crate::domain::fields::{Field, Source};
use ratatui::layout::Rect;

const WIDTH: u16 = 76;

#[derive(Clone, Debug)]
pub struct CandidatesDialog {
    pub field: Field,
    /// Likely ones first.
    pub candidates: Vec<Candidate>,
    /// How many candidates are likely.
    pub likely: usize,
    pub viewport: Viewport,
}

impl CandidatesDialog {
    /// `None` before the attributes were read.
    pub fn open(field: Field, cx: &Context) -> Option<Result<CandidatesDialog, Notice>> {
        let list = cx.company.checklist.as_ref()?;
        let state = list.of(field)?;
        if !has_choice(state) {
            return Some(Err(Notice::plain(match state.state {
                State::Readable => format!("{field} is readable: there is nothing to choose"),
                _ => advice::what_to_do(state),
            })));
        }
        let mut candidates = state.candidates.clone();
        let likely = candidates.len();
        for other in &list.attributes {
            if !candidates.contains(other) {
                candidates.push(other.clone());
            }
        }
        let id = Candidate { key: "id".into(), label: "ID, Personio's own number of the person".into() };
        let takes_id = field == Field::EmployeeId && matches!(field.info().source, Source::Dynamic(_));
        if takes_id && !candidates.iter().any(|candidate| candidate.key == id.key) {
            candidates.push(id);
        }
        Some(Ok(CandidatesDialog { field, candidates, likely, viewport: Viewport::default() }))
    }

    pub fn can_open(field: Field, cx: &Context) -> bool {
        let list = cx.company.checklist.as_ref().filter(|list| !list.attributes.is_empty());
        list.and_then(|list| list.of(field)).is_some_and(has_choice)
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, self.candidates.len() + 2)
    }

    /// Divides the content into the line above the list, and the list.
    pub fn inside(content: Rect) -> [Rect; 2] {
        let [intro, _, list] = rows(content, [1, 1, FILL]);
        [intro, list]
    }

    fn height(&self, cx: &Context) -> usize {
        let [_, list] = CandidatesDialog::inside(self.layout(cx).content);
        height_of(list)
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => self.viewport.go(movement, self.candidates.len(), self.height(cx)),
            Action::Press => {
                let candidate = self.candidates.get(self.viewport.cursor);
                let pin = candidate.map(|it| Pin { key: it.key.clone(), label: it.label.clone() });
                let pin = pin.map(|pin| Effect::Pin { field: self.field, pin: Some(pin) }.into());
                return [Step::Close].into_iter().chain(pin).collect();
            }
            _ => {}
        }
        vec![]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.viewport.follow(self.candidates.len(), self.height(cx));
    }
}

/// Whether the user may choose the attribute: not where one is known, nor where it is only to be ticked in Personio.
fn has_choice(state: &FieldState) -> bool {
    match state.state {
        State::Readable => false,
        State::Missing => state.pin_is_lost,
        State::Pinned | State::NotFound | State::Ambiguous => true,
    }
}
