//! Effects become jobs, and their results messages. Nothing here decides anything: what is wished is done, newest wins,
//! and a job that panics is told like any other result.

use crate::app::effect::{Effect, Search, Session, Turn};
use crate::app::msg::{Msg, Now};
use crate::domain::credentials::Credentials;
use crate::domain::export::{ExportPlan, NotExported};
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::Scratch;
use crate::domain::roster::Roster;
use crate::domain::sync::{SyncEnd, SyncProgress};
use crate::domain::view::find;
use crate::files::cache::Account;
use crate::files::journal::{self, Journal, SessionLock};
use crate::jobs::{self, Setup};
use crate::personio::PersonioClient;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinHandle};

/// How long a change of the selection waits for the next one before it is written.
const CALM: Duration = Duration::from_millis(500);
/// Least time between two reports of progress.
const REPORT_EVERY: Duration = Duration::from_millis(100);
/// First lines of a file that the export dialog shows.
const PREVIEW_PEOPLE: usize = 2;

/// The world as the program meets it.
pub struct World {
    /// Whose data, from where, kept where.
    pub setup: Setup,
    /// What signs in, if it is known.
    pub credentials: Option<Credentials>,
    /// The clock.
    pub clock: Arc<dyn Fn() -> Now + Send + Sync>,
    /// Held while this is the session that keeps its selection; `None` in the demo and in a second instance.
    pub lock: Option<SessionLock>,
}

/// What jobs share: the account in use and what was read from it.
struct Link {
    setup: Setup,
    client: Option<Arc<PersonioClient>>,
    roster: Option<Arc<Roster>>,
    shrunk: Option<jobs::sync::Read>,
}

/// Does what is wished.
pub struct Runner {
    messages: UnboundedSender<Msg>,
    link: Arc<Mutex<Link>>,
    scratch: Arc<Mutex<(Option<Arc<Roster>>, Scratch)>>,
    newest_search: Arc<AtomicU64>,
    reading: Option<AbortHandle>,
    syncing: Option<AbortHandle>,
    unsaved: Arc<Mutex<Option<Journal>>>,
    saving: Option<JoinHandle<()>>,
    clock: Arc<dyn Fn() -> Now + Send + Sync>,
    lock: Option<SessionLock>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Runner {
    /// Ready for effects; results go to `messages`. In a tokio runtime.
    ///
    /// # Errors
    /// When no client can be made for the credentials that are known.
    pub fn new(world: World, messages: UnboundedSender<Msg>) -> Result<Runner, Problem> {
        let World { mut setup, credentials, clock, lock } = world;
        let client = match credentials {
            Some(credentials) => {
                setup.account = Some(Account::of(&setup.base.to_string(), &credentials.client_id));
                Some(jobs::connect::client(&setup, credentials)?)
            }
            None => None,
        };
        Ok(Runner {
            messages,
            link: Arc::new(Mutex::new(Link { setup, client, roster: None, shrunk: None })),
            scratch: Arc::default(),
            newest_search: Arc::default(),
            reading: None,
            syncing: None,
            unsaved: Arc::default(),
            saving: None,
            clock,
            lock,
        })
    }

    /// The time.
    pub fn now(&self) -> Now {
        (self.clock)()
    }

    /// Does an effect, or hands it back where it is the terminal's.
    pub fn run(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::TestCredentials { credentials, keep } => self.test(credentials, keep),
            Effect::ReadAttributes { turn, after } => self.read_attributes(turn, after),
            Effect::StopReading => abort(&mut self.reading),
            Effect::Pin { field, pin } => {
                let setup = held(&self.link).setup.clone();
                let link = self.link.clone();
                self.spawn_blocking("pin", move || {
                    let result = jobs::checklist::pin(&setup, field, pin.as_ref());
                    if result.is_ok() {
                        let pins = &mut held(&link).setup.pins;
                        match &pin {
                            Some(pin) => drop(pins.insert(field, pin.clone())),
                            None => drop(pins.remove(&field)),
                        }
                    }
                    Msg::Pinned { field, pin, result }
                });
            }
            Effect::LoadPeople => {
                let link = self.link.clone();
                self.spawn_blocking("open the list", move || {
                    let setup = held(&link).setup.clone();
                    let result = jobs::people::load(&setup);
                    if let Ok(Some(people)) = &result {
                        held(&link).roster = Some(people.roster.clone());
                    }
                    Msg::PeopleLoaded(result)
                });
            }
            Effect::StartSync => self.sync(),
            Effect::KeepShrunk => self.keep_shrunk(),
            Effect::CancelSync => {
                abort(&mut self.syncing);
                held(&self.link).shrunk = None;
            }
            Effect::FindRows { turn, search } => self.find(turn, *search),
            Effect::Remember(session) => self.remember(session),
            Effect::CheckExport { turn, plan } => self.spawn_blocking("look at the export", move || {
                Msg::ExportChecked { turn, warnings: plan.warnings(), preview: plan.preview(PREVIEW_PEOPLE) }
            }),
            Effect::Export { plan, path, overwrite } => self.export(plan, path, overwrite),
            Effect::TickInDemo => {
                let base = held(&self.link).setup.base.clone();
                self.spawn("tick a field", async move { Msg::Ticked(jobs::checklist::tick_in_demo(&base).await) });
            }
            Effect::Copy(_) | Effect::Suspend | Effect::Repaint | Effect::Quit => return Some(effect),
        }
        None
    }

