//! What can be read off a curve between two times, as an oscilloscope does: peak, rise, width, area, mean.

use super::curve::thinned;
use super::least_squares::inverse;

/// The parts of the way to the peak between which a rise is timed.
pub const RISE: (f64, f64) = (0.1, 0.9);
/// The part of the swing, from the peak down, in which a smooth peak is followed between samples.
const TOP: f64 = 0.02;
/// Samples on either side of a peak that are needed for that, and most that are used.
const LEAST_BESIDE: usize = 3;
const MOST_AT_TOP: usize = 400;

/// The sample that is farthest from the first value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// Its time [ms]; where the curve is smooth, between samples.
    pub time_ms: f64,
    /// Its value, in the unit of the curve.
    pub value: f64,
    /// True if it lies at the last sample, so that the curve may go on.
    pub is_at_end: bool,
}

/// What is read off a curve. Its first value is the level from which the others are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Readings {
    /// Number of samples.
    pub n: usize,
    /// Times of the first and of the last sample [ms].
    pub between_ms: (f64, f64),
    /// The first value and the last, in the unit of the curve.
    pub ends: (f64, f64),
    /// What is farthest from the first value; `None` where the curve stands still.
    pub peak: Option<Peak>,
    /// The time from 10 % to 90 % of the way to the peak [ms].
    pub rise_ms: Option<f64>,
    /// The time for which the curve is beyond half of the way to the peak [ms]; `None` if it does not come back.
    pub half_width_ms: Option<f64>,
    /// Integral of what is above the first value, below it with the other sign, in the unit of the curve times ms.
    pub area: f64,
    /// Mean over time, in the unit of the curve.
    pub mean: f64,
}

impl Readings {
    /// Reads a curve of at least two samples whose values are all finite.
    #[must_use]
    pub fn of(curve: &[(f64, f64)]) -> Option<Self> {
        let (first, last) = (*curve.first()?, *curve.last()?);
        if last.0 <= first.0 || curve.iter().any(|point| !point.1.is_finite()) {
            return None;
        }
        let from = |point: &(f64, f64)| point.1 - first.1;
        let top = (0..curve.len()).reduce(|best, own| {
            if from(&curve[best]).abs() < from(&curve[own]).abs() { own } else { best }
        })?;
        let area: f64 = curve
            .windows(2)
            .map(|pair| 0.5 * (from(&pair[0]) + from(&pair[1])) * (pair[1].0 - pair[0].0))
            .sum();
        let (mut peak, mut rise_ms, mut half_width_ms) = (None, None, None);
        if from(&curve[top]) != 0.0 {
            let (time_ms, value) = top_between_samples(curve, top).unwrap_or(curve[top]);
            peak = Some(Peak { time_ms, value, is_at_end: top + 1 == curve.len() });
            let level = |part: f64| first.1 + part * (value - first.1);
            let before = |part: f64| crossing(curve, (0..top).rev(), level(part), value);
            rise_ms = before(RISE.1).zip(before(RISE.0)).map(|(late, early)| late - early);
            let after = crossing(curve, top..curve.len() - 1, level(0.5), value);
            half_width_ms = after.zip(before(0.5)).map(|(late, early)| late - early);
        }
        let mean = first.1 + area / (last.0 - first.0);
        Some(Self {
            n: curve.len(),
            between_ms: (first.0, last.0),
            ends: (first.1, last.1),
            peak,
            rise_ms,
            half_width_ms,
            area,
            mean,
        })
    }

    /// Time between the ends [ms].
    #[must_use]
    pub fn span_ms(&self) -> f64 {
        self.between_ms.1 - self.between_ms.0
    }
}

/// The first time [ms] at which a curve leaves the side of a level on which the peak is, among the stretches that begin at these
/// samples, in their order.
fn crossing(curve: &[(f64, f64)], starts: impl Iterator<Item = usize>, level: f64, peak: f64) -> Option<f64> {
    let is_inside = |value: f64| if level < peak { level < value } else { value < level };
    for start in starts {
        let (left, right) = (curve[start], curve[start + 1]);
        if is_inside(left.1) != is_inside(right.1) {
            return Some(left.0 + (right.0 - left.0) * (level - left.1) / (right.1 - left.1));
        }
    }
    None
}

