//! The program in a home of its own, with a Personio of its own and a clock that the test moves. Tests send keys and
//! wait, with a limit, for what they want to see.

use super::{draw_to_string, parse_keys};
use crate::harness::fixtures::{UNIX, fake_options, launch_options, now};
use giftlist::app::key::Key;
use giftlist::app::launch::{Demo, LaunchOptions};
use giftlist::app::{Effect, Model, Msg};
use giftlist::domain::credentials::{Account, Credentials, Secret, SecretSource};
use giftlist::domain::fields::TextField;
use giftlist::domain::people::bits::Row;
use giftlist::domain::people::roster::Roster;
use giftlist::domain::picking::session::Session;
use giftlist::fake::{FakeOptions, FakePersonio};
use giftlist::files::journal;
use giftlist::files::paths::Paths;
use giftlist::jobs::{JobContext, session};
use giftlist::personio::BaseUrl;
use giftlist::tui::program::Program;
use giftlist::tui::runner::Environment;
use ratatui::layout::Size;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// The longest wait for anything.
const LIMIT: Duration = Duration::from_secs(10);

pub struct Journey {
    pub program: Program,
    pub fake: FakePersonio,
    elapsed_ms: Arc<AtomicU64>,
    home: Arc<TempDir>,
    runtime: Runtime,
}

pub struct JourneyOptions {
    pub personio: FakeOptions,
    /// Whether the program knows its credentials from an earlier start.
    pub has_credentials: bool,
    pub demo: Option<Demo>,
}

impl Default for JourneyOptions {
    fn default() -> JourneyOptions {
        JourneyOptions { personio: fake_options(), has_credentials: true, demo: None }
    }
}

impl Journey {
    /// With an empty home.
    pub fn first_start() -> Journey {
        Journey::launch(JourneyOptions { has_credentials: false, ..JourneyOptions::default() })
    }

    /// With credentials from an earlier start, before the first sync.
    pub fn with_credentials() -> Journey {
        Journey::launch(JourneyOptions::default())
    }

    /// With the sample company synced, on Recipients.
    pub fn loaded() -> Journey {
        let mut journey = Journey::with_credentials();
        journey.keys("3 r").wait_until(|model| model.company.people.is_some());
        journey.keys("4").wait_until(|model| !model.screens.recipients.view.is_empty());
        journey
    }

    /// With credentials, and a Personio that takes this long for each answer.
    pub fn with_latency(latency: Duration) -> Journey {
        Journey::launch(JourneyOptions {
            personio: FakeOptions { latency, ..fake_options() },
            ..JourneyOptions::default()
        })
    }

    pub fn launch(options: JourneyOptions) -> Journey {
        let JourneyOptions { personio, has_credentials, demo } = options;
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let fake = runtime.block_on(FakePersonio::start(personio)).unwrap();
        let home = Arc::new(TempDir::with_prefix("giftlist-journey-").unwrap());
        let elapsed_ms = Arc::default();
        let known = has_credentials.then(|| credentials_of(&fake));
        let program = runtime.block_on(async { start_program(&home, &elapsed_ms, &fake, known, demo) });
        Journey { program, fake, elapsed_ms, home, runtime }.wait_until_loaded()
    }

    /// Waits until the journal on disk has a session like this.
    pub fn wait_for_saved(&mut self, wanted: impl Fn(&Session) -> bool) {
        let limit = Instant::now() + LIMIT;
        let path = self.file("state/session.json");
        while !journal::load(&path).unwrap().is_some_and(|journal| wanted(&journal.session)) {
            assert!(Instant::now() < limit, "the journal was not written");
            self.drain_for(Duration::from_millis(20));
        }
    }

    /// Kills the program, so that what is not saved yet is lost, and starts it again.
    pub fn restart(self) -> Journey {
        let Journey { program, fake, elapsed_ms, home, runtime } = self;
        drop(program);
        let program =
            runtime.block_on(async { start_program(&home, &elapsed_ms, &fake, Some(credentials_of(&fake)), None) });
        Journey { program, fake, elapsed_ms, home, runtime }.wait_until_loaded()
    }

    /// A second program in the same home, while this one runs.
    pub fn second_instance(&self) -> Journey {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let fake = runtime.block_on(FakePersonio::start(fake_options())).unwrap();
        let (home, elapsed_ms) = (self.home.clone(), self.elapsed_ms.clone());
        let known = Some(credentials_of(&self.fake));
        let program = runtime.block_on(async { start_program(&home, &elapsed_ms, &self.fake, known, None) });
        Journey { program, fake, elapsed_ms, home, runtime }.wait_until_loaded()
    }

    /// From now on another account, with this client ID, answers at the same address.
    pub fn move_to_another_account(&mut self, client_id: &str) {
        let address = self.fake.base_url();
        let port = address.rsplit(':').next().and_then(|port| port.parse().ok()).unwrap();
        let options = FakeOptions { port, client_id: client_id.into(), ..fake_options() };
        let elsewhere = self.runtime.block_on(FakePersonio::start(fake_options())).unwrap();
        self.runtime.block_on(std::mem::replace(&mut self.fake, elsewhere).stop());
        self.fake = self.runtime.block_on(FakePersonio::start(options)).unwrap();
    }

    fn wait_until_loaded(mut self) -> Journey {
        self.wait_until(|model| !model.screens.recipients.is_loading);
        self
    }

    pub fn model(&self) -> &Model {
        &self.program.model
    }

