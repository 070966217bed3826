//! The ledger: rows add up to what changed, each row is what a plain sum over all pairs of spikes says, and what is made of rows
//! (pairs, sentences, other rules) agrees with them.

use std::sync::Arc;

use bouton::engine::{Command, Engine, Input, Program, Question, SeekTo, TooMany};
use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{DelaySide, Network, NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::calcium::Calcium;
use bouton::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use bouton::model::plasticity::trace::Side;
use bouton::model::plasticity::triplet::{Interaction, Triplet};
use bouton::model::plasticity::vogels::Vogels;
use bouton::model::receptor::Receptor;
use bouton::model::release::Release;
use bouton::model::release::depression::Depression;
use bouton::model::release::facilitation::Facilitation;
use bouton::model::release::facilitation_depression::FacilitationDepression;
use bouton::model::release::quantal::Quantal;
use bouton::model::release::tsodyks_markram::TsodyksMarkram;
use bouton::preset::{library, load};
use bouton::sim::{Event, Simulation, Watched, WeightCause, WeightChange};
use bouton::trace::ledger::{Ledger, Object, side_of};
use bouton::units::{Grid, Moment, Speed};

use crate::common::{Dice, ampa, grid, network, projection, simulation};

/// Times that differ by less are the same [ms]: sums of times and delays round.
const SAME_MS: f64 = 1e-9;
/// A spike so many time constants ago leaves 3e-20 of a trace.
const FAR: f64 = 45.0;
/// So many synapses at a time, as a ledger keeps some 65 000 rows.
const CHUNK: usize = 4;
/// The delay of every synapse [ms].
const DELAY_MS: f64 = 1.7;

/// Neuron 1 fires when it is told, and neuron 0 when it is told and at no other time.
fn two_neurons() -> Vec<Population> {
    let source = NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() });
    let quiet = NeuronKind::Lif(Lif { t_ref_ms: 0.0, ..Lif::default() });
    vec![Population::new(1, 1, source), Population::new(0, 1, quiet)]
}

fn synapse(id: u32, rule: Plasticity, side: DelaySide) -> Projection {
    let mut synapse = Projection::new(id, 1, 0, vec![Receptor::Ampa(ampa(0.0, 5.0, Summation::Linear))]);
    synapse.name = format!("s{id}");
    (synapse.delay_ms, synapse.delay_side) = (DELAY_MS, side);
    (synapse.plasticity, synapse.weights) = (rule, Weights::Constant(0.5));
    synapse
}

/// Every rule of spike timing, in every variant.
fn rules() -> Vec<Plasticity> {
    use WeightDependence::{Additive, Multiplicative, Power, VanRossum};
    let mut all = Vec::new();
    for pairing in
        [Pairing::AllToAll, Pairing::NearestSymmetric, Pairing::PresynapticCentred, Pairing::ReducedSymmetric]
    {
        for dependence in [Additive, Multiplicative, Power, VanRossum] {
            let tau = |k: u32| 11.0 + 7.0 * f64::from(k);
            all.push(Plasticity::Pair(Pair {
                pairing,
                dependence,
                A_plus: 0.06,
                mu: 0.3,
                tau_plus_ms: tau(pairing as u32),
                tau_minus_ms: tau(dependence as u32),
                ..Pair::default()
            }));
        }
    }
    for spikes in [Interaction::All, Interaction::Nearest] {
        let strong = Triplet { spikes, A2_minus: 0.02, A3_minus: 0.003, ..Triplet::default() };
        all.push(Plasticity::Triplet(Triplet { tau_x_ms: 101.0, tau_y_ms: 40.0, ..strong }));
    }
    all.push(Plasticity::Vogels(Vogels { eta: 0.05, rho0_Hz: 9.0, ..Vogels::default() }));
    all
}

