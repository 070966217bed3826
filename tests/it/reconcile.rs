//! What an edit does to a run in progress, row by row, each held against a twin that was not edited: what the edit
//! does not concern goes on with the same bits.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

use std::collections::BTreeMap;
use std::sync::Arc;

use bouton::model::kinetics::instant::Summation;
use bouton::model::kinetics::{Kinetics, KineticsKey};
use bouton::model::network::{Network, NetworkParts, Population, Target, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::poisson_source::PoissonSource;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::plasticity::Plasticity;
use bouton::model::receptor::ReceptorKey;
use bouton::model::release::{Release, ReleaseKey};
use bouton::model::stimulus::StimulusKind;
use bouton::model::stimulus::noise::Noise;
use bouton::param::{Flag, Kind, ParamSpec, Value};
use bouton::sim::{Recorder, Simulation};
use bouton::units::Step;

use crate::common::{
    Bits, advance, ampa, ampa_pair, assert_same, busy, click_busy, every_probe, grid, lif, network, probes,
    projection, record, set, side_by_side, simulation, source, spike_times, stimulus,
};

mod structure;

/// The boundary at which the edits come, and how many steps follow.
const EDIT: u64 = 1000;
const AFTER: u64 = 1000;
/// Ids of the second of two busy networks, which the edits do not concern.
const OTHER: u32 = 1000;

/// Two busy networks that have nothing in common, up to the edit.
fn halfway() -> Simulation {
    let network = network(side_by_side(busy(0), busy(OTHER)));
    let mut simulation = simulation(&network, 0.1);
    click_busy(&mut simulation, 0);
    click_busy(&mut simulation, OTHER);
    advance(&mut simulation, EDIT, &mut ());
    simulation
}

fn edited(of: &Simulation, change: impl FnOnce(&mut NetworkParts)) -> Arc<Network> {
    Arc::new(of.network().with(change).unwrap())
}

/// The value of every probe at the boundary reached.
fn state(simulation: &Simulation) -> Vec<(bouton::model::probe::Probe, f64)> {
    let all = every_probe(simulation.network());
    let values = Recorder::new(simulation, all.clone(), 1).read(simulation);
    all.into_iter().zip(values).collect()
}

/// Ids of the objects of the edited one of two busy networks.
fn own_ids() -> Vec<u32> {
    (0..OTHER).collect()
}

/// Goes on with an edit and without, and checks that the other network does not notice. Returns (edited, unedited).
fn compare(halfway: &Simulation, network: Arc<Network>, what: &str) -> (Bits, Bits) {
    let twin = record(&mut halfway.clone(), AFTER);
    (compare_with(&twin, halfway, network, what), twin)
}

/// The same with a twin that has been recorded already.
fn compare_with(twin: &Bits, halfway: &Simulation, network: Arc<Network>, what: &str) -> Bits {
    let mut edited = halfway.clone();
    edited.reconcile(network);
    let edited = record(&mut edited, AFTER);
    assert_same(&edited.clone().without(&own_ids()), &twin.clone().without(&own_ids()), what);
    edited
}

/// Columns and spikes of one object.
fn of(bits: &Bits, id: u32) -> Bits {
    let mut own = bits.clone();
    own.columns.retain(|(probe, _)| probe.object_id() == Some(id));
    own.spikes.retain(|spike| spike.0 == id);
    own.releases.retain(|release| release.0 == id);
    own.ignored = 0;
    own
}

/// Another value that the parameter may take beside the fields it has.
fn another(parts: &NetworkParts, target: Target, spec: &ParamSpec) -> Value {
    let own = parts.param_set(target).unwrap();
    let bounds = own.bounds(spec, 0.1);
    match (spec.kind, own.get(spec.key).unwrap().1) {
        // With a release of 1, replacing what is open is the same as opening what is closed: linear is not.
        (Kind::Choice { .. }, Value::Choice(index)) if spec.key == "summation" => {
            Value::Choice(if index == 2 { 0 } else { 2 })
        }
        (Kind::Choice { options }, Value::Choice(index)) => Value::Choice((index + 1) % options.len()),
        (_, Value::Count(n)) => Value::Count(n + 1),
        (_, Value::Number(now)) => {
            let moved = bounds.clamp(0.8 * now + 0.2 * bounds.max.min(now.abs() + 5.0));
            Value::Number(if moved == now { bounds.clamp(0.5 * (now + bounds.min)) } else { moved })
        }
        (_, Value::List(_)) => Value::List([7.0, 30.0].into()),
        other => panic!("{other:?}"),
    }
}

/// Row "parameter": every parameter of every target, found by their declarations. At the boundary of the edit the
/// state is what it was: all of it for populations and stimuli, and for projections the open fraction, which is only
/// brought to now (1e-12 for the rounding of an exponential in two parts). Everything else goes on.
#[test]
fn a_parameter_keeps_the_state() {
    let halfway = halfway();
    let twin = record(&mut halfway.clone(), AFTER);
    let parts = halfway.network().parts().clone();
    let mut places = Vec::new();
    parts.visit(&mut |address, spec, _| places.push((address, spec)));
    let mut tried = 0;
    for (address, spec) in places {
        let path = parts.path(address);
        let own = match address.target {
            Target::Population(id)
            | Target::Stimulus { population: id, .. }
            | Target::Projection(id)
            | Target::Receptor { projection: id, .. }
            | Target::Kinetics { projection: id, .. }
            | Target::Release(id)
            | Target::Plasticity(id)
            | Target::GapJunction(id) => id,
            Target::Run | Target::Standalone => unreachable!("no network owns them"),
        };
        if OTHER <= own || spec.key == "n" {
            continue;
        }
        tried += 1;
        let is_drawn = matches!(spec.key, "p_connect" | "in_degree");
        let value = another(&parts, address.target, spec);
        let network = edited(&halfway, |parts| {
            assert!(parts.param_set_mut(address.target).unwrap().set(spec.key, value.clone()), "{path}");
        });
        assert_ne!(&network, halfway.network(), "{path} has another value");
        let mut now = halfway.clone();
        now.reconcile(network.clone());
        let after: BTreeMap<_, _> = state(&now).into_iter().collect();
        for (probe, before) in state(&halfway) {
            // The synapses that are drawn anew are others.
            if is_drawn && probe.object_id() == Some(own) {
                continue;
            }
            let after = after[&probe];
            // What is computed from the parameter itself follows it at once.
            let follows = probe.object_id() == Some(own)
                && matches!(probe.symbol, "g" | "I" | "w" | "P_rel" | "G_NMDA" | "r");
            let follows = follows
                || match spec.key {
                    "K_d_uM4" => probe.symbol == "P_s",
                    "T_max_mM" => probe.symbol == "T",
                    // The mean over the coming step.
                    "tau_e_ms" => probe.symbol == "g_e",
                    // Traces that mean something else begin anew.
                    "pairing" => matches!(probe.symbol, "x_pre" | "x_post"),
                    "spikes" => matches!(probe.symbol, "r_1" | "r_2" | "o_1" | "o_2"),
                    "tau_i_ms" => probe.symbol == "g_i",
                    _ => false,
                };
            if probe.object_id() != Some(own) {
                assert_eq!(before.to_bits(), after.to_bits(), "{path}: {probe:?} {before} to {after}");
            } else if !follows {
                // A pair that chance did not join has no synapse to record.
                let same = (before - after).abs() <= 1e-12 || before.is_nan() && after.is_nan();
                assert!(same, "{path}: {probe:?} {before} to {after}");
            }
        }
        if is_drawn {
            continue;
        }
        let edited = compare_with(&twin, &halfway, network, &path);
        // An initial value waits, and these show only in clicks that the run need not have.
        let shows = !spec.is(Flag::Initial)
            && !matches!((spec.owner, spec.key), (_, "volley_fraction") | ("spike_source", _))
            && parts.param_set(address.target).unwrap().is_relevant(spec.key);
        assert!(!shows || edited != twin, "{path} does something");
    }
    assert!(tried > 40, "{tried} parameters");
}

/// Row "parameter" for what is stored lazily: a new τ lets P go on from where it is.
#[test]
fn a_new_time_constant_starts_from_the_open_fraction() {
    let network = network(ampa_pair(10.0));
    let mut simulation = simulation(&network, 0.1);
    simulation.fire(1, None, &mut ());
    advance(&mut simulation, 30, &mut ());
    let slow = edited(&simulation, |parts| {
        let kinetics = Target::Kinetics { projection: 3, receptor: ReceptorKey::Ampa };
        set(parts, kinetics, "tau_ms", 50.0);
    });
    simulation.reconcile(slow);
    let bits = record(&mut simulation, 200);
    let (P, g) = (bits.column(&network, "P_s_1-0"), bits.column(&network, "g_1-0"));
    for (step, (P, g)) in P.iter().zip(&g).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred steps")]
        let exact = libm::exp(-3.0 / 5.0) * libm::exp(-0.1 * step as f64 / 50.0);
        // Rounding of an exponential in parts; the stepped conductance multiplies it up.
        assert!((P - exact).abs() < 1e-12 && (g - 10.0 * exact).abs() < 1e-11, "{P} and {g} nS, not {exact}");
    }
}

