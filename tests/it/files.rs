//! Documents from strangers: truncated, mutated, out of range, wrong, too large, or no documents at all.
//!
//! Every case goes through the one load door, and every refusal must say in at least one line what is wrong.

mod budget;
mod documents;
mod foreign;
mod large;
mod mutants;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use bouton::input::error_lines;
use bouton::model::kinetics::Kinetics;
use bouton::model::network::{
    Address, Autapses, Connect, DelaySide, Network, NetworkParts, Population, Projection, Stimulus, Weights,
};
use bouton::model::neuron::NeuronKind;
use bouton::model::plasticity::Plasticity;
use bouton::model::probe::Probe;
use bouton::model::receptor::Receptor;
use bouton::model::release::Release;
use bouton::model::stimulus::StimulusKind;
use bouton::param::{Kind, Value};
use bouton::preset::error::LoadError;
use bouton::preset::plot_spec::{Aligned, Plot, PlotSpec, Span, TraceSpec};
use bouton::preset::{Panes, Preset, PresetParts, Run, View, library, load};
use bouton::sim::{Stream, StreamKind};
use bouton::text::Text;
use bouton::units::{ALLOWED_DT_MS, Grid, Speed};

/// No single file takes a hundredth of this; it only keeps a hang from holding up everything.
pub const HANG_GUARD: Duration = Duration::from_secs(20);

const AMPA: &str = include_str!("../../presets/ampa.ron");
const LESSON: &str = include_str!("../../assets/lessons/nmda.ron");

fn long() -> bool {
    std::env::var_os("BOUTON_LONG").is_some()
}

/// Does something on a thread of its own and gives up on it after [`HANG_GUARD`].
fn within_guard<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::spawn(move || sender.send(work()));
    let result = receiver.recv_timeout(HANG_GUARD);
    match result {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what} hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => std::panic::resume_unwind(thread.join().unwrap_err()),
    }
}

pub fn lines(error: &LoadError) -> Vec<String> {
    error_lines("t.ron", error, &Text::english())
}

/// What is said about a text that must be refused.
fn refusal(text: &[u8]) -> Result<Vec<String>, String> {
    match load::parse(text) {
        Ok(_) => Err("accepted".to_owned()),
        Err(error) => Ok(lines(&error)),
    }
}

/// The bundled presets and the files of the corpus, by name.
fn corpus() -> Vec<(String, String)> {
    let mut corpus: Vec<(String, String)> =
        library::PRESETS.iter().map(|preset| (preset.name.to_owned(), preset.text.to_owned())).collect();
    let folder = Path::new("tests/corpus");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
    {
        corpus
            .push((path.file_name().unwrap().display().to_string(), std::fs::read_to_string(&path).unwrap()));
    }
    assert!(library::PRESETS.len() + 2 <= corpus.len(), "the corpus lies in tests/corpus");
    corpus
}