/// Two trains with ties on either side of the delay: 10⁴ spikes in all.
fn trains(dice: &mut Dice, n: usize) -> (Vec<f64>, Vec<f64>) {
    let end_ms = 20.0 * n as f64;
    let mut train = |n: usize| -> Vec<f64> {
        (0..n)
            .map(|_| {
                let decimals = dice.pick(&[1.0, 10.0, 1000.0, 1e6]);
                (dice.uniform(5.0, end_ms) * decimals).round() / decimals
            })
            .collect()
    };
    let (mut pre, mut post) = (train(n / 2), train(n * 3 / 10));
    // A fifth of all spikes are planted to meet another at the synapse, wherever the delay lies.
    for k in 0..n / 10 {
        post.push(pre[3 * k % pre.len()] + DELAY_MS);
        post.push(pre[5 * k % pre.len()] - DELAY_MS);
    }
    for times in [&mut pre, &mut post] {
        times.retain(|t| 0.0 < *t);
        times.sort_by(f64::total_cmp);
        times.dedup_by(|later, earlier| *later - *earlier < 1e-6);
    }
    (pre, post)
}

/// The spikes of one side before `t`: how long ago each was, the last first.
fn before(times: &[f64], t: f64) -> impl Iterator<Item = f64> {
    let n = times.partition_point(|s| *s < t - SAME_MS);
    times[..n].iter().rev().map(move |s| t - s)
}

/// Whether a spike of a train lies strictly between two times.
fn any_between(times: &[f64], from: f64, to: f64) -> bool {
    let n = times.partition_point(|s| *s <= from + SAME_MS);
    times.get(n).is_some_and(|s| *s + SAME_MS < to)
}

/// How long ago the spikes of the other side were that pair with one of a `side` at `t`, by the words of the literature.
fn partners(pairing: Pairing, side: Side, t: f64, pre: &[f64], post: &[f64]) -> Vec<f64> {
    let others = if side == Side::Pre { post } else { pre };
    let is_partner = |nth: usize, ago: f64| match pairing {
        Pairing::AllToAll => true,
        Pairing::NearestSymmetric => nth == 0,
        Pairing::PresynapticCentred if side == Side::Pre => nth == 0,
        Pairing::PresynapticCentred => !any_between(post, t - ago, t),
        Pairing::ReducedSymmetric => !any_between(pre, t - ago, t) && !any_between(post, t - ago, t),
    };
    let near = before(others, t).take_while(|ago| *ago < FAR * 40.0).enumerate();
    near.filter(|(nth, ago)| is_partner(*nth, *ago)).map(|(_, ago)| ago).collect()
}

fn trace(agos: impl Iterator<Item = f64>, tau_ms: f64) -> f64 {
    agos.take_while(|ago| *ago < FAR * tau_ms).map(|ago| libm::exp(-ago / tau_ms)).sum()
}

/// What a spike adds to a weight `w`, by the definition of each rule, from all spikes of both sides as they reach the synapse.
fn expected(rule: &Plasticity, side: Side, w: f64, t: f64, pre: &[f64], post: &[f64]) -> f64 {
    match rule {
        Plasticity::Pair(pair) => {
            let sum = |tau_ms| trace(partners(pair.pairing, side, t, pre, post).into_iter(), tau_ms);
            if side == Side::Pre {
                let f = match pair.dependence {
                    WeightDependence::Additive => 1.0,
                    WeightDependence::Multiplicative | WeightDependence::VanRossum => w,
                    WeightDependence::Power => libm::pow(w, pair.mu),
                };
                -pair.A_plus * pair.ratio * sum(pair.tau_minus_ms) * f
            } else {
                let f = match pair.dependence {
                    WeightDependence::Additive | WeightDependence::VanRossum => 1.0,
                    WeightDependence::Multiplicative => 1.0 - w,
                    WeightDependence::Power => libm::pow(1.0 - w, pair.mu),
                };
                pair.A_plus * sum(pair.tau_plus_ms) * f
            }
        }
        Plasticity::Triplet(rule) => {
            let most = if rule.spikes == Interaction::Nearest { 1 } else { usize::MAX };
            let of = |times, tau_ms| trace(before(times, t).take(most), tau_ms);
            if side == Side::Pre {
                -of(post, rule.tau_minus_ms) * (rule.A2_minus + rule.A3_minus * of(pre, rule.tau_x_ms))
            } else {
                of(pre, rule.tau_plus_ms) * (rule.A2_plus + rule.A3_plus * of(post, rule.tau_y_ms))
            }
        }
        Plasticity::Vogels(rule) => {
            if side == Side::Pre {
                rule.eta * (trace(before(post, t), rule.tau_ms) - 2e-3 * rule.rho0_Hz * rule.tau_ms)
            } else {
                rule.eta * trace(before(pre, t), rule.tau_ms)
            }
        }
        _ => panic!("not a rule of spike timing"),
    }
}

