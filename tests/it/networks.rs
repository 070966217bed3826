//! What a network may be: how it may be wired and named, how large it may be, what is said about it, and what a document
//! is told that asks for what is not there.

use std::io::Write as _;
use std::process::Command;
use std::sync::Arc;

use bouton::model::network::{Autapses, Connect, MAX_STATE_BYTES, MAX_SYNAPSES, NetworkParts, Weights};
use bouton::model::plasticity::Plasticity;
use bouton::model::problem::Fault;
use bouton::model::release::ReleaseKey;
use bouton::preset::caution::{self, Caution};
use bouton::preset::{Preset, library, load};
use bouton::sim::Simulation;
use bouton::text::{Declared, Language, Text};

use crate::allocation::peak_bytes;
use crate::common::grid;
use crate::presets::is_long;

/// A document of a population `cells` of `n` neurons that is joined to itself.
fn recurrent(n: u64, connect: &str, more: &str) -> String {
    format!(
        "(format: 1, model: Network((populations: [(id: 1, name: \"cells\", n: {n}, kind: Lif((I_app_pA: 200.0)))], \
         projections: [(id: 2, name: \"own\", from: 1, to: 1, connect: {connect}, {more}delay_ms: 1.0, \
         weights: Uniform(0.1, 1.0), receptors: [Ampa((g_max_nS: 0.5))], release: Constant((P0: 1.0)), \
         plasticity: Fixed)])))"
    )
}

