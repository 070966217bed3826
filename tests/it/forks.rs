//! Runs that fork from the past of others: each is what its own inputs give, to the bit, and none changes another.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bouton::engine::{
    Command, Engine, Fork, Input, Limits, LoggedInput, PastLimits, Program, Recorded, RunPlace, SeekTo,
    Status, replay,
};
use bouton::model::network::Network;
use bouton::preset::library;
use bouton::sim::{Event, Spike, SpikeCounts};
use bouton::trace::{Playhead, TraceStore};
use bouton::units::{RunId, Speed, Step};

use crate::common::{Dice, ampa_pair, busy, grid, network};
use crate::presets::is_long;

fn program(network: Arc<Network>) -> Program {
    Program {
        probes: Vec::new(),
        network,
        seed: 3,
        grid: grid(0.1),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: false,
    }
}

/// A run as a list of what acted, and what was recorded of it.
#[derive(Default)]
struct Course {
    inputs: Vec<LoggedInput>,
    end: Step,
    store: TraceStore,
}

/// An engine, and beside it what each run must be.
struct Pair {
    engine: Engine,
    start: Program,
    current: RunId,
    place: RunPlace,
    runs: BTreeMap<RunId, Course>,
    number: u64,
}

impl Pair {
    fn new(network: Arc<Network>, limits: Limits) -> Self {
        let start = program(network);
        let engine = Engine::by_hand_within(&start, limits);
        let runs = BTreeMap::from([(RunId(0), Course::default())]);
        let (current, place) = (RunId(0), RunPlace::default());
        Self { engine, start, current, place, runs, number: 0 }
    }

    /// Takes in what was recorded, as the window does.
    fn poll(&mut self) {
        while let Some(batch) = self.engine.poll() {
            for (run, recorded) in &batch.others {
                self.take(*run, recorded);
            }
            self.take(batch.run, &batch.recorded);
            if batch.run == self.current {
                self.place = batch.scene.place;
                self.runs.get_mut(&self.current).unwrap().end = batch.scene.end.step;
            }
        }
    }

    fn take(&mut self, run: RunId, recorded: &Recorded) {
        let course = self.runs.get_mut(&run).unwrap();
        course.store.absorb(&[], &recorded.spikes, &SpikeCounts::default(), &[], &[]);
    }

    fn is_past(&self) -> bool {
        self.place < self.end()
    }

    fn end(&self) -> RunPlace {
        let course = &self.runs[&self.current];
        RunPlace { step: course.end, done: course.inputs.len() }
    }

    fn seek(&mut self, to: SeekTo) {
        self.number += 1;
        self.engine.send(Command::Seek { to, number: self.number });
        self.poll();
    }

    fn switch(&mut self, run: RunId, to: RunPlace) {
        self.number += 1;
        self.current = run;
        self.engine.send(Command::SwitchRun { run, to, number: self.number });
        self.poll();
    }

    /// Lets an input act; in the past that begins a run at the place that was seen last.
    fn act(&mut self, input: Input) {
        if self.is_past() {
            self.fork();
        }
        let course = self.runs.get_mut(&self.current).unwrap();
        course.inputs.push(LoggedInput { step: self.place.step, input: input.clone() });
        self.engine.send(match input {
            Input::Fire { population, neuron } => Command::Fire { population, neuron },
            Input::Schedule(spikes) => Command::Schedule(spikes.to_vec()),
            Input::SetNetwork(network) => Command::SetNetwork(network),
            Input::Restart(program) => Command::Restart(program),
        });
        self.poll();
    }

    fn fork(&mut self) {
        let at = self.place;
        let run = RunId(u32::try_from(self.runs.len()).unwrap());
        let parent = &self.runs[&self.current];
        let is_before_inputs = parent.inputs.get(at.done).is_some_and(|logged| logged.step == at.step);
        let store = parent.store.cut(Playhead { step: at.step, is_before_inputs }, self.start.grid);
        let inputs = parent.inputs[..at.done].to_vec();
        self.runs.insert(run, Course { inputs, end: at.step, store });
        self.current = run;
        self.engine.send(Command::Fork(Fork { run, at, keeps_boundary: !is_before_inputs }));
    }

