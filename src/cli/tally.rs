//! What a run is summed up by: spikes, rates, and how irregular trains are, counted while it goes on; and its weights.

use serde_json::{Map, Value, json};

use crate::model::network::{Network, Projection};
use crate::model::neuron::NeuronKind;
use crate::sim::{Event, Observer, Simulation, Spike};
use crate::units::{Grid, Moment};

/// Statistics of the spikes of a run from a time on.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    from_ms: f64,
    from: Moment,
    grid: Grid,
    /// By id; a handful, so that looking through them is quicker than anything else.
    populations: Vec<(u32, Counts)>,
}

#[derive(Debug, Clone, Default)]
struct Counts {
    spikes: u64,
    trains: Vec<Intervals>,
}

/// The intervals of a neuron so far: their number, sum and sum of squares. Sums of doubles lose nothing that would be seen.
#[derive(Debug, Clone, Copy, Default)]
struct Intervals {
    last: Moment,
    has_fired: bool,
    n: u32,
    sum_ms: f64,
    squares: f64,
}

impl Intervals {
    #[inline]
    fn add(&mut self, at: Moment, dt_ms: f64) {
        if self.has_fired {
            #[expect(clippy::cast_precision_loss, reason = "a difference of steps")]
            let steps = at.step.0.saturating_sub(self.last.step.0) as f64;
            let interval = steps * dt_ms + (at.offset_ms - self.last.offset_ms);
            self.n += 1;
            self.sum_ms += interval;
            self.squares += interval * interval;
        }
        (self.last, self.has_fired) = (at, true);
    }

    /// Standard deviation over mean of the intervals, with two of them at least.
    fn cv(&self) -> Option<f64> {
        let n = f64::from(self.n);
        let squares = self.squares - self.sum_ms * self.sum_ms / n;
        (1 < self.n && 0.0 < self.sum_ms).then(|| (squares.max(0.0) / (n - 1.0)).sqrt() * n / self.sum_ms)
    }
}

impl Tally {
    /// Nothing so far; what happens before `from_ms` [ms] will not count.
    pub fn new(network: &Network, grid: Grid, from_ms: f64) -> Self {
        let mut tally = Self { from_ms, from: grid.moment(from_ms), grid, populations: Vec::new() };
        tally.take_network(network);
        tally
    }

    /// The network became this: what it has in common with the one before goes on.
    pub fn take_network(&mut self, network: &Network) {
        for population in network.populations() {
            let n = usize::try_from(population.n).unwrap_or(0);
            let known = self.populations.iter_mut().find(|(id, _)| *id == population.id);
            if let Some((_, counts)) = known {
                counts.trains.resize(n, Intervals::default());
            } else {
                let trains = vec![Intervals::default(); n];
                self.populations.push((population.id, Counts { spikes: 0, trains }));
            }
        }
    }

    /// Counts a spike; those of a neuron in order of time.
    #[inline]
    pub fn count(&mut self, spike: &Spike) {
        if spike.at.order(&self.from).is_lt() {
            return;
        }
        let counts = self.populations.iter_mut().find(|(id, _)| *id == spike.population);
        if let Some((_, counts)) = counts {
            counts.spikes += 1;
            if let Some(train) = counts.trains.get_mut(spike.neuron as usize) {
                train.add(spike.at, self.grid.dt_ms());
            }
        }
    }

    fn of(&self, population: u32) -> Option<&Counts> {
        self.populations.iter().find(|(id, _)| *id == population).map(|(_, counts)| counts)
    }

    /// Number of spikes of a population.
    pub fn spikes(&self, population: u32) -> u64 {
        self.of(population).map_or(0, |counts| counts.spikes)
    }

    /// Mean rate of the neurons of a population [Hz], by a time [ms].
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    pub fn rate_hz(&self, population: u32, now_ms: f64) -> f64 {
        let Some(counts) = self.of(population) else { return 0.0 };
        let seconds = (now_ms - self.from_ms) * 1e-3;
        if 0.0 < seconds { counts.spikes as f64 / counts.trains.len().max(1) as f64 / seconds } else { 0.0 }
    }

    /// Mean over the neurons of a population of the coefficient of variation of their intervals; nothing where no neuron
    /// has fired three times.
    #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
    pub fn cv_isi(&self, population: u32) -> Option<f64> {
        let cvs: Vec<f64> = self.of(population)?.trains.iter().filter_map(Intervals::cv).collect();
        (!cvs.is_empty()).then(|| cvs.iter().sum::<f64>() / cvs.len() as f64)
    }

