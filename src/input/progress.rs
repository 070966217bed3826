//! Progress on standard error, if somebody looks.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use super::terminal;

/// What is shown, and when it was.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
    enabled: bool,
    started: Instant,
    last: Instant,
}

impl Progress {
    /// Nothing shown yet; nothing ever, if it is to be quiet or nobody looks.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Self { shown: false, enabled: !quiet && io::stderr().is_terminal(), started: now, last: now }
    }

    /// Shows how much is done of how much.
    pub fn show(&mut self, done: u64, of: u64) {
        if !self.enabled || self.last.elapsed() < Duration::from_millis(250) {
            return;
        }
        self.last = Instant::now();
        #[expect(clippy::cast_precision_loss, reason = "a percentage")]
        let fraction = done as f64 / of.max(1) as f64;
        let left = self.started.elapsed().as_secs_f64() * (1.0 - fraction) / fraction.max(1e-9);
        terminal::show_progress(&format!("{:5.1} %, {left:.0} s left ", 100.0 * fraction));
        self.shown = true;
    }

    /// Wipes what was shown.
    pub fn clear(&mut self) {
        if self.shown {
            terminal::show_progress("");
        }
    }
}
