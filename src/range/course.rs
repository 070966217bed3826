//! What is kept of a run of a range: figures that were read off it at full resolution, and a thinned trace.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{MOST_POINTS, Plan};
use crate::engine::{Input, Watcher};
use crate::measure::{Fit, Readings, fit_decays};
use crate::model::network::Network;
use crate::replay::Inputs;
use crate::sim::{Event, Observer, Recorder, Simulation, Slot};
use crate::units::{Moment, Step, Unit};

/// Steps between two looks at whether a run is to be given up.
const LOOK: u64 = 200;

/// Something that is read off a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// What is farthest from the first value of the trace, in the unit of the probe.
    Peak,
    /// Its time [ms].
    PeakTime,
    /// Time constant of the decay after it [ms], of what is left from half of it on.
    Decay,
    /// Mean rate of the neurons of a population [Hz], by id.
    Rate(u32),
    /// Mean weight of a projection that learns at the end, by id.
    Weight(u32),
    /// Time from the first click, or from t = 0 if there is none, to the first spike of a population after it [ms], by id.
    Latency(u32),
}

/// Most populations, and most projections, of which something can be chosen.
const MOST_OBJECTS: usize = 40;

impl Quantity {
    /// All that is read off runs of a network, in the order of a table.
    #[must_use]
    pub fn all(network: &Network) -> Vec<Self> {
        let populations = || network.populations().iter().take(MOST_OBJECTS).map(|own| own.id);
        let learning = network.projections().iter().filter(|own| !own.plasticity.is_fixed());
        let mut all = vec![Self::Peak, Self::PeakTime, Self::Decay];
        all.extend(populations().map(Self::Rate));
        all.extend(learning.take(MOST_OBJECTS).map(|own| Self::Weight(own.id)));
        all.extend(populations().map(Self::Latency));
        all
    }

    /// The key of its words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Peak => "range-peak",
            Self::PeakTime => "range-peak-time",
            Self::Decay => "range-decay",
            Self::Rate(_) => "range-rate",
            Self::Weight(_) => "range-weight",
            Self::Latency(_) => "range-latency",
        }
    }

    /// The name of what it is read off, where that is no trace.
    #[must_use]
    pub fn of(self, network: &Network) -> Option<&str> {
        match self {
            Self::Rate(id) | Self::Latency(id) => network.population(id).map(|own| own.name.as_str()),
            Self::Weight(id) => network.projection(id).map(|own| own.name.as_str()),
            Self::Peak | Self::PeakTime | Self::Decay => None,
        }
    }

    /// Its unit, where a trace has `of_trace`.
    #[must_use]
    pub fn unit(self, of_trace: Unit) -> Unit {
        match self {
            Self::Peak => of_trace,
            Self::PeakTime | Self::Decay | Self::Latency(_) => Unit::Ms,
            Self::Rate(_) => Unit::Hz,
            Self::Weight(_) => Unit::One,
        }
    }
}

/// What was read off a run, as far as it has such a figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures(BTreeMap<Quantity, f64>);

impl Figures {
    /// One of them.
    #[must_use]
    pub fn get(&self, quantity: Quantity) -> Option<f64> {
        self.0.get(&quantity).copied()
    }
}

/// What is kept of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What was read off it.
    pub figures: Figures,
    /// Points (time [ms], value) of the trace: all samples, or of each of many stretches the least and the greatest, at most
    /// [`MOST_POINTS`].
    pub trace: Vec<(f64, f64)>,
    /// When a potential left the model [ms], if one did: the run ended there, and nothing was read off it.
    pub failed_ms: Option<f64>,
}

/// Counts spikes, finds the first after a moment, and records a probe.
struct Gathering {
    recorder: Recorder,
    since: Moment,
    counts: BTreeMap<u32, u64>,
    first: BTreeMap<u32, Moment>,
}

impl Observer for Gathering {
    fn sample(&mut self, simulation: &Simulation) {
        self.recorder.sample(simulation);
    }

    fn slots(&self) -> Option<&[Option<Slot>]> {
        self.recorder.slots()
    }

    fn sample_values(&mut self, now: Step, values: &[f64]) {
        self.recorder.sample_values(now, values);
    }

    fn wants_samples(&self) -> bool {
        self.recorder.wants_samples()
    }

    fn event(&mut self, event: &Event) {
        let Event::Spike(spike) = event else { return };
        *self.counts.entry(spike.population).or_default() += 1;
        if spike.at.order(&self.since).is_ge() {
            self.first.entry(spike.population).or_insert(spike.at);
        }
    }
}

impl Watcher for Gathering {}

