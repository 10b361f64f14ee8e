//! What the requests to one server share: the company, the token, the faults, the limits, and a record of the requests.

use parking_lot::{Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use tokio_util::sync::CancellationToken;

use super::auth::Tokens;
use super::company::Company;
use super::faults::{Endpoint, Script};
use super::limits::Limits;

/// Requests that are kept; older ones are dropped, so that a demo may run for weeks.
const REMEMBERED: usize = 20_000;

/// A request that the server has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path without the query string.
    pub path: String,
    /// The query string as it came, empty when there is none.
    pub query: String,
    pub when: Instant,
    /// Whether it had an `Authorization` header.
    pub is_authorized: bool,
    /// The status of the answer; 0 until there is one, and if the connection was cut before.
    pub status: u16,
}

/// The last requests, and how many were dropped before them.
#[derive(Debug, Default)]
struct Recorder {
    seen: VecDeque<Seen>,
    forgotten: u64,
}

pub(super) struct ServerState {
    company: RwLock<Company>,
    tokens: Mutex<Tokens>,
    script: Mutex<Script>,
    limits: Option<Mutex<Limits>>,
    recorder: Mutex<Recorder>,
    pub(super) latency: Duration,
    pub(super) base_url: String,
    pub(super) stop: CancellationToken,
}

pub(super) struct StateParts {
    pub(super) company: Company,
    pub(super) tokens: Tokens,
    pub(super) is_limited: bool,
    pub(super) latency: Duration,
    pub(super) base_url: String,
    pub(super) stop: CancellationToken,
}

impl ServerState {
    pub(super) fn new(parts: StateParts) -> ServerState {
        ServerState {
            company: RwLock::new(parts.company),
            tokens: Mutex::new(parts.tokens),
            script: Mutex::default(),
            limits: parts.is_limited.then(|| Mutex::new(Limits::published())),
            recorder: Mutex::default(),
            latency: parts.latency,
            base_url: parts.base_url,
            stop: parts.stop,
        }
    }

    pub(super) fn company(&self) -> RwLockReadGuard<'_, Company> {
        self.company.read()
    }

    pub(super) fn company_mut(&self) -> RwLockWriteGuard<'_, Company> {
        self.company.write()
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock()
    }

    pub(super) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock()
    }

    pub(super) fn requests(&self) -> Vec<Seen> {
        self.recorder.lock().seen.iter().cloned().collect()
    }

    pub(super) fn forget_requests(&self) {
        let mut recorder = self.recorder.lock();
        recorder.forgotten += recorder.seen.len() as u64;
        recorder.seen.clear();
    }

    /// Keeps a request and returns its number.
    pub(super) fn record(&self, request: &Request) -> u64 {
        let mut recorder = self.recorder.lock();
        recorder.seen.push_back(Seen {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            when: Instant::now(),
            is_authorized: request.headers().contains_key(AUTHORIZATION),
            status: 0,
        });
        if recorder.seen.len() > REMEMBERED {
            recorder.seen.pop_front();
            recorder.forgotten += 1;
        }
        recorder.forgotten + recorder.seen.len() as u64 - 1
    }

    pub(super) fn record_status(&self, number: u64, status: StatusCode) {
        let mut recorder = self.recorder.lock();
        let at = number.checked_sub(recorder.forgotten).map(|at| at as usize);
        if let Some(seen) = at.and_then(|at| recorder.seen.get_mut(at)) {
            seen.status = status.as_u16();
        }
    }

    pub(super) fn is_within_limits(&self, endpoint: Endpoint) -> bool {
        self.limits.as_ref().is_none_or(|limits| limits.lock().admits(endpoint, Instant::now()))
    }
}
