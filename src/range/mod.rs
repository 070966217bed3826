//! Range runs: a document is run once for each of some values of a parameter, and what comes of every run is read off.
//!
//! Each run begins at t = 0 with the seed of the document and the same inputs, so that the same values give what a sweep of the
//! command line gives, to the last bit. [`Job`] runs them on threads of its own; a [`Course`] is what is kept of a run.

mod course;
mod job;
mod table;

use std::sync::Arc;

pub use course::{Course, Figures, Quantity};
pub use job::Job;
pub use table::{Table, table};

use crate::engine::LoggedInput;
use crate::fit::inputs_of;
use crate::message::Message;
use crate::model::network::{Address, Target};
use crate::model::probe::Probe;
use crate::model::problem::Problem;
use crate::param::{Bounds, Kind, ParamSpec, Scale, Value};
use crate::preset::{Preset, parse_value, split_values};
use crate::units::{Grid, Step};

/// Most values of a range.
pub const MOST_VALUES: usize = 50;
/// Most steps of each run of a range.
pub const MOST_STEPS: u64 = 2_000_000;
/// Most points that are kept of a trace.
pub const MOST_POINTS: usize = 1000;
/// Values that a range has at first.
pub const USUAL_VALUES: usize = 9;

/// What is run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The document.
    pub preset: Arc<Preset>,
    /// What acts on each run from outside.
    pub inputs: Vec<LoggedInput>,
    /// The parameter that is varied.
    pub address: Address,
    /// What it is.
    pub spec: &'static ParamSpec,
    /// Its values, each once, in the order in which they run.
    pub values: Vec<f64>,
    /// The documents with these values.
    presets: Vec<Arc<Preset>>,
    /// The probe whose trace is kept.
    pub probe: Probe,
    /// The boundary at which each run ends.
    pub end: Step,
}

impl Plan {
    /// A plan, if every run of it can be done.
    ///
    /// # Errors
    /// All that speaks against it.
    pub fn new(
        preset: &Arc<Preset>,
        inputs: &[LoggedInput],
        address: Address,
        values: Vec<f64>,
        probe: Probe,
        duration_ms: f64,
    ) -> Result<Self, Vec<Message>> {
        let mut wrong: Vec<Message> = Vec::new();
        let path = preset.path(address);
        let Some((spec, _)) = preset.get(address).filter(|own| is_variable(address, own.0)) else {
            return Err(vec![Message::new("range-not-variable").with("path", path)]);
        };
        if values.is_empty() {
            wrong.push(Message::new("range-no-values"));
        }
        if MOST_VALUES < values.len() {
            wrong.push(too_many(values.len()));
        }
        for (index, value) in values.iter().enumerate() {
            if values[..index].contains(value) {
                wrong.push(Message::new("range-twice").with("value", value));
            }
        }
        let grid = preset.grid();
        let end = end_of(duration_ms, grid).map_err(|message| wrong.push(message)).unwrap_or_default();
        if probe.describe(preset.network()).is_none() {
            wrong.push(Message::new("range-no-probe"));
        }
        let mut presets = Vec::new();
        for value in values.iter().take(MOST_VALUES) {
            let Some(typed) = value_of(spec, *value) else {
                wrong.push(Message::new("range-not-whole").with("value", value));
                continue;
            };
            match preset.with_values(&[(address, typed)]) {
                Ok(preset) => presets.push(Arc::new(preset)),
                Err(problems) => wrong.extend(problems.iter().map(Problem::message)),
            }
        }
        let mut seen: Vec<Message> = Vec::new();
        wrong.retain(|message| {
            let is_new = !seen.contains(message);
            seen.push(message.clone());
            is_new
        });
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let inputs = inputs_of(inputs, end);
        Ok(Self { preset: Arc::clone(preset), inputs, address, spec, values, presets, probe, end })
    }

    /// The path of the parameter.
    #[must_use]
    pub fn path(&self) -> String {
        self.preset.path(self.address)
    }