/// A run that is watched: its ledger, and how it ended.
struct Run {
    ledger: Ledger,
    simulation: Simulation,
}

fn watch(network: &Arc<Network>, grid: Grid, (pre, post): (&[f64], &[f64]), end_ms: f64) -> Run {
    let mut simulation = simulation(network, grid.dt_ms());
    for (population, times) in [(1, pre), (0, post)] {
        times.iter().for_each(|t| simulation.schedule_fire(population, Some(0), *t));
    }
    let mut unwatched = simulation.clone();
    let synapses = network.projections().iter().map(|own| (own.id, 0)).collect();
    let mut watched = Watched::new(synapses, Vec::new());
    let steps = grid.step_at_or_after(end_ms).0;
    simulation.run(steps, &mut watched);
    unwatched.run(steps, &mut ());
    assert_eq!(simulation.digest(), unwatched.digest(), "watching changes no bit");
    let mut ledger = Ledger::new(Arc::clone(network), grid);
    watched.events.iter().for_each(|event| ledger.absorb(event));
    assert_eq!(ledger.gone(), 0);
    Run { ledger, simulation }
}

fn changes(ledger: &Ledger, id: u32) -> Vec<(usize, WeightChange)> {
    let rows = ledger.rows().iter().enumerate();
    let own = rows.filter_map(|(index, row)| match row.event {
        Event::Weight(change) if change.projection == id => Some((index, change)),
        _ => None,
    });
    own.collect()
}

fn shifted(times: &[f64], by: f64) -> Vec<f64> {
    times.iter().map(|t| t + by).collect()
}

