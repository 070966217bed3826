//! Spikes that leave their neurons and arrive: what happens at a boundary, in its order.

use super::event::{Event, Observer, Release, Spike, SpikeCause, SpikeDetail};
use super::population::PopulationState;
use super::projection::ProjectionState;
use super::spike_queue::Arrival;
use super::{Pending, Scheduled, Simulation};
use crate::model::neuron::NeuronModel;
use crate::units::{Moment, Step};

impl Simulation {
    /// Makes a neuron fire at the boundary reached, and lets what follows at once happen. Without a neuron,
    /// a random choice of the population's volley fraction fires. Returns how many did; a neuron in its
    /// refractory period does not, and is counted as ignored. Unknown ids and neurons do nothing.
    pub fn fire(&mut self, population: u32, neuron: Option<u32>, observer: &mut impl Observer) -> u64 {
        self.edits += 1;
        let fired = self.fire_at(population, neuron, Moment::at(self.now), observer);
        self.deliver(observer);
        fired
    }

    pub(super) fn draw_sources(&mut self, observer: &mut impl Observer) {
        for place in 0..self.sources.len() {
            let index = self.sources[place];
            if self.populations[index].kernel.waits() {
                continue;
            }
            let mut spikes = std::mem::take(&mut self.spikes);
            self.populations[index].draw(self.now, self.grid, &mut spikes);
            for (_, neuron) in &spikes {
                self.emit_now(index, *neuron, observer);
            }
            spikes.clear();
            self.spikes = spikes;
        }
        // What arrives at once, and what the synapses learn from it, belongs to this boundary, too.
        self.deliver(observer);
    }

    /// A spike leaves its neuron at the boundary reached, of which everything earlier has been delivered. Where there is no
    /// delay it arrives at once: it opens channels for the steps to come, so nothing else depends on its order. Where it may
    /// arrive at this boundary, but not before others do, it is due.
    #[inline]
    fn emit_now(&mut self, index: usize, neuron: u32, observer: &mut impl Observer) {
        let (now, at) = (self.now, Moment::at(self.now));
        for place in 0..self.populations[index].outgoing.len() {
            let projection = &mut self.projections[self.populations[index].outgoing[place]];
            if projection.is_prompt() {
                // Nothing is left of the step, so no potential changes and nothing fires.
                let amplitude = projection.deliver_at(neuron, now, self.grid, observer);
                if projection.has_to_learn() {
                    self.next_due = self.next_due.min(projection.due());
                }
                let projection = projection.spec.id;
                observer.event(&Event::Release(Release { at, projection, neuron, amplitude }));
            } else {
                self.next_due = self.next_due.min(projection.send(neuron, at, self.grid));
            }
        }
        let spike = Spike { at, population: self.populations[index].spec.id, neuron };
        observer.event(&Event::Spike(spike));
        tell_detail(spike, SpikeCause::Chance, None, observer);
    }

    pub(super) fn fire_trains(&mut self, observer: &mut impl Observer) {
        for place in 0..self.timed.len() {
            let index = self.timed[place];
            while let Some((at, neuron)) = self.populations[index].kernel.pop_train(self.now, self.grid) {
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                let all = 0..self.populations[index].n() as u32;
                for neuron in neuron.map_or(all, |neuron| neuron..neuron + 1) {
                    self.force(index, neuron, at, observer);
                }
            }
        }
    }

    pub(super) fn fire_scheduled(&mut self, observer: &mut impl Observer) {
        while let Some(next) = self.scheduled.last()
            && next.at.boundary() <= self.now
        {
            let Scheduled { at, population, neuron } = *next;
            self.scheduled.pop();
            self.fire_at(population, neuron, at, observer);
        }
    }

    fn fire_at(
        &mut self,
        population: u32,
        neuron: Option<u32>,
        at: Moment,
        observer: &mut impl Observer,
    ) -> u64 {
        let Some(index) = self.populations.iter().position(|state| state.spec.id == population) else {
            return 0;
        };
        let n = self.populations[index].n();
        match neuron {
            Some(neuron) if (neuron as usize) < n => u64::from(self.force(index, neuron, at, observer)),
            Some(_) => 0,
            None if n == 1 => u64::from(self.force(index, 0, at, observer)),
            None => {
                let mut order = std::mem::take(&mut self.order);
                self.choose_volley(index, &mut order);
                let fired = order.iter().filter(|neuron| self.force(index, **neuron, at, observer)).count();
                self.order = order;
                fired as u64
            }
        }
    }