#[test]
fn every_file_of_the_corpus_loads_and_reads_back() {
    for (name, text) in corpus() {
        let preset =
            load::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {:#?}", lines(&error)));
        let written = preset.to_ron().unwrap();
        assert!(written.starts_with("// A Bouton preset, made by version "), "{name}: {}", &written[..60]);
        assert_eq!(load::parse(written.as_bytes()).unwrap(), preset, "{name}");
        assert_eq!(
            load::parse(written.as_bytes()).unwrap().to_ron().unwrap(),
            written,
            "{name}: a second save"
        );
    }
}

#[test]
fn no_truncated_preset_is_accepted() {
    // A parse in a test build takes half a millisecond; with many presets the default run skips some.
    let total: usize = library::PRESETS.iter().map(|preset| preset.text.len()).sum();
    let stride = if long() { 1 } else { total.div_ceil(15_000) };
    let (mut tried, started) = (0, Instant::now());
    for preset in library::PRESETS {
        let bytes = preset.text.as_bytes();
        // What follows the last bracket is blank or comment; a prefix that ends there is the whole document.
        let end = preset.text.rfind(')').unwrap() + 1;
        assert!(
            preset.text[end..].lines().all(|line| line.trim().is_empty() || line.trim().starts_with("//")),
            "{}: only blanks and comments after the last bracket",
            preset.name
        );
        let near_the_end = (end.saturating_sub(40)..end).chain(end..=bytes.len());
        for length in (0..end).step_by(stride).chain(near_the_end) {
            tried += 1;
            match load::parse(&bytes[..length]) {
                Ok(_) => {
                    assert!(end <= length, "{}: accepted {length} of {} bytes", preset.name, bytes.len());
                }
                Err(error) => {
                    assert!(length < end, "{}: refused {length} bytes: {:?}", preset.name, lines(&error));
                    assert!(lines(&error).iter().all(|line| "t.ron: ".len() < line.len()), "at {length}");
                }
            }
        }
    }
    println!("{tried} prefixes in {:.1?}", started.elapsed());
}

/// Numbers that parsers and checks stumble over.
const NASTY: &[&str] = &[
    "NaN",
    "inf",
    "-inf",
    "1e999",
    "-1e999",
    "1e308",
    "-1e308",
    "5e-324",
    "1e-310",
    "-0.0",
    "0",
    "-1",
    "1.5",
    "99999999999999999999",
    "18446744073709551615",
    "4294967296",
    "1_0",
    "0x10",
    "0b1",
    "1e",
    ".",
    "-",
    "1,5",
    "\"1\"",
    "()",
    "Some(1)",
    "b'1'",
    "1u8",
    "+1",
    "00",
    "1e-5000",
    "true",
];

pub fn mutate(text: &str, random: &mut Stream) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let below = |random: &mut Stream, n: usize| random.below(u32::try_from(n.max(1)).unwrap()) as usize;
    for _ in 0..=random.below(3) {
        let at = below(random, bytes.len());
        let span = at..bytes.len().min(at + 1 + below(random, 40));
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(span)),
            2 => {
                let piece = b"()[]{},:\"\\/*#'r.-+eE0 9\n\0\xFF\xC3\xE2\x80\xAE";
                bytes.insert(at, piece[below(random, piece.len())]);
            }
            3 => {
                let copy = bytes[span].to_vec();
                let to = below(random, bytes.len());
                bytes.splice(to..to, copy);
            }
            4 => {
                let other = below(random, bytes.len());
                if at < bytes.len() {
                    bytes.swap(at, other);
                }
            }
            _ => {
                let digit = bytes[at..].iter().position(u8::is_ascii_digit).map(|offset| at + offset);
                if let Some(start) = digit {
                    let is_number = |byte: &u8| byte.is_ascii_digit() || b".-e".contains(byte);
                    let end = start + bytes[start..].iter().take_while(|byte| is_number(byte)).count();
                    bytes.splice(start..end, NASTY[below(random, NASTY.len())].bytes());
                }
            }
        }
    }
    bytes
}

#[test]
fn no_mutation_panics_or_is_half_accepted() {
    let count: u32 = std::env::var("BOUTON_MUTATIONS").map_or(5_000, |n| n.parse().unwrap());
    let corpus = corpus();
    let (mut accepted, mut slowest, started) = (0, Duration::ZERO, Instant::now());
    for seed in 0..count {
        let mut random = Stream::new(u64::from(seed), StreamKind::Stimulus, 8);
        let (name, text) = &corpus[seed as usize % corpus.len()];
        let bytes = mutate(text, &mut random);
        let shown = || format!("mutation {seed} of {name}:\n{}", String::from_utf8_lossy(&bytes));
        let one = Instant::now();
        let result = std::panic::catch_unwind(|| load::parse(&bytes));
        slowest = slowest.max(one.elapsed());
        match result.unwrap_or_else(|_| panic!("a panic at {}", shown())) {
            Ok(preset) => {
                accepted += 1;
                let written = preset.to_ron().unwrap_or_else(|error| panic!("{error}: {}", shown()));
                assert_eq!(load::parse(written.as_bytes()).unwrap(), preset, "{}", shown());
            }
            Err(error) => {
                let lines = lines(&error);
                let stopped = lines.iter().any(|line| line.contains("could not be read to its end"));
                assert!(!stopped, "the parser panicked: {}", shown());
                let clear = |line: &String| "t.ron: ".len() < line.len() && !line.contains("{$");
                assert!(!lines.is_empty() && lines.iter().all(clear), "{lines:?} for {}", shown());
            }
        }
    }
    assert!(slowest < HANG_GUARD, "one took {slowest:?}");
    println!(
        "{count} mutations, {accepted} accepted, slowest {slowest:.1?}, in all {:.1?}",
        started.elapsed()
    );
}

