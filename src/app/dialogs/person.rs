//! Everything about a person, in a dialog.

use crate::app::company::SelectionChange;
use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, text_width};
use crate::app::person::{self, PersonLine};
use crate::app::step::Step;
use crate::app::viewport::{Move, Viewport};
use crate::domain::people::employee::PersonId;

const WIDTH: u16 = 76;

#[derive(Clone, Debug)]
pub struct PersonDialog {
    /// An id and no row, because a sync may move the rows while the dialog is open.
    pub id: PersonId,
    pub viewport: Viewport,
}

impl PersonDialog {
    pub fn new(id: PersonId) -> PersonDialog {
        PersonDialog { id, viewport: Viewport::default() }
    }

    /// Wrapped for the dialog's width; empty if the person is gone.
    pub fn lines(&self, cx: &Context) -> Vec<PersonLine> {
        let row = cx.company.roster().and_then(|roster| roster.row_of(self.id));
        row.map(|row| person::lines(row, text_width(cx.body(), WIDTH), cx)).unwrap_or_default()
    }

    /// The layout of as many lines as [`PersonDialog::lines`] has.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    /// How many lines there are, and how many of them are visible.
    pub fn window(&self, cx: &Context) -> (usize, usize) {
        let lines = self.lines(cx).len();
        (lines, PersonDialog::layout(lines, cx).height())
    }

    pub fn act(&self, action: Action) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::Toggle => vec![Step::Select(SelectionChange::Toggle(self.id))],
            Action::ChooseLeft => vec![Step::ShowNeighbour(Move::Up)],
            Action::ChooseRight => vec![Step::ShowNeighbour(Move::Down)],
            _ => vec![],
        }
    }

    pub fn is_gone(&self, cx: &Context) -> bool {
        cx.company.roster().is_none_or(|roster| roster.row_of(self.id).is_none())
    }
}
