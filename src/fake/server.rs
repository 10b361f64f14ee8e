//! The HTTP side of the embedded Personio: routes, and what happens around every answer (record, latency, faults,
//! limits, bearer token). Owns the order of these; what answers say is `pages`', `auth`'s and `control`'s.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::auth::Tokens;
use super::company::Company;
use super::control;
use super::faults::{Due, Endpoint, Script, Tampering, What, answers};
use super::limits::Limits;
use super::pages::Source;
use super::wire::WireHandle;

/// Requests that are remembered; older ones are forgotten, so that a demo may run for weeks.
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
    /// When it came.
    pub when: Instant,
    /// Whether it had an `Authorization` header.
    pub is_authorized: bool,
    /// The status of the answer; 0 until there is one, and for a connection cut before any.
    pub status: u16,
}

/// The recorder: the last requests and how many were forgotten before them.
#[derive(Debug, Default)]
struct Recorder {
    seen: VecDeque<Seen>,
    forgotten: u64,
}

/// Everything that requests share.
pub(super) struct Shared {
    company: RwLock<Company>,
    tokens: Mutex<Tokens>,
    script: Mutex<Script>,
    limits: Option<Mutex<Limits>>,
    recorder: Mutex<Recorder>,
    latency: Duration,
    base_url: String,
    stop: CancellationToken,
}

/// What a server is made of.
pub(super) struct Parts {
    pub(super) company: Company,
    pub(super) tokens: Tokens,
    pub(super) is_limited: bool,
    pub(super) latency: Duration,
    pub(super) base_url: String,
    pub(super) stop: CancellationToken,
}

impl Shared {
    pub(super) fn new(parts: Parts) -> Shared {
        Shared {
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
        self.company.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn company_mut(&self) -> RwLockWriteGuard<'_, Company> {
        self.company.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        locked(&self.script)
    }

    pub(super) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        locked(&self.tokens)
    }

    pub(super) fn requests(&self) -> Vec<Seen> {
        locked(&self.recorder).seen.iter().cloned().collect()
    }

    pub(super) fn forget_requests(&self) {
        let mut recorder = locked(&self.recorder);
        recorder.forgotten += recorder.seen.len() as u64;
        recorder.seen.clear();
    }

    /// Remembers a request and answers its number.
    fn saw(&self, request: &Request) -> u64 {
        let mut recorder = locked(&self.recorder);
        recorder.seen.push_back(Seen {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            when: super::now(),
            is_authorized: request.headers().contains_key(AUTHORIZATION),
            status: 0,
        });
        if recorder.seen.len() > REMEMBERED {
            recorder.seen.pop_front();
            recorder.forgotten += 1;
        }
        recorder.forgotten + recorder.seen.len() as u64 - 1
    }

    fn answered(&self, number: u64, status: StatusCode) {
        let mut recorder = locked(&self.recorder);
        let at = number.checked_sub(recorder.forgotten).map(|at| at as usize);
        if let Some(seen) = at.and_then(|at| recorder.seen.get_mut(at)) {
            seen.status = status.as_u16();
        }
    }

    fn admits(&self, endpoint: Endpoint) -> bool {
        self.limits.as_ref().is_none_or(|limits| locked(limits).admits(endpoint, super::now()))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All routes; Personio's have the record, faults, limits and tokens around them, the demo's control path has not.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/auth", post(auth))
        .route("/v1/company/employees", get(employees))
        .route("/v1/company/employees/attributes", get(attributes))
        .route("/v1/company/employees/custom-attributes", get(attributes))
        .route("/v1/company/employees/{id}", get(employee))
        .route("/v1/company/employees/{id}/profile-picture", get(picture))
        .route("/v1/company/employees/{id}/profile-picture/{width}", get(sized_picture))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(shared.clone(), around))
        .merge(control::routes())
        .with_state(shared)
}

type Reach = State<Arc<Shared>>;

async fn around(
    State(shared): Reach,
    ConnectInfo(wire): ConnectInfo<WireHandle>,
    req: Request,
    next: Next,
) -> Response {
    wire.leave();
    let number = shared.saw(&req);
    let endpoint = Endpoint::of(req.uri().path());
    if shared.stop.run_until_cancelled(tokio::time::sleep(shared.latency)).await.is_none() {
        return problem(StatusCode::SERVICE_UNAVAILABLE, 503, "Stopped");
    }
    let due = shared.script().due(endpoint);
    if due.is_token_expired {
        shared.tokens().expire();
    }
    for edit in &due.edits {
        edit.make(&mut shared.company_mut());
    }
    let mut answer = answered(&shared, endpoint, &due, req, next).await;
    let is_silent = due.spoiled.as_ref().is_some_and(|what| silence(&wire, what));
    for (name, value) in &due.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    if !is_silent {
        shared.answered(number, answer.status());
    }
    answer
}

