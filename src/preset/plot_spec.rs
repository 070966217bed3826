//! What a plot shows, as it stands in a document.

use serde::{Deserialize, Serialize};

/// A plot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plot {
    /// Unique in the document and never reused.
    pub id: u32,
    /// What it shows.
    pub kind: PlotSpec,
    /// Its height, relative to that of others in its column.
    #[serde(default = "default_height", skip_serializing_if = "is_default_height")]
    pub height: f32,
}

impl Plot {
    /// A plot as high as others.
    #[must_use]
    pub fn new(id: u32, kind: PlotSpec) -> Self {
        Self { id, kind, height: default_height() }
    }
}

fn default_height() -> f32 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_default_height(height: &f32) -> bool {
    *height == default_height()
}

/// What a plot shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PlotSpec {
    /// Probes against time.
    Trace(TraceSpec),
    /// What each spike released, against time: the staircase of P_rel.
    Releases(ReleasesSpec),
    /// The fraction of a receptor's open channels that V does not block, against V.
    Block(OfReceptor),
    /// The current of a receptor with all channels open, against V.
    CurrentVoltage(OfReceptor),
    /// The second of two releases relative to the first, against the interval between them.
    PairedPulse(OfProjection),
    /// What each spike releases in a steady train, against its rate.
    FrequencyResponse(OfProjection),
    /// How strongly release follows a swinging rate, against the frequency of the swing.
    ModulationGain(OfProjection),
    /// What a spike releases against what the one before it released.
    ReturnMap(OfProjection),
    /// The variance of what is released against its mean.
    VarianceMean(OfProjection),
    /// How often what is released, or the interval between two spikes, has which size.
    Histogram(HistogramSpec),
    /// Every spike of some populations as a dot, against time.
    Raster(RasterSpec),
    /// The weights of a projection that learns, one dot each.
    Weights(WeightsSpec),
    /// How often weights have which size.
    WeightHistogram(OfProjection),
    /// The distribution of weights over the whole run.
    WeightFilm(OfProjection),
    /// What a pair of spikes changes against the interval between them, with the pairs that have just happened.
    StdpWindow(StdpWindowSpec),
    /// What a protocol of pairs of spikes changes, against the rate of the pairs.
    PairingFrequency(OfProjection),
    /// Firing rates over the whole run.
    Rates(OfPopulations),
    /// How irregularly neurons fire, over the whole run.
    Irregularity(OfPopulations),
    /// The curve of a decay.
    DecayCurve,
    /// Open times of single channels, sampled from a decay.
    OpenTimes,
    /// The way of the two weights of learning by rates through their plane.
    WeightPlane,
    /// Length of the weight vector of learning by rates, against presentations.
    WeightLength,
    /// What the neuron of learning by rates answers to each pattern, against presentations.
    Responses,
}

/// Probes against time, on one axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceSpec {
    /// The probes, as they are written: `V_0`, `g_1-0`.
    pub probes: Vec<String>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
    /// The vertical axis.
    #[serde(default)]
    pub y: Span,
}

/// What the spikes of some projections released, against time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasesSpec {
    /// The projections, by name.
    pub projections: Vec<String>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
    /// The vertical axis.
    #[serde(default)]
    pub y: Span,
}

/// A receptor of a projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfReceptor {
    /// The projection, by name.
    pub projection: String,
    /// The receptor's key, such as `nmda`.
    pub receptor: String,
}

/// A projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfProjection {
    /// The projection, by name.
    pub projection: String,
}

/// The weights of a projection, one dot each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightsSpec {
    /// The projection, by name.
    pub projection: String,
    /// What they are ordered by.
    #[serde(default)]
    pub x: WeightOrder,
}

/// What weights are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeightOrder {
    /// By synapse: by presynaptic neuron, and then by postsynaptic neuron.
    #[default]
    Index,
    /// By whether the presynaptic neuron belongs to the correlated group.
    Group,
}

/// What a pair of spikes changes against the interval between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StdpWindowSpec {
    /// The projection, by name.
    pub projection: String,
    /// The sign of the interval.
    #[serde(default)]
    pub sign: IntervalSign,
}

/// The sign of the interval between a presynaptic and a postsynaptic spike; both conventions are in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum IntervalSign {
    /// Δt = t_post − t_pre: what strengthens is on the right.
    #[default]
    PostMinusPre,
    /// Δt = t_pre − t_post, as in Song, Miller & Abbott 2000: what strengthens is on the left.
    PreMinusPost,
}

/// Some populations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfPopulations {
    /// Their names.
    pub populations: Vec<String>,
}

/// A histogram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistogramSpec {
    /// What is counted.
    pub of: Counted,
    /// Number of bars.
    #[serde(default = "default_bins")]
    pub bins: u32,
}

