//! The worker's way through the past: where the playhead is, how it moves, and when the state is kept.
//!
//! This part owns the playhead, the state at the end of the run while the playhead is elsewhere, and the seek under way. On the
//! way through the past nothing is recorded, logged or counted; recording goes on exactly at the end of the run.

use std::sync::Arc;
use std::time::Duration;

use super::search::{Search, Sought};
use super::{Budget, Mode, Steps, Worker};
use crate::engine::batch::{Acted, Halt, InputKind, MAX_FLASHES};
use crate::engine::command::{Program, Ticket};
use crate::engine::history::place::{RunPlace, SeekTo};
use crate::engine::history::{AT_ONCE, History, PastLimits, Reach};
use crate::engine::input_log::{Input, Watcher};
use crate::engine::until::{Lookout, Until};
use crate::sim::{Event, Observer, Simulation, Spike};

/// What a step and an edit count as where no clock is read.
const PRICES: (Duration, Duration) = (Duration::from_micros(1), Duration::from_micros(100));
/// Wall time between two tellings of what can be reached.
const REACH_INTERVAL: Duration = Duration::from_millis(100);

/// The playhead and what it moves over.
#[derive(Debug)]
pub(super) struct Past {
    /// The past of the run.
    pub history: History,
    /// Where the simulation is.
    pub place: RunPlace,
    /// Where it was when it was last looked at.
    pub shown: RunPlace,
    /// The state at the end, while the playhead is elsewhere.
    pub end_state: Option<Simulation>,
    /// What the playhead is on its way to.
    pub seek: Option<Seeking>,
    /// What it goes to next.
    pub waiting: Option<(RunPlace, u64)>,
    /// Number of the last seek that was done or given up.
    pub number: u64,
    /// Number of the last search that found nothing.
    pub missed: u64,
    /// What has become of inputs since the last batch.
    pub acted: Vec<Acted>,
    /// Spikes that came by in the past since the last batch.
    pub flashes: Vec<Spike>,
    /// What can be reached, as told last.
    pub reach: Arc<Reach>,
    pub told_version: Option<u64>,
    pub since_reach: Duration,
}

/// A seek under way.
#[derive(Debug)]
pub(super) struct Seeking {
    to: RunPlace,
    number: u64,
    /// Where the playhead was, if that is not the end.
    origin: Option<(RunPlace, Simulation)>,
    /// What the whole way costs.
    whole: Duration,
    /// What is looked for once the playhead is there.
    search: Option<Search>,
}

/// Sees spikes of the past: who flashes, and how many there were.
struct Passing<'a> {
    spikes: &'a mut u64,
    lookout: Option<&'a mut Lookout>,
    flashes: &'a mut Vec<Spike>,
}

impl Observer for Passing<'_> {
    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        if let Some(lookout) = &mut self.lookout {
            lookout.see(event);
        }
        if let Event::Spike(spike) = event {
            *self.spikes += 1;
            if self.flashes.len() < MAX_FLASHES {
                self.flashes.push(*spike);
            }
        }
    }
}

impl Watcher for Passing<'_> {}

impl Passing<'_> {
    /// What a lookout says, if there is one.
    fn is_there(&mut self, says: impl FnOnce(&mut Lookout) -> bool) -> bool {
        self.lookout.as_mut().is_some_and(|lookout| says(lookout))
    }
}

impl Seeking {
    /// A seek that begins with another state, to which nothing leads back.
    pub fn anew(to: RunPlace, number: u64, whole: Duration) -> Self {
        Self { to, number, origin: None, whole, search: None }
    }
}

impl Past {
    pub fn new(program: &Program, limits: PastLimits) -> Self {
        Self {
            history: History::new(program, limits),
            place: RunPlace::default(),
            shown: RunPlace::default(),
            end_state: None,
            seek: None,
            waiting: None,
            number: 0,
            missed: 0,
            acted: Vec::new(),
            flashes: Vec::new(),
            reach: Arc::default(),
            told_version: None,
            since_reach: Duration::MAX,
        }
    }

