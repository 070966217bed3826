//! What a part takes over from the whole, and gives back: of targets its own, of axons and sources everything.

use std::ops::Range;

use crate::sim::population::PopulationState;
use crate::sim::projection::ProjectionState;
use crate::sim::receptor::ReceptorState;
use crate::sim::synapses::Row;

impl PopulationState {
    /// Takes over the state of the neurons of a `range` of a whole: of all of them, if they are sources.
    pub fn take_part(&mut self, whole: &Self, range: &Range<usize>) {
        self.ignored = whole.ignored;
        if whole.has_membrane() {
            self.cells.columns.take_part(&whole.cells.columns, range);
            self.cells.free_ms.copy_from_slice(&whole.cells.free_ms[range.clone()]);
            self.cells.crossings.copy_from_slice(&whole.cells.crossings[range.clone()]);
            self.cells.crowding = None;
        } else {
            self.cells = whole.cells.clone();
            self.kernel = whole.kernel.clone();
            self.stream = whole.stream.clone();
            self.stimuli.clone_from(&whole.stimuli);
        }
    }

    /// Gives it back, but for neurons that were ready to fire twice.
    pub fn give_part(&self, whole: &mut Self, range: &Range<usize>) {
        if whole.has_membrane() {
            self.cells.columns.give_part(&mut whole.cells.columns, range);
            whole.cells.free_ms[range.clone()].copy_from_slice(&self.cells.free_ms);
            whole.cells.crossings[range.clone()].copy_from_slice(&self.cells.crossings);
        } else {
            whole.ignored = self.ignored;
            whole.cells = self.cells.clone();
            whole.kernel = self.kernel.clone();
            whole.stream = self.stream.clone();
            whole.stimuli.clone_from(&self.stimuli);
        }
    }
}

impl ProjectionState {
    /// The shortest time after which a spike of the population at which it starts can be felt at its targets, if others can go on
    /// alone until then: whole steps. None if what happens at a synapse cannot be told from what happens at others.
    pub fn foresight(&self) -> Option<u64> {
        let can_be_parted = !self.single
            && self.plasticity.as_ref().is_none_or(|rule| rule.can_be_parted() && !self.is_dendritic());
        // What arrives at a boundary acts at that boundary.
        let steps =
            if self.delay.offset_ms == 0.0 { self.delay.step.0.saturating_sub(1) } else { self.delay.step.0 };
        can_be_parted.then_some(steps)
    }

    /// Takes over the part of a whole that belongs to the targets of a `range`; `rows` are synapses of the whole, and where they
    /// are here.
    pub fn take_part(&mut self, whole: &Self, range: &Range<usize>, rows: &[Row]) {
        self.queue.clone_from(&whole.queue);
        self.pools.clone_from(&whole.pools);
        self.last.clone_from(&whole.last);
        for (own, whole) in self.receptors.iter_mut().zip(&whole.receptors) {
            own.take_part(whole, range);
        }
        if let (Some(own), Some(rule)) = (&mut self.plasticity, &whole.plasticity) {
            own.take_part(rule, range, rows);
            let w = self.w.plastic_mut();
            for Row { there, here } in rows {
                w[here.clone()].copy_from_slice(whole.w.of(there.clone()));
            }
        }
    }

    /// Gives it back.
    pub fn give_part(&self, whole: &mut Self, range: &Range<usize>, rows: &[Row]) {
        if range.start == 0 {
            whole.queue.clone_from(&self.queue);
            whole.pools.clone_from(&self.pools);
            whole.last.clone_from(&self.last);
        }
        for (own, whole) in self.receptors.iter().zip(&mut whole.receptors) {
            own.give_part(whole, range);
        }
        if let (Some(own), Some(rule)) = (&self.plasticity, &mut whole.plasticity) {
            own.give_part(rule, range, rows);
            let w = whole.w.plastic_mut();
            for Row { there, here } in rows {
                w[there.clone()].copy_from_slice(self.w.of(here.clone()));
            }
        }
    }
}

impl ReceptorState {
    /// Takes over the gates of a whole, and its conductances onto the targets of a `range`.
    pub fn take_part(&mut self, whole: &Self, range: &Range<usize>) {
        self.gates.clone_from(&whole.gates);
        self.g.copy_from_slice(&whole.g[range.clone()]);
        if !whole.y.is_empty() {
            self.y.copy_from_slice(&whole.y[range.clone()]);
        }
        self.driven.lanes.clone_from(&whole.driven.lanes);
        self.driven.is_listed.clone_from(&whole.driven.is_listed);
        (self.driven.acts, self.quiet) = (whole.driven.acts, whole.quiet);
    }

    /// Gives them back.
    pub fn give_part(&self, whole: &mut Self, range: &Range<usize>) {
        if range.start == 0 {
            whole.gates.clone_from(&self.gates);
            whole.driven.lanes.clone_from(&self.driven.lanes);
            whole.driven.is_listed.clone_from(&self.driven.is_listed);
            (whole.driven.acts, whole.quiet) = (self.driven.acts, self.quiet);
        }
        whole.g[range.clone()].copy_from_slice(&self.g);
        if !whole.y.is_empty() {
            whole.y[range.clone()].copy_from_slice(&self.y);
        }
    }
}
