//! What a plot shows, as it stands in a document.
//!
//! A plot says what it names in one place, its [`Shape`]; checks, what follows a changed network, what is recorded
//! and what the window offers derive from that and from the one list of plots below.

mod correlogram;
mod naming;
mod phase_plane;
mod shape;
mod sweeps;
mod value_axis;

use serde::{Deserialize, Serialize};

pub use correlogram::{BIN_RANGE_MS, CorrelogramSpec, LAG_RANGE_MS, OVER_RANGE_MS};
pub(super) use naming::{Following, Unnamed, Writing};
pub use naming::{Ids, Names, Naming, Renaming, Subject, Written};
pub use phase_plane::{PhasePlaneSpec, SPAN_RANGE_MS};
pub use shape::{
    Counted, HistogramSpec, IntervalSign, OfObject, OfPopulations, OfProjection, OfReceptor, RasterSpec,
    ReleasesSpec, Shape, StdpWindowSpec, TraceSpec, WeightOrder, WeightsSpec,
};

pub(super) use sweeps::TRIGGER;
pub use sweeps::{
    AFTER_RANGE_MS, Aligned, BEFORE_RANGE_MS, Edge, LEVEL_RANGE, LevelSpec, SWEEPS_RANGE, SweepMode,
    SweepView, SweepsSpec, Trigger,
};
pub use value_axis::{NoLog, ValueAxis};

use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::model::standalone::StandaloneKey;
use crate::param::Bounds;
use crate::units::Unit;

/// A plot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct Plot<N: Naming = Ids> {
    /// Unique in the document and never reused.
    pub id: u32,
    /// What it shows.
    pub kind: PlotSpec<N>,
    /// Its height, relative to that of others in its column.
    #[serde(default = "default_height", skip_serializing_if = "is_default_height")]
    pub height: f32,
    /// Its axis of values.
    #[serde(default, skip_serializing_if = "ValueAxis::is_usual")]
    pub axis: ValueAxis,
}

impl Plot {
    /// A plot as high as others.
    #[must_use]
    pub fn new(id: u32, kind: PlotSpec) -> Self {
        Self { id, kind, height: default_height(), axis: ValueAxis::default() }
    }
}

impl<N: Naming> Plot<N> {
    /// The plot with objects named in another way; `None` if none of its objects is left.
    pub fn renamed<B: Naming>(&self, by: &mut dyn Renaming<N, B>) -> Option<Plot<B>> {
        Some(Plot { id: self.id, kind: self.kind.renamed(by)?, height: self.height, axis: self.axis })
    }
}

fn default_height() -> f32 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_default_height(height: &f32) -> bool {
    *height == default_height()
}

/// What is recorded for a plot, of the objects that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The probes.
    Samples,
    /// The spikes of populations and the releases of projections, one by one.
    Events,
    /// The rates of populations over the whole run.
    Rates,
    /// The changes of weights of projections, of a number of synapses.
    WeightChanges,
    /// Nothing but what is recorded anyway, such as weights that change.
    Nothing,
}

