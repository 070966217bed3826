//! One grammar at every door: whatever is typed for a parameter comes back as it was meant, or is refused. Nothing else.

use std::process::Command;

use bouton::model::network::{Address, Connect, Population, Projection, Weights};
use bouton::model::neuron::{NeuronKind, NeuronModel};
use bouton::model::plasticity::Plasticity;
use bouton::model::receptor::{Receptor, ampa::Ampa};
use bouton::model::release::Release;
use bouton::model::stimulus::StimulusKind;
use bouton::param::{Kind, ParamSpec, Value};
use bouton::preset::{Preset, load};
use bouton::units::Unit;

use crate::common::{Dice, projection, stimulus};

/// Documents in which every mechanism and every parameter of its own occurs.
fn documents() -> Vec<Preset> {
    let membranes = NeuronKind::all();
    let n = Release::all().len().max(Plasticity::all().len()).max(membranes.len());
    let pick = |index: usize, len: usize| index % len;
    let mut all: Vec<Preset> = (0..n)
        .map(|index| {
            let with = Preset::empty("doors").with(|parts| {
                let network = &mut parts.network;
                let changed = network.with(|network| {
                    let kinds = NeuronKind::all();
                    let is_membrane =
                        |kind: &&NeuronKind| kind.inner().is_some_and(NeuronModel::has_membrane);
                    let target = kinds.iter().filter(is_membrane).nth(index % 3).unwrap().clone();
                    let stimuli =
                        StimulusKind::all().into_iter().zip(10..).map(|(kind, id)| stimulus(id, kind));
                    let stimuli = stimuli.collect();
                    network.populations.push(Population { stimuli, ..Population::new(1, 3, target) });
                    network.populations.push(Population::new(2, 20, kinds[pick(index, kinds.len())].clone()));
                    let (release, plasticity) = (Release::all(), Plasticity::all());
                    let connect = [Connect::AllToAll, Connect::Probability(0.5), Connect::InDegree(3)];
                    let weights =
                        [Weights::Constant(0.5), Weights::Uniform(0.1, 0.4), Weights::Normal(0.5, 0.1)];
                    network.projections.push(Projection {
                        receptors: Receptor::all(),
                        connect: connect[index % 3].clone(),
                        weights: weights[index % 3].clone(),
                        release: release[pick(index, release.len())].clone(),
                        plasticity: plasticity[pick(index, plasticity.len())].clone(),
                        ..projection(3, 2, 1, Ampa::default())
                    });
                });
                *network = changed.unwrap();
            });
            with.unwrap()
        })
        .collect();
    for bundled in bouton::preset::library::PRESETS.iter().filter(|own| own.name.contains("decay")) {
        all.push(load::parse(bundled.text.as_bytes()).unwrap());
    }
    all
}

/// A number of a parameter: at the ends of what is valid and of the slider, inside, or beyond.
fn number(spec: &ParamSpec, dice: &mut Dice) -> f64 {
    let (usual, valid) = (spec.range(), spec.valid());
    let inside = dice.uniform(usual.min, usual.max);
    let between = dice.uniform(valid.min, valid.max);
    let round = (inside * 8.0).round() / 8.0;
    dice.pick(&[
        usual.min,
        usual.max,
        valid.min,
        valid.max,
        inside,
        between,
        round,
        valid.max * 2.0,
        valid.min - 1.0,
    ])
}

/// A way of writing a number, and the number that a reader of it means; digits as they come.
fn spelling(value: f64, unit: Unit, dice: &mut Dice) -> (String, f64) {
    let plain = value.to_string();
    let (mut text, mut meant) = (plain.clone(), value);
    match dice.below(9) {
        0 => text = format!("{value:e}"),
        1 => text = plain.replace('.', ","),
        2 => text = plain.replace('-', "−"),
        3 => text = format!("  {plain} "),
        4 | 5 => {
            let units: Vec<&(&str, f64)> = unit.accepted().iter().collect();
            let (symbol, factor) = *dice.pick(&units);
            // Decimal digits in another unit: the value is what they say.
            let digits = format!("{:e}", value / factor);
            text = format!("{digits}{}{symbol}", dice.pick(&["", " ", "\u{a0}", "\u{202f}"]));
            let typed: f64 = digits.parse().unwrap();
            meant = typed * factor;
        }
        6 if 0.0 <= value && !plain.starts_with('-') => text = format!("+{plain}"),
        7 => text = format!("{plain}e0"),
        _ => {}
    }
    (text, meant)
}

