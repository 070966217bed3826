//! A current that depends on nothing but time.

use super::{Kernel, Span, Sums};
use crate::model::stimulus::{StimulusKind, StimulusModel};
use crate::sim::digest::digest;

/// Such a current at work.
#[derive(Debug, Clone)]
pub(super) struct CurrentKernel {
    kind: StimulusKind,
}

impl CurrentKernel {
    /// The current of a stimulus; none if it is not one.
    pub fn new(kind: &StimulusKind) -> Self {
        Self { kind: kind.clone() }
    }
}

impl Kernel for CurrentKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn current_pA(&self, _: usize, span: Span) -> f64 {
        self.kind.inner().map_or(0.0, |model| StimulusModel::mean_pA(model, span.t_ms, span.h_ms))
    }

    fn add_and_advance(&mut self, sums: Sums<'_>, span: Span) {
        let current = self.current_pA(0, span);
        for I in sums.I {
            *I += current;
        }
    }
}

digest!(CurrentKernel {} without { kind });
