//! What acts on the membranes of a population during one step.

use std::ops::Range;

use super::projection::ProjectionState;
use super::stimulus::{Span, StimulusState, Sums};
use super::vector;
use crate::model::receptor::block::VoltageBlock;
use crate::units::Grid;

/// Mean conductances and currents of a step, for each neuron.
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
    /// Receptors that act here: projection and receptor.
    receptors: Vec<(usize, usize)>,
    /// The course over the step of what does not depend on V, as conductance and current at V = 0; empty where nobody asks.
    courses: Vec<(Parabola, Parabola)>,
    scratch: Vec<f64>,
}

/// A parabola over a step, by its coefficients. Time counts in steps.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parabola([f64; 3]);

impl Parabola {
    /// With these values at a time `from` and at the end, and this mean between.
    pub fn through((start, mean, end): (f64, f64, f64), from: f64) -> Self {
        // In so short a time nothing bends, but rounding would.
        const SHORT: f64 = 1e-3;
        let length = 1.0 - from;
        let bulge = if length < SHORT { 0.0 } else { 6.0 * mean - 3.0 * (start + end) };
        let (b, c) = ((end - start + bulge) / length, -bulge / (length * length));
        Self([start - from * (b - from * c), b - 2.0 * from * c, c])
    }

    #[inline]
    fn at(self, x: f64) -> f64 {
        self.0[0] + x * (self.0[1] + x * self.0[2])
    }

    fn add(&mut self, other: Self, factor: f64) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own += factor * other;
        }
    }
}

#[derive(Debug, Clone)]
struct Blocked {
    projection: usize,
    receptor: usize,
    block: VoltageBlock,
    E_mV: f64,
    /// Mean conductance before the block [nS].
    g: Vec<f64>,
    /// Its course over the step; empty where nobody asks.
    course: Vec<Parabola>,
}

impl Inputs {
    /// Nothing acts on `n` neurons but a leak: its conductance [nS], and the current at V = 0 with that of `I_app` [pA].
    pub fn new(leak: (f64, f64), n: usize, has_stimuli: bool) -> Self {
        let I = if has_stimuli { vec![0.0; n] } else { Vec::new() };
        Self { leak, I, G: vec![0.0; n], J: vec![0.0; n], scratch: vec![0.0; n], ..Self::default() }
    }

    /// Makes room for the course of what acts over a step.
    pub fn keep_courses(&mut self) {
        self.courses = vec![(Parabola::default(), Parabola::default()); self.G.len()];
    }

    /// Makes room for the receptors with a block on the projections that end here, and for conductances of its own.
    pub fn connect(&mut self, incoming: &[usize], projections: &[ProjectionState], has_own: bool) {
        let n = self.G.len();
        self.blocked.clear();
        self.receptors.clear();
        for projection in incoming {
            for (receptor, state) in projections[*projection].receptors.iter().enumerate() {
                self.receptors.push((*projection, receptor));
                if let Some(block) = state.block {
                    let (projection, E_mV, g) = (*projection, state.E_mean_mV(), vec![0.0; n]);
                    let course = vec![Parabola::default(); self.courses.len()];
                    self.blocked.push(Blocked { projection, receptor, block, E_mV, g, course });
                }
            }
        }
        if has_own {
            self.own = (vec![0.0; n], vec![0.0; n]);
        }
    }

    /// Collects what stimuli do during the step that begins at `t_ms` [ms], and moves them on to the next.
    pub fn stimulate(&mut self, stimuli: &mut [StimulusState], t_ms: f64, grid: Grid) {
        let (own_G, own_J) = &mut self.own;
        if !stimuli.is_empty() || !own_G.is_empty() {
            own_G.fill(0.0);
            own_J.fill(0.0);
            self.I.fill(0.0);
            for stimulus in stimuli {
                let sums = Sums { I: &mut self.I, G: own_G, J: own_J };
                stimulus.add_and_advance(sums, Span { t_ms, h_ms: grid.dt_ms() });
            }
        }
    }

