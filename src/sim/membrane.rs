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
/// Exponential: conductances are taken as their mean over the step, and those that depend on V at the potential that a
/// first half step leads to. That makes the step second order in h and stable for any h.
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

/// Calls `act` with each place where a list holds `true`, in order; quick where it seldom does.
fn for_each_position(list: &[bool], mut act: impl FnMut(usize)) {
    const WORD: usize = 8;
    const WORDS: usize = 4;
    let word = |bytes: &[bool; WORD]| u64::from_le_bytes(bytes.map(u8::from));
    let mut act_on = |word: u64, from: usize| {
        let mut left = word;
        while left != 0 {
            act(from + left.trailing_zeros() as usize / WORD);
            left &= left - 1; // Each byte is one bit.
        }
    };
    let (words, rest) = list.as_chunks::<WORD>();
    let mut from = 0;
    for piece in words.chunks(WORDS) {
        if piece.iter().fold(0, |any, bytes| any | word(bytes)) != 0 {
            for (place, bytes) in piece.iter().enumerate() {
                act_on(word(bytes), from + WORD * place);
            }
        }
        from += WORD * piece.len();
    }
    for (place, _) in rest.iter().enumerate().filter(|(_, is)| **is) {
        act(from + place);
    }
}

/// Up to this stiffness, in inverse spans, Runge and Kutta's method takes a conductance along, in parts of half of one.
const MOST_STIFF: f64 = 4.0;

/// Beyond this potential a run has left the model [mV].
const MAX_ABS_V_MV: f64 = 1e4;

/// What a step of a population's membranes reads.
pub(super) struct Step<'a> {
    /// What acts over the step on average.
    pub inputs: &'a Inputs,
    /// All projections.
    pub projections: &'a [ProjectionState],
    /// The grid.
    pub grid: Grid,
}

/// What a step leaves besides potentials.
pub(super) struct Outcome<'a> {
    /// How long each membrane has been free at the end of the step, at most the step [ms]; not a number where it fires.
    pub free_ms: &'a mut [f64],
    /// When each membrane that fires crosses the threshold.
    pub crossings: &'a mut [Crossing],
    /// Spikes as (offset into the step [ms], neuron).
    pub spikes: &'a mut Vec<(f64, u32)>,
    /// The first neuron whose potential left the model.
    pub bad: Option<usize>,
    /// Neurons that were ready to fire a second time.
    pub crowding: &'a mut Option<Crowding>,
    /// The first neuron advanced by the forward Euler method whose potential left sense, and that potential [mV].
    pub strayed: &'a mut Option<(u32, f64)>,
}

/// A membrane that fires inside a step. What arrives before that may still change it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Crossing {
    /// Offset into the step [ms].
    pub at_ms: f64,
    /// How steeply the potential rises there [mV/ms].
    pub slope: f64,
    /// Since when the membrane has been free [ms].
    pub from_ms: f64,
    /// Whether those that gap junctions couple to the neuron have seen it fire.
    pub is_seen: bool,
}

/// Where an Izhikevich neuron was when last in a step something happened to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// When that was [ms]; infinite if nothing acts on it before the step is over.
    pub from_ms: f64,
    /// V [mV] and u then.
    pub state: (f64, f64),
    /// u after the spike that it is about to fire, if it is.
    pub u_reset: f64,
}

impl Default for Turn {
    fn default() -> Self {
        Self { from_ms: f64::INFINITY, state: (0.0, 0.0), u_reset: 0.0 }
    }
}

/// What the rest of a step makes of an Izhikevich neuron.
pub(super) struct Rest {
    /// V [mV] and u at the end of the step.
    pub state: (f64, f64),
    /// When in the step it fires [ms], if it does.
    pub fires_ms: Option<f64>,
    /// How long after that it would fire again [ms], if it would. That waits for the next step.
    pub again_ms: Option<f64>,
}

