//! Live state of a population, and how a step advances it.

use super::caveat::Crowding;
use super::columns::Columns;
use super::inputs::{Inputs, Parabola};
use super::junction::Motion;
use super::membrane::{self, Crossing, Jump, Outcome, Span, Step as MembraneStep, Turn};
use super::projection::ProjectionState;
use super::rng::{Stream, StreamKind};
use super::source::{PoissonState, Train};
use super::stimulus::StimulusState;
use super::vector::{self, FEW, Membranes, Pull, Relaxed};
use crate::model::network::Population;
use crate::model::neuron::izhikevich::{self, Izhikevich, PEAK_MV};
use crate::model::neuron::lif::{self, Lif};
use crate::model::neuron::spike_source::SpikeSource;
use crate::model::neuron::{NeuronKind, NeuronModel};
use crate::model::receptor::block::VoltageBlock;
use crate::units::{Grid, Moment, Step};

/// A spike exactly t_ref after the last is late enough, whatever the rounding of the two times [ms].
const ROUNDING_MS: f64 = 1e-9;

/// Up to this stiffness, in inverse spans, conductances of an Izhikevich neuron are followed back and forth.
const MOST_STIFF: f64 = 0.5;

/// How many membranes are advanced at a time: what they need stays close to the processor.
const PIECE: usize = 256;

/// Live state of a population.
#[derive(Debug, Clone)]
pub(super) struct PopulationState {
    /// What it is a state of.
    pub spec: Population,
    /// Recordable state.
    pub columns: Columns,
    /// State that is particular to the kind.
    kernel: Kernel,
    /// What acts on the membranes.
    inputs: Inputs,
    /// Whether gap junctions do.
    is_coupled: bool,
    /// How a few membranes relax on which nothing but plain receptors acts.
    few: Option<Relaxed>,
    /// How long each membrane has been free at the end of the step, at most the step [ms]; not a number where it is about to
    /// fire at `crossings`.
    free_ms: Vec<f64>,
    /// When in the step each membrane that is about to fire crosses the threshold.
    crossings: Vec<Crossing>,
    /// Where in the step each Izhikevich neuron was when something last happened to it; empty for others.
    turns: Vec<Turn>,
    /// Working space: membranes to which more happens in this step than most.
    is_left: Vec<bool>,
    /// Working space: targets on which an arrival does more than on most.
    left: Vec<usize>,
    /// What acts from outside the network.
    pub stimuli: Vec<StimulusState>,
    /// Spikes at given times.
    train: Train,
    /// Random numbers of its spikes.
    pub stream: Stream,
    /// Random numbers of volleys.
    pub volley: Stream,
    /// Positions of the projections that end here.
    pub incoming: Vec<usize>,
    /// Those of them whose weights change.
    pub learning: Vec<usize>,
    /// Positions of the projections that start here.
    pub outgoing: Vec<usize>,
    /// Spikes that were asked for during the refractory period.
    pub ignored: u64,
    /// Neurons that were ready to fire twice in a step; the population's id is not in it.
    pub crowding: Option<Crowding>,
    /// The first neuron advanced by the forward Euler method whose potential left sense, and that potential [mV].
    pub strayed: Option<(u32, f64)>,
}

/// State that is particular to a kind of neuron.
#[derive(Debug, Clone)]
enum Kernel {
    /// Leaky integrate-and-fire.
    Lif(Lif),
    /// The same by the forward Euler method.
    LifEuler(Lif),
    /// Izhikevich.
    Izhikevich(Izhikevich),
    /// Fires when told and in trains; when each neuron last did.
    SpikeSource(SpikeSource, Vec<Option<Moment>>),
    /// Fires at random.
    PoissonSource(PoissonState),
}

/// The membrane of a single neuron on which nothing but plain receptors acts.
#[derive(Debug)]
pub(super) struct OnlyMembrane<'a> {
    /// Potential [mV].
    pub V: &'a mut f64,
    /// Time left of the refractory period [ms].
    pub t_left: &'a f64,
    /// How long it was free in the last step [ms].
    pub free_ms: &'a mut f64,
    /// How it relaxes.
    pub relaxed: Relaxed,
    /// Leak conductance [nS], and the current that it and `I_app` drive at V = 0 [pA].
    pub leak: (f64, f64),
}