    /// Whether the simulation is at the end of the run.
    pub fn is_at_end(&self) -> bool {
        self.place == self.history.end() && self.seek.is_none()
    }

    /// The state at the end of the run, while the playhead is elsewhere.
    pub fn end_state(&self) -> Option<&Simulation> {
        self.end_state.as_ref()
    }

    /// Whether a seek waits to be begun.
    pub fn has_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// How much of a seek that takes its time has been done, from 0 to 1.
    pub fn seeking(&self) -> Option<f32> {
        let seek = self.seek.as_ref()?;
        if let Some(search) = &seek.search {
            let (start, from) = search.left();
            let whole = self.history.cost(self.history.first(), from);
            let done = self.history.cost(start, from).as_secs_f32();
            return (AT_ONCE < whole).then(|| (done / whole.as_secs_f32()).clamp(0.0, 1.0));
        }
        let seek = Some(seek).filter(|seek| AT_ONCE < seek.whole)?;
        let left = self.history.cost(self.place, seek.to);
        Some((1.0 - left.as_secs_f32() / seek.whole.as_secs_f32()).clamp(0.0, 1.0))
    }

    /// Looks again at what can be reached, but not too often unless something cannot be reached any more.
    pub fn look_at_reach(&mut self) {
        let version = self.history.version();
        let is_urgent = REACH_INTERVAL <= self.since_reach || self.reach.first != self.history.first();
        if self.told_version != Some(version) && is_urgent {
            self.reach = Arc::new(self.history.reach());
            self.told_version = Some(version);
            self.since_reach = Duration::ZERO;
        }
    }

    /// Whether a spike is looked for.
    pub fn is_searching(&self) -> bool {
        self.seek.as_ref().is_some_and(|seek| seek.search.is_some())
    }

    /// Begins to look for a spike once the seek under way is done.
    pub fn set_search(&mut self, search: Search) {
        if let Some(seek) = &mut self.seek {
            seek.search = Some(search);
        }
    }

    /// The end of the run has been reached again.
    fn end_reached(&mut self) {
        self.end_state = None;
    }
}

impl Worker {
    /// What halts the run, if a potential has left the model.
    pub(super) fn blown_up(&self) -> Option<Halt> {
        let blow_up = self.simulation.blow_up()?;
        let time_ms = self.grid().time_ms(blow_up.step);
        let (population, neuron, value) = (blow_up.population, blow_up.neuron, blow_up.value);
        Some(Halt::NotFinite { population, neuron, value, time_ms })
    }

    /// Lets an input act at the end of the run. In the past it is refused, and the answer says so.
    pub(super) fn input(&mut self, ticket: Option<Ticket>, input: Input) -> bool {
        let kind = InputKind::of(&input);
        if !self.past.is_at_end() {
            self.past.acted.push(Acted { ticket, kind, at: None });
            return false;
        }
        if let Input::SetNetwork(network) = &input {
            self.collect();
            let (now, mut batch) = (self.now(), self.pending.take().unwrap_or_else(|| self.fresh()));
            batch.recorded.note_network(now, Arc::clone(network));
            self.pending = Some(batch);
        }
        self.log.record(self.simulation.now(), input.clone());
        self.note_click(&input);
        self.watch.input(&mut self.simulation, &input);
        self.input_to_twin(&input);
        let at = self.past.history.record(input);
        self.past.place = self.past.history.end();
        self.past.history.bound_inputs(&self.simulation);
        self.past.acted.push(Acted { ticket, kind, at: Some(at) });
        true
    }

    /// Something happened at the end that no replay gives: what was before it is gone.
    pub(super) fn cannot_be_replayed(&mut self) {
        if self.past.is_at_end() {
            self.past.history.begin_anew(self.simulation.clone());
        }
    }

