//! Live state of a projection: spikes under way, open fractions, weights, conductances.
//!
//! All synapses of one axon see the same releases, so an open fraction is stored once per axon and brought
//! to now only when a release or a reader asks. What a membrane needs is one conductance per target neuron
//! and receptor: all synapses with one time constant decay alike, so their sum does too.

use super::event::Release as ReleaseEvent;
use super::population::PopulationState;
use super::spike_queue::{Arrival, SpikeQueue};
use crate::model::kinetics::{Kinetics, instant::Instant};
use crate::model::network::{Network, Projection, Weights};
use crate::model::receptor::ReceptorModel;
use crate::model::release::Release;
use crate::units::{Grid, Moment, Step};

/// Live state of a projection.
#[derive(Debug, Clone)]
pub(super) struct ProjectionState {
    /// What it is a state of.
    pub spec: Projection,
    /// Position of the presynaptic population.
    pub from: usize,
    /// Position of the postsynaptic population.
    pub to: usize,
    /// Number of postsynaptic neurons; synapse k joins neuron k / `n_post` to neuron k mod `n_post`.
    pub n_post: usize,
    /// Spikes under way.
    pub queue: SpikeQueue,
    /// The delay split at the grid.
    pub delay: Moment,
    /// Weight of each synapse.
    pub w: Vec<f64>,
    /// State of each receptor.
    pub receptors: Vec<ReceptorState>,
}

/// Live state of one receptor on a projection.
#[derive(Debug, Clone)]
pub(super) struct ReceptorState {
    /// The receptor's key.
    pub key: &'static str,
    /// Reversal potential [mV].
    pub E_mV: f64,
    /// Conductance with all channels open and w = 1 [nS].
    pub g_max_nS: f64,
    /// Its kinetics.
    pub instant: Instant,
    /// Open fraction of each axon at `last`.
    pub P: Vec<f64>,
    /// When each axon last released.
    pub last: Vec<Moment>,
    /// Conductance onto each target neuron at the boundary reached [nS].
    pub g: Vec<f64>,
    /// Decay over a step, and over half a step.
    decay: f64,
    half_decay: f64,
}

impl ReceptorState {
    fn new(key: &'static str, model: &dyn ReceptorModel, n_pre: usize, n_post: usize, grid: Grid) -> Self {
        let Kinetics::Instant(instant) = model.kinetics().clone();
        Self {
            key,
            E_mV: model.E_mV(),
            g_max_nS: model.g_max_nS(),
            decay: instant.decay(grid.dt_ms()),
            half_decay: instant.decay(0.5 * grid.dt_ms()),
            instant,
            P: vec![0.0; n_pre],
            last: vec![Moment::default(); n_pre],
            g: vec![0.0; n_post],
        }
    }

    /// Open fraction of an axon at a moment not before its last release.
    pub fn P_at(&self, axon: usize, now: Moment, grid: Grid) -> f64 {
        let P = self.P[axon];
        if P == 0.0 { 0.0 } else { P * self.instant.decay(grid.between_ms(self.last[axon], now)) }
    }

    /// Adds the conductance and the current it drives at the middle of the step.
    pub fn add_midpoint(&self, G: &mut [f64], J: &mut [f64]) {
        for ((G, J), g) in G.iter_mut().zip(J).zip(&self.g) {
            let g = g * self.half_decay;
            *G += g;
            *J += g * self.E_mV;
        }
    }

    /// Conductance onto a neuron [nS] some time [ms] after the boundary reached.
    pub fn g_after(&self, neuron: usize, after_ms: f64) -> f64 {
        self.g[neuron] * self.instant.decay(after_ms)
    }

    /// Lets the conductances decay over a step.
    pub fn advance(&mut self) {
        for g in &mut self.g {
            *g *= self.decay;
        }
    }

    /// A release on one axon. `w` are the weights of its synapses, one per target neuron. The conductance
    /// at `boundary` is as if the channels had opened at the moment of arrival, and so is the potential of the
    /// `target`: without that, the charge of a part of a step would be lost, an error of first order in it.
    fn release(
        &mut self,
        axon: usize,
        w: &[f64],
        amplitude: f64,
        (at, boundary): (Moment, Moment),
        (target, spikes): (&mut PopulationState, &mut Vec<(f64, u32)>),
        grid: Grid,
    ) {
        let before = self.P_at(axon, at, grid);
        let after = self.instant.after_release(before, amplitude);
        self.P[axon] = after;
        self.last[axon] = at;
        let open_ms = grid.between_ms(at, boundary);
        if 0.0 < open_ms && before < after {
            let g_nS = self.g_max_nS * (after - before) * self.instant.decay(0.5 * open_ms);
            target.catch_up(w, g_nS, self.E_mV, open_ms, spikes);
        }
        let opened = (after - before) * self.instant.decay(open_ms);
        let scale = self.g_max_nS * opened;
        for (g, w) in self.g.iter_mut().zip(w) {
            *g += scale * w;
        }
    }

