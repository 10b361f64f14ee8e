//! Turns effects into jobs, and their results into messages. It decides nothing: the newest request of a kind wins, and
//! a panic is reported like any other result. The runner owns the client and the running jobs; whatever else a job
//! needs comes with its effect.

mod export;
mod people;
mod search;
mod shown;
mod watch;

use super::session_writer::SessionWriter;
use crate::app::effect::Effect;
use crate::app::msg::{Job, Msg};
use crate::app::now::Now;
use crate::app::request::RequestId;
use crate::domain::checklist::matching::Pins;
use crate::domain::credentials::{Account, Credentials};
use crate::domain::people::People;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::Scratch;
use crate::domain::sync::{SyncEnd, Waiting};
use crate::files::journal::Journal;
use crate::files::paths::Paths;
use crate::jobs::{self, JobContext};
use crate::personio::PersonioClient;
use parking_lot::Mutex;
use shown::Shown;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;
use watch::watch;

/// What surrounds the program: files, the network, the clock.
pub struct Environment {
    pub cx: JobContext,
    pub credentials: Option<Credentials>,
    pub clock: Arc<dyn Fn() -> Now + Send + Sync>,
}

/// The newest request of a kind; jobs of earlier requests see it and stop.
type Newest = Arc<AtomicU64>;

/// Stands for "no request" in [`Newest`].
const NONE: u64 = u64::MAX;

pub struct Runner {
    messages: UnboundedSender<Msg>,
    cx: JobContext,
    /// Signs in with the credentials in use; `None` before there are any.
    client: Arc<Mutex<Option<Arc<PersonioClient>>>>,
    /// A complete sync with far fewer people, until the user says whether to keep it.
    shrunk: Arc<Mutex<Option<jobs::sync::UnsavedSync>>>,
    scratch: Arc<Mutex<(Option<Arc<Roster>>, Scratch)>>,
    newest_search: Newest,
    newest_facets: Newest,
    newest_emails: Newest,
    newest_sync: Newest,
    testing: Option<AbortHandle>,
    reading: Option<AbortHandle>,
    syncing: Option<AbortHandle>,
    session: Option<SessionWriter>,
    shown: Arc<Shown>,
    clock: Arc<dyn Fn() -> Now + Send + Sync>,
    watching: Option<AbortHandle>,
}

impl Runner {
    /// Ready for effects; results go to `messages`. In a tokio runtime.
    ///
    /// # Errors
    /// When no client can be made for the credentials that are known.
    pub fn new(environment: Environment, messages: UnboundedSender<Msg>) -> Result<Runner, Problem> {
        let Environment { cx, credentials, clock } = environment;
        let client = credentials.map(|credentials| jobs::connect::client(&cx, credentials)).transpose()?;
        let journal_file = cx.paths().map(Paths::journal_file);
        let session = journal_file.zip(cx.lock.as_ref()).map(|(path, lock)| SessionWriter::new(path, lock));
        let watching =
            cx.lock.as_ref().map(|lock| tokio::spawn(watch(Arc::downgrade(lock), messages.clone())).abort_handle());
        Ok(Runner {
            messages,
            cx,
            client: Arc::new(Mutex::new(client)),
            shrunk: Arc::default(),
            scratch: Arc::default(),
            newest_search: Arc::default(),
            newest_facets: Arc::default(),
            newest_emails: Arc::default(),
            newest_sync: Arc::default(),
            testing: None,
            reading: None,
            syncing: None,
            session,
            shown: Arc::default(),
            clock,
            watching,
        })
    }

    pub fn now(&self) -> Now {
        (self.clock)()
    }

    /// A frame with people was drawn.
    pub fn people_shown(&self) {
        self.shown.set();
    }

    /// Why people cannot be used, if a part of them turned out to be damaged when it was read.
    pub fn damage(&self, people: &People) -> Option<Problem> {
        jobs::people::check(&self.cx, &people.roster).err()
    }

