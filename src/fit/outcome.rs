//! What a fit came to: values, how sure they are, and which of them the data do not tell apart.

use super::Free;
use crate::measure::Solution;
use crate::model::network::Address;
use crate::param::{ParamSpec, Value};
use crate::preset::Preset;

/// A parameter that was adjusted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Which.
    pub address: Address,
    /// Its path.
    pub path: String,
    /// What it is.
    pub spec: &'static ParamSpec,
    /// Where it started.
    pub start: f64,
    /// Where it ended.
    pub value: f64,
    /// Its standard error, if the data determine one.
    pub error: Option<f64>,
    /// Why there is no standard error.
    pub remark: Option<Remark>,
}

/// Why a value has no standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It stands at the end of what is valid.
    AtBound,
    /// It changes nothing that is compared.
    WithoutEffect,
    /// Another parameter can make up for it.
    Indistinct,
}

impl Remark {
    /// The key of what to say.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AtBound => "fit-at-bound",
            Self::WithoutEffect => "fit-without-effect",
            Self::Indistinct => "fit-indistinct",
        }
    }
}

/// What a fit came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The parameters, in the order in which they were chosen.
    pub fitted: Vec<Fitted>,
    /// Pairs of parameters that cannot be told apart, by their places among those.
    pub indistinct: Vec<(usize, usize)>,
    /// Root mean square of the differences at the start and at the end, in the unit of the data.
    pub rms: (f64, f64),
    /// The samples that were compared.
    pub n: usize,
    /// Whether it settled before steps ran out.
    pub has_settled: bool,
}

impl Outcome {
    /// What was found, to be set.
    #[must_use]
    pub fn values(&self) -> Vec<(Address, Value)> {
        self.fitted.iter().map(|own| (own.address, Value::Number(own.value))).collect()
    }
}

pub(super) fn of(preset: &Preset, free: &[Free], solution: &Solution, rms: (f64, f64), n: usize) -> Outcome {
    let is_indistinct =
        |index: usize| solution.indistinct.iter().any(|(one, other)| *one == index || *other == index);
    let fitted = free.iter().enumerate().map(|(index, own)| {
        let value = own.outer(solution.values[index]);
        let scale = if own.is_log { value } else { 1.0 };
        let error =
            solution.standard_errors[index].filter(|_| !is_indistinct(index)).map(|error| error * scale);
        let remark = if solution.without_effect.contains(&index) {
            Some(Remark::WithoutEffect)
        } else if is_indistinct(index) {
            Some(Remark::Indistinct)
        } else if error.is_none() && (value <= own.low || own.high <= value) {
            Some(Remark::AtBound)
        } else {
            None
        };
        let path = preset.path(own.address);
        Fitted { address: own.address, path, spec: own.spec, start: own.start, value, error, remark }
    });
    Outcome {
        fitted: fitted.collect(),
        indistinct: solution.indistinct.clone(),
        rms,
        n,
        has_settled: solution.has_settled,
    }
}
