//! Block of open channels by the membrane potential.

/// A block of Boltzmann form: of the open channels, a fraction 1/(1 + r e^{−V/k}) conducts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VoltageBlock {
    /// r: blocked to free channels at V = 0.
    pub ratio: f64,
    /// k: over how many mV the ratio changes by a factor e [mV].
    pub slope_mV: f64,
}

impl VoltageBlock {
    /// The fraction of the open channels that conducts at `V_mV` [mV].
    #[inline]
    #[must_use]
    pub fn free(&self, V_mV: f64) -> f64 {
        if self.ratio == 0.0 {
            return 1.0; // Far below the model's potentials the exponential is infinite.
        }
        1.0 / (1.0 + self.ratio * libm::exp(-V_mV / self.slope_mV))
    }
}
