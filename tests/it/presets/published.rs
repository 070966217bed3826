//! Published parameter sets: each is read from a file and typed value by value, is the same both ways, and fires as the
//! paper says or as its equation does.

use std::io::Write as _;
use std::sync::Arc;

use bouton::document::{Document, Edit};
use bouton::model::network::{Address, Target};
use bouton::model::receptor::ReceptorKey;
use bouton::param::Value;
use bouton::preset::caution::UNUSUAL;
use bouton::preset::{Preset, load};
use bouton::sim::Simulation;

use super::{run, spikes};

/// A document of one population `n`, and what else stands in the model.
fn document(kind: &str, stimuli: &str, rest: &str) -> String {
    format!(
        "(format: 1, model: Network((populations: [(id: 1, name: \"n\", n: 1, kind: {kind}, stimuli: [{stimuli}])], \
         projections: [{rest}])))"
    )
}

/// Reads a text as a file.
#[track_caller]
fn from_file(text: &str) -> Preset {
    let mut file = tempfile::Builder::new().suffix(".ron").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    load::file(file.path()).unwrap_or_else(|error| panic!("{text}\n{:#?}", error.problems()))
}

/// The preset that a person gets who starts from `start` and types the parameters of `goal`, one by one. What cannot be
/// typed yet, because of a rule between fields, is typed after the others.
#[track_caller]
fn typed(start: &Preset, goal: &Preset, target: Target) -> Preset {
    let mut document = Document::untitled(start.clone());
    let mut left = Vec::new();
    goal.network().parts().param_set(target).unwrap().visit(&mut |spec, value| left.push((spec.key, value)));
    while !left.is_empty() {
        let before = left.len();
        let mut refused = Vec::new();
        left.retain(|(key, value)| {
            let address = Address { target, key };
            match document.apply(&Edit::SetValue { address, value: value.clone() }, None) {
                Ok(_) => false,
                Err(problems) => {
                    refused.push(problems);
                    true
                }
            }
        });
        assert!(left.len() < before, "{left:?} cannot be typed: {refused:#?}");
    }
    (**document.preset()).clone()
}

/// Reads a neuron from a file and lets it run for 200 ms: when it fires [ms].
#[track_caller]
fn times(kind: &str, stimuli: &str) -> (Preset, Vec<f64>) {
    let read = from_file(&document(kind, stimuli, ""));
    let recording = run(&read, 200.0, &[], &["V_n"]);
    assert!(recording.columns[0].iter().all(|V| V.is_finite() && V.abs() < 1e4), "{kind} stays a number");
    let times = spikes(&read, &recording, "n");
    (read, times)
}

/// A leaky integrate-and-fire neuron with a constant current, as published.
struct Cell {
    source: &'static str,
    C: f64,
    g_L: f64,
    E_L: f64,
    V_th: f64,
    V_reset: f64,
    t_ref: f64,
    V_init: f64,
    I: f64,
}

impl Cell {
    /// The neuron as it stands in a file.
    fn kind(&self) -> String {
        let Self { C, g_L, E_L, V_th, V_reset, t_ref, V_init, I, .. } = self;
        format!(
            "Lif((C_pF: {C:?}, g_L_nS: {g_L:?}, E_L_mV: {E_L:?}, V_th_mV: {V_th:?}, V_reset_mV: {V_reset:?}, \
             t_ref_ms: {t_ref:?}, V_init_mV: {V_init:?}, I_app_pA: {I:?}))"
        )
    }

    /// When it fires in 200 ms, by its closed form.
    fn times(&self) -> Vec<f64> {
        let Self { C, g_L, E_L, V_th, V_reset, t_ref, V_init, I, .. } = *self;
        let (tau, V_inf) = (C / g_L, E_L + I / g_L);
        let rise = |from: f64| tau * ((V_inf - from) / (V_inf - V_th)).ln();
        let mut times = Vec::new();
        if V_th < V_inf {
            let mut at = rise(V_init);
            while at < 200.0 {
                times.push(at);
                at += t_ref + rise(V_reset);
            }
        }
        times
    }
}