/// The one list of plots: `Variant(Shape): what is recorded;`, in the order in which the window offers them, and
/// `Variant: of a model without neurons;`. Calls the macro `$then` with what is given and the list.
#[macro_export]
macro_rules! with_plots {
    ($then:ident $($given:tt)*) => {
        $then! {
            [$($given)*]
            /// Probes against time.
            Trace(TraceSpec): Samples;
            /// A probe against another, with time as colour.
            PhasePlane(PhasePlaneSpec): Samples;
            /// Every spike of some populations as a dot, against time.
            Raster(RasterSpec): Events;
            /// Firing rates over the whole run.
            Rates(OfPopulations): Rates;
            /// How many neurons fire how fast.
            RateDistribution(OfPopulations): Events;
            /// How often what is released, or the interval between two spikes, has which size.
            Histogram(HistogramSpec): Events;
            /// How irregularly neurons fire, over the whole run.
            Irregularity(OfPopulations): Rates;
            /// How often a population fires at each time before and after the spikes of another.
            Correlogram(CorrelogramSpec): Events;
            /// What each spike released, against time: the staircase of P_rel.
            Releases(ReleasesSpec): Events;
            /// The second of two releases relative to the first, against the interval between them.
            PairedPulse(OfProjection): Events;
            /// What each spike releases in a steady train, against its rate.
            FrequencyResponse(OfProjection): Events;
            /// How strongly release follows a modulated rate, against the frequency of the modulation.
            ModulationGain(OfProjection): Events;
            /// What a spike releases against what the one before it released.
            ReturnMap(OfProjection): Events;
            /// The variance of what is released against its mean.
            VarianceMean(OfProjection): Events;
            /// The weights of a projection that learns, one dot each.
            Weights(WeightsSpec): Nothing;
            /// How often weights have which size.
            WeightHistogram(OfProjection): Nothing;
            /// The distribution of weights over the whole run.
            WeightFilm(OfProjection): Nothing;
            /// What a pair of spikes changes against the interval between them, with the pairs that have just happened.
            StdpWindow(StdpWindowSpec): WeightChanges;
            /// What a protocol of pairs of spikes changes, against the rate of the pairs.
            PairingFrequency(OfProjection): Nothing;
            /// The fraction of a receptor's open channels that V does not block, against V.
            Block(OfReceptor): Nothing;
            /// The current of a receptor with all channels open, against V.
            CurrentVoltage(OfReceptor): Nothing;
            /// The curve of a decay.
            DecayCurve: Decay;
            /// Open times of single channels, sampled from a decay.
            OpenTimes: Decay;
            /// The way of the two weights of learning by rates through their plane.
            WeightPlane: RateLearning;
            /// Length of the weight vector of learning by rates, against presentations.
            WeightLength: RateLearning;
            /// What the neuron of learning by rates answers to each pattern, against presentations.
            Responses: RateLearning;
        }
    };
}

