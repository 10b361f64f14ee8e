//! The HTTP side of the embedded Personio: routes, and what happens around every answer (record, latency, faults,
//! limits, bearer token), in that order. `employees_api`, `auth` and `control` make the answers.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::answer::problem;
use super::control;
use super::employees_api::EmployeesApi;
use super::faults::{Due, Endpoint, Tampering, What};
use super::faulty_answer;
use super::state::ServerState;
use super::stream::StreamHandle;

/// All routes. Personio's have the middleware around them, the demo's control path has not.
pub(super) fn router(shared: Arc<ServerState>) -> Router {
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
        .layer(from_fn_with_state(shared.clone(), middleware))
        .merge(control::routes())
        .with_state(shared)
}

type SharedState = State<Arc<ServerState>>;

async fn middleware(
    State(shared): SharedState,
    ConnectInfo(stream): ConnectInfo<StreamHandle>,
    req: Request,
    next: Next,
) -> Response {
    stream.send_normally();
    let number = shared.record(&req);
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
    let is_silent = due.spoiled.as_ref().is_some_and(|what| silence(&stream, what));
    for (name, value) in &due.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    if !is_silent {
        shared.record_status(number, answer.status());
    }
    answer
}

/// The answer of a fault, a refusal, or the good answer, which a fault may spoil.
async fn answered(shared: &Arc<ServerState>, endpoint: Endpoint, due: &Due, mut req: Request, next: Next) -> Response {
    if let Some(what) = &due.spoiled
        && let Some(answer) = faulty_answer::instead(what, &shared.stop).await
    {
        return answer;
    }
    if !shared.is_within_limits(endpoint) {
        return problem(StatusCode::TOO_MANY_REQUESTS, 429, "Too many requests");
    }
    let is_open = endpoint == Endpoint::Auth;
    let bearer = if is_open { None } else { Some(shared.tokens().check(req.headers(), Instant::now())) };
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
        Some(what) => faulty_answer::spoiled(what, good, &shared.stop).await,
        None => good,
    }
}

/// Prepares the connection for a fault of its own; `true` if the client gets no answer at all.
fn silence(stream: &StreamHandle, what: &What) -> bool {
    match what {
        What::CutAt(bytes) => stream.cut_after(*bytes),
        What::Raw(bytes) => stream.replace_answer(bytes.clone()),
        What::Reset => stream.reset(),
        _ => return false,
    }
    matches!(what, What::CutAt(0) | What::Reset)
}

async fn auth(State(shared): SharedState, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    shared.tokens().answer(uri.query().unwrap_or_default(), &headers, &body)
}

async fn attributes(State(shared): SharedState, Extension(tampering): Extension<Tampering>) -> Response {
    with_api(&shared, &tampering, |api| api.attributes())
}

async fn employees(State(shared): SharedState, Extension(tampering): Extension<Tampering>, uri: Uri) -> Response {
    with_api(&shared, &tampering, |api| api.employees(uri.query().unwrap_or_default()))
}

async fn employee(
    State(shared): SharedState,
    Extension(tampering): Extension<Tampering>,
    Path(id): Path<String>,
) -> Response {
    with_api(&shared, &tampering, |api| api.employee(&id))
}

async fn picture(
    State(shared): SharedState,
    Extension(tampering): Extension<Tampering>,
    Path(id): Path<String>,
) -> Response {
    with_api(&shared, &tampering, |api| api.picture(&id))
}

async fn sized_picture(
    State(shared): SharedState,
    Extension(tampering): Extension<Tampering>,
    Path((id, width)): Path<(String, String)>,
) -> Response {
    let is_size = width.parse::<u16>().is_ok_and(|width| width > 0);
    with_api(&shared, &tampering, |api| api.picture(if is_size { &id } else { "" }))
}

fn with_api(shared: &ServerState, tampering: &Tampering, answer: impl FnOnce(&EmployeesApi) -> Response) -> Response {
    answer(&EmployeesApi { company: &shared.company(), tampering, base_url: &shared.base_url })
}

async fn unknown(uri: Uri) -> Response {
    problem(StatusCode::NOT_FOUND, 404, &format!("The endpoint with {} was not found.", uri.path()))
}

async fn wrong_method() -> Response {
    problem(StatusCode::METHOD_NOT_ALLOWED, 405, "The method is not allowed")
}
