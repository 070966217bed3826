//! Calcium-based plasticity: synapse by synapse, from event to event.

use super::traces::Traces;
use crate::model::plasticity::calcium::Calcium;
use crate::sim::rng::Stream;
use crate::sim::synapses::{Incoming, Synapses};
use crate::units::{Grid, Moment};

/// Longest span over which the slow drift of the efficacy is taken at its middle, in units of its time constant.
const LONGEST_DRIFT: f64 = 0.02;

/// Live state of the plasticity of a projection by calcium.
#[derive(Debug, Clone)]
pub(super) struct CalciumState {
    model: Calcium,
    /// Calcium from each axon and from each target, in units of its jump: both fall alike, so they add up.
    pre: Traces,
    post: Traces,
    /// When the efficacy of each synapse was last brought up to date.
    last: Vec<Moment>,
    grid: Grid,
}

impl CalciumState {
    /// The state at the start of a run.
    pub fn new(model: &Calcium, n_synapses: usize, (n_pre, n_post): (usize, usize), grid: Grid) -> Self {
        Self {
            pre: Traces::new(n_pre, model.tau_Ca_ms, false, grid),
            post: Traces::new(n_post, model.tau_Ca_ms, false, grid),
            last: vec![Moment::default(); n_synapses],
            model: model.clone(),
            grid,
        }
    }

    /// Takes over calcium and the times of the last events.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) {
        self.pre.keep_from(&mut old.pre, now);
        self.post.keep_from(&mut old.post, now);
        std::mem::swap(&mut self.last, &mut old.last);
    }

    /// Delay of the calcium of a presynaptic spike.
    pub fn delay(&self) -> Moment {
        self.grid.moment(self.model.D_ms)
    }

    /// The calcium of a presynaptic spike comes in.
    pub fn pre(&mut self, axon: u32, at: Moment, synapses: &Synapses, w: &mut [f64], stream: &mut Stream) {
        for synapse in synapses.of_axon(axon as usize) {
            let target = synapses.targets(synapse..synapse + 1)[0];
            self.bring(synapse, (axon, target), at, w, stream);
        }
        self.pre.jump(axon, at);
    }

    /// A postsynaptic spike lets calcium in.
    pub fn post(&mut self, neuron: u32, at: Moment, incoming: &Incoming, w: &mut [f64], stream: &mut Stream) {
        for (synapse, axon) in incoming.of(neuron as usize) {
            self.bring(synapse as usize, (axon, neuron), at, w, stream);
        }
        self.post.jump(neuron, at);
    }

    /// Brings the efficacy of a synapse to a moment. Since it was last done, no calcium has come in.
    fn bring(
        &mut self,
        synapse: usize,
        (axon, target): (u32, u32),
        at: Moment,
        w: &mut [f64],
        stream: &mut Stream,
    ) {
        let from = std::mem::replace(&mut self.last[synapse], at);
        let span_ms = self.grid.between_ms(from, at);
        if span_ms <= 0.0 {
            return;
        }
        let model = &self.model;
        let c = model.C_pre * self.pre.after(axon as usize, from)
            + model.C_post * self.post.after(target as usize, from);
        let above_ms = |theta: f64| span_ms * model.fraction_above(c, theta, span_ms);
        let (d_ms, p_ms) = (above_ms(model.theta_d), above_ms(model.theta_p));
        // Above both thresholds, above one, above none.
        let (first_ms, second_ms) = (d_ms.min(p_ms), d_ms.max(p_ms));
        let one = if p_ms < d_ms { (1.0, 0.0) } else { (0.0, 1.0) };
        let mut rho = w[synapse];
        for (ms, above) in
            [(first_ms, (1.0, 1.0)), (second_ms - first_ms, one), (span_ms - second_ms, (0.0, 0.0))]
        {
            let pieces = (ms / (LONGEST_DRIFT * model.tau_ms)).ceil().max(1.0);
            let h_ms = ms / pieces;
            let mut left = pieces;
            while 0.0 < h_ms && 0.0 < left {
                rho = model.efficacy_after(rho, above, h_ms, || stream.normal());
                left -= 1.0;
            }
        }
        w[synapse] = rho;
    }
}