/// Channels that open inside a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    /// Conductance of a synapse of weight 1, before a block, on average over the rest of the step [nS].
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

/// Number of neurons of a population.
pub(super) fn size(population: &Population) -> usize {
    usize::try_from(population.n).unwrap_or(usize::MAX)
}

impl PopulationState {
    /// The state at the start of a run.
    pub fn new(spec: &Population, seed: u64, grid: Grid) -> Self {
        let n = size(spec);
        let mut stream = Stream::new(seed, StreamKind::Population, spec.id);
        let states = spec.kind.inner().map_or(&[][..], NeuronModel::states);
        let mut columns = Columns::new(states, n);
        // Leak, drive of leak and I_app at V = 0, time constant.
        let mut membrane = None;
        let mut train = Train::default();
        let kernel = match &spec.kind {
            NeuronKind::Lif(lif) | NeuronKind::LifEuler(lif) => {
                columns.column_mut(lif::V_COLUMN).fill(lif.V_init_mV);
                membrane = Some((lif.g_L_nS, lif.g_L_nS * lif.E_L_mV + lif.I_app_pA, lif.tau_m_ms()));
                let is_euler = matches!(spec.kind, NeuronKind::LifEuler(_));
                if is_euler { Kernel::LifEuler(lif.clone()) } else { Kernel::Lif(lif.clone()) }
            }
            NeuronKind::Izhikevich(model) => {
                columns.column_mut(izhikevich::V_COLUMN).fill(model.V_init_mV);
                columns.column_mut(izhikevich::U_COLUMN).fill(model.u_start());
                membrane = Some((0.0, model.I_app_pA, 0.0));
                Kernel::Izhikevich(model.clone())
            }
            NeuronKind::SpikeSource(source) => {
                train = Train::of_spike_source(source, 0.0);
                Kernel::SpikeSource(source.clone(), vec![None; n])
            }
            NeuronKind::PoissonSource(source) => {
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                let neurons = spec.n as u32;
                train = Train::of_poisson_source(source, neurons, 0.0);
                Kernel::PoissonSource(PoissonState::new(source, n, grid.dt_ms(), &mut stream))
            }
        };
        // What noise does to a membrane without a leak cannot be said by its potential; the standard neuron's is taken.
        let passive =
            membrane.map(|(leak, _, tau)| if leak == 0.0 { STANDARD_MEMBRANE } else { (leak, tau) });
        let mut stimuli: Vec<_> =
            spec.stimuli.iter().map(|s| StimulusState::new(s, n, passive, seed, grid)).collect();
        // Sums of currents round alike, whatever the order of the list.
        stimuli.sort_unstable_by_key(StimulusState::id);
        let (n_membranes, leak) = membrane.map_or((0, (0.0, 0.0)), |(leak, drive, _)| (n, (leak, drive)));
        let mut inputs = Inputs::new(leak, n_membranes, !stimuli.is_empty());
        let mut turns = Vec::new();
        if let Kernel::Izhikevich(_) = kernel {
            inputs.keep_courses();
            turns = vec![Turn::default(); n];
        }
        Self {
            columns,
            kernel,
            inputs,
            turns,
            is_coupled: false,
            few: None,
            free_ms: vec![0.0; n_membranes],
            crossings: vec![Crossing::default(); n_membranes],
            is_left: vec![false; n_membranes],
            left: Vec::with_capacity(n_membranes),
            stimuli,
            train,
            stream,
            volley: Stream::new(seed, StreamKind::Volley, spec.id),
            incoming: Vec::new(),
            learning: Vec::new(),
            outgoing: Vec::new(),
            ignored: 0,
            crowding: None,
            strayed: None,
            spec: spec.clone(),
        }
    }

    /// Number of neurons.
    pub fn n(&self) -> usize {
        size(&self.spec)
    }

