//! Personio's base address: the only place that a secret is ever sent to.
//! Judges the text as it was typed, because URL parsers turn odd spellings (`2130706433`, `0x7f.1`) into addresses
//! that nobody meant. Sends nothing and resolves nothing.

use crate::domain::opaque::opaque_words;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::signs::is_digits;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A base address: `https`, or plain `http` to this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    plain: bool,
    /// Lower case; an IPv6 address in its brackets.
    host: String,
    port: Option<u16>,
    /// Empty, or `/…` without a slash at its end.
    prefix: String,
}

impl BaseUrl {
    pub const PERSONIO: &str = "https://api.personio.de";

    /// Reads an address as typed.
    ///
    /// # Errors
    /// `Kind::Usage` for everything that is not plainly `https://host[:port][/prefix]`, or the same with `http` and
    /// `127.0.0.1`, `[::1]` or `localhost`.
    pub fn parse(text: &str) -> Result<BaseUrl, Problem> {
        parts(text.trim()).map_err(|why| {
            // An address with a password or a query is not repeated, nor a secret in the place of one.
            let is_secret = text.contains(['@', '?']) || !opaque_words(text).is_empty();
            let shown = if is_secret { "the base address" } else { text.trim() };
            Problem::new(Kind::Usage, format!("{shown} is refused, {why}"), format!("use {}", BaseUrl::PERSONIO))
        })
    }

    /// Whether it is this machine: `127.0.0.1`, `[::1]` or `localhost`.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }

    /// Whether it is `http`; only a loopback address is.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The host without the port, for messages.
    pub fn host(&self) -> String {
        self.host.clone()
    }

    /// Host, with the port if one was given, for messages where another program could be listening.
    pub fn authority(&self) -> String {
        self.port.map_or_else(|| self.host.clone(), |port| format!("{}:{port}", self.host))
    }

    /// The address of an endpoint: `path` begins with a slash.
    pub fn join(&self, path: &str) -> String {
        format!("{self}{path}")
    }

    /// The port to connect to.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.plain { 80 } else { 443 })
    }
}

impl Default for BaseUrl {
    fn default() -> BaseUrl {
        BaseUrl { plain: false, host: "api.personio.de".into(), port: None, prefix: String::new() }
    }
}

impl fmt::Display for BaseUrl {
    /// `https://api.personio.de`, without a slash at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.plain { "http" } else { "https" };
        write!(f, "{scheme}://{}{}", self.authority(), self.prefix)
    }
}

fn parts(text: &str) -> Result<BaseUrl, &'static str> {
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err("it has blanks, controls or backslashes in it");
    }
    let (scheme, rest) = text.split_once("://").ok_or("it does not begin with https://")?;
    let plain = match scheme.to_ascii_lowercase().as_str() {
        "https" => false,
        "http" => true,
        _ => return Err("it does not begin with https://"),
    };
    if rest.contains('@') {
        return Err("a user or password in an address is not taken");
    }
    if rest.contains(['?', '#']) {
        return Err("it has a query or fragment");
    }
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (host, port) = host_and_port(authority)?;
    if plain && !is_loopback(&host) {
        return Err("plain http would show the secret to the network");
    }
    let prefix = path.trim_end_matches('/');
    let is_segment = |segment: &str| {
        !matches!(segment, "" | "." | "..")
            && segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'))
    };
    if !prefix.is_empty() && !prefix.split('/').skip(1).all(is_segment) {
        return Err("its path has odd characters");
    }
    Ok(BaseUrl { plain, host, port, prefix: prefix.to_string() })
}

