//! Live state of one receptor on a projection: gates, and conductances onto the target neurons.
//!
//! Synapses that see the same releases share a gate; a group of them is a lane. A gate is brought to now only when a
//! release or a reader asks. What a membrane needs is one conductance per target neuron: between releases all gates
//! follow one linear law, so their sum does too. Gates that are driven by a transmitter pulse, or do not sum, are
//! worked out one by one in every step.

use std::ops::Range;

use super::fade::Fade;
use super::gates::{Gates, Released};
use super::population::{Opening, PopulationState};
use super::synapses::Synapses;
use super::vector::{self, Conductance};
use crate::model::kinetics::{Gate, Kinetics, KineticsModel, SumStep};
use crate::model::receptor::block::VoltageBlock;
use crate::model::receptor::{Receptor, ReceptorKey, ReceptorModel};
use crate::units::{Grid, Moment, Step};

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
    gates: Gates,
    /// Conductance onto each target neuron at the boundary reached, before the block [nS].
    pub g: Vec<f64>,
    /// Sum of the rising components onto each target neuron, in units of conductance; empty where there are none.
    y: Vec<f64>,
    /// How sums advance over a step, over half a step, and over none.
    step: SumStep,
    half_step: SumStep,
    no_step: SumStep,
    driven: Driven,
}

/// Lanes whose gates are worked out one by one, and what they add to the conductances.
#[derive(Debug, Clone, Default)]
struct Driven {
    lanes: Vec<u32>,
    is_listed: Vec<bool>,
    /// Whether there are any in this step.
    acts: bool,
    /// What they add in the middle and at the end of the step to what the sums give [nS].
    middle: Vec<f64>,
    end: Vec<f64>,
}

