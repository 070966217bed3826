//! How wall time becomes steps. The pacer is given the wall time that has passed; it reads no clock itself.
//!
//! Wall time that cannot be made good is forgotten, never replayed: after a suspend, under a debugger, or when
//! a network is too large for its speed, model time goes on from where it is.

use std::collections::VecDeque;
use std::time::Duration;

use crate::units::{Grid, Speed};

/// Longest wall time that one turn makes good.
pub const MAX_ELAPSED: Duration = Duration::from_millis(250);
/// Wall time over which the achieved speed is measured.
const WINDOW: Duration = Duration::from_millis(500);
/// Turns shorter than this share an entry of the window, which bounds their number.
const ENTRY: Duration = Duration::from_millis(10);

/// What "as many as there is time for" is in steps.
pub const NO_LIMIT: u64 = u64::MAX;

/// Relates wall time to steps.
#[derive(Debug, Clone, Default)]
pub struct Pacer {
    /// Part of a step that is owed already; below 0 after steps were done before their time.
    carry: f64,
    /// Wall time and the steps that passed in it, fractions included, oldest first.
    window: VecDeque<(Duration, f64)>,
    /// Whether the last turn could not do all its steps.
    behind: bool,
}

/// Steps in a second of wall time. A speed that is no number is the slowest.
fn steps_per_s(ms_per_s: f64, grid: Grid) -> f64 {
    let ms_per_s = if ms_per_s.is_nan() { Speed::MIN_MS_PER_S } else { ms_per_s };
    ms_per_s.clamp(Speed::MIN_MS_PER_S, Speed::MAX_MS_PER_S) * f64::from(grid.steps_per_ms())
}