fn host_and_port(authority: &str) -> Result<(String, Option<u16>), &'static str> {
    let (host, port) = match authority.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(None) => return Err("its bracket is not closed"),
        Some(Some((address, after))) => {
            address.parse::<Ipv6Addr>().map_err(|_| "there is no IPv6 address in its brackets")?;
            let port = match after {
                "" => None,
                after => Some(after.strip_prefix(':').ok_or("there is something odd after its brackets")?),
            };
            (format!("[{}]", address.to_ascii_lowercase()), port)
        }
        None => {
            let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
            check_name(host)?;
            (host.to_ascii_lowercase(), port)
        }
    };
    let Some(port) = port else { return Ok((host, None)) };
    let digits = is_digits(port) && !port.starts_with('0');
    match port.parse() {
        Ok(port) if digits => Ok((host, Some(port))),
        _ => Err("its port is none"),
    }
}

/// A host name, or an IPv4 address in its only plain spelling.
fn check_name(host: &str) -> Result<(), &'static str> {
    if !host.is_ascii() {
        return Err("its host has letters outside ASCII (write the punycode form, xn--…)");
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err("its host is no host name");
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    let numeric = last.starts_with(|c: char| c.is_ascii_digit());
    let canonical = host.parse::<Ipv4Addr>().is_ok_and(|address| address.to_string() == host);
    if numeric && !canonical { Err("its host is an odd spelling of an address") } else { Ok(()) }
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "127.0.0.1" | "[::1]" | "localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: E34.
    #[test]
    fn taken_as_typed() {
        for (typed, shown) in [
            ("https://api.personio.de", "https://api.personio.de"),
            (" HTTPS://API.Personio.de/ ", "https://api.personio.de"),
            ("https://proxy.example:8443/personio//", "https://proxy.example:8443/personio"),
            ("https://10.0.0.7/a/b", "https://10.0.0.7/a/b"),
            ("https://xn--prsonio-9ya.de", "https://xn--prsonio-9ya.de"),
            ("https://api.personio.de.evil", "https://api.personio.de.evil"),
            ("http://127.0.0.1:4711", "http://127.0.0.1:4711"),
            ("http://[::1]:4711/", "http://[::1]:4711"),
            ("http://LOCALHOST", "http://localhost"),
        ] {
            assert_eq!(BaseUrl::parse(typed).map(|url| url.to_string()), Ok(shown.to_string()), "{typed}");
        }
        assert_eq!(BaseUrl::default(), BaseUrl::parse(BaseUrl::PERSONIO).unwrap());
    }

    /// Catalogue: E34.
    #[test]
    fn refused_with_a_usage_problem() {
        for typed in [
            "",
            "api.personio.de",
            "ftp://api.personio.de",
            "file:///etc/passwd",
            "http://api.personio.de",
            "http://api.personio.de.evil",
            "http://localhost.evil",
            "http://localhost.",
            "http://127.0.0.1.evil",
            "http://127.0.0.1@evil",
            "http://evil@127.0.0.1",
            "https://user:pass@api.personio.de",
            "https://user@api.personio.de",
            "http://2130706433",
            "http://127.1",
            "http://0x7f.1",
            "http://0x7f000001",
            "http://0177.0.0.1",
            "http://127.0.0.01",
            "http://127.0.0.2",
            "http://0.0.0.0",
            "http://[::ffff:127.0.0.1]",
            "http://[0:0:0:0:0:0:0:1]",
            "http://[::1",
            "http://[::1]x",
            "https://2130706433",
            "https://1.2.3",
            "https://api.personio.de?x=1",
            "https://api.personio.de/#a",
            "https://api.personio.de:0",
            "https://api.personio.de:",
            "https://api.personio.de:99999",
            "https://api.personio.de:443@evil",
            "https://api.personio.de\\@evil",
            "https://api.personio.de/../x",
            "https://api.personio.de/%2e%2e/",
            "https://api.personio.de/a//b",
            "https://pеrsonio.de",
            "https://a..b",
            "https://-a.de",
            "https://",
            "https:///v1",
            "https://api personio.de",
            "http://127.0.0.1\u{200b}",
        ] {
            let problem = BaseUrl::parse(typed).expect_err(typed);
            assert_eq!(problem.kind(), Kind::Usage, "{typed}");
            assert!(!problem.what().contains("pass@"), "{typed}");
        }
    }
}