/// A network with every mechanism there is: a new one is tested here without writing a test.
fn every_mechanism() -> Preset {
    let (mut populations, mut projections, mut next) = (Vec::new(), Vec::new(), 0..);
    let mut id = || next.next().unwrap();
    for kind in NeuronKind::all() {
        let mut population = Population {
            id: id(),
            name: kind.key().to_string(),
            n: 3,
            volley_fraction: 0.1,
            kind,
            stimuli: vec![],
        };
        for kind in StimulusKind::all() {
            population.stimuli.push(Stimulus { id: id(), kind });
        }
        populations.push(population);
    }
    let ends = (populations[0].id, populations[0].id);
    for receptor in Receptor::all() {
        for kinetics in Kinetics::all() {
            let mut receptor = receptor.clone();
            *receptor.inner_mut().unwrap().kinetics_mut() = kinetics.clone();
            projections.push((receptor, Release::all()[0].clone(), Plasticity::Fixed));
        }
    }
    for release in Release::all() {
        projections.push((Receptor::all()[0].clone(), release, Plasticity::Fixed));
    }
    for plasticity in Plasticity::all() {
        projections.push((Receptor::all()[0].clone(), Release::all()[0].clone(), plasticity));
    }
    let projections = projections.into_iter().map(|(receptor, release, plasticity)| {
        let id = id();
        Projection {
            id,
            name: format!("e{id}"),
            from: ends.0,
            to: ends.1,
            connect: Connect::AllToAll,
            autapses: Autapses::ByRule,
            delay_ms: 1.0,
            delay_side: DelaySide::Dendritic,
            weights: Weights::Constant(1.0),
            receptors: vec![receptor],
            release,
            plasticity,
        }
    });
    let projections = projections.collect();
    let network = Network::new(NetworkParts { populations, projections, ..NetworkParts::default() }).unwrap();
    Preset::new(PresetParts {
        title: "Every mechanism".to_owned(),
        description: String::new(),
        hint: String::new(),
        notes: Vec::new(),
        run: Run::default(),
        network,
        view: View::default(),
    })
    .unwrap()
}

/// The same document without plots, so that no probe hinders a change of n.
fn without_plots(preset: &Preset) -> Preset {
    let mut parts = preset.to_parts();
    parts.view.plots.clear();
    Preset::new(parts).unwrap()
}

/// Where the number stands that changes between two texts.
fn changed_number(before: &str, after: &str) -> std::ops::Range<usize> {
    let is_number = |byte: u8| byte.is_ascii_digit() || b".-e".contains(&byte);
    let same = before.bytes().zip(after.bytes()).take_while(|(left, right)| left == right).count();
    let start = before[..same].bytes().rposition(|byte| !is_number(byte)).unwrap() + 1;
    let end = start + before[start..].bytes().take_while(|byte| is_number(*byte)).count();
    assert!(start < end, "a number changes: {}", &before[start..before.len().min(start + 40)]);
    start..end
}

/// Another valid value for a parameter.
fn another_value(preset: &Preset, address: Address, value: Value) -> Value {
    match value {
        Value::Number(_) if address == Address::run("dt_ms") => {
            let other = ALLOWED_DT_MS.iter().find(|dt| **dt < preset.run().dt_ms).unwrap();
            Value::Number(*other)
        }
        // Half of all pairs would be too many synapses.
        Value::Number(p) if preset.path(address).ends_with("p_connect") => Value::Number(0.9 * p),
        Value::Number(number) => {
            let bounds = preset.bounds(address).unwrap();
            // The last is for connections of large populations, of which there may not be too many.
            let others = [0.5, 0.25, 1.0 / 64.0].map(|part| bounds.min + part * (bounds.max - bounds.min));
            let fits = |other: &f64| preset.with_values(&[(address, Value::Number(*other))]).is_ok();
            Value::Number(others.into_iter().find(|other| *other != number && fits(other)).unwrap())
        }
        Value::Count(count) => Value::Count(if count == 7 { 8 } else { 7 }),
        Value::List(_) => Value::List([7.0].into()),
        Value::Choice(_) => unreachable!("choices are not numbers"),
    }
}

/// The thirteenth, −0.0, is written by the caller. Values far out of range come with the field.
const BAD: [&str; 9] = ["NaN", "inf", "-inf", "1e999", "-1e999", "1e308", "-1e308", "5e-324", "1e-310"];

