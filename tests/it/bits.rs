//! No bit changes unless it is meant to: hashes of spikes, releases, weights and rows of every bundled preset, and of a network
//! of all that there was when the table was made, through edits.
//!
//! `BOUTON_BLESS=1` writes the table anew. `git diff` of it then says what has changed; a change that was not meant to change
//! numbers may add lines, and changes none.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::g_protein::GProtein;
use bouton::model::kinetics::instant::Summation;
use bouton::model::kinetics::square_pulse::SquarePulse;
use bouton::model::network::{
    Connect, DelaySide, GapJunction, Network, NetworkParts, Population, Projection,
};
use bouton::model::neuron::izhikevich::Izhikevich;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::{NeuronKey, NeuronKind};
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::calcium::Calcium;
use bouton::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use bouton::model::plasticity::triplet::{Interaction, Triplet};
use bouton::model::probe::Probe;
use bouton::model::receptor::{Receptor, gaba_b::GabaB, nmda::Nmda};
use bouton::model::release::Release;
use bouton::model::release::depression::Depression;
use bouton::model::release::facilitation::Facilitation;
use bouton::model::release::facilitation_depression::FacilitationDepression;
use bouton::model::release::quantal::Quantal;
use bouton::model::release::tsodyks_markram::TsodyksMarkram;
use bouton::model::stimulus::bombardment::Bombardment;
use bouton::model::stimulus::{StimulusKind, constant::Constant, noise::Noise, square::Square};
use bouton::preset::{library, load};
use bouton::sim::{Event, Observer, Simulation};
use bouton::units::{Grid, Moment};

use crate::common::{ampa, grid, lif, network, poisson, projection, source, stimulus};

const TABLE: &str = "tests/golden/bits.txt";

/// Model time of a run [ms]; less where a network is large.
const RUN_MS: f64 = 250.0;
const LARGE_RUN_MS: f64 = 50.0;
const LARGE: u64 = 2000;

/// FNV-1a, word by word.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    fn moment(&mut self, at: Moment) {
        self.add(at.step.0);
        self.add(at.offset_ms.to_bits());
    }
}

/// Hashes of all that happens in a run.
struct Hasher {
    probes: Vec<(String, Probe, Hash)>,
    spikes: (u64, Hash),
    releases: (u64, Hash),
    ignored: u64,
}

/// Probes with their names, of the first and of the last neuron or synapse of every variable.
pub fn first_and_last(network: &Network) -> Vec<(String, Probe)> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in Probe::list(network) {
        match name.split_once(":0…") {
            None => names.push(name),
            Some((before, after)) => {
                let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
                names.push(format!("{before}:0{}", &after[end..]));
                names.push(format!("{before}:{after}"));
            }
        }
    }
    let named = |name: String| {
        let probe = Probe::parse(&name, network).unwrap_or_else(|_| panic!("{name} is a probe"));
        (name, probe)
    };
    names.into_iter().map(named).collect()
}

impl Hasher {
    fn new(network: &Network) -> Self {
        let probes = first_and_last(network).into_iter();
        let probes = probes.map(|(name, probe)| (name, probe, Hash::default())).collect();
        Self { probes, spikes: Default::default(), releases: Default::default(), ignored: 0 }
    }

    fn write(&self, simulation: &Simulation, name: &str, table: &mut BTreeMap<String, String>) {
        let mut put = |what: &str, value: String| {
            assert!(table.insert(format!("{name} {what}"), value).is_none(), "{name} {what} twice");
        };
        put("spikes", format!("{} {:016x}", self.spikes.0, self.spikes.1.0));
        put("releases", format!("{} {:016x}", self.releases.0, self.releases.1.0));
        put("ignored", self.ignored.to_string());
        for (probe, _, hash) in &self.probes {
            put(&format!("probe {probe}"), format!("{:016x}", hash.0));
        }
        for projection in simulation.network().projections() {
            let weights = simulation.weights(projection.id).unwrap();
            let mut hash = Hash::default();
            weights.iter().for_each(|w| hash.add(w.to_bits()));
            put(&format!("weights {}", projection.name), format!("{} {:016x}", weights.len(), hash.0));
        }
    }
}

impl Observer for Hasher {
    fn sample(&mut self, simulation: &Simulation) {
        for (_, probe, hash) in &mut self.probes {
            let value = simulation.slot(probe).map_or(f64::NAN, |slot| simulation.read(slot));
            hash.add(value.to_bits());
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Spike(spike) => {
                self.spikes.0 += 1;
                self.spikes.1.moment(spike.at);
                self.spikes.1.add(u64::from(spike.population) << 32 | u64::from(spike.neuron));
            }
            Event::Release(release) => {
                self.releases.0 += 1;
                self.releases.1.moment(release.at);
                self.releases.1.add(u64::from(release.projection) << 32 | u64::from(release.neuron));
                self.releases.1.add(release.amplitude.to_bits());
            }
            Event::Ignored(_) => self.ignored += 1,
            _ => {}
        }
    }
}

