//! Files of other programs, and names from them: called by their names, and translated.

use bouton::lesson;
use bouton::message::MOST_SHOWN;
use bouton::preset::error::LoadError;
use bouton::preset::foreign::{Foreign, own_kind, recognise};
use bouton::preset::load;
use bouton::text::{Declared, Language, Text};

use super::{AMPA, LESSON, corpus, lines};

/// What a text is recognised as by the door for presets.
fn kind(bytes: &[u8]) -> Option<Foreign> {
    match load::parse(bytes) {
        Err(LoadError::Foreign(foreign)) => Some(foreign),
        _ => None,
    }
}

fn utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
}

#[test]
fn files_of_other_programs_are_called_by_their_names() {
    let text = |text: &str| text.as_bytes().to_vec();
    let settings = bouton::storage::Settings::default();
    let folder = tempfile::tempdir().unwrap();
    settings.save(&folder.path().join("settings.ron")).unwrap();
    let settings = std::fs::read(folder.path().join("settings.ron")).unwrap();
    let cases: Vec<(&str, Vec<u8>, Foreign)> = vec![
        (
            "NEST Desktop 3",
            std::fs::read("tests/corpus/foreign/spike-response.json").unwrap(),
            Foreign::NestDesktop,
        ),
        (
            "NEST Desktop 4",
            text(r#"{"id":"a","activityGraph":{},"network":{"nodes":[{"model":"dc"}],"connections":[]}}"#),
            Foreign::NestDesktop,
        ),
        ("Neuronify", std::fs::read("tests/corpus/foreign/refr.nfy").unwrap(), Foreign::Neuronify),
        ("NeuroML", std::fs::read("tests/corpus/foreign/syn.nml").unwrap(), Foreign::NeuroMl),
        ("NeuroML, prefixed", text("\u{feff}<!-- a --><nml:neuroml xmlns:nml='x'>"), Foreign::NeuroMl),
        ("LEMS", text("<Lems>\n<Target component=\"sim1\"/></Lems>"), Foreign::Lems),
        ("SBML", text("<?xml version='1.0'?>\n<sbml level='3'/>"), Foreign::Sbml),
        ("SVG", text("<svg xmlns='http://www.w3.org/2000/svg'/>"), Foreign::Svg),
        ("HTML", text("<!DOCTYPE html>\n<html><body>Not found"), Foreign::Html),
        ("XML", text("<?xml version='1.0'?><other/>"), Foreign::Xml),
        ("notebook", text(r#"{"cells":[],"metadata":{},"nbformat":4}"#), Foreign::Notebook),
        ("JSON", std::fs::read("tests/corpus/foreign/json.ron").unwrap(), Foreign::Json),
        ("JSON list", text("[{\"a\": 1}]"), Foreign::Json),
        ("JSON, cut off", text("{\"format\": 1, \"title\": \"x"), Foreign::Json),
        ("JSON, nested", text(&"{\"a\":".repeat(100_000)), Foreign::Json),
        ("CSV", std::fs::read("tests/corpus/foreign/spikes.csv").unwrap(), Foreign::Table),
        ("CSV of a German spreadsheet", text("Zeit;Neuron\r\n10,5;0\r\n20,1;0\r\n"), Foreign::Table),
        ("tabs", text("t_ms\tV_mV\n0.1\t-70\n0.2\t-69.9\n"), Foreign::Table),
        (
            "NEST 3's recordings",
            text("# NEST version: 3.6\nsender\ttime_ms\n1\t10.5\n2\t11.0\n"),
            Foreign::Table,
        ),
        ("GDF", std::fs::read("tests/corpus/foreign/spikes.gdf").unwrap(), Foreign::SpikeList),
        ("times", std::fs::read("tests/corpus/foreign/spikes.txt").unwrap(), Foreign::Numbers),
        ("PyNN", text("\"\"\"Doc\"\"\"\nimport pyNN.nest as sim\n"), Foreign::PyNn),
        ("Brian", text("# coding: utf-8\nfrom brian2 import *\n"), Foreign::Brian),
        ("NEST", text("import numpy as np\nimport nest\nnest.ResetKernel()\n"), Foreign::NestScript),
        ("NEURON in Python", text("from neuron import h\n"), Foreign::NeuronScript),
        ("Python", text("#!/usr/bin/env python3\nprint(1)\n"), Foreign::Python),
        ("HOC", text("// A cell\nload_file(\"nrngui.hoc\")\ncreate soma\n"), Foreign::Hoc),
        (
            "NMODL",
            text("TITLE syn\nNEURON {\n POINT_PROCESS S\n}\nPARAMETER {\n tau = 1\n}\n"),
            Foreign::Nmodl,
        ),
        (
            "UTF-16, little end first",
            std::fs::read("tests/corpus/foreign/utf16.ron").unwrap(),
            Foreign::Utf16,
        ),
        ("UTF-16, big end first", utf16(AMPA, b"\xFE\xFF", u16::to_be_bytes), Foreign::Utf16),
        ("UTF-16 without a mark", utf16(AMPA, b"", u16::to_le_bytes), Foreign::Utf16),
        ("UTF-16 without a mark, big", utf16(AMPA, b"", u16::to_be_bytes), Foreign::Utf16),
        ("gzip", b"\x1F\x8B\x08\0\0\0\0\0".to_vec(), Foreign::Archive),
        ("zip", b"PK\x03\x04rest".to_vec(), Foreign::Archive),
        ("PNG", std::fs::read("assets/icon/bouton-256.png").unwrap(), Foreign::Picture),
        ("PDF", b"%PDF-1.7\n%\xE2\xE3".to_vec(), Foreign::Pdf),
        ("HDF5", b"\x89HDF\r\n\x1A\n\0\0".to_vec(), Foreign::Data),
        ("binary", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\xff\xfe\xfd\xfc".to_vec(), Foreign::Binary),
        ("zeros", vec![0; 1000], Foreign::Binary),
        ("lesson", text(LESSON), Foreign::Lesson),
        ("settings", settings, Foreign::Settings),
    ];
    let (english, german) = (Text::english(), Text::of(Language::German, &Declared::default()));
    for (name, bytes, expected) in &cases {
        assert_eq!(kind(bytes), Some(*expected), "{name}");
        let said = lines(&load::parse(bytes).unwrap_err());
        assert_eq!(said.len(), 1, "{name}: {said:?}");
        assert!(said[0].contains("This is") || said[0].contains("These are"), "{name}: {said:?}");
        println!("{name}: {}", said[0]);
    }
    for foreign in Foreign::ALL {
        assert!(english.has(foreign.key()) && german.has(foreign.key()), "{foreign:?}");
        assert_ne!(english.get(foreign.key()), german.get(foreign.key()));
    }
    assert!(matches!(lesson::parse(AMPA.as_bytes()), Err(LoadError::Foreign(Foreign::Preset))));
    assert!(matches!(lesson::parse(b"<neuroml/>"), Err(LoadError::Foreign(Foreign::NeuroMl))));
}

/// A document with something wrong in it stays one, and is told its place.
#[test]
fn what_is_meant_as_a_document_is_not_taken_for_something_else() {
    for (name, text) in corpus() {
        assert_eq!(own_kind(&text), Some(Foreign::Preset), "{name}");
        assert_eq!(recognise(text.as_bytes(), Foreign::Preset), None, "{name}");
        for broken in [
            text.replacen("format", "formats", 1),
            text[..text.len() / 2].to_owned(),
            text.replacen(')', "]", 1),
        ] {
            // The bracket may stand in a remark.
            let Err(error) = load::parse(broken.as_bytes()) else { continue };
            assert!(matches!(error, LoadError::Invalid { .. }), "{name}: {error:?}");
        }
    }
    for bundled in lesson::library::LESSONS {
        assert!(lesson::is_lesson(bundled.text.as_bytes()), "{}", bundled.name);
        let cut = &bundled.text[..bundled.text.len() * 3 / 4];
        let broken = cut.char_indices().nth_back(0).map_or(cut, |(at, _)| &cut[..at]);
        assert!(lesson::is_lesson(broken.as_bytes()), "{}: a lesson that is cut off is one", bundled.name);
        let error = lesson::parse(broken.as_bytes()).unwrap_err();
        assert!(matches!(error, LoadError::Invalid { .. }), "{}: {error:?}", bundled.name);
    }
    for text in ["hello", "format: 1, title: \"a\"", "(((", "// only a remark", "a, b\nc, d", "10.5"] {
        assert_eq!(kind(text.as_bytes()), None, "{text}");
    }
    let latin = b"(format: 1, title: \"caf\xE9\", model: Network((populations: [], projections: [])))";
    assert!(lines(&load::parse(latin).unwrap_err())[0].contains("position 23"), "{:?}", load::parse(latin));
}

/// Of what is too long to be read, the beginning says what it is.
#[test]
fn a_long_file_of_another_program_is_called_by_its_name_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long");
    for (start, expected) in [
        ("time_ms,neuron\n", Some(Foreign::Table)),
        ("%PDF-1.4\n", Some(Foreign::Pdf)),
        ("(format: 1,\n", None),
    ] {
        let text = format!("{start}{}", "10.5,3\n".repeat(800_000));
        std::fs::write(&path, &text).unwrap();
        for error in [load::file(&path).unwrap_err(), load::parse(text.as_bytes()).unwrap_err()] {
            match (expected, &error) {
                (Some(expected), LoadError::Foreign(found)) => assert_eq!(*found, expected),
                (None, LoadError::TooLong { .. }) => {}
                _ => panic!("{start}: {error:?}"),
            }
        }
    }
}

/// Names from other programs lead to the names here, at a path and in a file.
#[test]
fn habits_from_other_programs_are_understood() {
    let preset = load::parse(AMPA.as_bytes()).unwrap();
    let said = |path: &str| Text::english().say(&preset.find(path).unwrap_err().message());
    let ampa = "projections.1-0.receptors.ampa";
    for (written, meant) in [
        ("populations.0.V_thresh", "populations.0.V_th_mV"),
        ("populations.0.Vth", "populations.0.V_th_mV"),
        ("populations.0.v_reset", "populations.0.V_reset_mV"),
        ("populations.0.V_rest", "populations.0.E_L_mV"),
        ("populations.0.E_L", "populations.0.E_L_mV"),
        ("populations.0.C_m", "populations.0.C_pF"),
        ("populations.0.g_leak", "populations.0.g_L_nS"),
        ("populations.0.I_e", "populations.0.I_app_pA"),
        ("populations.0.i_offset", "populations.0.I_app_pA"),
        ("populations.0.tau_refrac", "populations.0.t_ref_ms"),
        ("projections.1-0.tau_syn", &format!("{ampa}.kinetics.tau_ms")),
        ("projections.1-0.tau_syn_ex", &format!("{ampa}.kinetics.tau_ms")),
        ("projections.1-0.g_max", &format!("{ampa}.g_max_nS")),
        ("projections.1-0.E_rev", &format!("{ampa}.E_mV")),
        ("projections.1-0.w", "projections.1-0.weight"),
        ("projections.1-0.delay", "projections.1-0.delay_ms"),
        ("projections.0-1.delay_ms", "projections.1-0.delay_ms"),
        ("populations.1.rate", "populations.1.rate_Hz"),
        ("populations.1.spike_times", "populations.1.times_ms"),
        ("V_th_mV", "populations.0.V_th_mV"),
        ("V_th", "populations.0.V_th_mV"),
        ("tau_ms", &format!("{ampa}.kinetics.tau_ms")),
        ("run.dt", "run.dt_ms"),
        ("resolution", "run.dt_ms"),
        ("rng_seed", "run.seed"),
    ] {
        assert!(said(written).ends_with(&format!("did you mean {meant}?")), "{written}: {}", said(written));
    }
    assert!(said("populations.0.R_m").contains("g_L_nS = 1/R"), "{}", said("populations.0.R_m"));
    assert!(said("populations.0.tau_m").contains("C_pF/g_L_nS"), "{}", said("populations.0.tau_m"));
    let long = said(&format!("populations.0.{}", "x".repeat(4_000_000)));
    assert!(long.chars().count() < MOST_SHOWN + 100, "{}", long.len());

    let in_file = |old: &str, new: &str| {
        assert!(AMPA.contains(old), "{old}");
        lines(&load::parse(AMPA.replacen(old, new, 1).as_bytes()).unwrap_err()).join("\n")
    };
    for (old, new, expected) in [
        ("V_th_mV:", "V_thresh:", "did you mean “V_th_mV”?"),
        ("C_pF:", "C_m:", "did you mean “C_pF”?"),
        ("E_L_mV:", "V_rest:", "did you mean “E_L_mV”?"),
        ("g_L_nS: 10.0", "R_m: 100.0", "g_L_nS = 1/R"),
        ("C_pF: 200.0", "tau_m: 20.0", "C_pF/g_L_nS"),
        ("g_max_nS:", "g_syn:", "did you mean “g_max_nS”?"),
        ("Lif(", "iaf_cond_exp(", "“iaf_cond_exp” is called Lif here"),
        ("SpikeSource(", "spike_generator(", "“spike_generator” is called SpikeSource here"),
        ("g_max_nS: 10.0", "g_max_nS: -10.0", "choose GABA_A"),
        ("weights: Constant(1.0)", "weights: Constant(-1.0)", "choose GABA_A"),
    ] {
        let said = in_file(old, new);
        assert!(said.contains(expected), "{new}: {said}");
    }
}
