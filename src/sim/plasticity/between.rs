//! What goes on in synapses between spikes, synapse by synapse: from event to event, and every second of model time, so that what
//! is seen of weights between events is not old.

use crate::model::plasticity::Between;
use crate::sim::digest::digest;
use crate::sim::rng::Keyed;
use crate::units::{Grid, Moment, Step};

/// Time between two moments at which all synapses are brought up to date [ms].
const EVERY_MS: u64 = 1000;

/// What the synapses of a projection have of their own.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// The value of each synapse at `last`.
    value: Vec<f64>,
    /// When the value of each synapse was last changed.
    last: Vec<Moment>,
    /// The noise, and how much of it each synapse has had.
    chance: Keyed,
    drawn: Vec<u32>,
    /// When all synapses are brought up to date next.
    pub next: Step,
    grid: Grid,
}

impl Own {
    /// The state at the start of a run.
    pub fn new(n_synapses: usize, chance: Keyed, grid: Grid) -> Self {
        let (value, last) = (vec![0.0; n_synapses], vec![Moment::default(); n_synapses]);
        let mut own = Self { value, last, chance, drawn: vec![0; n_synapses], next: Step::default(), grid };
        own.set_next(Step::default());
        own
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

    /// Brings all synapses up to a moment at which all events before it have been handled; `tell` gets each synapse that time
    /// has gone by at, its weight before and after, and its value before and after.
    pub fn bring_to(
        &mut self,
        rule: &dyn Between,
        now: Moment,
        w: &mut [f64],
        mut tell: impl FnMut(usize, (f64, f64), [f64; 2]),
    ) {
        for synapse in 0..self.last.len() {
            if self.last[synapse].order(&now).is_lt() {
                let before = w[synapse];
                let c = self.jump(rule, synapse, 0.0, now, w);
                tell(synapse, (before, w[synapse]), c);
            }
        }
        self.set_next(now.step);
    }

    /// Takes over the values, the times of the last events, and the place in the noise.
    pub fn keep_from(&mut self, old: &mut Self) {
        std::mem::swap(&mut self.drawn, &mut old.drawn);
        std::mem::swap(&mut self.value, &mut old.value);
        std::mem::swap(&mut self.last, &mut old.last);
        self.next = old.next;
    }

    /// Adds to the value of a synapse, after bringing it and the weight to that moment. Returns the value before and after.
    pub fn jump(
        &mut self,
        rule: &dyn Between,
        synapse: usize,
        by: f64,
        at: Moment,
        w: &mut [f64],
    ) -> [f64; 2] {
        let from = std::mem::replace(&mut self.last[synapse], at);
        let span_ms = self.grid.between_ms(from, at);
        let (chance, drawn) = (self.chance, &mut self.drawn[synapse]);
        let mut normal = || {
            let before = *drawn;
            *drawn = before.wrapping_add(1);
            chance.of(synapse, before).normal()
        };
        let (after, value) = rule.after(w[synapse], self.value[synapse], span_ms, &mut normal);
        (w[synapse], self.value[synapse]) = (after, value + by);
        [value, value + by]
    }

    /// The value of a synapse at a moment not before its last event.
    pub fn at(&self, rule: &dyn Between, synapse: usize, now: Moment) -> f64 {
        rule.own_after(self.value[synapse], self.grid.between_ms(self.last[synapse], now))
    }
}

digest!(Own { value, last, drawn, next } without { chance, grid });
