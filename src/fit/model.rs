//! What a document makes of the times of samples, and by how much that is off.

use std::sync::Arc;

use super::{Goal, MOST_COMPARED, MOST_STEPS, Refusal, inputs_of};
use crate::engine::LoggedInput;
use crate::model::plasticity::Plasticity;
use crate::model::probe::Probe;
use crate::preset::Preset;
use crate::recording::Progress;
use crate::replay::Inputs;
use crate::sim::{Recorder, Simulation};
use crate::units::{Grid, Step};

/// Steps between two looks at whether a fit is called off.
const LOOK: u64 = 20_000;

/// What is compared, and with what.
pub(super) enum Model {
    Trace { probe: Probe, samples: Places, inputs: Vec<LoggedInput> },
    Window { projection: u32, points: Vec<(f64, f64)> },
}

/// Where samples lie on the grid of a run.
pub(super) struct Places {
    /// The boundary of the first recorded value.
    first: Step,
    /// The boundary of the last recorded value.
    last: Step,
    /// The boundary before each sample, counted from the first, and which part of a step lies between.
    at: Vec<(usize, f64)>,
    values: Vec<f64>,
}

impl Places {
    /// Samples within a run, from t = 0 on.
    fn new(samples: &[(f64, f64)], grid: Grid) -> Result<Self, Refusal> {
        let is_within = |own: &&(f64, f64)| 0.0 <= own.0 && own.1.is_finite();
        let within: Vec<(f64, f64)> = samples.iter().filter(is_within).copied().collect();
        if MOST_COMPARED < within.len() {
            return Err(Refusal::TooManySamples(within.len()));
        }
        let (Some(begin), Some(end)) = (within.first(), within.last()) else {
            return Err(Refusal::TooFew(0));
        };
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        if MOST_STEPS as f64 * grid.dt_ms() < end.0 {
            return Err(Refusal::TooLong(end.0));
        }
        let first = grid.moment(begin.0).step;
        let place = |time_ms: f64| {
            let moment = grid.moment(time_ms);
            (usize::try_from(moment.step.0 - first.0).unwrap_or(usize::MAX), moment.offset_ms / grid.dt_ms())
        };
        Ok(Self {
            first,
            last: Step(grid.moment(end.0).step.0 + 1),
            at: within.iter().map(|own| place(own.0)).collect(),
            values: within.iter().map(|own| own.1).collect(),
        })
    }

    /// Values at the samples minus the samples, for values at all boundaries from the first on; on straight lines in between.
    fn residuals(&self, values: &[f64]) -> Option<Vec<f64>> {
        let own = |((index, part), sample): (&(usize, f64), &f64)| {
            let (before, after) = (*values.get(*index)?, *values.get(*index + 1)?);
            let value = if *part == 0.0 { before } else { before + (after - before) * part };
            Some(value - sample)
        };
        self.at.iter().zip(&self.values).map(own).collect()
    }
}

impl Model {
    pub fn new(preset: &Preset, inputs: &[LoggedInput], goal: &Goal) -> Result<Self, Refusal> {
        match goal {
            Goal::Trace { probe, samples } => {
                let samples = Places::new(samples, preset.grid())?;
                if probe.describe(preset.network()).is_none() {
                    return Err(Refusal::NothingToCompare);
                }
                let inputs = inputs_of(inputs, samples.last);
                Ok(Self::Trace { probe: probe.clone(), samples, inputs })
            }
            Goal::Window { projection, points } => {
                let rule = preset.network().projection(*projection).map(|own| &own.plasticity);
                if rule.is_none_or(Plasticity::is_fixed) {
                    return Err(Refusal::NothingToCompare);
                }
                let points: Vec<_> = points.iter().filter(|own| own.1.is_finite()).copied().collect();
                if MOST_COMPARED < points.len() {
                    return Err(Refusal::TooManySamples(points.len()));
                }
                Ok(Self::Window { projection: *projection, points })
            }
        }
    }

    /// Number of samples.
    pub fn n(&self) -> usize {
        match self {
            Self::Trace { samples, .. } => samples.at.len(),
            Self::Window { points, .. } => points.len(),
        }
    }

    /// What a document makes of each sample, minus the sample; nothing if its run leaves the model, or was called off.
    pub fn residuals(&self, preset: &Preset, progress: &Progress) -> Option<Vec<f64>> {
        match self {
            Self::Trace { probe, samples, inputs } => {
                let values = recorded(preset, probe, (samples.first, samples.last), inputs, progress)?;
                samples.residuals(&values)
            }
            Self::Window { projection, points } => {
                let rule = &preset.network().projection(*projection)?.plasticity;
                points.iter().map(|(dt_ms, change)| Some(rule.window(*dt_ms)? - change)).collect()
            }
        }
    }
}

/// What a probe records at all boundaries from one to another.
fn recorded(
    preset: &Preset,
    probe: &Probe,
    (first, last): (Step, Step),
    inputs: &[LoggedInput],
    progress: &Progress,
) -> Option<Vec<f64>> {
    let network = Arc::new(preset.network().clone());
    let mut simulation = Simulation::new(network, preset.run().seed, preset.grid());
    let mut inputs = Inputs::new(inputs.to_vec());
    let mut columns = Vec::new();
    // Nothing is recorded on the way to the first sample.
    for (probes, end) in [(Vec::new(), first), (vec![probe.clone()], Step(last.0 + 1))] {
        let mut recorder = Recorder::new(&simulation, probes, 1);
        loop {
            inputs.act(&mut simulation, &mut recorder);
            let left = inputs.quiet_until(end).0.saturating_sub(simulation.now().0).min(LOOK);
            if left == 0 {
                break;
            }
            if simulation.run(left, &mut recorder) == 0 || progress.is_cancelled() {
                return None; // A potential has left the model.
            }
        }
        columns = recorder.take().columns;
    }
    simulation.blow_up().is_none().then(|| columns.pop()).flatten()
}

/// By how much a document is off its data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Misfit {
    /// Root mean square of the differences, in the unit of the data.
    pub rms: f64,
    /// The samples that were compared.
    pub n: usize,
}

/// By how much values at samples are off, as (value, sample); nothing where none is a number.
#[must_use]
pub fn misfit(pairs: impl Iterator<Item = (f64, f64)>) -> Option<Misfit> {
    let (mut sum, mut n) = (0.0, 0_u32);
    for (value, sample) in pairs {
        let by = value - sample;
        if by.is_finite() {
            sum += by * by;
            n += 1;
        }
    }
    (0 < n).then(|| Misfit { rms: (sum / f64::from(n)).sqrt(), n: n as usize })
}
