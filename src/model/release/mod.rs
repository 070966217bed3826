//! Release: with what probability a spike releases transmitter.
//!
//! The release probability P_rel is sampled at the spike: what a spike released does not change when P_rel recovers
//! afterwards. Between spikes it follows closed forms, so it is exact for any step.

pub mod constant;
pub mod depression;
pub mod facilitation;
pub mod facilitation_depression;
pub mod quantal;
pub mod tsodyks_markram;

use super::explain::Explanation;
use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// How the release probability P_rel behaves.
    pub enum Release: ReleaseKey as "release" with ReleaseModel {
        Constant(constant::Constant): "constant", "Constant release",
            "Every spike releases with the same probability.";
        Facilitation(facilitation::Facilitation): "facilitation", "Facilitation",
            "Each spike raises the release probability; it falls back between spikes.";
        Depression(depression::Depression): "depression", "Depression",
            "Each spike lowers the release probability; it recovers between spikes.";
        FacilitationDepression(facilitation_depression::FacilitationDepression): "facilitation_depression",
            "Facilitation and depression",
            "Each spike raises one factor of the release probability and lowers the other.";
        TsodyksMarkram(tsodyks_markram::TsodyksMarkram): "tsodyks_markram", "Tsodyks–Markram",
            "Each spike uses a fraction u of the available resources x; u rises and x falls.";
        Quantal(quantal::Quantal): "quantal", "Quantal release",
            "Each of n release sites releases its vesicle or does not; an empty site refills after a while.";
    }
}

/// The state of release: what its two numbers mean is up to the rule.
pub type Pool = [f64; 2];

/// What every release rule offers.
pub trait ReleaseModel: ParamSet {
    /// The recordable state, in the order of the pool; P_rel can be recorded whether it is in here or not.
    fn states(&self) -> &'static [StateSpec] {
        &[]
    }

    /// The state at the start of a run.
    fn start(&self) -> Pool;

    /// What every spike releases, if that is always the same.
    fn always(&self) -> Option<f64> {
        None
    }

    /// The state `h_ms` [ms] after the last spike, exact for any `h_ms` ≥ 0: its mean where release is random.
    fn recover(&self, pool: Pool, h_ms: f64) -> Pool;

    /// The release probability that a spike would meet.
    fn P_rel(&self, pool: Pool) -> f64;

    /// What a spike releases that comes `h_ms` [ms] after the last one, when the state was `pool`; and the state it
    /// leaves. `uniform` draws a random number in [0, 1), which rules without chance do not use.
    fn release(&self, pool: Pool, h_ms: f64, uniform: &mut dyn FnMut() -> f64) -> (f64, Pool);

    /// What a spike does that meets the state `pool`, leaves the state `after` and releases `amplitude`: the equation and the
    /// numbers in it.
    fn explain(&self, pool: Pool, after: Pool, amplitude: f64) -> Explanation;

    /// Whether synapses of one axon may release differently.
    fn is_random(&self) -> bool {
        false
    }

    /// [`Self::release`] without chance: the mean amplitude, and the mean state that it leaves. A rule that uses chance
    /// has its own.
    fn mean_release(&self, pool: Pool, h_ms: f64) -> (f64, Pool) {
        self.release(pool, h_ms, &mut || 0.0)
    }

    /// What each spike of a regular train at `rate_Hz` [Hz] releases after many, in the mean.
    fn steady_amplitude(&self, rate_Hz: f64) -> f64;

    /// What the second of two spikes `interval_ms` [ms] apart releases, relative to the first, which comes after a long
    /// rest, in the mean. Not a finite number where the first releases nothing.
    fn paired_pulse_ratio(&self, interval_ms: f64) -> f64 {
        let (first, pool) = self.mean_release(self.start(), 0.0);
        let (second, _) = self.mean_release(pool, interval_ms);
        second / first
    }

    /// How strongly the mean release per time of many Poisson axons follows their rate, when that swings by little about
    /// `rate_Hz` [Hz] at `f_Hz` [Hz]: relative to a synapse that releases the same at every spike. `None` where no
    /// closed form is known, or nothing is released.
    fn modulation_gain(&self, rate_Hz: f64, f_Hz: f64) -> Option<f64> {
        let _ = (rate_Hz, f_Hz);
        None
    }
}

