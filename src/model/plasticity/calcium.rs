//! Calcium-based plasticity with a bistable synapse.

use super::protocol::Protocol;
use super::trace::{Scaled, Side, TraceSpec};
use super::{Between, SpikeRule};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars, Switch};
use crate::units::Unit;

crate::params! {
    /// Spikes let calcium in; above one threshold it lowers the efficacy ρ, above a higher one it raises it.
    ///
    /// dc/dt = −c/τ_Ca with jumps C_pre, the delay D after a presynaptic spike, and C_post at a postsynaptic one.
    /// τ dρ/dt = −ρ (1 − ρ) (ρ* − ρ) + γ_p (1 − ρ) Θ(c − θ_p) − γ_d ρ Θ(c − θ_d) + σ √τ √(Θ(c − θ_d) + Θ(c − θ_p)) η(t). The weight is
    /// w = ρ, from 0 to 1 in units of the greatest conductance.
    pub struct Calcium as "calcium" {
        tau_Ca_ms: number {
            symbol: "τ_Ca", unit: Ms, default: 20.0, range: 1.0..=500.0, scale: Log,
            meaning: "Decay time constant of calcium.",
            equation: "dc/dt = −c/τ_Ca",
            source: "Graupner & Brunel 2012, DP curve",
            flags: [AnyStep],
        }
        C_pre: number {
            symbol: "C_pre", unit: One, default: 1.0, range: 0.0..=10.0, valid: 0.0..=100.0, scale: Linear,
            meaning: "Calcium that enters at a presynaptic spike.",
            equation: "c ← c + C_pre, D after a presynaptic spike",
            source: "Graupner & Brunel 2012, DP curve",
        }
        C_post: number {
            symbol: "C_post", unit: One, default: 2.0, range: 0.0..=10.0, valid: 0.0..=100.0, scale: Linear,
            meaning: "Calcium that enters at a postsynaptic spike.",
            equation: "c ← c + C_post at a postsynaptic spike",
            source: "Graupner & Brunel 2012, DP curve",
        }
        D_ms: number {
            symbol: "D", unit: Ms, default: 13.7, range: 0.0..=50.0, valid: 0.0..=1000.0, scale: Linear,
            meaning: "Delay of the calcium of a presynaptic spike.",
            equation: "c ← c + C_pre, D after a presynaptic spike",
            source: "Graupner & Brunel 2012, DP curve",
        }
        theta_d: number {
            symbol: "θ_d", unit: One, default: 1.0, range: 0.01..=10.0, valid: 1e-3..=100.0, scale: Linear,
            meaning: "Calcium above which the efficacy falls.",
            equation: "−γ_d ρ Θ(c − θ_d)",
            source: "Graupner & Brunel 2012",
        }
        theta_p: number {
            symbol: "θ_p", unit: One, default: 1.3, range: 0.01..=10.0, valid: 1e-3..=100.0, scale: Linear,
            meaning: "Calcium above which the efficacy rises.",
            equation: "γ_p (1 − ρ) Θ(c − θ_p)",
            source: "Graupner & Brunel 2012",
        }
        gamma_d: number {
            symbol: "γ_d", unit: One, default: 200.0, range: 0.0..=5000.0, valid: 0.0..=1e6, scale: Linear,
            meaning: "Rate of depression above the lower threshold.",
            equation: "−γ_d ρ Θ(c − θ_d)",
            source: "Graupner & Brunel 2012, DP curve",
        }
        gamma_p: number {
            symbol: "γ_p", unit: One, default: 321.808, range: 0.0..=5000.0, valid: 0.0..=1e6, scale: Linear,
            meaning: "Rate of potentiation above the higher threshold.",
            equation: "γ_p (1 − ρ) Θ(c − θ_p)",
            source: "Graupner & Brunel 2012, DP curve",
        }
        sigma: number {
            symbol: "σ", unit: One, default: 2.8284, range: 0.0..=20.0, valid: 0.0..=1000.0, scale: Linear,
            meaning: "Noise while calcium is above a threshold.",
            equation: "σ √τ √(Θ(c − θ_d) + Θ(c − θ_p)) η(t)",
            source: "Graupner & Brunel 2012",
        }
        tau_ms: number {
            symbol: "τ", unit: Ms, default: 150_000.0, range: 100.0..=1_000_000.0, scale: Log,
            meaning: "Time constant of the efficacy: how fast it settles into one of its two stable states.",
            equation: "τ dρ/dt = −ρ (1 − ρ) (ρ* − ρ) + …",
            source: "Graupner & Brunel 2012, DP curve",
            flags: [AnyStep],
        }
        rho_star: number {
            symbol: "ρ*", unit: One, default: 0.5, range: 0.0..=1.0, scale: Linear,
            meaning: "Below this the efficacy drifts to 0, above it to 1.",
            equation: "−ρ (1 − ρ) (ρ* − ρ)",
            source: "Graupner & Brunel 2012",
        }
        potentiation: choice {
            of: Switch, symbol: "LTP",
            meaning: "Whether calcium may raise the efficacy.",
            equation: "off: γ_p = 0",
            source: "",
        }
        depression: choice {
            of: Switch, symbol: "LTD",
            meaning: "Whether calcium may lower the efficacy.",
            equation: "off: γ_d = 0",
            source: "",
        }
    }
}

