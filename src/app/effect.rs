//! Side effects as data: `update` returns them, `tui::runner` runs them. An effect carries whatever its job needs of the
//! model, so that the runner keeps no state of its own.

use super::request::RequestId;
use crate::domain::checklist::matching::{Pin, Pins};
use crate::domain::credentials::{Account, Credentials};
use crate::domain::export::plan::{Cancel, ExportPlan};
use crate::domain::fields::Field;
use crate::domain::kept::{ExportRecord, Kept, KeptChange};
use crate::domain::people::roster::Roster;
use crate::domain::picking::facets::FacetSearch;
use crate::domain::picking::search::Search;
use crate::domain::picking::session::Session;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A text to copy, with words for the notice.
#[derive(Clone)]
pub struct ClipboardText {
    pub text: String,
    /// What it is: `5 emails`.
    pub what: String,
    /// What else gives it: `e writes a file`.
    pub instead: String,
}

/// Not `Debug` by derivation: the text may be personal.
impl fmt::Debug for ClipboardText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClipboardText({})", self.what)
    }
}

/// Where email addresses come from.
#[derive(Clone)]
pub enum EmailSource {
    Text(Arc<str>),
    /// A path as it was typed.
    File(Arc<str>),
}

impl EmailSource {
    /// Whether it is the same request, and not only the same text.
    pub fn is(&self, other: &EmailSource) -> bool {
        match (self, other) {
            (EmailSource::Text(one), EmailSource::Text(other)) | (EmailSource::File(one), EmailSource::File(other)) => {
                Arc::ptr_eq(one, other)
            }
            _ => false,
        }
    }
}

/// Not `Debug` by derivation: the text is personal.
impl fmt::Debug for EmailSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EmailSource::Text(text) => write!(f, "Text({} bytes)", text.len()),
            EmailSource::File(path) => write!(f, "File({path})"),
        }
    }
}

/// A file to write.
#[derive(Clone, Debug)]
pub struct Export {
    pub account: Option<Account>,
    pub plan: Arc<ExportPlan>,
    /// As it was typed.
    pub path: String,
    /// Without it an existing file is left alone.
    pub overwrite: bool,
    /// That of files for Excel, to be kept for the next start.
    pub separator: Option<u8>,
    /// Kept once the file is written.
    pub record: Option<Arc<ExportRecord>>,
}

#[derive(Clone, Debug)]
pub enum Effect {
    /// Supersedes an earlier test.
    TestCredentials {
        request: RequestId,
        credentials: Credentials,
    },
    StopTesting,
    /// Sign in with these from now on; with `keep`, also write them to `credentials.toml`.
    UseCredentials {
        credentials: Credentials,
        keep: bool,
        account: Account,
        /// The account differs from the previous one: its jobs are stopped and its last session is loaded.
        is_switch: bool,
    },
    /// Read the attributes after a delay. Supersedes an earlier request that has not been sent yet.
    ReadAttributes {
        request: RequestId,
        after: Duration,
    },
    StopReading,
    /// Save the attribute that a field is read from; `None` removes the pin.
    Pin {
        field: Field,
        pin: Option<Pin>,
    },
    /// Load the last sync from disk. Without an account nothing is loaded.
    LoadPeople {
        request: RequestId,
        account: Option<Account>,
        /// Somebody of them is selected, by id.
        has_selection: bool,
    },
    /// Load what is kept of the account, after a change if there is one.
    ReadKept {
        account: Option<Account>,
        change: Option<(KeptChange, Kept)>,
    },
    /// Read everybody from Personio. `before` is what the result is compared with.
    StartSync {
        request: RequestId,
        account: Option<Account>,
        pins: Pins,
        before: Option<Arc<Roster>>,
    },
    /// Save the result of a sync that the user has confirmed although it has far fewer people.
    KeepShrunk {
        request: RequestId,
        account: Option<Account>,
        before: Option<Arc<Roster>>,
    },
    CancelSync,
    /// Load the session that another giftlist left, and keep ours from then on.
    TakeOverSession {
        account: Option<Account>,
    },
    FindRows {
        request: RequestId,
        search: Box<Search>,
    },
    /// Look for the people of some email addresses.
    FindEmails {
        source: EmailSource,
        roster: Arc<Roster>,
    },
    CountFacets {
        request: RequestId,
        search: Box<FacetSearch>,
    },
    /// Save the session for the next start.
    Remember {
        account: Account,
        session: Session,
    },
    /// Compute the warnings and the preview of an export.
    CheckExport {
        plan: Arc<ExportPlan>,
    },
    Export(Box<Export>),
    /// Keep the code of a country for the next start.
    KeepCountry {
        name: String,
        code: String,
    },
    CancelExport(Cancel),
    /// Copy to the clipboard through the terminal (OSC 52).
    Copy(String),
    CopyThroughTmux(ClipboardText),
    /// Demo only: make the next field readable.
    TickInDemo,
    /// To the demo, or from it back to the user's own account.
    Switch,
    Suspend,
    Repaint,
    Quit,
}
