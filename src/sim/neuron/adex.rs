//! The adaptive exponential integrate-and-fire neuron: second order, with the spike inside the step.

use super::membrane::Span;
use super::{Around, Cells, Kernel, OwnCurrents, Parts, Passive, Point, Surroundings};
use crate::model::neuron::adex::Adex;
use crate::model::neuron::lif;
use crate::sim::columns::Columns;
use crate::sim::digest::digest;
use crate::sim::inputs::Inputs;
use crate::sim::receptor::Opening;
use crate::units::{Grid, Moment, Step};

/// A spike exactly t_ref after the last is late enough, whatever the rounding of the two times [ms].
const ROUNDING_MS: f64 = 1e-9;
/// Up to this stiffness, in inverse spans, Runge and Kutta's method takes a conductance along.
const MOST_STIFF: f64 = 0.5;

/// Such neurons at work.
#[derive(Debug, Clone)]
pub(super) struct AdexKernel {
    model: Adex,
    /// Positions of the potential, of the current of adaptation and of the time left of the refractory period.
    V: usize,
    w: usize,
    t_left: usize,
}

impl AdexKernel {
    /// The neurons at the start of a run.
    pub fn new(model: &Adex, columns: &mut Columns) -> Self {
        let [V, w, t_left] = ["V", "I_w", "t_left"].map(|symbol| columns.place(symbol));
        columns.column_mut(V).fill(model.V_init_mV);
        columns.column_mut(w).fill(model.w_settled_pA(model.V_init_mV));
        Self { model: model.clone(), V, w, t_left }
    }

    /// V and w of a free neuron at the end of a span, or at the moment in it at which V reaches the peak, and when in the step
    /// that is [ms].
    ///
    /// Where so much is open that this would take many parts of the span, two half steps of the conductances, exact for any
    /// strength, stand before and behind the bare equations; but not when a spike comes of it.
    fn advance(
        &self,
        around: Around<'_>,
        neuron: usize,
        (V, w): (f64, f64),
        span: Span,
    ) -> ((f64, f64), Option<f64>) {
        let (model, h) = (&self.model, span.length());
        let at = |crossing: f64| span.from + crossing;
        let top = model.top_mV();
        // Nothing is less blocked than at the peak.
        let stiffness = around.sums(neuron, top, span).0 / model.C_pF;
        if MOST_STIFF < stiffness * h && V < top {
            let pull = |V: f64| {
                let (G, J) = around.sums(neuron, V, span);
                lif::relax(V, G, J, model.C_pF, 0.5 * h)
            };
            let (bare, later, crossing) = model.advance((pull(V), w), |_| (0.0, 0.0), h);
            let last = pull(bare);
            if crossing.is_none() && last < top {
                return ((last, later), None);
            }
        }
        let (V, w, crossing) = model.advance((V, w), |V| around.sums(neuron, V, span), h);
        ((V, w), crossing.map(at))
    }

    /// Where a spike leaves V and w.
    fn reset(&self, w: f64) -> (f64, f64) {
        (self.model.V_reset_mV, w + self.model.b_pA)
    }

    /// Advances a neuron by a step: variables, spike, since when it has been free, and when it would fire again.
    fn step(&self, around: Around<'_>, i: usize, point: &mut Point) -> (Option<f64>, f64, Option<f64>) {
        let h = around.step_ms();
        let mut from = point[self.t_left].min(h);
        *point = self.after_hold(*point, from);
        let mut fired = None;
        while from < h {
            let ((V, w), crossing) =
                self.advance(around, i, (point[self.V], point[self.w]), Span::alone(from, h));
            (point[self.V], point[self.w]) = (V, w);
            let Some(at) = crossing else { break };
            if let Some(first) = fired {
                // A second crossing in one step waits for the next.
                return (Some(first), from, Some(at - first));
            }
            let at = at.min(h.next_down());
            fired = Some(at);
            (*point, _) = self.after_spike(*point);
            let held = point[self.t_left].min(h - at);
            *point = self.after_hold(*point, held);
            from = if 0.0 < point[self.t_left] { h } else { at + held };
        }
        (fired, from, None)
    }
}

