//! Networks, runs and numbers that several test modules share. It asserts nothing.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::sync::Arc;

use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::g_protein::GProtein;
use bouton::model::kinetics::instant::{Instant, Summation};
use bouton::model::kinetics::square_pulse::SquarePulse;
use bouton::model::network::{
    Connect, GapJunction, Network, NetworkParts, Population, Projection, Stimulus, Target, Weights,
};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::izhikevich::Izhikevich;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::poisson_source::PoissonSource;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::plasticity::Plasticity;
use bouton::model::probe::Probe;
use bouton::model::receptor::{Receptor, ampa::Ampa, gaba_a::GabaA, gaba_b::GabaB, nmda::Nmda};
use bouton::model::release::{
    Release, facilitation::Facilitation, quantal::Quantal, tsodyks_markram::TsodyksMarkram,
};
use bouton::model::stimulus::bombardment::Bombardment;
use bouton::model::stimulus::{StimulusKind, constant as constant_current, noise::Noise, square::Square};
use bouton::param::Value;
use bouton::sim::{Observer, Recorder, Recording, Simulation, Spike};
use bouton::units::{Grid, Moment, Step};

/// One clicked source.
pub fn source(id: u32) -> Population {
    Population::new(id, 1, NeuronKind::SpikeSource(SpikeSource::default()))
}

/// One neuron.
pub fn lif(id: u32, lif: Lif) -> Population {
    Population::new(id, 1, NeuronKind::Lif(lif))
}

/// Sources that fire at random.
pub fn poisson(id: u32, n: u64, rate_hz: f64) -> Population {
    Population::new(
        id,
        n,
        NeuronKind::PoissonSource(PoissonSource { rate_Hz: rate_hz, ..PoissonSource::default() }),
    )
}

/// A current into every neuron of a population.
pub fn stimulus(id: u32, kind: StimulusKind) -> Stimulus {
    Stimulus { id, kind }
}

/// An AMPA receptor of the default neuron with another strength [nS].
pub fn ampa(g_max_ns: f64, tau_ms: f64, summation: Summation) -> Ampa {
    Ampa { g_max_nS: g_max_ns, kinetics: Kinetics::Instant(Instant { tau_ms, summation }), ..Ampa::default() }
}

/// A projection with one AMPA receptor, named after its ends as `from-to`.
pub fn projection(id: u32, from: u32, to: u32, receptor: Ampa) -> Projection {
    Projection::new(id, from, to, vec![Receptor::Ampa(receptor)])
}

/// A clicked source 1 on a standard neuron 0, as in the bundled AMPA preset.
pub fn ampa_pair(g_max_ns: f64) -> NetworkParts {
    NetworkParts {
        populations: vec![source(1), lif(0, Lif::default())],
        projections: vec![projection(3, 1, 0, ampa(g_max_ns, 5.0, Summation::Saturating))],
        ..NetworkParts::default()
    }
}

/// The network of parts that are right.
pub fn network(parts: NetworkParts) -> Arc<Network> {
    Arc::new(Network::new(parts).unwrap())
}

/// The grid with steps of `dt_ms` [ms].
pub fn grid(dt_ms: f64) -> Grid {
    Grid::new(dt_ms).unwrap()
}

/// A network at t = 0 with seed 1.
pub fn simulation(network: &Arc<Network>, dt_ms: f64) -> Simulation {
    Simulation::new(network.clone(), 1, grid(dt_ms))
}

/// Advances by a number of steps.
pub fn advance(simulation: &mut Simulation, steps: u64, observer: &mut impl Observer) {
    for _ in 0..steps {
        simulation.step(observer);
    }
}

/// The probes with these names.
pub fn probes(network: &Network, names: &[&str]) -> Vec<Probe> {
    names.iter().map(|name| Probe::parse(name, network).unwrap()).collect()
}

