//! The client ID and secret of a Personio credential: the one type that holds a secret, and the rules for pasted ones.
//! `SecretSource` says where a secret came from; reading it from there happens elsewhere.

use crate::domain::text::hidden::is_hidden;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroize;

/// A text that is never printed, logged or compared in the open; wiped when dropped.
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the text over; the caller's copy is the caller's to wipe.
    pub fn new(text: String) -> Secret {
        Secret(SecretString::from(text))
    }

    /// The text, for the one place that sends or stores it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Secret) -> bool {
        let (ours, theirs) = (self.expose().as_bytes(), other.expose().as_bytes());
        ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |odd, (a, b)| odd | (a ^ b)) == 0
    }
}

impl Eq for Secret {}

/// What signs in to Personio.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The client ID, `papi-…`.
    pub client_id: String,
    /// The client secret, `papi-…`.
    pub secret: Secret,
}

/// Where the secret in use came from; always named on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// Typed or pasted in this run, kept nowhere.
    Typed,
    /// `PERSONIO_CLIENT_ID` and `PERSONIO_CLIENT_SECRET`.
    Environment,
    File,
    /// The sample company.
    Demo,
}

/// What became of the credentials that were accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// They are in `credentials.toml`.
    InFile,
    /// They are in memory only.
    Nowhere,
    /// They are in memory only, and a `credentials.toml` that was there is removed.
    Removed,
}

/// Longest credential that is taken, in bytes.
pub const MAX_CREDENTIAL_BYTES: usize = 4096;

/// Why a pasted text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPaste {
    /// More than [`MAX_CREDENTIAL_BYTES`].
    TooLong,
    /// A control character or a line break inside.
    Controls,
}

impl fmt::Display for BadPaste {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadPaste::TooLong => "That is too long for a client ID or secret: nothing was pasted",
            BadPaste::Controls => "That has line breaks or control characters inside: nothing was pasted",
        })
    }
}

/// A pasted credential without the blanks and invisible characters around it, and how many invisible ones went.
///
/// # Errors
/// Refuses what is too long or has control characters inside; nothing is taken then.
pub fn trimmed_paste(text: &str) -> Result<(String, usize), BadPaste> {
    if text.len() > MAX_CREDENTIAL_BYTES {
        return Err(BadPaste::TooLong);
    }
    let is_edge = |c: char| c.is_whitespace() || c.is_control() && c != '\u{1b}' && c != '\0' || is_invisible(c);
    let core = text.trim_matches(is_edge);
    if core.chars().any(char::is_control) {
        return Err(BadPaste::Controls);
    }
    let invisible = text.chars().filter(|&c| is_invisible(c)).count();
    Ok((core.chars().filter(|&c| !is_invisible(c)).collect(), invisible))
}

/// A no-break space is a blank to Unicode, but nobody can tell it from none at the end of a copied text.
fn is_invisible(c: char) -> bool {
    is_hidden(c) || c == '\u{a0}'
}

/// What looks wrong about a pair before Personio is asked, as one sentence; `None` if nothing does.
///
/// Personio's secrets are longer than its IDs; an ID has the form `papi-` and a UUID.
pub fn shape_warning(client_id: &str, secret: &str) -> Option<&'static str> {
    let is_id = |text: &str| {
        let body = text.strip_prefix("papi-").unwrap_or(text);
        body.len() == 36 && body.split('-').map(str::len).eq([8, 4, 4, 4, 12])
    };
    if client_id.is_empty() || secret.is_empty() {
        return None;
    }
    if client_id == secret {
        return Some("ID and secret are the same text: paste the secret once more");
    }
    if !is_id(client_id) && is_id(secret) {
        return Some("ID and secret look swapped");
    }
    if client_id.contains(char::is_whitespace) || secret.contains(char::is_whitespace) {
        return Some("There is a blank inside: copy it once more");
    }
    (client_id.len() < 12 || secret.len() < 12).then_some("That is shorter than Personio's: was it copied whole?")
}

/// Wipes a text that held a secret for a moment.
pub fn wipe(mut text: String) {
    text.zeroize();
}

/// Which Personio account data belong to: enough to tell two apart, too little to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account([u8; 16]);

impl Account {
    /// The account of a client ID at an address.
    pub fn of(address: &str, client_id: &str) -> Account {
        let digest = Sha256::digest(format!("{address}\n{client_id}"));
        let mut short = [0; 16];
        short.copy_from_slice(&digest[..16]);
        Account(short)
    }

    /// The 16 bytes by which files know it.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "papi-3f0c9a52-7be1-4d11-a2c6-90d1e2b7c3aa";

    #[test]
    fn a_secret_does_not_print() {
        let credentials = Credentials { client_id: ID.into(), secret: Secret::new("papi-hush".into()) };
        assert!(!format!("{credentials:?}").contains("hush"));
    }

    #[test]
    fn blanks_and_invisible_characters_around_a_paste_go() {
        assert_eq!(trimmed_paste("  papi-1\r\n"), Ok(("papi-1".into(), 0)));
        assert_eq!(trimmed_paste("\u{feff}papi-1\u{200b}\u{a0}"), Ok(("papi-1".into(), 3)));
    }

    #[test]
    fn controls_inside_and_floods_are_refused() {
        assert_eq!(trimmed_paste("papi\u{1b}[201~q"), Err(BadPaste::Controls));
        assert_eq!(trimmed_paste("\u{0}papi"), Err(BadPaste::Controls));
        assert_eq!(trimmed_paste("one\ntwo"), Err(BadPaste::Controls));
        assert_eq!(trimmed_paste(&"x".repeat(5000)), Err(BadPaste::TooLong));
    }

    #[test]
    fn swapped_and_short_pairs_are_told_early() {
        assert_eq!(shape_warning(ID, "papi-Zm9vYmFyYmF6cXV4cXV1eA=="), None);
        assert_eq!(shape_warning("papi-Zm9vYmFyYmF6cXV4cXV1eA==", ID), Some("ID and secret look swapped"));
        assert!(shape_warning(ID, "papi-1").is_some());
        assert!(shape_warning(ID, ID).is_some());
    }
}