impl Kernel for AdexKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel, _: f64) -> bool {
        let old: &dyn std::any::Any = old;
        old.is::<Self>()
    }

    fn force(&mut self, cells: &mut Cells, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let mut point = cells.point(neuron);
        if ROUNDING_MS < point[self.t_left] {
            return false;
        }
        (point, _) = self.after_spike(point);
        let since_ms = grid.between_ms(at, Moment::at(boundary));
        point[self.t_left] = (self.model.t_ref_ms - since_ms).max(0.0);
        cells.set_point(neuron, &point);
        cells.free_ms[neuron] = 0.0;
        true
    }

    fn passive(&self) -> Option<Passive> {
        let Adex { C_pF, g_L_nS, E_L_mV, I_app_pA, .. } = self.model;
        let drive_pA = g_L_nS * E_L_mV + I_app_pA;
        Some(Passive { g_nS: g_L_nS, drive_pA, leak: Some((g_L_nS, C_pF / g_L_nS)) })
    }

    fn applied_pA(&self) -> f64 {
        self.model.I_app_pA
    }

    fn integrate(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        surroundings: Surroundings<'_>,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        if cells.is_coupled {
            return cells.check_all(spikes);
        }
        let around = Around { inputs, surroundings };
        let mut bad = None;
        for i in 0..cells.n() {
            let mut point = cells.point(i);
            let (fired, free_from, again) = self.step(around, i, &mut point);
            cells.set_point(i, &point);
            let (_, mut outcome) = cells.split(spikes);
            outcome.free_ms[i] = around.step_ms() - free_from;
            if let Some(at) = fired {
                outcome.spike(at, i);
            }
            if let Some(again) = again {
                outcome.crowd(again, i);
            }
            outcome.check(point[self.V], i);
            bad = bad.or(outcome.bad);
        }
        bad
    }

    fn catch_up(
        &mut self,
        cells: &mut Cells,
        _: &mut Inputs,
        (targets, w): (&[u32], &[f64]),
        opening: &Opening,
        _: Grid,
        _: &mut Vec<(f64, u32)>,
    ) {
        let top = self.model.top_mV();
        let V = cells.columns.column_mut(self.V);
        for (neuron, w) in targets.iter().zip(w) {
            let i = *neuron as usize;
            let (span, before) = (opening.open_ms.min(cells.free_ms[i]), V[i]);
            let x = span * opening.g_nS * w * opening.free(before) / self.model.C_pF;
            let way = if x < 0.0 { -libm::expm1(-x) } else { lif::approach(x) };
            // What carries it over the peak makes it fire when the next step begins.
            V[i] = (before + (opening.E_mV - before) * way).min(top.max(before));
        }
    }

    fn own_currents(&self, cells: &Cells, neuron: usize) -> OwnCurrents {
        let at = |column: usize| cells.columns.column(column)[neuron];
        OwnCurrents {
            leak: Some((self.model.g_L_nS, self.model.E_L_mV)),
            intrinsic_pA: Some(self.model.intrinsic_pA(at(self.V), at(self.w))),
            C: self.model.C_pF,
            is_held: 0.0 < at(self.t_left),
        }
    }

    fn parts(&self) -> Option<&dyn Parts> {
        Some(self)
    }

    fn mV_per_charge(&self, charge_pA_ms: f64) -> f64 {
        charge_pA_ms / self.model.C_pF
    }
}

impl Parts for AdexKernel {
    fn held_ms(&self, at: &Point) -> f64 {
        at[self.t_left]
    }

    fn span(&self, around: Around<'_>, neuron: usize, from: Point, span: Span) -> (Point, Option<f64>) {
        if 0.0 < from[self.t_left] {
            return (from, None);
        }
        let mut to = from;
        let (end, fires) = self.advance(around, neuron, (from[self.V], from[self.w]), span);
        (to[self.V], to[self.w]) = end;
        (to, fires)
    }

    fn after_spike(&self, mut at: Point) -> (Point, f64) {
        (at[self.V], at[self.w]) = self.reset(at[self.w]);
        at[self.t_left] = self.model.t_ref_ms;
        (at, self.model.t_ref_ms)
    }

    fn after_hold(&self, mut at: Point, span_ms: f64) -> Point {
        if 0.0 < at[self.t_left] {
            let left = at[self.t_left] - span_ms;
            at[self.t_left] = if left <= ROUNDING_MS { 0.0 } else { left };
            at[self.V] = self.model.V_reset_mV;
            at[self.w] = self.model.w_after_hold_pA(at[self.w], at[self.V], span_ms);
        }
        at
    }

    fn again_ms(&self, at: &Point, fired_ms: Option<f64>, _: f64, again_ms: Option<f64>) -> Option<f64> {
        if self.model.top_mV() <= at[self.V] { Some(again_ms? - fired_ms?) } else { None }
    }
}

digest!(AdexKernel {} without { model, V, w, t_left });
