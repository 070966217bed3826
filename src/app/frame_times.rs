//! How long frames take to build.

use std::collections::VecDeque;
use std::time::Duration;

/// Frames that are remembered.
const FRAMES: usize = 600;

/// The times of the last frames.
#[derive(Debug, Default)]
pub(super) struct FrameTimes {
    times: VecDeque<Duration>,
    count: u64,
}

impl FrameTimes {
    /// Adds a frame.
    pub fn push(&mut self, time: Duration) {
        if FRAMES <= self.times.len() {
            self.times.pop_front();
        }
        self.times.push_back(time);
        self.count += 1;
    }

    /// The time of the last frame.
    pub fn last(&self) -> Duration {
        self.times.back().copied().unwrap_or_default()
    }

    /// Number of frames so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Median, 99th percentile and maximum of the last frames, in words.
    pub fn report(&self) -> String {
        let mut sorted: Vec<Duration> = self.times.iter().copied().collect();
        sorted.sort_unstable();
        let at = |percent: usize| {
            let index = (sorted.len().saturating_sub(1)) * percent / 100;
            sorted.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        format!(
            "frames: {}; building the last {}: median {:.2} ms, p99 {:.2} ms, max {:.2} ms",
            self.count,
            sorted.len(),
            at(50),
            at(99),
            at(100)
        )
    }
}
