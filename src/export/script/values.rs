//! What Bouton computes of a network, for a script to compare with.

use std::sync::Arc;

use super::limits::{MOST_BESIDE, MOST_BOMBARDED, MOST_SPIKES, Reason, reason};
use super::statistics::{self, Statistics};
use super::wishes::{Asked, Simulator, Wishes, is_source, refusal, refusal_of};
use crate::message::Message;
use crate::model::network::{Network, Target};
use crate::model::neuron::NeuronKind;
use crate::model::neuron::poisson_source::RateShape;
use crate::model::neuron::spike_source::{SpikeSource, Train};
use crate::model::probe::Probe;
use crate::model::stimulus::StimulusKind;
use crate::model::stimulus::bombardment::SynapticInput;
use crate::preset::Preset;
use crate::sim::{Recorder, Recording, Simulation};
use crate::units::Grid;

/// What there is of objects, by id.
pub(super) type ById<T> = Vec<(u32, Vec<T>)>;

/// Most potentials of a neuron in a script.
const MOST_POTENTIALS: usize = 200;
/// Times of the spikes of sources that fire only when they are clicked [ms].
const CLICKS_MS: [f64; 10] = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0];

/// Least duration of a run that is compared by its statistics if nothing is said [ms].
const LEAST_BY_STATISTICS_MS: f64 = 1000.0;

/// One of the two trains of a bombardment.
#[derive(Debug)]
pub(super) struct Rain {
    /// Id of the stimulus.
    pub stimulus: u32,
    /// `e` or `i`.
    pub side: &'static str,
    /// Boundary and neuron of each spike; a spike comes as often as it happened.
    pub drops: Vec<(u64, u32)>,
}

/// A synapse: presynaptic neuron, postsynaptic neuron, weight.
pub(super) type Synapse = (u32, u32, f64);

/// What Bouton computes.
#[derive(Debug)]
pub(super) struct Values {
    /// Duration in steps.
    pub steps: u64,
    /// The spikes of every source, by id: boundary and neuron.
    pub sources: ById<(u64, u32)>,
    /// The spikes of every population with membranes, by id: time [ms] and neuron.
    pub spikes: ById<(f64, u32)>,
    /// The potential of the first neuron of each of them before any neuron fires [mV].
    pub potentials: ById<f64>,
    /// Steps between two potentials.
    pub every: u64,
    /// The synapses of every projection at the start, by id.
    pub synapses: ById<Synapse>,
    /// Their weights at the end, by id, where weights change; for NEST those that the spikes of neurons give once each is moved
    /// to the next step, as that is when NEST has it.
    pub weights: ById<f64>,
    /// What was released where chance decides it, by id: boundary of the arrival, axon and amplitude.
    pub releases: ById<(u64, u32, f64)>,
    /// Spikes of bombardments.
    pub rain: Vec<Rain>,
    /// Whether spikes of sources were moved to the grid.
    pub is_moved: bool,
    /// What is compared instead of courses, where no two runs are alike.
    pub statistics: Option<Statistics>,
}

/// A run with all that is recorded.
struct Run {
    recording: Recording,
    synapses: ById<Synapse>,
    weights: ById<f64>,
}

impl Values {
    /// Runs the network.
    pub fn compute(preset: &Preset, to: Simulator, wishes: &Wishes) -> Result<Self, Message> {
        let (network, grid) = (preset.network(), preset.grid());
        let asked = if wishes.asked.is_empty() { clicks(network) } else { wishes.asked.clone() };
        if let Some(bad) = asked.iter().find(|one| !is_source(network, one.population)) {
            let name = network.population(bad.population).map_or("", |population| &population.name);
            return Err(refusal_of("script-fires-neuron", to, name));
        }
        let usual_ms = || {
            let usual_ms = usual_duration_ms(network);
            if reason(network, 0.0).is_some() { usual_ms.max(LEAST_BY_STATISTICS_MS) } else { usual_ms }
        };
        let duration_ms = wishes.duration_ms.unwrap_or_else(usual_ms);
        if let Some(message) = statistics::too_long(duration_ms, to) {
            return Err(message);
        }
        let steps = grid.step_at_or_after(duration_ms).0;
        match reason(network, duration_ms) {
            Some(reason) => Self::by_statistics(preset, (to, wishes), &asked, steps, reason),
            None => Self::by_courses(preset, (to, wishes), &asked, steps),
        }
    }