impl Pacer {
    /// The steps that are due after more wall time has passed; at unlimited speed, `NO_LIMIT` after any time at
    /// all. The part of a step that remains is carried over.
    pub fn steps_due(&mut self, elapsed: Duration, speed: Speed, grid: Grid) -> u64 {
        let counted = elapsed.min(MAX_ELAPSED);
        self.behind = false;
        let Speed::MsPerSecond(ms_per_s) = speed else {
            self.carry = 0.0;
            self.remember(elapsed, 0.0);
            return if elapsed.is_zero() { 0 } else { NO_LIMIT };
        };
        let passed = counted.as_secs_f64() * steps_per_s(ms_per_s, grid);
        self.remember(elapsed, passed);
        let owed = self.carry + passed;
        let whole = owed.max(0.0).trunc();
        self.carry = owed - whole;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 250 million steps"
        )]
        let due = whole as u64;
        due
    }

    /// A step is done before its time. Says whether it may be: not while the one before still has to be made good.
    pub fn borrow_step(&mut self) -> bool {
        let may = 0.0 <= self.carry;
        if may {
            self.carry -= 1.0;
        }
        may
    }

    /// Takes note of how many of the due steps were done. The others are dropped.
    #[expect(clippy::cast_precision_loss, reason = "steps of one turn")]
    pub fn done(&mut self, due: u64, done: u64) {
        let Some((_, steps)) = self.window.back_mut() else { return };
        if due == NO_LIMIT {
            *steps += done as f64;
        } else if done < due {
            *steps -= (due - done) as f64;
            self.carry = 0.0;
            self.behind = true;
        }
    }

    /// Whether the last turn could not do all its steps, so that there is no time to rest.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.behind
    }

    /// Wall time until the next step is due.
    #[must_use]
    pub fn until_next(&self, speed: Speed, grid: Grid) -> Duration {
        match speed {
            Speed::Unlimited => Duration::ZERO,
            Speed::MsPerSecond(ms_per_s) => {
                Duration::from_secs_f64((1.0 - self.carry).max(0.0) / steps_per_s(ms_per_s, grid))
            }
        }
    }

    /// Model time that passed per wall time over the last half second [ms/s]; 0 when none was measured.
    #[must_use]
    pub fn achieved_ms_per_s(&self, grid: Grid) -> f64 {
        let wall: f64 = self.window.iter().map(|(wall, _)| wall.as_secs_f64()).sum();
        let steps: f64 = self.window.iter().map(|(_, steps)| steps).sum();
        if wall < 1e-6 { 0.0 } else { (steps / wall / f64::from(grid.steps_per_ms())).max(0.0) }
    }

    /// Forgets what is owed and what was measured, as when model time stands still or changes its speed.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    fn remember(&mut self, elapsed: Duration, steps: f64) {
        // A suspend of hours is shown as a stall, but not for hours.
        let elapsed = elapsed.min(WINDOW);
        match self.window.back_mut() {
            Some((wall, passed)) if *wall + elapsed <= ENTRY => {
                *wall += elapsed;
                *passed += steps;
            }
            _ => self.window.push_back((elapsed, steps)),
        }
        let mut total: Duration = self.window.iter().map(|(wall, _)| *wall).sum();
        while let Some((wall, _)) = self.window.front()
            && WINDOW < total
            && 1 < self.window.len()
        {
            total -= *wall;
            self.window.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID_DT_MS: f64 = 0.1;

    fn grid() -> Grid {
        Grid::new(GRID_DT_MS).unwrap()
    }

    /// A clock that can be set to any time, as a real one sometimes is.
    struct FakeClock {
        now: Duration,
        read: Duration,
    }

    impl FakeClock {
        fn new() -> Self {
            Self { now: Duration::from_secs(1_000_000), read: Duration::from_secs(1_000_000) }
        }

        /// Wall time since the last reading, which is none when the clock went backwards.
        fn elapsed(&mut self) -> Duration {
            let elapsed = self.now.saturating_sub(self.read);
            self.read = self.now;
            elapsed
        }
    }

    #[test]
    fn the_long_run_average_is_exact() {
        for ms_per_s in [0.25, 1.0, 33.3, 100.0, 1000.0, 123_456.7, 1e6] {
            let (mut pacer, mut clock) = (Pacer::default(), FakeClock::new());
            let speed = Speed::MsPerSecond(ms_per_s);
            let (mut steps, mut wall) = (0, Duration::ZERO);
            for turn in 0..200_000_u64 {
                clock.now +=
                    Duration::from_nanos(1_000 + turn.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 9_000_000);
                let elapsed = clock.elapsed();
                wall += elapsed;
                let due = pacer.steps_due(elapsed, speed, grid());
                pacer.done(due, due);
                steps += due;
            }
            let expected = wall.as_secs_f64() * ms_per_s / GRID_DT_MS;
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let error = (steps as f64 - expected).abs();
            assert!(error <= 1.0 + 1e-12 * expected, "{steps} steps, not {expected}, at {ms_per_s} ms/s");
            assert!((pacer.achieved_ms_per_s(grid()) / ms_per_s - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn jumps_of_the_clock_are_cut() {
        let speed = Speed::MsPerSecond(1000.0);
        for jump in [Duration::from_secs(1), Duration::from_hours(8), Duration::MAX / 2] {
            let (mut pacer, mut clock) = (Pacer::default(), FakeClock::new());
            clock.now += jump;
            assert_eq!(pacer.steps_due(clock.elapsed(), speed, grid()), 2500, "250 ms, not {jump:?}");
            clock.now += Duration::from_millis(1);
            assert_eq!(pacer.steps_due(clock.elapsed(), speed, grid()), 10, "nothing is replayed");
        }
        let (mut pacer, mut clock) = (Pacer::default(), FakeClock::new());
        clock.now -= Duration::from_secs(100);
        assert_eq!(pacer.steps_due(clock.elapsed(), speed, grid()), 0);
        clock.now += Duration::from_millis(1);
        assert_eq!(pacer.steps_due(clock.elapsed(), speed, grid()), 10);
    }

    #[test]
    fn the_slowest_motion_steps_every_four_tenths_of_a_second() {
        let mut pacer = Pacer::default();
        let speed = Speed::MsPerSecond(Speed::MIN_MS_PER_S);
        assert_eq!(pacer.until_next(speed, grid()), Duration::from_millis(400));
        let due: Vec<u64> =
            (0..80).map(|_| pacer.steps_due(Duration::from_millis(100), speed, grid())).collect();
        assert_eq!(due.iter().sum::<u64>(), 20);
        assert!(due.iter().all(|due| *due <= 1));
        assert!((pacer.achieved_ms_per_s(grid()) - 0.25).abs() < 1e-9, "smooth, though steps are rare");
    }

    #[test]
    fn debt_is_dropped_and_shows_in_the_achieved_speed() {
        let mut pacer = Pacer::default();
        let speed = Speed::MsPerSecond(1000.0);
        for _ in 0..100 {
            let due = pacer.steps_due(Duration::from_millis(10), speed, grid());
            assert_eq!(due, 100, "the debt of earlier turns is not due again");
            pacer.done(due, 37);
            assert!(pacer.is_behind());
        }
        assert!((pacer.achieved_ms_per_s(grid()) - 370.0).abs() < 1e-6);
        assert!(pacer.window.len() <= 51);
    }

    #[test]
    fn at_unlimited_speed_the_achieved_is_what_was_done() {
        let mut pacer = Pacer::default();
        for _ in 0..1000 {
            let due = pacer.steps_due(Duration::from_millis(2), Speed::Unlimited, grid());
            assert_eq!(due, NO_LIMIT);
            pacer.done(due, 1000);
        }
        assert!((pacer.achieved_ms_per_s(grid()) - 50_000.0).abs() < 1e-6);
        assert_eq!(pacer.until_next(Speed::Unlimited, grid()), Duration::ZERO);
        pacer.reset();
        assert!(pacer.achieved_ms_per_s(grid()).abs() < 1e-12);
    }

    #[test]
    fn a_speed_that_is_no_speed_is_the_slowest() {
        let mut pacer = Pacer::default();
        assert_eq!(pacer.steps_due(Duration::from_millis(250), Speed::MsPerSecond(f64::NAN), grid()), 0);
        assert_eq!(pacer.steps_due(Duration::from_millis(250), Speed::MsPerSecond(-1.0), grid()), 1);
        let due = pacer.steps_due(Duration::from_millis(250), Speed::MsPerSecond(f64::INFINITY), grid());
        assert!((2_500_000..=2_500_001).contains(&due));
    }
}
