//! Signing in: the token that stays the same for 24 hours, and whether a request carries it.
//! Sources: <https://developer.personio.de/reference/post_auth> and the changelog entry "improved bearer token".

use std::collections::HashMap;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::answer::{problem, success};
use super::rng::{SeededRng, hash};

/// How long a token is valid.
const LIFE: Duration = Duration::from_secs(86_400);

/// The credentials of the account and their current token.
#[derive(Debug)]
pub(super) struct Tokens {
    client_id: String,
    client_secret: String,
    issued: u64,
    current: Option<(String, Instant)>,
}

impl Tokens {
    pub(super) fn new(client_id: String, client_secret: String) -> Tokens {
        Tokens { client_id, client_secret, issued: 0, current: None }
    }

    /// The token for this ID and secret, the same for 24 hours; `None` if they are wrong.
    fn token(&mut self, pair: (&str, &str), now: Instant) -> Option<String> {
        if pair != (self.client_id.as_str(), self.client_secret.as_str()) {
            return None;
        }
        if self.valid(now).is_none() {
            self.issued += 1;
            let made_of = format!("{}\n{}\n{}", self.client_id, self.client_secret, self.issued);
            let mut rng = SeededRng::new(hash(&made_of), "token");
            let token = format!("papi-{:016x}{:016x}", rng.next_u64(), rng.next_u64());
            self.current = Some((token, now));
        }
        self.valid(now).map(str::to_owned)
    }

    fn valid(&self, now: Instant) -> Option<&str> {
        let (token, since) = self.current.as_ref()?;
        (now.saturating_duration_since(*since) < LIFE).then_some(token)
    }

    /// Ends the current token; the next sign-in gives another.
    pub(super) fn expire(&mut self) {
        self.current = None;
    }

    /// The value of the `Authorization` header if it is valid, otherwise the refusal.
    pub(super) fn check(&self, headers: &HeaderMap, now: Instant) -> Result<String, Box<Response>> {
        let header = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok()).unwrap_or_default();
        let Some((scheme, given)) = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        else {
            return Err(Box::new(problem(StatusCode::UNAUTHORIZED, 401, "Authorization is not provided")));
        };
        if self.valid(now) != Some(given.trim()) {
            return Err(Box::new(problem(StatusCode::FORBIDDEN, 403, "Provided authorization is not valid")));
        }
        Ok(format!("{scheme} {}", given.trim()))
    }

    /// Answers `POST /v1/auth`.
    pub(super) fn answer(&mut self, query: &str, headers: &HeaderMap, body: &Bytes) -> Response {
        if form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "client_secret") {
            let message = "Credentials in the query string are no longer accepted";
            return problem(StatusCode::FORBIDDEN, 403, message);
        }
        let fields = fields(headers, body);
        let (Some(id), Some(secret)) = (fields.get("client_id"), fields.get("client_secret")) else {
            return problem(StatusCode::BAD_REQUEST, 400, "The client_id and client_secret fields are required");
        };
        match self.token((id.as_str(), secret.as_str()), Instant::now()) {
            Some(token) => success(&json!({"token": token, "expires_in": LIFE.as_secs(), "scope": "employees:read"})),
            None => problem(StatusCode::FORBIDDEN, 0, "Wrong credentials"),
        }
    }
}

/// The fields of a JSON or form body; empty if it is neither.
fn fields(headers: &HeaderMap, body: &Bytes) -> HashMap<String, String> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|header| header.to_str().ok()).unwrap_or_default();
    if content_type.contains("form-urlencoded") {
        return form_urlencoded::parse(body).into_owned().collect();
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => object
            .into_iter()
            .filter_map(|(name, value)| value.as_str().map(|text| (name.clone(), text.to_owned())))
            .collect(),
        _ => HashMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_stays_for_a_day_and_then_changes() {
        let (mut tokens, start) = (Tokens::new("id".into(), "secret".into()), Instant::now());
        let pair = ("id", "secret");
        let first = tokens.token(pair, start).expect("a right pair");
        assert!(first.starts_with("papi-"));
        assert_eq!(tokens.token(pair, start + LIFE - Duration::from_secs(1)), Some(first.clone()));
        assert_ne!(tokens.token(pair, start + LIFE), Some(first));
        assert_eq!(tokens.token(("id", "other"), start), None);
    }

    #[test]
    fn an_expired_token_is_refused_until_the_next_sign_in() {
        let (mut tokens, now) = (Tokens::new("id".into(), "secret".into()), Instant::now());
        let token = tokens.token(("id", "secret"), now).expect("a right pair");
        let mut headers = HeaderMap::new();
        assert!(tokens.check(&headers, now).is_err());
        headers.insert(AUTHORIZATION, format!("Bearer {token}").parse().expect("a header"));
        assert_eq!(tokens.check(&headers, now).ok(), Some(format!("Bearer {token}")));
        tokens.expire();
        assert!(tokens.check(&headers, now).is_err());
    }
}
