//! What must hold for any parameters on offer, visited through their declarations, so that a new mechanism or
//! parameter is covered without another line here.

use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::instant::{Instant, Summation};
use bouton::model::network::{GapJunction, NetworkParts, Population, Projection, Target, Weights};
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::{NeuronKey, NeuronKind, NeuronModel};
use bouton::model::plasticity::Plasticity;
use bouton::model::receptor::{Receptor, ampa::Ampa};
use bouton::model::release::{Release, constant::Constant};
use bouton::model::stimulus::StimulusKind;
use bouton::param::{Kind, ParamSpec, Value};
use bouton::sim::{Recorder, Simulation};
use bouton::units::ALLOWED_DT_MS;

use crate::common::{
    Dice, ampa, every_probe, grid, lif, network, probes, projection, simulation, source, stimulus,
};

/// One of everything on offer: every kind of neuron with every stimulus, and a projection from each kind to each
/// membrane with every receptor; kinetics, release and plasticity are drawn.
fn one_of_everything(dt_ms: f64, dice: &mut Dice) -> NetworkParts {
    let mut parts = NetworkParts::default();
    let mut id = 0;
    let mut next = || {
        id += 1;
        id
    };
    // The forward Euler method is there to be seen to fail.
    for kind in NeuronKind::all().into_iter().filter(|kind| {
        kind.key() != NeuronKey::LifEuler && kind.inner().is_some_and(|kind| dt_ms <= kind.longest_step_ms())
    }) {
        let stimuli = StimulusKind::all().into_iter().map(|kind| stimulus(next(), kind)).collect();
        parts.populations.push(Population { stimuli, ..Population::new(next(), 1 + dice.below(3), kind) });
    }
    let membranes: Vec<u32> = parts
        .populations
        .iter()
        .filter(|population| population.kind.inner().is_some_and(NeuronModel::has_membrane))
        .map(|population| population.id)
        .collect();
    if let [first, second, ..] = membranes[..] {
        let (id, g_c_nS) = (next(), 1.0);
        parts.gap_junctions.push(GapJunction {
            id,
            name: "gap".to_owned(),
            between: (first, second),
            g_c_nS,
        });
    }
    for from in parts.populations.iter().map(|population| population.id).collect::<Vec<_>>() {
        for to in &membranes {
            let mut receptors = Receptor::all();
            for receptor in &mut receptors {
                if let Some(model) = receptor.inner_mut() {
                    let all = Kinetics::all();
                    *model.kinetics_mut() =
                        all[usize::try_from(dice.below(all.len() as u64)).unwrap()].clone();
                }
            }
            let (release, plasticity) = (Release::all(), Plasticity::all());
            parts.projections.push(Projection {
                receptors,
                release: release[usize::try_from(dice.below(release.len() as u64)).unwrap()].clone(),
                plasticity: plasticity[usize::try_from(dice.below(plasticity.len() as u64)).unwrap()].clone(),
                ..projection(next(), from, *to, Ampa::default())
            });
        }
    }
    parts
}

/// Which range corners are those of.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    /// The slider's.
    Slider,
    /// What may be typed.
    Valid,
}

