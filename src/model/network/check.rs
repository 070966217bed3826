//! Checking a network's parts: sizes by arithmetic, then names, connections and values, all problems at once.

use super::{Address, Connect, NetworkParts, Projection, Target};
use crate::model::neuron::NeuronModel;
use crate::model::problem::{Fault, Problem, is_invisible, visible};
use crate::model::release::ReleaseModel;
use crate::param::{Bounds, MAX_LIST, Value};
use crate::units::Unit;

/// Most populations in a network.
pub const MAX_POPULATIONS: usize = 500;
/// Most projections in a network.
pub const MAX_PROJECTIONS: usize = 5_000;
/// Most gap junctions in a network.
pub const MAX_GAP_JUNCTIONS: usize = 5_000;
/// Most stimuli on a population.
pub const MAX_STIMULI: usize = 16;
/// Most receptors on a projection that are looked at one by one; there is at most one of each kind.
const MAX_RECEPTORS: usize = 64;
/// Most neurons in a network.
pub const MAX_NEURONS: u64 = 100_000;
/// Most synapses in a network.
pub const MAX_SYNAPSES: u64 = 20_000_000;
/// Most memory that the state of a network may take [bytes]: the same on every machine, so that a file means the same
/// everywhere.
pub const MAX_STATE_BYTES: u128 = 2 << 30;

