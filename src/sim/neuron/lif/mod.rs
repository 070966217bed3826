//! The leaky integrate-and-fire neuron: an exponential step of second order, with spikes inside it.
//!
//! It goes four ways, which give the same bits: all membranes at once, on vector units; a few membranes one by one; the only
//! membrane of a small network, in `sim::leap`; and by parts of a step, where gap junctions couple it.

mod inside;
mod step;
mod vector;

use super::{Around, Cells, Crossing, Kernel, OwnCurrents, Parts, Passive, Surroundings, membrane};
use crate::model::neuron::lif::{self, Lif};
use crate::sim::columns::Columns;
use crate::sim::digest::digest;
use crate::sim::inputs::Inputs;
use crate::sim::projection::ProjectionState;
use crate::sim::receptor::{Drift, Opening};
use crate::sim::vector::{Decaying, FEW};
use crate::units::{Grid, Moment, Step};
use vector::{LEFT_MS, Membranes, PIECE, Relaxation, Relaxed};

/// A spike exactly t_ref after the last is late enough, whatever the rounding of the two times [ms].
pub(super) const ROUNDING_MS: f64 = 1e-9;

/// Leaky integrate-and-fire neurons at work.
#[derive(Debug, Clone)]
pub(super) struct LifKernel {
    lif: Lif,
    /// Positions of the potential and of the time left of the refractory period among the columns.
    V: usize,
    t_left: usize,
    /// How a few membranes relax on which nothing but plain receptors acts.
    few: Option<Relaxed>,
    /// Working space: membranes to which more happens in this step than relaxation or being held, and places among the targets
    /// of an arrival where it does more than pull at the potential.
    left: Vec<usize>,
    /// The conductances of plain receptors after the step, if nothing but those act.
    decayed: Vec<Decayed>,
}

/// The conductances of a receptor after the step.
#[derive(Debug, Clone)]
struct Decayed {
    /// Projection and receptor.
    place: (usize, usize),
    /// Onto each neuron [nS].
    g: Vec<f64>,
    /// True if they have been worked out, but not handed over.
    is_ready: bool,
}

/// Conductances [nS], and the currents that they drive at V = 0 [pA].
type Sums<'a> = (&'a mut [f64], &'a mut [f64]);

/// At most so many receptors are summed on the way.
const MOST_AT_ONCE: usize = 3;

/// The membrane of a single neuron on which nothing but plain receptors acts.
#[derive(Debug)]
pub(in crate::sim) struct OnlyMembrane<'a> {
    /// Potential [mV].
    pub V: &'a mut f64,
    /// Time left of the refractory period [ms].
    pub t_left: &'a f64,
    /// How long it was free in the last step [ms].
    pub free_ms: &'a mut f64,
    /// How it relaxes.
    pub relaxed: Relaxed,
    /// Leak conductance [nS], and the current that it and `I_app` drive at V = 0 [pA].
    pub leak: (f64, f64),
}

impl LifKernel {
    /// `n` neurons at the start of a run.
    pub fn new(lif: &Lif, n: usize, columns: &mut Columns) -> Self {
        let (V, t_left) = (columns.place("V"), columns.place("t_left"));
        columns.column_mut(V).fill(lif.V_init_mV);
        Self { lif: lif.clone(), V, t_left, few: None, left: Vec::with_capacity(n), decayed: Vec::new() }
    }

    /// What membranes need to relax over a step.
    fn relaxation(&self, grid: Grid) -> Relaxation {
        let Lif { C_pF, V_th_mV, V_reset_mV, .. } = self.lif;
        Relaxation { h_ms: grid.dt_ms(), C_pF, V_th_mV, V_reset_mV, max_abs_V_mV: membrane::MAX_ABS_V_MV }
    }

    /// Advances all membranes to which nothing particular happens, and marks the others.
    ///
    /// Exponential: conductances are taken as their mean over the step, and those that depend on V at the potential that a
    /// first half step leads to. That makes the step second order in h and stable for any h.
    fn relax_all(&mut self, cells: &mut Cells, inputs: &mut Inputs, surroundings: Surroundings<'_>) {
        let projections = surroundings.projections;
        let mut acting = [0; MOST_AT_ONCE];
        let mut n_acting = 0;
        // What is silent adds nothing.
        let sounds = |one: &Decayed| !projections[one.place.0].receptors[one.place.1].is_silent();
        for (place, _) in self.decayed.iter().enumerate().filter(|(_, one)| sounds(one)) {
            if let Some(acting) = acting.get_mut(n_acting) {
                *acting = place;
            }
            n_acting += 1;
        }
        match (n_acting, acting) {
            (1, [a, ..]) => self.sum_and_relax([a], vector::sum_and_relax_1, cells, inputs, surroundings),
            (2, [a, b, _]) => {
                self.sum_and_relax([a, b], vector::sum_and_relax_2, cells, inputs, surroundings);
            }
            (3, all) => self.sum_and_relax(all, vector::sum_and_relax_3, cells, inputs, surroundings),
            _ => self.relax_any(cells, inputs, surroundings),
        }
    }

