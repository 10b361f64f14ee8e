//! The things that a user can ask for, one function each, the same for the screen and for the commands: the only bridge
//! between the domain and the world. Knows Personio and the files, and neither the screen nor the command line.

pub mod checklist;
pub mod connect;
pub mod export;
pub mod forget;
pub mod people;
pub mod session;
pub mod sync;

use crate::domain::checklist::matching::Pins;
use crate::domain::credentials::Account;
use crate::domain::sync::Waiting;
use crate::files::paths::Paths;
use crate::personio::{BaseUrl, Pacer, PersonioClient};
use std::sync::Arc;

/// What is settled before anything is asked for: whose data, from where, kept where.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Personio's address.
    pub base: BaseUrl,
    /// Certificates to trust in addition, as PEM.
    pub extra_ca: Vec<u8>,
    /// Where our files are; `None` in the demo, which keeps nothing.
    pub paths: Option<Paths>,
    /// The user's home folder, for `~/` in the name of an export.
    pub home: Option<std::path::PathBuf>,
    /// Whether the people are kept on disk.
    pub keeps_people: bool,
    /// Oldest people that are used, in days.
    pub max_age_days: u32,
    /// The user's choices of attributes.
    pub pins: Pins,
    /// The account, once the client ID is known.
    pub account: Option<Account>,
    /// Seconds since 1970, by the real clock.
    pub clock: fn() -> i64,
    /// The pace of all requests.
    pub pacer: Arc<Pacer>,
}

/// Awaits an answer, and tells of each wait for the other side that begins or ends meanwhile; once at the beginning.
pub async fn with_waits<T>(
    client: &PersonioClient,
    answer: impl Future<Output = T>,
    on_wait: impl Fn(Option<Waiting>),
) -> T {
    let mut waits = client.waiting();
    on_wait(waits.borrow_and_update().clone());
    let mut answer = std::pin::pin!(answer);
    loop {
        tokio::select! {
            biased;
            done = &mut answer => return done,
            changed = waits.changed() => match changed {
                Ok(()) => on_wait(waits.borrow_and_update().clone()),
                Err(_) => return answer.await,
            },
        }
    }
}

impl Setup {
    /// Where the people are kept, if they are.
    fn people_file(&self) -> Option<std::path::PathBuf> {
        self.paths.as_ref().filter(|_| self.keeps_people).map(Paths::people_file)
    }
}
