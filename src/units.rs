//! Units and time.
//!
//! Quantities are `f64` in one coherent set of units, so that no conversion factor appears in an equation:
//! ms, mV, nS, pA, pF (nS·mV = pA, pF/nS = ms, pA/nS = mV), and Hz for rates. The unit stands in the name
//! of a field. Model time is a whole number of steps plus, for a spike, an offset inside the step; it is
//! never a sum of floats.

use serde::{Deserialize, Serialize};

/// The unit of a quantity as it is shown and typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Milliseconds.
    Ms,
    /// Millivolts.
    MV,
    /// Nanosiemens.
    NS,
    /// Picoamperes.
    PA,
    /// Picofarads.
    PF,
    /// Hertz.
    Hz,
    /// Millimolar: a concentration.
    MilliMolar,
    /// Micromolar: a small concentration.
    MicroMolar,
    /// Micromolar per millisecond: how fast a concentration rises.
    MicroMolarPerMs,
    /// Micromolar to the fourth: a dissociation constant of four molecules.
    MicroMolar4,
    /// Per millisecond: a rate constant.
    PerMs,
    /// Per millimolar and millisecond: a binding rate.
    PerMilliMolarMs,
    /// A pure number: a probability, a weight, a count.
    One,
}

impl Unit {
    /// The unit as it is written after a number; empty for pure numbers.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Ms => "ms",
            Self::MV => "mV",
            Self::NS => "nS",
            Self::PA => "pA",
            Self::PF => "pF",
            Self::Hz => "Hz",
            Self::MilliMolar => "mM",
            Self::MicroMolar => "µM",
            Self::MicroMolarPerMs => "µM/ms",
            Self::MicroMolar4 => "µM⁴",
            Self::PerMs => "ms⁻¹",
            Self::PerMilliMolarMs => "mM⁻¹ms⁻¹",
            Self::One => "",
        }
    }

    /// Units of the same dimension that a person may type, with their size in this unit.
    #[must_use]
    pub fn accepted(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Ms => &[("ms", 1.0), ("s", 1e3), ("us", 1e-3), ("µs", 1e-3), ("μs", 1e-3), ("min", 6e4)],
            Self::MV => &[("mV", 1.0), ("V", 1e3), ("uV", 1e-3), ("µV", 1e-3), ("μV", 1e-3)],
            Self::NS => {
                &[("nS", 1.0), ("pS", 1e-3), ("uS", 1e3), ("µS", 1e3), ("μS", 1e3), ("mS", 1e6), ("S", 1e9)]
            }
            Self::PA => &[("pA", 1.0), ("nA", 1e3), ("uA", 1e6), ("µA", 1e6), ("μA", 1e6)],
            Self::PF => &[("pF", 1.0), ("nF", 1e3), ("uF", 1e6), ("µF", 1e6), ("μF", 1e6)],
            Self::Hz => &[("Hz", 1.0), ("kHz", 1e3), ("/s", 1.0)],
            Self::MilliMolar => &[("mM", 1.0), ("M", 1e3), ("uM", 1e-3), ("µM", 1e-3), ("μM", 1e-3)],
            Self::MicroMolar => &[("µM", 1.0), ("μM", 1.0), ("uM", 1.0), ("mM", 1e3), ("nM", 1e-3)],
            Self::MicroMolarPerMs => {
                &[("µM/ms", 1.0), ("μM/ms", 1.0), ("uM/ms", 1.0), ("mM/s", 1.0), ("µM/s", 1e-3)]
            }
            Self::MicroMolar4 => &[("µM⁴", 1.0), ("μM⁴", 1.0), ("uM4", 1.0)],
            Self::PerMs => &[("ms⁻¹", 1.0), ("/ms", 1.0), ("/s", 1e-3)],
            Self::PerMilliMolarMs => &[("mM⁻¹ms⁻¹", 1.0), ("/mM/ms", 1.0)],
            Self::One => &[("%", 0.01)],
        }
    }

    /// The unit as it stands at the end of a name in files; empty for pure numbers.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::MicroMolar => "uM",
            Self::MicroMolarPerMs => "uM_per_ms",
            Self::MicroMolar4 => "uM4",
            Self::PerMs => "per_ms",
            Self::PerMilliMolarMs => "per_mM_ms",
            other => other.symbol(),
        }
    }

    /// Appends the unit to a name with an underscore, as in a CSV column (`V_0_mV`); pure numbers add nothing.
    #[must_use]
    pub fn suffixed(self, name: &str) -> String {
        match self.suffix() {
            "" => name.to_owned(),
            suffix => format!("{name}_{suffix}"),
        }
    }
}

/// A number of whole simulation steps since the start of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Step(pub u64);

/// A run among those of one start: the first, or one that forked from another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub u32);

