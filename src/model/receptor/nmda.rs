//! NMDA receptor: slow excitation by glutamate, blocked by magnesium.

use super::block::VoltageBlock;
use crate::model::kinetics::Kinetics;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::instant::Instant;
use crate::model::kinetics::square_pulse::SquarePulse;
use crate::param::NamedSet;

/// Sets of constants of the block. That of Jahr & Stevens is written with 1/3.57 mM and 0.062 per mV.
const SETS: &[NamedSet] = &[
    NamedSet {
        name: "Jahr & Stevens 1990",
        values: &[("Mg_mM", 1.0), ("Mg_half_mM", 3.57), ("V_slope_mV", 16.13)],
    },
    NamedSet {
        name: "NeuroML example (1.2 mM)",
        values: &[("Mg_mM", 1.2), ("Mg_half_mM", 1.920_544), ("V_slope_mV", 16.129)],
    },
    NamedSet {
        name: "Without magnesium",
        values: &[("Mg_mM", 0.0), ("Mg_half_mM", 3.57), ("V_slope_mV", 16.13)],
    },
];

crate::receptor! {
    /// NMDA receptor, a channel for Na⁺, K⁺ and Ca²⁺. Magnesium from outside sits in the open channel and leaves it
    /// when the membrane is depolarised:
    ///
    /// G_NMDA(V) = 1/(1 + [Mg²⁺]/`Mg_half` · e^{−V/`V_slope`}), with 3.57 mM and 16.13 mV (Jahr & Stevens 1990, as in
    /// Dayan & Abbott 2001, eq. 5.36).
    pub struct Nmda as "nmda" {
        g_max_nS: 20.0 from "lets one click fire the default neuron in its up state and not in its down state",
        E_mV: 0.0 from "Dayan & Abbott 2001, ch. 5",
        kinetics: [
            Kinetics::Instant(Instant { tau_ms: 150.0, ..Instant::default() }),
            Kinetics::DoubleExponential(DoubleExponential { tau_rise_ms: 5.0, tau_decay_ms: 150.0, ..DoubleExponential::default() }),
            Kinetics::SquarePulse(SquarePulse { alpha_per_mM_ms: 0.072, beta_per_ms: 0.0066, ..SquarePulse::default() }),
        ],
        block: |nmda| VoltageBlock { ratio: nmda.Mg_mM / nmda.Mg_half_mM, slope_mV: nmda.V_slope_mV },
        equations: [
            r"I_s=\p{g_max_nS}{\bar g}\,w\,\s{P_s}{P_s}\,\s{G_NMDA}{G_{\mathrm{NMDA}}}\,(\s{V}{V}-\p{E_mV}{E_s})",
            r"\s{G_NMDA}{G_{\mathrm{NMDA}}}=\frac{1}{1+\frac{\p{Mg_mM}{[\mathrm{Mg}^{2+}]}}{\p{Mg_half_mM}{[\mathrm{Mg}]_{1/2}}}\,e^{-\s{V}{V}/\p{V_slope_mV}{V_s}}}",
        ],
        named_sets: SETS,
        Mg_mM: number {
            symbol: "[Mg²⁺]", unit: MilliMolar, default: 1.0, range: 0.0..=5.0, scale: Linear,
            meaning: "Extracellular Mg²⁺ concentration; without Mg²⁺ there is no block.",
            equation: "g = ḡ·w·P_s·G_NMDA;  G_NMDA = 1/(1 + [Mg²⁺]/[Mg]_½ · e^(−V/V_s))",
            source: "Jahr & Stevens 1990; Dayan & Abbott 2001, eq. 5.36",
        }
        Mg_half_mM: number {
            symbol: "[Mg]_½", unit: MilliMolar, default: 3.57, range: 0.1..=20.0, valid: 1e-6..=1000.0, scale: Log,
            meaning: "Concentration of magnesium that blocks half the open channels at 0 mV.",
            equation: "G_NMDA = 1/(1 + [Mg²⁺]/[Mg]_½ · e^(−V/V_s))",
            source: "Jahr & Stevens 1990; Dayan & Abbott 2001, eq. 5.36",
            flags: [Advanced],
        }
        V_slope_mV: number {
            symbol: "V_s", unit: MV, default: 16.13, range: 5.0..=50.0, valid: 0.1..=500.0, scale: Linear,
            meaning: "Voltage over which the ratio of blocked to unblocked channels changes by a factor e: the larger, the less steep.",
            equation: "G_NMDA = 1/(1 + [Mg²⁺]/[Mg]_½ · e^(−V/V_s))",
            source: "Jahr & Stevens 1990 (0.062 per mV); Dayan & Abbott 2001, eq. 5.36",
            flags: [Advanced],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::receptor::ReceptorModel as _;

    /// One unit of the last printed digit.
    #[test]
    fn the_block_is_that_of_the_table() {
        let block = Nmda::default().block().unwrap();
        for (V, free) in [
            (-90.0, 0.0133),
            (-80.0, 0.0244),
            (-70.0, 0.0445),
            (-60.0, 0.0796),
            (-54.0, 0.1115),
            (-50.0, 0.1386),
            (-40.0, 0.2302),
            (-20.0, 0.5082),
            (0.0, 0.7812),
            (20.0, 0.9250),
            (40.0, 0.9771),
        ] {
            assert!((block.free(V) - free).abs() <= 1e-4, "{V} mV: {}", block.free(V));
        }
        assert_eq!(Nmda { Mg_mM: 0.0, ..Nmda::default() }.block().unwrap().free(-70.0), 1.0);
    }

    #[test]
    fn the_current_is_most_inward_at_minus_27_mv() {
        let block = Nmda::default().block().unwrap();
        let at = (-60_000..=0)
            .map(|i| f64::from(i) * 1e-3)
            .min_by(|a, b| (block.free(*a) * a).total_cmp(&(block.free(*b) * b)));
        let V = at.unwrap();
        assert!((V + 26.96).abs() <= 0.01, "{V} mV");
        assert!((block.free(V) * V + 10.827).abs() <= 0.001, "{}", block.free(V) * V);
    }
}
