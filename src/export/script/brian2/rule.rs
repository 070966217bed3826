//! Rules of plasticity.

use super::synapse::Parts;
use crate::model::plasticity::Plasticity;
use crate::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use crate::model::plasticity::triplet::{Interaction, Triplet};
use crate::param::Switch;

/// What spikes change of a weight.
pub(super) fn changes(plasticity: &Plasticity, parts: &mut Parts) {
    match plasticity {
        Plasticity::Pair(pair) => pair_based(pair, parts),
        Plasticity::Triplet(triplet) => triplets(triplet, parts),
        Plasticity::Vogels(vogels) => {
            traces(&[("x", "tau"), ("y", "tau")], parts);
            parts.name("tau", vogels.tau_ms, "ms");
            parts.name("eta", vogels.eta, "");
            parts.name("aim", vogels.aim(), "");
            parts.on_pre.push("w = clip(w + eta*(y - aim), 0, 1)  # aim: 2 rho_0 tau".to_owned());
            parts.on_pre.push("x += 1".to_owned());
            parts
                .on_post
                .push("w = clip(w + eta*x*exp(late_post/tau), 0, 1)  # late: since the spike".to_owned());
            parts.on_post.push("y += exp(-late_post/tau)".to_owned());
        }
        Plasticity::Fixed | Plasticity::Calcium(_) => {}
    }
}

/// Traces that decay, each with the name of its time constant.
fn traces(traces: &[(&str, &str)], parts: &mut Parts) {
    for (trace, tau) in traces {
        parts.equations.push(format!("d{trace}/dt = -{trace}/{tau} : 1 (event-driven)"));
    }
}

fn pair_based(pair: &Pair, parts: &mut Parts) {
    traces(&[("x", "tau_plus"), ("y", "tau_minus")], parts);
    parts.name("A_plus", pair.rise(), "");
    parts.name("A_minus", pair.fall(), "");
    parts.name("tau_plus", pair.tau_plus_ms, "ms");
    parts.name("tau_minus", pair.tau_minus_ms, "ms");
    let (up, down) = match pair.dependence {
        WeightDependence::Additive => ("", ""),
        WeightDependence::Multiplicative => ("*(1 - w)", "*w"),
        WeightDependence::Power => ("*(1 - w)**mu", "*w**mu"),
        WeightDependence::VanRossum => ("", "*w"),
    };
    if pair.dependence == WeightDependence::Power {
        parts.name("mu", pair.mu, "");
    }
    let once = "y = exp(-late_post/tau_minus)";
    let (pre, post): (&[&str], &[&str]) = match pair.pairing {
        Pairing::AllToAll => (&["x += 1"], &["y += exp(-late_post/tau_minus)"]),
        Pairing::NearestSymmetric => (&["x = 1"], &[once]),
        Pairing::PresynapticCentred => (&["x += 1"], &["x = 0", once]),
        Pairing::ReducedSymmetric => (&["x = 1", "y = 0"], &["x = 0", once]),
    };
    parts.on_pre.push(format!("w = clip(w - A_minus*y{down}, 0, 1)"));
    parts.on_pre.extend(pre.iter().map(|line| (*line).to_owned()));
    parts
        .on_post
        .push(format!("w = clip(w + A_plus*x*exp(late_post/tau_plus){up}, 0, 1)  # late: since the spike"));
    parts.on_post.extend(post.iter().map(|line| (*line).to_owned()));
}

fn triplets(rule: &Triplet, parts: &mut Parts) {
    traces(&[("r1", "tau_plus"), ("r2", "tau_x"), ("o1", "tau_minus"), ("o2", "tau_y")], parts);
    let on = |switch: Switch| if switch == Switch::On { 1.0 } else { 0.0 };
    let (up, down) = (on(rule.potentiation), on(rule.depression));
    for (name, value) in [
        ("A2_plus", up * rule.A2_plus),
        ("A3_plus", up * rule.A3_plus),
        ("A2_minus", down * rule.A2_minus),
        ("A3_minus", down * rule.A3_minus),
    ] {
        parts.name(name, value, "");
    }
    for (name, value) in [
        ("tau_plus", rule.tau_plus_ms),
        ("tau_x", rule.tau_x_ms),
        ("tau_minus", rule.tau_minus_ms),
        ("tau_y", rule.tau_y_ms),
    ] {
        parts.name(name, value, "ms");
    }
    let sets = if rule.spikes == Interaction::All { "+=" } else { "=" };
    parts.on_pre.push("w = clip(w - o1*(A2_minus + A3_minus*r2), 0, 1)".to_owned());
    parts.on_pre.extend([format!("r1 {sets} 1"), format!("r2 {sets} 1")]);
    let late = "*exp(late_post/tau_plus)";
    parts.on_post.push(format!(
        "w = clip(w + r1{late}*(A2_plus + A3_plus*o2*exp(late_post/tau_y)), 0, 1)  # late: since the spike"
    ));
    parts.on_post.push(format!("o1 {sets} exp(-late_post/tau_minus)"));
    parts.on_post.push(format!("o2 {sets} exp(-late_post/tau_y)"));
}
