//! Edits of what there is, and what goes on through edits: spikes under way, noise, refractoriness.

use bouton::model::network::Projection;
use bouton::model::plasticity::PlasticityKey;

use super::*;
use crate::common::poisson;

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
    let ignored: Vec<(u32, u64)> = snapshot.populations.iter().map(|now| (now.id, now.ignored)).collect();
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

/// Every rule of plasticity gives way to every other while it runs, to none at all, too; the weights stay what they have come to.
#[test]
fn every_rule_gives_way_to_every_other() {
    for old in PlasticityKey::ALL {
        let parts = NetworkParts {
            populations: vec![poisson(1, 20, 40.0), lif(0, Lif { I_app_pA: 260.0, ..Lif::default() })],
            projections: vec![Projection {
                plasticity: old.make(),
                weights: Weights::Constant(0.5),
                ..projection(3, 1, 0, ampa(2.0, 5.0, Summation::Linear))
            }],
            ..NetworkParts::default()
        };
        let mut running = simulation(&network(parts), 0.1);
        advance(&mut running, 5003, &mut ());
        let learned = running.weights(3).unwrap().to_vec();
        assert_eq!(learned.iter().any(|w| *w != 0.5), *old != PlasticityKey::Fixed, "{old}");
        let mut first: Option<Vec<f64>> = None;
        for new in PlasticityKey::ALL.iter().filter(|new| *new != old) {
            let mut swapped = running.clone();
            swapped.reconcile(edited(&running, |parts| {
                assert!(parts.choose_kind(Target::Plasticity(3), (*new).into()));
            }));
            let kept = swapped.weights(3).unwrap().to_vec();
            // Calcium moves a weight between spikes: it is brought up to the edit first, some milliseconds on, with noise.
            let most = if *old == PlasticityKey::Calcium { 0.25 } else { 0.0 };
            for (kept, learned) in kept.iter().zip(&learned) {
                assert!((kept - learned).abs() <= most, "{old} to {new}: {learned} became {kept}");
            }
            assert_eq!(*first.get_or_insert_with(|| kept.clone()), kept, "{old} to {new}");
            advance(&mut swapped, 2000, &mut ());
            let later = swapped.weights(3).unwrap();
            assert_eq!(later == kept, *new == PlasticityKey::Fixed, "{old} to {new}");
            assert!(later.iter().all(|w| (0.0..=1.0).contains(w)), "{old} to {new}");
        }
    }
}
