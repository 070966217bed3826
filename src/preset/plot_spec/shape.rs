//! What plots say in a document. Several plots may have the same shape; each shape says what it names, in one place.

use serde::{Deserialize, Serialize};

use super::naming::{Ids, Naming, Renaming, Written};
use super::{Aligned, Span, default_bins, default_window_ms};
use crate::model::network::Object;
use crate::param::Bounds;
use crate::units::Unit;

/// What a plot of this shape says.
pub trait Shape<A: Naming>: Sized {
    /// The shape with objects named in another way.
    type With<B: Naming>;

    /// What the plot says with objects named in another way; `None` if none of its objects is left.
    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<Self::With<B>>;

    /// The window of time that it shows [ms], if it shows one.
    fn window_ms(&self) -> Option<f64> {
        None
    }

    /// The window of time for changing [ms], if it shows one.
    fn window_ms_mut(&mut self) -> Option<&mut f64> {
        None
    }

    /// Its vertical axis, if a document says something of it.
    fn span(&self) -> Option<Span> {
        None
    }

    /// Its vertical axis for changing, if a document says something of it.
    fn span_mut(&mut self) -> Option<&mut Span> {
        None
    }

    /// Other numbers that a document says, each with its key in a file, its range and its unit.
    fn numbers(&self) -> Vec<(&'static str, f64, Bounds, Unit)> {
        Vec::new()
    }

    /// The number of bars, if it has some.
    fn bins(&self) -> Option<u32> {
        None
    }
}

/// A shape of which a plot may show one object.
pub trait OfObject: Sized {
    /// What it says of an object; `None` if it shows no such objects.
    fn of(object: Object) -> Option<Self>;
}

/// What is left of a list; `None` if that is nothing, where there was something.
fn left<T, U>(list: &[T], key: &str, mut rename: impl FnMut(&str, &T) -> Option<U>) -> Option<Vec<U>> {
    let renamed = list.iter().enumerate().filter_map(|(index, own)| rename(&format!("{key}[{index}]"), own));
    let renamed: Vec<U> = renamed.collect();
    (!renamed.is_empty() || list.is_empty()).then_some(renamed)
}

/// Probes against time, on one axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct TraceSpec<N: Naming = Ids> {
    /// The probes; in a file as they are written: `V_0`, `g_1-0`.
    pub probes: Vec<N::Probe>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
    /// The vertical axis.
    #[serde(default)]
    pub y: Span,
    /// Whether they are shown in sweeps.
    #[serde(default, skip_serializing_if = "Aligned::is_off")]
    pub sweeps: Aligned<N>,
}

impl<A: Naming> Shape<A> for TraceSpec<A> {
    type With<B: Naming> = TraceSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<TraceSpec<B>> {
        let probes = left(&self.probes, "probes", |place, own| by.probe(place, own))?;
        Some(TraceSpec { probes, window_ms: self.window_ms, y: self.y, sweeps: self.sweeps.renamed(by) })
    }

    fn window_ms(&self) -> Option<f64> {
        Some(self.window_ms)
    }

    fn window_ms_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.window_ms)
    }

    fn span(&self) -> Option<Span> {
        Some(self.y)
    }

    fn span_mut(&mut self) -> Option<&mut Span> {
        Some(&mut self.y)
    }
}

/// What the spikes of some projections released, against time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct ReleasesSpec<N: Naming = Ids> {
    /// The projections.
    pub projections: Vec<N::Projection>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
    /// The vertical axis.
    #[serde(default)]
    pub y: Span,
}

impl<A: Naming> Shape<A> for ReleasesSpec<A> {
    type With<B: Naming> = ReleasesSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<ReleasesSpec<B>> {
        let projections = left(&self.projections, "projections", |place, own| by.projection(place, own))?;
        Some(ReleasesSpec { projections, window_ms: self.window_ms, y: self.y })
    }

    fn window_ms(&self) -> Option<f64> {
        Some(self.window_ms)
    }

    fn window_ms_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.window_ms)
    }

    fn span(&self) -> Option<Span> {
        Some(self.y)
    }

    fn span_mut(&mut self) -> Option<&mut Span> {
        Some(&mut self.y)
    }
}

impl OfObject for ReleasesSpec {
    fn of(object: Object) -> Option<Self> {
        let Object::Projection(id) = object else { return None };
        Some(Self { projections: vec![id], window_ms: default_window_ms(), y: Span::Auto })
    }
}

/// A receptor of a projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct OfReceptor<N: Naming = Ids> {
    /// The projection.
    pub projection: N::Projection,
    /// The receptor, such as `nmda`.
    pub receptor: N::Receptor,
}

