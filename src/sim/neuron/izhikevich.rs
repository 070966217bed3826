//! The Izhikevich neuron: second order, and stable however much is open.

use super::membrane::Span;
use super::{Around, Cells, Kernel, OwnCurrents, Parts, Passive, Point, Surroundings};
use crate::model::neuron::izhikevich::{Izhikevich, PEAK_MV};
use crate::model::neuron::lif;
use crate::sim::columns::Columns;
use crate::sim::digest::digest;
use crate::sim::inputs::Inputs;
use crate::sim::receptor::Opening;
use crate::units::{Grid, Moment, Step};

/// Up to this stiffness, in inverse steps, Runge and Kutta's method takes a conductance along.
const MOST_STIFF: f64 = 0.5;

/// Such neurons at work.
#[derive(Debug, Clone)]
pub(super) struct IzhikevichKernel {
    model: Izhikevich,
    /// Positions of V and u among the columns.
    V: usize,
    u: usize,
}

impl IzhikevichKernel {
    /// The neurons at the start of a run.
    pub fn new(model: &Izhikevich, columns: &mut Columns) -> Self {
        let (V, u) = (columns.place("V"), columns.place("u"));
        columns.column_mut(V).fill(model.V_init_mV);
        columns.column_mut(u).fill(model.u_start());
        Self { model: model.clone(), V, u }
    }

    /// What flows without any conductance [pA].
    fn injected_pA(&self, inputs: &Inputs, neuron: usize) -> f64 {
        self.model.I_app_pA + inputs.I.get(neuron).copied().unwrap_or(0.0)
    }

    /// V and u at the end of a span, or at the moment in it at which V reaches the peak, and when that is [ms].
    ///
    /// By Runge and Kutta. Where so much is open that this would take many parts of the span, two half steps of the
    /// conductances, exact for any strength, stand before and behind the bare equations; but not when a spike comes of it,
    /// since it would come before the second of them.
    fn advance(
        &self,
        around: Around<'_>,
        neuron: usize,
        (V, u): (f64, f64),
        span: Span,
    ) -> ((f64, f64), Option<f64>) {
        let model = &self.model;
        let h = span.length();
        let at = |crossing: f64| span.from + crossing;
        // Nothing is less blocked than at the peak.
        let stiffness = around.sums(neuron, PEAK_MV, span).0 / model.I_unit_pA;
        if stiffness == 0.0 {
            let I = self.injected_pA(around.inputs, neuron) / model.I_unit_pA;
            let (V, u, crossing) = model.advance((V, u), |_| I, 0.0, h);
            return ((V, u), crossing.map(at));
        }
        if MOST_STIFF < stiffness * h && V < PEAK_MV {
            let first = self.pull(around, neuron, V, span);
            let I = self.injected_pA(around.inputs, neuron) / model.I_unit_pA;
            let (bare, u, crossing) = model.advance((first, u), |_| I, 0.0, h);
            let last = self.pull(around, neuron, bare, span);
            if crossing.is_none() && last < PEAK_MV {
                return ((last, u), None);
            }
        }
        let I = |V: f64| {
            let (G, J) = around.sums(neuron, V, span);
            (J - G * V) / model.I_unit_pA
        };
        let (V, u, crossing) = model.advance((V, u), I, stiffness, h);
        ((V, u), crossing.map(at))
    }

    /// The potential after conductances have pulled at it for half a span: dV/dt = −Σ g (V − E)/I_unit.
    fn pull(&self, around: Around<'_>, neuron: usize, V: f64, span: Span) -> f64 {
        let h = 0.5 * span.length();
        let injected = self.injected_pA(around.inputs, neuron);
        let relax = |at: f64, h: f64| {
            let (G, J) = around.sums(neuron, at, span);
            if G == 0.0 { V } else { lif::relax(V, G, J - injected, self.model.I_unit_pA, h) }
        };
        let half = if around.inputs.has_block() { relax(V, 0.5 * h) } else { V };
        relax(half, h)
    }
}