impl Outcome<'_> {
    /// A membrane fires, and what arrives earlier in the step may change when.
    pub fn cross(&mut self, crossing: Crossing, neuron: usize) {
        self.free_ms[neuron] = f64::NAN;
        self.crossings[neuron] = crossing;
        self.spike(crossing.at_ms, neuron);
    }

    pub fn spike(&mut self, at: f64, neuron: usize) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        self.spikes.push((at, neuron as u32));
    }

    pub fn check(&mut self, V: f64, neuron: usize) {
        let is_sane = V.abs() < MAX_ABS_V_MV; // False for NaN, too.
        if !is_sane {
            self.bad = self.bad.or(Some(neuron));
        }
    }

    /// Notes what the forward Euler method has led to. However far it leads astray, it goes on as long as there is a number to go
    /// on with.
    pub fn jumped(&mut self, jump: Jump, V: f64, neuron: usize) {
        if SENSE_MV < jump.V_mV.abs() && self.strayed.is_none() {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            let first = neuron as u32;
            *self.strayed = Some((first, jump.V_mV));
        }
        if let Some(again_ms) = jump.again_ms {
            self.crowd(again_ms, neuron);
        }
        if !V.is_finite() {
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

/// What the forward Euler method has done in a step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Jump {
    /// How far the potential went [mV].
    pub V_mV: f64,
    /// Whether the neuron fires.
    pub fires: bool,
    /// When it would fire again, after the spike [ms], if the step is too long to show that.
    pub again_ms: Option<f64>,
}

/// A part of a step, from one offset to another [ms], with what gap junctions do in it: their conductance [nS], and the
/// current that they drive at V = 0 [pA].
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub from: f64,
    pub to: f64,
    pub coupling: (f64, f64),
}

impl Span {
    /// Without gap junctions.
    pub fn alone(from: f64, to: f64) -> Self {
        Self { from, to, coupling: (0.0, 0.0) }
    }

    pub fn length(self) -> f64 {
        self.to - self.from
    }
}

/// Newton's method doubles the digits with every step, and begins with the straight line. Where it leads astray, an interval
/// is halved instead.
const MOST_STEPS: usize = 40;
/// Of a span, a step of Newton's method so short that the next would be lost in rounding.
const SETTLED: f64 = 1e-6;

