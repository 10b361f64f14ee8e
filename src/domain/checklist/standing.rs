//! How a field stands for gifting: whether it can be read and, after a sync, whether anybody has a value.

use crate::domain::checklist::matching::{FieldState, State};
use crate::domain::fields::Fields;

/// In the order in which they deserve a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Required, and cannot be read.
    Missing,
    /// Several attributes could be it.
    Ambiguous,
    /// Required and readable, but nobody had a value in the last sync.
    Empty,
    /// Optional, and cannot be read.
    LeftOut,
    Well,
}

impl Standing {
    /// `empty` are the required fields that nobody had a value for in the last sync.
    pub fn of(state: &FieldState, empty: Fields) -> Standing {
        match state.state {
            State::Missing | State::NotFound if state.field.is_required() => Standing::Missing,
            State::Missing | State::NotFound => Standing::LeftOut,
            State::Ambiguous => Standing::Ambiguous,
            State::Readable | State::Pinned if empty.contains(state.field) => Standing::Empty,
            State::Readable | State::Pinned => Standing::Well,
        }
    }
}
