//! What acted on a run from outside, each with the step at which it acted. With the program a run started
//! from, the log reproduces the run bit for bit, whatever its speed and the timing of threads was.

use std::sync::Arc;

use super::command::{PlannedSpike, Program};
use crate::model::network::Network;
use crate::sim::{Event, Observer, Recorder, Simulation};
use crate::units::Step;

/// Most inputs that are kept.
pub const MAX_INPUTS: usize = 100_000;
/// Most populations and projections in all kept networks together, which holds the log to some 100 MiB.
const MAX_PARTS: usize = 200_000;

/// Something that acted on a run from outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A neuron or a volley was made to fire.
    Fire {
        /// Id of the population.
        population: u32,
        /// Which of its neurons; none for a volley.
        neuron: Option<u32>,
    },
    /// Neurons were to fire at times of the run.
    Schedule(Arc<[PlannedSpike]>),
    /// The network was edited.
    SetNetwork(Arc<Network>),
    /// The run was started anew.
    Restart(Program),
}

/// An input and when it acted.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedInput {
    /// The boundary at which it acted, in the run that it acted on.
    pub step: Step,
    /// What acted.
    pub input: Input,
}

/// The inputs of a run, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InputLog {
    entries: Vec<LoggedInput>,
    dropped: u64,
    /// Populations, stimuli, projections and gap junctions in the networks of `entries`, and planned spikes.
    parts: usize,
}

impl Input {
    /// Acts on a simulation. Whatever changes one from outside goes through here.
    pub fn apply(&self, simulation: &mut Simulation, watcher: &mut impl Watcher) {
        match self {
            Self::Fire { population, neuron } => {
                simulation.fire(*population, *neuron, watcher);
            }
            Self::Schedule(spikes) => {
                for PlannedSpike { population, neuron, time_ms } in &**spikes {
                    simulation.schedule_fire(*population, *neuron, *time_ms);
                }
            }
            Self::SetNetwork(network) => {
                simulation.reconcile_watched(Arc::clone(network), watcher);
                watcher.network_changed(simulation);
            }
            Self::Restart(program) => *simulation = start(program, watcher),
        }
    }

    /// What it weighs in populations, stimuli, projections and gap junctions, or in planned spikes.
    pub(super) fn parts(&self) -> usize {
        match self {
            Self::Fire { .. } => 0,
            Self::Schedule(spikes) => spikes.len(),
            Self::SetNetwork(network) | Self::Restart(Program { network, .. }) => {
                let stimuli = network.populations().iter().map(|population| population.stimuli.len());
                let populations = network.populations().len() + stimuli.sum::<usize>();
                populations + network.projections().len() + network.gap_junctions().len()
            }
        }
    }
}

impl InputLog {
    /// Adds an input.
    pub fn record(&mut self, step: Step, input: Input) {
        self.parts += input.parts();
        self.entries.push(LoggedInput { step, input });
        self.bound(MAX_INPUTS, MAX_PARTS);
    }

    /// The log without the last inputs of the run.
    #[must_use]
    pub fn without_last(&self, n: usize) -> Self {
        let entries = self.entries[..self.entries.len().saturating_sub(n)].to_vec();
        let parts = entries.iter().map(|logged| logged.input.parts()).sum();
        Self { entries, dropped: self.dropped, parts }
    }

    /// The inputs that are kept, in order.
    #[must_use]
    pub fn entries(&self) -> &[LoggedInput] {
        &self.entries
    }

    /// Number of inputs that were too many to keep. Unless it is 0, the log reproduces no run.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Number of inputs so far, kept or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.entries.len() as u64 + self.dropped
    }

    /// Drops the oldest fires, and when there are too many networks the oldest of those, a tenth at a time.
    fn bound(&mut self, most: usize, most_parts: usize) {
        let before = self.entries.len();
        if most < before {
            let surplus = before - most / 10 * 9;
            let mut fires_left = surplus;
            self.entries.retain(|logged| {
                let drop = 0 < fires_left && matches!(logged.input, Input::Fire { .. });
                fires_left -= usize::from(drop);
                !drop
            });
            self.entries.drain(..fires_left.min(self.entries.len()));
        }
        if most_parts < self.parts {
            let mut left = self.parts - most_parts / 10 * 9;
            self.entries.retain(|logged| {
                let weight = logged.input.parts();
                let drop = 0 < left && 0 < weight;
                if drop {
                    left = left.saturating_sub(weight);
                }
                !drop
            });
        }
        if self.entries.len() < before {
            self.dropped += (before - self.entries.len()) as u64;
            self.parts = self.entries.iter().map(|logged| logged.input.parts()).sum();
        }
    }
}

/// An observer that can watch a run whose network is edited.
pub trait Watcher: Observer {
    /// The network has changed: places that were looked up in the old one are to be looked up again.
    fn network_changed(&mut self, simulation: &Simulation) {
        let _ = simulation;
    }
}

impl Watcher for () {}

impl Watcher for Vec<Event> {}

impl Watcher for Recorder {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.resolve(simulation);
    }
}

/// Reproduces a run from the program that it started from and what acted on it, up to the boundary `until` of
/// its last epoch, and returns it as it is there. The observer sees every epoch.
pub fn replay(
    program: &Program,
    log: &[LoggedInput],
    until: Step,
    observer: &mut impl Watcher,
) -> Simulation {
    let mut simulation = start(program, observer);
    for LoggedInput { step, input } in log {
        advance(&mut simulation, *step, observer);
        input.apply(&mut simulation, observer);
    }
    advance(&mut simulation, until, observer);
    simulation
}

fn start(program: &Program, observer: &mut impl Watcher) -> Simulation {
    let simulation = Simulation::new(Arc::clone(&program.network), program.seed, program.grid);
    observer.network_changed(&simulation);
    simulation
}

fn advance(simulation: &mut Simulation, until: Step, observer: &mut impl Watcher) {
    while simulation.now() < until {
        simulation.step(observer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing;

    fn fire() -> Input {
        Input::Fire { population: 1, neuron: None }
    }

    #[test]
    fn the_oldest_fires_go_first_and_are_counted() {
        let mut log = InputLog::default();
        log.record(Step(0), Input::SetNetwork(Arc::default()));
        for step in 1..=100 {
            log.record(Step(step), fire());
        }
        log.bound(50, usize::MAX);
        assert!(log.entries().len() <= 50);
        assert_eq!(log.total(), 101);
        assert!(matches!(log.entries()[0].input, Input::SetNetwork(_)), "networks stay");
        assert_eq!(log.entries().last().map(|logged| logged.step), Some(Step(100)));
    }

    #[test]
    fn networks_are_bounded_by_what_is_in_them() {
        let mut log = InputLog::default();
        let network = testing::pair();
        for step in 0..100 {
            log.record(Step(step), Input::SetNetwork(Arc::clone(&network)));
            log.record(Step(step), fire());
            log.bound(usize::MAX, 60);
            assert!(log.parts <= 60);
        }
        assert_eq!(log.total(), 200);
        assert!(0 < log.dropped());
    }

    #[test]
    fn a_full_log_stays_bounded() {
        let mut log = InputLog::default();
        for step in 0..250_000 {
            log.record(Step(step), fire());
        }
        assert!(log.entries().len() <= MAX_INPUTS && log.total() == 250_000);
    }
}