/// Where in a span of `h` [ms] the cubic through `V` [mV] with `slopes` [mV/ms] at both ends crosses `V_th` from below, and
/// how steeply. The curve is fourth order in the span, so that what it does inside a step is no coarser than the step.
pub(super) fn crossing(V: (f64, f64), slopes: (f64, f64), V_th: f64, h: f64) -> Crossing {
    let rise = V.1 - V.0;
    if V_th <= V.0 || h <= 0.0 {
        let slope = slopes.0.max(rise / h.max(f64::MIN_POSITIVE));
        return Crossing { slope, ..Crossing::default() };
    }
    let (first, second) = (h * slopes.0, h * slopes.1);
    // V₀ + x (first + x (b + x c)).
    let (b, c) = (3.0 * rise - 2.0 * first - second, first + second - 2.0 * rise);
    let value = |x: f64| V.0 + x * (first + x * (b + x * c));
    let slope = |x: f64| first + x * (2.0 * b + 3.0 * x * c);
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = (V_th - V.0) / rise;
    for _ in 0..MOST_STEPS {
        let off = value(x) - V_th;
        let next = x - off / slope(x);
        if (next - x).abs() < SETTLED {
            // Beyond the ends only by rounding.
            x = next.clamp(0.0, 1.0);
            break;
        }
        if off < 0.0 {
            low = x;
        } else {
            high = x;
        }
        x = if low < next && next < high { next } else { 0.5 * (low + high) };
    }
    Crossing { at_ms: h * x, slope: slope(x) / h, ..Crossing::default() }
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
        let Lif { V_th_mV, V_reset_mV, .. } = *lif;
        let h = self.grid.dt_ms();
        for_each_position(is_left, |i| {
            let (V, t_left) = (&mut V[i], &mut t_left[i]);
            if h <= *t_left {
                *t_left -= h;
                *V = V_reset_mV;
                outcome.free_ms[i] = 0.0;
                return;
            }
            let (before, start) = if 0.0 < *t_left { (V_reset_mV, *t_left) } else { (*V, 0.0) };
            *t_left = 0.0;
            let span = Span::alone(start, h);
            let after = self.lif_span(lif, i, before, span);
            *V = after;
            outcome.free_ms[i] = h - start;
            if V_th_mV <= after {
                self.lif_fires(lif, i, (before, span), (V, t_left), outcome);
            }
            outcome.check(*V, i);
        });
    }

    /// An integrate-and-fire neuron whose membrane a span has led from `before` to above the threshold fires inside the span.
    fn lif_fires(
        &self,
        lif: &Lif,
        i: usize,
        (before, span): (f64, Span),
        (V, t_left): (&mut f64, &mut f64),
        outcome: &mut Outcome<'_>,
    ) {
        let Lif { V_th_mV, V_reset_mV, t_ref_ms, .. } = *lif;
        let slopes = self.lif_slopes(lif, i, (before, *V), span);
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
        *V = self.lif_span(lif, i, V_reset_mV, Span::alone(crossing.at_ms + t_ref_ms, span.to));
        if V_th_mV <= *V {
            let again = lif::crossing_ms(V_reset_mV, *V, V_th_mV, rest - t_ref_ms);
            outcome.crowd(t_ref_ms + again, i);
        }
    }

    /// The potential of a free membrane at the end of a span that it begins with `V`.
    #[inline]
    pub fn lif_span(&self, lif: &Lif, neuron: usize, V: f64, span: Span) -> f64 {
        let (G, J) = self.sums(neuron, V, span);
        if !self.inputs.has_block() {
            return lif::relax(V, G, J, lif.C_pF, span.length());
        }
        let half = lif::relax(V, G, J, lif.C_pF, 0.5 * span.length());
        let (G, J) = self.sums(neuron, half, span);
        lif::relax(V, G, J, lif.C_pF, span.length())
    }

    /// How steeply the potential of a membrane changes at the start and at the end of a span [mV/ms].
    pub fn lif_slopes(&self, lif: &Lif, neuron: usize, V: (f64, f64), span: Span) -> (f64, f64) {
        let charging_pA = |V: f64, at: f64| {
            let (G, J) = self.inputs.after(neuron, V, at, self.projections, self.grid);
            J - G * V
        };
        let mut I = self.inputs.charging_pA(neuron, V, self.projections);
        if 0.0 < span.from {
            I.0 = charging_pA(V.0, span.from);
        }
        if span.to < self.grid.dt_ms() {
            I.1 = charging_pA(V.1, span.to);
        }
        let (G, J) = span.coupling;
        ((I.0 + J - G * V.0) / lif.C_pF, (I.1 + J - G * V.1) / lif.C_pF)
    }

    /// What acts on a neuron at `V` [mV] over a span: total conductance [nS], and current at V = 0 [pA].
    #[inline]
    fn sums(&self, neuron: usize, V: f64, span: Span) -> (f64, f64) {
        let (G, J) = if span.from == 0.0 && span.to == self.grid.dt_ms() {
            self.inputs.at(neuron, V)
        } else {
            self.inputs.after(neuron, V, 0.5 * (span.from + span.to), self.projections, self.grid)
        };
        (G + span.coupling.0, J + span.coupling.1)
    }

    /// Forward Euler with spikes on the grid: what is simplest, and wrong in the first order. `coupling` is what gap
    /// junctions do.
    pub fn lif_euler(
        &self,
        lif: &Lif,
        i: usize,
        (V, t_left): (&mut f64, &mut f64),
        coupling: (f64, f64),
    ) -> Jump {
        let h = self.grid.dt_ms();
        if 0.0 < *t_left {
            *t_left = (*t_left - h).max(0.0);
            *V = lif.V_reset_mV;
            return Jump { V_mV: *V, ..Jump::default() };
        }
        let (G, J) = self.inputs.at(i, *V);
        let rise = |V: f64| h * (J + coupling.1 - (G + coupling.0) * V) / lif.C_pF;
        *V += rise(*V);
        let mut jump = Jump { V_mV: *V, fires: lif.V_th_mV <= *V, again_ms: None };
        if jump.fires {
            *V = lif.V_reset_mV;
            *t_left = lif.t_ref_ms;
            let again = *V + rise(*V);
            if lif.t_ref_ms < h && lif.V_th_mV <= again {
                jump.again_ms = Some(lif.t_ref_ms + lif::crossing_ms(*V, again, lif.V_th_mV, h));
            }
        }
        jump
    }

    /// Izhikevich neurons; see [`izhikevich_span`]. `turns` is where each begins the step.
    pub fn izhikevich(
        &self,
        model: &Izhikevich,
        V: &mut [f64],
        u: &mut [f64],
        turns: &mut [Turn],
        outcome: &mut Outcome<'_>,
    ) {
        let h = self.grid.dt_ms();
        for (i, ((V, u), turn)) in V.iter_mut().zip(u).zip(turns).enumerate() {
            *turn = Turn { from_ms: 0.0, state: (*V, *u), ..Turn::default() };
            outcome.free_ms[i] = h;
            let rest = izhikevich_rest(self.inputs, model, i, turn, h);
            (*V, *u) = rest.state;
            if let Some(at_ms) = rest.fires_ms {
                outcome.cross(Crossing { at_ms, ..Crossing::default() }, i);
            }
            if let Some(again_ms) = rest.again_ms {
                outcome.crowd(again_ms, i);
            }
            outcome.check(*V, i);
        }
    }
}