const SETS: &[NamedSet] = &[
    NamedSet {
        name: "DP curve",
        values: &[
            ("tau_Ca_ms", 20.0),
            ("C_pre", 1.0),
            ("C_post", 2.0),
            ("D_ms", 13.7),
            ("theta_d", 1.0),
            ("theta_p", 1.3),
            ("gamma_d", 200.0),
            ("gamma_p", 321.808),
            ("sigma", 2.8284),
            ("tau_ms", 150_000.0),
            ("rho_star", 0.5),
        ],
    },
    NamedSet {
        name: "Cortical slices",
        values: &[
            ("tau_Ca_ms", 22.6936),
            ("C_pre", 0.561_753_9),
            ("C_post", 1.23964),
            ("D_ms", 4.6098),
            ("theta_d", 1.0),
            ("theta_p", 1.3),
            ("gamma_d", 331.909),
            ("gamma_p", 725.085),
            ("sigma", 3.3501),
            ("tau_ms", 346_361.5),
            ("rho_star", 0.5),
        ],
    },
];

impl Particulars for Calcium {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\frac{dc}{dt}=-\frac{c}{\p{tau_Ca_ms}{\tau_{\mathrm{Ca}}}},\quad c\leftarrow c+\p{C_pre}{C_{\mathrm{pre}}},\ c\leftarrow c+\p{C_post}{C_{\mathrm{post}}}",
            r"\p{tau_ms}{\tau}\,\frac{d\rho}{dt}=-\rho(1-\rho)(\p{rho_star}{\rho_*}-\rho)+\p{gamma_p}{\gamma_p}(1-\rho)\,\Theta(c-\p{theta_p}{\theta_p})-\p{gamma_d}{\gamma_d}\,\rho\,\Theta(c-\p{theta_d}{\theta_d})",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

/// Longest span over which the slow drift of the efficacy is taken at its middle, in units of its time constant.
const LONGEST_DRIFT: f64 = 0.02;

/// Synapses as in the slices that the rule was fitted to: half of them weak, strong ones five times as strong.
const SLICE: StartingWeights = StartingWeights { beta: 0.5, b: 5.0 };

impl SpikeRule for Calcium {
    fn traces(&self) -> Vec<TraceSpec> {
        Vec::new()
    }

    fn states(&self) -> &'static [StateSpec] {
        &[StateSpec { symbol: "c", unit: Unit::One, meaning: "Calcium in the synapse." }]
    }

    fn at_pre(&self, _: f64, _: [f64; 2], _: [f64; 2]) -> f64 {
        0.0
    }

    fn at_post(&self, _: f64, _: [Scaled; 2], _: [f64; 2]) -> f64 {
        0.0
    }

    /// A spike only adds calcium, by which the weight changes from then on.
    fn explain(&self, side: Side, _: f64, _: [f64; 2], _: [f64; 2]) -> Explanation {
        let (symbol, by) = match side {
            Side::Pre => ("C_pre", self.C_pre),
            Side::Post => ("C_post", self.C_post),
        };
        Explanation::new("why-calcium-jump", "c ← c + C").with("C", symbol, by)
    }

    fn between(&self) -> Option<&dyn Between> {
        Some(self)
    }

    /// Of the mean strength of many synapses, relative to that before.
    fn change_by(&self, protocol: &Protocol) -> f64 {
        self.strength_ratio(protocol, SLICE) - 1.0
    }

