//! Live state of a stimulus.

use super::rng::{Stream, StreamKind};
use crate::model::network::Stimulus;
use crate::model::stimulus::StimulusKind;
use crate::units::Grid;

/// Live state of a stimulus.
#[derive(Debug, Clone)]
pub(super) struct StimulusState {
    spec: Stimulus,
    noise: Option<NoiseState>,
}

#[derive(Debug, Clone)]
struct NoiseState {
    stream: Stream,
    /// Current into each neuron during the coming step [pA].
    eta: Vec<f64>,
    memory: f64,
    kick: f64,
}

impl StimulusState {
    /// The state at the start of a run, for `n` neurons. `membrane` is the leak [nS] and the time constant
    /// [ms] of the neurons, if they have a membrane.
    pub fn new(spec: &Stimulus, n: usize, membrane: Option<(f64, f64)>, seed: u64, grid: Grid) -> Self {
        let noise = match (&spec.kind, membrane) {
            (StimulusKind::Noise(noise), Some((g_L_nS, tau_m_ms))) => {
                let sigma = noise.sigma_I_pA(g_L_nS, tau_m_ms);
                let (memory, kick) = noise.update_factors(sigma, grid.dt_ms());
                let mut stream = Stream::new(seed, StreamKind::Stimulus, spec.id);
                let eta = (0..n).map(|_| sigma * stream.normal()).collect();
                Some(NoiseState { stream, eta, memory, kick })
            }
            _ => None,
        };
        Self { spec: spec.clone(), noise }
    }

    /// Its id.
    pub fn id(&self) -> u32 {
        self.spec.id
    }

    /// Current into a neuron during the step that begins at `t_ms` and lasts `h_ms` [pA].
    pub fn current_pA(&self, neuron: usize, t_ms: f64, h_ms: f64) -> f64 {
        match &self.spec.kind {
            StimulusKind::Constant(constant) => constant.I_pA,
            StimulusKind::Square(square) => square.mean_pA(t_ms, h_ms),
            StimulusKind::Noise(_) => self.noise.as_ref().map_or(0.0, |noise| noise.eta[neuron]),
        }
    }

    /// Adds the current of the step to every neuron's, and moves on to the next step.
    pub fn add_and_advance(&mut self, I: &mut [f64], t_ms: f64, h_ms: f64) {
        if let Some(noise) = &mut self.noise {
            for (I, eta) in I.iter_mut().zip(&mut noise.eta) {
                *I += *eta;
                *eta = noise.memory * *eta + noise.kick * noise.stream.normal();
            }
        } else {
            let current = self.current_pA(0, t_ms, h_ms);
            for I in I {
                *I += current;
            }
        }
    }

    /// Takes over the noise as it is: a new strength or correlation time acts from here on.
    pub fn keep_from(&mut self, old: &mut Self) {
        if let (Some(new), Some(old)) = (&mut self.noise, &mut old.noise) {
            std::mem::swap(&mut new.stream, &mut old.stream);
            std::mem::swap(&mut new.eta, &mut old.eta);
        }
    }
}