    /// Gets ready for the projections that end here, and for gap junctions if there are any.
    pub fn connect(&mut self, projections: &[ProjectionState], is_coupled: bool, grid: Grid) {
        self.is_coupled = is_coupled;
        let has_own = self.stimuli.iter().any(StimulusState::has_conductance);
        self.inputs.connect(&self.incoming, projections, has_own && self.has_membrane());
        let is_few = self.n() < FEW && !is_coupled && self.inputs.is_plain(projections);
        self.few = match &self.kernel {
            Kernel::Lif(lif) if is_few => Some(Relaxed::of(membrane::relaxation(lif, grid))),
            _ => None,
        };
    }

    /// Whether the neurons have membranes.
    pub fn has_membrane(&self) -> bool {
        !self.free_ms.is_empty()
    }

    /// The constant injected current [pA].
    pub fn applied_pA(&self) -> f64 {
        match &self.kernel {
            Kernel::Lif(lif) | Kernel::LifEuler(lif) => lif.I_app_pA,
            Kernel::Izhikevich(model) => model.I_app_pA,
            Kernel::SpikeSource(..) | Kernel::PoissonSource(_) => 0.0,
        }
    }

    /// The potential of a neuron [mV]; 0 without a membrane.
    pub fn V_mV(&self, neuron: usize) -> f64 {
        if self.has_membrane() { self.columns.column(lif::V_COLUMN)[neuron] } else { 0.0 }
    }

    /// Collects what acts on the membranes during the step that begins now, but for gap junctions.
    #[inline]
    pub fn gather(&mut self, projections: &[ProjectionState], now: Step, grid: Grid) {
        if !self.has_membrane() {
            return;
        }
        self.inputs.stimulate(&mut self.stimuli, grid.time_ms(now), grid);
        match &self.kernel {
            Kernel::LifEuler(_) => self.inputs.sum_at_start(&self.incoming, projections),
            // What nothing else reads is summed piece by piece on the way, while it is in the processor's cache.
            Kernel::Lif(_) if !self.is_coupled => {}
            _ => self.inputs.sum(0..self.free_ms.len(), projections),
        }
        if let Kernel::Izhikevich(_) = &self.kernel {
            self.inputs.follow(projections);
        }
    }

    /// Advances the membranes by a step. Spikes go to `spikes` as (offset into the step [ms], neuron).
    /// Returns the first neuron whose potential left the model, if one did.
    pub fn integrate(
        &mut self,
        projections: &[ProjectionState],
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        if self.few.is_none()
            && !self.is_coupled
            && let Kernel::Lif(lif) = &self.kernel
        {
            let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
            let n = V.len();
            for start in (0..n).step_by(PIECE) {
                let range = start..n.min(start + PIECE);
                self.inputs.sum(range.clone(), projections);
                let mut membranes = Membranes {
                    V: &mut V[range.clone()],
                    t_left: &mut t_left[range.clone()],
                    free_ms: &mut self.free_ms[range.clone()],
                    is_left: &mut self.is_left[range.clone()],
                };
                membrane::relax_lif(lif, &self.inputs, range, grid, &mut membranes);
            }
        }
        let step = MembraneStep { inputs: &self.inputs, projections, grid };
        let mut outcome = Outcome {
            free_ms: &mut self.free_ms,
            crossings: &mut self.crossings,
            spikes,
            bad: None,
            crowding: &mut self.crowding,
            strayed: &mut self.strayed,
        };
        match &self.kernel {
            _ if self.is_coupled => {
                // They have been advanced together with those that they are coupled to.
                let V = self.columns.column(lif::V_COLUMN).iter().enumerate();
                if let Kernel::LifEuler(_) = &self.kernel {
                    V.for_each(|(i, V)| outcome.jumped(Jump { V_mV: *V, ..Jump::default() }, *V, i));
                } else {
                    V.for_each(|(i, V)| outcome.check(*V, i));
                }
            }
            Kernel::Lif(lif) => {
                let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
                step.lif(lif, V, t_left, &self.is_left, &mut outcome);
            }
            Kernel::LifEuler(lif) => {
                let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
                for (i, (V, t_left)) in V.iter_mut().zip(t_left).enumerate() {
                    let jump = step.lif_euler(lif, i, (V, t_left), (0.0, 0.0));
                    if jump.fires {
                        outcome.spike(grid.dt_ms().next_down(), i);
                    }
                    outcome.free_ms[i] = 0.0; // Arrivals inside the step act from its end on.
                    outcome.jumped(jump, *V, i);
                }
            }
            Kernel::Izhikevich(model) => {
                let (V, u) = self.columns.pair_mut(izhikevich::V_COLUMN, izhikevich::U_COLUMN);
                step.izhikevich(model, V, u, &mut self.turns, &mut outcome);
            }
            Kernel::SpikeSource(..) | Kernel::PoissonSource(_) => {}
        }
        outcome.bad
    }

