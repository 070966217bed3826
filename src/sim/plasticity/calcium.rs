//! Calcium-based plasticity: synapse by synapse, from event to event, and every second of model time, so that what is seen of
//! efficacies between events is not old.

use crate::model::plasticity::calcium::Calcium;
use crate::sim::rng::Keyed;
use crate::sim::synapses::{Incoming, Synapses};
use crate::units::{Grid, Moment, Step};

/// Longest span over which the slow drift of the efficacy is taken at its middle, in units of its time constant.
const LONGEST_DRIFT: f64 = 0.02;

/// Live state of the plasticity of a projection by calcium.
#[derive(Debug, Clone)]
pub(super) struct CalciumState {
    model: Calcium,
    /// Calcium of each synapse at `last`.
    c: Vec<f64>,
    /// When calcium last came in at each synapse.
    last: Vec<Moment>,
    /// The noise, and how much of it each synapse has had.
    chance: Keyed,
    /// See `chance`.
    drawn: Vec<u32>,
    /// When all synapses are brought up to date next.
    next: Step,
    grid: Grid,
}

/// Time between two moments at which all synapses are brought up to date [ms].
const EVERY_MS: u64 = 1000;

impl CalciumState {
    /// The state at the start of a run.
    pub fn new(model: &Calcium, n_synapses: usize, chance: Keyed, grid: Grid) -> Self {
        let (c, last) = (vec![0.0; n_synapses], vec![Moment::default(); n_synapses]);
        let (drawn, next) = (vec![0; n_synapses], Step::default());
        let mut state = Self { model: model.clone(), c, last, chance, drawn, next, grid };
        state.set_next(Step::default());
        state
    }

    fn set_next(&mut self, now: Step) {
        let every = EVERY_MS * u64::from(self.grid.steps_per_ms());
        self.next = Step((now.0 / every + 1) * every);
    }

    /// Begins at a moment instead of the start of the run.
    pub fn start_at(&mut self, now: Moment) {
        self.last.fill(now);
        self.set_next(now.step);
    }

    /// When all synapses are brought up to date next.
    pub fn next(&self) -> Step {
        self.next
    }

    /// Brings all synapses up to a moment at which all events before it have been handled.
    pub fn bring_to(&mut self, now: Moment, w: &mut [f64]) {
        for synapse in 0..self.last.len() {
            if self.last[synapse].order(&now).is_lt() {
                self.jump(synapse, 0.0, now, w);
            }
        }
        self.set_next(now.step);
    }

    /// Takes over calcium, the times of the last events, and the place in the noise.
    pub fn keep_from(&mut self, old: &mut Self) {
        std::mem::swap(&mut self.drawn, &mut old.drawn);
        std::mem::swap(&mut self.c, &mut old.c);
        std::mem::swap(&mut self.last, &mut old.last);
        self.next = old.next;
    }

    /// Delay of the calcium of a presynaptic spike.
    pub fn delay(&self) -> Moment {
        self.grid.moment(self.model.D_ms)
    }

    /// The calcium of a presynaptic spike comes in.
    pub fn pre(&mut self, axon: u32, at: Moment, synapses: &Synapses, w: &mut [f64]) {
        for synapse in synapses.of_axon(axon as usize) {
            self.jump(synapse, self.model.C_pre, at, w);
        }
    }

    /// A postsynaptic spike lets calcium in.
    pub fn post(&mut self, neuron: u32, at: Moment, incoming: &Incoming, w: &mut [f64]) {
        for (synapse, _) in incoming.of(neuron as usize) {
            self.jump(synapse as usize, self.model.C_post, at, w);
        }
    }

    /// Lets calcium into a synapse, after bringing its efficacy to that moment.
    fn jump(&mut self, synapse: usize, by: f64, at: Moment, w: &mut [f64]) {
        let from = std::mem::replace(&mut self.last[synapse], at);
        let (span_ms, c) = (self.grid.between_ms(from, at), self.c[synapse]);
        self.c[synapse] = c * libm::exp(-span_ms / self.model.tau_Ca_ms) + by;
        if span_ms <= 0.0 {
            return;
        }
        let model = &self.model;
        let above_ms = |theta: f64| span_ms * model.fraction_above(c, theta, span_ms);
        let (d_ms, p_ms) = (above_ms(model.theta_d), above_ms(model.theta_p));
        // Above both thresholds, above one, above none.
        let (first_ms, second_ms) = (d_ms.min(p_ms), d_ms.max(p_ms));
        let one = if p_ms < d_ms { (1.0, 0.0) } else { (0.0, 1.0) };
        let (mut rho, chance, drawn) = (w[synapse], self.chance, &mut self.drawn[synapse]);
        let mut normal = || {
            let before = *drawn;
            *drawn = before.wrapping_add(1);
            chance.of(synapse, before).normal()
        };
        for (ms, above) in
            [(first_ms, (1.0, 1.0)), (second_ms - first_ms, one), (span_ms - second_ms, (0.0, 0.0))]
        {
            let pieces = (ms / (LONGEST_DRIFT * model.tau_ms)).ceil().max(1.0);
            let h_ms = ms / pieces;
            let mut left = pieces;
            while 0.0 < h_ms && 0.0 < left {
                rho = model.efficacy_after(rho, above, h_ms, &mut normal);
                left -= 1.0;
            }
        }
        w[synapse] = rho;
    }
}
