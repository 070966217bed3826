//! Documents from strangers: truncated, mutated, out of range, wrong, too large, or no documents at all.
//!
//! Every case goes through the one load door, and every refusal must say in at least one line what is wrong.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use bouton::cli::error_lines;
use bouton::model::kinetics::Kinetics;
use bouton::model::network::{Connect, Network, NetworkParts, Population, Projection, Stimulus, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::plasticity::Plasticity;
use bouton::model::receptor::Receptor;
use bouton::model::release::Release;
use bouton::model::stimulus::StimulusKind;
use bouton::param::{Kind, Value};
use bouton::preset::error::{LoadError, MAX_PROBLEMS};
use bouton::preset::plot_spec::{Plot, PlotSpec, Span, TraceSpec};
use bouton::preset::{Model, Panes, Preset, PresetAddress, PresetParts, Run, View, library, load};
use bouton::sim::{Stream, StreamKind};
use bouton::text::Text;
use bouton::units::{ALLOWED_DT_MS, Grid, Speed};

/// No single file takes a hundredth of this; it only keeps a hang from holding up everything.
const HANG_GUARD: Duration = Duration::from_secs(20);

const AMPA: &str = include_str!("../../presets/ampa.ron");

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

fn lines(error: &LoadError) -> Vec<String> {
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

fn mutate(text: &str, random: &mut Stream) -> Vec<u8> {
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
            name: kind.key().to_owned(),
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
            delay_ms: 1.0,
            weights: Weights::Constant(1.0),
            receptors: vec![receptor],
            release,
            plasticity,
        }
    });
    let projections = projections.collect();
    let network = Network::new(NetworkParts { populations, projections }).unwrap();
    Preset::new(PresetParts {
        title: "Every mechanism".to_owned(),
        description: String::new(),
        hint: String::new(),
        run: Run::default(),
        model: Model::Network(network),
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
fn another_value(preset: &Preset, address: PresetAddress, value: Value) -> Value {
    match value {
        Value::Number(_) if address == PresetAddress::Run("dt_ms") => {
            let other = ALLOWED_DT_MS.iter().find(|dt| **dt < preset.run().dt_ms).unwrap();
            Value::Number(*other)
        }
        Value::Number(number) => {
            let bounds = preset.bounds(address).unwrap();
            let middle = 0.5 * (bounds.min + bounds.max);
            Value::Number(if middle == number { 0.75 * bounds.min + 0.25 * bounds.max } else { middle })
        }
        Value::Count(count) => Value::Count(if count == 7 { 8 } else { 7 }),
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
            let (low, high) = match spec.kind {
                Kind::Number { min, max, .. } => ((min - 1.0).to_string(), (max + 1.0).to_string()),
                Kind::Count { min: 0, max, .. } => ("-1".to_owned(), (u128::from(max) + 1).to_string()),
                Kind::Count { min, max, .. } => ((min - 1).to_string(), (u128::from(max) + 1).to_string()),
                Kind::Choice { .. } => continue,
            };
            fields += 1;
            let path = preset.path(address);
            let other = preset.with_values(&[(address, another_value(&preset, address, value))]);
            let other = other.unwrap_or_else(|problems| panic!("{path}: {problems:?}")).to_ron().unwrap();
            let place = changed_number(&text, &other);
            let bounds = preset.bounds(address).unwrap();
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
    let has_range = line.contains(" to ") || line.contains("on offer; use");
    let clear = named(&line) && has_value && has_range && line.len() < 300;
    (!clear).then(|| format!("path, value or range is missing: {line}"))
}

#[test]
fn no_bad_number_gets_into_the_view() {
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
        assert_eq!(AMPA.matches(&written).count(), 1, "{written}");
        let number_end = number.find(',').unwrap_or(number.len());
        for bad in BAD.iter().copied().chain(["-1e7", "1.1e7", "-0.0"]) {
            cases += 1;
            let text = AMPA.replace(&written, &format!("{before}{bad}{}", &number[number_end..]));
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
                            && line.contains(if path == "run.dt_ms" { "use 0.001" } else { " to " })
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

/// A preset with something replaced in it.
fn ampa_with(replaced: &[(&str, &str)]) -> Vec<u8> {
    let mut text = AMPA.to_owned();
    for (old, new) in replaced {
        assert!(text.contains(old), "{old} stands in the preset");
        text = text.replacen(old, new, 1);
    }
    text.into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Bad documents by what is wrong with them, each with what must be said about it.
fn bad_documents() -> Vec<(&'static str, Vec<u8>, Vec<&'static str>)> {
    let with = ampa_with;
    let lif = "(id: 0, name: \"0\", n: 1";
    let deep = |open: &str, times: usize| format!("(format: 1, model: {}", open.repeat(times)).into_bytes();
    vec![
        (
            "unknown field",
            with(&[("g_L_nS", "gL_nS")]),
            vec!["t.ron:26:", "populations[1].kind.gL_nS", "no field “gL_nS”", "did you mean “g_L_nS”?"],
        ),
        ("unknown top field", with(&[("  model:", "  modell:")]), vec!["t.ron:20:", "did you mean “model”?"]),
        (
            "unknown variant",
            with(&[("kind: Lif", "kind: Liff")]),
            vec!["t.ron:25:", "“Liff” is not known here", "SpikeSource", "did you mean “Lif”?"],
        ),
        (
            "unknown receptor",
            with(&[("Ampa((", "Ampaa((")]),
            vec!["t.ron:34:", "receptors[0]", "did you mean “Ampa”?"],
        ),
        (
            "duplicate field",
            with(&[("seed: 1", "seed: 1, seed: 2")]),
            vec!["t.ron:18:", "run: ", "“seed” stands twice"],
        ),
        ("missing model", b"(format: 1)".to_vec(), vec!["t.ron:1:", "field “model” is missing"]),
        (
            "missing format",
            with(&[("format: 1,", "")]),
            vec!["field “format” is missing", "begins with “(format: 1,”"],
        ),
        (
            "newer format",
            with(&[("format: 1,", "format: 99, colour: Red,")]),
            vec!["newer version of Bouton (format 99)", "reads formats up to 1"],
        ),
        (
            "format 0",
            with(&[("format: 1,", "format: 0,")]),
            vec!["t.ron:11:11: format: there is no format 0", "begins with “(format: 1,”"],
        ),
        (
            "format as text",
            with(&[("format: 1,", "format: \"1\",")]),
            vec!["t.ron:11:11: format: ", "begins with “(format: 1,”"],
        ),
        (
            "dangling from",
            with(&[("from: 1", "from: 9")]),
            vec!["t.ron:32:", "projections.1-0.from: there is no population with id 9"],
        ),
        (
            "dangling to",
            with(&[("to: 0", "to: 4294967295")]),
            vec!["projections.1-0.to: there is no population with id 4294967295"],
        ),
        (
            "duplicate id",
            with(&[("(id: 3", "(id: 0")]),
            vec!["t.ron:32:12: projections.1-0.id: id 0 is used twice"],
        ),
        ("duplicate plot id", with(&[("(id: 5", "(id: 4")]), vec!["view.plots[1]", "id 4 is used twice"]),
        (
            "duplicate name",
            with(&[(lif, "(id: 0, name: \"1\", n: 1")]),
            vec!["t.ron:25:", "the name “1” is used twice"],
        ),
        (
            "name with a blank",
            with(&[("name: \"0\"", "name: \"a b\"")]),
            vec!["t.ron:25:21: populations[1].name: “a b” cannot be a name", "without white space"],
        ),
        ("name with a dot", with(&[("name: \"0\"", "name: \"a.b\"")]), vec!["“a.b” cannot be a name"]),
        (
            "empty name",
            with(&[("name: \"0\"", "name: \"\"")]),
            vec!["t.ron:25:21: populations[1].name: “” cannot be a name", "1 to 64 characters"],
        ),
        (
            "name of 65 characters",
            with(&[("name: \"0\"", &format!("name: \"{}\"", "n".repeat(65)))]),
            vec!["nnn…” cannot be a name", "1 to 64 characters"],
        ),
        (
            "name that turns the line round",
            with(&[("name: \"0\"", "name: \"a\u{202e}b\"")]),
            vec!["“a\\u{202e}b” cannot be a name"],
        ),
        (
            "name with an escape character",
            with(&[("name: \"1-0\"", "name: \"\\u{1b}[31m\"")]),
            vec!["projections[0].name", "“\\u{1b}[31m” cannot be a name"],
        ),
        (
            "projection onto a source",
            with(&[("to: 0", "to: 1")]),
            vec!["projections.1-0.to: population “1” has no membrane", "connect to a neuron"],
        ),
        (
            "no receptor",
            with(&[(
                "receptors: [Ampa((g_max_nS: 10.0, E_mV: 0.0, kinetics: Instant((tau_ms: 5.0, summation: Saturating))))]",
                "receptors: []",
            )]),
            vec!["t.ron:34:", "projections.1-0.receptors: the projection has no receptor", "Ampa(())"],
        ),
        (
            "duplicate receptor",
            with(&[("receptors: [", "receptors: [Ampa(()), ")]),
            vec!["receptor “ampa” is listed twice"],
        ),
        (
            "threshold below the reset",
            with(&[("V_th_mV: -54.0", "V_th_mV: -61.0")]),
            vec![
                "t.ron:27:18: populations.0.V_th_mV: -61 mV is outside -59.5 to -30 mV",
                "0.5 mV above the reset",
            ],
        ),
        (
            "time constant below two steps",
            with(&[("tau_ms: 5.0", "tau_ms: 0.15")]),
            vec!["kinetics.tau_ms: 0.15 ms is outside 0.2 to 1000 ms", "at least two steps"],
        ),
        (
            "step not on offer",
            with(&[("dt_ms: 0.1", "dt_ms: 0.3")]),
            vec!["t.ron:18:16: run.dt_ms: a step of 0.3 ms is not on offer", "0.05, 0.1, 0.2"],
        ),
        (
            "negative seed",
            with(&[("seed: 1", "seed: -1")]),
            vec!["t.ron:18:27: run.seed: “-1” cannot stand here", "from 0 to 18446744073709551615"],
        ),
        (
            "seed with a fraction",
            with(&[("seed: 1", "seed: 1.5")]),
            vec!["t.ron:18:27: run.seed: “1.5” cannot stand here", "whole number"],
        ),
        (
            "speed 0",
            with(&[("speed_ms_per_s: 100.0", "speed_ms_per_s: 0")]),
            vec!["t.ron:18:46: run.speed_ms_per_s: 0 is outside 0.25 to 1000000"],
        ),
        (
            "speed as text",
            with(&[("speed_ms_per_s: 100.0", "speed_ms_per_s: \"fast\"")]),
            vec!["t.ron:18:46: run.speed_ms_per_s: “\"fast\"”", "or Unlimited"],
        ),
        (
            "speed as another word",
            with(&[("speed_ms_per_s: 100.0", "speed_ms_per_s: Infinite")]),
            vec!["run.speed_ms_per_s: “Infinite”", "0.25 to 1000000, or Unlimited"],
        ),
        (
            "unknown probe",
            with(&[("\"V_0\"", "\"V_O\"")]),
            vec!["t.ron:43:37: view.plots[0].kind.probes[0]", "did you mean “V_0”?"],
        ),
        (
            "plot window of 0",
            with(&[("window_ms: 300.0", "window_ms: 0.0")]),
            vec!["t.ron:43:56: view.plots[0].kind.window_ms: 0 ms is outside 1 to 1000000 ms"],
        ),
        (
            "axis upside down",
            with(&[("Fixed(-75.0, 25.0)", "Fixed(25.0, -75.0)")]),
            vec!["view.plots[0].kind.y: -75 is outside 25.000001"],
        ),
        (
            "position of nothing",
            with(&[("{1: (", "{7: (0.0, 0.0), 1: (")]),
            vec!["t.ron:41:", "view.positions.7: there is no population with id 7"],
        ),
        (
            "too many neurons",
            with(&[(lif, "(id: 0, name: \"0\", n: 1000000000")]),
            vec!["populations: 1000000001 neurons are too many; the limit is 100000"],
        ),
        (
            "10^5 × 10^5 synapses",
            with(&[("name: \"1\", n: 1", "name: \"1\", n: 100000"), (lif, "(id: 0, name: \"0\", n: 100000")]),
            vec![
                "projections: 10000000000 synapses are too many; the limit is 2000000",
                "the network needs 400.019 GB of memory",
            ],
        ),
        (
            "n beyond 64 bits",
            with(&[(lif, "(id: 0, name: \"0\", n: 18446744073709551616")]),
            vec!["t.ron:25:29: model.populations[1].n: “18446744073709551616”", "from 1 to 100000"],
        ),
        (
            "huge title",
            with(&[("AMPA: fast excitation", &"x".repeat(70_000))]),
            vec!["t.ron:12:", "title: the text is 70000 bytes long; the limit is 65536"],
        ),
        (
            "decimal comma",
            with(&[("g_L_nS: 10.0", "g_L_nS: 10,5")]),
            vec!["t.ron:26:", "use a decimal point: 0.5, not 0,5"],
        ),
        (
            "decimal comma in the run",
            with(&[("dt_ms: 0.1", "dt_ms: 0,1")]),
            vec!["t.ron:18:", "use a decimal point"],
        ),
        (
            "number in quotes",
            with(&[("tau_ms: 5.0", "tau_ms: \"5.0\"")]),
            vec!["t.ron:34:", "kinetics.tau_ms: expected a number here"],
        ),
        (
            "text without quotes",
            with(&[("\"AMPA: fast excitation\"", "AMPA")]),
            vec!["t.ron:12:", "title: expected a text in quotation marks"],
        ),
        (
            "no brackets",
            b"hello".to_vec(),
            vec!["t.ron:1:1: “hello” cannot stand here", "begins with “(format: 1,”"],
        ),
        ("UTF-16", utf16(AMPA), vec!["not UTF-8 text: the first wrong byte is at position 0"]),
        ("Latin-1", b"(format: 1, title: \"na\xEFve\")".to_vec(), vec!["not UTF-8 text", "position 22"]),
        (
            "NUL bytes",
            [AMPA.as_bytes(), b"\0\0"].concat(),
            vec!["nothing but blanks and comments may follow"],
        ),
        ("nothing but NUL bytes", vec![0; 4096], vec!["t.ron:1:1: ", "begins with “(format: 1,”"]),
        (
            "gzip",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec(),
            vec!["not UTF-8 text: the first wrong byte is at position 1"],
        ),
        ("empty", vec![], vec!["the document is empty"]),
        ("only blanks", b" \n\t\r\n".to_vec(), vec!["the document is empty"]),
        ("only a comment", b"// nothing here\n".to_vec(), vec!["begins with “(format: 1,”"]),
        (
            "trailing garbage",
            [AMPA.as_bytes(), b"x"].concat(),
            vec!["nothing but blanks and comments may follow"],
        ),
        ("129 brackets", deep("(", 129), vec!["t.ron:1:"]),
        (
            "129 brackets in a value",
            with(&[("speed_ms_per_s: 100.0", &format!("speed_ms_per_s: {}", "(".repeat(129)))]),
            vec!["t.ron:18:", "nested too deeply"],
        ),
        ("10^6 brackets", "(".repeat(1_000_000).into_bytes(), vec!["t.ron:1:"]),
        (
            "10^6 square brackets",
            "[".repeat(1_000_000).into_bytes(),
            vec!["t.ron:1:", "expected an opening ("],
        ),
        ("10^6 braces", "{".repeat(1_000_000).into_bytes(), vec!["t.ron:1:", "expected an opening ("]),
        (
            "8 · 10^5 options",
            "Some(".repeat(800_000).into_bytes(),
            vec!["t.ron:1:", "“Some” cannot stand here"],
        ),
        (
            "10^6 comments in each other",
            "/*".repeat(1_000_000).into_bytes(),
            vec!["t.ron:1:", "a comment that begins with /* is not closed"],
        ),
        (
            "10^6 brackets in a value",
            with(&[("speed_ms_per_s: 100.0", &format!("speed_ms_per_s: {}", "[".repeat(1_000_000)))]),
            vec!["nested too deeply"],
        ),
        (
            "two problems in two places",
            with(&[("tau_ms: 5.0", "tau_ms: 0.01"), ("P0: 1.0", "P0: 2.0")]),
            vec![
                "t.ron:34:80: projections.1-0.receptors.ampa.kinetics.tau_ms: 0.01 ms is outside",
                "t.ron:35:31: projections.1-0.release.P0: 2 is outside 0 to 1",
            ],
        ),
        (
            "problems of run, model and view",
            with(&[("dt_ms: 0.1", "dt_ms: 0.3"), ("P0: 1.0", "P0: 2.0")]),
            vec!["run.dt_ms", "release.P0"],
        ),
    ]
}

#[test]
fn every_bad_document_is_refused_in_clear_words() {
    let documents = bad_documents();
    assert!(40 <= documents.len());
    let (mut failures, mut slowest) = (Vec::new(), (Duration::ZERO, ""));
    let count = documents.len();
    for (name, bytes, expected) in documents {
        let started = Instant::now();
        let result = within_guard(name, move || refusal(&bytes));
        slowest = slowest.max((started.elapsed(), name));
        match result {
            Err(accepted) => failures.push(format!("{name}: {accepted}")),
            Ok(lines) => {
                let said = lines.join("\n");
                for part in expected.iter().filter(|part| !said.contains(**part)) {
                    failures.push(format!(
                        "{name}: “{part}” is not in:\n    {}",
                        said.chars().take(600).collect::<String>()
                    ));
                }
                let inner = [
                    "PresetFile",
                    "NetworkParts",
                    "ModelFile",
                    "NeuronKind",
                    "SpannedError",
                    "raw identifier",
                ];
                for word in inner.iter().filter(|word| said.contains(**word)) {
                    failures.push(format!("{name}: {word} is no word of the document: {said}"));
                }
                if lines.iter().any(|line| 700 < line.chars().count()) {
                    failures.push(format!("{name}: a line of {} bytes", said.len()));
                }
            }
        }
    }
    println!("{count} documents, slowest {:.1?} ({})", slowest.0, slowest.1);
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_accepted() {
    let plain = load::parse(AMPA.as_bytes()).unwrap();
    assert_eq!(load::parse(format!("\u{feff}{AMPA}").as_bytes()).unwrap(), plain);
    assert_eq!(load::parse(AMPA.replace('\n', "\r\n").as_bytes()).unwrap(), plain);
    let after = format!("{AMPA}\n// the end\n/* of /* the */ file */ \n\n");
    assert_eq!(load::parse(after.as_bytes()).unwrap(), plain);
    let wrong = AMPA.replace('\n', "\r\n").replace("P0: 1.0", "P0: 2.0");
    let said = refusal(wrong.as_bytes()).unwrap();
    assert_eq!(said, ["t.ron:35:31: projections.1-0.release.P0: 2 is outside 0 to 1"]);
}

#[test]
fn of_many_problems_the_first_are_shown_and_the_rest_counted() {
    let stimuli = (10..26).fold(String::new(), |mut stimuli, id| {
        write!(stimuli, "(id: {id}, kind: Square((I_pA: 1e9, period_ms: 0, duty: 2, start_ms: -1))),")
            .unwrap();
        stimuli
    });
    let said = refusal(&ampa_with(&[("stimuli: [])", &format!("stimuli: [{stimuli}])"))])).unwrap();
    assert_eq!(said.len(), MAX_PROBLEMS + 1);
    assert!(said.iter().take(MAX_PROBLEMS).all(|line| line.starts_with("t.ron:23:")), "{said:#?}");
    assert_eq!(said.last().unwrap(), "and 14 more");
}

/// Documents near the limit of size, each of a shape that work or memory beyond the size could hide in.
fn large_documents() -> Vec<(&'static str, String)> {
    let list =
        |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(",");
    let network = |populations: String, projections: String| {
        format!("(format:1,model:Network((populations:[{populations}],projections:[{projections}])))")
    };
    let population = |id: usize| format!("(id:{id},name:\"p{id}\",n:1,kind:Lif(()))");
    let projection = |id: usize| {
        format!(
            "(id:{id},name:\"e{id}\",from:0,to:0,connect:AllToAll,delay_ms:0,weights:Constant(1),\
             receptors:[Ampa(())],release:Constant(()),plasticity:Fixed)"
        )
    };
    let ampa = |old: &str, new: String| String::from_utf8(ampa_with(&[(old, &new)])).unwrap();
    let source = |name: &str| format!("(id:0,name:\"{name}\",n:1,kind:SpikeSource(()))");
    vec![
        ("probes", ampa("[\"V_0\"]", format!("[{}]", "\"V_0\",".repeat(600_000)))),
        (
            "populations and projections",
            network(list(30_000, &population), list(16_000, &|i| projection(i + 100_000))),
        ),
        ("a full network", network(list(500, &population), list(5_000, &|i| projection(i + 100_000)))),
        (
            "a full network of wrong values",
            network(list(500, &population), list(5_000, &|i| projection(i + 100_000)))
                .replace("delay_ms:0", "delay_ms:99"),
        ),
        (
            "stimuli",
            ampa(
                "stimuli: [])",
                format!(
                    "stimuli: [{}])",
                    list(80_000, &|i| format!("(id:{},kind:Noise((tau_ms:0)))", i + 10))
                ),
            ),
        ),
        ("receptors", ampa("receptors: [", format!("receptors: [{}", "Ampa((E_mV:999)),".repeat(230_000)))),
        (
            "positions",
            ampa(
                "{1: (",
                format!(
                    "{{{}1: (",
                    (100..300_000).fold(String::new(), |text, id| text + &format!("{id}:(0,0),"))
                ),
            ),
        ),
        ("plots", ampa("plots: [", format!("plots: [{}", "(id:9,kind:Trace((probes:[]))),".repeat(130_000)))),
        ("a long probe", ampa("\"V_0\"", format!("\"{}\"", "V_0".repeat(1_300_000)))),
        (
            "a long name of the target of many",
            network(source(&"x".repeat(3_200_000)), list(5_000, &|i| projection(i + 1))),
        ),
        (
            "a long name with many wrong values",
            ampa("name: \"0\"", format!("name: \"{}\"", "y".repeat(4_000_000)))
                .replace("C_pF: 200.0, g_L_nS: 10.0, E_L_mV: -70.0", "C_pF: 0, g_L_nS: 0, E_L_mV: 0"),
        ),
        ("a long word for a number", ampa("n: 1", format!("n: \"{}\"", "9".repeat(4_000_000)))),
        ("a long field", ampa("t_ref_ms", "t".repeat(4_000_000))),
        ("a long comment", format!("/*{}*/{AMPA}", "*".repeat(4_100_000))),
        ("blank lines", format!("{}{AMPA}", "\n".repeat(4_100_000))),
    ]
}

#[test]
fn no_large_document_takes_long() {
    for (name, text) in large_documents() {
        assert!(text.len() as u64 <= load::MAX_BYTES, "{name}: {} bytes", text.len());
        let (bytes, started) = (text.len(), Instant::now());
        let result = within_guard(name, move || load::parse(text.as_bytes()).map_err(|error| lines(&error)));
        let said =
            result.map_or_else(|lines| lines[0].chars().take(120).collect(), |_| "accepted".to_owned());
        println!(
            "{:6.0} ms, {:.1} MB, {name}: {said}",
            started.elapsed().as_secs_f64() * 1e3,
            bytes as f64 / 1e6
        );
    }
}

fn refused_file(path: &Path, expected: &str) {
    let (path, shown) = (path.to_owned(), path.display().to_string());
    let started = Instant::now();
    let error = within_guard(&shown, move || load::file(&path)).expect_err("the file is refused");
    let said = error_lines(&shown, &error, &Text::english()).join("\n");
    assert!(said.contains(expected), "“{expected}” is not in: {said}");
    println!("{:8.3} ms: {}", started.elapsed().as_secs_f64() * 1e3, said.rsplit('/').next().unwrap());
}

#[test]
fn what_is_no_document_by_size_or_type_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let size = usize::try_from(load::MAX_BYTES).unwrap();

    let whole = format!("{AMPA}{}", " ".repeat(size - AMPA.len()));
    std::fs::write(at("whole.ron"), &whole).unwrap();
    assert!(load::file(&at("whole.ron")).is_ok(), "a document of just the greatest size is read");
    std::fs::write(at("large.ron"), whole + " ").unwrap();
    refused_file(&at("large.ron"), "longer than 4 MiB");

    std::fs::File::create(at("sparse.ron")).unwrap().set_len(10_000_000_000).unwrap();
    refused_file(&at("sparse.ron"), "longer than 4 MiB");
    refused_file(folder.path(), "is not a file that can be opened");
    refused_file(&at("missing.ron"), "does not exist");
    refused_file(&at("missing/inside.ron"), "does not exist");
    std::fs::write(at("empty.ron"), "").unwrap();
    refused_file(&at("empty.ron"), "the document is empty");
    refused_file(&at("whole.ron").join("inside.ron"), "cannot be read");
}

#[test]
#[cfg(unix)]
fn devices_pipes_and_locked_files_are_refused_at_once() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    refused_file(Path::new("/dev/zero"), "is not a file that can be opened");
    refused_file(Path::new("/dev/null"), "is not a file that can be opened");

    let pipe = folder.path().join("pipe.ron");
    if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        refused_file(&pipe, "is not a file that can be opened");
    } else {
        println!("mkfifo is missing, so no pipe was tried");
    }

    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    refused_file(&link, "cannot be read");

    let locked = folder.path().join("locked.ron");
    std::fs::write(&locked, AMPA).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&locked).is_ok() {
        println!("this user may read everything, so no locked file was tried");
    } else {
        refused_file(&locked, "permission denied");
    }
}

#[test]
fn an_endless_stream_is_read_to_the_limit_and_no_further() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            buffer.fill(b' ');
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }
    let mut endless = Endless(0);
    let error = load::reader(&mut endless, Path::new("standard input")).unwrap_err();
    assert!(matches!(error, LoadError::TooLong { .. }), "{error:?}");
    assert!(endless.0 < 2 * load::MAX_BYTES, "{} bytes were read", endless.0);
}

/// Greatest memory that a document below the limit of size may take while it is read [KiB].
#[cfg(target_os = "linux")]
const LARGE_DOCUMENT_KIB: u64 = 64 << 10;

/// Greatest memory that this process has had [KiB].
#[cfg(target_os = "linux")]
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Tells the child process that it is one; without it, it has nothing to do.
const MEMORY_CHILD: &str = "BOUTON_FILES_MEMORY_CHILD";

/// Not a test of its own: the process in which [`refusing_a_memory_bomb_takes_little_memory`] measures, because
/// the peak is that of a whole process.
#[test]
#[cfg(target_os = "linux")]
fn child_loads_memory_bombs() {
    let Some(task) = std::env::var_os(MEMORY_CHILD) else { return };
    load::parse(AMPA.as_bytes()).unwrap();
    if task != "bombs" {
        let before = peak_kib();
        let _ = load::file(Path::new(&task));
        println!("grown by {} KiB", peak_kib() - before);
        return;
    }
    let bombs = ["n: 1000000000", "n: 18446744073709551615", "n: 100000", "n: 4294967296"];
    for bomb in bombs {
        let text = AMPA.replace("n: 1,", &format!("{bomb},"));
        let (before, started) = (peak_kib(), Instant::now());
        let said = refusal(text.as_bytes()).expect("refused");
        let (grown, elapsed) = (peak_kib() - before, started.elapsed());
        println!("{bomb}: {grown} KiB, {:.2} ms: {}", elapsed.as_secs_f64() * 1e3, said.last().unwrap());
        assert!(grown <= 64 << 10, "{bomb}: {grown} KiB");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn refusing_a_memory_bomb_takes_little_memory() {
    let said = in_a_child("bombs".as_ref());
    println!("{said}");
    assert!(said.contains("n: 1000000000: "), "the child has measured");
}

/// What a process says that measures one thing only: memory that was freed and kept would hide what comes next.
#[cfg(target_os = "linux")]
fn in_a_child(task: &std::ffi::OsStr) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "files::child_loads_memory_bombs", "--nocapture"])
        .env(MEMORY_CHILD, task)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
#[cfg(target_os = "linux")]
fn large_documents_take_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.ron");
    for (name, text) in large_documents() {
        std::fs::write(&file, text).unwrap();
        let said = in_a_child(file.as_os_str());
        let grown = said.split("grown by ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
        println!("{name}: {grown} KiB");
        assert!(grown.parse::<u64>().unwrap() <= LARGE_DOCUMENT_KIB, "{name}: {grown} KiB");
    }
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
    let trace = |y, probes: &[&str]| {
        let probes = probes.iter().map(|probe| (*probe).to_owned()).collect();
        PlotSpec::Trace(TraceSpec { probes, window_ms: 1e6, y })
    };
    parts.view.plots = vec![
        Plot { id: u32::MAX, kind: trace(Span::Auto, &[]) },
        Plot { id: 77, kind: trace(Span::Fixed(-1e-3, 1.0 / 3.0), &["g_1-0.ampa", "V_0"]) },
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
