//! The engine as a whole: pace, order, losses, faults and memory.
//!
//! Longer than 500 lines: tests of one type, which share what makes and drives it.

#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::testing::{busy, pair, program};
use super::*;
use crate::sim::{Recorder, Samples, Simulation, Spike};
use crate::units::{Speed, Step};

/// A hang guard, far beyond what anything here takes.
const GUARD: Duration = Duration::from_mins(2);

fn fire() -> Command {
    Command::Fire { population: 1, neuron: Some(0) }
}

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn started(program: Program) -> Engine {
    Engine::start(program, || {}).unwrap()
}

/// A click is answered at once, however slow model time passes and however late the next step is due.
#[test]
fn an_input_is_answered_before_its_step_is_due() {
    let mut engine = started(program(pair(), Speed::MsPerSecond(Speed::MIN_MS_PER_S), true));
    let mut spikes = 0;
    for n in 1..4 {
        assert!(!engine.await_answer(GUARD), "nothing was asked for");
        engine.send(fire());
        let start = Instant::now();
        assert!(engine.await_answer(GUARD));
        let batch = engine.poll().unwrap();
        assert!(batch.recorded.acted.iter().any(|acted| acted.ticket.is_some()));
        spikes += batch.recorded.spikes.len();
        // Only the first spike finds a step that nobody has borrowed yet, and the neuron not refractory.
        assert!(1 <= spikes, "no spike after {n} clicks");
        assert!(start.elapsed() < GUARD / 2);
    }
    assert!(!Engine::by_hand(program(pair(), Speed::Unlimited, true)).await_answer(GUARD));
}

/// Without a limit of speed the worker rests while the window is late with its frames, also after a restart, and only then.
#[test]
fn a_window_that_is_late_gets_time() {
    let start = program(pair(), Speed::Unlimited, true);
    let mut worker = Worker::new(&start, Limits::default());
    let ask = |worker: &mut Worker, command| worker.queue(Sent { ticket: Ticket::default(), command });
    // Eight seconds of turns of 10 ms, with a frame after so many of them.
    let go = |worker: &mut Worker, turns: u32| {
        for turn in 0..800 {
            if turn % turns == 0 {
                worker.drawn(1);
            }
            worker.turn(Duration::from_millis(10), &Budget::Steps(1), &mut |_| None);
        }
        worker.rest()
    };
    let is_rest = |rest: Rest| matches!(rest, Rest::AtMost(rest) if Duration::from_millis(2) < rest);
    assert_eq!(go(&mut worker, 5), Rest::None, "nobody has said how often there should be a frame");
    ask(&mut worker, Command::SetFrameTime(Duration::from_millis(32)));
    assert!(is_rest(go(&mut worker, 5)));
    ask(&mut worker, Command::Restart(start));
    worker.turn(Duration::from_millis(10), &Budget::Steps(1), &mut |_| None);
    assert!(is_rest(worker.rest()) && is_rest(go(&mut worker, 5)));
    assert_eq!(go(&mut worker, 2), Rest::None, "it is in time now");
    assert!(is_rest(go(&mut worker, 5)));
    ask(&mut worker, Command::Pause);
    worker.turn(Duration::from_millis(10), &Budget::Steps(1), &mut |_| None);
    assert_eq!(worker.rest(), Rest::UntilCommand);
}