    /// Counts what steps and inputs at the end have cost: by the clock, or at fixed prices.
    pub(super) fn spent(&mut self, budget: &Budget<'_>, took: Duration, steps: u64, edits: u32) {
        let cost = match budget {
            Budget::Time { .. } => took,
            Budget::Steps(_) => {
                let steps = u32::try_from(steps).unwrap_or(u32::MAX);
                PRICES.0.saturating_mul(steps) + PRICES.1.saturating_mul(edits)
            }
        };
        self.past.history.spent(cost);
    }

    /// Keeps the state, if it is time.
    pub(super) fn keep_if_due(&mut self, budget: &Budget<'_>) {
        if matches!(self.halted, Some(Halt::Panicked(_))) || !self.past.is_at_end() {
            return;
        }
        if self.past.history.is_due() {
            let simulation = &self.simulation;
            let now = || if let Budget::Time { clock, .. } = budget { clock() } else { Duration::ZERO };
            self.past.history.keep(simulation, || {
                let before = now();
                let clone = simulation.clone();
                (clone, now().saturating_sub(before))
            });
        }
    }

    /// Asks for the playhead to go somewhere. A seek under way is finished first, unless it takes long: if each were given up
    /// for the next, no picture would ever come.
    pub(super) fn seek(&mut self, to: SeekTo, number: u64) {
        let past = &self.past;
        if to == SeekTo::SpikeBefore {
            self.begin_search(past.place, number, Until::any_spike());
            return;
        }
        let from = past.waiting.map(|waiting| waiting.0).or(past.seek.as_ref().map(|seek| seek.to));
        let to = past.history.place(to, from.unwrap_or(past.place));
        let is_soon_done = past
            .seek
            .as_ref()
            .is_some_and(|seek| seek.search.is_none() && past.history.cost(past.place, seek.to) <= AT_ONCE);
        if is_soon_done {
            self.past.waiting = Some((to, number));
        } else {
            self.begin_seek(to, number);
        }
    }

    /// Begins the seek that waits.
    pub(super) fn begin_waiting(&mut self) {
        if self.mode != Mode::Seeking
            && let Some((to, number)) = self.past.waiting.take()
        {
            self.begin_seek(to, number);
        }
    }

    pub(super) fn begin_seek(&mut self, to: RunPlace, number: u64) {
        let is_broken = matches!(self.halted, Some(Halt::Panicked(_)));
        if !is_broken {
            self.collect();
        }
        (self.pursuit, self.held, self.halted) = (None, None, None);
        self.watch.lookout = None;
        self.pacer.reset();
        self.past.waiting = None;
        let past = &mut self.past;
        let before = past.seek.take();
        let is_ahead = !is_broken && past.place <= to && past.history.nearest(to) <= past.place;
        let mut origin = before.and_then(|seek| seek.origin);
        let to_end = if to == past.history.end() { past.end_state.take() } else { None };
        if to_end.is_some() || !is_ahead {
            let (place, state) = match to_end {
                Some(state) => (to, state),
                None => past.history.simulation_near(to),
            };
            let old = std::mem::replace(&mut self.simulation, state);
            self.crew.look_again();
            if !is_broken && past.place == past.history.end() {
                past.end_state = Some(old);
            } else if !is_broken && origin.is_none() {
                origin = Some((past.place, old));
            }
            past.place = place;
        }
        let whole = past.history.cost(past.place, to);
        past.seek = Some(Seeking { to, number, origin, whole, search: None });
        self.mode = Mode::Seeking;
        self.dirty = true;
    }