/// What a histogram counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Counted {
    /// What the spikes of a projection released; by its name.
    Amplitudes(String),
    /// Intervals between spikes of one neuron [ms]; by the name of its population.
    Intervals(String),
}

/// Spikes as dots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RasterSpec {
    /// The populations, by name, from top to bottom.
    pub populations: Vec<String>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
}

/// The range of an axis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub enum Span {
    /// As large as what is shown.
    #[default]
    Auto,
    /// From the first to the second value at least, in the unit of the probes.
    Fixed(f64, f64),
}

/// Least and greatest height of a plot relative to others.
pub const HEIGHT_RANGE: (f32, f32) = (0.2, 5.0);

/// Shortest and longest window [ms].
pub const WINDOW_RANGE_MS: (f64, f64) = (1.0, 1e6);

/// Least and greatest number of bars of a histogram.
pub const BINS_RANGE: (u32, u32) = (2, 500);

/// Most plots in a document.
pub const MAX_PLOTS: usize = 32;

/// Most probes, projections or populations on a plot.
pub const MAX_PROBES: usize = 16;

fn default_window_ms() -> f64 {
    300.0
}

fn default_bins() -> u32 {
    40
}

impl PlotSpec {
    /// The probes that it shows, as they are written.
    #[must_use]
    pub fn probes(&self) -> &[String] {
        if let Self::Trace(trace) = self { &trace.probes } else { &[] }
    }

    /// The window of time that it shows [ms], if it shows one.
    #[must_use]
    pub fn window_ms(&self) -> Option<f64> {
        match self {
            Self::Trace(TraceSpec { window_ms, .. })
            | Self::Releases(ReleasesSpec { window_ms, .. })
            | Self::Raster(RasterSpec { window_ms, .. }) => Some(*window_ms),
            _ => None,
        }
    }

    /// Its vertical axis, if a document says something of it.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Trace(TraceSpec { y, .. }) | Self::Releases(ReleasesSpec { y, .. }) => Some(*y),
            _ => None,
        }
    }

    /// The same, for changing.
    pub fn span_mut(&mut self) -> Option<&mut Span> {
        match self {
            Self::Trace(TraceSpec { y, .. }) | Self::Releases(ReleasesSpec { y, .. }) => Some(y),
            _ => None,
        }
    }

    /// Whether it shows what spikes release.
    #[must_use]
    pub fn shows_releases(&self) -> bool {
        !self.shows_plasticity() && !self.projections().is_empty()
    }

    /// Whether it shows rates over the whole run.
    #[must_use]
    pub fn shows_rates(&self) -> bool {
        matches!(self, Self::Rates(_) | Self::Irregularity(_))
    }

    /// Whether it shows weights, or how they change: of a projection that learns.
    #[must_use]
    pub fn shows_plasticity(&self) -> bool {
        matches!(
            self,
            Self::Weights(_)
                | Self::WeightHistogram(_)
                | Self::WeightFilm(_)
                | Self::StdpWindow(_)
                | Self::PairingFrequency(_)
        )
    }

    /// The key of the model without neurons that it is a plot of, if it is one of those.
    #[must_use]
    pub fn toy(&self) -> Option<&'static str> {
        match self {
            Self::DecayCurve | Self::OpenTimes => Some("decay"),
            Self::WeightPlane | Self::WeightLength | Self::Responses => Some("rate_learning"),
            _ => None,
        }
    }

    /// The projections that it names.
    #[must_use]
    pub fn projections(&self) -> Vec<&str> {
        match self {
            Self::Releases(spec) => spec.projections.iter().map(String::as_str).collect(),
            Self::Block(of) | Self::CurrentVoltage(of) => vec![&of.projection],
            Self::PairedPulse(of)
            | Self::FrequencyResponse(of)
            | Self::ModulationGain(of)
            | Self::ReturnMap(of)
            | Self::VarianceMean(of)
            | Self::WeightHistogram(of)
            | Self::WeightFilm(of)
            | Self::PairingFrequency(of) => vec![&of.projection],
            Self::Weights(spec) => vec![&spec.projection],
            Self::StdpWindow(spec) => vec![&spec.projection],
            Self::Histogram(HistogramSpec { of: Counted::Amplitudes(name), .. }) => vec![name],
            _ => Vec::new(),
        }
    }

    /// The populations that it names.
    #[must_use]
    pub fn populations(&self) -> Vec<&str> {
        match self {
            Self::Raster(raster) => raster.populations.iter().map(String::as_str).collect(),
            Self::Rates(of) | Self::Irregularity(of) => of.populations.iter().map(String::as_str).collect(),
            Self::Histogram(HistogramSpec { of: Counted::Intervals(name), .. }) => vec![name],
            _ => Vec::new(),
        }
    }
}
