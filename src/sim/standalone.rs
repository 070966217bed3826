//! Models without neurons in motion.

use std::sync::Arc;

use super::digest::{Digest, StateHash};
use super::rate_learning::RateCourse;
use crate::model::network::Network;
use crate::model::standalone::Standalone;
use crate::model::standalone::rate_learning::RateState;
use crate::units::{Grid, Step};

/// A model without neurons in motion. Where it is follows from the model, the seed and the time alone, so that after an edit
/// it is where it would have come to with the new values from the start.
#[derive(Debug, Clone)]
pub(super) struct StandaloneState {
    model: Standalone,
    seed: u64,
    grid: Grid,
    now: Step,
    /// What learning by rates has come to.
    rates: Option<RateCourse>,
}

impl StandaloneState {
    /// The model of a network at a boundary, if it has one; one that `old` is already goes on.
    pub fn of(network: &Network, old: Option<Self>, seed: u64, grid: Grid, now: Step) -> Option<Self> {
        let model = network.standalone()?;
        let old = old.filter(|old| old.model == *model && old.seed == seed && old.grid == grid);
        let mut state = old.unwrap_or_else(|| {
            let rates = match model {
                Standalone::Decay(_) => None,
                Standalone::RateLearning(learning) => Some(RateCourse::new(learning, seed)),
            };
            Self { model: model.clone(), seed, grid, now: Step(0), rates }
        });
        state.advance(now);
        Some(state)
    }

    /// The model.
    pub fn model(&self) -> &Standalone {
        &self.model
    }

    /// Goes on to a boundary.
    pub fn advance(&mut self, now: Step) {
        self.now = now;
        let now_ms = self.grid.time_ms(now);
        if let Some(rates) = &mut self.rates {
            rates.at(now_ms);
        }
    }

    /// A variable at the boundary reached, by its place among those that the model declares.
    pub fn value(&self, state: usize) -> f64 {
        match (&self.model, &self.rates) {
            (Standalone::Decay(decay), _) if state == 0 => decay.N(self.grid.time_ms(self.now)),
            (Standalone::RateLearning(_), Some(rates)) => {
                let reached = rates.reached();
                let values =
                    [reached.w[0], reached.w[1], reached.theta, reached.x[0], reached.x[1], reached.y];
                values.get(state).copied().unwrap_or(f64::NAN)
            }
            _ => f64::NAN,
        }
    }

    /// What learning by rates has come to after each presentation.
    pub fn presentations(&self) -> Arc<Vec<RateState>> {
        self.rates.as_ref().map_or_else(Arc::default, RateCourse::states)
    }
}

impl Digest for StandaloneState {
    fn digest(&self, hash: &mut StateHash) {
        let Self { model, seed, grid, now, rates } = self;
        model.key().name().digest(hash);
        (*seed, u64::from(grid.steps_per_ms())).digest(hash);
        now.digest(hash);
        rates.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::NetworkParts;
    use crate::sim::Simulation;

    fn simulation(model: &Standalone) -> Simulation {
        let parts = NetworkParts { standalone: Some(model.clone()), ..NetworkParts::default() };
        Simulation::new(Arc::new(Network::new(parts).unwrap()), 3, Grid::default())
    }

    fn values(simulation: &Simulation) -> Vec<f64> {
        let own = simulation.standalone.as_ref().unwrap();
        (0..own.model().states().len()).map(|state| own.value(state)).collect()
    }

    /// Step by step and in one go, a model without neurons gives the same, and what it declares.
    #[test]
    fn steps_add_up() {
        for model in Standalone::all() {
            let start = simulation(&model);
            let (mut by_step, mut in_one_go) = (start.clone(), start.clone());
            (0..500).for_each(|_| by_step.step(&mut ()));
            in_one_go.run(500, &mut ());
            assert_eq!((values(&by_step), by_step.digest()), (values(&in_one_go), in_one_go.digest()));
            assert_ne!(by_step.digest(), start.digest());
            assert!(values(&by_step).iter().all(|value| value.is_finite()));
            assert_ne!(values(&by_step), values(&start));
        }
    }

    /// An edit on the way gives what the edited model would have come to; the same model is left as it is.
    #[test]
    fn an_edit_acts_as_if_from_the_start() {
        for model in Standalone::all() {
            let mut edited = model.clone();
            let set = edited.params_mut().unwrap();
            let mut first = None;
            set.visit(&mut |spec, value| {
                if let crate::param::Value::Number(number) = value
                    && first.is_none()
                {
                    first = Some((spec.key, number));
                }
            });
            let (key, number) = first.unwrap();
            assert!(set.set(key, crate::param::Value::Number(number * 0.5)), "{key}");
            let (mut on_the_way, mut from_start) = (simulation(&model), simulation(&edited));
            on_the_way.run(300, &mut ());
            let before = on_the_way.digest();
            on_the_way.reconcile(Arc::clone(simulation(&model).network()));
            assert_eq!(on_the_way.digest(), before);
            on_the_way.reconcile(Arc::clone(from_start.network()));
            on_the_way.run(200, &mut ());
            from_start.run(500, &mut ());
            assert_eq!(values(&on_the_way), values(&from_start), "{key}");
        }
    }
}
