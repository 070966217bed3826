//! Plasticity on random trains with planted ties, every rule of spike timing with delays on either side, against the plain sum
//! over pairs: 300 trains, or with BOUTON_LONG 3000.

use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{DelaySide, NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::poisson_source::PoissonSource;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::calcium::Calcium;
use bouton::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use bouton::model::plasticity::triplet::{Interaction, Triplet};
use bouton::model::receptor::Receptor;
use bouton::sim::Recorder;

use crate::common::{Dice, advance, ampa, grid, network, probes, simulation};

const END_MS: f64 = 220.0;

/// Times that differ by less are the same [ms]: sums of times and delays round.
const SAME_MS: f64 = 1e-9;

/// Which side a spike belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Pre,
    Post,
}

/// The spikes of one side before `t`: how long ago each was, the last first.
fn before(times: &[f64], t: f64) -> impl Iterator<Item = f64> {
    times.iter().rev().map(move |s| t - s).filter(|ago| SAME_MS < *ago)
}

/// Whether a spike of a train lies strictly between two times.
fn any_between(times: &[f64], from: f64, to: f64) -> bool {
    times.iter().any(|s| from + SAME_MS < *s && *s + SAME_MS < to)
}

/// Σ e^{−ago/τ} over the partners of a spike of one side at `t` among those of the other side before it.
fn partners(pairing: Pairing, side: Side, t: f64, pre: &[f64], post: &[f64], tau_ms: f64) -> f64 {
    let others = if side == Side::Pre { post } else { pre };
    let is_partner = |nth: usize, ago: f64| match pairing {
        Pairing::AllToAll => true,
        Pairing::NearestSymmetric => nth == 0,
        Pairing::PresynapticCentred if side == Side::Pre => nth == 0,
        Pairing::PresynapticCentred => !any_between(post, t - ago, t),
        Pairing::ReducedSymmetric => !any_between(pre, t - ago, t) && !any_between(post, t - ago, t),
    };
    let all = before(others, t).enumerate().filter(|(nth, ago)| is_partner(*nth, *ago));
    all.map(|(_, ago)| libm::exp(-ago / tau_ms)).sum()
}

/// A trace of a train right before `t`.
fn trace(spikes: Interaction, times: &[f64], t: f64, tau_ms: f64) -> f64 {
    let most = if spikes == Interaction::Nearest { 1 } else { usize::MAX };
    before(times, t).take(most).map(|ago| libm::exp(-ago / tau_ms)).sum()
}

/// The weight after all spikes, as they reach the synapse.
fn weight(rule: &Plasticity, start: f64, pre: &[f64], post: &[f64]) -> f64 {
    let mut events: Vec<(f64, Side)> = pre.iter().map(|t| (*t, Side::Pre)).collect();
    events.extend(post.iter().map(|t| (*t, Side::Post)));
    events.sort_by(|a, b| if (a.0 - b.0).abs() < SAME_MS { a.1.cmp(&b.1) } else { a.0.total_cmp(&b.0) });
    let mut w = start;
    for (t, side) in events {
        let change = match (rule, side) {
            (Plasticity::Pair(pair), Side::Pre) => {
                let y = partners(pair.pairing, side, t, pre, post, pair.tau_minus_ms);
                -pair.A_plus
                    * pair.ratio
                    * y
                    * match pair.dependence {
                        WeightDependence::Additive => 1.0,
                        WeightDependence::Multiplicative | WeightDependence::VanRossum => w,
                        WeightDependence::Power => libm::pow(w, pair.mu),
                    }
            }
            (Plasticity::Pair(pair), Side::Post) => {
                let x = partners(pair.pairing, side, t, pre, post, pair.tau_plus_ms);
                pair.A_plus
                    * x
                    * match pair.dependence {
                        WeightDependence::Additive | WeightDependence::VanRossum => 1.0,
                        WeightDependence::Multiplicative => 1.0 - w,
                        WeightDependence::Power => libm::pow(1.0 - w, pair.mu),
                    }
            }
            (Plasticity::Triplet(rule), Side::Pre) => {
                let o_1 = trace(rule.spikes, post, t, rule.tau_minus_ms);
                let r_2 = trace(rule.spikes, pre, t, rule.tau_x_ms);
                -o_1 * (rule.A2_minus + rule.A3_minus * r_2)
            }
            (Plasticity::Triplet(rule), Side::Post) => {
                let r_1 = trace(rule.spikes, pre, t, rule.tau_plus_ms);
                let o_2 = trace(rule.spikes, post, t, rule.tau_y_ms);
                r_1 * (rule.A2_plus + rule.A3_plus * o_2)
            }
            _ => 0.0,
        };
        w = (w + change).clamp(0.0, 1.0);
    }
    w
}

