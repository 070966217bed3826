//! One exponential, or the sum of two, fitted to a curve: y(t) = y_∞ + Σ A e^(−(t − t₀)/τ), where t₀ is the first sample.

use super::curve::thinned;
use super::least_squares::{Parameter, inverse, minimise};

/// A curve of which a fit explains less than this part of the variance is not exponential.
pub const LEAST_R_SQUARED: f64 = 0.98;
/// Most points that a fit looks at one by one; of more, the means of neighbours, which decay with the same time constants.
const MOST_POINTS: usize = 1024;
/// Points and time constants among which a start is sought.
const START_POINTS: usize = 160;
const START_TAUS: usize = 24;
/// Time constants of two exponentials that are not this much apart are one.
const LEAST_RATIO: f64 = 1.1;

/// One exponential of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Time constant [ms].
    pub tau_ms: f64,
    /// Its standard error [ms], where the curve determines one.
    pub tau_error_ms: Option<f64>,
    /// Its part at the first sample, in the unit of the curve.
    pub amplitude: f64,
}

/// Exponentials that lie as near to a curve as they can.
#[derive(Debug, Clone, PartialEq)]
pub struct Decays {
    /// Time of the first sample [ms].
    pub start_ms: f64,
    /// Where the curve goes, in its unit.
    pub offset: f64,
    /// The exponentials, the faster first.
    pub terms: Vec<Term>,
    /// The part of the variance that they explain.
    pub r_squared: f64,
    /// Root of the mean square of the residuals, in the unit of the curve.
    pub rms: f64,
}

impl Decays {
    /// The value at a time [ms].
    #[must_use]
    pub fn value(&self, time_ms: f64) -> f64 {
        let part = |own: &Term| own.amplitude * libm::exp(-(time_ms - self.start_ms) / own.tau_ms);
        self.offset + self.terms.iter().map(part).sum::<f64>()
    }
}

/// What a fit says about a curve.
#[derive(Debug, Clone, PartialEq)]
pub enum Fit {
    /// It is exponential.
    Decays(Decays),
    /// It is not: of the variance, the best fit explains this part only.
    NotExponential {
        /// R² of the best fit.
        r_squared: f64,
    },
    /// Its time constants cannot be told from it: it is too short or too straight, or the two of a double exponential are one.
    Undetermined,
    /// It stands still, or there are too few samples.
    Nothing,
}

/// Fits `n_terms` exponentials, one or two, to a curve, at full resolution up to 1024 samples, of more to the means of neighbours.
/// It goes to `level`, in the unit of the curve, or to where it goes best.
// Longer than 60 lines: what is found is judged by what it was found from.
#[must_use]
pub fn fit_decays(curve: &[(f64, f64)], n_terms: usize, level: Option<f64>) -> Fit {
    let n_terms = n_terms.clamp(1, 2);
    let curve = thinned(curve, MOST_POINTS);
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else { return Fit::Nothing };
    let span_ms = last.0 - first.0;
    #[expect(clippy::cast_precision_loss, reason = "at most 1024 points")]
    let n = curve.len() as f64;
    let mean = curve.iter().map(|point| point.1).sum::<f64>() / n;
    let variance: f64 = curve.iter().map(|point| (point.1 - mean) * (point.1 - mean)).sum();
    let size = curve.iter().map(|point| (point.1 - mean).abs()).fold(0.0, f64::max);
    // Samples are kept as numbers of 24 bits.
    let still = 4.0 * f64::from(f32::EPSILON) * mean.abs();
    if curve.len() < 2 * n_terms + 3 || span_ms <= 0.0 || size <= still {
        return Fit::Nothing;
    }
    // Times as parts of the span and values as parts of the swing: parameters are near 1 then.
    let scaled: Vec<(f64, f64)> =
        curve.iter().map(|(t, y)| ((t - first.0) / span_ms, (y - mean) / size)).collect();
    let level = level.map(|own| (own - mean) / size);
    let Some(taus) = start(&thinned(&scaled, START_POINTS), n_terms, level) else { return Fit::Nothing };
    let linear = amplitudes(&scaled, &taus, level).unwrap_or_else(|| vec![0.0; n_terms + 1]);
    let mut parameters: Vec<Parameter> = linear.iter().map(|own| Parameter::free(*own, 1.0)).collect();
    if let Some(level) = level {
        parameters[0] = Parameter { low: level, high: level, ..Parameter::free(level, 1.0) };
    }
    parameters.extend(taus.iter().map(|tau| Parameter::free(libm::log(*tau), 1.0)));
    let mut residuals = |p: &[f64], out: &mut Vec<f64>| {
        out.clear();
        let rates: Vec<f64> = p[n_terms + 1..].iter().map(|log_tau| libm::exp(-log_tau)).collect();
        out.extend(scaled.iter().map(|(t, y)| {
            let parts = rates.iter().zip(&p[1..=n_terms]).map(|(rate, a)| a * libm::exp(-t * rate));
            p[0] + parts.sum::<f64>() - y
        }));
    };
    let Ok(found) = minimise(&mut residuals, &parameters) else { return Fit::Nothing };
    let r_squared = 1.0 - found.sum_of_squares * size * size / variance;
    if r_squared < LEAST_R_SQUARED {
        return Fit::NotExponential { r_squared };
    }
    let mut terms: Vec<Term> = (0..n_terms)
        .map(|index| {
            let at = n_terms + 1 + index;
            let tau_ms = span_ms * libm::exp(found.values[at]);
            let tau_error_ms = found.standard_errors[at].map(|error| tau_ms * error);
            Term { tau_ms, tau_error_ms, amplitude: size * found.values[1 + index] }
        })
        .collect();
    terms.sort_by(|one, other| one.tau_ms.total_cmp(&other.tau_ms));
    let is_known = |own: &Term| {
        let is_sure = own.tau_error_ms.is_some_and(|error| error < 0.5 * own.tau_ms);
        is_sure && own.tau_ms < 20.0 * span_ms
    };
    let are_apart = terms.windows(2).all(|pair| LEAST_RATIO * pair[0].tau_ms < pair[1].tau_ms);
    if !terms.iter().all(is_known) || !are_apart || !found.has_settled {
        return Fit::Undetermined;
    }
    Fit::Decays(Decays {
        start_ms: first.0,
        offset: mean + size * found.values[0],
        terms,
        r_squared,
        rms: size * (found.sum_of_squares / n).sqrt(),
    })
}

