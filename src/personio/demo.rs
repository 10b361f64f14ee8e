//! The control path of the embedded Personio, which real accounts do not have: the demo ticks fields through it.

use super::base_url::BaseUrl;
use super::options::{ClientOptions, http_client};
use crate::domain::credentials::Credentials;
use serde::Deserialize;

#[derive(Deserialize)]
struct Ticked {
    ticked: Option<String>,
}

/// Ticks the next missing field and returns its name; `None` if all are ticked.
///
/// # Errors
/// If the address is not on this machine, or no embedded Personio answers there.
pub async fn tick(base: &BaseUrl) -> Result<Option<String>, Box<dyn std::error::Error + Send + Sync>> {
    if !base.is_plain() {
        return Err("not on this machine".into());
    }
    let http = http_client(&ClientOptions::new(base.clone(), Credentials::default())).map_err(|_| "no client")?;
    let answer = http.post(base.join("/demo/tick")).send().await?.error_for_status()?;
    Ok(answer.json::<Ticked>().await?.ticked)
}
