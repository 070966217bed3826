//! Live state of one receptor on a projection: gates, and conductances onto the target neurons.
//!
//! Synapses that see the same releases share a gate; a group of them is a lane. A gate is brought to now only when a
//! release or a reader asks. What a membrane needs is one conductance per target neuron: between releases all gates
//! follow one linear law, so their sum does too. Gates that are driven by a transmitter pulse, or do not sum, are
//! worked out one by one in every step.
//!
//! What acts on a membrane over a step is the mean conductance, exact however fast it changes. That conductance changes while
//! the membrane relaxes is an effect of the third order in the step, the commutator in Magnus's expansion. For a leak and one
//! reversal potential it is linear in the conductance: what falls during the step acts as if it came from a potential a little
//! closer to rest, and what rises, as if it were a little larger ([`Drift`]).
//!
//! Longer than 500 lines: sums, gates and driven lanes are one state, which only this file changes.

use std::ops::Range;

use super::digest::digest;
use super::fade::Fade;
use super::gates::{Gates, Released};
use super::synapses::Synapses;
use super::vector::{self, Conductance, Decaying};
use super::weights::SynapseWeights;
use crate::model::kinetics::{Gate, Kinetics, KineticsModel, SumStep};
use crate::model::receptor::block::VoltageBlock;
use crate::model::receptor::{Receptor, ReceptorKey, ReceptorModel};
use crate::units::{Grid, Moment, Step};

/// How the membranes that a receptor acts on relax by themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Drift {
    /// One over their time constant [ms⁻¹].
    pub per_ms: f64,
    /// Where they settle [mV].
    pub V_rest_mV: f64,
}

/// Channels that open inside a step, or close.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    /// Conductance of a synapse of weight 1, before a block, on average over the rest of the step [nS]; negative where channels
    /// close.
    pub g_nS: f64,
    /// The same when they open, and at the end of the step.
    pub ends_nS: (f64, f64),
    /// Reversal potential [mV].
    pub E_mV: f64,
    /// How the membrane potential blocks it.
    pub block: Option<VoltageBlock>,
    /// How long before the end of the step [ms].
    pub open_ms: f64,
}

impl Opening {
    /// Of the open channels, the fraction that a potential [mV] lets conduct.
    pub fn free(&self, V_mV: f64) -> f64 {
        self.block.map_or(1.0, |block| block.free(V_mV))
    }
}

impl Drift {
    /// Where a conductance seems to come from that opens `open_ms` [ms] before the end of a step and acts when the step is
    /// over: what it does relaxes meanwhile.
    #[inline]
    pub fn late_mV(self, E_mV: f64, open_ms: f64) -> f64 {
        E_mV - 0.5 * open_ms * self.per_ms * (E_mV - self.V_rest_mV)
    }
}

/// Live state of one receptor on a projection.
#[derive(Debug, Clone)]
pub(super) struct ReceptorState {
    /// The receptor's key.
    pub key: ReceptorKey,
    /// Reversal potential [mV].
    pub E_mV: f64,
    /// Conductance with all channels open and w = 1 [nS].
    pub g_max_nS: f64,
    /// How the membrane potential blocks open channels.
    pub block: Option<VoltageBlock>,
    kinetics: Kinetics,
    /// State of each lane.
    pub gates: Gates,
    /// Conductance onto each target neuron at the boundary reached, before the block [nS].
    pub g: Vec<f64>,
    /// Sum of the rising components onto each target neuron, in units of conductance; empty where there are none.
    pub y: Vec<f64>,
    /// Reversal potential as it acts over a step on average [mV].
    E_mean_mV: f64,
    /// How sums advance over a step, what is left of them over it on average, and how they advance over none.
    step: SumStep,
    mean_step: SumStep,
    no_step: SumStep,
    /// How the membranes of the target relax by themselves.
    drift: Option<Drift>,
    /// By which part of a rise over a step a conductance acts as if it were larger.
    rise: f64,
    /// Lanes whose gates are worked out one by one.
    pub driven: Driven,
    /// True if the conductances are those after the step already.
    is_advanced: bool,
    /// Steps since a conductance last rose, and after how many of them nothing is left of any.
    pub quiet: u64,
    gone: u64,
}