/// Time constants near the best, as parts of the span.
fn start(points: &[(f64, f64)], n_terms: usize, level: Option<f64>) -> Option<Vec<f64>> {
    let step = libm::log(3000.0) / f64::from(u32::try_from(START_TAUS - 1).unwrap_or(1));
    let tau = |index: usize| 3e-3 * libm::exp(step * f64::from(u32::try_from(index).unwrap_or(0)));
    let mut candidates: Vec<Vec<f64>> = Vec::new();
    for slow in 0..START_TAUS {
        if n_terms == 1 {
            candidates.push(vec![tau(slow)]);
        } else {
            candidates.extend((0..slow).map(|fast| vec![tau(fast), tau(slow)]));
        }
    }
    let rated = candidates.into_iter().filter_map(|taus| {
        let linear = amplitudes(points, &taus, level)?;
        let misses = points.iter().map(|(t, y)| {
            let parts = taus.iter().zip(&linear[1..]).map(|(tau, a)| a * libm::exp(-t / tau));
            linear[0] + parts.sum::<f64>() - y
        });
        Some((misses.map(|own| own * own).sum::<f64>(), taus))
    });
    rated.filter(|own| own.0.is_finite()).min_by(|a, b| a.0.total_cmp(&b.0)).map(|own| own.1)
}

