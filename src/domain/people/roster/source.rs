//! Parts of a roster that are read when they are needed first.

use super::part::{Part, PartSource};
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is not in memory yet, and where it is.
pub(super) struct Stored {
    source: Box<dyn PartSource>,
    is_damaged: AtomicBool,
}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored").field("is_damaged", &self.is_damaged).finish_non_exhaustive()
    }
}

impl Stored {
    pub(super) fn of(source: Box<dyn PartSource>) -> Stored {
        Stored { source, is_damaged: AtomicBool::new(false) }
    }

    /// Whether a part of what was read so far was damaged.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Relaxed)
    }

    /// A part, or the like with nothing in it.
    pub(super) fn read<T>(&self, place: usize, of: impl FnOnce(Part) -> Option<T>, nothing: impl FnOnce() -> T) -> T {
        self.source.read(place).and_then(of).unwrap_or_else(|| {
            self.is_damaged.store(true, Ordering::Relaxed);
            nothing()
        })
    }
}

/// A part that is read when it is needed first.
pub(super) type Lazy<T> = OnceLock<T>;