    /// Whether there are but a few membranes, on which nothing but plain receptors acts.
    #[inline]
    pub fn is_few(&self) -> bool {
        self.few.is_some()
    }

    /// Advances those of a few membranes to which nothing particular happens, and marks the others for
    /// [`PopulationState::integrate`]. `true` if there are none.
    #[inline]
    pub fn integrate_few(&mut self, projections: &[ProjectionState], grid: Grid) -> bool {
        let Some(relaxed) = self.few else { return false };
        let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
        let mut all = true;
        for i in 0..V.len() {
            let (G, J) = self.inputs.sum_one(i, projections);
            let next = relaxed.next(V[i], t_left[i], G, J);
            if let Some(next) = next {
                V[i] = next;
                self.free_ms[i] = grid.dt_ms();
            }
            self.is_left[i] = next.is_none();
            all &= next.is_some();
        }
        all
    }

    /// Lets channels act that opened inside the step just taken, on the neurons `targets` with the weights `w`. Spikes
    /// that this sets off, or moves, go to `spikes` as (offset into the step [ms], neuron).
    ///
    /// C dV/dt = −g (V − E) after the rest of the step instead of along with it: an error of second order. A
    /// membrane that was held for a part of the time is acted on for the rest. Where channels close, the conductance is
    /// less by −g, and the rest of the step is taken anew, for most of what was open may have gone.
    pub fn catch_up(
        &mut self,
        targets: &[u32],
        w: &[f64],
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        if matches!(self.kernel, Kernel::Izhikevich(_)) && !self.is_coupled {
            for (neuron, w) in targets.iter().zip(w) {
                self.turn(*neuron, *w, opening, grid, spikes);
            }
            return;
        }
        let Opening { g_nS, E_mV, block, open_ms, .. } = *opening;
        let free = |V: f64| block.map_or(1.0, |block| block.free(V));
        match &self.kernel {
            Kernel::Lif(lif) => {
                let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
                let left = &mut self.left;
                left.clear();
                if block.is_some() || g_nS < 0.0 {
                    left.extend(0..targets.len());
                } else {
                    let pull = Pull { g_per_C: g_nS / lif.C_pF, E_mV, open_ms, V_th_mV: lif.V_th_mV };
                    vector::pull(pull, targets, w, V, &self.free_ms, left);
                }
                for place in left {
                    let (neuron, w) = (targets[*place], w[*place]);
                    let i = neuron as usize;
                    if self.free_ms[i].is_nan() {
                        let crossing = &mut self.crossings[i];
                        let g = g_nS * w * free(lif.V_th_mV);
                        let (G, J) = self.inputs.at(i, lif.V_th_mV);
                        let opening = Hastening { lif, g_nS: g, E_mV, open_ms, G_nS: G, J_pA: J };
                        let state = (&mut V[i], &mut t_left[i], &mut self.free_ms[i]);
                        let was_ready = lif.V_th_mV <= *state.0;
                        if opening.act(crossing, state, grid) {
                            spikes.push((crossing.at_ms, neuron));
                            if lif.V_th_mV <= V[i] && !was_ready {
                                let rest = grid.dt_ms() - crossing.at_ms - lif.t_ref_ms;
                                let again = lif::crossing_ms(lif.V_reset_mV, V[i], lif.V_th_mV, rest);
                                membrane::crowd(&mut self.crowding, lif.t_ref_ms + again, neuron);
                            }
                        }
                        continue;
                    }
                    let span = open_ms.min(self.free_ms[i]);
                    let before = V[i];
                    let g = g_nS * w * free(before);
                    let after = if g < 0.0 {
                        closed(before, self.inputs.at(i, before), (g, E_mV), (lif.C_pF, span))
                    } else {
                        before + (E_mV - before) * lif::approach(span * g / lif.C_pF)
                    };
                    V[i] = after;
                    if lif.V_th_mV <= after && before < lif.V_th_mV {
                        let Lif { C_pF, V_th_mV, V_reset_mV, t_ref_ms, .. } = *lif;
                        let (G, J) = self.inputs.at(i, before);
                        // The line runs from where V was when the channels opened.
                        let at_opening = before - span * (J - G * before) / C_pF;
                        let rest = span - lif::crossing_ms(at_opening, after, V_th_mV, span);
                        let at_ms = (grid.dt_ms() - rest).max(0.0).min(grid.dt_ms().next_down());
                        spikes.push((at_ms, neuron));
                        t_left[i] = (t_ref_ms - rest).max(0.0);
                        V[i] = lif::relax(V_reset_mV, G + g, J + g * E_mV, C_pF, (rest - t_ref_ms).max(0.0));
                        if V_th_mV <= V[i] {
                            let again = lif::crossing_ms(V_reset_mV, V[i], V_th_mV, rest - t_ref_ms);
                            membrane::crowd(&mut self.crowding, t_ref_ms + again, neuron);
                        }
                        let slope = (after - at_opening) / span;
                        self.crossings[i] =
                            Crossing { at_ms, slope, from_ms: grid.dt_ms() - span, is_seen: false };
                        self.free_ms[i] = f64::NAN;
                    }
                }
            }
            Kernel::Izhikevich(model) => {
                let (V, u) = self.columns.pair_mut(izhikevich::V_COLUMN, izhikevich::U_COLUMN);
                for (neuron, w) in targets.iter().zip(w) {
                    let i = *neuron as usize;
                    let (span, before) = (open_ms.min(self.free_ms[i]), V[i]);
                    let g = g_nS * w * free(before);
                    let (inputs, synapse) = (self.inputs.at(i, before), (g, g * E_mV));
                    let state = (before, u[i]);
                    // What carries it over the peak makes it fire when the next step begins.
                    if let Some(after) = model.once_more(state, inputs, synapse, span, MOST_STIFF) {
                        (V[i], u[i]) = (after.0.min(PEAK_MV), after.1);
                    } else {
                        let x = span * g / model.I_unit_pA;
                        let way = if g < 0.0 { -libm::expm1(-x) } else { lif::approach(x) };
                        V[i] = before + (E_mV - before) * way;
                    }
                }
            }
            Kernel::LifEuler(_) | Kernel::SpikeSource(..) | Kernel::PoissonSource(_) => {}
        }
    }

