//! Live state of gap junctions, and how a step advances the neurons that they couple.
//!
//! Neurons that are coupled are advanced together. Each sees the other as a conductance with the potential that the other has
//! in the middle of a span, which is second order. Where one of them fires or is released, the span ends for all of them, so
//! that a partner sees spike and reset at their own time.

use super::neuron::{Around, Crossing, Parts, Point, Span, Surroundings, crossing};
use super::population::PopulationState;
use super::projection::ProjectionState;
use crate::model::network::{GapJunction, Network};
use crate::units::Grid;

/// Spikes in one step that are this close together are one moment [ms].
const TOGETHER_MS: f64 = 1e-9;

/// Live state of a gap junction.
#[derive(Debug, Clone)]
pub(super) struct JunctionState {
    /// The junction.
    pub spec: GapJunction,
    /// Positions of the two populations.
    pub ends: [usize; 2],
}

impl JunctionState {
    /// Number of pairs of neurons that it joins.
    pub fn n(&self, populations: &[PopulationState]) -> usize {
        let [first, second] = self.ends.map(|end| populations[end].n());
        first.min(second)
    }

    /// Current from a neuron of the first population to that of the second [pA].
    pub fn current_pA(&self, neuron: usize, populations: &[PopulationState]) -> f64 {
        let [first, second] = self.ends.map(|end| populations[end].V_mV(neuron));
        self.spec.g_c_nS * (first - second)
    }
}

/// The gap junctions of a network, in the order of their ids, so that sums round alike whatever the order of the list.
pub(super) fn build(network: &Network, populations: &[PopulationState]) -> Vec<JunctionState> {
    let position = |id| populations.iter().position(|state| state.spec.id == id).unwrap_or_default();
    let mut junctions: Vec<_> = network
        .gap_junctions()
        .iter()
        .map(|spec| {
            let ends = [position(spec.between.0), position(spec.between.1)];
            JunctionState { spec: spec.clone(), ends }
        })
        .collect();
    junctions.sort_unstable_by_key(|junction| junction.spec.id);
    junctions
}

/// A coupled neuron on its way through a step.
#[derive(Debug, Clone, Copy, Default)]
struct Member {
    /// Position of its population.
    population: usize,
    /// True if the population has a neuron at this place.
    exists: bool,
    /// Its variables, and which of them is the potential.
    now: Point,
    V: usize,
    /// Its variables at the end of the span.
    end: Point,
    /// Potential in the middle of the span [mV]; while crossings are sought, how steeply it changes at the start [mV/ms].
    middle: f64,
    /// What gap junctions do: conductance [nS], and current at V = 0 [pA].
    coupling: (f64, f64),
    /// When it fires in this span, if it does.
    fires: Option<Crossing>,
    /// The same, if it is the first to do so.
    first: Option<Crossing>,
    /// Since when it has been free [ms].
    free_from: f64,
    /// When in the step it has fired, if it has. It does so once at most; what is left waits for the next step.
    fired: Option<Crossing>,
    /// When in the step it would fire again, if that is known.
    again: Option<f64>,
}

impl Member {
    /// Potential [mV].
    fn V_mV(&self) -> f64 {
        self.now[self.V]
    }

    /// Potential at the end of the span [mV].
    fn V_end_mV(&self) -> f64 {
        self.end[self.V]
    }

    /// If it has fired and is ready again at the end of the step: how long after the spike [ms].
    fn again_after_ms(&self, population: &PopulationState, grid: Grid) -> Option<f64> {
        match population.kernel.parts() {
            Some(parts) => {
                let fired_ms = self.fired.map(|fired| fired.at_ms);
                parts.again_ms(&self.now, fired_ms, grid.dt_ms() - self.free_from, self.again)
            }
            None => self.again,
        }
    }
}

/// Populations that junctions join, one by one or through others. The neurons at one place in them are advanced together.
#[derive(Debug, Clone)]
struct Group {
    /// Positions of the populations.
    populations: Vec<usize>,
    /// Both ends of each junction, as places in `populations`, and its conductance [nS].
    joints: Vec<([usize; 2], f64)>,
}

/// All neurons that are coupled.
#[derive(Debug, Clone, Default)]
pub(super) struct Coupling {
    groups: Vec<Group>,
    /// Working space.
    members: Vec<Member>,
    /// Working space: spikes as (population, offset into the step [ms], neuron).
    spikes: Vec<(usize, f64, u32)>,
}

impl Coupling {
    /// The groups of a network.
    pub fn new(junctions: &[JunctionState], populations: &[PopulationState]) -> Self {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for junction in junctions {
            let mut joined: Vec<usize> = junction.ends.to_vec();
            sets.retain(|set| {
                let is_met = set.iter().any(|member| junction.ends.contains(member));
                if is_met {
                    joined.extend(set);
                }
                !is_met
            });
            joined.sort_unstable_by_key(|index| populations[*index].spec.id);
            joined.dedup();
            sets.push(joined);
        }
        let group = |populations: Vec<usize>| {
            let place = |end: usize| populations.iter().position(|index| *index == end);
            let joints = junctions.iter().filter_map(|junction| {
                let [first, second] = junction.ends;
                Some(([place(first)?, place(second)?], junction.spec.g_c_nS))
            });
            Group { joints: joints.collect(), populations }
        };
        let groups: Vec<Group> = sets.into_iter().map(group).collect();
        let largest = groups.iter().map(|group| group.populations.len()).max().unwrap_or(0);
        let coupled = groups.iter().flat_map(|group| &group.populations);
        let most = coupled.map(|index| populations[*index].n()).sum();
        Self { groups, members: Vec::with_capacity(largest), spikes: Vec::with_capacity(most) }
    }