/// What has decayed to this part of what it was is nothing: beyond, numbers lose digits and some processors take a hundred times
/// as long over each.
const NOTHING: f64 = 1e-280;

/// Lanes whose gates are worked out one by one, and what they add to the conductances.
#[derive(Debug, Clone, Default)]
pub(super) struct Driven {
    /// The lanes, in the order in which they came.
    pub lanes: Vec<u32>,
    /// Whether each lane is one of them.
    pub is_listed: Vec<bool>,
    /// Whether there are any in this step.
    pub acts: bool,
    /// What they add on average over the step and at its end to what the sums give [nS].
    mean: Vec<f64>,
    end: Vec<f64>,
}

impl ReceptorState {
    /// Closed channels. `n_lanes` groups of synapses see releases of their own.
    pub fn new(
        receptor: &Receptor,
        model: &dyn ReceptorModel,
        n_lanes: usize,
        n_post: usize,
        drift: Option<Drift>,
        grid: Grid,
    ) -> Self {
        let kinetics = model.kinetics().clone();
        let h_ms = grid.dt_ms();
        let sum_step = |h_ms: f64| kinetics.inner().map_or_else(SumStep::default, |k| k.sum_step(h_ms));
        let (step, no_step) = (sum_step(h_ms), sum_step(0.0));
        let mut mean_step = kinetics.inner().map_or_else(SumStep::default, |k| k.mean_step(h_ms));
        // h (g_L/C) (g(h) − g(0))/12, and where that comes from.
        let rise = drift.map_or(0.0, |drift| h_ms * drift.per_ms / 12.0);
        mean_step.P_from_y += rise * step.P_from_y;
        let E_mV = model.E_mV();
        let E_mean_mV = match drift {
            Some(drift) if 0.0 < mean_step.P_from_P => {
                E_mV + (step.P_from_P - 1.0) / mean_step.P_from_P * rise * (E_mV - drift.V_rest_mV)
            }
            _ => E_mV,
        };
        let driven = if kinetics.inner().is_some_and(KineticsModel::can_be_driven) {
            Driven {
                lanes: Vec::with_capacity(n_lanes),
                is_listed: vec![false; n_lanes],
                acts: false,
                mean: vec![0.0; n_post],
                end: vec![0.0; n_post],
            }
        } else {
            Driven::default()
        };
        Self {
            key: receptor.key(),
            E_mV,
            g_max_nS: model.g_max_nS(),
            block: model.block(),
            gates: Gates::new(&kinetics, n_lanes, grid),
            g: vec![0.0; n_post],
            y: if step.y_from_y == 0.0 { Vec::new() } else { vec![0.0; n_post] },
            E_mean_mV,
            step,
            mean_step,
            no_step,
            rise,
            drift,
            driven,
            is_advanced: false,
            quiet: 0,
            gone: steps_to_nothing(step.P_from_P),
            kinetics,
        }
    }

    /// State of a lane at a moment not before its last release.
    pub fn gate_at(&self, lane: usize, now: Moment, grid: Grid) -> Gate {
        self.gates.at(&self.kinetics, lane, now, grid)
    }

    /// Whether [`ReceptorState::prepare`] has something to do.
    #[inline]
    pub fn needs_preparing(&self) -> bool {
        self.driven.acts || !self.driven.lanes.is_empty()
    }