    /// Lets channels of a synapse of weight `w` act on an Izhikevich neuron that opened inside the step just taken: the step is
    /// taken anew from there on.
    fn turn(&mut self, neuron: u32, w: f64, opening: &Opening, grid: Grid, spikes: &mut Vec<(f64, u32)>) {
        let Kernel::Izhikevich(model) = &self.kernel else { return };
        let Opening { g_nS, ends_nS, E_mV, block, open_ms } = *opening;
        let (V, u) = self.columns.pair_mut(izhikevich::V_COLUMN, izhikevich::U_COLUMN);
        let h_ms = grid.dt_ms();
        let (i, from_ms) = (neuron as usize, h_ms - open_ms);
        let turn = &mut self.turns[i];
        if h_ms <= turn.from_ms {
            return;
        }
        if turn.from_ms < from_ms {
            let span = Span::alone(turn.from_ms, from_ms);
            let (before, _) = membrane::izhikevich_span(&self.inputs, model, i, turn.state, span, h_ms);
            // A spike that came first has left.
            turn.state = (before.0.min(PEAK_MV.next_down()), before.1);
            turn.from_ms = from_ms;
        }
        let g_nS = Parabola::through((ends_nS.0 * w, g_nS * w, ends_nS.1 * w), turn.from_ms / h_ms);
        self.inputs.open(i, block, E_mV, g_nS);
        let rest = membrane::izhikevich_rest(&self.inputs, model, i, turn, h_ms);
        (V[i], u[i]) = rest.state;
        self.free_ms[i] = h_ms;
        if let Some(at_ms) = rest.fires_ms {
            self.free_ms[i] = f64::NAN;
            self.crossings[i] = Crossing { at_ms, ..Crossing::default() };
            spikes.push((at_ms, neuron));
        }
        if let Some(again_ms) = rest.again_ms {
            membrane::crowd(&mut self.crowding, again_ms, neuron);
        }
    }

