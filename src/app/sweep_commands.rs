//! Commands about sweeps.

use std::sync::Arc;

use eframe::egui::Context;

use super::sweeping::{at_first, with_sweeps};
use super::{Action, App};
use crate::document::{Edit, PlotEdit};
use crate::preset::plot_spec::{Aligned, Plot, PlotSpec, SweepView, SweepsSpec};

impl App {
    /// Shows sweeps or averages of the plot under the pointer, of the one that has the keyboard, or of the first.
    pub(super) fn act_on_sweeps(&mut self, ctx: &Context, action: Action) {
        let preset = Arc::clone(self.document.preset());
        let is_traces = |plot: &Plot| matches!(plot.kind, PlotSpec::Trace(_));
        // Where no plot is pointed at, the one whose sweeps are listed.
        let open = self.view.plots.sweeping.open;
        let pointed_at = self.plot_pointed_at(ctx, is_traces).or(open);
        let Some(id) = pointed_at.or_else(|| self.plot_meant(ctx, is_traces)) else { return };
        let Some(plot) = preset.view().plots.iter().find(|plot| plot.id == id) else { return };
        let PlotSpec::Trace(spec) = &plot.kind else { return };
        let is_open = self.view.plots.sweeping.open == Some(plot.id);
        let own = plot.kind.sweeps();
        let asked = match (own, action == Action::TriggeredAverage) {
            (None, is_average) => {
                let shows = if is_average { SweepView::Average } else { SweepView::Overlaid };
                at_first(spec, preset.network()).map(|own| SweepsSpec { shows, ..own })
            }
            (Some(own), true) => {
                let shows = match own.shows {
                    SweepView::Average => SweepView::Overlaid,
                    SweepView::Overlaid => SweepView::Average,
                };
                Some(SweepsSpec { shows, ..own.clone() })
            }
            (Some(_), false) => None,
        };
        let closes = is_open && own.is_some() && action == Action::Sweeps;
        self.view.plots.sweeping.open = (!closes).then_some(plot.id);
        if let Some(sweeps) = asked {
            let kind = with_sweeps(spec, Aligned::On(sweeps));
            self.edit(&Edit::Plots(PlotEdit::Set { plot: plot.id, kind }), None);
        }
    }

    /// Sweeps of a plot count from the playhead on.
    pub(super) fn begin_sweeps_again(&mut self, plot: u32) {
        let (since_ms, grid) = (self.run.now_ms(), self.run.grid);
        self.view.plots.sweeping.begin_again(plot, since_ms, grid);
    }
}
