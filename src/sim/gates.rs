//! State of the channels of a receptor, lane by lane: what a release does to it, and what is left of it later.

use super::fade::Fade;
use crate::model::kinetics::instant::{Instant, Summation};
use crate::model::kinetics::{Gate, Kinetics};
use crate::units::{Grid, Moment, Step};

/// State of each lane.
#[derive(Debug, Clone)]
pub(super) enum Gates {
    /// Instant rise. There is nothing but the open fraction, which only falls: it is kept as it is at the boundary `at`, or
    /// would have been there if channels opened later in that step.
    Instant {
        /// The kinetics.
        model: Instant,
        /// How the open fraction falls.
        fade: Fade,
        /// Open fraction of each lane.
        P: Vec<f64>,
        /// At which boundary.
        at: Vec<Step>,
    },
    /// Any kinetics.
    Any {
        /// State of each lane at `last`.
        gates: Vec<Gate>,
        /// When each lane last released.
        last: Vec<Moment>,
    },
}

/// What a release adds to what would have been without it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Released {
    /// Mean open fraction between the release and the end of the step.
    pub opened: f64,
    /// Open fraction at the end of the step, and rising component.
    pub P: f64,
    /// See `P`.
    pub y: f64,
    /// Whether the gate is then driven.
    pub is_driven: bool,
}

impl Gates {
    /// Closed channels.
    pub fn new(kinetics: &Kinetics, n: usize, grid: Grid) -> Self {
        match kinetics {
            Kinetics::Instant(model) => Self::Instant {
                model: model.clone(),
                fade: Fade::new(model.tau_ms, grid),
                P: vec![0.0; n],
                at: vec![Step::default(); n],
            },
            _ => Self::Any { gates: vec![Gate::default(); n], last: vec![Moment::default(); n] },
        }
    }

    /// Whether channels open at once and do not saturate.
    pub fn is_direct(&self) -> bool {
        matches!(self, Self::Instant { model, .. } if model.summation == Summation::Linear)
    }

    /// How the open fractions fall, the fractions, and at which boundary, if channels open at once and do not saturate.
    pub fn direct(&mut self) -> Option<(&Fade, &mut [f64], &mut [Step])> {
        match self {
            Self::Instant { model, fade, P, at } if model.summation == Summation::Linear => {
                Some((fade, P, at))
            }
            _ => None,
        }
    }

    /// Number of lanes.
    pub fn len(&self) -> usize {
        match self {
            Self::Instant { P, .. } => P.len(),
            Self::Any { gates, .. } => gates.len(),
        }
    }

    /// From when on the state of a lane is known.
    pub fn since(&self, lane: usize) -> Moment {
        match self {
            Self::Instant { at, .. } => Moment::at(at[lane]),
            Self::Any { last, .. } => last[lane],
        }
    }

    /// State of a lane at a moment not before its last release.
    pub fn at(&self, kinetics: &Kinetics, lane: usize, now: Moment, grid: Grid) -> Gate {
        self.some_time_after(kinetics, lane, now, 0.0, grid)
    }

    /// State of a lane `h_ms` [ms] after a moment that is not before its last release.
    pub fn some_time_after(
        &self,
        kinetics: &Kinetics,
        lane: usize,
        now: Moment,
        h_ms: f64,
        grid: Grid,
    ) -> Gate {
        match self {
            Self::Instant { model, fade, P, at } => {
                let later = if h_ms == 0.0 { 1.0 } else { model.decay(h_ms) };
                Gate { P: P[lane] * fade.to(at[lane], now) * later, ..Gate::default() }
            }
            Self::Any { gates, last } => {
                let since_ms = grid.between_ms(last[lane], now) + h_ms;
                kinetics.inner().map_or(gates[lane], |kinetics| kinetics.advance(gates[lane], since_ms))
            }
        }
    }

    /// Sets the state of a lane at a moment.
    pub fn set(&mut self, lane: usize, gate: Gate, now: Moment) {
        match self {
            Self::Instant { fade, P, at, .. } => (P[lane], at[lane]) = (gate.P * fade.back(now), now.step),
            Self::Any { gates, last } => (gates[lane], last[lane]) = (gate, now),
        }
    }

    /// A release of amplitude `A` on a lane at a boundary.
    #[inline]
    pub fn release_at(
        &mut self,
        kinetics: &Kinetics,
        lane: usize,
        A: f64,
        boundary: Step,
        grid: Grid,
    ) -> Released {
        if let Self::Instant { model, fade, P, at } = self {
            let (P, at) = (&mut P[lane], &mut at[lane]);
            let before = *P * fade.steps(boundary.0 - at.0);
            let jump = model.summation.opened(before, A);
            (*P, *at) = (before + jump, boundary);
            return Released { P: jump, ..Released::default() };
        }
        self.release(kinetics, lane, A, Moment::at(boundary), 0.0, grid)
    }

    /// A release of amplitude `A` on a lane, `open_ms` [ms] before the end of the step.
    #[inline]
    pub fn release(
        &mut self,
        kinetics: &Kinetics,
        lane: usize,
        A: f64,
        moment: Moment,
        open_ms: f64,
        grid: Grid,
    ) -> Released {
        match self {
            Self::Instant { model, fade, P, at } => {
                let before = P[lane] * fade.to(at[lane], moment);
                let jump = model.summation.opened(before, A);
                (P[lane], at[lane]) = ((before + jump) * fade.back(moment), moment.step);
                if open_ms <= 0.0 {
                    return Released { P: jump, ..Released::default() };
                }
                let half = model.decay(0.5 * open_ms);
                let end = half * half;
                // The mean by Simpson's rule.
                let opened = jump * (1.0 + 4.0 * half + end) / 6.0;
                Released { opened, P: jump * end, ..Released::default() }
            }
            Self::Any { gates, last } => {
                let Some(kinetics) = kinetics.inner() else { return Released::default() };
                let before = kinetics.advance(gates[lane], grid.between_ms(last[lane], moment));
                let after = kinetics.release(before, A);
                (gates[lane], last[lane]) = (after, moment);
                let (mut was, mut is, mut opened) = (before, after, 0.0);
                if 0.0 < open_ms {
                    opened = kinetics.mean_open(after, open_ms) - kinetics.mean_open(before, open_ms);
                    (was, is) = (kinetics.advance(before, open_ms), kinetics.advance(after, open_ms));
                }
                Released { opened, P: is.P - was.P, y: is.y - was.y, is_driven: kinetics.is_driven(&is) }
            }
        }
    }
}