    /// Computes the conductances anew from open fractions and weights, after an edit of either.
    fn sum_anew(&mut self, w: &[f64], now: Moment, grid: Grid) {
        self.g.fill(0.0);
        let n_post = self.g.len();
        for axon in 0..self.P.len() {
            let scale = self.g_max_nS * self.P_at(axon, now, grid);
            for (g, w) in self.g.iter_mut().zip(&w[axon * n_post..]) {
                *g += scale * w;
            }
        }
    }
}

impl ProjectionState {
    /// The state at the start of a run.
    pub fn new(spec: &Projection, network: &Network, grid: Grid) -> Self {
        let position = |id| network.populations().iter().position(|population| population.id == id);
        let (from, to) = (position(spec.from).unwrap_or_default(), position(spec.to).unwrap_or_default());
        let n_pre = super::population::size(&network.populations()[from]);
        let n_post = super::population::size(&network.populations()[to]);
        let delay = grid.moment(spec.delay_ms);
        let Weights::Constant(weight) = spec.weights;
        let receptors = spec.receptors.iter().filter_map(|receptor| {
            receptor.inner().map(|model| ReceptorState::new(receptor.key(), model, n_pre, n_post, grid))
        });
        Self {
            from,
            to,
            n_post,
            // Room for every axon at 100 Hz along the delay; a denser volley grows it once.
            queue: SpikeQueue::with_capacity(n_pre.saturating_mul(2).min(1 << 16)),
            delay,
            w: vec![weight; n_pre * n_post],
            receptors: receptors.collect(),
            spec: spec.clone(),
        }
    }

    /// Sends a spike on its way.
    pub fn send(&mut self, neuron: u32, at: Moment, grid: Grid) {
        self.queue.push(Arrival { at: grid.later(at, self.delay), neuron });
    }

    /// Lets an arrival act on the state at `boundary`, its own and that of the population it ends on. Spikes that
    /// the target then turns out to have fired go to `spikes` as (time before the boundary [ms], neuron).
    pub fn deliver(
        &mut self,
        arrival: Arrival,
        target: &mut PopulationState,
        spikes: &mut Vec<(f64, u32)>,
        boundary: Step,
        grid: Grid,
    ) -> ReleaseEvent {
        let axon = arrival.neuron as usize;
        let amplitude = self.P_rel();
        let w = &self.w[axon * self.n_post..][..self.n_post];
        for receptor in &mut self.receptors {
            receptor.release(axon, w, amplitude, (arrival.at, Moment::at(boundary)), (target, spikes), grid);
        }
        ReleaseEvent { at: arrival.at, projection: self.spec.id, neuron: arrival.neuron, amplitude }
    }

    /// Release probability that a spike would meet now.
    pub fn P_rel(&self) -> f64 {
        let Release::Constant(constant) = &self.spec.release;
        constant.P0
    }

    /// Conductance of one synapse's receptor [nS].
    pub fn synapse_g(&self, receptor: &ReceptorState, synapse: usize, now: Moment, grid: Grid) -> f64 {
        receptor.g_max_nS * self.w[synapse] * receptor.P_at(synapse / self.n_post.max(1), now, grid)
    }

    /// Takes over what an edit leaves as it was; see the table in `reconcile`.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment, grid: Grid) {
        std::mem::swap(&mut self.queue, &mut old.queue);
        let weights_same = self.spec.weights == old.spec.weights;
        if weights_same {
            std::mem::swap(&mut self.w, &mut old.w);
        }
        for new in &mut self.receptors {
            let Some(old) = old.receptors.iter_mut().find(|receptor| receptor.key == new.key) else {
                continue;
            };
            std::mem::swap(&mut new.P, &mut old.P);
            std::mem::swap(&mut new.last, &mut old.last);
            if new.instant == old.instant && new.g_max_nS == old.g_max_nS && weights_same {
                std::mem::swap(&mut new.g, &mut old.g);
                continue;
            }
            if new.instant != old.instant {
                // What has decayed so far has decayed with the old constants.
                for (P, last) in new.P.iter_mut().zip(&mut new.last) {
                    *P *= old.instant.decay(grid.between_ms(*last, now).max(0.0));
                    *last = now;
                }
            }
            new.sum_anew(&self.w, now, grid);
        }
    }
}