/// The offset, unless that is the level given, and the amplitudes that suit time constants best.
fn amplitudes(points: &[(f64, f64)], taus: &[f64], level: Option<f64>) -> Option<Vec<f64>> {
    // Without an offset to find, the first column is left out.
    let skip = usize::from(level.is_some());
    let n = taus.len() + 1;
    let (mut normal, mut right) = (vec![vec![0.0; n - skip]; n - skip], vec![0.0; n - skip]);
    let mut row = vec![1.0; n];
    for (t, y) in points {
        for (own, tau) in row[1..].iter_mut().zip(taus) {
            *own = libm::exp(-t / tau);
        }
        let row = &row[skip..];
        for (i, one) in row.iter().enumerate() {
            right[i] += one * (y - level.unwrap_or(0.0));
            for (j, other) in row.iter().enumerate() {
                normal[i][j] += one * other;
            }
        }
    }
    let inverse = inverse(&normal)?;
    let found = inverse.iter().map(|row| row.iter().zip(&right).map(|(a, b)| a * b).sum());
    Some(level.into_iter().chain(found).collect())
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
        (0..=n).map(|k| f64::from(k) * dt_ms).map(|t| (250.0 + t, f64::from(value(t) as f32))).collect()
    }

    fn taus(fit: &Fit) -> Vec<f64> {
        match fit {
            Fit::Decays(decays) => decays.terms.iter().map(|own| own.tau_ms).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_exponential_gives_back_its_time_constant() {
        for (tau, until, offset) in
            [(5.0, 30.0, 0.0), (150.0, 300.0, -70.0), (0.3, 40.0, 3.0), (900.0, 500.0, 1.0)]
        {
            for sign in [1.0, -1.0] {
                let fit =
                    fit_decays(&curve(0.1, until, |t| offset + sign * 4.0 * libm::exp(-t / tau)), 1, None);
                let found = taus(&fit)[0];
                assert!((found / tau - 1.0).abs() < 2e-3, "{found} ms instead of {tau}");
                let Fit::Decays(own) = fit else { unreachable!() };
                assert!((own.offset - offset).abs() < 1e-2 && 0.9999 < own.r_squared, "{own:?}");
                assert!((own.value(250.0 + tau) - offset - sign * 4.0 / std::f64::consts::E).abs() < 1e-2);
            }
        }
    }

    #[test]
    fn two_exponentials_give_back_both() {
        for (fast, slow) in [(5.0, 20.0), (45.0, 150.0), (1.5, 150.0)] {
            let both = |t: f64| libm::exp(-t / slow) - libm::exp(-t / fast);
            let fit = fit_decays(&curve(0.1, 6.0 * slow, both), 2, None);
            let found = taus(&fit);
            assert!(
                (found[0] / fast - 1.0).abs() < 5e-3 && (found[1] / slow - 1.0).abs() < 5e-3,
                "{found:?}"
            );
            // One exponential is none for it.
            assert!(
                matches!(
                    fit_decays(&curve(0.1, 6.0 * slow, both), 1, None),
                    Fit::NotExponential { r_squared } if r_squared < 0.98
                ) || fast < 2.0
            );
        }
    }

    /// A level that is known makes a short stretch enough, and what goes elsewhere is not exponential.
    #[test]
    fn a_level_may_be_given() {
        let short = curve(0.1, 60.0, |t| -70.0 + 4.0 * libm::exp(-t / 200.0));
        assert!((taus(&fit_decays(&short, 1, Some(-70.0)))[0] / 200.0 - 1.0).abs() < 2e-4);
        let Fit::Decays(own) = fit_decays(&short, 1, Some(-70.0)) else { panic!() };
        assert!((own.offset + 70.0).abs() < 1e-9);
        let elsewhere = fit_decays(&curve(0.1, 60.0, |t| libm::exp(-t / 5.0)), 1, Some(-3.0));
        assert!(!matches!(elsewhere, Fit::Decays(_)), "{elsewhere:?}");
        let both = curve(0.1, 100.0, |t| 3.0 + libm::exp(-t / 20.0) - libm::exp(-t / 5.0));
        let found = taus(&fit_decays(&both, 2, Some(3.0)));
        assert!((found[0] / 5.0 - 1.0).abs() < 5e-3 && (found[1] / 20.0 - 1.0).abs() < 5e-3, "{found:?}");
    }

    #[test]
    fn what_is_not_exponential_is_called_so() {
        let wave = curve(0.1, 100.0, |t| libm::sin(t / 7.0));
        assert!(matches!(fit_decays(&wave, 1, None), Fit::NotExponential { r_squared } if r_squared < 0.9));
        assert!(matches!(fit_decays(&wave, 2, None), Fit::NotExponential { .. }));
        // A line could be the beginning of any exponential.
        assert_eq!(fit_decays(&curve(0.1, 100.0, |t| 3.0 * t), 1, None), Fit::Undetermined);
        // A single exponential is not two.
        assert_eq!(fit_decays(&curve(0.1, 50.0, |t| libm::exp(-t / 5.0)), 2, None), Fit::Undetermined);
        assert_eq!(fit_decays(&curve(0.1, 100.0, |_| -70.0), 1, None), Fit::Nothing);
        assert_eq!(
            (fit_decays(&[], 1, None), fit_decays(&[(0.0, 1.0); 3], 1, None)),
            (Fit::Nothing, Fit::Nothing)
        );
    }

    /// More samples than are looked at one by one: means of neighbours give the same.
    #[test]
    fn long_curves_are_fitted_as_well() {
        let fit = fit_decays(&curve(0.1, 20_000.0, |t| 2.0 - libm::exp(-t / 500.0)), 1, None);
        assert!((taus(&fit)[0] / 500.0 - 1.0).abs() < 2e-3, "{fit:?}");
    }
}
