//! Parts of a network that advance by themselves, so that several threads may take one each.
//!
//! A part has some of the membranes of every population, all synapses onto them, and a copy of every source. What a spike
//! sets off elsewhere is felt no sooner than the shortest delay, so for so many steps no part needs another; then all learn of the
//! spikes of all, in order of time, population and neuron ([`exchange`]). Every target sees the same arrivals in the same
//! order as in one piece, so the bits are the same, however many parts there are. Axons are copied too: what they release
//! and which channels it opens is worked out in every part, as that is a small part of what a spike does.
//!
//! No thread is started here, and nothing waits: who has threads hands the parts out.

mod state;

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::build::{join, positions};
use super::event::{Event, Observer};
use super::junction::Coupling;
use super::neuron::MAX_ABS_V_MV;
use super::population::PopulationState;
use super::projection::{Kept, ProjectionState};
use super::slot::Owner;
use super::synapses::Row;
use super::{Crowding, Simulation, Slot};
use crate::model::network::Population;
use crate::units::{Moment, Step};

/// Longest stretch without an exchange [steps], where no delay demands one: samples and events are held meanwhile.
const LONGEST: u64 = 128;

/// A spike of a population that is in parts.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    at: Moment,
    /// Position of the population, and its id.
    population: u32,
    id: u32,
    /// Which of all its neurons.
    neuron: u32,
}

/// What a simulation knows of being a part.
#[derive(Debug, Clone)]
pub(super) struct Membership {
    /// For each population the number of its first neuron that is here, if it is in parts.
    first: Vec<Option<u32>>,
    /// Spikes since the last exchange.
    outbox: Vec<Sent>,
}

impl Membership {
    /// Notes a spike of a population, if it is one in parts: all learn of it later. Returns which of all neurons it was.
    pub fn note(&mut self, (population, id): (usize, u32), neuron: u32, at: Moment) -> Option<u32> {
        let neuron = neuron + self.first[population]?;
        #[expect(clippy::cast_possible_truncation, reason = "a position of a population")]
        self.outbox.push(Sent { at, population: population as u32, id, neuron });
        Some(neuron)
    }
}

/// A part of a network in motion.
#[derive(Debug)]
pub struct Part {
    simulation: Simulation,
    /// Which neurons of each population are here.
    ranges: Vec<Range<usize>>,
    /// The synapses of each projection.
    rows: Vec<Vec<Row>>,
    log: Log,
    /// What is sampled here: the column, and the place.
    slots: Vec<(usize, Slot)>,
    /// Samples of the steps since the last exchange, one after the other.
    samples: Vec<f64>,
    /// For each population, in which step a neuron was first ready to fire twice.
    crowded: Vec<Option<Step>>,
}

/// Events since the last exchange.
#[derive(Debug)]
struct Log {
    /// True for one part: what happens in all of them alike is told by this one.
    tells_all: bool,
    wants_releases: bool,
    /// Ids of the populations that are in parts.
    parted: Vec<u32>,
    events: Vec<Event>,
    /// For each step, where the events end that listed times, arrivals and chance bring about.
    ends: Vec<[usize; 3]>,
}

impl Observer for Log {
    #[inline]
    fn event(&mut self, event: &Event) {
        let is_told = match event {
            Event::Spike(spike) => self.tells_all || self.parted.contains(&spike.population),
            Event::Release(_) => self.tells_all && self.wants_releases,
            _ => self.tells_all,
        };
        if is_told {
            self.events.push(*event);
        }
    }

    fn wants_samples(&self) -> bool {
        false
    }
}

impl Simulation {
    /// For how many steps parts of the network can advance by themselves; none if there are no parts of it: with gap junctions,
    /// with spikes of membranes that are felt within a step or two, with chance at single synapses, with stimuli onto membranes,
    /// and with other membranes than those of integrate-and-fire neurons that stay within the model.
    #[must_use]
    pub fn foresight(&self) -> Option<u64> {
        if self.standalone.is_some()
            || !self.junctions.is_empty()
            || self.blow_up.is_some()
            || self.membranes.is_empty()
        {
            return None;
        }
        if !self.populations.iter().filter(|state| state.has_membrane()).all(|state| self.stays_within(state))
        {
            return None;
        }
        let mut steps = LONGEST;
        for projection in &self.projections {
            let foresight = projection.foresight()?;
            if self.populations[projection.from].has_membrane() {
                steps = steps.min(foresight);
            }
        }
        (0 < steps).then_some(steps)
    }

