//! Everything that can happen, in the past tense. Data only, so that it can be printed, compared and replayed.

use super::effect::Turn;
use super::key::Key;
use super::regions::Size;
use crate::domain::attribute::Attribute;
use crate::domain::calendar::Day;
use crate::domain::export::{Exported, NotExported, Warning};
use crate::domain::fields::Field;
use crate::domain::matching::Pin;
use crate::domain::problem::Problem;
use crate::domain::sync::{People, SyncEnd, SyncProgress};
use crate::domain::view::Found;
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
    /// Personio was asked whether it accepts the credentials: how long it took, and whether they were written down.
    CredentialsTested(Result<(Duration, bool), Problem>),
    /// The attributes were read.
    AttributesRead {
        /// For which question.
        turn: Turn,
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
    PeopleLoaded(Result<Option<People>, Problem>),
    /// A sync got further.
    SyncMoved(SyncProgress),
    /// A sync ended.
    SyncEnded(Result<SyncEnd, Problem>),
    /// Rows were found.
    RowsFound {
        /// For which question.
        turn: Turn,
        /// What was found.
        found: Found,
    },
    /// An export was looked at before it is written.
    ExportChecked {
        /// For which question.
        turn: Turn,
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
    Ticked(Result<Option<String>, Problem>),
    /// A task panicked.
    TaskPanicked(&'static str),
}

impl fmt::Debug for Msg {
    /// Its name only: what is typed may be a secret, and what is read is personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Msg::Started => "Started",
            Msg::Key(_) => "Key [input]",
            Msg::Pasted(_) => "Pasted [input]",
            Msg::Resized(_) => "Resized",
            Msg::CredentialsTested(_) => "CredentialsTested",
            Msg::AttributesRead { .. } => "AttributesRead",
            Msg::Pinned { .. } => "Pinned",
            Msg::PeopleLoaded(_) => "PeopleLoaded",
            Msg::SyncMoved(_) => "SyncMoved",
            Msg::SyncEnded(_) => "SyncEnded",
            Msg::RowsFound { .. } => "RowsFound",
            Msg::ExportChecked { .. } => "ExportChecked",
            Msg::Exported(_) => "Exported",
            Msg::NotRemembered(_) => "NotRemembered",
            Msg::Ticked(_) => "Ticked",
            Msg::TaskPanicked(_) => "TaskPanicked",
        })
    }
}
