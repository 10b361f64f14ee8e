//! The whole state of the program, in one value. `update` is the only place that changes it; drawing reads it.

use super::action::Screen;
use super::dialogs::Dialog;
use super::effect::Effect;
use super::keys::KeyContext;
use super::msg::Now;
use super::regions::Size;
use super::screens::connect::ConnectScreen;
use super::screens::fields::FieldsScreen;
use super::screens::recipients::RecipientsScreen;
use super::screens::sync::SyncScreen;
use crate::domain::calendar::{Dates, Day};
use crate::domain::checklist::matching::Pins;
use crate::domain::credentials::{Credentials, SecretSource};
use crate::domain::people::column::Column;
use crate::domain::picking::session::Session;
use std::time::Instant;

/// What the line above the hints says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One sentence; may hold foreign text.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to know.
    Plain,
    /// Something failed.
    Failed,
}

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Colours.
    pub colour: bool,
    /// More than ASCII.
    pub unicode: bool,
}

/// What is known when the program begins.
#[derive(Clone, Debug)]
pub struct LaunchOptions {
    /// The credentials and where they came from.
    pub credentials: Option<(Credentials, SecretSource)>,
    /// The address of Personio, as the user knows it.
    pub host: String,
    /// Whether it is the embedded Personio.
    pub is_demo: bool,
    /// Whether nobody may be asked.
    pub is_offline: bool,
    /// Another profile's name.
    pub profile: Option<String>,
    /// The user's choices of attributes.
    pub pins: Pins,
    /// What was kept of the last session.
    pub session: Session,
    /// What `;` or `,` spreadsheets expect here.
    pub spreadsheet_delimiter: u8,
    /// The columns of the table; empty for the usual ones.
    pub columns: Vec<Column>,
    /// What to say first.
    pub notice: Option<Notice>,
    /// What the terminal can show.
    pub capabilities: Capabilities,
    /// The terminal's size.
    pub size: Size,
}

/// What `--offline` means for whoever wants to ask.
pub const NOBODY_IS_ASKED: &str = "With --offline nobody is asked: start giftlist without it";

/// The state.
#[derive(Clone, Debug)]
pub struct Model {
    /// The screen that is shown.
    pub screen: Screen,
    /// What lies over it.
    pub dialog: Option<Dialog>,
    /// Screen 1.
    pub connect: ConnectScreen,
    /// Screen 2.
    pub fields: FieldsScreen,
    /// Screen 3.
    pub sync: SyncScreen,
    /// Screen 4.
    pub recipients: RecipientsScreen,
    /// What the line above the hints says.
    pub notice: Option<Notice>,
    /// When the last thing happened.
    pub now: Now,
    /// When something was pasted where it means nothing: what follows it at once belongs to it.
    pub pasted_at: Option<Instant>,
    /// The terminal's size.
    pub size: Size,
    /// What was known at the start and does not change.
    pub start: LaunchOptions,
}

impl Model {
    /// The state at the start.
    pub fn new(start: LaunchOptions, now: Now) -> Model {
        let last = Screen::titled(&start.session.screen);
        let screen = match &start.credentials {
            _ if start.is_offline => last.unwrap_or(Screen::Recipients),
            None => Screen::Connect,
            Some(_) => last.unwrap_or(Screen::Connect),
        };
        Model {
            screen,
            dialog: None,
            connect: ConnectScreen::new(start.credentials.clone()),
            fields: FieldsScreen::new(start.pins.clone()),
            sync: SyncScreen::default(),
            recipients: RecipientsScreen::new(&start.session, &start.columns),
            notice: start.notice.clone(),
            pasted_at: None,
            now,
            size: start.size,
            start,
        }
    }

    /// Today and the gift date.
    pub fn dates(&self) -> Dates {
        Dates { today: self.now.today, gift_date: self.gift_date() }
    }

    /// The gift date: today unless one was set.
    pub fn gift_date(&self) -> Day {
        self.recipients.gift_date.unwrap_or(self.now.today)
    }

    /// Where keys are looked up, from inside out.
    pub fn key_contexts(&self) -> [KeyContext; 2] {
        let inner = match &self.dialog {
            Some(dialog) => dialog.key_context(),
            None => match self.screen {
                Screen::Connect if self.connect.is_in_text() => KeyContext::ConnectText,
                Screen::Connect => KeyContext::Connect,
                Screen::Fields => KeyContext::Fields,
                Screen::Sync => KeyContext::Sync,
                Screen::Recipients if self.recipients.is_editing => KeyContext::QueryBar,
                Screen::Recipients => KeyContext::Recipients,
            },
        };
        [inner, if inner.is_text() { KeyContext::EverywhereInText } else { KeyContext::Everywhere }]
    }

    /// Why Personio cannot be asked, and what to do; `None` if it can.
    pub fn why_not_asked(&self) -> Option<&'static str> {
        match self.connect.is_usable {
            _ if self.start.is_offline => Some(NOBODY_IS_ASKED),
            true => None,
            false => Some("Enter the credentials first: 1 Connect"),
        }
    }

    /// Whether something on screen counts time, so that it has to be drawn without a key.
    pub fn counts_time(&self) -> bool {
        self.sync.is_running() || self.connect.is_waiting()
    }

    /// Says something in the line above the hints.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }

    /// That the session is kept, where there is one: before there are people, what was kept last stays.
    pub fn kept(&self) -> Option<Effect> {
        self.recipients.people.as_ref().map(|_| Effect::Remember(self.session()))
    }

    /// What is kept for the next start.
    pub fn session(&self) -> Session {
        Session { screen: self.screen.title().into(), ..self.recipients.session() }
    }
}