/// What came of a typed text is what was meant, to the last bit but one.
fn is_meant(got: f64, meant: f64) -> bool {
    got == meant || (got - meant).abs() <= 4.0 * f64::EPSILON * meant.abs()
}

#[test]
fn every_door_takes_what_is_meant_or_refuses() {
    let mut dice = Dice(3);
    let (mut taken, mut refused, mut parameters) = (0, 0, 0);
    let long = std::env::var_os("BOUTON_LONG").is_some();
    for preset in documents() {
        let mut all: Vec<(Address, &'static ParamSpec)> = Vec::new();
        preset.visit(&mut |address, spec, _| all.push((address, spec)));
        for (address, spec) in all {
            parameters += 1;
            for _ in 0..if long { 100 } else { 8 } {
                if !matches!(spec.kind, Kind::Number { .. }) {
                    continue;
                }
                let (text, meant) = spelling(number(spec, &mut dice), spec.unit, &mut dice);
                let path = preset.path(address);
                match preset.read_value(address, &text) {
                    Ok(Value::Number(got)) => {
                        taken += 1;
                        assert!(is_meant(got, meant), "{path} = {text:?}: {got} is not {meant}");
                        let changed = preset.with_values(&[(address, Value::Number(got))]).unwrap();
                        assert_eq!(changed.get(address).unwrap().1, Value::Number(got), "{path} = {text:?}");
                        // The file says the same, bit for bit, and nothing else has changed.
                        let read = load::parse(changed.to_ron().unwrap().as_bytes()).unwrap();
                        assert_eq!(read, changed, "{path} = {text:?}");
                        preset.visit(&mut |other, _, before| {
                            if other != address {
                                assert_eq!(changed.get(other).unwrap().1, before, "{path} = {text:?}");
                            }
                        });
                    }
                    Ok(other) => panic!("{path} = {text:?}: {other:?}"),
                    Err(reason) => {
                        refused += 1;
                        let valid = preset.valid_bounds(address).unwrap();
                        let is_ambiguous = reason.key == "number-thousands";
                        let is_step = address == Address::run("dt_ms");
                        let tiny = meant != 0.0 && !meant.is_normal();
                        // In another unit an end may have become its neighbour.
                        let is_end = [valid.min, valid.max].into_iter().any(|end| is_meant(end, meant));
                        assert!(
                            is_ambiguous || is_step || tiny || is_end || !valid.contains(meant),
                            "{path} = {text:?} is refused though {meant} is valid: {reason}"
                        );
                    }
                }
            }
        }
    }
    println!("{parameters} parameters: {taken} taken, {refused} refused");
    assert!(500 < taken && 100 < refused);
}

#[test]
fn whole_numbers_and_options_come_back() {
    let mut dice = Dice(4);
    for preset in documents() {
        let mut all: Vec<(Address, &'static ParamSpec)> = Vec::new();
        preset.visit(&mut |address, spec, _| all.push((address, spec)));
        for (address, spec) in all {
            let path = preset.path(address);
            match spec.kind {
                Kind::Count { valid: (min, max), .. } => {
                    for value in [min, max, min + 1, min + dice.below(10)] {
                        for text in [value.to_string(), format!(" {value} "), format!("+{value}")] {
                            if let Ok(got) = preset.read_value(address, &text) {
                                assert_eq!(got, Value::Count(value), "{path} = {text:?}");
                            }
                        }
                    }
                    for text in ["1.5", "-1", "1,000", "2 ms", "two", ""] {
                        assert!(preset.read_value(address, text).is_err(), "{path} = {text:?}");
                    }
                }
                Kind::Choice { options } => {
                    for (index, option) in options.iter().enumerate() {
                        let read = bouton::preset::parse_value(spec, option.key);
                        assert_eq!(read, Ok(Value::Choice(index)), "{path}");
                    }
                    assert!(preset.read_value(address, "nothing").is_err(), "{path}");
                }
                Kind::List { .. } => {
                    for text in ["1, 2.5", "1 2.5", "[1.0, 2.5]", "1; 2,5", "1\n2.5"] {
                        let read = preset.read_value(address, text);
                        assert_eq!(read, Ok(Value::List([1.0, 2.5].into())), "{path} = {text:?}");
                    }
                    for text in ["1,5", "1 0\n2 1", "-1", "NaN", "1, 2 mV"] {
                        assert!(preset.read_value(address, text).is_err(), "{path} = {text:?}");
                    }
                }
                Kind::Number { .. } => {}
            }
        }
    }
}

/// What a run with `--set` says of a parameter's effect: the same, however the value is written.
#[test]
fn the_command_line_reads_as_the_window_does() {
    let run = |set: &str| {
        let args =
            ["run", "ampa", "--duration", "100", "--fire", "1@0.01 s,20ms", "--spikes", "-", "--set", set];
        let output = Command::new(env!("CARGO_BIN_EXE_bouton")).args(args).output().unwrap();
        let rows: Vec<String> =
            String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        let rows: Vec<String> = rows.into_iter().filter(|row| !row.starts_with('#')).collect();
        (output.status.code(), rows, String::from_utf8(output.stderr).unwrap())
    };
    let plain = run("populations.0.I_app_pA=180");
    assert_eq!(plain.0, Some(0), "{}", plain.2);
    assert!(3 < plain.1.len());
    for written in ["180 pA", "0.18 nA", "0,18 nA", "1.8e2", " 180.0 ", "180pA", "1_80"] {
        let other = run(&format!("populations.0.I_app_pA={written}"));
        assert_eq!((other.0, &other.1), (plain.0, &plain.1), "{written}: {}", other.2);
    }
    for (written, reason) in [("1,000", "could mean"), ("180 mV", "not a unit"), ("60 nA", "outside")] {
        let other = run(&format!("populations.0.I_app_pA={written}"));
        assert_eq!(other.0, Some(2), "{written}");
        assert!(other.2.contains(reason), "{written}: {}", other.2);
    }
}

#[test]
fn a_sweep_parts_values_with_commas() {
    let sweep = |set: &str| {
        let args = ["sweep", "ampa", "--duration", "10", "--quiet", "--set", set];
        let output = Command::new(env!("CARGO_BIN_EXE_bouton")).args(args).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let rows = out.lines().filter(|row| !row.starts_with('#')).count();
        (output.status.code(), rows, String::from_utf8(output.stderr).unwrap())
    };
    for (set, runs) in [
        ("populations.0.I_app_pA=10,20,40", 3),
        ("populations.0.I_app_pA=10 pA, 0.02 nA", 2),
        ("populations.0.I_app_pA=10,5; 20,5", 2),
        ("populations.1.times_ms=[1,2],[3]", 2),
    ] {
        let (code, rows, err) = sweep(set);
        assert_eq!((code, rows), (Some(0), runs + 1), "{set}: {err}");
    }
    for (set, reason) in [
        ("populations.0.I_app_pA=1,000", "thousands"),
        ("populations.0.I_app_pA=1,,2", "missing"),
        ("populations.0.I_app_pA=10,20 mV", "not a unit"),
    ] {
        let (code, _, err) = sweep(set);
        assert_eq!(code, Some(2), "{set}");
        assert!(err.contains(reason), "{set}: {err}");
    }
}