    /// Goes on with a seek, by at most this many steps; says by how many.
    pub(super) fn seek_chunk(&mut self, n: u64) -> u64 {
        let past = &mut self.past;
        let Some(to) = past.seek.as_ref().map(|seek| seek.to) else {
            self.mode = Mode::Paused;
            return 0;
        };
        past.history.act(&mut past.place, to.done, &mut self.simulation, &mut ());
        let left = past.history.steps_left(past.place).min(to.step.0.saturating_sub(past.place.step.0));
        let done = self.crew.run(&mut self.simulation, n.min(left), &mut (), &mut |()| true);
        past.place.step = self.simulation.now();
        past.history.act(&mut past.place, to.done, &mut self.simulation, &mut ());
        // What left the model does not go on; nothing of the run lies beyond.
        let is_stuck = done == 0 && 0 < left && self.simulation.blow_up().is_some();
        if to <= past.place || is_stuck {
            match self.past.seek.as_mut().and_then(|seek| seek.search.take().zip(Some(seek.number))) {
                Some((search, number)) => return done + self.look_back(search, number, n - done),
                None => self.arrive(),
            }
        }
        done
    }

    /// Goes on with a search by at most this many steps; says by how many.
    fn look_back(&mut self, mut search: Search, number: u64, n: u64) -> u64 {
        let (done, sought) = self.search_chunk(&mut search, n);
        match sought {
            Sought::Nothing => {
                if let Some(seek) = &mut self.past.seek {
                    // A seek that is at its place goes on with its search.
                    seek.to = search.start;
                    seek.search = Some(search);
                }
            }
            Sought::Found(place) => self.begin_seek(place, number),
            Sought::None => {
                self.past.missed = number;
                self.give_up_seek();
            }
        }
        done
    }

    /// The playhead is where it was to go.
    fn arrive(&mut self) {
        if let Some(seek) = self.past.seek.take() {
            self.past.number = seek.number;
        }
        if self.past.is_at_end() {
            self.past.end_reached();
        }
        self.watch.resolve(&self.simulation);
        self.pause();
        self.halted = self.blown_up();
    }

    /// Gives up the seek under way: the playhead is where it was before, or as far as it has come.
    pub(super) fn give_up_seek(&mut self) {
        if self.fork_waits.is_some() {
            return; // The person saw the place that it leads back to.
        }
        let Some(seek) = &mut self.past.seek else { return };
        if let Some((place, state)) = seek.origin.take() {
            (self.past.place, self.simulation) = (place, state);
            self.crew.look_again();
        } else if let Some(state) = self.past.end_state.take() {
            (self.past.place, self.simulation) = (self.past.history.end(), state);
            self.crew.look_again();
        }
        self.past.waiting = None;
        self.arrive();
    }

    /// Plays on through the past by some steps, or to what the run stops at; says by how many, and whether it is there. Inputs act
    /// again at their places.
    pub(super) fn past_chunk(&mut self, Steps { most, target }: Steps) -> (u64, bool) {
        let Self { past, watch, simulation, crew, .. } = self;
        let lookout = watch.lookout.as_mut();
        let mut passing = Passing { spikes: &mut watch.spikes, lookout, flashes: &mut past.flashes };
        let mut is_other = past.history.act(&mut past.place, usize::MAX, simulation, &mut passing);
        let n = most.min(past.history.steps_left(past.place));
        let (mut done, mut is_there) = (0, passing.is_there(|lookout| lookout.has_fired(simulation)));
        if target == u64::MAX && passing.lookout.is_none() {
            done = crew.run(simulation, n, &mut passing, &mut |_| true);
        } else {
            while !is_there && done < n && *passing.spikes <= target && simulation.blow_up().is_none() {
                simulation.step(&mut passing);
                is_there = passing.is_there(|lookout| lookout.is_there(simulation));
                done += 1;
            }
        }
        past.place.step = simulation.now();
        is_other |= past.history.act(&mut past.place, usize::MAX, simulation, &mut passing);
        if past.place == past.history.end() {
            past.end_reached();
            is_other = true;
        }
        if is_other {
            self.watch.resolve(&self.simulation);
        }
        self.dirty = true;
        (done, is_there)
    }
}