/// Every pairing, dependence on the weight and side of the delay on 10⁴ spikes with ties, with weights that meet their bounds:
/// Σ of the rows is w(t) − w(0), and each row is the sum over its pairs, all to 1e-12. So are the traces, the partners and the
/// pairs that are listed for a row; and the same spikes through the rule by itself give the same rows.
#[test]
fn rows_of_weights_are_the_sums_over_their_pairs() {
    let mut dice = Dice(22);
    let (pre, post) = trains(&mut dice, 10_000);
    let sides = [DelaySide::Axonal, DelaySide::Dendritic];
    let variants: Vec<(Plasticity, DelaySide)> =
        rules().into_iter().flat_map(|rule| sides.map(|side| (rule.clone(), side))).collect();
    let projections = variants.iter().zip(10..).map(|((rule, side), id)| synapse(id, rule.clone(), *side));
    let network = network(NetworkParts {
        populations: two_neurons(),
        projections: projections.collect(),
        ..NetworkParts::default()
    });
    let grid = grid(1.0);
    let end_ms = pre.last().unwrap().max(*post.last().unwrap()) + 10.0;
    let (mut cut, mut ties, mut worst) = (0, 0, [0.0_f64; 3]);
    for (chunk, ids) in (10..10 + variants.len() as u32).collect::<Vec<_>>().chunks(CHUNK).enumerate() {
        let own = network.with(|parts| parts.projections.retain(|one| ids.contains(&one.id))).unwrap();
        let Run { ledger, simulation } = watch(&Arc::new(own), grid, (&pre, &post), end_ms);
        for (place, id) in ids.iter().enumerate() {
            let (rule, side) = &variants[CHUNK * chunk + place];
            let what = format!("{rule:?}, {side:?}");
            let (at_pre, at_post) = match side {
                DelaySide::Axonal => (shifted(&pre, DELAY_MS), post.clone()),
                DelaySide::Dendritic => (pre.clone(), shifted(&post, DELAY_MS)),
            };
            let rows = changes(&ledger, *id);
            assert_eq!(rows.len(), pre.len() + post.len(), "{what}");
            ties += at_pre.iter().filter(|t| at_post.iter().any(|s| (**t - s).abs() < SAME_MS)).count();
            let sum = ledger.sums()[&Object::Weight(*id, 0)];
            let w = simulation.weights(*id).unwrap()[0];
            assert!((sum.total() - (w - 0.5)).abs() < 1e-12, "{what}: {}", sum.total() - (w - 0.5));
            let (synapse, left) = ledger.trains(*id, 0).unwrap();
            let again = synapse.changes(&left).unwrap();
            assert_eq!(again.len(), rows.len());
            let mut next = 0.5_f64;
            for (nth, ((index, change), again)) in rows.iter().zip(&again).enumerate() {
                assert_eq!(change.before.to_bits(), next.to_bits(), "{what}");
                next = change.after;
                assert_eq!(change.after, change.raw.clamp(0.0, 1.0));
                cut += usize::from(change.after != change.raw);
                let own = side_of(change.cause).unwrap();
                let t = grid.moment_ms(change.at);
                let by = expected(rule, own, change.before, t, &at_pre, &at_post);
                let off = (change.raw - change.before - by).abs();
                worst[0] = worst[0].max(off);
                assert!(off < 1e-12, "{what}, at {t} ms: {} instead of {by}", change.raw - change.before);
                // The same by the rule itself. What differs in one weight goes on in the next.
                worst[1] = worst[1].max((again.after - change.after).abs());
                assert!(again.side == own && (again.at_ms - t).abs() < 1e-6, "{what}: {again:?}, {change:?}");
                assert!((again.after - change.after).abs() < 1e-10, "{what}: {again:?}, {change:?}");
                // Now and then, what a sentence and a picture are made of.
                if nth % 97 == 0 && 500 < nth {
                    let row = &ledger.rows()[*index];
                    let traces = change.traces;
                    let inner = rule.inner().unwrap();
                    let after = inner.traces_after(own, traces);
                    assert_eq!(row.traces, after);
                    let first = if own == Side::Pre { traces[2] } else { traces[0] };
                    let listed = ledger.pairs(*index);
                    let share: f64 = listed.iter().map(|pair| pair.share).sum();
                    let counted = match rule {
                        Plasticity::Pair(pair) => {
                            let tau_ms = if own == Side::Pre { pair.tau_minus_ms } else { pair.tau_plus_ms };
                            trace(partners(pair.pairing, own, t, &at_pre, &at_post).into_iter(), tau_ms)
                        }
                        _ => first,
                    };
                    let off = (share - counted).abs();
                    worst[2] = worst[2].max(off);
                    // A product of thousands of factors has a rounding of its own.
                    assert!(off < 1e-11, "{what}, at {t} ms: {share} of {counted}, {} pairs", listed.len());
                    if let Plasticity::Pair(pair) = rule {
                        let agos = partners(pair.pairing, own, t, &at_pre, &at_post);
                        let partner = row.partner.map(|at| grid.between_ms(at, change.at));
                        match (partner, agos.first()) {
                            (None, None) => {}
                            (Some(found), Some(ago)) => assert!((found - ago).abs() < 1e-9, "{what}"),
                            other => panic!("{what}, at {t} ms: {other:?}"),
                        }
                    }
                    let explained =
                        inner.explain(own, change.before, [traces[0], traces[1]], [traces[2], traces[3]]);
                    assert!(explained.line().contains("Δw = "), "{}", explained.line());
                }
            }
        }
    }
    println!("{ties} ties, {cut} cut at a bound; off by {worst:?} at most");
    assert!(10_000 < ties && 5000 < cut, "{ties}, {cut}");
}