impl Kernel for IzhikevichKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel, _: f64) -> bool {
        let old: &dyn std::any::Any = old;
        old.is::<Self>()
    }

    fn force(&mut self, cells: &mut Cells, neuron: usize, _: Moment, _: Step, _: Grid) -> bool {
        let [V, u] = cells.columns.several_mut([self.V, self.u]);
        V[neuron] = self.model.c_mV;
        u[neuron] += self.model.d;
        cells.free_ms[neuron] = 0.0;
        true
    }

    fn passive(&self) -> Option<Passive> {
        Some(Passive { g_nS: 0.0, drive_pA: self.model.I_app_pA, leak: None })
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
        let h = around.step_ms();
        let (columns, mut outcome) = cells.split(spikes);
        let [V, u] = columns.several_mut([self.V, self.u]);
        for (i, (V, u)) in V.iter_mut().zip(u).enumerate() {
            outcome.free_ms[i] = h;
            let (after, crossing) = self.advance(around, i, (*V, *u), Span::alone(0.0, h));
            (*V, *u) = after;
            if let Some(at) = crossing {
                let at = at.min(h.next_down());
                outcome.spike(at, i);
                let reset = (self.model.c_mV, *u + self.model.d);
                outcome.free_ms[i] = h - at;
                // A second crossing in one step waits for the next.
                let (after, again) = self.advance(around, i, reset, Span::alone(at, h));
                (*V, *u) = after;
                if let Some(again) = again {
                    outcome.crowd(again - at, i);
                }
            }
            outcome.check(*V, i);
        }
        outcome.bad
    }

    fn catch_up(
        &mut self,
        cells: &mut Cells,
        inputs: &Inputs,
        (targets, w): (&[u32], &[f64]),
        opening: &Opening,
        _: Grid,
        _: &mut Vec<(f64, u32)>,
    ) {
        let Opening { g_nS, E_mV, open_ms, .. } = *opening;
        let model = &self.model;
        let [V, u] = cells.columns.several_mut([self.V, self.u]);
        for (neuron, w) in targets.iter().zip(w) {
            let i = *neuron as usize;
            let (span, before) = (open_ms.min(cells.free_ms[i]), V[i]);
            let g = g_nS * w * opening.free(before);
            let (inputs, synapse) = (inputs.at(i, before), (g, g * E_mV));
            // What carries it over the peak makes it fire when the next step begins.
            if let Some(after) = model.once_more((before, u[i]), inputs, synapse, span, MOST_STIFF) {
                (V[i], u[i]) = (after.0.min(PEAK_MV), after.1);
            } else {
                let x = span * g / model.I_unit_pA;
                let way = if g < 0.0 { -libm::expm1(-x) } else { lif::approach(x) };
                V[i] = before + (E_mV - before) * way;
            }
        }
    }

    fn own_currents(&self, cells: &Cells, neuron: usize) -> OwnCurrents {
        let at = |column: usize| cells.columns.column(column)[neuron];
        let intrinsic_pA = self.model.I_unit_pA * self.model.intrinsic(at(self.V), at(self.u));
        OwnCurrents { leak: None, intrinsic_pA: Some(intrinsic_pA), C: self.model.I_unit_pA, is_held: false }
    }

    fn parts(&self) -> Option<&dyn Parts> {
        Some(self)
    }

    fn mV_per_charge(&self, charge_pA_ms: f64) -> f64 {
        charge_pA_ms / self.model.I_unit_pA
    }
}

impl Parts for IzhikevichKernel {
    fn held_ms(&self, _: &Point) -> f64 {
        0.0
    }

    fn span(&self, around: Around<'_>, neuron: usize, from: Point, span: Span) -> (Point, Option<f64>) {
        let mut to = from;
        let (end, fires) = self.advance(around, neuron, (from[self.V], from[self.u]), span);
        (to[self.V], to[self.u]) = end;
        (to, fires)
    }

    fn after_spike(&self, mut at: Point) -> (Point, f64) {
        (at[self.V], at[self.u]) = (self.model.c_mV, at[self.u] + self.model.d);
        (at, 0.0)
    }

    fn again_ms(&self, at: &Point, fired_ms: Option<f64>, _: f64, again_ms: Option<f64>) -> Option<f64> {
        if PEAK_MV <= at[self.V] { Some(again_ms? - fired_ms?) } else { None }
    }
}

digest!(IzhikevichKernel {} without { model, V, u });