impl ReceptorState {
    /// Closed channels. `n_lanes` groups of synapses see releases of their own.
    pub fn new(
        receptor: &Receptor,
        model: &dyn ReceptorModel,
        n_lanes: usize,
        n_post: usize,
        grid: Grid,
    ) -> Self {
        let kinetics = model.kinetics().clone();
        let sum_step = |h_ms: f64| kinetics.inner().map_or_else(SumStep::default, |k| k.sum_step(h_ms));
        let (step, half_step, no_step) =
            (sum_step(grid.dt_ms()), sum_step(0.5 * grid.dt_ms()), sum_step(0.0));
        let driven = if kinetics.inner().is_some_and(KineticsModel::can_be_driven) {
            Driven {
                lanes: Vec::with_capacity(n_lanes),
                is_listed: vec![false; n_lanes],
                acts: false,
                middle: vec![0.0; n_post],
                end: vec![0.0; n_post],
            }
        } else {
            Driven::default()
        };
        Self {
            key: receptor.key(),
            E_mV: model.E_mV(),
            g_max_nS: model.g_max_nS(),
            block: model.block(),
            gates: Gates::new(&kinetics, n_lanes, grid),
            g: vec![0.0; n_post],
            y: if step.y_from_y == 0.0 { Vec::new() } else { vec![0.0; n_post] },
            step,
            half_step,
            no_step,
            driven,
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
    pub fn prepare(&mut self, lanes: &Lanes<'_>, w: &[f64], now: Step, grid: Grid) {
        self.driven.acts = !self.driven.lanes.is_empty();
        if !self.driven.acts {
            return;
        }
        let mut driven = std::mem::take(&mut self.driven);
        driven.middle.fill(0.0);
        driven.end.fill(0.0);
        driven.lanes.retain(|listed| {
            let lane = *listed as usize;
            let start = self.gate_at(lane, Moment::at(now), grid);
            let (middle, end) = (0.5 * grid.dt_ms(), grid.dt_ms());
            let later = |h_ms| self.gates.some_time_after(&self.kinetics, lane, Moment::at(now), h_ms, grid);
            let (middle, end) = (later(middle), later(end));
            let in_middle = self.g_max_nS * (middle.P - self.half_step.P_from_P * start.P);
            let at_end = self.g_max_nS * (end.P - self.step.P_from_P * start.P);
            let synapses = lanes.synapses(lane);
            for (target, w) in lanes.all.targets(synapses.clone()).iter().zip(&w[synapses]) {
                driven.middle[*target as usize] += in_middle * w;
                driven.end[*target as usize] += at_end * w;
            }
            let goes_on = self.kinetics.inner().is_some_and(|kinetics| kinetics.is_driven(&end));
            driven.is_listed[lane] = goes_on; // What is left of one that does not follows the sum from here.
            goes_on
        });
        self.driven = driven;
    }

    /// Conductance onto the neurons of a `range` in the middle of the step, before a block [nS].
    pub fn write_middle(&self, range: Range<usize>, out: &mut [f64]) {
        for (out, g) in out.iter_mut().zip(&self.g[range.clone()]) {
            *out = g * self.half_step.P_from_P;
        }
        if let Some(y) = self.y.get(range.clone()) {
            for (out, y) in out.iter_mut().zip(y) {
                *out += y * self.half_step.P_from_y;
            }
        }
        if self.driven.acts {
            for (out, driven) in out.iter_mut().zip(&self.driven.middle[range]) {
                *out += driven;
            }
        }
    }

    /// Whether its conductance in the middle of a step is always but a part of what it was.
    pub fn is_plain(&self) -> bool {
        self.y.is_empty() && !self.can_be_driven() && self.block.is_none()
    }

    /// What is left of its conductance in the middle of a step, if it is plain.
    #[inline]
    pub fn half_step_factor(&self) -> f64 {
        self.half_step.P_from_P
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
        let Self { g, step, half_step, gates, g_max_nS, E_mV, .. } = self;
        let [g] = &mut g[..] else { return None };
        let (fade, P, at) = gates.direct()?;
        let (per_step, per_half) = (step.P_from_P, half_step.P_from_P);
        Some(DirectReceptor { g, g_max_nS: *g_max_nS, E_mV: *E_mV, per_step, per_half, fade, P, at })
    }

    /// Conductance onto the neurons of a `range` in the middle of the step, if it is but a part of what it was.
    #[inline]
    pub fn plain_middle(&self, range: Range<usize>) -> Option<Conductance<'_>> {
        let is_plain = self.y.is_empty() && !self.driven.acts && self.block.is_none();
        let (factor, E_mV) = (self.half_step.P_from_P, self.E_mV);
        is_plain.then(|| Conductance { g: &self.g[range], factor, E_mV })
    }

    /// Adds the conductance onto the neurons of a `range` in the middle of the step, before a block, to `G`, and the
    /// current it drives to `J`.
    #[inline]
    pub fn add_middle(&self, range: Range<usize>, G: &mut [f64], J: &mut [f64], scratch: &mut [f64]) {
        if let Some(Conductance { g, factor, E_mV }) = self.plain_middle(range.clone()) {
            vector::add_conductance(g, factor, E_mV, G, J);
        } else {
            self.write_middle(range, scratch);
            vector::add_conductance(scratch, 1.0, self.E_mV, G, J);
        }
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
        // What driven gates add is known at the start, in the middle and at the end: a parabola through them.
        let start = self.g[neuron] * (1.0 - self.no_step.P_from_P);
        let (middle, end) = (self.driven.middle[neuron], self.driven.end[neuron]);
        let x = after_ms / grid.dt_ms();
        let parabola =
            start * (2.0 * x - 1.0) * (x - 1.0) + 4.0 * middle * x * (1.0 - x) + end * x * (2.0 * x - 1.0);
        summed + parabola
    }

    /// Lets the conductances advance over a step.
    pub fn advance(&mut self) {
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
    /// `boundary` is as if the channels had opened at the moment of arrival, and so is the potential of the
    /// target: without that, the charge of a part of a step would be lost, an error of first order in it.
    #[inline]
    pub fn release(
        &mut self,
        lane: usize,
        A: f64,
        (targets, w): (&[u32], &[f64]),
        (at, boundary): (Moment, Moment),
        (target, spikes): (&mut PopulationState, &mut Vec<(f64, u32)>),
        grid: Grid,
    ) {
        let open_ms = grid.between_ms(at, boundary);
        let released = self.gates.release(&self.kinetics, lane, A, at, open_ms, grid);
        // A release that replaces what is open may close channels.
        if 0.0 < open_ms && released.opened != 0.0 {
            let g_nS = self.g_max_nS * released.opened;
            let opening = Opening { g_nS, E_mV: self.E_mV, block: self.block, open_ms };
            target.catch_up(targets, w, &opening, spikes);
        }
        self.add(lane, released, (targets, w));
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
        w: &[f64],
        now: Moment,
        grid: Grid,
    ) {
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
        for lane in 0..self.gates.len() {
            let gate = self.gate_at(lane, now.max(self.gates.since(lane)), grid);
            if self.kinetics.inner().is_some_and(|kinetics| kinetics.is_driven(&gate)) {
                self.driven.is_listed[lane] = true;
                #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
                self.driven.lanes.push(lane as u32);
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
    fn sum_anew(&mut self, lanes: &Lanes<'_>, w: &[f64], now: Moment, grid: Grid) {
        self.g.fill(0.0);
        self.y.fill(0.0);
        for lane in 0..self.gates.len() {
            let gate = self.gate_at(lane, now.max(self.gates.since(lane)), grid);
            let synapses = lanes.synapses(lane);
            for (target, w) in lanes.all.targets(synapses.clone()).iter().zip(&w[synapses]) {
                self.g[*target as usize] += self.g_max_nS * gate.P * w;
                if let Some(y) = self.y.get_mut(*target as usize) {
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

/// The parts of a receptor with one target whose channels open at once and do not saturate.
#[derive(Debug)]
pub(super) struct DirectReceptor<'a> {
    /// Conductance onto the target [nS].
    pub g: &'a mut f64,
    /// Conductance with all channels open and w = 1 [nS].
    pub g_max_nS: f64,
    /// Reversal potential [mV].
    pub E_mV: f64,
    /// What is left of a conductance after a step, and after half of one.
    pub per_step: f64,
    /// See `per_step`.
    pub per_half: f64,
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
