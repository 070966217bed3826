//! Synaptic bombardment: conductances that spikes open at random.

use super::{Kernel, Span, Sums};
use crate::model::kinetics::mean_decay;
use crate::model::stimulus::bombardment::{Bombardment, SynapticInput};
use crate::sim::digest::digest;
use crate::sim::rng::Stream;
use crate::units::Grid;

/// Bombardment at work.
#[derive(Debug, Clone)]
pub(super) struct BombardmentKernel {
    stream: Stream,
    /// Excitation and inhibition.
    trains: [TrainState; 2],
}

#[derive(Debug, Clone)]
struct TrainState {
    train: SynapticInput,
    /// Conductance onto each neuron at the boundary reached [nS].
    g: Vec<f64>,
    /// Expected spikes until the next one, onto any neuron.
    wait: f64,
    decay: f64,
    /// Mean over a step of what is left of a conductance.
    mean_decay: f64,
}

impl TrainState {
    fn new(train: SynapticInput, n: usize, stream: &mut Stream, h_ms: f64) -> Self {
        // The run begins in the middle of life: every conductance at its mean.
        let mean_nS = train.rate_Hz * 1e-3 * train.g_nS * train.tau_ms;
        Self {
            g: vec![mean_nS; n],
            wait: stream.exponential(),
            decay: libm::exp(-h_ms / train.tau_ms),
            mean_decay: mean_decay(h_ms / train.tau_ms),
            train,
        }
    }

    /// Mean conductance onto a neuron during the coming step [nS]. Spikes come at boundaries, so what there is at one is after
    /// a jump, and more than the mean over time.
    fn mean_nS(&self, neuron: usize) -> f64 {
        self.g[neuron] * self.mean_decay
    }

    fn add_and_advance(&mut self, G: &mut [f64], J: &mut [f64], stream: &mut Stream, h_ms: f64) {
        for ((g, G), J) in self.g.iter_mut().zip(G).zip(J) {
            let mean = *g * self.mean_decay;
            *G += mean;
            *J += mean * self.train.E_mV;
            *g *= self.decay;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let n = self.g.len() as u32;
        self.wait -= f64::from(n) * self.train.rate_Hz * 1e-3 * h_ms;
        while self.wait <= 0.0 {
            self.g[stream.below(n) as usize] += self.train.g_nS;
            self.wait += stream.exponential();
        }
    }
}

impl BombardmentKernel {
    /// Bombardment of `n` neurons at the start of a run.
    pub fn new(model: &Bombardment, n: usize, mut stream: Stream, grid: Grid) -> Self {
        let trains = model.trains().map(|train| TrainState::new(train, n, &mut stream, grid.dt_ms()));
        Self { stream, trains }
    }
}

impl Kernel for BombardmentKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel) {
        let old: &mut dyn std::any::Any = old;
        let Some(old) = old.downcast_mut::<Self>() else { return };
        std::mem::swap(&mut self.stream, &mut old.stream);
        for (new, old) in self.trains.iter_mut().zip(&mut old.trains) {
            std::mem::swap(&mut new.g, &mut old.g);
            new.wait = old.wait;
        }
    }

    fn add_and_advance(&mut self, sums: Sums<'_>, span: Span) {
        let Sums { G, J, .. } = sums;
        for train in &mut self.trains {
            train.add_and_advance(G, J, &mut self.stream, span.h_ms);
        }
    }

    fn conductances(&self, neuron: usize) -> [Option<(f64, f64)>; 2] {
        self.trains.each_ref().map(|train| Some((train.mean_nS(neuron), train.train.E_mV)))
    }

    fn has_conductance(&self) -> bool {
        true
    }

    fn value(&self, state: usize, neuron: usize, _: Span) -> f64 {
        self.trains.get(state).map_or(f64::NAN, |train| train.mean_nS(neuron))
    }
}

digest!(BombardmentKernel { stream, trains });
digest!(TrainState { g, wait } without { train, decay, mean_decay });