/// The fixed time grid of a run: how long a step is.
///
/// Only steps that divide a millisecond are allowed, so the time of step n is the correctly rounded n/k
/// and prints as people write it (0.3, not 0.30000000000000004).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    steps_per_ms: u32,
    /// One over that, kept because the step asks for it more often than it can afford to divide.
    dt_ms: f64,
}

/// The steps that may be chosen [ms].
pub const ALLOWED_DT_MS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0];

/// A tenth of a millisecond.
impl Default for Grid {
    fn default() -> Self {
        Self { steps_per_ms: 10, dt_ms: 0.1 }
    }
}

impl Grid {
    /// The grid with steps of `dt_ms` [ms], or `None` if that is not one of [`ALLOWED_DT_MS`].
    #[must_use]
    pub fn new(dt_ms: f64) -> Option<Self> {
        let allowed = ALLOWED_DT_MS.iter().find(|allowed| (**allowed - dt_ms).abs() < 1e-12)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 1000")]
        let steps_per_ms = (1.0 / allowed).round() as u32;
        Some(Self { steps_per_ms, dt_ms: 1.0 / f64::from(steps_per_ms) })
    }

    /// Length of a step [ms].
    #[must_use]
    pub fn dt_ms(self) -> f64 {
        self.dt_ms
    }

    /// Number of steps in a millisecond.
    #[must_use]
    pub fn steps_per_ms(self) -> u32 {
        self.steps_per_ms
    }

    /// Time of a step boundary [ms].
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "2^53 steps are 28 000 years of model time at dt = 0.1 ms"
    )]
    pub fn time_ms(self, step: Step) -> f64 {
        step.0 as f64 / f64::from(self.steps_per_ms)
    }

    /// The first step boundary at or after a time [ms]; negative times give step 0.
    #[must_use]
    pub fn step_at_or_after(self, time_ms: f64) -> Step {
        let moment = self.moment(time_ms);
        if moment.offset_ms > 0.0 { Step(moment.step.0 + 1) } else { moment.step }
    }

    /// Splits a time [ms] into a step and the rest; times within 1e-9 steps of a boundary, or within the rounding
    /// of the time itself, lie on it.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "steps are not negative")]
    pub fn moment(self, time_ms: f64) -> Moment {
        let steps = (time_ms * f64::from(self.steps_per_ms)).max(0.0);
        let tolerance = (2.0 * f64::EPSILON * steps).max(1e-9);
        let whole = (steps + tolerance).floor();
        let rest = (steps - whole).max(0.0);
        let offset_ms = if rest < tolerance { 0.0 } else { rest / f64::from(self.steps_per_ms) };
        Moment { step: Step(whole as u64), offset_ms }
    }

    /// Time of a moment [ms].
    #[must_use]
    pub fn moment_ms(self, moment: Moment) -> f64 {
        self.time_ms(moment.step) + moment.offset_ms
    }

    /// A moment later by a delay given as a moment from zero. A sum that misses the grid by rounding only is moved onto it.
    #[must_use]
    pub fn later(self, moment: Moment, delay: Moment) -> Moment {
        let mut sum = Moment {
            step: Step(moment.step.0 + delay.step.0),
            offset_ms: moment.offset_ms + delay.offset_ms,
        };
        let rounding_ms = SAME_STEPS * self.dt_ms();
        if self.dt_ms() - rounding_ms <= sum.offset_ms {
            sum.step.0 += 1;
            sum.offset_ms = (sum.offset_ms - self.dt_ms()).max(0.0);
        }
        if sum.offset_ms <= rounding_ms {
            sum.offset_ms = 0.0;
        }
        sum
    }

    /// Time from `earlier` to `later` [ms]; negative when they are the other way round.
    #[must_use]
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "a difference of steps")]
    pub fn between_ms(self, earlier: Moment, later: Moment) -> f64 {
        let steps = later.step.0.wrapping_sub(earlier.step.0) as i64;
        steps as f64 / f64::from(self.steps_per_ms) + (later.offset_ms - earlier.offset_ms)
    }
}

/// Moments that are no further apart than this are the same [steps].
const SAME_STEPS: f64 = 1e-9;

/// A point in model time: a step boundary and an offset into the step that follows it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moment {
    /// The boundary at or before the moment.
    pub step: Step,
    /// Time since that boundary [ms], at least 0 and less than a step.
    pub offset_ms: f64,
}

impl Moment {
    /// The moment of a step boundary.
    #[must_use]
    pub fn at(step: Step) -> Self {
        Self { step, offset_ms: 0.0 }
    }

    /// The first step boundary at or after this moment.
    #[must_use]
    pub fn boundary(self) -> Step {
        if self.offset_ms > 0.0 { Step(self.step.0 + 1) } else { self.step }
    }