/// Runs a value of a plan; `goes_on` is told how many steps were done, and says whether to go on. Nothing comes of a run that was
/// given up.
pub(super) fn run(plan: &Plan, index: usize, goes_on: &dyn Fn(u64) -> bool) -> Option<Course> {
    let preset = plan.presets.get(index)?;
    let (grid, network) = (preset.grid(), Arc::new(preset.network().clone()));
    let mut simulation = Simulation::new(Arc::clone(&network), preset.run().seed, grid);
    let click = plan.inputs.iter().find(|own| matches!(own.input, Input::Fire { .. })).map(|own| own.step);
    let mut gathering = Gathering {
        recorder: Recorder::new(&simulation, vec![plan.probe.clone()], 1),
        since: Moment::at(click.unwrap_or_default()),
        counts: BTreeMap::new(),
        first: BTreeMap::new(),
    };
    let mut inputs = Inputs::new(plan.inputs.clone());
    loop {
        inputs.act(&mut simulation, &mut gathering);
        let left = inputs.quiet_until(plan.end).0.saturating_sub(simulation.now().0).min(LOOK);
        if left == 0 {
            break;
        }
        let done = simulation.run(left, &mut gathering);
        if !goes_on(done) {
            return None;
        }
        if done == 0 || simulation.blow_up().is_some() {
            break;
        }
    }
    if simulation.blow_up().is_none() {
        gathering.recorder.sample(&simulation); // The last boundary belongs to it.
    }
    let recorded = gathering.recorder.take();
    let values = recorded.columns.first().map(Vec::as_slice).unwrap_or_default();
    let curve: Vec<(f64, f64)> =
        (0..).zip(values).map(|(step, value)| (grid.time_ms(Step(step)), *value)).collect();
    let trace = thinned(&curve);
    if let Some(blow_up) = simulation.blow_up() {
        let failed_ms = Some(grid.time_ms(blow_up.step));
        return Some(Course { figures: Figures::default(), trace, failed_ms });
    }
    let mut figures = BTreeMap::new();
    read_trace(&curve, &mut figures);
    #[expect(clippy::cast_precision_loss, reason = "numbers of spikes, neurons and synapses")]
    for quantity in Quantity::all(&network) {
        let value = match quantity {
            Quantity::Rate(id) => network.population(id).map(|population| {
                let spikes = gathering.counts.get(&id).copied().unwrap_or(0) as f64;
                spikes / population.n.max(1) as f64 / (simulation.now_ms() * 1e-3)
            }),
            Quantity::Weight(id) => {
                simulation.weights(id).map(|w| w.iter().sum::<f64>() / w.len().max(1) as f64)
            }
            Quantity::Latency(id) => {
                gathering.first.get(&id).map(|first| grid.between_ms(gathering.since, *first))
            }
            Quantity::Peak | Quantity::PeakTime | Quantity::Decay => None,
        };
        figures.extend(value.map(|value| (quantity, value)));
    }
    Some(Course { figures: Figures(figures), trace, failed_ms: None })
}

/// Peak, its time and the decay after it.
fn read_trace(curve: &[(f64, f64)], figures: &mut BTreeMap<Quantity, f64>) {
    let Some(peak) = Readings::of(curve).and_then(|own| own.peak) else { return };
    figures.insert(Quantity::Peak, peak.value);
    figures.insert(Quantity::PeakTime, peak.time_ms);
    let rest = curve[0].1;
    let after = &curve[curve.partition_point(|point| point.0 < peak.time_ms)..];
    // A smooth peak is no exponential: what is left of it from half of its height on may be one.
    let is_beyond = |point: &(f64, f64)| 0.5 < (point.1 - rest) / (peak.value - rest);
    let Some(half) = after.iter().position(|point| !is_beyond(point)) else { return };
    let decay = match fit_decays(&after[half..], 1, None) {
        Fit::Decays(own) => own.terms.first().map(|term| term.tau_ms),
        _ => None,
    };
    figures.extend(decay.map(|tau_ms| (Quantity::Decay, tau_ms)));
}

/// A curve of at most [`MOST_POINTS`] points: as it is, or of each of many stretches the least and the greatest in their order.
fn thinned(curve: &[(f64, f64)]) -> Vec<(f64, f64)> {
    if curve.len() <= MOST_POINTS {
        return curve.to_vec();
    }
    let each = curve.len().div_ceil(MOST_POINTS / 2);
    let mut points = Vec::with_capacity(MOST_POINTS);
    for stretch in curve.chunks(each) {
        let order = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
        let (Some(low), Some(high)) = (stretch.iter().min_by(order), stretch.iter().max_by(order)) else {
            continue;
        };
        points.extend(if low.0 <= high.0 { [*low, *high] } else { [*high, *low] });
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_trace_keeps_its_peaks() {
        let curve: Vec<(f64, f64)> =
            (0..100_000).map(|k| (f64::from(k), if k == 77_777 { 9.0 } else { f64::from(k % 7) })).collect();
        let thin = thinned(&curve);
        assert!(thin.len() <= MOST_POINTS && thin.contains(&(77_777.0, 9.0)), "{}", thin.len());
        assert!(thin.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        assert_eq!(thinned(&curve[..MOST_POINTS]), curve[..MOST_POINTS]);
    }

    #[test]
    fn figures_of_a_jump_and_of_a_smooth_peak() {
        let read = |value: &dyn Fn(f64) -> f64| {
            let curve: Vec<(f64, f64)> =
                (0..2000).map(|k| 0.1 * f64::from(k)).map(|t| (t, value(t))).collect();
            let mut figures = BTreeMap::new();
            read_trace(&curve, &mut figures);
            figures
        };
        let jump = read(&|t| if t < 20.0 { 0.0 } else { 10.0 * libm::exp(-(t - 20.0) / 5.0) });
        assert_eq!(jump[&Quantity::Peak], 10.0);
        assert!((jump[&Quantity::Decay] - 5.0).abs() < 0.01, "{jump:?}");
        let smooth = read(&|t| -70.0 + 12.0 * (libm::exp(-t / 20.0) - libm::exp(-t / 2.0)));
        assert!((smooth[&Quantity::Decay] / 20.0 - 1.0).abs() < 0.05, "{smooth:?}");
        assert!(read(&|_| 3.0).is_empty());
    }
}
