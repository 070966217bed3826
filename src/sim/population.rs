//! Live state of a population: its cells and their kernel, what acts on them, and where its spikes go.

use std::sync::Arc;

use super::columns::{Columns, mean};
use super::digest::digest;
use super::inputs::Inputs;
use super::neuron::{self, Cells, Crossing, Kernel, Passive, Point, Surroundings};
use super::projection::ProjectionState;
use super::receptor::Opening;
use super::rng::{Stream, StreamKind};
use super::stimulus::StimulusState;
use crate::model::network::Population;
use crate::model::neuron::NeuronModel;
use crate::units::{Grid, Moment, Step};

/// Live state of a population.
#[derive(Debug, Clone)]
pub(super) struct PopulationState {
    /// The population as it is in the network.
    pub spec: Arc<Population>,
    /// What all membranes have, whatever their kind; recordable state of sources, too.
    pub cells: Cells,
    /// How the neurons move.
    pub kernel: Box<dyn Kernel>,
    /// What acts on the membranes.
    pub inputs: Inputs,
    /// What acts from outside the network.
    pub stimuli: Vec<StimulusState>,
    /// Random numbers of its spikes.
    pub stream: Stream,
    /// Random numbers of volleys.
    pub volley: Stream,
    /// Positions of the projections that end here.
    pub incoming: Vec<usize>,
    /// Those of them whose weights change.
    pub learning: Vec<usize>,
    /// Positions of the projections that start here.
    pub outgoing: Vec<usize>,
    /// Spikes that were asked for during the refractory period.
    pub ignored: u64,
}

impl PopulationState {
    /// The state at the start of a run.
    pub fn new(spec: &Population, seed: u64, grid: Grid) -> Self {
        let n = spec.size();
        let mut stream = Stream::new(seed, StreamKind::Population, spec.id);
        let states = spec.kind.inner().map_or(&[][..], NeuronModel::states);
        let mut columns = Columns::new(states, n);
        let kernel = neuron::kernel(&spec.kind, n, &mut columns, &mut stream, grid);
        let passive = kernel.passive();
        // What noise does to a membrane without a leak cannot be said by its potential; the standard neuron's is taken.
        let membrane = passive.map(|passive| passive.leak.unwrap_or(STANDARD_MEMBRANE));
        let mut stimuli: Vec<_> =
            spec.stimuli.iter().map(|s| StimulusState::new(s, n, membrane, seed, grid)).collect();
        // Sums of currents round alike, whatever the order of the list.
        stimuli.sort_unstable_by_key(StimulusState::id);
        let n_membranes = if passive.is_some() { n } else { 0 };
        let leak = passive.map_or((0.0, 0.0), |Passive { g_nS, drive_pA, .. }| (g_nS, drive_pA));
        let cells = Cells {
            V: columns.place("V"),
            columns,
            free_ms: vec![0.0; n_membranes],
            crossings: vec![Crossing::default(); n_membranes],
            is_coupled: false,
            crowding: None,
            strayed: None,
        };
        let mut inputs = Inputs::new(leak, n_membranes, !stimuli.is_empty());
        if kernel.follows_courses() {
            inputs.keep_courses();
        }
        Self {
            cells,
            kernel,
            inputs,
            stimuli,
            stream,
            volley: Stream::new(seed, StreamKind::Volley, spec.id),
            incoming: Vec::new(),
            learning: Vec::new(),
            outgoing: Vec::new(),
            ignored: 0,
            spec: Arc::new(spec.clone()),
        }
    }

    /// Number of neurons.
    pub fn n(&self) -> usize {
        self.spec.size()
    }

