//! How Personio is talked to: address, credential, times; and the HTTP client that keeps to them. Sends nothing.

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

/// Personio's name for whose requests these are
/// (<https://developer.personio.de/v2.0/reference/include-our-headers-in-your-requests>).
const APP_ID: (&str, &str) = ("x-personio-app-id", "GIFTLIST");
/// Whom to ask, as whom, and how patiently.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// Where Personio is.
    pub base: BaseUrl,
    /// What signs in.
    pub credentials: Credentials,
    /// Rows asked for per page; Personio gives 100 at most.
    pub page_limit: u32,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest time for a whole answer. There is no shorter one for its beginning: Personio's pages can be slow.
    pub request_timeout: Duration,
    /// Further CA certificates, as PEM; empty for none.
    pub extra_ca: Vec<u8>,
    /// When requests may start. Clients that share it keep one pace, and wait together where Personio asks for it.
    pub pacer: Arc<Pacer>,
}

impl ClientOptions {
    /// With the usual page and times.
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

/// The HTTP client: to the configured address only, no redirects, no cookies, every answer within a time.
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
        // A proxy would send this machine's traffic abroad; `localhost` is this machine whatever the resolver says.
        let here = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
        builder = builder.no_proxy().resolve_to_addrs("localhost", &here);
    }
    if base.is_plain() {
        // Without TLS no certificates are needed, and a machine without any must do.
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
