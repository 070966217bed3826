//! The table of bad documents: each with what must be said about it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bouton::preset::error::MAX_PROBLEMS;
use bouton::preset::load;

use super::{AMPA, refusal, within_guard};

/// A preset with something replaced in it.
pub fn ampa_with(replaced: &[(&str, &str)]) -> Vec<u8> {
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
            vec!["t.ron:18:", "run: ", "“seed” appears twice"],
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
            "name with two blanks",
            with(&[("name: \"0\"", "name: \"a  b\"")]),
            vec!["t.ron:25:21: populations[1].name: “a  b” cannot be a name", "single spaces between words"],
        ),
        ("name with a dot", with(&[("name: \"0\"", "name: \"a.b\"")]), vec!["“a.b” cannot be a name"]),
        (
            "empty name",
            with(&[("name: \"0\"", "name: \"\"")]),
            vec!["t.ron:25:21: populations[1].name: “” cannot be a name", "1 to 64 visible characters"],
        ),
        (
            "name of 65 characters",
            with(&[("name: \"0\"", &format!("name: \"{}\"", "n".repeat(65)))]),
            vec!["nnn…” cannot be a name", "1 to 64 visible characters"],
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
                "t.ron:27:18: populations.0.V_th_mV: -61 mV is outside -60 to 500 mV",
                "the threshold must be above the reset",
            ],
        ),
        (
            "time constant below two steps",
            with(&[("tau_ms: 5.0", "tau_ms: 0.15")]),
            vec!["kinetics.tau_ms: 0.15 ms is outside 0.2 to 10000000 ms", "at least two steps"],
        ),
        (
            "step not on offer",
            with(&[("dt_ms: 0.1", "dt_ms: 0.3")]),
            vec!["t.ron:18:16: run.dt_ms: a time step of 0.3 ms is not available", "0.05, 0.1, 0.2"],
        ),
        (
            "negative seed",
            with(&[("seed: 1", "seed: -1")]),
            vec!["t.ron:18:27: run.seed: “-1” is not allowed here", "from 0 to 18446744073709551615"],
        ),
        (
            "seed with a fraction",
            with(&[("seed: 1", "seed: 1.5")]),
            vec!["t.ron:18:27: run.seed: “1.5” is not allowed here", "whole number"],
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
            with(&[("Fixed(-72.0, -50.0)", "Fixed(-50.0, -72.0)")]),
            vec!["view.plots[0].kind.y: -72 is outside -49.999999"],
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
                "the network needs 120.054 GB of memory",
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
            vec!["t.ron:12:", "title: expected text in quotation marks"],
        ),
        (
            "no brackets",
            b"hello".to_vec(),
            vec!["t.ron:1:1: “hello” is not allowed here", "begins with “(format: 1,”"],
        ),
        ("UTF-16", utf16(AMPA), vec!["This is UTF-16 text. Save it as UTF-8"]),
        ("Latin-1", b"(format: 1, title: \"na\xEFve\")".to_vec(), vec!["not UTF-8 text", "position 22"]),
        ("NUL bytes", [AMPA.as_bytes(), b"\0\0"].concat(), vec!["only spaces and comments may follow"]),
        ("nothing but NUL bytes", vec![0; 4096], vec!["This is a binary file", "begin with “(format: 1,”"]),
        (
            "gzip",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec(),
            vec!["This is a packed file. Unpack it first"],
        ),
        ("empty", vec![], vec!["the document is empty"]),
        ("only blanks", b" \n\t\r\n".to_vec(), vec!["the document is empty"]),
        ("only a comment", b"// nothing here\n".to_vec(), vec!["begins with “(format: 1,”"]),
        ("trailing garbage", [AMPA.as_bytes(), b"x"].concat(), vec!["only spaces and comments may follow"]),
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
            vec!["t.ron:1:", "“Some” is not allowed here"],
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
            "a broken network does not hide what is wrong beside it",
            with(&[
                ("dt_ms: 0.1", "dt_ms: 0.3"),
                ("P0: 1.0", "P0: 2.0"),
                ("window_ms: 300.0", "window_ms: -5.0"),
            ]),
            vec!["run.dt_ms", "release.P0", "view.plots[0].kind.window_ms: -5 ms"],
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