/// An edit that moves weights is a row, so that they still add up.
#[test]
fn edits_of_weights_are_rows() {
    let rule = Plasticity::Pair(Pair { A_plus: 0.05, ..Pair::default() });
    let network = network(NetworkParts {
        populations: two_neurons(),
        projections: vec![synapse(3, rule, DelaySide::Axonal)],
        ..NetworkParts::default()
    });
    let other = network.with(|parts| parts.projections[0].weights = Weights::Constant(0.125)).unwrap();
    let mut simulation = simulation(&network, 0.1);
    for k in 0..40 {
        simulation.schedule_fire(1, Some(0), 10.0 + 7.3 * f64::from(k));
        simulation.schedule_fire(0, Some(0), 12.0 + 9.1 * f64::from(k));
    }
    let mut unwatched = simulation.clone();
    let mut watched = Watching(Watched::new(vec![(3, 0)], Vec::new()));
    let edit = Input::SetNetwork(Arc::new(other));
    simulation.run(1500, &mut watched.0);
    unwatched.run(1500, &mut ());
    let before = simulation.weights(3).unwrap()[0];
    edit.apply(&mut simulation, &mut watched);
    edit.apply(&mut unwatched, &mut ());
    simulation.run(2500, &mut watched.0);
    unwatched.run(2500, &mut ());
    assert_eq!(simulation.digest(), unwatched.digest());
    let mut ledger = Ledger::new(Arc::clone(&network), simulation.grid());
    watched.0.events.iter().for_each(|event| ledger.absorb(event));
    let rows = changes(&ledger, 3);
    let edits: Vec<&WeightChange> =
        rows.iter().map(|(_, change)| change).filter(|change| change.cause == WeightCause::Edit).collect();
    assert_eq!(edits.len(), 1);
    assert_eq!((edits[0].before, edits[0].after, edits[0].at.step.0), (before, 0.125, 1500));
    assert!(rows.windows(2).all(|two| two[0].1.after.to_bits() == two[1].1.before.to_bits()));
    let sum = ledger.sums()[&Object::Weight(3, 0)];
    assert!((sum.total() - (simulation.weights(3).unwrap()[0] - 0.5)).abs() < 1e-15);
}