    /// Spikes, rates and CVs by name of the population, as they stand in a summary.
    pub fn to_json(&self, network: &Network, now_ms: f64) -> [Value; 3] {
        let by_name = |value: &dyn Fn(u32) -> Value| {
            let entries = network.populations().iter().map(|p| (p.name.clone(), value(p.id)));
            Value::Object(entries.collect::<Map<_, _>>())
        };
        [
            by_name(&|id| self.spikes(id).into()),
            by_name(&|id| self.rate_hz(id, now_ms).into()),
            by_name(&|id| self.cv_isi(id).into()),
        ]
    }
}

impl Observer for Tally {
    fn wants_samples(&self) -> bool {
        false
    }

    #[inline]
    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            self.count(spike);
        }
    }
}

/// What is said of the weights of a projection, in units of the greatest weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct WeightFigures {
    /// Their mean.
    pub mean: f64,
    /// Fraction below 0.1.
    pub below: f64,
    /// Fraction above 0.9.
    pub above: f64,
    /// Means over the synapses of uncorrelated and of correlated inputs, if there are both.
    pub groups: Option<[f64; 2]>,
}

/// The first neuron of the correlated group that a projection comes from, if there is one and it is not all.
pub(super) fn correlated_from(network: &Network, projection: &Projection) -> Option<u64> {
    let source = network.population(projection.from)?;
    let NeuronKind::PoissonSource(kind) = &source.kind else { return None };
    let first = kind.first_correlated(source.n);
    (0 < first && first < source.n).then_some(first)
}

impl WeightFigures {
    #[expect(clippy::cast_precision_loss, reason = "a number of synapses")]
    fn of(projection: &Projection, network: &Network, simulation: &Simulation) -> Option<Self> {
        let w = simulation.weights(projection.id)?;
        let n = w.len().max(1) as f64;
        let fraction = |is: &dyn Fn(f64) -> bool| w.iter().filter(|w| is(**w)).count() as f64 / n;
        let groups = correlated_from(network, projection).map(|first| {
            let mut sums = [(0.0, 0.0); 2];
            for (pre, _, w) in simulation.synapses(projection.id) {
                let (sum, count) = &mut sums[usize::from(first <= u64::from(pre))];
                (*sum, *count) = (*sum + w, *count + 1.0);
            }
            sums.map(|(sum, count): (f64, f64)| sum / count.max(1.0))
        });
        let mean = w.iter().sum::<f64>() / n;
        Some(Self { mean, below: fraction(&|w| w < 0.1), above: fraction(&|w| 0.9 < w), groups })
    }
}

/// The projections whose weights change, each with figures of its weights.
pub(super) fn weight_figures<'a>(
    network: &'a Network,
    simulation: &Simulation,
) -> Vec<(&'a Projection, WeightFigures)> {
    let plastic = network.projections().iter().filter(|p| !p.plasticity.is_fixed());
    plastic.filter_map(|p| Some((p, WeightFigures::of(p, network, simulation)?))).collect()
}

/// The weights as they stand in a summary.
pub(super) fn weights_to_json(network: &Network, simulation: &Simulation) -> Value {
    let entries = weight_figures(network, simulation).into_iter().map(|(projection, figures)| {
        let WeightFigures { mean, below, above, groups } = figures;
        let mut entry = json!({ "mean": mean, "below_0.1": below, "above_0.9": above });
        if let Some([uncorrelated, correlated]) = groups {
            entry["mean_uncorrelated"] = uncorrelated.into();
            entry["mean_correlated"] = correlated.into();
        }
        (projection.name.clone(), entry)
    });
    Value::Object(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::{NetworkParts, Population};
    use crate::model::neuron::NeuronKey;
    use crate::units::Step;

    #[test]
    fn rates_and_irregularity_count_from_a_time_on() {
        let cell = NeuronKey::SpikeSource.make();
        let parts =
            NetworkParts { populations: vec![Population::new(7, 2, cell)], ..NetworkParts::default() };
        let network = Network::new(parts).unwrap();
        let grid = Grid::default();
        let mut tally = Tally::new(&network, grid, 100.0);
        let spike = |ms: u64, neuron| Spike { at: Moment::at(Step(ms * 10)), population: 7, neuron };
        // Neuron 0 is a clock; neuron 1 has intervals of 10 and 30 ms.
        for (neuron, times) in [(0, &[50, 100, 150, 200][..]), (1, &[150, 160, 190])] {
            for ms in times {
                tally.count(&spike(*ms, neuron));
            }
        }
        assert_eq!(tally.spikes(7), 6);
        assert!((tally.rate_hz(7, 200.0) - 30.0).abs() < 1e-12);
        let cv = 200.0_f64.sqrt() / 20.0;
        assert!((tally.cv_isi(7).unwrap() - 0.5 * cv).abs() < 1e-12);
        assert_eq!((tally.cv_isi(8), tally.spikes(8), tally.rate_hz(7, 100.0)), (None, 0, 0.0));
    }
}