/// The published leaky integrate-and-fire neurons.
fn cells() -> [Cell; 15] {
    let cell = |source, values: [f64; 8]| {
        let [C, g_L, E_L, V_th, V_reset, t_ref, V_init, I] = values;
        Cell { source, C, g_L, E_L, V_th, V_reset, t_ref, V_init, I }
    };
    [
        cell("Brette et al. 2007, conductances", [200.0, 10.0, -60.0, -50.0, -60.0, 5.0, -60.0, 200.0]),
        // Fires by itself: the drive stands in E_L, above the threshold.
        cell("Brette et al. 2007, currents", [200.0, 10.0, -49.0, -50.0, -60.0, 5.0, -60.0, 0.0]),
        cell("Brunel 2000, potentials from rest", [250.0, 12.5, 0.0, 20.0, 10.0, 2.0, 0.0, 300.0]),
        cell("Brunel & Wang 2001, pyramidal cell", [500.0, 25.0, -70.0, -50.0, -55.0, 2.0, -70.0, 700.0]),
        cell("Brunel & Wang 2001, interneuron", [200.0, 20.0, -70.0, -50.0, -55.0, 1.0, -70.0, 700.0]),
        // Only τ is published: 100 and 10 ms.
        cell("Diehl & Cook 2015, excitatory", [100.0, 1.0, -65.0, -52.0, -65.0, 5.0, -65.0, 20.0]),
        cell("Diehl & Cook 2015, inhibitory", [100.0, 10.0, -60.0, -40.0, -45.0, 2.0, -60.0, 250.0]),
        cell("Vogels et al. 2011", [200.0, 10.0, -60.0, -50.0, -60.0, 5.0, -60.0, 200.0]),
        cell(
            "a cerebellar granule cell of 3 pF, after D'Angelo et al. 2001",
            [3.1, 0.43, -75.0, -40.0, -60.0, 2.0, -70.0, 20.0],
        ),
        cell("a large cell of 1500 pF", [1500.0, 30.0, -70.0, -54.0, -60.0, 2.0, -70.0, 800.0]),
        cell("E_L = 0, as in Neuronify", [1000.0, 50.0, 0.0, 20.0, 0.0, 10.0, 0.0, 3000.0]),
        cell("1 pF", [1.0, 0.05, -70.0, -54.0, -60.0, 2.0, -70.0, 1.5]),
        cell("50 nA into 100 nF", [1e5, 1000.0, -70.0, -54.0, -60.0, 2.0, -70.0, 50_000.0]),
        cell("50 nA the other way", [1e5, 1000.0, -70.0, -54.0, -60.0, 2.0, -70.0, -50_000.0]),
        cell("1 nA into the default neuron", [200.0, 10.0, -70.0, -54.0, -60.0, 2.0, -70.0, 1000.0]),
    ]
}

#[test]
fn published_integrate_and_fire_neurons_fire_by_their_closed_form() {
    for cell in cells() {
        let Cell { source, C, E_L, V_th, I, .. } = cell;
        let (preset, ours) = times(&cell.kind(), "");
        let exact = cell.times();
        println!("{source}: {} spikes, first {:.3?}", ours.len(), ours.first());
        assert_eq!(ours.len(), exact.len(), "{source}: {ours:?}, {exact:?}");
        // Crossings are found on a straight line: an error of the second order, that adds up from spike to spike.
        let off = ours.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(off < 0.05, "{source}: off by {off} ms");
        let keys: Vec<&str> = preset.cautions().iter().map(|caution| caution.message.key).collect();
        assert_eq!(keys.contains(&"caution-rest-above-threshold"), V_th <= E_L, "{source}: {keys:?}");
        let is_unusual = !(20.0..=1000.0).contains(&C) || 500.0 < I.abs() || -40.0 < E_L;
        assert_eq!(keys.contains(&UNUSUAL), is_unusual, "{source}: {keys:?}");
    }
}

