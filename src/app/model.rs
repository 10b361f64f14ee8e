//! The whole state of the program, in one value. `update` is the only place that changes it; drawing reads it.

use super::company::Company;
use super::context::Context;
use super::dialogs::help::Help;
use super::dialogs::{Dialog, OpenedFrom};
use super::export_choices::ExportChoices;
use super::keys::{KeyContext, Screen};
use super::launch::LaunchOptions;
use super::layout::Regions;
use super::notice::Notice;
use super::now::Now;
use super::screens::Screens;
use crate::domain::credentials::Account;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::theme::{Background, Choice, Palette};
use ratatui::layout::Size;
use std::time::{Duration, Instant};

/// How long the terminal may take to tell its background.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);

/// The session that another giftlist left; `None` if there is none.
pub(super) type Left = Result<Option<Box<Session>>, Problem>;

#[derive(Clone, Debug)]
pub struct Model {
    pub company: Company,
    pub screen: Screen,
    pub screens: Screens,
    pub dialog: Option<Dialog>,
    /// Overlays dialogs, too.
    pub help: Option<Help>,
    pub notice: Option<Notice>,
    /// The time of the last message.
    pub now: Now,
    /// Another giftlist has ended, and the session that it left was not looked at yet.
    pub other_ended: bool,
    /// What it left with an account, until it can be taken over.
    pub(super) left: Option<(Option<Account>, Left)>,
    /// When something was pasted where no text is taken: the keys that follow at once belong to the paste.
    pub pasted_at: Option<Instant>,
    /// When several keys came at once, and how many of them are still to come.
    pub typed_at_once: Option<(Instant, usize)>,
    /// The format that was exported last.
    pub export_format: Option<String>,
    /// Of an export whose warnings are being looked at.
    pub export_choices: Option<Box<ExportChoices>>,
    /// What to draw with on each background of the terminal.
    theme: Choice,
    /// The terminal's, as far as it is known.
    pub background: Option<Background>,
    /// When the terminal was asked for it, until it answers.
    background_asked_at: Option<Instant>,
    pub size: Size,
    /// Between the cells of a file for Excel, as in this locale or as the user last chose it.
    pub separator: u8,
    pub launch: LaunchOptions,
}

/// A split borrow of the model: what a message may change beside what it may read.
pub(super) struct Parts<'a> {
    pub screens: &'a mut Screens,
    pub dialog: &'a mut Option<Dialog>,
    pub help: &'a mut Option<Help>,
    pub cx: Context<'a>,
}

impl Model {
    pub fn new(options: LaunchOptions, now: Now) -> Model {
        let last = Screen::from_title(&options.session.screen);
        let screen = match &options.credentials {
            _ if options.is_offline => last.unwrap_or(Screen::Recipients),
            None => Screen::Connect,
            Some(_) => last.unwrap_or(Screen::Connect),
        };
        let theme = options.choice();
        Model {
            company: Company::new(&options),
            screen,
            screens: Screens::new(&options),
            dialog: None,
            help: None,
            notice: options.notice.clone(),
            now,
            other_ended: false,
            left: None,
            pasted_at: None,
            typed_at_once: None,
            export_choices: None,
            export_format: options.session.export_format.clone(),
            theme,
            background: options.background,
            background_asked_at: options.asks_background().then_some(now.instant),
            size: options.size,
            separator: options.spreadsheet_delimiter,
            launch: options,
        }
    }

    pub fn context(&self) -> Context<'_> {
        let Model { company, launch, screen, now, size, separator, .. } = self;
        let regions = Regions::of(*size);
        Context { now: *now, screen: *screen, regions, separator: *separator, launch, company }
    }

    pub(super) fn parts(&mut self) -> Parts<'_> {
        let Model { company, launch, screen, screens, dialog, help, now, size, separator, .. } = self;
        let regions = Regions::of(*size);
        let cx = Context { now: *now, screen: *screen, regions, separator: *separator, launch, company };
        Parts { screens, dialog, help, cx }
    }

    pub fn opened_from(&self) -> OpenedFrom<'_> {
        let Screens { fields, sync, recipients, .. } = &self.screens;
        OpenedFrom {
            person: recipients.current(&self.context()),
            field: fields.list.chosen(&self.context()),
            unlisted: sync.brought.as_ref().map(|brought| &brought.unlisted),
            sorts: &recipients.sorts,
            columns: &recipients.columns,
            query: &recipients.applied,
            shown: &recipients.shown,
            shows_leavers: recipients.shows_leavers(),
            shows_never: recipients.shows_never(),
            only_selected: recipients.only_selected,
            export_format: self.export_format.as_deref(),
            own_query: recipients.own_query(),
            export_choices: self.export_choices.as_deref().filter(|it| it.table.query == recipients.own_query()),
        }
    }

    /// The innermost of help, dialog and screen.
    pub fn key_context(&self) -> KeyContext {
        match (&self.help, &self.dialog) {
            (Some(_), _) => KeyContext::Help,
            (None, Some(dialog)) => dialog.key_context(),
            (None, None) => self.screens.key_context(self.screen),
        }
    }

    /// What meanings look like now.
    pub fn palette(&self) -> Palette {
        self.theme.on(self.background)
    }

    /// Whether the terminal was asked for its background, has not answered, and may still do so.
    pub fn awaits_background(&self) -> bool {
        self.background_asked_at.is_some_and(|asked| self.now.instant.duration_since(asked) < ANSWER_LIMIT)
    }

    /// An answer that comes later changes nothing: by then the user has got used to the colours.
    pub(super) fn background_told(&mut self, background: Background) {
        if self.awaits_background() {
            self.background = Some(background);
            self.background_asked_at = None;
        }
    }

    /// Whether something on screen turns or counts, so that it has to be drawn anew four times a second.
    pub fn counts_time(&self) -> bool {
        let is_busy = matches!(&self.dialog, Some(Dialog::Export(export)) if export.is_busy());
        let Screens { connect, fields, sync, recipients } = &self.screens;
        let is_asking = connect.is_testing() || fields.first_asked_for(&self.context()).is_some();
        is_busy || is_asking || sync.is_running() || recipients.is_loading
    }

    /// Whether something on screen follows the cursor once it rests.
    pub fn awaits_rest(&self) -> bool {
        self.screen == Screen::Recipients && self.screens.recipients.is_beside_another(&self.context())
    }

    /// What the next start takes up.
    pub fn session(&self) -> Session {
        let recipients = &self.screens.recipients;
        Session {
            selected: self.company.selected_ids().into_iter().map(|id| id.0).collect(),
            query: recipients.own_query().into(),
            gift_date: self.company.gift_date.map(|day| day.to_string()),
            screen: self.screen.title().into(),
            sort: recipients.sorts.to_string(),
            export_format: self.export_format.clone(),
            columns: recipients.kept_columns(&self.launch.columns),
            failed_sync: self.screens.sync.failed_sync,
        }
    }
}
