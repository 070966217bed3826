//! Spike-timing-dependent plasticity: pairs and triplets.

use super::traces::Traces;
use crate::model::plasticity::Plasticity;
use crate::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use crate::model::plasticity::triplet::{Spikes, Triplet};
use crate::sim::synapses::{Incoming, Synapses};
use crate::sim::vector;
use crate::units::{Grid, Moment};

/// The rule, with the traces it needs.
#[derive(Debug, Clone)]
enum Rule {
    Pair(Pair),
    Triplet(Triplet),
}

/// Live state of the plasticity of a projection by the timing of spikes.
#[derive(Debug, Clone)]
pub(super) struct Timing {
    rule: Rule,
    /// Traces of the axons: fast, and slow if the rule has one.
    pre: Traces,
    pre_slow: Option<Traces>,
    /// Traces of the target neurons.
    post: Traces,
    post_slow: Option<Traces>,
    /// When each axon and each target last fired; only where that decides which spikes pair.
    last_pre: Vec<Last>,
    last_post: Vec<Last>,
    /// Step [ms].
    dt_ms: f64,
    /// Of each synapse, the axon's trace at the target's last spike, in the unit of the traces; only for the presynaptic-centred pairing.
    seen: Vec<f64>,
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

/// What presynaptic spikes on the only target of a projection act by, where all pairs count.
#[derive(Debug)]
pub(in crate::sim) struct DirectTiming<'a> {
    rule: &'a Pair,
    pre: &'a mut Traces,
    post: &'a Traces,
    /// The boundary for which the following are known.
    now: Option<Moment>,
    /// A₋ times the trace of the target, and a trace of 1 in the unit of the traces.
    lowered: f64,
    one: f64,
}

impl DirectTiming<'_> {
    /// A presynaptic spike at a boundary not before the last; what [`Timing::pre`] does to the weight `w` of its synapse.
    #[inline]
    pub fn pre(&mut self, axon: u32, at: Moment, w: &mut f64) {
        if self.now != Some(at) {
            self.now = Some(at);
            self.lowered = self.rule.fall() * self.post.at(0, at);
            self.pre.move_base(at);
            self.one = 1.0 / self.pre.unit(at);
            self.pre.begin(at);
        }
        *w = (*w - self.lowered * self.rule.downward(*w)).max(0.0);
        self.pre.jump_now(axon, self.one);
    }
}

impl Timing {
    /// The state at the start of a run, if the rule is one of timing.
    pub fn new(
        plasticity: &Plasticity,
        synapses: &Synapses,
        (n_pre, n_post): (usize, usize),
        grid: Grid,
    ) -> Option<Self> {
        let (rule, pre, pre_slow, post, post_slow) = match plasticity {
            Plasticity::Fixed | Plasticity::Calcium(_) => return None,
            Plasticity::Pair(pair) => {
                let (pre, post) = pair.pairing.resets();
                let pre = Traces::new(n_pre, pair.tau_plus_ms, pre, grid);
                let post = Traces::new(n_post, pair.tau_minus_ms, post, grid);
                (Rule::Pair(pair.clone()), pre, None, post, None)
            }
            Plasticity::Triplet(triplet) => {
                let is_reset = triplet.spikes == Spikes::Nearest;
                let pre = |tau_ms| Traces::new(n_pre, tau_ms, is_reset, grid);
                let post = |tau_ms| Traces::new(n_post, tau_ms, is_reset, grid);
                let slow = (Some(pre(triplet.tau_x_ms)), Some(post(triplet.tau_y_ms)));
                let fast = (pre(triplet.tau_plus_ms), post(triplet.tau_minus_ms));
                (Rule::Triplet(triplet.clone()), fast.0, slow.0, fast.1, slow.1)
            }
        };
        let pairing = if let Rule::Pair(pair) = &rule { pair.pairing } else { Pairing::AllToAll };
        let (by_order, centred) =
            (pairing == Pairing::ReducedSymmetric, pairing == Pairing::PresynapticCentred);
        Some(Self {
            rule,
            pre,
            pre_slow,
            post,
            post_slow,
            last_pre: if by_order { vec![Last::default(); n_pre] } else { Vec::new() },
            last_post: if by_order || centred { vec![Last::default(); n_post] } else { Vec::new() },
            dt_ms: grid.dt_ms(),
            seen: if centred { vec![0.0; synapses.len()] } else { Vec::new() },
        })
    }