/// What becomes of an Izhikevich neuron from its last turn to the end of a step of `h_ms` [ms].
pub(super) fn izhikevich_rest(
    inputs: &Inputs,
    model: &Izhikevich,
    neuron: usize,
    turn: &mut Turn,
    h_ms: f64,
) -> Rest {
    let span = Span::alone(turn.from_ms, h_ms);
    let (state, crossing) = izhikevich_span(inputs, model, neuron, turn.state, span, h_ms);
    let Some(at) = crossing else { return Rest { state, fires_ms: None, again_ms: None } };
    let at = at.min(h_ms.next_down());
    turn.u_reset = state.1 + model.d;
    // A second crossing in one step waits for the next.
    let reset = (model.c_mV, turn.u_reset);
    let (state, again) = izhikevich_span(inputs, model, neuron, reset, Span::alone(at, h_ms), h_ms);
    Rest { state, fires_ms: Some(at), again_ms: again.map(|again| again - at) }
}

/// V and u of an Izhikevich neuron at the end of a span of a step of `h_ms` [ms], or at the moment in it at which V reaches the
/// peak, and when in the step that is [ms].
///
/// By Runge and Kutta, with conductances that follow parabolas over the step. Where so much is open that this would take many
/// parts of the span, two half steps of the conductances, exact for any strength, stand before and behind the bare equations;
/// but not when a spike comes of it, since it would come before the second of them.
pub(super) fn izhikevich_span(
    inputs: &Inputs,
    model: &Izhikevich,
    neuron: usize,
    (V, u): (f64, f64),
    span: Span,
    h_ms: f64,
) -> ((f64, f64), Option<f64>) {
    let length = span.length();
    let at = |crossing: f64| span.from + crossing;
    let sums = |V: f64, after: f64| {
        let (G, J) = inputs.on_course(neuron, V, (span.from + after) / h_ms);
        (G + span.coupling.0, J + span.coupling.1)
    };
    let bare = || (model.I_app_pA + inputs.I.get(neuron).copied().unwrap_or(0.0)) / model.I_unit_pA;
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
        let first = pull(model, inputs.has_block(), V, (mean, I), 0.5 * length);
        let (free, u, crossing) = model.advance((first, u), |_, _| I, 0.0, length);
        let last = pull(model, inputs.has_block(), free, (mean, I), 0.5 * length);
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
