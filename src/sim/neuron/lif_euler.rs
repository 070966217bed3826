//! The leaky integrate-and-fire neuron by the forward Euler method with spikes on the grid: what is simplest, and wrong in the
//! first order.

use super::lif::{self as exact};
use super::{Around, Cells, Jump, Kernel, OwnCurrents, Passive, Point, Surroundings};
use crate::model::neuron::lif::{self, Lif};
use crate::sim::columns::Columns;
use crate::sim::digest::digest;
use crate::sim::inputs::Inputs;
use crate::units::{Grid, Moment, Step};

/// Such neurons at work.
#[derive(Debug, Clone)]
pub(super) struct LifEulerKernel {
    lif: Lif,
    /// Positions of the potential and of the time left of the refractory period among the columns.
    V: usize,
    t_left: usize,
}

impl LifEulerKernel {
    /// The neurons at the start of a run.
    pub fn new(lif: &Lif, columns: &mut Columns) -> Self {
        let (V, t_left) = (columns.place("V"), columns.place("t_left"));
        columns.column_mut(V).fill(lif.V_init_mV);
        Self { lif: lif.clone(), V, t_left }
    }

    /// Advances a neuron by the whole step. `coupling` is what gap junctions do.
    #[inline]
    fn step(
        &self,
        inputs: &Inputs,
        i: usize,
        (V, t_left): (&mut f64, &mut f64),
        coupling: (f64, f64),
        h: f64,
    ) -> Jump {
        let lif = &self.lif;
        if 0.0 < *t_left {
            *t_left = (*t_left - h).max(0.0);
            *V = lif.V_reset_mV;
            return Jump { V_mV: *V, ..Jump::default() };
        }
        let (G, J) = inputs.at(i, *V);
        let rise = |V: f64| h * (J + coupling.1 - (G + coupling.0) * V) / lif.C_pF;
        *V += rise(*V);
        let mut jump = Jump { V_mV: *V, fires: lif.V_th_mV <= *V, again_ms: None };
        if jump.fires {
            *V = lif.V_reset_mV;
            *t_left = lif.t_ref_ms;
            let again = *V + rise(*V);
            if lif.t_ref_ms < h && lif.V_th_mV <= again {
                jump.again_ms = Some(lif.t_ref_ms + lif::crossing_ms(*V, again, lif.V_th_mV, h));
            }
        }
        jump
    }
}

impl Kernel for LifEulerKernel {
    fn boxed(&self) -> Box<dyn Kernel> {
        Box::new(self.clone())
    }

    fn keep_from(&mut self, old: &mut dyn Kernel, _: f64) -> bool {
        exact::is_lif(old)
    }

    fn force(&mut self, cells: &mut Cells, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let since_ms = grid.between_ms(at, Moment::at(boundary));
        exact::force(&self.lif, (self.V, self.t_left), cells, neuron, (since_ms, grid.dt_ms()))
    }

    fn passive(&self) -> Option<Passive> {
        Some(exact::passive(&self.lif))
    }

    fn applied_pA(&self) -> f64 {
        self.lif.I_app_pA
    }

    /// The method knows only what acts at the start of the step.
    fn gather(&self, _: &Cells, inputs: &mut Inputs, surroundings: Surroundings<'_>) {
        inputs.sum_at_start(surroundings.incoming, surroundings.projections);
    }

    fn integrate(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        surroundings: Surroundings<'_>,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        let h = surroundings.grid.dt_ms();
        let is_coupled = cells.is_coupled;
        let (columns, mut outcome) = cells.split(spikes);
        let [V, t_left] = columns.several_mut([self.V, self.t_left]);
        for (i, (V, t_left)) in V.iter_mut().zip(t_left).enumerate() {
            if is_coupled {
                // It has been advanced together with those that it is coupled to.
                outcome.jumped(Jump { V_mV: *V, ..Jump::default() }, *V, i);
                continue;
            }
            let jump = self.step(inputs, i, (V, t_left), (0.0, 0.0), h);
            if jump.fires {
                outcome.spike(h.next_down(), i);
            }
            outcome.free_ms[i] = 0.0; // Arrivals inside the step act from its end on.
            outcome.jumped(jump, *V, i);
        }
        outcome.bad
    }

    fn own_currents(&self, cells: &Cells, neuron: usize) -> OwnCurrents {
        exact::own_currents(&self.lif, cells.columns.column(self.t_left)[neuron])
    }

    fn jump(
        &self,
        around: Around<'_>,
        neuron: usize,
        point: &mut Point,
        coupling: (f64, f64),
    ) -> Option<Jump> {
        let (mut V, mut t_left) = (point[self.V], point[self.t_left]);
        let jump = self.step(around.inputs, neuron, (&mut V, &mut t_left), coupling, around.step_ms());
        (point[self.V], point[self.t_left]) = (V, t_left);
        Some(jump)
    }
}

digest!(LifEulerKernel {} without { lif, V, t_left });