/// Spikes asked for in every population, off the grid and on it.
fn click(simulation: &mut Simulation) {
    let populations: Vec<Population> = simulation.network().populations().to_vec();
    for population in populations {
        let is_source = population.kind.key() == NeuronKey::SpikeSource;
        let times: &[f64] = if is_source { &[5.0, 15.03, 40.07, 90.5, 91.0] } else { &[30.02] };
        for (i, time_ms) in times.iter().enumerate() {
            let neuron = if i % 2 == 0 { Some(0) } else { None };
            simulation.schedule_fire(population.id, neuron, *time_ms);
        }
    }
}

fn of_presets(table: &mut BTreeMap<String, String>) {
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let network = Arc::new(preset.network().clone());
        if network.populations().is_empty() {
            continue;
        }
        let mut simulation = Simulation::new(network.clone(), preset.run().seed, preset.grid());
        click(&mut simulation);
        let neurons: u64 = network.populations().iter().map(|population| population.n).sum();
        let run_ms = if LARGE < neurons { LARGE_RUN_MS } else { RUN_MS };
        let steps = preset.grid().step_at_or_after(run_ms).0;
        let mut hasher = Hasher::new(&network);
        for _ in 0..steps {
            simulation.step(&mut hasher);
        }
        hasher.write(&simulation, bundled.name, table);
        // The same without looking, which small networks go through another way.
        let mut blind = Simulation::new(network.clone(), preset.run().seed, preset.grid());
        click(&mut blind);
        blind.run(steps, &mut ());
        for projection in network.projections() {
            let (seen, unseen) = (simulation.weights(projection.id), blind.weights(projection.id));
            assert_eq!(seen, unseen, "{}: the weights of {}", bundled.name, projection.name);
        }
    }
}

/// Rows as they are written, of all presets, those without neurons included.
fn of_rows(table: &mut BTreeMap<String, String>) {
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let neurons: u64 = preset.network().populations().iter().map(|population| population.n).sum();
        let run_ms = if LARGE < neurons { "20" } else { "150" };
        let output = Command::new(env!("CARGO_BIN_EXE_bouton"))
            .args(["run", bundled.name, "--duration", run_ms, "--csv", "-", "--quiet"])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        if !output.status.success() {
            table.insert(format!("{} rows", bundled.name), "none".to_owned());
            continue;
        }
        let text = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let mut hash = Hash::default();
        rows.iter().flat_map(|row| row.bytes().chain([b'\n'])).for_each(|byte| hash.add(u64::from(byte)));
        table.insert(format!("{} rows", bundled.name), format!("{} {:016x}", rows.len(), hash.0));
    }
}

