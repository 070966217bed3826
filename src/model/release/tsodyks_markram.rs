//! The synapse of Tsodyks & Markram.

use super::{Pool, ReleaseModel, kept, relax};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};
use crate::units::Unit;

crate::params! {
    /// A spike releases A = u·x: of the resources x that are ready, the fraction u. Then x ← x (1 − u) and
    /// u ← u + U (1 − u). Between spikes dx/dt = (1 − x)/τ_rec and du/dt = (U − u)/τ_facil; with τ_facil = 0, u is
    /// always U. Written with u decaying to 0 and jumping before the release, the amplitudes are the same.
    pub struct TsodyksMarkram as "tsodyks_markram" {
        U: number {
            symbol: "U", unit: One, default: 0.5, range: 0.0..=1.0, scale: Linear,
            meaning: "Utilisation parameter: fraction of the available resources that a spike after a long pause uses.",
            equation: "A = u·x;  after a spike  u ← u + U (1 − u)",
            source: "Tsodyks & Markram 1997; Tsodyks, Pawelzik & Markram 1998",
        }
        tau_rec_ms: number {
            symbol: "τ_rec", unit: Ms, default: 800.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Time constant with which used resources recover.",
            equation: "dx/dt = (1 − x)/τ_rec;  after a spike  x ← x (1 − u)",
            source: "Tsodyks & Markram 1997",
            flags: [AnyStep],
        }
        tau_facil_ms: number {
            symbol: "τ_facil", unit: Ms, default: 0.0, range: 0.0..=5000.0, valid: 0.0..=1e7, scale: Log,
            meaning: "Time constant with which u returns to U; 0: no facilitation.",
            equation: "du/dt = (U − u)/τ_facil",
            source: "Tsodyks, Pawelzik & Markram 1998",
            flags: [AnyStep],
        }
    }
}

const SETS: &[NamedSet] = &[
    NamedSet { name: "Depressing", values: &[("U", 0.5), ("tau_rec_ms", 800.0), ("tau_facil_ms", 0.0)] },
    NamedSet { name: "Facilitating", values: &[("U", 0.05), ("tau_rec_ms", 130.0), ("tau_facil_ms", 530.0)] },
];

impl Particulars for TsodyksMarkram {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\frac{d\s{x}{x}}{dt}=\frac{1-\s{x}{x}}{\p{tau_rec_ms}{\tau_{\mathrm{rec}}}},\quad\frac{d\s{u}{u}}{dt}=\frac{\p{U}{U}-\s{u}{u}}{\p{tau_facil_ms}{\tau_{\mathrm{facil}}}}",
            r"\text{spike}{:}\ A=u\,x,\quad x\leftarrow x\,(1-u),\quad u\leftarrow u+\p{U}{U}\,(1-u)",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

impl ReleaseModel for TsodyksMarkram {
    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec {
                symbol: "u",
                unit: Unit::One,
                meaning: "Fraction of the available resources that a spike would use.",
            },
            StateSpec { symbol: "x", unit: Unit::One, meaning: "Available fraction of the resources." },
        ]
    }

    fn start(&self) -> Pool {
        [self.U, 1.0]
    }

    fn recover(&self, [u, x]: Pool, h_ms: f64) -> Pool {
        [relax(u, self.U, h_ms, self.tau_facil_ms), relax(x, 1.0, h_ms, self.tau_rec_ms)]
    }

    fn P_rel(&self, [u, x]: Pool) -> f64 {
        u * x
    }

    fn explain(&self, [u, x]: Pool, after: Pool, amplitude: f64) -> Explanation {
        Explanation::new("why-release-tsodyks-markram", "A = u x;  x ← x (1 − u);  u ← u + U (1 − u)")
            .with("A", "A", amplitude)
            .with("u", "u", u)
            .with("x", "x", x)
            .with("U", "U", self.U)
            .with("nextU", "u after", after[0])
            .with("nextX", "x after", after[1])
    }

    /// u*x*, u* = U/(1 − (1 − U)e^{−T/τ_facil}), x* = (1 − e^{−T/τ_rec})/(1 − (1 − u*)e^{−T/τ_rec}).
    fn steady_amplitude(&self, rate_Hz: f64) -> f64 {
        let u = self.U / (1.0 - (1.0 - self.U) * kept(rate_Hz, self.tau_facil_ms));
        let unrecovered = kept(rate_Hz, self.tau_rec_ms);
        u * (1.0 - unrecovered) / (1.0 - (1.0 - u) * unrecovered)
    }

    fn release(&self, pool: Pool, h_ms: f64, _uniform: &mut dyn FnMut() -> f64) -> (f64, Pool) {
        let [u, x] = self.recover(pool, h_ms);
        (u * x, [u + self.U * (1.0 - u), x * (1.0 - u)])
    }
}
