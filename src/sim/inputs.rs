//! What acts on the membranes of a population during one step.

use super::projection::ProjectionState;
use super::stimulus::StimulusState;
use crate::model::neuron::lif::phi_of_small;
use crate::model::receptor::block::VoltageBlock;
use crate::units::Grid;

/// Conductances and currents in the middle of a step, for each neuron.
#[derive(Debug, Clone, Default)]
pub(super) struct Inputs {
    /// Leak conductance [nS], and the current that it and `I_app` drive at V = 0 [pA].
    leak: (f64, f64),
    /// Current of the stimuli [pA]; empty without stimuli.
    pub I: Vec<f64>,
    /// Conductance that is neither leak nor receptor [nS], and what it drives at V = 0 [pA]; empty where there is none.
    own: (Vec<f64>, Vec<f64>),
    /// All conductance that does not depend on V, leak included [nS].
    G: Vec<f64>,
    /// All current at V = 0 that does not depend on V [pA].
    J: Vec<f64>,
    /// Receptors whose conductance depends on V.
    blocked: Vec<Blocked>,
    scratch: Vec<f64>,
}

#[derive(Debug, Clone)]
struct Blocked {
    projection: usize,
    receptor: usize,
    block: VoltageBlock,
    E_mV: f64,
    /// Conductance before the block [nS].
    g: Vec<f64>,
}

impl Inputs {
    /// Nothing acts on `n` neurons but a leak: its conductance [nS], and the current at V = 0 with that of `I_app` [pA].
    pub fn new(leak: (f64, f64), n: usize, has_stimuli: bool) -> Self {
        let I = if has_stimuli { vec![0.0; n] } else { Vec::new() };
        Self { leak, I, G: vec![0.0; n], J: vec![0.0; n], scratch: vec![0.0; n], ..Self::default() }
    }

    /// Makes room for the receptors with a block on the projections that end here, and for conductances of its own.
    pub fn connect(&mut self, incoming: &[usize], projections: &[ProjectionState], has_own: bool) {
        let n = self.G.len();
        self.blocked.clear();
        for projection in incoming {
            for (receptor, state) in projections[*projection].receptors.iter().enumerate() {
                if let Some(block) = state.block {
                    let (projection, E_mV, g) = (*projection, state.E_mV, vec![0.0; n]);
                    self.blocked.push(Blocked { projection, receptor, block, E_mV, g });
                }
            }
        }
        if has_own {
            self.own = (vec![0.0; n], vec![0.0; n]);
        }
    }

    /// Collects what acts during the step that begins at `t_ms` [ms], but for gap junctions. Stimuli move on to the
    /// next step.
    pub fn gather(
        &mut self,
        stimuli: &mut [StimulusState],
        incoming: &[usize],
        projections: &[ProjectionState],
        t_ms: f64,
        grid: Grid,
    ) {
        let (leak_nS, leak_pA) = self.leak;
        for (G, J) in self.G.iter_mut().zip(&mut self.J) {
            (*G, *J) = (leak_nS, leak_pA);
        }
        let (own_G, own_J) = &mut self.own;
        if !stimuli.is_empty() || !own_G.is_empty() {
            own_G.fill(0.0);
            own_J.fill(0.0);
            self.I.fill(0.0);
            for stimulus in stimuli {
                stimulus.add_and_advance(&mut self.I, own_G, own_J, t_ms, grid.dt_ms());
            }
            add(&mut self.J, &self.I);
            add(&mut self.G, own_G);
            add(&mut self.J, own_J);
        }
        for incoming in incoming {
            for receptor in &projections[*incoming].receptors {
                if receptor.block.is_none() {
                    receptor.add_middle(&mut self.G, &mut self.J, &mut self.scratch);
                }
            }
        }
        for blocked in &mut self.blocked {
            projections[blocked.projection].receptors[blocked.receptor].write_middle(&mut blocked.g);
        }
    }

