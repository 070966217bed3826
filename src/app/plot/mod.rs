//! Plots. Each kind is a file behind one function; the match below is the list of kinds.

mod axis;
mod trace;

use eframe::egui::Ui;

use super::context::{ViewContext, ViewState};
use crate::preset::plot_spec::{Plot, PlotSpec};

/// Draws a plot into the whole of `ui`.
pub(super) fn plot_ui(ui: &mut Ui, plot: &Plot, context: &ViewContext<'_>, view: &mut ViewState) {
    match &plot.kind {
        PlotSpec::Trace(spec) => trace::trace_ui(ui, plot.id, spec, context, &mut view.plots),
        _ => {}
    }
}
