//! Live state of sources: trains at given times, and spikes at random.

use super::rng::Stream;
use crate::model::neuron::poisson_source::{PoissonSource, RateShape};
use crate::model::neuron::spike_source::SpikeSource;
use crate::units::{Grid, Moment, Step};

/// Spikes at given times that are to come.
#[derive(Debug, Clone, Default)]
pub(super) struct Train {
    /// The next time, and the neuron that fires then; all of them do without one.
    next: Option<(f64, Option<u32>)>,
    /// How many of the listed times have passed.
    passed: usize,
    /// Listed times in order, with their neurons.
    listed: Vec<(f64, u32)>,
}

impl Train {
    /// The train of a spike source, from a time on [ms].
    pub fn of_spike_source(source: &SpikeSource, from_ms: f64) -> Self {
        Self { next: source.next_ms(from_ms).map(|time| (time, None)), ..Self::default() }
    }

    /// The train of a Poisson source whose list is replayed by `n` neurons in turn, from a time on [ms].
    pub fn of_poisson_source(source: &PoissonSource, n: u32, from_ms: f64) -> Self {
        if source.shape != RateShape::Replayed {
            return Self::default();
        }
        let mut listed: Vec<(f64, u32)> = source.times_ms.iter().copied().zip((0..n).cycle()).collect();
        listed.sort_by(|a, b| a.0.total_cmp(&b.0));
        // A neuron fires once at a time, as that of a spike source does.
        let mut at_once = std::collections::BTreeSet::new();
        let mut time_ms = f64::NAN;
        listed.retain(|(time, neuron)| {
            if *time != time_ms {
                time_ms = *time;
                at_once.clear();
            }
            at_once.insert(*neuron)
        });
        let passed = listed.partition_point(|(time, _)| *time < from_ms);
        let next = listed.get(passed).map(|(time, neuron)| (*time, Some(*neuron)));
        Self { next, passed, listed }
    }

    /// Whether no spike is to come.
    #[inline]
    pub fn is_over(&self) -> bool {
        self.next.is_none()
    }

    /// Takes the next spike that is due at a boundary: its moment, and its neuron unless all fire.
    pub fn pop_due(
        &mut self,
        source: Option<&SpikeSource>,
        now: Step,
        grid: Grid,
    ) -> Option<(Moment, Option<u32>)> {
        let (time, neuron) = self.next?;
        let at = grid.moment(time);
        if now < at.boundary() {
            return None;
        }
        self.next = if let Some(source) = source {
            source.next_ms(time.next_up()).map(|time| (time, None))
        } else {
            self.passed += 1;
            self.listed.get(self.passed).map(|(time, neuron)| (*time, Some(*neuron)))
        };
        Some((at, neuron))
    }
}

/// A Poisson source at work.
#[derive(Debug, Clone)]
pub(super) struct PoissonState {
    /// Its parameters.
    pub source: PoissonSource,
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
        latencies_ms: Vec<f64>,
        /// Middle of the volley that is under way or comes next [ms].
        centre_ms: f64,
    },
}

/// Longest latency, in standard deviations.
const MOST_SD: f64 = 4.0;

impl PoissonState {
    /// The state of `n` neurons at the start of a run.
    pub fn new(source: &PoissonSource, n: usize, h_ms: f64, stream: &mut Stream) -> Self {
        let wait = stream.exponential();
        let rates = match source.shape {
            RateShape::Correlated => Rates::Correlated { sums: vec![0.0; n], until_ms: 0.0 },
            RateShape::Volleys => {
                let sd = source.latency_sd_ms;
                let mut latencies_ms: Vec<f64> =
                    (0..n).map(|_| sd * stream.normal().clamp(-MOST_SD, MOST_SD)).collect();
                latencies_ms.sort_unstable_by(f64::total_cmp);
                let centre_ms = MOST_SD * sd + source.pause_ms * stream.exponential();
                Rates::Volleys { latencies_ms, centre_ms }
            }
            _ => Rates::Alike,
        };
        let is_constant = source.shape == RateShape::Constant;
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let per_step = is_constant.then(|| n as f64 * source.expected_spikes(0.0, h_ms));
        Self { source: source.clone(), wait, rates, per_step }
    }

    /// Expected spikes until the next one, and those of all neurons in a step, if they are the same in every step.
    pub fn pace(&mut self) -> Option<(&mut f64, f64)> {
        let per_step = self.per_step?;
        Some((&mut self.wait, per_step))
    }

    /// Whether what is expected is the same in every step.
    pub fn is_steady(&self) -> bool {
        self.per_step.is_some()
    }

    /// Takes over what goes on after an edit: the wait for the next spike, and rates whose parameters are the same; others
    /// begin at `from_ms` [ms].
    pub fn keep_from(&mut self, old: &mut Self, from_ms: f64) {
        self.wait = old.wait;
        if self.source == old.source {
            std::mem::swap(&mut self.rates, &mut old.rates);
            return;
        }
        match &mut self.rates {
            Rates::Alike => {}
            Rates::Correlated { until_ms, .. } => *until_ms = from_ms,
            Rates::Volleys { centre_ms, .. } => *centre_ms += from_ms,
        }
    }

    /// Mean rate of the neurons at a time [Hz].
    pub fn rate_at(&self, t_ms: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "numbers of neurons")]
        match &self.rates {
            Rates::Alike => self.source.rate_at(t_ms),
            Rates::Correlated { sums, .. } => sums.last().map_or(0.0, |sum| sum / sums.len() as f64),
            Rates::Volleys { latencies_ms, centre_ms } => {
                let since = t_ms - centre_ms;
                let begun = latencies_ms.partition_point(|latency| *latency <= since);
                let over = latencies_ms.partition_point(|latency| latency + self.source.width_ms <= since);
                self.source.rate_Hz * (begun - over) as f64 / latencies_ms.len().max(1) as f64
            }
        }
    }

    /// Latency of each neuron [ms], if there are volleys, and the middle of the volley that is under way or comes next [ms].
    pub fn volleys(&self) -> Option<(&[f64], f64)> {
        match &self.rates {
            Rates::Volleys { latencies_ms, centre_ms } => Some((latencies_ms, *centre_ms)),
            _ => None,
        }
    }

    /// Lets a step pass in which what is expected is known beforehand; `true` if there is no spike in it. If there is, or if it
    /// is not known, [`PoissonState::draw`] is to be asked.
    #[inline]
    pub fn waits(&mut self) -> bool {
        let Some(per_step) = self.per_step else { return false };
        self.wait -= per_step;
        0.0 < self.wait
    }

    /// After [`PoissonState::waits`], draws the spikes of `n` neurons in the step of `h_ms` [ms] that ends at `to_ms` [ms]: the neuron of each.
    #[inline]
    pub fn draw(&mut self, n: u32, to_ms: f64, h_ms: f64, stream: &mut Stream, spikes: &mut Vec<(f64, u32)>) {
        let Self { source, wait, rates, per_step, .. } = self;
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
