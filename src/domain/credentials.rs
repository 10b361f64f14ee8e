//! The client ID and secret of a Personio credential: the one type that holds a secret, and the rules for pasted ones.
//! `SecretSource` says where a secret came from; reading it from there happens elsewhere.

use crate::domain::text::hidden::is_hidden;
use crate::domain::text::words::counted;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

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

/// Why a text was refused as a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCredential {
    /// More than [`MAX_CREDENTIAL_BYTES`].
    TooLong,
    /// A control character or a line break inside.
    Controls,
}

impl fmt::Display for BadCredential {
    /// Completes a sentence that begins with what it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadCredential::TooLong => "is too long for a client ID or secret",
            BadCredential::Controls => "has line breaks or control characters inside",
        })
    }
}

/// What went from around a credential, and of invisible characters also from inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    pub invisible: usize,
    pub blanks: bool,
    pub quotes: bool,
}

impl Removed {
    pub fn is_nothing(self) -> bool {
        self == Removed::default()
    }

    #[must_use]
    pub fn and(self, other: Removed) -> Removed {
        Removed {
            invisible: self.invisible + other.invisible,
            blanks: self.blanks || other.blanks,
            quotes: self.quotes || other.quotes,
        }
    }
}

impl fmt::Display for Removed {
    /// `2 invisible characters, blanks and quotes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let invisible = counted(self.invisible, "invisible character", "invisible characters");
        let parts = [(self.invisible > 0, invisible.as_str()), (self.blanks, "blanks"), (self.quotes, "quotes")];
        let parts: Vec<&str> = parts.into_iter().filter_map(|(is_so, part)| is_so.then_some(part)).collect();
        match parts.as_slice() {
            [all @ .., last] if !all.is_empty() => write!(f, "{} and {last}", all.join(", ")),
            parts => f.write_str(&parts.concat()),
        }
    }
}

/// A credential as it was pasted, set in the environment or written into a file, without the blanks, quotes and invisible
/// characters that come along when it is copied.
///
/// # Errors
/// Refuses what is too long or has control characters inside.
pub fn cleaned(text: &str) -> Result<(Zeroizing<String>, Removed), BadCredential> {
    if text.len() > MAX_CREDENTIAL_BYTES {
        return Err(BadCredential::TooLong);
    }
    let visible = Zeroizing::new(text.chars().filter(|&c| !is_invisible(c)).collect::<String>());
    let is_edge = |c: char| c.is_whitespace() || c.is_control() && c != '\u{1b}' && c != '\0';
    let trimmed = visible.trim_matches(is_edge);
    let core = unquoted(trimmed).trim_matches(is_edge);
    if core.chars().any(char::is_control) {
        return Err(BadCredential::Controls);
    }
    let removed = Removed {
        invisible: text.chars().filter(|&c| is_invisible(c)).count(),
        blanks: trimmed.len() < visible.len() || core.len() < unquoted(trimmed).len(),
        quotes: unquoted(trimmed).len() < trimmed.len(),
    };
    Ok((Zeroizing::new(core.to_string()), removed))
}

/// The text without a pair of quotes around it.
fn unquoted(text: &str) -> &str {
    const PAIRS: [(char, char); 11] = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('“', '”'),
        ('„', '“'),
        ('„', '”'),
        ('‘', '’'),
        ('‚', '‘'),
        ('«', '»'),
        ('»', '«'),
        ('<', '>'),
    ];
    let inside = |(open, close): (char, char)| text.strip_prefix(open)?.strip_suffix(close);
    PAIRS.into_iter().find_map(inside).unwrap_or(text)
}

/// A no-break space is a blank to Unicode, but nobody can tell it from none at the end of a copied text.
fn is_invisible(c: char) -> bool {
    is_hidden(c) || c == '\u{a0}'
}