    /// What a run is compared with spike by spike.
    fn by_courses(
        preset: &Preset,
        (to, wishes): (Simulator, &Wishes),
        asked: &[Asked],
        mut steps: u64,
    ) -> Result<Self, Message> {
        let (network, grid) = (preset.network(), preset.grid());
        let mut run = run(preset, network, asked, steps);
        let (mut sources, mut is_moved) = source_spikes(network, &run.recording, grid);
        // Nobody asked for more: the longer a run, the further apart spikes drift.
        let most = if wishes.duration_ms.is_some() { wishes.most_spikes() } else { MOST_SPIKES };
        if most < listed(&sources) {
            let fits = steps_that_fit(&sources, most, grid);
            if wishes.duration_ms.is_some() || fits == 0 {
                return Err(too_many_spikes(to, wishes, fits, grid));
            }
            steps = fits;
            for (_, own) in &mut sources {
                own.retain(|(step, _)| *step <= steps);
            }
            is_moved = true; // It is run anew, to its new end.
        }
        too_early(&sources, to, grid)?;
        let was_off = is_moved && is_off_grid(network, &run.recording);
        if is_moved {
            let scripted = with_listed_sources(network, &[]);
            run = self::run(preset, &scripted, &at_boundaries(&sources, grid), steps);
        }
        let mut own = Self::of(network, run, sources, (steps, was_off), grid);
        if to == Simulator::Nest && network.projections().iter().any(|one| !one.plasticity.is_fixed()) {
            own.weights = weights_on_steps(preset, &own.sources, &own.spikes, steps);
        }
        Ok(own)
    }

    /// What a run is compared with where no two are alike. Sources are listed if they fit; those that fire at random at one
    /// rate need not be.
    fn by_statistics(
        preset: &Preset,
        (to, wishes): (Simulator, &Wishes),
        asked: &[Asked],
        steps: u64,
        reason: Reason,
    ) -> Result<Self, Message> {
        let (network, grid) = (preset.network(), preset.grid());
        if let Some(message) = statistics::refused(network, to) {
            return Err(message);
        }
        let most = wishes.most_spikes();
        let (mut sources, mut random) = (Vec::new(), Vec::new());
        let mut is_moved = false;
        if network.populations().iter().any(|population| is_source(network, population.id)) {
            let first = self::sources(preset, asked, steps);
            let (all, other) = source_spikes(network, &first, grid);
            (sources, is_moved) = (all, other && is_off_grid(network, &first));
            if most < listed(&sources) {
                random = statistics::random_sources(network);
                sources.retain(|(id, _)| !random.contains(id));
            }
        }
        if most < listed(&sources) {
            return Err(too_many_spikes(to, wishes, steps_that_fit(&sources, most, grid), grid));
        }
        too_early(&sources, to, grid)?;
        let scripted = with_listed_sources(network, &random);
        let few = run(preset, &scripted, &[], 0);
        // Other seeds have other spikes of sources: those that are listed are one draw of them.
        let figures = statistics::figures(preset, (asked, steps), reason, random);
        let mut own = Self::of(&scripted, few, sources, (steps, is_moved), grid);
        own.potentials.clear();
        own.rain.clear();
        own.statistics = Some(figures);
        Ok(own)
    }

