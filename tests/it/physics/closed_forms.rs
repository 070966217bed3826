//! What can be written down: firing rates, small potentials, open fractions.

use bouton::model::kinetics::instant::Summation;
use bouton::model::network::NetworkParts;
use bouton::model::neuron::lif::Lif;
use bouton::model::release::{Release, constant::Constant};
use bouton::sim::Recorder;

use crate::common::{
    advance, ampa, ampa_pair, grid, network, projection, run_clicked, simulation, source, spike_times,
};

use super::golden::peak;

/// Mean interval between the 2nd and the 12th spike [ms] at a constant current: the first carries the start.
fn interval_ms(neuron: &Lif, dt_ms: f64) -> f64 {
    let network = network(NetworkParts {
        populations: vec![crate::common::lif(0, neuron.clone())],
        projections: Vec::new(),
        ..NetworkParts::default()
    });
    let mut simulation = simulation(&network, dt_ms);
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
    advance(&mut simulation, 700 * u64::from(grid(dt_ms).steps_per_ms()), &mut recorder);
    let times = spike_times(&recorder.take(), grid(dt_ms), 0);
    (times[11] - times[1]) / 10.0
}

/// T = t_ref + τ_m ln((V∞ − V_reset)/(V∞ − V_th)) [ms].
fn period_ms(neuron: &Lif) -> f64 {
    let V_inf = neuron.E_L_mV + neuron.I_app_pA / neuron.g_L_nS;
    neuron.t_ref_ms + neuron.tau_m_ms() * libm::log((V_inf - neuron.V_reset_mV) / (V_inf - neuron.V_th_mV))
}

#[test]
fn the_rate_at_a_constant_current_is_that_of_the_formula() {
    for (I, table) in [(170.0, 40.918), (180.0, 29.726), (200.0, 20.326), (250.0, 12.217)] {
        let neuron = Lif { I_app_pA: I, ..Lif::default() };
        let exact = period_ms(&neuron);
        // The table has three decimals.
        assert!((exact - table).abs() <= 0.5e-3 + 1e-9, "{I} pA: {exact} ms, table {table} ms");
        let errors = [0.2, 0.1, 0.05, 0.01].map(|dt| interval_ms(&neuron, dt) - exact);
        println!("{I} pA: T = {exact:.4} ms, errors at dt 0.2, 0.1, 0.05, 0.01: {errors:?}");
        assert!(errors[1].abs() <= 1e-3, "{I} pA at dt 0.1: off by {} ms", errors[1]);
        assert!((errors[3] / exact).abs() <= 1e-4, "{I} pA at dt 0.01: off by {} ms", errors[3]);
        // Between two grids a factor of four and the luck of where in a step the crossing falls, so the fall is
        // asked for over a factor of 20 in the step, of which half would be a first-order method's. A nanosecond is rounding.
        assert!(
            errors[3].abs() < (errors[0].abs() / 40.0).max(1e-6),
            "{I} pA: no second order in {errors:?}"
        );
    }
}

/// With ĝ = ḡ/g_L = 0.01 the driving force hardly changes, and C dv/dt = −g_L v + g(t)(E − V₀) has the
/// solution v(t) = ĝ (E − V₀) τ_s/(τ_m − τ_s) (e^{−t/τ_m} − e^{−t/τ_s}). What is left out is of relative size ĝ.
#[test]
fn a_small_epsp_is_a_difference_of_exponentials() {
    const DT_MS: f64 = 0.05;
    let V = run_clicked(&network(ampa_pair(0.1)), DT_MS, 110.0, &[10.0], &["V_0"]).columns.swap_remove(0);
    let exact = |t: f64| 0.01 * 70.0 * 5.0 / 15.0 * (libm::exp(-t / 20.0) - libm::exp(-t / 5.0));
    let (time, top) = peak(&V, DT_MS);
    let (exact_time, exact_top) = (20.0 * 5.0 * libm::log(4.0) / 15.0, 0.01 * 11.024);
    println!(
        "small EPSP: {:.5} mV at {:.3} ms; closed form {exact_top:.5} at {exact_time:.3}",
        top + 70.0,
        time - 10.0
    );
    assert!((exact(exact_time) - exact_top).abs() < 0.5e-5, "the tabulated peak is that of the curve");
    assert!(((top + 70.0) / exact_top - 1.0).abs() <= 0.01, "peak of {} mV", top + 70.0);
    assert!((time - 10.0 - exact_time).abs() <= 0.01 * exact_time, "peak after {} ms", time - 10.0);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
    for (i, V) in V.iter().enumerate().skip(200) {
        let t = i as f64 * DT_MS - 10.0;
        assert!(
            (V + 70.0 - exact(t)).abs() <= 0.01 * exact_top,
            "{} mV at {t} ms, not {}",
            V + 70.0,
            exact(t)
        );
    }
}

