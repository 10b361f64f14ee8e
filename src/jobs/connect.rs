//! Signing in: a client for the credentials, and whether Personio accepts them.

use super::setup::Setup;
use crate::domain::credentials::{Credentials, Kept};
use crate::domain::problem::Problem;
use crate::files::credentials;
use crate::personio::{ClientOptions, PersonioClient};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A client for the credentials. Nothing is sent yet.
///
/// # Errors
/// When no client can be made: no certificates to trust, a proxy setting that makes no sense.
pub fn client(setup: &Setup, credentials: Credentials) -> Result<Arc<PersonioClient>, Problem> {
    let mut options = ClientOptions::new(setup.base.clone(), credentials);
    options.extra_ca.clone_from(&setup.extra_ca);
    options.pacer = Arc::clone(&setup.pacer);
    Ok(Arc::new(PersonioClient::new(options)?))
}

/// Asks Personio whether it accepts the credentials; how long the answer took.
///
/// # Errors
/// In words what failed: wrong pair, no network, proxy, TLS, not Personio, rate limit.
pub async fn test(client: &PersonioClient) -> Result<Duration, Problem> {
    let began = Instant::now();
    client.authenticate().await?;
    Ok(began.elapsed())
}

/// Writes the credentials to their file, readable by the user alone; or, where they are not to be kept, removes it.
///
/// # Errors
/// When it cannot be written or removed; it is then as it was.
pub fn save_or_remove(setup: &Setup, credentials: &Credentials, keep: bool) -> Result<Kept, Problem> {
    let Some(paths) = &setup.paths else { return Ok(Kept::Nowhere) };
    let file = paths.credentials_file();
    if keep {
        credentials::save(&file, credentials)?;
        return Ok(Kept::InFile);
    }
    Ok(if credentials::remove(&file)? { Kept::Removed } else { Kept::Nowhere })
}
