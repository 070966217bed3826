//! The Izhikevich neuron: second order, and stable however much is open.

use super::membrane::{Crossing, Span};
use super::{Around, Cells, Kernel, OwnCurrents, Parts, Passive, Point, Surroundings};
use crate::model::neuron::izhikevich::{Izhikevich, PEAK_MV};
use crate::model::neuron::lif;
use crate::sim::columns::Columns;
use crate::sim::digest::digest;
use crate::sim::inputs::{Inputs, Parabola};
use crate::sim::receptor::Opening;
use crate::units::{Grid, Moment, Step};

/// Up to this stiffness, in inverse spans, Runge and Kutta's method takes a conductance along, in parts of an eighth of one.
const MOST_STIFF: f64 = 4.0;
/// Up to this stiffness, in inverse spans, conductances are followed back and forth.
const MOST_STIFF_BACK: f64 = 0.5;

/// Such neurons at work.
#[derive(Debug, Clone)]
pub(super) struct IzhikevichKernel {
    model: Izhikevich,
    /// Positions of V and u among the columns.
    V: usize,
    u: usize,
    /// Where in the step each neuron was when something last happened to it; of no use beyond the step.
    turns: Vec<Turn>,
}

/// Where a neuron was when last in a step something happened to it.
#[derive(Debug, Clone, Copy)]
struct Turn {
    /// When that was [ms]; infinite if nothing acts on it before the step is over.
    from_ms: f64,
    /// V [mV] and u then.
    state: (f64, f64),
    /// u after the spike that it is about to fire, if it is.
    u_reset: f64,
}

impl Default for Turn {
    fn default() -> Self {
        Self { from_ms: f64::INFINITY, state: (0.0, 0.0), u_reset: 0.0 }
    }
}

/// What the rest of a step makes of a neuron.
struct Rest {
    /// V [mV] and u at the end of the step.
    state: (f64, f64),
    /// When in the step it fires [ms], if it does.
    fires_ms: Option<f64>,
    /// How long after that it would fire again [ms], if it would. That waits for the next step.
    again_ms: Option<f64>,
}

impl IzhikevichKernel {
    /// The neurons at the start of a run.
    pub fn new(model: &Izhikevich, n: usize, columns: &mut Columns) -> Self {
        let (V, u) = (columns.place("V"), columns.place("u"));
        columns.column_mut(V).fill(model.V_init_mV);
        columns.column_mut(u).fill(model.u_start());
        Self { model: model.clone(), V, u, turns: vec![Turn::default(); n] }
    }

    /// What flows without any conductance [pA].
    fn injected_pA(&self, inputs: &Inputs, neuron: usize) -> f64 {
        self.model.I_app_pA + inputs.I.get(neuron).copied().unwrap_or(0.0)
    }

    /// V and u at the end of a span of a step of `h_ms` [ms], or at the moment in it at which V reaches the peak, and when in the
    /// step that is [ms].
    ///
    /// By Runge and Kutta, with conductances that follow parabolas over the step. Where so much is open that this would take
    /// many parts of the span, two half steps of the conductances, exact for any strength, stand before and behind the bare
    /// equations; but not when a spike comes of it, since it would come before the second of them.
    fn advance(
        &self,
        inputs: &Inputs,
        neuron: usize,
        (V, u): (f64, f64),
        span: Span,
        h_ms: f64,
    ) -> ((f64, f64), Option<f64>) {
        let model = &self.model;
        let length = span.length();
        let at = |crossing: f64| span.from + crossing;
        let sums = |V: f64, after: f64| {
            let (G, J) = inputs.on_course(neuron, V, (span.from + after) / h_ms);
            (G + span.coupling.0, J + span.coupling.1)
        };
        let bare = || self.injected_pA(inputs, neuron) / model.I_unit_pA;
        // Nothing is less blocked than at the peak.
        let stiffness = sums(PEAK_MV, 0.5 * length).0.max(sums(PEAK_MV, 0.0).0) / model.I_unit_pA;
        if stiffness == 0.0 {
            let I = bare();
            let (V, u, crossing) = model.advance((V, u), |_, _| I, 0.0, length);
            return ((V, u), crossing.map(at));
        }
        if MOST_STIFF < stiffness * length && V < PEAK_MV {
            // Of a parabola, Simpson's rule gives the mean.
            let mean = |V: f64| {
                let [first, middle, last] = [0.0, 0.5 * length, length].map(|after| sums(V, after));
                ((first.0 + 4.0 * middle.0 + last.0) / 6.0, (first.1 + 4.0 * middle.1 + last.1) / 6.0)
            };
            let I = bare();
            let pull = |V: f64| pull(model, inputs.has_block(), V, (&mean, I), 0.5 * length);
            let (free, u, crossing) = model.advance((pull(V), u), |_, _| I, 0.0, length);
            let last = pull(free);
            if crossing.is_none() && last < PEAK_MV {
                return ((last, u), None);
            }
        }
        let I = |V: f64, after: f64| {
            let (G, J) = sums(V, after);
            (J - G * V) / model.I_unit_pA
        };
        let (V, u, crossing) = model.advance((V, u), I, stiffness, length);
        ((V, u), crossing.map(at))
    }

