//! What the AMPA demonstration must show, as tabulated for the standard neuron in the limit of a small step.

use crate::common::{ampa_pair, grid, network, run_clicked, spike_times};

use super::golden::peak;

const DT_MS: f64 = 0.05;

/// V of the standard neuron [mV], one sample per step, after one click at t = 10 ms.
fn epsp(g_max_nS: f64) -> Vec<f64> {
    run_clicked(&network(ampa_pair(g_max_nS)), DT_MS, 210.0, &[10.0], &["V_0"]).columns.swap_remove(0)
}

/// Number of spikes after clicks at these times [ms], and the first of them [ms].
fn spikes(g_max_nS: f64, clicks_ms: &[f64]) -> (usize, Option<f64>) {
    let end = clicks_ms.last().unwrap() + 100.0;
    let recording = run_clicked(&network(ampa_pair(g_max_nS)), 0.1, end, clicks_ms, &[]);
    let times = spike_times(&recording, grid(0.1), 0);
    (times.len(), times.first().copied())
}

/// How many clicks `isi_ms` apart it takes: none of the shorter trains fires, however long one waits.
fn clicks_to_first_spike(g_max_nS: f64, isi_ms: f64, most: usize) -> Option<usize> {
    let train: Vec<f64> = std::iter::successors(Some(10.0), |t| Some(t + isi_ms)).take(most).collect();
    let fires = |n: usize| 0 < spikes(g_max_nS, &train[..n]).0;
    // More clicks never hinder, so a train that is silent rules out all shorter ones.
    if !fires(most) {
        return None;
    }
    (1..=most).find(|n| fires(*n))
}

/// One unit of the last printed digit; the integration error at this step is below 2e-5 mV.
#[test]
fn epsp_peaks_are_those_of_the_table() {
    let table = [
        (1.0, 1.092),
        (3.0, 3.212),
        (5.0, 5.252),
        (8.0, 8.167),
        (10.0, 10.020),
        (12.0, 11.802),
        (15.0, 14.352),
    ];
    for (g, expected) in table {
        let (_, V) = peak(&epsp(g), DT_MS);
        println!("EPSP of {g} nS: {:.4} mV (table {expected})", V + 70.0);
        assert!((V + 70.0 - expected).abs() <= 0.001, "{g} nS gives {} mV", V + 70.0);
        assert_eq!(spikes(g, &[10.0]).0, 0, "{g} nS does not fire");
    }
    assert_eq!(spikes(20.0, &[10.0]).0, 1, "20 nS fires once");
    assert_eq!(spikes(30.0, &[10.0]).0, 2, "30 nS fires twice");
}

#[test]
fn the_peak_comes_after_nine_milliseconds() {
    let (time, _) = peak(&epsp(10.0), DT_MS);
    println!("EPSP of 10 nS: peak {:.4} ms after the spike (table 8.95)", time - 10.0);
    assert!((time - 10.0 - 8.95).abs() <= 0.01, "peak {} ms after the spike", time - 10.0);
}

/// Least squares of ln(V − E_L) over a window [ms after the spike]: the time constant [ms].
fn tail_ms(V: &[f64], from: f64, to: f64) -> f64 {
    let (mut n, mut sx, mut sy, mut sxx, mut sxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
    for (i, V) in V.iter().enumerate() {
        let x = i as f64 * DT_MS - 10.0;
        if (from..=to).contains(&x) {
            let y = libm::log(V + 70.0);
            (n, sx, sy, sxx, sxy) = (n + 1.0, sx + x, sy + y, sxx + x * x, sxy + x * y);
        }
    }
    -(n * sxx - sx * sx) / (n * sxy - sx * sy)
}

/// The window 30–80 ms after the spike gives the tabulated 20.05 ms: e^{−6} of the synapse is still open at its
/// start. Later windows see the bare membrane, τ_m = C/g_L = 20 ms.
#[test]
fn the_tail_decays_with_the_membrane() {
    let V = epsp(10.0);
    let (table, late) = (tail_ms(&V, 30.0, 80.0), tail_ms(&V, 60.0, 100.0));
    println!("EPSP of 10 nS: tail {table:.4} ms over 30–80 ms (table 20.05), {late:.4} ms over 60–100 ms");
    assert!((table - 20.05).abs() <= 0.01, "tail of {table} ms");
    assert!((late - 20.0).abs() <= 0.002, "late tail of {late} ms");
}

/// Shortest train that fires, by conductance and interval. Counts are exact; no tolerance. Intervals shorter than
/// 3 ms, of which the source with its refractory period of 2 ms leaves little, are not in the table.
#[test]
fn clicks_to_the_first_spike() {
    let clicks = |g: f64, isi: u32, most| clicks_to_first_spike(g, f64::from(isi), most);
    for isi in 3..=15 {
        assert_eq!(clicks(10.0, isi, 100), Some(3), "10 nS every {isi} ms");
    }
    for isi in [20, 21, 22, 25, 30, 40, 60] {
        assert_eq!(clicks(10.0, isi, 100), None, "10 nS every {isi} ms never fires");
    }
    for isi in 3..=12 {
        let expected = if isi == 7 { 3 } else { 4 };
        assert_eq!(clicks(8.0, isi, 30), Some(expected), "8 nS every {isi} ms");
    }
    for isi in 3..=8 {
        let found = clicks(6.0, isi, 30);
        println!("6 nS every {isi} ms: {found:?} clicks");
        assert!(matches!(found, Some(6 | 7)), "6 nS every {isi} ms takes {found:?}");
    }
    assert_eq!(clicks(6.0, 9, 100), None, "6 nS every 9 ms never fires");
    for isi in 3..=5 {
        let found = clicks(5.0, isi, 30);
        println!("5 nS every {isi} ms: {found:?} clicks");
        assert!(matches!(found, Some(9 | 10)), "5 nS every {isi} ms takes {found:?}");
    }
    assert_eq!(clicks(20.0, 50, 30), Some(1), "20 nS fires at once");
}