    /// The same where nothing but some plain receptors act, given by their places in `decayed`.
    fn sum_and_relax<const N: usize>(
        &mut self,
        acting: [usize; N],
        act: impl Fn(Relaxation, Membranes<'_>, (f64, f64), [Decaying<'_>; N], Sums<'_>),
        cells: &mut Cells,
        inputs: &mut Inputs,
        surroundings: Surroundings<'_>,
    ) {
        let relaxation = self.relaxation(surroundings.grid);
        let Ok(mut decayed) = self.decayed.get_disjoint_mut(acting) else { return };
        let [V, t_left] = cells.columns.several_mut([self.V, self.t_left]);
        let conductances = decayed.each_mut().map(|one| {
            one.is_ready = true;
            let receptor = &surroundings.projections[one.place.0].receptors[one.place.1];
            receptor.decaying(&mut one.g)
        });
        let membranes = Membranes { V, t_left, free_ms: &mut cells.free_ms };
        let leak = inputs.leak();
        act(relaxation, membranes, leak, conductances, inputs.sums_mut());
    }

    /// The same whatever acts.
    fn relax_any(&mut self, cells: &mut Cells, inputs: &mut Inputs, surroundings: Surroundings<'_>) {
        let relaxation = self.relaxation(surroundings.grid);
        let [V, t_left] = cells.columns.several_mut([self.V, self.t_left]);
        let n = V.len();
        let mut membranes = Membranes { V, t_left, free_ms: &mut cells.free_ms };
        for start in (0..n).step_by(PIECE) {
            let range = start..n.min(start + PIECE);
            inputs.sum(range.clone(), surroundings.projections);
            if inputs.has_block() {
                membranes.free_ms[range].fill(LEFT_MS);
                continue;
            }
            let (G, J) = inputs.sums(range.clone());
            vector::relax(relaxation, &mut membranes.piece(range), G, J);
        }
    }
}

/// How a membrane takes over what goes on from one of the same equations; nothing but columns does.
pub(super) fn is_lif(old: &dyn Kernel) -> bool {
    let old: &dyn std::any::Any = old;
    old.is::<LifKernel>() || old.is::<super::lif_euler::LifEulerKernel>()
}

/// What the membrane is to stimuli and sums of conductances.
pub(super) fn passive(lif: &Lif) -> Passive {
    Passive {
        g_nS: lif.g_L_nS,
        drive_pA: lif.g_L_nS * lif.E_L_mV + lif.I_app_pA,
        leak: Some((lif.g_L_nS, lif.tau_m_ms())),
    }
}

/// What the membrane does by itself.
pub(super) fn own_currents(lif: &Lif, t_left_ms: f64) -> OwnCurrents {
    OwnCurrents {
        leak: Some((lif.g_L_nS, lif.E_L_mV)),
        intrinsic_pA: None,
        C: lif.C_pF,
        is_held: 0.0 < t_left_ms,
    }
}

/// Makes a neuron fire that is not refractory, `since_ms` [ms] before the end of the step. False during refractoriness.
pub(super) fn force(
    lif: &Lif,
    (V, t_left): (usize, usize),
    cells: &mut Cells,
    neuron: usize,
    (since_ms, h_ms): (f64, f64),
) -> bool {
    let [V, t_left] = cells.columns.several_mut([V, t_left]);
    if ROUNDING_MS < t_left[neuron] {
        return false;
    }
    V[neuron] = lif.V_reset_mV;
    // A spike of its own that came first is still to leave.
    let came_first = cells.crossings[neuron].at_ms <= h_ms - since_ms;
    if !(cells.free_ms[neuron].is_nan() && came_first) {
        cells.free_ms[neuron] = 0.0;
    }
    t_left[neuron] = (lif.t_ref_ms - since_ms).max(0.0);
    true
}

