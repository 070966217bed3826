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

/// Row "n": the population and its projections start fresh; the rest goes on.
#[test]
fn another_number_of_neurons_starts_that_population_fresh() {
    let halfway = halfway();
    for (id, n) in [(4, 21), (2, 6), (1, 3)] {
        let parts = halfway.network().parts();
        let projections = parts.projections.iter().filter(|one| one.from == id || one.to == id);
        let junctions = parts.gap_junctions.iter().filter(|one| one.between.0 == id || one.between.1 == id);
        let incident: Vec<u32> = projections.map(|one| one.id).chain(junctions.map(|one| one.id)).collect();
        let network = edited(&halfway, |parts| {
            parts.populations.iter_mut().find(|population| population.id == id).unwrap().n = n;
        });
        let mut now = halfway.clone();
        now.reconcile(network.clone());
        let fresh = simulation(&network, 0.1);
        for (((probe, after), (_, start)), touched) in
            state(&now).into_iter().zip(state(&fresh)).map(|pair| {
                let touched = pair.0.0.object_id() == Some(id)
                    || pair.0.0.object_id().is_some_and(|own| incident.contains(&own));
                (pair, touched)
            })
        {
            // A current and a block depend on the V of the target, which may be another population.
            if touched && !matches!(probe.symbol, "I" | "G_NMDA") {
                assert_eq!(after, start, "population {id}: {probe:?} is as at the start");
            } else if !touched {
                let before = halfway.slot(&probe).map_or(f64::NAN, |slot| halfway.read(slot));
                assert_eq!(after.to_bits(), before.to_bits(), "population {id}: {probe:?} is as it was");
            }
        }
        compare(&halfway, network, &format!("n of population {id}"));
    }
}

/// Row "delay": a spike that is under way arrives when it would have, whether the delay grows or shrinks; those sent
/// later have the new delay, and may overtake.
#[test]
fn spikes_in_flight_keep_their_arrival() {
    for (old, new) in [(20.0, 5.0), (5.0, 20.0), (20.0, 0.0), (7.77, 3.33)] {
        let mut parts = ampa_pair(5.0);
        parts.projections[0].delay_ms = old;
        let mut simulation = simulation(&network(parts), 0.1);
        for click in [1.0, 4.0, 9.0, 30.0] {
            simulation.schedule_fire(1, Some(0), click);
        }
        let mut recorder = Recorder::new(&simulation, Vec::new(), 1).with_releases();
        advance(&mut simulation, 50, &mut recorder);
        simulation.reconcile(edited(&simulation, |parts| parts.projections[0].delay_ms = new));
        advance(&mut simulation, 600, &mut recorder);
        let mut arrivals: Vec<f64> =
            recorder.take().releases.iter().map(|r| grid(0.1).moment_ms(r.at)).collect();
        let mut expected = [1.0 + old, 4.0 + old, 9.0 + new, 30.0 + new];
        assert!(arrivals.is_sorted(), "{old} to {new} ms: {arrivals:?}");
        arrivals.sort_by(f64::total_cmp);
        expected.sort_by(f64::total_cmp);
        let off = arrivals.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(arrivals.len() == 4 && off < 1e-9, "{old} to {new} ms: {arrivals:?}, not {expected:?}");
    }
}

/// Names and places in the lists are nobody's state: the run goes on as if nothing had happened.
#[test]
fn names_and_order_are_no_state() {
    let halfway = halfway();
    let renamed = edited(&halfway, |parts| {
        parts.populations.iter_mut().for_each(|population| population.name.push('x'));
        parts.projections.iter_mut().for_each(|projection| projection.name.push('x'));
    });
    let (edited_bits, twin) = compare(&halfway, renamed, "renamed");
    assert_same(&edited_bits, &twin, "renamed");
    let reversed = edited(&halfway, |parts| {
        parts.populations.reverse();
        parts.projections.reverse();
        parts.populations.iter_mut().for_each(|population| population.stimuli.reverse());
    });
    let (edited_bits, twin) = compare(&halfway, reversed, "in reverse order");
    assert_same(&edited_bits, &twin, "in reverse order");
    let same = halfway.network().clone();
    let (edited_bits, twin) = compare(&halfway, same, "the same network");
    assert_same(&edited_bits, &twin, "the same network");
}

