//! Learning by rates, presentation by presentation.

use super::digest::{Digest, StateHash};
use super::rng::{Stream, StreamKind};
use crate::model::toy::rate_learning::{RateLearning, RateState};

/// Most presentations that are followed; after them the weights stand still.
pub const MOST_PRESENTATIONS: usize = 20_000;

/// The course of learning: the state before the first presentation and after each one.
#[derive(Debug, Clone)]
pub struct RateCourse {
    model: RateLearning,
    seed: u64,
    stream: Stream,
    states: Vec<RateState>,
}

impl RateCourse {
    /// Before the first presentation.
    #[must_use]
    pub fn new(model: &RateLearning, seed: u64) -> Self {
        let stream = Stream::new(seed, StreamKind::Population, 0);
        Self { model: model.clone(), seed, stream, states: vec![model.start()] }
    }

    /// Whether it is the course of this model with this seed.
    #[must_use]
    pub fn is_of(&self, model: &RateLearning, seed: u64) -> bool {
        self.model == *model && self.seed == seed
    }

    /// The states so far.
    #[must_use]
    pub fn states(&self) -> &[RateState] {
        &self.states
    }

    /// The state at a time [ms]: there is one presentation every millisecond, up to the most that are followed.
    pub fn at(&mut self, time_ms: f64) -> RateState {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` clamps")]
        let presentations = time_ms as usize;
        let wanted = presentations.min(MOST_PRESENTATIONS) + 1;
        while self.states.len() < wanted {
            let uniform = self.stream.uniform();
            let normal = [self.stream.normal(), self.stream.normal()];
            let x = self.model.present(uniform, normal);
            let next = self.model.learn(&self.states[self.states.len() - 1], x);
            self.states.push(next);
        }
        self.states[wanted - 1]
    }
}

/// What has been drawn and learned; that says it all.
impl Digest for RateCourse {
    fn digest(&self, hash: &mut StateHash) {
        let Self { model: _, seed: _, stream, states } = self;
        stream.digest(hash);
        states.len().digest(hash);
        if let Some(RateState { w, theta, x, y }) = states.last() {
            (*w, *x).digest(hash);
            (*theta, *y).digest(hash);
        }
    }
}
