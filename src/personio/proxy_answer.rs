//! What a proxy said instead of letting a connection through, in words for the user.

use crate::domain::problem::{Kind, Problem};

/// What a proxy said to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyAnswer {
    /// No connection to the proxy itself.
    Unreachable,
    /// It asks for user and password (407).
    Password,
    /// Another status, maybe with a web page.
    Status { code: u16, is_page: bool },
    /// It speaks another protocol, or nothing.
    NotHttp,
}

impl ProxyAnswer {
    /// `proxy` is its address, if known; `host` is who was to be reached through it.
    pub fn problem(self, proxy: Option<&str>, host: &str) -> Problem {
        let proxy = proxy.map(|proxy| format!("the proxy {proxy}")).unwrap_or("the proxy".into());
        let (what, remedy) = match self {
            ProxyAnswer::Unreachable => (format!("no connection to {proxy}"), "check HTTPS_PROXY, or unset it"),
            ProxyAnswer::Password => {
                (format!("{proxy} asks for a password (407)"), "put user and password into HTTPS_PROXY")
            }
            ProxyAnswer::NotHttp => {
                (format!("{proxy} does not answer as a proxy does"), "check the port in HTTPS_PROXY")
            }
            ProxyAnswer::Status { code, is_page } => {
                let page = if is_page { " with a web page" } else { "" };
                let (says, remedy) = match code {
                    403 => ("forbids connections to", "ask whoever runs it to allow that host"),
                    502..=504 => ("cannot reach", "try again later, or ask whoever runs it"),
                    _ => ("lets no connection through to", "check HTTPS_PROXY and NO_PROXY"),
                };
                (format!("{proxy} {says} {host} (status {code}{page})"), remedy)
            }
        };
        Problem::new(Kind::Remote, what, remedy)
    }
}
