//! How the time line is looked at, and where it is being dragged.

use crate::engine::SeekTo;

/// The time line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TimeLine {
    /// The stretch of time that it shows [ms]; without one, the whole run.
    pub shown_ms: Option<(f64, f64)>,
    /// The time under a drag [ms], which moves ten times finer with Shift.
    pub dragged_ms: Option<f64>,
    /// Where the playhead was sent last by this drag.
    pub sent: Option<SeekTo>,
}

/// Least stretch that is shown [ms].
const LEAST_MS: f64 = 1.0;
/// What is shown of a run that has just begun [ms].
const FIRST_MS: f64 = 1000.0;

impl TimeLine {
    /// The stretch that is shown of a run with this end [ms].
    pub fn range_ms(&self, end_ms: f64) -> (f64, f64) {
        let whole = (0.0, end_ms.max(FIRST_MS));
        self.shown_ms.filter(|shown| shown.0 < whole.1).unwrap_or(whole)
    }

    /// Zooms by a factor about a time [ms]; what would show all of the run shows all of it.
    pub fn zoom(&mut self, factor: f64, about_ms: f64, end_ms: f64) {
        let (from, to) = self.range_ms(end_ms);
        let scale = factor.max((LEAST_MS / (to - from)).min(1.0));
        self.show((about_ms + (from - about_ms) * scale, about_ms + (to - about_ms) * scale), end_ms);
    }

    /// Moves what is shown so that a time [ms] is in its middle.
    pub fn bring_back(&mut self, time_ms: f64, end_ms: f64) {
        let (from, to) = self.range_ms(end_ms);
        let half = 0.5 * (to - from);
        self.show((time_ms - half, time_ms + half), end_ms);
    }

    fn show(&mut self, (from, to): (f64, f64), end_ms: f64) {
        let whole = end_ms.max(FIRST_MS);
        let width = to - from;
        if whole <= width {
            self.shown_ms = None;
            return;
        }
        let from = from.clamp(0.0, whole - width);
        self.shown_ms = Some((from, from + width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_stays_within_the_run_and_about_the_pointer() {
        let mut line = TimeLine::default();
        assert_eq!((line.range_ms(20.0), line.range_ms(5000.0)), ((0.0, 1000.0), (0.0, 5000.0)));
        line.zoom(0.5, 2000.0, 5000.0);
        assert_eq!(line.range_ms(5000.0), (1000.0, 3500.0));
        line.bring_back(4900.0, 5000.0);
        assert_eq!(line.range_ms(5000.0), (2500.0, 5000.0));
        line.zoom(1e-9, 3000.0, 5000.0);
        let (from, to) = line.range_ms(5000.0);
        assert!((to - from - LEAST_MS).abs() < 1e-6 && from <= 3000.0 && 3000.0 <= to);
        line.zoom(1e9, 3000.0, 5000.0);
        assert_eq!(line, TimeLine::default());
    }
}