/// A new strength or weight scales what is open already; a new reversal potential acts at once.
#[test]
fn strength_and_weight_act_on_open_channels() {
    let network = network(ampa_pair(10.0));
    let mut halfway = simulation(&network, 0.1);
    halfway.fire(1, None, &mut ());
    advance(&mut halfway, 20, &mut ());
    let read = |simulation: &Simulation, name: &str| {
        simulation.read(simulation.slot(&probes(&network, &[name])[0]).unwrap())
    };
    let P = libm::exp(-2.0 / 5.0);
    let receptor = Target::Receptor { projection: 3, receptor: ReceptorKey::Ampa };
    for (target, key, value, g, E) in [
        (receptor, "g_max_nS", 25.0, 25.0 * P, 0.0),
        (Target::Projection(3), "weight", 0.5, 5.0 * P, 0.0),
        (receptor, "E_mV", -80.0, 10.0 * P, -80.0),
    ] {
        let mut now = halfway.clone();
        now.reconcile(edited(&halfway, |parts| set(parts, target, key, value)));
        assert!((read(&now, "g_1-0") - g).abs() < 1e-12, "{key}: {} nS, not {g}", read(&now, "g_1-0"));
        assert!((read(&now, "P_s_1-0") - P).abs() < 1e-12, "{key} keeps the open fraction");
        assert_eq!(read(&now, "V_0"), read(&halfway, "V_0"), "{key} keeps V");
        let current = g * (read(&now, "V_0") - E);
        assert!((read(&now, "I_1-0") - current).abs() < 1e-9, "{key}: current {}", read(&now, "I_1-0"));
    }
    assert_eq!(read(&halfway, "w_1-0"), 1.0);
}

