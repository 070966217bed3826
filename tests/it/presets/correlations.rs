//! STDP correlates pre- and postsynaptic spikes: strong synapses against weak ones, after learning against before, over seeds.

use bouton::preset::Preset;
use bouton::sim::Recorder;
use bouton::trace::{Correlate, Correlated, TraceStore};

use super::{bundled, is_long, start, with_texts};

/// What the correlogram of a run shows in its last ten seconds and in its first: strong, weak and all synapses each.
struct Seen {
    last: [Correlated; 3],
    first: [Correlated; 3],
    of: Correlate,
}

fn seen(preset: &Preset, seed: u64, seconds: u32) -> Seen {
    let network = preset.network();
    let id = |name: &str| network.population_named(name).unwrap().id;
    let n = network.population_named("exc").unwrap().n;
    let of = Correlate {
        of: id("exc"),
        about: id("0"),
        neuron: None,
        n,
        bin_ms: 2.5,
        beside: 20,
        over_ms: 10_000.0,
    };
    let mut simulation = start(preset, seed);
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
    let mut traces = TraceStore::default();
    let grid = preset.grid();
    // As the window does it: piece by piece.
    for _ in 0..2 * seconds {
        simulation.run(grid.step_at_or_after(500.0).0, &mut recorder);
        let recording = recorder.take();
        traces.absorb(&[], &recording.spikes, &bouton::sim::SpikeCounts::default(), &[], &[]);
        traces.correlate(&[of], simulation.now(), grid);
    }
    let projection = network.projection_named("exc-0").unwrap().id;
    let weights = simulation.weights(projection).unwrap().to_vec();
    let own = traces.correlation(&of).unwrap();
    let groups: [&dyn Fn(usize) -> bool; 3] = [&|k| 0.5 < weights[k], &|k| weights[k] <= 0.5, &|_| true];
    Seen { last: groups.map(|is| own.recent(is)), first: groups.map(|is| own.first(is)), of }
}

/// Means over the ten milliseconds before a spike, and after it.
fn near(of: &Correlate, own: &Correlated) -> (f64, f64) {
    let mean = |is: &dyn Fn(f64) -> bool| {
        let bins = (0..of.bins()).filter(|bin| is(of.lag_ms(*bin)));
        let values: Vec<f64> = bins.map(|bin| own.relative(bin).unwrap()).collect();
        assert_eq!(values.len(), 4);
        values.iter().sum::<f64>() / 4.0
    };
    (mean(&|lag| (-10.0..0.0).contains(&lag)), mean(&|lag| 0.0 < lag && lag <= 10.0))
}

/// Over seeds: after learning the strong synapses are ahead of the neuron and the weak ones are not; at first neither was.
#[test]
fn strong_synapses_come_to_fire_before_the_neuron() {
    let preset = bundled("stdp-correlations");
    for seed in 1..=if is_long() { 8 } else { 2 } {
        let Seen { last, first, of } = seen(&preset, seed, 100);
        let [strong, weak, all] = last.each_ref().map(|own| near(&of, own));
        let [strong_first, weak_first, all_first] = first.each_ref().map(|own| near(&of, own));
        println!("seed {seed}: strong {strong:.3?}, weak {weak:.3?}, all {all:.3?}");
        println!("  at first: strong {strong_first:.3?}, weak {weak_first:.3?}, all {all_first:.3?}");
        assert!(1.13 < strong.0 && strong.0 < 1.23, "{strong:?}");
        assert!(weak.0 < 1.07 && 0.08 < strong.0 - weak.0, "{strong:?} {weak:?}");
        assert!((strong.1 - 1.0).abs() < 0.05, "nothing after the spike: {strong:?}");
        assert!(0.08 < strong.0 - strong_first.0 && 0.04 < all.0 - all_first.0, "learning makes it");
        assert!((strong_first.0 - weak_first.0).abs() < 0.03, "at first they are alike");
        // The bin with the most is before the spike and not far from it.
        let most = (0..of.bins()).max_by_key(|bin| last[0].pairs[*bin]).unwrap();
        assert!((-7.5..=0.0).contains(&of.lag_ms(most)), "{}", of.lag_ms(most));
        assert!(20_000 < last[0].n() && 5_000 < last[1].n(), "{} {}", last[0].n(), last[1].n());
    }
}

/// What the lesson says at its end: with equal weights near balance there is the same peak without any learning, and at full weight
/// hardly one.
#[test]
fn balance_makes_the_peak_and_learning_divides_it() {
    let off =
        ["projections.exc-0.plasticity.potentiation=Off", "projections.exc-0.plasticity.depression=Off"];
    let peak = |weight: &str| {
        let preset = with_texts(&bundled("stdp-correlations"), &[&off[..], &[weight]].concat());
        let Seen { last, of, .. } = seen(&preset, 1, 12);
        near(&of, &last[2])
    };
    let (balanced, full) = (peak("projections.exc-0.weight=0.6"), peak("projections.exc-0.weight=1"));
    println!("w = 0.6: {balanced:.3?}; w = 1: {full:.3?}");
    assert!(1.13 < balanced.0 && (balanced.1 - 1.0).abs() < 0.05, "{balanced:?}");
    assert!(full.0 < 1.06, "{full:?}");
}