    /// Runs an effect, or hands it back if it is the terminal's to run.
    pub fn run(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::TestCredentials { request, credentials } => self.test(request, credentials),
            Effect::StopTesting => abort(&mut self.testing),
            Effect::UseCredentials { credentials, keep, account, is_switch } => {
                self.use_credentials(credentials, keep, account, is_switch);
            }
            Effect::ReadAttributes { request, after } => self.read_attributes(request, after),
            Effect::StopReading => abort(&mut self.reading),
            Effect::Pin { field, pin } => {
                let cx = self.cx.clone();
                self.spawn_blocking(Job::Pin, move || {
                    let result = jobs::checklist::pin(&cx, field, pin.as_ref());
                    Msg::Pinned { field, pin, result }
                });
            }
            Effect::LoadPeople { request, account, has_selection } => self.load_people(request, account, has_selection),
            Effect::ReadKept { account, change } => {
                let cx = self.context_for(account);
                spawn_blocking_for(self.messages.clone(), Job::ReadKept, move || {
                    let changed = change.as_ref().map(|(change, _)| change.clone());
                    let result = match change {
                        Some((change, known)) => jobs::kept::change(&cx, known, change),
                        // Where nothing is kept on disk, or not any more, what is known stays.
                        None if cx.paths().is_none() => return None,
                        None => jobs::kept::kept(&cx),
                    };
                    Some(Msg::KeptRead { account, change: changed, result })
                });
            }
            Effect::StartSync { request, account, pins, before } => {
                self.sync(request, pins, Target { cx: self.context_for(account), before });
            }
            Effect::KeepShrunk { request, account, before } => {
                self.keep_shrunk(request, Target { cx: self.context_for(account), before });
            }
            Effect::CancelSync => self.cancel_sync(),
            Effect::CancelExport(cancel) => cancel.cancel(),
            Effect::FindRows { request, search } => self.find(request, *search),
            Effect::FindEmails { source, roster } => self.find_emails(source, roster),
            Effect::CountFacets { request, search } => self.count_facets(request, *search),
            Effect::Remember { account, session } => {
                if let Some(writer) = &self.session {
                    writer.schedule(Journal::new(account, session), &self.messages);
                }
            }
            Effect::TakeOverSession { account } => self.take_over_session(account),
            Effect::CheckExport { plan } => self.check_export(plan),
            Effect::Export(export) => self.export(*export),
            Effect::KeepCountry { name, code } => self.keep_country(name, code),
            Effect::CopyThroughTmux(copied) => self.spawn_blocking(Job::Copy, move || {
                let result = jobs::clipboard::through_tmux(&copied.text);
                Msg::CopiedThroughTmux { copied, result }
            }),
            Effect::TickInDemo => {
                let base = self.cx.base.clone();
                let job = async move { Msg::FieldTicked(jobs::checklist::tick_in_demo(&base).await) };
                self.spawn(Job::TickInDemo, job);
            }
            Effect::Copy(_) | Effect::Suspend | Effect::Repaint | Effect::Switch | Effect::Quit => return Some(effect),
        }
        None
    }

    /// A function that writes the session if it has unsaved changes; callable from any thread when the program ends.
    pub fn flush_on_exit(&self) -> impl Fn() + Send + Sync + 'static {
        let session = self.session.clone();
        move || {
            if let Some(session) = &session {
                let _ = session.flush();
            }
        }
    }

    fn context_for(&self, account: Option<Account>) -> JobContext {
        JobContext { account, ..self.cx.clone() }
    }

    fn spawn(&self, kind: Job, job: impl Future<Output = Msg> + Send + 'static) -> AbortHandle {
        let messages = self.messages.clone();
        let job = tokio::spawn(job);
        let handle = job.abort_handle();
        tokio::spawn(async move {
            match job.await {
                Ok(msg) => drop(messages.send(msg)),
                Err(error) if error.is_panic() => drop(messages.send(Msg::JobPanicked(kind))),
                Err(_) => {}
            }
        });
        handle
    }

    fn spawn_blocking(&self, kind: Job, job: impl FnOnce() -> Msg + Send + 'static) {
        spawn_blocking_for(self.messages.clone(), kind, move || Some(job()));
    }

    fn client(&self) -> Result<Arc<PersonioClient>, Problem> {
        let client = self.client.lock().clone();
        client.ok_or_else(|| Problem::new(Kind::Usage, "there are no credentials", "enter them on 1 Connect"))
    }

    fn test(&mut self, request: RequestId, credentials: Credentials) {
        abort(&mut self.testing);
        let (cx, messages) = (self.cx.clone(), self.messages.clone());
        let handle = self.spawn(Job::TestCredentials, async move {
            let tested = async {
                let client = jobs::connect::client(&cx, credentials)?;
                let on_wait = |waiting| drop(messages.send(Msg::TestWaited { request, waiting }));
                jobs::with_waits(&client, jobs::connect::test(&client), on_wait).await
            };
            Msg::CredentialsTested { request, result: tested.await }
        });
        self.testing = Some(handle);
    }

    fn use_credentials(&mut self, credentials: Credentials, keep: bool, account: Account, is_switch: bool) {
        if is_switch {
            abort(&mut self.reading);
            self.cancel_sync();
            // Nothing may be read with the old credentials and saved as the new account's.
            *self.client.lock() = None;
        }
        let (cx, in_use, keeps_session) =
            (self.context_for(Some(account)), self.client.clone(), self.session.is_some());
        self.spawn_blocking(Job::UseCredentials, move || {
            let client = match jobs::connect::client(&cx, credentials.clone()) {
                Ok(client) => client,
                Err(problem) => {
                    let switched = is_switch.then(Box::default);
                    return Msg::CredentialsUsed { kept: Err(problem), switched };
                }
            };
            let kept = jobs::connect::save_or_remove(&cx, &credentials, keep);
            let switched = is_switch.then(|| {
                let session = keeps_session.then(|| jobs::session::load(&cx).ok().flatten()).flatten();
                Box::new(session.unwrap_or_default())
            });
            *in_use.lock() = Some(client);
            Msg::CredentialsUsed { kept, switched }
        });
    }

    fn take_over_session(&self, account: Option<Account>) {
        let (cx, writer) = (self.context_for(account), self.session.clone());
        self.spawn_blocking(Job::TakeOverSession, move || {
            let left = jobs::session::load(&cx).map(|left| left.map(Box::new));
            writer.iter().for_each(SessionWriter::take_over);
            Msg::SessionTakenOver { account, left }
        });
    }

    fn read_attributes(&mut self, request: RequestId, after: Duration) {
        abort(&mut self.reading);
        let (client, messages) = (self.client(), self.messages.clone());
        let handle = self.spawn(Job::ReadAttributes, async move {
            tokio::time::sleep(after).await;
            let on_wait = |waiting: Option<Waiting>| {
                if let Some(waiting) = waiting {
                    let _ = messages.send(Msg::ReadingWaited { request, waiting });
                }
            };
            let result = match client {
                Ok(client) => jobs::with_waits(&client, jobs::checklist::read(&client), on_wait).await,
                Err(problem) => Err(problem),
            };
            Msg::AttributesRead { request, result }
        });
        self.reading = Some(handle);
    }

    fn sync(&mut self, request: RequestId, pins: Pins, target: Target) {
        self.cancel_sync();
        self.newest_sync.store(request.0, Ordering::SeqCst);
        let (client, messages) = (self.client(), self.messages.clone());
        let (newest, shrunk) = (self.newest_sync.clone(), self.shrunk.clone());
        let job = tokio::spawn(async move {
            let progress = messages.clone();
            let on_progress = move |progress_made| {
                drop(progress.send(Msg::SyncMoved { request, progress: progress_made }));
            };
            let read = match client {
                Ok(client) => jobs::sync::read(&client, &pins, on_progress).await,
                Err(problem) => Err(problem),
            };
            // Saving is quick and cannot be stopped half-way, so this is the last moment at which a cancel counts.
            spawn_blocking_for(messages, Job::Sync, move || {
                if newest.load(Ordering::SeqCst) != request.0 {
                    return None;
                }
                let result = read.map(|read| {
                    let (end, read) = read.end(&target.cx, target.before().as_deref());
                    *shrunk.lock() = read;
                    end
                });
                Some(Msg::SyncEnded { request, result })
            });
        });
        self.syncing = Some(job.abort_handle());
        report_panic(self.messages.clone(), Job::Sync, job);
    }

    fn cancel_sync(&mut self) {
        abort(&mut self.syncing);
        self.newest_sync.store(NONE, Ordering::SeqCst);
        *self.shrunk.lock() = None;
    }

    fn keep_shrunk(&mut self, request: RequestId, target: Target) {
        let shrunk = self.shrunk.clone();
        self.spawn_blocking(Job::Sync, move || {
            let Some(read) = shrunk.lock().take() else {
                let result = Err(Problem::new(Kind::No, "there is no new list", "sync again"));
                return Msg::SyncEnded { request, result };
            };
            let synced = read.save(&target.cx, target.before().as_deref());
            Msg::SyncEnded { request, result: Ok(SyncEnd::Saved(Box::new(synced))) }
        });
    }
}

