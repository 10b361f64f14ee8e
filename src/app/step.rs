//! What a screen or a dialog asks for when it has changed itself: everything that reaches beyond its own state.
//! `update` carries the steps out, in order.

use super::company::SelectionChange;
use super::effect::Effect;
use super::keys::Screen;
use super::notice::Notice;
use super::viewport::Move;
use crate::domain::calendar::Day;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::credentials::Account;
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::people::column::Column;
use crate::domain::picking::search::Sort;
use crate::domain::picking::session::Session;
use crate::domain::sync::Synced;
use std::time::Instant;

/// One thing to be done beyond a screen or a dialog.
#[derive(Clone, Debug)]
pub enum Step {
    Do(Effect),
    Say(Notice),
    /// Close the open dialog.
    Close,
    GoTo(Screen),
    /// Show the people whom a query finds.
    Filter(String),
    Sort(Sort),
    /// Show these columns behind the name.
    Columns(Vec<Column>),
    /// Set the gift date, or with `None` take today.
    GiftDate(Option<Day>),
    Select(SelectionChange),
    /// Move the cursor of the table, and show in the dialog who has it then.
    ShowNeighbour(Move),
    StartSync,
    /// Personio accepted credentials of another account than before.
    SwitchAccount(Account),
    /// The accepted credentials are in use.
    UseCredentials,
    /// Take up what was kept of the account's last session.
    Restore(Box<Session>),
    /// The people of the last sync came from disk.
    TakePeople(People),
    /// A sync that began then brought people and attributes.
    TakeSynced {
        synced: Box<Synced>,
        began: Option<Instant>,
    },
    TakeAttributes(Vec<Attribute>),
    /// A choice of an attribute was kept, or with `None` forgotten.
    SetPin {
        field: Field,
        pin: Option<Pin>,
    },
    /// Keep the session for the next start.
    Remember,
}

impl From<Effect> for Step {
    fn from(effect: Effect) -> Step {
        Step::Do(effect)
    }
}

impl From<Notice> for Step {
    fn from(notice: Notice) -> Step {
        Step::Say(notice)
    }
}