    /// Works out what driven gates add during the step that begins at `now`.
    pub fn prepare(&mut self, lanes: &Lanes<'_>, w: &SynapseWeights, now: Step, grid: Grid) {
        self.driven.acts = !self.driven.lanes.is_empty();
        if !self.driven.acts {
            return;
        }
        let mut driven = std::mem::take(&mut self.driven);
        driven.mean.fill(0.0);
        driven.end.fill(0.0);
        driven.lanes.retain(|listed| {
            let lane = *listed as usize;
            let start = self.gate_at(lane, Moment::at(now), grid);
            let h_ms = grid.dt_ms();
            let end = self.gates.some_time_after(&self.kinetics, lane, Moment::at(now), h_ms, grid);
            let mean = self.gates.mean_open(&self.kinetics, lane, Moment::at(now), h_ms, grid);
            let SumStep { P_from_P, .. } = self.step;
            // Without a sum all that is open is worked out here.
            let falls_to = if self.no_step.P_from_P == 0.0 { 1.0 } else { P_from_P };
            let rise = self.rise * (end.P - falls_to * start.P);
            let on_average = self.g_max_nS * (mean - self.mean_step.P_from_P * start.P + rise);
            let at_end = self.g_max_nS * (end.P - P_from_P * start.P);
            let synapses = lanes.synapses(lane);
            for (synapse, w) in synapses.clone().zip(w.of(synapses)) {
                let target = lanes.all.target(synapse) as usize;
                driven.mean[target] += on_average * w;
                driven.end[target] += at_end * w;
            }
            let goes_on = self.kinetics.inner().is_some_and(|kinetics| kinetics.is_driven(&end));
            driven.is_listed[lane] = goes_on; // What is left of one that does not follows the sum from here.
            goes_on
        });
        self.driven = driven;
    }

    /// Mean conductance onto the neurons of a `range` over the step, before a block [nS].
    pub fn write_mean(&self, range: Range<usize>, out: &mut [f64]) {
        for (out, g) in out.iter_mut().zip(&self.g[range.clone()]) {
            *out = g * self.mean_step.P_from_P;
        }
        if let Some(y) = self.y.get(range.clone()) {
            for (out, y) in out.iter_mut().zip(y) {
                *out += y * self.mean_step.P_from_y;
            }
        }
        if self.driven.acts {
            for (out, driven) in out.iter_mut().zip(&self.driven.mean[range]) {
                *out += driven;
            }
        }
    }

    /// Of the mean conductance of a step, the reversal potential [mV].
    pub fn E_mean_mV(&self) -> f64 {
        self.E_mean_mV
    }

    /// Whether its mean conductance over a step is always but a part of what it was.
    pub fn is_plain(&self) -> bool {
        self.y.is_empty() && !self.can_be_driven() && self.block.is_none()
    }

    /// What is left of its conductance over a step on average, if it is plain.
    #[inline]
    pub fn mean_factor(&self) -> f64 {
        self.mean_step.P_from_P
    }

    /// Whether [`ReceptorState::prepare`] may ever have something to do.
    pub fn can_be_driven(&self) -> bool {
        self.kinetics.inner().is_some_and(KineticsModel::can_be_driven)
    }

    /// Whether it is plain, with channels that open at once and do not saturate.
    pub fn is_direct(&self) -> bool {
        self.is_plain() && self.gates.is_direct()
    }

