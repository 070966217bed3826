//! Plots and positions follow the network: what is renamed keeps its plots, and what is gone is shown no more.

use super::plot_spec::{Counted, PlotSpec};
use super::{Model, Preset, View};
use crate::model::network::{Network, NetworkParts};
use crate::model::probe::Probe;
use crate::model::problem::Problem;

impl Preset {
    /// The document with a changed network; plots and positions follow it.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_network(&self, change: impl FnOnce(&mut NetworkParts)) -> Result<Self, Vec<Problem>> {
        let mut parts = self.network().parts().clone();
        change(&mut parts);
        let problems = parts.problems(self.run.dt_ms);
        if !problems.is_empty() {
            return Err(problems);
        }
        let (old, new) = (self.network(), Network::new(parts)?);
        let mut parts = self.to_parts();
        follow(&mut parts.view, old, &new);
        parts.model = Model::Network(new);
        Self::new(parts)
    }
}

/// Makes a view of one network a view of another.
fn follow(view: &mut View, old: &Network, new: &Network) {
    view.positions.retain(|id, _| new.population(*id).is_some());
    view.plots.retain_mut(|plot| plot.kind.follow(old, new));
}

impl PlotSpec {
    /// Shows in another network what it showed in one; `false` if nothing of it is left.
    pub(super) fn follow(&mut self, old: &Network, new: &Network) -> bool {
        let population = |name: &str| {
            let id = old.population_named(name)?.id;
            new.population(id).map(|population| population.name.clone())
        };
        let projection = |name: &str| {
            let id = old.projection_named(name)?.id;
            new.projection(id).map(|projection| projection.name.clone())
        };
        let take = |own: &mut String, name: &dyn Fn(&str) -> Option<String>| {
            name(own).map(|name| *own = name).is_some()
        };
        let take_all = |own: &mut Vec<String>, name: &dyn Fn(&str) -> Option<String>| {
            *own = own.iter().filter_map(|own| name(own)).collect();
            !own.is_empty()
        };
        match self {
            Self::Trace(trace) => take_all(&mut trace.probes, &|written| {
                let probe = Probe::parse(written, old).ok()?;
                // What is still right stays as it was written.
                if Probe::parse(written, new).as_ref() == Ok(&probe) {
                    return Some(written.to_owned());
                }
                probe.describe(new).map(|(name, _)| name)
            }),
            Self::Releases(spec) => take_all(&mut spec.projections, &projection),
            Self::Block(of) | Self::CurrentVoltage(of) => {
                take(&mut of.projection, &projection)
                    && new
                        .projection_named(&of.projection)
                        .is_some_and(|p| p.receptor(&of.receptor).is_some())
            }
            Self::PairedPulse(of)
            | Self::FrequencyResponse(of)
            | Self::ModulationGain(of)
            | Self::ReturnMap(of)
            | Self::VarianceMean(of)
            | Self::WeightHistogram(of)
            | Self::WeightFilm(of)
            | Self::PairingFrequency(of) => take(&mut of.projection, &projection),
            Self::Weights(spec) => take(&mut spec.projection, &projection),
            Self::StdpWindow(spec) => take(&mut spec.projection, &projection),
            Self::Histogram(spec) => match &mut spec.of {
                Counted::Amplitudes(name) => take(name, &projection),
                Counted::Intervals(name) => take(name, &population),
            },
            Self::Raster(spec) => take_all(&mut spec.populations, &population),
            Self::Rates(of) | Self::Irregularity(of) => take_all(&mut of.populations, &population),
            Self::DecayCurve | Self::OpenTimes | Self::WeightPlane | Self::WeightLength | Self::Responses => {
                true
            }
        }
    }
}