macro_rules! plot_spec {
    ([] $( $(#[$attr:meta])* $variant:ident $(($spec:ident))? : $what:ident; )+) => {
        /// What a plot shows.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(bound = "N: Written")]
        pub enum PlotSpec<N: Naming = Ids> { $( $(#[$attr])* $variant $(($spec<N>))?, )+ }

        impl<N: Naming> PlotSpec<N> {
            /// The plot with objects named in another way; `None` if none of its objects is left.
            pub fn renamed<B: Naming>(&self, by: &mut dyn Renaming<N, B>) -> Option<PlotSpec<B>> {
                $( plot_spec!(@renamed self by $variant $($spec)?); )+
                None
            }

            /// What is recorded for it; `None` for a plot of a model without neurons.
            #[must_use]
            pub fn recorded(&self) -> Option<Recorded> {
                $( plot_spec!(@recorded self $variant $(($spec))? $what); )+
                None
            }

            /// The model without neurons that it is a plot of, if it is one of those.
            #[must_use]
            pub fn standalone(&self) -> Option<StandaloneKey> {
                $( plot_spec!(@standalone self $variant $(($spec))? $what); )+
                None
            }

            /// The window of time that it shows [ms], if it shows one.
            #[must_use]
            pub fn window_ms(&self) -> Option<f64> {
                $( plot_spec!(@ask self window_ms $variant $($spec)?); )+
                None
            }

            /// The window of time for changing [ms], if it shows one.
            pub fn window_ms_mut(&mut self) -> Option<&mut f64> {
                $( plot_spec!(@ask self window_ms_mut $variant $($spec)?); )+
                None
            }

            /// Its vertical axis, if a document says something of it.
            #[must_use]
            pub fn span(&self) -> Option<Span> {
                $( plot_spec!(@ask self span $variant $($spec)?); )+
                None
            }

            /// What begins and shows its sweeps, if it shows some.
            #[must_use]
            pub fn sweeps(&self) -> Option<&SweepsSpec<N>> {
                if let Self::Trace(own) = self { own.sweeps.on() } else { None }
            }

            /// Its other numbers with their ranges, each with its key in a file.
            #[must_use]
            pub fn numbers(&self) -> Vec<(&'static str, f64, Bounds, Unit)> {
                $( plot_spec!(@ask self numbers $variant $($spec)?); )+
                Vec::new()
            }

            /// The number of bars, if it has some.
            #[must_use]
            pub fn bins(&self) -> Option<u32> {
                $( plot_spec!(@ask self bins $variant $($spec)?); )+
                None
            }

            /// Its vertical axis for changing, if a document says something of it.
            pub fn span_mut(&mut self) -> Option<&mut Span> {
                $( plot_spec!(@ask self span_mut $variant $($spec)?); )+
                None
            }
        }
    };
    (@renamed $self:ident $by:ident $variant:ident $spec:ident) => {
        if let Self::$variant(spec) = $self {
            return spec.renamed($by).map(PlotSpec::$variant);
        }
    };
    (@renamed $self:ident $by:ident $variant:ident) => {
        if let Self::$variant = $self {
            return Some(PlotSpec::$variant);
        }
    };
    (@recorded $self:ident $variant:ident ($spec:ident) $what:ident) => {
        if let Self::$variant(_) = $self {
            return Some(Recorded::$what);
        }
    };
    (@recorded $self:ident $variant:ident $what:ident) => {};
    (@standalone $self:ident $variant:ident ($spec:ident) $what:ident) => {};
    (@standalone $self:ident $variant:ident $what:ident) => {
        if let Self::$variant = $self {
            return Some(StandaloneKey::$what);
        }
    };
    (@ask $self:ident $method:ident $variant:ident $spec:ident) => {
        if let Self::$variant(spec) = $self {
            return spec.$method();
        }
    };
    (@ask $self:ident $method:ident $variant:ident) => {};
}

with_plots!(plot_spec);

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
    /// All that it shows, in order.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let mut listing = naming::Listing::default();
        let _ = self.renamed(&mut listing);
        listing.0
    }

    /// The populations that it shows side by side, if it is a plot that shows several.
    fn side_by_side(&self) -> Option<&Vec<u32>> {
        match self {
            Self::Raster(own) => Some(&own.populations),
            Self::Rates(own) | Self::RateDistribution(own) | Self::Irregularity(own) => {
                Some(&own.populations)
            }
            _ => None,
        }
    }

    /// Whether it can show what another plot of its kind shows, too.
    #[must_use]
    pub fn can_join(&self, other: &Self) -> bool {
        match (self.side_by_side(), other.side_by_side()) {
            (Some(own), Some(more)) => {
                std::mem::discriminant(self) == std::mem::discriminant(other)
                    && own.len() + more.len() <= MAX_PROBES
            }
            _ => false,
        }
    }

    /// Shows what another plot of its kind shows, too, if it can.
    pub fn join(&mut self, other: &Self) {
        if !self.can_join(other) {
            return;
        }
        let more = other.side_by_side().cloned().unwrap_or_default();
        let own = match self {
            Self::Raster(own) => &mut own.populations,
            Self::Rates(own) | Self::RateDistribution(own) | Self::Irregularity(own) => &mut own.populations,
            _ => return,
        };
        for id in more {
            if !own.contains(&id) {
                own.push(id);
            }
        }
    }

    /// The probes that it shows.
    #[must_use]
    pub fn probes(&self) -> Vec<Probe> {
        let probe = |subject| if let Subject::Probe(probe) = subject { Some(probe) } else { None };
        self.subjects().into_iter().filter_map(probe).collect()
    }

    /// The projections that it shows, by id.
    #[must_use]
    pub fn projections(&self) -> Vec<u32> {
        let id = |subject| if let Subject::Projection(id) = subject { Some(id) } else { None };
        self.subjects().into_iter().filter_map(id).collect()
    }

    /// The populations that it shows, by id.
    #[must_use]
    pub fn populations(&self) -> Vec<u32> {
        let id = |subject| if let Subject::Population(id) = subject { Some(id) } else { None };
        self.subjects().into_iter().filter_map(id).collect()
    }

    /// What is left of it in a network; `None` if that is nothing.
    pub(super) fn in_network(&self, network: &Network) -> Option<Self> {
        let left = self.renamed(&mut Following(network))?;
        (left.standalone().is_some() || !left.subjects().is_empty()).then_some(left)
    }
}
