//! `giftlist demo-server`: serves the embedded Personio to other programs until a signal ends it.

use super::args::{self, DemoServerArgs};
use super::environment::{BASE_URL, CLIENT_ID, CLIENT_SECRET};
use super::signals::EndingSignals;
use super::{clock, output};
use crate::domain::fields::Field;
use crate::domain::problem::{Kind, Problem};
use crate::fake::{FakeOptions, FakePersonio};
use std::time::Duration;

/// Prints the variables with which giftlist finds it, and serves; exit 128+n after signal n.
pub async fn run(options: &DemoServerArgs) -> Result<u8, Problem> {
    let failed = |error: std::io::Error| {
        Problem::new(
            Kind::File,
            format!("the demo server cannot start, {error}"),
            "use another --port, or 0 for a free one",
        )
    };
    let mut signals = EndingSignals::new().map_err(failed)?;
    let fake = FakePersonio::start(FakeOptions {
        port: options.port,
        employees: options.employees,
        latency: Duration::from_millis(options.latency_ms),
        missing: missing(&options.missing)?,
        today: clock::today_override()?.map(|day| day.date()),
        ..FakeOptions::default()
    })
    .await
    .map_err(failed)?;
    output::print(&format!(
        "{BASE_URL}={}\n{CLIENT_ID}={}\n{CLIENT_SECRET}={}\n",
        fake.base_url(),
        fake.client_id(),
        fake.client_secret()
    ))?;
    let code = signals.exit_code().await;
    fake.stop().await;
    Ok(code)
}

fn missing(names: &str) -> Result<Vec<Field>, Problem> {
    names.split(',').filter(|name| !name.trim().is_empty()).map(args::field).collect()
}
