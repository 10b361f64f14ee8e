//! Everything that can happen, in the past tense. Data only: no closures and no channels, so that it can be sent and
//! replayed. Printed, it is a name and nothing else.

use super::effect::RequestId;
use super::key::Key;
use super::regions::Size;
use crate::domain::calendar::Day;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::credentials::Kept;
use crate::domain::export::plan::{Exported, NotExported, Warning};
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::picking::search::Found;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::sync::{SyncEnd, SyncProgress, Waiting};
use jiff::civil::Time;
use std::fmt;
use std::time::{Duration, Instant};

/// When something happened: for waits, for ages, for the eye, and for dates.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// For waits.
    pub instant: Instant,
    /// Seconds since 1970, for ages.
    pub unix: i64,
    /// The wall clock's time.
    pub time: Time,
    /// Today, or the date that stands for it.
    pub today: Day,
}

impl Now {
    /// The wall clock's time after a while.
    pub fn time_after(&self, wait: Duration) -> Time {
        self.time.wrapping_add(jiff::SignedDuration::from_secs(wait.as_secs() as i64))
    }
}

/// A job that an effect began.
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

/// Something that happened.
#[derive(Clone)]
pub enum Msg {
    /// The program began.
    Started,
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Pasted(String),
    /// The terminal got another size.
    Resized(Size),
    /// Time passed while something on screen counts it.
    Ticked,
    /// The question whether the credentials are accepted waits for something, or no longer.
    TestWaited {
        /// Which question.
        request: RequestId,
        /// For what.
        waiting: Option<Waiting>,
    },
    /// Personio was asked whether it accepts the credentials: how long it took.
    CredentialsTested {
        /// Which question.
        request: RequestId,
        /// The answer.
        result: Result<Duration, Problem>,
    },
    /// The accepted credentials are in use.
    CredentialsUsed {
        /// Where they are kept, or why not.
        kept: Result<Kept, Problem>,
        /// Where it is another account than before: what was kept of its last session.
        switched: Option<Box<Session>>,
    },
    /// Reading the attributes waits for something.
    ReadingWaited {
        /// For which question.
        request: RequestId,
        /// For what.
        waiting: Waiting,
    },
    /// The attributes were read.
    AttributesRead {
        /// For which question.
        request: RequestId,
        /// What came.
        result: Result<Vec<Attribute>, Problem>,
    },
    /// A choice of an attribute was kept or forgotten.
    Pinned {
        /// For which field.
        field: Field,
        /// Which one.
        pin: Option<Pin>,
        /// Whether it worked.
        result: Result<(), Problem>,
    },
    /// The people of the last sync were read from disk; `None` if there are none.
    PeopleLoaded {
        /// For which question.
        request: RequestId,
        /// Who they are.
        result: Result<Option<People>, Problem>,
    },
    /// A sync got further.
    SyncMoved {
        /// Which one.
        request: RequestId,
        /// How far.
        progress: SyncProgress,
    },
    /// A sync ended.
    SyncEnded {
        /// Which one.
        request: RequestId,
        /// How.
        result: Result<SyncEnd, Problem>,
    },
    /// Rows were found.
    RowsFound {
        /// For which question.
        request: RequestId,
        /// What was found.
        found: Found,
    },
    /// An export was looked at before it is written.
    ExportChecked {
        /// For which question.
        request: RequestId,
        /// What to warn of.
        warnings: Vec<Warning>,
        /// The first lines.
        preview: Vec<Vec<String>>,
    },
    /// An export ended.
    Exported(Result<Exported, NotExported>),
    /// The session could not be kept.
    NotRemembered(Problem),
    /// The demo's Personio ticked a field; `None` if all are ticked.
    FieldTicked(Result<Option<String>, Problem>),
    /// A task panicked.
    JobPanicked(Job),
}

impl fmt::Debug for Msg {
    /// Its name only: what is typed may be a secret, and what is read is personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Msg::Started => "Started",
            Msg::Key(_) => "Key [input]",
            Msg::Pasted(_) => "Pasted [input]",
            Msg::Resized(_) => "Resized",
            Msg::Ticked => "Ticked",
            Msg::TestWaited { .. } => "TestWaited",
            Msg::CredentialsTested { .. } => "CredentialsTested",
            Msg::CredentialsUsed { .. } => "CredentialsUsed",
            Msg::ReadingWaited { .. } => "ReadingWaited",
            Msg::AttributesRead { .. } => "AttributesRead",
            Msg::Pinned { .. } => "Pinned",
            Msg::PeopleLoaded { .. } => "PeopleLoaded",
            Msg::SyncMoved { .. } => "SyncMoved",
            Msg::SyncEnded { .. } => "SyncEnded",
            Msg::RowsFound { .. } => "RowsFound",
            Msg::ExportChecked { .. } => "ExportChecked",
            Msg::Exported(_) => "Exported",
            Msg::NotRemembered(_) => "NotRemembered",
            Msg::FieldTicked(_) => "FieldTicked",
            Msg::JobPanicked(_) => "JobPanicked",
        })
    }
}