/// What is asked of an engine about the past is what a run tells that is watched from the start: from wherever it begins, while
/// the run goes on, and with the playhead elsewhere. Asking changes no bit.
#[test]
fn a_question_to_the_past_is_answered_to_the_bit() {
    let preset = load::parse(library::find("stdp-lecture").unwrap().text.as_bytes()).unwrap();
    let network = Arc::new(preset.network().clone());
    let program = Program {
        network: Arc::clone(&network),
        seed: preset.run().seed,
        grid: preset.grid(),
        probes: Vec::new(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: true,
    };
    let id = network.projections().iter().find(|own| !own.plasticity.is_fixed()).unwrap().id;
    let post = network.projection(id).unwrap().to;
    let (mut engine, mut other) = (Engine::by_hand(program.clone()), Engine::by_hand(program));
    for _ in 0..10 {
        engine.advance_steps(3000);
        other.advance_steps(3000);
        let _ = (engine.poll(), other.poll());
    }
    let synapses: Vec<(u32, usize)> = vec![(id, 0), (id, 7)];
    let mut watched = Watched::new(synapses.clone(), vec![post]);
    let mut simulation = Simulation::new(network, preset.run().seed, preset.grid());
    simulation.run(30_000, &mut watched);
    simulation.settle(&mut watched);
    let grid = preset.grid();
    let moment_ms = |event: &Event| match event {
        Event::Weight(own) => grid.moment_ms(own.at),
        Event::Pool(own) => grid.moment_ms(own.at),
        Event::Conductance(own) => grid.moment_ms(own.at),
        Event::SpikeDetail(own) => grid.moment_ms(own.spike.at),
        _ => f64::NAN,
    };
    let end_ms = grid.time_ms(engine.now());
    for (number, (from_ms, to_ms)) in
        [(0.0, end_ms), (0.0, 100.0), (1234.5, 1500.0), (end_ms - 50.0, end_ms + 1e9), (700.3, 700.3)]
            .into_iter()
            .enumerate()
    {
        if number == 2 {
            engine.send(Command::Seek { to: SeekTo::Ms(10.0), number: 1 });
        }
        let number = number as u64 + 1;
        let question = Question::new(number, synapses.clone(), vec![(post, 0)], (from_ms, to_ms)).unwrap();
        engine.send(Command::Ask(question));
        let answer = engine.poll().unwrap().scene.answer.unwrap();
        assert_eq!((answer.number, answer.gone, answer.networks.len()), (number, 0, 1));
        let to_ms = to_ms.min(end_ms);
        let expected: Vec<Event> = watched
            .events
            .iter()
            .filter(|event| (from_ms..=to_ms).contains(&moment_ms(event)))
            .copied()
            .collect();
        // Spikes of the step before may reach a synapse at the first boundary; what is told of a boundary is in the stretch.
        let found: Vec<Event> = answer
            .events
            .iter()
            .filter(|event| (from_ms..=to_ms).contains(&moment_ms(event)))
            .copied()
            .collect();
        assert_eq!(found, expected, "{from_ms} to {to_ms} ms");
        assert!(to_ms - from_ms < 50.0 || 10 < found.len(), "{} events", found.len());
    }
    engine.send(Command::Seek { to: SeekTo::End, number: 2 });
    assert_eq!(engine.simulation().unwrap().digest(), other.simulation().unwrap().digest());
    let many: Vec<(u32, usize)> = (0..1001).map(|synapse| (id, synapse)).collect();
    assert_eq!(Question::new(9, many, Vec::new(), (0.0, 1.0)), Err(TooMany { asked: 1001, most: 1000 }));
}

struct Watching(Watched);

impl bouton::sim::Observer for Watching {
    const WATCHES: bool = true;

    fn next_watched(&self, projection: u32, from: usize) -> Option<usize> {
        self.0.next_watched(projection, from)
    }

    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.0.event(event);
    }
}

impl bouton::engine::Watcher for Watching {}

/// A step of release by its closed form: what had recovered, and what a spike leaves of that.
fn closed_form(rule: &Release, pool: [f64; 2], h_ms: f64) -> ([f64; 2], [f64; 2], f64) {
    let relax = |from: f64, to: f64, tau_ms: f64| {
        if tau_ms == 0.0 { to } else { to + (from - to) * libm::exp(-h_ms / tau_ms) }
    };
    match rule {
        Release::Facilitation(own) => {
            let P = relax(pool[0], own.P0, own.tau_P_ms);
            ([P, 0.0], [P + own.f_F * (1.0 - P), 0.0], P)
        }
        Release::Depression(own) => {
            let P = relax(pool[0], own.P0, own.tau_P_ms);
            ([P, 0.0], [own.f_D * P, 0.0], P)
        }
        Release::FacilitationDepression(own) => {
            let (u, x) = (relax(pool[0], own.P0, own.tau_F_ms), relax(pool[1], 1.0, own.tau_D_ms));
            ([u, x], [u + own.f_F * (1.0 - u), own.f_D * x], u * x)
        }
        Release::TsodyksMarkram(own) => {
            let (u, x) = (relax(pool[0], own.U, own.tau_facil_ms), relax(pool[1], 1.0, own.tau_rec_ms));
            ([u, x], [u + own.U * (1.0 - u), x * (1.0 - u)], u * x)
        }
        _ => panic!("no closed form"),
    }
}