/// A type of Izhikevich (2004), figure 1: its letter, a, b, c, d, V at the start, I at the start, pulses as (from, to,
/// ΔI), what the figure shows in the first 200 ms as least and most spikes.
type Figure = (char, [f64; 4], f64, f64, &'static [(f64, f64, f64)], (usize, usize));

/// The parameters are those of the paper's own program. Ramps are left out: there the type gets a constant current.
const FIGURES: [Figure; 20] = [
    ('A', [0.02, 0.2, -65.0, 6.0], -70.0, 0.0, &[(10.0, 200.0, 14.0)], (5, 30)),
    ('B', [0.02, 0.25, -65.0, 6.0], -64.0, 0.0, &[(20.0, 200.0, 0.5)], (1, 1)),
    ('C', [0.02, 0.2, -50.0, 2.0], -70.0, 0.0, &[(22.0, 200.0, 15.0)], (8, 60)),
    ('D', [0.02, 0.25, -55.0, 0.05], -64.0, 0.0, &[(20.0, 200.0, 0.6)], (2, 12)),
    ('E', [0.02, 0.2, -55.0, 4.0], -70.0, 0.0, &[(16.0, 200.0, 10.0)], (4, 20)),
    ('F', [0.01, 0.2, -65.0, 8.0], -70.0, 0.0, &[(8.5, 200.0, 30.0)], (5, 40)),
    ('G', [0.02, -0.1, -55.0, 6.0], -60.0, 0.0, &[(30.0, 200.0, 10.0)], (0, 40)),
    ('H', [0.2, 0.26, -65.0, 0.0], -64.0, -0.5, &[(30.0, 200.0, 2.0)], (2, 40)),
    ('I', [0.02, 0.2, -65.0, 6.0], -70.0, 0.0, &[(10.0, 13.0, 7.04)], (1, 1)),
    ('J', [0.05, 0.26, -60.0, 0.0], -62.0, 0.0, &[(20.0, 25.0, 2.0)], (1, 1)),
    ('K', [0.1, 0.26, -60.0, -1.0], -62.0, 0.0, &[(40.0, 44.0, 0.65), (60.0, 64.0, 0.65)], (0, 2)),
    ('L', [0.02, -0.1, -55.0, 6.0], -60.0, 0.0, &[(9.0, 11.0, 9.0), (14.0, 16.0, 9.0)], (1, 2)),
    ('M', [0.03, 0.25, -60.0, 4.0], -64.0, 0.0, &[(20.0, 25.0, -15.0)], (1, 1)),
    ('N', [0.03, 0.25, -52.0, 0.0], -64.0, 0.0, &[(20.0, 25.0, -15.0)], (2, 20)),
    (
        'O',
        [0.03, 0.25, -60.0, 4.0],
        -64.0,
        0.0,
        &[(10.0, 15.0, 1.0), (70.0, 75.0, -6.0), (80.0, 85.0, 1.0)],
        (1, 1),
    ),
    ('P', [1.0, 1.5, -60.0, 0.0], -50.0, -65.0, &[(25.0, 30.0, 1.0)], (10, 60)),
    // The figure's single spike is one of its steps of 0.1 ms. The equations themselves, and the same method in steps of
    // 0.002 ms (30 spikes), fire again from the after-potential.
    ('Q', [1.0, 0.2, -60.0, -21.0], -70.0, 0.0, &[(20.0, 22.0, 20.0)], (20, 40)),
    ('R', [0.02, 1.0, -55.0, 4.0], -65.0, 0.0, &[(100.0, 112.5, 4.0)], (0, 2)),
    ('S', [-0.02, -1.0, -60.0, 8.0], -63.8, 80.0, &[(50.0, 200.0, -5.0)], (1, 20)),
    ('T', [-0.026, -1.0, -45.0, 0.0], -63.8, 80.0, &[(50.0, 200.0, -5.0)], (2, 40)),
];

/// A type's neuron as it stands in a file.
fn kind_of_type((letter, [a, b, c, d], V_init, I, ..): Figure) -> String {
    let more = match letter {
        'G' | 'L' => ", k1: 4.1, k0: 108.0",
        'R' => ", recovery: Stays, V_u_mV: -65.0, u_init: -16.0",
        _ => "",
    };
    format!(
        "Izhikevich((a_per_ms: {a:?}, b: {b:?}, c_mV: {c:?}, d: {d:?}, I_app_pA: {:?}, I_unit_pA: 20.0, \
         V_init_mV: {V_init:?}{more}))",
        20.0 * I
    )
}

#[test]
fn the_twenty_types_of_izhikevich_fire_as_in_the_figure() {
    for figure in FIGURES {
        let (letter, .., pulses, (least, most)) = figure;
        let kind = kind_of_type(figure);
        let stimuli: Vec<String> = (10..)
            .zip(pulses)
            .map(|(id, (from, to, dI))| {
                let (I, duty) = (20.0 * dI, (to - from) / 10_000.0);
                format!(
                    "(id: {id}, kind: Square((I_pA: {I:?}, period_ms: 10000.0, duty: {duty:?}, start_ms: {from:?})))"
                )
            })
            .collect();
        let (preset, times) = times(&kind, &stimuli.join(", "));
        println!("Izhikevich 2004, {letter}: {} spikes {times:.1?}", times.len());
        assert!((least..=most).contains(&times.len()), "{letter}: {times:?}");
        let intervals: Vec<f64> = times.windows(2).map(|two| two[1] - two[0]).collect();
        match letter {
            // Bursts: some intervals are much longer than others.
            'C' | 'E' => {
                let (shortest, longest) = intervals
                    .iter()
                    .fold((f64::INFINITY, 0.0_f64), |(low, high), one| (low.min(*one), high.max(*one)));
                assert!(3.0 * shortest < longest, "{letter}: {intervals:?}");
            }
            'D' => assert!(times.iter().all(|at| *at < 150.0), "one burst at the onset: {times:?}"),
            // Adaptation.
            'F' => assert!(2.0 * intervals[0] < *intervals.last().unwrap(), "{intervals:?}"),
            'I' => assert!(15.0 < times[0], "long after the pulse: {times:?}"),
            'M' | 'N' => assert!(25.0 < times[0], "after the inhibition: {times:?}"),
            'O' => assert!(80.0 < times[0], "the same pulse fires it only after an inhibition: {times:?}"),
            // Bistable: the pulse sets off a train that goes on without it.
            'P' => assert!(25.0 < times[0] && times.iter().any(|at| 150.0 < *at), "{times:?}"),
            // Less current makes them fire.
            'S' | 'T' => assert!(50.0 < times[0], "{times:?}"),
            _ => {}
        }
        // The set of that name has these values.
        let named = preset.network().parts().param_set(Target::Population(1)).unwrap().named_sets();
        let own = named.iter().find(|named| named.name.starts_with(&format!("{letter}: "))).unwrap();
        assert!(own.is_in(preset.network().parts().param_set(Target::Population(1)).unwrap()), "{letter}");
    }
}

/// Accommodation: the same rise of the current makes the neuron fire if it is quick, and not if it is slow. Without a
/// ramp, stairs of the same height do.
#[test]
fn a_slow_rise_does_not_fire_a_neuron_that_accommodates() {
    let fires = |step_ms: f64| {
        let stimuli: Vec<String> = (0..8)
            .map(|k| {
                let start = 10.0 + step_ms * f64::from(k);
                format!(
                    "(id: {}, kind: Square((I_pA: 10.0, period_ms: 10000.0, duty: 1.0, start_ms: {start:?})))",
                    10 + k
                )
            })
            .collect();
        let kind =
            "Izhikevich((a_per_ms: 0.02, b: 1.0, c_mV: -55.0, d: 4.0, V_init_mV: -65.0, recovery: Stays))";
        let preset = from_file(&document(kind, &stimuli.join(", "), ""));
        let until = 10.0 + 8.0 * step_ms;
        spikes(&preset, &run(&preset, 200.0, &[], &[]), "n").iter().filter(|at| **at <= until).count()
    };
    let counts = [25.0, 1.5].map(fires);
    println!("accommodation: {counts:?} spikes for a slow and a quick rise to I = 4");
    assert_eq!(counts[0], 0, "slow");
    assert!(0 < counts[1], "quick");
}

/// A document whose synapse `s` has the given receptor and plasticity.
fn synapse(receptor: &str, plasticity: &str) -> String {
    let synapse = format!(
        "(id: 3, name: \"s\", from: 2, to: 1, connect: AllToAll, delay_ms: 0.0, weights: Constant(0.3), \
         receptors: [{receptor}], release: Constant((P0: 1.0)), plasticity: {plasticity})"
    );
    let source = "(id: 2, name: \"pre\", n: 1, kind: SpikeSource(())), (id: 1,";
    document("Lif(())", "", &synapse).replace("(id: 1,", source)
}

/// NMDA's block with the constants of a NeuroML example.
const BLOCK: &str = "Nmda((g_max_nS: 0.5, E_mV: 0.0, Mg_mM: 1.2, Mg_half_mM: 1.920544, V_slope_mV: 16.129))";

/// The windows of Bi & Poo (1998) as fitted in Bi & Poo (2001): A₊ 0.777, τ₊ 16.8 ms; A₋ 0.273, τ₋ 33.7 ms.
const WINDOWS: [f64; 4] = [0.777, 16.8, 0.273, 33.7];

/// The rule of these windows as it stands in a file.
fn bi_and_poo() -> String {
    let [A_plus, tau_plus, A_minus, tau_minus] = WINDOWS;
    let ratio = A_minus / A_plus;
    format!(
        "Pair((A_plus: {A_plus:?}, ratio: {ratio:?}, tau_plus_ms: {tau_plus:?}, tau_minus_ms: {tau_minus:?}))"
    )
}

/// A published set of parameters: where it is from, a document with the defaults in its place, one with the set, what has it.
pub struct Published {
    pub source: String,
    pub start: Preset,
    pub goal: Preset,
    pub target: Target,
}

/// All published sets.
pub fn sets() -> Vec<Published> {
    let neuron = |source: String, name: &str, kind: &str| Published {
        source,
        start: from_file(&document(&format!("{name}(())"), "", "")),
        goal: from_file(&document(kind, "", "")),
        target: Target::Population(1),
    };
    let cells = cells().into_iter().map(|cell| neuron(cell.source.to_owned(), "Lif", &cell.kind()));
    let types = FIGURES
        .into_iter()
        .map(|figure| neuron(format!("Izhikevich 2004, {}", figure.0), "Izhikevich", &kind_of_type(figure)));
    let block = Published {
        source: "NMDA's block".to_owned(),
        start: from_file(&synapse("Nmda(())", "Fixed")),
        goal: from_file(&synapse(BLOCK, "Fixed")),
        target: Target::Receptor { projection: 3, receptor: ReceptorKey::Nmda },
    };
    let rule = Published {
        source: "Bi & Poo".to_owned(),
        start: from_file(&synapse("Ampa(())", "Pair(())")),
        goal: from_file(&synapse("Ampa(())", &bi_and_poo())),
        target: Target::Plasticity(3),
    };
    cells.chain(types).chain([block, rule]).collect()
}

/// Every published set is the same read from a file and typed value by value.
#[test]
fn published_sets_are_read_and_typed_alike() {
    for Published { source, start, goal, target } in sets() {
        assert_eq!(typed(&start, &goal, target).network(), goal.network(), "{source}");
    }
}

#[test]
fn the_block_takes_published_constants() {
    let read = from_file(&synapse(BLOCK, "Fixed"));
    let plain = from_file(&synapse("Nmda(())", "Fixed"));
    let free = |preset: &Preset, V: f64| {
        let receptor = &preset.network().projections()[0].receptors[0];
        receptor.inner().unwrap().block().unwrap().free(V)
    };
    for V in [-80.0_f64, -40.0, 0.0, 20.0] {
        let exact = 1.0 / (1.0 + 1.2 / 1.920_544 * (-V / 16.129).exp());
        assert!((free(&read, V) - exact).abs() < 1e-15, "{V} mV");
        assert_eq!(free(&plain, V).to_bits(), (1.0 / (1.0 + 1.0 / 3.57 * libm::exp(-V / 16.13))).to_bits());
    }
    assert!(free(&read, 0.0) < free(&plain, 0.0));
}

/// One pair changes a weight by the window's height at the pair's Δt.
#[test]
fn the_windows_of_bi_and_poo_are_what_a_pair_does() {
    let [A_plus, tau_plus, A_minus, tau_minus] = WINDOWS;
    let rule = bi_and_poo();
    for delta in [-40.0_f64, -10.0, -3.0, 3.0, 10.0, 40.0] {
        let pre = 50.0;
        let post = pre + delta;
        let text = format!(
            "(format: 1, model: Network((populations: [\
             (id: 1, name: \"pre\", n: 1, kind: SpikeSource((train: Listed, times_ms: [{pre:?}]))),\
             (id: 2, name: \"t\", n: 1, kind: SpikeSource((train: Listed, times_ms: [{post:?}]))),\
             (id: 3, name: \"post\", n: 1, kind: Lif((C_pF: 20.0, g_L_nS: 1.0))),\
             ], projections: [\
             (id: 4, name: \"learns\", from: 1, to: 3, connect: AllToAll, delay_ms: 0.0, weights: Constant(0.3), \
             receptors: [Ampa((g_max_nS: 0.0))], release: Constant((P0: 1.0)), plasticity: {rule}),\
             (id: 5, name: \"drive\", from: 2, to: 3, connect: AllToAll, delay_ms: 0.0, weights: Constant(1.0), \
             receptors: [Ampa((g_max_nS: 100.0, kinetics: Instant((tau_ms: 0.5, summation: Linear))))], \
             release: Constant((P0: 1.0)), plasticity: Fixed)])))"
        );
        let preset = from_file(&text);
        let recording = run(&preset, 200.0, &[], &[]);
        let fired = spikes(&preset, &recording, "post");
        assert_eq!(fired.len(), 1, "one pair");
        let mut simulation = Simulation::new(Arc::new(preset.network().clone()), 1, preset.grid());
        simulation.run(2000, &mut ());
        let change = simulation.weights(4).unwrap()[0] - 0.3;
        let off = fired[0] - pre; // The neuron fires a little after its drive.
        let window =
            if 0.0 < off { A_plus * (-off / tau_plus).exp() } else { -A_minus * (off / tau_minus).exp() };
        println!("Bi & Poo, Δt {off:.3} ms: {change:.4} (window {window:.4})");
        assert!((change - window).abs() < 1e-9, "Δt {off}: {change} for {window}");
        let keys: Vec<&str> = preset.cautions().iter().map(|caution| caution.message.key).collect();
        assert!(keys.contains(&"caution-fast-learning") && keys.contains(&UNUSUAL), "{keys:?}");
    }
}

/// What is not valid is refused with the bound that was broken, in a file and typed alike; the document stays as it was.
#[test]
fn what_cannot_be_meant_is_refused_with_its_bound() {
    let good = from_file(&document("Lif(())", "", ""));
    for (key, value) in
        [("C_pF", 0.9), ("I_app_pA", 50_001.0), ("E_L_mV", -501.0), ("g_L_nS", 0.0), ("t_ref_ms", -1.0)]
    {
        let text = document(&format!("Lif(({key}: {value:?}))"), "", "");
        let error = load::parse(text.as_bytes()).unwrap_err();
        assert!(error.problems()[0].path.ends_with(key), "{error:?}");
        let mut document = Document::untitled(good.clone());
        let address = good.find(&format!("populations.n.{key}")).unwrap();
        let edit = Edit::SetValue { address, value: Value::Number(value) };
        assert!(document.apply(&edit, None).is_err(), "{key} = {value}");
        assert_eq!(**document.preset(), good, "{key}");
    }
}
