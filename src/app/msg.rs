//! Everything that can happen, in the past tense. Data only: no closures and no channels, so that it can be sent and
//! replayed.

use super::key::Key;
use super::request::RequestId;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::credentials::Stored;
use crate::domain::export::plan::{Exported, NotExported, Warning};
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::picking::search::Found;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::sync::{SyncEnd, SyncProgress, Waiting};
use ratatui::layout::Size;
use std::time::Duration;

/// What an effect set going and may panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    TestCredentials,
    UseCredentials,
    ReadAttributes,
    Pin,
    LoadPeople,
    Sync,
    FindRows,
    CheckExport,
    Export,
    TickInDemo,
}

impl Job {
    /// What it does, in the user's words.
    pub fn label(self) -> &'static str {
        match self {
            Job::TestCredentials => "testing the connection",
            Job::UseCredentials => "using the credentials",
            Job::ReadAttributes => "checking the fields",
            Job::Pin => "keeping the choice",
            Job::LoadPeople => "opening the list",
            Job::Sync => "the sync",
            Job::FindRows => "finding people",
            Job::CheckExport => "looking at the export",
            Job::Export => "the export",
            Job::TickInDemo => "ticking a field",
        }
    }
}

/// Something that happened. It cannot be printed: what is typed may be a secret, and what is read is personal.
#[derive(Clone)]
pub enum Msg {
    Started,
    Key(Key),
    Pasted(String),
    Resized(Size),
    /// Time passed while something on screen counts it.
    Ticked,
    /// The test of the credentials waits for Personio, or with `None` no longer.
    TestWaited {
        request: RequestId,
        waiting: Option<Waiting>,
    },
    /// Personio was asked whether it accepts the credentials: how long the answer took.
    CredentialsTested {
        request: RequestId,
        result: Result<Duration, Problem>,
    },
    CredentialsUsed {
        kept: Result<Stored, Problem>,
        /// Where it is another account than before: what was kept of its last session.
        switched: Option<Box<Session>>,
    },
    ReadingWaited {
        request: RequestId,
        waiting: Waiting,
    },
    AttributesRead {
        request: RequestId,
        result: Result<Vec<Attribute>, Problem>,
    },
    /// A choice of an attribute was kept, or with `None` forgotten.
    Pinned {
        field: Field,
        pin: Option<Pin>,
        result: Result<(), Problem>,
    },
    /// The people of the last sync were read from disk; `None` if there are none.
    PeopleLoaded {
        request: RequestId,
        result: Result<Option<People>, Problem>,
    },
    SyncMoved {
        request: RequestId,
        progress: SyncProgress,
    },
    SyncEnded {
        request: RequestId,
        result: Result<SyncEnd, Problem>,
    },
    RowsFound {
        request: RequestId,
        found: Found,
    },
    /// What to warn of before an export is written, and its first lines.
    ExportChecked {
        request: RequestId,
        warnings: Vec<Warning>,
        preview: Vec<Vec<String>>,
    },
    Exported(Result<Exported, NotExported>),
    /// The session could not be kept.
    NotRemembered(Problem),
    /// The demo's Personio ticked a field; `None` if all were ticked.
    FieldTicked(Result<Option<String>, Problem>),
    JobPanicked(Job),
}
