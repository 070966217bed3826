//! Figures to compare with where no two runs are alike: noise, large random networks, long runs.
//!
//! Bouton runs with ten seeds when the script is made. Another simulator's run is one more draw: the standard error of its
//! difference from their mean is SD·√(1 + 1/10).

use std::sync::Arc;

use super::limits::{LONGEST_BY_STATISTICS_MS, Reason};
use super::wishes::{Asked, Simulator, is_source, refusal, refusal_of};
use crate::message::Message;
use crate::model::network::Network;
use crate::model::neuron::NeuronKind;
use crate::model::neuron::poisson_source::RateShape;
use crate::model::plasticity::SpikeRule;
use crate::preset::Preset;
use crate::sim::{Recorder, Simulation};
use crate::trace::statistics::cv_isi;

/// How many seeds Bouton runs with.
pub(super) const N_SEEDS: u32 = 10;
/// How many standard errors a figure may be off.
const ERRORS: f64 = 3.0;
/// How far the coefficient of variation may be off where a network or long learning makes it, even if seeds differ by less.
const CV_OFF: f64 = 0.05;
/// Weights below this are weak, as in the plots of weights.
pub(super) const WEAK: f64 = 0.1;
/// Weights above this are strong.
pub(super) const STRONG: f64 = 0.9;
/// What is recorded at once [ms].
const PART_MS: f64 = 10_000.0;

/// A figure, and how far it may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Expected {
    /// Mean over seeds.
    pub mean: f64,
    /// The greatest difference.
    pub most: f64,
}

impl Expected {
    /// Of what every seed gave; a difference of `least` is always allowed.
    #[expect(clippy::cast_precision_loss, reason = "ten seeds")]
    fn of(found: &[f64], least: f64) -> Option<Self> {
        let n = found.len() as f64;
        if found.len() < 2 {
            return None;
        }
        let mean = found.iter().sum::<f64>() / n;
        let squares: f64 = found.iter().map(|one| (one - mean) * (one - mean)).sum();
        let error = (squares / (n - 1.0) * (1.0 + 1.0 / n)).sqrt();
        Some(Self { mean, most: (ERRORS * error).max(least) })
    }
}

/// How the weights of a projection lie at the end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bands {
    /// The projection.
    pub id: u32,
    /// Their mean.
    pub mean: Expected,
    /// The share of those below [`WEAK`].
    pub weak: Expected,
    /// The share of those above [`STRONG`].
    pub strong: Expected,
}

/// Figures of all populations with membranes and of weights that change, by id.
#[derive(Debug)]
pub(super) struct Statistics {
    /// Why there are no courses to compare.
    pub reason: Reason,
    /// Rate of a neuron [Hz], and the coefficient of variation where enough neurons fire.
    pub spikes: Vec<(u32, Expected, Option<Expected>)>,
    /// Weights at the end.
    pub weights: Vec<Bands>,
    /// Sources that fire at random in the other simulator too.
    pub random: Vec<u32>,
}

/// The sources that stay random: homogeneous Poisson sources.
pub(super) fn random_sources(network: &Network) -> Vec<u32> {
    let is_random = |kind: &NeuronKind| matches!(kind, NeuronKind::PoissonSource(source) if source.shape == RateShape::Constant);
    network.populations().iter().filter(|one| is_random(&one.kind)).map(|one| one.id).collect()
}

/// What of a network cannot be compared by statistics.
pub(super) fn refused(network: &Network, to: Simulator) -> Option<Message> {
    let random = network.projections().iter().find(|projection| {
        projection.release.inner().is_some_and(crate::model::release::ReleaseModel::is_random)
    });
    random.map(|projection| refusal_of("script-no-chance", to, &projection.name))
}

