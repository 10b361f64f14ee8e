//! One HTTP answer: whether it is Personio's, and its body, counted while it arrives. Only status 200 with JSON is
//! accepted; everything else becomes a `Cause`, in which messages are not redacted yet. Knows no endpoint.

use super::decode;
use super::error::{Cause, NotPersonioKind};
use super::http_error::{self, BodyError};
use super::proxy_answer::ProxyAnswer;
use super::retry;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderName, LOCATION, RETRY_AFTER};
use reqwest::{Response, Url};
use std::time::Duration;
use tokio::time::Instant;

/// Largest body of an answer, after unpacking.
pub const MAX_BODY_BYTES: usize = 16 << 20;
/// How much of an error's body is read for its message.
const MAX_ERROR_BYTES: usize = 64 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum ContentType {
    Json,
    Html,
    Other,
}

/// An answer whose head has arrived.
pub struct Answer<'a> {
    pub response: Response,
    /// Host and port, for messages.
    pub host: &'a str,
    pub sent: Instant,
    /// Called whenever something arrives.
    pub on_received: &'a (dyn Fn() + Send + Sync),
}

impl Answer<'_> {
    /// The JSON body of a success.
    pub async fn json(mut self) -> Result<Vec<u8>, Cause> {
        let code = self.response.status().as_u16();
        let content_type = self.content_type();
        if code != 200 {
            return Err(self.error_status(code, content_type).await);
        }
        if self.header(CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
            return Err(self.not_personio(NotPersonioKind::Encoding));
        }
        match content_type {
            ContentType::Json => {}
            ContentType::Html => return Err(self.not_personio(NotPersonioKind::Html)),
            ContentType::Other => return Err(self.not_personio(NotPersonioKind::OtherType)),
        }
        let body = self.body(MAX_BODY_BYTES).await?;
        let begins = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body).trim_ascii_start();
        if begins.first() == Some(&b'<') {
            return Err(self.not_personio(NotPersonioKind::Html));
        }
        Ok(body)
    }

    /// The cause for a status other than 200.
    async fn error_status(mut self, code: u16, content_type: ContentType) -> Cause {
        match code {
            300..400 => {
                // The host only: the rest of the address may carry anything.
                let to = self.header(LOCATION).and_then(|to| self.response.url().join(to).ok());
                return self
                    .not_personio(NotPersonioKind::Redirect(to.as_ref().and_then(Url::host_str).map(str::to_string)));
            }
            407 => {
                return Cause::Proxy { proxy: None, host: self.host.to_string(), answer: ProxyAnswer::Password };
            }
            400..500 if content_type == ContentType::Html && !matches!(code, 408 | 429) => {
                return self.not_personio(NotPersonioKind::Html);
            }
            _ => {}
        }
        let values = self.response.headers().get_all(RETRY_AFTER).iter().filter_map(|value| value.to_str().ok());
        let retry_after = retry::retry_after(values, self.header(DATE));
        let body = if content_type == ContentType::Json { self.body(MAX_ERROR_BYTES).await } else { Ok(Vec::new()) };
        let message = decode::message(&body.unwrap_or_default());
        match code {
            401 | 403 => Cause::Denied { code, message },
            _ => Cause::Status { code, message, retry_after },
        }
    }

    /// The body, unpacked; counted while it streams, because a small body may unpack to a huge one.
    async fn body(&mut self, limit_bytes: usize) -> Result<Vec<u8>, Cause> {
        let too_large = Cause::TooLarge { limit_bytes };
        let announced = self.response.content_length().unwrap_or(0);
        if announced > limit_bytes as u64 {
            return Err(too_large);
        }
        let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
        loop {
            match self.response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > limit_bytes => return Err(too_large),
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(body),
                Err(error) => return Err(self.body_error(&error)),
            }
            (self.on_received)();
        }
    }

    fn body_error(&self, error: &reqwest::Error) -> Cause {
        match http_error::on_read(error) {
            BodyError::TimedOut => Cause::TimedOut { host: self.host.to_string(), after: self.elapsed() },
            BodyError::Encoding => self.not_personio(NotPersonioKind::Encoding),
            BodyError::Truncated => Cause::Truncated,
        }
    }

    fn elapsed(&self) -> Duration {
        self.sent.elapsed()
    }

    fn not_personio(&self, kind: NotPersonioKind) -> Cause {
        Cause::NotPersonio { host: self.host.to_string(), code: self.response.status().as_u16(), kind }
    }

    fn content_type(&self) -> ContentType {
        let value = self.header(CONTENT_TYPE).unwrap_or_default();
        let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "application/problem+json" => ContentType::Json,
            "text/html" | "application/xhtml+xml" => ContentType::Html,
            _ => ContentType::Other,
        }
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }
}