fn rule(dice: &mut Dice) -> Plasticity {
    let mut tau = || dice.uniform(5.0, 60.0);
    let (fast, slow) = ([tau(), tau()], [2.0 * tau(), 2.0 * tau()]);
    let (A, ratio) = (dice.uniform(0.001, 0.02), dice.uniform(0.5, 1.5));
    if dice.below(3) == 0 {
        Plasticity::Triplet(Triplet {
            spikes: dice.pick(&[Interaction::All, Interaction::Nearest]),
            A2_plus: A,
            A3_plus: dice.uniform(0.0, 0.01),
            A2_minus: A * ratio,
            A3_minus: dice.uniform(0.0, 0.01),
            tau_plus_ms: fast[0],
            tau_minus_ms: fast[1],
            tau_x_ms: slow[0],
            tau_y_ms: slow[1],
            ..Triplet::default()
        })
    } else {
        use WeightDependence::{Additive, Multiplicative, Power, VanRossum};
        Plasticity::Pair(Pair {
            pairing: dice.pick(&[
                Pairing::AllToAll,
                Pairing::NearestSymmetric,
                Pairing::PresynapticCentred,
                Pairing::ReducedSymmetric,
                Pairing::ReducedSymmetric,
            ]),
            dependence: dice.pick(&[Additive, Additive, Multiplicative, Power, VanRossum]),
            A_plus: A,
            ratio,
            tau_plus_ms: fast[0],
            tau_minus_ms: fast[1],
            ..Pair::default()
        })
    }
}

/// Times of a train, some on the grid and some of `near` moved by `by` [ms], so that ties are planted.
fn train(dice: &mut Dice, near: &[f64], by: f64) -> Vec<f64> {
    let mut times: Vec<f64> = (0..5 + dice.below(25)).map(|_| dice.uniform(10.0, 200.0)).collect();
    for t in &mut times {
        let decimals = dice.pick(&[1.0, 10.0, 1000.0, 1e6]);
        *t = (*t * decimals).round() / decimals;
    }
    times.extend(near.iter().filter(|_| dice.below(2) == 0).map(|t| t + by).filter(|t| 5.0 < *t));
    times.sort_by(f64::total_cmp);
    times.dedup_by(|later, earlier| *later - *earlier < 1e-6);
    times
}

/// What is meant to reach a synapse when.
#[derive(Debug)]
struct Case {
    rule: Plasticity,
    w: f64,
    delay_ms: f64,
    side: DelaySide,
    pre: Vec<f64>,
    post: Vec<f64>,
}

fn case(dice: &mut Dice) -> Case {
    let delay_ms = dice.pick(&[0.0, 0.0, 0.05, 0.3, 1.37, 1.7, 2.0, 0.123_456]);
    let side = dice.pick(&[DelaySide::Axonal, DelaySide::Dendritic]);
    let by = if side == DelaySide::Axonal { delay_ms } else { -delay_ms };
    let pre = train(dice, &[], 0.0);
    let post = train(dice, &pre, by);
    Case { rule: rule(dice), w: dice.uniform(0.2, 0.8), delay_ms, side, pre, post }
}

fn simulated(case: &Case, dt_ms: f64) -> f64 {
    let source = NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() });
    let quiet = NeuronKind::Lif(Lif { t_ref_ms: 0.0, ..Lif::default() });
    let mut synapse = Projection::new(3, 1, 0, vec![Receptor::Ampa(ampa(0.0, 5.0, Summation::Linear))]);
    synapse.plasticity = case.rule.clone();
    synapse.weights = Weights::Constant(case.w);
    (synapse.delay_ms, synapse.delay_side) = (case.delay_ms, case.side);
    let network = network(NetworkParts {
        populations: vec![Population::new(1, 1, source), Population::new(0, 1, quiet)],
        projections: vec![synapse],
        ..NetworkParts::default()
    });
    let mut simulation = simulation(&network, dt_ms);
    for (population, times) in [(1, &case.pre), (0, &case.post)] {
        times.iter().for_each(|t| simulation.schedule_fire(population, Some(0), *t));
    }
    let mut recorder = Recorder::new(&simulation, probes(&network, &["w_1-0"]), 1);
    advance(&mut simulation, grid(dt_ms).step_at_or_after(END_MS).0 + 1, &mut recorder);
    *recorder.take().columns[0].last().unwrap()
}