/// Runs the network of a document for so many steps with ten seeds; sources also fire when `asked` says so.
pub(super) fn figures(
    preset: &Preset,
    (asked, steps): (&[Asked], u64),
    reason: Reason,
    random: Vec<u32>,
) -> Statistics {
    let network = preset.network();
    let runs: Vec<One> = (0..N_SEEDS)
        .map(|seed| one(preset, asked, steps, preset.run().seed.wrapping_add(u64::from(seed))))
        .collect();
    let duration_s = preset.grid().time_ms(crate::units::Step(steps)) * 1e-3;
    let populations = network.populations().iter().filter(|one| !is_source(network, one.id));
    let spikes = populations.enumerate().filter_map(|(place, population)| {
        #[expect(clippy::cast_precision_loss, reason = "numbers of neurons")]
        let a_spike = 1.0 / (population.n as f64 * duration_s);
        let rates: Vec<f64> = runs.iter().map(|run| run.spikes[place].0).collect();
        let cvs: Vec<f64> = runs.iter().filter_map(|run| run.spikes[place].1).collect();
        let cv = if cvs.len() == runs.len() { Expected::of(&cvs, 1e-3) } else { None };
        let cv = cv.map(|own| match reason {
            Reason::Noise => own,
            Reason::Network | Reason::Length => Expected { most: own.most.max(CV_OFF), ..own },
        });
        Some((population.id, Expected::of(&rates, a_spike)?, cv))
    });
    let spikes = spikes.collect();
    let plastic = network.projections().iter().filter(|projection| !projection.plasticity.is_fixed());
    let weights = plastic.enumerate().filter_map(|(place, projection)| {
        let of = |figure: fn(&Weighed) -> f64, least: f64| {
            Expected::of(&runs.iter().map(|run| figure(&run.weights[place])).collect::<Vec<f64>>(), least)
        };
        // The other simulator moves spikes to steps, which changes what a pair does by the step over a time constant.
        let traces = projection.plasticity.inner().map_or_else(Vec::new, SpikeRule::traces);
        let tau_ms = traces.iter().map(|trace| trace.tau_ms).reduce(f64::min);
        let moved = runs.iter().map(|run| run.weights[place].moved.abs()).fold(0.0, f64::max);
        let on_steps = tau_ms.map_or(0.0, |tau_ms| preset.grid().dt_ms() / tau_ms * moved);
        let a_synapse = 1.0 / runs.first().map_or(1.0, |run| run.weights[place].n.max(1.0));
        Some(Bands {
            id: projection.id,
            mean: of(|own| own.mean, on_steps.max(1e-4))?,
            weak: of(|own| own.weak, a_synapse)?,
            strong: of(|own| own.strong, a_synapse)?,
        })
    });
    let weights = weights.collect();
    Statistics { reason, spikes, weights, random }
}

/// The figures of one run: rates [Hz] with coefficients of variation, and how weights lie.
struct One {
    spikes: Vec<(f64, Option<f64>)>,
    weights: Vec<Weighed>,
}

/// The weights of a projection: how many, their mean, by how much it changed, and the shares of weak and strong ones.
struct Weighed {
    n: f64,
    mean: f64,
    moved: f64,
    weak: f64,
    strong: f64,
}

#[expect(clippy::cast_precision_loss, reason = "numbers of spikes, neurons and synapses")]
fn one(preset: &Preset, asked: &[Asked], steps: u64, seed: u64) -> One {
    let (network, grid) = (preset.network(), preset.grid());
    let mut simulation = Simulation::new(Arc::new(network.clone()), seed, grid);
    for Asked { population, neuron, time_ms } in asked {
        simulation.schedule_fire(*population, *neuron, *time_ms);
    }
    let populations: Vec<_> =
        network.populations().iter().filter(|population| !is_source(network, population.id)).collect();
    let mut trains: Vec<Vec<Vec<f64>>> =
        populations.iter().map(|population| vec![Vec::new(); population.size()]).collect();
    let plastic = || {
        network.projections().iter().filter(|projection| !projection.plasticity.is_fixed()).map(|own| own.id)
    };
    let means = |simulation: &Simulation| {
        let mean = |id| {
            let (n, sum) = simulation.synapses(id).fold((0.0, 0.0), |(n, sum), own| (n + 1.0, sum + own.2));
            sum / f64::max(n, 1.0)
        };
        plastic().map(mean).collect::<Vec<f64>>()
    };
    let begun = means(&simulation);
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1).with_releases_of(Vec::new());
    let part = grid.step_at_or_after(PART_MS).0.max(1);
    let mut left = steps;
    while 0 < left {
        let next = part.min(left);
        left -= next;
        simulation.run(next, &mut recorder);
        if left == 0 {
            simulation.settle(&mut recorder);
        }
        for spike in recorder.take().spikes {
            if let Some(place) = populations.iter().position(|own| own.id == spike.population) {
                trains[place][spike.neuron as usize].push(grid.moment_ms(spike.at));
            }
        }
    }
    let duration_s = grid.time_ms(crate::units::Step(steps)) * 1e-3;
    let spikes = trains.iter().map(|own| {
        let n: usize = own.iter().map(Vec::len).sum();
        let cvs: Vec<f64> = own.iter().filter_map(|train| cv_isi(train)).collect();
        let cv = (!cvs.is_empty()).then(|| cvs.iter().sum::<f64>() / cvs.len() as f64);
        (n as f64 / own.len().max(1) as f64 / duration_s, cv)
    });
    let ended = means(&simulation);
    let weights = plastic().zip(begun.into_iter().zip(ended)).map(|(id, (begun, mean))| {
        let all: Vec<f64> = simulation.synapses(id).map(|own| own.2).collect();
        let n = all.len() as f64;
        let share = |is_meant: fn(&&f64) -> bool| all.iter().filter(is_meant).count() as f64 / n.max(1.0);
        Weighed { n, mean, moved: mean - begun, weak: share(|w| **w < WEAK), strong: share(|w| STRONG < **w) }
    });
    One { spikes: spikes.collect(), weights: weights.collect() }
}

/// That a run is too long to be compared in this way, if it is.
pub(super) fn too_long(duration_ms: f64, to: Simulator) -> Option<Message> {
    (LONGEST_BY_STATISTICS_MS < duration_ms)
        .then(|| refusal("script-too-long", to).with("most", LONGEST_BY_STATISTICS_MS))
}
