//! Noise: a current into each neuron that forgets its past.

use super::{Kernel, Span, Sums};
use crate::model::stimulus::noise::Noise;
use crate::sim::digest::digest;
use crate::sim::rng::Stream;
use crate::units::Grid;

/// Noise at work.
#[derive(Debug, Clone)]
pub(super) struct NoiseKernel {
    stream: Stream,
    /// Current into each neuron during the coming step [pA].
    eta: Vec<f64>,
    memory: f64,
    kick: f64,
}

impl NoiseKernel {
    /// Noise on `n` neurons at the start of a run, with their leak [nS] and time constant [ms].
    pub fn new(
        noise: &Noise,
        n: usize,
        (g_L_nS, tau_m_ms): (f64, f64),
        mut stream: Stream,
        grid: Grid,
    ) -> Self {
        let sigma = noise.sigma_I_pA(g_L_nS, tau_m_ms);
        let (memory, kick) = noise.update_factors(sigma, grid.dt_ms());
        let eta = (0..n).map(|_| sigma * stream.normal()).collect();
        Self { stream, eta, memory, kick }
    }
}

impl Kernel for NoiseKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel) {
        let old: &mut dyn std::any::Any = old;
        if let Some(old) = old.downcast_mut::<Self>() {
            std::mem::swap(&mut self.stream, &mut old.stream);
            std::mem::swap(&mut self.eta, &mut old.eta);
        }
    }

    fn current_pA(&self, neuron: usize, _: Span) -> f64 {
        self.eta[neuron]
    }

    fn add_and_advance(&mut self, sums: Sums<'_>, _: Span) {
        for (I, eta) in sums.I.iter_mut().zip(&mut self.eta) {
            *I += *eta;
            *eta = self.memory * *eta + self.kick * self.stream.normal();
        }
    }
}

digest!(NoiseKernel { stream, eta } without { memory, kick });
