//! Figures that describe a train of spikes. Pure functions of times.

/// Spikes per second [Hz] when `count` fell into `window_ms` [ms]; 0 for an empty window.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of spikes")]
pub fn rate_hz(count: usize, window_ms: f64) -> f64 {
    if 0.0 < window_ms { count as f64 / window_ms * 1e3 } else { 0.0 }
}

/// Intervals between successive times [ms].
pub fn intervals_ms(times_ms: &[f64]) -> impl Iterator<Item = f64> {
    times_ms.windows(2).map(|pair| pair[1] - pair[0])
}

/// Coefficient of variation of the intervals: their standard deviation over their mean. 0 for a clock, about 1
/// for a Poisson process. `None` for fewer than three spikes. The variance is the sample's, with n − 1.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of spikes")]
pub fn cv_isi(times_ms: &[f64]) -> Option<f64> {
    let n = times_ms.len().checked_sub(1).filter(|n| 2 <= *n)? as f64;
    let mean = intervals_ms(times_ms).sum::<f64>() / n;
    let squares: f64 = intervals_ms(times_ms).map(|interval| (interval - mean) * (interval - mean)).sum();
    (0.0 < mean).then(|| (squares / (n - 1.0)).sqrt() / mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{Stream, StreamKind};

    #[test]
    fn a_clock_does_not_vary() {
        let times: Vec<f64> = (0..50).map(|n| 3.0 + 20.0 * f64::from(n)).collect();
        assert!(cv_isi(&times).unwrap() < 1e-9);
        assert!((rate_hz(50, 1000.0) - 50.0).abs() < 1e-12);
    }

    #[test]
    fn a_poisson_process_varies_by_one() {
        let mut stream = Stream::new(1, StreamKind::Population, 0);
        let mut time = 0.0;
        let times: Vec<f64> = (0..100_000)
            .map(|_| {
                time += 25.0 * stream.exponential();
                time
            })
            .collect();
        assert!((cv_isi(&times).unwrap() - 1.0).abs() < 0.02);
    }

    #[test]
    fn known_intervals() {
        // Intervals 10 and 30: mean 20, standard deviation √200.
        assert!((cv_isi(&[0.0, 10.0, 40.0]).unwrap() - 200.0_f64.sqrt() / 20.0).abs() < 1e-12);
        assert_eq!(intervals_ms(&[0.0, 10.0, 40.0]).collect::<Vec<_>>(), [10.0, 30.0]);
    }

    #[test]
    fn too_few_spikes_have_no_figure() {
        assert_eq!((cv_isi(&[]), cv_isi(&[1.0, 2.0]), cv_isi(&[1.0, 1.0, 1.0])), (None, None, None));
        assert!(rate_hz(3, 0.0).abs() < 1e-12);
    }
}
