//! The client: signs in, reads the attributes, reads a page of employees. It keeps to the pace, signs in again once
//! when a token is refused, and retries where the table in `retry` says so. The secret goes into the body of one
//! request to the configured address and nowhere else; redirects are not followed.

use super::answer::Answer;
use super::decode::{self, Page, TokenResponse};
use super::error::{Cause, Error, Stage};
use super::foreign;
use super::http_error;
use super::options::{ClientOptions, http_client};
use super::proxy::Proxy;
use super::retry::{self, Attempts, Bucket};
use super::token::{Refresh, Token, Tokens};
use crate::domain::checklist::attribute::{Attribute, Keys};
use crate::domain::credentials::{Credentials, MAX_CREDENTIAL_BYTES, Secret};
use crate::domain::sync::Waiting;
use parking_lot::Mutex;
use reqwest::{Client, RequestBuilder};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use zeroize::Zeroize;

/// How often one sync may sign in again.
const RENEWALS_PER_SYNC: u32 = 3;
/// Tokens that are kept to cut them out of messages.
const MAX_ISSUED_TOKENS: usize = 8;
/// A connection that was idle for this long may have been closed by the other side in the meantime.
const IDLE: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// The first record, from 0.
    pub offset: u64,
    /// Rows, 1 to 100.
    pub limit: u32,
}

/// Requests so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// All requests, including signing in.
    pub requests: u32,
    /// Those of them that repeat an earlier one.
    pub retries: u32,
}

/// Talks to one Personio account. Share it in an `Arc`.
pub struct PersonioClient {
    http: Client,
    /// As the environment names it; `None` for this machine.
    proxy: Option<Proxy>,
    options: ClientOptions,
    tokens: Tokens,
    issued_tokens: Mutex<Vec<Secret>>,
    bucket: Mutex<Bucket>,
    renewals: AtomicU32,
    requests: AtomicU32,
    retries: AtomicU32,
    last_received: Mutex<Option<Instant>>,
    /// Since when a connection may be kept open; `None` after a failure.
    kept_since: Mutex<Option<Instant>>,
    waiting: watch::Sender<Option<Waiting>>,
}

impl std::fmt::Debug for PersonioClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonioClient").field("base", &self.options.base).finish_non_exhaustive()
    }
}

impl PersonioClient {
    /// A client that has not sent anything yet.
    ///
    /// # Errors
    /// `NoCertificates`, `BadCaFile` or `JobContext`.
    pub fn new(options: ClientOptions) -> Result<PersonioClient, Error> {
        // Fails if one is installed already, which is just as good.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = http_client(&options).map_err(|cause| cause.at(Stage::SigningIn))?;
        let variable = |name: &str| std::env::var(name).ok();
        let proxy = match options.base.is_loopback() {
            true => None,
            false => Proxy::of(&options.base.host(), variable).map_err(|cause| cause.at(Stage::SigningIn))?,
        };
        Ok(PersonioClient {
            http,
            proxy,
            options,
            tokens: Tokens::default(),
            issued_tokens: Mutex::default(),
            bucket: Mutex::new(Bucket::new()),
            renewals: AtomicU32::new(0),
            requests: AtomicU32::new(0),
            retries: AtomicU32::new(0),
            last_received: Mutex::default(),
            kept_since: Mutex::default(),
            waiting: watch::Sender::new(None),
        })
    }

    /// Signs in, even if there is a token. The other calls sign in by themselves when they need to.
    ///
    /// # Errors
    /// `Denied` for a wrong client ID or secret; see [`Cause`] for the rest. Takes at most 30 s unless Personio asks to
    /// wait.
    pub async fn authenticate(&self) -> Result<(), Error> {
        self.tokens.obtain(Refresh::Always, self.sign_in()).await.map(drop)
    }

