//! What a faulty answer looks like: made up, or a good answer with its body cut or slowed down. Knows neither people
//! nor scripts; `stream` breaks connections.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;
use tokio_util::sync::CancellationToken;

use super::faults::What;

/// The interval at which a dripping body sends some bytes.
const TICK: Duration = Duration::from_millis(500);

/// Generous time for half a page to leave.
const FLUSHED: Duration = Duration::from_millis(30);

const LOGIN_PAGE: &str = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome to Hotel Wi-Fi</h1>\
    <form method=\"post\"><input name=\"room\"><button>Continue</button></form></body></html>";

/// The answer that replaces a good one; `None` for faults that spoil the good one.
pub(super) async fn instead(what: &What, stop: &CancellationToken) -> Option<Response<Body>> {
    let answer = match what {
        What::Status { code, retry_after, body } => {
            let mut answer =
                labelled(if body.starts_with('{') { "application/json" } else { "text/html" }, body.clone());
            *answer.status_mut() = StatusCode::from_u16(*code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            if let Some(value) = retry_after.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                answer.headers_mut().insert(RETRY_AFTER, value);
            }
            answer
        }
        What::Html => labelled("text/html; charset=utf-8", LOGIN_PAGE),
        What::Redirect { code, to } => {
            let mut answer = labelled("text/html", "");
            *answer.status_mut() = StatusCode::from_u16(*code).unwrap_or(StatusCode::FOUND);
            if let Ok(value) = HeaderValue::from_str(to) {
                answer.headers_mut().insert(LOCATION, value);
            }
            answer
        }
        What::Hang => {
            stop.cancelled().await;
            labelled("text/plain", "")
        }
        What::EmptyBody => labelled("application/json", ""),
        What::Json(text) => labelled("application/json", text.clone()),
        What::GzipBomb { megabytes } => {
            let mut answer = labelled("application/json", gzip_of_blanks(*megabytes));
            answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            answer
        }
        _ => return None,
    };
    Some(answer)
}

/// The good answer with a fault in its body.
pub(super) async fn spoiled(what: &What, good: Response<Body>, stop: &CancellationToken) -> Response<Body> {
    let is_length_told = matches!(what, What::CutBody | What::Drip { .. });
    let (mut head, body) = good.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.remove(CONTENT_LENGTH);
    if is_length_told {
        head.headers.insert(CONTENT_LENGTH, bytes.len().into());
    }
    let half = bytes.slice(..bytes.len() / 2);
    let body = match what {
        What::CutBody | What::CutChunked => broken_off(half),
        What::Drip { bytes_per_tick } => dripping(bytes, (*bytes_per_tick).max(1), stop.clone()),
        _ => {
            head.headers.insert(CONTENT_LENGTH, bytes.len().into());
            Body::from(bytes)
        }
    };
    Response::from_parts(head, body)
}

fn labelled(content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut answer = Response::new(body.into());
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// These bytes, then an error. When a body fails the server drops what it has not sent yet, hence the pause before.
fn broken_off(bytes: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(bytes), |left| async move {
        if let Some(bytes) = left.filter(|bytes| !bytes.is_empty()) {
            return Some((Ok(bytes), Some(Bytes::new())));
        }
        tokio::time::sleep(FLUSHED).await;
        Some((Err(io::Error::new(io::ErrorKind::ConnectionAborted, "cut on purpose")), None))
    }))
}

fn dripping(bytes: Bytes, step: usize, stop: CancellationToken) -> Body {
    Body::from_stream(stream::unfold((bytes, stop), move |(mut bytes, stop)| async move {
        if bytes.is_empty() || stop.run_until_cancelled(tokio::time::sleep(TICK)).await.is_none() {
            return None;
        }
        let drop = bytes.split_to(step.min(bytes.len()));
        Some((Ok::<_, io::Error>(drop), (bytes, stop)))
    }))
}

/// A gzip stream of blanks, about a thousandth of their size.
fn gzip_of_blanks(megabytes: u32) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let megabyte = vec![b' '; 1 << 20];
    let written = (0..megabytes).try_for_each(|_| packed.write_all(&megabyte));
    // Writing into memory does not fail.
    written.and_then(|()| packed.finish()).unwrap_or_default()
}
