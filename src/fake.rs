//! The embedded Personio: a real HTTP server on a loopback port with a sample company, for `--demo`, `demo-server` and
//! all tests. It behaves as Personio's v1 API does, limits and error texts included, and can be made to misbehave.
//!
//! `company` holds the people, `employees_api` and `auth` answer, `server` does what happens around every answer,
//! `faults` is what can go wrong, `stream` breaks connections. Of the rest of the program only the table of fields is
//! known.

mod answer;
mod auth;
mod company;
mod control;
mod employees_api;
mod faults;
mod faulty_answer;
mod limits;
mod rng;
mod server;
mod state;
mod stream;

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::domain::fields::Field;

use auth::Tokens;
pub use company::{Attribute, Company, LARGEST_SIZE, Person, SAMPLE_SIZE};
pub use faults::{Change, Edit, Endpoint, Fault, Rewrite, What};
pub use state::Seen;
use state::{ServerState, StateParts};
use stream::{FaultyListener, StreamHandle};

/// How the embedded Personio starts.
#[derive(Clone, Debug)]
pub struct FakeOptions {
    /// The loopback port; 0 takes a free one.
    pub port: u16,
    /// How many people, at most `LARGEST_SIZE`; `None` is the sample company.
    pub employees: Option<usize>,
    /// The delay before each answer.
    pub latency: Duration,
    /// Fields that are not ticked at first.
    pub missing: Vec<Field>,
    /// Whether Personio's rate limits hold.
    pub limits: bool,
    pub client_id: String,
    pub client_secret: String,
    /// The day that joiners and leavers are counted from; `None` is today.
    pub today: Option<Date>,
}

impl Default for FakeOptions {
    fn default() -> FakeOptions {
        FakeOptions {
            port: 0,
            employees: None,
            latency: Duration::ZERO,
            missing: Vec::new(),
            limits: true,
            client_id: "papi-demo0000-0000-4000-8000-00000000acme".to_owned(),
            client_secret: "papi-NotARealSecret0DemoOnly0NotARealSecret0".to_owned(),
            today: None,
        }
    }
}

/// A running server. Dropping it stops it: the port closes, open connections and hanging answers end.
pub struct FakePersonio {
    shared: Arc<ServerState>,
    base_url: String,
    client_id: String,
    client_secret: String,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl FakePersonio {
    /// Starts a server on the loopback address; needs a tokio runtime with time and IO. Without `options.today` it is
    /// the system's day.
    ///
    /// # Errors
    /// If the port is taken.
    pub async fn start(options: FakeOptions) -> io::Result<FakePersonio> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let today = options.today.unwrap_or_else(|| jiff::ZonedDateTime::now().date());
        let mut company = Company::new(options.employees.unwrap_or(SAMPLE_SIZE), today);
        options.missing.iter().for_each(|&field| company.set_field_granted(field, false));
        let stop = CancellationToken::new();
        let shared = Arc::new(ServerState::new(StateParts {
            company,
            tokens: Tokens::new(options.client_id.clone(), options.client_secret.clone()),
            is_limited: options.limits,
            latency: options.latency,
            base_url: base_url.clone(),
            stop: stop.clone(),
        }));
        let service = server::router(shared.clone()).into_make_service_with_connect_info::<StreamHandle>();
        let server = axum::serve(FaultyListener::new(listener, stop.clone()), service)
            .with_graceful_shutdown(stop.clone().cancelled_owned());
        let serving = tokio::spawn(async move {
            // It never fails: `FaultyListener` waits out errors of accepting.
            let _ = server.await;
        });
        let (client_id, client_secret) = (options.client_id, options.client_secret);
        Ok(FakePersonio { shared, base_url, client_id, client_secret, stop, serving })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    pub fn client_secret(&self) -> &str {
        &self.client_secret
    }

    /// Stops it and waits until the port is closed.
    pub async fn stop(mut self) {
        self.stop.cancel();
        // A panic inside the server has been reported where it happened.
        let _ = (&mut self.serving).await;
    }

    /// Ticks a field: the credential may read it from now on.
    pub fn grant(&self, field: Field) {
        self.shared.company_mut().set_field_granted(field, true);
    }

    /// Unticks a field.
    pub fn revoke(&self, field: Field) {
        self.shared.company_mut().set_field_granted(field, false);
    }

    pub fn edit_company(&self, change: impl FnOnce(&mut Company)) {
        change(&mut self.shared.company_mut());
    }

    pub fn with_company<T>(&self, look: impl FnOnce(&Company) -> T) -> T {
        look(&self.shared.company())
    }

    pub fn inject(&self, fault: Fault) {
        self.shared.script().add(fault);
    }

    pub fn clear_faults(&self) {
        self.shared.script().clear();
    }

    /// The requests to Personio's paths so far, the last 20 000 of them; the control path is not among them.
    pub fn requests(&self) -> Vec<Seen> {
        self.shared.requests()
    }

    pub fn forget_requests(&self) {
        self.shared.forget_requests();
    }
}

impl Drop for FakePersonio {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

#[cfg(test)]
mod tests;