    /// Whether a neuron is about to fire at an offset into the step just taken [ms]. Something that came earlier may have
    /// moved the spike since.
    pub fn is_about_to_fire(&self, neuron: u32, at_ms: f64) -> bool {
        let i = neuron as usize;
        let can_move = match self.kernel {
            Kernel::Lif(_) => true,
            Kernel::Izhikevich(_) => !self.is_coupled,
            _ => false,
        };
        !can_move || self.free_ms[i].is_nan() && self.crossings[i].at_ms == at_ms
    }

    /// A neuron has fired at an offset into the step just taken [ms]: what comes later finds it refractory, or free again.
    pub fn has_fired(&mut self, neuron: u32, at_ms: f64, grid: Grid) {
        if let Kernel::Lif(lif) = &self.kernel {
            self.free_ms[neuron as usize] = (grid.dt_ms() - at_ms - lif.t_ref_ms).max(0.0);
        }
        if let Kernel::Izhikevich(model) = &self.kernel
            && !self.is_coupled
        {
            let (i, turn) = (neuron as usize, &mut self.turns[neuron as usize]);
            self.free_ms[i] = grid.dt_ms() - at_ms;
            // Unless it has been made to fire since.
            if turn.from_ms.is_finite() {
                *turn = Turn { from_ms: at_ms, state: (model.c_mV, turn.u_reset), ..*turn };
            }
        }
    }

