//! Everything that may be done to the world, as data. `update` asks for it, `tui::runner` does it. What a job needs of
//! the program's state travels in its effect, so that the state is kept in one place.

use super::request::RequestId;
use crate::domain::checklist::matching::{Pin, Pins};
use crate::domain::credentials::{Account, Credentials};
use crate::domain::export::plan::ExportPlan;
use crate::domain::fields::Field;
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Search;
use crate::domain::picking::session::Session;
use std::sync::Arc;
use std::time::Duration;

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Ask Personio whether it accepts these; an earlier request is dropped.
    TestCredentials {
        request: RequestId,
        credentials: Credentials,
    },
    StopTesting,
    /// From now on sign in with these, and with `keep` write them to `credentials.toml`.
    UseCredentials {
        credentials: Credentials,
        keep: bool,
        account: Account,
        /// Whether the account is another one than before: its jobs end, and its last session is read.
        is_switch: bool,
    },
    /// Read the attributes, after a wait; an earlier request that was not sent yet is dropped.
    ReadAttributes {
        request: RequestId,
        after: Duration,
    },
    StopReading,
    /// Keep the choice of an attribute for a field, or with `None` forget it.
    Pin {
        field: Field,
        pin: Option<Pin>,
    },
    /// Read the people of the last sync from disk; without an account there are none.
    LoadPeople {
        request: RequestId,
        account: Option<Account>,
    },
    /// Read everybody from Personio, and compare them with those who were there before.
    StartSync {
        request: RequestId,
        account: Option<Account>,
        pins: Pins,
        before: Option<Arc<Roster>>,
    },
    /// Keep the list that a sync brought although far fewer people are in it.
    KeepShrunk {
        request: RequestId,
        account: Option<Account>,
        before: Option<Arc<Roster>>,
    },
    CancelSync,
    FindRows {
        request: RequestId,
        search: Box<Search>,
    },
    /// Keep the session of an account for the next start.
    Remember {
        account: Account,
        session: Session,
    },
    /// Look for what there is to know of an export before it is written.
    CheckExport {
        request: RequestId,
        plan: Arc<ExportPlan>,
    },
    /// Write an export to a path as typed; with `overwrite` over a file that is there.
    Export {
        plan: Arc<ExportPlan>,
        path: String,
        overwrite: bool,
    },
    /// Copy a text by way of the terminal (OSC 52).
    Copy(String),
    /// Tick the next field in the demo's Personio.
    TickInDemo,
    Suspend,
    Repaint,
    Quit,
}
