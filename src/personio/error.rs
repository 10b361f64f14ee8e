//! What can go wrong with Personio, as data, and the one place where it is put into words.
//! Causes hold numbers, hosts and Personio's own (already harmless) message; never an address with its query, never a
//! body, never a secret.

use super::proxy_answer::ProxyAnswer;
use super::redact::NOT_SHOWN;
use crate::domain::fields::Field;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::words::counted;
use std::fmt;
use std::time::Duration;

/// The endpoint that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// `POST /v1/auth`.
    SigningIn,
    /// `GET /v1/company/employees/attributes`.
    Attributes,
    /// `GET /v1/company/employees`.
    Employees,
}

impl Stage {
    fn doing(self) -> &'static str {
        match self {
            Stage::SigningIn => "signing in",
            Stage::Attributes => "reading the attributes",
            Stage::Employees => "reading the employees",
        }
    }
}

/// What went wrong, and while doing what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub stage: Stage,
    pub cause: Cause,
}

impl Cause {
    /// This cause while asking that endpoint.
    pub fn at(self, stage: Stage) -> Error {
        Error { stage, cause: self }
    }
}

/// What went wrong. Hosts carry their port where one was configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The host's name has no address.
    Dns { host: String },
    /// No connection: refused, or no route.
    Connect { host: String },
    /// The connection broke before an answer began.
    Reset { host: String },
    /// No answer in time.
    TimedOut { host: String, after: Duration },
    /// The certificate of the host, or of a proxy that inspects TLS, was refused.
    Certificate { host: String, reason: BadCertificate, with_ca_file: bool },
    /// TLS failed for another reason than the certificate.
    Tls { host: String },
    /// The system's store of CA certificates is empty or missing.
    NoCertificates,
    /// The configured CA file holds no certificate.
    BadCaFile,
    /// The HTTP client could not be built.
    JobContext,
    /// The proxy, by host and port where they are known, did not let the request through to this host.
    Proxy { proxy: Option<String>, host: String, answer: ProxyAnswer },
    /// A variable that should name a proxy does not.
    BadProxy { name: &'static str },
    /// The answer was not HTTP.
    NotHttp { host: String },
    /// The body ended too early.
    Truncated,
    /// 401 or 403, for the credential when signing in, otherwise for a new token.
    Denied { code: u16, message: String },
    /// Any other status that is no success.
    Status { code: u16, message: String, retry_after: Option<Duration> },
    /// 200, but `success` is not true.
    Unsuccessful { message: String },
    /// Something else than Personio answered: a proxy, a hotel's login page.
    NotPersonio { host: String, code: u16, kind: NotPersonioKind },
    /// 200 and JSON, but not in the shape of Personio's answers; `part` is what is not understood.
    Envelope { part: &'static str },
    /// A body larger than this.
    TooLarge { limit_bytes: usize },
    /// More rows on a page, more people, or more pages than this.
    TooMany { limit: usize },
    /// The token is not visible ASCII, or too long.
    BadToken,
    /// Pages repeat: this record offset brought the rows of another one.
    Repeats { offset: u64 },
    /// After the third walk: people read, people that Personio counts, and records that came with the id of another one.
    Incomplete { got: u64, expected: u64, repeated: u64 },
    /// Some pages lacked this field.
    Shrinking { field: Field },
    /// There is nobody.
    Empty,
    /// Nothing arrived for this long.
    Silent { time: Duration },
}

/// Why a certificate was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCertificate {
    /// Expired, or not valid yet.
    Expired,
    OtherHost,
    /// Not signed by anybody this system trusts.
    Unknown,
}

/// What somebody else answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPersonioKind {
    Html,
    /// To this host, if the answer named one.
    Redirect(Option<String>),
    /// A content encoding that was not requested, or a corrupt one.
    Encoding,
    OtherType,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Problem::from(self.clone()))
    }
}

impl std::error::Error for Error {}

const LATER: &str = "try again in a few minutes; status.personio.de tells of outages";
const CA_HINT: &str = "if your network inspects TLS, name its CA in ca_file or SSL_CERT_FILE";
const NETWORK: &str = "check the network, and HTTPS_PROXY if you need a proxy";
const BUG: &str = "check the base address; if it is right, this is a bug worth reporting";
const OLD_DATA: &str = "the people of the last sync stay as they are; sync again later";