    /// Number of neurons with membranes.
    #[must_use]
    pub fn n_membranes(&self) -> usize {
        self.membranes.iter().map(|index| self.populations[*index].n()).sum()
    }

    /// Whether potentials cannot leave the model: they lie between those that pull at them.
    fn stays_within(&self, state: &PopulationState) -> bool {
        let Some(bounds) = state.kernel.bounds_mV() else { return false };
        let receptors = state.incoming.iter().flat_map(|incoming| &self.projections[*incoming].receptors);
        let mut ends: Vec<f64> = receptors.map(|receptor| receptor.E_mV).collect();
        ends.extend(bounds);
        let V = state.cells.columns.column(state.cells.V);
        // A potential that acts over a step may lie a little beyond those that it comes from.
        state.stimuli.is_empty() && ends.iter().chain(V).all(|V| 2.0 * V.abs() < MAX_ABS_V_MV)
    }

    /// The network in `n` parts, which are in the state reached. Nothing may be due any more at the boundary reached, nor be asked
    /// for at a time to come, and there must be a [`Simulation::foresight`].
    #[must_use]
    pub fn parts(&self, n: usize) -> Vec<Part> {
        (0..n.max(1)).map(|place| Part::new(self, place, n.max(1))).collect()
    }

    /// Whether the run can go on in parts from the boundary reached.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.settled && self.scheduled.is_empty() && self.pending.is_empty() && self.blow_up.is_none()
    }

    /// Takes the state that parts have reached, after an exchange.
    pub fn take_from(&mut self, parts: &[&Part]) {
        self.edits += 1;
        self.settled = true;
        self.next_due = Step(0);
        for index in 0..self.populations.len() {
            let first = parts
                .iter()
                .filter_map(|part| Some((part.crowded[index]?, part)))
                .min_by_key(|(step, _)| *step);
            let of_first = first.and_then(|(_, part)| part.crowding(index));
            for part in parts {
                self.now = part.simulation.now;
                part.give_population(index, &mut self.populations[index]);
            }
            let crowding = &mut self.populations[index].cells.crowding;
            for found in parts.iter().filter_map(|part| part.crowding(index)) {
                match crowding {
                    Some(crowding) => crowding.add(&found),
                    None => *crowding = of_first.map(|first| Crowding { neuron: first.neuron, ..found }),
                }
            }
        }
        for (index, whole) in self.projections.iter_mut().enumerate() {
            for part in parts {
                let own = &part.simulation.projections[index];
                own.give_part(whole, &part.ranges[own.to], &part.rows[index]);
            }
        }
    }
}

impl Simulation {
    /// A simulation of a part, of its populations and projections.
    fn part_of(
        &self,
        populations: Vec<PopulationState>,
        projections: Vec<ProjectionState>,
        part: Membership,
    ) -> Self {
        let largest = self.n_membranes();
        Self {
            network: Arc::clone(&self.network),
            seed: self.seed,
            grid: self.grid,
            now: self.now,
            membranes: positions(&populations, PopulationState::has_membrane),
            sources: self.sources.clone(),
            timed: self.timed.clone(),
            learning: self.learning.clone(),
            driven: self.driven.clone(),
            route: None,
            standalone: None,
            coupling: Coupling::default(),
            populations,
            projections,
            junctions: Vec::new(),
            scheduled: Vec::new(),
            settled: true,
            next_due: Step(0),
            spikes: Vec::with_capacity(largest + 64),
            pending: Vec::with_capacity(largest + 64),
            due: Vec::with_capacity(2 * largest + 64),
            order: Vec::new(),
            blow_up: None,
            straying: None,
            part: Some(part),
            edits: 0,
        }
    }
}