impl NetworkParts {
    /// Everything that is wrong with these parts, for steps of `dt_ms` [ms]; 0 asks nothing of the step.
    #[must_use]
    pub fn problems(&self, dt_ms: f64) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_size(&mut problems);
        if !problems.is_empty() {
            return problems; // Names and ranges of a network that does not fit are not worth the walk.
        }
        if self.standalone.is_some() && !self.populations.is_empty() {
            problems.push(Problem::new("populations", "model", Fault::NeuronsBesideModel));
        }
        self.check_identity(&mut problems);
        self.check_connections(&mut problems);
        self.check_junctions(&mut problems);
        self.check_steps(dt_ms, &mut problems);
        self.check_values(dt_ms, &mut problems);
        problems
    }

    /// Sizes by checked arithmetic, before anything of that size is allocated.
    fn check_size(&self, problems: &mut Vec<Problem>) {
        let too_many = |what, count, limit| Fault::TooMany { what, count, limit };
        let mut limit = |path: &str, what, count: u128, most: u128| {
            if most < count {
                problems.push(Problem::new(path, format!("model.{path}"), too_many(what, count, most)));
            }
        };
        limit("populations", "populations", self.populations.len() as u128, MAX_POPULATIONS as u128);
        limit("projections", "projections", self.projections.len() as u128, MAX_PROJECTIONS as u128);
        let junctions = self.gap_junctions.len() as u128;
        limit("gap_junctions", "gap_junctions", junctions, MAX_GAP_JUNCTIONS as u128);
        for (i, population) in self.populations.iter().enumerate().take(MAX_POPULATIONS) {
            let (path, count) = (format!("populations[{i}].stimuli"), population.stimuli.len() as u128);
            limit(&path, "stimuli", count, MAX_STIMULI as u128);
        }
        for (i, projection) in self.projections.iter().enumerate().take(MAX_PROJECTIONS) {
            let (path, count) = (format!("projections[{i}].receptors"), projection.receptors.len() as u128);
            limit(&path, "receptors", count, MAX_RECEPTORS as u128);
        }
        if !problems.is_empty() {
            return; // What follows looks every population up for every projection.
        }
        let mut limit = |path: &str, what, count: u128, most: u128| {
            if most < count {
                problems.push(Problem::new(path, format!("model.{path}"), too_many(what, count, most)));
            }
        };
        let neurons: u128 = self.populations.iter().map(|p| u128::from(p.n)).sum();
        limit("populations", "neurons", neurons, u128::from(MAX_NEURONS));
        let synapses = self.projections.iter().map(|p| self.n_synapses(p)).fold(0, u128::saturating_add);
        limit("projections", "synapses", synapses, u128::from(MAX_SYNAPSES));
        let bytes = self.state_bytes();
        if MAX_STATE_BYTES < bytes {
            let fault = Fault::TooLarge { bytes, limit: MAX_STATE_BYTES };
            problems.push(Problem::new("model", "model", fault));
        }
    }

    /// Number of pairs of neurons that a projection may connect.
    #[must_use]
    pub fn n_pairs(&self, projection: &Projection) -> u128 {
        let n = |id| self.populations.iter().find(|p| p.id == id).map_or(0, |p| u128::from(p.n));
        n(projection.from).saturating_mul(n(projection.to))
    }

    /// Number of synapses of a projection, on average where they are drawn.
    #[must_use]
    pub fn n_synapses(&self, projection: &Projection) -> u128 {
        let size = |id| self.populations.iter().find(|p| p.id == id).map_or(0, |p| u128::from(p.n));
        let without_self = projection.leaves_out_autapses();
        let autapses = if without_self { size(projection.to) } else { 0 };
        let pairs = self.n_pairs(projection) - autapses;
        match projection.connect {
            Connect::AllToAll => pairs,
            Connect::OneToOne if without_self => 0,
            Connect::OneToOne => size(projection.from).min(size(projection.to)),
            Connect::InDegree(k) => size(projection.to).saturating_mul(u128::from(k)),
            Connect::List(ref pairs) => pairs.len() as u128,
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an average"
            )]
            // What is no probability joins nothing, and is a fault of its own.
            Connect::Probability(p) if (0.0..=1.0).contains(&p) => (pairs as f64 * p) as u128,
            Connect::Probability(_) => 0,
        }
    }

    /// Estimate of the memory that live state takes [bytes].
    #[must_use]
    pub fn state_bytes(&self) -> u128 {
        const PER_NEURON: u128 = 160;
        const PER_NEURON_AND_STIMULUS: u128 = 32;
        const PER_AXON: u128 = 64; // Spikes under way, where the axon's synapses begin.
        const PER_LANE: u128 = 32;
        const PER_LANE_BY_CHANCE: u128 = 4;
        const PER_LANE_AND_PULSE: u128 = 96; // Release sites that are driven.
        const PER_LANE_AND_RECEPTOR: u128 = 80;
        const PER_TARGET_AND_RECEPTOR: u128 = 40;
        const PER_PAIR_OF_A_JUNCTION: u128 = 32;
        let size = |id| self.populations.iter().find(|p| p.id == id).map_or(0, |p| u128::from(p.n));
        let populations = self.populations.iter().map(|p| {
            let each = PER_NEURON + PER_NEURON_AND_STIMULUS * p.stimuli.len() as u128;
            u128::from(p.n).saturating_mul(each)
        });
        let projections = self.projections.iter().map(|p| {
            let (axons, synapses, receptors) = (size(p.from), self.n_synapses(p), p.receptors.len() as u128);
            let is_random = p.release.inner().is_some_and(ReleaseModel::is_random);
            let lanes = if is_random { synapses } else { axons };
            let kinetics = p.receptors.iter().filter_map(|receptor| receptor.inner()?.kinetics().inner());
            let pulsed = kinetics.filter(|kinetics| kinetics.can_be_driven()).count() as u128;
            let by_chance = if is_random { PER_LANE_BY_CHANCE } else { 0 };
            let of_receptors = PER_LANE_AND_RECEPTOR * receptors + PER_LANE_AND_PULSE * pulsed;
            let of_lanes = lanes.saturating_mul(PER_LANE + by_chance + of_receptors);
            let of_targets = size(p.to).saturating_mul(PER_TARGET_AND_RECEPTOR * receptors);
            let of_synapses = synapses.saturating_mul(bytes_per_synapse(p));
            let of_axons = axons.saturating_mul(PER_AXON);
            [of_lanes, of_targets, of_synapses, of_axons].into_iter().fold(0, u128::saturating_add)
        });
        let junctions = self.gap_junctions.iter().map(|junction| {
            let (first, second) = junction.between;
            size(first).saturating_add(size(second)).saturating_mul(PER_PAIR_OF_A_JUNCTION)
        });
        populations.chain(projections).chain(junctions).fold(0, u128::saturating_add)
    }

    fn check_identity(&self, problems: &mut Vec<Problem>) {
        let mut ids = std::collections::BTreeSet::new();
        let mut names = std::collections::BTreeSet::new();
        for (i, population) in self.populations.iter().enumerate() {
            let at = format!("model.populations[{i}]");
            let path = object_path("populations", i, &population.name);
            check_name(&population.name, &path, &at, &mut names, problems);
            check_id(population.id, &path, &at, &mut ids, problems);
            for (j, stimulus) in population.stimuli.iter().enumerate() {
                let path = format!("{path}.stimuli.{}", stimulus.id);
                check_id(stimulus.id, &path, &format!("{at}.stimuli[{j}]"), &mut ids, problems);
            }
        }
        for (i, projection) in self.projections.iter().enumerate() {
            let at = format!("model.projections[{i}]");
            let path = object_path("projections", i, &projection.name);
            check_name(&projection.name, &path, &at, &mut names, problems);
            check_id(projection.id, &path, &at, &mut ids, problems);
        }
        for (i, junction) in self.gap_junctions.iter().enumerate() {
            let at = format!("model.gap_junctions[{i}]");
            let path = object_path("gap_junctions", i, &junction.name);
            check_name(&junction.name, &path, &at, &mut names, problems);
            check_id(junction.id, &path, &at, &mut ids, problems);
        }
    }

    fn check_junctions(&self, problems: &mut Vec<Problem>) {
        for (i, junction) in self.gap_junctions.iter().enumerate() {
            let path = format!("{}.between", object_path("gap_junctions", i, &junction.name));
            let at = format!("model.gap_junctions[{i}].between");
            for id in [junction.between.0, junction.between.1] {
                match self.populations.iter().find(|population| population.id == id) {
                    None => problems.push(Problem::new(&path, &at, Fault::NoSuchPopulation(id))),
                    Some(end) if !end.kind.inner().is_some_and(NeuronModel::has_membrane) => {
                        problems.push(Problem::new(&path, &at, Fault::NoMembrane(visible(&end.name))));
                    }
                    Some(_) => {}
                }
            }
            if junction.between.0 == junction.between.1 {
                problems.push(Problem::new(&path, &at, Fault::BadJunction));
            }
        }
    }

    fn check_steps(&self, dt_ms: f64, problems: &mut Vec<Problem>) {
        for population in &self.populations {
            let limit = population.kind.inner().map_or(f64::INFINITY, NeuronModel::longest_step_ms);
            if limit < dt_ms {
                let fault = Fault::StepTooLong { value: dt_ms, limit, population: visible(&population.name) };
                problems.push(Problem::new("run.dt_ms", "run.dt_ms", fault));
            }
        }
    }

    fn check_connections(&self, problems: &mut Vec<Problem>) {
        for (i, projection) in self.projections.iter().enumerate() {
            let path = object_path("projections", i, &projection.name);
            let at = format!("model.projections[{i}]");
            for (key, id) in [("from", projection.from), ("to", projection.to)] {
                if !self.populations.iter().any(|population| population.id == id) {
                    let fault = Fault::NoSuchPopulation(id);
                    problems.push(Problem::new(format!("{path}.{key}"), format!("{at}.{key}"), fault));
                }
            }
            if let Some(target) = self.populations.iter().find(|population| population.id == projection.to)
                && !target.kind.inner().is_some_and(NeuronModel::has_membrane)
            {
                let fault = Fault::NoMembrane(visible(&target.name));
                problems.push(Problem::new(format!("{path}.to"), format!("{at}.to"), fault));
            }
            self.check_joining(projection, &path, &at, problems);
            if projection.receptors.is_empty() {
                let (path, at) = (format!("{path}.receptors"), format!("{at}.receptors"));
                problems.push(Problem::new(path, at, Fault::NoReceptor));
            }
            for (j, receptor) in projection.receptors.iter().enumerate() {
                if projection.receptors[..j].iter().any(|earlier| earlier.key() == receptor.key()) {
                    let fault = Fault::DuplicateReceptor(receptor.key());
                    let at = format!("{at}.receptors[{j}]");
                    problems.push(Problem::new(format!("{path}.receptors.{}", receptor.key()), at, fault));
                }
            }
        }
    }

    fn check_values(&self, dt_ms: f64, problems: &mut Vec<Problem>) {
        self.walk(&mut |target, _, set| {
            set.visit(&mut |spec, value| {
                let fault = match value {
                    Value::Number(number) => number_fault(number, set.valid_bounds(spec, dt_ms), spec.unit),
                    #[expect(clippy::cast_precision_loss, reason = "a count beyond 2^53 is far out of range")]
                    Value::Count(count) => {
                        number_fault(count as f64, set.valid_bounds(spec, dt_ms), spec.unit)
                    }
                    Value::Choice(_) => None,
                    Value::List(numbers) if MAX_LIST < numbers.len() => {
                        Some(Fault::ListTooLong { count: numbers.len(), limit: MAX_LIST })
                    }
                    Value::List(numbers) => {
                        let bounds = set.valid_bounds(spec, dt_ms);
                        numbers.iter().find_map(|number| number_fault(*number, bounds, spec.unit))
                    }
                };
                if let Some(fault) = fault {
                    self.push_fault(target, spec.key, fault, problems);
                }
            });
        });
    }
}

