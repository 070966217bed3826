//! What the same spikes would have done to a weight under another rule: other pairs, another dependence on the weight, the
//! delay on the other side.
//!
//! The spikes are kept as they were. In a run another weight would have changed them.

use super::pair::{Pair, Pairing, WeightDependence};
use super::protocol::{Spike, walk};
use super::trace::{Scaled, Side};
use super::{Plasticity, SpikeRule, changed};
use crate::model::network::DelaySide;
use crate::param::Choice;

/// The spikes of a synapse as they left their neurons, in order of time [ms].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trains {
    /// Those of the presynaptic neuron.
    pub pre_ms: Vec<f64>,
    /// Those of the postsynaptic neuron.
    pub post_ms: Vec<f64>,
}

/// A synapse, as far as it decides what spikes do to its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Synapse {
    /// The rule.
    pub rule: Plasticity,
    /// The delay [ms].
    pub delay_ms: f64,
    /// Where the delay lies.
    pub side: DelaySide,
    /// The weight before the first spike.
    pub w: f64,
}

/// A change of the weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// When, at the synapse [ms].
    pub at_ms: f64,
    /// Whose spike made it.
    pub side: Side,
    /// When that spike left its neuron [ms].
    pub left_ms: f64,
    /// When the last spike of the other side that was at the synapse before it left its neuron [ms], if there was one.
    pub partner_ms: Option<f64>,
    /// The weight before.
    pub before: f64,
    /// What it would be without bounds.
    pub raw: f64,
    /// The weight after.
    pub after: f64,
}

impl Synapse {
    /// Every change of the weight by some spikes, in order of time. Nothing where the weight is fixed, and where it changes
    /// between spikes, too, so that spikes do not tell it all.
    #[must_use]
    pub fn changes(&self, trains: &Trains) -> Option<Vec<Change>> {
        let rule = self.rule.inner().filter(|rule| rule.between().is_none())?;
        let [pre, post] = self.delays_ms();
        let mut spikes: Vec<(f64, bool)> = trains.pre_ms.iter().map(|t| (t + pre, true)).collect();
        spikes.extend(trains.post_ms.iter().map(|t| (t + post, false)));
        spikes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut w, mut changes) = (self.w, Vec::with_capacity(spikes.len()));
        // Of spikes at the same time each sees what was before all of them.
        let (mut last, mut newest): ([Option<f64>; 2], [Option<f64>; 2]) = Default::default();
        walk(&rule.traces(), rule.partners(), &spikes, |at_ms, spike| {
            let (side, by) = match spike {
                Spike::Pre(x, y) => (Side::Pre, rule.at_pre(w, x, y)),
                Spike::Post(x, y) => (Side::Post, rule.at_post(w, x.map(Scaled::plain), y)),
            };
            let before = w;
            w = changed(w, by);
            let own = usize::from(side == Side::Post);
            for (last, newest) in last.iter_mut().zip(newest) {
                *last = newest.filter(|newest| *newest < at_ms).or(*last);
            }
            newest[own] = Some(at_ms);
            let delays = [pre, post];
            let partner_ms = last[1 - own].map(|at_ms| at_ms - delays[1 - own]);
            let left_ms = at_ms - delays[own];
            changes.push(Change { at_ms, side, left_ms, partner_ms, before, raw: before + by, after: w });
        });
        Some(changes)
    }

    /// How long spikes of the axon and of the target are on their way to the synapse [ms].
    fn delays_ms(&self) -> [f64; 2] {
        match self.side {
            DelaySide::Axonal => [self.delay_ms, 0.0],
            DelaySide::Dendritic => [0.0, self.delay_ms],
        }
    }

    /// Whether the pair of spikes that makes most of a change of this synapse comes in the other order at another synapse, where
    /// it does the opposite.
    #[must_use]
    pub fn reverses(&self, change: &Change, other: &Self) -> bool {
        let Some(partner_ms) = change.partner_ms else { return false };
        let (pre_ms, post_ms) = match change.side {
            Side::Pre => (change.left_ms, partner_ms),
            Side::Post => (partner_ms, change.left_ms),
        };
        let interval = |synapse: &Self| {
            let [pre, post] = synapse.delays_ms();
            (post_ms + post) - (pre_ms + pre)
        };
        let depends = |synapse: &Self| synapse.rule.inner().is_some_and(SpikeRule::depends_on_order);
        depends(self) && depends(other) && flips(interval(self), interval(other))
    }

    /// What it is called among its variants, in English words that are declared elsewhere: its pairs and its dependence on the
    /// weight, or its rule; and the side of its delay if it has one.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let mut names = match &self.rule {
            Plasticity::Pair(pair) => vec![label(pair.pairing), label(pair.dependence)],
            rule => vec![rule.label()],
        };
        if self.delay_ms != 0.0 {
            names.push(label(self.side));
        }
        names
    }

    /// The same synapse with every choice of pairs, dependence on the weight and side of the delay, as far as its rule has them;
    /// first as it is.
    #[must_use]
    pub fn variants(&self) -> Vec<Self> {
        let mut all = vec![self.clone()];
        let sides: &[DelaySide] =
            if self.delay_ms == 0.0 { &[self.side] } else { &[DelaySide::Axonal, DelaySide::Dendritic] };
        let rules = match &self.rule {
            Plasticity::Pair(pair) => {
                let of = |pairing: Pairing| {
                    let with = move |dependence| Pair { pairing, dependence, ..pair.clone() };
                    options::<WeightDependence>().map(with).map(Plasticity::Pair)
                };
                options::<Pairing>().flat_map(of).collect()
            }
            rule => vec![rule.clone()],
        };
        for rule in rules {
            for side in sides {
                let variant = Self { rule: rule.clone(), side: *side, ..self.clone() };
                if variant != *self {
                    all.push(variant);
                }
            }
        }
        all
    }
}