/// The answer that goes out: a fault's, or a refusal, or the good one, whole or spoiled.
async fn answered(shared: &Arc<Shared>, endpoint: Endpoint, due: &Due, mut req: Request, next: Next) -> Response {
    if let Some(what) = &due.spoiled
        && let Some(answer) = answers::instead(what, &shared.stop).await
    {
        return answer;
    }
    if !shared.admits(endpoint) {
        return problem(StatusCode::TOO_MANY_REQUESTS, 429, "Too many requests");
    }
    let is_open = endpoint == Endpoint::Auth;
    let bearer = if is_open { None } else { Some(shared.tokens().check(req.headers(), super::now())) };
    let good = match bearer {
        Some(Err(refusal)) => *refusal,
        Some(Ok(bearer)) => {
            req.extensions_mut().insert(due.tampering.clone());
            let mut answer = next.run(req).await;
            if let Ok(bearer) = HeaderValue::from_str(&bearer) {
                answer.headers_mut().insert(AUTHORIZATION, bearer);
            }
            answer
        }
        None => next.run(req).await,
    };
    match &due.spoiled {
        Some(what) => answers::spoiled(what, good, &shared.stop).await,
        None => good,
    }
}

/// Prepares the connection for a fault of the connection; whether the client gets no answer at all.
fn silence(wire: &WireHandle, what: &What) -> bool {
    match what {
        What::CutAt(bytes) => wire.cut_after(*bytes),
        What::Raw(bytes) => wire.say_instead(bytes.clone()),
        What::Reset => wire.reset(),
        _ => return false,
    }
    matches!(what, What::CutAt(0) | What::Reset)
}

async fn auth(State(shared): Reach, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    shared.tokens().answer(uri.query().unwrap_or_default(), &headers, &body)
}

async fn attributes(State(shared): Reach, Extension(tampering): Extension<Tampering>) -> Response {
    with_source(&shared, &tampering, |source| source.attributes())
}

async fn employees(State(shared): Reach, Extension(tampering): Extension<Tampering>, uri: Uri) -> Response {
    with_source(&shared, &tampering, |source| source.employees(uri.query().unwrap_or_default()))
}

async fn employee(
    State(shared): Reach,
    Extension(tampering): Extension<Tampering>,
    Path(id): Path<String>,
) -> Response {
    with_source(&shared, &tampering, |source| source.employee(&id))
}

async fn picture(State(shared): Reach, Extension(tampering): Extension<Tampering>, Path(id): Path<String>) -> Response {
    with_source(&shared, &tampering, |source| source.picture(&id))
}

async fn sized_picture(
    State(shared): Reach,
    Extension(tampering): Extension<Tampering>,
    Path((id, width)): Path<(String, String)>,
) -> Response {
    let is_size = width.parse::<u16>().is_ok_and(|width| width > 0);
    with_source(&shared, &tampering, |source| source.picture(if is_size { &id } else { "" }))
}

fn with_source(shared: &Shared, tampering: &Tampering, answer: impl FnOnce(&Source) -> Response) -> Response {
    answer(&Source { company: &shared.company(), tampering, base_url: &shared.base_url })
}

async fn unknown(uri: Uri) -> Response {
    problem(StatusCode::NOT_FOUND, 404, &format!("The endpoint with {} was not found.", uri.path()))
}

async fn wrong_method() -> Response {
    problem(StatusCode::METHOD_NOT_ALLOWED, 405, "The method is not allowed")
}

/// Personio's envelope of a failure: <https://developer.personio.de/reference/error-codes>.
pub(super) fn problem(status: StatusCode, code: u16, message: &str) -> Response {
    let message = Value::from(message);
    let body = format!(r#"{{"success":false,"error":{{"code":{code},"message":{message}}}}}"#);
    json_answer(status, body.into_bytes())
}

/// Personio's envelope of a success.
pub(super) fn success(data: &Value) -> Response {
    json_answer(StatusCode::OK, format!(r#"{{"success":true,"data":{data}}}"#).into_bytes())
}

/// An answer with these bytes, labelled as JSON.
pub(super) fn json_answer(status: StatusCode, body: Vec<u8>) -> Response {
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}