    /// What the credential may read: one attempt, and one more after signing in again.
    ///
    /// # Errors
    /// See [`Cause`].
    pub async fn attributes(&self) -> Result<Vec<Attribute>, Error> {
        let body = self.resource(Stage::Attributes, &[]).await?;
        let attributes = decode::attributes(&body).map_err(|cause| self.error(Stage::Attributes, cause))?;
        Ok(foreign::attributes(attributes, self.secrets(&self.issued_tokens.lock())))
    }

    /// The same, as patient as a sync: retries after failures that may pass.
    ///
    /// # Errors
    /// See [`Cause`].
    pub async fn attributes_patiently(&self) -> Result<Vec<Attribute>, Error> {
        let mut attempts = Attempts::new();
        loop {
            match self.attributes().await {
                Ok(attributes) => return Ok(attributes),
                Err(error) => self.wait_or_fail(&mut attempts, error).await?,
            }
        }
    }

    /// One page of employees, of which only `keys` are kept; retries after failures that may pass. The page is decoded
    /// on a blocking thread.
    ///
    /// # Errors
    /// See [`Cause`].
    pub async fn employees(&self, page: PageRequest, keys: &Arc<Keys>) -> Result<Page, Error> {
        let mut attempts = Attempts::new();
        loop {
            match self.employees_once(page, keys).await {
                Ok(page) => {
                    self.bucket.lock().refill();
                    return Ok(page);
                }
                Err(error) => self.wait_or_fail(&mut attempts, error).await?,
            }
        }
    }

    /// Whether the credential may read employees: one attempt at one person, asking for nothing but the id.
    ///
    /// # Errors
    /// See [`Cause`].
    pub async fn may_read_employees(&self) -> Result<(), Error> {
        self.employees_once(PageRequest { offset: 0, limit: 1 }, &Arc::default()).await.map(drop)
    }