impl Kernel for LifKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel, _: f64) -> bool {
        is_lif(old)
    }

    fn force(&mut self, cells: &mut Cells, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let since_ms = grid.between_ms(at, Moment::at(boundary));
        force(&self.lif, (self.V, self.t_left), cells, neuron, (since_ms, grid.dt_ms()))
    }

    fn passive(&self) -> Option<Passive> {
        Some(passive(&self.lif))
    }

    fn bounds_mV(&self) -> Option<[f64; 3]> {
        let Lif { E_L_mV, V_reset_mV, .. } = self.lif;
        Some([E_L_mV, V_reset_mV, E_L_mV + self.lif.I_app_pA / self.lif.g_L_nS])
    }

    fn applied_pA(&self) -> f64 {
        self.lif.I_app_pA
    }

    fn drift(&self) -> Option<Drift> {
        let lif = &self.lif;
        Some(Drift { per_ms: lif.g_L_nS / lif.C_pF, V_rest_mV: lif.E_L_mV + lif.I_app_pA / lif.g_L_nS })
    }

    fn connect(&mut self, cells: &Cells, inputs: &Inputs, surroundings: Surroundings<'_>) {
        let Surroundings { projections, grid, .. } = surroundings;
        let is_few = cells.n() < FEW && !cells.is_coupled && inputs.is_plain(projections);
        self.few = is_few.then(|| Relaxed::of(self.relaxation(grid)));
        let is_plain = FEW <= cells.n() && !cells.is_coupled && inputs.is_plain(projections);
        let receptors = inputs.receptors().iter().filter(|_| is_plain);
        let decayed =
            |place: &(usize, usize)| Decayed { place: *place, g: vec![0.0; cells.n()], is_ready: false };
        self.decayed = receptors.map(decayed).collect();
    }

    fn gather(&self, cells: &Cells, inputs: &mut Inputs, surroundings: Surroundings<'_>) {
        // What nothing else reads is summed piece by piece on the way, while it is in the processor's cache.
        if cells.is_coupled {
            inputs.sum(0..cells.n(), surroundings.projections);
        }
    }

    #[inline]
    fn is_few(&self) -> bool {
        self.few.is_some()
    }

    fn integrate_few(&mut self, cells: &mut Cells, inputs: &mut Inputs, around: Surroundings<'_>) -> bool {
        let Some(relaxed) = self.few else { return false };
        let [V, t_left] = cells.columns.several_mut([self.V, self.t_left]);
        let mut all = true;
        for i in 0..V.len() {
            let (G, J) = inputs.sum_one(i, around.projections);
            let next = relaxed.next(V[i], t_left[i], G, J);
            V[i] = next.unwrap_or(V[i]);
            cells.free_ms[i] = if next.is_some() { around.grid.dt_ms() } else { LEFT_MS };
            all &= next.is_some();
        }
        all
    }

    fn integrate(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        surroundings: Surroundings<'_>,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        if cells.is_coupled {
            return cells.check_all(spikes);
        }
        if self.few.is_none() {
            self.relax_all(cells, inputs, surroundings);
        }
        self.finish(cells, Around { inputs, surroundings }, spikes)
    }

    fn hand_over(&mut self, projections: &mut [ProjectionState]) {
        for Decayed { place, g, is_ready } in &mut self.decayed {
            if std::mem::take(is_ready) {
                projections[place.0].receptors[place.1].take_decayed(g);
            }
        }
    }

    fn catch_up(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        ends: (&[u32], &[f64]),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        self.act_late(cells, inputs, ends, opening, grid, spikes);
    }

    fn is_about_to_fire(&self, cells: &Cells, neuron: usize, at_ms: f64) -> bool {
        cells.free_ms[neuron].is_nan() && cells.crossings[neuron].at_ms == at_ms
    }

    fn has_fired(&mut self, cells: &mut Cells, neuron: usize, at_ms: f64, grid: Grid) {
        cells.free_ms[neuron] = (grid.dt_ms() - at_ms - self.lif.t_ref_ms).max(0.0);
    }

    fn own_currents(&self, cells: &Cells, neuron: usize) -> OwnCurrents {
        own_currents(&self.lif, cells.columns.column(self.t_left)[neuron])
    }

    fn parts(&self) -> Option<&dyn Parts> {
        Some(self)
    }

    fn can_move_spikes(&self) -> bool {
        true
    }

    fn unseen(&self, cells: &Cells, neuron: usize) -> Option<(f64, f64)> {
        let Crossing { is_seen, .. } = cells.crossings[neuron];
        (cells.is_coupled && !is_seen).then_some((self.lif.V_th_mV, self.lif.V_reset_mV))
    }

    fn mV_per_charge(&self, charge_pA_ms: f64) -> f64 {
        charge_pA_ms / self.lif.C_pF
    }

    fn only_membrane<'a>(&self, cells: &'a mut Cells, inputs: &Inputs) -> Option<OnlyMembrane<'a>> {
        let relaxed = self.few?;
        let [free_ms] = &mut cells.free_ms[..] else { return None };
        let [V, t_left] = cells.columns.several_mut([self.V, self.t_left]);
        Some(OnlyMembrane { V: &mut V[0], t_left: &t_left[0], free_ms, relaxed, leak: inputs.leak() })
    }
}

/// Where in a step of `h_ms` [ms] the neuron would fire again that was reset and is above threshold at the end of it, after
/// its last spike [ms].
fn again_ms(lif: &Lif, V_mV: f64, free_ms: f64) -> f64 {
    lif.t_ref_ms + lif::crossing_ms(lif.V_reset_mV, V_mV, lif.V_th_mV, free_ms)
}

digest!(LifKernel {} without { lif, V, t_left, few, left, decayed });
