//! Which spikes of the two sides pair, where a rule does not take all that the traces tell of.

use std::ops::Range;

use crate::model::plasticity::Partners;
use crate::sim::digest::digest;
use crate::sim::synapses::Row;
use crate::units::Moment;

/// What has to be remembered to tell which spikes pair.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    /// Which spikes pair.
    pub partners: Partners,
    /// When each axon and each target last fired; only where that decides.
    pre: Vec<Last>,
    post: Vec<Last>,
    /// Of each synapse, the axon's first trace at the target's last spike, in the unit of the traces; only where pairs are
    /// centred on the presynaptic spike.
    seen: Vec<f64>,
    /// Step [ms].
    dt_ms: f64,
}

/// When a neuron last fired, and when it last fired before that.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    newest: Option<Moment>,
    before: Option<Moment>,
}

impl Last {
    /// When the neuron last fired before a moment. Of events at the same time each sees what was before all of them.
    fn before(&self, at: Moment, dt_ms: f64) -> Option<Moment> {
        if self.newest.is_some_and(|newest| newest.is_about(&at, dt_ms)) { self.before } else { self.newest }
    }

    fn fire(&mut self, at: Moment, dt_ms: f64) {
        *self = Self { newest: Some(at), before: self.before(at, dt_ms) };
    }
}

/// Whether a spike pairs with the last one of the other side, `partner`: it does unless one of its own side lies between.
fn is_next_to(partner: Option<Moment>, own: Option<Moment>, dt_ms: f64) -> bool {
    match (partner, own) {
        (Some(partner), Some(own)) => own.order(&partner).is_le() || own.is_about(&partner, dt_ms),
        _ => true,
    }
}

impl Memory {
    /// Nothing has happened.
    pub fn new(partners: Partners, (n_pre, n_post): (usize, usize), n_synapses: usize, dt_ms: f64) -> Self {
        let (by_order, centred) = (partners == Partners::Adjacent, partners == Partners::PresynapticCentred);
        Self {
            partners,
            pre: if by_order { vec![Last::default(); n_pre] } else { Vec::new() },
            post: if by_order || centred { vec![Last::default(); n_post] } else { Vec::new() },
            seen: if centred { vec![0.0; n_synapses] } else { Vec::new() },
            dt_ms,
        }
    }

    /// Takes over what was remembered. `factor` is by which the unit of the axons' first trace has changed, if it has.
    pub fn keep_from(&mut self, old: &mut Self, factor: Option<f64>) {
        std::mem::swap(&mut self.seen, &mut old.seen);
        if let Some(factor) = factor {
            self.rescale(factor);
        }
        std::mem::swap(&mut self.pre, &mut old.pre);
        std::mem::swap(&mut self.post, &mut old.post);
    }

    /// Takes over what a whole remembers of all axons and of the targets of a `range`; `rows` are synapses of the whole, and
    /// where they are here.
    pub fn take_part(&mut self, whole: &Self, range: Range<usize>, rows: &[Row]) {
        self.pre.clone_from(&whole.pre);
        if !whole.post.is_empty() {
            self.post.copy_from_slice(&whole.post[range]);
        }
        if !whole.seen.is_empty() {
            for Row { there, here } in rows {
                self.seen[here.clone()].copy_from_slice(&whole.seen[there.clone()]);
            }
        }
    }

    /// Gives it back.
    pub fn give_part(&self, whole: &mut Self, range: Range<usize>, rows: &[Row]) {
        whole.pre.clone_from(&self.pre);
        if !whole.post.is_empty() {
            whole.post[range].copy_from_slice(&self.post);
        }
        if !whole.seen.is_empty() {
            for Row { there, here } in rows {
                whole.seen[there.clone()].copy_from_slice(&self.seen[here.clone()]);
            }
        }
    }

    /// Goes along with a change of the unit of the axons' first trace.
    pub fn rescale(&mut self, factor: f64) {
        self.seen.iter_mut().for_each(|seen| *seen *= factor);
    }

    /// When an axon last fired before a moment, if that decides which spikes pair.
    pub fn axon_before(&self, axon: u32, at: Moment) -> Option<Moment> {
        self.pre.get(axon as usize).and_then(|last| last.before(at, self.dt_ms))
    }

    /// When a target last fired before a moment, if that decides which spikes pair.
    pub fn target_before(&self, target: u32, at: Moment) -> Option<Moment> {
        self.post.get(target as usize).and_then(|last| last.before(at, self.dt_ms))
    }

    /// Whether a spike pairs with the last one of the other side, if the last of its own side was at `own`.
    pub fn is_next_to(&self, partner: Option<Moment>, own: Option<Moment>) -> bool {
        is_next_to(partner, own, self.dt_ms)
    }

    /// What of an axon's first trace a target has not seen yet, in the unit of the traces; from now on it has seen all.
    pub fn unseen(&mut self, synapse: usize, trace: f64) -> f64 {
        let unseen = self.still_unseen(synapse, trace);
        self.seen[synapse] = trace;
        unseen
    }

    /// The same, and it has not seen it yet.
    pub fn still_unseen(&self, synapse: usize, trace: f64) -> f64 {
        (trace - self.seen[synapse]).max(0.0)
    }

    /// How much of an axon's first trace, given as value and unit, will count at the target's next spike.
    pub fn counted(&self, synapse: usize, (trace, unit): (f64, f64)) -> f64 {
        if self.seen.is_empty() { trace } else { unit * self.still_unseen(synapse, trace / unit) }
    }

    /// An axon fires.
    #[inline]
    pub fn pre(&mut self, axon: u32, at: Moment) {
        if let Some(last) = self.pre.get_mut(axon as usize) {
            last.fire(at, self.dt_ms);
        }
    }

    /// A target fires.
    pub fn post(&mut self, target: u32, at: Moment) {
        if let Some(last) = self.post.get_mut(target as usize) {
            last.fire(at, self.dt_ms);
        }
    }
}

digest!(Memory { pre, post, seen } without { partners, dt_ms });
digest!(Last { newest, before });
