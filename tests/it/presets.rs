//! The presets that come with the program, each held against the figures that it is to show.
//!
//! Figures that are only measured are printed; run with `--nocapture` to see them.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod populations;
mod release;

use std::sync::Arc;

use bouton::param::{Kind, Value};
use bouton::preset::{Preset, library, load};
use bouton::sim::Simulation;

/// A preset that comes with the program.
#[track_caller]
pub fn bundled(name: &str) -> Preset {
    let preset = library::find(name).unwrap_or_else(|| panic!("there is no preset {name}"));
    load::parse(preset.text.as_bytes()).unwrap()
}

/// The preset with some parameters set, each written as `PATH=VALUE`.
#[track_caller]
pub fn with(preset: &Preset, settings: &[&str]) -> Preset {
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
