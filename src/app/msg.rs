//! Everything that can happen, in the past tense. Plain data without closures or channels, so that tests can send it.

use super::effect::{ClipboardText, EmailSource};
use super::key::Key;
use super::pointer::{Gesture, Target};
use super::request::RequestId;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::credentials::{Account, Stored};
use crate::domain::export::check::ExportCheck;
use crate::domain::export::plan::{ExportPlan, Exported, NotExported};
use crate::domain::fields::Field;
use crate::domain::kept::{Kept, KeptChange};
use crate::domain::people::People;
use crate::domain::people::roster::Roster;
use crate::domain::picking::facets::FacetCounts;
use crate::domain::picking::pasted::Pasted;
use crate::domain::picking::search::Found;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::sync::{SyncEnd, SyncProgress, Waiting};
use crate::theme::Background;
use ratatui::layout::Size;
use std::sync::Arc;
use std::time::Duration;

/// The jobs that effects start, for reporting a panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    TestCredentials,
    UseCredentials,
    ReadAttributes,
    Pin,
    LoadPeople,
    ReadKept,
    Sync,
    FindRows,
    CountFacets,
    FindEmails,
    CheckExport,
    Export,
    KeepCountry,
    Copy,
    TakeOverSession,
    TickInDemo,
}

impl Job {
    /// Completes the sentence "a defect stopped …".
    pub fn label(self) -> &'static str {
        match self {
            Job::TestCredentials => "testing the connection",
            Job::UseCredentials => "using the credentials",
            Job::ReadAttributes => "checking the fields",
            Job::Pin => "keeping the choice",
            Job::LoadPeople => "opening the list",
            Job::ReadKept => "reading the lists",
            Job::Sync => "the sync",
            Job::FindRows => "finding people",
            Job::CountFacets => "counting",
            Job::FindEmails => "looking for the addresses",
            Job::CheckExport => "looking at the export",
            Job::Export => "the export",
            Job::KeepCountry => "keeping the code",
            Job::Copy => "copying",
            Job::TakeOverSession => "taking over the selection",
            Job::TickInDemo => "ticking a field",
        }
    }
}

/// Not `Debug` on purpose: what is typed may be a secret, and what is read is personal data.
#[derive(Clone)]
pub enum Msg {
    Started,
    Key(Key),
    /// The mouse did something to what is drawn.
    Pointed {
        target: Target,
        gesture: Gesture,
    },
    Pasted(String),
    /// So many keys that follow came at once: somebody typed ahead, or it was a short paste.
    TypedAtOnce(usize),
    Resized(Size),
    /// The terminal told its background.
    BackgroundTold(Background),
    /// Time passed while something on screen shows it.
    Ticked,
    /// No key came for a moment.
    Rested,
    /// `None` when the wait is over.
    TestWaited {
        request: RequestId,
        waiting: Option<Waiting>,
    },
    /// `Ok` is how long Personio took to accept the credentials.
    CredentialsTested {
        request: RequestId,
        result: Result<Duration, Problem>,
    },
    CredentialsUsed {
        kept: Result<Stored, Problem>,
        /// The last session of the account, if it differs from the previous one.
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
    /// A pin was saved, or with `None` removed.
    Pinned {
        field: Field,
        pin: Option<Pin>,
        result: Result<(), Problem>,
    },
    /// `None` if no sync was saved.
    PeopleLoaded {
        request: RequestId,
        result: Result<Option<People>, Problem>,
    },
    /// A part of the people that were loaded turned out to be damaged when it was read.
    PeopleDamaged {
        roster: Arc<Roster>,
        problem: Problem,
    },
    KeptRead {
        account: Option<Account>,
        change: Option<KeptChange>,
        result: Result<Kept, Problem>,
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
    EmailsFound {
        source: EmailSource,
        result: Result<Box<Pasted>, Problem>,
    },
    FacetsCounted {
        request: RequestId,
        counts: Vec<FacetCounts>,
    },
    ExportChecked {
        plan: Arc<ExportPlan>,
        check: Box<ExportCheck>,
    },
    Exported {
        plan: Arc<ExportPlan>,
        account: Option<Account>,
        result: Result<Box<Exported>, NotExported>,
    },
    CountryKept(Result<(), Problem>),
    /// The session could not be saved.
    NotRemembered(Problem),
    /// The other giftlist, whose selection was kept, has ended.
    OtherEnded,
    /// The session that it left with this account, if any; from now on this one is kept.
    SessionTakenOver {
        account: Option<Account>,
        left: Result<Option<Box<Session>>, Problem>,
    },
    /// `giftlist forget --all` removed everything beside this window.
    Forgotten,
    /// The terminal took no more of what was to be copied.
    NotCopied,
    /// tmux was asked to copy.
    CopiedThroughTmux {
        copied: ClipboardText,
        result: Result<(), Problem>,
    },
    /// The field that became readable in the demo; `None` if all were readable.
    FieldTicked(Result<Option<String>, Problem>),
    /// The demo was left, with the background that the terminal may have told meanwhile, or it did not start.
    BackFromDemo(Result<Option<Background>, Problem>),
    JobPanicked(Job),
}
