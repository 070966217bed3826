//! Spikes at given times.

use std::sync::Arc;

use crate::model::neuron::poisson_source::{PoissonSource, RateShape};
use crate::model::neuron::spike_source::SpikeSource;
use crate::sim::digest::digest;
use crate::units::{Grid, Moment, Step};

/// Spikes at given times that are to come.
#[derive(Debug, Clone, Default)]
pub(super) struct Train {
    /// The next time, and the neuron that fires then; all of them do without one.
    next: Option<(f64, Option<u32>)>,
    /// How many of the listed times have passed.
    passed: usize,
    /// Listed times in order, with their neurons.
    listed: Arc<[(f64, u32)]>,
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
        Self { next, passed, listed: listed.into() }
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

digest!(Train { next, passed } without { listed });