/// Polls until the condition holds for everything so far.
fn poll_until(engine: &mut Engine, so_far: &mut Option<Batch>, mut condition: impl FnMut(&Batch) -> bool) {
    let start = Instant::now();
    loop {
        if let Some(batch) = engine.poll() {
            match so_far {
                Some(so_far) => so_far.absorb(batch),
                None => *so_far = Some(batch),
            }
        }
        if so_far.as_ref().is_some_and(&mut condition) {
            return;
        }
        assert!(
            start.elapsed() < GUARD,
            "waited in vain; so far {:?}",
            so_far.as_ref().map(|b| &b.scene.status)
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn fetch(engine: &mut Engine, condition: impl FnMut(&Batch) -> bool) -> Batch {
    let mut so_far = None;
    poll_until(engine, &mut so_far, condition);
    so_far.unwrap()
}

/// Everything that a hand-stepped engine tells until it has done `steps` steps.
fn told(engine: &mut Engine, steps: u64, mut advance: impl FnMut(&mut Engine, u64)) -> (Samples, Vec<Spike>) {
    let mut all = engine.poll();
    while engine.now().0 < steps {
        advance(engine, steps - engine.now().0);
        if let Some(batch) = engine.poll() {
            match &mut all {
                Some(all) => all.absorb(batch),
                None => all = Some(batch),
            }
        }
    }
    let mut all = all.unwrap().recorded;
    assert_eq!((all.blocks.len(), all.lost_samples, all.lost_spikes), (1, 0, 0));
    (all.blocks.remove(0).samples, all.spikes)
}

#[test]
fn chunks_of_any_size_give_the_same_samples_and_spikes() {
    const STEPS: u64 = 5000;
    let by_steps = |mut chunk: Box<dyn FnMut() -> u64>| {
        let mut engine = Engine::by_hand(program(busy(30.0), Speed::Unlimited, false));
        told(&mut engine, STEPS, |engine, left| engine.advance_steps(chunk().min(left)))
    };
    let reference = by_steps(Box::new(|| STEPS));
    assert_eq!(reference.0.end(), Step(STEPS));
    assert!(100 < reference.1.len());
    for chunk in [1, 2, 3, 7, 64, 1000] {
        assert_eq!(by_steps(Box::new(move || chunk)), reference, "chunks of {chunk}");
    }
    let mut numbers = Numbers(1);
    assert_eq!(by_steps(Box::new(move || 1 + numbers.below(300))), reference, "chunks of any size");
    for (ms_per_s, wall_ms) in [(1000.0, 1), (1000.0, 7), (1234.5, 16), (50_000.0, 100), (10.0, 3)] {
        let mut engine = Engine::by_hand(program(busy(30.0), Speed::MsPerSecond(ms_per_s), true));
        let found = told(&mut engine, STEPS, |engine, _| engine.advance(Duration::from_millis(wall_ms)));
        assert_eq!(found.0.columns[0][..STEPS as usize], reference.0.columns[0], "at {ms_per_s} ms/s");
        assert_eq!(found.1[..reference.1.len()], reference.1, "at {ms_per_s} ms/s");
    }
}

#[test]
fn the_thread_gives_the_same_samples_and_spikes_as_a_bare_simulation() {
    let program = program(busy(30.0), Speed::MsPerSecond(20_000.0), true);
    let mut simulation = Simulation::new(Arc::clone(&program.network), program.seed, program.grid);
    let mut recorder = Recorder::new(&simulation, program.probes.clone(), 1);
    let batch = fetch(&mut started(program), |batch| 3000 <= batch.now().0);
    for _ in 0..batch.now().0 {
        simulation.step(&mut recorder);
    }
    assert_eq!(batch.scene.head, recorder.read(&simulation));
    let recording = recorder.take();
    let mut expected = Samples::new(2);
    expected.append_steps(Step(0), &recording.columns);
    expected.shrink_to(65_536);
    assert_eq!(batch.recorded.blocks[0].samples, expected);
    assert_eq!(batch.recorded.spikes, recording.spikes);
}

#[test]
fn a_replay_gives_the_same_run() {
    let start = program(busy(30.0), Speed::MsPerSecond(777.0), true);
    let mut engine = Engine::by_hand(start.clone());
    let mut numbers = Numbers(7);
    let (mut network, mut epoch_spikes, mut all) = (Arc::clone(&start.network), 0, Vec::new());
    let mut last = None;
    for round in 0..200 {
        match numbers.below(6) {
            0..=2 => engine.send(Command::Fire { population: 1, neuron: Some(numbers.below(4) as u32) }),
            3 => engine.send(Command::Fire { population: 2, neuron: None }),
            4 => {
                let delay_ms = numbers.below(30) as f64 / 7.0;
                network = Arc::new(network.with(|parts| parts.projections[1].delay_ms = delay_ms).unwrap());
                engine.send(Command::SetNetwork(Arc::clone(&network)));
            }
            _ if round == 100 => {}
            _ => engine.send(Command::SetSpeed(Speed::MsPerSecond(numbers.below(3000) as f64))),
        }
        if round == 100 {
            epoch_spikes = all.len();
            engine.send(Command::Restart(Program { seed: 2, ..start.clone() }));
            network = Arc::clone(&start.network);
        }
        engine.advance(Duration::from_millis(numbers.below(40)));
        if let Some(batch) = engine.poll() {
            all.extend_from_slice(&batch.recorded.spikes);
            last = Some(batch);
        }
    }
    let last = last.unwrap();
    let log = engine.input_log().unwrap();
    assert_eq!((log.dropped(), last.scene.inputs, last.epoch), (0, log.total(), Epoch(1)));
    assert!(epoch_spikes < all.len());
    let mut events = Vec::new();
    replay(&start, log.entries(), last.now(), &mut events);
    let spikes = events.iter().filter_map(|event| match event {
        crate::sim::Event::Spike(spike) => Some(*spike),
        _ => None,
    });
    let (spikes, after_restart): (Vec<Spike>, usize) = (spikes.collect(), all.len() - epoch_spikes);
    assert_eq!(spikes[spikes.len() - after_restart..], all[epoch_spikes..]);
    let mut recorder = Recorder::new(&Simulation::new(start.network, 1, start.grid), start.probes, 1);
    let simulation =
        replay(&program(busy(30.0), Speed::Unlimited, true), log.entries(), last.now(), &mut recorder);
    assert_eq!(recorder.read(&simulation), last.scene.head);
}

#[test]
fn a_slow_reader_loses_no_spike() {
    let nap = Duration::from_millis(if std::env::var_os("BOUTON_LONG").is_some() { 2000 } else { 300 });
    for speed in [Speed::MsPerSecond(100.0), Speed::MsPerSecond(1e4), Speed::Unlimited] {
        let mut engine = started(program(pair(), speed, true));
        let mut sent = 0;
        let start = Instant::now();
        while start.elapsed() < nap {
            for _ in 0..20 {
                engine.send(fire());
                sent += 1;
            }
            std::thread::sleep(Duration::from_millis(3));
        }
        let batch = fetch(&mut engine, |batch| batch.scene.inputs == sent);
        let fired = batch.recorded.spikes.iter().filter(|spike| spike.population == 1).count() as u64;
        assert_eq!(fired + batch.recorded.ignored, sent, "at {speed:?}");
        assert_eq!((batch.recorded.ignored, batch.recorded.lost_spikes), (0, 0));
    }
}

#[test]
fn an_overfull_batch_says_how_much_it_lost() {
    let limits = Limits { spikes: 1000, ..Limits::default() };
    let mut engine = Engine::by_hand_within(&program(pair(), Speed::Unlimited, false), limits);
    for _ in 0..5000 {
        engine.send(fire());
    }
    let batch = engine.poll().unwrap();
    assert!(batch.recorded.spikes.len() <= 1000);
    assert_eq!(batch.recorded.spikes.len() as u64 + batch.recorded.lost_spikes, 5000);
    assert_eq!(batch.recorded.spike_counts.total(), batch.recorded.lost_spikes);
}

#[test]
fn a_fire_is_shown_without_a_step() {
    let mut engine = started(program(pair(), Speed::MsPerSecond(100.0), false));
    let batch = fetch(&mut engine, |batch| batch.scene.head.iter().all(|value| value.is_finite()));
    assert_eq!((batch.scene.status, batch.scene.head[1].abs() < 1e-12), (Status::Paused, true));
    engine.send(fire());
    let batch = fetch(&mut engine, |batch| batch.scene.inputs == 1);
    assert_eq!((batch.now(), batch.recorded.spikes.len(), batch.recorded.blocks.len()), (Step(0), 1, 0));
    assert!(0.0 < batch.scene.head[1] && 0.0 < batch.scene.snapshot.projections[0].g_nS);
    assert_eq!(batch.recorded.spikes[0].at.step, Step(0));
}

#[test]
fn steps_are_counted() {
    let mut engine = started(program(pair(), Speed::MsPerSecond(100.0), false));
    engine.send(Command::StepDt);
    engine.send(Command::StepDt);
    engine.send(Command::StepMs);
    let batch = fetch(&mut engine, |batch| batch.now() == Step(12) && batch.scene.status == Status::Paused);
    assert_eq!(batch.recorded.blocks[0].samples.len(), 12);
    std::thread::sleep(Duration::from_millis(20));
    assert!(engine.poll().is_none(), "a paused engine has nothing to tell");
}

#[test]
fn steps_to_a_spike_end_there_or_at_a_pause() {
    let mut engine = Engine::by_hand(program(busy(3.0), Speed::MsPerSecond(1.0), false));
    for _ in 0..20 {
        engine.send(Command::StepToSpike);
        let batch = engine.poll().unwrap();
        assert_eq!(batch.scene.status, Status::Paused);
        let first = batch.recorded.spikes[0].at.step.0;
        assert!(first + 1 == batch.now().0 || first == batch.now().0, "stops at once");
    }
    let mut silent = started(program(pair(), Speed::MsPerSecond(1.0), false));
    silent.send(Command::StepToSpike);
    fetch(&mut silent, |batch| batch.scene.status == Status::Running && 1000 < batch.now().0);
    silent.send(Command::Pause);
    fetch(&mut silent, |batch| batch.scene.status == Status::Paused);
    silent.send(Command::StepToSpike);
    silent.send(fire());
    let batch = fetch(&mut silent, |batch| batch.scene.status == Status::Paused && batch.scene.inputs == 1);
    assert_eq!(batch.recorded.spikes.len(), 1);
    let mut by_hand = Engine::by_hand(program(pair(), Speed::MsPerSecond(1.0), false));
    by_hand.send(Command::StepToSpike);
    assert_eq!(by_hand.now(), Step(10_000), "a silent network does not keep a hand-stepped engine for ever");
}

#[cfg(target_os = "linux")]
fn threads_named(name: &str) -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|found| found.trim() == name).count()
}

#[test]
fn a_panic_is_caught_and_a_restart_mends_it_a_hundred_times() {
    let start = program(pair(), Speed::MsPerSecond(1000.0), true);
    let mut engine = Engine::start_named("leak-test", start.clone(), Limits::default(), || {}).unwrap();
    for round in 1..=100 {
        engine.send(Command::Inject(Injection::Panic));
        let batch = fetch(&mut engine, |batch| matches!(batch.scene.status, Status::Halted(_)));
        assert_eq!(batch.scene.status, Status::Halted(Halt::Panicked("a panic was asked for".to_owned())));
        engine.send(Command::Run);
        engine.send(fire());
        engine.send(Command::Restart(start.clone()));
        let batch =
            fetch(&mut engine, |batch| batch.scene.status == Status::Running && Step(0) < batch.now());
        assert_eq!((batch.epoch, batch.scene.inputs, batch.recorded.spikes.len()), (Epoch(round), round, 0));
        #[cfg(target_os = "linux")]
        assert_eq!(threads_named("leak-test"), 1);
    }
    drop(engine);
    #[cfg(target_os = "linux")]
    assert_eq!(threads_named("leak-test"), 0);
}

#[test]
fn a_panic_and_a_restart_in_one_turn_leave_the_restarted_run() {
    let start = program(pair(), Speed::MsPerSecond(1000.0), true);
    let mut engine = started(start.clone());
    engine.send(Command::Inject(Injection::Panic));
    engine.send(Command::Restart(start));
    fetch(&mut engine, |batch| batch.epoch == Epoch(1) && batch.scene.status == Status::Running);
}

#[test]
fn a_dead_thread_is_told_once() {
    let calls = AtomicU64::new(0);
    let wake = move || assert!(calls.fetch_add(1, Ordering::Relaxed) < 1, "a wake that fails");
    let mut engine = Engine::start(program(pair(), Speed::MsPerSecond(1000.0), true), wake).unwrap();
    let mut told = Vec::new();
    let start = Instant::now();
    while !matches!(&told.last(), Some(Status::Halted(Halt::Ended))) {
        told.extend(engine.poll().map(|batch| batch.scene.status));
        if matches!(&told.last(), Some(Status::Halted(_))) && engine.poll().is_none() {
            break;
        }
        assert!(start.elapsed() < GUARD);
    }
    engine.send(fire());
    assert!(
        matches!(fetch(&mut engine, |_| true).scene.status, Status::Halted(_)),
        "asking again is answered again"
    );
    assert!(engine.poll().is_none());
}

#[test]
fn a_number_that_is_none_pauses_and_says_where() {
    let start = program(pair(), Speed::MsPerSecond(100.0), false);
    let mut engine = Engine::by_hand(start.clone());
    engine.advance_steps(25);
    engine.send(Command::Inject(Injection::NotANumber));
    engine.send(Command::Run);
    engine.advance(Duration::from_millis(100));
    let batch = engine.poll().unwrap();
    let Status::Halted(Halt::NotFinite { population, neuron, value, time_ms }) = batch.scene.status else {
        panic!("{:?}", batch.scene.status);
    };
    assert_eq!((population, neuron, time_ms, batch.now()), (0, 0, 2.6, Step(26)));
    assert!(value.is_nan());
    engine.send(Command::Run);
    engine.advance(Duration::from_millis(100));
    engine.advance_steps(10);
    assert_eq!(engine.now(), Step(26), "such a run does not go on");
    engine.send(Command::Restart(Program { running: true, ..start }));
    engine.advance(Duration::from_millis(100));
    let batch = engine.poll().unwrap();
    assert_eq!((batch.now(), batch.scene.status), (Step(100), Status::Running));
}

#[test]
fn batches_from_before_a_restart_are_dropped() {
    let start = program(busy(100.0), Speed::MsPerSecond(1e5), true);
    let mut engine = started(start.clone());
    for epoch in 1..=20 {
        std::thread::sleep(Duration::from_millis(2));
        engine.send(Command::Restart(Program { seed: epoch, ..start.clone() }));
        assert_eq!(engine.epoch(), Epoch(epoch));
        let batch = fetch(&mut engine, |batch| !batch.recorded.blocks.is_empty());
        assert_eq!((batch.epoch, batch.recorded.blocks[0].samples.first), (Epoch(epoch), Step(0)));
        assert!(batch.recorded.spikes.iter().all(|spike| spike.at.step <= batch.now()));
    }
}

#[test]
fn a_change_of_speed_acts_from_then_on() {
    let mut engine = Engine::by_hand(program(pair(), Speed::MsPerSecond(100.0), true));
    engine.advance(Duration::from_secs(1));
    assert_eq!(engine.now(), Step(1000));
    engine.send(Command::SetSpeed(Speed::MsPerSecond(0.25)));
    engine.advance(Duration::from_secs(4));
    assert_eq!(engine.now(), Step(1010));
    let batch = engine.poll().unwrap();
    assert!((batch.scene.achieved_ms_per_s - 0.25).abs() < 1e-9, "{}", batch.scene.achieved_ms_per_s);
    engine.send(Command::SetSpeed(Speed::Unlimited));
    engine.advance(Duration::from_millis(160));
    assert_eq!(engine.now(), Step(101_010));
    engine.send(Command::Pause);
    engine.advance(Duration::from_secs(1));
    assert_eq!(engine.now(), Step(101_010));
    assert!(engine.poll().unwrap().scene.achieved_ms_per_s.abs() < 1e-12);
}

#[test]
fn a_thread_keeps_its_pace_and_rests() {
    let mut engine = started(program(pair(), Speed::MsPerSecond(1000.0), true));
    let first = fetch(&mut engine, |batch| Step(0) < batch.now()).now().0;
    let start = Instant::now();
    std::thread::sleep(Duration::from_millis(300));
    let last = fetch(&mut engine, |_| true).now().0;
    let most = start.elapsed().as_secs_f64() * 1e4 + 2500.0;
    assert!(0 < last - first && ((last - first) as f64) < most, "{} steps", last - first);
}

#[test]
fn edits_of_the_network_and_the_probes_act_at_once() {
    let mut engine = Engine::by_hand(program(pair(), Speed::MsPerSecond(100.0), false));
    engine.send(fire());
    let before = engine.poll().unwrap().scene.head[1];
    let stronger = pair().with(|parts| {
        let receptor = crate::model::network::Target::Receptor {
            projection: 3,
            receptor: crate::model::receptor::ReceptorKey::Ampa,
        };
        let set = parts.param_set_mut(receptor).unwrap();
        let Some((_, crate::param::Value::Number(g))) = set.get("g_max_nS") else { panic!() };
        set.set("g_max_nS", crate::param::Value::Number(2.0 * g));
    });
    engine.send(Command::SetNetwork(Arc::new(stronger.unwrap())));
    let batch = engine.poll().unwrap();
    assert!((batch.scene.head[1] / before - 2.0).abs() < 1e-12, "the open channels conduct twice as much");
    engine.advance_steps(5);
    let alone = pair().with(|parts| parts.projections.clear()).unwrap();
    engine.send(Command::SetNetwork(Arc::new(alone)));
    engine.advance_steps(5);
    let batch = engine.poll().unwrap();
    assert!(batch.scene.head[1].is_nan() && !batch.scene.head[0].is_nan());
    let g = &batch.recorded.blocks[0].samples.columns[1];
    assert!(g[..5].iter().all(|g| 0.0 < g[0]) && g[5..].iter().all(|g| g[0].is_nan()) && g.len() == 10);
    let only_v = batch.scene.probes[..1].to_vec();
    engine.send(Command::SetProbes(only_v.clone()));
    engine.advance_steps(5);
    let batch = engine.poll().unwrap();
    assert_eq!(
        (&batch.scene.probes[..], batch.scene.head.len(), batch.recorded.blocks.len()),
        (&only_v[..], 1, 1)
    );
    assert_eq!(batch.recorded.blocks[0].samples.first, Step(10));
}

#[test]
fn memory_is_flat_when_nobody_polls() {
    let limits =
        Limits { spikes: 2000, listed: 2000, releases: 2000, buckets: 1000, blocks: 4, ..Limits::default() };
    let mut engine = Engine::by_hand_within(&program(busy(200.0), Speed::Unlimited, true), limits);
    let sizes = |engine: &Engine| {
        let Link::Hand(hand) = &engine.link else { panic!() };
        let batch = hand.worker.pending().unwrap();
        let columns = batch.recorded.blocks.iter().flat_map(|block| &block.samples.columns);
        (
            batch.recorded.spikes.capacity(),
            columns.map(Vec::capacity).sum::<usize>(),
            batch.recorded.spike_counts.iter().count(),
        )
    };
    engine.advance(Duration::from_secs(1));
    let warm = sizes(&engine);
    engine.advance(Duration::from_secs(5));
    let later = sizes(&engine);
    assert!(3_000_000 < engine.now().0);
    assert!(later.0 <= warm.0 && later.1 <= warm.1 && later.2 <= 8192, "{warm:?} {later:?}");
    let batch = engine.poll().unwrap();
    assert_eq!(
        batch.recorded.blocks[0].samples.first,
        Step(0),
        "nothing of the history is missing, it is coarser"
    );
    assert!(batch.now() <= batch.recorded.blocks[0].samples.end());
    assert!(
        0 < batch.recorded.lost_spikes && batch.recorded.lost_spikes == batch.recorded.spike_counts.total()
    );
}

#[test]
fn many_commands_at_once_all_arrive() {
    // More at a time than the thread fetches in one go.
    let mut engine = started(program(pair(), Speed::MsPerSecond(100.0), false));
    for round in 1..=20 {
        for _ in 0..2_000 {
            engine.send(fire());
        }
        let batch = fetch(&mut engine, |batch| batch.scene.inputs == 2_000 * round);
        assert_eq!(batch.recorded.spikes.len() as u64 + batch.recorded.ignored, 2_000);
    }
}

#[test]
fn the_window_is_woken_for_every_batch_and_not_otherwise() {
    let calls = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&calls);
    let start = program(pair(), Speed::MsPerSecond(100.0), false);
    let mut engine = Engine::start(start, move || _ = counted.fetch_add(1, Ordering::Relaxed)).unwrap();
    engine.send(fire());
    fetch(&mut engine, |batch| batch.scene.inputs == 1);
    std::thread::sleep(Duration::from_millis(50));
    assert!(engine.poll().is_none());
    assert!((1..=2).contains(&calls.load(Ordering::Relaxed)));
}

