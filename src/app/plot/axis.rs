//! Round steps of axes, and their numbers in words.

use crate::app::context::ViewContext;
use crate::app::widget::number::{as_spoken, signed};
use crate::export::figure::Axis;
use crate::preset::plot_spec::ValueAxis;

/// The smallest of 1, 2, 5 × 10ⁿ that is at least `rough`.
pub(super) fn round_step(rough: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(rough).floor());
    let leading = rough / power;
    let factor = if leading <= 1.0 {
        1.0
    } else if leading <= 2.0 {
        2.0
    } else if leading <= 5.0 {
        5.0
    } else {
        10.0
    };
    factor * power
}

/// A value on an axis whose grid lines are `step` apart, with the decimals that tell them apart.
pub(super) fn mark_text(value: f64, step: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 9")]
    let decimals = (-libm::log10(step)).ceil().clamp(0.0, 9.0) as usize;
    signed(value, decimals)
}

/// The axis of values of a plot, as its document says.
pub(super) fn value_axis(plot: u32, context: &ViewContext<'_>) -> ValueAxis {
    let mut plots = context.preset().view().plots.iter();
    plots.find(|own| own.id == plot).map(|own| own.axis).unwrap_or_default()
}

/// Divides the vertical axis of a chart, or of a figure, as its document says; `values` are all that it shows.
pub(super) fn divide(own: &mut Axis, axis: ValueAxis, values: impl Iterator<Item = f64>) {
    if axis.log {
        own.is_log = true;
        own.range = ValueAxis::log_range(values);
    }
    own.range = axis.locked.unwrap_or(own.range);
}

/// How times stand on an axis: in ms at first, as on a clock when a run has become long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
}

impl Clock {
    /// How times up to one [ms] are shown.
    pub fn of(end_ms: f64) -> Self {
        if end_ms < 1e4 {
            Self::Milliseconds
        } else if end_ms < 6e4 {
            Self::Seconds
        } else if end_ms < 3.6e6 {
            Self::Minutes
        } else {
            Self::Hours
        }
    }

    /// Key of the axis's label.
    pub fn key(self) -> &'static str {
        match self {
            Self::Milliseconds => "plot-time",
            Self::Seconds => "plot-time-seconds",
            Self::Minutes => "plot-time-minutes",
            Self::Hours => "plot-time-hours",
        }
    }

    /// A time [ms] on an axis whose grid lines are `step` [ms] apart.
    pub fn mark_text(self, time_ms: f64, step: f64) -> String {
        if self == Self::Milliseconds {
            return mark_text(time_ms, step);
        }
        if self == Self::Seconds {
            return mark_text(time_ms * 1e-3, step * 1e-3);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 9")]
        let decimals = (-libm::log10(step * 1e-3)).ceil().clamp(0.0, 9.0) as usize;
        let unit_ms = 1e3 / libm::pow(10.0, f64::from(u8::try_from(decimals).unwrap_or(9)));
        // Rounded first: no 60 s comes out.
        let rounded_s = (time_ms / unit_ms).round() * unit_ms * 1e-3;
        let whole_minutes = (rounded_s / 60.0 + 1e-9).floor();
        let seconds = (rounded_s - 60.0 * whole_minutes).max(0.0);
        let width = if decimals == 0 { 2 } else { decimals + 3 };
        if self == Self::Minutes {
            return as_spoken(&format!("{whole_minutes}:{seconds:0width$.decimals$}"));
        }
        let hours = (whole_minutes / 60.0).floor();
        let minutes = whole_minutes - 60.0 * hours;
        as_spoken(&format!("{hours}:{minutes:02}:{seconds:0width$.decimals$}"))
    }
}

/// In which unit a time axis over a whole run counts: key of its label, and how many of it a millisecond is.
pub(super) fn run_unit(end_ms: f64) -> (&'static str, f64) {
    if end_ms < 6e5 {
        ("axis-seconds", 1e-3)
    } else if end_ms < 3.6e7 {
        ("axis-minutes", 1.0 / 6e4)
    } else {
        ("axis-hours", 1.0 / 3.6e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_stand_on_axes_as_on_a_clock() {
        for (end_ms, time_ms, step, shown) in [
            (300.0, 250.0, 50.0, "250"),
            (12_000.0, 11_950.0, 50.0, "11.95"),
            (2_214_911.9, 2_214_900.0, 50.0, "36:54.90"),
            (2_214_911.9, 2_214_000.0, 1000.0, "36:54"),
            (120_100.0, 120_000.0, 50.0, "2:00.00"),
            (120_100.0, 119_999.999_999, 50.0, "2:00.00"),
            (18_723_500.0, 18_723_400.0, 100.0, "5:12:03.4"),
        ] {
            assert_eq!(Clock::of(end_ms).mark_text(time_ms, step), shown);
        }
        assert_eq!([1e3, 7e5, 4e7].map(|ms| run_unit(ms).0), ["axis-seconds", "axis-minutes", "axis-hours"]);
    }

    #[test]
    fn steps_are_round() {
        for (rough, step) in
            [(0.9, 1.0), (1.0, 1.0), (1.5, 2.0), (3.0, 5.0), (7.0, 10.0), (50.0, 50.0), (0.03, 0.05)]
        {
            assert!((round_step(rough) - step).abs() < 1e-12, "{rough}: {}", round_step(rough));
        }
    }

    #[test]
    fn numbers_have_the_decimals_that_tell_them_apart() {
        assert_eq!(mark_text(-0.25, 0.05), "−0.25");
        assert_eq!(mark_text(250.0, 50.0), "250");
    }
}