/// What looks wrong about a pair before Personio is asked, as one sentence; `None` if nothing does.
///
/// Personio's secrets are longer than its IDs; an ID has the form `papi-` and a UUID.
pub fn shape_warning(client_id: &str, secret: &str) -> Option<String> {
    if client_id.is_empty() || secret.is_empty() {
        return None;
    }
    if client_id == secret {
        return Some("ID and secret are the same text: paste the secret once more".into());
    }
    if look_swapped(client_id, secret) {
        return Some("ID and secret look swapped".into());
    }
    if let Some(odd) = odd_character(client_id).or(odd_character(secret)) {
        return Some(format!("There is {odd} inside: copy it once more"));
    }
    let short = [("ID", client_id), ("secret", secret)].into_iter().find(|(_, text)| text.len() < 12);
    short.map(|(which, _)| format!("The {which} is shorter than Personio's: copy it whole"))
}

/// Whether the ID is in the place of the secret, and so the secret in the place of the ID.
pub fn look_swapped(client_id: &str, secret: &str) -> bool {
    let is_id = |text: &str| has_groups_of_uuid(text.strip_prefix("papi-").unwrap_or(text));
    !client_id.is_empty() && !is_id(client_id) && is_id(secret)
}

/// Whether a text is grouped by hyphens as a UUID is; its characters may be any.
pub fn has_groups_of_uuid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}

/// The first character that no credential of Personio has, in words.
pub fn odd_character(text: &str) -> Option<String> {
    let is_sign = |c: char| ",;\"'`<>()[]{}|\\".contains(c);
    let odd = text.chars().find(|&c| !c.is_ascii_graphic() || is_sign(c))?;
    Some(match odd {
        _ if odd.is_whitespace() => "a blank".into(),
        _ if is_sign(odd) => format!("the sign {odd}"),
        _ => format!("a strange character (U+{:04X})", u32::from(odd)),
    })
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

    fn clean(text: &str) -> Result<(String, String), BadCredential> {
        cleaned(text).map(|(text, removed)| (text.to_string(), removed.to_string()))
    }

    /// Catalogue: A02.
    #[test]
    fn what_comes_along_with_a_copied_text_goes_and_is_named() {
        for (text, removed) in [
            ("papi-1", ""),
            ("  papi-1\r\n", "blanks"),
            ("\u{feff}papi-1\u{200b}\u{a0}", "3 invisible characters"),
            ("pa\u{ad}pi-1", "1 invisible character"),
            ("\"papi-1\"", "quotes"),
            ("“papi-1”", "quotes"),
            ("»papi-1«", "quotes"),
            ("<papi-1>", "quotes"),
            ("\u{feff}' papi-1'\n", "1 invisible character, blanks and quotes"),
        ] {
            assert_eq!(clean(text), Ok(("papi-1".into(), removed.into())), "{text:?}");
        }
        assert_eq!(clean("\"papi"), Ok(("\"papi".into(), String::new())), "half a pair may belong to it");
    }

    /// Catalogue: A03, A05.
    #[test]
    fn controls_inside_and_floods_are_refused() {
        assert_eq!(clean("papi\u{1b}[201~q"), Err(BadCredential::Controls));
        assert_eq!(clean("\u{0}papi"), Err(BadCredential::Controls));
        assert_eq!(clean("one\ntwo"), Err(BadCredential::Controls));
        assert_eq!(clean(&"x".repeat(5000)), Err(BadCredential::TooLong));
    }

    #[test]
    fn signs_that_no_credential_has_are_named() {
        for (text, odd) in [
            ("papi-1,", Some("the sign ,")),
            ("\"papi-1", Some("the sign \"")),
            ("papi 1", Some("a blank")),
            ("papi-ä", Some("a strange character (U+00E4)")),
            ("papi-A_b/c+d=.~", None),
        ] {
            assert_eq!(odd_character(text).as_deref(), odd, "{text}");
        }
    }

    /// Catalogue: A07.
    #[test]
    fn swapped_and_short_pairs_are_told_early() {
        assert_eq!(shape_warning(ID, "papi-Zm9vYmFyYmF6cXV4cXV1eA=="), None);
        assert_eq!(shape_warning("papi-Zm9vYmFyYmF6cXV4cXV1eA==", ID), Some("ID and secret look swapped".into()));
        assert!(shape_warning(ID, "papi-1").is_some());
        assert!(shape_warning(ID, ID).is_some());
        assert!(shape_warning(ID, "papi-Zm9vYmFyYmF6cXV4cXVüeA==").unwrap().contains("U+00FC"));
    }
}
