//! How to talk to Personio (address, credential, timeouts), and the HTTP client built from that. Sends nothing.

use super::base_url::BaseUrl;
use super::error::Cause;
use super::http_error;
use super::pacer::Pacer;
use crate::domain::credentials::Credentials;
use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, redirect};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

/// The header in which Personio wants clients to name themselves
/// (<https://developer.personio.de/v2.0/reference/include-our-headers-in-your-requests>).
const APP_ID: (&str, &str) = ("x-personio-app-id", "GIFTLIST");

#[derive(Clone, Debug)]
pub struct ClientOptions {
    pub base: BaseUrl,
    pub credentials: Credentials,
    /// Rows to request per page; Personio gives at most 100.
    pub page_limit: u32,
    pub connect_timeout: Duration,
    /// For a whole answer. There is no shorter one for its beginning: Personio's pages can be slow.
    pub request_timeout: Duration,
    /// CA certificates besides the system's, as PEM; may be empty.
    pub extra_ca: Vec<u8>,
    /// Clients that share a pacer keep to one pace, and wait together when Personio asks for it.
    pub pacer: Arc<Pacer>,
}

impl ClientOptions {
    /// The largest pages and the usual timeouts.
    pub fn new(base: BaseUrl, credentials: Credentials) -> ClientOptions {
        ClientOptions {
            base,
            credentials,
            page_limit: 100,
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            extra_ca: Vec::new(),
            pacer: Arc::default(),
        }
    }
}

/// No redirects, no cookies, no retries of its own.
pub(super) fn http_client(options: &ClientOptions) -> Result<Client, Cause> {
    let base = &options.base;
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(HeaderName::from_static(APP_ID.0), HeaderValue::from_static(APP_ID.1));
    let mut builder = Client::builder()
        .user_agent(concat!("giftlist/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .redirect(redirect::Policy::none())
        .https_only(!base.is_plain())
        .http1_only()
        .retry(reqwest::retry::never())
        .connect_timeout(options.connect_timeout)
        .timeout(options.request_timeout)
        .pool_max_idle_per_host(8)
        .pool_idle_timeout(Duration::from_secs(30));
    if base.is_loopback() {
        // A proxy would see traffic that stays on this machine; `localhost` is this machine whatever the resolver says.
        let here = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
        builder = builder.no_proxy().resolve_to_addrs("localhost", &here);
    }
    if base.is_plain() {
        // Without TLS no certificates are needed, so it must work on a machine that has none.
        builder = builder.tls_certs_only([]);
    } else if !options.extra_ca.is_empty() {
        let certificates = reqwest::Certificate::from_pem_bundle(&options.extra_ca).unwrap_or_default();
        if certificates.is_empty() {
            return Err(Cause::BadCaFile);
        }
        builder = builder.tls_certs_merge(certificates);
    }
    builder.build().map_err(|error| http_error::on_build(&error, !options.extra_ca.is_empty()))
}
