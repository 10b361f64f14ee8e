//! Effects become jobs, and their results messages. Nothing here decides anything: what is wished is done, newest wins,
//! and a job that panics is told like any other result.

use super::session_writer::{SessionWriter, lock};
use crate::app::effect::{Effect, RequestId};
use crate::app::msg::{Job, Msg, Now};
use crate::domain::credentials::Account;
use crate::domain::credentials::Credentials;
use crate::domain::export::plan::{ExportPlan, NotExported};
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Search;
use crate::domain::picking::session::Session;
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::Scratch;
use crate::domain::sync::{SyncEnd, Waiting};
use crate::files::journal::{Journal, SessionLock};
use crate::files::paths::Paths;
use crate::jobs::{self, Setup};
use crate::personio::PersonioClient;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;

/// First lines of a file that the export dialog shows.
const PREVIEW_PEOPLE: usize = 2;

/// The environment as the program meets it.
pub struct Environment {
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

impl Link {
    /// The link, unless another account is in use by now: what was read for the one before is not for it.
    fn of(&mut self, account: Option<Account>) -> Option<&mut Link> {
        (self.setup.account == account).then_some(self)
    }
}

/// Does what is wished.
pub struct Runner {
    messages: UnboundedSender<Msg>,
    link: Arc<Mutex<Link>>,
    scratch: Arc<Mutex<(Option<Arc<Roster>>, Scratch)>>,
    newest_search: Arc<AtomicU64>,
    testing: Option<AbortHandle>,
    reading: Option<AbortHandle>,
    syncing: Option<AbortHandle>,
    newest_sync: Arc<AtomicU64>,
    keeper: Option<SessionWriter>,
    clock: Arc<dyn Fn() -> Now + Send + Sync>,
    _lock: Option<SessionLock>,
}

impl Runner {
    /// Ready for effects; results go to `messages`. In a tokio runtime.
    ///
    /// # Errors
    /// When no client can be made for the credentials that are known.
    pub fn new(environment: Environment, messages: UnboundedSender<Msg>) -> Result<Runner, Problem> {
        let Environment { mut setup, credentials, clock, lock } = environment;
        let client = match credentials {
            Some(credentials) => {
                setup.account = Some(Account::of(&setup.base.to_string(), &credentials.client_id));
                Some(jobs::connect::client(&setup, credentials)?)
            }
            None => None,
        };
        let journal_file = setup.paths.as_ref().filter(|_| lock.is_some()).map(Paths::journal_file);
        Ok(Runner {
            messages,
            link: Arc::new(Mutex::new(Link { setup, client, roster: None, shrunk: None })),
            scratch: Arc::default(),
            newest_search: Arc::default(),
            testing: None,
            reading: None,
            syncing: None,
            newest_sync: Arc::default(),
            keeper: journal_file.map(SessionWriter::new),
            clock,
            _lock: lock,
        })
    }

    /// The time.
    pub fn now(&self) -> Now {
        (self.clock)()
    }

    /// Does an effect, or hands it back where it is the terminal's.
    pub fn run(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::TestCredentials { request, credentials } => self.test(request, credentials),
            Effect::StopTesting => abort(&mut self.testing),
            Effect::UseCredentials { credentials, keep } => self.use_credentials(credentials, keep),
            Effect::ReadAttributes { request, after } => self.read_attributes(request, after),
            Effect::StopReading => abort(&mut self.reading),
            Effect::Pin { field, pin } => {
                let setup = lock(&self.link).setup.clone();
                let link = self.link.clone();
                self.spawn_blocking(Job::Pin, move || {
                    let result = jobs::checklist::pin(&setup, field, pin.as_ref());
                    if result.is_ok() {
                        let pins = &mut lock(&link).setup.pins;
                        match &pin {
                            Some(pin) => drop(pins.insert(field, pin.clone())),
                            None => drop(pins.remove(&field)),
                        }
                    }
                    Msg::Pinned { field, pin, result }
                });
            }
            Effect::LoadPeople { request } => {
                let link = self.link.clone();
                self.spawn_blocking(Job::LoadPeople, move || {
                    let setup = lock(&link).setup.clone();
                    // Whose people they are must be known before they are shown.
                    let result = if setup.account.is_some() { jobs::people::load(&setup) } else { Ok(None) };
                    if let (Ok(Some(people)), Some(link)) = (&result, lock(&link).of(setup.account)) {
                        link.roster.get_or_insert_with(|| people.roster.clone());
                    }
                    Msg::PeopleLoaded { request, result }
                });
            }
            Effect::StartSync { request } => self.sync(request),
            Effect::KeepShrunk { request } => self.keep_shrunk(request),
            Effect::CancelSync => self.cancel_sync(),
            Effect::FindRows { request, search } => self.find(request, *search),
            Effect::Remember(session) => self.remember(session),
            Effect::CheckExport { request, plan } => self.spawn_blocking(Job::CheckExport, move || {
                Msg::ExportChecked { request, warnings: plan.warnings(), preview: plan.preview(PREVIEW_PEOPLE) }
            }),
            Effect::Export { plan, path, overwrite } => self.export(plan, path, overwrite),
            Effect::TickInDemo => {
                let base = lock(&self.link).setup.base.clone();
                self.spawn(
                    Job::TickInDemo,
                    async move { Msg::FieldTicked(jobs::checklist::tick_in_demo(&base).await) },
                );
            }
            Effect::Copy(_) | Effect::Suspend | Effect::Repaint | Effect::Quit => return Some(effect),
        }
        None
    }

