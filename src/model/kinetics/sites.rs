//! Release sites that see a pulse of transmitter, each by itself.
//!
//! A release of amplitude A drives the fraction A of a synapse's many release sites: each site sees the whole pulse with
//! the probability A, or nothing. Which sites a release drives does not depend on what they did before. So the mean
//! over all sites needs no more than, for each pulse that still lasts, what fraction of the sites it drives, and what is
//! bound there. The mean is exact, and the mean after a release into a synapse at rest is proportional to A.

/// The sites that one release drives, as long as its pulse lasts and no later release reaches them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cohort {
    /// Fraction of all sites.
    pub share: f64,
    /// Mean over these sites of the fraction of receptors that are bound, or open.
    pub bound: f64,
    /// How much longer the pulse lasts [ms].
    pub left_ms: f64,
}

/// Where the bound fraction goes while the pulse lasts, and at which rate [ms⁻¹].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binding {
    /// What is bound in the end.
    pub end: f64,
    /// Rate of the relaxation [ms⁻¹].
    pub rate_per_ms: f64,
}

/// A pulse that lasts no longer than this, which is rounding, has ended [ms].
const ROUNDING_MS: f64 = 1e-9;

/// A cohort with so small a part of the newest one's sites is no longer followed on its own: no sum of doubles would
/// notice. Thus dense trains keep some forty cohorts over A at most.
const NEGLIGIBLE: f64 = 1e-18;

impl Binding {
    /// The bound fraction after `h_ms` [ms] of transmitter.
    #[must_use]
    pub fn after(self, bound: f64, h_ms: f64) -> f64 {
        if h_ms <= 0.0 {
            return bound;
        }
        self.end + (bound - self.end) * libm::exp(-h_ms * self.rate_per_ms)
    }
}

impl Cohort {
    /// For how much of the next `h_ms` [ms] the pulse lasts [ms].
    #[must_use]
    pub fn on_ms(&self, h_ms: f64) -> f64 {
        self.left_ms.min(h_ms)
    }

    /// Whether the pulse still lasts after `h_ms` [ms].
    #[must_use]
    pub fn lasts(&self, h_ms: f64) -> bool {
        ROUNDING_MS < self.left_ms - h_ms
    }
}

/// Of the mean bound fraction over all sites, what is bound where no pulse is.
#[must_use]
pub fn free(mean: f64, cohorts: &[Cohort]) -> f64 {
    let driven = cohorts.iter().fold(0.0, |sum, cohort| sum + cohort.share * cohort.bound);
    // Rounding may leave less than nothing.
    (mean - driven).max(0.0)
}

/// Fraction of the sites that a pulse drives after `h_ms` [ms].
#[must_use]
pub fn driven(cohorts: &[Cohort], h_ms: f64) -> f64 {
    let lasting = cohorts.iter().filter(|cohort| cohort.lasts(h_ms));
    lasting.fold(0.0, |sum, cohort| sum + cohort.share)
}

/// Lets `h_ms` [ms] pass at the sites that are driven; those whose pulse ends are driven no longer.
pub fn advance(cohorts: &mut Vec<Cohort>, binding: Binding, h_ms: f64) {
    cohorts.retain_mut(|cohort| {
        let lasts = cohort.lasts(h_ms);
        if lasts {
            cohort.bound = binding.after(cohort.bound, h_ms);
            cohort.left_ms -= h_ms;
        }
        lasts
    });
}

/// A release drives the fraction `A` of all sites, of which `mean` are bound in the mean, for `pulse_ms` [ms]; those
/// that a pulse drives already begin anew.
pub fn release(cohorts: &mut Vec<Cohort>, A: f64, mean: f64, pulse_ms: f64) {
    let share = A.min(1.0);
    if share <= 0.0 {
        return;
    }
    cohorts.retain_mut(|cohort| {
        cohort.share *= 1.0 - share;
        NEGLIGIBLE * share < cohort.share
    });
    cohorts.push(Cohort { share, bound: mean, left_ms: pulse_ms });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_that_are_hit_again_begin_anew() {
        let mut cohorts = Vec::new();
        release(&mut cohorts, 0.5, 0.0, 2.0);
        advance(&mut cohorts, Binding { end: 1.0, rate_per_ms: 1.0 }, 1.0);
        let bound = 1.0 - libm::exp(-1.0);
        assert!((cohorts[0].bound - bound).abs() < 1e-15 && (cohorts[0].left_ms - 1.0).abs() < 1e-15);
        release(&mut cohorts, 0.4, 0.5 * bound, 2.0);
        let shares: Vec<f64> = cohorts.iter().map(|cohort| cohort.share).collect();
        assert!((shares[0] - 0.3).abs() < 1e-15 && (shares[1] - 0.4).abs() < 1e-15, "{shares:?}");
        assert!((driven(&cohorts, 0.0) - 0.7).abs() < 1e-15, "the fraction 1 − 0.5·0.6 is driven");
        assert!((driven(&cohorts, 1.0) - 0.4).abs() < 1e-15, "the first pulse has ended");
        release(&mut cohorts, 1.0, 0.2, 2.0);
        assert_eq!(cohorts, [Cohort { share: 1.0, bound: 0.2, left_ms: 2.0 }], "all sites begin anew");
    }

    #[test]
    fn dense_trains_need_few_cohorts() {
        for A in [0.05, 0.3, 0.9] {
            let mut cohorts = Vec::new();
            for _ in 0..10_000 {
                release(&mut cohorts, A, 0.0, 200.0);
                advance(&mut cohorts, Binding { end: 1.0, rate_per_ms: 1.0 }, 0.01);
            }
            #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
            let n = cohorts.len() as f64;
            assert!(n <= 42.0 / A, "{n} cohorts at A = {A}");
            assert!((driven(&cohorts, 0.0) - 1.0).abs() < 1e-12);
        }
    }
}