/// Time [ms] and value of a smooth peak between samples, by a polynomial of third degree through what is near its top; `None` for an
/// edge, where the samples themselves say what there is to say.
fn top_between_samples(curve: &[(f64, f64)], top: usize) -> Option<(f64, f64)> {
    let (at, value) = curve[top];
    let swing = value - curve[0].1;
    let is_near = |index: &usize| ((curve[*index].1 - value) / swing).abs() < TOP;
    let left = (0..top).rev().take_while(is_near).count();
    let right = (top + 1..curve.len()).take_while(is_near).count();
    if left < LEAST_BESIDE || right < LEAST_BESIDE {
        return None;
    }
    let near = thinned(&curve[top - left..=top + right], MOST_AT_TOP);
    let width = (near.last()?.0 - near.first()?.0) / 2.0;
    // y − value as a polynomial of x = (t − at)/width.
    let (mut normal, mut sums) = (vec![vec![0.0; 4]; 4], vec![0.0; 4]);
    for (t, y) in &near {
        let x = (t - at) / width;
        let powers = [1.0, x, x * x, x * x * x];
        for i in 0..4 {
            sums[i] += powers[i] * (y - value);
            for j in 0..4 {
                normal[i][j] += powers[i] * powers[j];
            }
        }
    }
    let inverse = inverse(&normal)?;
    let c: Vec<f64> =
        inverse.iter().map(|row| row.iter().zip(&sums).map(|(a, b)| a * b).sum::<f64>()).collect();
    // Newton's steps to where the slope is zero.
    let mut x = 0.0;
    for _ in 0..20 {
        x -= (c[1] + x * (2.0 * c[2] + 3.0 * x * c[3])) / (2.0 * c[2] + 6.0 * x * c[3]);
    }
    let found = (at + x * width, value + c[0] + x * (c[1] + x * (c[2] + x * c[3])));
    let is_there = near.first()?.0 < found.0 && found.0 < near.last()?.0;
    (is_there && ((found.1 - value) / swing).abs() < TOP).then_some(found)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers of 24 bits, as they are recorded"
    )]

    use super::*;

    fn curve(dt_ms: f64, until_ms: f64, value: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        let n = (until_ms / dt_ms).round() as u32;
        (0..=n).map(|k| f64::from(k) * dt_ms).map(|t| (t, f64::from(value(t) as f32))).collect()
    }

    #[track_caller]
    fn near(found: f64, wanted: f64, part: f64) {
        assert!((found / wanted - 1.0).abs() < part, "{found} instead of {wanted}");
    }

    /// The alpha function t/τ e^(1 − t/τ): peak 1 at τ, area e τ; it is above a half from 0.231961 τ to 2.678347 τ, and
    /// at 10 % and 90 % at 0.038287 τ and 0.608361 τ.
    #[test]
    fn an_alpha_function_is_read_to_a_fraction_of_a_percent() {
        for (tau, sign, level) in [(5.0, 1.0, 0.0), (17.3, -1.0, -65.0), (150.0, 1.0, 3.0)] {
            let alpha = |t: f64| level + sign * (t / tau) * libm::exp(1.0 - t / tau);
            let own = Readings::of(&curve(0.1, 25.0 * tau, alpha)).unwrap();
            let peak = own.peak.unwrap();
            near(peak.time_ms, tau, 2e-3);
            near(peak.value - level, sign, 2e-3);
            near(own.rise_ms.unwrap(), (0.608_361 - 0.038_287) * tau, 2e-3);
            near(own.half_width_ms.unwrap(), (2.678_347 - 0.231_961) * tau, 2e-3);
            near(own.area, sign * std::f64::consts::E * tau, 2e-3);
            near(own.mean - level, sign * std::f64::consts::E / 25.0, 2e-3);
            assert!(!peak.is_at_end);
        }
    }

    /// A difference of two exponentials, as an EPSP: its peak has a closed form.
    #[test]
    fn an_epsp_is_read_to_a_fraction_of_a_percent() {
        let (fast, slow): (f64, f64) = (5.0, 20.0);
        let epsp = |t: f64| -70.0 + 12.0 * (libm::exp(-t / slow) - libm::exp(-t / fast));
        let own = Readings::of(&curve(0.1, 400.0, epsp)).unwrap();
        let at = fast * slow / (slow - fast) * libm::log(slow / fast);
        near(own.peak.unwrap().time_ms, at, 2e-3);
        near(own.peak.unwrap().value + 70.0, epsp(at) + 70.0, 2e-3);
        near(own.area, 12.0 * (slow - fast), 2e-3);
    }

    /// An edge is where its sample is; a smooth curve would overshoot there.
    #[test]
    fn an_edge_is_not_smoothed() {
        let jump = |t: f64| if t < 1.0 { 0.0 } else { 10.0 * libm::exp(-(t - 1.0) / 5.0) };
        let own = Readings::of(&curve(0.1, 61.0, jump)).unwrap();
        assert_eq!((own.peak.unwrap().time_ms, own.peak.unwrap().value), (1.0, 10.0));
        near(own.half_width_ms.unwrap(), 5.0 * std::f64::consts::LN_2 + 0.05, 2e-3);
        // The edge itself takes a step of 0.1 ms.
        near(own.rise_ms.unwrap(), 0.08, 2e-3);
        // A decay comes to its end, and does not come back.
        let own = Readings::of(&curve(0.1, 50.0, |t| libm::exp(-t / 5.0))).unwrap();
        assert!(own.peak.unwrap().is_at_end && own.half_width_ms.is_none());
        near(own.rise_ms.unwrap(), 5.0 * libm::log(9.0), 3e-3);
    }

    #[test]
    fn what_stands_still_has_no_peak() {
        let own = Readings::of(&curve(0.1, 5.0, |_| 3.0)).unwrap();
        assert_eq!((own.peak, own.rise_ms, own.area, own.mean), (None, None, 0.0, 3.0));
        assert_eq!(Readings::of(&[(1.0, 2.0)]), None);
        assert_eq!(Readings::of(&[(1.0, 2.0), (2.0, f64::NAN)]), None);
    }
}
