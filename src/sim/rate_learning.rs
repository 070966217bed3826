//! Learning by rates, presentation by presentation.

use std::sync::Arc;

use super::digest::{Digest, StateHash};
use super::rng::{Stream, StreamKind};
use crate::model::standalone::rate_learning::{RateLearning, RateState};

/// Most presentations that are followed; after them the weights stand still.
pub const MOST_PRESENTATIONS: usize = 20_000;

/// The course of learning: the state before the first presentation and after each one.
#[derive(Debug, Clone)]
pub struct RateCourse {
    model: RateLearning,
    stream: Stream,
    states: Arc<Vec<RateState>>,
}

impl RateCourse {
    /// Before the first presentation.
    #[must_use]
    pub fn new(model: &RateLearning, seed: u64) -> Self {
        let stream = Stream::new(seed, StreamKind::Population, 0);
        Self { model: model.clone(), stream, states: Arc::new(vec![model.start()]) }
    }

    /// The states so far. Whoever keeps them makes the next presentation copy them.
    #[must_use]
    pub fn states(&self) -> Arc<Vec<RateState>> {
        Arc::clone(&self.states)
    }

    /// The last of them.
    #[must_use]
    pub fn reached(&self) -> RateState {
        self.states[self.states.len() - 1]
    }

    /// Goes on to a time [ms]: there is one presentation every millisecond, up to the most that are followed.
    pub fn at(&mut self, time_ms: f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` clamps")]
        let presentations = time_ms as usize;
        let wanted = presentations.min(MOST_PRESENTATIONS) + 1;
        if self.states.len() < wanted {
            self.go_on(wanted);
        }
    }

    fn go_on(&mut self, wanted: usize) {
        let states = Arc::make_mut(&mut self.states);
        while states.len() < wanted {
            let uniform = self.stream.uniform();
            let normal = [self.stream.normal(), self.stream.normal()];
            let x = self.model.present(uniform, normal);
            let next = self.model.learn(&states[states.len() - 1], x);
            states.push(next);
        }
    }
}

/// What has been drawn and learned; that says it all.
impl Digest for RateCourse {
    fn digest(&self, hash: &mut StateHash) {
        let Self { model: _, stream, states } = self;
        stream.digest(hash);
        states.len().digest(hash);
        if let Some(RateState { w, theta, x, y }) = states.last() {
            (*w, *x).digest(hash);
            (*theta, *y).digest(hash);
        }
    }
}