    /// What becomes of a neuron from its last turn to the end of a step of `h_ms` [ms].
    fn rest(&mut self, inputs: &Inputs, neuron: usize, h_ms: f64) -> Rest {
        let Turn { from_ms, state, .. } = self.turns[neuron];
        let (state, crossing) = self.advance(inputs, neuron, state, Span::alone(from_ms, h_ms), h_ms);
        let Some(at) = crossing else { return Rest { state, fires_ms: None, again_ms: None } };
        let at = at.min(h_ms.next_down());
        let reset = (self.model.c_mV, state.1 + self.model.d);
        self.turns[neuron].u_reset = reset.1;
        // A second crossing in one step waits for the next.
        let (state, again) = self.advance(inputs, neuron, reset, Span::alone(at, h_ms), h_ms);
        Rest { state, fires_ms: Some(at), again_ms: again.map(|again| again - at) }
    }

    /// Lets channels of a synapse of weight `w` act on a neuron that opened inside the step just taken: the step is taken anew
    /// from there on.
    fn turn(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        (neuron, w): (u32, f64),
        opening: &Opening,
        h_ms: f64,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        let Opening { g_nS, ends_nS, E_mV, block, open_ms } = *opening;
        let (i, opens_ms) = (neuron as usize, h_ms - open_ms);
        let Turn { from_ms, state, .. } = self.turns[i];
        if h_ms <= from_ms {
            return;
        }
        if from_ms < opens_ms {
            let (before, _) = self.advance(inputs, i, state, Span::alone(from_ms, opens_ms), h_ms);
            let turn = &mut self.turns[i];
            // A spike that came first has left.
            turn.state = (before.0.min(PEAK_MV.next_down()), before.1);
            turn.from_ms = opens_ms;
        }
        let from = self.turns[i].from_ms / h_ms;
        let course = Parabola::through((ends_nS.0 * w, g_nS * w, ends_nS.1 * w), from);
        inputs.open(i, block, E_mV, course);
        let rest = self.rest(inputs, i, h_ms);
        let [V, u] = cells.columns.several_mut([self.V, self.u]);
        (V[i], u[i]) = rest.state;
        cells.free_ms[i] = h_ms;
        if let Some(at_ms) = rest.fires_ms {
            cells.free_ms[i] = f64::NAN;
            cells.crossings[i] = Crossing { at_ms, ..Crossing::default() };
            spikes.push((at_ms, neuron));
        }
        if let Some(again_ms) = rest.again_ms {
            cells.crowd(again_ms, neuron);
        }
    }

    /// Lets channels act on a neuron that gap junctions couple to others, after the step: back to where they opened without
    /// them, and forth with them.
    fn act_late(&self, cells: &mut Cells, inputs: &Inputs, (i, w): (usize, f64), opening: &Opening) {
        let Opening { g_nS, E_mV, open_ms, .. } = *opening;
        let model = &self.model;
        let [V, u] = cells.columns.several_mut([self.V, self.u]);
        let (span, before) = (open_ms.min(cells.free_ms[i]), V[i]);
        let g = g_nS * w * opening.free(before);
        let (inputs, synapse) = (inputs.at(i, before), (g, g * E_mV));
        // What carries it over the peak makes it fire when the next step begins.
        if let Some(after) = model.once_more((before, u[i]), inputs, synapse, span, MOST_STIFF_BACK) {
            (V[i], u[i]) = (after.0.min(PEAK_MV), after.1);
        } else {
            let x = span * g / model.I_unit_pA;
            let way = if g < 0.0 { -libm::expm1(-x) } else { lif::approach(x) };
            V[i] = before + (E_mV - before) * way;
        }
    }
}