/// Adding and removing objects, there and back: what does not hang on them goes on.
#[test]
fn adding_and_removing_leave_the_rest() {
    let halfway = halfway();
    let more = edited(&halfway, |parts| {
        parts
            .populations
            .insert(0, Population { n: 3, ..lif(500, Lif { I_app_pA: 200.0, ..Lif::default() }) });
        parts.projections.insert(0, projection(501, 2, 500, ampa(3.0, 5.0, Summation::Saturating)));
    });
    let (bits, twin) = compare(&halfway, more, "a listener added");
    assert_same(&bits.clone().without(&[500, 501]), &twin.clone().without(&[500, 501]), "a listener added");
    assert!(of(&bits, 500).spikes.len() > 20, "the new population lives");

    let without_synapse =
        edited(&halfway, |parts| parts.projections.retain(|projection| projection.id != 14));
    let (bits, twin) = compare(&halfway, without_synapse, "a synapse removed");
    assert_eq!(of(&bits, 1), of(&twin, 1), "its source goes on");
    assert_eq!(of(&bits, 4), of(&twin, 4), "so does a random source");

    let without_source = edited(&halfway, |parts| {
        parts.projections.retain(|projection| projection.from != 1);
        parts.populations.retain(|population| population.id != 1);
    });
    let mut removed = halfway.clone();
    removed.reconcile(without_source);
    advance(&mut removed, 10, &mut ());
    assert_eq!(removed.fire(1, None, &mut ()), 0, "it is gone");
    // Undo brings it back at its start; what was asked of it in between is forgotten.
    removed.reconcile(halfway.network().clone());
    let back = record(&mut removed, AFTER);
    assert_eq!(of(&back, 1).spikes, [], "clicks to come went with the population");
    let (_, twin) = compare(&halfway, halfway.network().clone(), "undone");
    assert_same(
        &Bits { columns: of(&back, 4).columns, ..Bits::default() },
        &Bits { columns: of(&twin, 4).columns, ..Bits::default() },
        "a random source has no columns to differ",
    );
    let mut seen = of(&twin, 4).spikes;
    let mut found = of(&back, 4).spikes;
    // The twin recorded the 10 steps that the edited one spent without its source.
    seen.retain(|spike| EDIT + 10 < spike.2 && spike.2 <= EDIT + AFTER);
    found.retain(|spike| EDIT + 10 < spike.2 && spike.2 <= EDIT + AFTER);
    assert_eq!(found, seen, "the random source goes on through removal and undo");
}