    async fn employees_once(&self, page: PageRequest, keys: &Arc<Keys>) -> Result<Page, Error> {
        let (limit, offset) = (page.limit.to_string(), page.offset.to_string());
        let mut query = vec![("limit", limit.as_str()), ("offset", offset.as_str())];
        // Only these are ever requested, so that no other value leaves Personio.
        let mut wanted: Vec<&str> = keys.keys().map(|key| key.as_str()).collect();
        wanted.sort_unstable();
        // No key at all would mean everything.
        wanted.extend(wanted.is_empty().then_some("id"));
        query.extend(wanted.into_iter().map(|key| ("attributes[]", key)));
        let body = self.resource(Stage::Employees, &query).await?;
        let keys = Arc::clone(keys);
        let decoded = tokio::task::spawn_blocking(move || decode::employees(&body, &keys)).await;
        match decoded {
            Ok(page) => page.map_err(|cause| self.error(Stage::Employees, cause)),
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is shutting down.
                Err(_) => Err(self.error(Stage::Employees, Cause::Truncated)),
            },
        }
    }

    /// Requests since the last [`PersonioClient::count_from_now`].
    pub fn traffic(&self) -> Traffic {
        Traffic { requests: self.requests.load(Ordering::Relaxed), retries: self.retries.load(Ordering::Relaxed) }
    }

    /// Starts counting requests from zero, at the beginning of a sync.
    pub fn count_from_now(&self) {
        self.requests.store(0, Ordering::Relaxed);
        self.retries.store(0, Ordering::Relaxed);
        self.begin_walk();
    }

    /// The wait that is going on; `None` between waits.
    pub fn waiting(&self) -> watch::Receiver<Option<Waiting>> {
        self.waiting.subscribe()
    }

    /// Rows to ask for per page.
    pub(super) fn page_limit(&self) -> u32 {
        self.options.page_limit.clamp(1, 100)
    }

    /// Restores the allowance of retries and of signing in again, which each sync has for itself.
    pub(super) fn begin_walk(&self) {
        *self.bucket.lock() = Bucket::new();
        self.renewals.store(0, Ordering::Relaxed);
    }

    /// Lets at most this many retries follow until the next [`PersonioClient::begin_walk`].
    pub(super) fn limit_retries(&self, retries: u32) {
        self.bucket.lock().limit_retries(retries);
    }

    /// Since when nothing has arrived, not counting a pause that Personio asked for; `None` before the first request.
    pub(super) fn silent_since(&self) -> Option<Instant> {
        let last_received = *self.last_received.lock();
        last_received.max(self.options.pacer.paused_until())
    }

    /// Sends a request for a resource; if the token is refused, signs in again and repeats it once.
    async fn resource(&self, stage: Stage, query: &[(&str, &str)]) -> Result<Vec<u8>, Error> {
        let token = self.tokens.obtain(Refresh::IfExpired, self.sign_in()).await?;
        let denied = match self.get(stage, query, &token).await {
            Err(error) if matches!(error.cause, Cause::Denied { .. }) => error,
            other => return other,
        };
        let renewal = async {
            if stage == Stage::Employees && self.renewals.fetch_add(1, Ordering::Relaxed) >= RENEWALS_PER_SYNC {
                return Err(denied);
            }
            self.sign_in().await
        };
        let token = self.tokens.obtain(Refresh::IfStill(&token), renewal).await?;
        self.retries.fetch_add(1, Ordering::Relaxed);
        self.get(stage, query, &token).await
    }

    async fn get(&self, stage: Stage, query: &[(&str, &str)], token: &Token) -> Result<Vec<u8>, Error> {
        let path = match stage {
            Stage::SigningIn => "/v1/auth",
            Stage::Attributes => "/v1/company/employees/attributes",
            Stage::Employees => "/v1/company/employees",
        };
        let request = || self.http.get(self.options.base.join(path)).query(query).bearer_auth(token.secret.expose());
        self.options.pacer.permit().await;
        let was_idle = self.kept_since.lock().is_some_and(|since| since.elapsed() >= IDLE);
        match self.send(stage, request()).await {
            // The other side closed a connection that we kept open: no failure, so it takes no attempt.
            Err(Error { cause: Cause::Reset { .. }, .. }) if was_idle => {
                self.retries.fetch_add(1, Ordering::Relaxed);
                self.options.pacer.permit().await;
                self.send(stage, request()).await
            }
            other => other,
        }
    }

    async fn sign_in(&self) -> Result<TokenResponse, Error> {
        let mut attempts = Attempts::new();
        // A wait that Personio asked for also holds for the next caller.
        let pause = self.options.pacer.paused_until().map(|until| until.saturating_duration_since(Instant::now()));
        if let Some(wait) = pause.filter(|wait| !wait.is_zero()) {
            self.wait(wait, retry::RETRY[retry::Class::TooFast as usize].reason).await;
        }
        let mut end = Instant::now() + retry::SIGN_IN_LIMIT;
        loop {
            let error = match self.post_credentials(end).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let Some(wait) = attempts.after(&error) else { return Err(error) };
            let policy = error.cause.retry();
            if policy.pauses_all {
                self.options.pacer.pause_until(Instant::now() + wait);
                end = Instant::now() + wait + retry::SIGN_IN_LIMIT;
            } else if Instant::now() + wait >= end {
                return Err(error);
            }
            self.retries.fetch_add(1, Ordering::Relaxed);
            self.wait(wait, policy.reason).await;
        }
    }

    /// Credentials go in the body: in an address they would end up in logs, and Personio refuses them there from 2027.
    async fn post_credentials(&self, end: Instant) -> Result<TokenResponse, Error> {
        #[derive(serde::Serialize)]
        struct Pair<'a> {
            client_id: &'a str,
            client_secret: &'a str,
        }
        let Credentials { client_id, secret } = &self.options.credentials;
        let left = end.saturating_duration_since(Instant::now()).min(self.options.request_timeout);
        let pair = Pair { client_id, client_secret: secret.expose() };
        let request = self.http.post(self.options.base.join("/v1/auth")).json(&pair).timeout(left);
        let mut body = self.send(Stage::SigningIn, request).await?;
        let response = decode::token(&body);
        body.zeroize();
        let response = response.map_err(|cause| self.error(Stage::SigningIn, cause))?;
        if !is_token(response.token.expose()) {
            return Err(self.error(Stage::SigningIn, Cause::BadToken));
        }
        let mut issued_tokens = self.issued_tokens.lock();
        if !issued_tokens.contains(&response.token) {
            let keep_from = (issued_tokens.len() + 1).saturating_sub(MAX_ISSUED_TOKENS);
            issued_tokens.drain(..keep_from);
            issued_tokens.push(response.token.clone());
        }
        Ok(response)
    }

    async fn send(&self, stage: Stage, request: RequestBuilder) -> Result<Vec<u8>, Error> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let host = self.options.base.authority();
        let sent = Instant::now();
        self.last_received.lock().get_or_insert(sent);
        let received = || *self.last_received.lock() = Some(Instant::now());
        let body = match request.send().await {
            Err(error) => Err(self.explain(http_error::on_send(&error, &host, sent.elapsed())).await),
            Ok(response) => {
                received();
                Answer { response, host: &host, sent, on_received: &received }.json().await
            }
        };
        *self.kept_since.lock() = body.is_ok().then(Instant::now);
        body.map_err(|cause| self.error(stage, cause))
    }

    /// The cause, with what the proxy says where there is one, and whether our own certificates were tried.
    async fn explain(&self, cause: Cause) -> Cause {
        let base = &self.options.base;
        match cause {
            Cause::Certificate { host, reason, .. } => {
                Cause::Certificate { host, reason, with_ca_file: !self.options.extra_ca.is_empty() }
            }
            Cause::Proxy { .. } | Cause::Connect { .. } | Cause::Dns { .. } | Cause::Reset { .. } => {
                let Some(proxy) = &self.proxy else { return cause };
                match proxy.answer(&base.host(), base.port()).await {
                    Some(answer) => Cause::Proxy { proxy: Some(proxy.authority()), host: base.authority(), answer },
                    None => cause,
                }
            }
            other => other,
        }
    }

    /// After a failed attempt: waits before the next one, or returns the error if it was the last.
    async fn wait_or_fail(&self, attempts: &mut Attempts, error: Error) -> Result<(), Error> {
        let policy = error.cause.retry();
        // Signing in has made its own attempts.
        let wait = if error.stage == Stage::SigningIn { None } else { attempts.after(&error) };
        let Some(wait) = wait.filter(|_| self.bucket.lock().take(policy.cost)) else { return Err(error) };
        self.retries.fetch_add(1, Ordering::Relaxed);
        if policy.pauses_all {
            self.options.pacer.pause_until(Instant::now() + wait);
        }
        self.wait(wait, policy.reason).await;
        Ok(())
    }

    async fn wait(&self, time: Duration, reason: &'static str) {
        let shown = Waiting { time, reason };
        self.waiting.send_replace(Some(shown.clone()));
        let _clear = ClearOnDrop { waiting: &self.waiting, shown };
        tokio::time::sleep(time).await;
    }

    /// What must not be shown.
    fn secrets<'a>(&'a self, issued_tokens: &'a [Secret]) -> impl Iterator<Item = &'a Secret> {
        std::iter::once(&self.options.credentials.secret).chain(issued_tokens)
    }

    /// Every failure passes here: our secrets are cut out of the server's messages.
    fn error(&self, stage: Stage, cause: Cause) -> Error {
        foreign::cause(cause, self.secrets(&self.issued_tokens.lock())).at(stage)
    }
}

/// Clears a wait when it ends or is cancelled, unless a later one has replaced it.
struct ClearOnDrop<'a> {
    waiting: &'a watch::Sender<Option<Waiting>>,
    shown: Waiting,
}

impl Drop for ClearOnDrop<'_> {
    fn drop(&mut self) {
        self.waiting.send_if_modified(|now| now.take_if(|now| *now == self.shown).is_some());
    }
}

/// Visible ASCII of a sane length.
fn is_token(text: &str) -> bool {
    (1..=MAX_CREDENTIAL_BYTES).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}