/// A run to a time ends there, whatever the speed asked for; a pause ends it sooner, and a goal in the past is none.
#[test]
fn a_run_until_a_time_ends_there() {
    let mut engine = Engine::by_hand(program(pair(), Speed::MsPerSecond(1.0), false));
    engine.send(Command::RunUntil(Goal::Time(123.4)));
    let before = engine.poll().unwrap();
    assert_eq!(
        (before.scene.status, before.scene.progress.map(|p| (p.from, p.to))),
        (Status::Running, Some((Step(0), Step(1234))))
    );
    engine.advance(Duration::from_millis(200));
    let after = engine.poll().unwrap();
    assert_eq!((after.now(), after.scene.status, after.scene.progress), (Step(1234), Status::Paused, None));
    engine.send(Command::RunUntil(Goal::Time(100.0)));
    engine.advance(Duration::from_millis(200));
    assert_eq!(engine.now(), Step(1234), "the past");
    engine.send(Command::RunUntil(Goal::Time(1e6)));
    engine.advance(Duration::from_millis(16));
    engine.send(Command::Pause);
    engine.advance(Duration::from_millis(200));
    let paused = engine.poll().unwrap();
    assert!(Step(1234) < paused.now() && paused.now() < Step(10_000_000));
    assert_eq!((paused.scene.status, paused.scene.progress), (Status::Paused, None));
}
