//! What moves a membrane potential: the currents that C dV/dt is the sum of, at the boundary reached.

use super::Simulation;
use super::neuron::OwnCurrents;
use super::population::PopulationState;
use crate::model::receptor::ReceptorKey;

/// Populations whose first neuron's currents a snapshot tells.
const MOST: usize = 16;

/// Why a current flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The leak: −g_L (V − E_L).
    Leak,
    /// What an Izhikevich neuron does by itself: I_unit (0.04 V² + 5 V + 140 − u).
    Intrinsic,
    /// A receptor of a projection, by the projection's id and the receptor's key: −g (V − E_s).
    Receptor(u32, ReceptorKey),
    /// A gap junction, by id: g_c (V_other − V).
    Junction(u32),
    /// The conductances of a stimulus, by id.
    Bombardment(u32),
    /// The constant current and the currents of all stimuli.
    Injected,
}

/// The currents into the first neuron of a population at one boundary. Positive ones depolarise.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// Id of the population.
    pub population: u32,
    /// The potential [mV].
    pub V_mV: f64,
    /// Each current [pA].
    pub terms: Vec<(Cause, f64)>,
    /// What multiplies dV/dt: the capacitance [pF], or for an Izhikevich neuron the current that counts as 1 [pA].
    pub C: f64,
    /// dV/dt [mV/ms], worked out as (J − G V)/C from the sums of conductances G and of what they drive at V = 0, J.
    pub rate_mV_per_ms: f64,
    /// Whether the neuron is refractory, so that V is held where it is.
    pub is_held: bool,
}

impl Balance {
    /// C dV/dt: the sum of all currents [pA].
    #[must_use]
    pub fn total_pA(&self) -> f64 {
        self.terms.iter().map(|(_, I)| I).sum()
    }
}

/// Conductance, and the current it drives at V = 0, as they are added up.
#[derive(Default)]
struct Sums {
    V: f64,
    G: f64,
    J: f64,
    terms: Vec<(Cause, f64)>,
}

impl Sums {
    fn add(&mut self, cause: Cause, g_nS: f64, E_mV: f64) {
        self.G += g_nS;
        self.J += g_nS * E_mV;
        self.terms.push((cause, -g_nS * (self.V - E_mV)));
    }
}

impl Simulation {
    /// The currents into the first neuron of each population that has a membrane, of a few of them.
    pub(super) fn balances(&self, out: &mut Vec<Balance>) {
        out.clear();
        let with_membrane = self.populations.iter().enumerate().filter(|(_, state)| state.has_membrane());
        out.extend(with_membrane.take(MOST).map(|(index, state)| self.balance(index, state)));
    }

    fn balance(&self, index: usize, state: &PopulationState) -> Balance {
        let V = state.V_mV(0);
        let mut sums = Sums { V, ..Sums::default() };
        let OwnCurrents { leak, intrinsic_pA, C, is_held } = state.kernel.own_currents(&state.cells, 0);
        if let Some((g_nS, E_mV)) = leak {
            sums.add(Cause::Leak, g_nS, E_mV);
        }
        sums.terms.extend(intrinsic_pA.map(|I_pA| (Cause::Intrinsic, I_pA)));
        let intrinsic = intrinsic_pA.unwrap_or(0.0);
        for projection in self.projections.iter().filter(|projection| projection.to == index) {
            for receptor in &projection.receptors {
                let cause = Cause::Receptor(projection.spec.id, receptor.key);
                sums.add(cause, receptor.g[0] * receptor.free(V), receptor.E_mV);
            }
        }
        for junction in &self.junctions {
            let [first, second] = junction.ends;
            if 0 < junction.n(&self.populations) && (first == index || second == index) {
                let other = self.populations[if first == index { second } else { first }].V_mV(0);
                sums.add(Cause::Junction(junction.spec.id), junction.spec.g_c_nS, other);
            }
        }
        let mut injected = state.kernel.applied_pA();
        for stimulus in &state.stimuli {
            if stimulus.has_conductance() {
                let (mut g, mut drive) = (0.0, 0.0);
                for (g_nS, E_mV) in stimulus.conductances(0) {
                    sums.G += g_nS;
                    sums.J += g_nS * E_mV;
                    (g, drive) = (g + g_nS, drive + g_nS * E_mV);
                }
                sums.terms.push((Cause::Bombardment(stimulus.id()), drive - g * V));
            } else {
                injected += stimulus.current_pA(0, self.coming_step());
            }
        }
        sums.terms.push((Cause::Injected, injected));
        Balance {
            population: state.spec.id,
            V_mV: V,
            rate_mV_per_ms: (sums.J + injected + intrinsic - sums.G * V) / C,
            terms: sums.terms,
            C,
            is_held,
        }
    }
}
