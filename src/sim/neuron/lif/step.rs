//! A step of a membrane to which more happens than relaxation: it is released, or fires, or a conductance depends on V.

use super::{LifKernel, again_ms};
use crate::model::neuron::lif::{self, Lif};
use crate::sim::inputs::When;
use crate::sim::neuron::{Around, Cells, Parts, Point, Span, crossing};

/// Less than this is nothing left of a refractory period [ms].
const ROUNDING_MS: f64 = 1e-12;

/// Where a list holds `true`; quick where it seldom does.
fn positions(list: &[bool]) -> impl Iterator<Item = usize> {
    const PIECE: usize = 16;
    let has_any = |piece: &[bool]| piece.iter().fold(false, |any, is| any | is);
    list.chunks(PIECE).enumerate().filter(move |(_, piece)| has_any(piece)).flat_map(|(index, piece)| {
        piece.iter().enumerate().filter(|(_, is)| **is).map(move |(place, _)| index * PIECE + place)
    })
}

impl LifKernel {
    /// Advances the membranes that have been left as they were. Returns the first neuron whose potential left the model.
    pub(super) fn finish(
        &self,
        cells: &mut Cells,
        around: Around<'_>,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        let lif = &self.lif;
        let Lif { V_th_mV, V_reset_mV, t_ref_ms, .. } = *lif;
        let h = around.step_ms();
        let (columns, mut outcome) = cells.split(spikes);
        let [V, t_left] = columns.several_mut([self.V, self.t_left]);
        for i in positions(&self.is_left) {
            let (V, t_left) = (&mut V[i], &mut t_left[i]);
            if h <= *t_left {
                *t_left -= h;
                *V = V_reset_mV;
                outcome.free_ms[i] = 0.0;
                continue;
            }
            let (before, start) = if 0.0 < *t_left { (V_reset_mV, *t_left) } else { (*V, 0.0) };
            *t_left = 0.0;
            let span = Span::alone(start, h);
            let after = after_span(lif, around, i, before, span);
            *V = after;
            outcome.free_ms[i] = h - start;
            if V_th_mV <= after {
                let slopes = slopes(lif, around, i, (before, after), span);
                let mut crossing = crossing((before, after), slopes, V_th_mV, h - start);
                // Rounding must not move a spike into the next step.
                crossing.at_ms = (start + crossing.at_ms).min(h.next_down());
                crossing.from_ms = start;
                outcome.cross(crossing, i);
                let rest = h - crossing.at_ms;
                if rest <= t_ref_ms {
                    *t_left = t_ref_ms - rest;
                    *V = V_reset_mV;
                } else {
                    let released = Span::alone(crossing.at_ms + t_ref_ms, h);
                    *V = after_span(lif, around, i, V_reset_mV, released);
                    if V_th_mV <= *V {
                        outcome.crowd(again_ms(lif, *V, rest - t_ref_ms), i);
                    }
                }
            }
            outcome.check(*V, i);
        }
        outcome.bad
    }
}

/// The potential of a free membrane at the end of a span that it begins with `V`.
#[inline]
fn after_span(lif: &Lif, around: Around<'_>, neuron: usize, V: f64, span: Span) -> f64 {
    let at = |V: f64| around.sums(neuron, V, span);
    let (G, J) = at(V);
    if !around.inputs.has_block() {
        return lif::relax(V, G, J, lif.C_pF, span.length());
    }
    let half = lif::relax(V, G, J, lif.C_pF, 0.5 * span.length());
    let (G, J) = at(half);
    lif::relax(V, G, J, lif.C_pF, span.length())
}

/// How steeply the potential of a membrane changes at the start and at the end of a span [mV/ms].
fn slopes(lif: &Lif, around: Around<'_>, neuron: usize, V: (f64, f64), span: Span) -> (f64, f64) {
    let slope = |V: f64, at: f64| {
        let when = if at < around.step_ms() { When::After(at) } else { When::End };
        let (G, J) = around.when(neuron, V, when);
        (J + span.coupling.1 - (G + span.coupling.0) * V) / lif.C_pF
    };
    (slope(V.0, span.from), slope(V.1, span.to))
}

impl Parts for LifKernel {
    fn held_ms(&self, at: &Point) -> f64 {
        at[self.t_left]
    }

    fn span(&self, around: Around<'_>, neuron: usize, from: Point, span: Span) -> (Point, Option<f64>) {
        let mut to = from;
        if from[self.t_left] == 0.0 {
            to[self.V] = after_span(&self.lif, around, neuron, from[self.V], span);
        }
        (to, None)
    }

    fn threshold_mV(&self) -> Option<f64> {
        Some(self.lif.V_th_mV)
    }

    fn slopes(&self, around: Around<'_>, neuron: usize, V: (f64, f64), span: Span) -> (f64, f64) {
        slopes(&self.lif, around, neuron, V, span)
    }

    fn after_spike(&self, mut at: Point) -> (Point, f64) {
        (at[self.V], at[self.t_left]) = (self.lif.V_reset_mV, self.lif.t_ref_ms);
        (at, self.lif.t_ref_ms)
    }

    fn after_hold(&self, mut at: Point, span_ms: f64) -> Point {
        let left = at[self.t_left] - span_ms;
        (at[self.V], at[self.t_left]) =
            (self.lif.V_reset_mV, if left <= ROUNDING_MS { 0.0 } else { left });
        at
    }

    fn again_ms(&self, at: &Point, fired_ms: Option<f64>, free_ms: f64, _: Option<f64>) -> Option<f64> {
        let is_ready = self.lif.V_th_mV <= at[self.V] && at[self.t_left] == 0.0;
        (fired_ms.is_some() && is_ready).then(|| again_ms(&self.lif, at[self.V], free_ms))
    }
}
