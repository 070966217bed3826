//! Looking back for what happened last before the playhead, such as a spike: the stretch before it is gone through again, then
//! the stretch before that. So what is found depends on nothing that was recorded.
//!
//! Whether a level is reached at a boundary takes the value one boundary before. So a stretch reaches one step into the next one,
//! and nothing is said of the boundary that it begins at.

use super::Worker;
use crate::engine::history::place::{RunPlace, SeekTo};
use crate::engine::input_log::Watcher;
use crate::engine::until::{Lookout, Until};
use crate::sim::{Event, Observer, Simulation};
use crate::units::Step;

/// A search under way.
#[derive(Debug)]
pub(super) struct Search {
    /// The place from which it looks back.
    from: RunPlace,
    /// The stretch that is gone through begins here …
    pub start: RunPlace,
    /// … and ends here.
    until: RunPlace,
    /// What is looked for.
    lookout: Lookout,
    /// Whether the stretch was begun.
    is_begun: bool,
    /// The last place in it at which that had just happened.
    found: Option<RunPlace>,
}

/// What came of some steps of a search.
pub(super) enum Sought {
    /// The stretch goes on.
    Nothing,
    /// It happened last before this place, at which it had just happened.
    Found(RunPlace),
    /// There is none in what can be reached.
    None,
}

impl Observer for Lookout {
    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.see(event);
    }
}

impl Watcher for Lookout {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.resolve(simulation);
    }
}

/// The greatest place before one.
fn before(place: RunPlace) -> RunPlace {
    match place.done.checked_sub(1) {
        Some(done) => RunPlace { done, ..place },
        None => RunPlace { step: Step(place.step.0.saturating_sub(1)), done: usize::MAX },
    }
}

impl Search {
    /// How much of what can be reached was looked through, as the place up to which it was not.
    pub fn left(&self) -> (RunPlace, RunPlace) {
        (self.start, self.from)
    }
}

impl Worker {
    /// Looks back from a place for what happened last.
    pub(super) fn begin_search(&mut self, from: RunPlace, number: u64, until: Until) {
        if from <= self.past.history.first() {
            (self.past.number, self.past.missed) = (number, number);
            self.pause();
            return;
        }
        let start = self.past.history.nearest(before(from));
        self.begin_seek(start, number);
        let lookout = Lookout::new(until, &self.simulation);
        self.past.set_search(Search { from, start, until: from, lookout, is_begun: false, found: None });
    }

    /// Goes on with a search by at most this many steps; says by how many, and what came of it.
    pub(super) fn search_chunk(&mut self, search: &mut Search, n: u64) -> (u64, Sought) {
        let Self { past, simulation, .. } = self;
        let (mut done, mut is_there) = (0, false);
        let Search { lookout, .. } = search;
        if !std::mem::replace(&mut search.is_begun, true) {
            lookout.resolve(simulation);
            lookout.begin(simulation, search.start <= past.history.first());
        }
        let most = |place: RunPlace| {
            if search.until.step <= place.step { search.until.done } else { usize::MAX }
        };
        loop {
            let mut place = past.place;
            let most = most(place);
            past.history.act(&mut place, most, simulation, lookout);
            is_there |= lookout.has_fired(simulation);
            past.place = place;
            // A boundary is one place to stop at, with all its inputs done; a stretch may have ended between two of them.
            if std::mem::take(&mut is_there) && place.step < search.from.step {
                let all = RunPlace { done: usize::MAX, ..place };
                search.found = Some(past.history.place(SeekTo::At(all), place));
            }
            if search.until <= place || simulation.blow_up().is_some() {
                break;
            }
            if n <= done {
                return (done, Sought::Nothing);
            }
            simulation.step(lookout);
            is_there = lookout.is_there(simulation);
            past.place.step = simulation.now();
            done += 1;
        }
        if let Some(found) = search.found {
            return (done, Sought::Found(found));
        }
        if search.start <= past.history.first() {
            return (done, Sought::None);
        }
        let after = RunPlace { step: Step(search.start.step.0 + 1), done: 0 };
        (search.until, search.is_begun) = (after.min(search.from), false);
        search.start = past.history.nearest(before(search.start));
        (past.place, *simulation) = past.history.simulation_near(search.start);
        (done, Sought::Nothing)
    }
}
