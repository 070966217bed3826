//! The direct way through small networks: one neuron, and sources that fire at random onto it by simple synapses, such as
//! the thousand inputs of Song, Miller & Abbott (2000).
//!
//! It does what [`Simulation::step`] does, operation by operation, with everything that a step needs at hand. Where anything
//! else is to happen than a quiet membrane and spikes of the sources, it ends, and an ordinary step follows. It tells what is
//! watched as the step does, event by event.

use super::event::{Event, Observer, Release, Spike, SpikeCause, SpikeDetail, Watcher};
use super::junction::JunctionState;
use super::neuron::{OnlyMembrane, Pace};
use super::population::PopulationState;
use super::projection::{DirectProjection, ProjectionState};
use super::rng::Stream;
use super::{Simulation, Step};
use crate::units::Moment;

/// Most sources in a network that is known.
const MOST: usize = 4;

/// Where things are in a network that is known.
#[derive(Debug, Clone)]
pub(super) struct Route {
    /// Position of the neuron.
    membrane: usize,
    /// Positions of each source and of its projection, in the order in which they fire.
    sources: Vec<(usize, usize)>,
    /// Place of each source in the order in which conductances are summed.
    slots: Vec<usize>,
}

/// A source with the synapses that it fires onto.
struct Source<'a> {
    id: u32,
    n: u32,
    wait: &'a mut f64,
    per_step: f64,
    stream: &'a mut Stream,
    synapses: DirectProjection<'a>,
    slot: usize,
}

/// Which of the synapses of a source may be watched: a quick answer that is seldom wrong, and never where it is no.
#[derive(Debug, Clone, Copy, Default)]
struct Sieve {
    bits: [u64; SIEVE / 64],
    /// True if somebody watches how the source comes to fire.
    spikes: bool,
}

/// So many synapses in a row have a bit each.
const SIEVE: usize = 1024;

impl Sieve {
    fn new(observer: &impl Observer, population: u32, projection: u32) -> Self {
        let mut sieve = Self { spikes: observer.watches_spikes(population), ..Self::default() };
        for synapse in observer.watched(projection) {
            sieve.bits[synapse % SIEVE / 64] |= 1 << (synapse % 64);
        }
        sieve
    }

    #[inline]
    fn may_have(&self, synapse: u32) -> bool {
        let place = synapse as usize % SIEVE;
        self.bits[place / 64] >> (place % 64) & 1 == 1
    }
}

impl Route {
    /// The route, if the network is one neuron and steady sources, each with one direct projection onto it.
    pub fn new(
        populations: &[PopulationState],
        projections: &[ProjectionState],
        junctions: &[JunctionState],
    ) -> Option<Self> {
        let membrane = populations.iter().position(PopulationState::has_membrane)?;
        let neuron = &populations[membrane];
        let is_known = neuron.kernel.is_few()
            && neuron.n() == 1
            && junctions.is_empty()
            && populations.len() <= MOST + 1
            && projections.iter().all(ProjectionState::is_direct);
        if !is_known {
            return None;
        }
        let others = populations.iter().enumerate().filter(|(index, _)| *index != membrane);
        let sources: Option<Vec<_>> = others
            .map(|(index, source)| match source.outgoing[..] {
                [projection] if source.kernel.is_steady() => Some((index, projection)),
                _ => None,
            })
            .collect();
        let sources = sources.filter(|sources| sources.len() == projections.len())?;
        let slot = |(_, projection): &(usize, usize)| neuron.incoming.iter().position(|p| p == projection);
        let slots = sources.iter().map(slot).collect::<Option<_>>()?;
        Some(Self { membrane, sources, slots })
    }
}

/// The members of a short list, each to be borrowed by itself.
fn members<T, const N: usize>(list: &mut [T]) -> [Option<&mut T>; N] {
    let mut list = list.iter_mut();
    std::array::from_fn(|_| list.next())
}

impl Simulation {
    /// Advances by at most this many steps in which nothing happens but quiet relaxation and spikes of the sources; says by
    /// how many.
    pub(super) fn leap<O: Observer>(&mut self, most: u64, observer: &mut O) -> u64 {
        let Some(route) = &self.route else { return 0 };
        if !self.settled || !self.scheduled.is_empty() || self.next_due != Step(u64::MAX) {
            return 0;
        }
        let mut populations: [Option<&mut PopulationState>; MOST + 1] = members(&mut self.populations);
        let mut projections: [Option<&mut ProjectionState>; MOST] = members(&mut self.projections);
        let mut sources: [Option<Source<'_>>; MOST] = [const { None }; MOST];
        for (source, ((population, projection), slot)) in
            sources.iter_mut().zip(route.sources.iter().zip(&route.slots))
        {
            let (Some(population), Some(projection)) =
                (populations[*population].take(), projections[*projection].take())
            else {
                return 0;
            };
            let (id, size) = (population.spec.id, population.n());
            let PopulationState { kernel, stream, .. } = population;
            let (Some(Pace { wait, per_step: expected }), Some(synapses)) =
                (kernel.pace(), projection.direct())
            else {
                return 0;
            };
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            let n = size as u32;
            *source = Some(Source { id, n, wait, per_step: expected, stream, synapses, slot: *slot });
        }
        let membrane = populations[route.membrane].take();
        let Some(PopulationState { kernel, cells, inputs, .. }) = membrane else { return 0 };
        let Some(membrane) = kernel.only_membrane(cells, inputs) else { return 0 };
        let stretch = Stretch { membrane, now: self.now, most, h_ms: self.grid.dt_ms() };
        // Sources stand in the first places.
        let done = match &mut sources {
            [None, ..] => stretch.leap([], observer),
            [Some(a), None, ..] => stretch.leap([a], observer),
            [Some(a), Some(b), None, ..] => stretch.leap([a, b], observer),
            [Some(a), Some(b), Some(c), None] => stretch.leap([a, b, c], observer),
            [Some(a), Some(b), Some(c), Some(d)] => stretch.leap([a, b, c, d], observer),
        };
        if 0 < done {
            self.now.0 += done;
            self.edits += 1;
            self.keep_up();
        }
        done
    }
}

/// A membrane, and for how many steps at most it is to go on from a boundary.
struct Stretch<'a> {
    membrane: OnlyMembrane<'a>,
    now: Step,
    most: u64,
    h_ms: f64,
}

