//! Four kinetics side by side, held against their closed forms.

use super::{at, bundled, peak, run};

const CLICK_MS: f64 = 10.0;
const PROBES: [&str; 5] = ["P_s_1-instant", "P_s_1-double", "P_s_1-pulse", "P_s_1-free", "T_1-pulse"];

/// Kinetics are exact for any step, so each curve is its formula but for rounding:
///
/// - instant: e^{−t/τ};
/// - double exponential: B (e^{−t/τ_d} − e^{−t/τ_r}), with its peak of 1 at t_pk;
/// - square pulse: P∞ (1 − e^{−t/τ_on}) for its duration, P∞ = αT/(αT + β), τ_on = 1/(αT + β), then e^{−βt};
/// - without unbinding: the same with β = 0 during the pulse.
#[test]
fn each_curve_is_its_closed_form() {
    let preset = bundled("kinetics");
    let recording = run(&preset, 90.0, &[("1", CLICK_MS)], &PROBES);
    let (tau, rise) = (5.0, 2.0);
    let peak_ms = rise * tau / (tau - rise) * libm::log(tau / rise);
    let B = 1.0 / (libm::exp(-peak_ms / tau) - libm::exp(-peak_ms / rise));
    let (binding, beta, T_dur) = (0.5, 0.2, 10.0);
    let pulse = |t: f64, P_inf: f64, rate: f64| {
        let top = P_inf * (1.0 - libm::exp(-t.min(T_dur) * rate));
        top * libm::exp(-(t - T_dur).max(0.0) * beta)
    };
    let exact = |t: f64| {
        [
            libm::exp(-t / tau),
            B * (libm::exp(-t / tau) - libm::exp(-t / rise)),
            pulse(t, binding / (binding + beta), binding + beta),
            pulse(t, 1.0, binding),
        ]
    };
    let mut off = [0.0_f64; 4];
    for k in 0..=1600 {
        let t = 0.05 * f64::from(k);
        for (i, exact) in exact(t).into_iter().enumerate() {
            off[i] = off[i].max((at(&preset, &recording.columns[i], CLICK_MS + t) - exact).abs());
        }
    }
    println!("kinetics: off by {off:.16?} from the closed forms");
    assert!(off.iter().all(|off| *off <= 1e-12), "{off:?}");

    let (time, top) = peak(&preset, &recording.columns[1], 0.0, 90.0);
    println!("kinetics: double exponential peaks at {top:.6} after {:.4} ms", time - CLICK_MS);
    // The vertex of a parabola through samples 0.05 ms apart.
    assert!((top - 1.0).abs() <= 1e-5 && (time - CLICK_MS - peak_ms).abs() <= 1e-3);
    assert!((peak_ms - 3.05).abs() <= 0.01, "the figure in the preset's text: {peak_ms}");

    // The plateau of binding and unbinding together, 0.71, and of binding alone.
    let end = |column: usize| at(&preset, &recording.columns[column], CLICK_MS + T_dur);
    println!("kinetics: at the end of the pulse {:.4} with unbinding, {:.4} without", end(2), end(3));
    assert!((end(2) - 0.7143 * (1.0 - libm::exp(-7.0))).abs() <= 1e-4);
    assert!((end(3) - (1.0 - libm::exp(-5.0))).abs() <= 1e-12);
    let T = |t: f64| at(&preset, &recording.columns[4], t);
    assert_eq!([T(9.95), T(10.0), T(19.95), T(20.0)], [0.0, 1.0, 1.0, 0.0], "T(t) is a square pulse");
}
