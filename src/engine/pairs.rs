//! A twin over many seeds: both courses are played again from t = 0 with other random numbers, which are the same in both of a pair,
//! and what differs is told with its 95 % interval, in pairs and as if the courses had nothing to do with each other.
//!
//! A job has a thread of its own, tells how far it is, and ends when it is dropped.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use super::input_log::{LoggedInput, Watcher};
use crate::model::network::Network;
use crate::sim::{Event, Observer, Simulation};
use crate::units::{Grid, Moment, Step};

/// Number of pairs.
pub const PAIRS: usize = 20;
/// Student's t for 95 %, two-sided, with 19 degrees of freedom (differences of 20 pairs), and with 38 (two groups of 20).
const T: (f64, f64) = (2.093_024_054, 2.024_394_164);
/// Steps between two looks at whether the job is to end.
const STEPS: u64 = 2000;

/// What is played again.
#[derive(Debug, Clone, PartialEq)]
pub struct PairPlan {
    /// Seed of the run.
    pub seed: u64,
    /// The time grid.
    pub grid: Grid,
    /// What A began with at t = 0, and what acted on it.
    pub a: (Arc<Network>, Vec<LoggedInput>),
    /// The same of B.
    pub b: (Arc<Network>, Vec<LoggedInput>),
    /// The boundary from which both are compared.
    pub since: Step,
    /// The boundary up to which they are played.
    pub end: Step,
    /// The last click between the two.
    pub click: Option<Step>,
}

/// Mean weight of a projection in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanWeights {
    /// Id of the projection.
    pub projection: u32,
    /// The boundary at which both were weighed.
    pub at: Step,
    /// In A, if it has the projection there.
    pub a: Option<f64>,
    /// In B, if it has the projection there.
    pub b: Option<f64>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Mean rate of a population from `since` to `end` [Hz], by id.
    Rate(u32),
    /// Mean weight of a projection that learns, at the end, by id.
    Weight(u32),
    /// Time from the last click to the first spike of a population after it [ms], by id.
    Latency(u32),
}

/// What all pairs have come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What was measured.
    pub measure: Measure,
    /// Pairs in which both have a value.
    pub n: usize,
    /// Mean of A, of B, and of B − A.
    pub means: [f64; 3],
    /// Half the 95 % interval of B − A, of pairs with the same random numbers; only where all pairs have a value.
    pub paired: Option<f64>,
    /// The same if A and B had random numbers of their own.
    pub unpaired: Option<f64>,
}

/// Mean weights of all projections that learn in A or in B, at the boundary that both have reached.
pub(super) fn weigh(a: &Simulation, b: &Simulation) -> Vec<MeanWeights> {
    let of_a = a.network().projections().iter().map(|projection| projection.id);
    let mut ids: Vec<u32> = b.network().projections().iter().map(|projection| projection.id).collect();
    ids.extend(of_a.filter(|id| b.network().projection(*id).is_none()));
    let mean = |simulation: &Simulation, id: u32| {
        let learns = simulation.network().projection(id)?.plasticity.inner().is_some();
        let w = simulation.weights(id).filter(|_| learns)?;
        #[expect(clippy::cast_precision_loss, reason = "a number of synapses")]
        let n = w.len() as f64;
        (!w.is_empty()).then(|| w.iter().sum::<f64>() / n)
    };
    let weighed =
        ids.into_iter().map(|id| MeanWeights { projection: id, at: b.now(), a: mean(a, id), b: mean(b, id) });
    weighed.filter(|own| own.a.is_some() || own.b.is_some()).collect()
}

/// Counts spikes and finds the first after a click.
struct Counting<'a> {
    plan: &'a PairPlan,
    counts: BTreeMap<u32, u64>,
    first: BTreeMap<u32, Moment>,
}

impl Observer for Counting<'_> {
    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        let Event::Spike(spike) = event else { return };
        let is_from = |step: Step| spike.at.order(&Moment::at(step)).is_ge();
        if is_from(self.plan.since) {
            *self.counts.entry(spike.population).or_default() += 1;
        }
        if self.plan.click.is_some_and(is_from) {
            self.first.entry(spike.population).or_insert(spike.at);
        }
    }
}

impl Watcher for Counting<'_> {}

/// Plays one course with a seed; none if it was given up, or left the model.
fn measure(
    plan: &PairPlan,
    (network, inputs): &(Arc<Network>, Vec<LoggedInput>),
    seed: u64,
    is_given_up: &AtomicBool,
) -> Option<BTreeMap<Measure, f64>> {
    let mut counting = Counting { plan, counts: BTreeMap::new(), first: BTreeMap::new() };
    let mut simulation = Simulation::new(Arc::clone(network), seed, plan.grid);
    let go_to = |simulation: &mut Simulation, counting: &mut Counting<'_>, step: Step| -> Option<()> {
        while simulation.now() < step {
            let left = step.0 - simulation.now().0;
            simulation.run(left.min(STEPS), counting);
            if is_given_up.load(Ordering::Relaxed) || simulation.blow_up().is_some() {
                return None;
            }
        }
        Some(())
    };
    for LoggedInput { step, input } in inputs {
        go_to(&mut simulation, &mut counting, *step)?;
        input.apply(&mut simulation, &mut counting);
    }
    go_to(&mut simulation, &mut counting, plan.end)?;
    let grid = plan.grid;
    let ms = grid.time_ms(plan.end) - grid.time_ms(plan.since);
    let mut found = BTreeMap::new();
    #[expect(clippy::cast_precision_loss, reason = "numbers of spikes and neurons")]
    for population in simulation.network().populations() {
        let spikes = counting.counts.get(&population.id).copied().unwrap_or(0) as f64;
        found.insert(Measure::Rate(population.id), spikes / population.n.max(1) as f64 / ms * 1e3);
        if let (Some(click), Some(first)) = (plan.click, counting.first.get(&population.id)) {
            found.insert(Measure::Latency(population.id), grid.between_ms(Moment::at(click), *first));
        }
    }
    for own in weigh(&simulation, &simulation) {
        found.extend(own.a.map(|mean| (Measure::Weight(own.projection), mean)));
    }
    Some(found)
}