impl Part {
    /// The part at a place among `n`.
    fn new(whole: &Simulation, place: usize, n: usize) -> Self {
        let ranges: Vec<Range<usize>> = whole
            .populations
            .iter()
            .map(|state| if state.has_membrane() { share(state.n(), place, n) } else { 0..state.n() })
            .collect();
        let populations = whole.populations.iter().zip(&ranges);
        let mut populations: Vec<PopulationState> = populations
            .map(|(state, range)| {
                let spec = Population { n: range.len() as u64, ..(*state.spec).clone() };
                PopulationState::new(&spec, whole.seed, whole.grid)
            })
            .collect();
        let mut rows = Vec::new();
        let projections: Vec<ProjectionState> = whole
            .projections
            .iter()
            .map(|state| {
                let (synapses, own) = state.synapses.onto(&ranges[state.to]);
                let w = state.w.of_rows(own.iter().map(|row| row.there.clone()));
                let kept = Kept { synapses: Arc::new(synapses), w: Some(w) };
                rows.push(own);
                let sizes = (state.from_n, ranges[state.to].len());
                let drift = populations[state.to].kernel.drift();
                let ends = (state.from, state.to);
                ProjectionState::between(ends, sizes, &state.spec, kept, drift, whole.seed, whole.grid)
            })
            .collect();
        join(&mut populations, &projections, &[], whole.grid);
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let first = |(state, range): (&PopulationState, &Range<usize>)| {
            state.has_membrane().then_some(range.start as u32)
        };
        let first: Vec<Option<u32>> = whole.populations.iter().zip(&ranges).map(first).collect();
        let parted = whole.membranes.iter().map(|index| whole.populations[*index].spec.id).collect();
        let log =
            Log { tells_all: place == 0, wants_releases: true, parted, events: Vec::new(), ends: Vec::new() };
        let membership = Membership { first, outbox: Vec::new() };
        let simulation = whole.part_of(populations, projections, membership);
        let crowded = vec![None; ranges.len()];
        let mut part =
            Self { simulation, ranges, rows, log, slots: Vec::new(), samples: Vec::new(), crowded };
        part.take_from(whole);
        part
    }

    /// Takes over the state of the whole.
    pub fn take_from(&mut self, whole: &Simulation) {
        let Self { simulation, ranges, rows, crowded, .. } = self;
        simulation.now = whole.now;
        simulation.next_due = Step(0);
        for ((own, whole), range) in simulation.populations.iter_mut().zip(&whole.populations).zip(&*ranges) {
            own.take_part(whole, range);
        }
        for ((own, whole), rows) in simulation.projections.iter_mut().zip(&whole.projections).zip(rows) {
            own.take_part(whole, &ranges[own.to], rows);
        }
        crowded.fill(None);
    }

    fn give_population(&self, index: usize, whole: &mut PopulationState) {
        self.simulation.populations[index].give_part(whole, &self.ranges[index]);
    }

    /// Neurons that were ready to fire twice, by their numbers among all.
    fn crowding(&self, index: usize) -> Option<Crowding> {
        let found = self.simulation.populations[index].cells.crowding?;
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let first = self.ranges[index].start as u32;
        Some(Crowding { neuron: found.neuron + first, ..found })
    }

    /// What is to be told from now on: the values at these places of the whole, and releases or not.
    pub fn tell(&mut self, whole: &Simulation, slots: &[Option<Slot>], wants_releases: bool) {
        self.log.wants_releases = wants_releases;
        let own = |(column, slot): (usize, &Option<Slot>)| Some((column, self.slot(whole, (*slot)?)?));
        self.slots = slots.iter().enumerate().filter_map(own).collect();
    }

    /// The place here of a place in the whole, if it is told of here.
    fn slot(&self, whole: &Simulation, slot: Slot) -> Option<Slot> {
        let index = match slot.owner() {
            Owner::Neuron(population) => {
                let range = &self.ranges[population];
                let is_here = if whole.populations[population].has_membrane() {
                    range.contains(&slot.index())
                } else {
                    self.log.tells_all
                };
                is_here.then(|| slot.index() - range.start)?
            }
            Owner::Synapse(projection) => {
                let state = &whole.projections[projection];
                let Row { there, here } = &self.rows[projection][state.synapses.axon(slot.index())];
                there.contains(&slot.index()).then(|| slot.index() - there.start + here.start)?
            }
            Owner::Target(projection) => {
                let range = &self.ranges[whole.projections[projection].to];
                range.contains(&slot.index()).then(|| slot.index() - range.start)?
            }
        };
        Some(slot.at(index))
    }

    /// Sends spikes of all parts on their way.
    pub fn receive(&mut self, inbox: &[Sent]) {
        self.simulation.receive(inbox);
    }

