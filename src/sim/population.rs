//! Live state of a population, and how a step advances it.

use super::columns::Columns;
use super::projection::ProjectionState;
use super::rng::{Stream, StreamKind};
use super::stimulus::StimulusState;
use crate::model::network::Population;
use crate::model::neuron::lif::{self, Lif};
use crate::model::neuron::poisson_source::PoissonSource;
use crate::model::neuron::spike_source::SpikeSource;
use crate::model::neuron::{NeuronKind, NeuronModel};
use crate::units::{Grid, Moment, Step};

/// Beyond this potential a run has left the model [mV].
const MAX_ABS_V_MV: f64 = 1e4;
/// A spike exactly t_ref after the last is late enough, whatever the rounding of the two times [ms].
const ROUNDING_MS: f64 = 1e-9;

/// Live state of a population.
#[derive(Debug, Clone)]
pub(super) struct PopulationState {
    /// What it is a state of.
    pub spec: Population,
    /// Recordable state.
    pub columns: Columns,
    /// State that is particular to the kind.
    pub kernel: Kernel,
    /// Injected currents.
    pub stimuli: Vec<StimulusState>,
    /// Random numbers of its spikes.
    pub stream: Stream,
    /// Random numbers of volleys.
    pub volley: Stream,
    /// Positions of the projections that end here.
    pub incoming: Vec<usize>,
    /// Positions of the projections that start here.
    pub outgoing: Vec<usize>,
    /// Spikes that were asked for during the refractory period.
    pub ignored: u64,
}

/// State that is particular to a kind of neuron.
#[derive(Debug, Clone)]
pub(super) enum Kernel {
    /// Leaky integrate-and-fire.
    Lif(LifKernel),
    /// Fires when told; when each neuron last did.
    SpikeSource(SpikeSource, Vec<Option<Moment>>),
    /// Fires at random; expected spikes until the next one.
    PoissonSource(PoissonSource, f64),
}