/// P_rel, u and x of every rule, vesicles and openings, on 3000 random spikes: chains to the bit, sums to 1e-12, and each row its
/// closed form.
#[test]
fn rows_of_release_and_openings_are_their_closed_forms() {
    let mut dice = Dice(7);
    let (pre, _) = trains(&mut dice, 6000);
    let quantal = Quantal { n_sites: 7, p: 0.4, q: 0.1, tau_rec_ms: 120.0 };
    let facilitating = TsodyksMarkram { U: 0.05, tau_rec_ms: 130.0, tau_facil_ms: 530.0 };
    let rules = [
        Release::Facilitation(Facilitation::default()),
        Release::Depression(Depression::default()),
        Release::FacilitationDepression(FacilitationDepression::default()),
        Release::TsodyksMarkram(TsodyksMarkram::default()),
        Release::TsodyksMarkram(facilitating),
        Release::Quantal(quantal.clone()),
    ];
    let tau_ms = 13.0;
    let projections = rules.iter().zip(10..).map(|(rule, id)| {
        let mut own = projection(id, 1, 0, ampa(0.5, tau_ms, Summation::Linear));
        (own.name, own.release, own.delay_ms) = (format!("s{id}"), rule.clone(), 0.3);
        own
    });
    let network = network(NetworkParts {
        populations: two_neurons(),
        projections: projections.collect(),
        ..NetworkParts::default()
    });
    let grid = grid(0.5);
    let end_ms = pre.last().unwrap() + 100.0;
    let Run { ledger, .. } = watch(&network, grid, (&pre, &[]), end_ms);
    for (rule, id) in rules.iter().zip(10_u32..) {
        let inner = rule.inner().unwrap();
        let rows: Vec<_> = ledger.rows().iter().filter(|row| row.object == Object::Release(id, 0)).collect();
        assert_eq!(rows.len(), pre.len(), "{rule:?}");
        let (mut pool, mut last, mut whole) = (inner.start(), Moment::default(), 0.0);
        for row in &rows {
            let Event::Pool(change) = row.event else { panic!("{row:?}") };
            assert_eq!(change.before, pool, "{rule:?}");
            let h_ms = grid.between_ms(last, change.at);
            if let Release::Quantal(own) = rule {
                let released = change.amplitude / own.q;
                let [full, _] = [released + change.after[0], 0.0];
                assert!((released - released.round()).abs() < 1e-12 && change.after[0].fract() == 0.0);
                assert!(pool[0] <= full + 1e-9 && full <= 7.0 + 1e-9, "sites only fill between spikes");
            } else {
                let (recovered, after, amplitude) = closed_form(rule, pool, h_ms);
                for (found, expected) in [
                    (change.recovered[0], recovered[0]),
                    (change.recovered[1], recovered[1]),
                    (change.after[0], after[0]),
                    (change.after[1], after[1]),
                    (change.amplitude, amplitude),
                ] {
                    assert!((found - expected).abs() < 1e-12, "{rule:?}: {found} instead of {expected}");
                }
            }
            let P = |pool| inner.P_rel(pool);
            assert_eq!(row.P_rel, [P(change.before), P(change.recovered), P(change.after)]);
            whole += row.P_rel[2] - row.P_rel[0];
            (pool, last) = (change.after, change.at);
        }
        let end = inner.P_rel(pool) - inner.P_rel(inner.start());
        assert!((whole - end).abs() < 1e-12, "{rule:?}: {whole} instead of {end}");
        // What opened: Σ A e^(−Δt/τ) of all releases before, at the boundary at which each acts.
        let amplitude = |row: &&&bouton::trace::ledger::Row| match row.event {
            Event::Pool(change) => (grid.moment_ms(change.at), change.amplitude),
            _ => panic!(),
        };
        let releases: Vec<(f64, f64)> =
            rows.iter().collect::<Vec<_>>().iter().map(amplitude).filter(|one| 0.0 < one.1).collect();
        let openings: Vec<_> = ledger
            .rows()
            .iter()
            .filter_map(|row| match row.event {
                Event::Conductance(change) if change.projection == id => Some(change),
                _ => None,
            })
            .collect();
        assert_eq!(openings.len(), releases.len());
        for (nth, opening) in openings.iter().enumerate().step_by(37) {
            let at_ms = grid.time_ms(opening.at.boundary());
            let open = |n: usize| -> f64 {
                releases[..n].iter().rev().map(|(t, A)| A * libm::exp(-(at_ms - t) / tau_ms)).sum()
            };
            let [without, with] = [open(nth), open(nth + 1)];
            assert!((opening.P[0] - without).abs() < 1e-12, "{rule:?}: {opening:?}, not {without}");
            assert!((opening.P[1] - with).abs() < 1e-12, "{rule:?}: {opening:?}, not {with}");
            assert!((opening.added_nS - 0.5 * (with - without)).abs() < 1e-12);
        }
    }
}