    /// Advances all coupled neurons by a step.
    pub fn advance(
        &mut self,
        populations: &mut [PopulationState],
        projections: &[ProjectionState],
        grid: Grid,
    ) {
        let Self { groups, members, spikes } = self;
        spikes.clear();
        for group in groups {
            let n = group.populations.iter().map(|index| populations[*index].n()).max().unwrap_or(0);
            for neuron in 0..n {
                let together = Together { neuron, group, populations, projections, grid };
                together.advance(members, spikes);
                for member in members.iter().filter(|member| member.exists) {
                    let free_ms = (grid.dt_ms() - member.free_from).clamp(0.0, grid.dt_ms());
                    let population = &mut populations[member.population];
                    let again_ms = member.again_after_ms(population, grid);
                    population.set_coupled(neuron, &member.now, free_ms, member.fired, again_ms);
                }
            }
        }
        spikes.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    }

    /// The spikes of a population in the step just taken, as (offset into the step [ms], neuron).
    pub fn spikes_of(&self, population: usize) -> impl Iterator<Item = (f64, u32)> {
        let from = self.spikes.partition_point(|spike| spike.0 < population);
        let own = self.spikes[from..].iter().take_while(move |spike| spike.0 == population);
        own.map(|(_, at_ms, neuron)| (*at_ms, *neuron))
    }
}

/// The neurons at one place in the populations of a group, in one step.
struct Together<'a> {
    neuron: usize,
    group: &'a Group,
    populations: &'a [PopulationState],
    projections: &'a [ProjectionState],
    grid: Grid,
}

