//! Channels that open, or close, inside a step that has been taken.

use super::vector::{self, Pull};
use super::{LifKernel, again_ms};
use crate::model::neuron::lif::{self, Lif};
use crate::sim::inputs::Inputs;
use crate::sim::neuron::{Cells, Crossing};
use crate::sim::receptor::Opening;
use crate::units::Grid;

impl LifKernel {
    /// Lets channels act late on the neurons `targets` with the weights `w`.
    #[inline]
    pub(super) fn act_late(
        &mut self,
        cells: &mut Cells,
        inputs: &Inputs,
        (targets, w): (&[u32], &[f64]),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        let Opening { g_nS, E_mV, block, open_ms } = *opening;
        let lif = &self.lif;
        let [V, _] = cells.columns.several_mut([self.V, self.t_left]);
        self.left.clear();
        if block.is_some() || g_nS < 0.0 {
            self.left.extend(0..targets.len());
        } else {
            let pull = Pull { g_per_C: g_nS / lif.C_pF, E_mV, open_ms, V_th_mV: lif.V_th_mV };
            vector::pull(pull, targets, w, V, &cells.free_ms, &mut self.left);
        }
        for place in 0..self.left.len() {
            let place = self.left[place];
            let (neuron, w) = (targets[place], w[place]);
            if cells.free_ms[neuron as usize].is_nan() {
                self.hasten(cells, inputs, (neuron, w), opening, grid, spikes);
            } else {
                self.open_late(cells, inputs, (neuron, w), opening, grid, spikes);
            }
        }
    }

    /// Channels open on a membrane that crosses the threshold later in the step, or would have.
    fn hasten(
        &self,
        cells: &mut Cells,
        inputs: &Inputs,
        (neuron, w): (u32, f64),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        let (lif, i) = (&self.lif, neuron as usize);
        let [V, t_left] = cells.columns.several_mut([self.V, self.t_left]);
        let crossing = &mut cells.crossings[i];
        let g_nS = opening.g_nS * w * opening.free(lif.V_th_mV);
        let (G_nS, J_pA) = inputs.at(i, lif.V_th_mV);
        let Opening { E_mV, open_ms, .. } = *opening;
        let hastening = Hastening { lif, g_nS, E_mV, open_ms, G_nS, J_pA };
        let state = (&mut V[i], &mut t_left[i], &mut cells.free_ms[i]);
        let was_ready = lif.V_th_mV <= *state.0;
        if hastening.act(crossing, state, grid) {
            let at_ms = crossing.at_ms;
            spikes.push((at_ms, neuron));
            let after = V[i];
            if lif.V_th_mV <= after && !was_ready {
                cells.crowd(again_ms(lif, after, grid.dt_ms() - at_ms - lif.t_ref_ms), neuron);
            }
        }
    }

    /// Channels open on a membrane that has been free, and that may fire by it.
    fn open_late(
        &self,
        cells: &mut Cells,
        inputs: &Inputs,
        (neuron, w): (u32, f64),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        let Lif { C_pF, V_th_mV, V_reset_mV, t_ref_ms, .. } = self.lif;
        let Opening { g_nS, E_mV, open_ms, .. } = *opening;
        let i = neuron as usize;
        let [V, t_left] = cells.columns.several_mut([self.V, self.t_left]);
        let span = open_ms.min(cells.free_ms[i]);
        let before = V[i];
        let g = g_nS * w * opening.free(before);
        let after = if g < 0.0 {
            closed(before, inputs.at(i, before), (g, E_mV), (C_pF, span))
        } else {
            before + (E_mV - before) * lif::approach(span * g / C_pF)
        };
        V[i] = after;
        if !(V_th_mV <= after && before < V_th_mV) {
            return;
        }
        let (G, J) = inputs.at(i, before);
        // The line runs from where V was when the channels opened.
        let at_opening = before - span * (J - G * before) / C_pF;
        let rest = span - lif::crossing_ms(at_opening, after, V_th_mV, span);
        let at_ms = (grid.dt_ms() - rest).max(0.0).min(grid.dt_ms().next_down());
        spikes.push((at_ms, neuron));
        t_left[i] = (t_ref_ms - rest).max(0.0);
        V[i] = lif::relax(V_reset_mV, G + g, J + g * E_mV, C_pF, (rest - t_ref_ms).max(0.0));
        let ready = V[i];
        let slope = (after - at_opening) / span;
        let from_ms = grid.dt_ms() - span;
        cells.crossings[i] = Crossing { at_ms, slope, from_ms, is_seen: false };
        cells.free_ms[i] = f64::NAN;
        if V_th_mV <= ready {
            cells.crowd(again_ms(&self.lif, ready, rest - t_ref_ms), neuron);
        }
    }
}

/// Channels that open on a membrane inside a step in which it crosses the threshold later.
struct Hastening<'a> {
    lif: &'a Lif,
    /// Conductance [nS], and reversal potential [mV].
    g_nS: f64,
    E_mV: f64,
    /// How long before the end of the step they open [ms].
    open_ms: f64,
    /// What else acts: conductance [nS], and current at V = 0 [pA].
    G_nS: f64,
    J_pA: f64,
}

impl Hastening<'_> {
    /// Moves the crossing, and with it what the step leaves: potential, time left of refractoriness and how long the membrane
    /// has been free. `false` if it does not cross any more.
    fn act(
        &self,
        crossing: &mut Crossing,
        (V, t_left, free_ms): (&mut f64, &mut f64, &mut f64),
        grid: Grid,
    ) -> bool {
        let Self { lif, g_nS, E_mV, open_ms, G_nS, J_pA } = *self;
        let h = grid.dt_ms();
        // From the opening on the potential rises along a line that is now steeper, or flatter.
        let from_ms = crossing.from_ms.max(h - open_ms);
        let ahead = (crossing.at_ms - from_ms).max(0.0);
        let slope = crossing.slope.max(f64::MIN_POSITIVE);
        let steep = slope + g_nS * (E_mV - lif.V_th_mV) / lif.C_pF;
        let at_ms = from_ms + if 0.0 < steep { ahead * slope / steep } else { f64::INFINITY };
        if h <= at_ms {
            *V = (lif.V_th_mV - slope * ahead + steep * (h - from_ms)).min(lif.V_th_mV.next_down());
            (*t_left, *free_ms) = (0.0, h - crossing.from_ms);
            return false;
        }
        *crossing = Crossing { at_ms, slope: steep, ..*crossing };
        let rest = h - at_ms;
        *t_left = (lif.t_ref_ms - rest).max(0.0);
        let (G, J) = (G_nS + g_nS, J_pA + g_nS * E_mV);
        *V = lif::relax(lif.V_reset_mV, G, J, lif.C_pF, (rest - lif.t_ref_ms).max(0.0));
        true
    }
}

/// The potential at the end of a step [mV], which was `V_mV` with the conductance `G` [nS] and the drive `J` [pA], if `g` more
/// [nS], a negative number, with the reversal potential `E` [mV] had acted for the last `span_ms` [ms]. `C_pF` is the
/// capacitance [pF].
fn closed(V_mV: f64, (G, J): (f64, f64), (g, E): (f64, f64), (C_pF, span_ms): (f64, f64)) -> f64 {
    // After so many time constants nothing is left of where V came from.
    const FORGOTTEN: f64 = 20.0;
    let V_inf = J / G;
    let at_closing = V_inf + (V_mV - V_inf) * libm::exp((span_ms * G / C_pF).min(FORGOTTEN));
    lif::relax(at_closing, G + g, J + g * E, C_pF, span_ms)
}
