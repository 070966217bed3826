//! Exponential decay over whole steps, from a table.

use crate::units::{Grid, Moment, Step};

/// e^{−t/τ}: over whole steps a product of two entries of a table, which is much quicker than the function itself.
#[derive(Debug, Clone)]
pub(super) struct Fade {
    tau_ms: f64,
    /// e^{−kh/τ} for k below `FINE`, and for multiples of it.
    fine: Box<[f64; 1 << BITS]>,
    coarse: Vec<f64>,
}

/// log₂ of the entries of the fine table.
const BITS: u32 = 7;
const FINE: u64 = 1 << BITS;
/// Beyond so many time constants nothing is left that a double would notice beside 1.
const GONE_TAUS: f64 = 40.0;
/// Most entries of the coarse table; longer spans are computed.
const MOST_COARSE: usize = 8192;

impl Fade {
    /// The decay with a time constant [ms].
    pub fn new(tau_ms: f64, grid: Grid) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "at most 2^20")]
        let entry = |steps: u64| libm::exp(-(steps as f64 * grid.dt_ms()) / tau_ms);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
        let n_coarse = ((GONE_TAUS * tau_ms / grid.dt_ms()) as usize / FINE as usize + 1).min(MOST_COARSE);
        Self {
            tau_ms,
            fine: Box::new(std::array::from_fn(|i| entry(i as u64))),
            coarse: (0..n_coarse as u64).map(|i| entry(i * FINE)).collect(),
        }
    }

    /// The time constant [ms].
    pub fn tau_ms(&self) -> f64 {
        self.tau_ms
    }

    /// Over a number of steps.
    #[inline]
    pub fn steps(&self, steps: u64) -> f64 {
        let coarse = self.coarse.get((steps >> BITS) as usize).copied().unwrap_or(0.0);
        coarse * self.fine[(steps & (FINE - 1)) as usize]
    }

    /// From a boundary to a later or an earlier moment.
    #[inline]
    pub fn to(&self, from: Step, moment: Moment) -> f64 {
        let whole = self.steps(moment.step.0 - from.0);
        if moment.offset_ms == 0.0 { whole } else { whole * libm::exp(-moment.offset_ms / self.tau_ms) }
    }

    /// The factor that takes a value at a moment back to the boundary at or before it.
    #[inline]
    pub fn back(&self, moment: Moment) -> f64 {
        if moment.offset_ms == 0.0 { 1.0 } else { libm::exp(moment.offset_ms / self.tau_ms) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_exponential() {
        for (tau_ms, dt_ms) in [(20.0, 0.1), (1.0, 1.0), (5000.0, 0.5), (150.0, 0.01)] {
            let grid = Grid::new(dt_ms).unwrap();
            let fade = Fade::new(tau_ms, grid);
            for steps in [0_u64, 1, 127, 128, 129, 5_000, 100_000, 1_000_000] {
                #[expect(clippy::cast_precision_loss, reason = "small")]
                let exact = libm::exp(-(steps as f64 * dt_ms) / tau_ms);
                let error = (fade.steps(steps) - exact).abs();
                assert!(error <= 1e-15 * exact.max(0.01), "{tau_ms} {dt_ms} {steps}: {error}");
            }
        }
    }
}