    /// Its parts, if it is direct and has one target.
    pub fn direct(&mut self) -> Option<DirectReceptor<'_>> {
        self.quiet = 0;
        let Self { key, g, step, mean_step, gates, g_max_nS, E_mean_mV, .. } = self;
        let [g] = &mut g[..] else { return None };
        let (fade, P, at) = gates.direct()?;
        let (per_step, mean) = (step.P_from_P, mean_step.P_from_P);
        let (key, g_max_nS, E_mean_mV) = (*key, *g_max_nS, *E_mean_mV);
        Some(DirectReceptor { key, g, g_max_nS, E_mean_mV, per_step, mean, fade, P, at })
    }

    /// Mean conductance onto the neurons of a `range` over the step, if it is but a part of what it was.
    #[inline]
    pub fn plain_mean(&self, range: Range<usize>) -> Option<Conductance<'_>> {
        let is_plain = self.y.is_empty() && !self.driven.acts && self.block.is_none();
        let (factor, E_mV) = (self.mean_step.P_from_P, self.E_mean_mV);
        is_plain.then(|| Conductance { g: &self.g[range], factor, E_mV })
    }

    /// Mean conductance onto all neurons over the step, what a step leaves of it, and room for that, if it is plain.
    pub fn decaying<'a>(&'a self, after: &'a mut [f64]) -> Decaying<'a> {
        let now = Conductance { g: &self.g, factor: self.mean_step.P_from_P, E_mV: self.E_mean_mV };
        Decaying { now, per_step: self.step.P_from_P, after }
    }

    /// Takes conductances after the step that have been worked out on the way; [`ReceptorState::advance`] is to follow. What is
    /// got back in exchange is room for others.
    pub fn take_decayed(&mut self, g: &mut Vec<f64>) {
        std::mem::swap(&mut self.g, g);
        self.is_advanced = true;
    }

    /// Adds the mean conductance onto the neurons of a `range` over the step, before a block, to `G`, and the current it
    /// drives to `J`.
    #[inline]
    pub fn add_mean(&self, range: Range<usize>, G: &mut [f64], J: &mut [f64], scratch: &mut [f64]) {
        if let Some(Conductance { g, factor, E_mV }) = self.plain_mean(range.clone()) {
            vector::add_conductance(g, factor, E_mV, G, J);
        } else {
            self.write_mean(range.clone(), scratch);
            vector::add_conductance(scratch, 1.0, self.E_mV, G, J);
            // What rises comes from the reversal potential itself.
            let nearer_mV = self.mean_step.P_from_P * (self.E_mean_mV - self.E_mV);
            for (J, g) in J.iter_mut().zip(&self.g[range]) {
                *J += g * nearer_mV;
            }
        }
    }

    /// Conductance onto a neuron at the start and at the end of the step, before a block [nS].
    #[inline]
    pub fn g_at_ends(&self, neuron: usize) -> (f64, f64) {
        let start = self.g[neuron];
        let mut end = start * self.step.P_from_P;
        if let Some(y) = self.y.get(neuron) {
            end += y * self.step.P_from_y;
        }
        if self.driven.acts {
            end += self.driven.end[neuron];
        }
        (start, end)
    }

    /// Conductance onto a neuron, before a block, some time into the step [nS].
    pub fn g_after(&self, neuron: usize, after_ms: f64, grid: Grid) -> f64 {
        let Some(kinetics) = self.kinetics.inner() else { return 0.0 };
        let step = kinetics.sum_step(after_ms);
        let y = self.y.get(neuron).copied().unwrap_or(0.0);
        let summed = self.g[neuron] * step.P_from_P + y * step.P_from_y;
        if !self.driven.acts {
            return summed;
        }
        // What driven gates add is known at the start, at the end and on average: a parabola that has all three.
        let start = self.g[neuron] * (1.0 - self.no_step.P_from_P);
        let (mean, end) = (self.driven.mean[neuron], self.driven.end[neuron]);
        let x = after_ms / grid.dt_ms();
        let bulge = 6.0 * mean - 3.0 * (start + end);
        let parabola = start + (end - start) * x + bulge * x * (1.0 - x);
        summed + parabola
    }

    /// Whether all conductances are nothing, and stay so until channels open.
    #[inline]
    pub fn is_silent(&self) -> bool {
        self.gone <= self.quiet && self.is_plain()
    }

    /// Lets the conductances advance over a step.
    pub fn advance(&mut self) {
        if self.is_silent() {
            return;
        }
        if !std::mem::take(&mut self.is_advanced) {
            self.advance_all();
        }
        self.quiet += 1;
        if self.is_silent() {
            self.g.fill(0.0);
        }
    }

    fn advance_all(&mut self) {
        let SumStep { P_from_P, P_from_y, y_from_y } = self.step;
        vector::scale(&mut self.g, P_from_P);
        if self.y.is_empty() && !self.driven.acts {
            return;
        }
        for (g, y) in self.g.iter_mut().zip(&mut self.y) {
            *g += *y * P_from_y;
            *y *= y_from_y;
        }
        if self.driven.acts {
            for (g, driven) in self.g.iter_mut().zip(&self.driven.end) {
                *g += driven;
            }
        }
    }

    /// A release of amplitude `A` on a lane, at a moment of the step that ends at `boundary`. The conductance at
    /// `boundary` is as if the channels had opened at the moment of arrival. The potential of the targets has to be, too:
    /// without that, the charge of a part of a step would be lost, an error of first order in it. What has to act on them is
    /// returned.
    #[inline]
    pub fn release(
        &mut self,
        lane: usize,
        A: f64,
        ends: (&[u32], &[f64]),
        (at, boundary): (Moment, Moment),
        grid: Grid,
    ) -> Option<Opening> {
        let open_ms = grid.between_ms(at, boundary);
        let released = self.gates.release(&self.kinetics, lane, A, at, open_ms, grid);
        self.add(lane, released, ends);
        // A release that replaces what is open may close channels.
        if !(0.0 < open_ms && released.opened != 0.0) {
            return None;
        }
        let g_nS = self.g_max_nS * released.opened;
        // Where channels close, the rest of the step is taken anew, and nothing acts late.
        let drift = self.drift.filter(|_| 0.0 < released.opened);
        let E_mV = drift.map_or(self.E_mV, |drift| drift.late_mV(self.E_mV, open_ms));
        let ends_nS = (self.g_max_nS * released.start, self.g_max_nS * released.P);
        Some(Opening { g_nS, ends_nS, E_mV, block: self.block, open_ms })
    }

    /// A release of amplitude `A` on a lane at a boundary: it acts from there on.
    #[inline]
    pub fn release_at(&mut self, lane: usize, A: f64, ends: (&[u32], &[f64]), boundary: Step, grid: Grid) {
        let released = self.gates.release_at(&self.kinetics, lane, A, boundary, grid);
        self.add(lane, released, ends);
    }

    /// Adds what a release has opened to the sums.
    #[inline]
    fn add(&mut self, lane: usize, released: Released, (targets, w): (&[u32], &[f64])) {
        let Released { P, y, is_driven, .. } = released;
        let (g, y) = (self.g_max_nS * P, self.g_max_nS * y);
        if g != 0.0 {
            self.quiet = 0;
            for (target, w) in targets.iter().zip(w) {
                self.g[*target as usize] += g * w;
            }
        }
        if y != 0.0 && !self.y.is_empty() {
            for (target, w) in targets.iter().zip(w) {
                self.y[*target as usize] += y * w;
            }
        }
        if is_driven && !self.driven.is_listed[lane] {
            self.driven.is_listed[lane] = true;
            #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
            self.driven.lanes.push(lane as u32);
        }
    }

    /// Takes over the gates of an earlier state of the same receptor. What has happened so far has happened with the
    /// old constants.
    pub fn keep_from(
        &mut self,
        old: &mut Self,
        same_w: bool,
        lanes: &Lanes<'_>,
        w: &SynapseWeights,
        now: Moment,
        grid: Grid,
    ) {
        self.quiet = 0;
        if self.gates.len() != old.gates.len() {
            return;
        }
        let same_kinetics = self.kinetics == old.kinetics;
        if same_kinetics {
            std::mem::swap(&mut self.gates, &mut old.gates);
        } else {
            let same_kind = self.kinetics.key() == old.kinetics.key();
            for lane in 0..self.gates.len() {
                let since = now.max(old.gates.since(lane));
                self.gates.keep_lane(lane, (&mut old.gates, &old.kinetics), same_kind, since, grid);
            }
        }
        // Those that were driven first, in the order in which they were: sums round by it.
        #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
        let all = 0..self.gates.len() as u32;
        for listed in std::mem::take(&mut old.driven.lanes).into_iter().chain(all) {
            let lane = listed as usize;
            let gate = self.gate_at(lane, now.max(self.gates.since(lane)), grid);
            let is_driven = self.kinetics.inner().is_some_and(|kinetics| kinetics.is_driven(&gate));
            if is_driven && !self.driven.is_listed[lane] {
                self.driven.is_listed[lane] = true;
                self.driven.lanes.push(listed);
            }
        }
        if same_kinetics && same_w && self.g_max_nS == old.g_max_nS {
            std::mem::swap(&mut self.g, &mut old.g);
            std::mem::swap(&mut self.y, &mut old.y);
        } else {
            self.sum_anew(lanes, w, now, grid);
        }
    }

    /// Computes the conductances anew from gates and weights, after an edit of either.
    fn sum_anew(&mut self, lanes: &Lanes<'_>, w: &SynapseWeights, now: Moment, grid: Grid) {
        self.g.fill(0.0);
        self.y.fill(0.0);
        for lane in 0..self.gates.len() {
            let gate = self.gate_at(lane, now.max(self.gates.since(lane)), grid);
            let synapses = lanes.synapses(lane);
            for (synapse, w) in synapses.clone().zip(w.of(synapses)) {
                let target = lanes.all.target(synapse) as usize;
                self.g[target] += self.g_max_nS * gate.P * w;
                if let Some(y) = self.y.get_mut(target) {
                    *y += self.g_max_nS * gate.y * w;
                }
            }
        }
    }

    /// Of the open channels, the fraction that a potential [mV] lets conduct.
    pub fn free(&self, V_mV: f64) -> f64 {
        self.block.map_or(1.0, |block| block.free(V_mV))
    }
}