/// What these probes show every step, from t = 0 up to `until_ms` [ms] and including it, when neuron 0 of
/// source 1 fires at `clicks_ms` [ms].
pub fn run_clicked(
    network: &Arc<Network>,
    dt_ms: f64,
    until_ms: f64,
    clicks_ms: &[f64],
    names: &[&str],
) -> Recording {
    let mut simulation = simulation(network, dt_ms);
    for click in clicks_ms {
        simulation.schedule_fire(1, Some(0), *click);
    }
    let mut recorder = Recorder::new(&simulation, probes(network, names), 1).with_releases();
    let Step(steps) = simulation.grid().step_at_or_after(until_ms);
    advance(&mut simulation, steps + 1, &mut recorder);
    recorder.take()
}

/// Times at which a population fired [ms].
pub fn spike_times(recording: &Recording, grid: Grid, population: u32) -> Vec<f64> {
    spikes_of(recording, population).iter().map(|spike| grid.moment_ms(spike.at)).collect()
}

/// The spikes of one population.
pub fn spikes_of(recording: &Recording, population: u32) -> Vec<Spike> {
    recording.spikes.iter().filter(|spike| spike.population == population).copied().collect()
}

/// A probe on every variable of every neuron and every synapse, in the order of ids, so that networks whose
/// lists have another order give the same list.
pub fn every_probe(network: &Network) -> Vec<Probe> {
    let mut all: Vec<Probe> = Probe::all(network);
    // Whether a name means something is asked once; the other neurons and synapses have it, too.
    let mut add = |name: String, n: u64| {
        if let Some(probe) = Probe::look_up(&name, network) {
            let index = |i: u64| Some(u32::try_from(i).unwrap());
            all.extend((0..n).map(|i| Probe { index: index(i), ..probe.clone() }));
        }
    };
    for population in network.populations() {
        let symbols = population.kind.inner().map_or(&[][..], |kind| kind.states()).iter().map(|s| s.symbol);
        for symbol in symbols.chain(["I"]) {
            add(format!("{symbol}_{}:0", population.name), population.n);
        }
        for stimulus in &population.stimuli {
            for symbol in ["I", "g_e", "g_i"] {
                add(format!("{symbol}_{}:0.{}", population.name, stimulus.id), population.n);
            }
        }
    }
    for projection in network.projections() {
        let n = match projection.connect {
            // What is drawn may be any pair; what is not has exactly so many synapses.
            Connect::Probability(_) => network.parts().n_pairs(projection),
            _ => network.parts().n_synapses(projection),
        };
        let n = u64::try_from(n).unwrap();
        for symbol in ["g", "I", "P_rel", "u", "x", "ready"] {
            add(format!("{symbol}_{}:0", projection.name), n);
        }
        for state in projection.plasticity.states() {
            add(format!("{}_{}:0", state.symbol, projection.name), n);
        }
        for receptor in &projection.receptors {
            for symbol in ["P_s", "T", "r", "s", "G_NMDA", "g", "I"] {
                add(format!("{symbol}_{}:0.{}", projection.name, receptor.key()), n);
            }
        }
    }
    for junction in network.gap_junctions() {
        let n = |id| network.population(id).unwrap().n;
        add(format!("I_{}:0", junction.name), n(junction.between.0).min(n(junction.between.1)));
    }
    all.sort();
    all.dedup();
    all
}

/// Everything that can be observed of some steps: the bits of every sample, and every event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bits {
    /// For each probe, the bits of its samples.
    pub columns: Vec<(Probe, Vec<u64>)>,
    /// Population, neuron and time of every spike, sorted, as the order of events of one step follows the list.
    pub spikes: Vec<(u32, u32, u64, u64)>,
    /// Projection, axon, time and amplitude of every release, sorted.
    pub releases: Vec<(u32, u32, u64, u64, u64)>,
    /// Number of ignored spikes.
    pub ignored: u64,
}

