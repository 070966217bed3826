//! State of the channels of a receptor, lane by lane: what a release does to it, and what is left of it later.

use super::digest::{Digest, StateHash, digest};
use super::fade::Fade;
use crate::model::kinetics::instant::{Instant, Summation};
use crate::model::kinetics::sites::Cohort;
use crate::model::kinetics::{Gate, Kinetics, KineticsModel};
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
        /// Release sites of each lane that a pulse drives, at `last`; empty for kinetics without pulses.
        sites: Vec<Vec<Cohort>>,
        /// When each lane last released.
        last: Vec<Moment>,
    },
}

/// Pulses of a lane that have room from the start.
const COHORTS: usize = 2;

/// Up to so many time constants Simpson's rule has the mean of an exponential to 1e-12.
const BRIEF: f64 = 0.007;

/// What a release adds to what would have been without it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Released {
    /// Open fraction right after the release.
    pub start: f64,
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
        if let Some(model) = kinetics.inner().and_then(KineticsModel::instant) {
            let (model, fade) = (model.clone(), Fade::new(model.tau_ms, grid));
            return Self::Instant { model, fade, P: vec![0.0; n], at: vec![Step::default(); n] };
        }
        let has_pulses = kinetics.inner().is_some_and(KineticsModel::can_be_driven);
        // Pulses that overlap are few; where they are more, the lists grow and stay so.
        let sites =
            if has_pulses { (0..n).map(|_| Vec::with_capacity(COHORTS)).collect() } else { Vec::new() };
        Self::Any { gates: vec![Gate::default(); n], sites, last: vec![Moment::default(); n] }
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

    /// Reads the state of a lane from memory; see `ProjectionState::read_ahead`.
    #[inline]
    pub fn read_ahead(&self, lane: usize) -> u64 {
        match self {
            Self::Instant { P, at, .. } => P[lane].to_bits() ^ at[lane].0,
            Self::Any { last, .. } => last[lane].step.0,
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
            Self::Any { gates, sites, last } => {
                let since_ms = grid.between_ms(last[lane], now) + h_ms;
                let cohorts = sites.get(lane).map_or(&[][..], Vec::as_slice);
                kinetics
                    .inner()
                    .map_or(gates[lane], |kinetics| kinetics.advance(gates[lane], cohorts, since_ms))
            }
        }
    }

    /// Mean open fraction of a lane over the `h_ms` [ms] from a moment that is not before its last release.
    pub fn mean_open(&self, kinetics: &Kinetics, lane: usize, now: Moment, h_ms: f64, grid: Grid) -> f64 {
        match self {
            Self::Instant { model, .. } => {
                model.mean_open(self.at(kinetics, lane, now, grid), &[], 0.0, h_ms)
            }
            Self::Any { gates, sites, last } => {
                let since_ms = grid.between_ms(last[lane], now);
                let cohorts = sites.get(lane).map_or(&[][..], Vec::as_slice);
                let kinetics = kinetics.inner();
                kinetics.map_or(0.0, |kinetics| kinetics.mean_open(gates[lane], cohorts, since_ms, h_ms))
            }
        }
    }

    /// Goes on with a lane of an earlier state that followed the `old_kinetics`, from a moment not before its last release.
    pub fn keep_lane(
        &mut self,
        lane: usize,
        (old, old_kinetics): (&mut Self, &Kinetics),
        same_kind: bool,
        now: Moment,
        grid: Grid,
    ) {
        let gate = old.at(old_kinetics, lane, now, grid);
        match self {
            Self::Instant { fade, P, at, .. } => {
                // Another kind of kinetics goes on from the open fraction, as far as it has one of its own.
                let open = if same_kind { gate.P } else { gate.P.min(1.0) };
                (P[lane], at[lane]) = (open * fade.back(now), now.step);
            }
            Self::Any { gates, sites, last } => {
                let fresh = Gate { P: gate.P.min(1.0), ..Gate::default() };
                (gates[lane], last[lane]) = (if same_kind { gate } else { fresh }, now);
                if same_kind
                    && let Self::Any { sites: old_sites, last: old_last, .. } = old
                    && let (Some(own), Some(cohorts)) = (sites.get_mut(lane), old_sites.get_mut(lane))
                    && let Some(kinetics) = old_kinetics.inner()
                {
                    kinetics.advance_sites(cohorts, grid.between_ms(old_last[lane], now));
                    std::mem::swap(own, cohorts);
                }
            }
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
                let (x, end) = (open_ms / model.tau_ms, half * half);
                // Simpson's rule where the difference would lose digits.
                let mean = if x < BRIEF { (1.0 + 4.0 * half + end) / 6.0 } else { (1.0 - end) / x };
                let opened = jump * mean;
                Released { start: jump, opened, P: jump * end, ..Released::default() }
            }
            Self::Any { gates, sites, last } => {
                let Some(kinetics) = kinetics.inner() else { return Released::default() };
                let since_ms = grid.between_ms(last[lane], moment);
                let mut none = Vec::new();
                let cohorts = sites.get_mut(lane).unwrap_or(&mut none);
                let before = kinetics.advance(gates[lane], cohorts, since_ms);
                kinetics.advance_sites(cohorts, since_ms);
                let (mut was, mut was_mean) = (before, 0.0);
                if 0.0 < open_ms {
                    was_mean = kinetics.mean_open(before, cohorts, 0.0, open_ms);
                    was = kinetics.advance(before, cohorts, open_ms);
                }
                let after = kinetics.release(before, cohorts, A);
                (gates[lane], last[lane]) = (after, moment);
                let (mut is, mut opened) = (after, 0.0);
                if 0.0 < open_ms {
                    opened = kinetics.mean_open(after, cohorts, 0.0, open_ms) - was_mean;
                    is = kinetics.advance(after, cohorts, open_ms);
                }
                let is_driven = kinetics.is_driven(&is);
                Released { start: after.P - before.P, opened, P: is.P - was.P, y: is.y - was.y, is_driven }
            }
        }
    }
}

digest!(Gate { P, y, s, T_mM, driven });
digest!(Cohort { share, bound, left_ms });

impl Digest for Gates {
    fn digest(&self, hash: &mut StateHash) {
        match self {
            Self::Instant { model: _, fade: _, P, at } => {
                P.digest(hash);
                at.digest(hash);
            }
            Self::Any { gates, sites, last } => {
                gates.digest(hash);
                sites.digest(hash);
                last.digest(hash);
            }
        }
    }
}