/// After how many steps nothing is left of what decays by a factor in each.
fn steps_to_nothing(per_step: f64) -> u64 {
    let steps = (libm::log(NOTHING) / libm::log(per_step)).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what does not decay takes for ever"
    )]
    let steps = if 0.0 <= steps { (steps as u64).max(1) } else { u64::MAX };
    steps
}

/// The parts of a receptor with one target whose channels open at once and do not saturate.
#[derive(Debug)]
pub(super) struct DirectReceptor<'a> {
    /// Its key.
    pub key: ReceptorKey,
    /// Conductance onto the target [nS].
    pub g: &'a mut f64,
    /// Conductance with all channels open and w = 1 [nS].
    pub g_max_nS: f64,
    /// Reversal potential as it acts over a step on average [mV].
    pub E_mean_mV: f64,
    /// What is left of a conductance after a step, and over it on average.
    pub per_step: f64,
    /// See `per_step`.
    pub mean: f64,
    /// How the open fractions of the lanes fall.
    pub fade: &'a Fade,
    /// Open fraction of each lane, at a boundary.
    pub P: &'a mut [f64],
    /// See `P`.
    pub at: &'a mut [Step],
}

/// How synapses are grouped into lanes: by axon, or each by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lanes<'a> {
    /// All synapses of the projection.
    pub all: &'a Synapses,
    /// Whether each synapse is a lane.
    pub single: bool,
}

