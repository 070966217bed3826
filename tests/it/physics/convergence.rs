//! The order of convergence of V in the step: 2 at least for every receptor with every kinetics that it offers, for every kind of
//! neuron and for gap junctions. Nothing fires, since a reset would hide what the step does to V.

use std::sync::Arc;

use bouton::model::kinetics::Kinetics;
use bouton::model::network::{GapJunction, Network, NetworkParts, Population, Projection};
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::{NeuronKey, NeuronKind};
use bouton::model::receptor::Receptor;
use bouton::model::stimulus::{StimulusKind, square::Square};
use bouton::param::Value;

use crate::common::{grid, lif, network, run_clicked, source, stimulus};

/// Clicks at times that every step has a boundary at [ms]: apart, and close enough to add up.
const CLICKS_MS: [f64; 4] = [10.0, 14.0, 30.0, 61.0];
const END_MS: f64 = 120.0;

/// Largest difference of V of populations 0 and, if it has a membrane, 2 from that at a fine step, over whole milliseconds.
fn errors<const N: usize>(
    network: &Arc<Network>,
    probes: &[&str],
    steps_ms: [f64; N],
    fine_ms: f64,
    clicks: &[f64],
) -> [f64; N] {
    let whole = |dt_ms: f64| {
        let recording = run_clicked(network, dt_ms, END_MS, clicks, probes);
        assert!(recording.spikes.iter().all(|spike| spike.population == 1), "only the source fires");
        let at = |column: &Vec<f64>, t: u32| {
            column[usize::try_from(grid(dt_ms).step_at_or_after(f64::from(t)).0).unwrap()]
        };
        let all: Vec<f64> =
            recording.columns.iter().flat_map(|column| (0..=120).map(move |t| at(column, t))).collect();
        all
    };
    let fine = whole(fine_ms);
    steps_ms.map(|dt_ms| {
        whole(dt_ms).iter().zip(&fine).map(|(ours, fine)| (ours - fine).abs()).fold(0.0, f64::max)
    })
}

/// Halving the step divides the error of a second-order method by 4, of which the finite fine step and the next term of the
/// error may take 15 %, and that of a higher order by more; a first-order method's would be divided by 2. Errors of a
/// nanovolt in a thousand are rounding.
fn assert_second_order(what: &str, network: &Arc<Network>, probes: &[&str], is_fast: bool) {
    assert_second_order_above(1e-9, what, network, probes, is_fast);
}

/// The same for errors of more than `least_mV` [mV].
fn assert_second_order_above(
    least_mV: f64,
    what: &str,
    network: &Arc<Network>,
    probes: &[&str],
    is_fast: bool,
) {
    // Kinetics whose shortest time constant forbids a step of 0.2 ms get a tenth of it.
    let (steps_ms, fine_ms) = if is_fast { ([0.02, 0.01, 0.005], 0.001) } else { ([0.2, 0.1, 0.05], 0.005) };
    let errors = errors(network, probes, steps_ms, fine_ms, &CLICKS_MS);
    let ratios = [errors[0] / errors[1], errors[1] / errors[2]];
    println!(
        "convergence, {what}: errors {errors:.4?} nV, ratios {ratios:.3?}",
        errors = errors.map(|e| e * 1e6)
    );
    for pair in errors.windows(2) {
        assert!(pair[1] < least_mV || 3.4 <= pair[0] / pair[1], "{what}: {errors:?}, ratios {ratios:?}");
    }
}

/// A membrane that never fires, held where every receptor has a driving force.
fn silent() -> Lif {
    Lif { V_th_mV: -30.0, V_init_mV: -60.0, I_app_pA: 100.0, ..Lif::default() }
}

/// Every kind of neuron with a membrane, except the one that is of the first order on purpose.
fn membranes() -> Vec<NeuronKind> {
    let is_wanted = |kind: &NeuronKind| {
        kind.key() != NeuronKey::LifEuler && kind.inner().is_some_and(|model| model.has_membrane())
    };
    let of = |kind| if matches!(kind, NeuronKind::Lif(_)) { NeuronKind::Lif(silent()) } else { kind };
    let all: Vec<_> = NeuronKind::all().into_iter().filter(is_wanted).map(of).collect();
    assert!(2 <= all.len());
    all
}

/// Every receptor with each of its kinetics, weak enough not to fire anything.
fn receptors() -> Vec<(String, Receptor, bool)> {
    let mut all = Vec::new();
    for mut receptor in Receptor::all() {
        let own = receptor.inner().unwrap().own_kinetics();
        for kinetics in own {
            let is_fast =
                matches!(&kinetics, Kinetics::DoubleExponential(double) if double.tau_rise_ms < 0.4);
            let what = format!("{} with {}", receptor.key(), kinetics.key());
            *receptor.inner_mut().unwrap().kinetics_mut() = kinetics;
            match &mut receptor {
                Receptor::Ampa(ampa) => ampa.g_max_nS = 3.0,
                Receptor::Nmda(nmda) => nmda.g_max_nS = 10.0,
                _ => {}
            }
            all.push((what, receptor.clone(), is_fast));
        }
    }
    assert!(12 <= all.len(), "each has several kinetics");
    all
}