/// A regular train of interval d finds P = p e^{−d/τ} open and leaves p; the fixed points of the three rules.
#[test]
fn a_regular_train_opens_the_fraction_of_its_fixed_point() {
    let (P0, d, tau) = (0.3, 4.0, 5.0);
    let E = libm::exp(-d / tau);
    let rules = [
        (Summation::Saturating, P0 / (1.0 - (1.0 - P0) * E)),
        (Summation::Replacing, P0),
        (Summation::Linear, P0 / (1.0 - E)),
    ];
    for (summation, expected) in rules {
        let mut parts = ampa_pair(1.0);
        parts.projections[0] = projection(3, 1, 0, ampa(1.0, tau, summation));
        parts.projections[0].release = Release::Constant(Constant { P0 });
        let clicks: Vec<f64> = (1..=100).map(|k| d * f64::from(k)).collect();
        let recording = run_clicked(&network(parts), 0.1, 400.0, &clicks, &["P_s_1-0", "g_1-0", "P_rel_1-0"]);
        let last = |column: usize| *recording.columns[column].last().unwrap();
        // Exact exponentials, so only rounding separates the lazy P from the stepped g.
        assert!((last(0) - expected).abs() < 1e-12, "{summation:?}: P = {}, not {expected}", last(0));
        assert!((last(1) - expected).abs() < 1e-10, "{summation:?}: g = {} nS, not {expected}", last(1));
        assert_eq!(last(2), P0);
        assert_eq!(recording.releases.len(), 100);
        assert!(recording.releases.iter().all(|release| release.amplitude == P0));
    }
}

/// Without input V stays at rest in every bit; from elsewhere it relaxes as V∞ + (V₀ − V∞) e^{−t/τ_m}, which the
/// step solves exactly, so that only rounding is left at any dt.
#[test]
fn an_isolated_membrane_relaxes_exactly() {
    for dt in [0.01, 0.1, 1.0] {
        let neuron = Lif { V_init_mV: -60.0, I_app_pA: 100.0, C_pF: 300.0, ..Lif::default() };
        let rest = Lif::default();
        let populations = vec![source(1), crate::common::lif(0, neuron), crate::common::lif(2, rest)];
        let network =
            network(NetworkParts { populations, projections: Vec::new(), ..NetworkParts::default() });
        let recording = run_clicked(&network, dt, 100.0, &[], &["V_0", "V_2", "I_0"]);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
        for (i, V) in recording.columns[0].iter().enumerate() {
            let exact = -60.0; // V∞ = −70 + 100/10 is where it starts.
            assert!((V - exact).abs() < 1e-9, "dt {dt}: {V} mV after {} steps", i as f64);
        }
        assert!(recording.columns[1].iter().all(|V| (V + 70.0).abs() < 1e-9), "rest is rest");
        assert!(recording.columns[2].iter().all(|I| *I == 100.0));
        let neuron = Lif { V_init_mV: -90.0, ..Lif::default() };
        let populations = vec![source(1), crate::common::lif(0, neuron)];
        let network = crate::common::network(NetworkParts {
            populations,
            projections: Vec::new(),
            ..NetworkParts::default()
        });
        let recording = run_clicked(&network, dt, 100.0, &[], &["V_0"]);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
        for (i, V) in recording.columns[0].iter().enumerate() {
            let exact = -70.0 - 20.0 * libm::exp(-(i as f64) * dt / 20.0);
            assert!((V - exact).abs() < 1e-9, "dt {dt}: {V} mV, not {exact}");
        }
    }
}
