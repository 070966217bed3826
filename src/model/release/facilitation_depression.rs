//! Facilitation and depression at one synapse.

use super::{Pool, ReleaseModel, kept, relax};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::Particulars;
use crate::units::Unit;

crate::params! {
    /// P_rel = u·x. u facilitates: du/dt = (P₀ − u)/τ_F, after each spike u ← u + f_F (1 − u). x depresses:
    /// dx/dt = (1 − x)/τ_D, after each spike x ← f_D x. With f_D = 1 it is facilitation alone, with f_F = 0 depression
    /// alone.
    pub struct FacilitationDepression as "facilitation_depression" {
        P0: number {
            symbol: "P₀", unit: One, default: 0.3, range: 0.0..=1.0, scale: Linear,
            meaning: "Release probability after a long pause.",
            equation: "P_rel = u·x;  du/dt = (P₀ − u)/τ_F",
            source: "Dayan & Abbott 2001, ch. 5.8",
        }
        f_F: number {
            symbol: "f_F", unit: One, default: 0.3, range: 0.0..=1.0, scale: Linear,
            meaning: "Facilitation: fraction of the remaining distance to 1 by which each spike raises u.",
            equation: "after a spike  u ← u + f_F (1 − u)",
            source: "Dayan & Abbott 2001, eq. 5.37",
        }
        tau_F_ms: number {
            symbol: "τ_F", unit: Ms, default: 200.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Time constant with which u returns to P₀.",
            equation: "du/dt = (P₀ − u)/τ_F",
            source: "Dayan & Abbott 2001, fig. 5.19",
            flags: [AnyStep],
        }
        f_D: number {
            symbol: "f_D", unit: One, default: 0.7, range: 0.0..=1.0, scale: Linear,
            meaning: "Depression: factor by which each spike reduces x (1: no depression).",
            equation: "after a spike  x ← f_D x",
            source: "Dayan & Abbott 2001, eq. 5.38",
        }
        tau_D_ms: number {
            symbol: "τ_D", unit: Ms, default: 500.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Time constant with which x returns to 1.",
            equation: "dx/dt = (1 − x)/τ_D",
            source: "Dayan & Abbott 2001, fig. 5.19",
            flags: [AnyStep],
        }
    }
}

impl Particulars for FacilitationDepression {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"P_{\mathrm{rel}}=\s{u}{u}\,\s{x}{x},\quad\frac{d\s{u}{u}}{dt}=\frac{\p{P0}{P_0}-\s{u}{u}}{\p{tau_F_ms}{\tau_F}},\quad\frac{d\s{x}{x}}{dt}=\frac{1-\s{x}{x}}{\p{tau_D_ms}{\tau_D}}",
            r"\text{spike}{:}\ u\leftarrow u+\p{f_F}{f_F}\,(1-u),\quad x\leftarrow\p{f_D}{f_D}\,x",
        ]
    }
}

impl ReleaseModel for FacilitationDepression {
    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "u", unit: Unit::One, meaning: "Facilitating factor of P_rel." },
            StateSpec { symbol: "x", unit: Unit::One, meaning: "Depressing factor of P_rel." },
        ]
    }

    fn start(&self) -> Pool {
        [self.P0, 1.0]
    }

    fn recover(&self, [u, x]: Pool, h_ms: f64) -> Pool {
        [relax(u, self.P0, h_ms, self.tau_F_ms), relax(x, 1.0, h_ms, self.tau_D_ms)]
    }

    fn P_rel(&self, [u, x]: Pool) -> f64 {
        u * x
    }

    fn explain(&self, [u, x]: Pool, after: Pool, amplitude: f64) -> Explanation {
        Explanation::new("why-release-both", "A = u x;  u ← u + f_F (1 − u);  x ← f_D x")
            .with("A", "A", amplitude)
            .with("u", "u", u)
            .with("x", "x", x)
            .with("f", "f_F", self.f_F)
            .with("d", "f_D", self.f_D)
            .with("nextU", "u after", after[0])
            .with("nextX", "x after", after[1])
    }

    /// u* as with facilitation alone, and x* = (1 − E)/(1 − f E), E = e^{−1/(rτ)} with the time constant of each.
    fn steady_amplitude(&self, rate_Hz: f64) -> f64 {
        let (E_F, E_D) = (kept(rate_Hz, self.tau_F_ms), kept(rate_Hz, self.tau_D_ms));
        let u = (self.P0 * (1.0 - E_F) + self.f_F * E_F) / (1.0 - (1.0 - self.f_F) * E_F);
        u * (1.0 - E_D) / (1.0 - self.f_D * E_D)
    }

    fn release(&self, pool: Pool, h_ms: f64, _uniform: &mut dyn FnMut() -> f64) -> (f64, Pool) {
        let [u, x] = self.recover(pool, h_ms);
        (u * x, [u + self.f_F * (1.0 - u), self.f_D * x])
    }
}
