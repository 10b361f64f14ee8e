//! Work that waits until a frame shows what there is: on two processors it would keep the frame from being drawn.

use parking_lot::{Condvar, Mutex};
use std::time::Duration;

/// Whether a frame was drawn.
#[derive(Default)]
pub struct Shown {
    is_shown: Mutex<bool>,
    changed: Condvar,
}

impl Shown {
    pub fn set(&self) {
        *self.is_shown.lock() = true;
        self.changed.notify_all();
    }

    /// Waits for a frame, but not longer than this: there may be no terminal that takes one.
    pub fn wait(&self, most: Duration) {
        let mut is_shown = self.is_shown.lock();
        if !*is_shown {
            self.changed.wait_for(&mut is_shown, most);
        }
    }
}
