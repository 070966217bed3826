//! Axes: round numbers for grid lines, at fixed model times although the plot's own zero moves.

use egui_plot::{GridInput, GridMark};

/// Grid marks at round absolute values, for an axis whose zero lies at `origin`.
///
/// A plot's horizontal axis counts from its right edge, so that single-precision screen coordinates stay
/// exact after hours of model time; the grid still has to stand at round times and travel with them. The marks
/// are at least `apart` from each other.
pub(super) fn marks(input: &GridInput, origin: f64, apart: f64) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let width = high - low;
    if !width.is_finite() || width <= 0.0 {
        return Vec::new();
    }
    let step = round_step((width / 6.0).max(apart));
    let mut marks = Vec::new();
    let first = ((low + origin) / step).ceil();
    for index in 0..64 {
        let value = (first + f64::from(index)) * step - origin;
        if high < value {
            break;
        }
        marks.push(GridMark { value, step_size: step });
    }
    marks
}

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
    crate::app::widget::number::signed(value, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (rough, step) in
            [(0.9, 1.0), (1.0, 1.0), (1.5, 2.0), (3.0, 5.0), (7.0, 10.0), (50.0, 50.0), (0.03, 0.05)]
        {
            assert!((round_step(rough) - step).abs() < 1e-12, "{rough}: {}", round_step(rough));
        }
    }

    #[test]
    fn marks_stand_at_round_times_however_far_the_origin_is() {
        for origin in [0.0, 123.4, 1e7 + 0.3] {
            let input = GridInput { bounds: (-300.0, 0.0), base_step_size: 1.0 };
            let marks = marks(&input, origin, 0.0);
            assert!((4..=8).contains(&marks.len()), "{}", marks.len());
            for mark in marks {
                let time = mark.value + origin;
                assert!((time / 50.0 - (time / 50.0).round()).abs() < 1e-6, "{time}");
            }
        }
        let input = GridInput { bounds: (-300.0, 0.0), base_step_size: 1.0 };
        let far: Vec<f64> = marks(&input, 250.0, 60.0).iter().map(|mark| mark.value).collect();
        assert_eq!(far, [-250.0, -150.0, -50.0], "wide labels stand further apart");
        assert_eq!(mark_text(-0.25, 0.05), "−0.25");
        assert_eq!(mark_text(250.0, 50.0), "250");
    }
}