/// |H(ω)|/P* for a release probability with the Poisson steady state P* whose disturbances end at the rate k [Hz], and
/// which a little more rate moves by b per spike: H(ω) = P* + r b/(iω + k). `jump` is b/P*.
fn gain(jump: f64, k_Hz: f64, rate_Hz: f64, f_Hz: f64) -> f64 {
    // 1 + r (b/P*)/(iω + k), its real and imaginary part.
    let omega = 2.0 * std::f64::consts::PI * f_Hz;
    let factor = rate_Hz * jump / (omega * omega + k_Hz * k_Hz);
    libm::hypot(1.0 + factor * k_Hz, factor * omega)
}

/// Recordable state of release that every rule has.
pub const P_REL: StateSpec =
    StateSpec { symbol: "P_rel", unit: Unit::One, meaning: "Present release probability." };

/// Amplitude of a release.
pub const AMPLITUDE: StateSpec = StateSpec {
    symbol: "A",
    unit: Unit::One,
    meaning: "Release of the spike: the fraction of closed channels that it opened, or of release sites that released a pulse.",
};

/// e^{−T/τ} for the interval T of a regular train at `rate_Hz` [Hz]; 0 where τ is 0.
fn kept(rate_Hz: f64, tau_ms: f64) -> f64 {
    if tau_ms == 0.0 { 0.0 } else { libm::exp(-1e3 / (rate_Hz * tau_ms)) }
}

/// The relaxation `to + (from − to) e^{−h/τ}`; at once where τ is 0.
fn relax(from: f64, to: f64, h_ms: f64, tau_ms: f64) -> f64 {
    if tau_ms == 0.0 { to } else { to + (from - to) * libm::exp(-h_ms / tau_ms) }
}

#[cfg(test)]
mod tests {
    use super::constant::Constant;
    use super::depression::Depression;
    use super::facilitation::Facilitation;
    use super::facilitation_depression::FacilitationDepression;
    use super::quantal::Quantal;
    use super::tsodyks_markram::TsodyksMarkram;
    use super::*;

    /// What the last of many spikes releases, spike by spike.
    fn after_many(rule: &dyn ReleaseModel, rate_Hz: f64) -> f64 {
        let mut last = (0.0, rule.start());
        for _ in 0..20_000 {
            last = rule.mean_release(last.1, 1e3 / rate_Hz);
        }
        last.0
    }

    #[test]
    fn long_trains_end_at_the_closed_forms() {
        let facilitating = TsodyksMarkram { U: 0.05, tau_rec_ms: 130.0, tau_facil_ms: 530.0 };
        let slow =
            FacilitationDepression { P0: 0.2, f_F: 0.02, f_D: 0.9, tau_F_ms: 5000.0, tau_D_ms: 3000.0 };
        let rules: [&dyn ReleaseModel; 9] = [
            &Facilitation::default(),
            &Depression::default(),
            &FacilitationDepression::default(),
            &slow,
            &TsodyksMarkram::default(),
            &facilitating,
            &Quantal { n_sites: 7, p: 0.3, q: 0.1, tau_rec_ms: 300.0 },
            &Quantal { tau_rec_ms: 0.0, ..Quantal::default() },
            &Constant::default(),
        ];
        for rate in [0.1, 1.0, 5.0, 15.8, 20.0, 100.0, 500.0] {
            for (index, rule) in rules.into_iter().enumerate() {
                let (steady, last) = (rule.steady_amplitude(rate), after_many(rule, rate));
                assert!((steady - last).abs() < 1e-12, "rule {index} at {rate} Hz: {steady}, not {last}");
            }
        }
    }

