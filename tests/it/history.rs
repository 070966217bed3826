//! The past of a run: any moment of it comes back to the bit, by whatever way, and going on from there gives what was.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::document::{Document, Edit};
use bouton::engine::{
    Acted, Batch, Command, Engine, Epoch, Goal, Halt, Injection, InputKind, Limits, LoggedInput, PastLimits,
    PlannedSpike, Program, Recorded, RunPlace, SeekTo, Status, replay,
};
use bouton::model::network::Network;
use bouton::model::probe::Probe;
use bouton::preset::{Preset, library, load};
use bouton::sim::{Event, Spike};
use bouton::units::{Speed, Step};

use crate::common::{Dice, ampa_pair, busy, grid, network};
use crate::edits::random_edit;
use crate::presets::is_long;

fn program(preset: &Preset) -> Program {
    Program {
        network: Arc::new(preset.network().clone()),
        seed: preset.run().seed,
        grid: preset.grid(),
        probes: preset.plotted_probes(),
        releases: preset.listed_projections(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: false,
    }
}

fn bare(network: Arc<Network>) -> Program {
    let probes = Probe::all(&network);
    let grid = grid(0.1);
    let speed = Speed::Unlimited;
    Program {
        network,
        seed: 3,
        grid,
        probes,
        releases: Vec::new(),
        weights: Vec::new(),
        speed,
        running: false,
    }
}

/// A past with a keyframe every so many steps, of at most so many bytes.
fn limits(steps: u64, bytes: usize) -> Limits {
    let gap = Duration::from_micros(steps);
    // Every spike of a batch is listed, however many there are.
    let past = PastLimits { gaps: (gap, gap), bytes, ..PastLimits::default() };
    Limits { past, spikes: 1 << 24, listed: 1 << 24, ..Limits::default() }
}

fn digest(engine: &Engine) -> u64 {
    engine.simulation().unwrap().digest()
}

/// Moves the playhead; says what was told of it.
fn seek(engine: &mut Engine, to: SeekTo, number: u64) -> Batch {
    engine.send(Command::Seek { to, number });
    let batch = engine.poll().unwrap();
    assert_eq!(batch.scene.number, number, "{to:?}");
    batch
}

/// A run under random clicks, plans and edits, with the hash of each place at which it stopped and the spikes.
pub struct FirstPass {
    pub engine: Engine,
    start: Program,
    places: Vec<(RunPlace, u64)>,
    spikes: Vec<Spike>,
    pub edits: usize,
}

impl FirstPass {
    pub fn new(preset: Preset, limits: Limits, stops: usize, most_steps: u64, dice: &mut Dice) -> Self {
        let start = program(&preset);
        let mut document = Document::untitled(preset);
        let mut engine = Engine::by_hand_within(&start, limits);
        let (mut places, mut spikes, mut edits) = (Vec::new(), Vec::new(), 0);
        while places.len() < stops {
            let populations = document.preset().network().populations();
            let ids: Vec<u32> = populations.iter().map(|population| population.id).collect();
            match dice.below(8) {
                0 | 1 if !ids.is_empty() => {
                    engine.send(Command::Fire { population: dice.pick(&ids), neuron: None });
                }
                2 if !ids.is_empty() => {
                    let time_ms = engine.simulation().unwrap().now_ms() + dice.uniform(-1.0, 20.0);
                    let planned = PlannedSpike { population: dice.pick(&ids), neuron: Some(0), time_ms };
                    engine.send(Command::Schedule(vec![planned]));
                }
                3 | 4 => edits += usize::from(edit(&mut document, &mut engine, dice)),
                _ => {}
            }
            engine.advance_steps(dice.below(most_steps));
            spikes.extend(engine.poll().into_iter().flat_map(|batch| batch.recorded.spikes));
            places.push((engine.history().unwrap().end(), digest(&engine)));
        }
        Self { engine, start, places, spikes, edits }
    }
}

/// Edits a document at random and tells the engine, unless the run would begin anew or cost much more.
fn edit(document: &mut Document, engine: &mut Engine, dice: &mut Dice) -> bool {
    let before = Arc::clone(document.preset());
    let edit = random_edit(document, dice);
    if matches!(edit, Edit::ResetAll) || document.apply(&edit, None).is_err() {
        return false;
    }
    let now = document.preset();
    let size = |preset: &Preset| preset.network().parts().state_bytes();
    if (now.grid(), now.run().seed) != (before.grid(), before.run().seed)
        || 2 * size(&before) + 100_000 < size(now)
    {
        document.undo();
        return false;
    }
    if now.network() == before.network() {
        return false;
    }
    engine.send(Command::SetNetwork(Arc::new(now.network().clone())));
    true
}

fn is_nothing(recorded: &Recorded) -> bool {
    *recorded == Recorded::default()
}

/// Goes to all places of a first pass in random order, plays on from some, and then beyond the end.
fn check(mut pass: FirstPass, dice: &mut Dice, name: &str) {
    let end = pass.engine.history().unwrap().end();
    let at_end = digest(&pass.engine);
    let log = pass.engine.input_log().unwrap().entries().to_vec();
    // Of a thousand places, ten or so each way.
    let seldom = (pass.places.len() as u64 / 10).max(10);
    for number in 1..=pass.places.len() as u64 {
        let (place, hash) = dice.pick(&pass.places);
        let batch = seek(&mut pass.engine, SeekTo::At(place), number);
        assert!(is_nothing(&batch.recorded), "{name}: nothing is new at {place:?}: {:?}", batch.recorded);
        assert_eq!((batch.scene.place, batch.scene.end), (place, end), "{name}");
        assert_eq!(digest(&pass.engine), hash, "{name} at {place:?}");
        match dice.below(seldom) {
            0 => {
                // On through the past by some steps, as a replay would.
                let steps = dice.below(400).min(end.step.0 - place.step.0);
                pass.engine.advance_steps(steps);
                let now = pass.engine.now();
                // Without a step, what was done at the place is all that has been done at its boundary.
                let is_past = |(number, logged): &(usize, &LoggedInput)| {
                    if steps == 0 { *number < place.done } else { logged.step <= now }
                };
                let past = log.iter().enumerate().take_while(is_past).map(|(_, logged)| logged.clone());
                let again = replay(&pass.start, &past.collect::<Vec<_>>(), now, &mut ());
                assert_eq!(digest(&pass.engine), again.digest(), "{name}: on from {place:?} to {now:?}");
                assert!(pass.engine.poll().is_none_or(|batch| is_nothing(&batch.recorded)));
            }
            1 if place.step < end.step => {
                pass.engine.advance_steps(end.step.0 - place.step.0);
                assert_eq!(digest(&pass.engine), at_end, "{name}: on to the end from {place:?}");
                assert!(pass.engine.poll().is_none_or(|batch| is_nothing(&batch.recorded)), "{name}");
            }
            _ => {}
        }
    }
    let back = seek(&mut pass.engine, SeekTo::At(pass.places[0].0), 1_000_000);
    assert!(back.scene.is_past() || end == pass.places[0].0);
    // Through the end and on: what is recorded goes on exactly there.
    let more = 2_000;
    pass.engine.advance_steps(end.step.0 - pass.places[0].0.step.0 + more);
    while let Some(batch) = pass.engine.poll() {
        assert!(batch.recorded.blocks.iter().all(|block| end.step <= block.samples.first), "{name}");
        assert_eq!(batch.recorded.lost_spikes, 0, "{name}");
        pass.spikes.extend(batch.recorded.spikes);
    }
    let mut events: Vec<Event> = Vec::new();
    let again = replay(&pass.start, &log, Step(end.step.0 + more), &mut events);
    assert_eq!(digest(&pass.engine), again.digest(), "{name}: beyond the end");
    let spikes =
        events.iter().filter_map(|event| if let Event::Spike(spike) = event { Some(*spike) } else { None });
    assert!(spikes.eq(pass.spikes), "{name}: each spike is told once");
}

/// Random moments of every preset, with clicks, plans and edits on the way, come back to the bit. `BOUTON_PRESETS` may name some
/// presets, with commas between them, that are to be tried alone.
#[test]
fn any_moment_of_any_preset_comes_back() {
    let only = std::env::var("BOUTON_PRESETS").ok();
    let (mut moments, mut edits) = (0, 0);
    for (number, bundled) in library::PRESETS.iter().enumerate() {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        if only.as_deref().is_some_and(|only| !only.split(',').any(|name| name == bundled.name)) {
            continue;
        }
        // In a debug build a thousand synapses take their time; in the long form only networks slower than 20 times real time do.
        let is_slow = if is_long() { 2_000_000 } else { 300_000 } < preset.network().parts().state_bytes();
        let (stops, most) = match (is_long(), is_slow) {
            (true, false) => (1000, 600),
            (true, true) => (200, 600),
            (false, false) => (20, 400),
            (false, true) => (6, 60),
        };
        let mut dice = Dice(number as u64);
        let pass = FirstPass::new(preset, limits(most, 64 << 20), stops, most, &mut dice);
        assert!(0 < pass.engine.history().unwrap().n_keyframes(), "{}", bundled.name);
        moments += stops;
        edits += pass.edits;
        check(pass, &mut dice, bundled.name);
        println!("{}: {stops} moments", bundled.name);
    }
    println!("{moments} moments, {edits} edits");
    assert!(moments / 20 < edits, "{edits} edits");
}

/// The same where memory holds a few keyframes only, so that most of the past is computed again from afar.
#[test]
fn moments_come_back_through_thinning() {
    for (seed, name) in ["stdp-window", "depression", "gaba-b", "e-i-balance"].into_iter().enumerate() {
        let preset = load::parse(library::find(name).unwrap().text.as_bytes()).unwrap();
        let mut dice = Dice(100 + seed as u64);
        let one = Engine::by_hand(program(&preset)).simulation().unwrap().kept_bytes();
        let bytes = 5 * one;
        let pass = FirstPass::new(preset, limits(200, bytes), 40, 600, &mut dice);
        let history = pass.engine.history().unwrap();
        assert!(history.bytes() <= bytes, "{} of {bytes} bytes", history.bytes());
        assert!(history.n_keyframes() < 40, "{name}: {}", history.n_keyframes());
        check(pass, &mut dice, name);
    }
}

/// A network of every mechanism goes a minute on from a moment in its past as it did before.
#[test]
fn a_minute_from_the_past_gives_the_same_spikes() {
    let steps = if is_long() { 600_000 } else { 20_000 };
    let start = bare(network(busy(0)));
    let mut engine = Engine::by_hand_within(&start, limits(5_000, 64 << 20));
    let fire = Command::Fire { population: 1, neuron: None };
    let mut first = Vec::new();
    for _ in 0..20 {
        engine.send(fire.clone());
        // A batch lists some thousand spikes one by one.
        for _ in 0..20 {
            engine.advance_steps(steps / 400);
            first.extend(engine.poll().into_iter().flat_map(|batch| batch.recorded.spikes));
        }
    }
    let hash = digest(&engine);
    assert!(100 < first.len());
    seek(&mut engine, SeekTo::Ms(123.4), 1);
    assert_eq!(engine.now(), Step(1234));
    engine.send(Command::RunUntil(Goal::Time(grid(0.1).time_ms(Step(steps + 5_000)))));
    engine.advance(Duration::from_secs(60));
    let batch = engine.poll().unwrap();
    assert_eq!(batch.now(), Step(steps + 5_000));
    first.extend(batch.recorded.spikes);
    let log = engine.input_log().unwrap().entries();
    let mut events: Vec<Event> = Vec::new();
    replay(&start, log, Step(steps + 5_000), &mut events);
    let spikes =
        events.iter().filter_map(|event| if let Event::Spike(spike) = event { Some(*spike) } else { None });
    assert!(spikes.eq(first));
    seek(&mut engine, SeekTo::At(RunPlace { step: Step(steps), done: 20 }), 2);
    assert_eq!(digest(&engine), hash);
}

/// On its thread, with batches of any size, the state at a place is the same every time.
#[test]
fn the_thread_goes_back_too() {
    let mut engine = Engine::start(bare(network(busy(0))), || {}).unwrap();
    let mut dice = Dice(5);
    let mut number = 0;
    let wait = |engine: &mut Engine, is_there: &dyn Fn(&Batch) -> bool| {
        let asked = Instant::now();
        let mut so_far: Option<Batch> = None;
        loop {
            if let Some(batch) = engine.poll() {
                match &mut so_far {
                    Some(so_far) => so_far.absorb(batch),
                    None => so_far = Some(batch),
                }
            }
            if let Some(found) = so_far.take_if(|batch| is_there(batch)) {
                return found;
            }
            assert!(asked.elapsed() < Duration::from_secs(120), "waited in vain");
            std::thread::sleep(Duration::from_micros(300));
        }
    };
    let told = |batch: &Batch| format!("{:?} {:?}", batch.scene.head, batch.scene.snapshot);
    let mut places = Vec::new();
    for round in 0..if is_long() { 200 } else { 12 } {
        engine.send(Command::Fire { population: 1, neuron: None });
        engine.send(Command::RunUntil(Goal::Time(f64::from(round + 1) * 30.0 + dice.uniform(0.0, 10.0))));
        let batch = wait(&mut engine, &|batch| {
            batch.scene.status == Status::Paused && 300 * (u64::try_from(round).unwrap() + 1) <= batch.now().0
        });
        assert!(!batch.scene.is_past());
        places.push((batch.scene.place, told(&batch)));
        if dice.below(2) == 0 {
            let index = usize::try_from(dice.below(places.len() as u64)).unwrap();
            let (place, as_before) = places[index].clone();
            number += 1;
            engine.send(Command::Seek { to: SeekTo::At(place), number });
            let batch = wait(&mut engine, &|batch| batch.scene.number == number);
            assert_eq!((batch.scene.place, told(&batch)), (place, as_before));
            assert!(is_nothing(&batch.recorded));
            number += 1;
            engine.send(Command::Seek { to: SeekTo::End, number });
            wait(&mut engine, &|batch| batch.scene.number == number && !batch.scene.is_past());
        }
    }
    assert!(0 < number);
}

/// Right before an input it can be seen as it was; in the past nothing acts, and the answer says so.
#[test]
fn marks_are_places_and_the_past_is_not_changed() {
    let mut engine = Engine::by_hand(bare(network(ampa_pair(5.0))));
    let fire = || Command::Fire { population: 1, neuron: Some(0) };
    let first = engine.ask(fire());
    engine.advance_steps(100);
    let second = engine.ask(fire());
    engine.advance_steps(100);
    let batch = engine.poll().unwrap();
    let at = |step, done| RunPlace { step: Step(step), done };
    let kind = InputKind::Fire { population: 1, neuron: Some(0) };
    let acted = |ticket, place| Acted { ticket: Some(ticket), kind: kind.clone(), at: place };
    assert_eq!(batch.recorded.acted, [acted(first, Some(at(0, 0))), acted(second, Some(at(100, 1)))]);
    assert_eq!((batch.scene.place, batch.scene.end, batch.scene.is_past()), (at(200, 2), at(200, 2), false));
    let hash = digest(&engine);
    assert_eq!(seek(&mut engine, SeekTo::Mark(1), 1).scene.place, at(100, 1));
    let before = digest(&engine);
    assert_eq!(seek(&mut engine, SeekTo::Ms(10.0), 2).scene.place, at(100, 2));
    assert_ne!(digest(&engine), before, "the click is between the two");
    let refused = engine.ask(fire());
    let edited = engine.ask(Command::SetNetwork(network(ampa_pair(6.0))));
    engine.send(Command::Hold { population: 1, neuron: Some(0), every_ms: 1.0 });
    let batch = engine.poll().unwrap();
    let kinds: Vec<_> = batch.recorded.acted.iter().map(|acted| (acted.kind.clone(), acted.at)).collect();
    assert_eq!(
        kinds,
        [(kind.clone(), None), (InputKind::Edit, None), (kind.clone(), None)],
        "{refused:?} {edited:?}"
    );
    assert_eq!(batch.recorded.acted[0].ticket, Some(refused));
    assert!(batch.recorded.spikes.is_empty());
    for (number, (to, place)) in [
        (SeekTo::By(-1), at(99, 1)),
        (SeekTo::By(2), at(101, 2)),
        (SeekTo::By(-1000), at(0, 1)),
        (SeekTo::Start, at(0, 0)),
        (SeekTo::By(1_000_000), at(200, 2)),
        (SeekTo::Ms(-5.0), at(0, 1)),
        (SeekTo::Ms(1e12), at(200, 2)),
        (SeekTo::Mark(0), at(0, 0)),
        (SeekTo::Mark(7), at(200, 2)),
        (SeekTo::At(at(150, 77)), at(150, 2)),
        (SeekTo::At(at(100, 0)), at(100, 1)),
        (SeekTo::End, at(200, 2)),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(seek(&mut engine, to, 3 + number as u64).scene.place, place, "{to:?}");
    }
    assert_eq!(digest(&engine), hash);
    assert_eq!(engine.input_log().unwrap().total(), 2);
    engine.send(fire());
    assert!(engine.poll().unwrap().recorded.acted[0].at.is_some(), "at the end it goes on");
}

/// Playing on from the past is playing: at its pace, to the next spike, and with what it passes shown but not told again.
#[test]
fn the_past_is_played_like_the_present() {
    let mut engine = Engine::by_hand(bare(network(busy(0))));
    engine.advance_steps(5_000);
    let told = engine.poll().unwrap().recorded.spikes;
    seek(&mut engine, SeekTo::Ms(100.0), 1);
    engine.send(Command::SetSpeed(Speed::MsPerSecond(1000.0)));
    engine.send(Command::Run);
    engine.advance(Duration::from_millis(160));
    let batch = engine.poll().unwrap();
    assert!((batch.now().0).abs_diff(2600) <= 2 && batch.scene.is_past(), "{:?}", batch.scene.place);
    let passed: Vec<Spike> =
        told.iter().filter(|spike| (1000..batch.now().0).contains(&spike.at.step.0)).copied().collect();
    assert!(10 < passed.len());
    assert!(passed.iter().all(|spike| batch.scene.flashes.contains(spike)) && is_nothing(&batch.recorded));
    engine.send(Command::Pause);
    engine.send(Command::StepToSpike);
    let batch = engine.poll().unwrap();
    let next = told.iter().find(|spike| 2600 < spike.at.step.0).unwrap().at.step.0;
    assert!(batch.now().0.abs_diff(next) <= 1 && batch.scene.status == Status::Paused);
    engine.send(Command::StepDt);
    assert_eq!(engine.poll().unwrap().now().0, batch.now().0 + 1);
    engine.send(Command::Restart(bare(network(busy(0)))));
    let batch = engine.poll().unwrap();
    assert_eq!((batch.epoch, batch.scene.end, batch.scene.number), (Epoch(1), RunPlace::default(), 1));
}

/// Faults leave the past whole: the playhead goes back before them.
#[test]
fn what_was_before_a_fault_can_be_reached() {
    let mut engine = Engine::by_hand(bare(network(ampa_pair(5.0))));
    engine.advance_steps(500);
    let hash = digest(&engine);
    engine.advance_steps(500);
    engine.send(Command::Inject(Injection::Panic));
    assert!(matches!(engine.poll().unwrap().scene.status, Status::Halted(Halt::Panicked(_))));
    let batch = seek(&mut engine, SeekTo::Ms(50.0), 1);
    assert_eq!((batch.scene.status, digest(&engine)), (Status::Paused, hash));
    let batch = seek(&mut engine, SeekTo::End, 2);
    assert_eq!((batch.now(), batch.scene.status), (Step(1000), Status::Paused));
    // A fault that no replay gives: what was before it is gone, and said to be.
    engine.send(Command::Inject(Injection::NotANumber));
    engine.send(Command::Run);
    engine.advance(Duration::from_millis(50));
    let batch = engine.poll().unwrap();
    assert!(matches!(batch.scene.status, Status::Halted(Halt::NotFinite { .. })));
    assert_eq!(batch.scene.reach.first.step, Step(1000));
    let batch = seek(&mut engine, SeekTo::Ms(50.0), 3);
    assert_eq!((batch.now(), batch.scene.status), (Step(1000), Status::Paused));
    let batch = seek(&mut engine, SeekTo::End, 4);
    assert!(matches!(batch.scene.status, Status::Halted(Halt::NotFinite { .. })), "{:?}", batch.scene.status);
}

/// Inputs without end stay within their limit; the run then starts from the oldest keyframe that has them behind it.
#[test]
fn inputs_stay_within_their_limit() {
    let past = PastLimits {
        inputs: 1000,
        gaps: (Duration::from_micros(50), Duration::from_micros(50)),
        ..PastLimits::default()
    };
    let mut engine =
        Engine::by_hand_within(&bare(network(ampa_pair(5.0))), Limits { past, ..Limits::default() });
    let mut hashes = Vec::new();
    for _ in 0..5000 {
        engine.send(Command::Fire { population: 1, neuron: Some(0) });
        engine.advance_steps(7);
        hashes.push((engine.history().unwrap().end(), digest(&engine)));
        assert!(engine.history().unwrap().inputs().len() <= 1000);
    }
    let first = engine.history().unwrap().first();
    assert!(first.done >= 4000 && !engine.history().unwrap().is_whole());
    let reachable: Vec<_> = hashes.into_iter().filter(|(place, _)| first <= *place).collect();
    assert!(800 < reachable.len());
    for (number, (place, hash)) in reachable.iter().step_by(37).enumerate() {
        seek(&mut engine, SeekTo::At(*place), 1 + number as u64);
        assert_eq!(digest(&engine), *hash, "{place:?}");
    }
}

/// Looking back for spikes leads to exactly the places at which running to the next spike stops, in the other order, with clicks,
/// plans and edits on the way, and however far keyframes are apart.
#[test]
fn spikes_are_found_backwards_as_forwards() {
    let mut dice = Dice(77);
    let mut total = 0;
    for (name, steps) in [
        ("ampa", 50),
        ("ampa", 100_000),
        ("gap-junction", 700),
        ("e-i-balance", 300),
        ("rate-modulation", 900),
        ("bombardment", 2000),
    ] {
        let preset = load::parse(library::find(name).unwrap().text.as_bytes()).unwrap();
        let stops = if is_long() { 60 } else { 12 };
        // Inputs that fire in nearly every step need no long run.
        let most = if name == "rate-modulation" && !is_long() { 200 } else { 3000 };
        let mut pass = FirstPass::new(preset, limits(steps, 64 << 20), stops, most, &mut dice);
        let engine = &mut pass.engine;
        let first_end = engine.history().unwrap().end();
        let mut number = 1;
        seek(engine, SeekTo::Start, number);
        let mut forwards = Vec::new();
        loop {
            engine.send(Command::StepToSpike);
            for _ in 0..10_000 {
                engine.advance(Duration::from_millis(16));
                let scene = engine.poll().map(|batch| batch.scene);
                if scene.is_some_and(|scene| scene.status == Status::Paused || first_end <= scene.place) {
                    break;
                }
            }
            engine.send(Command::Pause);
            number += 1;
            let place = seek(engine, SeekTo::By(0), number).scene.place;
            if first_end <= place {
                break;
            }
            forwards.push(place);
        }
        let end = engine.history().unwrap().end();
        let state = digest(engine);
        number += 1;
        seek(engine, SeekTo::End, number);
        let mut backwards = Vec::new();
        let last = loop {
            number += 1;
            let before = engine.poll().map_or(end, |batch| batch.scene.place);
            let batch = seek(engine, SeekTo::SpikeBefore, number);
            assert!(is_nothing(&batch.recorded) && batch.scene.place <= before);
            if batch.scene.missed == number {
                break batch.scene.place;
            }
            backwards.push(batch.scene.place);
        };
        assert_eq!(Some(&last), backwards.last().or(Some(&end)), "{name}: what finds nothing moves nothing");
        backwards.retain(|place| *place < first_end);
        backwards.reverse();
        let differ = backwards.iter().zip(&forwards).find(|(back, on)| back != on);
        assert_eq!(
            (differ, backwards.len()),
            (None, forwards.len()),
            "{name} with keyframes every {steps} steps"
        );
        println!("{name}: {} places, {} spikes", forwards.len(), pass.spikes.len());
        total += forwards.len();
        for _ in 0..stops {
            let (place, _) = dice.pick(&pass.places);
            let engine = &mut pass.engine;
            number += 1;
            seek(engine, SeekTo::At(place), number);
            number += 1;
            let found = seek(engine, SeekTo::SpikeBefore, number).scene;
            let expected = forwards.iter().rev().find(|own| own.step < place.step);
            assert_eq!(
                (found.place, found.missed == number),
                (*expected.unwrap_or(&place), expected.is_none())
            );
        }
        number += 1;
        seek(&mut pass.engine, SeekTo::End, number);
        assert_eq!(digest(&pass.engine), state, "{name}: the end is what it was");
    }
    assert!(15 < total, "{total} spikes");
}

/// The memory of the past may be changed while a run goes on; without any, every place is computed again and is the same.
#[test]
fn the_memory_of_the_past_can_be_changed() {
    let preset = load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
    let mut dice = Dice(5);
    let mut pass = FirstPass::new(preset, limits(40, 64 << 20), 10, 400, &mut dice);
    assert!(4 < pass.engine.history().unwrap().n_keyframes());
    let mut number = 0;
    for bytes in [64 << 20, 30_000, 0, 64 << 20] {
        pass.engine.send(Command::SetPast(bytes));
        assert!(pass.engine.history().unwrap().bytes() <= bytes);
        for (place, hash) in pass.places.clone() {
            number += 1;
            seek(&mut pass.engine, SeekTo::At(place), number);
            assert_eq!(digest(&pass.engine), hash, "{place:?} with {bytes} bytes");
        }
    }
    number += 1;
    seek(&mut pass.engine, SeekTo::End, number);
    pass.engine.advance_steps(2000);
    assert!(0 < pass.engine.history().unwrap().n_keyframes(), "states are kept again");
}

/// What an engine tells of its run, from wherever the playhead is, is all that acted, and playing it gives the same run.
#[test]
fn a_run_that_is_told_plays_to_the_same_state() {
    let mut dice = Dice(71);
    for name in ["ampa", "nmda", "stdp-window", "depression"] {
        let preset = load::parse(library::find(name).unwrap().text.as_bytes()).unwrap();
        let mut pass = FirstPass::new(preset, limits(500, 64 << 20), 40, 300, &mut dice);
        let (end, state) = (pass.engine.history().unwrap().end(), digest(&pass.engine));
        let place = pass.places[7].0;
        for (number, to) in [(1, SeekTo::End), (2, SeekTo::At(place)), (3, SeekTo::Start)] {
            seek(&mut pass.engine, to, number);
            pass.engine.send(Command::TellRun { number, first: 0, hashes: true });
            pass.engine.send(Command::TellRun { number: 90, first: 3, hashes: false });
            let told = pass.engine.poll().unwrap().scene.told;
            let [told, part] = &told[..] else { panic!("{told:?}") };
            assert_eq!((told.number, told.end, told.state), (number, end, Some(state)), "{name}");
            let inputs = told.inputs.clone().unwrap();
            assert_eq!((part.inputs.as_deref(), part.state), (Some(&inputs[3..]), None));
            assert_eq!(inputs.len(), end.done);
            // Some inputs act at t = 0, and some may at the very end.
            let mut other = Engine::by_hand(pass.start.clone());
            other.send(Command::Play(inputs));
            other.send(Command::RunUntil(Goal::Time(pass.start.grid.time_ms(end.step))));
            other.advance(Duration::from_secs(2));
            assert_eq!((other.history().unwrap().end(), digest(&other)), (end, state), "{name}");
        }
        assert!(pass.engine.poll().is_none_or(|batch| batch.scene.told.is_empty()), "told once");
        // Where something went wrong that no replay gives, the start is gone, and that is told.
        seek(&mut pass.engine, SeekTo::End, 4);
        pass.engine.send(Command::Inject(Injection::NotANumber));
        pass.engine.send(Command::TellRun { number: 5, first: 0, hashes: true });
        assert_eq!(pass.engine.poll().unwrap().scene.told[0].inputs, None);
    }
}