/// The bits of a recording of these probes.
pub fn bits(probes: &[Probe], recording: &Recording) -> Bits {
    let at = |moment: Moment| (moment.step.0, moment.offset_ms.to_bits());
    let columns = probes.iter().zip(&recording.columns);
    let mut spikes: Vec<_> = recording
        .spikes
        .iter()
        .map(|spike| (spike.population, spike.neuron, at(spike.at).0, at(spike.at).1))
        .collect();
    spikes.sort_unstable();
    let mut releases: Vec<_> = recording
        .releases
        .iter()
        .map(|r| (r.projection, r.neuron, at(r.at).0, at(r.at).1, r.amplitude.to_bits()))
        .collect();
    releases.sort_unstable();
    Bits {
        columns: columns
            .map(|(probe, column)| (probe.clone(), column.iter().map(|x| x.to_bits()).collect()))
            .collect(),
        spikes,
        releases,
        ignored: recording.ignored,
    }
}

/// The bits of everything in the next `steps` steps; of long runs, of every seventh.
pub fn record(simulation: &mut Simulation, steps: u64) -> Bits {
    let probes = every_probe(simulation.network());
    let every = if 300 < steps { 7 } else { 1 };
    let mut recorder = Recorder::new(simulation, probes.clone(), every).with_releases();
    advance(simulation, steps, &mut recorder);
    bits(&probes, &recorder.take())
}

impl Bits {
    /// What belongs to objects whose id is not in `ids`; the ignored count belongs to nobody and is dropped.
    pub fn without(mut self, ids: &[u32]) -> Self {
        self.columns.retain(|(probe, _)| !probe.object_id().is_some_and(|id| ids.contains(&id)));
        self.spikes.retain(|spike| !ids.contains(&spike.0));
        self.releases.retain(|release| !ids.contains(&release.0));
        self.ignored = 0;
        self
    }

    /// The samples of a probe.
    pub fn column(&self, network: &Network, name: &str) -> Vec<f64> {
        let probe = Probe::parse(name, network).unwrap();
        let column = self.columns.iter().find(|(other, _)| *other == probe).unwrap();
        column.1.iter().map(|bits| f64::from_bits(*bits)).collect()
    }

    /// The first difference, in words; `None` when there is none.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let names = |bits: &Self| bits.columns.iter().map(|(probe, _)| probe.clone()).collect::<Vec<_>>();
        if names(self) != names(other) {
            return Some("the probes differ".to_owned());
        }
        for ((probe, a), (_, b)) in self.columns.iter().zip(&other.columns) {
            if a.len() != b.len() {
                return Some(format!("{probe:?}: {} and {} samples", a.len(), b.len()));
            }
            if let Some(i) = (0..a.len()).find(|i| a[*i] != b[*i]) {
                let (a, b) = (f64::from_bits(a[i]), f64::from_bits(b[i]));
                return Some(format!("{probe:?} at sample {i}: {a:e} and {b:e}"));
            }
        }
        if self.spikes != other.spikes {
            return Some(format!("{} and {} spikes", self.spikes.len(), other.spikes.len()));
        }
        if self.releases != other.releases {
            return Some(format!("{} and {} releases", self.releases.len(), other.releases.len()));
        }
        (self.ignored != other.ignored).then(|| format!("{} and {} ignored", self.ignored, other.ignored))
    }
}

/// Fails with the first difference unless both are the same in every bit.
#[track_caller]
pub fn assert_same(a: &Bits, b: &Bits, what: &str) {
    if let Some(difference) = a.difference(b) {
        panic!("{what}: {difference}");
    }
}

/// Sets a parameter of a target.
#[track_caller]
pub fn set(parts: &mut NetworkParts, target: Target, key: &str, value: impl Into<f64>) {
    let done = parts.param_set_mut(target).is_some_and(|set| set.set(key, Value::Number(value.into())));
    assert!(done, "{target:?} has a number {key}");
}

