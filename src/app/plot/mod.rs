//! Plots. Each kind is a file behind one function; the match below is the list of kinds. Plots against time draw
//! traces on a common time axis; all others say what they show as a chart.

mod axis;
mod chart;
mod decay;
mod histogram;
mod raster;
mod release;
mod releases;
mod trace;
mod voltage;

pub(super) use decay::sampled_open_times;

use eframe::egui::Ui;

use super::context::{ViewContext, ViewState};
use super::request::Requests;
use crate::preset::plot_spec::{Plot, PlotSpec};

/// Draws a plot into the whole of `ui`.
pub(super) fn plot_ui(
    ui: &mut Ui,
    plot: &Plot,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let chart = match &plot.kind {
        PlotSpec::Trace(spec) => {
            trace::trace_ui(ui, plot.id, spec, context, &mut view.plots);
            None
        }
        PlotSpec::Releases(spec) => {
            releases::releases_ui(ui, plot.id, spec, context, &mut view.plots);
            None
        }
        PlotSpec::Raster(spec) => {
            raster::raster_ui(ui, plot.id, spec, context, &mut view.plots);
            None
        }
        PlotSpec::DecayCurve => {
            decay::curve_ui(ui, plot.id, context, view, requests);
            None
        }
        PlotSpec::OpenTimes => decay::open_times(context),
        PlotSpec::Block(of) => voltage::block(of, context),
        PlotSpec::CurrentVoltage(of) => voltage::current_voltage(of, context),
        PlotSpec::PairedPulse(of) => release::paired_pulse(&of.projection, context),
        PlotSpec::FrequencyResponse(of) => release::frequency_response(&of.projection, context),
        PlotSpec::ModulationGain(of) => release::modulation_gain(&of.projection, context),
        PlotSpec::ReturnMap(of) => release::return_map(&of.projection, context),
        PlotSpec::VarianceMean(of) => release::variance_mean(&of.projection, context),
        PlotSpec::Histogram(spec) => histogram::histogram(spec, context),
    };
    if let Some(chart) = chart {
        chart::chart_ui(ui, plot.id, &chart, context);
    }
}