/// How long calcium is above its thresholds, against bisection to 1e-9; its rows are a chain of decays and jumps.
#[test]
fn calcium_stays_above_its_thresholds_as_long_as_it_does() {
    let mut dice = Dice(5);
    for _ in 0..2000 {
        let rule = Calcium { tau_Ca_ms: dice.log_uniform(5.0, 80.0), ..Calcium::default() };
        let (c, span_ms) = (dice.uniform(0.0, 8.0), dice.log_uniform(0.1, 500.0));
        for (found, theta) in rule.above_ms(c, span_ms).into_iter().zip([rule.theta_d, rule.theta_p]) {
            let is_above = |t: f64| theta < c * libm::exp(-t / rule.tau_Ca_ms);
            let (mut low, mut high) = (0.0, span_ms);
            if is_above(span_ms) {
                low = span_ms;
            } else if is_above(0.0) {
                for _ in 0..200 {
                    let middle = 0.5 * (low + high);
                    if is_above(middle) { low = middle } else { high = middle }
                }
            }
            assert!((found - low).abs() < 1e-9, "c = {c}, θ = {theta}: {found} ms, not {low}");
        }
    }
    let (pre, post) = trains(&mut dice, 2000);
    let rule = Calcium { sigma: 0.0, ..Calcium::default() };
    let network = network(NetworkParts {
        populations: two_neurons(),
        projections: vec![synapse(10, Plasticity::Calcium(rule.clone()), DelaySide::Axonal)],
        ..NetworkParts::default()
    });
    let grid = grid(0.5);
    let end_ms = pre.last().unwrap() + 50.0;
    let Run { ledger, simulation } = watch(&network, grid, (&pre, &post), end_ms);
    let (mut c, mut last, mut jumps, mut drifts) = (0.0, Moment::default(), 0, 0);
    for row in ledger.rows() {
        match row.event {
            Event::Calcium(change) => {
                let left = c * libm::exp(-grid.between_ms(last, change.at) / rule.tau_Ca_ms);
                assert!((change.c[0] - left).abs() < 1e-12 * left.max(1.0), "{change:?}, not {left}");
                (c, last) = (change.c[1], change.at);
                jumps += 1;
            }
            Event::Weight(change) => drifts += usize::from(change.cause == WeightCause::Drift),
            _ => {}
        }
    }
    assert!(1500 < jumps && 0 < drifts, "{jumps}, {drifts}");
    let sum = ledger.sums()[&Object::Weight(10, 0)];
    // The last stretch is not a row yet.
    let w = simulation.weights(10).unwrap()[0];
    assert!((sum.total() - (w - 0.5)).abs() < 1e-12, "{} and {w}", sum.total());
}
