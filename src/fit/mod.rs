//! Fits of a document to data: chosen parameters are adjusted until what a probe records, or the window of a rule of plasticity,
//! matches samples of one's own.
//!
//! Each set of values that is tried is a run of its own from t = 0, with the same seed and the same inputs, so that the same data give
//! the same values to the last bit. Parameters stay within what is valid; those whose slider is logarithmic are adjusted by their
//! logarithms. Runs that are needed together go side by side on threads. The document that is fitted is not changed.

mod model;
mod outcome;
mod starts;

use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::{Input, LoggedInput};
use crate::measure::{Evaluations, Parameter, Solution, Unsolved, minimise_together};
use crate::message::Message;
use crate::model::network::{Address, Target};
use crate::model::probe::Probe;
use crate::param::{Kind, ParamSpec, Scale, Value};
use crate::preset::Preset;
use crate::recording::Progress;
use crate::units::{Step, Unit};

use model::Model;
pub use model::{Misfit, misfit};
pub use outcome::{Fitted, Outcome, Remark};
pub use starts::{MOST_STARTS, USUAL_STARTS};

/// Most parameters of a fit.
pub const MOST_FREE: usize = 6;
/// Most samples that a run is compared with.
pub const MOST_COMPARED: usize = 200_000;
/// Most steps of a run that is compared with data.
pub const MOST_STEPS: u64 = 10_000_000;
/// A step of a fit that gains less than this part of the variance of a sample is its last one.
const ENOUGH: f64 = 1e-6;
/// Steps of the run by which times are moved to look for something better, and how often at most.
const LEAPS: [f64; 6] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
const MOST_ROUNDS: u32 = 20;
/// By which part of its size a parameter is changed to see its effect.
const PROBE: f64 = 1e-4;

/// What a document is to match.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// What a probe records.
    Trace {
        /// The probe.
        probe: Probe,
        /// Samples as (time from the start of the run [ms], value in the unit of the probe), in order of time; NaN is passed over.
        samples: Vec<(f64, f64)>,
    },
    /// The window F(Δt) of a projection's rule of plasticity.
    Window {
        /// Id of the projection.
        projection: u32,
        /// Points as (Δt = t_post − t_pre [ms], change of the weight).
        points: Vec<(f64, f64)>,
    },
}

/// A fit to be done.
#[derive(Debug, Clone)]
pub struct Task {
    /// The document that is fitted, with the values at which the fit starts.
    pub preset: Arc<Preset>,
    /// What acts on its run from outside; edits of the network are passed over.
    pub inputs: Vec<LoggedInput>,
    /// What it is to match.
    pub goal: Goal,
    /// The parameters that are adjusted.
    pub free: Vec<Address>,
    /// From how many starting points it begins, the present values among them; at most [`MOST_STARTS`], and at least one.
    pub starts: usize,
}

/// Why there is no fit.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// No parameter was chosen.
    NothingFree,
    /// More than [`MOST_FREE`] parameters were chosen; so many.
    TooManyFree(usize),
    /// A parameter is no real number of a mechanism: its path.
    NotAdjustable(String),
    /// There are no more samples within the run than parameters; so many.
    TooFew(usize),
    /// There are more than [`MOST_COMPARED`] samples; so many.
    TooManySamples(usize),
    /// The samples end after more than [`MOST_STEPS`] steps; at this time [ms].
    TooLong(f64),
    /// The probe, or the rule, is not in the document.
    NothingToCompare,
    /// The run with the values at the start leaves the model.
    NotFinite,
    /// It was given up.
    Cancelled,
}

impl Refusal {
    /// What to say.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NothingFree => Message::new("fit-nothing-free").with("limit", MOST_FREE),
            Self::TooManyFree(found) => {
                Message::new("fit-too-many-free").with("found", found).with("limit", MOST_FREE)
            }
            Self::NotAdjustable(path) => Message::new("fit-not-adjustable").with("path", path),
            Self::TooFew(found) => Message::new("fit-too-few").with("count", found),
            Self::TooManySamples(found) => {
                Message::new("fit-too-many-samples").with("found", found).with("limit", MOST_COMPARED)
            }
            Self::TooLong(end_ms) => {
                Message::new("fit-too-long").with("end", end_ms).with("limit", MOST_STEPS)
            }
            Self::NothingToCompare => Message::new("fit-nothing-to-compare"),
            Self::NotFinite => Message::new("fit-not-finite"),
            Self::Cancelled => Message::new("fit-cancelled"),
        }
    }
}

/// How far a fit is, for whoever waits for it.
#[derive(Debug, Default)]
pub struct Live {
    /// The runs that are done; it is called off here.
    pub progress: Progress,
    /// The steps so far, and the root mean square of what is left after the last one.
    latest: Mutex<(u32, f64)>,
}

