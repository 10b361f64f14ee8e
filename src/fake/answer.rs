//! The envelopes that Personio's answers come in, whichever endpoint they are from.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::Value;

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

pub(super) fn json_answer(status: StatusCode, body: Vec<u8>) -> Response {
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}