#[track_caller]
fn read(text: &str) -> Preset {
    load::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{text}\n{error}: {:#?}", error.problems()))
}

/// What is wrong with a document, in English.
#[track_caller]
fn refused(text: &str) -> String {
    let error = load::parse(text.as_bytes()).unwrap_err();
    let english = Text::english();
    error
        .problems()
        .iter()
        .map(|problem| format!("{}: {}\n", problem.path, english.say(&problem.message())))
        .collect()
}

/// The pairs that a document's only projection joins.
fn pairs(preset: &Preset) -> Vec<(u32, u32)> {
    let simulation = Simulation::new(Arc::new(preset.network().clone()), preset.run().seed, preset.grid());
    simulation.synapses(2).map(|(pre, post, _)| (pre, post)).collect()
}

fn own_pairs(preset: &Preset) -> usize {
    pairs(preset).iter().filter(|(pre, post)| pre == post).count()
}

#[test]
fn autapses_are_an_option_of_every_rule_and_absent_means_what_it_meant() {
    for (connect, by_rule, with, without) in [
        ("AllToAll", 20, 20, 0),
        ("OneToOne", 20, 20, 0),
        ("Probability(1.0)", 0, 20, 0),
        ("InDegree(19)", 0, 19, 0),
    ] {
        let absent = read(&recurrent(20, connect, ""));
        let explicit = read(&recurrent(20, connect, "autapses: ByRule, "));
        let yes = read(&recurrent(20, connect, "autapses: Yes, "));
        let no = read(&recurrent(20, connect, "autapses: No, "));
        assert_eq!(absent, explicit, "{connect}");
        assert_eq!(own_pairs(&absent), by_rule, "{connect}");
        // Of 20 from which 19 are drawn, a neuron leaves itself out once in 20 on average.
        assert!(own_pairs(&yes).abs_diff(with) <= usize::from(connect.starts_with('I')) * 5, "{connect}");
        assert_eq!(own_pairs(&no), without, "{connect}");
        let same = if by_rule == 0 { &no } else { &yes };
        assert_eq!(pairs(&absent), pairs(same), "{connect}: the synapses of before");
        let counted = no.network().parts().n_synapses(&no.network().projections()[0]);
        assert_eq!(counted, pairs(&no).len() as u128, "{connect}: counted right");
        assert!(!absent.to_ron().unwrap().contains("autapses"), "what is as before is not written");
        assert!(no.to_ron().unwrap().contains("autapses: No"));
    }
    let all = read(&recurrent(20, "InDegree(20)", "autapses: Yes, "));
    assert_eq!((pairs(&all).len(), own_pairs(&all)), (400, 20));
    let message = refused(&recurrent(20, "InDegree(20)", ""));
    assert!(message.contains("from 20 different neurons, but there are only 19 others"), "{message}");
    let message = refused(&recurrent(20, "InDegree(21)", "autapses: Yes, "));
    assert!(message.contains("from 21 different neurons, but there are only 20\n"), "{message}");
    let message = refused(&recurrent(20, "List([(0, 1), (3, 3)])", "autapses: No, "));
    assert!(message.contains("joins neuron 3 to itself"), "{message}");
    assert_eq!(pairs(&read(&recurrent(20, "List([(0, 1), (3, 3)])", ""))), [(0, 1), (3, 3)]);
    // Between two populations nothing is an autapse.
    let two = recurrent(20, "OneToOne", "autapses: No, ")
        .replace("projections:", "projections_:")
        .replace(
            "kind: Lif((I_app_pA: 200.0)))]",
            "kind: Lif(())), (id: 9, name: \"b\", n: 20, kind: Lif(()))]",
        )
        .replace("projections_:", "projections:")
        .replace("to: 1", "to: 9");
    assert_eq!(pairs(&read(&two)).len(), 20);
    let cautions = read(&recurrent(20, "OneToOne", "autapses: No, ")).cautions();
    assert_eq!(cautions[0].message.key, "caution-nothing-joined");
    assert_eq!(cautions[0].path, "projections.own.autapses");
}

/// A change of who is joined starts the projection afresh, and nothing else; a change of words only changes nothing.
#[test]
fn a_change_of_autapses_draws_anew() {
    let preset = read(&recurrent(30, "InDegree(5)", ""));
    let with = |autapses| {
        let change = |parts: &mut NetworkParts| parts.projections[0].autapses = autapses;
        Arc::new(preset.network().with(change).unwrap())
    };
    let mut simulation = Simulation::new(Arc::new(preset.network().clone()), 1, grid(0.1));
    simulation.run(500, &mut ());
    let synapses = |simulation: &Simulation| simulation.synapses(2).collect::<Vec<_>>();
    let before = synapses(&simulation);
    simulation.reconcile(with(Autapses::No));
    assert_eq!(synapses(&simulation), before, "the rule had none either");
    let change = |parts: &mut NetworkParts| parts.projections[0].weights = Weights::Constant(0.3);
    simulation.reconcile(Arc::new(preset.network().with(change).unwrap()));
    let pairs =
        |list: &[(u32, u32, f64)]| list.iter().map(|(pre, post, _)| (*pre, *post)).collect::<Vec<_>>();
    assert_eq!(pairs(&synapses(&simulation)), pairs(&before), "other weights, the same synapses");
    simulation.reconcile(with(Autapses::Yes));
    let after = synapses(&simulation);
    let fresh = Simulation::new(with(Autapses::Yes), 1, grid(0.1));
    assert_eq!(after, synapses(&fresh), "drawn as at the start of a run");
    assert_ne!(pairs(&after), pairs(&before));
    simulation.run(500, &mut ());
    assert!(simulation.blow_up().is_none());
}

/// Memory that a simulation takes at most while it is built and runs, and what was estimated [bytes].
fn taken_and_estimated(preset: &Preset) -> (usize, u128) {
    let network = Arc::new(preset.network().clone());
    let estimate = network.parts().state_bytes();
    let taken = peak_bytes(|| {
        let mut simulation = Simulation::new(network, 1, preset.grid());
        simulation.run(20, &mut ());
        let projection = &preset.network().projections()[0];
        if projection.plasticity == Plasticity::Fixed && projection.release.key() == ReleaseKey::Constant {
            // An edit keeps the synapses and weights that are the same.
            let change = |parts: &mut NetworkParts| parts.projections[0].delay_ms = 2.0;
            simulation.reconcile(Arc::new(preset.network().with(change).unwrap()));
            simulation.run(20, &mut ());
        }
    });
    (taken, estimate)
}

#[test]
fn a_network_keeps_within_its_estimate() {
    let n = if is_long() { 4000 } else { 1200 };
    let k = n / 10;
    for connect in ["AllToAll".to_owned(), format!("InDegree({k})"), "Probability(0.1)".to_owned()] {
        for (rule, release) in [
            ("Fixed", "Constant((P0: 1.0))"),
            ("Pair(())", "Constant((P0: 1.0))"),
            ("Calcium(())", "Constant((P0: 1.0))"),
            ("Fixed", "Quantal(())"),
        ] {
            let n = if connect == "AllToAll" { n / 3 } else { n };
            let text = recurrent(n, &connect, "")
                .replace("plasticity: Fixed", &format!("plasticity: {rule}"))
                .replace("Constant((P0: 1.0))", release);
            let (taken, estimate) = taken_and_estimated(&read(&text));
            #[allow(clippy::cast_precision_loss)]
            let ratio = taken as f64 / estimate as f64;
            println!("{connect}, {rule}, {release}: {taken} bytes of {estimate} estimated, {ratio:.3}");
            assert!(ratio <= 1.25, "{connect}, {rule}, {release}: {taken} bytes, {estimate} estimated");
            assert!(0.3 < ratio, "{connect}, {rule}, {release}: far less than estimated, {ratio}");
        }
    }
}

/// The limits are errors that say the limit, and hold for a file as for everything else.
#[test]
fn too_large_networks_are_refused_by_arithmetic() {
    assert_eq!((MAX_SYNAPSES, MAX_STATE_BYTES), (20_000_000, 2 << 30));
    let peak = peak_bytes(|| {
        let message = refused(&recurrent(4473, "AllToAll", ""));
        assert!(message.contains("20007729 synapses are too many; the limit is 20000000"), "{message}");
        let quantal = recurrent(4400, "AllToAll", "").replace("Constant((P0: 1.0))", "Quantal(())");
        let message = refused(&quantal);
        assert!(message.contains("GB of memory; the limit is 2.147 GB"), "{message}");
        read(&recurrent(4472, "AllToAll", ""));
    });
    // What is said takes the texts of the program.
    let texts = peak_bytes(|| drop(Text::english()));
    assert!(peak < texts + (1 << 20), "{peak} bytes to refuse, {texts} for texts");
}

fn bouton(args: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bouton"));
    let output = command.args(args).envs(environment.iter().copied()).env_remove("DISPLAY").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn saved(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".ron").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// Before it is built, what a network needs is compared with what is free.
#[test]
fn a_network_for_which_there_is_no_memory_is_refused_with_both_figures() {
    let file = saved(&recurrent(4000, "AllToAll", ""));
    let path = file.path().to_str().unwrap();
    let little = [("BOUTON_FREE_MEMORY_MB", "100")];
    let (code, out, err) = bouton(&["run", path, "--duration", "1"], &little);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("needs about 19") && err.contains("only 100 MB are free"), "{err}");
    let sweep = ["sweep", path, "--duration", "1", "--seeds", "1..2", "--csv", "-"];
    assert_eq!(bouton(&sweep, &little).0, 1);
    // What is small runs, whatever is free, and checking a file asks for no memory to run it.
    assert_eq!(bouton(&["run", "ampa", "--duration", "1"], &[("BOUTON_FREE_MEMORY_MB", "0")]).0, 0);
    assert_eq!(bouton(&["check", path], &little).0, 0);
}

/// Names with spaces and of other scripts go through everything that splits texts.
#[test]
fn names_with_spaces_can_be_used_everywhere() {
    for name in ["Purkinje cell", "浦肯野 細胞", "תא פורקינייה", "a b c"] {
        let text = recurrent(3, "AllToAll", "")
            .replace("\"cells\"", &format!("\"{name}\""))
            .replace("\"own\"", &format!("\"{name} to itself\""));
        let preset = read(&text);
        assert_eq!(read(&preset.to_ron().unwrap()), preset, "{name}");
        for path in [format!("populations.{name}.I_app_pA"), format!("projections.{name} to itself.autapses")]
        {
            assert_eq!(preset.path(preset.find(&path).unwrap()), path);
        }
        let file = saved(&text);
        let path = file.path().to_str().unwrap();
        let set = format!("populations.{name}.I_app_pA=0");
        let (fire, record) = (format!("{name}:2@5"), format!("V_{name}:2,w_{name} to itself:0"));
        let args = [
            "run",
            path,
            "--duration",
            "20",
            "--set",
            &set,
            "--fire",
            &fire,
            "--record",
            &record,
            "--csv",
            "-",
        ];
        let (code, out, err) = bouton(&args, &[]);
        assert_eq!(code, 0, "{name}: {err}");
        let header = out.lines().find(|line| !line.starts_with('#')).unwrap();
        assert!(header.contains(&format!("V_{name}:2")), "{header}");
        let (code, out, err) =
            bouton(&["run", path, "--duration", "20", "--set", &set, "--fire", &fire, "--spikes", "-"], &[]);
        assert_eq!((code, out.lines().filter(|line| line.starts_with("5,")).count()), (0, 1), "{out}{err}");
        assert!(bouton(&["params", path], &[]).1.contains(&format!("populations.{name}.C_pF")));
    }
    for bad in ["Purkinje  cell", " x", "x ", "x\\u{202e}y", "x\\u{2066}y", "x\\u{3000}y", "a\\u{200b}b"] {
        let message = refused(&recurrent(3, "AllToAll", "").replace("\"cells\"", &format!("\"{bad}\"")));
        assert!(message.contains("cannot be a name: use 1 to 64 visible characters"), "{bad}: {message}");
    }
}

fn source(parameters: &str) -> String {
    format!(
        "(format: 1, model: Network((populations: [(id: 1, name: \"a\", n: 1, kind: SpikeSource(({parameters})))], \
         projections: [])))"
    )
}

fn keys(text: &str) -> Vec<(String, &'static str)> {
    read(text).cautions().into_iter().map(|Caution { path, message, .. }| (path, message.key)).collect()
}

#[test]
fn trains_that_are_not_what_they_seem_are_cautioned_against() {
    let times =
        |list: &str, t_ref: f64| source(&format!("train: Listed, times_ms: [{list}], t_ref_ms: {t_ref:?}"));
    let train = |kind: &str, rate: f64, n: u64, period: f64, t_ref: f64| {
        source(&format!(
            "train: {kind}, rate_Hz: {rate:?}, n_spikes: {n}, period_ms: {period:?}, t_ref_ms: {t_ref:?}"
        ))
    };
    for (text, expected) in [
        (times("10.0, 20.0", 2.0), vec![]),
        (times("10.0, 10.0, 20.0", 0.0), vec!["caution-listed-twice"]),
        (times("20.0, 10.0", 0.0), vec!["caution-listed-unordered"]),
        (times("10.0, 10.05, 10.1", 0.0), vec!["caution-listed-close"]),
        (times("10.0, 11.0, 12.5, 20.0", 2.0), vec!["caution-listed-refractory"]),
        (times("10.0, 12.0, 14.0", 2.0), vec![]),
        (train("Burst", 20.0, 10, 150.0, 0.0), vec!["caution-burst-too-long"]),
        (train("Burst", 20.0, 3, 150.0, 0.0), vec![]),
        (train("Burst", 20.0, 0, 150.0, 0.0), vec!["caution-burst-endless"]),
        (train("Regular", 20.0, 10, 150.0, 2.0), vec![]),
        (train("Regular", 499.0, 10, 150.0, 3.0), vec!["caution-train-refractory"]),
        (train("Regular", 20_000.0, 10, 150.0, 0.0), vec!["caution-unusual", "caution-many-per-step"]),
        // What does nothing is not spoken of.
        (source("train: Off, times_ms: [10.0, 10.0], n_spikes: 0, rate_Hz: 20000.0"), vec![]),
    ] {
        let found: Vec<&str> = keys(&text).into_iter().map(|(_, key)| key).collect();
        assert_eq!(found, expected, "{text}");
    }
    let burst = read(&train("Burst", 20.0, 10, 150.0, 0.0)).cautions();
    let words = Text::english().say(&burst[0].message);
    assert!(words.contains("10 spikes last 450 ms") && words.contains("only 3 of them"), "{words}");
    // That is how many are fired.
    let preset = read(&train("Burst", 20.0, 10, 150.0, 0.0).replace("t_ref_ms", "start_ms: 0.0, t_ref_ms"));
    let fired = crate::presets::spikes(&preset, &crate::presets::run(&preset, 149.0, &[], &[]), "a");
    assert_eq!(fired.len(), 3, "{fired:?}");
    let poisson = |more: &str| source("").replace("SpikeSource(())", &format!("PoissonSource(({more}))"));
    assert_eq!(keys(&poisson("rate_Hz: 20.0")), []);
    assert_eq!(keys(&poisson("rate_Hz: 50000.0"))[1].1, "caution-many-per-step");
    assert_eq!(keys(&poisson("shape: Correlated, n_correlated: 7"))[0].1, "caution-more-correlated");
    assert_eq!(keys(&poisson("shape: Replayed, times_ms: [5.0, 5.0]"))[0].1, "caution-listed-twice");
}

#[test]
fn methods_that_cannot_follow_are_cautioned_against() {
    let euler = |dt: f64, weight: f64, kind: &str| {
        format!(
            "(format: 1, run: (dt_ms: {dt:?}), model: Network((populations: [(id: 1, name: \"1\", n: 1, \
             kind: SpikeSource((train: Listed, times_ms: [10.0]))), (id: 2, name: \"0\", n: 1, kind: {kind}((C_pF: 20.0, \
             g_L_nS: 1.0, V_th_mV: -30.0)))], projections: [(id: 3, name: \"s\", from: 1, to: 2, connect: AllToAll, \
             delay_ms: 0.0, weights: Constant({weight:?}), receptors: [GabaA((g_max_nS: 100.0, E_mV: -90.0, \
             kinetics: Instant((tau_ms: 20.0))))], release: Constant((P0: 1.0)), plasticity: Fixed)])))"
        )
    };
    assert_eq!(keys(&euler(1.0, 10.0, "LifEuler")), [("populations.0".to_owned(), "caution-euler-unstable")]);
    assert_eq!(keys(&euler(1.0, 10.0, "Lif")), []);
    assert_eq!(keys(&euler(0.02, 10.0, "LifEuler")), []);
    // The caution holds: V swings ever further, up to the end of the model; with the step that is named it does not.
    let swings = |dt: f64| {
        let preset = read(&euler(dt, 10.0, "LifEuler"));
        let columns = crate::presets::run(&preset, 30.0, &[], &["V_0"]).columns;
        columns[0].iter().fold(0.0_f64, |most, V| most.max(V.abs()))
    };
    assert!(swings(1.0) > 1000.0 && swings(0.02) < 91.0, "{} {}", swings(1.0), swings(0.02));
    let pulse = |kinetics: &str| euler(0.1, 1.0, "Lif").replace("Instant((tau_ms: 20.0))", kinetics);
    assert_eq!(keys(&pulse("SquarePulse(())")), []);
    assert_eq!(keys(&pulse("SquarePulse((alpha_per_mM_ms: 15.0))"))[0].1, "caution-fast-binding");
    assert_eq!(keys(&pulse("SquarePulse((T_dur_ms: 0.05))"))[0].1, "caution-short-pulse");
    let clipped = euler(0.1, 1.0, "Lif").replace("Constant(1.0)", "Normal(0.5, 0.4)");
    assert_eq!(keys(&clipped)[0], ("projections.s.w_sd".to_owned(), "caution-weights-clipped"));
}

/// A step that is too coarse for a pulse costs about as much of V as the caution says, in both languages, and `check` says it, too.
/// Where the target has no leak, or errs by itself, no figure is given.
#[test]
fn cautions_about_fast_pulses_say_how_far_the_potential_is_off() {
    let text = |pulse: &str, dt_ms: f64, w: f64, neuron: &str| {
        format!(
            "(format: 1, run: (dt_ms: {dt_ms:?}), model: Network((populations: [(id: 1, name: \"1\", n: 1, kind: SpikeSource((train: \
             Listed, times_ms: [10.0]))), (id: 2, name: \"0\", n: 1, kind: {neuron})], projections: [(id: 3, name: \"s\", from: 1, \
             to: 2, connect: AllToAll, delay_ms: 0.0, weights: Constant({w:?}), receptors: [Ampa((g_max_nS: 10.0, \
             kinetics: SquarePulse(({pulse}))))], release: Constant((P0: 1.0)), plasticity: Fixed)])))"
        )
    };
    let figure = |words: &str, before: &str| -> String {
        let from = words.find(before).unwrap_or_else(|| panic!("{words}")) + before.len();
        words[from..].split(' ').next().unwrap().to_owned()
    };
    let lif = "Lif((V_th_mV: -20.0))";
    for (pulse, dt_ms, w) in [
        ("alpha_per_mM_ms: 15.0", 0.1, 1.0),
        ("T_dur_ms: 0.05", 0.1, 5.0),
        ("alpha_per_mM_ms: 40.0, T_dur_ms: 0.3", 0.5, 1.0),
        ("alpha_per_mM_ms: 1.5, T_dur_ms: 0.2", 0.5, 2.0),
        ("alpha_per_mM_ms: 15.0, T_dur_ms: 2.3, beta_per_ms: 0.5", 1.0, 0.5),
    ] {
        let preset = read(&text(pulse, dt_ms, w, lif));
        let course = |dt_ms: f64| {
            let preset = read(&text(pulse, dt_ms, w, lif));
            crate::presets::run(&preset, 60.0, &[], &["V_0"]).columns.swap_remove(0)
        };
        let (coarse, fine) = (course(dt_ms), course(0.01));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a ratio of steps")]
        let every = (dt_ms / 0.01).round() as usize;
        let off =
            coarse.iter().zip(fine.iter().step_by(every)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let cautions = preset.cautions();
        let caution = cautions.iter().find(|caution| caution.message.key != caution::UNUSUAL).unwrap();
        let words = figure(&Text::english().say(&caution.message), "off by up to ");
        assert_eq!(
            figure(&Text::of(Language::German, &Declared::default()).say(&caution.message), "um bis zu "),
            words
        );
        let said: f64 = words.parse().unwrap();
        assert!(0.6 * off <= said && said <= 1.5 * off, "{pulse}, dt {dt_ms}: {said} mV said, {off} mV seen");
        let (code, _, err) =
            bouton(&["check", saved(&text(pulse, dt_ms, w, lif)).path().to_str().unwrap()], &[]);
        assert!(code == 0 && err.contains(&format!("off by up to {words} mV")), "{err}");
    }
    for neuron in ["Izhikevich(())", "LifEuler(())"] {
        let cautions = read(&text("T_dur_ms: 0.05", 0.1, 1.0, neuron)).cautions();
        assert!(Text::english().say(&cautions[0].message).contains("cannot be told"), "{cautions:?}");
    }
}

/// `check` and `run` say cautions on standard error, `check` with their place, and go on.
#[test]
fn cautions_are_said_and_stop_nothing() {
    let text = source("\n  train: Listed,\n  times_ms: [10.0, 10.0],\n  t_ref_ms: 0.0");
    let file = saved(&text);
    let path = file.path().to_str().unwrap();
    let (code, out, err) = bouton(&["check", path], &[]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(
        err.starts_with(&format!("{path}:3:13: populations.a.times_ms: caution: 10 ms is listed")),
        "{err}"
    );
    let (code, out, err) = bouton(&["run", path, "--duration", "20", "--spikes", "-"], &[]);
    assert_eq!(code, 0);
    assert!(err.contains("populations.a.times_ms: caution: ") && !out.contains("caution"), "{out}{err}");
}

/// Of very many cautions the first are said and the others counted; to find them takes no time to speak of.
#[test]
fn many_cautions_are_counted() {
    let source = |id: usize| {
        format!(
            "(id: {id}, name: \"p{id}\", n: 1, kind: SpikeSource((train: Listed, times_ms: [{}])))",
            "3,2,1,1,".repeat(450)
        )
    };
    let all: Vec<String> = (0..500).map(source).collect();
    let file =
        saved(&format!("(format: 1, model: Network((populations: [{}], projections: [])))", all.join(",")));
    let (code, out, err) = bouton(&["check", file.path().to_str().unwrap()], &[]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(err.lines().count(), 51, "{err}");
    assert!(err.lines().last().unwrap().ends_with("1450 more cautions"), "{err}");
}

/// What comes with the program gives no rise to cautions but where that is what it shows.
#[test]
fn presets_have_no_cautions_but_their_own() {
    let mut found = Vec::new();
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        found.extend(
            preset.cautions().into_iter().map(|caution| format!("{} {}", bundled.name, caution.message.key)),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

/// Names of the field: the message says that they are known, and what there is instead; nothing else is hinted at.
#[test]
fn what_the_field_knows_is_told_apart_from_a_slip() {
    let base = recurrent(2, "AllToAll", "");
    let cell = "kind: Lif((I_app_pA: 200.0))";
    for (from, to, expected) in [
        (
            cell,
            "kind: MorrisLecar((a_nS: 4.0))",
            "“MorrisLecar” is a known kind of neuron, but not in this version; Izhikevich",
        ),
        (cell, "kind: aeif_cond_exp(())", "“aeif_cond_exp” is called Adex here"),
        (cell, "kind: HodgkinHuxley(())", "known kind of neuron, but not in this version"),
        (cell, "kind: IF_cond_exp(())", "“IF_cond_exp” is called Lif here"),
        (
            cell,
            "kind: Lif((V_init_mV: Uniform(-70.0, -54.0)))",
            "all neurons of a population have one V_init_mV",
        ),
        (cell, "kind: Lif((I_app_pA: List([1.0, 2.0])))", "make a population for each value"),
        (cell, "kind: Lif((I_app_pA: [1.0, 2.0]))", "make a population for each value"),
        (
            "delay_ms: 1.0",
            "delay_ms: Uniform(1.0, 5.0)",
            "have one delay: write one number; make a projection for each",
        ),
        ("delay_ms: 1.0", "delay_ms: [1.0, 5.0]", "have one delay"),
        ("g_max_nS: 0.5", "g_max_nS: Normal(0.5, 0.1)", "all synapses of a projection have one g_max_nS"),
        (
            "plasticity: Fixed",
            "plasticity: Clopath((A_LTD: 0.1))",
            "not in this version; Triplet comes nearest",
        ),
        ("plasticity: Fixed", "plasticity: Dopamine(())", "“Dopamine” is a known plasticity rule"),
        ("plasticity: Fixed", "plasticity: PowerLaw((mu: 0.4))", "“PowerLaw” is a known plasticity rule"),
        ("plasticity: Fixed", "plasticity: Stdp(())", "“Stdp” is called Pair here"),
        ("plasticity: Fixed", "plasticity: iSTDP(())", "“iSTDP” is called Vogels here"),
        ("Uniform(0.1, 1.0)", "LogNormal(0.1, 1.0)", "“LogNormal” is a known distribution of weights"),
        (
            "AllToAll",
            "OutDegree(3)",
            "“OutDegree” is a known way to connect, but not in this version; InDegree",
        ),
        ("AllToAll", "PairwiseBernoulli(0.1)", "“PairwiseBernoulli” is called Probability here"),
        ("Ampa((g_max_nS: 0.5))", "Glycine(())", "“Glycine” is a known receptor"),
        (
            "Ampa((g_max_nS: 0.5))",
            "Ampa((kinetics: Alpha((tau_ms: 2.0))))",
            "“Alpha” is a known kind of kinetics",
        ),
        ("Constant((P0: 1.0))", "Binomial((n: 3))", "“Binomial” is called Quantal here"),
    ] {
        assert!(base.contains(from), "{from}");
        let message = refused(&base.replace(from, to));
        assert!(message.contains(expected), "{to}: {message}");
        let error = load::parse(base.replace(from, to).as_bytes()).unwrap_err();
        assert!(error.problems()[0].hint().is_none(), "{to}: no second advice");
        assert!(error.problems()[0].place.is_some());
    }
    let current = |kind: &str| base.replace(cell, &format!("{cell}, stimuli: [(id: 9, kind: {kind})]"));
    let message = refused(&current("Sine((I_pA: 100.0, f_Hz: 10.0))"));
    let expected = "model.populations[0].stimuli[0].kind: “Sine” is a known current, but not in this version; there are \
                    Constant, Square, Noise, Bombardment\n";
    assert_eq!(message, expected);
    assert!(refused(&current("Steps((I_pA: [0.0]))")).contains("Square comes nearest"));
    assert!(refused(&current("OrnsteinUhlenbeck(())")).contains("“OrnsteinUhlenbeck” is called Noise here"));
    // A slip is a slip.
    let slip = load::parse(current("Sqare(())").as_bytes()).unwrap_err();
    assert!(slip.problems()[0].hint().is_some());
    assert!(matches!(slip.problems()[0].fault, Fault::Syntax { .. }));
    assert!(!Text::english().say(&slip.problems()[0].message()).contains("known current"));
    let connect = read(&base).network().projections()[0].connect.clone();
    assert_eq!(connect, Connect::AllToAll);
}