impl Live {
    /// The steps so far, and the root mean square of what is left after the last one.
    #[must_use]
    pub fn latest(&self) -> (u32, f64) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A parameter that is adjusted.
#[derive(Debug, Clone)]
struct Free {
    address: Address,
    spec: &'static ParamSpec,
    start: f64,
    low: f64,
    high: f64,
    /// Whether its logarithm is adjusted.
    is_log: bool,
    /// The least change whose effect can be seen.
    least: f64,
}

impl Free {
    fn new(address: Address, preset: &Preset) -> Result<Self, Refusal> {
        let refusal = || Refusal::NotAdjustable(preset.path(address));
        let Some((spec, Value::Number(start))) = preset.get(address) else { return Err(refusal()) };
        let Kind::Number { scale, .. } = spec.kind else { return Err(refusal()) };
        if address.target == Target::Run {
            return Err(refusal());
        }
        let bounds = preset.valid_bounds(address).ok_or_else(refusal)?.with_margins();
        let is_log = scale == Scale::Log && 0.0 < bounds.min && 0.0 < start;
        // What moves an event by less than a step may change no sample at all.
        let least = if spec.unit == Unit::Ms && !is_log { preset.run().dt_ms } else { 0.0 };
        Ok(Self { address, spec, start, low: bounds.min, high: bounds.max, is_log, least })
    }

    /// A value as it is adjusted.
    fn inner(&self, value: f64) -> f64 {
        if self.is_log { libm::log(value) } else { value }
    }

    /// A value of the parameter, never beyond what is valid.
    fn outer(&self, inner: f64) -> f64 {
        let value = if self.is_log { libm::exp(inner) } else { inner };
        value.clamp(self.low, self.high)
    }