#[test]
fn every_receptor_with_every_kinetics_converges_with_order_two() {
    for (what, receptor, is_fast) in receptors() {
        let network = network(NetworkParts {
            populations: vec![source(1), lif(0, silent())],
            projections: vec![Projection::new(3, 1, 0, vec![receptor])],
            ..NetworkParts::default()
        });
        assert_second_order(&what, &network, &["V_0"], is_fast);
    }
}

/// Of the integrate-and-fire neuron the test before this one knows, with synapses that are stronger.
#[test]
fn every_kind_of_neuron_with_synapses_converges_with_order_two() {
    for kind in membranes().into_iter().filter(|kind| kind.key() != NeuronKey::Lif) {
        for (what, receptor, is_fast) in receptors() {
            let network = network(NetworkParts {
                populations: vec![source(1), Population::new(0, 1, kind.clone())],
                projections: vec![Projection::new(3, 1, 0, vec![weak(receptor)])],
                ..NetworkParts::default()
            });
            // These are followed in parts as short as their rates ask for, however long the step is: what they err by then, less
            // than a nanovolt, need not fall with the step.
            let what = format!("{}, {what}", kind.key());
            assert_second_order_above(1e-6, &what, &network, &["V_0"], is_fast);
        }
    }
}

/// A receptor that makes no neuron fire.
fn weak(mut receptor: Receptor) -> Receptor {
    let model = receptor.inner_mut().unwrap();
    let excites = -50.0 < model.E_mV();
    assert!(model.set("g_max_nS", Value::Number(if excites { 0.3 } else { 2.0 })));
    receptor
}

/// Between membranes of one kind and of two, with synapses that do and do not depend on V.
#[test]
fn gap_junctions_converge_with_order_two() {
    for first_kind in membranes() {
        for second_kind in membranes() {
            let (first, second) = (first_kind.key(), second_kind.key());
            for (what, receptor, _) in receptors().into_iter().filter(|(what, ..)| what.ends_with("instant"))
            {
                let mut driven = Population::new(0, 1, first_kind.clone());
                let wave = Square { I_pA: 20.0, period_ms: 40.0, duty: 0.5, start_ms: 5.0 };
                driven.stimuli = vec![stimulus(7, StimulusKind::Square(wave))];
                let network = network(NetworkParts {
                    standalone: None,
                    populations: vec![source(1), driven, Population::new(2, 1, second_kind.clone())],
                    projections: vec![Projection::new(3, 1, 0, vec![weak(receptor)])],
                    gap_junctions: vec![GapJunction {
                        id: 4,
                        name: "gap".to_owned(),
                        between: (0, 2),
                        g_c_nS: 5.0,
                    }],
                });
                let what = format!("gap junction of {first} and {second}, {what}");
                assert_second_order(&what, &network, &["V_0", "V_2"], false);
            }
        }
    }
}

/// Clicks inside a step fall anywhere in it, so that the error is no smooth function of the step; over a factor of 4 in the
/// step the worst of many clicks must fall by more than 8, the middle between a first- and a second-order method.
#[test]
fn clicks_inside_a_step_keep_the_order() {
    let clicks: Vec<f64> = (0..20).map(|k| 5.0 + 5.137 * f64::from(k)).collect();
    for (what, receptor, is_fast) in receptors() {
        let network = network(NetworkParts {
            populations: vec![source(1), lif(0, silent())],
            projections: vec![Projection::new(3, 1, 0, vec![weak(receptor)])],
            ..NetworkParts::default()
        });
        let (steps_ms, fine_ms) = if is_fast { ([0.02, 0.005], 0.001) } else { ([0.2, 0.05], 0.005) };
        let [coarse, finer] = errors(&network, &["V_0"], steps_ms, fine_ms, &clicks);
        println!("convergence inside steps, {what}: {coarse:.2e}, {finer:.2e}, ratio {:.2}", coarse / finer);
        assert!(8.0 < coarse / finer, "{what}: {coarse} and {finer} mV");
    }
}

/// The lesson of the numerics preset: its error halves with the step.
#[test]
fn forward_euler_converges_with_order_one() {
    let network = network(NetworkParts {
        populations: vec![source(1), Population::new(0, 1, NeuronKind::LifEuler(silent()))],
        projections: vec![Projection::new(3, 1, 0, vec![receptors()[0].1.clone()])],
        ..NetworkParts::default()
    });
    let errors = errors(&network, &["V_0"], [0.2, 0.1, 0.05], 0.001, &CLICKS_MS);
    println!("convergence, forward Euler: {errors:.6?} mV");
    for pair in errors.windows(2) {
        assert!((1.8..=2.2).contains(&(pair[0] / pair[1])), "{errors:?}");
    }
}
