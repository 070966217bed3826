//! The two sides of a twin: the document of the one that changes do not act on, and the documents that A has had.

use std::sync::Arc;

use super::past::with_network;
use crate::document::Version;
use crate::model::network::Network;
use crate::preset::Preset;
use crate::units::Step;

/// Most documents of A that are remembered; of a moment before the first of them that one is shown.
const MOST_DOCUMENTS: usize = 1000;

/// The document of the side that changes do not act on, and those that A has had.
#[derive(Debug)]
pub(super) struct Sides {
    /// Whether changes act on A.
    pub is_a: bool,
    /// The document of the other side.
    pub other: Version,
    /// The document in front as it was put there: if it is still looked at in the same way, the other comes back as it was.
    pub put: Option<Arc<Preset>>,
    /// Documents of A, each with the boundary since which it was in force.
    then: Vec<(Step, Arc<Preset>)>,
    /// The documents of A and of B at the playhead.
    at_playhead: [Arc<Preset>; 2],
}

impl Sides {
    /// Changes act on B; A begins with the document that B has.
    pub fn new(since: Step, other: Version) -> Self {
        let preset = Arc::clone(other.preset());
        let then = vec![(since, Arc::clone(&preset))];
        let at_playhead = [Arc::clone(&preset), preset];
        Self { is_a: false, other, put: None, then, at_playhead }
    }

    /// The newest document of A, where that of the side in front is given.
    pub fn of_a<'a>(&'a self, front: &'a Arc<Preset>) -> &'a Arc<Preset> {
        if self.is_a { front } else { self.other.preset() }
    }

    /// The document of A at the playhead.
    pub fn a_at_playhead(&self) -> &Arc<Preset> {
        &self.at_playhead[0]
    }

    /// The document of B at the playhead.
    pub fn b_at_playhead(&self) -> &Arc<Preset> {
        &self.at_playhead[1]
    }

    /// Both begin anew at the start of the run.
    pub fn begin_anew(&mut self, front: &Arc<Preset>) {
        let own = Arc::clone(self.of_a(front));
        self.then = vec![(Step(0), own)];
    }

    /// A has gone on with a network since a boundary.
    pub fn note(&mut self, from: Step, network: &Network, front: &Arc<Preset>) {
        let own = self.of_a(front);
        let own = if own.network() == network { Arc::clone(own) } else { with_network(own, network) };
        self.then.retain(|(at, _)| *at != from);
        if MOST_DOCUMENTS <= self.then.len() {
            self.then.remove(0);
        }
        self.then.push((from, own));
    }

    /// Looks at both at a boundary in the past, where the document of B then is given, or at their end.
    pub fn look_from(&mut self, past: Option<(Step, Arc<Preset>)>, front: &Arc<Preset>) {
        let of_b = if self.is_a { self.other.preset() } else { front };
        self.at_playhead = match past {
            Some((step, of_b)) => {
                let begun = self.then.partition_point(|(from, _)| *from <= step).saturating_sub(1);
                let of_a = self.then.get(begun).map_or_else(|| self.of_a(front), |own| &own.1);
                [Arc::clone(of_a), of_b]
            }
            None => [Arc::clone(self.of_a(front)), Arc::clone(of_b)],
        };
    }
}
