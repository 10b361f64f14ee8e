//! What the hint bar offers on screen 4.

use super::RecipientsScreen;
use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::viewport::Move;

impl RecipientsScreen {
    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        match action {
            _ if self.facets.has_keys => self.facets_offer(action),
            Action::Undo => cx.company.selection.can_undo(),
            Action::UnselectEarlier => cx.company.count_earlier() > 0,
            Action::Back => self.is_editing || self.range_start.is_some(),
            Action::MarkRange => self.range_start.is_some(),
            Action::ToggleAndDown => !self.view.is_empty(),
            Action::SelectShown => !self.view.is_empty() && self.error.is_none(),
            Action::OnlySelected => self.only_selected || cx.company.selection.count() > 0,
            Action::StartSync => cx.company.people.is_none() && cx.why_not_asked().is_none(),
            Action::EditQuery | Action::NarrowDown => cx.company.people.is_some(),
            Action::Complete => !self.completing.offered.is_empty(),
            Action::Go(Move::Down) if self.is_editing => self.completing.is_of_values(),
            _ => true,
        }
    }

    /// A more exact hint than the one in the table of keys.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        let is_in_range = self.range_start.is_some();
        match action {
            _ if self.facets.has_keys => self.facets_hint(action),
            Action::Go(Move::Down) if self.is_editing && self.completing.is_of_values() => Some("choose"),
            Action::Press if self.is_editing && self.completing.is_chosen => Some("take it"),
            Action::OnlySelected if self.only_selected => Some("everyone"),
            Action::MarkRange if is_in_range => Some("select the range"),
            Action::Back if is_in_range && !self.is_editing => Some("end the range"),
            _ => None,
        }
    }
}
