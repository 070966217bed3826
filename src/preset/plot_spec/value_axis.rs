//! How the axes of a plot are divided, and between which limits that of its values is held.

use serde::{Deserialize, Serialize};

use super::PlotSpec;
use crate::model::network::Network;
use crate::units::Unit;

/// The axis of values of a plot, the vertical one, and how the horizontal one is divided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ValueAxis {
    /// Whether equal ratios are equally long.
    #[serde(skip_serializing_if = "is_false")]
    pub log: bool,
    /// Whether equal ratios are equally long along the horizontal axis.
    #[serde(skip_serializing_if = "is_false")]
    pub log_x: bool,
    /// The limits at which it is held whatever is shown, in the unit of what is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<(f64, f64)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(own: &bool) -> bool {
    !own
}

/// Decades that a logarithmic axis shows below the greatest value, at most.
const MOST_DECADES: f64 = 5.0;
/// Least height of a logarithmic axis in decades.
const LEAST_DECADES: f64 = 0.3;

impl ValueAxis {
    /// Whether it is as usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Where a value lies on it: the value, or its decadic logarithm. What a logarithm cannot show is not a number.
    #[must_use]
    pub fn place(self, value: f64) -> f64 {
        match self.log {
            true if 0.0 < value => libm::log10(value),
            true => f64::NAN,
            false => value,
        }
    }

    /// The value at a place.
    #[must_use]
    pub fn value(self, place: f64) -> f64 {
        if self.log { libm::exp10(place) } else { place }
    }

    /// The places of two limits.
    #[must_use]
    pub fn places(self, (low, high): (f64, f64)) -> (f64, f64) {
        (self.place(low), self.place(high))
    }

    /// The values at two places.
    #[must_use]
    pub fn values(self, (low, high): (f64, f64)) -> (f64, f64) {
        (self.value(low), self.value(high))
    }

    /// The limits of a logarithmic axis that shows these values: all that are above 0, down to five decades below the greatest.
    #[must_use]
    pub fn log_range(values: impl Iterator<Item = f64>) -> (f64, f64) {
        let shown = values.filter(|value| value.is_finite() && 0.0 < *value).map(libm::log10);
        let (low, high) =
            shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), own| (low.min(own), high.max(own)));
        if high < low {
            return (0.1, 10.0);
        }
        let low = low.max(high - MOST_DECADES);
        let spare = (LEAST_DECADES - (high - low)).max(0.0);
        let margin = 0.5 * spare + 0.05 * (high - low);
        (libm::exp10(low - margin), libm::exp10(high + margin))
    }
}

/// Why an axis of values cannot be logarithmic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoLog {
    /// It shows no values: rows, times or weights lie along it.
    NoValues,
    /// Time lies along it, which begins at 0.
    Time,
    /// It always is.
    Always,
    /// A quantity may be negative, by name; none if that is in the nature of the plot.
    Negative(Option<String>),
}

impl NoLog {
    /// Key of the reason in the catalogue; the quantity is `name`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoValues => "no-log-no-values",
            Self::Time => "no-log-time",
            Self::Always => "no-log-always",
            Self::Negative(None) => "no-log-negative",
            Self::Negative(Some(_)) => "no-log-negative-of",
        }
    }
}

impl NoLog {
    /// The quantity, if it is named.
    #[must_use]
    pub fn name(&self) -> String {
        if let Self::Negative(Some(name)) = self { name.clone() } else { String::new() }
    }
}

impl PlotSpec {
    /// Why its axis of values cannot be logarithmic, if it cannot.
    #[must_use]
    pub fn no_log(&self, network: &Network) -> Option<NoLog> {
        match self {
            Self::Trace(trace) => {
                let is_signed = |unit| matches!(unit, Unit::MV | Unit::PA);
                let mut described = trace.probes.iter().filter_map(|probe| probe.describe(network));
                let found = described.find(|(_, state)| is_signed(state.unit));
                found.map(|(name, _)| NoLog::Negative(Some(name)))
            }
            Self::PhasePlane(own) => {
                let (name, state) = own.y.describe(network)?;
                matches!(state.unit, Unit::MV | Unit::PA).then_some(NoLog::Negative(Some(name)))
            }
            Self::Raster(_) | Self::WeightFilm(_) | Self::WeightPlane => Some(NoLog::NoValues),
            Self::StdpWindow(_) | Self::PairingFrequency(_) | Self::CurrentVoltage(_) | Self::Responses => {
                Some(NoLog::Negative(None))
            }
            _ => None,
        }
    }

    /// Why its horizontal axis cannot be made logarithmic, if it cannot.
    #[must_use]
    pub fn no_log_x(&self, network: &Network) -> Option<NoLog> {
        match self {
            Self::PhasePlane(own) => {
                let (name, state) = own.x.describe(network)?;
                matches!(state.unit, Unit::MV | Unit::PA).then_some(NoLog::Negative(Some(name)))
            }
            Self::Histogram(_)
            | Self::RateDistribution(_)
            | Self::WeightHistogram(_)
            | Self::VarianceMean(_)
            | Self::ReturnMap(_)
            | Self::PairingFrequency(_) => None,
            Self::PairedPulse(_) | Self::FrequencyResponse(_) | Self::ModulationGain(_) => {
                Some(NoLog::Always)
            }
            Self::Correlogram(_)
            | Self::StdpWindow(_)
            | Self::Block(_)
            | Self::CurrentVoltage(_)
            | Self::WeightPlane => Some(NoLog::Negative(None)),
            Self::Weights(_) => Some(NoLog::NoValues),
            _ => Some(NoLog::Time),
        }
    }

    /// Whether limits of its axis of values can be held.
    #[must_use]
    pub fn can_lock(&self) -> bool {
        !matches!(self, Self::Raster(_) | Self::WeightFilm(_) | Self::WeightPlane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logarithmic_axis_has_places_for_what_is_above_zero() {
        let log = ValueAxis { log: true, ..ValueAxis::default() };
        assert_eq!((log.place(100.0), log.value(2.0)), (2.0, 100.0));
        assert!(log.place(0.0).is_nan() && log.place(-1.0).is_nan());
        assert_eq!(ValueAxis::default().place(-3.0), -3.0);
    }

    #[test]
    fn its_range_leaves_out_what_is_far_below() {
        let (low, high) = ValueAxis::log_range([1e-30, 0.0, -4.0, 2.0, f64::NAN].into_iter());
        assert!(1e-6 < low && low < 2.1e-5 && 2.0 < high && high < 4.0, "{low} {high}");
        let (low, high) = ValueAxis::log_range([5.0].into_iter());
        assert!(low < 5.0 && 5.0 < high && 1.9 < high / low, "{low} {high}");
        assert_eq!(ValueAxis::log_range(std::iter::empty()), (0.1, 10.0));
    }
}