/// Memory that a synapse takes [bytes]: its target and its weight; where its weight changes, its place among those of
/// the target too, and what the rule keeps for each synapse.
fn bytes_per_synapse(projection: &Projection) -> u128 {
    projection.plasticity.inner().map_or(12, |rule| u128::from(rule.bytes_per_synapse()))
}

impl NetworkParts {
    fn push_fault(&self, target: Target, key: &'static str, fault: Fault, problems: &mut Vec<Problem>) {
        let address = Address { target, key };
        problems.push(Problem::new(self.path(address), self.file_path(target, key), fault));
    }
}

/// What is wrong with a number that should lie within bounds.
#[must_use]
pub fn number_fault(value: f64, bounds: Bounds, unit: Unit) -> Option<Fault> {
    let Bounds { min, max, low, high } = bounds;
    if !value.is_finite() || value.is_subnormal() {
        Some(Fault::NotANumber { value, min, max, unit })
    } else if !bounds.is_high_enough(value) {
        Some(Fault::OutOfRange { value, min, max, unit, rule: low })
    } else if !bounds.is_low_enough(value) {
        Some(Fault::OutOfRange { value, min, max, unit, rule: high })
    } else {
        None
    }
}

/// Whether a name follows the rules: 1 to 64 characters, none of them invisible or one of `.:,@=/`; single spaces may
/// stand between words, and no other white space.
#[must_use]
pub fn is_good_name(name: &str) -> bool {
    let bad = |c: char| (c.is_whitespace() && c != ' ') || is_invisible(c) || ".:,@=/".contains(c);
    let is_spaced_well = name.split(' ').all(|word| !word.is_empty());
    is_spaced_well && name.chars().count() <= 64 && !name.chars().any(bad)
}

