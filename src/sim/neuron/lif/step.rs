//! A step of a membrane to which more happens than relaxation: it is released, or fires, or a conductance depends on V.

use super::{LifKernel, again_ms, vector};
use crate::model::neuron::lif::{self, Lif};
use crate::sim::neuron::{Around, Cells, Outcome, Parts, Point, Span, crossing};

/// Less than this is nothing left of a refractory period [ms].
const ROUNDING_MS: f64 = 1e-12;

impl LifKernel {
    /// Advances the membranes that have been left as they were. Returns the first neuron whose potential left the model.
    pub(super) fn finish(
        &mut self,
        cells: &mut Cells,
        around: Around<'_>,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        vector::collect_left(&cells.free_ms, &mut self.left);
        let lif = &self.lif;
        let Lif { V_th_mV, V_reset_mV, .. } = *lif;
        let h = around.step_ms();
        let (columns, mut outcome) = cells.split(spikes);
        let [V, t_left] = columns.several_mut([self.V, self.t_left]);
        for &i in &self.left {
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
                fires(lif, around, i, (before, span), (V, t_left), &mut outcome);
            }
            outcome.check(*V, i);
        }
        outcome.bad
    }
}

/// A neuron whose membrane a span has led from `before` to above the threshold fires inside the span.
fn fires(
    lif: &Lif,
    around: Around<'_>,
    i: usize,
    (before, span): (f64, Span),
    (V, t_left): (&mut f64, &mut f64),
    outcome: &mut Outcome<'_>,
) {
    let Lif { V_th_mV, V_reset_mV, t_ref_ms, .. } = *lif;
    let slopes = slopes(lif, around, i, (before, *V), span);
    let mut crossing = crossing((before, *V), slopes, V_th_mV, span.length());
    // Rounding must not move a spike into the next step.
    crossing.at_ms = (span.from + crossing.at_ms).min(span.to.next_down());
    crossing.from_ms = span.from;
    outcome.cross(crossing, i);
    let rest = span.to - crossing.at_ms;
    if rest <= t_ref_ms {
        *t_left = t_ref_ms - rest;
        *V = V_reset_mV;
        return;
    }
    *V = after_span(lif, around, i, V_reset_mV, Span::alone(crossing.at_ms + t_ref_ms, span.to));
    if V_th_mV <= *V {
        outcome.crowd(again_ms(lif, *V, rest - t_ref_ms), i);
    }
}

/// The potential of a free membrane at the end of a span that it begins with `V`.
#[inline]
fn after_span(lif: &Lif, around: Around<'_>, neuron: usize, V: f64, span: Span) -> f64 {
    let (G, J) = around.sums(neuron, V, span);
    if !around.inputs.has_block() {
        return lif::relax(V, G, J, lif.C_pF, span.length());
    }
    let half = lif::relax(V, G, J, lif.C_pF, 0.5 * span.length());
    let (G, J) = around.sums(neuron, half, span);
    lif::relax(V, G, J, lif.C_pF, span.length())
}

/// How steeply the potential of a membrane changes at the start and at the end of a span [mV/ms].
fn slopes(lif: &Lif, around: Around<'_>, neuron: usize, V: (f64, f64), span: Span) -> (f64, f64) {
    let charging_pA = |V: f64, at: f64| {
        let (G, J) = around.after(neuron, V, at);
        J - G * V
    };
    let mut I = around.inputs.charging_pA(neuron, V, around.surroundings.projections);
    if 0.0 < span.from {
        I.0 = charging_pA(V.0, span.from);
    }
    if span.to < around.step_ms() {
        I.1 = charging_pA(V.1, span.to);
    }
    let (G, J) = span.coupling;
    ((I.0 + J - G * V.0) / lif.C_pF, (I.1 + J - G * V.1) / lif.C_pF)
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
        (at[self.V], at[self.t_left]) = (self.lif.V_reset_mV, if left <= ROUNDING_MS { 0.0 } else { left });
        at
    }

    fn again_ms(&self, at: &Point, fired_ms: Option<f64>, free_ms: f64, _: Option<f64>) -> Option<f64> {
        let is_ready = self.lif.V_th_mV <= at[self.V] && at[self.t_left] == 0.0;
        (fired_ms.is_some() && is_ready).then(|| again_ms(&self.lif, at[self.V], free_ms))
    }
}