    /// The later of two moments.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        if self.order(&other).is_lt() { other } else { self }
    }

    /// True if two moments of a grid with steps of `dt_ms` [ms] differ by rounding at most: by less than 1e-9 of a step. Sums of
    /// times and delays round.
    #[inline]
    #[must_use]
    pub fn is_about(&self, other: &Self, dt_ms: f64) -> bool {
        // Most often they are far apart.
        let apart_ms = match self.step.0.wrapping_sub(other.step.0) {
            0 => self.offset_ms - other.offset_ms,
            1 => dt_ms + (self.offset_ms - other.offset_ms),
            u64::MAX => -dt_ms + (self.offset_ms - other.offset_ms),
            _ => return false,
        };
        apart_ms.abs() <= SAME_STEPS * dt_ms
    }

    /// Order in time.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.step.cmp(&other.step).then(self.offset_ms.total_cmp(&other.offset_ms))
    }
}

/// How fast model time passes: milliseconds of model time per second of wall time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// This many milliseconds of model time per second; 1000 is real time.
    MsPerSecond(f64),
    /// As fast as it goes.
    Unlimited,
}

impl Speed {
    /// Slowest speed on offer [ms/s]: 4000 times slower than real time.
    pub const MIN_MS_PER_S: f64 = 0.25;
    /// Fastest speed short of unlimited [ms/s]: a thousand times real time.
    pub const MAX_MS_PER_S: f64 = 1e6;
}

/// A time [ms] as people read it: `12.3 ms`, from ten seconds on `12.345 s`, then `36 min 54.9 s` and `5 h 12 min 3.4 s`.
#[must_use]
pub fn time_words(time_ms: f64) -> String {
    if !time_ms.is_finite() {
        return format!("{time_ms} ms");
    }
    let sign = if time_ms < 0.0 { "−" } else { "" };
    let size_ms = time_ms.abs();
    // Rounded first: no 60.0 s comes out.
    if (10.0 * size_ms).round() < 1e5 {
        return format!("{sign}{size_ms:.1} ms");
    }
    if size_ms.round() < 6e4 {
        return format!("{sign}{:.3} s", size_ms * 1e-3);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` clamps")]
    let tenths = (size_ms * 1e-2).round() as u64;
    let (hours, minutes, tenths) = (tenths / 36_000, tenths / 600 % 60, tenths % 600);
    let hours = if 0 < hours { format!("{hours} h ") } else { String::new() };
    format!("{sign}{hours}{minutes} min {}.{} s", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_read_in_minutes_and_hours() {
        for (ms, words) in [
            (0.0, "0.0 ms"),
            (12.34, "12.3 ms"),
            (-3.0, "−3.0 ms"),
            (9999.94, "9999.9 ms"),
            (9999.96, "10.000 s"),
            (12_345.6, "12.346 s"),
            (59_999.4, "59.999 s"),
            (59_999.6, "1 min 0.0 s"),
            (2_214_911.9, "36 min 54.9 s"),
            (3_599_949.0, "59 min 59.9 s"),
            (3_599_951.0, "1 h 0 min 0.0 s"),
            (18_723_400.0, "5 h 12 min 3.4 s"),
            (1e9, "277 h 46 min 40.0 s"),
            (f64::INFINITY, "inf ms"),
        ] {
            assert_eq!(time_words(ms), words);
        }
    }

    #[test]
    fn step_times_print_as_people_write_them() {
        let grid = Grid::new(0.1).unwrap();
        assert_eq!(grid.time_ms(Step(3)).to_string(), "0.3");
        assert_eq!(grid.time_ms(Step(306_495)).to_string(), "30649.5");
        assert_eq!(Grid::new(0.01).unwrap().time_ms(Step(29)).to_string(), "0.29");
        assert!(Grid::new(0.3).is_none() && Grid::new(f64::NAN).is_none() && Grid::new(0.0).is_none());
    }

    #[test]
    fn a_time_on_the_grid_has_no_offset() {
        for dt in ALLOWED_DT_MS {
            let grid = Grid::new(dt).unwrap();
            for n in [0_u64, 1, 7, 999, 123_457] {
                let moment = grid.moment(grid.time_ms(Step(n)));
                assert_eq!(moment, Moment::at(Step(n)), "dt {dt}, n {n}");
            }
        }
        let grid = Grid::new(0.1).unwrap();
        let moment = grid.moment(0.25);
        assert_eq!(moment.step, Step(2));
        assert!((moment.offset_ms - 0.05).abs() < 1e-12);
        assert_eq!(moment.boundary(), Step(3));
    }

    #[test]
    fn delays_carry_into_the_next_step() {
        let grid = Grid::new(0.1).unwrap();
        let spike = grid.moment(1.07);
        let arrival = grid.later(spike, grid.moment(0.55));
        assert!((grid.moment_ms(arrival) - 1.62).abs() < 1e-12);
        assert!((grid.between_ms(spike, arrival) - 0.55).abs() < 1e-12);
        assert!((grid.between_ms(arrival, spike) + 0.55).abs() < 1e-12);
    }
}
