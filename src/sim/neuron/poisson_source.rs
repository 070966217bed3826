//! Sources that fire at random, or replay a list.

use std::sync::Arc;

use super::train::Train;
use super::{Cells, Kernel, Pace};
use crate::model::neuron::poisson_source::{PoissonSource, RateShape};
use crate::sim::digest::{Digest, StateHash, digest};
use crate::sim::rng::Stream;
use crate::units::{Grid, Moment, Step};

/// Poisson sources at work.
#[derive(Debug, Clone)]
pub(super) struct PoissonKernel {
    source: PoissonSource,
    /// Number of sources.
    n: u32,
    /// Listed spikes that are replayed.
    train: Train,
    /// Expected spikes until the next one.
    wait: f64,
    /// Rates that differ from neuron to neuron.
    rates: Rates,
    /// Expected spikes of all neurons in a step, if they are the same in every step.
    per_step: Option<f64>,
}

/// Rates that differ from neuron to neuron.
#[derive(Debug, Clone)]
enum Rates {
    /// They do not.
    Alike,
    /// They are drawn anew all the time.
    Correlated {
        /// Sum of the rates of the neurons up to each [Hz].
        sums: Vec<f64>,
        /// When they are drawn again [ms].
        until_ms: f64,
    },
    /// They come in volleys.
    Volleys {
        /// Latency of each neuron, the earliest first [ms].
        latencies_ms: Arc<[f64]>,
        /// Middle of the volley that is under way or comes next [ms].
        centre_ms: f64,
    },
}

/// Longest latency, in standard deviations.
const MOST_SD: f64 = 4.0;

impl PoissonKernel {
    /// The state of `n` neurons at the start of a run.
    pub fn new(source: &PoissonSource, n: usize, grid: Grid, stream: &mut Stream) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let neurons = n as u32;
        let train = Train::of_poisson_source(source, neurons, 0.0);
        let wait = stream.exponential();
        let rates = match source.shape {
            RateShape::Correlated => Rates::Correlated { sums: vec![0.0; n], until_ms: 0.0 },
            RateShape::Volleys => {
                let sd = source.latency_sd_ms;
                let mut latencies_ms: Vec<f64> =
                    (0..n).map(|_| sd * stream.normal().clamp(-MOST_SD, MOST_SD)).collect();
                latencies_ms.sort_unstable_by(f64::total_cmp);
                let centre_ms = MOST_SD * sd + source.pause_ms * stream.exponential();
                Rates::Volleys { latencies_ms: latencies_ms.into(), centre_ms }
            }
            _ => Rates::Alike,
        };
        let is_constant = source.shape == RateShape::Constant;
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let per_step = is_constant.then(|| n as f64 * source.expected_spikes(0.0, grid.dt_ms()));
        Self { source: source.clone(), n: neurons, train, wait, rates, per_step }
    }
}