    /// Whether a run is at its end what its inputs give, with the spikes that they give.
    fn check_run(&mut self, run: RunId, what: &str) {
        let course = &self.runs[&run];
        let end = RunPlace { step: course.end, done: course.inputs.len() };
        self.switch(run, end);
        let course = &self.runs[&run];
        assert_eq!(self.place, end, "{what}: {run:?}");
        assert_eq!(self.engine.input_log().unwrap().entries(), course.inputs, "{what}: {run:?}");
        let mut events: Vec<Event> = Vec::new();
        let simulation = replay(&self.start, &course.inputs, end.step, &mut events);
        assert_eq!(self.engine.simulation().unwrap().digest(), simulation.digest(), "{what}: {run:?}");
        let spike = |event: &Event| if let Event::Spike(spike) = event { Some(*spike) } else { None };
        let spikes: Vec<Spike> = events.iter().filter_map(spike).collect();
        assert_eq!(sorted(course.store.spikes()), sorted(spikes), "{what}: {run:?}");
    }
}

/// In one order; spikes at the same moment may come in another.
fn sorted(mut spikes: Vec<Spike>) -> Vec<Spike> {
    spikes.sort_by(|one, other| {
        one.at.order(&other.at).then((one.population, one.neuron).cmp(&(other.population, other.neuron)))
    });
    spikes
}

fn limits(steps: u64, bytes: usize) -> Limits {
    let gap = Duration::from_micros(steps);
    Limits { past: PastLimits { gaps: (gap, gap), bytes, ..PastLimits::default() }, ..Limits::default() }
}

fn random_walk(mut pair: Pair, networks: &[Arc<Network>], dice: &mut Dice, rounds: u64, what: &str) {
    let mut forks_before_inputs = 0;
    for _ in 0..rounds {
        let ids: Vec<u32> =
            pair.engine.simulation().unwrap().network().populations().iter().map(|own| own.id).collect();
        let may_fork = pair.runs.len() < 8;
        match dice.below(9) {
            0 | 1 if may_fork || !pair.is_past() => {
                let inputs = &pair.runs[&pair.current].inputs;
                let next = inputs.get(pair.place.done).map(|logged| logged.step);
                forks_before_inputs += usize::from(pair.is_past() && next == Some(pair.place.step));
                pair.act(Input::Fire { population: dice.pick(&ids), neuron: None });
            }
            2 if may_fork || !pair.is_past() => {
                let index = dice.pick(&(0..networks.len()).collect::<Vec<_>>());
                pair.act(Input::SetNetwork(Arc::clone(&networks[index])));
            }
            3 => {
                let end = pair.end();
                let step = Step(dice.below(end.step.0 + 1));
                pair.seek(SeekTo::At(RunPlace { step, done: dice.below(20).try_into().unwrap() }));
            }
            4 => {
                let marks = pair.runs[&pair.current].inputs.len() as u64;
                pair.seek(SeekTo::Mark(dice.below(marks + 1).try_into().unwrap()));
            }
            5 => {
                let run = dice.pick(&pair.runs.keys().copied().collect::<Vec<_>>());
                let course = &pair.runs[&run];
                let end = RunPlace { step: course.end, done: course.inputs.len() };
                pair.switch(run, end);
            }
            6 => pair.seek(SeekTo::End),
            _ => {
                // Playing on, from the past into the present as well.
                pair.engine.advance_steps(dice.below(300));
                pair.poll();
            }
        }
    }
    assert!(2 < pair.runs.len(), "{what}: {} runs", pair.runs.len());
    let runs: Vec<RunId> = pair.runs.keys().copied().collect();
    for _ in 0..2 {
        for run in &runs {
            pair.check_run(*run, what);
        }
    }
    println!("{what}: {} runs, {forks_before_inputs} forks before inputs", runs.len());
}

/// Random walks over runs, with keyframes and without.
#[test]
fn each_run_is_what_its_own_inputs_give() {
    let rounds = if is_long() { 2000 } else { 250 };
    for (seed, (steps, bytes)) in [(100, 64 << 20), (50, 200_000), (10, 0)]
        .into_iter()
        .cycle()
        .take(if is_long() { 24 } else { 6 })
        .enumerate()
    {
        let mut dice = Dice(seed as u64 + 1);
        let pairs = [5.0, 6.0, 7.5].map(|tau| network(ampa_pair(tau)));
        let pair = Pair::new(pairs[0].clone(), limits(steps, bytes));
        random_walk(pair, &pairs, &mut dice, rounds, &format!("pair {seed}"));
        let noisy = [0, 1].map(|n| network(busy(n)));
        let pair = Pair::new(noisy[0].clone(), limits(steps, bytes));
        random_walk(pair, &noisy, &mut dice, rounds, &format!("busy {seed}"));
    }
}

