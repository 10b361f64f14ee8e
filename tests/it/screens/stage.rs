//! The program without the outside world: keys and messages in, screens out. Effects whose result follows from their
//! input (rows, the check of an export) are answered here; all others are ignored.

use super::company::{all_fields, company, needed_attributes};
use super::drawing::draw_to_string;
use crate::harness::fixtures::{UNIX, launch_options, now, parse_keys};
use giftlist::app::effect::EmailSource;
use giftlist::app::launch::LaunchOptions;
use giftlist::app::request::RequestId;
use giftlist::app::{Effect, Model, Msg, update};
use giftlist::domain::checklist::attribute::Attribute;
use giftlist::domain::credentials::{Credentials, Secret, SecretSource};
use giftlist::domain::export::plan::{ExportPlan, Exported, NotExported};
use giftlist::domain::people::People;
use giftlist::domain::people::employee::PersonId;
use giftlist::domain::people::findings::Finding;
use giftlist::domain::people::roster::Roster;
use giftlist::domain::picking::pasted::people_pasted;
use giftlist::domain::problem::Problem;
use giftlist::domain::query::Scratch;
use giftlist::domain::sync::{SyncEnd, SyncProgress, SyncReport, Synced, Unlisted};
use ratatui::layout::Size;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const ID: &str = "papi-3f0c9a52-7be1-4d11-a2c6-90d1e2b7c3aa";
pub const SECRET: &str = "papi-Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0";

/// The model with its own clock, and no runner.
pub struct Stage {
    pub model: Model,
    start: Instant,
    elapsed: Duration,
    // The newest request of each kind that a test answers itself.
    reading: RequestId,
    testing: RequestId,
    loading: RequestId,
    syncing: RequestId,
    exporting: Option<Arc<ExportPlan>>,
}

impl Stage {
    /// Without credentials, before the first frame.
    pub fn first_start() -> Stage {
        Stage::launch(launch_options())
    }

    pub fn launch(options: LaunchOptions) -> Stage {
        let start = Instant::now();
        let model = Model::new(options, now(start, Duration::ZERO));
        let mut stage = Stage {
            model,
            start,
            elapsed: Duration::ZERO,
            reading: RequestId::default(),
            testing: RequestId::default(),
            loading: RequestId::default(),
            syncing: RequestId::default(),
            exporting: None,
        };
        stage.dispatch(Msg::Started);
        stage.people_loaded(Ok(None));
        stage
    }

    /// With credentials, which Personio has accepted.
    pub fn connected() -> Stage {
        let mut stage = Stage::launch(LaunchOptions { credentials: Some(credentials()), ..launch_options() });
        stage.keys("Enter");
        stage.credentials_tested(Ok(Duration::from_millis(180)));
        stage
    }

    /// Connected, with the company synced and every field readable, on Recipients.
    pub fn loaded() -> Stage {
        Stage::with_people(company(all_fields()))
    }

    /// The same with other people.
    pub fn with_people(roster: Roster) -> Stage {
        let mut stage = Stage::connected();
        stage.keys("3 Enter");
        stage.sync_succeeded(roster);
        stage.keys("4");
        stage.model.notice = None;
        stage
    }

