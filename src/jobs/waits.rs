//! Reports when a job waits for Personio, so that the user sees why nothing happens.

use crate::domain::sync::Waiting;
use crate::personio::PersonioClient;

/// Awaits an answer, and calls `on_wait` whenever the client starts to wait for Personio (`Some`) or stops (`None`),
/// and once at the start.
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
