//! Axes of values: logarithmic or not, and their limits held or not.

use eframe::egui::Context;

use super::App;
use super::action::Action;
use super::view_state::PlotsState;
use crate::document::{Edit, PlotEdit};
use crate::preset::plot_spec::{Plot, ValueAxis};

/// The axis of a plot with its limits held as they are drawn now, or let go.
pub(super) fn locked(plot: &Plot, plots: &PlotsState) -> ValueAxis {
    let locked = match plot.axis.locked {
        Some(_) => None,
        None => plots.shown.get(&plot.id).copied().filter(|(low, high)| low < high),
    };
    ValueAxis { locked, ..plot.axis }
}

/// The axis of a plot divided the other way; limits that were held are let go, as they may not suit it.
pub(super) fn divided_otherwise(plot: &Plot) -> ValueAxis {
    let log = !plot.axis.log;
    ValueAxis { log, locked: plot.axis.locked.filter(|(low, _)| !log || 0.0 < *low), ..plot.axis }
}

impl App {
    /// Divides the axis of the plot that is meant in the other way, or holds its limits or lets them go; says why, if that
    /// cannot be.
    pub(super) fn change_axis(&mut self, ctx: &Context, action: Action) {
        let Some(id) = self.plot_meant(ctx, |_| true) else { return };
        let preset = self.document.preset();
        let Some(plot) = preset.view().plots.iter().find(|plot| plot.id == id) else { return };
        let text = &self.shell.text;
        if plot.kind.sweeps().is_some() {
            return self.shell.notices.info(text.get("no-axis-of-sweeps"));
        }
        let axis = if action == Action::LogAxisX {
            if let Some(why) = plot.kind.no_log_x(preset.network()).filter(|_| !plot.axis.log_x) {
                let words = text.with(why.key(), &[("name", &why.name())]);
                return self.shell.notices.info(words);
            }
            ValueAxis { log_x: !plot.axis.log_x, ..plot.axis }
        } else if action == Action::LogAxis {
            if let Some(why) = plot.kind.no_log(preset.network()).filter(|_| !plot.axis.log) {
                let words = text.with(why.key(), &[("name", &why.name())]);
                return self.shell.notices.info(words);
            }
            divided_otherwise(plot)
        } else if plot.kind.can_lock() {
            locked(plot, &self.view.plots)
        } else {
            let words = text.get("no-lock");
            return self.shell.notices.info(words);
        };
        self.view.plots.ranges.remove(&id);
        self.edit(&Edit::Plots(PlotEdit::SetAxis { plot: id, axis }), None);
    }
}
