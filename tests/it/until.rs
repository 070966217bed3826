//! What a run stops at is the same on the way on, on the way on through the past, and on the way back.

use std::sync::Arc;
use std::time::Duration;

use bouton::engine::{
    Command, Engine, Goal, Happens, Level, Limits, PastLimits, PlannedSpike, Program, SeekTo, Until,
};
use bouton::model::probe::Probe;
use bouton::preset::{Preset, library, load};
use bouton::units::{Speed, Step};

use crate::common::Dice;
use crate::presets::is_long;

/// Steps of a run.
const STEPS: u64 = 4000;

fn program(preset: &Preset) -> Program {
    Program {
        network: Arc::new(preset.network().clone()),
        seed: 5,
        grid: preset.grid(),
        probes: preset.plotted_probes(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: false,
    }
}

/// A run of a preset under some clicks, paused at its end, with a keyframe every so many steps.
fn run(preset: &Preset, gap: u64, dice: &mut Dice) -> Engine {
    let program = program(preset);
    let gap = Duration::from_micros(gap);
    let past = PastLimits { gaps: (gap, gap), bytes: 256 << 20, ..PastLimits::default() };
    let mut engine = Engine::by_hand_within(&program, Limits { past, ..Limits::default() });
    let ids: Vec<u32> = preset.network().populations().iter().map(|population| population.id).collect();
    for _ in 0..20 {
        let (population, time_ms) = (dice.pick(&ids), engine.simulation().unwrap().now_ms() + 3.3);
        if dice.below(2) == 0 {
            engine.send(Command::Fire { population, neuron: None });
        } else {
            engine.send(Command::Schedule(vec![PlannedSpike { population, neuron: Some(0), time_ms }]));
        }
        engine.advance_steps(STEPS / 20);
    }
    engine.poll();
    engine
}

/// Moves the playhead. The numbers of such commands rise.
fn seek(engine: &mut Engine, to: SeekTo) {
    engine.send(Command::SetSpeed(Speed::Unlimited));
    let number = engine.poll().map_or(0, |batch| batch.scene.number) + 1;
    engine.send(Command::Seek { to, number });
}

/// Where the run stops on its way on through the past, from its start to its end.
fn onwards(engine: &mut Engine, until: &Until, most: usize) -> Vec<Step> {
    seek(engine, SeekTo::Start);
    let end = engine.history().unwrap().end().step;
    let mut stops = Vec::new();
    while engine.now() < end && stops.len() < most {
        engine.send(Command::RunUntil(Goal::Event(until.clone())));
        // It goes on as fast as it goes, by some thousand steps at a time.
        while engine.poll().is_some_and(|batch| batch.scene.progress.is_some()) && engine.now() < end {
            engine.advance(Duration::from_millis(16));
        }
        engine.send(Command::Pause);
        stops.push(engine.now());
    }
    stops.retain(|stop| *stop < end);
    stops
}

/// Where it stops on its way back, from a boundary on, the first one first.
fn backwards(engine: &mut Engine, until: &Until, from: Step, most: usize) -> Vec<Step> {
    let ms = engine.simulation().unwrap().grid().time_ms(from);
    seek(engine, SeekTo::Ms(ms));
    let number = engine.poll().unwrap().scene.number;
    let mut stops = Vec::new();
    for number in number + 1.. {
        engine.send(Command::RunBack { until: until.clone(), number });
        let batch = engine.poll().unwrap();
        if batch.scene.missed == number || most <= stops.len() {
            break;
        }
        assert_eq!(batch.scene.number, number);
        stops.push(engine.now());
    }
    stops.reverse();
    stops
}

/// What a person may stop a preset at: spikes, and levels that its values do reach.
fn choices(preset: &Preset, engine: &mut Engine, dice: &mut Dice) -> Vec<Until> {
    let populations = preset.network().populations();
    let mut all = vec![Until::any_spike()];
    for population in populations.iter().take(2) {
        let happens = Happens::Spike { population: Some(population.id), neuron: Some(0) };
        all.push(Until { happens, holds: None });
    }
    for probe in preset.plotted_probes().into_iter().take(3) {
        let level = |engine: &mut Engine, dice: &mut Dice, probe: &Probe| {
            let ms = dice.uniform(0.0, engine.simulation().unwrap().grid().time_ms(Step(STEPS)));
            seek(engine, SeekTo::Ms(ms));
            let simulation = engine.simulation().unwrap();
            let value = simulation.slot(probe).map(|slot| simulation.read(slot))?;
            Some(Level { probe: probe.clone(), value, is_above: dice.below(2) == 0 })
        };
        let Some(reached) = level(engine, dice, &probe) else { continue };
        let probes = preset.plotted_probes();
        let other = dice.below(probes.len() as u64);
        let holds = level(engine, dice, &probes[other as usize]);
        all.push(Until::reached(reached.clone()));
        all.push(Until { happens: Happens::Reached(reached), holds: holds.clone() });
        all.push(Until { holds, ..Until::any_spike() });
    }
    all
}

#[test]
fn the_way_back_stops_where_the_way_on_does() {
    let mut stops = [0, 0];
    for (seed, bundled) in library::PRESETS.iter().enumerate() {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let is_large = bundled.name == "vogels-abbott" && !is_long();
        if is_large || preset.network().populations().is_empty() {
            continue;
        }
        let mut dice = Dice(seed as u64);
        let gap = 50 + dice.below(900);
        let mut engine = run(&preset, gap, &mut dice);
        for until in choices(&preset, &mut engine, &mut dice) {
            let on = onwards(&mut engine, &until, 40);
            let Some(last) = on.last() else { continue };
            let back = backwards(&mut engine, &until, Step(last.0 + 1), on.len());
            assert_eq!(on, back, "{}, {until:?}, keyframes every {gap} steps", bundled.name);
            stops[usize::from(until.holds.is_some())] += on.len();
        }
    }
    println!("{} stops at one thing, {} at two together", stops[0], stops[1]);
    assert!(1000 < stops[0] && 500 < stops[1], "{stops:?}");
}

/// On the way on for the first time it stops there, too, and no stop is passed by on another way.
#[test]
fn a_run_stops_at_a_level_the_first_time_and_every_time() {
    let preset = load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
    let probe = preset.plotted_probes().into_iter().find(|probe| probe.symbol == "V").unwrap();
    for is_above in [true, false] {
        let mut engine = Engine::by_hand(program(&preset));
        let train = (0..12).map(|k| 5.0 + 37.3 * f64::from(k));
        let planned = train.map(|time_ms| PlannedSpike { population: 1, neuron: Some(0), time_ms });
        engine.send(Command::Schedule(planned.collect()));
        let until = Until::reached(Level { probe: probe.clone(), value: -62.0, is_above });
        let mut first = Vec::new();
        for _ in 0..10 {
            engine.send(Command::RunUntil(Goal::Event(until.clone())));
            while engine.poll().is_some_and(|batch| batch.scene.progress.is_some()) {
                engine.advance(Duration::from_millis(16));
            }
            first.push(engine.now());
        }
        assert!(first.windows(2).all(|two| two[0] < two[1]), "{first:?}");
        engine.advance_steps(10);
        assert_eq!(onwards(&mut engine, &until, 20), first);
        assert_eq!(backwards(&mut engine, &until, Step(first[9].0 + 1), 20), first);
    }
}
