//! Saved runs and what the engine makes of them: a log becomes inputs and is played again, and a run becomes a log.
//!
//! This module owns the way between the format of files ([`crate::preset::run_log`]) and the inputs of the engine. Window and
//! command line share it.

use std::sync::Arc;

use crate::engine::{Input, LoggedInput, PlannedSpike, Watcher};
use crate::preset::Preset;
use crate::preset::carrier::Carried;
use crate::preset::run_log::{BITS, LogPlace, LoggedRun, RunInput, RunLog};
use crate::sim::{Event, Observer, Simulation, Spike};
use crate::units::Step;

/// What is to act on a run, in order, and how much of it has.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    all: Vec<LoggedInput>,
    done: usize,
}

impl Inputs {
    /// Inputs in the order of their steps, of which none has acted.
    #[must_use]
    pub fn new(all: Vec<LoggedInput>) -> Self {
        Self { all, done: 0 }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[LoggedInput] {
        &self.all
    }

    /// Lets those act whose step has come.
    pub fn act(&mut self, simulation: &mut Simulation, watcher: &mut impl Watcher) {
        while let Some(next) = self.all.get(self.done)
            && next.step <= simulation.now()
        {
            next.input.apply(simulation, watcher);
            self.done += 1;
        }
    }

    /// The boundary up to which nothing acts, but not beyond a given one.
    #[must_use]
    pub fn quiet_until(&self, until: Step) -> Step {
        self.all.get(self.done).map_or(until, |next| next.step.min(until))
    }
}

/// A saved run that is played again, as far as it has come.
#[derive(Debug, Clone)]
pub struct Replay {
    simulation: Simulation,
    inputs: Inputs,
    end: Step,
}

impl Replay {
    /// A run of a log, by its number, at t = 0.
    #[must_use]
    pub fn new(log: &RunLog, run: usize) -> Self {
        let preset = &log.preset;
        let network = Arc::new(preset.network().clone());
        Self {
            simulation: Simulation::new(network, preset.run().seed, preset.grid()),
            inputs: Inputs::new(inputs(log, run)),
            end: log.runs.get(run).map_or(Step(0), |run| run.end),
        }
    }

    /// A preset at t = 0 that runs to a boundary, without any input.
    #[must_use]
    pub fn of_preset(preset: &Preset, end: Step) -> Self {
        let network = Arc::new(preset.network().clone());
        let simulation = Simulation::new(network, preset.run().seed, preset.grid());
        Self { simulation, inputs: Inputs::new(Vec::new()), end }
    }

    /// Goes on by at most so many steps, but not beyond a boundary, with the inputs at their steps, those at the boundary
    /// included; says by how many steps.
    pub fn advance(&mut self, most: u64, until: Step, watcher: &mut impl Watcher) -> u64 {
        let until = until.min(self.end);
        let mut passed = 0;
        loop {
            self.inputs.act(&mut self.simulation, watcher);
            let stop = self.inputs.quiet_until(until);
            let left = stop.0.saturating_sub(self.simulation.now().0).min(most - passed);
            if left == 0 {
                return passed;
            }
            let done = self.simulation.run(left, watcher);
            passed += done;
            if done == 0 {
                return passed; // A potential has left the model, and no edit mends it.
            }
        }
    }

    /// The simulation as it is now.
    #[must_use]
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The same, to sample its last boundary.
    pub fn simulation_mut(&mut self) -> &mut Simulation {
        &mut self.simulation
    }