/// Where the result of a sync is saved, and what it is compared with.
struct Target {
    cx: JobContext,
    before: Option<Arc<Roster>>,
}

impl Target {
    /// The people of the previous sync: those on screen, else those on disk, however old.
    fn before(&self) -> Option<Arc<Roster>> {
        self.before
            .clone()
            .filter(|before| before.read_all().is_ok())
            .or_else(|| jobs::people::last(&self.cx).unwrap_or_default())
    }
}

/// Runs a job on a blocking thread. It returns `None` when its result is not wanted any more.
fn spawn_blocking_for(messages: UnboundedSender<Msg>, kind: Job, job: impl FnOnce() -> Option<Msg> + Send + 'static) {
    let sender = messages.clone();
    let job = tokio::task::spawn_blocking(move || {
        if let Some(msg) = job() {
            let _ = sender.send(msg);
        }
    });
    report_panic(messages, kind, job);
}

fn report_panic(messages: UnboundedSender<Msg>, kind: Job, job: tokio::task::JoinHandle<()>) {
    tokio::spawn(async move {
        if job.await.is_err_and(|error| error.is_panic()) {
            let _ = messages.send(Msg::JobPanicked(kind));
        }
    });
}

impl Drop for Runner {
    fn drop(&mut self) {
        abort(&mut self.testing);
        abort(&mut self.reading);
        abort(&mut self.syncing);
        abort(&mut self.watching);
    }
}

fn abort(handle: &mut Option<AbortHandle>) {
    if let Some(handle) = handle.take() {
        handle.abort();
    }
}