    /// Time at which each run ends [ms].
    #[must_use]
    pub fn duration_ms(&self) -> f64 {
        self.preset.grid().time_ms(self.end)
    }

    /// The value of a run, as it is set.
    #[must_use]
    pub fn value(&self, index: usize) -> Option<Value> {
        value_of(self.spec, *self.values.get(index)?)
    }

    /// What the largest of its runs takes of memory while it goes on [bytes].
    #[must_use]
    pub fn largest_bytes(&self) -> u128 {
        let networks = self.presets.iter().map(|preset| preset.network().parts().state_bytes());
        // Time and value of each sample are kept to be read, beside what was recorded.
        networks.max().unwrap_or(0).saturating_add(24 * u128::from(self.end.0))
    }
}

/// That values are too many, and how many there may be.
fn too_many(found: usize) -> Message {
    Message::new("range-too-many").with("found", found).with("limit", MOST_VALUES)
}

/// The boundary at which a run of some duration [ms] ends.
fn end_of(duration_ms: f64, grid: Grid) -> Result<Step, Message> {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let most_ms = MOST_STEPS as f64 * grid.dt_ms();
    if duration_ms.is_nan() || most_ms < duration_ms {
        let message = Message::new("range-too-long").with("limit", MOST_STEPS);
        return Err(message.with("most", most_ms).with("duration", duration_ms));
    }
    let moment = grid.moment(duration_ms.max(0.0));
    if moment.step.0 == 0 || moment.offset_ms != 0.0 {
        let message = Message::new("range-not-steps").with("duration", duration_ms);
        return Err(message.with("dt", grid.dt_ms()));
    }
    Ok(moment.step)
}

/// A value of a parameter; none if it is to be whole and is not.
fn value_of(spec: &ParamSpec, value: f64) -> Option<Value> {
    match spec.kind {
        Kind::Count { .. } => {
            let is_whole = 0.0 <= value && value.fract() == 0.0 && value < 9e15;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole, and below 2^53"
            )]
            is_whole.then_some(Value::Count(value as u64))
        }
        _ => Some(Value::Number(value)),
    }
}

/// Whether a range may go over a parameter: numbers of what is simulated, and the seed.
#[must_use]
pub fn is_variable(address: Address, spec: &ParamSpec) -> bool {
    match spec.kind {
        Kind::Number { .. } => address.target != Target::Run,
        Kind::Count { .. } => true,
        _ => false,
    }
}

/// The parameters of a document that a range may go over, each with its path: numbers that have an effect.
#[must_use]
pub fn variable(preset: &Preset) -> Vec<(String, Address, &'static ParamSpec)> {
    let mut found = Vec::new();
    preset.visit_paths(&mut |path, address, spec| {
        let has_effect = preset.param_set(address.target).is_some_and(|set| set.is_relevant(spec.key));
        if has_effect && is_variable(address, spec) {
            found.push((path, address, spec));
        }
    });
    found
}

/// A number as a parameter has it now.
#[must_use]
pub fn present(preset: &Preset, address: Address) -> Option<f64> {
    match preset.get(address)?.1 {
        Value::Number(value) => Some(value),
        #[expect(clippy::cast_precision_loss, reason = "a seed beyond 2^53 is no value of a range")]
        Value::Count(count) => Some(count as f64),
        _ => None,
    }
}