    /// Takes over the traces of the same rule.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) {
        match (&self.rule, &old.rule) {
            (Rule::Pair(new), Rule::Pair(old)) if new.pairing == old.pairing => {}
            (Rule::Triplet(new), Rule::Triplet(old)) if new.spikes == old.spikes => {}
            _ => return,
        }
        std::mem::swap(&mut self.seen, &mut old.seen);
        if let Some(factor) = self.pre.keep_from(&mut old.pre, now) {
            self.seen.iter_mut().for_each(|seen| *seen *= factor);
        }
        self.post.keep_from(&mut old.post, now);
        for (new, old) in [(&mut self.pre_slow, &mut old.pre_slow), (&mut self.post_slow, &mut old.post_slow)]
        {
            if let (Some(new), Some(old)) = (new, old) {
                new.keep_from(old, now);
            }
        }
        std::mem::swap(&mut self.last_pre, &mut old.last_pre);
        std::mem::swap(&mut self.last_post, &mut old.last_post);
    }

    /// Whether presynaptic spikes act by the trace of the target alone.
    pub fn is_direct(&self) -> bool {
        matches!(self.rule, Rule::Pair(_)) && self.last_post.is_empty() && self.seen.is_empty()
    }

    /// What presynaptic spikes act by, if it is direct.
    pub fn direct(&mut self) -> Option<DirectTiming<'_>> {
        match &self.rule {
            Rule::Pair(rule) if self.last_post.is_empty() && self.seen.is_empty() => Some(DirectTiming {
                rule,
                pre: &mut self.pre,
                post: &self.post,
                now: None,
                lowered: 0.0,
                one: 0.0,
            }),
            _ => None,
        }
    }

    /// A presynaptic spike reaches its synapses.
    #[inline]
    pub fn pre(&mut self, axon: u32, at: Moment, synapses: &Synapses, w: &mut [f64]) {
        let own = synapses.of_axon(axon as usize);
        let targets = synapses.targets(own.clone());
        match &self.rule {
            Rule::Pair(pair) if self.last_post.is_empty() => {
                let (fall, unit) = (pair.fall(), self.post.unit(at));
                for (target, w) in targets.iter().zip(&mut w[own]) {
                    let y = self.post.at_unit(*target as usize, at, unit);
                    *w = (*w - fall * y * pair.downward(*w)).max(0.0);
                }
            }
            Rule::Pair(pair) => {
                let fall = pair.fall();
                for (target, w) in targets.iter().zip(&mut w[own]) {
                    let target = *target as usize;
                    let before = |last: Option<&Last>| last.and_then(|last| last.before(at, self.dt_ms));
                    let own = before(self.last_pre.get(axon as usize));
                    if is_next_to(before(self.last_post.get(target)), own, self.dt_ms) {
                        let y = self.post.at(target, at);
                        *w = (*w - fall * y * pair.downward(*w)).max(0.0);
                    }
                }
            }
            Rule::Triplet(triplet) => {
                let r_2 = self.pre_slow.as_ref().map_or(0.0, |slow| slow.at(axon as usize, at));
                for (target, w) in targets.iter().zip(&mut w[own]) {
                    *w = (*w - triplet.lowered(self.post.at(*target as usize, at), r_2)).max(0.0);
                }
            }
        }
        if let Some(factor) = self.pre.move_base(at) {
            self.seen.iter_mut().for_each(|seen| *seen *= factor);
        }
        self.pre.jump(axon, at);
        if let Some(slow) = &mut self.pre_slow {
            slow.jump(axon, at);
        }
        if let Some(last) = self.last_pre.get_mut(axon as usize) {
            last.fire(at, self.dt_ms);
        }
    }

    /// A postsynaptic spike reaches the synapses onto its neuron.
    pub fn post(&mut self, neuron: u32, at: Moment, incoming: &Incoming, w: &mut [f64]) {
        let i = neuron as usize;
        if let Some(factor) = self.pre.move_base(at) {
            self.seen.iter_mut().for_each(|seen| *seen *= factor);
        }
        let o_2 = self.post_slow.as_ref().map_or(0.0, |slow| slow.at(i, at));
        let (rule, last_pre, seen) = (&self.rule, &self.last_pre, &mut self.seen);
        let dt_ms = self.dt_ms;
        let last_post = self.last_post.get(i).and_then(|last| last.before(at, dt_ms));
        self.pre.all_before(at, |pre| {
            let (unit, x) = (pre.unit(at), pre.values());
            match rule {
                Rule::Pair(pair) => {
                    let rise = pair.rise() * unit;
                    let is_additive =
                        matches!(pair.dependence, WeightDependence::Additive | WeightDependence::VanRossum);
                    match pair.pairing {
                        Pairing::PresynapticCentred => {
                            for (synapse, axon) in incoming.of(i) {
                                let (x, seen) = (x[axon as usize], &mut seen[synapse as usize]);
                                let w = &mut w[synapse as usize];
                                *w = (*w + rise * (x - *seen).max(0.0) * pair.upward(*w)).min(1.0);
                                *seen = x;
                            }
                        }
                        Pairing::ReducedSymmetric => {
                            for (synapse, axon) in incoming.of(i) {
                                let partner = last_pre[axon as usize].before(at, dt_ms);
                                if is_next_to(partner, last_post, dt_ms) {
                                    let w = &mut w[synapse as usize];
                                    *w = (*w + rise * x[axon as usize] * pair.upward(*w)).min(1.0);
                                }
                            }
                        }
                        Pairing::AllToAll | Pairing::NearestSymmetric if is_additive => {
                            if let Some(own) = incoming.in_a_row(i) {
                                vector::raise(&mut w[own], x, rise);
                            } else {
                                for (synapse, axon) in incoming.of(i) {
                                    let w = &mut w[synapse as usize];
                                    *w = (*w + rise * x[axon as usize]).min(1.0);
                                }
                            }
                        }
                        Pairing::AllToAll | Pairing::NearestSymmetric => {
                            for (synapse, axon) in incoming.of(i) {
                                let w = &mut w[synapse as usize];
                                *w = (*w + rise * x[axon as usize] * pair.upward(*w)).min(1.0);
                            }
                        }
                    }
                }
                Rule::Triplet(triplet) => {
                    let rise = triplet.raised(unit, o_2);
                    for (synapse, axon) in incoming.of(i) {
                        let w = &mut w[synapse as usize];
                        *w = (*w + rise * x[axon as usize]).min(1.0);
                    }
                }
            }
        });
        self.post.jump(neuron, at);
        if let Some(slow) = &mut self.post_slow {
            slow.jump(neuron, at);
        }
        if let Some(last) = self.last_post.get_mut(i) {
            last.fire(at, dt_ms);
        }
    }
}