    /// Writes what is not written yet, now; for the end of the program, from whichever thread.
    pub fn flush_on_exit(&self) -> impl Fn() + Send + Sync + 'static {
        let keeper = self.keeper.clone();
        move || {
            if let Some(keeper) = &keeper {
                let _ = keeper.save();
            }
        }
    }

    fn spawn(&self, task: Job, job: impl Future<Output = Msg> + Send + 'static) -> AbortHandle {
        let messages = self.messages.clone();
        let job = tokio::spawn(job);
        let handle = job.abort_handle();
        tokio::spawn(async move {
            match job.await {
                Ok(msg) => drop(messages.send(msg)),
                Err(error) if error.is_panic() => drop(messages.send(Msg::JobPanicked(task))),
                Err(_) => {}
            }
        });
        handle
    }

    fn spawn_blocking(&self, task: Job, job: impl FnOnce() -> Msg + Send + 'static) {
        spawn_blocking_for(self.messages.clone(), task, job);
    }

    fn test(&mut self, request: RequestId, credentials: Credentials) {
        abort(&mut self.testing);
        let (setup, messages) = (lock(&self.link).setup.clone(), self.messages.clone());
        let handle = self.spawn(Job::TestCredentials, async move {
            let tested = async {
                let client = jobs::connect::client(&setup, credentials)?;
                let tell = |waiting| drop(messages.send(Msg::TestWaited { request, waiting }));
                jobs::with_waits(&client, jobs::connect::test(&client), tell).await
            };
            Msg::CredentialsTested { request, result: tested.await }
        });
        self.testing = Some(handle);
    }

    /// Another account's data and jobs end here.
    fn use_credentials(&mut self, credentials: Credentials, keep: bool) {
        let account = Account::of(&lock(&self.link).setup.base.to_string(), &credentials.client_id);
        let is_other = lock(&self.link).setup.account != Some(account);
        if is_other {
            abort(&mut self.reading);
            self.cancel_sync();
        }
        let (link, may_keep_session) = (self.link.clone(), self.keeper.is_some());
        self.spawn_blocking(Job::UseCredentials, move || {
            let setup = Setup { account: Some(account), ..lock(&link).setup.clone() };
            let client = match jobs::connect::client(&setup, credentials.clone()) {
                Ok(client) => client,
                Err(problem) => return Msg::CredentialsUsed { kept: Err(problem), switched: None },
            };
            let kept = jobs::connect::keep(&setup, &credentials, keep);
            let switched = is_other.then(|| {
                let session = may_keep_session.then(|| jobs::session::load(&setup).ok().flatten()).flatten();
                Box::new(session.unwrap_or_default())
            });
            let mut link = lock(&link);
            if is_other {
                *link = Link { setup, client: Some(client), roster: None, shrunk: None };
            } else {
                link.client = Some(client);
            }
            Msg::CredentialsUsed { kept, switched }
        });
    }

    fn client(&self) -> Result<Arc<PersonioClient>, Problem> {
        lock(&self.link)
            .client
            .clone()
            .ok_or_else(|| Problem::new(Kind::Usage, "there are no credentials", "enter them on 1 Connect"))
    }

    fn read_attributes(&mut self, request: RequestId, after: Duration) {
        abort(&mut self.reading);
        let (client, messages) = (self.client(), self.messages.clone());
        let handle = self.spawn(Job::ReadAttributes, async move {
            tokio::time::sleep(after).await;
            let tell = |waiting: Option<Waiting>| {
                if let Some(waiting) = waiting {
                    let _ = messages.send(Msg::ReadingWaited { request, waiting });
                }
            };
            let result = match client {
                Ok(client) => jobs::with_waits(&client, jobs::checklist::read(&client), tell).await,
                Err(problem) => Err(problem),
            };
            Msg::AttributesRead { request, result }
        });
        self.reading = Some(handle);
    }

    fn sync(&mut self, request: RequestId) {
        self.cancel_sync();
        self.newest_sync.store(request.0, Ordering::SeqCst);
        let (client, link, messages) = (self.client(), self.link.clone(), self.messages.clone());
        let newest = self.newest_sync.clone();
        let job = tokio::spawn(async move {
            let (setup, before) = {
                let link = lock(&link);
                (link.setup.clone(), link.roster.clone())
            };
            let progress = messages.clone();
            let tell = move |so_far| drop(progress.send(Msg::SyncMoved { request, progress: so_far }));
            let read = match client {
                Ok(client) => jobs::sync::read(&client, &setup.pins, tell).await,
                Err(problem) => Err(problem),
            };
            // What follows is quick and cannot be stopped half-way; whether it begins is settled here.
            spawn_blocking_for(messages, Job::Sync, move || {
                let result = read.and_then(|read| {
                    if newest.load(Ordering::SeqCst) != request.0 {
                        return Err(Problem::new(Kind::No, "the sync was stopped", "the old list stays"));
                    }
                    let before = before.or_else(|| jobs::people::last(&setup).unwrap_or_default());
                    let (end, shrunk) = read.end(&setup, before.as_deref());
                    if let Some(link) = lock(&link).of(setup.account) {
                        link.shrunk = shrunk;
                        if let SyncEnd::Kept(synced) = &end {
                            link.roster = Some(synced.people.roster.clone());
                        }
                    }
                    Ok(end)
                });
                Msg::SyncEnded { request, result }
            });
        });
        self.syncing = Some(job.abort_handle());
        let messages = self.messages.clone();
        tokio::spawn(async move {
            if job.await.is_err_and(|error| error.is_panic()) {
                let _ = messages.send(Msg::JobPanicked(Job::Sync));
            }
        });
    }

    fn cancel_sync(&mut self) {
        abort(&mut self.syncing);
        self.newest_sync.store(u64::MAX, Ordering::SeqCst);
        lock(&self.link).shrunk = None;
    }

    fn keep_shrunk(&mut self, request: RequestId) {
        let link = self.link.clone();
        self.spawn_blocking(Job::Sync, move || {
            let (read, setup, before) = {
                let mut link = lock(&link);
                (link.shrunk.take(), link.setup.clone(), link.roster.clone())
            };
            let Some(read) = read else {
                let result = Err(Problem::new(Kind::No, "there is no new list", "sync again"));
                return Msg::SyncEnded { request, result };
            };
            let before = before.or_else(|| jobs::people::last(&setup).unwrap_or_default());
            let synced = read.keep(&setup, before.as_deref());
            if let Some(link) = lock(&link).of(setup.account) {
                link.roster = Some(synced.people.roster.clone());
            }
            Msg::SyncEnded { request, result: Ok(SyncEnd::Kept(Box::new(synced))) }
        });
    }

    fn find(&mut self, request: RequestId, search: Search) {
        self.newest_search.store(request.0, Ordering::Relaxed);
        let (newest, scratch, messages) = (self.newest_search.clone(), self.scratch.clone(), self.messages.clone());
        let job = tokio::task::spawn_blocking(move || {
            let mut scratch = lock(&scratch);
            if newest.load(Ordering::Relaxed) != request.0 {
                return;
            }
            let (roster, kept) = &mut *scratch;
            if !roster.as_ref().is_some_and(|roster| Arc::ptr_eq(roster, &search.roster)) {
                *roster = Some(search.roster.clone());
                *kept = Scratch::default();
            }
            let found = search.find(kept);
            let _ = messages.send(Msg::RowsFound { request, found });
        });
        let messages = self.messages.clone();
        tokio::spawn(async move {
            if job.await.is_err() {
                let _ = messages.send(Msg::JobPanicked(Job::FindRows));
            }
        });
    }

    fn export(&mut self, plan: Arc<ExportPlan>, path: String, overwrite: bool) {
        let setup = lock(&self.link).setup.clone();
        self.spawn_blocking(Job::Export, move || {
            let result: Result<_, NotExported> = jobs::export::write(&setup, &plan, &path, overwrite);
            Msg::Exported(result)
        });
    }

    fn remember(&mut self, session: Session) {
        // Without an account nobody knows whose ids these are; another account's journal is not replaced.
        let (Some(keeper), Some(account)) = (&self.keeper, lock(&self.link).setup.account) else { return };
        keeper.keep(Journal::new(account, session), &self.messages);
    }
}

fn spawn_blocking_for(messages: UnboundedSender<Msg>, task: Job, job: impl FnOnce() -> Msg + Send + 'static) {
    let job = tokio::task::spawn_blocking(job);
    tokio::spawn(async move {
        let msg = job.await.unwrap_or(Msg::JobPanicked(task));
        let _ = messages.send(msg);
    });
}

impl Drop for Runner {
    fn drop(&mut self) {
        abort(&mut self.testing);
        abort(&mut self.reading);
        abort(&mut self.syncing);
    }
}

fn abort(handle: &mut Option<AbortHandle>) {
    if let Some(handle) = handle.take() {
        handle.abort();
    }
}