    /// How its neurons move, as those see it that gap junctions couple to them.
    pub fn motion(&self) -> Motion<'_> {
        match &self.kernel {
            Kernel::Lif(lif) => Motion::Lif(lif),
            Kernel::LifEuler(lif) => Motion::LifEuler(lif),
            Kernel::Izhikevich(model) => Motion::Izhikevich(model),
            Kernel::SpikeSource(..) | Kernel::PoissonSource(_) => Motion::Held,
        }
    }

    /// The potential of a neuron [mV], and the time left of its refractory period [ms] or u.
    pub fn state_of(&self, neuron: usize) -> (f64, f64) {
        (self.columns.column(0)[neuron], self.columns.column(1)[neuron])
    }

    /// What a step of its membranes reads.
    pub fn membrane_step<'a>(&'a self, projections: &'a [ProjectionState], grid: Grid) -> MembraneStep<'a> {
        MembraneStep { inputs: &self.inputs, projections, grid }
    }

    /// Sets what a step has made of a neuron that is coupled to others.
    pub fn set_coupled(
        &mut self,
        neuron: usize,
        (V, other): (f64, f64),
        free_ms: f64,
        fired: Option<Crossing>,
        again_ms: Option<f64>,
    ) {
        if let Some(again_ms) = again_ms {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            membrane::crowd(&mut self.crowding, again_ms, neuron as u32);
        }
        self.columns.column_mut(0)[neuron] = V;
        self.columns.column_mut(1)[neuron] = other;
        self.free_ms[neuron] = free_ms;
        if let (Some(crossing), Kernel::Lif(_)) = (fired, &self.kernel) {
            self.free_ms[neuron] = f64::NAN;
            self.crossings[neuron] = crossing;
        }
    }

    /// Whether gap junctions couple it to others, which have not seen a neuron fire as it is about to; then the threshold and
    /// the reset [mV].
    pub fn unseen(&self, neuron: u32) -> Option<(f64, f64)> {
        match &self.kernel {
            Kernel::Lif(lif) if self.is_coupled && !self.crossings[neuron as usize].is_seen => {
                Some((lif.V_th_mV, lif.V_reset_mV))
            }
            _ => None,
        }
    }

    /// Lets a charge [pA·ms] that a partner has sent since a moment inside the step just taken act on a neuron.
    pub fn nudge(&mut self, neuron: usize, charge_pA_ms: f64) {
        let by = match &self.kernel {
            Kernel::Lif(lif) => charge_pA_ms / lif.C_pF,
            Kernel::Izhikevich(model) => charge_pA_ms / model.I_unit_pA,
            _ => 0.0,
        };
        let is_free = 0.0 < self.free_ms.get(neuron).copied().unwrap_or(0.0);
        if is_free {
            self.columns.column_mut(0)[neuron] += by;
        }
    }

    /// Forces a spike of a neuron at a moment of the step that ends at `boundary`. `false` during refractoriness.
    pub fn force(&mut self, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let fires = match &mut self.kernel {
            Kernel::Lif(lif) | Kernel::LifEuler(lif) => {
                let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
                let ready = t_left[neuron] <= ROUNDING_MS;
                if ready {
                    V[neuron] = lif.V_reset_mV;
                    let since = grid.between_ms(at, Moment::at(boundary));
                    // A spike of its own that came first is still to leave.
                    let came_first = self.crossings[neuron].at_ms <= grid.dt_ms() - since;
                    if !(self.free_ms[neuron].is_nan() && came_first) {
                        self.free_ms[neuron] = 0.0;
                    }
                    t_left[neuron] = (lif.t_ref_ms - since).max(0.0);
                }
                ready
            }
            Kernel::Izhikevich(model) => {
                let (V, u) = self.columns.pair_mut(izhikevich::V_COLUMN, izhikevich::U_COLUMN);
                V[neuron] = model.c_mV;
                let since = grid.between_ms(at, Moment::at(boundary));
                let is_firing = self.free_ms[neuron].is_nan();
                // A spike of its own that came first is still to leave; one that would come later does not come.
                let came_first = self.crossings[neuron].at_ms <= grid.dt_ms() - since;
                if !is_firing || came_first {
                    u[neuron] += model.d;
                }
                if !(is_firing && came_first) {
                    self.free_ms[neuron] = 0.0;
                }
                self.turns[neuron].from_ms = f64::INFINITY;
                true
            }
            Kernel::SpikeSource(source, last) => {
                let ready = last[neuron]
                    .is_none_or(|last| source.t_ref_ms <= grid.between_ms(last, at) + ROUNDING_MS);
                if ready {
                    last[neuron] = Some(at);
                }
                ready
            }
            Kernel::PoissonSource(_) => true,
        };
        self.ignored += u64::from(!fires);
        fires
    }

    /// Takes the next spike of a train that is due at a boundary: its moment, and its neuron unless all fire.
    #[inline]
    pub fn pop_train(&mut self, now: Step, grid: Grid) -> Option<(Moment, Option<u32>)> {
        if self.train.is_over() {
            return None;
        }
        let source = if let Kernel::SpikeSource(source, _) = &self.kernel { Some(source) } else { None };
        self.train.pop_due(source, now, grid)
    }

    /// Whether it fires at given times that are to come.
    pub fn has_train(&self) -> bool {
        !self.train.is_over()
    }

    /// Mean rate of its neurons at a time [Hz], if it fires at random.
    pub fn rate_at(&self, t_ms: f64) -> Option<f64> {
        if let Kernel::PoissonSource(poisson) = &self.kernel { Some(poisson.rate_at(t_ms)) } else { None }
    }

    /// Latency of each neuron and the middle of the volley that is under way or comes next [ms], if it fires in volleys.
    pub fn volleys(&self) -> Option<(&[f64], f64)> {
        if let Kernel::PoissonSource(poisson) = &self.kernel { poisson.volleys() } else { None }
    }

    /// Whether it fires at random.
    pub fn is_random_source(&self) -> bool {
        matches!(self.kernel, Kernel::PoissonSource(_))
    }

    /// Whether it fires at random, at a rate that is the same in every step.
    pub fn is_steady_source(&self) -> bool {
        matches!(&self.kernel, Kernel::PoissonSource(poisson) if poisson.is_steady())
    }

    /// Expected spikes until the next one, those of all neurons in a step, and the stream, of a steady source.
    pub fn steady_source(&mut self) -> Option<(&mut f64, f64, &mut Stream)> {
        let Kernel::PoissonSource(poisson) = &mut self.kernel else { return None };
        let (wait, per_step) = poisson.pace()?;
        Some((wait, per_step, &mut self.stream))
    }

    /// The only neuron's membrane, if nothing but plain receptors acts on it.
    pub fn only_membrane(&mut self) -> Option<OnlyMembrane<'_>> {
        let relaxed = self.few?;
        let [free_ms] = &mut self.free_ms[..] else { return None };
        let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
        Some(OnlyMembrane { V: &mut V[0], t_left: &t_left[0], free_ms, relaxed, leak: self.inputs.leak() })
    }

    /// Lets a step pass for a random source; `true` if it is known not to fire in it, otherwise it is to be drawn.
    #[inline]
    pub fn waits(&mut self) -> bool {
        if let Kernel::PoissonSource(poisson) = &mut self.kernel { poisson.waits() } else { false }
    }

    /// Draws the spikes of a random source in the step that ends at `now`: the neuron of each.
    pub fn draw(&mut self, now: Step, grid: Grid, spikes: &mut Vec<(f64, u32)>) {
        if let Kernel::PoissonSource(poisson) = &mut self.kernel {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            let n = self.spec.n as u32;
            let to_ms = grid.time_ms(now);
            poisson.draw(n, to_ms, grid.dt_ms(), &mut self.stream, spikes);
        }
    }

    /// Takes over what an edit leaves as it was; see the table in `reconcile`. Trains that were edited go on with the
    /// first of their times from `from_ms` on [ms].
    pub fn keep_from(&mut self, old: &mut Self, from_ms: f64) {
        self.ignored = old.ignored;
        self.columns.keep_from(&old.columns);
        std::mem::swap(&mut self.volley, &mut old.volley);
        if self.free_ms.len() == old.free_ms.len() {
            std::mem::swap(&mut self.free_ms, &mut old.free_ms);
        }
        if self.spec.kind == old.spec.kind {
            std::mem::swap(&mut self.train, &mut old.train);
        } else {
            self.train = match &self.kernel {
                Kernel::SpikeSource(source, _) => Train::of_spike_source(source, from_ms),
                Kernel::PoissonSource(poisson) => {
                    #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                    let n = self.spec.n as u32;
                    Train::of_poisson_source(&poisson.source, n, from_ms)
                }
                Kernel::Lif(_) | Kernel::LifEuler(_) | Kernel::Izhikevich(_) => Train::default(),
            };
        }
        match (&mut self.kernel, &mut old.kernel) {
            (Kernel::PoissonSource(new), Kernel::PoissonSource(old)) => new.keep_from(old, from_ms),
            (Kernel::SpikeSource(_, new), Kernel::SpikeSource(_, old)) => std::mem::swap(new, old),
            (Kernel::Lif(_) | Kernel::LifEuler(_), Kernel::Lif(_) | Kernel::LifEuler(_))
            | (Kernel::Izhikevich(_), Kernel::Izhikevich(_)) => {}
            _ => return,
        }
        std::mem::swap(&mut self.stream, &mut old.stream);
        for new in &mut self.stimuli {
            if let Some(old) = old.stimuli.iter_mut().find(|old| old.id() == new.id()) {
                new.keep_from(old);
            }
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

/// Leak [nS] and time constant [ms] of the standard neuron.
const STANDARD_MEMBRANE: (f64, f64) = (10.0, 20.0);
