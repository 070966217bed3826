//! How membranes advance over a step: the methods of the kinds of neurons that have one.

use std::ops::Range;

use super::caveat::{Crowding, SENSE_MV};
use super::inputs::Inputs;
use super::projection::ProjectionState;
use super::vector::{self, Membranes, Relaxation};
use crate::model::neuron::izhikevich::{Izhikevich, PEAK_MV};
use crate::model::neuron::lif::{self, Lif};
use crate::units::Grid;

/// Advances the membranes of a `range` of integrate-and-fire neurons to which nothing particular happens; `membranes`
/// are theirs.
///
/// Exponential midpoint: conductances are taken in the middle of the step, and those that depend on V at the
/// potential that a first half step leads to. That makes the step second order in h and stable for any h.
pub(super) fn relax_lif(
    lif: &Lif,
    inputs: &Inputs,
    range: Range<usize>,
    grid: Grid,
    membranes: &mut Membranes<'_>,
) {
    if inputs.has_block() {
        membranes.is_left.fill(true);
        return;
    }
    let (G, J) = inputs.sums(range);
    vector::relax(relaxation(lif, grid), membranes, G, J);
}

/// What the membranes of integrate-and-fire neurons need to relax over a step.
pub(super) fn relaxation(lif: &Lif, grid: Grid) -> Relaxation {
    let Lif { C_pF, V_th_mV, V_reset_mV, .. } = *lif;
    Relaxation { h_ms: grid.dt_ms(), C_pF, V_th_mV, V_reset_mV, max_abs_V_mV: MAX_ABS_V_MV }
}

/// Where a list holds `true`; quick where it seldom does.
fn positions(list: &[bool]) -> impl Iterator<Item = usize> {
    const PIECE: usize = 16;
    let has_any = |piece: &[bool]| piece.iter().fold(false, |any, is| any | is);
    list.chunks(PIECE).enumerate().filter(move |(_, piece)| has_any(piece)).flat_map(|(index, piece)| {
        piece.iter().enumerate().filter(|(_, is)| **is).map(move |(place, _)| index * PIECE + place)
    })
}

/// Beyond this potential a run has left the model [mV].
const MAX_ABS_V_MV: f64 = 1e4;

/// What a step of a population's membranes reads.
pub(super) struct Step<'a> {
    /// What acts in the middle of the step.
    pub inputs: &'a Inputs,
    /// The projections that end here.
    pub incoming: &'a [usize],
    /// All projections.
    pub projections: &'a [ProjectionState],
    /// The grid.
    pub grid: Grid,
}

/// What a step leaves besides potentials.
pub(super) struct Outcome<'a> {
    /// How long each membrane has been free at the end of the step, at most the step [ms].
    pub free_ms: &'a mut [f64],
    /// Spikes as (offset into the step [ms], neuron).
    pub spikes: &'a mut Vec<(f64, u32)>,
    /// The first neuron whose potential left the model.
    pub bad: Option<usize>,
    /// Neurons that were ready to fire a second time.
    pub crowding: &'a mut Option<Crowding>,
    /// The first neuron advanced by the forward Euler method whose potential left sense, and that potential [mV].
    pub strayed: &'a mut Option<(u32, f64)>,
}

impl Outcome<'_> {
    fn spike(&mut self, at: f64, neuron: usize) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        self.spikes.push((at, neuron as u32));
    }

    fn check(&mut self, V: f64, neuron: usize) {
        let is_sane = V.abs() < MAX_ABS_V_MV; // False for NaN, too.
        if !is_sane {
            self.bad = self.bad.or(Some(neuron));
        }
    }

    /// A neuron that has fired is ready again `interval_ms` [ms] later, within the step.
    fn crowd(&mut self, interval_ms: f64, neuron: usize) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        crowd(self.crowding, interval_ms, neuron as u32);
    }
}

/// Notes that a neuron is ready to fire again `interval_ms` [ms] after a spike, within the same step. The population is
/// filled in by who knows it.
pub(super) fn crowd(crowding: &mut Option<Crowding>, interval_ms: f64, neuron: u32) {
    let found = Crowding { population: 0, neuron, count: 1, interval_ms };
    match crowding {
        Some(crowding) => crowding.add(&found),
        None => *crowding = Some(found),
    }
}

