//! Every bundled preset shows what it says it shows: the figures of its own text, and the tables behind them.
//!
//! Figures that are only measured are printed; run with `--nocapture` to see them.

mod correlations;
mod kinetics;
mod neurons;
mod plasticity;
mod populations;
pub mod published;
mod receptors;
mod release;
mod summation;

use std::sync::Arc;

use bouton::model::kinetics::KineticsKey;
use bouton::model::network::{Network, Target};
use bouton::model::release::ReleaseKey;
use bouton::param::{Kind, Value};
use bouton::preset::{Preset, library, load};
use bouton::sim::{Recorder, Recording, Simulation};
use bouton::units::Step;

use crate::common::{advance, probes};

/// A bundled preset.
#[track_caller]
pub fn bundled(name: &str) -> Preset {
    load::parse(library::find(name).unwrap().text.as_bytes()).unwrap()
}

/// A preset with some of its numbers, counts or choices set, by path.
#[track_caller]
pub fn with_values(preset: &Preset, values: &[(&str, Value)]) -> Preset {
    let values: Vec<_> =
        values.iter().map(|(path, value)| (preset.find(path).unwrap(), value.clone())).collect();
    preset.with_values(&values).unwrap()
}

/// A preset with some of its numbers set, by path.
#[track_caller]
pub fn with(preset: &Preset, values: &[(&str, f64)]) -> Preset {
    let values: Vec<_> = values.iter().map(|(path, value)| (*path, Value::Number(*value))).collect();
    with_values(preset, &values)
}

/// A preset whose clicked sources fire no trains of their own.
pub fn without_trains(preset: &Preset) -> Preset {
    let mut values = Vec::new();
    preset.visit(&mut |address, spec, _| {
        if spec.key == "train" {
            values.push((address, Value::Choice(0)));
        }
    });
    preset.with_values(&values).unwrap()
}

/// A preset with another kind of kinetics on the first receptor of a projection, with the receptor's own values.
#[track_caller]
pub fn with_kinetics(preset: &Preset, projection: &str, kind: &str) -> Preset {
    let found = preset.network().projections().iter().find(|p| p.name == projection).unwrap();
    let target = Target::Kinetics { projection: found.id, receptor: found.receptors[0].key() };
    preset.with_kind(target, KineticsKey::of_name(kind).unwrap().into()).unwrap()
}

/// What these probes show every step, from t = 0 up to `until_ms` [ms] and including it, with every spike, when the
/// neurons of these names fire at these times [ms].
#[track_caller]
pub fn run(preset: &Preset, until_ms: f64, clicks: &[(&str, f64)], names: &[&str]) -> Recording {
    let network: Arc<Network> = Arc::new(preset.network().clone());
    let mut simulation = Simulation::new(network.clone(), preset.run().seed, preset.grid());
    for (name, time_ms) in clicks {
        simulation.schedule_fire(network.population_named(name).unwrap().id, Some(0), *time_ms);
    }
    let mut recorder = Recorder::new(&simulation, probes(&network, names), 1).with_releases();
    let Step(steps) = simulation.grid().step_at_or_after(until_ms);
    advance(&mut simulation, steps + 1, &mut recorder);
    recorder.take()
}

/// Times at which the population of this name fired [ms].
#[track_caller]
pub fn spikes(preset: &Preset, recording: &Recording, name: &str) -> Vec<f64> {
    let id = preset.network().population_named(name).unwrap().id;
    crate::common::spike_times(recording, preset.grid(), id)
}

/// The sample at a time [ms] on the grid.
pub fn at(preset: &Preset, column: &[f64], time_ms: f64) -> f64 {
    column[usize::try_from(preset.grid().step_at_or_after(time_ms).0).unwrap()]
}

