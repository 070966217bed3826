//! Traces of spikes, as rules read them.

/// One of the two sides of a synapse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The axon.
    Pre,
    /// The target.
    Post,
}

/// A trace: it jumps at every spike of a side and decays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraceSpec {
    /// Whose spikes it follows.
    pub side: Side,
    /// Time constant [ms].
    pub tau_ms: f64,
    /// True if a spike sets the trace to 1 instead of adding 1.
    pub is_reset: bool,
}

/// What a spike makes of the traces at a synapse: at most two of the axon, then at most two of the target. Each is multiplied, and
/// then something is added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraceJumps {
    /// What of each trace is kept: all or nothing.
    pub keep: [f64; 4],
    /// What is added to each.
    pub add: [f64; 4],
}

impl TraceJumps {
    /// The traces right after a spike, from those right before it.
    #[must_use]
    pub fn after(&self, traces: [f64; 4]) -> [f64; 4] {
        std::array::from_fn(|place| traces[place] * self.keep[place] + self.add[place])
    }
}

/// A trace as it is kept: a value in a unit that shrinks as traces decay.
///
/// Multiplying by the unit first lets a loop over synapses do so once for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scaled {
    /// The trace in units of `unit`.
    pub value: f64,
    /// The unit.
    pub unit: f64,
}

impl Scaled {
    /// A trace in the unit 1.
    #[must_use]
    pub fn plain(value: f64) -> Self {
        Self { value, unit: 1.0 }
    }
}

/// A trace of every neuron of a side, right before what happens at a moment. There may be no such trace: it is 0.
#[derive(Debug, Clone, Copy, Default)]
pub struct TraceNow<'a> {
    /// The unit at that moment.
    pub unit: f64,
    /// The values of all neurons in that unit.
    pub values: &'a [f64],
    /// What the values of those were before that jumped at this very moment.
    pub before: &'a [(u32, f64)],
}

impl TraceNow<'_> {
    /// The trace of a neuron, as it is kept.
    #[inline]
    #[must_use]
    pub fn scaled(&self, neuron: usize) -> Scaled {
        let mut value = self.values.get(neuron).copied().unwrap_or(0.0);
        if !self.before.is_empty()
            && let Some((_, before)) = self.before.iter().find(|(other, _)| *other as usize == neuron)
        {
            value = *before;
        }
        Scaled { value, unit: self.unit }
    }

    /// The trace of a neuron.
    #[inline]
    #[must_use]
    pub fn at(&self, neuron: usize) -> f64 {
        let Scaled { value, unit } = self.scaled(neuron);
        value * unit
    }
}
