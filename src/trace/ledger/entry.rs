//! Events as a ledger keeps them until somebody looks: entries of one size, without what is the same for all of an object.

use super::Object;
use crate::sim::{
    CalciumChange, ConductanceChange, Event, PoolChange, Spike, SpikeCause, SpikeDetail, WeightCause,
    WeightChange,
};
use crate::units::Moment;

/// Something that happened at an object, which decides what the numbers mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub at: Moment,
    /// The object, by its place among those that are known.
    pub account: u32,
    /// Of a weight, why it changed.
    pub cause: WeightCause,
    /// Of a spike, why it came, and whether the neuron has a potential.
    spike: SpikeCause,
    has_V: bool,
    /// Whether it is of a pool, where before and after follow from the rule of release.
    pub is_pool: bool,
    /// Before, after, and what else there is.
    values: [f64; 7],
}

/// An object with the neurons at its ends, as far as its events name them.
pub(super) type Of = (Object, [u32; 2]);

impl Entry {
    #[inline]
    fn new(at: Moment, values: [f64; 7]) -> Self {
        let (cause, spike) = (WeightCause::Drift, SpikeCause::Asked);
        Self { at, account: 0, cause, spike, has_V: false, is_pool: false, values }
    }

    /// The entry of a change of a weight, of an object by its place.
    #[inline]
    pub fn of_weight(own: &WeightChange, account: u32) -> Self {
        let [x1, x2, y1, y2] = own.traces;
        let values = [own.before, own.after, own.raw, x1, x2, y1, y2];
        Self {
            at: own.at,
            account,
            cause: own.cause,
            spike: SpikeCause::Asked,
            has_V: false,
            is_pool: false,
            values,
        }
    }

    /// The entry of any event but a change of a weight, and what it is of; none if it is of nothing that a ledger lists.
    pub fn of(event: &Event) -> Option<(Of, Self)> {
        let plain = |object: Object| (object, [0; 2]);
        match event {
            Event::Calcium(own) => {
                let values = [own.c[0], own.c[1], 0.0, 0.0, 0.0, 0.0, 0.0];
                Some((plain(Object::Calcium(own.projection, own.synapse)), Self::new(own.at, values)))
            }
            Event::Pool(own) => {
                let [before, recovered, after] = [own.before, own.recovered, own.after];
                let values =
                    [before[0], before[1], recovered[0], recovered[1], after[0], after[1], own.amplitude];
                let object = Object::Release(own.projection, own.group);
                let entry = Self { is_pool: true, ..Self::new(own.at, values) };
                Some(((object, [own.neuron, 0]), entry))
            }
            Event::Conductance(own) => {
                let values = [own.P[0], own.P[1], own.added_nS, 0.0, 0.0, 0.0, 0.0];
                let object = Object::Channels(own.projection, own.receptor, own.group);
                Some((plain(object), Self::new(own.at, values)))
            }
            Event::SpikeDetail(own) => {
                let [before, after] = own.V_mV.unwrap_or_default();
                let object = Object::Spikes(own.spike.population, own.spike.neuron);
                let entry = Self::new(own.spike.at, [before, after, 0.0, 0.0, 0.0, 0.0, 0.0]);
                Some((plain(object), Self { spike: own.cause, has_V: own.V_mV.is_some(), ..entry }))
            }
            Event::Weight(_) | Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => None,
        }
    }

    /// Before and after; of a pool, its state before.
    #[inline]
    pub fn ends(&self) -> [f64; 2] {
        [self.values[0], self.values[1]]
    }

    /// Of a pool, its state before recovery, after it, and after the spike.
    pub fn pools(&self) -> [[f64; 2]; 3] {
        let [a, b, c, d, e, f, _] = self.values;
        [[a, b], [c, d], [e, f]]
    }

    /// The event again.
    pub fn event(&self, (object, [first, second]): Of) -> Event {
        let Self { at, cause, values, .. } = *self;
        let [a, b, c, ..] = values;
        match object {
            Object::Weight(projection, synapse) => {
                let (before, after, raw) = (a, b, c);
                let traces = [values[3], values[4], values[5], values[6]];
                let (pre, post) = (first, second);
                let change =
                    WeightChange { at, projection, synapse, pre, post, cause, before, raw, after, traces };
                Event::Weight(change)
            }
            Object::Calcium(projection, synapse) => {
                Event::Calcium(CalciumChange { at, projection, synapse, c: [a, b] })
            }
            Object::Release(projection, group) => {
                let ([before, recovered, after], amplitude) = (self.pools(), values[6]);
                let neuron = first;
                let change =
                    PoolChange { at, projection, neuron, group, before, recovered, after, amplitude };
                Event::Pool(change)
            }
            Object::Channels(projection, receptor, group) => {
                let change = ConductanceChange { at, projection, receptor, group, P: [a, b], added_nS: c };
                Event::Conductance(change)
            }
            Object::Spikes(population, neuron) => {
                let spike = Spike { at, population, neuron };
                let V_mV = self.has_V.then_some([a, b]);
                Event::SpikeDetail(SpikeDetail { spike, cause: self.spike, V_mV })
            }
        }
    }
}
