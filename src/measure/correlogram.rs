//! How often one train of spikes fires at each time before and after another.

/// Most bins of a correlogram.
pub const MOST_BINS: usize = 2001;

/// Numbers of pairs of spikes by the time from the first train's spike to the second's.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlogram {
    /// Width of a bin [ms]; the middle one is centred on 0.
    pub bin_ms: f64,
    /// Numbers of pairs, from the earliest lag to the latest; an odd number of bins.
    pub counts: Vec<u64>,
    /// Number of pairs that two independent trains of these rates would have in a bin, with the shorter overlap at long lags.
    pub expected: Vec<f64>,
}

impl Correlogram {
    /// The lag in the middle of a bin [ms]; positive where the second train fires later.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 2001 bins")]
    pub fn lag_ms(&self, bin: usize) -> f64 {
        (bin as f64 - (self.counts.len() / 2) as f64) * self.bin_ms
    }

    /// How far a bin is from what independent trains have, in standard deviations of their number.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of spikes")]
    pub fn deviation(&self, bin: usize) -> Option<f64> {
        let (count, expected) = (*self.counts.get(bin)? as f64, *self.expected.get(bin)?);
        (0.0 < expected).then(|| (count - expected) / expected.sqrt())
    }
}

/// The correlogram of two trains [ms], each in order of time, which were watched in a window [ms], up to lags of `most_lag_ms`;
/// with `is_same` no spike is paired with itself. `None` if that were more than [`MOST_BINS`], or the window is no longer than
/// the largest lag.
#[must_use]
pub fn correlogram(
    first: &[f64],
    second: &[f64],
    (from_ms, to_ms): (f64, f64),
    (most_lag_ms, bin_ms): (f64, f64),
    is_same: bool,
) -> Option<Correlogram> {
    let beside = (most_lag_ms / bin_ms).round();
    let span_ms = to_ms - from_ms;
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let most_beside = (MOST_BINS / 2) as f64;
    if !(1.0..=most_beside).contains(&beside) || span_ms <= most_lag_ms {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1000")]
    let n_bins = 2 * beside as usize + 1;
    let reach = (beside + 0.5) * bin_ms;
    let mut counts = vec![0; n_bins];
    let mut start = 0;
    for (index, one) in first.iter().enumerate() {
        while second.get(start).is_some_and(|other| other - one < -reach) {
            start += 1;
        }
        for (place, other) in second.iter().enumerate().skip(start) {
            let lag = other - one;
            if reach <= lag {
                break;
            }
            if is_same && place == index {
                continue;
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the reach")]
            let bin = ((lag + reach) / bin_ms) as usize;
            counts[bin.min(n_bins - 1)] += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of spikes")]
    let pairs = first.len() as f64 * second.len() as f64;
    let expected = (0..n_bins).map(|bin| {
        #[expect(clippy::cast_precision_loss, reason = "at most 2001 bins")]
        let lag = (bin as f64 - beside) * bin_ms;
        pairs * bin_ms * (span_ms - lag.abs()) / (span_ms * span_ms)
    });
    let expected = expected.collect();
    Some(Correlogram { bin_ms, counts, expected })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::cast_precision_loss, reason = "small numbers")]

    use super::*;
    use crate::sim::{Stream, StreamKind};

    fn poisson(stream: &mut Stream, rate_hz: f64, until_ms: f64) -> Vec<f64> {
        let (mut time, mut times) = (0.0, Vec::new());
        while time < until_ms {
            time += 1e3 / rate_hz * stream.exponential();
            times.push(time);
        }
        times.pop();
        times
    }

    /// Every pair is found: the same numbers as by looking at all of them.
    #[test]
    fn pairs_are_all_counted() {
        let mut stream = Stream::new(2, StreamKind::Population, 0);
        let (a, b) = (poisson(&mut stream, 80.0, 3000.0), poisson(&mut stream, 50.0, 3000.0));
        let own = correlogram(&a, &b, (0.0, 3000.0), (40.0, 2.0), false).unwrap();
        assert_eq!((own.counts.len(), own.lag_ms(0), own.lag_ms(20), own.lag_ms(40)), (41, -40.0, 0.0, 40.0));
        for (bin, count) in own.counts.iter().enumerate() {
            let lag = own.lag_ms(bin);
            let pairs = a.iter().flat_map(|one| b.iter().map(move |other| other - one - lag));
            assert_eq!(pairs.filter(|off| (-1.0..1.0).contains(off)).count() as u64, *count, "{lag} ms");
        }
    }

    #[test]
    fn independent_trains_have_what_is_expected_and_an_echo_shows() {
        let mut stream = Stream::new(3, StreamKind::Population, 0);
        let (a, b) = (poisson(&mut stream, 50.0, 200_000.0), poisson(&mut stream, 50.0, 200_000.0));
        let own = correlogram(&a, &b, (0.0, 200_000.0), (100.0, 5.0), false).unwrap();
        let far = (0..41).filter(|bin| 3.0 < own.deviation(*bin).unwrap().abs()).count();
        assert!(far <= 1, "{far} of 41 bins are farther than three standard deviations");
        // Every second spike of the first is echoed 10 ms later.
        let mut echo: Vec<f64> = b.iter().copied().chain(a.iter().step_by(2).map(|t| t + 10.0)).collect();
        echo.sort_by(f64::total_cmp);
        let own = correlogram(&a, &echo, (0.0, 200_000.0), (100.0, 5.0), false).unwrap();
        let most = (0..41).max_by_key(|bin| own.counts[*bin]).unwrap();
        assert_eq!(own.lag_ms(most), 10.0);
        let more = own.counts[most] as f64 - own.expected[most];
        assert!((more / (a.len() as f64 / 2.0) - 1.0).abs() < 0.1, "{more}");
    }

    #[test]
    fn a_train_is_not_paired_with_itself() {
        let clock: Vec<f64> = (0..100).map(|k| 10.0 * f64::from(k)).collect();
        let own = correlogram(&clock, &clock, (0.0, 1000.0), (15.0, 1.0), true).unwrap();
        assert_eq!((own.counts[15], own.counts[25], own.counts[5]), (0, 99, 99));
        assert_eq!(correlogram(&clock, &clock, (0.0, 1000.0), (1e6, 1.0), false), None);
        assert_eq!(correlogram(&clock, &clock, (0.0, 10.0), (15.0, 1.0), false), None);
    }
}
