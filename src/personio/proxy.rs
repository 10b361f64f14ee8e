//! The proxy between this machine and Personio, as the environment names it. reqwest uses it; its errors do not tell what it
//! answered, so it is asked once more, by hand, when a request failed.

use super::error::Cause;
use super::proxy_answer::ProxyAnswer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use zeroize::Zeroizing;

/// The variables that name a proxy for https, in the order in which they count.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const SCHEMES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];
const TIMEOUT: Duration = Duration::from_secs(5);
/// How much of the answer is looked at.
const MAX_HEAD_BYTES: usize = 2048;

#[derive(Clone)]
pub struct Proxy {
    url: Url,
}

/// Not derived: the address may have a password in it.
impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proxy({})", self.authority())
    }
}

impl Proxy {
    /// The proxy that these variables name for https to a host, if any.
    ///
    /// # Errors
    /// The name of the variable whose value is no address; reqwest would ignore it, and send past the proxy.
    pub fn of(host: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Option<Proxy>, Cause> {
        let exempt = ["NO_PROXY", "no_proxy"].into_iter().find_map(&variable).unwrap_or_default();
        let is_exempt = |name: &str| {
            let name = name.trim().trim_start_matches('.');
            !name.is_empty() && (name == "*" || host == name || host.ends_with(&format!(".{name}")))
        };
        if exempt.split(',').any(is_exempt) {
            return Ok(None);
        }
        let set = VARIABLES.into_iter().find_map(|name| Some((name, variable(name).filter(|v| !v.trim().is_empty())?)));
        let Some((name, value)) = set else { return Ok(None) };
        let value = value.trim();
        let with_scheme = if value.contains("://") { value.to_string() } else { format!("http://{value}") };
        let url = Url::parse(&with_scheme).ok();
        let url =
            url.filter(|url| SCHEMES.contains(&url.scheme()) && url.host_str().is_some_and(|host| !host.is_empty()));
        url.map(|url| Some(Proxy { url })).ok_or(Cause::BadProxy { name })
    }

    /// Host and port, without user and password.
    pub fn authority(&self) -> String {
        format!("{}:{}", self.url.host_str().unwrap_or_default(), self.port())
    }

    fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(1080)
    }

    /// What the proxy says to a connection to this host and port; `None` if it lets it through, or speaks no HTTP to begin
    /// with.
    pub async fn answer(&self, host: &str, port: u16) -> Option<ProxyAnswer> {
        let address = (self.url.host_str()?.trim_matches(['[', ']']).to_string(), self.port());
        let Ok(Ok(mut stream)) = tokio::time::timeout(TIMEOUT, TcpStream::connect(address)).await else {
            return Some(ProxyAnswer::Unreachable);
        };
        if self.url.scheme() != "http" {
            return None;
        }
        let authorization = self.authorization().map(|value| format!("Proxy-Authorization: {value}\r\n"));
        let head = format!(
            "CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{}\r\n",
            authorization.unwrap_or_default()
        );
        let mut answer = Vec::new();
        let ask = async {
            stream.write_all(head.as_bytes()).await?;
            while answer.len() < MAX_HEAD_BYTES && !answer.windows(4).any(|end| end == b"\r\n\r\n") {
                if stream.read_buf(&mut answer).await? == 0 {
                    break;
                }
            }
            std::io::Result::Ok(())
        };
        let _ = tokio::time::timeout(TIMEOUT, ask).await;
        answer_of(&String::from_utf8_lossy(&answer))
    }

    fn authorization(&self) -> Option<String> {
        let decoded = |text: &str| -> String {
            let text = text.replace('+', "%2B");
            form_urlencoded::parse(text.as_bytes()).map(|(name, _)| name.into_owned()).collect()
        };
        let (user, password) = (decoded(self.url.username()), decoded(self.url.password().unwrap_or_default()));
        let pair = Zeroizing::new(format!("{user}:{password}"));
        (!user.is_empty()).then(|| format!("Basic {}", STANDARD.encode(pair.as_bytes())))
    }
}

fn answer_of(head: &str) -> Option<ProxyAnswer> {
    let code = head.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)?.parse().ok());
    let is_page = head.to_ascii_lowercase().contains("content-type: text/html");
    match code {
        Some(200..300) => None,
        Some(407) => Some(ProxyAnswer::Password),
        Some(code) => Some(ProxyAnswer::Status { code, is_page }),
        None => Some(ProxyAnswer::NotHttp),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &'static str, value: &'static str) -> Result<Option<String>, Cause> {
        let proxy = Proxy::of("api.personio.de", |asked| (asked == name).then(|| value.to_string()));
        proxy.map(|proxy| proxy.map(|proxy| proxy.authority()))
    }

    /// Catalogue: E33.
    #[test]
    fn a_proxy_is_named_without_its_password_and_a_wrong_one_is_an_error() {
        assert_eq!(of("HTTPS_PROXY", "http://ada:hush@proxy.example:3128"), Ok(Some("proxy.example:3128".into())));
        assert_eq!(of("all_proxy", "proxy.example:8080"), Ok(Some("proxy.example:8080".into())));
        assert_eq!(of("https_proxy", "socks5://proxy.example"), Ok(Some("proxy.example:1080".into())));
        assert_eq!((of("HTTPS_PROXY", " "), of("HTTP_PROXY", "x")), (Ok(None), Ok(None)));
        let exempt = |names: &'static str| {
            let variable = |asked: &str| Some(if asked == "NO_PROXY" { names } else { "proxy.example" }.to_string());
            Proxy::of("api.personio.de", variable).unwrap().is_none()
        };
        assert!(exempt("x.example, .personio.de") && exempt("*") && !exempt("sonio.de"));
        for wrong in ["http://", "ftp://proxy.example", "not a proxy", "http://proxy.example:99999", "://"] {
            assert_eq!(of("HTTPS_PROXY", wrong), Err(Cause::BadProxy { name: "HTTPS_PROXY" }), "{wrong}");
        }
    }

    #[test]
    fn answers_are_told_apart() {
        let page = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html>";
        assert_eq!(answer_of(page), Some(ProxyAnswer::Status { code: 502, is_page: true }));
        assert_eq!(answer_of("HTTP/1.0 403 No\r\n\r\n"), Some(ProxyAnswer::Status { code: 403, is_page: false }));
        assert_eq!(answer_of("HTTP/1.1 407 \r\n\r\n"), Some(ProxyAnswer::Password));
        assert_eq!(answer_of("HTTP/1.1 200 OK\r\n\r\n"), None);
        assert_eq!((answer_of("SSH-2.0"), answer_of("")), (Some(ProxyAnswer::NotHttp), Some(ProxyAnswer::NotHttp)));
    }
}
