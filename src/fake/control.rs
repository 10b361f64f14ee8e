//! The demo's control path, which no real Personio has: ticks and unticks fields of the credential over HTTP, so that
//! the terminal interface need not know this folder. Like the whole server, it listens on the loopback address only.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::post;
use serde_json::json;

use super::answer::{json_answer, problem};
use super::state::ServerState;
use crate::domain::fields::Field;

/// `POST /demo/tick[?field=Team]` and `POST /demo/untick?field=Team`.
pub(super) fn routes() -> Router<Arc<ServerState>> {
    Router::new().route("/demo/tick", post(tick)).route("/demo/untick", post(untick))
}

async fn tick(State(shared): State<Arc<ServerState>>, uri: Uri) -> Response {
    let Ok(named) = field(&uri) else { return unknown() };
    let mut company = shared.company_mut();
    let granted = company.granted();
    let field = named.or_else(|| Field::all().find(|&field| !granted.contains(field)));
    if let Some(field) = field {
        company.set_field_granted(field, true);
    }
    done("ticked", field)
}

async fn untick(State(shared): State<Arc<ServerState>>, uri: Uri) -> Response {
    let Ok(Some(field)) = field(&uri) else { return unknown() };
    shared.company_mut().set_field_granted(field, false);
    done("unticked", Some(field))
}

/// The field in the query string, if there is one; `Err` if there is no field of that name.
fn field(uri: &Uri) -> Result<Option<Field>, ()> {
    let query = uri.query().unwrap_or_default().as_bytes();
    match form_urlencoded::parse(query).find(|(name, _)| name == "field") {
        Some((_, name)) => Field::parse(&name).map(Some).ok_or(()),
        None => Ok(None),
    }
}

fn done(what: &str, field: Option<Field>) -> Response {
    json_answer(StatusCode::OK, json!({what: field.map(Field::name)}).to_string().into_bytes())
}

fn unknown() -> Response {
    problem(StatusCode::BAD_REQUEST, 400, "There is no such field")
}