    /// The criterion, by its name.
    pub fn criterion(&self) -> &'static str {
        self.statistics.as_ref().map_or(
            "courses: |dV| at most 1e-3 mV up to the first spike of a neuron; the same number of spikes of every neuron, the k-th within k*dt; weights on given trains within 1e-9",
            |statistics| statistics.reason.criterion(),
        )
    }

    /// Whether a source fires at random in the other simulator too.
    pub fn is_random(&self, source: u32) -> bool {
        self.statistics.as_ref().is_some_and(|own| own.random.contains(&source))
    }

    fn of(
        network: &Network,
        run: Run,
        sources: ById<(u64, u32)>,
        (steps, is_moved): (u64, bool),
        grid: Grid,
    ) -> Self {
        let Run { recording, synapses, weights } = run;
        let membranes: Vec<u32> = membranes(network).collect();
        let spikes: ById<(f64, u32)> = membranes
            .iter()
            .map(|id| {
                let own = recording.spikes.iter().filter(|spike| spike.population == *id);
                let mut own: Vec<(f64, u32)> =
                    own.map(|spike| (grid.moment_ms(spike.at), spike.neuron)).collect();
                own.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                (*id, own)
            })
            .collect();
        let first = recording.spikes.iter().filter(|spike| membranes.contains(&spike.population));
        let first = first.map(|spike| spike.at.step.0 + 1).min().unwrap_or(u64::MAX);
        let n = usize::try_from(first).unwrap_or(usize::MAX).min(recording.n_samples());
        let every = n.div_ceil(MOST_POTENTIALS).max(1);
        let columns = membranes.iter().zip(&recording.columns);
        let potentials =
            columns.map(|(id, V)| (*id, V[..n].iter().step_by(every).copied().collect())).collect();
        let mut releases: ById<(u64, u32, f64)> = Vec::new();
        for projection in network.projections() {
            if projection.release.inner().is_some_and(crate::model::release::ReleaseModel::is_random) {
                let own = recording.releases.iter().filter(|release| release.projection == projection.id);
                let own = own.map(|release| (release.at.boundary().0, release.neuron, release.amplitude));
                releases.push((projection.id, own.collect()));
            }
        }
        let every = every as u64;
        let rain = rain(network, &recording.columns[membranes.len()..], grid);
        let statistics = None;
        Self {
            steps,
            sources,
            spikes,
            potentials,
            every,
            synapses,
            weights,
            releases,
            rain,
            is_moved,
            statistics,
        }
    }
}

/// The populations with membranes, by id.
fn membranes(network: &Network) -> impl Iterator<Item = u32> {
    network.populations().iter().map(|population| population.id).filter(|id| !is_source(network, *id))
}

/// Runs a network and records all that a script may need.
fn run(preset: &Preset, network: &Network, asked: &[Asked], steps: u64) -> Run {
    let mut simulation = Simulation::new(Arc::new(network.clone()), preset.run().seed, preset.grid());
    for Asked { population, neuron, time_ms } in asked {
        simulation.schedule_fire(*population, *neuron, *time_ms);
    }
    let probe = |id| Probe { source: Target::Population(id), symbol: "V", index: Some(0) };
    let rain = trains(network).map(|(train, neuron)| Probe { index: Some(neuron), ..train.1 });
    let probes = membranes(network).map(probe).chain(rain).collect();
    let mut recorder = Recorder::new(&simulation, probes, 1).with_releases();
    let all = |simulation: &Simulation| {
        let ids = network.projections().iter().map(|projection| projection.id);
        ids.map(|id| (id, simulation.synapses(id).collect())).collect::<ById<Synapse>>()
    };
    let synapses = all(&simulation);
    simulation.run(steps, &mut recorder);
    simulation.settle(&mut recorder);
    let recording = recorder.take();
    let weights = all(&simulation);
    let weights = weights.into_iter().map(|(id, own)| (id, own.into_iter().map(|one| one.2).collect()));
    Run { recording, synapses, weights: weights.collect() }
}

/// Every train of a bombardment onto every neuron, with the probe of its conductance.
fn trains(network: &Network) -> impl Iterator<Item = ((SynapticInput, Probe), u32)> {
    network.populations().iter().flat_map(|population| {
        let all = population.stimuli.iter().filter_map(|stimulus| match &stimulus.kind {
            StimulusKind::Bombardment(bombardment) => Some((stimulus.id, bombardment.trains())),
            _ => None,
        });
        let source = |stimulus| Target::Stimulus { population: population.id, stimulus };
        all.flat_map(move |(id, trains)| {
            let n = u32::try_from(population.n.min(MOST_BOMBARDED)).unwrap_or(0);
            trains.into_iter().zip(["g_e", "g_i"]).flat_map(move |(train, symbol)| {
                let probe = Probe { source: source(id), symbol, index: None };
                (0..n).map(move |neuron| ((train, probe.clone()), neuron))
            })
        })
    })
}

