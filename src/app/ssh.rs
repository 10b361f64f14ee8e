//! How this machine is reached over SSH, and the command that fetches a file from it.

use std::net::IpAddr;

/// The other end of the connection that the user came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshHost {
    /// `None` where the system does not tell it, or it has signs that a shell may read: then scp takes the local one.
    pub user: Option<String>,
    pub address: String,
    pub port: u16,
}

/// Where sshd listens, unless somebody moved it.
const USUAL_PORT: u16 = 22;

impl SshHost {
    /// Reads `SSH_CONNECTION`: the client's address and port, then this machine's, as the client reached them
    /// (<https://man.openbsd.org/ssh#SSH_CONNECTION>).
    pub fn parse(connection: &str, user: Option<String>) -> Option<SshHost> {
        let mut parts = connection.split_whitespace().skip(2);
        let (address, port) = (parts.next()?.to_string(), parts.next()?.parse().ok()?);
        // One with a zone means something on this machine only.
        let is_address = address.parse::<IpAddr>().is_ok();
        let user = user
            .filter(|user| !user.is_empty() && user.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)));
        is_address.then_some(SshHost { user, address, port })
    }

    /// The command that copies a file from here into the folder in which it is typed.
    ///
    /// ```
    /// use giftlist::app::ssh::SshHost;
    ///
    /// let host = SshHost::parse("203.0.113.7 53212 198.51.100.4 22", Some("ana".into())).unwrap();
    /// assert_eq!(host.scp("/home/ana/gifts.csv"), "scp ana@198.51.100.4:/home/ana/gifts.csv .");
    /// ```
    pub fn scp(&self, path: &str) -> String {
        let port = if self.port == USUAL_PORT { String::new() } else { format!("-P {} ", self.port) };
        let user = self.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
        let is_v6 = self.address.contains(':');
        let address = if is_v6 { format!("[{}]", self.address) } else { self.address.clone() };
        format!("scp {port}{} .", quoted(&format!("{user}{address}:{}", escaped(path))))
    }
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-./@:,+=%".contains(c)
}

/// As the other side takes it for one path: scp looks for patterns in it there, and older ones give it to a shell.
fn escaped(path: &str) -> String {
    let escaped = |c: char| if is_plain(c) { c.to_string() } else { format!("\\{c}") };
    path.chars().map(escaped).collect()
}

/// As a shell takes it for one word.
fn quoted(word: &str) -> String {
    if word.chars().all(is_plain) { word.to_string() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_one_that_a_shell_takes() {
        let host = SshHost::parse("2001:db8::7 53212 2001:db8::1 2222", None).unwrap();
        assert_eq!(host.scp("/tmp/Ana's gifts.csv"), r"scp -P 2222 '[2001:db8::1]:/tmp/Ana\'\''s\ gifts.csv' .");
        assert_eq!(host.scp("/tmp/[1].csv"), r"scp -P 2222 '[2001:db8::1]:/tmp/\[1\].csv' .");
    }

    #[test]
    fn what_is_no_connection_makes_no_command() {
        for connection in [
            "",
            "a b",
            "203.0.113.7 53212 198.51.100.4",
            "1 2 $(id) 22",
            "1 2 ::1 ssh",
            "1 2 -oX 22",
            "1 2 fe80::1%eth0 22",
        ] {
            assert_eq!(SshHost::parse(connection, None), None, "{connection}");
        }
        let host = SshHost::parse("1 2 198.51.100.4 22", Some("a;b".into())).unwrap();
        assert_eq!(host.scp("/x"), "scp 198.51.100.4:/x .");
    }
}
