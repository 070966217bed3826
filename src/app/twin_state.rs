//! What is known of the twin of the run, and why one ends.

use std::sync::Arc;

use super::sides::Sides;
use super::twin_moment::{AtPlayhead, WeightsThen};
use crate::engine::{Compared, Halt, PairJob, PairPlan, RunPlace, TwinScene};
use crate::model::network::Network;
use crate::trace::TraceStore;
use crate::units::RunId;

/// What is known of A.
#[derive(Debug)]
pub(super) struct Twin {
    /// The run under which its recordings come.
    pub run: RunId,
    /// What it recorded since both go on together.
    pub traces: TraceStore,
    /// Its newest network.
    pub network: Arc<Network>,
    /// Which side changes act on, and the document of the other.
    pub sides: Sides,
    /// How it is, as told last; none before it has begun.
    pub scene: Option<TwinScene>,
    /// Weights over its time.
    pub weights: WeightsThen,
    /// What both have come to at the playhead, and of which place and end that is.
    pub at_playhead: (Option<[RunPlace; 2]>, AtPlayhead),
    /// The comparison over many seeds.
    pub pairs: Pairs,
}

/// How far a comparison over many seeds is.
#[derive(Debug, Default)]
pub(super) enum Pairs {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    /// The engine was asked for what it takes; the plan that was known before is not meant.
    Asked(Option<Arc<PairPlan>>),
    /// It is played.
    Running(PairJob),
    /// What it has come to.
    Done(Vec<Compared>),
    /// There is none, for this reason.
    Failed(&'static str),
}

/// Why a twin ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ending {
    /// Somebody has ended it.
    Asked,
    /// A change in the past begins another run.
    Fork,
    /// Another run is shown.
    OtherRun,
    /// Another document is open.
    OtherDocument,
    /// A potential of A has left the model.
    Halted(Halt),
}

impl Twin {
    /// Whether it began at a time and the playhead is not before that [ms].
    pub fn has_begun(&self) -> bool {
        self.scene.is_some()
    }
}