impl Together<'_> {
    fn advance(&self, members: &mut Vec<Member>, spikes: &mut Vec<(usize, f64, u32)>) {
        let h = self.grid.dt_ms();
        members.clear();
        members.extend(self.group.populations.iter().map(|index| self.member(*index)));
        self.couple(members, Member::V_mV);
        self.jump(members, spikes);
        let mut now = 0.0;
        while now < h {
            // Who is released inside the step ends a span.
            let held = members.iter().filter(|member| member.exists).map(|member| self.held_ms(member));
            let release = held.filter(|held| 0.0 < *held).map(|held| now + held);
            let mut to = release.fold(h, f64::min);
            self.span(members, (now, to));
            let first = members.iter().filter_map(|member| member.fires).map(|fires| fires.at_ms);
            let first = first.fold(f64::INFINITY, f64::min);
            for member in members.iter_mut() {
                member.first = member.fires.filter(|fires| fires.at_ms <= first + TOGETHER_MS);
            }
            if first < to {
                // The same again up to the spike, which then is at the end of the span.
                to = first;
                self.span(members, (now, to));
            }
            self.end(members, (now, to), spikes);
            now = to;
        }
    }

    fn member(&self, population: usize) -> Member {
        let state = &self.populations[population];
        if state.n() <= self.neuron {
            return Member { population, ..Member::default() };
        }
        let (now, V) = (state.cells.point(self.neuron), state.cells.V);
        let member = Member { population, exists: true, now, V, ..Member::default() };
        Member { free_from: self.held_ms(&member), ..member }
    }

    /// How a member is advanced by parts of a step, if it is.
    fn parts(&self, member: &Member) -> Option<&dyn Parts> {
        self.populations[member.population].kernel.parts()
    }

    /// What acts on a member.
    fn around(&self, member: &Member) -> Around<'_> {
        let PopulationState { inputs, incoming, .. } = &self.populations[member.population];
        let surroundings = Surroundings { incoming, projections: self.projections, grid: self.grid };
        Around { inputs, surroundings }
    }

    /// How much longer a member is held [ms].
    fn held_ms(&self, member: &Member) -> f64 {
        self.parts(member).map_or(f64::INFINITY, |parts| parts.held_ms(&member.now))
    }

    /// Sums what gap junctions do to every member with the potentials `V` of the others.
    fn couple(&self, members: &mut [Member], V: impl Fn(&Member) -> f64) {
        for member in members.iter_mut() {
            member.coupling = (0.0, 0.0);
        }
        for ([first, second], g_c) in &self.group.joints {
            let ends = [&members[*first], &members[*second]];
            if ends.iter().all(|member| member.exists) {
                let [V_first, V_second] = ends.map(&V);
                for (end, V) in [(*first, V_second), (*second, V_first)] {
                    let (G, J) = &mut members[end].coupling;
                    (*G, *J) = (*G + g_c, *J + g_c * V);
                }
            }
        }
    }

    /// Works out what a span does to all members.
    fn span(&self, members: &mut [Member], (from, to): (f64, f64)) {
        self.couple(members, Member::V_mV);
        for member in members.iter_mut().filter(|member| member.exists) {
            let span = Span { from, to: 0.5 * (from + to), coupling: member.coupling };
            member.middle = self.after(member, span).0[member.V];
        }
        self.couple(members, |member| member.middle);
        for member in members.iter_mut().filter(|member| member.exists) {
            let span = Span { from, to, coupling: member.coupling };
            let (end, fires) = self.after(member, span);
            if member.fired.is_some() {
                member.again = member.again.or(fires);
            }
            let fires = fires.filter(|_| member.fired.is_none());
            member.end = end;
            member.fires = fires.map(|at_ms| Crossing { at_ms, ..Crossing::default() });
        }
        if members.iter().any(|member| self.crosses(member).is_some()) {
            self.cross(members, (from, to));
        }
    }

    /// Where a member is at the end of a span, and when in the step it fires, if it does and has no threshold.
    fn after(&self, member: &Member, span: Span) -> (Point, Option<f64>) {
        match self.parts(member) {
            Some(parts) => parts.span(self.around(member), self.neuron, member.now, span),
            None => (member.now, None),
        }
    }

    /// The threshold of a member that reaches it in the span [mV].
    fn crosses(&self, member: &Member) -> Option<f64> {
        let parts = self.parts(member)?;
        let threshold_mV = parts.threshold_mV()?;
        let is_free = member.exists && parts.held_ms(&member.now) == 0.0 && member.fired.is_none();
        (is_free && threshold_mV <= member.V_end_mV()).then_some(threshold_mV)
    }

    /// Works out when members cross their thresholds in a span, with the slopes that the others make at both ends.
    fn cross(&self, members: &mut [Member], (from, to): (f64, f64)) {
        let slopes = |members: &[Member], place: usize| {
            let member = &members[place];
            self.crosses(member)?;
            let span = Span { from, to, coupling: member.coupling };
            let V = (member.V_mV(), member.V_end_mV());
            Some(self.parts(member)?.slopes(self.around(member), self.neuron, V, span))
        };
        self.couple(members, Member::V_mV);
        for place in 0..members.len() {
            // The middle is not needed any more.
            members[place].middle = slopes(members, place).map_or(0.0, |slopes| slopes.0);
        }
        self.couple(members, Member::V_end_mV);
        for place in 0..members.len() {
            let at_end = slopes(members, place).map(|slopes| slopes.1);
            let member = &mut members[place];
            if let (Some(at_end), Some(threshold_mV)) = (at_end, self.crosses(member)) {
                let V = (member.V_mV(), member.V_end_mV());
                let found = crossing(V, (member.middle, at_end), threshold_mV, to - from);
                let at_ms = (from + found.at_ms).min(self.grid.dt_ms().next_down());
                let from_ms = member.free_from;
                member.fires = Some(Crossing { at_ms, from_ms, is_seen: true, ..found });
            }
        }
    }

    /// Lets all members be where a span has led them, and those fire that do so at its end.
    fn end(&self, members: &mut [Member], (from, to): (f64, f64), spikes: &mut Vec<(usize, f64, u32)>) {
        for member in members.iter_mut().filter(|member| member.exists) {
            let first = member.first.take();
            let Some(parts) = self.parts(member) else { continue };
            if let Some(crossing) = first {
                let (after, t_ref_ms) = parts.after_spike(member.end);
                member.now = after;
                self.fire(member, Crossing { at_ms: to, ..crossing }, t_ref_ms, spikes);
            } else if 0.0 < parts.held_ms(&member.now) {
                member.now = parts.after_hold(member.now, to - from);
            } else {
                member.now = member.end;
            }
        }
    }

    /// A member fires at the end of a span.
    fn fire(
        &self,
        member: &mut Member,
        crossing: Crossing,
        t_ref_ms: f64,
        spikes: &mut Vec<(usize, f64, u32)>,
    ) {
        let at_ms = crossing.at_ms.min(self.grid.dt_ms().next_down());
        member.fired = Some(Crossing { at_ms, ..crossing });
        member.free_from = at_ms + t_ref_ms;
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        spikes.push((member.population, at_ms, self.neuron as u32));
    }

    /// Advances those by the whole step that know no parts of it.
    fn jump(&self, members: &mut [Member], spikes: &mut Vec<(usize, f64, u32)>) {
        let h = self.grid.dt_ms();
        for member in members.iter_mut().filter(|member| member.exists) {
            let kernel = &self.populations[member.population].kernel;
            let (around, mut point) = (self.around(member), member.now);
            let Some(jump) = kernel.jump(around, self.neuron, &mut point, member.coupling) else { continue };
            member.now = point;
            member.again = jump.again_ms;
            if jump.fires {
                let at = Crossing { at_ms: h, ..Crossing::default() };
                self.fire(member, at, 0.0, spikes);
                member.fired = None;
            }
            member.free_from = h;
        }
    }
}