    fn window_protocol(&self, dt_ms: f64) -> Protocol {
        Protocol { dt_ms, rate_Hz: 1.0, pairs: 60 }
    }

    fn bytes_per_synapse(&self) -> u32 {
        48
    }
}

impl Between for Calcium {
    fn pre_delay_ms(&self) -> f64 {
        self.D_ms
    }

    fn jumps(&self) -> (f64, f64) {
        (self.C_pre, self.C_post)
    }

    fn explain(&self, w: f64, c: f64, span_ms: f64) -> Explanation {
        let [d_ms, p_ms] = self.above_ms(c, span_ms);
        let equation = "τ dρ/dt = −ρ (1 − ρ) (ρ* − ρ) + γ_p (1 − ρ) Θ(c − θ_p) − γ_d ρ Θ(c − θ_d) + noise";
        Explanation::new("why-calcium-drift", equation)
            .with("rho", "ρ", w)
            .with("c", "c", c)
            .with("falls", "γ_d", self.fall())
            .with("rises", "γ_p", self.rise())
            .with_unit("span", "span", span_ms, Unit::Ms)
            .with_unit("d", "above θ_d", d_ms, Unit::Ms)
            .with_unit("p", "above θ_p", p_ms, Unit::Ms)
    }

    fn own_after(&self, c: f64, span_ms: f64) -> f64 {
        c * libm::exp(-span_ms / self.tau_Ca_ms)
    }

    fn after(&self, w: f64, c: f64, span_ms: f64, mut normal: &mut dyn FnMut() -> f64) -> (f64, f64) {
        let later = self.own_after(c, span_ms);
        if span_ms <= 0.0 {
            return (w, later);
        }
        let [d_ms, p_ms] = self.above_ms(c, span_ms);
        // Above both thresholds, above one, above none.
        let (first_ms, second_ms) = (d_ms.min(p_ms), d_ms.max(p_ms));
        let one = if p_ms < d_ms { (1.0, 0.0) } else { (0.0, 1.0) };
        let mut rho = w;
        for (ms, above) in
            [(first_ms, (1.0, 1.0)), (second_ms - first_ms, one), (span_ms - second_ms, (0.0, 0.0))]
        {
            let pieces = (ms / (LONGEST_DRIFT * self.tau_ms)).ceil().max(1.0);
            let h_ms = ms / pieces;
            let mut left = pieces;
            while 0.0 < h_ms && 0.0 < left {
                rho = self.efficacy_after(rho, above, h_ms, &mut normal);
                left -= 1.0;
            }
        }
        (rho, later)
    }
}

/// How synapses begin and how strong their two states are.
#[derive(Debug, Clone, Copy)]
pub struct StartingWeights {
    /// Fraction that begins at ρ = 0.
    pub beta: f64,
    /// Strength at ρ = 1 over that at ρ = 0.
    pub b: f64,
}

impl Calcium {
    /// γ_p, or 0 while potentiation is off.
    #[must_use]
    pub fn rise(&self) -> f64 {
        if self.potentiation == Switch::On { self.gamma_p } else { 0.0 }
    }

    /// γ_d, or 0 while depression is off.
    #[must_use]
    pub fn fall(&self) -> f64 {
        if self.depression == Switch::On { self.gamma_d } else { 0.0 }
    }

    /// The fraction of a span of `h_ms` [ms] that calcium spends above a threshold, when it is `c` at the start and no
    /// spike comes: it crosses after τ_Ca ln(c/θ).
    #[must_use]
    pub fn fraction_above(&self, c: f64, theta: f64, h_ms: f64) -> f64 {
        if c <= theta { 0.0 } else { (self.tau_Ca_ms * libm::log(c / theta) / h_ms).min(1.0) }
    }

    /// How long calcium stays above θ_d and above θ_p in a span without spikes [ms], when it is `c` at the start.
    #[must_use]
    pub fn above_ms(&self, c: f64, span_ms: f64) -> [f64; 2] {
        [self.theta_d, self.theta_p]
            .map(|theta| if span_ms <= 0.0 { 0.0 } else { span_ms * self.fraction_above(c, theta, span_ms) })
    }