    /// Sums what acts on the neurons of a `range` over the step on average, but for gap junctions.
    pub fn sum(&mut self, range: Range<usize>, projections: &[ProjectionState]) {
        let (G, J) = (&mut self.G[range.clone()], &mut self.J[range.clone()]);
        let receptor = |(projection, receptor): (usize, usize)| &projections[projection].receptors[receptor];
        // Most often there are a few kinds of synapses and nothing else.
        if self.I.is_empty() && self.own.0.is_empty() {
            // What is silent adds nothing.
            let mut acting =
                self.receptors.iter().map(|place| receptor(*place)).filter(|one| !one.is_silent());
            let first = [acting.next(), acting.next(), acting.next()];
            let are_all = acting.next().is_none();
            match first.map(|one| one.map(|one| one.plain_mean(range.clone()))) {
                [None, ..] => return vector::sum(self.leak, [], G, J),
                [Some(Some(a)), None, _] => return vector::sum(self.leak, [a], G, J),
                [Some(Some(a)), Some(Some(b)), None] => return vector::sum(self.leak, [a, b], G, J),
                [Some(Some(a)), Some(Some(b)), Some(Some(c))] if are_all => {
                    return vector::sum(self.leak, [a, b, c], G, J);
                }
                _ => {}
            }
        }
        G.fill(self.leak.0);
        J.fill(self.leak.1);
        add(J, part(&self.I, &range));
        add(G, part(&self.own.0, &range));
        add(J, part(&self.own.1, &range));
        for receptor in self.receptors.iter().map(|place| receptor(*place)) {
            if receptor.block.is_none() {
                receptor.add_mean(range.clone(), G, J, &mut self.scratch[range.clone()]);
            }
        }
        for blocked in &mut self.blocked {
            let receptor = &projections[blocked.projection].receptors[blocked.receptor];
            receptor.write_mean(range.clone(), &mut blocked.g[range.clone()]);
        }
    }

    /// Works out the course over the step of what acts, of which the mean is known.
    pub fn follow(&mut self, projections: &[ProjectionState]) {
        for neuron in 0..self.courses.len() {
            let (G, J) = self.outside(neuron);
            let (mut start, mut end) = ((G, J), (G, J));
            for (projection, receptor) in &self.receptors {
                let receptor = &projections[*projection].receptors[*receptor];
                if receptor.block.is_none() {
                    let (first, last) = receptor.g_at_ends(neuron);
                    start = (start.0 + first, start.1 + first * receptor.E_mV);
                    end = (end.0 + last, end.1 + last * receptor.E_mV);
                }
            }
            let mean = (self.G[neuron], self.J[neuron]);
            let course = |start, mean, end| Parabola::through((start, mean, end), 0.0);
            self.courses[neuron] = (course(start.0, mean.0, end.0), course(start.1, mean.1, end.1));
        }
        for blocked in &mut self.blocked {
            let receptor = &projections[blocked.projection].receptors[blocked.receptor];
            for (neuron, (course, mean)) in blocked.course.iter_mut().zip(&blocked.g).enumerate() {
                let (start, end) = receptor.g_at_ends(neuron);
                *course = Parabola::through((start, *mean, end), 0.0);
            }
        }
    }

    /// The same of all neurons, to be written.
    pub fn sums_mut(&mut self) -> (&mut [f64], &mut [f64]) {
        (&mut self.G, &mut self.J)
    }

    /// The receptors that act here: projection and receptor of each.
    pub fn receptors(&self) -> &[(usize, usize)] {
        &self.receptors
    }

    /// Total conductance [nS] and current at V = 0 [pA] of a neuron at `V_mV` [mV], some way into the step.
    #[inline]
    pub fn on_course(&self, neuron: usize, V_mV: f64, way: f64) -> (f64, f64) {
        let (G, J) = self.courses[neuron];
        let (mut G, mut J) = (G.at(way), J.at(way));
        for blocked in &self.blocked {
            let g = blocked.course[neuron].at(way) * blocked.block.free(V_mV);
            G += g;
            J += g * blocked.E_mV;
        }
        (G, J)
    }

    /// Lets channels that open inside the step take part in the course of what acts on a neuron.
    pub fn open(&mut self, neuron: usize, block: Option<VoltageBlock>, E_mV: f64, g_nS: Parabola) {
        let same = |blocked: &&mut Blocked| Some(blocked.block) == block && blocked.E_mV == E_mV;
        if let Some(blocked) = self.blocked.iter_mut().find(same) {
            blocked.course[neuron].add(g_nS, 1.0);
        } else {
            let (G, J) = &mut self.courses[neuron];
            G.add(g_nS, 1.0);
            J.add(g_nS, E_mV);
        }
    }

