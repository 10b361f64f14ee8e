//! Signing in: makes a client, tests the credentials, and saves them.

use super::context::JobContext;
use crate::domain::credentials::{Credentials, Stored};
use crate::domain::problem::Problem;
use crate::files::credentials;
use crate::personio::{ClientOptions, PersonioClient};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Makes a client for the credentials. Sends nothing yet.
///
/// # Errors
/// When there are no certificates to trust, or a proxy setting is invalid.
pub fn client(cx: &JobContext, credentials: Credentials) -> Result<Arc<PersonioClient>, Problem> {
    let mut options = ClientOptions::new(cx.base.clone(), credentials);
    options.extra_ca.clone_from(&cx.extra_ca);
    options.pacer = Arc::clone(&cx.pacer);
    Ok(Arc::new(PersonioClient::new(options)?))
}

/// Asks Personio whether it accepts the credentials, and returns how long the answer took.
///
/// # Errors
/// When it does not accept them, or cannot be reached.
pub async fn test(client: &PersonioClient) -> Result<Duration, Problem> {
    let began = Instant::now();
    client.authenticate().await?;
    Ok(began.elapsed())
}

/// With `keep`, writes the credentials to `credentials.toml`; otherwise removes that file.
///
/// # Errors
/// When the file cannot be written or removed; it is then untouched.
pub fn save_or_remove(cx: &JobContext, credentials: &Credentials, keep: bool) -> Result<Stored, Problem> {
    let Some(paths) = cx.paths() else { return Ok(Stored::Nowhere) };
    let file = paths.credentials_file();
    if keep {
        cx.keep(&file, |file| credentials::save(file, credentials))?;
        return Ok(Stored::InFile);
    }
    Ok(if credentials::remove(&file)? { Stored::Removed } else { Stored::Nowhere })
}
