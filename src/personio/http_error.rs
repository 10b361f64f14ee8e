//! Turns the errors of reqwest, hyper and rustls into a `Cause`: by type where there are types, by phase otherwise,
//! since reqwest's own flags do not tell a cut body from a corrupt one. Copies no text: those errors contain addresses.

use super::error::{BadCertificate, Cause};
use super::proxy_answer::ProxyAnswer;
use rustls::CertificateError;
use std::error::Error;
use std::io;
use std::time::Duration;

/// The request failed before an answer began.
pub fn on_send(error: &reqwest::Error, host: &str, after: Duration) -> Cause {
    let host = || host.to_string();
    if let Some(cause) = chain(error).find_map(|link| tls(link, host())) {
        return cause;
    }
    let proxy = |link: &(dyn Error + 'static)| {
        let text = link.to_string();
        (text.starts_with("tunnel error") || text.starts_with("SOCKS error")).then(|| text.contains("authorization"))
    };
    if let Some(wants_password) = chain(error).find_map(proxy) {
        let answer = if wants_password { ProxyAnswer::Password } else { ProxyAnswer::NotHttp };
        return Cause::Proxy { proxy: None, host: host(), answer };
    }
    let is_foreign = |text: String| text.starts_with("invalid HTTP") || text.starts_with("message head is too large");
    if error.is_timeout() {
        Cause::TimedOut { host: host(), after }
    } else if error.is_dns() {
        Cause::Dns { host: host() }
    } else if error.is_connect() {
        Cause::Connect { host: host() }
    } else if error.is_builder() {
        Cause::JobContext
    } else if chain(error).any(|link| is_foreign(link.to_string())) {
        Cause::NotHttp { host: host() }
    } else {
        Cause::Reset { host: host() }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum BodyError {
    TimedOut,
    /// Not encoded as `Content-Encoding` says.
    Encoding,
    Truncated,
}

/// The answer began, but its body failed.
pub fn on_read(error: &reqwest::Error) -> BodyError {
    let is_encoding = |link: &(dyn Error + 'static)| {
        let kind = link.downcast_ref::<io::Error>().map(io::Error::kind);
        matches!(kind, Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput))
            || link.to_string().contains("deflate decompression")
    };
    if error.is_timeout() {
        BodyError::TimedOut
    } else if chain(error).any(is_encoding) {
        BodyError::Encoding
    } else {
        BodyError::Truncated
    }
}

/// The HTTP client could not be built.
pub fn on_build(error: &reqwest::Error, with_ca_file: bool) -> Cause {
    if chain(error).any(|link| link.to_string().contains("No CA certificates")) {
        Cause::NoCertificates
    } else if with_ca_file {
        Cause::BadCaFile
    } else {
        Cause::JobContext
    }
}

/// The error and its sources, including those wrapped in I/O errors.
fn chain<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    let first: &'e (dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&link| {
        let wrapped = link.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| link.source())
    })
}

fn tls(link: &(dyn Error + 'static), host: String) -> Option<Cause> {
    let invalid = match link.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(invalid) => invalid,
        _ => return Some(Cause::Tls { host }),
    };
    let reason = match invalid {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => BadCertificate::Expired,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            BadCertificate::OtherHost
        }
        _ => BadCertificate::Unknown,
    };
    Some(Cause::Certificate { host, reason, with_ca_file: false })
}
