//! Round steps of axes, and their numbers in words.

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
    fn numbers_have_the_decimals_that_tell_them_apart() {
        assert_eq!(mark_text(-0.25, 0.05), "−0.25");
        assert_eq!(mark_text(250.0, 50.0), "250");
    }
}