/// The spikes of bombardments, from what they make of conductances.
fn rain(network: &Network, columns: &[Vec<f64>], grid: Grid) -> Vec<Rain> {
    let mut all: Vec<Rain> = Vec::new();
    for (((train, probe), neuron), column) in trains(network).zip(columns) {
        let Target::Stimulus { stimulus, .. } = probe.source else { continue };
        let side = if probe.symbol == "g_e" { "e" } else { "i" };
        // What is recorded is the mean over the coming step.
        let h = grid.dt_ms() / train.tau_ms;
        let kept = libm::exp(-h);
        let mean = -libm::expm1(-h) / h;
        let mut drops = Vec::new();
        for (step, two) in column.windows(2).enumerate() {
            let times = ((two[1] - two[0] * kept) / mean / train.g_nS).round();
            let mut left = if times.is_finite() { times } else { 0.0 };
            while 0.5 < left {
                drops.push((step as u64 + 1, neuron));
                left -= 1.0;
            }
        }
        match all.iter_mut().find(|rain| rain.stimulus == stimulus && rain.side == side) {
            Some(rain) => rain.drops.extend(drops),
            None => all.push(Rain { stimulus, side, drops }),
        }
    }
    all
}

/// Spikes of sources at the boundary next to them, each once; and whether that is another run.
fn source_spikes(network: &Network, recording: &Recording, grid: Grid) -> (ById<(u64, u32)>, bool) {
    let mut is_other = false;
    let sources = network.populations().iter().map(|population| population.id);
    let sources = sources.filter(|id| is_source(network, *id)).map(|id| {
        let own = recording.spikes.iter().filter(|spike| spike.population == id);
        let mut own: Vec<(u64, u32)> = own
            .map(|spike| {
                let nearest = spike.at.step.0 + u64::from(0.5 * grid.dt_ms() <= spike.at.offset_ms);
                is_other |= spike.at.offset_ms != 0.0;
                (nearest, spike.neuron)
            })
            .collect();
        own.sort_unstable();
        let n = own.len();
        own.dedup();
        is_other |= own.len() < n;
        (id, own)
    });
    let sources = sources.collect();
    (sources, is_other)
}

/// Whether a source fired between two boundaries.
fn is_off_grid(network: &Network, recording: &Recording) -> bool {
    recording.spikes.iter().any(|spike| is_source(network, spike.population) && spike.at.offset_ms != 0.0)
}

/// The greatest round number of steps in which sources fire no more often than a script may list.
fn steps_that_fit(sources: &[(u32, Vec<(u64, u32)>)], most: usize, grid: Grid) -> u64 {
    let mut all: Vec<u64> = sources.iter().flat_map(|(_, own)| own.iter().map(|(step, _)| *step)).collect();
    all.sort_unstable();
    let round = u64::from(grid.steps_per_ms()) * 10;
    all.get(most).map_or(0, |step| (step.saturating_sub(1)) / round * round)
}

/// How many spikes are listed.
fn listed(sources: &[(u32, Vec<(u64, u32)>)]) -> usize {
    sources.iter().map(|(_, own)| own.len()).sum()
}

/// That sources fire more often than can be listed, and what fits.
fn too_many_spikes(to: Simulator, wishes: &Wishes, fits: u64, grid: Grid) -> Message {
    let key =
        if wishes.beside.is_some() { "script-too-many-spikes-beside" } else { "script-too-many-spikes" };
    let shown = grid.time_ms(crate::units::Step(fits));
    refusal(key, to).with("most", wishes.most_spikes()).with("beside", MOST_BESIDE).with("fits", shown)
}

/// An error if a source fires before a script can let it.
fn too_early(sources: &[(u32, Vec<(u64, u32)>)], to: Simulator, grid: Grid) -> Result<(), Message> {
    let least = if to == Simulator::Nest { 3 } else { 1 };
    if sources.iter().any(|(_, own)| own.iter().any(|(step, _)| *step < least)) {
        let first_ms = grid.time_ms(crate::units::Step(least));
        return Err(refusal("script-spike-too-early", to).with("first", first_ms));
    }
    Ok(())
}

/// The spikes of sources alone: nothing that neurons do changes them.
fn sources(preset: &Preset, asked: &[Asked], steps: u64) -> Recording {
    let mut parts = preset.network().parts().clone();
    parts.populations.retain(|population| is_source(preset.network(), population.id));
    parts.projections.clear();
    parts.gap_junctions.clear();
    let network = Network::new(parts).unwrap_or_default();
    run(preset, &network, asked, steps).recording
}

