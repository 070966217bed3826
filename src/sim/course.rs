//! Models without neurons in motion.

use super::digest::{Digest, StateHash};
use super::rate_learning::RateCourse;
use crate::model::toy::Toy;
use crate::units::{Grid, Step};

/// A model without neurons in motion: it steps along the grid like a network, and its variables are those that it declares.
#[derive(Debug, Clone)]
pub struct Course {
    model: Toy,
    seed: u64,
    grid: Grid,
    now: Step,
    /// What learning by rates has come to.
    rates: Option<RateCourse>,
}

impl Course {
    /// The model at t = 0.
    #[must_use]
    pub fn new(model: &Toy, seed: u64, grid: Grid) -> Self {
        let rates = match model {
            Toy::Decay(_) => None,
            Toy::RateLearning(learning) => Some(RateCourse::new(learning, seed)),
        };
        Self { model: model.clone(), seed, grid, now: Step(0), rates }
    }

    /// The boundary reached.
    #[must_use]
    pub fn now(&self) -> Step {
        self.now
    }

    /// Advances by one step.
    pub fn step(&mut self) {
        self.run(1);
    }

    /// Advances by a number of steps.
    pub fn run(&mut self, steps: u64) {
        self.now.0 += steps;
        let now_ms = self.grid.time_ms(self.now);
        if let Some(rates) = &mut self.rates {
            rates.at(now_ms);
        }
    }

    /// The variables at the boundary reached, in the order in which the model declares them.
    pub fn values(&mut self) -> Vec<f64> {
        let now_ms = self.grid.time_ms(self.now);
        match (&self.model, &mut self.rates) {
            (Toy::Decay(decay), _) => vec![decay.N(now_ms)],
            (Toy::RateLearning(_), Some(rates)) => {
                let state = rates.at(now_ms);
                vec![state.w[0], state.w[1], state.theta, state.x[0], state.x[1], state.y]
            }
            (Toy::RateLearning(_), None) => Vec::new(),
        }
    }

    /// A hash of all live state: two that have the same go on with the same bits.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let Self { model, seed, grid, now, rates } = self;
        let mut hash = StateHash::new();
        model.key().name().digest(&mut hash);
        (*seed, u64::from(grid.steps_per_ms())).digest(&mut hash);
        now.digest(&mut hash);
        rates.digest(&mut hash);
        hash.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Step by step and in one go, a model without neurons gives the same, and what it declares.
    #[test]
    fn steps_add_up() {
        for model in Toy::all() {
            let start = Course::new(&model, 3, Grid::default());
            let (mut by_step, mut in_one_go) = (start.clone(), start.clone());
            (0..500).for_each(|_| by_step.step());
            in_one_go.run(500);
            assert_eq!((by_step.values(), by_step.digest()), (in_one_go.values(), in_one_go.digest()));
            assert_ne!(by_step.digest(), start.digest());
            assert_eq!(by_step.values().len(), model.states().len());
        }
    }
}