/// Everything there was: all kinds of neurons, alone and coupled, all receptors, kinetics, rules of release and plasticity,
/// and stimuli.
fn everything() -> NetworkParts {
    let mut cells = Population::new(2, 5, NeuronKind::Lif(Lif { I_app_pA: 120.0, ..Lif::default() }));
    cells.stimuli = vec![
        stimulus(20, StimulusKind::Noise(Noise { sigma_V_mV: 3.0, tau_ms: 5.0 })),
        stimulus(
            21,
            StimulusKind::Square(Square { I_pA: 60.0, period_ms: 37.3, duty: 0.4, start_ms: 11.11 }),
        ),
    ];
    let mut readout = lif(3, Lif { t_ref_ms: 1.234, ..Lif::default() });
    readout.stimuli = vec![stimulus(22, StimulusKind::Constant(Constant { I_pA: 50.0 }))];
    let plain = Population::new(7, 9, NeuronKind::Lif(Lif { t_ref_ms: 0.05, ..Lif::default() }));
    let clicked = Population { volley_fraction: 0.5, n: 4, ..source(1) };
    let mut izhikevich = Population::new(
        6,
        3,
        NeuronKind::Izhikevich(Izhikevich { I_app_pA: 150.0, ..Izhikevich::default() }),
    );
    izhikevich.stimuli = vec![stimulus(23, StimulusKind::Bombardment(Bombardment::default()))];
    let free =
        Population::new(8, 3, NeuronKind::Izhikevich(Izhikevich { I_app_pA: 90.0, ..Izhikevich::default() }));
    let euler = Population::new(5, 3, NeuronKind::LifEuler(Lif { I_app_pA: 200.0, ..Lif::default() }));
    let alone = Population::new(9, 3, NeuronKind::LifEuler(Lif::default()));
    let between = |own, from, to, g, tau, summation, delay_ms| Projection {
        delay_ms,
        name: format!("p{own}"),
        ..projection(own, from, to, ampa(g, tau, summation))
    };
    let mut driven = between(115, 3, 6, 1.0, 5.0, Summation::Saturating, 0.4);
    driven.connect = Connect::Probability(0.6);
    driven.release = Release::Quantal(Quantal::default());
    driven.receptors.push(Receptor::Nmda(Nmda {
        kinetics: Kinetics::SquarePulse(SquarePulse { T_dur_ms: 1.37, ..SquarePulse::default() }),
        ..Nmda::default()
    }));
    let mut slow = between(116, 1, 6, 1.0, 5.0, Summation::Saturating, 0.0);
    slow.receptors = vec![Receptor::GabaB(GabaB {
        g_max_nS: 20.0,
        kinetics: Kinetics::GProtein(GProtein::default()),
        ..GabaB::default()
    })];
    slow.release =
        Release::TsodyksMarkram(TsodyksMarkram { tau_facil_ms: 300.0, ..TsodyksMarkram::default() });
    let mut blocked = between(117, 4, 7, 0.4, 5.0, Summation::Saturating, 0.13);
    blocked.receptors.push(Receptor::Nmda(Nmda {
        kinetics: Kinetics::DoubleExponential(DoubleExponential::default()),
        ..Nmda::default()
    }));
    blocked.release = Release::FacilitationDepression(FacilitationDepression::default());
    let mut facilitating = between(110, 1, 2, 2.0, 5.0, Summation::Saturating, 0.0);
    facilitating.release = Release::Facilitation(Facilitation::default());
    let mut depressing = between(118, 4, 8, 2.0, 5.0, Summation::Replacing, 0.37);
    depressing.release = Release::Depression(Depression::default());
    let mut projections = vec![
        facilitating,
        between(111, 4, 2, 0.5, 3.0, Summation::Linear, 1.5),
        between(112, 2, 3, 3.0, 6.0, Summation::Replacing, 1.37),
        between(113, 3, 2, 1.0, 8.0, Summation::Saturating, 0.77),
        between(114, 1, 3, 4.0, 5.0, Summation::Saturating, 2.05),
        driven,
        slow,
        blocked,
        depressing,
        between(119, 4, 7, 1.5, 5.0, Summation::Linear, 0.33),
        between(120, 4, 9, 3.0, 5.0, Summation::Linear, 0.33),
        between(121, 4, 5, 3.0, 5.0, Summation::Linear, 0.0),
    ];
    for (id, plasticity) in (130..).zip(rules()) {
        let delay_ms = f64::from(id % 3) * 0.45;
        let delay_side = if id % 2 == 0 { DelaySide::Axonal } else { DelaySide::Dendritic };
        let to = [7, 3, 2][id as usize % 3];
        let mut one = between(id, 4, to, 0.2, 4.0, Summation::Linear, delay_ms);
        (one.plasticity, one.delay_side) = (plasticity, delay_side);
        one.weights = bouton::model::network::Weights::Uniform(0.2, 0.8);
        projections.push(one);
    }
    let gap = |id, a, b, g_c_nS| GapJunction { id, name: format!("gap{id}"), between: (a, b), g_c_nS };
    NetworkParts {
        standalone: None,
        populations: vec![
            clicked,
            poisson(4, 20, 30.0),
            cells,
            readout,
            izhikevich,
            euler,
            plain,
            free,
            alone,
        ],
        gap_junctions: vec![gap(200, 2, 6, 2.0), gap(201, 5, 6, 1.0), gap(202, 2, 5, 0.5)],
        projections,
    }
}

fn rules() -> Vec<Plasticity> {
    use Pairing::{AllToAll, NearestSymmetric, PresynapticCentred, ReducedSymmetric};
    use WeightDependence::{Additive, Multiplicative, Power, VanRossum};
    let pair = |pairing, dependence| {
        Plasticity::Pair(Pair { pairing, dependence, mu: 0.3, A_plus: 0.02, ..Pair::default() })
    };
    let mut rules: Vec<_> = [
        (AllToAll, Additive),
        (AllToAll, Power),
        (NearestSymmetric, Multiplicative),
        (NearestSymmetric, VanRossum),
        (PresynapticCentred, Additive),
        (PresynapticCentred, Power),
        (ReducedSymmetric, Multiplicative),
        (ReducedSymmetric, VanRossum),
    ]
    .map(|(pairing, dependence)| pair(pairing, dependence))
    .into();
    for spikes in [Interaction::All, Interaction::Nearest] {
        rules.push(Plasticity::Triplet(Triplet { spikes, ..Triplet::default() }));
    }
    rules.push(Plasticity::Calcium(Calcium { tau_ms: 2000.0, ..Calcium::default() }));
    rules.push(Plasticity::Calcium(Calcium { tau_ms: 1500.0, D_ms: 0.0, ..Calcium::default() }));
    rules
}

