//! What the same spikes would have done to a weight under another rule: other pairs, another dependence on the weight, the
//! delay on the other side.
//!
//! The spikes are kept as they were. In a run another weight would have changed them.

use super::pair::{Pair, Pairing, WeightDependence};
use super::protocol::{Spike, walk};
use super::trace::{Scaled, Side};
use super::{Plasticity, changed};
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
        let (pre, post) = match self.side {
            DelaySide::Axonal => (self.delay_ms, 0.0),
            DelaySide::Dendritic => (0.0, self.delay_ms),
        };
        let mut spikes: Vec<(f64, bool)> = trains.pre_ms.iter().map(|t| (t + pre, true)).collect();
        spikes.extend(trains.post_ms.iter().map(|t| (t + post, false)));
        spikes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut w, mut changes) = (self.w, Vec::with_capacity(spikes.len()));
        walk(&rule.traces(), rule.partners(), &spikes, |at_ms, spike| {
            let (side, by) = match spike {
                Spike::Pre(x, y) => (Side::Pre, rule.at_pre(w, x, y)),
                Spike::Post(x, y) => (Side::Post, rule.at_post(w, x.map(Scaled::plain), y)),
            };
            let before = w;
            w = changed(w, by);
            changes.push(Change { at_ms, side, before, raw: before + by, after: w });
        });
        Some(changes)
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
