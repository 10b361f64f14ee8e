//! What is known when the program starts.

use super::notice::Notice;
use crate::domain::checklist::matching::Pins;
use crate::domain::credentials::{Credentials, SecretSource};
use crate::domain::people::column::Column;
use crate::domain::picking::session::Session;
use ratatui::layout::Size;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    pub colour: bool,
    /// More than ASCII.
    pub unicode: bool,
}

/// The settings, files and arguments that the program starts with. They do not change while it runs.
#[derive(Clone, Debug)]
pub struct LaunchOptions {
    pub credentials: Option<(Credentials, SecretSource)>,
    /// Personio's address, as an account is known by it.
    pub address: String,
    /// The same as the user knows it: `the sample company, on this machine`.
    pub host: String,
    pub is_demo: bool,
    /// Nobody may be asked: only what is on disk is shown.
    pub is_offline: bool,
    /// The profile's name; `None` for the default one.
    pub profile: Option<String>,
    pub pins: Pins,
    pub session: Session,
    /// `;` or `,`: what spreadsheets expect in this locale.
    pub spreadsheet_delimiter: u8,
    /// The columns of the table; empty for the default ones.
    pub columns: Vec<Column>,
    /// What to say in the first frame.
    pub notice: Option<Notice>,
    pub capabilities: Capabilities,
    pub size: Size,
}