/// A run through edits: numbers of every mechanism, then kinds.
fn of_edits(table: &mut BTreeMap<String, String>) {
    let dt: Grid = grid(0.1);
    let start = network(everything());
    let mut simulation = Simulation::new(start, 3, dt);
    click(&mut simulation);
    let mut number = 0;
    let mut part = |simulation: &mut Simulation, table: &mut BTreeMap<String, String>| {
        let mut hasher = Hasher::new(simulation.network());
        for _ in 0..700 {
            simulation.step(&mut hasher);
        }
        hasher.write(simulation, &format!("everything-{number}"), table);
        number += 1;
    };
    part(&mut simulation, table);
    let edit = |simulation: &mut Simulation, change: &dyn Fn(&mut NetworkParts)| {
        let edited = simulation.network().with(|parts| change(parts)).unwrap();
        simulation.reconcile(Arc::new(edited));
    };
    edit(&mut simulation, &|parts| {
        for population in &mut parts.populations {
            match &mut population.kind {
                NeuronKind::Lif(lif) | NeuronKind::LifEuler(lif) => lif.I_app_pA += 10.0,
                NeuronKind::Izhikevich(model) => model.d += 1.0,
                NeuronKind::PoissonSource(source) => source.rate_Hz *= 1.5,
                NeuronKind::SpikeSource(source) => source.t_ref_ms += 0.5,
                #[allow(unreachable_patterns, reason = "kinds that came later are not in here")]
                _ => {}
            }
            for stimulus in &mut population.stimuli {
                match &mut stimulus.kind {
                    StimulusKind::Noise(noise) => noise.tau_ms = 7.0,
                    StimulusKind::Bombardment(all) => all.tau_e_ms = 4.0,
                    _ => {}
                }
            }
        }
        for projection in &mut parts.projections {
            match &mut projection.plasticity {
                Plasticity::Pair(pair) => pair.tau_plus_ms = 15.0,
                Plasticity::Triplet(triplet) => triplet.tau_x_ms = 500.0,
                Plasticity::Calcium(calcium) => calcium.tau_Ca_ms = 15.0,
                _ => {}
            }
        }
    });
    part(&mut simulation, table);
    edit(&mut simulation, &|parts| {
        for population in &mut parts.populations {
            population.kind = match population.id {
                3 => NeuronKind::Izhikevich(Izhikevich::default()),
                7 => NeuronKind::LifEuler(Lif { I_app_pA: 200.0, ..Lif::default() }),
                8 => NeuronKind::Lif(Lif { I_app_pA: 190.0, ..Lif::default() }),
                9 => NeuronKind::Lif(Lif { I_app_pA: 190.0, ..Lif::default() }),
                _ => population.kind.clone(),
            };
        }
        // Each projection takes the rule of the next.
        let mut rules: Vec<_> = parts.projections[12..].iter().map(|one| one.plasticity.clone()).collect();
        rules.rotate_left(1);
        for (projection, rule) in parts.projections[12..].iter_mut().zip(rules) {
            projection.plasticity = rule;
        }
    });
    part(&mut simulation, table);
}

#[test]
fn no_bit_has_changed() {
    let mut table = BTreeMap::new();
    of_presets(&mut table);
    of_edits(&mut table);
    of_rows(&mut table);
    if std::env::var_os("BOUTON_BLESS").is_some() {
        let text = table.iter().fold(String::new(), |mut text, (what, hash)| {
            let _ = writeln!(text, "{what}: {hash}");
            text
        });
        std::fs::write(TABLE, text).unwrap();
        return;
    }
    let text = std::fs::read_to_string(TABLE).unwrap();
    let known: BTreeMap<String, String> = text
        .lines()
        .map(|line| line.rsplit_once(": ").unwrap())
        .map(|(what, hash)| (what.to_owned(), hash.to_owned()))
        .collect();
    let mut wrong: Vec<String> = Vec::new();
    for (what, hash) in &known {
        match table.get(what) {
            Some(now) if now == hash => {}
            Some(now) => wrong.push(format!("{what}: {now}, not {hash}")),
            None => wrong.push(format!("{what} is gone")),
        }
    }
    let new = table.keys().filter(|what| !known.contains_key(*what));
    wrong.extend(new.map(|what| format!("{what} is not in the table")));
    let (n, first) = (wrong.len(), wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
    assert!(wrong.is_empty(), "{n} of {} differ (BOUTON_BLESS=1 writes them anew):\n{first}", table.len());
}
