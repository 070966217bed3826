//! How the engine, which takes all of a core without a limit of speed, leaves the window time to draw if frames are late.
//!
//! Where a processor has few cores and draws the window itself, the engine and the window share the cores, and the window gets too
//! little. The time that has passed is given; no clock is read here.

use std::time::Duration;

/// Wall time over which frames are counted.
const SPAN: Duration = Duration::from_millis(400);
/// By how much a rest grows or shrinks after that, and the longest: a third of the time of the engine.
const MORE: Duration = Duration::from_micros(500);
const LESS: Duration = Duration::from_micros(250);
const LONGEST: Duration = Duration::from_millis(4);
/// Rests shrink where the time between frames is below this part of what is wanted; between the two they stay.
const IN_TIME: f64 = 0.97;

/// The rests that leave the window time to draw.
#[derive(Debug, Clone, Default)]
pub struct Leeway {
    /// The time between two frames that there should be at most; none if nobody draws.
    wanted: Option<Duration>,
    /// Wall time since frames were last counted, and their number.
    passed: Duration,
    frames: u32,
    rest: Duration,
}

impl Leeway {
    /// Sets the time between two frames that there should be at most.
    pub fn want(&mut self, wanted: Duration) {
        *self = Self { wanted: Some(wanted), ..Self::default() };
    }

    /// So many frames have been drawn.
    pub fn frames(&mut self, n: u32) {
        self.frames = self.frames.saturating_add(n);
    }

    /// Wall time has passed.
    pub fn pass(&mut self, elapsed: Duration) {
        self.passed = self.passed.saturating_add(elapsed);
        if self.passed < SPAN {
            return;
        }
        self.rest = match self.wanted {
            // A window that is not seen draws nothing.
            Some(wanted) if 0 < self.frames && self.passed < 2 * SPAN => {
                let between = self.passed / self.frames;
                if wanted < between {
                    (self.rest + MORE).min(LONGEST)
                } else if between < wanted.mul_f64(IN_TIME) {
                    self.rest.saturating_sub(LESS)
                } else {
                    self.rest
                }
            }
            _ => Duration::ZERO,
        };
        (self.passed, self.frames) = (Duration::ZERO, 0);
    }

    /// How long to rest after a turn.
    #[must_use]
    pub fn rest(&self) -> Duration {
        self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// What becomes of rests while a window draws with this much time between frames [ms], over this many seconds.
    fn after(leeway: &mut Leeway, seconds: u32, between_ms: impl Fn(Duration) -> u32) -> Duration {
        let mut until_next = 0;
        for _ in 0..1000 * seconds {
            if until_next == 0 {
                leeway.frames(1);
                until_next = between_ms(leeway.rest());
            }
            until_next -= 1;
            leeway.pass(MS);
        }
        leeway.rest()
    }

    #[test]
    fn a_window_in_time_costs_the_engine_nothing() {
        let mut leeway = Leeway::default();
        leeway.want(32 * MS);
        assert_eq!(after(&mut leeway, 10, |_| 16), Duration::ZERO);
        assert_eq!(after(&mut Leeway::default(), 10, |_| 100), Duration::ZERO, "nobody draws");
    }

    #[test]
    fn rests_grow_until_frames_are_in_time_and_no_further() {
        let mut leeway = Leeway::default();
        leeway.want(32 * MS);
        // Each tenth of the time that the engine rests saves a frame 2 ms.
        let quicker = |rest: Duration| 36 - u32::try_from(rest.as_micros() / 400).unwrap();
        for _ in 0..10 {
            let rest = after(&mut leeway, 10, quicker);
            assert!(MS <= rest && rest < 3 * MS, "{rest:?}");
            assert!(quicker(rest) <= 33);
        }
        assert_eq!(after(&mut leeway, 10, |_| 16), Duration::ZERO, "and go where they are not needed");
        assert_eq!(after(&mut leeway, 10, |_| 90), LONGEST, "some frames are never in time");
    }

    #[test]
    fn a_window_that_is_not_seen_needs_no_rest() {
        let mut leeway = Leeway::default();
        leeway.want(32 * MS);
        assert_eq!(after(&mut leeway, 10, |_| 60), LONGEST);
        assert_eq!(after(&mut leeway, 10, |_| 100_000), Duration::ZERO);
        after(&mut leeway, 10, |_| 60);
        leeway.pass(Duration::from_hours(1));
        assert_eq!(leeway.rest(), Duration::ZERO, "nor one after a suspend");
    }
}
