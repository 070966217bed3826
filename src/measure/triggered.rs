//! What a curve does about events, on average.

use super::curve::value_at;

/// Mean of a curve about events, with what it scatters by.
#[derive(Debug, Clone, PartialEq)]
pub struct Average {
    /// Times from the event [ms].
    pub lags_ms: Vec<f64>,
    /// Means, in the unit of the curve.
    pub mean: Vec<f64>,
    /// Standard deviations over events, with n − 1; zero for a single event.
    pub deviation: Vec<f64>,
    /// Events of which the curve is known over the whole stretch.
    pub n: usize,
}

impl Average {
    /// Standard errors of the means, in the unit of the curve.
    #[must_use]
    pub fn errors(&self) -> Vec<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a number of events")]
        let root = (self.n as f64).sqrt();
        self.deviation.iter().map(|own| own / root).collect()
    }
}

/// An average while events are added to it.
#[derive(Debug, Clone)]
pub struct Running {
    lags_ms: Vec<f64>,
    n: usize,
    mean: Vec<f64>,
    squares: Vec<f64>,
    /// Values about the event that is being added.
    own: Vec<f64>,
}

impl Running {
    /// Without events yet, at these lags [ms].
    #[must_use]
    pub fn new(lags_ms: &[f64]) -> Self {
        let zeros = || vec![0.0; lags_ms.len()];
        Self { lags_ms: lags_ms.to_vec(), n: 0, mean: zeros(), squares: zeros(), own: Vec::new() }
    }

    /// Adds what a curve does about an event [ms]; nothing if it is not known at every lag.
    pub fn add(&mut self, curve: &[(f64, f64)], event_ms: f64) {
        let mut own = std::mem::take(&mut self.own);
        own.clear();
        own.extend(self.lags_ms.iter().map_while(|lag| value_at(curve, event_ms + lag)));
        self.add_values(&own);
        self.own = own;
    }

    /// Adds values at all lags; nothing if one is missing or is not a number.
    pub fn add_values(&mut self, values: &[f64]) {
        if values.len() < self.lags_ms.len() || !values.iter().all(|own| own.is_finite()) {
            return;
        }
        self.n += 1;
        #[expect(clippy::cast_precision_loss, reason = "a number of events")]
        let part = 1.0 / self.n as f64;
        for ((mean, squares), value) in self.mean.iter_mut().zip(&mut self.squares).zip(values) {
            let off = value - *mean;
            *mean += off * part;
            *squares += off * (value - *mean);
        }
    }

    /// The average so far; `None` without an event.
    #[must_use]
    pub fn average(&self) -> Option<Average> {
        #[expect(clippy::cast_precision_loss, reason = "a number of events")]
        let rest = self.n.saturating_sub(1).max(1) as f64;
        let deviation = self.squares.iter().map(|own| (own / rest).sqrt()).collect();
        let (lags_ms, mean, n) = (self.lags_ms.clone(), self.mean.clone(), self.n);
        (0 < n).then_some(Average { lags_ms, mean, deviation, n })
    }
}

/// The mean of a curve from `before_ms` before to `after_ms` after events [ms], every `step_ms`. Events of which a part of the
/// stretch is not known are left out; `None` if no event is left.
#[must_use]
pub fn triggered_average(
    curve: &[(f64, f64)],
    events_ms: &[f64],
    (before_ms, after_ms): (f64, f64),
    step_ms: f64,
) -> Option<Average> {
    let n_lags = ((before_ms + after_ms) / step_ms).round();
    if !(0.0..1e6).contains(&n_lags) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than a million")]
    let n_lags = n_lags as u32 + 1;
    let lags_ms: Vec<f64> = (0..n_lags).map(|k| f64::from(k) * step_ms - before_ms).collect();
    let mut running = Running::new(&lags_ms);
    for event in events_ms {
        running.add(curve, *event);
    }
    running.average()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_is_that_of_its_sweeps() {
        let curve: Vec<(f64, f64)> = (0..=1000).map(|k| (f64::from(k), f64::from(k % 100))).collect();
        let own = triggered_average(&curve, &[250.0, 350.0, 450.0, 999.5], (10.0, 20.0), 1.0).unwrap();
        assert_eq!((own.n, own.lags_ms.len(), own.lags_ms[0], own.lags_ms[30]), (3, 31, -10.0, 20.0));
        assert!(own.mean.iter().zip(&own.lags_ms).all(|(mean, lag)| (mean - 50.0 - lag).abs() < 1e-9));
        assert!(own.deviation.iter().all(|own| *own < 1e-9));
        let own = triggered_average(&curve, &[210.0, 250.0], (0.0, 5.0), 1.0).unwrap();
        assert!((own.mean[0] - 30.0).abs() < 1e-9 && (own.deviation[0] - 800.0_f64.sqrt()).abs() < 1e-9);
        assert_eq!(triggered_average(&curve, &[2000.0], (1.0, 1.0), 1.0), None);
        assert_eq!(triggered_average(&curve, &[500.0], (1.0, 1.0), 0.0), None);
    }
}