    fn parameter(&self) -> Parameter {
        let range = self.spec.range();
        // Of a value near 0 the slider says what is a small change.
        let size = if self.is_log { 1.0 } else { self.start.abs().max(0.1 * (range.max - range.min).abs()) };
        Parameter {
            start: self.inner(self.start),
            low: self.inner(self.low),
            high: self.inner(self.high),
            probe: (PROBE * size).max(self.least),
            // A factor of two at most.
            reach: if self.is_log { std::f64::consts::LN_2 } else { size },
        }
    }
}

/// The parameters of a document that a fit may adjust, each with its path: real numbers that have an effect.
#[must_use]
pub fn adjustable(preset: &Preset) -> Vec<(String, Address, &'static ParamSpec)> {
    let mut found = Vec::new();
    preset.visit_paths(&mut |path, address, spec| {
        let is_number = matches!(spec.kind, Kind::Number { .. }) && address.target != Target::Run;
        if is_number && preset.param_set(address.target).is_some_and(|set| set.is_relevant(spec.key)) {
            found.push((path, address, spec));
        }
    });
    found
}

/// Adjusts parameters. What is left over is told while it goes on, and it can be called off.
///
/// # Errors
/// Why there is no fit.
pub fn fit(task: &Task, threads: usize, live: &Live) -> Result<Outcome, Refusal> {
    let free = free_of(task)?;
    let model = Model::new(&task.preset, &task.inputs, &task.goal)?;
    if model.n() <= free.len() {
        return Err(Refusal::TooFew(model.n()));
    }
    let values = |inner: &[f64]| -> Vec<(Address, Value)> {
        let own = |(free, inner): (&Free, &f64)| (free.address, Value::Number(free.outer(*inner)));
        free.iter().zip(inner).map(own).collect()
    };
    let residuals = |inner: &Vec<f64>| -> Vec<f64> {
        let found = if live.progress.is_cancelled() {
            None
        } else {
            let preset = task.preset.with_values(&values(inner)).ok();
            preset.and_then(|preset| model.residuals(&preset, &live.progress))
        };
        live.progress.add(1);
        found.unwrap_or_else(|| vec![f64::NAN; model.n()])
    };
    let mut evaluate = |points: &[Vec<f64>]| side_by_side(points, threads, &residuals);
    #[expect(clippy::cast_precision_loss, reason = "a number of samples")]
    let rms = |sum: f64| (sum / model.n() as f64).sqrt();
    let mut goes_on = |sum: f64, _: &[f64]| {
        let mut latest = live.latest.lock().unwrap_or_else(PoisonError::into_inner);
        *latest = (latest.0 + 1, rms(sum));
        !live.progress.is_cancelled()
    };
    let start: Vec<f64> = free.iter().map(|own| own.inner(own.start)).collect();
    let before = rms(residuals(&start).iter().map(|own| own * own).sum());
    let solution =
        starts::best(&free, task.starts, &mut evaluate, &mut goes_on).map_err(|unsolved| match unsolved {
            Unsolved::TooFew => Refusal::TooFew(model.n()),
            Unsolved::NotFinite => Refusal::NotFinite,
        });
    if live.progress.is_cancelled() {
        return Err(Refusal::Cancelled);
    }
    let solution = solution?;
    Ok(outcome::of(&task.preset, &free, &solution, (before, rms(solution.sum_of_squares)), model.n()))
}

/// Where parameters settle, in rounds as long as there is something better beside it.
fn settled(
    free: &[Free],
    evaluate: &mut Evaluations<'_>,
    goes_on: &mut dyn FnMut(f64, &[f64]) -> bool,
) -> Result<Solution, Unsolved> {
    let mut parameters: Vec<Parameter> = free.iter().map(Free::parameter).collect();
    let mut solution = minimise_together(evaluate, &parameters, ENOUGH, goes_on)?;
    for _ in 1..MOST_ROUNDS {
        let Some(better) = leapt(&solution, &parameters, free, evaluate) else { break };
        for (own, value) in parameters.iter_mut().zip(better) {
            own.start = value;
        }
        solution = minimise_together(evaluate, &parameters, ENOUGH, goes_on)?;
    }
    Ok(solution)
}

/// A better place some steps of the run beside a solution: what moves an event over boundaries makes samples jump, and slopes do not see
/// beyond the next of them.
fn leapt(
    solution: &Solution,
    parameters: &[Parameter],
    free: &[Free],
    evaluate: &mut Evaluations<'_>,
) -> Option<Vec<f64>> {
    let mut points = Vec::new();
    for (index, own) in free.iter().enumerate().filter(|(_, own)| 0.0 < own.least) {
        for by in LEAPS.iter().flat_map(|steps| [-steps * own.least, steps * own.least]) {
            let mut point = solution.values.clone();
            point[index] = (point[index] + by).clamp(parameters[index].low, parameters[index].high);
            points.push(point);
        }
    }
    let square =
        |own: Vec<f64>| own.iter().map(|one| one * one).reduce(|sum, one| sum + one).unwrap_or(f64::NAN);
    let sums = evaluate(&points).into_iter().map(square);
    let (sum, point) = sums.zip(points).filter(|own| own.0.is_finite()).min_by(|a, b| a.0.total_cmp(&b.0))?;
    (sum < solution.sum_of_squares * (1.0 - 1e-9)).then_some(point)
}

/// The parameters that are adjusted.
fn free_of(task: &Task) -> Result<Vec<Free>, Refusal> {
    let mut free: Vec<Free> = Vec::new();
    for address in &task.free {
        if free.iter().all(|own| own.address != *address) {
            free.push(Free::new(*address, &task.preset)?);
        }
    }
    match free.len() {
        0 => Err(Refusal::NothingFree),
        found if MOST_FREE < found => Err(Refusal::TooManyFree(found)),
        _ => Ok(free),
    }
}

/// What a function makes of several points, computed on several threads, in the order of the points.
fn side_by_side(
    points: &[Vec<f64>],
    threads: usize,
    residuals: &(impl Fn(&Vec<f64>) -> Vec<f64> + Sync),
) -> Vec<Vec<f64>> {
    let each = points.len().div_ceil(threads.max(1)).max(1);
    if points.len() <= each {
        return points.iter().map(residuals).collect();
    }
    std::thread::scope(|scope| {
        let work = |some: &[Vec<f64>]| some.iter().map(residuals).collect::<Vec<_>>();
        let running: Vec<_> = points
            .chunks(each)
            .map(|some| {
                let thread = std::thread::Builder::new().name("fit".to_owned());
                (some, thread.spawn_scoped(scope, move || work(some)))
            })
            .collect();
        let join = |(some, thread): (&[Vec<f64>], std::io::Result<std::thread::ScopedJoinHandle<'_, _>>)| {
            match thread {
                // Where the system gives no thread, the work is done here.
                Err(_) => work(some),
                // A thread that panicked has nothing to say of its points.
                Ok(thread) => thread.join().unwrap_or_else(|_| vec![Vec::new(); some.len()]),
            }
        };
        running.into_iter().flat_map(join).collect()
    })
}

/// What acts on a run and belongs to every run of a fit: spikes that a person or a plan asked for, before a boundary.
#[must_use]
pub fn inputs_of(all: &[LoggedInput], until: Step) -> Vec<LoggedInput> {
    let belongs = |own: &&LoggedInput| {
        own.step <= until && matches!(own.input, Input::Fire { .. } | Input::Schedule(_))
    };
    all.iter().filter(belongs).cloned().collect()
}
