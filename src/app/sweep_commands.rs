//! Commands about sweeps, and which plot they are about.

use std::sync::Arc;

use eframe::egui::{Context, Memory, Order, Pos2};

use super::sweeping::{at_first, with_sweeps};
use super::{Action, App};
use crate::document::{Edit, PlotEdit};
use crate::preset::plot_spec::{Aligned, Plot, PlotSpec, SweepView, SweepsSpec};

impl App {
    /// Shows sweeps or averages of the plot under the pointer, of the one that has the keyboard, or of the first.
    pub(super) fn act_on_sweeps(&mut self, ctx: &Context, action: Action) {
        let preset = Arc::clone(self.document.preset());
        let Some(plot) = self.swept_plot(ctx, &preset.view().plots) else { return };
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

    /// The plot of traces that is meant.
    fn swept_plot<'a>(&self, ctx: &Context, plots: &'a [Plot]) -> Option<&'a Plot> {
        let is_shown = |plot: &&Plot| {
            matches!(plot.kind, PlotSpec::Trace(_)) && self.view.popped.is_none_or(|popped| popped == plot.id)
        };
        let at = |place: Pos2| {
            let has =
                |plot: &&Plot| self.view.plot_areas.get(&plot.id).is_some_and(|area| area.contains(place));
            plots.iter().filter(is_shown).find(has)
        };
        let pointer = ctx.input(|input| input.pointer.latest_pos());
        let pointer =
            pointer.filter(|at| ctx.layer_id_at(*at).is_none_or(|layer| layer.order == Order::Background));
        let focused = ctx.memory(Memory::focused).and_then(|id| ctx.read_response(id));
        pointer
            .and_then(at)
            .or_else(|| at(focused?.rect.center()))
            .or_else(|| {
                plots.iter().find(|plot| is_shown(plot) && self.view.plots.sweeping.open == Some(plot.id))
            })
            .or_else(|| plots.iter().find(is_shown))
    }
}
