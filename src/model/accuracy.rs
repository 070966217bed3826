//! How far the potential may be off because a synapse is fast beside the step.
//!
//! Gates are exact for any step. What a step does to a membrane takes their mean exactly, too, but where in the step they open
//! only as far as a straight line says it.

use super::kinetics::sites::Cohort;
use super::kinetics::{Gate, KineticsModel};
use super::neuron::lif::{self, Lif};
use super::receptor::ReceptorModel;

/// Most steps that are looked at: a response to one release is at its worst while it begins.
const MOST_STEPS: u32 = 400;
/// Parts of a step that stand for the limit of small steps.
const PARTS: u32 = 16;
/// Time constants of the membrane after which nothing new is seen.
const TAUS: f64 = 2.0;

/// Largest |ΔV| [mV] that steps of `dt_ms` [ms] cause in the response of a resting membrane to one full release at a synapse
/// of weight `w`, worked out beside the response with a sixteenth of the step. A block is left aside: everything counts as
/// free, so that with one it is less.
#[must_use]
pub fn step_error_mV(receptor: &dyn ReceptorModel, w: f64, neuron: &Lif, dt_ms: f64) -> f64 {
    let Some(kinetics) = receptor.kinetics().inner() else { return 0.0 };
    let membrane = Membrane {
        neuron,
        V_rest_mV: neuron.E_L_mV + neuron.I_app_pA / neuron.g_L_nS,
        g_nS: receptor.g_max_nS() * w,
        E_mV: receptor.E_mV(),
    };
    let mut cohorts = Vec::new();
    let gate = kinetics.release(Gate::default(), &mut cohorts, 1.0);
    let start = Course { V_mV: membrane.V_rest_mV, gate, cohorts };
    let (mut coarse, mut fine) = (start.clone(), start);
    let mut worst = 0.0_f64;
    for step in 0..MOST_STEPS {
        membrane.advance(&mut coarse, kinetics, dt_ms);
        for _ in 0..PARTS {
            membrane.advance(&mut fine, kinetics, dt_ms / f64::from(PARTS));
        }
        worst = worst.max((coarse.V_mV - fine.V_mV).abs());
        if TAUS * neuron.tau_m_ms() < f64::from(step) * dt_ms {
            break;
        }
    }
    worst
}

/// A resting membrane with one synapse.
struct Membrane<'a> {
    neuron: &'a Lif,
    V_rest_mV: f64,
    g_nS: f64,
    E_mV: f64,
}

/// Where a membrane and its synapse are.
#[derive(Debug, Clone)]
struct Course {
    V_mV: f64,
    gate: Gate,
    cohorts: Vec<Cohort>,
}

impl Membrane<'_> {
    /// A step, as a simulation takes it.
    fn advance(&self, course: &mut Course, kinetics: &dyn KineticsModel, h_ms: f64) {
        let Self { neuron, V_rest_mV, g_nS, E_mV } = *self;
        let Course { V_mV, gate, cohorts } = course;
        let end = kinetics.advance(*gate, cohorts, h_ms);
        let twelfth = h_ms / neuron.tau_m_ms() / 12.0;
        // What falls acts as from closer to rest, and what rises as if it were larger.
        let kept = kinetics.sum_step(h_ms).P_from_P;
        let falls = if kept == 0.0 { 0.0 } else { gate.P * (kept - 1.0) };
        let rises = end.P - gate.P - falls;
        let g = g_nS * (kinetics.mean_open(*gate, cohorts, 0.0, h_ms) + twelfth * rises);
        let nearer = g_nS * twelfth * falls * (E_mV - V_rest_mV);
        let (G, J) = (neuron.g_L_nS + g, neuron.g_L_nS * V_rest_mV + g * E_mV + nearer);
        *V_mV = lif::relax(*V_mV, G, J, neuron.C_pF, h_ms);
        kinetics.advance_sites(cohorts, h_ms);
        *gate = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinetics::Kinetics;
    use crate::model::kinetics::square_pulse::SquarePulse;
    use crate::model::receptor::ampa::Ampa;

    fn estimate(alpha_per_mM_ms: f64, T_dur_ms: f64, dt_ms: f64) -> f64 {
        let pulse = SquarePulse { alpha_per_mM_ms, T_dur_ms, ..SquarePulse::default() };
        let receptor = Ampa { kinetics: Kinetics::SquarePulse(pulse), ..Ampa::default() };
        step_error_mV(&receptor, 1.0, &Lif::default(), dt_ms)
    }

    /// It grows with the step and with how fast the pulse is, and is small where the step is fine.
    #[test]
    fn faster_pulses_and_longer_steps_cost_more() {
        assert!(estimate(1.1, 1.0, 0.1) < 2e-4);
        assert!(estimate(1.1, 1.0, 0.01) < estimate(1.1, 1.0, 0.1));
        assert!(estimate(1.1, 1.0, 0.5) < estimate(20.0, 0.3, 0.5));
        assert!(1e-4 < estimate(20.0, 0.3, 0.5));
    }
}
