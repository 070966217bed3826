//! What all measurements do with a curve.

/// The value of a curve at a time [ms], on the straight line between the samples around it; `None` beyond its ends.
#[must_use]
pub fn value_at(curve: &[(f64, f64)], time_ms: f64) -> Option<f64> {
    let after = curve.partition_point(|point| point.0 < time_ms);
    let right = *curve.get(after)?;
    if right.0 == time_ms {
        return Some(right.1);
    }
    let left = curve[after.checked_sub(1)?];
    Some(left.1 + (right.1 - left.1) * (time_ms - left.0) / (right.0 - left.0))
}

/// A curve of at most about `most` points: the means of groups of neighbours, all samples in one of them.
#[must_use]
pub fn thinned(curve: &[(f64, f64)], most: usize) -> Vec<(f64, f64)> {
    let group = curve.len().div_ceil(most.max(1)).max(1);
    curve
        .chunks(group)
        .map(|own| {
            #[expect(clippy::cast_precision_loss, reason = "a number of samples")]
            let n = own.len() as f64;
            let (t, y) = own.iter().fold((0.0, 0.0), |(t, y), point| (t + point.0, y + point.1));
            (t / n, y / n)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_between_samples_and_not_beyond_the_ends() {
        let curve = [(1.0, 10.0), (2.0, 20.0), (4.0, 0.0)];
        assert_eq!(value_at(&curve, 1.0), Some(10.0));
        assert_eq!(value_at(&curve, 1.5), Some(15.0));
        assert_eq!(value_at(&curve, 3.0), Some(10.0));
        assert_eq!((value_at(&curve, 0.9), value_at(&curve, 4.1), value_at(&[], 1.0)), (None, None, None));
    }

    #[test]
    fn thinning_keeps_means() {
        let curve: Vec<(f64, f64)> = (0..1000).map(|k| (f64::from(k), 3.0 * f64::from(k))).collect();
        let few = thinned(&curve, 100);
        assert_eq!((few.len(), few[0], few[99]), (100, (4.5, 13.5), (994.5, 2983.5)));
        assert_eq!(thinned(&curve, 5000), curve);
    }
}