/// Spikes at boundaries, as they can be asked for.
fn at_boundaries(sources: &[(u32, Vec<(u64, u32)>)], grid: Grid) -> Vec<Asked> {
    let all = sources.iter().flat_map(|(id, own)| own.iter().map(move |one| (*id, *one)));
    let mut all: Vec<Asked> = all
        .map(|(population, (step, neuron))| {
            let time_ms = grid.time_ms(crate::units::Step(step));
            Asked { population, neuron: Some(neuron), time_ms }
        })
        .collect();
    all.sort_by(|a, b| b.time_ms.total_cmp(&a.time_ms));
    all
}

/// The network with sources that fire only when they are asked to, except some that stay as they are.
fn with_listed_sources(network: &Network, others: &[u32]) -> Network {
    let mut parts = network.parts().clone();
    for population in &mut parts.populations {
        if is_source(network, population.id) && !others.contains(&population.id) {
            let quiet = SpikeSource { train: Train::Off, t_ref_ms: 0.0, ..SpikeSource::default() };
            population.kind = NeuronKind::SpikeSource(quiet);
        }
    }
    Network::new(parts).unwrap_or_else(|_| network.clone())
}

/// The weights at the end if neurons fire at given times, each moved to the next step, and at no others; by id, in the order of
/// their synapses.
fn weights_on_steps(
    preset: &Preset,
    sources: &ById<(u64, u32)>,
    spikes: &ById<(f64, u32)>,
    steps: u64,
) -> ById<f64> {
    let (network, grid) = (preset.network(), preset.grid());
    let mut parts = with_listed_sources(network, &[]).parts().clone();
    parts.projections.retain(|projection| !projection.plasticity.is_fixed());
    for population in &mut parts.populations {
        population.stimuli.clear();
        if let NeuronKind::Lif(lif) = &mut population.kind {
            (lif.I_app_pA, lif.V_init_mV) = (0.0, lif.E_L_mV); // It fires only when it is told to.
        }
    }
    let Ok(alone) = Network::new(parts) else { return Vec::new() };
    let mut asked = at_boundaries(sources, grid);
    for (population, own) in spikes {
        asked.extend(own.iter().map(|(time_ms, neuron)| Asked {
            population: *population,
            neuron: Some(*neuron),
            time_ms: grid.time_ms(grid.step_at_or_after(*time_ms)),
        }));
    }
    run(preset, &alone, &asked, steps).weights
}

/// Ten spikes of every source that fires by nothing but clicks.
fn clicks(network: &Network) -> Vec<Asked> {
    let quiet = network.populations().iter().filter(|population| {
        matches!(&population.kind, NeuronKind::SpikeSource(source) if source.train == Train::Off)
    });
    let asked = |population: u32| CLICKS_MS.map(|time_ms| Asked { population, neuron: None, time_ms });
    quiet.flat_map(|population| asked(population.id)).collect()
}

/// How long a network has something to show [ms].
fn usual_duration_ms(network: &Network) -> f64 {
    let mut end_ms: f64 = 300.0;
    for population in network.populations() {
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        let until = match &population.kind {
            NeuronKind::SpikeSource(source) => match source.train {
                Train::Off => 0.0,
                Train::Regular | Train::Burst => {
                    let n = if source.n_spikes == 0 { 20 } else { source.n_spikes };
                    source.start_ms + n as f64 * 1e3 / source.rate_Hz
                }
                Train::Listed => source.times_ms.iter().copied().fold(0.0, f64::max),
            },
            NeuronKind::PoissonSource(source) if source.shape == RateShape::Replayed => {
                source.times_ms.iter().copied().fold(0.0, f64::max)
            }
            NeuronKind::PoissonSource(_) => 1000.0,
            _ => 0.0,
        };
        end_ms = end_ms.max(until + 100.0);
        for stimulus in &population.stimuli {
            if let StimulusKind::Square(square) = &stimulus.kind {
                end_ms = end_ms.max(square.start_ms + square.duty * square.period_ms + 300.0);
            }
        }
    }
    (end_ms / 10.0).ceil().min(500.0) * 10.0
}