/// The rows of a file of numbers with one header line.
pub fn csv(name: &str) -> Vec<Vec<f64>> {
    let path = std::path::Path::new("tests/golden").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(|field| field.parse().unwrap()).collect()).collect()
}

/// Random numbers for choosing cases, independent of the generator under test: SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in [low, high).
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in the logarithm between two positive numbers.
    pub fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        libm::exp(self.uniform(libm::log(low), libm::log(high)))
    }

    /// Uniform among 0..n.
    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

/// A network in which everything that can happen does: random and clicked sources, populations, delays on and off
/// the grid, a loop, all rules of summation, and every mechanism that there is. Ids are offset by `base`, so that two copies fit
/// into one network.
pub fn busy(base: u32) -> NetworkParts {
    let mut parts = some(base);
    complete(&mut parts, base);
    parts
}

/// Adds one of every mechanism that a busy network has not got by hand, whatever comes later.
fn complete(parts: &mut NetworkParts, base: u32) {
    let mut next = base + 40;
    let mut id = || {
        next += 1;
        next
    };
    // Few synapses, since tests look at each.
    let (clicked, random, readout) = (base + 1, base + 4, base + 3);
    let between = |id: u32, from, to| Projection {
        name: format!("p{id}"),
        delay_ms: 0.73,
        ..projection(id, from, to, ampa(0.1, 5.0, Summation::Linear))
    };
    for kind in NeuronKind::all() {
        if parts.populations.iter().any(|population| population.kind.key() == kind.key()) {
            continue;
        }
        let mut population = Population::new(id(), 2, kind);
        if let Some(model) = population.kind.inner_mut().filter(|model| model.has_membrane()) {
            assert!(model.set("I_app_pA", Value::Number(700.0)));
        }
        let few = Connect::InDegree(2);
        let one = between(id(), random, population.id);
        parts.projections.push(Projection { delay_ms: 0.0, connect: few, ..one });
        parts.populations.push(population);
    }
    for plasticity in Plasticity::all().into_iter().filter(|rule| !rule.is_fixed()) {
        let one = Projection { connect: Connect::InDegree(4), ..between(id(), random, readout) };
        parts.projections.push(Projection { plasticity, weights: Weights::Constant(0.5), ..one });
    }
    for release in Release::all() {
        if !parts.projections.iter().any(|one| one.release.key() == release.key()) {
            parts.projections.push(Projection { release, ..between(id(), clicked, readout) });
        }
    }
    for mut receptor in Receptor::all() {
        for kinetics in receptor.inner().unwrap().own_kinetics() {
            let is_there = |own: &Receptor| {
                let own_kinetics = own.inner().unwrap().kinetics();
                own.key() == receptor.key() && own_kinetics.key() == kinetics.key()
            };
            if !parts.projections.iter().any(|one| one.receptors.iter().any(is_there)) {
                *receptor.inner_mut().unwrap().kinetics_mut() = kinetics;
                let receptors = vec![receptor.clone()];
                parts.projections.push(Projection { receptors, ..between(id(), clicked, readout) });
            }
        }
    }
    for kind in StimulusKind::all() {
        let stimuli =
            |population: &Population| population.stimuli.iter().any(|one| one.kind.key() == kind.key());
        if !parts.populations.iter().any(stimuli) {
            let own = stimulus(id(), kind);
            parts.populations.iter_mut().find(|one| one.id == readout).unwrap().stimuli.push(own);
        }
    }
}

