//! Presets of plasticity: learning by rates, windows, and networks whose weights compete.

use bouton::model::rate_learning::{RateLearning, RateState};
use bouton::sim::RateCourse;

use super::{bundled, with_texts};

fn learning(settings: &[&str]) -> RateLearning {
    with_texts(&bundled("hebb-oja-bcm"), settings).rate_learning().unwrap().clone()
}

/// States after presentations, of one seed.
fn course(model: &RateLearning, seed: u64, at: &[f64]) -> Vec<RateState> {
    let mut course = RateCourse::new(model, seed);
    at.iter().map(|k| course.at(*k)).collect()
}

/// |w| of Hebb's rule grows by e in 1/(η λ₁) = 55.6 presentations. The inputs being random, ln|w| along the first axis is a random
/// walk with the drift η λ₁ − η² λ₁² … per presentation and the variance 2 η² λ₁², 0.0025 in all after 400: ± 0.36 for one run,
/// and for the mean of 200 of them ± 0.026.
#[test]
fn hebbs_rule_runs_away() {
    let model = learning(&[]);
    assert!((model.e_fold() - 55.56).abs() < 0.01);
    let runs: Vec<Vec<RateState>> =
        (1..=200).map(|seed| course(&model, seed, &[0.0, 100.0, 200.0, 300.0, 400.0])).collect();
    let mean = |k: usize| runs.iter().map(|run| run[k].length()).sum::<f64>() / 200.0;
    let rows: Vec<f64> = (0..5).map(mean).collect();
    println!("Hebb: mean |w| {rows:.3?}; figures 0.23 1.37 8.15 48.5 289");
    let growth = |run: &Vec<RateState>| libm::log(run[4].length() / run[2].length()) / 200.0;
    let fold = 200.0 / runs.iter().map(growth).sum::<f64>();
    // ⟨ln(1 + η λ₁ x²)⟩ for a standard normal x, λ₁ η = 0.018: 0.018 − 3·0.018²/2 + 15·0.018³/3 = 0.01754.
    println!("e-fold {fold:.2} presentations; 1/(ηλ₁) = 55.56, of the mean logarithm 57.0");
    assert!((fold - 57.0).abs() < 1.5, "{fold}");
    for (found, figure) in rows.iter().zip([0.23, 1.37, 8.15, 48.5, 289.0]) {
        assert!((found / figure - 1.0).abs() < 0.15, "{found}, not {figure}");
    }
}

/// The length settles at 1, along the first axis: within the fluctuations that η = 0.01 leaves.
#[test]
fn ojas_rule_finds_the_first_axis() {
    let model = learning(&["rate_learning.rule=Oja"]);
    for seed in 1..=6 {
        let at: Vec<f64> = (2000..6000).step_by(10).map(f64::from).collect();
        let states = course(&model, seed, &at);
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let n = states.len() as f64;
        let mean = |value: &dyn Fn(&RateState) -> f64| states.iter().map(value).sum::<f64>() / n;
        let (length, w) = (mean(&RateState::length), [mean(&|s| s.w[0]), mean(&|s| s.w[1])]);
        println!("Oja, seed {seed}: |w| {length:.4}, w {w:.3?}; figures 1.000, (.70, .72)");
        assert!((length - 1.0).abs() < 0.01, "{length}");
        assert!(w.iter().all(|w| (w - std::f64::consts::FRAC_1_SQRT_2).abs() < 0.03), "{w:?}");
    }
}

/// One pattern wins, with an answer of 1.86 to it and 0.37 to the other, and a mean threshold of 1.81; where weights may be
/// negative 2, 0 and 2.
#[test]
fn bcm_chooses_one_of_two_patterns() {
    let set = ["rate_learning.rule=Bcm", "rate_learning.inputs=Patterns", "rate_learning.eta=0.002"];
    for (rectified, answers, theta) in [("On", [0.37, 1.86], 1.81), ("Off", [0.0, 2.0], 2.0)] {
        let switch = format!("rate_learning.rectified={rectified}");
        let model = learning(&[set[0], set[1], set[2], &switch]);
        let mut winners = [0; 2];
        for seed in 1..=8 {
            let at: Vec<f64> = (14_000..20_000).map(f64::from).collect();
            let states = course(&model, seed, &at);
            let answer = |pattern: [f64; 2]| {
                let sum: f64 = states.iter().map(|state| RateLearning::output(state.w, pattern)).sum();
                sum / 6000.0
            };
            let mut found = [answer([1.0, 0.2]), answer([0.2, 1.0])];
            let first = usize::from(found[0] < found[1]);
            winners[first] += 1;
            found.sort_by(f64::total_cmp);
            let mean_theta = states.iter().map(|state| state.theta).sum::<f64>() / 6000.0;
            println!(
                "BCM, w ≥ 0 {rectified}, seed {seed}: {found:.3?}, θ {mean_theta:.3}; figures {answers:?}, {theta}"
            );
            assert!(
                found.iter().zip(answers).all(|(found, figure)| (found - figure).abs() < 0.04),
                "{found:?}"
            );
            assert!((mean_theta - theta).abs() < 0.06, "{mean_theta}");
        }
        println!("winners: {winners:?}");
    }
}
