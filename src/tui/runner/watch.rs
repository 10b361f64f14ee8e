//! Other programs with the same files: another giftlist that ends, and `forget`.

use crate::app::msg::Msg;
use crate::files::lock::SessionLock;
use std::sync::Weak;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;

/// How often it is looked.
const WATCH: Duration = Duration::from_secs(2);

/// Tells when the process that has the session ends, so that it is ours, and when `forget` removed what is kept.
/// It does not keep the lock: that ends with the runner.
pub async fn watch(lock: Weak<SessionLock>, messages: UnboundedSender<Msg>) {
    let mut was_held = lock.upgrade().is_some_and(|lock| lock.is_held());
    loop {
        tokio::time::sleep(WATCH).await;
        let Some(lock) = lock.upgrade() else { return };
        let Ok((is_removed, is_held)) = tokio::task::spawn_blocking(move || (lock.is_removed(), lock.take())).await
        else {
            return;
        };
        if is_removed {
            let _ = messages.send(Msg::Forgotten);
            return;
        }
        if is_held && !was_held {
            was_held = true;
            let _ = messages.send(Msg::OtherEnded);
        }
    }
}