    /// Writes what is not written yet, now; for the end of the program.
    pub fn flush(&mut self) {
        if let Some(journal) = held(&self.unsaved).take() {
            let _ = self.save(&journal);
        }
    }

    /// The same from another thread, for a program whose loop cannot.
    pub fn last_will(&self) -> impl Fn() + Send + Sync + 'static {
        let (unsaved, path) = (self.unsaved.clone(), self.journal_file());
        move || {
            let journal = unsaved.try_lock().ok().and_then(|mut unsaved| unsaved.take());
            if let (Some(journal), Some(path)) = (journal, &path) {
                let _ = journal::save(path, &journal);
            }
        }
    }

    fn spawn(&self, task: &'static str, job: impl Future<Output = Msg> + Send + 'static) -> AbortHandle {
        let messages = self.messages.clone();
        let job = tokio::spawn(job);
        let handle = job.abort_handle();
        tokio::spawn(async move {
            match job.await {
                Ok(msg) => drop(messages.send(msg)),
                Err(error) if error.is_panic() => drop(messages.send(Msg::TaskPanicked(task))),
                Err(_) => {}
            }
        });
        handle
    }

    fn spawn_blocking(&self, task: &'static str, job: impl FnOnce() -> Msg + Send + 'static) {
        let messages = self.messages.clone();
        let job = tokio::task::spawn_blocking(job);
        tokio::spawn(async move {
            let msg = job.await.unwrap_or(Msg::TaskPanicked(task));
            let _ = messages.send(msg);
        });
    }

    fn test(&mut self, credentials: Credentials, keep: bool) {
        let link = self.link.clone();
        self.spawn("test the connection", async move {
            let setup = held(&link).setup.clone();
            let tested = async {
                let client = jobs::connect::client(&setup, credentials.clone())?;
                let took = jobs::connect::test(&client).await?;
                {
                    let mut link = held(&link);
                    link.setup.account = Some(Account::of(&setup.base.to_string(), &credentials.client_id));
                    link.client = Some(client);
                }
                let kept = keep && jobs::connect::keep(&setup, &credentials)?;
                Ok((took, kept))
            };
            Msg::CredentialsTested(tested.await)
        });
    }

    fn client(&self) -> Result<Arc<PersonioClient>, Problem> {
        held(&self.link)
            .client
            .clone()
            .ok_or_else(|| Problem::new(Kind::Usage, "there are no credentials", "enter them on 1 Connect"))
    }

    fn read_attributes(&mut self, turn: Turn, after: Duration) {
        abort(&mut self.reading);
        let client = self.client();
        let handle = self.spawn("check the fields", async move {
            tokio::time::sleep(after).await;
            let result = match client {
                Ok(client) => jobs::checklist::read(&client).await,
                Err(problem) => Err(problem),
            };
            Msg::AttributesRead { turn, result }
        });
        self.reading = Some(handle);
    }

    fn sync(&mut self) {
        abort(&mut self.syncing);
        let (client, link, messages) = (self.client(), self.link.clone(), self.messages.clone());
        let handle = self.spawn("sync", async move {
            let synced = async {
                let (setup, before) = {
                    let link = held(&link);
                    (link.setup.clone(), link.roster.clone())
                };
                let read = jobs::sync::read(&client?, &setup.pins, at_most_every(REPORT_EVERY, messages)).await?;
                let (end, shrunk) = finish(move || read.end(&setup, before.as_deref())).await?;
                let mut link = held(&link);
                link.shrunk = shrunk;
                if let SyncEnd::Kept(synced) = &end {
                    link.roster = Some(synced.people.roster.clone());
                }
                Ok(end)
            };
            Msg::SyncEnded(synced.await)
        });
        self.syncing = Some(handle);
    }

    fn keep_shrunk(&mut self) {
        let link = self.link.clone();
        self.spawn_blocking("keep the new list", move || {
            let (read, setup, before) = {
                let mut link = held(&link);
                (link.shrunk.take(), link.setup.clone(), link.roster.clone())
            };
            let Some(read) = read else {
                return Msg::SyncEnded(Err(Problem::new(Kind::No, "there is no new list", "sync again")));
            };
            let synced = read.keep(&setup, before.as_deref());
            held(&link).roster = Some(synced.people.roster.clone());
            Msg::SyncEnded(Ok(SyncEnd::Kept(Box::new(synced))))
        });
    }

    fn find(&mut self, turn: Turn, search: Search) {
        self.newest_search.store(turn.0, Ordering::Relaxed);
        let (newest, scratch, messages) = (self.newest_search.clone(), self.scratch.clone(), self.messages.clone());
        let job = tokio::task::spawn_blocking(move || {
            let mut scratch = held(&scratch);
            if newest.load(Ordering::Relaxed) != turn.0 {
                return;
            }
            let (roster, kept) = &mut *scratch;
            if !roster.as_ref().is_some_and(|roster| Arc::ptr_eq(roster, &search.roster)) {
                *roster = Some(search.roster.clone());
                *kept = Scratch::default();
            }
            let found = find(&search.roster, &search.plan, &search.marks, (&search.shown, &search.sorts, kept));
            let _ = messages.send(Msg::RowsFound { turn, found });
        });
        let messages = self.messages.clone();
        tokio::spawn(async move {
            if job.await.is_err() {
                let _ = messages.send(Msg::TaskPanicked("find people"));
            }
        });
    }

    fn export(&mut self, plan: Arc<ExportPlan>, path: String, overwrite: bool) {
        self.spawn_blocking("export", move || {
            let result: Result<_, NotExported> = jobs::export::write(&plan, &path, overwrite);
            Msg::Exported(result)
        });
    }

    fn journal_file(&self) -> Option<std::path::PathBuf> {
        self.lock.as_ref()?;
        held(&self.link).setup.paths.as_ref().map(crate::files::paths::Paths::journal_file)
    }

    fn save(&self, journal: &Journal) -> Result<(), Problem> {
        match self.journal_file() {
            Some(path) => journal::save(&path, journal),
            None => Ok(()),
        }
    }

    fn remember(&mut self, session: Session) {
        let Some(path) = self.journal_file() else { return };
        let account = held(&self.link).setup.account.map(|account| account.to_string()).unwrap_or_default();
        let journal = Journal {
            account,
            saved_at: u64::try_from(self.now().unix).unwrap_or(0),
            selected: session.selected,
            query: session.query,
            gift_date: session.gift_date,
            screen: session.screen,
            sort: session.sort,
            ..Journal::default()
        };
        *held(&self.unsaved) = Some(journal);
        if self.saving.as_ref().is_none_or(JoinHandle::is_finished) {
            let (unsaved, messages) = (self.unsaved.clone(), self.messages.clone());
            self.saving = Some(tokio::spawn(async move {
                tokio::time::sleep(CALM).await;
                let saved = tokio::task::spawn_blocking(move || {
                    let journal = held(&unsaved).take();
                    journal.map_or(Ok(()), |journal| journal::save(&path, &journal))
                });
                if let Ok(Err(problem)) = saved.await {
                    let _ = messages.send(Msg::NotRemembered(problem));
                }
            }));
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        abort(&mut self.reading);
        abort(&mut self.syncing);
    }
}

fn abort(handle: &mut Option<AbortHandle>) {
    if let Some(handle) = handle.take() {
        handle.abort();
    }
}

async fn finish<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let defect =
        || Problem::new(Kind::Remote, "a defect in giftlist stopped the sync", "the old list is as it was; try again");
    tokio::task::spawn_blocking(work).await.map_err(|_| defect())
}

/// Reports progress, but not more often than the eye can follow; a new stage or wait is told at once.
fn at_most_every(time: Duration, messages: UnboundedSender<Msg>) -> impl Fn(SyncProgress) + Send + Sync {
    let last: Mutex<Option<(Instant, SyncProgress)>> = Mutex::new(None);
    move |progress| {
        let mut last = held(&last);
        let is_news = last.as_ref().is_none_or(|(told, before)| {
            told.elapsed() >= time || before.stage != progress.stage || before.waiting != progress.waiting
        });
        if is_news {
            *last = Some((Instant::now(), progress.clone()));
            let _ = messages.send(Msg::SyncMoved(progress));
        }
    }
}