/// Stimuli are matched by id: noise goes on through an edit of its strength, of another stimulus, and of the neuron.
#[test]
fn noise_goes_on_through_edits() {
    let mut cell = lif(0, Lif { V_th_mV: -30.0, ..Lif::default() });
    cell.stimuli = vec![stimulus(2, StimulusKind::Noise(Noise::default()))];
    let noisy = network(NetworkParts {
        populations: vec![source(1), cell],
        projections: Vec::new(),
        ..NetworkParts::default()
    });
    let mut halfway = simulation(&noisy, 0.1);
    advance(&mut halfway, 500, &mut ());
    let noise = |simulation: &mut Simulation| record(simulation, 300).column(&noisy, "I_0.2");
    let unedited = noise(&mut halfway.clone());
    let after = |change: &dyn Fn(&mut NetworkParts)| {
        let mut now = halfway.clone();
        now.reconcile(edited(&halfway, change));
        noise(&mut now)
    };
    let other =
        after(&|parts| parts.populations[1].stimuli.insert(0, stimulus(7, StimulusKind::all().remove(0))));
    assert_eq!(other, unedited, "another stimulus added");
    let current = after(&|parts| set(parts, Target::Population(0), "I_app_pA", 77.0));
    assert_eq!(current, unedited, "another current");
    let target = Target::Stimulus { population: 0, stimulus: 2 };
    let stronger = after(&|parts| set(parts, target, "sigma_V_mV", 4.0));
    assert_eq!(stronger[0], unedited[0], "the noise is where it was");
    // η ← η m + σ k ξ is linear in (η₀, σ): twice σ gives twice the part that was drawn since.
    for (step, (stronger, unedited)) in stronger.iter().zip(&unedited).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred steps")]
        let memory = libm::exp(-0.1 * step as f64 / 5.0) * other[0];
        assert!(
            (stronger - memory - 2.0 * (unedited - memory)).abs() < 1e-9,
            "the same draws, twice as strong"
        );
    }
    let silent = after(&|parts| set(parts, target, "sigma_V_mV", 0.0));
    assert!(
        silent.last().unwrap().abs() < 0.01 * silent[0].abs(),
        "without strength it fades, and does not jump"
    );
}

/// A refractory period is state: a click right after the edit is still too soon. Ignored clicks stay counted.
#[test]
fn refractoriness_and_counts_outlive_an_edit() {
    let network = network(ampa_pair(10.0));
    let mut simulation = simulation(&network, 0.1);
    assert_eq!(simulation.fire(1, None, &mut ()), 1);
    assert_eq!(simulation.fire(1, None, &mut ()), 0);
    assert_eq!(simulation.fire(0, None, &mut ()), 1);
    advance(&mut simulation, 10, &mut ());
    simulation.reconcile(edited(&simulation, |parts| {
        set(parts, Target::Population(0), "C_pF", 150.0);
        set(parts, Target::Receptor { projection: 3, receptor: ReceptorKey::Ampa }, "g_max_nS", 3.0);
        set(parts, Target::Population(1), "t_ref_ms", 3.0);
    }));
    assert_eq!(simulation.fire(1, None, &mut ()), 0, "1 ms after its last spike");
    assert_eq!(simulation.fire(0, None, &mut ()), 0, "1 ms after its last spike");
    let mut snapshot = bouton::sim::Snapshot::default();
    simulation.snapshot(&mut snapshot);
    let ignored: Vec<(u32, u64)> =
        snapshot.populations.iter().map(|(id, _, ignored)| (*id, *ignored)).collect();
    assert_eq!(ignored, [(1, 2), (0, 1)]);
    advance(&mut simulation, 19, &mut ());
    assert_eq!(simulation.fire(1, None, &mut ()), 0, "2.9 ms, and the new period is 3 ms");
    advance(&mut simulation, 1, &mut ());
    assert_eq!(simulation.fire(1, None, &mut ()), 1, "3 ms");
}

/// A spike asked for at a time to come is asked of an id; an edit in between does not touch it.
#[test]
fn spikes_to_come_outlive_an_edit() {
    let network = network(ampa_pair(10.0));
    let mut simulation = simulation(&network, 0.1);
    for click in [3.0, 8.05, 12.0] {
        simulation.schedule_fire(1, Some(0), click);
    }
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
    for (steps, g) in [(50, 11.0), (20, 12.0), (30, 13.0), (100, 14.0)] {
        advance(&mut simulation, steps, &mut recorder);
        let receptor = Target::Receptor { projection: 3, receptor: ReceptorKey::Ampa };
        simulation.reconcile(edited(&simulation, |parts| set(parts, receptor, "g_max_nS", g)));
        recorder.resolve(&simulation);
    }
    assert_eq!(spike_times(&recorder.take(), grid(0.1), 1), [3.0, 8.05, 12.0]);
}

/// A change of a network.
type Edit<'a> = &'a dyn Fn(&mut NetworkParts);