    /// Where it stands in the network.
    fn surroundings<'a>(
        incoming: &'a [usize],
        projections: &'a [ProjectionState],
        grid: Grid,
    ) -> Surroundings<'a> {
        Surroundings { incoming, projections, grid }
    }

    /// Gets ready for the projections that end here, and for gap junctions if there are any.
    pub fn connect(&mut self, projections: &[ProjectionState], is_coupled: bool, grid: Grid) {
        self.cells.is_coupled = is_coupled;
        let has_own = self.stimuli.iter().any(StimulusState::has_conductance);
        self.inputs.connect(&self.incoming, projections, has_own && self.has_membrane());
        let surroundings = Self::surroundings(&self.incoming, projections, grid);
        self.kernel.connect(&self.cells, &self.inputs, surroundings);
    }

    /// Whether the neurons have membranes.
    pub fn has_membrane(&self) -> bool {
        0 < self.cells.n()
    }

    /// The potential of a neuron [mV]; 0 without a membrane.
    pub fn V_mV(&self, neuron: usize) -> f64 {
        if self.has_membrane() { self.cells.columns.column(self.cells.V)[neuron] } else { 0.0 }
    }

    /// The mean potential [mV], if there are membranes.
    pub fn mean_V_mV(&self) -> Option<f64> {
        let columns = &self.cells.columns;
        columns.position("V").map(|V| mean(columns.column(V)))
    }

    /// Collects what acts on the membranes during the step that begins now, except gap junctions.
    #[inline]
    pub fn gather(&mut self, projections: &[ProjectionState], now: Step, grid: Grid) {
        if !self.has_membrane() {
            return;
        }
        self.inputs.stimulate(&mut self.stimuli, grid.time_ms(now), grid);
        let surroundings = Self::surroundings(&self.incoming, projections, grid);
        self.kernel.gather(&self.cells, &mut self.inputs, surroundings);
    }

    /// Advances those of a few membranes to which nothing particular happens. True if those are all; otherwise
    /// [`PopulationState::integrate`] is to follow.
    #[inline]
    pub fn integrate_few(&mut self, projections: &[ProjectionState], grid: Grid) -> bool {
        let surroundings = Self::surroundings(&self.incoming, projections, grid);
        self.kernel.integrate_few(&mut self.cells, &mut self.inputs, surroundings)
    }

    /// Advances the membranes by a step. Spikes go to `spikes` as (offset into the step [ms], neuron).
    /// Returns the first neuron whose potential left the model, if one did.
    pub fn integrate(
        &mut self,
        projections: &[ProjectionState],
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        let surroundings = Self::surroundings(&self.incoming, projections, grid);
        self.kernel.integrate(&mut self.cells, &mut self.inputs, surroundings, spikes)
    }

    /// Lets channels act that opened inside the step just taken, on the neurons `targets` with the weights `w`. Spikes
    /// that this sets off, or moves, go to `spikes` as (offset into the step [ms], neuron).
    #[inline]
    pub fn catch_up(
        &mut self,
        ends: (&[u32], &[f64]),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        self.kernel.catch_up(&mut self.cells, &mut self.inputs, ends, opening, grid, spikes);
    }

    /// Whether a neuron is about to fire at an offset into the step just taken [ms]. Something that came earlier may have
    /// moved the spike since.
    pub fn is_about_to_fire(&self, neuron: u32, at_ms: f64) -> bool {
        self.kernel.is_about_to_fire(&self.cells, neuron as usize, at_ms)
    }

    /// A neuron has fired at an offset into the step just taken [ms]: what comes later finds it refractory, or free again.
    pub fn has_fired(&mut self, neuron: u32, at_ms: f64, grid: Grid) {
        self.kernel.has_fired(&mut self.cells, neuron as usize, at_ms, grid);
    }

    /// Sets what a step has made of a neuron that is coupled to others.
    pub fn set_coupled(
        &mut self,
        neuron: usize,
        point: &Point,
        free_ms: f64,
        fired: Option<Crossing>,
        again_ms: Option<f64>,
    ) {
        if let Some(again_ms) = again_ms {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            self.cells.crowd(again_ms, neuron as u32);
        }
        self.cells.set_point(neuron, point);
        self.cells.free_ms[neuron] = free_ms;
        if let Some(crossing) = fired.filter(|_| self.kernel.can_move_spikes()) {
            self.cells.free_ms[neuron] = f64::NAN;
            self.cells.crossings[neuron] = crossing;
        }
    }

    /// If gap junctions couple a neuron to others that have not seen it fire as it is about to: threshold and reset [mV].
    pub fn unseen(&self, neuron: u32) -> Option<(f64, f64)> {
        self.kernel.unseen(&self.cells, neuron as usize)
    }

    /// Lets a charge [pA·ms] that a partner has sent since a moment inside the step just taken act on a neuron.
    pub fn nudge(&mut self, neuron: usize, charge_pA_ms: f64) {
        let by = self.kernel.mV_per_charge(charge_pA_ms);
        let is_free = 0.0 < self.cells.free_ms.get(neuron).copied().unwrap_or(0.0);
        if is_free {
            self.cells.columns.column_mut(self.cells.V)[neuron] += by;
        }
    }

    /// Forces a spike of a neuron at a moment of the step that ends at `boundary`. False during refractoriness.
    pub fn force(&mut self, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool {
        let fires = self.kernel.force(&mut self.cells, neuron, at, boundary, grid);
        self.ignored += u64::from(!fires);
        fires
    }

    /// Draws the spikes of a random source in the step that ends at `now`: the neuron of each.
    pub fn draw(&mut self, now: Step, grid: Grid, spikes: &mut Vec<(f64, u32)>) {
        self.kernel.draw(now, grid, &mut self.stream, spikes);
    }

    /// Takes over what an edit leaves as it was; see the table in `reconcile`. Trains that were edited go on with the
    /// first of their times from `from_ms` on [ms].
    pub fn keep_from(&mut self, old: &mut Self, from_ms: f64) {
        self.ignored = old.ignored;
        self.cells.columns.keep_from(&old.cells.columns);
        std::mem::swap(&mut self.volley, &mut old.volley);
        if self.cells.n() == old.cells.n() {
            std::mem::swap(&mut self.cells.free_ms, &mut old.cells.free_ms);
        }
        if !self.kernel.keep_from(&mut *old.kernel, from_ms) {
            return;
        }
        std::mem::swap(&mut self.stream, &mut old.stream);
        for new in &mut self.stimuli {
            if let Some(old) = old.stimuli.iter_mut().find(|old| old.id() == new.id()) {
                new.keep_from(old);
            }
        }
    }
}

/// Leak [nS] and time constant [ms] of the standard neuron.
const STANDARD_MEMBRANE: (f64, f64) = (10.0, 20.0);

digest!(PopulationState { cells, kernel, stimuli, stream, volley, ignored }
    without { spec, inputs, incoming, learning, outgoing });