/// What an option of a choice is called, in English.
fn label<C: Choice>(choice: C) -> &'static str {
    C::OPTIONS.get(choice.index()).map_or("", |option| option.label)
}

/// All options of a choice.
fn options<C: Choice>() -> impl Iterator<Item = C> {
    (0..C::OPTIONS.len()).filter_map(C::from_index)
}

/// Whether two changes go in opposite directions.
#[must_use]
pub fn flips(one: f64, other: f64) -> bool {
    one * other < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A synapse with a delay of 15 ms, whose spikes are 10 ms apart.
    fn synapse(side: DelaySide) -> Synapse {
        let rule = Plasticity::Pair(Pair { pairing: Pairing::NearestSymmetric, ..Pair::default() });
        Synapse { rule, delay_ms: 15.0, side, w: 0.5 }
    }

    /// With the delay on the other side, a pair that is closer than the delay has the other order and the other sign.
    #[test]
    fn the_side_of_the_delay_reverses_pairs_that_are_closer_than_the_delay() {
        let [axonal, dendritic] = [DelaySide::Axonal, DelaySide::Dendritic].map(synapse);
        for (post_ms, is_reversed) in [(110.0, true), (130.0, false), (90.0, true), (80.0, false)] {
            let trains = Trains { pre_ms: vec![100.0], post_ms: vec![post_ms] };
            let changes = |synapse: &Synapse| synapse.changes(&trains).unwrap();
            let (own, other) = (changes(&axonal), changes(&dendritic));
            assert_eq!((own[0].partner_ms, other[0].partner_ms), (None, None), "{post_ms}");
            let (own, other) = (own[1], other[1]);
            let mut times = [own.left_ms, own.partner_ms.unwrap()];
            times.sort_by(f64::total_cmp);
            assert_eq!(times, [100.0_f64.min(post_ms), 100.0_f64.max(post_ms)]);
            let by = |change: Change| change.after - change.before;
            assert_eq!(flips(by(own), by(other)), is_reversed, "{post_ms}: {} and {}", by(own), by(other));
            assert_eq!(dendritic.reverses(&other, &axonal), is_reversed, "{post_ms}");
            assert_eq!(axonal.reverses(&own, &dendritic), is_reversed, "{post_ms}");
        }
    }
}