    /// Sites that are emptied by chance are, in the mean, resources of which the fraction p is used.
    #[test]
    fn the_mean_of_quantal_release_is_tsodyks_and_markram() {
        let quantal = Quantal { n_sites: 5, p: 0.5, q: 0.2, tau_rec_ms: 800.0 };
        let resources = TsodyksMarkram { U: 0.5, tau_rec_ms: 800.0, tau_facil_ms: 0.0 };
        for rate in [1.0, 20.0, 200.0] {
            let (a, b) = (quantal.steady_amplitude(rate), resources.steady_amplitude(rate));
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
        for d in [5.0, 50.0, 5000.0] {
            let (a, b) = (quantal.paired_pulse_ratio(d), resources.paired_pulse_ratio(d));
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
        let at_once = Quantal { tau_rec_ms: 0.0, ..quantal };
        assert!((at_once.steady_amplitude(50.0) - at_once.moments().0).abs() < 1e-12);
    }

    /// (P₀ + f (1 − P₀) e^{−d/τ})/P₀ and 1 − (1 − f) e^{−d/τ}, for the first pulse at rest.
    #[test]
    fn paired_pulses_follow_their_closed_forms() {
        for d in [2.0, 10.0, 50.0, 500.0] {
            let facilitated = 1.0 + 0.4 * 0.9 * libm::exp(-d / 200.0) / 0.1;
            assert!((Facilitation::default().paired_pulse_ratio(d) - facilitated).abs() < 1e-12);
            let depressed = 1.0 - 0.6 * libm::exp(-d / 500.0);
            assert!((Depression::default().paired_pulse_ratio(d) - depressed).abs() < 1e-12);
            let both = FacilitationDepression { f_F: 0.0, ..FacilitationDepression::default() };
            assert!((both.paired_pulse_ratio(d) - (1.0 - 0.3 * libm::exp(-d / 500.0))).abs() < 1e-12);
            assert!((Constant::default().paired_pulse_ratio(d) - 1.0).abs() < 1e-12);
        }
    }

    /// Slow swings follow the slope of the steady release r P*(r), fast ones the momentary P*: 1. Between them the figures
    /// at r₀ = 20 Hz have two digits.
    #[test]
    fn rules_pass_swings_of_the_rate_by_their_gain() {
        let (std, stf) = (Depression::default(), Facilitation::default());
        for (f, gain) in [(0.1, 0.15), (1.0, 0.43), (3.0, 0.81), (10.0, 0.98)] {
            let found = std.modulation_gain(20.0, f).unwrap();
            assert!((found - gain).abs() <= 0.01, "{f} Hz: {found}");
        }
        for rate in [1.0, 20.0, 100.0] {
            let h = 1e-4 * rate;
            let slope = |release: &dyn Fn(f64) -> f64| (release(rate + h) - release(rate - h)) / (2.0 * h);
            let slow = slope(&|r| r * stf.steady_poisson(r)) / stf.steady_poisson(rate);
            assert!((stf.modulation_gain(rate, 0.0).unwrap() - slow).abs() < 1e-6);
            let slow = slope(&|r| r * std.steady_poisson(r)) / std.steady_poisson(rate);
            assert!((std.modulation_gain(rate, 0.0).unwrap() - slow).abs() < 1e-6);
            assert!((stf.modulation_gain(rate, 1e6).unwrap() - 1.0).abs() < 1e-4);
            assert!((std.modulation_gain(rate, 1e6).unwrap() - 1.0).abs() < 1e-4);
        }
        assert_eq!(Facilitation { P0: 0.0, f_F: 0.0, ..stf }.modulation_gain(20.0, 1.0), None);
        assert_eq!(Constant::default().modulation_gain(20.0, 1.0), None);
    }
}