/// Constants and working space of the membrane loop.
#[derive(Debug, Clone)]
pub(super) struct LifKernel {
    lif: Lif,
    /// Conductance in the middle of the step, leak included [nS].
    G: Vec<f64>,
    /// Current at V = 0 in the middle of the step [pA].
    J: Vec<f64>,
    /// Injected current during the step [pA].
    I: Vec<f64>,
    /// How long each membrane has been free at the end of the step, at most the step [ms].
    free_ms: Vec<f64>,
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
        let kernel = match &spec.kind {
            NeuronKind::Lif(lif) => {
                columns.column_mut(lif::V_COLUMN).fill(lif.V_init_mV);
                let [G, J, I, free_ms] = [(); 4].map(|()| vec![0.0; n]);
                Kernel::Lif(LifKernel { lif: lif.clone(), G, J, I, free_ms })
            }
            NeuronKind::SpikeSource(source) => Kernel::SpikeSource(source.clone(), vec![None; n]),
            NeuronKind::PoissonSource(source) => Kernel::PoissonSource(source.clone(), stream.exponential()),
        };
        let membrane = match &spec.kind {
            NeuronKind::Lif(lif) => Some((lif.g_L_nS, lif.tau_m_ms())),
            _ => None,
        };
        let mut stimuli: Vec<_> =
            spec.stimuli.iter().map(|s| StimulusState::new(s, n, membrane, seed, grid)).collect();
        // Sums of currents round alike, whatever the order of the list.
        stimuli.sort_unstable_by_key(StimulusState::id);
        Self {
            columns,
            kernel,
            stimuli,
            stream,
            volley: Stream::new(seed, StreamKind::Volley, spec.id),
            incoming: Vec::new(),
            outgoing: Vec::new(),
            ignored: 0,
            spec: spec.clone(),
        }
    }

    /// Number of neurons.
    pub fn n(&self) -> usize {
        size(&self.spec)
    }

    /// The constant injected current [pA].
    pub fn applied_pA(&self) -> f64 {
        if let Kernel::Lif(kernel) = &self.kernel { kernel.lif.I_app_pA } else { 0.0 }
    }

    /// Advances the membranes by a step. Spikes go to `spikes` as (offset into the step [ms], neuron).
    /// Returns the first neuron whose potential left the model, if one did.
    pub fn integrate(
        &mut self,
        projections: &[ProjectionState],
        now: Step,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        let Kernel::Lif(kernel) = &mut self.kernel else {
            return None;
        };
        let h = grid.dt_ms();
        kernel.I.fill(kernel.lif.I_app_pA);
        if !self.stimuli.is_empty() {
            let t_ms = grid.time_ms(now);
            for stimulus in &mut self.stimuli {
                stimulus.add_and_advance(&mut kernel.I, t_ms, h);
            }
        }
        kernel.G.fill(kernel.lif.g_L_nS);
        let leak_pA = kernel.lif.g_L_nS * kernel.lif.E_L_mV;
        for (J, I) in kernel.J.iter_mut().zip(&kernel.I) {
            *J = leak_pA + I;
        }
        for receptor in self.incoming.iter().flat_map(|incoming| &projections[*incoming].receptors) {
            receptor.add_midpoint(&mut kernel.G, &mut kernel.J);
        }
        let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
        let mut free_ms = std::mem::take(&mut kernel.free_ms);
        let inputs = Inputs { kernel, projections, incoming: &self.incoming, h };
        let bad = inputs.advance_membranes(V, t_left, &mut free_ms, spikes);
        kernel.free_ms = free_ms;
        bad
    }

    /// Lets channels act that opened inside the step just taken, `open_ms` [ms] before its end: a conductance of
    /// `g_nS` [nS] times the weight `w` of each neuron, with reversal potential `E_mV` [mV]. Spikes that this
    /// sets off go to `spikes` as (time before the end of the step [ms], neuron).
    ///
    /// C dV/dt = −g (V − E) after the rest of the step instead of along with it: an error of second order. A
    /// membrane that was held for a part of the time is acted on for the rest.
    pub fn catch_up(&mut self, w: &[f64], g_nS: f64, E_mV: f64, open_ms: f64, spikes: &mut Vec<(f64, u32)>) {
        let Kernel::Lif(kernel) = &mut self.kernel else {
            return;
        };
        let Lif { C_pF, V_th_mV, V_reset_mV, t_ref_ms, .. } = kernel.lif;
        let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
        for (i, ((V, t_left), w)) in V.iter_mut().zip(t_left).zip(w).enumerate() {
            let (g, span) = (g_nS * w, open_ms.min(kernel.free_ms[i]));
            let before = *V;
            *V = E_mV + (before - E_mV) * libm::exp(-span * g / C_pF);
            if V_th_mV <= *V && before < V_th_mV {
                let (G, J) = (kernel.G[i], kernel.J[i]);
                // The line runs from where V was when the channels opened.
                let at_opening = before - span * (J - G * before) / C_pF;
                let rest = span - lif::crossing_ms(at_opening, *V, V_th_mV, span);
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                spikes.push((rest, i as u32));
                *t_left = (t_ref_ms - rest).max(0.0);
                *V = lif::relax(V_reset_mV, G + g, J + g * E_mV, C_pF, (rest - t_ref_ms).max(0.0));
                // It fires once at most in what is left of the step.
                kernel.free_ms[i] = 0.0;
            }
        }
    }

    /// Forces a spike of a neuron at a moment of the step that ends at `boundary`. `false` during refractoriness.
    pub fn force(&mut self, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let fires = match &mut self.kernel {
            Kernel::Lif(kernel) => {
                let (V, t_left) = self.columns.pair_mut(lif::V_COLUMN, lif::REFRACTORY_COLUMN);
                let ready = t_left[neuron] <= ROUNDING_MS;
                if ready {
                    V[neuron] = kernel.lif.V_reset_mV;
                    kernel.free_ms[neuron] = 0.0;
                    let since = grid.between_ms(at, Moment::at(boundary));
                    t_left[neuron] = (kernel.lif.t_ref_ms - since).max(0.0);
                }
                ready
            }
            Kernel::SpikeSource(source, last) => {
                let ready = last[neuron]
                    .is_none_or(|last| source.t_ref_ms <= grid.between_ms(last, at) + ROUNDING_MS);
                if ready {
                    last[neuron] = Some(at);
                }
                ready
            }
            Kernel::PoissonSource(..) => true,
        };
        self.ignored += u64::from(!fires);
        fires
    }

    /// Draws the spikes of a random source in a step: the neuron of each.
    pub fn draw(&mut self, dt_ms: f64, spikes: &mut Vec<(f64, u32)>) {
        if let Kernel::PoissonSource(source, wait) = &mut self.kernel {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            let n = self.spec.n as u32;
            *wait -= source.expected_spikes(f64::from(n), dt_ms);
            while *wait <= 0.0 {
                spikes.push((0.0, self.stream.below(n)));
                *wait += self.stream.exponential();
            }
        }
    }

    /// Takes over what an edit leaves as it was; see the table in `reconcile`.
    pub fn keep_from(&mut self, old: &mut Self) {
        self.ignored = old.ignored;
        self.columns.keep_from(&old.columns);
        std::mem::swap(&mut self.volley, &mut old.volley);
        match (&mut self.kernel, &mut old.kernel) {
            (Kernel::PoissonSource(_, new), Kernel::PoissonSource(_, old)) => *new = *old,
            (Kernel::SpikeSource(_, new), Kernel::SpikeSource(_, old)) => std::mem::swap(new, old),
            (Kernel::Lif(_), Kernel::Lif(_)) => {}
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

/// What acts on the membranes during one step.
struct Inputs<'a> {
    kernel: &'a LifKernel,
    projections: &'a [ProjectionState],
    incoming: &'a [usize],
    h: f64,
}

impl Inputs<'_> {
    /// Exponential midpoint: conductances are taken in the middle of the step, which makes the step second
    /// order in h and stable for any h.
    fn advance_membranes(
        &self,
        V: &mut [f64],
        t_left: &mut [f64],
        free_ms: &mut [f64],
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        let Lif { C_pF, V_th_mV, V_reset_mV, t_ref_ms, .. } = self.kernel.lif;
        let h = self.h;
        let mut bad = None;
        for (i, ((V, t_left), free_ms)) in V.iter_mut().zip(t_left).zip(free_ms).enumerate() {
            if h <= *t_left {
                *t_left -= h;
                *V = V_reset_mV;
                *free_ms = 0.0;
                continue;
            }
            let (before, after, start) = if 0.0 < *t_left {
                let start = *t_left;
                *t_left = 0.0;
                (V_reset_mV, self.advance_rest(i, V_reset_mV, start), start)
            } else {
                (*V, lif::relax(*V, self.kernel.G[i], self.kernel.J[i], C_pF, h), 0.0)
            };
            *V = after;
            *free_ms = h - start;
            if V_th_mV <= after {
                let at = start + lif::crossing_ms(before, after, V_th_mV, h - start);
                // Rounding must not move a spike into the next step.
                let at = if h <= at { h.next_down() } else { at };
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                spikes.push((at, i as u32));
                let rest = h - at;
                *free_ms = (rest - t_ref_ms).max(0.0);
                if rest <= t_ref_ms {
                    *t_left = t_ref_ms - rest;
                    *V = V_reset_mV;
                } else {
                    *V = self.advance_rest(i, V_reset_mV, at + t_ref_ms);
                }
            }
            let is_sane = V.abs() < MAX_ABS_V_MV; // False for NaN, too.
            if !is_sane {
                bad = bad.or(Some(i));
            }
        }
        bad
    }

    /// The potential of a neuron at the end of the step when it is released from `V` at `start` [ms].
    fn advance_rest(&self, neuron: usize, V: f64, start: f64) -> f64 {
        let lif = &self.kernel.lif;
        let middle = 0.5 * (start + self.h);
        let mut G = lif.g_L_nS;
        let mut J = lif.g_L_nS * lif.E_L_mV + self.kernel.I[neuron];
        for receptor in self.incoming.iter().flat_map(|incoming| &self.projections[*incoming].receptors) {
            let g = receptor.g_after(neuron, middle);
            G += g;
            J += g * receptor.E_mV;
        }
        lif::relax(V, G, J, lif.C_pF, self.h - start)
    }
}