    /// A random choice without repetition of the population's volley fraction, at least one, in order.
    fn choose_volley(&mut self, index: usize, order: &mut Vec<u32>) {
        let population = &mut self.populations[index];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 100 000 neurons"
        )]
        let (n, size) = {
            let n = population.spec.n as u32;
            (n, (population.spec.volley_fraction * f64::from(n)).round().max(1.0) as u32)
        };
        order.clear();
        order.extend(0..n);
        for chosen in 0..size.min(n) {
            let other = chosen + population.volley.below(n - chosen);
            order.swap(chosen as usize, other as usize);
        }
        order.truncate(size as usize);
        order.sort_unstable();
    }

    fn force(&mut self, index: usize, neuron: u32, at: Moment, observer: &mut impl Observer) -> bool {
        let before_mV = self.populations[index].V_mV(neuron as usize);
        let fires = self.populations[index].force(neuron as usize, at, self.now, self.grid);
        if fires {
            if at.offset_ms != 0.0 && !self.junctions.is_empty() {
                let jump_mV = self.populations[index].V_mV(neuron as usize) - before_mV;
                let ago_ms = self.grid.between_ms(at, Moment::at(self.now));
                self.tell_partners(index, neuron, jump_mV, ago_ms);
            }
            let after_mV = self.populations[index].V_mV(neuron as usize);
            let has_V = self.populations[index].has_membrane();
            let spike = self.emit(index, neuron, at, false, observer);
            tell_detail(spike, SpikeCause::Asked, has_V.then_some([before_mV, after_mV]), observer);
        } else {
            let population = self.populations[index].spec.id;
            observer.event(&Event::Ignored(Spike { at, population, neuron }));
        }
        fires
    }

    /// A spike leaves its neuron. Where `arrives_at_once`, the caller sees to the projections on which it does.
    fn emit(
        &mut self,
        index: usize,
        neuron: u32,
        at: Moment,
        arrives_at_once: bool,
        observer: &mut impl Observer,
    ) -> Spike {
        let population = &self.populations[index];
        let id = population.spec.id;
        let among_all = self.part.as_mut().and_then(|part| part.note((index, id), neuron, at));
        // What is a part learns of its own spikes when it learns of those of others.
        let outgoing = if among_all.is_some() { &[][..] } else { &population.outgoing };
        for projection in outgoing {
            let projection = &mut self.projections[*projection];
            if !(arrives_at_once && projection.is_prompt()) {
                self.next_due = self.next_due.min(projection.send(neuron, at, self.grid));
            }
        }
        for projection in &population.learning {
            self.next_due = self.next_due.min(self.projections[*projection].send_back(neuron, at, self.grid));
        }
        let spike = Spike { at, population: id, neuron: among_all.unwrap_or(neuron) };
        observer.event(&Event::Spike(spike));
        spike
    }

    /// Every arrival due at the boundary reached acts, and so does what follows from it at once.
    #[inline]
    pub(super) fn deliver(&mut self, observer: &mut impl Observer) {
        if self.next_due <= self.now || !self.pending.is_empty() {
            self.deliver_all(observer);
        }
    }

    fn deliver_all(&mut self, observer: &mut impl Observer) {
        self.deliver_due(observer);
        for projection in &self.learning {
            self.projections[*projection].learn(self.now, observer);
        }
        self.next_due = self.projections.iter().map(ProjectionState::due).min().unwrap_or(Step(u64::MAX));
    }

    /// Every arrival due at the boundary reached acts, in order of (time, projection, axon), and spikes inside the step just
    /// taken leave their neurons between them, in order of time. So an arrival finds every spike before it fired, and may
    /// still move those after it.
    fn deliver_due(&mut self, observer: &mut impl Observer) {
        if self.next_due <= self.now {
            self.collect_due();
        }
        loop {
            let pending = self.pending.last().copied();
            let arrival = self.due.last().map(|(arrival, _)| arrival.at);
            let is_spike_next = match (pending, arrival) {
                (None, None) => break,
                (Some(spike), Some(at)) => self.moment_of(&spike).order(&at).is_le(),
                (spike, _) => spike.is_some(),
            };
            if let Some(spike) = pending.filter(|_| is_spike_next) {
                self.pending.pop();
                self.leave(spike, observer);
            } else if let Some((arrival, index)) = self.due.pop() {
                self.arrive(arrival, index, observer);
            }
        }
    }

    /// Reads from memory what spikes inside the step just taken will need where they arrive at once.
    pub(super) fn read_ahead(&self) {
        let mut read = 0;
        for spike in &self.pending {
            for index in &self.populations[spike.population as usize].outgoing {
                let projection = &self.projections[*index];
                if projection.is_prompt() {
                    read ^= projection.read_ahead(spike.neuron);
                }
            }
        }
        std::hint::black_box(read);
    }

    /// A spike reaches the synapses of the projection at a position.
    fn arrive(&mut self, arrival: Arrival, index: usize, observer: &mut impl Observer) {
        let Self { projections, populations, spikes, pending, grid, .. } = self;
        let (projection, grid) = (&mut projections[index], *grid);
        let to = projection.to;
        let target = &mut populations[to];
        let amplitude = projection.deliver(arrival, self.now, grid, observer, |opening, ends| {
            target.catch_up(ends, opening, grid, spikes);
        });
        let Arrival { at, neuron } = arrival;
        let projection = projection.spec.id;
        observer.event(&Event::Release(Release { at, projection, neuron, amplitude }));
        for (at_ms, neuron) in spikes.drain(..) {
            #[expect(clippy::cast_possible_truncation, reason = "a position of a population")]
            let spike = Pending { at_ms, population: to as u32, neuron };
            let place = pending.partition_point(|other| later_first(other, &spike, populations).is_lt());
            pending.insert(place, spike);
        }
    }

    /// Whether nothing else is known to happen before a moment, or at the same time, of what is due at the boundary reached.
    fn comes_first(&self, at: Moment) -> bool {
        self.pending.last().is_none_or(|spike| at.order(&self.moment_of(spike)).is_lt())
            && self.due.last().is_none_or(|(arrival, _)| at.order(&arrival.at).is_lt())
    }

    /// A spike inside the step just taken leaves its neuron, unless something has moved it since.
    fn leave(&mut self, spike: Pending, observer: &mut impl Observer) {
        let Pending { at_ms, population, neuron } = spike;
        let population = population as usize;
        if !self.populations[population].is_about_to_fire(neuron, at_ms) {
            return;
        }
        if let Some((from_mV, to_mV)) = self.populations[population].unseen(neuron) {
            self.tell_partners(population, neuron, to_mV - from_mV, self.grid.dt_ms() - at_ms);
        }
        self.populations[population].has_fired(neuron, at_ms, self.grid);
        let jump_mV = self.populations[population].spec.kind.inner().and_then(NeuronModel::spike_jump_mV);
        let at = self.moment_of(&spike);
        let spike = self.emit(population, neuron, at, true, observer);
        tell_detail(spike, SpikeCause::Threshold, jump_mV, observer);
        // What arrives at once need not queue for it, unless something else is to come first.
        let arrival = Arrival { at: self.grid.later(at, Moment::default()), neuron };
        for place in 0..self.populations[population].outgoing.len() {
            let index = self.populations[population].outgoing[place];
            if !self.projections[index].is_prompt() {
                continue;
            }
            if self.comes_first(arrival.at) {
                self.arrive(arrival, index, observer);
            } else {
                self.next_due = self.next_due.min(self.projections[index].send(neuron, at, self.grid));
            }
        }
        if self.next_due <= self.now {
            self.collect_due();
        }
    }

    fn moment_of(&self, spike: &Pending) -> Moment {
        Moment { step: Step(self.now.0 - 1), offset_ms: spike.at_ms }
    }

    /// Moves all arrivals that are due at the boundary reached from their queues to `due`, latest first.
    fn collect_due(&mut self) {
        let (before, mut read) = (self.due.len(), 0);
        for (index, projection) in self.projections.iter_mut().enumerate() {
            while let Some(arrival) = projection.queue.pop_due(self.now) {
                read ^= projection.read_ahead(arrival.neuron);
                self.due.push((arrival, index));
            }
        }
        std::hint::black_box(read);
        if before < self.due.len() && 1 < self.due.len() {
            let id = |index: usize| self.projections[index].spec.id;
            self.due.sort_unstable_by(|(a, i), (b, j)| {
                b.at.order(&a.at).then_with(|| id(*j).cmp(&id(*i))).then(b.neuron.cmp(&a.neuron))
            });
        }
        self.next_due = Step(u64::MAX);
    }

    /// Lets those that gap junctions couple to a neuron know that its potential has jumped, some time ago [ms].
    fn tell_partners(&mut self, population: usize, neuron: u32, jump_mV: f64, ago_ms: f64) {
        for junction in &self.junctions {
            let partner = match junction.ends {
                [end, other] | [other, end] if end == population => other,
                _ => continue,
            };
            if (neuron as usize) < junction.n(&self.populations) {
                let charge_pA_ms = junction.spec.g_c_nS * jump_mV * ago_ms;
                self.populations[partner].nudge(neuron as usize, charge_pA_ms);
            }
        }
    }
}

/// Tells how a spike came about, if somebody watches.
#[inline]
fn tell_detail<O: Observer>(spike: Spike, cause: SpikeCause, V_mV: Option<[f64; 2]>, observer: &mut O) {
    if O::WATCHES && observer.watches_spikes(spike.population) {
        observer.event(&Event::SpikeDetail(SpikeDetail { spike, cause, V_mV }));
    }
}

/// Orders spikes inside a step from the latest to the first; those at the same time by population and neuron.
pub(super) fn later_first(a: &Pending, b: &Pending, populations: &[PopulationState]) -> std::cmp::Ordering {
    let id = |spike: &Pending| populations[spike.population as usize].spec.id;
    b.at_ms.total_cmp(&a.at_ms).then_with(|| id(b).cmp(&id(a))).then(b.neuron.cmp(&a.neuron))
}
