//! The currents that are told as what moves a potential do move it.

use std::sync::Arc;

use bouton::preset::{Preset, library, load};
use bouton::sim::{Simulation, Snapshot};
use bouton::units::Grid;

use crate::common::Dice;

/// In 10 000 states of all presets the currents sum to C dV/dt, to rounding; and V moves as they say.
#[test]
fn currents_sum_to_what_moves_the_potential() {
    let mut dice = Dice(6);
    let (mut states, mut moved, mut worst) = (0_u32, 0_u32, 0.0_f64);
    let networks = || library::PRESETS.iter().map(|bundled| load::parse(bundled.text.as_bytes()).unwrap());
    let synapses = |preset: &Preset| -> u128 {
        let network = preset.network();
        network.projections().iter().map(|projection| network.parts().n_synapses(projection)).sum()
    };
    let networks: Vec<_> = networks().filter(|preset| synapses(preset) < 5_000).collect();
    let mut snapshot = Snapshot::default();
    while states < 10_000 {
        for preset in &networks {
            let network = Arc::new(preset.network().clone());
            let h = 0.01;
            let mut sim = Simulation::new(Arc::clone(&network), dice.bits(), Grid::new(h).unwrap());
            for _ in 0..25 {
                for _ in 0..dice.below(400) {
                    sim.step(&mut ());
                }
                if dice.below(3) == 0 {
                    let ids: Vec<u32> =
                        network.populations().iter().map(|population| population.id).collect();
                    if !ids.is_empty() {
                        sim.fire(dice.pick(&ids), None, &mut ());
                    }
                }
                sim.snapshot(&mut snapshot);
                let now = snapshot.balances.clone();
                sim.step(&mut ());
                sim.snapshot(&mut snapshot);
                for (balance, next) in now.iter().zip(&snapshot.balances) {
                    let scale: f64 = balance.terms.iter().map(|(_, I)| I.abs()).sum();
                    let difference = (balance.total_pA() - balance.C * balance.rate_mV_per_ms).abs();
                    // A current is the difference of two products that may be much greater than it.
                    let rounding = scale.max(balance.C * balance.V_mV.abs()).max(1.0);
                    worst = worst.max(difference / rounding);
                    states += 1;
                    let rate = (next.V_mV - balance.V_mV) / h;
                    let slack = 0.02 * balance.rate_mV_per_ms.abs() + 0.05;
                    let fits = (rate - balance.rate_mV_per_ms).abs() <= slack;
                    moved += u32::from(fits || balance.is_held || next.is_held);
                }
            }
        }
    }
    println!("{states} states, sums differ by {worst:.1e} at most, V moved so in {moved}");
    assert!(worst < 1e-12, "{worst:e}");
    // In the others a spike arrived or left within the step.
    assert!(states - moved < states / 50, "{moved} of {states}");
}