/// The largest value of a column between two times [ms], with its time [ms], by a parabola through the largest sample and its
/// neighbours.
pub fn peak(preset: &Preset, column: &[f64], from_ms: f64, to_ms: f64) -> (f64, f64) {
    let index = |t: f64| usize::try_from(preset.grid().step_at_or_after(t).0).unwrap();
    let (from, to) = (index(from_ms), index(to_ms).min(column.len() - 1));
    let top = (from..=to).max_by(|a, b| column[*a].total_cmp(&column[*b])).unwrap();
    let dt_ms = preset.run().dt_ms;
    if top == 0 || top + 1 == column.len() {
        return (top as f64 * dt_ms, column[top]);
    }
    let [before, here, after] = [column[top - 1], column[top], column[top + 1]];
    let bend = before - 2.0 * here + after;
    if bend == 0.0 {
        return (top as f64 * dt_ms, here);
    }
    let shift = (0.5 * (before - after) / bend).clamp(-1.0, 1.0);
    ((top as f64 + shift) * dt_ms, here - 0.25 * (before - after) * shift)
}

/// The preset with some parameters set, each written as `PATH=VALUE`.
#[track_caller]
pub fn with_texts(preset: &Preset, settings: &[&str]) -> Preset {
    let values: Vec<_> = settings
        .iter()
        .map(|setting| {
            let (path, text) = setting.split_once('=').unwrap();
            let address = preset.find(path).unwrap_or_else(|error| panic!("{path}: {error:?}"));
            let (spec, old) = preset.get(address).unwrap();
            let value = match (old, spec.kind) {
                (Value::Number(_), _) => Value::Number(text.parse().unwrap()),
                (Value::Count(_), _) => Value::Count(text.parse().unwrap()),
                (Value::Choice(_), Kind::Choice { options }) => {
                    Value::Choice(options.iter().position(|option| option.key == text).unwrap())
                }
                _ => panic!("{path} is a list"),
            };
            (address, value)
        })
        .collect();
    preset.with_values(&values).unwrap()
}

/// A preset at the start of its run, with another seed.
pub fn start(preset: &Preset, seed: u64) -> Simulation {
    Simulation::new(Arc::new(preset.network().clone()), seed, preset.grid())
}

/// Mean and its standard error.
pub fn mean(values: &[f64]) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// Whether the tests may take their time.
pub fn is_long() -> bool {
    std::env::var_os("BOUTON_LONG").is_some()
}

/// Vertices lie on the canvas and apart from each other, and there are plots of what there is to see.
#[test]
fn every_preset_is_laid_out() {
    for preset in library::PRESETS {
        let loaded = bundled(preset.name);
        let plots = loaded.view().plots.len();
        assert!((2..=4).contains(&plots), "{}: {plots} plots", preset.name);
        assert!(loaded.hint().len() < 200, "{}: the hint is long", preset.name);
        let positions = &loaded.view().positions;
        assert_eq!(positions.len(), loaded.network().populations().len(), "{}", preset.name);
        for (id, (x, y)) in positions {
            assert!(x.abs() <= 200.0 && y.abs() <= 120.0, "{}: {id} lies outside", preset.name);
            for (other, (X, Y)) in positions.range(id + 1..) {
                let apart = (x - X).hypot(y - Y);
                assert!(110.0 <= apart, "{}: {id} and {other} are {apart} apart", preset.name);
            }
        }
    }
}

/// The menus offer every kind, and none is refused for what plots show: what is no more goes from them.
#[test]
fn every_kind_can_be_chosen_in_every_preset() {
    let mut dropped = 0;
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        for projection in preset.network().projections() {
            let kinetics = |receptor| Target::Kinetics { projection: projection.id, receptor };
            let of_receptors = projection.receptors.iter().map(|receptor| kinetics(receptor.key()));
            let of_kinetics = of_receptors
                .flat_map(|target| KineticsKey::ALL.iter().map(move |kind| (target, (*kind).into())));
            let of_release =
                ReleaseKey::ALL.iter().map(|kind| (Target::Release(projection.id), (*kind).into()));
            for (target, kind) in of_kinetics.chain(of_release) {
                let chosen = preset.with_kind(target, kind);
                let chosen = chosen.unwrap_or_else(|said| panic!("{}, {kind:?}: {said:?}", bundled.name));
                dropped += preset.view().plots.len() - chosen.view().plots.len();
            }
        }
    }
    assert!(0 < dropped, "a plot of nothing is gone");
}
