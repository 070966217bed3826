//! What a run records for the plots of a document.

use std::collections::BTreeSet;

use super::Preset;
use super::plot_spec::{PlotSpec, Recorded, Subject};
use crate::model::probe::Probe;

impl Preset {
    /// Every probe that its plots show, once, in order, and after them those that begin sweeps.
    #[must_use]
    pub fn plotted_probes(&self) -> Vec<Probe> {
        let mut probes = Vec::new();
        let plots = || self.view().plots.iter().map(|plot| &plot.kind);
        let begins_sweeps = |kind: &PlotSpec| match kind.sweeps()?.trigger.subject() {
            Subject::Probe(probe) => Some(probe),
            _ => None,
        };
        for probe in plots().flat_map(PlotSpec::probes).chain(plots().filter_map(begins_sweeps)) {
            if !probes.contains(&probe) {
                probes.push(probe);
            }
        }
        probes
    }

    /// How the probes on its plots are written, in order.
    #[must_use]
    pub fn plotted_names(&self) -> Vec<String> {
        let described = |probe: Probe| probe.describe(self.network()).map(|(name, _)| name);
        self.view().plots.iter().flat_map(|plot| plot.kind.probes()).filter_map(described).collect()
    }

    /// The populations whose spikes its plots show one by one, by id.
    #[must_use]
    pub fn listed_populations(&self) -> Vec<u32> {
        self.plots_of(Recorded::Events).flat_map(PlotSpec::populations).collect()
    }

    /// The populations whose rates its plots show, by id.
    #[must_use]
    pub fn rated_populations(&self) -> Vec<u32> {
        self.plots_of(Recorded::Rates).flat_map(PlotSpec::populations).collect()
    }

    /// The projections whose releases its plots show, by id, in the order of the network.
    #[must_use]
    pub fn listed_projections(&self) -> Vec<u32> {
        self.projections_of(Recorded::Events)
    }

    /// The projections whose changes of weights its plots show, by id, in the order of the network.
    #[must_use]
    pub fn learning_projections(&self) -> Vec<u32> {
        self.projections_of(Recorded::WeightChanges)
    }

    fn projections_of(&self, recorded: Recorded) -> Vec<u32> {
        let shown: BTreeSet<u32> = self.plots_of(recorded).flat_map(PlotSpec::projections).collect();
        let all = self.network().projections().iter().map(|projection| projection.id);
        all.filter(|id| shown.contains(id)).collect()
    }

    fn plots_of(&self, recorded: Recorded) -> impl Iterator<Item = &PlotSpec> {
        let kinds = self.view().plots.iter().map(|plot| &plot.kind);
        kinds.filter(move |kind| kind.recorded() == Some(recorded))
    }
}