impl<A: Naming> Shape<A> for OfReceptor<A> {
    type With<B: Naming> = OfReceptor<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<OfReceptor<B>> {
        let projection = by.projection("projection", &self.projection)?;
        Some(OfReceptor { projection, receptor: by.receptor("receptor", &self.projection, &self.receptor)? })
    }
}

/// A projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct OfProjection<N: Naming = Ids> {
    /// The projection.
    pub projection: N::Projection,
}

impl<A: Naming> Shape<A> for OfProjection<A> {
    type With<B: Naming> = OfProjection<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<OfProjection<B>> {
        Some(OfProjection { projection: by.projection("projection", &self.projection)? })
    }
}

impl OfObject for OfProjection {
    fn of(object: Object) -> Option<Self> {
        let Object::Projection(projection) = object else { return None };
        Some(Self { projection })
    }
}

/// The weights of a projection, one dot each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct WeightsSpec<N: Naming = Ids> {
    /// The projection.
    pub projection: N::Projection,
    /// What they are ordered by.
    #[serde(default)]
    pub x: WeightOrder,
}

impl<A: Naming> Shape<A> for WeightsSpec<A> {
    type With<B: Naming> = WeightsSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<WeightsSpec<B>> {
        Some(WeightsSpec { projection: by.projection("projection", &self.projection)?, x: self.x })
    }
}

impl OfObject for WeightsSpec {
    fn of(object: Object) -> Option<Self> {
        let Object::Projection(projection) = object else { return None };
        Some(Self { projection, x: WeightOrder::Index })
    }
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
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct StdpWindowSpec<N: Naming = Ids> {
    /// The projection.
    pub projection: N::Projection,
    /// The sign of the interval.
    #[serde(default)]
    pub sign: IntervalSign,
}

impl<A: Naming> Shape<A> for StdpWindowSpec<A> {
    type With<B: Naming> = StdpWindowSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<StdpWindowSpec<B>> {
        Some(StdpWindowSpec { projection: by.projection("projection", &self.projection)?, sign: self.sign })
    }
}

impl OfObject for StdpWindowSpec {
    fn of(object: Object) -> Option<Self> {
        let Object::Projection(projection) = object else { return None };
        Some(Self { projection, sign: IntervalSign::PostMinusPre })
    }
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
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct OfPopulations<N: Naming = Ids> {
    /// The populations.
    pub populations: Vec<N::Population>,
}

impl<A: Naming> Shape<A> for OfPopulations<A> {
    type With<B: Naming> = OfPopulations<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<OfPopulations<B>> {
        let populations = left(&self.populations, "populations", |place, own| by.population(place, own))?;
        Some(OfPopulations { populations })
    }
}

impl OfObject for OfPopulations {
    fn of(object: Object) -> Option<Self> {
        let Object::Population(id) = object else { return None };
        Some(Self { populations: vec![id] })
    }
}

/// A histogram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct HistogramSpec<N: Naming = Ids> {
    /// What is counted.
    pub of: Counted<N>,
    /// Number of bars.
    #[serde(default = "default_bins")]
    pub bins: u32,
}

/// What a histogram counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "N: Written")]
pub enum Counted<N: Naming = Ids> {
    /// What the spikes of a projection released.
    Amplitudes(N::Projection),
    /// Intervals between spikes of one neuron of a population [ms].
    Intervals(N::Population),
}

impl<A: Naming> Shape<A> for HistogramSpec<A> {
    type With<B: Naming> = HistogramSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<HistogramSpec<B>> {
        let of = match &self.of {
            Counted::Amplitudes(own) => Counted::Amplitudes(by.projection("of", own)?),
            Counted::Intervals(own) => Counted::Intervals(by.population("of", own)?),
        };
        Some(HistogramSpec { of, bins: self.bins })
    }

    fn bins(&self) -> Option<u32> {
        Some(self.bins)
    }
}

impl OfObject for HistogramSpec {
    fn of(object: Object) -> Option<Self> {
        let Object::Population(id) = object else { return None };
        Some(Self { of: Counted::Intervals(id), bins: default_bins() })
    }
}

/// Spikes as dots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct RasterSpec<N: Naming = Ids> {
    /// The populations, from top to bottom.
    pub populations: Vec<N::Population>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
}

impl<A: Naming> Shape<A> for RasterSpec<A> {
    type With<B: Naming> = RasterSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<RasterSpec<B>> {
        let populations = left(&self.populations, "populations", |place, own| by.population(place, own))?;
        Some(RasterSpec { populations, window_ms: self.window_ms })
    }

    fn window_ms(&self) -> Option<f64> {
        Some(self.window_ms)
    }

    fn window_ms_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.window_ms)
    }
}

impl OfObject for RasterSpec {
    fn of(object: Object) -> Option<Self> {
        let Object::Population(id) = object else { return None };
        Some(Self { populations: vec![id], window_ms: default_window_ms() })
    }
}
