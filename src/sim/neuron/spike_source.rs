//! Sources that fire when they are told to, and in trains.

use super::train::Train;
use super::{Cells, Kernel};
use crate::model::neuron::spike_source::SpikeSource;
use crate::sim::digest::digest;
use crate::units::{Grid, Moment, Step};

/// A spike exactly t_ref after the last is late enough, whatever the rounding of the two times [ms].
const ROUNDING_MS: f64 = 1e-9;

/// Such sources at work.
#[derive(Debug, Clone)]
pub(super) struct SpikeSourceKernel {
    source: SpikeSource,
    /// When each neuron last fired.
    last: Vec<Option<Moment>>,
    train: Train,
}

impl SpikeSourceKernel {
    /// `n` sources at the start of a run.
    pub fn new(source: &SpikeSource, n: usize) -> Self {
        let train = Train::of_spike_source(source, 0.0);
        Self { source: source.clone(), last: vec![None; n], train }
    }
}

impl Kernel for SpikeSourceKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel, from_ms: f64) -> bool {
        let old: &mut dyn std::any::Any = old;
        let Some(old) = old.downcast_mut::<Self>() else {
            self.train = Train::of_spike_source(&self.source, from_ms);
            return false;
        };
        std::mem::swap(&mut self.last, &mut old.last);
        if self.source == old.source {
            std::mem::swap(&mut self.train, &mut old.train);
        } else {
            self.train = Train::of_spike_source(&self.source, from_ms);
        }
        true
    }

    fn force(&mut self, _: &mut Cells, neuron: usize, at: Moment, _: Step, grid: Grid) -> bool {
        let t_ref_ms = self.source.t_ref_ms;
        let last = &mut self.last[neuron];
        let is_ready = last.is_none_or(|last| t_ref_ms <= grid.between_ms(last, at) + ROUNDING_MS);
        if is_ready {
            *last = Some(at);
        }
        is_ready
    }

    #[inline]
    fn pop_train(&mut self, now: Step, grid: Grid) -> Option<(Moment, Option<u32>)> {
        self.train.pop_due(Some(&self.source), now, grid)
    }

    fn has_train(&self) -> bool {
        !self.train.is_over()
    }
}

digest!(SpikeSourceKernel { last, train } without { source });
