//! `credentials.toml`: the client ID and secret, readable by this user alone. Buffers are wiped after reading and
//! writing, and no error quotes the file.

use super::atomic;
use super::private::{make_private_parent, read_private};
use crate::domain::credentials::{Credentials, Removed, Secret, cleaned};
use crate::domain::problem::{Kind, Problem};
use std::io::{self, Write};
use std::path::Path;
use toml::de::{DeTable, DeValue};
use zeroize::Zeroizing;

const MAX_BYTES: u64 = 64 * 1024;

/// The credentials in the file, cleaned, and what went; `None` if there is no such file.
///
/// # Errors
/// When others can read or replace the file, with the command that fixes it; when a value is missing or invalid, with
/// the line.
pub fn load(path: &Path) -> Result<Option<(Credentials, Removed)>, Problem> {
    let Some(bytes) = read_private(path, MAX_BYTES)?.map(Zeroizing::new) else { return Ok(None) };
    let text = std::str::from_utf8(&bytes).map_err(|error| invalid_at(path, &bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The parser's message may quote the file, so only the line is reported.
    let table = DeTable::parse(text)
        .map_err(|error| invalid_at(path, text.as_bytes(), error.span().map_or(0, |span| span.start)))?;
    let value = |name: &str| match table.get_ref().get(name).map(|value| (value.get_ref(), value.span())) {
        Some((DeValue::String(value), span)) => match cleaned(value) {
            Ok((value, _)) if value.is_empty() => Err(invalid_at(path, text.as_bytes(), span.start)),
            Ok(cleaned) => Ok(cleaned),
            Err(refused) => Err(invalid(path, &format!("has a {name} that {refused}"))),
        },
        Some((_, span)) => Err(invalid_at(path, text.as_bytes(), span.start)),
        None => Err(invalid(path, &format!("has no {name}"))),
    };
    let ((client_id, from_id), (secret, from_secret)) = (value("client_id")?, value("client_secret")?);
    let credentials = Credentials { client_id: client_id.to_string(), secret: Secret::new(secret.to_string()) };
    Ok(Some((credentials, from_id.and(from_secret))))
}

/// Replaces the file.
///
/// # Errors
/// When it cannot be written; the old file is then untouched.
pub fn save(path: &Path, credentials: &Credentials) -> Result<(), Problem> {
    make_private_parent(path)?;
    atomic::replace(path, |out| {
        write_text(out, "client_id", &credentials.client_id)?;
        write_text(out, "client_secret", credentials.secret.expose())
    })?;
    Ok(())
}

/// Removes the file; false if there is none.
///
/// # Errors
/// When it cannot be removed.
pub fn remove(path: &Path) -> Result<bool, Problem> {
    Ok(!atomic::remove(path)?.is_empty())
}

/// Writes `name = "text"` and escapes while writing, so that no copy of a secret is made.
fn write_text(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    write!(out, "{name} = \"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(out, "\\{c}")?,
            c if c.is_control() => write!(out, "\\U{:08X}", u32::from(c))?,
            c => write!(out, "{c}")?,
        }
    }
    writeln!(out, "\"")
}

fn invalid_at(path: &Path, text: &[u8], at: usize) -> Problem {
    let before = &text[..at.min(text.len())];
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    invalid(path, &format!("cannot be understood in line {line}"))
}

fn invalid(path: &Path, what: &str) -> Problem {
    let remedy = "it needs two lines, client_id = \"…\" and client_secret = \"…\"; or connect anew with giftlist";
    Problem::new(Kind::File, format!("{} {what}", path.display()), remedy)
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    fn credentials(secret: &str) -> Credentials {
        Credentials { client_id: "papi-1".into(), secret: Secret::new(secret.into()) }
    }

    /// Catalogue: A14.
    #[test]
    fn what_is_saved_is_loaded_and_private() {
        let dir = folder();
        let path = dir.path().join("config/credentials.toml");
        assert_eq!(load(&path).unwrap(), None);
        for secret in ["papi-hush", "q\"u\\o'te", "ünï", "# = [x]"] {
            save(&path, &credentials(secret)).unwrap();
            assert_eq!(load(&path).unwrap(), Some((credentials(secret), Removed::default())));
        }
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().mode() & 0o777, 0o700);
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let refused = load(&path).unwrap_err();
        assert!(refused.remedy().starts_with("run: chmod 600 /"), "{refused}");
        assert!(remove(&path).unwrap() && !remove(&path).unwrap());
    }

    #[test]
    fn an_error_names_the_line_and_never_the_secret() {
        let dir = folder();
        let path = dir.path().join("credentials.toml");
        for (text, expected) in [
            ("client_id = \"papi-1\"\n", "has no client_secret"),
            ("client_id = \"papi-1\"\nclient_secret = hush\n", "line 2"),
            ("client_id = \"papi-1\"\nclient_secret = [\"hush\"]\n", "line 2"),
            ("client_secret = \"hush\"\n\nclient_id = \"\"", "line 3"),
            ("client_secret = \"hush\"\nclient_secret = \"hush\"", "line 2"),
            ("hush", "line 1"),
            ("client_id = \"a\"\nclient_secret = \"hu\\nhush\"", "has a client_secret that has line breaks"),
        ] {
            atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
            let problem = load(&path).unwrap_err();
            assert!(problem.what().contains(expected) && !problem.to_string().contains("hush"), "{problem}");
        }
        atomic::replace(&path, |out| out.write_all(b"client_id = \"a\"\n\xff")).unwrap();
        assert!(load(&path).unwrap_err().what().contains("line 2"));
    }

    #[test]
    fn blanks_and_a_byte_order_mark_around_are_no_harm() {
        let dir = folder();
        let path = dir.path().join("credentials.toml");
        let text = "\u{feff}# mine\nclient_id = ' papi-1 '\nclient_secret = \"\"\"\nhush\n\"\"\"\nnote = 1\n";
        atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
        let (loaded, removed) = load(&path).unwrap().unwrap();
        assert_eq!((loaded, removed.to_string()), (credentials("hush"), "blanks".to_string()));
    }
}
