//! Applying an edited network to a running simulation, by id.
//!
//! | change | effect on the run |
//! |---|---|
//! | parameter | state kept; only what the touched object stores lazily is first brought to now with the old constants |
//! | initial value | at the next restart |
//! | kind swapped | state with the same symbol and unit kept; the rest starts fresh |
//! | n, connection rule, autapses | that object and its projections start fresh |
//! | to or from release by chance | release and receptors start fresh |
//! | weight rule | the weights take the new value, open channels stay open |
//! | a model without neurons | is where it would have come to with the new values from the start |
//! | delay | spikes in flight keep their arrival time |
//!
//! A name or an order is nobody's state: changing it changes nothing.

use std::sync::Arc;

use super::Simulation;
use super::build::{build, driven, learning, positions};
use super::event::{Event, Observer, WeightChange};
use super::junction::Coupling;
use super::population::PopulationState;
use super::standalone::StandaloneState;
use crate::model::network::Network;
use crate::units::Moment;

impl Simulation {
    /// The same as [`Simulation::reconcile`]; an observer is told what that makes of the weights that it watches.
    pub fn reconcile_watched<O: Observer>(&mut self, network: Arc<Network>, observer: &mut O) {
        let mut before = Vec::new();
        if O::WATCHES {
            for projection in self.network.projections() {
                let mut from = 0;
                while let Some(synapse) = observer.next_watched(projection.id, from) {
                    before.extend(
                        self.synapse(projection.id, synapse).map(|own| (projection.id, synapse, own.2)),
                    );
                    from = synapse + 1;
                }
            }
        }
        self.reconcile(network);
        let at = Moment::at(self.now);
        for (projection, synapse, before) in before {
            if let Some((pre, post, after)) = self.synapse(projection, synapse)
                && after.to_bits() != before.to_bits()
            {
                let change = WeightChange::by_edit(at, projection, (synapse, pre, post), before, after);
                observer.event(&Event::Weight(change));
            }
        }
    }

    /// Goes on with another network, keeping all state that an edit leaves meaningful.
    pub fn reconcile(&mut self, network: Arc<Network>) {
        if network == self.network {
            return;
        }
        let (mut populations, mut projections, junctions) =
            build(&network, self.seed, self.grid, &mut self.projections);
        // A spike of a train that is due now has been fired, or will be.
        let from_ms = if self.settled { self.now_ms().next_up() } else { self.now_ms() };
        for new in &mut populations {
            let old = self.populations.iter_mut().find(|old| old.spec.id == new.spec.id);
            if let Some(old) = old
                && old.spec.n == new.spec.n
            {
                new.keep_from(old, from_ms);
            }
        }
        let now = Moment::at(self.now);
        for new in &mut projections {
            let sizes = (new.from_n, new.to_n);
            let old = self.projections.iter_mut().find(|old| old.joins_like(&new.spec, sizes));
            if let Some(old) = old {
                new.keep_from(old, now, self.grid);
            }
        }
        self.scheduled.retain(|scheduled| network.population(scheduled.population).is_some());
        self.membranes = positions(&populations, PopulationState::has_membrane);
        self.sources = positions(&populations, |state| state.kernel.is_random_source());
        self.timed = positions(&populations, |state| state.kernel.has_train());
        self.learning = learning(&projections);
        self.driven = driven(&projections);
        self.route = super::leap::Route::new(&populations, &projections, &junctions);
        self.populations = populations;
        self.projections = projections;
        self.coupling = Coupling::new(&junctions, &self.populations);
        self.junctions = junctions;
        let standalone = self.standalone.take();
        self.standalone = StandaloneState::of(&network, standalone, self.seed, self.grid, self.now);
        self.network = network;
        self.next_due = crate::units::Step(0);
        self.blow_up = None;
        self.edits += 1;
    }
}
