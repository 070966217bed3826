//! What acts on neurons from outside the network: one kernel per kind of stimulus, behind one trait.

mod bombardment;
mod current;
mod noise;

use std::any::Any;
use std::fmt::Debug;

use super::digest::{Digest, StateHash, digest};
use super::rng::{Stream, StreamKind};
use crate::model::network::Stimulus;
use crate::model::stimulus::StimulusKind;
use crate::units::Grid;

/// Live state of a stimulus.
#[derive(Debug, Clone)]
pub(super) struct StimulusState {
    spec: Stimulus,
    kernel: Box<dyn Kernel>,
}

/// What acts on every neuron during a step, to be added to.
pub(super) struct Sums<'a> {
    /// Current [pA].
    pub I: &'a mut [f64],
    /// Conductance [nS].
    pub G: &'a mut [f64],
    /// Current that the conductance drives at V = 0 [pA].
    pub J: &'a mut [f64],
}

/// A step: when it begins, and how long it is [ms].
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// When it begins [ms].
    pub t_ms: f64,
    /// How long it is [ms].
    pub h_ms: f64,
}

/// How a kind of stimulus acts.
trait Kernel: Debug + Any + Send + Sync + Digest {
    /// A copy, which goes on to give the same bits.
    fn boxed(&self) -> Box<dyn Kernel>;

    /// Takes over what goes on as it is from the kernel of an edited stimulus: new parameters act from here on.
    fn keep_from(&mut self, old: &mut dyn Kernel) {
        let _ = old;
    }

    /// Adds what acts during the step to every neuron, and moves on to the next step.
    fn add_and_advance(&mut self, sums: Sums<'_>, span: Span);

    /// Current into a neuron during the step [pA].
    fn current_pA(&self, neuron: usize, span: Span) -> f64 {
        let _ = (neuron, span);
        0.0
    }

    /// Mean conductances onto a neuron during the coming step [nS], and their reversal potentials [mV].
    fn conductances(&self, neuron: usize) -> [Option<(f64, f64)>; 2] {
        let _ = neuron;
        [None; 2]
    }

    /// Whether it opens conductances.
    fn has_conductance(&self) -> bool {
        false
    }

    /// A recordable variable of a neuron, by its place: its mean during the step.
    fn value(&self, state: usize, neuron: usize, span: Span) -> f64 {
        let _ = state;
        self.current_pA(neuron, span)
    }
}

digest!(StimulusState { kernel } without { spec });

impl Digest for Box<dyn Kernel> {
    fn digest(&self, hash: &mut StateHash) {
        (**self).digest(hash);
    }
}

impl Clone for Box<dyn Kernel> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

/// The kernel of a kind of stimulus on `n` neurons. `membrane` is the leak [nS] and the time constant [ms] of the neurons, if
/// they have a membrane.
fn kernel(
    kind: &StimulusKind,
    n: usize,
    membrane: Option<(f64, f64)>,
    stream: Stream,
    grid: Grid,
) -> Box<dyn Kernel> {
    match (kind, membrane) {
        (StimulusKind::Noise(noise), Some(membrane)) => {
            Box::new(noise::NoiseKernel::new(noise, n, membrane, stream, grid))
        }
        (StimulusKind::Bombardment(trains), Some(_)) => {
            Box::new(bombardment::BombardmentKernel::new(trains, n, stream, grid))
        }
        (kind, _) => Box::new(current::CurrentKernel::new(kind)),
    }
}

impl StimulusState {
    /// The state at the start of a run, for `n` neurons. `membrane` is the leak [nS] and the time constant
    /// [ms] of the neurons, if they have a membrane.
    pub fn new(spec: &Stimulus, n: usize, membrane: Option<(f64, f64)>, seed: u64, grid: Grid) -> Self {
        let stream = Stream::new(seed, StreamKind::Stimulus, spec.id);
        Self { spec: spec.clone(), kernel: kernel(&spec.kind, n, membrane, stream, grid) }
    }

    /// Its id.
    pub fn id(&self) -> u32 {
        self.spec.id
    }

    /// Whether it opens conductances.
    pub fn has_conductance(&self) -> bool {
        self.kernel.has_conductance()
    }

    /// Current into a neuron during a step [pA].
    pub fn current_pA(&self, neuron: usize, span: Span) -> f64 {
        self.kernel.current_pA(neuron, span)
    }

    /// Mean conductances onto a neuron during the coming step [nS], and their reversal potentials [mV].
    pub fn conductances(&self, neuron: usize) -> impl Iterator<Item = (f64, f64)> {
        self.kernel.conductances(neuron).into_iter().flatten()
    }

    /// Position of a state variable with this symbol.
    pub fn state(&self, symbol: &str) -> Option<usize> {
        self.spec.kind.inner()?.states().iter().position(|state| state.symbol == symbol)
    }

    /// A state variable of a neuron: its mean during the step that begins at the boundary reached.
    pub fn value(&self, state: usize, neuron: usize, span: Span) -> f64 {
        self.kernel.value(state, neuron, span)
    }

    /// Adds what acts during the step to every neuron's current, conductance and current at V = 0, and moves on to the
    /// next step.
    pub fn add_and_advance(&mut self, sums: Sums<'_>, span: Span) {
        self.kernel.add_and_advance(sums, span);
    }

    /// Takes over what goes on as it is: new parameters act from here on.
    pub fn keep_from(&mut self, old: &mut Self) {
        self.kernel.keep_from(&mut *old.kernel);
    }
}