/// Row "initial value": nothing in this run, and the start of the next.
#[test]
fn an_initial_value_waits_for_the_restart() {
    let halfway = halfway();
    let network = edited(&halfway, |parts| set(parts, Target::Population(3), "V_init_mV", -61.0));
    let (edited, twin) = compare(&halfway, network.clone(), "V_init_mV");
    assert_same(&edited, &twin, "the run goes on");
    let restarted = simulation(&network, 0.1);
    let V = state(&restarted)
        .into_iter()
        .find(|(probe, _)| probe.object_id() == Some(3) && probe.symbol == "V")
        .unwrap();
    assert_eq!(V.1, -61.0);
}

/// Row "kind swapped": the new kind starts fresh where it has no state in common; the old spikes in flight arrive.
#[test]
fn a_swapped_kind_starts_fresh() {
    let halfway = halfway();
    let swap = |id: u32, kind: NeuronKind| {
        move |parts: &mut NetworkParts| {
            parts.populations.iter_mut().find(|population| population.id == id).unwrap().kind = kind;
        }
    };
    let random = NeuronKind::PoissonSource(PoissonSource { rate_Hz: 100.0, ..PoissonSource::default() });
    let (edited, twin) = compare(&halfway, edited(&halfway, swap(1, random)), "clicked to random");
    assert!(of(&edited, 1).spikes.len() > of(&twin, 1).spikes.len() + 20, "it fires at random now");
    assert_eq!(of(&edited, 4), of(&twin, 4), "the other random source goes on");
    // From random to clicked: silence, but for what is asked for.
    let quiet = NeuronKind::SpikeSource(SpikeSource::default());
    let (edited, twin) = compare(&halfway, self::edited(&halfway, swap(4, quiet)), "random to clicked");
    assert_eq!(of(&edited, 4).spikes, []);
    assert!(!of(&twin, 4).spikes.is_empty());
    let in_flight =
        |bits: &Bits| of(bits, 11).releases.iter().filter(|release| release.2 < EDIT + 15).count();
    assert_eq!(in_flight(&edited), in_flight(&twin), "what was under way for 1.5 ms arrives");
    // The same kind again is no swap: V and the refractory time stay.
    let mut now = halfway.clone();
    now.reconcile(self::edited(
        &halfway,
        swap(2, NeuronKind::Lif(Lif { C_pF: 250.0, I_app_pA: 120.0, ..Lif::default() })),
    ));
    for ((probe, before), (_, after)) in state(&halfway).into_iter().zip(state(&now)) {
        if probe.object_id() == Some(2) && matches!(probe.symbol, "V" | "t_left") {
            assert_eq!(before, after, "{probe:?}");
        }
    }
}

