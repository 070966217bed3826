//! Plots. Each kind is a file behind one function; the match below is the list of kinds. Plots against time draw
//! traces on a common time axis; all others say what they show as a chart.

mod axis;
mod chart;
mod decay;
pub(super) mod film_picture;
mod histogram;
mod raster;
mod rate_learning;
mod rates;
mod release;
mod releases;
mod timing;
mod trace;

mod voltage;
mod weights;

pub(super) use decay::sampled_open_times;

use std::sync::Arc;

use eframe::egui::{Align2, Button, Color32, Galley, Painter, Pos2, Rect, RichText, Ui, Vec2, vec2};

use super::context::ViewContext;
use super::request::{Request, Requests};
use super::theme::{GRID, Theme};
use super::view_state::PlotsState;
use crate::app::frame::Frame;
use crate::document::{Edit, PlotEdit};
use crate::preset::plot_spec::{IntervalSign, Plot, PlotSpec, StdpWindowSpec, WeightOrder, WeightsSpec};

/// Paints words at a place, on a ground that keeps them readable on top of a curve; where they stand.
fn caption(painter: &Painter, at: Pos2, align: Align2, galley: Arc<Galley>, theme: &Theme) -> Rect {
    let rect = align.anchor_size(at, galley.size());
    painter.rect_filled(rect.expand2(vec2(3.0, 0.0)), 3.0, theme.pane.gamma_multiply(0.8));
    painter.galley(rect.min, galley, theme.text);
    rect
}

/// A plot that leaves pointer and keys to us: axes and grid only.
fn bare_plot<'a>(kind: &'static str, id: u32, theme: &Theme) -> egui_plot::Plot<'a> {
    egui_plot::Plot::new((kind, id))
        .show_background(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .set_margin_fraction(Vec2::ZERO)
        .grid_color(theme.hairline)
        .grid_fade(0.0)
        .y_axis_min_width(theme.text_size * 2.9)
        .label_formatter(|_| None)
        .cursor_color(Color32::TRANSPARENT)
}

/// Draws a plot into the whole of `ui`.
pub(super) fn plot_ui(ui: &mut Ui, plot: &Plot, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let chart = match &plot.kind {
        PlotSpec::Trace(spec) => {
            trace::trace_ui(ui, plot.id, spec, frame);
            None
        }
        PlotSpec::Releases(spec) => {
            releases::releases_ui(ui, plot.id, spec, frame);
            None
        }
        PlotSpec::Raster(spec) => {
            raster::raster_ui(ui, plot.id, spec, frame);
            None
        }
        PlotSpec::WeightFilm(of) => {
            let picture = frame.view.films.entry(plot.id).or_default();
            weights::film(ui, &of.projection, context, picture)
        }
        PlotSpec::Weights(spec) => weights::weights(spec, context),
        PlotSpec::WeightHistogram(of) => weights::histogram(&of.projection, context),
        PlotSpec::StdpWindow(spec) => timing::window(spec, context),
        PlotSpec::PairingFrequency(of) => timing::pairing_frequency(&of.projection, context),
        PlotSpec::Rates(of) => Some(rates::rates(of, context)),
        PlotSpec::Irregularity(of) => Some(rates::irregularity(of, context)),
        PlotSpec::DecayCurve => {
            decay::curve_ui(ui, plot.id, frame);
            None
        }
        PlotSpec::OpenTimes => decay::open_times(context),
        PlotSpec::WeightPlane => rate_learning::plane(context),
        PlotSpec::WeightLength => rate_learning::length(context),
        PlotSpec::Responses => rate_learning::responses(context),
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
        let area = ui.available_rect_before_wrap();
        chart::chart_ui(ui, plot.id, &chart, context);
        switch_ui(ui, area, plot, context, frame.requests);
    }
}

/// The other way to look at the same: a button in the corner, on plots that have two.
fn switch_ui(ui: &mut Ui, area: Rect, plot: &Plot, context: &ViewContext<'_>, requests: &mut Requests) {
    let (key, kind) = match &plot.kind {
        PlotSpec::Weights(spec) if weights::has_groups(&spec.projection, context) => {
            let (key, x) = match spec.x {
                WeightOrder::Index => ("switch-by-group", WeightOrder::Group),
                WeightOrder::Group => ("switch-by-index", WeightOrder::Index),
            };
            (key, PlotSpec::Weights(WeightsSpec { x, ..spec.clone() }))
        }
        PlotSpec::StdpWindow(spec) => {
            let (key, sign) = match spec.sign {
                IntervalSign::PostMinusPre => ("switch-pre-minus-post", IntervalSign::PreMinusPost),
                IntervalSign::PreMinusPost => ("switch-post-minus-pre", IntervalSign::PostMinusPre),
            };
            (key, PlotSpec::StdpWindow(StdpWindowSpec { sign, ..spec.clone() }))
        }
        _ => return,
    };
    let theme = context.theme;
    let words = RichText::new(context.text.get(key)).font(theme.font(0.82));
    let width = ui.fonts_mut(|fonts| {
        fonts.layout_no_wrap(words.text().to_owned(), theme.font(0.82), theme.text).size().x + 2.0 * GRID
    });
    let corner = area.right_top() + vec2(-theme.text_size * 1.2 - GRID * 0.5, GRID * 0.5);
    let size = vec2(width, theme.text_size * 1.35);
    if area.width() < 3.0 * size.x {
        return; // It would cover the title.
    }
    let rect = Rect::from_min_size(corner - vec2(size.x, 0.0), size);
    let response = ui.put(rect, Button::new(words).small()).on_hover_text(context.text.get("switch-tip"));
    if response.clicked() {
        requests.push(Request::Edit(Edit::Plots(PlotEdit::Set { plot: plot.id, kind }), None));
    }
}
