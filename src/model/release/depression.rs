//! Short-term depression.

use super::{P_REL, Pool, ReleaseModel, gain, kept, relax};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::Particulars;

crate::params! {
    /// dP_rel/dt = (P₀ − P_rel)/τ_P; after each spike P_rel ← f_D P_rel.
    pub struct Depression as "depression" {
        P0: number {
            symbol: "P₀", unit: One, default: 1.0, range: 0.0..=1.0, scale: Linear,
            meaning: "Release probability after a long pause, to which P_rel returns.",
            equation: "dP_rel/dt = (P₀ − P_rel)/τ_P",
            source: "Dayan & Abbott 2001, fig. 5.19",
        }
        f_D: number {
            symbol: "f_D", unit: One, default: 0.4, range: 0.0..=1.0, scale: Linear,
            meaning: "Depression: factor by which each spike reduces P_rel (1: no depression).",
            equation: "after a spike  P_rel ← f_D P_rel",
            source: "Dayan & Abbott 2001, eq. 5.38, fig. 5.19",
        }
        tau_P_ms: number {
            symbol: "τ_P", unit: Ms, default: 500.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Time constant with which P_rel returns to P₀.",
            equation: "dP_rel/dt = (P₀ − P_rel)/τ_P",
            source: "Dayan & Abbott 2001, fig. 5.19",
            flags: [AnyStep],
        }
    }
}

impl Particulars for Depression {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\frac{d\s{P_rel}{P_{\mathrm{rel}}}}{dt}=\frac{\p{P0}{P_0}-\s{P_rel}{P_{\mathrm{rel}}}}{\p{tau_P_ms}{\tau_P}}",
            r"\text{spike}{:}\ \s{P_rel}{P_{\mathrm{rel}}}\leftarrow\p{f_D}{f_D}\,P_{\mathrm{rel}}",
        ]
    }
}

impl Depression {
    /// Mean P_rel that spikes of a Poisson train at `rate_Hz` [Hz] meet: P₀/(1 + (1 − f) rτ).
    #[must_use]
    pub fn steady_poisson(&self, rate_Hz: f64) -> f64 {
        self.P0 / (1.0 + (1.0 - self.f_D) * rate_Hz * 1e-3 * self.tau_P_ms)
    }
}

impl ReleaseModel for Depression {
    fn states(&self) -> &'static [StateSpec] {
        &[P_REL]
    }

    fn start(&self) -> Pool {
        [self.P0, 0.0]
    }

    fn recover(&self, [P, _]: Pool, h_ms: f64) -> Pool {
        [relax(P, self.P0, h_ms, self.tau_P_ms), 0.0]
    }

    fn P_rel(&self, [P, _]: Pool) -> f64 {
        P
    }

    fn explain(&self, [P, _]: Pool, [after, _]: Pool, amplitude: f64) -> Explanation {
        Explanation::new("why-release-depression", "A = P_rel;  P_rel ← f_D P_rel")
            .with("A", "A", amplitude)
            .with("P", "P_rel", P)
            .with("f", "f_D", self.f_D)
            .with("after", "P_rel after", after)
    }

    /// P* = P₀(1 − E)/(1 − f E), E = e^{−1/(rτ)}.
    fn steady_amplitude(&self, rate_Hz: f64) -> f64 {
        let E = kept(rate_Hz, self.tau_P_ms);
        self.P0 * (1.0 - E) / (1.0 - self.f_D * E)
    }

    fn release(&self, pool: Pool, h_ms: f64, _uniform: &mut dyn FnMut() -> f64) -> (f64, Pool) {
        let [P, _] = self.recover(pool, h_ms);
        (P, [self.f_D * P, 0.0])
    }

    fn modulation_gain(&self, rate_Hz: f64, f_Hz: f64) -> Option<f64> {
        if self.P0 == 0.0 {
            return None;
        }
        Some(gain(self.f_D - 1.0, 1e3 / self.tau_P_ms + (1.0 - self.f_D) * rate_Hz, rate_Hz, f_Hz))
    }
}