    /// The fractions of time that calcium spends above θ_d and above θ_p in a steady train of pairs.
    #[must_use]
    pub fn fractions_above(&self, protocol: &Protocol) -> (f64, f64) {
        let period_ms = 1e3 / protocol.rate_Hz;
        let phase = |t: f64| t - (t / period_ms).floor() * period_ms;
        let mut jumps = [(phase(self.D_ms), self.C_pre), (phase(protocol.dt_ms), self.C_post)];
        if jumps[1].0 < jumps[0].0 {
            jumps.swap(0, 1);
        }
        let fade = |h_ms: f64| libm::exp(-h_ms / self.tau_Ca_ms);
        let [(first_ms, first), (second_ms, second)] = jumps;
        let between_ms = second_ms - first_ms;
        // Right after the first jump, the period before has left c = first + fade(rest) (second + fade(between) c).
        let rest_ms = period_ms - between_ms;
        let after_first = (first + fade(rest_ms) * second) / (1.0 - fade(period_ms));
        let after_second = second + fade(between_ms) * after_first;
        let above = |theta: f64| {
            let one = |c: f64, h_ms: f64| {
                if h_ms <= 0.0 { 0.0 } else { h_ms * self.fraction_above(c, theta, h_ms) }
            };
            (one(after_first, between_ms) + one(after_second, rest_ms)) / period_ms
        };
        (above(self.theta_d), above(self.theta_p))
    }

    /// Mean strength of many synapses after a protocol over that before it.
    ///
    /// While a protocol lasts, ρ is nearly an Ornstein–Uhlenbeck process with the time-averaged drift; synapses that are
    /// above ρ* at its end go to 1, the others to 0 (Graupner & Brunel 2012, supporting information).
    #[must_use]
    pub fn strength_ratio(&self, protocol: &Protocol, synapses: StartingWeights) -> f64 {
        let (alpha_d, alpha_p) = self.fractions_above(protocol);
        let (up, down) = (self.rise() * alpha_p, self.fall() * alpha_d);
        if up + down == 0.0 {
            return 1.0;
        }
        let rho_bar = up / (up + down);
        let variance = self.sigma * self.sigma * (alpha_p + alpha_d) / (up + down);
        let lasts_ms = f64::from(protocol.pairs) * 1e3 / protocol.rate_Hz;
        let kept = libm::exp(-lasts_ms * (up + down) / self.tau_ms);
        let spread = (variance * (1.0 - kept * kept)).sqrt();
        let below =
            |rho: f64| 0.5 * (1.0 + libm::erf((self.rho_star - rho_bar + (rho_bar - rho) * kept) / spread));
        let (risen, fallen) = (1.0 - below(0.0), below(1.0));
        let StartingWeights { beta, b } = synapses;
        let low = (1.0 - risen) * beta + fallen * (1.0 - beta);
        let high = risen * beta + (1.0 - fallen) * (1.0 - beta);
        (low + b * high) / (beta + b * (1.0 - beta))
    }

    /// ρ after a step of `h_ms` [ms], of which calcium spends the fractions `above` over θ_d and θ_p; `normal` is a draw from the
    /// standard normal distribution.
    ///
    /// The pull of calcium and its noise are an Ornstein–Uhlenbeck step, exact for constant fractions; the slow drift into
    /// one of the two states is taken at the middle.
    #[must_use]
    pub fn efficacy_after(
        &self,
        rho: f64,
        above: (f64, f64),
        h_ms: f64,
        normal: impl FnOnce() -> f64,
    ) -> f64 {
        let drift = |rho: f64| -rho * (1.0 - rho) * (self.rho_star - rho) / self.tau_ms;
        let half = rho + 0.5 * h_ms * drift(rho);
        let mut later = rho + h_ms * drift(half);
        let (alpha_d, alpha_p) = above;
        if 0.0 < alpha_d + alpha_p {
            let (up, down) = (self.rise() * alpha_p, self.fall() * alpha_d);
            let rate = (up + down) / self.tau_ms;
            let kept = libm::exp(-h_ms * rate);
            let aim = if rate == 0.0 { later } else { up / (up + down) };
            let noise_ms = if rate == 0.0 { h_ms } else { -libm::expm1(-2.0 * h_ms * rate) / (2.0 * rate) };
            let variance = self.sigma * self.sigma / self.tau_ms * (alpha_d + alpha_p) * noise_ms;
            later = aim + (later - aim) * kept + variance.sqrt() * normal();
        }
        later.clamp(0.0, 1.0)
    }
}