    /// The boundary at which the run ends.
    #[must_use]
    pub fn end(&self) -> Step {
        self.end
    }
}

/// What acted on a run of a log, as the engine knows it, from t = 0.
#[must_use]
pub fn inputs(log: &RunLog, run: usize) -> Vec<LoggedInput> {
    let input = |input: &RunInput| match input {
        RunInput::Fire(population, neuron) => Input::Fire { population: *population, neuron: *neuron },
        RunInput::Schedule(spikes) => {
            let planned = |(population, neuron, time_ms): &(u32, Option<u32>, f64)| PlannedSpike {
                population: *population,
                neuron: *neuron,
                time_ms: *time_ms,
            };
            Input::Schedule(spikes.iter().map(planned).collect())
        }
        RunInput::Network(network) => Input::SetNetwork(Arc::clone(network)),
    };
    let logged = |(step, acted): &(Step, RunInput)| LoggedInput { step: *step, input: input(acted) };
    log.inputs(run).into_iter().map(logged).collect()
}

/// The log of a run from t = 0: what acted on a document, and the hash of the state at its end, if that is known. None if it
/// was started anew on the way.
#[must_use]
pub fn log(
    preset: &Preset,
    inputs: &[LoggedInput],
    end: Step,
    state: Option<u64>,
    shown: LogPlace,
) -> Option<RunLog> {
    let runs = vec![run(inputs, end, state)?];
    Some(RunLog {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        bits: BITS,
        preset: preset.clone(),
        runs,
        shown: Some(shown),
    })
}

/// What a file carries that shows a run of a document from t = 0, as far as `end`. None if it was started anew on the way.
#[must_use]
pub fn carried(preset: &Preset, inputs: &[LoggedInput], end: Step, span_ms: (f64, f64)) -> Option<Carried> {
    let acted = inputs.partition_point(|input| input.step <= end);
    let log = RunLog {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        bits: BITS,
        preset: preset.clone(),
        runs: vec![run(&inputs[..acted], end, None)?],
        shown: None,
    };
    Some(Carried { log, span_ms })
}

/// What acted on a run, as its file has it; none if it was started anew on the way.
#[must_use]
pub fn acted(inputs: &[LoggedInput]) -> Option<Vec<(Step, RunInput)>> {
    let of_input = |logged: &LoggedInput| {
        let input = match &logged.input {
            Input::Fire { population, neuron } => RunInput::Fire(*population, *neuron),
            Input::Schedule(spikes) => RunInput::Schedule(
                spikes.iter().map(|one| (one.population, one.neuron, one.time_ms)).collect(),
            ),
            Input::SetNetwork(network) => RunInput::Network(Arc::clone(network)),
            Input::Restart(_) => return None,
        };
        Some((logged.step, input))
    };
    inputs.iter().map(of_input).collect()
}

/// A run from t = 0; none if it was started anew on the way.
fn run(inputs: &[LoggedInput], end: Step, state: Option<u64>) -> Option<LoggedRun> {
    let inputs = acted(inputs)?;
    Some(LoggedRun { name: String::new(), from: None, inputs, end, state, spikes: None })
}

/// A hash of spikes in the order in which they happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpikeHash(u64);

impl Default for SpikeHash {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl SpikeHash {
    /// Takes in a spike.
    pub fn add(&mut self, spike: &Spike) {
        let who = u64::from(spike.population) << 32 | u64::from(spike.neuron);
        for word in [spike.at.step.0, spike.at.offset_ms.to_bits(), who] {
            let mixed = (self.0 ^ word).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            self.0 = mixed ^ (mixed >> 29);
        }
    }

    /// The hash.
    #[must_use]
    pub fn value(self) -> u64 {
        self.0
    }
}

/// What watches a replay, and the hash of its spikes.
#[derive(Debug, Default)]
pub struct Hashing<O> {
    /// What watches it.
    pub inner: O,
    /// The hash of all spikes so far.
    pub spikes: SpikeHash,
}

impl<O: Observer> Observer for Hashing<O> {
    fn sample(&mut self, simulation: &Simulation) {
        self.inner.sample(simulation);
    }

    fn wants_samples(&self) -> bool {
        self.inner.wants_samples()
    }

    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            self.spikes.add(spike);
        }
        self.inner.event(event);
    }
}

impl<O: Watcher> Watcher for Hashing<O> {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.inner.network_changed(simulation);
    }
}
