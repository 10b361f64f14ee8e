//! What the mouse points at and does there: names of what is drawn, without its place. Drawing records what stands where;
//! `update` answers with the actions of keys.

use super::key::Key;
use super::keys::Action;
use super::viewport::Move;
use crate::domain::people::column::Column;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    Click,
    WheelUp,
    WheelDown,
}

/// What scrolls of a screen or a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The list or the text that has the keys.
    Main,
    /// The text beside it.
    Detail,
}

impl Part {
    pub fn go(self, movement: Move) -> Action {
        match self {
            Part::Main => Action::Go(movement),
            Part::Detail => Action::GoDetail(movement),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A part where nothing else is: there the wheel turns.
    Pane(Part),
    /// A line of the list that has the keys, by its place from 0.
    Row {
        place: usize,
        has_cursor: bool,
    },
    /// The sign before such a line that says whether it is chosen.
    Sign(usize),
    /// A part of the scrollbar: this place of the list, or this line of the text.
    Scrollbar(Part, usize),
    /// A field or a button of a form, by its place from 0.
    Field(usize),
    /// The title of a column of the table.
    Header(Column),
    /// A tab, or whatever else has an action of its own.
    Action(Action),
    /// A hint, by its key.
    Key(Key),
    Notice,
}

impl Target {
    /// What the wheel scrolls here; `None` if nothing.
    pub fn part(self) -> Option<Part> {
        match self {
            Target::Pane(part) | Target::Scrollbar(part, _) => Some(part),
            Target::Row { .. } | Target::Sign(_) | Target::Field(_) | Target::Header(_) => Some(Part::Main),
            Target::Action(_) | Target::Key(_) | Target::Notice => None,
        }
    }
}