    /// Presses keys, in the notation of [`parse_keys`].
    pub fn keys(&mut self, keys: &str) -> &mut Journey {
        self.press(parse_keys(keys))
    }

    pub fn press(&mut self, keys: impl IntoIterator<Item = Key>) -> &mut Journey {
        keys.into_iter().for_each(|key| self.dispatch(Msg::Key(key)));
        self
    }

    /// Pastes a text, and waits until the next key no longer counts as part of the paste.
    pub fn paste(&mut self, text: &str) -> &mut Journey {
        self.dispatch(Msg::Pasted(text.into()));
        self.advance(Duration::from_secs(1))
    }

    /// Moves the clock; nothing else happens.
    pub fn advance(&mut self, time: Duration) -> &mut Journey {
        self.elapsed_ms.fetch_add(time.as_millis() as u64, Ordering::Relaxed);
        self
    }

    pub fn dispatch(&mut self, msg: Msg) {
        let _inside = self.runtime.enter();
        self.program.dispatch(msg);
    }

    /// Handles messages until the model meets a condition.
    #[track_caller]
    pub fn wait_until(&mut self, wanted: impl Fn(&Model) -> bool) -> &mut Journey {
        let limit = Instant::now() + LIMIT;
        while !wanted(&self.program.model) {
            let left = limit.saturating_duration_since(Instant::now());
            let next = self.runtime.block_on(async { tokio::time::timeout(left, self.program.next()).await });
            assert!(next.is_ok(), "waited in vain; the screen:\n{}", draw_to_string(&self.program.model));
        }
        self
    }

    /// Handles every message that arrives within this time; for showing that something does not happen.
    pub fn drain_for(&mut self, time: Duration) -> &mut Journey {
        let until = tokio::time::Instant::now() + time;
        while self.runtime.block_on(async { tokio::time::timeout_at(until, self.program.next()).await.is_ok() }) {}
        self
    }

    /// Waits until the screen contains a text, within one line.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Journey {
        self.wait_until(|model| draw_to_string(model).contains(text))
    }

    /// Filters, and waits until this many rows are found.
    #[track_caller]
    pub fn filter(&mut self, query: &str, count: usize) -> &mut Journey {
        self.keys("/ Ctrl-u").keys(&format!("text:{query}")).keys("Enter");
        self.wait_until(|model| model.screens.recipients.view.len() == count)
    }

    /// Resizes the terminal; returns the screen.
    pub fn screen_at(&mut self, columns: u16, lines: u16) -> String {
        self.dispatch(Msg::Resized(Size { width: columns, height: lines }));
        draw_to_string(&self.program.model)
    }

    /// The effects that only a terminal can run, since the last call.
    pub fn take_terminal_effects(&mut self) -> Vec<Effect> {
        self.program.take_terminal_effects()
    }

    /// The path of a file below the program's own directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    #[track_caller]
    pub fn roster(&self) -> Arc<Roster> {
        self.model().company.people.as_ref().expect("people").roster.clone()
    }

    /// How many people who have not left meet a condition.
    pub fn count(&self, wanted: impl Fn(&Roster, Row) -> bool) -> usize {
        let (roster, marks) = (self.roster(), self.model().company.marks.clone());
        roster.rows().filter(|&row| !marks.leavers().has(row) && wanted(&roster, row)).count()
    }

    /// How many people in Dublin have not left.
    pub fn dubliners(&self) -> usize {
        self.count(|roster, row| roster.text(TextField::Office, row) == "Dublin")
    }

    /// The ids of the selected people, ascending.
    pub fn selected(&self) -> Vec<u64> {
        let mut ids = self.model().session().selected;
        ids.sort_unstable();
        ids
    }

    /// How many requests there were for paths that end like this.
    pub fn request_count(&self, path: &str) -> usize {
        self.fake.requests().iter().filter(|seen| seen.path.ends_with(path)).count()
    }
}

/// The credentials that the embedded Personio accepts.
fn credentials_of(fake: &FakePersonio) -> Credentials {
    Credentials { client_id: fake.client_id().into(), secret: Secret::new(fake.client_secret().into()) }
}

/// Starts the program as `giftlist` does: it restores the last session, and saves it unless another program does.
fn start_program(
    home: &TempDir,
    elapsed_ms: &Arc<AtomicU64>,
    fake: &FakePersonio,
    credentials: Option<Credentials>,
    demo: Option<Demo>,
) -> Program {
    let base = BaseUrl::parse(&fake.base_url()).unwrap();
    let address = base.to_string();
    let mut cx = JobContext {
        kept_in: Some(Paths::find(Some(home.path()), "default").unwrap()),
        keeps_people: true,
        max_age_days: 7,
        account: credentials.as_ref().map(|known| Account::of(&address, &known.client_id)),
        ..JobContext::new(base, || UNIX)
    };
    cx.lock = session::lock(&cx).unwrap();
    let options = LaunchOptions {
        credentials: credentials.clone().map(|known| (known, SecretSource::File)),
        address: address.clone(),
        host: address,
        demo,
        session: session::load(&cx).unwrap().unwrap_or_default(),
        ..launch_options()
    };
    let (start, elapsed_ms) = (Instant::now(), elapsed_ms.clone());
    let clock = Arc::new(move || now(start, Duration::from_millis(elapsed_ms.load(Ordering::Relaxed))));
    Program::new(options, Environment { cx, credentials, clock }).unwrap()
}