impl Lanes<'_> {
    /// The synapses of a lane.
    pub fn synapses(&self, lane: usize) -> Range<usize> {
        if self.single { lane..lane + 1 } else { self.all.of_axon(lane) }
    }
}

digest!(ReceptorState { gates, g, y, driven }
    without { key, E_mV, g_max_nS, block, kinetics, E_mean_mV, step, mean_step, no_step, drift, rise, is_advanced, quiet, gone });
digest!(Driven { lanes, is_listed } without { acts, mean, end });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::receptor::ampa::Ampa;

    #[test]
    fn what_has_decayed_to_nothing_is_nothing_until_channels_open() {
        let (ampa, grid) = (Ampa::default(), Grid::new(1.0).unwrap());
        let model: &dyn ReceptorModel = &ampa;
        let mut state = ReceptorState::new(&Receptor::Ampa(ampa.clone()), model, 1, 3, None, grid);
        for start in [0, 100_000] {
            state.release_at(0, 1.0, (&[0, 2], &[1.0, 0.5]), Step(start), grid);
            assert!(!state.is_silent());
            for _ in 1..state.gone {
                state.advance();
            }
            assert!(!state.is_silent() && 0.0 < state.g[2] && state.g[0] < 1e-270 && state.g[1] == 0.0);
            state.advance();
            assert!(state.is_silent() && state.g == [0.0; 3]);
            state.advance();
            assert!(state.is_silent());
        }
        assert_eq!(
            (steps_to_nothing(1.0), steps_to_nothing(0.0), steps_to_nothing(1e-280)),
            (u64::MAX, 1, 1)
        );
    }
}
