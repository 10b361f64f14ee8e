//! What the word at the cursor of the query may become, and which of that is chosen.

use super::RecipientsScreen;
use crate::app::context::Context;
use crate::app::step::Step;
use crate::app::viewport::Move;
use crate::domain::query::{Completion, complete};
use tui_input::Input;

#[derive(Clone, Debug, Default)]
pub struct Completing {
    /// The likeliest first.
    pub offered: Vec<Completion>,
    /// The place of the one that is taken.
    pub chosen: usize,
    /// Whether an arrow has chosen it, so that Enter takes it.
    pub is_chosen: bool,
}

impl Completing {
    /// Values, among which arrows choose; of names of fields the first one is taken.
    pub fn is_of_values(&self) -> bool {
        self.offered.first().is_some_and(|first| !first.text.ends_with(':'))
    }
}

impl RecipientsScreen {
    /// Call after the query or the place of its cursor changed.
    pub(super) fn offer_completions(&mut self, cx: &Context) {
        let context = cx.query_context().filter(|_| self.is_editing);
        let offered = context.map(|context| complete(self.query.value(), self.query.cursor(), &context));
        self.completing = Completing { offered: offered.unwrap_or_default(), chosen: 0, is_chosen: false };
    }

    /// Chooses another value; whether there are any.
    pub(super) fn choose_completion(&mut self, movement: Move) -> bool {
        let last = self.completing.offered.len().saturating_sub(1);
        self.completing.is_chosen = matches!(movement, Move::Up | Move::Down) && self.completing.is_of_values();
        let chosen = &mut self.completing.chosen;
        match movement {
            Move::Down => *chosen = last.min(*chosen + 1),
            Move::Up => *chosen = chosen.saturating_sub(1),
            _ => return false,
        }
        self.completing.is_of_values()
    }

    /// Puts the chosen text in the place of the word at the cursor.
    pub(super) fn take_completion(&mut self, cx: &Context) -> Vec<Step> {
        // What is typed already stays as it is, and the next Enter keeps the query.
        self.completing.is_chosen = false;
        let Some(taken) = self.completing.offered.get(self.completing.chosen) else { return vec![] };
        let (query, replaces) = (self.query.value(), taken.replaces);
        let Some((before, behind)) = query.get(..replaces.start).zip(query.get(replaces.end..)) else { return vec![] };
        let before = format!("{before}{}", taken.text);
        let cursor = before.chars().count();
        let query = Input::new(format!("{before}{behind}")).with_cursor(cursor);
        self.edited_to(query, cx)
    }
}