/// The path of an object in a message: by its name, or by its place in the list where the name is none.
fn object_path(list: &str, index: usize, name: &str) -> String {
    if is_good_name(name) { format!("{list}.{name}") } else { format!("{list}[{index}]") }
}

fn check_name(
    name: &str,
    path: &str,
    at: &str,
    names: &mut std::collections::BTreeSet<String>,
    problems: &mut Vec<Problem>,
) {
    if !is_good_name(name) {
        problems.push(Problem::new(
            format!("{path}.name"),
            format!("{at}.name"),
            Fault::BadName(name.to_owned()),
        ));
    } else if !names.insert(name.to_owned()) {
        problems.push(Problem::new(
            format!("{path}.name"),
            format!("{at}.name"),
            Fault::DuplicateName(name.to_owned()),
        ));
    }
}

fn check_id(
    id: u32,
    path: &str,
    at: &str,
    ids: &mut std::collections::BTreeSet<u32>,
    problems: &mut Vec<Problem>,
) {
    if !ids.insert(id) {
        problems.push(Problem::new(format!("{path}.id"), format!("{at}.id"), Fault::DuplicateId(id)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_visible_characters_and_single_spaces() {
        let long = "x".repeat(64);
        for good in [
            "0",
            "Purkinje cell",
            "a b c",
            "1-0",
            "浦肯野細胞",
            "プルキンエ 細胞",
            "שלום",
            "نواة",
            "é",
            "e\u{301}",
            "V_m",
            &long,
        ] {
            assert!(is_good_name(good), "{good:?}");
        }
        let bad = [
            "",
            " ",
            " a",
            "a ",
            "a  b",
            "a\tb",
            "a\nb",
            "a\u{a0}b",
            "a\u{3000}b",
            "a\u{2028}b",
            "a.b",
            "a:b",
            "a,b",
            "a@b",
            "a=b",
            "a/b",
            "a\u{202e}b",
            "a\u{200f}",
            "\u{2066}a\u{2069}",
            "a\u{200b}b",
            "a\u{feff}",
            "\u{61c}a",
            "a\u{ad}b",
            "\u{3164}",
            "\u{2800}",
            "a\u{fe0f}",
            "a\u{e0041}",
            "a\u{34f}b",
            "a\u{0}",
        ];
        for bad in bad.into_iter().chain([format!("{long}x").as_str()]) {
            assert!(!is_good_name(bad), "{bad:?}");
        }
    }
}