/// The same where the network is one that comes with the program, with learning, release and noise.
#[test]
fn runs_of_presets_fork() {
    for name in ["stdp-lecture", "tsodyks-markram-depressing", "quantal-release", "calcium"] {
        let bundled = library::find(name).unwrap();
        let preset = bouton::preset::load::parse(bundled.text.as_bytes()).unwrap();
        let network = Arc::new(preset.network().clone());
        let mut dice = Dice(11);
        let pair = Pair::new(Arc::clone(&network), limits(200, 64 << 20));
        random_walk(pair, &[network], &mut dice, 120, name);
    }
}

/// A fork begins at the place that was seen, although model time has gone on since, and goes on running.
#[test]
fn a_fork_begins_where_it_was_seen() {
    let mut pair = Pair::new(network(ampa_pair(5.0)), Limits::default());
    for _ in 0..5 {
        pair.act(Input::Fire { population: 1, neuron: None });
        pair.engine.advance_steps(400);
        pair.poll();
    }
    pair.seek(SeekTo::Ms(30.0));
    let seen = pair.place;
    pair.engine.send(Command::SetSpeed(Speed::MsPerSecond(1000.0)));
    pair.engine.send(Command::Run);
    // The window has seen nothing of these 70 ms.
    pair.engine.advance(Duration::from_millis(70));
    assert!(seen.step < pair.engine.now());
    pair.fork();
    let batch = pair.engine.poll().unwrap();
    assert_eq!((batch.run, batch.scene.end.step), (RunId(1), seen.step), "it begins where it was seen");
    assert_eq!(batch.scene.status, Status::Running, "and model time goes on");
    pair.engine.advance(Duration::from_millis(100));
    pair.engine.send(Command::Pause);
    pair.poll();
    assert!(seen.step < pair.runs[&RunId(1)].end);
    for run in [RunId(1), RunId(0)] {
        pair.check_run(run, "seen");
    }
}

/// A run that is let go of is gone, and going to it stays where one is.
#[test]
fn a_run_that_was_let_go_is_gone() {
    let mut pair = Pair::new(network(ampa_pair(5.0)), Limits::default());
    pair.engine.advance_steps(1000);
    pair.poll();
    pair.seek(SeekTo::Ms(30.0));
    pair.act(Input::Fire { population: 1, neuron: None });
    pair.engine.send(Command::ForgetRun(RunId(0)));
    pair.engine.send(Command::SwitchRun { run: RunId(0), to: RunPlace::default(), number: 99 });
    let batch = pair.engine.poll().unwrap();
    assert_eq!((batch.run, batch.scene.number), (RunId(1), 99));
}

/// What came of a run is not taken for another's, however long nobody fetched it.
#[test]
fn what_was_not_fetched_stays_with_its_run() {
    let start = program(network(busy(0)));
    let mut engine = Engine::by_hand_within(&start, Limits::default());
    engine.advance_steps(3000);
    let first = engine.poll().unwrap().recorded.spikes;
    let at = RunPlace { step: Step(1500), done: 0 };
    engine.advance_steps(500);
    engine.send(Command::Seek { to: SeekTo::At(at), number: 1 });
    engine.send(Command::Fork(Fork { run: RunId(1), at, keeps_boundary: true }));
    engine.advance_steps(700);
    let end = RunPlace { step: Step(3500), done: 0 };
    engine.send(Command::SwitchRun { run: RunId(0), to: end, number: 2 });
    engine.advance_steps(400);
    let (mut zero, mut one) = (first, Vec::new());
    while let Some(batch) = engine.poll() {
        for (run, recorded) in batch.others.iter().chain([&(batch.run, batch.recorded.clone())]) {
            let spikes = if *run == RunId(0) { &mut zero } else { &mut one };
            spikes.extend_from_slice(&recorded.spikes);
        }
        if batch.others.is_empty() && batch.recorded == Recorded::default() {
            break;
        }
    }
    let spikes_of = |from: u64, until: u64| {
        let mut events: Vec<Event> = Vec::new();
        replay(&start, &[], Step(until), &mut events);
        let spike = |event: &Event| if let Event::Spike(spike) = event { Some(*spike) } else { None };
        let spikes = events.iter().filter_map(spike).filter(|spike| Step(from) <= spike.at.step);
        sorted(spikes.collect())
    };
    assert_eq!(sorted(zero), spikes_of(0, 3900));
    assert!(!one.is_empty());
    let boundary = one[0].at.step;
    assert!(Step(1500) <= boundary);
    assert_eq!(sorted(one), spikes_of(1500, 2200));
}