    /// Advances up to a boundary no further than the foresight from the last exchange, of which the `inbox` came.
    pub fn advance(&mut self, inbox: &[Sent], until: Step) {
        let Self { simulation, log, slots, samples, crowded, .. } = self;
        log.events.clear();
        log.ends.clear();
        samples.clear();
        simulation.receive(inbox);
        while simulation.now < until {
            samples.extend(slots.iter().map(|(_, slot)| simulation.read(*slot)));
            simulation.integrate();
            simulation.now.0 += 1;
            if !simulation.timed.is_empty() {
                simulation.fire_trains(log);
            }
            let of_trains = log.events.len();
            simulation.deliver(log);
            let of_arrivals = log.events.len();
            simulation.draw_sources(log);
            simulation.keep_up();
            log.ends.push([of_trains, of_arrivals, log.events.len()]);
            for (crowded, state) in crowded.iter_mut().zip(&simulation.populations) {
                if crowded.is_none() && state.cells.crowding.is_some() {
                    *crowded = Some(simulation.now);
                }
            }
        }
    }

    /// The events of a step among those since the last exchange, by what brings them about.
    fn events(&self, step: usize) -> [&[Event]; 3] {
        let from = if step == 0 { 0 } else { self.log.ends[step - 1][2] };
        let [trains, arrivals, chance] = self.log.ends[step];
        [
            &self.log.events[from..trains],
            &self.log.events[trains..arrivals],
            &self.log.events[arrivals..chance],
        ]
    }
}

impl Simulation {
    /// Sends spikes of populations that are in parts on their way.
    fn receive(&mut self, inbox: &[Sent]) {
        for Sent { at, population, neuron, .. } in inbox {
            for projection in &self.populations[*population as usize].outgoing {
                self.next_due =
                    self.next_due.min(self.projections[*projection].send(*neuron, *at, self.grid));
            }
        }
    }
}

/// Tells an observer what the parts have done since the last exchange, as one piece would have told it, and collects in `inbox`
/// what they have to learn of each other. `n_values` are sampled, if any are.
pub fn exchange(
    parts: &mut [&mut Part],
    n_values: Option<usize>,
    observer: &mut impl Observer,
    inbox: &mut Vec<Sent>,
) {
    inbox.clear();
    for part in parts.iter_mut() {
        if let Some(membership) = &mut part.simulation.part {
            inbox.append(&mut membership.outbox);
        }
    }
    inbox.sort_unstable_by(|a, b| a.at.order(&b.at).then(a.id.cmp(&b.id)).then(a.neuron.cmp(&b.neuron)));
    let Some(first) = parts.first() else { return };
    let (n_steps, end) = (first.log.ends.len(), first.simulation.now);
    let mut values = vec![f64::NAN; n_values.unwrap_or(0)];
    let mut places = vec![0; parts.len()];
    for step in 0..n_steps {
        if n_values.is_some() {
            for part in &*parts {
                let row = &part.samples[step * part.slots.len()..];
                part.slots.iter().zip(row).for_each(|((column, _), value)| values[*column] = *value);
            }
            observer.sample_values(Step(end.0 - (n_steps - step) as u64), &values);
        }
        let [trains, _, chance] = parts[0].events(step);
        for event in trains {
            observer.event(event);
        }
        merge(parts, step, &mut places, observer);
        for event in chance {
            observer.event(event);
        }
    }
}

/// Tells of what arrivals brought about in a step, in order of time.
fn merge(parts: &[&mut Part], step: usize, places: &mut [usize], observer: &mut impl Observer) {
    places.fill(0);
    loop {
        let heads = parts.iter().zip(&*places).enumerate();
        let heads =
            heads.filter_map(|(index, (part, place))| Some((index, part.events(step)[1].get(*place)?)));
        let Some((index, event)) = heads.min_by(|(_, a), (_, b)| order(a, b)) else { return };
        observer.event(event);
        places[index] += 1;
    }
}

/// Spikes and releases in the order in which they happen: a spike comes before what arrives at its moment.
fn order(a: &Event, b: &Event) -> Ordering {
    let key = |event: &Event| match event {
        Event::Spike(spike) => (spike.at, 0, spike.population, spike.neuron),
        Event::Release(release) => (release.at, 1, release.projection, release.neuron),
        _ => (Moment::default(), 0, 0, 0),
    };
    let ((at, kind, id, neuron), other) = (key(a), key(b));
    at.order(&other.0).then((kind, id, neuron).cmp(&(other.1, other.2, other.3)))
}

/// The share of `count` neurons at a place among `n`.
fn share(count: usize, place: usize, n: usize) -> Range<usize> {
    count * place / n..count * (place + 1) / n
}