/// Moves every parameter to an end of the range that the fields beside it leave it, or now and then inside. The
/// numbers of neurons stay small. Returns how many were moved.
fn to_the_corners(parts: &mut NetworkParts, dt_ms: f64, of: Of, dice: &mut Dice) -> usize {
    let mut places: Vec<(Target, &'static ParamSpec)> = Vec::new();
    parts.visit(&mut |address, spec, _| places.push((address.target, spec)));
    // In any order: a range depends on what was set before.
    for i in (1..places.len()).rev() {
        places.swap(i, usize::try_from(dice.below(i as u64 + 1)).unwrap());
    }
    let mut moved = 0;
    for (target, spec) in places {
        let set = parts.param_set(target).unwrap();
        let bounds = if of == Of::Slider { set.bounds(spec, dt_ms) } else { set.valid_bounds(spec, dt_ms) };
        // An end that is itself not allowed has a neighbour that is, and that can be represented fully.
        let whole = |value: f64, other: f64| if value.is_subnormal() { other } else { value };
        let above = whole(bounds.min.next_up(), f64::MIN_POSITIVE);
        let below = whole(bounds.max.next_down(), -f64::MIN_POSITIVE);
        let low = if bounds.contains(bounds.min) { bounds.min } else { above };
        let high = if bounds.contains(bounds.max) { bounds.max } else { below };
        let value = match spec.kind {
            Kind::Number { .. } => {
                let inside = dice.uniform(low, high);
                Value::Number(dice.pick(&[low, high, low, high, inside]))
            }
            Kind::Count { .. } if spec.key == "n" => continue,
            Kind::Count { min, max, .. } if of == Of::Slider => Value::Count(dice.pick(&[min, max])),
            Kind::Count { valid: (min, max), .. } => Value::Count(dice.pick(&[min, max])),
            Kind::List { .. } => Value::List(
                (0..dice.below(40)).map(|_| dice.uniform(bounds.min, bounds.max.min(1e3))).collect(),
            ),
            Kind::Choice { options } => {
                Value::Choice(usize::try_from(dice.below(options.len() as u64)).unwrap())
            }
        };
        assert!(parts.param_set_mut(target).unwrap().set(spec.key, value), "{target:?} has {}", spec.key);
        moved += 1;
    }
    let problems = parts.problems(dt_ms);
    assert!(problems.is_empty(), "corners within their bounds are valid: {problems:?}");
    moved
}

/// Corners at all steps that are allowed: 100 of them for 5 000 steps each, or, with BOUTON_LONG, 2 000 of one second of
/// model time each. Everything that can be probed stays finite, and V inside ±10⁴ mV.
#[test]
fn corners_of_the_parameters_stay_finite() {
    let mut dice = Dice(5);
    let mut moved = 0;
    let long = std::env::var_os("BOUTON_LONG").is_some();
    let (cases, most_steps) = if long { (2000, 1_000_000) } else { (100, 5_000) };
    for case in 0..cases {
        let dt = dice.pick(&ALLOWED_DT_MS);
        let mut parts = one_of_everything(dt, &mut dice);
        moved += to_the_corners(&mut parts, dt, Of::Slider, &mut dice);
        let network = network(parts);
        let mut simulation = Simulation::new(network.clone(), case, grid(dt));
        let mut observed = every_probe(&network);
        // Corners of the rules of connection leave some projections without a synapse.
        observed.retain(|probe| simulation.slot(probe).is_some());
        let every = u64::from(grid(dt).steps_per_ms()).max(1) * 20 + 1;
        let mut recorder = Recorder::new(&simulation, observed.clone(), every);
        let steps = (1000 * u64::from(grid(dt).steps_per_ms())).min(most_steps);
        for step in 0..steps {
            if step % 97 == 0 {
                let population = network.populations()
                    [usize::try_from(step / 97).unwrap() % network.populations().len()]
                .id;
                simulation.fire(population, None, &mut recorder);
            }
            simulation.step(&mut recorder);
        }
        assert_eq!(simulation.blow_up(), None, "case {case}, dt {dt}: {network:?}");
        let recording = recorder.take();
        for (probe, column) in observed.iter().zip(&recording.columns) {
            assert!(
                column.iter().all(|value| value.is_finite()),
                "case {case}, dt {dt}: {probe:?} {column:?}"
            );
            if probe.symbol == "P_rel" {
                assert!(column.iter().all(|P| (0.0..=1.0).contains(P)), "case {case}: {probe:?} {column:?}");
            }
        }
    }
    assert!(moved > usize::try_from(cases).unwrap() * 20, "only {moved} parameters were moved");
}

/// Corners of what may be typed: a run goes on and all that can be probed stays finite, or it stops and says why. Rates are
/// held down so that a run ends.
#[test]
fn corners_of_what_may_be_typed_stay_finite_or_are_told() {
    let mut dice = Dice(11);
    let long = std::env::var_os("BOUTON_LONG").is_some();
    let (cases, steps) = if long { (1000, 20_000) } else { (60, 1_000) };
    let mut told = 0;
    for case in 0..cases {
        let dt = dice.pick(&ALLOWED_DT_MS);
        let mut parts = one_of_everything(dt, &mut dice);
        to_the_corners(&mut parts, dt, Of::Valid, &mut dice);
        for population in &mut parts.populations {
            if let NeuronKind::PoissonSource(source) = &mut population.kind {
                source.rate_Hz = source.rate_Hz.min(1e4);
                source.rates_Hz = source.rates_Hz.iter().map(|rate| rate.min(1e4)).collect();
            }
        }
        let network = network(parts);
        let mut simulation = Simulation::new(network.clone(), case, grid(dt));
        let mut observed = every_probe(&network);
        // Corners of the rules of connection leave some projections without a synapse.
        observed.retain(|probe| simulation.slot(probe).is_some());
        let mut recorder = Recorder::new(&simulation, observed.clone(), 7);
        for step in 0..steps {
            if step % 97 == 0 {
                let index = usize::try_from(step / 97).unwrap() % network.populations().len();
                simulation.fire(network.populations()[index].id, None, &mut recorder);
            }
            simulation.step(&mut recorder);
            if simulation.blow_up().is_some() {
                told += 1;
                break;
            }
        }
        if simulation.blow_up().is_some() {
            continue;
        }
        let recording = recorder.take();
        for (probe, column) in observed.iter().zip(&recording.columns) {
            assert!(
                column.iter().all(|value| value.is_finite()),
                "case {case}, dt {dt}: {probe:?} {column:?}"
            );
        }
    }
    println!("{told} of {cases} runs stopped and said why");
    assert!(told < cases, "no run goes on, so nothing was tested");
}

/// With I = 0 the membrane is pulled towards reversal potentials only, so V never leaves their range (or that of
/// where it starts and is reset to), however large the conductances and the step; and P is a fraction unless the
/// rule is linear. 1e-9 mV is for rounding.
#[test]
fn v_stays_between_the_reversal_potentials_and_p_is_a_fraction() {
    let mut dice = Dice(77);
    let (mut lowest, mut largest_P) = (f64::INFINITY, 0.0_f64);
    for case in 0..300 {
        let dt = dice.pick(&[0.05, 0.1, 0.5, 1.0]);
        let E_L = dice.uniform(-90.0, -66.0);
        let reset = dice.uniform(E_L, -60.0);
        let neuron = Lif {
            C_pF: dice.uniform(220.0, 1000.0),
            g_L_nS: dice.log_uniform(1.0, 100.0),
            E_L_mV: E_L,
            V_th_mV: dice.uniform(-55.0, -30.0),
            V_reset_mV: reset,
            V_init_mV: E_L,
            t_ref_ms: dice.uniform(0.0, 3.0),
            I_app_pA: 0.0,
        };
        let reversals = [dice.uniform(-100.0, 60.0), dice.uniform(-100.0, 60.0)];
        let rules =
            [(); 2].map(|()| dice.pick(&[Summation::Saturating, Summation::Replacing, Summation::Linear]));
        let projections: Vec<Projection> = [1, 2]
            .into_iter()
            .zip(reversals)
            .zip(rules)
            .map(|((from, E_mV), summation)| Projection {
                delay_ms: dice.pick(&[0.0, 0.33, 1.0, 7.777]),
                weights: Weights::Constant(dice.uniform(0.0, 10.0)),
                receptors: vec![Receptor::Ampa(Ampa {
                    E_mV,
                    kinetics: Kinetics::Instant(Instant { tau_ms: dice.log_uniform(2.0, 300.0), summation }),
                    ..ampa(dice.log_uniform(0.1, 100.0), 5.0, summation)
                })],
                release: Release::Constant(Constant { P0: dice.uniform(0.0, 1.0) }),
                ..projection(10 + from, from, 0, Ampa::default())
            })
            .collect();
        let tau_m = neuron.tau_m_ms();
        let network = network(NetworkParts {
            populations: vec![source(1), source(2), lif(0, neuron)],
            projections,
            ..NetworkParts::default()
        });
        let mut simulation = simulation(&network, dt);
        for _ in 0..40 {
            simulation.schedule_fire(
                1 + u32::try_from(dice.below(2)).unwrap(),
                None,
                dice.uniform(0.0, 150.0),
            );
        }
        let mut recorder = Recorder::new(&simulation, probes(&network, &["V_0", "P_s_1-0", "P_s_2-0"]), 1);
        for _ in 0..200 * u64::from(grid(dt).steps_per_ms()) {
            simulation.step(&mut recorder);
        }
        let recording = recorder.take();
        let min = reversals.iter().fold(E_L, |a, b| a.min(*b));
        let max = reversals.iter().fold(E_L.max(reset), |a, b| a.max(*b));
        for V in &recording.columns[0] {
            assert!(
                (min - 1e-9..=max + 1e-9).contains(V),
                "case {case}, dt {dt}, τ_m {tau_m}: {V} mV is not within {min}..{max}"
            );
            lowest = lowest.min(V - min).min(max - V);
        }
        for (rule, column) in rules.iter().zip(&recording.columns[1..]) {
            let most = if *rule == Summation::Linear { f64::INFINITY } else { 1.0 };
            assert!(column.iter().all(|P| 0.0 <= *P && *P <= most), "case {case}: {rule:?} {column:?}");
            largest_P = column.iter().fold(largest_P, |a, b| a.max(*b));
        }
    }
    assert!(largest_P > 1.0, "linear summation exceeds 1 somewhere, or nothing was tested");
    println!("V kept {lowest:.2e} mV from the limits");
}