/// 1e-11 is for rounding: some dozens of changes, each of them of an exponential that is read off a table of products.
#[test]
fn every_rule_is_its_sum_over_pairs_with_ties_and_delays() {
    let mut dice = Dice(77);
    let cases = if std::env::var_os("BOUTON_LONG").is_some() { 3000 } else { 300 };
    let (mut worst, mut ties) = (0.0_f64, 0);
    for number in 0..cases {
        let case = case(&mut dice);
        let later = |times: &[f64], by: f64| -> Vec<f64> { times.iter().map(|t| t + by).collect() };
        let (pre, post) = match case.side {
            DelaySide::Axonal => (later(&case.pre, case.delay_ms), case.post.clone()),
            DelaySide::Dendritic => (case.pre.clone(), later(&case.post, case.delay_ms)),
        };
        ties += pre.iter().filter(|t| post.iter().any(|s| (**t - s).abs() < SAME_MS)).count();
        let expected = weight(&case.rule, case.w, &pre, &post);
        let dt_ms = dice.pick(&[0.1, 0.5, 1.0]);
        let w = simulated(&case, dt_ms);
        worst = worst.max((w - expected).abs());
        assert!((w - expected).abs() <= 1e-11, "case {number}, dt {dt_ms}: {w}, not {expected}; {case:?}");
    }
    println!("{cases} trains with {ties} ties: off by {worst:.1e} at most");
    assert!(cases < ties, "{ties} ties in {cases} trains");
}

/// A postsynaptic spike at the time of a presynaptic one finds what came before both: at 20 the spike at 12 lies between.
#[test]
fn a_tie_reads_what_came_before_it() {
    for (pre, post, pairs) in [
        (vec![10.0, 20.0], vec![12.0, 20.0], vec![(10.0, 12.0), (20.0, 12.0)]),
        // Nothing lies between a tie and what comes next.
        (vec![20.0, 40.0], vec![20.0, 25.0], vec![(20.0, 25.0), (40.0, 25.0)]),
        (vec![20.0, 25.0], vec![20.0, 40.0], vec![(25.0, 20.0), (25.0, 40.0)]),
    ] {
        let model = Pair { pairing: Pairing::ReducedSymmetric, ..Pair::default() };
        let expected: f64 = pairs.iter().map(|(pre, post)| model.window(post - pre, 0.5)).sum();
        let case = Case {
            rule: Plasticity::Pair(model),
            w: 0.5,
            delay_ms: 0.0,
            side: DelaySide::Axonal,
            pre: pre.clone(),
            post: post.clone(),
        };
        let w = simulated(&case, 0.1);
        assert!((w - 0.5 - expected).abs() < 1e-12, "{pre:?}, {post:?}: {}, not {expected}", w - 0.5);
    }
}

/// Without a delay it does not matter on which side of the synapse it would be, for sources that fire at random, too.
#[test]
fn no_delay_is_the_same_on_either_side() {
    let rules = [
        Plasticity::Pair(Pair::default()),
        Plasticity::Pair(Pair { pairing: Pairing::ReducedSymmetric, ..Pair::default() }),
        Plasticity::Triplet(Triplet::default()),
        Plasticity::Calcium(Calcium { sigma: 0.0, ..Calcium::default() }),
    ];
    for rule in rules {
        let weights = |side: DelaySide| -> Vec<f64> {
            let source =
                NeuronKind::PoissonSource(PoissonSource { rate_Hz: 50.0, ..PoissonSource::default() });
            let target = NeuronKind::Lif(Lif { I_app_pA: 200.0, ..Lif::default() });
            let receptor = Receptor::Ampa(ampa(0.1, 5.0, Summation::Linear));
            let mut synapse = Projection::new(3, 1, 0, vec![receptor]);
            synapse.plasticity = rule.clone();
            synapse.weights = Weights::Constant(0.5);
            (synapse.delay_ms, synapse.delay_side) = (0.0, side);
            let network = network(NetworkParts {
                populations: vec![Population::new(1, 10, source), Population::new(0, 1, target)],
                projections: vec![synapse],
                ..NetworkParts::default()
            });
            let mut simulation = simulation(&network, 0.1);
            // As long as no axon fires twice in a step.
            simulation.run(6_000, &mut ());
            simulation.weights(3).unwrap().to_vec()
        };
        let (axonal, dendritic) = (weights(DelaySide::Axonal), weights(DelaySide::Dendritic));
        let moved = axonal.iter().filter(|w| 1e-4 < (**w - 0.5).abs()).count();
        assert!(8 <= moved, "{rule:?}: {axonal:?}");
        let off = axonal.iter().zip(&dendritic).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(off < 1e-12, "{rule:?}: {axonal:?}, {dendritic:?}");
    }
}