#[test]
fn no_bad_number_gets_into_a_parameter() {
    let everything = load::parse(include_bytes!("../corpus/everything.ron")).unwrap();
    let mut documents: Vec<Preset> =
        library::PRESETS.iter().map(|preset| load::parse(preset.text.as_bytes()).unwrap()).collect();
    documents.extend([everything, every_mechanism()]);
    let (mut fields, mut cases, mut failures) = (0, 0, Vec::new());
    for preset in documents.iter().map(without_plots) {
        let text = preset.to_ron().unwrap();
        let mut parameters = Vec::new();
        preset.visit(&mut |address, spec, value| parameters.push((address, spec, value)));
        for (address, spec, value) in parameters {
            // Populations that a gap junction or a list of weights joins change their size together or not at all.
            let network = preset.network();
            let has_list = |projection: &Projection| matches!(projection.weights, Weights::List(_));
            let is_bound = !network.gap_junctions().is_empty() || network.projections().iter().any(has_list);
            if spec.key == "n" && is_bound {
                continue;
            }
            let (low, high) = match spec.kind {
                Kind::Number { valid: (min, max), .. } => ((min - 1.0).to_string(), (max + 1.0).to_string()),
                Kind::Count { valid: (0, max), .. } => ("-1".to_owned(), (u128::from(max) + 1).to_string()),
                Kind::Count { valid: (min, max), .. } => {
                    ((min - 1).to_string(), (u128::from(max) + 1).to_string())
                }
                Kind::Choice { .. } | Kind::List { .. } => continue,
            };
            fields += 1;
            let path = preset.path(address);
            let other = preset.with_values(&[(address, another_value(&preset, address, value.clone()))]);
            let other = other.unwrap_or_else(|problems| panic!("{path}: {problems:?}")).to_ron().unwrap();
            let place = changed_number(&text, &other);
            let bounds = preset.valid_bounds(address).unwrap();
            for bad in BAD.iter().copied().chain([low.as_str(), high.as_str(), "-0.0"]) {
                cases += 1;
                let document = format!("{}{bad}{}", &text[..place.start], &text[place.end..]);
                let fits = bad == "-0.0" && matches!(value, Value::Number(_)) && bounds.contains(0.0);
                let fault = match load::parse(document.as_bytes()) {
                    Ok(read) if fits => {
                        let positive = matches!(read.get(address), Some((_, Value::Number(zero)))
                            if zero.to_bits() == 0.0_f64.to_bits());
                        if positive { None } else { Some(format!("reads as {:?}", read.get(address))) }
                    }
                    Ok(read) => Some(format!("accepted as {:?}", read.get(address))),
                    Err(error) => bad_number_fault(&lines(&error), &path, bad, &place, &text),
                };
                failures.extend(fault.map(|fault| format!("{path} = {bad}: {fault}")));
            }
        }
    }
    println!("{fields} fields × 12 bad values = {cases} cases");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// What is unclear about the lines that refuse a bad number.
fn bad_number_fault(
    lines: &[String],
    path: &str,
    bad: &str,
    place: &std::ops::Range<usize>,
    text: &str,
) -> Option<String> {
    let key = path.rsplit('.').next().unwrap();
    // A weight stands in the file without a key of its own.
    let named =
        |line: &&String| line.contains(&format!(".{key}: ")) || key == "weight" && line.contains("weight");
    let line_of_text = text[..place.start].matches('\n').count() + 1;
    let Some(line) = lines.iter().find(|line| line.starts_with(&format!("t.ron:{line_of_text}:"))) else {
        // Too many neurons are a problem of the whole list of populations.
        let total = key == "n" && lines.iter().any(|line| line.contains("neurons are too many"));
        return (!total).then(|| format!("no line and column: {lines:?}"));
    };
    let value: f64 = bad.parse().unwrap();
    let values = [bad.to_owned(), value.to_string(), format!("{value:e}")];
    let has_value = values.iter().any(|value| line.contains(value.as_str()));
    let has_range = line.contains(" to ") || line.contains("not available; choose");
    let clear = named(&line) && has_value && has_range && line.len() < 300;
    (!clear).then(|| format!("path, value or range is missing: {line}"))
}

#[test]
fn no_bad_number_gets_into_the_view() {
    // A range about zero, so that each end may be zero.
    let ampa = AMPA.replace("Fixed(-72.0, -50.0)", "Fixed(-75.0, 25.0)");
    // What stands in the preset, and the path that a message must name.
    let fields = [
        ("window_ms: ", "300.0, y: Fixed(-75.0", "view.plots[0].kind.window_ms"),
        ("y: Fixed(", "-75.0", "view.plots[0].kind.y"),
        ("y: Fixed(-75.0, ", "25.0", "view.plots[0].kind.y"),
        ("1: (", "-130.0", "view.positions.1"),
        ("1: (-130.0, ", "0.0", "view.positions.1"),
        ("left: ", "0.56", "view.panes.left"),
        ("top: ", "0.5", "view.panes.top"),
        ("speed_ms_per_s: ", "100.0", "run.speed_ms_per_s"),
        ("dt_ms: ", "0.1", "run.dt_ms"),
    ];
    let (mut cases, mut failures) = (0, Vec::new());
    for (before, number, path) in fields {
        let written = format!("{before}{number}");
        assert_eq!(ampa.matches(&written).count(), 1, "{written}");
        let number_end = number.find(',').unwrap_or(number.len());
        for bad in BAD.iter().copied().chain(["-1e7", "1.1e7", "-0.0"]) {
            cases += 1;
            let text = ampa.replace(&written, &format!("{before}{bad}{}", &number[number_end..]));
            // Single precision has no such small number, so it reads as the zero that it is on any screen.
            let is_zero = matches!(bad, "5e-324" | "1e-310") && path.starts_with("view.positions");
            let may_be_zero = path.starts_with("view.positions") || path == "view.plots[0].kind.y";
            match load::parse(text.as_bytes()) {
                Ok(preset) if is_zero || bad == "-0.0" && may_be_zero => {
                    let shown = format!("{:?}", preset.view());
                    if shown.contains("-0.0") {
                        failures.push(format!("{path} = {bad}: a zero with a sign: {shown}"));
                    }
                }
                Ok(_) => failures.push(format!("{path} = {bad}: accepted")),
                Err(error) => {
                    let lines = lines(&error);
                    let clear = |line: &String| {
                        line.contains(&format!("{path}: "))
                            && line.contains(if path == "run.dt_ms" { "choose 0.001" } else { " to " })
                            && line.len() < 300
                    };
                    if !lines.iter().any(clear) {
                        failures.push(format!("{path} = {bad}: {lines:?}"));
                    }
                }
            }
        }
    }
    println!("{} fields × 12 bad values = {cases} cases", fields.len());
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn everything_that_is_not_a_parameter_is_saved_too() {
    let mut parts = load::parse(AMPA.as_bytes()).unwrap().to_parts();
    parts.title = "A \"title\" \\ with\nlines,\t// no comment, and a \u{1F9E0}".to_owned();
    parts.description = "ends with a backslash \\".to_owned();
    parts.hint = "r#\"not raw\"#".to_owned();
    parts.view.positions.clear();
    parts.view.positions.insert(0, (0.1, -1e6));
    parts.view.positions.insert(1, (f32::MIN_POSITIVE, 123_456.79));
    parts.view.panes = Panes { left: 0.15, top: 0.85 };
    let network = load::parse(AMPA.as_bytes()).unwrap().network().clone();
    let trace = |y, probes: &[&str]| {
        let probes = probes.iter().map(|probe| Probe::parse(probe, &network).unwrap()).collect();
        PlotSpec::Trace(TraceSpec { probes, window_ms: 1e6, y, sweeps: Aligned::Off })
    };
    parts.view.plots = vec![
        Plot::new(u32::MAX, trace(Span::Auto, &[])),
        Plot { height: 1.5, ..Plot::new(77, trace(Span::Fixed(-1e-3, 1.0 / 3.0), &["g_1-0.ampa", "V_0"])) },
    ];
    for speed in [
        Speed::Unlimited,
        Speed::MsPerSecond(Speed::MIN_MS_PER_S),
        Speed::MsPerSecond(1.0 / 3.0),
        Speed::MsPerSecond(Speed::MAX_MS_PER_S),
    ] {
        for dt in ALLOWED_DT_MS {
            for seed in [0, u64::MAX] {
                parts.run = Run { dt_ms: dt, seed, speed_ms_per_s: speed };
                let preset = Preset::new(parts.clone()).unwrap();
                let text = preset.to_ron().unwrap();
                let read = load::parse(text.as_bytes()).unwrap();
                assert_eq!(read, preset);
                assert_eq!(read.to_parts(), parts);
                assert_eq!(read.grid(), Grid::new(dt).unwrap());
            }
        }
    }
    let unlimited =
        AMPA.replace("speed_ms_per_s: 100.0", "speed_ms_per_s: /* as fast as it goes */ Unlimited");
    assert_eq!(load::parse(unlimited.as_bytes()).unwrap().run().speed_ms_per_s, Speed::Unlimited);
    let whole = AMPA.replace("speed_ms_per_s: 100.0", "speed_ms_per_s: 5");
    assert_eq!(load::parse(whole.as_bytes()).unwrap().run().speed_ms_per_s, Speed::MsPerSecond(5.0));
}