/// The potential after conductances have pulled at it for `h` [ms]: dV/dt = −Σ g (V − E)/I_unit. `sums` are they and the currents
/// at V = 0, of which `bare` is no conductance's.
fn pull(
    model: &Izhikevich,
    has_block: bool,
    V: f64,
    (sums, bare): (impl Fn(f64) -> (f64, f64), f64),
    h: f64,
) -> f64 {
    let relax = |at: f64, h: f64| {
        let (G, J) = sums(at);
        if G == 0.0 { V } else { lif::relax(V, G, J - bare * model.I_unit_pA, model.I_unit_pA, h) }
    };
    let half = if has_block { relax(V, 0.5 * h) } else { V };
    relax(half, h)
}

impl Kernel for IzhikevichKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel, _: f64) -> bool {
        let old: &dyn std::any::Any = old;
        old.is::<Self>()
    }

    fn force(&mut self, cells: &mut Cells, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let since_ms = grid.between_ms(at, Moment::at(boundary));
        let is_firing = cells.free_ms[neuron].is_nan();
        // A spike of its own that came first is still to leave; one that would come later does not come.
        let came_first = cells.crossings[neuron].at_ms <= grid.dt_ms() - since_ms;
        let [V, u] = cells.columns.several_mut([self.V, self.u]);
        V[neuron] = self.model.c_mV;
        if !is_firing || came_first {
            u[neuron] += self.model.d;
        }
        if !(is_firing && came_first) {
            cells.free_ms[neuron] = 0.0;
        }
        self.turns[neuron].from_ms = f64::INFINITY;
        true
    }

    fn passive(&self) -> Option<Passive> {
        Some(Passive { g_nS: 0.0, drive_pA: self.model.I_app_pA, leak: None })
    }

    fn applied_pA(&self) -> f64 {
        self.model.I_app_pA
    }

    fn follows_courses(&self) -> bool {
        true
    }

    fn gather(&self, cells: &Cells, inputs: &mut Inputs, surroundings: Surroundings<'_>) {
        inputs.sum(0..cells.n(), surroundings.projections);
        inputs.follow(surroundings.projections);
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
        let h = surroundings.grid.dt_ms();
        let (columns, mut outcome) = cells.split(spikes);
        let [V, u] = columns.several_mut([self.V, self.u]);
        for (i, (V, u)) in V.iter_mut().zip(u).enumerate() {
            self.turns[i] = Turn { from_ms: 0.0, state: (*V, *u), ..Turn::default() };
            outcome.free_ms[i] = h;
            let rest = self.rest(inputs, i, h);
            (*V, *u) = rest.state;
            if let Some(at_ms) = rest.fires_ms {
                outcome.cross(Crossing { at_ms, ..Crossing::default() }, i);
            }
            if let Some(again_ms) = rest.again_ms {
                outcome.crowd(again_ms, i);
            }
            outcome.check(*V, i);
        }
        outcome.bad
    }

    fn catch_up(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        (targets, w): (&[u32], &[f64]),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        for (neuron, w) in targets.iter().zip(w) {
            if cells.is_coupled {
                self.act_late(cells, inputs, (*neuron as usize, *w), opening);
            } else {
                self.turn(cells, inputs, (*neuron, *w), opening, grid.dt_ms(), spikes);
            }
        }
    }

    fn is_about_to_fire(&self, cells: &Cells, neuron: usize, at_ms: f64) -> bool {
        cells.is_coupled || cells.free_ms[neuron].is_nan() && cells.crossings[neuron].at_ms == at_ms
    }

    fn has_fired(&mut self, cells: &mut Cells, neuron: usize, at_ms: f64, grid: Grid) {
        if cells.is_coupled {
            return;
        }
        cells.free_ms[neuron] = grid.dt_ms() - at_ms;
        let turn = &mut self.turns[neuron];
        // Unless it has been made to fire since.
        if turn.from_ms.is_finite() {
            *turn = Turn { from_ms: at_ms, state: (self.model.c_mV, turn.u_reset), ..*turn };
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
        let state = (from[self.V], from[self.u]);
        let (end, fires) = self.advance(around.inputs, neuron, state, span, around.step_ms());
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

digest!(IzhikevichKernel {} without { model, V, u, turns });