/// The value of every probe that another network has, too, before it takes over and right after.
fn across(halfway: &Simulation, network: Arc<Network>) -> Vec<(bouton::model::probe::Probe, f64, f64)> {
    let mut now = halfway.clone();
    now.reconcile(network);
    let read = |simulation: &Simulation, probe: &bouton::model::probe::Probe| {
        simulation.slot(probe).map(|slot| simulation.read(slot)).filter(|value| value.is_finite())
    };
    let all = every_probe(halfway.network()).into_iter();
    all.filter_map(|probe| Some((read(halfway, &probe)?, read(&now, &probe)?, probe)))
        .map(|(before, after, probe)| (probe, before, after))
        .collect()
}

/// Row "kind swapped", the other half: state with the same symbol is kept, for every kind of every family and each other one.
#[test]
fn a_swapped_kind_keeps_what_it_has_in_common() {
    let halfway = halfway();
    let mut kept = [0; 4];
    let parts = halfway.network().parts().clone();
    for (place, population) in parts.populations.iter().enumerate().filter(|(_, one)| one.id < OTHER) {
        for kind in NeuronKind::all() {
            let swapped = kind.clone();
            // What synapses end on needs a membrane.
            let network = halfway.network().with(|parts| parts.populations[place].kind = swapped);
            let Ok(network) = network.map(Arc::new) else { continue };
            let symbols: Vec<_> = kind.inner().unwrap().states().iter().map(|state| state.symbol).collect();
            for (probe, before, after) in across(&halfway, network) {
                if probe.source == Target::Population(population.id) && symbols.contains(&probe.symbol) {
                    assert_eq!(before.to_bits(), after.to_bits(), "to {}: {probe:?}", kind.key());
                    kept[0] += 1;
                }
            }
        }
    }
    for (place, projection) in parts.projections.iter().enumerate().filter(|(_, one)| one.id < OTHER) {
        // Weights that drift are brought to now first.
        let drifts = projection.plasticity.inner().is_some_and(|rule| rule.between().is_some());
        for rule in Plasticity::all().into_iter().filter(|_| !drifts) {
            let to = rule.key();
            let network = edited(&halfway, |parts| {
                let one = &mut parts.projections[place];
                one.plasticity = rule;
                if matches!(one.weights, Weights::Constant(w) if 1.0 < w) {
                    one.weights = Weights::Constant(1.0);
                }
            });
            for (probe, before, after) in across(&halfway, network) {
                if probe.source == Target::Projection(projection.id) && probe.symbol == "w" {
                    assert_eq!(before.to_bits(), after.to_bits(), "to {to}: {probe:?}");
                    kept[1] += 1;
                }
            }
        }
        let is_random = |release: &Release| release.inner().unwrap().is_random();
        for release in Release::all() {
            // To or from chance everything starts fresh.
            if is_random(&release) || is_random(&projection.release) {
                continue;
            }
            let (to, states) = (release.key(), release.inner().unwrap().states());
            let network = edited(&halfway, |parts| {
                parts.projections[place].release = release.clone();
                // With a time constant of 0, as by default, u would be back before it is read.
                if to == ReleaseKey::TsodyksMarkram {
                    set(parts, Target::Release(projection.id), "tau_facil_ms", 100.0);
                }
            });
            for (probe, before, after) in across(&halfway, network) {
                let is_common = states.iter().any(|state| state.symbol == probe.symbol);
                if probe.source == Target::Projection(projection.id) && is_common && probe.symbol != "P_rel" {
                    assert!((before - after).abs() < 1e-12, "to {to}: {probe:?} {before} to {after}");
                    kept[2] += 1;
                }
            }
        }
        for (own, receptor) in projection.receptors.iter().enumerate() {
            let from = receptor.inner().unwrap().kinetics().key();
            for kinetics in receptor.inner().unwrap().own_kinetics() {
                // What G proteins open follows from their concentration, which others have none of.
                if [from, kinetics.key()].contains(&KineticsKey::GProtein) && from != kinetics.key() {
                    continue;
                }
                let network = edited(&halfway, |parts| {
                    let model = parts.projections[place].receptors[own].inner_mut().unwrap();
                    *model.kinetics_mut() = kinetics.clone();
                });
                let source = Target::Receptor { projection: projection.id, receptor: receptor.key() };
                for (probe, before, after) in across(&halfway, network) {
                    if probe.source == source && probe.symbol == "P_s" {
                        let expected = if from == kinetics.key() { before } else { before.min(1.0) };
                        let to = kinetics.key();
                        assert!(
                            (expected - after).abs() < 1e-12,
                            "{from} to {to}: {probe:?} {before} to {after}"
                        );
                        kept[3] += 1;
                    }
                }
            }
        }
    }
    println!("values kept: {kept:?} of neurons, weights, release and channels");
    assert!(kept.iter().all(|n| 10 < *n), "{kept:?}");
}