    /// Updates the model, then runs the effects that this returns.
    pub fn dispatch(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg, now(self.start, self.elapsed));
        for effect in effects {
            self.run_effect(effect);
        }
    }

    /// Presses keys, in the notation of [`parse_keys`].
    pub fn keys(&mut self, keys: &str) -> &mut Stage {
        parse_keys(keys).into_iter().for_each(|key| self.dispatch(Msg::Key(key)));
        self
    }

    /// Moves the clock; nothing else happens.
    pub fn advance(&mut self, time: Duration) {
        self.elapsed += time;
    }

    pub fn attributes_read(&mut self, result: Result<Vec<Attribute>, Problem>) {
        self.dispatch(Msg::AttributesRead { request: self.reading, result });
    }

    /// `Ok` means that Personio accepts the credentials, with the time that its answer took.
    pub fn credentials_tested(&mut self, result: Result<Duration, Problem>) {
        self.dispatch(Msg::CredentialsTested { request: self.testing, result });
    }

    /// The people of the last sync, from disk; `None` if there are none.
    pub fn people_loaded(&mut self, result: Result<Option<People>, Problem>) {
        self.dispatch(Msg::PeopleLoaded { request: self.loading, result });
    }

    /// What became of the export that began last.
    pub fn exported(&mut self, result: Result<Exported, NotExported>) {
        let plan = self.exporting.clone().expect("an export began");
        let account = self.model.company.account;
        self.dispatch(Msg::Exported { plan, account, result: result.map(Box::new) });
    }

    pub fn sync_moved(&mut self, progress: SyncProgress) {
        self.dispatch(Msg::SyncMoved { request: self.syncing, progress });
    }

    pub fn sync_ended(&mut self, result: Result<SyncEnd, Problem>) {
        self.dispatch(Msg::SyncEnded { request: self.syncing, result });
    }

    /// Ends the sync with these people, after 1.6 s; in a later sync two records came twice.
    pub fn sync_succeeded(&mut self, roster: Roster) {
        let before = self.model.company.roster().cloned();
        let merged: &[u64] = if before.is_some() { &[102, 103] } else { &[] };
        let mut report = SyncReport {
            people: roster.len(),
            new: roster.len(),
            duplicates: merged.len(),
            requests: 24,
            retries: merged.len() as u32 / 2,
            time: Duration::from_millis(1600),
            first: before.is_none(),
            ..SyncReport::default()
        };
        let findings = Finding::all(&roster, before.as_deref());
        let mut unlisted =
            Unlisted { merged: roster.names(merged.iter().copied().map(PersonId)), ..Unlisted::default() };
        let roster = match before {
            Some(before) => {
                let (roster, changes) = roster.marked_against(&before);
                (report.new, report.changed) = (changes.added.count(), changes.changed.count());
                report.left = changes.removed.len();
                unlisted.left = before.names(changes.removed);
                roster
            }
            None => roster,
        };
        let people = People { roster: Arc::new(roster), synced_at: UNIX + self.elapsed.as_secs() as i64 };
        let attributes = needed_attributes();
        let synced = Synced { people, report, findings, unlisted, attributes, unsaved: None };
        self.sync_ended(Ok(SyncEnd::Saved(Box::new(synced))));
    }

    pub fn resize(&mut self, columns: u16, lines: u16) {
        self.dispatch(Msg::Resized(Size { width: columns, height: lines }));
        if self.model.awaits_rest() {
            self.dispatch(Msg::Rested);
        }
    }

    pub fn screen(&self) -> String {
        draw_to_string(&self.model)
    }

    /// Compares the screen with the snapshots of this name, at 80×24 and at 160×45.
    #[track_caller]
    pub fn assert_snapshots(&mut self, name: &str) {
        for (columns, lines) in [(80, 24), (160, 45)] {
            self.resize(columns, lines);
            self.assert_snapshot(&format!("{name}@{columns}x{lines}"));
        }
    }

    /// Compares the screen at its present size.
    #[track_caller]
    pub fn assert_snapshot(&self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.screen()));
    }

    fn run_effect(&mut self, effect: Effect) {
        match effect {
            Effect::ReadAttributes { request, .. } => self.reading = request,
            Effect::TestCredentials { request, .. } => self.testing = request,
            Effect::LoadPeople { request, .. } => self.loading = request,
            Effect::StartSync { request, .. } | Effect::KeepShrunk { request, .. } => self.syncing = request,
            Effect::FindRows { request, search } => {
                let found = search.find(&mut Scratch::default());
                self.dispatch(Msg::RowsFound { request, found });
            }
            Effect::FindEmails { source: EmailSource::Text(text), roster } => {
                let result = Ok(Box::new(people_pasted(&roster, &text)));
                self.dispatch(Msg::EmailsFound { source: EmailSource::Text(text), result });
            }
            Effect::CountFacets { request, search } => {
                self.dispatch(Msg::FacetsCounted { request, counts: search.count() });
            }
            Effect::Export(export) => self.exporting = Some(export.plan),
            Effect::CheckExport { plan } => {
                let check = Box::new(plan.check(8));
                self.dispatch(Msg::ExportChecked { plan, check });
            }
            _ => {}
        }
    }
}

/// Well-formed credentials, and where they come from.
pub fn credentials() -> (Credentials, SecretSource) {
    (Credentials { client_id: ID.into(), secret: Secret::new(SECRET.into()) }, SecretSource::File)
}
