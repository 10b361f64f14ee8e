//! What the program is started with.

use super::keys::Keymap;
use super::notice::Notice;
use super::ssh::SshHost;
use crate::domain::checklist::matching::Pins;
use crate::domain::countries::Countries;
use crate::domain::credentials::{Credentials, SecretSource};
use crate::domain::export::preset::Presets;
use crate::domain::people::column::Column;
use crate::domain::picking::session::Session;
use crate::theme::{Background, Choice, Colours, Themes};
use ratatui::layout::Size;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    pub colours: Colours,
    /// More than ASCII.
    pub unicode: bool,
}

/// How the demo was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// By itself.
    Alone,
    /// From the program, which waits until the demo is left.
    InPlace,
}

/// Arguments, settings and files, as read at the start. They do not change while the program runs.
#[derive(Clone, Debug)]
pub struct LaunchOptions {
    pub credentials: Option<(Credentials, SecretSource)>,
    /// Personio's base address, as it identifies an account.
    pub address: String,
    /// The address as shown to the user; in the demo `the sample company, on this machine`.
    pub host: String,
    /// `None` for the user's own Personio.
    pub demo: Option<Demo>,
    /// Personio is never asked; only what is on disk is shown.
    pub is_offline: bool,
    /// `None` for the default profile.
    pub profile: Option<String>,
    pub pins: Pins,
    pub session: Session,
    /// The formats of an export, with the user's own.
    pub presets: Presets,
    /// The codes of countries, with the user's own.
    pub countries: Arc<Countries>,
    /// `b';'` or `b','`, as spreadsheets expect in this locale.
    pub spreadsheet_delimiter: u8,
    /// The table's columns; empty for the default ones.
    pub columns: Vec<Column>,
    pub keymap: Arc<Keymap>,
    pub notice: Option<Notice>,
    pub capabilities: Capabilities,
    /// The shipped ones and the user's.
    pub themes: Themes,
    /// The one that the user chose; `None` to choose by the terminal's background.
    pub theme: Option<String>,
    /// What is known of the terminal's background before it is asked.
    pub background: Option<Background>,
    /// Whether the terminal can be asked for it.
    pub answers_background: bool,
    /// Whether the terminal is a pane of tmux.
    pub is_in_tmux: bool,
    /// Whether the terminal reports the mouse.
    pub has_mouse: bool,
    /// `None` where the user sits at this machine.
    pub ssh: Option<SshHost>,
    /// Where a file is written whose name has no folder, as it is shown; empty if that is not known.
    pub folder: String,
    pub size: Size,
}

impl LaunchOptions {
    /// A first start: no credentials, no session, the default profile and columns, at 80 x 24.
    pub fn new(address: impl Into<String>, capabilities: Capabilities) -> LaunchOptions {
        let address = address.into();
        LaunchOptions {
            credentials: None,
            host: address.clone(),
            address,
            demo: None,
            is_offline: false,
            profile: None,
            pins: Pins::new(),
            session: Session::default(),
            presets: Presets::default(),
            countries: Arc::default(),
            spreadsheet_delimiter: b',',
            columns: Vec::new(),
            keymap: Arc::default(),
            notice: None,
            capabilities,
            themes: Themes::default(),
            theme: None,
            background: None,
            answers_background: true,
            is_in_tmux: false,
            has_mouse: false,
            ssh: None,
            folder: String::new(),
            size: Size { width: 80, height: 24 },
        }
    }

    /// Whether the colours depend on the terminal's background, which it can tell.
    pub fn asks_background(&self) -> bool {
        self.answers_background && self.choice().depends_on_background()
    }

    /// What to draw with.
    pub fn choice(&self) -> Choice {
        self.themes.choose(self.theme.as_deref(), self.capabilities.colours)
    }
}