impl Kernel for PoissonKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    /// The wait for the next spike goes on, and so do a list and rates whose parameters are the same; others begin anew.
    fn keep_from(&mut self, old: &mut dyn Kernel, from_ms: f64) -> bool {
        let old: &mut dyn std::any::Any = old;
        let Some(old) = old.downcast_mut::<Self>() else {
            self.train = Train::of_poisson_source(&self.source, self.n, from_ms);
            return false;
        };
        self.wait = old.wait;
        if self.source == old.source {
            std::mem::swap(&mut self.train, &mut old.train);
            std::mem::swap(&mut self.rates, &mut old.rates);
            return true;
        }
        self.train = Train::of_poisson_source(&self.source, self.n, from_ms);
        match &mut self.rates {
            Rates::Alike => {}
            Rates::Correlated { until_ms, .. } => *until_ms = from_ms,
            Rates::Volleys { centre_ms, .. } => *centre_ms += from_ms,
        }
        true
    }

    fn force(&mut self, _: &mut Cells, _: usize, _: Moment, _: Step, _: Grid) -> bool {
        true
    }

    fn pop_train(&mut self, now: Step, grid: Grid) -> Option<(Moment, Option<u32>)> {
        self.train.pop_due(None, now, grid)
    }

    fn has_train(&self) -> bool {
        !self.train.is_over()
    }

    fn is_random_source(&self) -> bool {
        true
    }

    fn rate_at(&self, t_ms: f64) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "numbers of neurons")]
        let rate_Hz = match &self.rates {
            Rates::Alike => self.source.rate_at(t_ms),
            Rates::Correlated { sums, .. } => sums.last().map_or(0.0, |sum| sum / sums.len() as f64),
            Rates::Volleys { latencies_ms, centre_ms } => {
                let since = t_ms - centre_ms;
                let begun = latencies_ms.partition_point(|latency| *latency <= since);
                let over = latencies_ms.partition_point(|latency| latency + self.source.width_ms <= since);
                self.source.rate_Hz * (begun - over) as f64 / latencies_ms.len().max(1) as f64
            }
        };
        Some(rate_Hz)
    }

    fn volleys(&self) -> Option<(&[f64], f64)> {
        match &self.rates {
            Rates::Volleys { latencies_ms, centre_ms } => Some((latencies_ms, *centre_ms)),
            _ => None,
        }
    }

    fn is_steady(&self) -> bool {
        self.per_step.is_some()
    }

    fn pace(&mut self) -> Option<Pace<'_>> {
        let per_step = self.per_step?;
        Some(Pace { wait: &mut self.wait, per_step })
    }

    #[inline]
    fn waits(&mut self) -> bool {
        let Some(per_step) = self.per_step else { return false };
        self.wait -= per_step;
        0.0 < self.wait
    }

    fn draw(&mut self, now: Step, grid: Grid, stream: &mut Stream, spikes: &mut Vec<(f64, u32)>) {
        let (to_ms, h_ms) = (grid.time_ms(now), grid.dt_ms());
        let Self { source, n, wait, rates, per_step, .. } = self;
        let n = *n;
        match rates {
            Rates::Alike => {
                if per_step.is_none() {
                    *wait -= f64::from(n) * source.expected_spikes(to_ms - h_ms, h_ms);
                }
                while *wait <= 0.0 {
                    spikes.push((0.0, stream.below(n)));
                    *wait += stream.exponential();
                }
            }
            Rates::Correlated { sums, until_ms } => {
                let mut from_ms = to_ms - h_ms;
                loop {
                    let end_ms = until_ms.clamp(from_ms, to_ms);
                    let total = sums.last().copied().unwrap_or(0.0);
                    *wait -= 1e-3 * total * (end_ms - from_ms);
                    while *wait <= 0.0 && 0.0 < total {
                        let place = stream.uniform() * total;
                        let neuron = sums.partition_point(|sum| *sum <= place).min(sums.len() - 1);
                        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                        spikes.push((0.0, neuron as u32));
                        *wait += stream.exponential();
                    }
                    if to_ms < *until_ms {
                        break;
                    }
                    from_ms = end_ms;
                    redraw(source, sums, stream);
                    *until_ms = end_ms + source.tau_c_ms * stream.exponential();
                }
            }
            Rates::Volleys { latencies_ms, centre_ms } => {
                let from_ms = to_ms - h_ms;
                if *centre_ms + MOST_SD * source.latency_sd_ms + source.width_ms <= from_ms {
                    let pause_ms = source.pause_ms * stream.exponential();
                    *centre_ms += 2.0 * MOST_SD * source.latency_sd_ms + source.width_ms + pause_ms;
                }
                let (since, until) = (from_ms - *centre_ms, to_ms - *centre_ms);
                let over = latencies_ms.partition_point(|latency| latency + source.width_ms <= since);
                let begun = latencies_ms.partition_point(|latency| *latency < until);
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                let (first, active) = (over as u32, (begun - over) as u32);
                *wait -= 1e-3 * f64::from(active) * source.rate_Hz * h_ms;
                // A neuron that begins or ends within the step fires in a part of it only.
                while *wait <= 0.0 && 0 < active {
                    let neuron = first + stream.below(active);
                    let at = since + stream.uniform() * h_ms - latencies_ms[neuron as usize];
                    if (0.0..source.width_ms).contains(&at) {
                        spikes.push((0.0, neuron));
                    }
                    *wait += stream.exponential();
                }
            }
        }
    }
}

/// Draws the rates of all neurons anew and adds them up.
fn redraw(source: &PoissonSource, sums: &mut [f64], stream: &mut Stream) {
    let n = sums.len() as u64;
    let first = usize::try_from(source.first_correlated(n)).unwrap_or(usize::MAX);
    let shared = stream.normal();
    let mut sum = 0.0;
    for (neuron, place) in sums.iter_mut().enumerate() {
        let own = stream.normal();
        let deviation = if neuron < first { std::f64::consts::SQRT_2 * own } else { own + shared };
        sum += source.rate_Hz * (1.0 + source.sigma * deviation).max(0.0);
        *place = sum;
    }
}

digest!(PoissonKernel { train, wait, rates } without { source, n, per_step });

impl Digest for Rates {
    fn digest(&self, hash: &mut StateHash) {
        match self {
            Self::Alike => {}
            Self::Correlated { sums, until_ms } => {
                sums.digest(hash);
                until_ms.digest(hash);
            }
            Self::Volleys { latencies_ms, centre_ms } => {
                latencies_ms.digest(hash);
                centre_ms.digest(hash);
            }
        }
    }
}