/// An edit that is taken back before the next step leaves no trace, but for the rounding of what it made lazily
/// stored state catch up with: none at all in any other object.
#[test]
fn an_edit_taken_back_leaves_no_trace() {
    let halfway = halfway();
    let original = halfway.network().clone();
    let edits: [(&str, Edit); 4] = [
        ("I_app_pA", &|parts| set(parts, Target::Population(3), "I_app_pA", 33.0)),
        ("delay_ms", &|parts| set(parts, Target::Projection(12), "delay_ms", 9.0)),
        ("rate_Hz", &|parts| set(parts, Target::Population(4), "rate_Hz", 300.0)),
        ("sigma_V_mV", &|parts| {
            set(parts, Target::Stimulus { population: 2, stimulus: 20 }, "sigma_V_mV", 9.0);
        }),
    ];
    let mut unedited = halfway.clone();
    let unedited = record(&mut unedited, AFTER);
    for (what, change) in edits {
        let mut now = halfway.clone();
        now.reconcile(edited(&halfway, change));
        now.reconcile(original.clone());
        assert_same(&record(&mut now, AFTER), &unedited, what);
    }
}

/// Onto another target or from another source it is another connection: it starts fresh, and nothing under way
/// arrives at the wrong place.
#[test]
fn a_projection_that_is_led_elsewhere_starts_fresh() {
    let halfway = halfway();
    let network = edited(&halfway, |parts| {
        let projection = parts.projections.iter_mut().find(|projection| projection.id == 12).unwrap();
        (projection.from, projection.to) = (4, 3);
    });
    let mut now = halfway.clone();
    now.reconcile(network);
    let open =
        state(&now).into_iter().filter(|(probe, _)| probe.object_id() == Some(12) && probe.symbol == "P_s");
    assert!(open.clone().count() >= 20 && open.into_iter().all(|(_, P)| P == 0.0));
    let bits = record(&mut now, 14);
    assert_eq!(of(&bits, 12).releases, [], "nothing arrives before the delay of 1.37 ms is over");
}

/// A receptor's variables do not outlive their kinetics' rule: summation may change in the middle.
#[test]
fn another_rule_of_summation_acts_on_the_next_release() {
    let mut simulation = simulation(&network(ampa_pair(10.0)), 0.1);
    simulation.fire(1, None, &mut ());
    advance(&mut simulation, 50, &mut ());
    let linear = edited(&simulation, |parts| {
        let ampa = parts.projections[0].receptors[0].inner_mut().unwrap();
        let Kinetics::Instant(instant) = ampa.kinetics_mut() else { panic!("instant") };
        instant.summation = Summation::Linear;
    });
    simulation.reconcile(linear.clone());
    simulation.fire(1, None, &mut ());
    let P = simulation.read(simulation.slot(&probes(&linear, &["P_s_1-0"])[0]).unwrap());
    assert!((P - 1.0 - libm::exp(-1.0)).abs() < 1e-12, "P = {P}");
}

/// The edit is applied to the boundary reached: what happened before it is the run before it.
#[test]
fn an_edit_acts_from_the_boundary_reached() {
    let parts = NetworkParts {
        populations: vec![source(1), lif(0, Lif::default())],
        projections: Vec::new(),
        ..NetworkParts::default()
    };
    let mut simulation = simulation(&network(parts), 0.1);
    advance(&mut simulation, 100, &mut ());
    assert_eq!(simulation.now(), Step(100));
    simulation.reconcile(edited(&simulation, |parts| set(parts, Target::Population(0), "I_app_pA", 100.0)));
    assert_eq!(simulation.now(), Step(100), "an edit takes no time");
    let V = record(&mut simulation, 200).column(simulation.network(), "V_0");
    for (step, V) in V.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred steps")]
        let exact = -60.0 - 10.0 * libm::exp(-0.1 * step as f64 / 20.0);
        assert!((V - exact).abs() < 1e-9, "{V} mV, not {exact}");
    }
}