impl Step<'_> {
    /// The membranes of integrate-and-fire neurons that [`relax_lif`] has left as they were, `is_left`.
    pub fn lif(
        &self,
        lif: &Lif,
        V: &mut [f64],
        t_left: &mut [f64],
        is_left: &[bool],
        outcome: &mut Outcome<'_>,
    ) {
        let Lif { V_th_mV, V_reset_mV, t_ref_ms, .. } = *lif;
        let h = self.grid.dt_ms();
        for i in positions(is_left) {
            let (V, t_left) = (&mut V[i], &mut t_left[i]);
            if h <= *t_left {
                *t_left -= h;
                *V = V_reset_mV;
                outcome.free_ms[i] = 0.0;
                continue;
            }
            let (before, after, start) = if 0.0 < *t_left {
                let start = *t_left;
                *t_left = 0.0;
                (V_reset_mV, self.lif_rest(lif, i, V_reset_mV, start), start)
            } else {
                (*V, self.lif_whole(lif, i, *V), 0.0)
            };
            *V = after;
            outcome.free_ms[i] = h - start;
            if V_th_mV <= after {
                let at = start + lif::crossing_ms(before, after, V_th_mV, h - start);
                // Rounding must not move a spike into the next step.
                let at = if h <= at { h.next_down() } else { at };
                outcome.spike(at, i);
                let rest = h - at;
                outcome.free_ms[i] = (rest - t_ref_ms).max(0.0);
                if rest <= t_ref_ms {
                    *t_left = t_ref_ms - rest;
                    *V = V_reset_mV;
                } else {
                    *V = self.lif_rest(lif, i, V_reset_mV, at + t_ref_ms);
                    if V_th_mV <= *V {
                        let again = lif::crossing_ms(V_reset_mV, *V, V_th_mV, rest - t_ref_ms);
                        outcome.crowd(t_ref_ms + again, i);
                    }
                }
            }
            outcome.check(*V, i);
        }
    }

    /// The potential at the end of the step of a membrane that is free all the time.
    #[inline]
    fn lif_whole(&self, lif: &Lif, neuron: usize, V: f64) -> f64 {
        let h = self.grid.dt_ms();
        let (G, J) = self.inputs.at(neuron, V);
        if !self.inputs.has_block() {
            return lif::relax(V, G, J, lif.C_pF, h);
        }
        let half = lif::relax(V, G, J, lif.C_pF, 0.5 * h);
        let (G, J) = self.inputs.at(neuron, half);
        lif::relax(V, G, J, lif.C_pF, h)
    }

    /// The potential at the end of the step of a membrane that is released from `V` at `start` [ms].
    fn lif_rest(&self, lif: &Lif, neuron: usize, V: f64, start: f64) -> f64 {
        let h = self.grid.dt_ms();
        let (middle, span) = (0.5 * (start + h), h - start);
        let at = |V: f64| self.inputs.after(neuron, V, middle, (self.incoming, self.projections), self.grid);
        let (G, J) = at(V);
        if !self.inputs.has_block() {
            return lif::relax(V, G, J, lif.C_pF, span);
        }
        let (G, J) = at(lif::relax(V, G, J, lif.C_pF, 0.5 * span));
        lif::relax(V, G, J, lif.C_pF, span)
    }

    /// Forward Euler with spikes on the grid: what is simplest, and wrong in the first order.
    pub fn lif_euler(&self, lif: &Lif, V: &mut [f64], t_left: &mut [f64], outcome: &mut Outcome<'_>) {
        let h = self.grid.dt_ms();
        for (i, (V, t_left)) in V.iter_mut().zip(t_left).enumerate() {
            outcome.free_ms[i] = 0.0; // Arrivals inside the step act from its end on.
            if 0.0 < *t_left {
                *t_left = (*t_left - h).max(0.0);
                *V = lif.V_reset_mV;
                continue;
            }
            let (G, J) = self.inputs.at(i, *V);
            *V += h * (J - G * *V) / lif.C_pF;
            if SENSE_MV < V.abs() && outcome.strayed.is_none() {
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                let neuron = i as u32;
                *outcome.strayed = Some((neuron, *V));
            }
            if lif.V_th_mV <= *V {
                outcome.spike(h.next_down(), i);
                *V = lif.V_reset_mV;
                *t_left = lif.t_ref_ms;
                let again = *V + h * (J - G * *V) / lif.C_pF;
                if lif.t_ref_ms < h && lif.V_th_mV <= again {
                    let rise = lif::crossing_ms(lif.V_reset_mV, again, lif.V_th_mV, h);
                    outcome.crowd(lif.t_ref_ms + rise, i);
                }
            }
            // However far the method leads astray, it goes on as long as there is a number to go on with.
            if !V.is_finite() {
                outcome.bad = outcome.bad.or(Some(i));
            }
        }
    }

    /// The bare equations by Runge and Kutta between two half steps of the conductances, which are exact for any
    /// strength: second order, and stable however much is open.
    pub fn izhikevich(&self, model: &Izhikevich, V: &mut [f64], u: &mut [f64], outcome: &mut Outcome<'_>) {
        let h = self.grid.dt_ms();
        for (i, (V, u)) in V.iter_mut().zip(u).enumerate() {
            outcome.free_ms[i] = h;
            let (after, crossing) = self.izhikevich_span(model, i, (*V, *u), h);
            (*V, *u) = after;
            if let Some(at) = crossing {
                let at = at.min(h.next_down());
                outcome.spike(at, i);
                let reset = (model.c_mV, *u + model.d);
                outcome.free_ms[i] = h - at;
                // A second crossing in one step waits for the next.
                let (after, again) = self.izhikevich_span(model, i, reset, h - at);
                (*V, *u) = after;
                if let Some(again) = again {
                    outcome.crowd(again, i);
                }
            }
            outcome.check(*V, i);
        }
    }

    /// V and u after a span [ms], or at the moment in it at which V reaches the peak.
    fn izhikevich_span(
        &self,
        model: &Izhikevich,
        neuron: usize,
        (V, u): (f64, f64),
        span: f64,
    ) -> ((f64, f64), Option<f64>) {
        let I = (model.I_app_pA + self.inputs.I.get(neuron).copied().unwrap_or(0.0)) / model.I_unit_pA;
        let first = self.pull(model, neuron, V, 0.5 * span);
        if PEAK_MV <= first {
            let at = 0.5 * span * ((PEAK_MV - V) / (first - V)).clamp(0.0, 1.0);
            return ((PEAK_MV, u), Some(at));
        }
        let (V, u, crossing) = model.advance((first, u), I, span);
        if crossing.is_some() {
            return ((V, u), crossing);
        }
        let last = self.pull(model, neuron, V, 0.5 * span);
        if PEAK_MV <= last { ((PEAK_MV, u), Some(span)) } else { ((last, u), None) }
    }

    /// The potential after conductances have pulled at it for `h` [ms]: dV/dt = −Σ g (V − E)/I_unit.
    fn pull(&self, model: &Izhikevich, neuron: usize, V: f64, h: f64) -> f64 {
        let injected = model.I_app_pA + self.inputs.I.get(neuron).copied().unwrap_or(0.0);
        let relax = |at: f64, h: f64| {
            let (G, J) = self.inputs.at(neuron, at);
            if G == 0.0 { V } else { lif::relax(V, G, J - injected, model.I_unit_pA, h) }
        };
        let half = if self.inputs.has_block() { relax(V, 0.5 * h) } else { V };
        relax(half, h)
    }

    /// The potential of an integrate-and-fire neuron in the middle of the step, for those coupled to it.
    pub fn lif_middle(&self, lif: &Lif, neuron: usize, V: f64, t_left: f64) -> f64 {
        let half = 0.5 * self.grid.dt_ms();
        if half <= t_left {
            return lif.V_reset_mV;
        }
        let (G, J) = self.inputs.at(neuron, V);
        lif::relax(V, G, J, lif.C_pF, half - t_left)
    }

    /// The potential of an Izhikevich neuron in the middle of the step, for those coupled to it.
    pub fn izhikevich_middle(&self, model: &Izhikevich, neuron: usize, V: f64, u: f64) -> f64 {
        self.izhikevich_span(model, neuron, (V, u), 0.5 * self.grid.dt_ms()).0.0
    }
}