impl Stretch<'_> {
    /// Advances with this number of sources, so that what is known of them is close at hand; says by how many steps.
    // Longer than 60 lines: with what a spike does in a function of its own, the loop takes a twentieth longer.
    #[inline]
    fn leap<O: Observer, const N: usize>(self, mut sources: [&mut Source<'_>; N], observer: &mut O) -> u64 {
        let Self { membrane, mut now, most, h_ms } = self;
        let wants_releases = observer.wants_releases();
        let mut sieves = [Sieve::default(); N];
        if O::WATCHES {
            for (sieve, source) in sieves.iter_mut().zip(&sources) {
                *sieve = Sieve::new(observer, source.id, source.synapses.id);
            }
        }
        let (mut g, mut E_mV, mut mean, mut per_step) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
        for source in &sources {
            let (slot, receptor) = (source.slot, &source.synapses.receptor);
            (g[slot], E_mV[slot]) = (*receptor.g, receptor.E_mean_mV);
            (mean[slot], per_step[slot]) = (receptor.mean, receptor.per_step);
        }
        let (mut waits, expected) =
            (sources.each_ref().map(|source| *source.wait), sources.each_ref().map(|source| source.per_step));
        let mut V = *membrane.V;
        let mut done = 0;
        while done < most {
            let (mut G, mut J) = membrane.leak;
            for k in 0..N {
                let g = g[k] * mean[k];
                G += g;
                J += g * E_mV[k];
            }
            let Some(next) = membrane.relaxed.next(V, *membrane.t_left, G, J) else { break };
            V = next;
            for k in 0..N {
                g[k] *= per_step[k];
            }
            now.0 += 1;
            done += 1;
            for k in 0..N {
                waits[k] -= expected[k];
                while waits[k] <= 0.0 {
                    let source = &mut *sources[k];
                    let neuron = source.stream.below(source.n);
                    if O::WATCHES && sieves[k].may_have(neuron) {
                        source.tell(neuron, now, observer);
                    }
                    let release = source.fire(neuron, now, &mut g[source.slot]);
                    if wants_releases {
                        observer.event(&Event::Release(release));
                    }
                    let spike = Spike { at: release.at, population: source.id, neuron };
                    observer.event(&Event::Spike(spike));
                    if O::WATCHES && sieves[k].spikes {
                        let detail = SpikeDetail { spike, cause: SpikeCause::Chance, V_mV: None };
                        observer.event(&Event::SpikeDetail(detail));
                    }
                    waits[k] += source.stream.exponential();
                }
            }
        }
        if 0 < done {
            *membrane.V = V;
            *membrane.free_ms = h_ms;
            for (source, wait) in sources.iter_mut().zip(waits) {
                *source.wait = wait;
                *source.synapses.receptor.g = g[source.slot];
            }
        }
        done
    }
}

impl Source<'_> {
    /// A spike of a neuron of the source arrives at a boundary; `g` is the conductance onto the target [nS].
    #[inline]
    fn fire(&mut self, neuron: u32, now: Step, g: &mut f64) -> Release {
        let lane = neuron as usize;
        let DirectProjection { id, A, w, receptor, timing } = &mut self.synapses;
        let (P, since) = (&mut receptor.P[lane], &mut receptor.at[lane]);
        *P = *P * receptor.fade.steps(now.0 - since.0) + *A;
        *since = now;
        let full = receptor.g_max_nS * *A;
        if let Some(timing) = timing {
            let w = &mut w.plastic_mut()[lane];
            *g += full * *w;
            timing.pre(neuron, now, w);
        } else {
            *g += full * w.at(lane);
        }
        Release { at: Moment::at(now), projection: *id, neuron, amplitude: *A }
    }

    /// Tells what a spike that is about to arrive at a boundary makes of its synapse, if that is watched.
    fn tell<O: Observer>(&mut self, neuron: u32, now: Step, observer: &mut O) {
        let (lane, at) = (neuron as usize, Moment::at(now));
        let DirectProjection { id, A, w, receptor, timing } = &mut self.synapses;
        let mut watcher = Watcher { observer, projection: *id };
        if !watcher.watches(lane) {
            return;
        }
        let before = receptor.P[lane] * receptor.fade.steps(now.0 - receptor.at[lane].0);
        watcher.opening((receptor.key, receptor.g_max_nS), (lane, at), [before, before + *A]);
        if let Some(timing) = timing {
            watcher.weight(timing.told(neuron, now, w.at(lane)));
        }
    }
}