fn some(base: u32) -> NetworkParts {
    let id = |id: u32| base + id;
    let mut cells = Population::new(id(2), 5, NeuronKind::Lif(Lif { I_app_pA: 120.0, ..Lif::default() }));
    cells.stimuli = vec![
        stimulus(id(20), StimulusKind::Noise(Noise { sigma_V_mV: 3.0, tau_ms: 5.0 })),
        stimulus(
            id(21),
            StimulusKind::Square(Square { I_pA: 60.0, period_ms: 37.3, duty: 0.4, start_ms: 11.11 }),
        ),
    ];
    let mut readout = lif(id(3), Lif { t_ref_ms: 1.234, ..Lif::default() });
    readout.stimuli =
        vec![stimulus(id(22), StimulusKind::Constant(constant_current::Constant { I_pA: 50.0 }))];
    let clicked = Population { volley_fraction: 0.5, n: 4, ..source(id(1)) };
    let between = |own, from, to, g, tau, summation, delay_ms| Projection {
        delay_ms,
        ..projection(id(own), id(from), id(to), ampa(g, tau, summation))
    };
    // Every receptor, kinetics and rule of release besides, among them what is random and what depends on V.
    let mut driven = between(15, 3, 6, 1.0, 5.0, Summation::Saturating, 0.4);
    driven.connect = Connect::Probability(0.6);
    driven.release = Release::Quantal(Quantal::default());
    driven.receptors.push(Receptor::Nmda(Nmda {
        kinetics: Kinetics::SquarePulse(SquarePulse { T_dur_ms: 1.37, ..SquarePulse::default() }),
        ..Nmda::default()
    }));
    let mut slow = between(16, 1, 6, 1.0, 5.0, Summation::Saturating, 0.0);
    slow.receptors = vec![
        Receptor::GabaB(GabaB {
            g_max_nS: 20.0,
            kinetics: Kinetics::GProtein(GProtein::default()),
            ..GabaB::default()
        }),
        Receptor::GabaA(GabaA {
            kinetics: Kinetics::DoubleExponential(DoubleExponential::default()),
            ..GabaA::default()
        }),
    ];
    slow.release =
        Release::TsodyksMarkram(TsodyksMarkram { tau_facil_ms: 300.0, ..TsodyksMarkram::default() });
    let mut izhikevich = Population::new(
        id(6),
        3,
        NeuronKind::Izhikevich(Izhikevich { I_app_pA: 150.0, ..Izhikevich::default() }),
    );
    izhikevich.stimuli = vec![stimulus(id(23), StimulusKind::Bombardment(Bombardment::default()))];
    let gap =
        GapJunction { id: id(17), name: format!("gap{}", id(17)), between: (id(2), id(6)), g_c_nS: 2.0 };
    let mut facilitating = between(10, 1, 2, 2.0, 5.0, Summation::Saturating, 0.0);
    facilitating.release = Release::Facilitation(Facilitation::default());
    NetworkParts {
        standalone: None,
        populations: vec![clicked, poisson(id(4), 20, 30.0), cells, readout, izhikevich],
        gap_junctions: vec![gap],
        projections: vec![
            facilitating,
            between(11, 4, 2, 0.5, 3.0, Summation::Linear, 1.5),
            between(12, 2, 3, 3.0, 6.0, Summation::Replacing, 1.37),
            between(13, 3, 2, 1.0, 8.0, Summation::Saturating, 0.77),
            between(14, 1, 3, 4.0, 5.0, Summation::Saturating, 2.05),
            driven,
            slow,
        ],
    }
}

/// Two networks side by side. They have nothing in common.
pub fn side_by_side(mut one: NetworkParts, other: NetworkParts) -> NetworkParts {
    one.populations.extend(other.populations);
    one.projections.extend(other.projections);
    one.gap_junctions.extend(other.gap_junctions);
    one
}

/// Asks for the spikes that the clicked source of a [`busy`] network fires in its first 400 ms.
pub fn click_busy(simulation: &mut Simulation, base: u32) {
    for (neuron, time_ms) in [
        (Some(0), 5.0),
        (Some(3), 5.05),
        (None, 41.7),
        (None, 90.0),
        (Some(1), 91.0),
        (None, 180.33),
        (None, 300.0),
    ] {
        simulation.schedule_fire(base + 1, neuron, time_ms);
    }
    simulation.schedule_fire(base + 2, Some(4), 120.02);
    simulation.schedule_fire(base + 3, None, 200.0);
}
