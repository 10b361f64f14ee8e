//! Everything that may be done to the world, as data. `update` asks for it, `tui::runner` does it.

use crate::domain::checklist::matching::Pin;
use crate::domain::credentials::Credentials;
use crate::domain::export::plan::ExportPlan;
use crate::domain::fields::Field;
use crate::domain::picking::search::Search;
use crate::domain::picking::session::Session;
use std::sync::Arc;
use std::time::Duration;

/// Which question an answer belongs to; an answer to an older one is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
pub struct RequestId(pub u64);

impl RequestId {
    /// The next one.
    pub fn next(&mut self) -> RequestId {
        self.0 += 1;
        *self
    }
}

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Ask Personio whether it accepts these; an earlier question is dropped.
    TestCredentials {
        /// Which question it is.
        request: RequestId,
        /// With what.
        credentials: Credentials,
    },
    /// Ask no more.
    StopTesting,
    /// From now on sign in with these.
    UseCredentials {
        /// With what.
        credentials: Credentials,
        /// Whether to write them to `credentials.toml`.
        keep: bool,
    },
    /// Read the attributes, after a wait; an earlier reading that has not begun is dropped.
    ReadAttributes {
        /// Which question it is.
        request: RequestId,
        /// How long to wait first.
        after: Duration,
    },
    /// Read the attributes no more.
    StopReading,
    /// Keep or forget the choice of an attribute.
    Pin {
        /// For which field.
        field: Field,
        /// Which one; `None` forgets.
        pin: Option<Pin>,
    },
    /// Read the people of the last sync from disk.
    LoadPeople {
        /// Which question it is.
        request: RequestId,
    },
    /// Read everybody from Personio.
    StartSync {
        /// Which sync it is.
        request: RequestId,
    },
    /// Keep the new list although far fewer people are in it.
    KeepShrunk {
        /// Which sync it is.
        request: RequestId,
    },
    /// Stop reading.
    CancelSync,
    /// Find rows.
    FindRows {
        /// Which question it is.
        request: RequestId,
        /// What to find.
        search: Box<Search>,
    },
    /// Keep the session for the next start.
    Remember(Session),
    /// Capabilities at an export before it is written.
    CheckExport {
        /// Which question it is.
        request: RequestId,
        /// What would be written.
        plan: Arc<ExportPlan>,
    },
    /// Write an export.
    Export {
        /// What.
        plan: Arc<ExportPlan>,
        /// Where, as typed.
        path: String,
        /// Whether a file that is there may be replaced.
        overwrite: bool,
    },
    /// Copy a text by way of the terminal.
    Copy(String),
    /// Tick the next field in the demo's Personio.
    TickInDemo,
    /// Stop for the shell.
    Suspend,
    /// Paint everything anew.
    Repaint,
    /// End the program.
    Quit,
}
