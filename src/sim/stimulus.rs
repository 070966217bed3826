//! Live state of a stimulus.

use super::rng::{Stream, StreamKind};
use crate::model::network::Stimulus;
use crate::model::stimulus::StimulusKind;
use crate::model::stimulus::bombardment::Train;
use crate::units::Grid;

/// Live state of a stimulus.
#[derive(Debug, Clone)]
pub(super) struct StimulusState {
    spec: Stimulus,
    noise: Option<NoiseState>,
    bombardment: Option<BombardmentState>,
}

#[derive(Debug, Clone)]
struct NoiseState {
    stream: Stream,
    /// Current into each neuron during the coming step [pA].
    eta: Vec<f64>,
    memory: f64,
    kick: f64,
}

#[derive(Debug, Clone)]
struct BombardmentState {
    stream: Stream,
    /// Excitation and inhibition.
    trains: [TrainState; 2],
}

#[derive(Debug, Clone)]
struct TrainState {
    train: Train,
    /// Conductance onto each neuron at the boundary reached [nS].
    g: Vec<f64>,
    /// Expected spikes until the next one, onto any neuron.
    wait: f64,
    decay: f64,
    half_decay: f64,
    /// Mean over a step of what is left of a conductance.
    mean_decay: f64,
}

impl TrainState {
    fn new(train: Train, n: usize, stream: &mut Stream, h_ms: f64) -> Self {
        let decay = |h_ms: f64| libm::exp(-h_ms / train.tau_ms);
        // The run begins in the middle of life: every conductance at its mean.
        let mean_nS = train.rate_Hz * 1e-3 * train.g_nS * train.tau_ms;
        Self {
            g: vec![mean_nS; n],
            wait: stream.exponential(),
            decay: decay(h_ms),
            half_decay: decay(0.5 * h_ms),
            mean_decay: -libm::expm1(-h_ms / train.tau_ms) * train.tau_ms / h_ms,
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
            let middle = *g * self.half_decay;
            *G += middle;
            *J += middle * self.train.E_mV;
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

impl StimulusState {
    /// The state at the start of a run, for `n` neurons. `membrane` is the leak [nS] and the time constant
    /// [ms] of the neurons, if they have a membrane.
    pub fn new(spec: &Stimulus, n: usize, membrane: Option<(f64, f64)>, seed: u64, grid: Grid) -> Self {
        let mut stream = Stream::new(seed, StreamKind::Stimulus, spec.id);
        let (mut noise, mut bombardment) = (None, None);
        match (&spec.kind, membrane) {
            (StimulusKind::Noise(params), Some((g_L_nS, tau_m_ms))) => {
                let sigma = params.sigma_I_pA(g_L_nS, tau_m_ms);
                let (memory, kick) = params.update_factors(sigma, grid.dt_ms());
                let eta = (0..n).map(|_| sigma * stream.normal()).collect();
                noise = Some(NoiseState { stream, eta, memory, kick });
            }
            (StimulusKind::Bombardment(params), Some(_)) => {
                let trains =
                    params.trains().map(|train| TrainState::new(train, n, &mut stream, grid.dt_ms()));
                bombardment = Some(BombardmentState { stream, trains });
            }
            _ => {}
        }
        Self { spec: spec.clone(), noise, bombardment }
    }

    /// Its id.
    pub fn id(&self) -> u32 {
        self.spec.id
    }

    /// Whether it opens conductances.
    pub fn has_conductance(&self) -> bool {
        self.bombardment.is_some()
    }

    /// Current into a neuron during the step that begins at `t_ms` and lasts `h_ms` [pA].
    pub fn current_pA(&self, neuron: usize, t_ms: f64, h_ms: f64) -> f64 {
        match &self.spec.kind {
            StimulusKind::Constant(constant) => constant.I_pA,
            StimulusKind::Square(square) => square.mean_pA(t_ms, h_ms),
            StimulusKind::Noise(_) => self.noise.as_ref().map_or(0.0, |noise| noise.eta[neuron]),
            StimulusKind::Bombardment(_) => 0.0,
        }
    }

    /// Mean conductances onto a neuron during the coming step [nS], and their reversal potentials [mV].
    pub fn conductances(&self, neuron: usize) -> impl Iterator<Item = (f64, f64)> {
        let trains = self.bombardment.iter().flat_map(|bombardment| &bombardment.trains);
        trains.map(move |train| (train.mean_nS(neuron), train.train.E_mV))
    }

    /// Position of a state variable with this symbol.
    pub fn state(&self, symbol: &str) -> Option<usize> {
        self.spec.kind.inner()?.states().iter().position(|state| state.symbol == symbol)
    }

    /// A state variable of a neuron: its mean during the step that begins at the boundary reached.
    pub fn value(&self, state: usize, neuron: usize, t_ms: f64, h_ms: f64) -> f64 {
        match &self.bombardment {
            Some(bombardment) => {
                bombardment.trains.get(state).map_or(f64::NAN, |train| train.mean_nS(neuron))
            }
            None => self.current_pA(neuron, t_ms, h_ms),
        }
    }

    /// Adds what acts during the step to every neuron's current, conductance and current at V = 0, and moves on to the
    /// next step.
    pub fn add_and_advance(&mut self, I: &mut [f64], G: &mut [f64], J: &mut [f64], t_ms: f64, h_ms: f64) {
        if let Some(BombardmentState { stream, trains }) = &mut self.bombardment {
            for train in trains {
                train.add_and_advance(G, J, stream, h_ms);
            }
        } else if let Some(noise) = &mut self.noise {
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

    /// Takes over what goes on as it is: new parameters act from here on.
    pub fn keep_from(&mut self, old: &mut Self) {
        if let (Some(new), Some(old)) = (&mut self.noise, &mut old.noise) {
            std::mem::swap(&mut new.stream, &mut old.stream);
            std::mem::swap(&mut new.eta, &mut old.eta);
        }
        if let (Some(new), Some(old)) = (&mut self.bombardment, &mut old.bombardment) {
            std::mem::swap(&mut new.stream, &mut old.stream);
            for (new, old) in new.trains.iter_mut().zip(&mut old.trains) {
                std::mem::swap(&mut new.g, &mut old.g);
                new.wait = old.wait;
            }
        }
    }
}
