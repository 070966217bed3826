//! How far long work is, and whether it is to be given up: shared by the thread that works and whoever waits for it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far work is.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    whole: AtomicU64,
    is_cancelled: AtomicBool,
}

impl Progress {
    /// Work of this size begins.
    pub fn begin(&self, whole: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.whole.store(whole, Ordering::Relaxed);
    }

    /// So much is done.
    pub fn set(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// So much more is done.
    pub fn add(&self, more: u64) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }

    /// How much is done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Which part of the work is done, from 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share to be shown")]
    pub fn share(&self) -> f64 {
        let whole = self.whole.load(Ordering::Relaxed).max(1);
        (self.done() as f64 / whole as f64).min(1.0)
    }

    /// The work is to be given up.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to be given up.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}