/// Mean, and standard deviation of a value.
fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "20 values")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (mean, (squares / (n - 1.0)).sqrt())
}

/// What values of A and B come to, of which each two have the same seed.
fn compare(measure: Measure, pairs: &[(f64, f64)]) -> Compared {
    let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let more: Vec<f64> = pairs.iter().map(|(a, b)| b - a).collect();
    let [(mean_a, sd_a), (mean_b, sd_b), (mean, sd)] = [a, b, more].map(|values| mean_and_sd(&values));
    #[expect(clippy::cast_precision_loss, reason = "20 values")]
    let root = (pairs.len() as f64).sqrt();
    let is_whole = pairs.len() == PAIRS;
    Compared {
        measure,
        n: pairs.len(),
        means: [mean_a, mean_b, mean],
        paired: is_whole.then(|| T.0 * sd / root),
        unpaired: is_whole.then(|| T.1 * (sd_a * sd_a + sd_b * sd_b).sqrt() / root),
    }
}

/// A comparison under way.
#[derive(Debug)]
pub struct PairJob {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    is_given_up: AtomicBool,
    /// Courses that were played, of two for each pair.
    done: AtomicUsize,
    result: Mutex<Option<Vec<Compared>>>,
}

impl PairJob {
    /// Begins to play a plan with 20 seeds that follow its own. `wake` is called there whenever there is something to tell.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(plan: Arc<PairPlan>, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        let work = move || {
            let found = play(&plan, &own, &wake);
            *own.result.lock().unwrap_or_else(PoisonError::into_inner) = found;
            wake();
        };
        let thread = Builder::new().name("bouton-pairs".to_owned()).spawn(work)?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// How much has been done, from 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most 40")]
        let done = self.shared.done.load(Ordering::Relaxed) as f32;
        #[expect(clippy::cast_precision_loss, reason = "40")]
        let whole = (2 * PAIRS) as f32;
        done / whole
    }

    /// Whether there is nothing more to come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// What it has come to, once it is over; nothing if a course left the model.
    pub fn take(&mut self) -> Option<Vec<Compared>> {
        self.shared.result.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for PairJob {
    fn drop(&mut self) {
        self.shared.is_given_up.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has no result.
            let _ = thread.join();
        }
    }
}

fn play(plan: &PairPlan, shared: &Shared, wake: &impl Fn()) -> Option<Vec<Compared>> {
    let mut found: BTreeMap<Measure, Vec<(f64, f64)>> = BTreeMap::new();
    for pair in 1..=PAIRS as u64 {
        let seed = plan.seed.wrapping_add(pair);
        let play = |course| {
            let measured = measure(plan, course, seed, &shared.is_given_up)?;
            shared.done.fetch_add(1, Ordering::Relaxed);
            wake();
            Some(measured)
        };
        let (a, b) = (play(&plan.a)?, play(&plan.b)?);
        for (measure, a) in a {
            if let Some(b) = b.get(&measure) {
                found.entry(measure).or_default().push((a, *b));
            }
        }
    }
    Some(found.into_iter().map(|(measure, pairs)| compare(measure, &pairs)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty values whose differences are known: 1 and 3 by turns, on courses that differ much from seed to seed.
    #[test]
    fn intervals_are_those_of_student() {
        let pairs: Vec<(f64, f64)> = (0..20)
            .map(|k| (f64::from(10 * k), f64::from(10 * k) + if k % 2 == 0 { 1.0 } else { 3.0 }))
            .collect();
        let compared = compare(Measure::Rate(1), &pairs);
        assert_eq!((compared.n, compared.means), (20, [95.0, 97.0, 2.0]));
        // Of ±1 about the mean the standard deviation is √(20/19).
        let paired = compared.paired.unwrap();
        assert!((paired - 2.093_024 * (1.0_f64 / 19.0).sqrt()).abs() < 1e-6, "{paired}");
        let sd = mean_and_sd(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>()).1;
        assert!((sd - 59.160_797).abs() < 1e-5, "of 0, 10, …, 190: {sd}");
        let unpaired = compared.unpaired.unwrap();
        assert!((unpaired / paired - 1.0).abs() > 50.0, "{paired} in pairs, {unpaired} without");
        assert_eq!(compare(Measure::Rate(1), &pairs[..19]).paired, None);
    }
}