/// Values from one to another, both included, equally far apart, or with equal ratios.
///
/// # Errors
/// What is wrong with them.
pub fn spread(from: f64, to: f64, n: usize, is_log: bool) -> Result<Vec<f64>, Message> {
    if !(from.is_finite() && to.is_finite()) || from == to {
        return Err(Message::new("range-same-ends"));
    }
    if n < 2 {
        return Err(Message::new("range-too-few").with("found", n));
    }
    if MOST_VALUES < n {
        return Err(too_many(n));
    }
    if is_log && (from <= 0.0 || to <= 0.0) {
        return Err(Message::new("range-log-of-zero").with("value", from.min(to)));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 50")]
    let value = |k: usize| {
        let part = k as f64 / (n - 1) as f64;
        if k == 0 {
            from
        } else if k + 1 == n {
            to
        } else if is_log {
            short(from * libm::pow(to / from, part))
        } else {
            short(from + (to - from) * part)
        }
    };
    Ok((0..n).map(value).collect())
}

/// A number without what rounding has left of it: twelve digits.
fn short(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Values as they are typed for a parameter, parted by commas or semicolons.
///
/// # Errors
/// What is wrong with them.
pub fn listed(spec: &ParamSpec, written: &str) -> Result<Vec<f64>, Message> {
    let parts = split_values(written)?;
    if MOST_VALUES < parts.len() {
        return Err(too_many(parts.len()));
    }
    let one = |part: &&str| match parse_value(spec, part)? {
        Value::Number(value) => Ok(value),
        #[expect(clippy::cast_precision_loss, reason = "whole numbers beyond 2^53 are refused as not valid")]
        Value::Count(count) => Ok(count as f64),
        _ => Err(Message::new("range-no-values")),
    };
    parts.iter().map(one).collect()
}

/// Where a range begins and ends at first, around the present value of a parameter and within its slider, and whether it goes in
/// equal ratios.
#[must_use]
pub fn usual(preset: &Preset, address: Address) -> Option<(f64, f64, bool)> {
    let (spec, _) = preset.get(address)?;
    let (now, Bounds { min, max, .. }) = (present(preset, address)?, preset.bounds(address)?);
    if let Kind::Count { .. } = spec.kind {
        #[expect(clippy::cast_precision_loss, reason = "9")]
        let more = (USUAL_VALUES - 1) as f64;
        let from = now.min(max - more).max(min);
        return Some((from, (from + more).min(max), false));
    }
    let is_log = matches!(spec.kind, Kind::Number { scale: Scale::Log, .. }) && 0.0 < min && 0.0 < now;
    let quarter = 0.25 * (max - min);
    let (low, high) = if is_log { (now / 4.0, now * 4.0) } else { (now - quarter, now + quarter) };
    let within = |value: f64| three(value).clamp(min, max.max(min));
    let (low, high) = (within(low), within(high));
    // A value beyond its slider has nothing around it there.
    Some(if low < high { (low, high, is_log) } else { (min, max, is_log) })
}

/// A number of three digits.
fn three(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spread_with_both_ends() {
        assert_eq!(spread(0.0, 1.0, 5, false).unwrap(), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(spread(1.0, 100.0, 3, true).unwrap(), [1.0, 10.0, 100.0]);
        assert_eq!(spread(0.3, 0.0, 4, false).unwrap(), [0.3, 0.2, 0.1, 0.0]);
        let key = |own: Result<Vec<f64>, Message>| own.unwrap_err().key;
        assert_eq!(key(spread(1.0, 1.0, 5, false)), "range-same-ends");
        assert_eq!(key(spread(f64::NAN, 1.0, 5, false)), "range-same-ends");
        assert_eq!(key(spread(0.0, 1.0, 1, false)), "range-too-few");
        assert_eq!(key(spread(0.0, 1.0, MOST_VALUES + 1, false)), "range-too-many");
        assert_eq!(key(spread(0.0, 1.0, 5, true)), "range-log-of-zero");
    }

    #[test]
    fn runs_end_at_a_boundary_and_before_the_limit() {
        let grid = Grid::default();
        assert_eq!(end_of(100.0, grid), Ok(Step(1000)));
        assert_eq!(end_of(200_000.0, grid), Ok(Step(MOST_STEPS)));
        for (wrong, key) in [
            (200_000.1, "range-too-long"),
            (f64::INFINITY, "range-too-long"),
            (f64::NAN, "range-too-long"),
            (0.0, "range-not-steps"),
            (-5.0, "range-not-steps"),
            (0.05, "range-not-steps"),
        ] {
            assert_eq!(end_of(wrong, grid).unwrap_err().key, key, "{wrong}");
        }
    }
}
