//! What a screen or a dialog returns after it changed its own state: everything that reaches beyond it. `update` carries
//! the steps out in order.

use super::company::SelectionChange;
use super::effect::Effect;
use super::export_choices::ExportChoices;
use super::keys::{KeyContext, Screen};
use super::notice::Notice;
use super::viewport::Move;
use crate::domain::calendar::Day;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::credentials::Account;
use crate::domain::fields::Field;
use crate::domain::kept::ExportRecord;
use crate::domain::people::People;
use crate::domain::people::column::Column;
use crate::domain::people::employee::PersonId;
use crate::domain::picking::search::Sorts;
use crate::domain::picking::session::Session;
use crate::domain::sync::Synced;
use std::sync::Arc;
use std::time::Instant;

#[derive(Clone, Debug)]
pub enum Step {
    Do(Effect),
    Say(Notice),
    /// Open the dialog that owns this key context.
    Open(KeyContext),
    Close,
    GoTo(Screen),
    /// Open Recipients with this query.
    Filter(String),
    /// The user's own query is this one.
    Query(String),
    /// Put the cursor of the table on this person.
    GoToPerson(PersonId),
    Sort(Sorts),
    Columns(Vec<Column>),
    /// `None` means today.
    GiftDate(Option<Day>),
    Select(SelectionChange),
    /// What separates the cells of files for Excel from now on.
    Separator(u8),
    /// The format that is exported, by its name.
    ExportFormat(String),
    /// Move the cursor of the table and show that person in the dialog.
    ShowNeighbour(Move),
    StartSync,
    /// The accepted credentials belong to another account.
    SwitchAccount(Account),
    /// The accepted credentials are in use.
    UseCredentials,
    /// Restore the account's last session.
    Restore(Box<Session>),
    /// People loaded from disk.
    TakePeople(People),
    /// The result of a sync, and when the sync began.
    TakeSynced {
        synced: Box<Synced>,
        began: Option<Instant>,
    },
    TakeAttributes(Vec<Attribute>),
    /// `None` removes the pin.
    SetPin {
        field: Field,
        pin: Option<Pin>,
    },
    /// What is kept of a file that was written.
    Recorded(Arc<ExportRecord>),
    /// A country has this code from now on.
    Country {
        name: String,
        code: String,
    },
    /// What was chosen for the export, while the people behind a warning are looked at.
    KeepExport(Box<ExportChoices>),
    /// Save the session.
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