impl From<Error> for Problem {
    fn from(Error { stage, cause }: Error) -> Problem {
        let doing = stage.doing();
        match cause {
            Cause::Dns { host } => remote(format!("no address was found for {host} while {doing}"), NETWORK),
            Cause::Connect { host } => remote(format!("no connection to {host} while {doing}"), NETWORK),
            Cause::Reset { host } => remote(format!("{host} broke the connection while {doing}"), LATER),
            Cause::TimedOut { host, after } => {
                remote(format!("{host} did not answer within {} while {doing}", in_words(after)), LATER)
            }
            Cause::Certificate { host, reason, with_ca_file } => certificate(&host, reason, with_ca_file),
            Cause::Tls { host } => remote(format!("TLS with {host} failed while {doing}"), CA_HINT),
            Cause::NoCertificates => remote(
                "this system has no CA certificates".into(),
                "install the package ca-certificates, or name a bundle in ca_file or SSL_CERT_FILE",
            ),
            Cause::BadCaFile => {
                remote("the CA file holds no certificate that can be read".into(), "ca_file must name a PEM file")
            }
            Cause::JobContext => {
                remote("the HTTP client could not be set up".into(), "check HTTPS_PROXY and SSL_CERT_FILE")
            }
            Cause::Proxy { proxy, host, answer } => answer.problem(proxy.as_deref(), &host),
            Cause::BadProxy { name } => {
                remote(format!("{name} does not name a proxy"), "write it as http://host:port, or unset it")
            }
            Cause::NotHttp { host } => {
                remote(format!("this is not Personio: {host} does not speak HTTP"), "check the base address")
            }
            Cause::Truncated => remote(format!("the answer was cut off while {doing}"), LATER),
            Cause::Denied { code, message } => denied(stage, code, &quoted(&message)),
            Cause::Status { code, message, retry_after } => status(code, doing, &quoted(&message), retry_after),
            Cause::Unsuccessful { message } => {
                remote(format!("Personio answered without success while {doing}{}", quoted(&message)), LATER)
            }
            Cause::NotPersonio { host, code, kind } => {
                let who = match kind {
                    NotPersonioKind::Html => "a login page or proxy answered".into(),
                    NotPersonioKind::Redirect(Some(to)) => format!("the answer points to {to}"),
                    NotPersonioKind::Redirect(None) => "the answer points elsewhere".into(),
                    NotPersonioKind::Encoding => "the answer has an unexpected encoding".into(),
                    NotPersonioKind::OtherType => "the answer is no JSON".into(),
                };
                remote(
                    format!("this is not Personio: {who} ({host}, status {code})"),
                    "check the base address, and whether the network wants a login",
                )
            }
            Cause::Envelope { part } => {
                remote(format!("Personio's answer is not understood while {doing} ({part})"), BUG)
            }
            Cause::TooLarge { limit_bytes } => remote(
                format!("an answer of more than {} MiB came while {doing}", limit_bytes >> 20),
                "check the base address; Personio's answers are smaller",
            ),
            Cause::TooMany { limit } => remote(format!("there are more than {limit} of them while {doing}"), OLD_DATA),
            Cause::BadToken => {
                remote("the token that came is none (too long, or odd characters)".into(), "check the base address")
            }
            Cause::Repeats { offset } => {
                remote(format!("the server repeats a page (at record {offset}) while {doing}"), OLD_DATA)
            }
            Cause::Incomplete { got, expected, repeated } => {
                // Rows that came twice may have pushed others out of sight, so they are no proof that all are there.
                let records = counted(usize::try_from(repeated).unwrap_or(usize::MAX), "record", "records");
                let why = match got + repeated == expected && repeated > 0 {
                    true => format!("; {records} came with the id of another one"),
                    false => String::new(),
                };
                remote(format!("incomplete: {got} people came, Personio counts {expected}{why}"), OLD_DATA)
            }
            Cause::Shrinking { field } => remote(
                format!("incomplete: {field} came on some pages and not on others"),
                "the integration's readable attributes may have just been changed; sync again",
            ),
            Cause::Empty => {
                let what = "Personio sent not one person: the company is empty, or the credential may read nobody";
                remote(what.into(), "check the integration's access rights; the people of the last sync stay")
            }
            Cause::Silent { time } => remote(format!("nothing arrived for {} while {doing}", in_words(time)), OLD_DATA),
        }
    }
}

fn remote(what: String, remedy: &str) -> Problem {
    Problem::new(Kind::Remote, what, remedy)
}

fn certificate(host: &str, reason: BadCertificate, with_ca_file: bool) -> Problem {
    match reason {
        BadCertificate::Expired => remote(
            format!("the TLS certificate of {host} has expired or is not valid yet"),
            "check this machine's date; else whoever runs that host must renew it",
        ),
        BadCertificate::OtherHost => {
            remote(format!("the TLS certificate is for another host than {host}"), "check the base address")
        }
        BadCertificate::Unknown if with_ca_file => remote(
            format!("the TLS certificate of {host} is not signed by anybody this system trusts, nor by your ca_file"),
            "is ca_file the CA of this network? ask whoever runs it",
        ),
        BadCertificate::Unknown => {
            remote(format!("the TLS certificate of {host} is not signed by anybody this system trusts"), CA_HINT)
        }
    }
}

fn denied(stage: Stage, code: u16, message: &str) -> Problem {
    let doing = stage.doing();
    let (what, remedy) = match (stage, code) {
        (Stage::SigningIn, _) => (
            format!("Personio refused client ID and secret{message}"),
            "copy both once more; if the secret is lost, make a new one in Personio",
        ),
        (_, 401) => (
            format!("Personio no longer accepts this credential while {doing}{message}"),
            "it may be revoked or expired: make a new one in Personio",
        ),
        _ => (
            format!("the credential lacks a right for {doing}{message}"),
            "in Personio, give the integration the access right Employees: Read",
        ),
    };
    Problem::new(Kind::Refused, what, remedy)
}

fn status(code: u16, doing: &str, message: &str, retry_after: Option<Duration>) -> Problem {
    let problem = match code {
        429 => {
            let wait = retry_after.map(|wait| format!(", and asks to wait {}", in_words(wait))).unwrap_or_default();
            let what = format!("Personio limits requests while {doing}{wait}{message}");
            remote(what, "wait, and see whether another integration asks too often")
        }
        500..600 => remote(format!("Personio has trouble (status {code}) while {doing}{message}"), LATER),
        _ => remote(format!("Personio answered with status {code} while {doing}{message}"), BUG),
    };
    match retry_after {
        Some(wait) => problem.again_after(wait),
        None => problem,
    }
}

fn quoted(message: &str) -> String {
    match message {
        "" => String::new(),
        NOT_SHOWN => format!(" ({NOT_SHOWN})"),
        message => format!(" (“{message}”)"),
    }
}

/// `45 s`, `2 min`.
fn in_words(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..86_400 => format!("{} min", seconds.div_ceil(60)),
        _ => "more than a day".into(),
    }
}

#[cfg(test)]
mod tests;