    /// Leak conductance [nS], and the current that it and `I_app` drive at V = 0 [pA].
    pub fn leak(&self) -> (f64, f64) {
        self.leak
    }

    /// Whether nothing but a leak and plain receptors ever acts.
    pub fn is_plain(&self, projections: &[ProjectionState]) -> bool {
        let is_plain = |place: &(usize, usize)| projections[place.0].receptors[place.1].is_plain();
        self.I.is_empty() && self.own.0.is_empty() && self.receptors.iter().all(is_plain)
    }

    /// Sums what acts on a neuron over the step on average, where only a leak and plain receptors do: the same as
    /// [`Inputs::sum`] for it alone.
    #[inline]
    pub fn sum_one(&mut self, neuron: usize, projections: &[ProjectionState]) -> (f64, f64) {
        let (mut G, mut J) = self.leak;
        for (projection, receptor) in &self.receptors {
            let receptor = &projections[*projection].receptors[*receptor];
            let g = receptor.g[neuron] * receptor.mean_factor();
            G += g;
            J += g * receptor.E_mean_mV();
        }
        (self.G[neuron], self.J[neuron]) = (G, J);
        (G, J)
    }

    /// Collects what acts at the start of the step, for the forward Euler method.
    pub fn sum_at_start(&mut self, incoming: &[usize], projections: &[ProjectionState]) {
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

    /// Whether any conductance depends on V.
    pub fn has_block(&self) -> bool {
        !self.blocked.is_empty()
    }

    /// Total conductance of each neuron of a `range`, leak included [nS], and its current at V = 0 [pA], but for what
    /// depends on V.
    pub fn sums(&self, range: Range<usize>) -> (&[f64], &[f64]) {
        (&self.G[range.clone()], &self.J[range])
    }

    /// Total conductance [nS] and current at V = 0 [pA] of a neuron at `V_mV` [mV], over the step on average.
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

    /// The same some time into the step [ms]; stimuli are those of the whole step.
    pub fn after(
        &self,
        neuron: usize,
        V_mV: f64,
        after_ms: f64,
        projections: &[ProjectionState],
        grid: Grid,
    ) -> (f64, f64) {
        let (mut G, mut J) = self.outside(neuron);
        for (projection, receptor) in &self.receptors {
            let receptor = &projections[*projection].receptors[*receptor];
            let g = receptor.g_after(neuron, after_ms, grid) * receptor.free(V_mV);
            G += g;
            J += g * receptor.E_mV;
        }
        (G, J)
    }

    /// The current that charges a neuron [pA] at the start of the step, where its potential is the first of `V` [mV], and at its
    /// end, where it is the second; stimuli are those of the whole step.
    #[inline]
    pub fn charging_pA(&self, neuron: usize, V: (f64, f64), projections: &[ProjectionState]) -> (f64, f64) {
        let (G, J) = self.outside(neuron);
        let mut I = (J - G * V.0, J - G * V.1);
        for (projection, receptor) in &self.receptors {
            let receptor = &projections[*projection].receptors[*receptor];
            let (mut start, mut end) = receptor.g_at_ends(neuron);
            if receptor.block.is_some() {
                (start, end) = (start * receptor.free(V.0), end * receptor.free(V.1));
            }
            I.0 += start * (receptor.E_mV - V.0);
            I.1 += end * (receptor.E_mV - V.1);
        }
        I
    }

    /// What acts on a neuron besides receptors: conductance [nS], and current at V = 0 [pA].
    #[inline]
    fn outside(&self, neuron: usize) -> (f64, f64) {
        let one = |values: &[f64]| values.get(neuron).copied().unwrap_or(0.0);
        (self.leak.0 + one(&self.own.0), self.leak.1 + one(&self.I) + one(&self.own.1))
    }
}

/// A part of a list; of an empty one, nothing.
fn part<'a>(values: &'a [f64], range: &Range<usize>) -> &'a [f64] {
    values.get(range.clone()).unwrap_or_default()
}

/// Adds one list to another; an empty one adds nothing.
fn add(sums: &mut [f64], parts: &[f64]) {
    for (sum, part) in sums.iter_mut().zip(parts) {
        *sum += part;
    }
}