    /// Collects what acts at the start of the step, for the forward Euler method.
    pub fn gather_at_start(&mut self, incoming: &[usize], projections: &[ProjectionState]) {
        let (leak_nS, leak_pA) = self.leak;
        self.G.fill(leak_nS);
        self.J.fill(leak_pA);
        add(&mut self.J, &self.I);
        add(&mut self.G, &self.own.0);
        add(&mut self.J, &self.own.1);
        for receptor in incoming.iter().flat_map(|incoming| &projections[*incoming].receptors) {
            if receptor.block.is_none() {
                for ((G, J), g) in self.G.iter_mut().zip(&mut self.J).zip(&receptor.g) {
                    *G += g;
                    *J += g * receptor.E_mV;
                }
            }
        }
        for blocked in &mut self.blocked {
            blocked.g.copy_from_slice(&projections[blocked.projection].receptors[blocked.receptor].g);
        }
    }

    /// Adds a gap junction of `g_nS` [nS] to a neuron at `V_mV` [mV].
    pub fn add_junction(&mut self, neuron: usize, g_nS: f64, V_mV: f64) {
        for (sum, part) in [
            (&mut self.G, g_nS),
            (&mut self.J, g_nS * V_mV),
            (&mut self.own.0, g_nS),
            (&mut self.own.1, g_nS * V_mV),
        ] {
            sum[neuron] += part;
        }
    }

    /// Adds to the current into a neuron [pA].
    pub fn add_current(&mut self, neuron: usize, I_pA: f64) {
        self.J[neuron] += I_pA;
        self.own.1[neuron] += I_pA;
    }

    /// Whether any conductance depends on V.
    pub fn has_block(&self) -> bool {
        !self.blocked.is_empty()
    }

    /// The potentials at the end of the step of membranes that are free all the time, where nothing depends on V and
    /// conductances are small: V + (J − G V) h/C φ(hG/C). `per_C` is h/C [ms/pF].
    #[inline]
    pub fn relax_all(&self, V: &[f64], per_C: f64, out: &mut [f64]) {
        let n = V.len();
        let (G, J, out) = (&self.G[..n], &self.J[..n], &mut out[..n]);
        for i in 0..n {
            let x = per_C * G[i];
            out[i] = V[i] + (J[i] - G[i] * V[i]) * (per_C * phi_of_small(x));
        }
    }

    /// Total conductance of every neuron, leak included, before what depends on V [nS].
    pub fn conductances(&self) -> &[f64] {
        &self.G
    }

    /// Total conductance [nS] and current at V = 0 [pA] of a neuron at `V_mV` [mV], in the middle of the step.
    #[inline]
    pub fn at(&self, neuron: usize, V_mV: f64) -> (f64, f64) {
        let (mut G, mut J) = (self.G[neuron], self.J[neuron]);
        for blocked in &self.blocked {
            let g = blocked.g[neuron] * blocked.block.free(V_mV);
            G += g;
            J += g * blocked.E_mV;
        }
        (G, J)
    }

    /// The same some time into the step, `after_ms` [ms]; stimuli and gap junctions are those of its middle.
    pub fn after(
        &self,
        neuron: usize,
        V_mV: f64,
        after_ms: f64,
        (incoming, projections): (&[usize], &[ProjectionState]),
        grid: Grid,
    ) -> (f64, f64) {
        let one = |values: &[f64]| values.get(neuron).copied().unwrap_or(0.0);
        let mut G = self.leak.0 + one(&self.own.0);
        let mut J = self.leak.1 + one(&self.I) + one(&self.own.1);
        for receptor in incoming.iter().flat_map(|incoming| &projections[*incoming].receptors) {
            let g = receptor.g_after(neuron, after_ms, grid) * receptor.free(V_mV);
            G += g;
            J += g * receptor.E_mV;
        }
        (G, J)
    }
}

/// Adds one list to another; an empty one adds nothing.
fn add(sums: &mut [f64], parts: &[f64]) {
    for (sum, part) in sums.iter_mut().zip(parts) {
        *sum += part;
    }
}
