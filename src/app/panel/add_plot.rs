//! The window from which plots are added: meters on every object, and what else can be shown of it.

use eframe::egui::{RichText, ScrollArea, Ui, Window};

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::document::{Edit, PlotEdit};
use crate::model::network::{Population, Projection};
use crate::model::neuron::NeuronModel;
use crate::model::plasticity::Plasticity;
use crate::model::probe::{Probe, Source};
use crate::model::receptor::{Receptor, ReceptorModel};
use crate::preset::plot_spec::{
    Counted, HistogramSpec, IntervalSign, OfPopulations, OfProjection, OfReceptor, PlotSpec, RasterSpec,
    ReleasesSpec, Span, StdpWindowSpec, TraceSpec, WeightOrder, WeightsSpec,
};

/// Objects that the window lists.
const MOST: usize = 60;

/// Draws the window, if it is open.
pub(crate) fn add_plot_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    if !frame.view.windows.add_plot {
        return;
    }
    let ctx = ui.ctx();
    let mut open = true;
    Window::new(context.text.get("action-add-plot").trim_end_matches('…'))
        .collapsible(false)
        .default_size([420.0, 420.0])
        .pivot(eframe::egui::Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .open(&mut open)
        .show(ctx, |ui| {
            ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                let network = context.network();
                for own in network.populations().iter().take(MOST) {
                    object_ui(
                        ui,
                        &own.name,
                        Source::Population(own.id),
                        &of_population(own),
                        context,
                        frame.requests,
                    );
                }
                for own in network.projections().iter().take(MOST) {
                    object_ui(
                        ui,
                        &own.name,
                        Source::Projection(own.id),
                        &of_projection(own),
                        context,
                        frame.requests,
                    );
                }
                for own in network.gap_junctions().iter().take(MOST) {
                    object_ui(ui, &own.name, Source::GapJunction(own.id), &[], context, frame.requests);
                }
                if network.populations().is_empty() {
                    ui.label(context.text.get("add-plot-empty"));
                }
            });
        });
    frame.view.windows.add_plot &= open;
}

/// An object's meters and plots, as buttons.
fn object_ui(
    ui: &mut Ui,
    name: &str,
    source: Source,
    plots: &[(&'static str, PlotSpec)],
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    ui.label(RichText::new(name).font(context.theme.bold_font(1.0)));
    let add = |kind: PlotSpec| Request::Edit(Edit::Plots(PlotEdit::Add(kind)), None);
    ui.horizontal_wrapped(|ui| {
        for (probe, meaning) in probes(source, context) {
            if ui.button(&probe).on_hover_text(meaning).clicked() {
                requests.push(add(PlotSpec::Trace(TraceSpec {
                    probes: vec![probe],
                    window_ms: window_ms(context),
                    y: Span::Auto,
                })));
            }
        }
        for (key, kind) in plots {
            if ui.button(context.text.get(key)).clicked() {
                requests.push(add(kind.clone()));
            }
        }
    });
    ui.add_space(GRID * 0.5);
}

/// The window of time of the plots that there are [ms].
fn window_ms(context: &ViewContext<'_>) -> f64 {
    context.preset().view().plots.iter().find_map(|plot| plot.kind.window_ms()).unwrap_or(300.0)
}

/// The probes of an object as they are written, and what each measures; of many neurons the first one's.
fn probes(source: Source, context: &ViewContext<'_>) -> Vec<(String, String)> {
    let network = context.network();
    let id = Probe { source, symbol: "", index: None }.object_id();
    let own: Vec<(String, String)> = Probe::of_object(network, id)
        .into_iter()
        .map(|(name, state)| (name, context.text.own(state.meaning)))
        .collect();
    if !own.is_empty() {
        return own;
    }
    let first = |symbol| Probe { source, symbol, index: Some(0) }.describe(network);
    ["V", "u", "g", "I", "w", "P_rel"]
        .into_iter()
        .filter_map(first)
        .map(|(name, state)| (name, context.text.own(state.meaning)))
        .collect()
}

fn of_population(population: &Population) -> Vec<(&'static str, PlotSpec)> {
    let populations = vec![population.name.clone()];
    let name = population.name.clone();
    let raster = RasterSpec { populations: populations.clone(), window_ms: 300.0 };
    let mut plots = vec![
        ("add-raster", PlotSpec::Raster(raster)),
        ("add-rates", PlotSpec::Rates(OfPopulations { populations: populations.clone() })),
        ("add-intervals", PlotSpec::Histogram(HistogramSpec { of: Counted::Intervals(name), bins: 40 })),
    ];
    if population.kind.inner().is_some_and(NeuronModel::has_membrane) {
        plots.push(("add-irregularity", PlotSpec::Irregularity(OfPopulations { populations })));
    }
    plots
}

fn of_projection(projection: &Projection) -> Vec<(&'static str, PlotSpec)> {
    let name = || projection.name.clone();
    let of = || OfProjection { projection: name() };
    let releases = ReleasesSpec { projections: vec![name()], window_ms: 300.0, y: Span::Auto };
    let mut plots = vec![("add-releases", PlotSpec::Releases(releases))];
    if projection.release.inner().is_some() {
        plots.push(("add-paired-pulse", PlotSpec::PairedPulse(of())));
        plots.push(("add-frequency", PlotSpec::FrequencyResponse(of())));
    }
    if !matches!(projection.plasticity, Plasticity::Fixed) {
        plots.push((
            "add-weights",
            PlotSpec::Weights(WeightsSpec { projection: name(), x: WeightOrder::Index }),
        ));
        plots.push(("add-weight-histogram", PlotSpec::WeightHistogram(of())));
        plots.push(("add-weight-film", PlotSpec::WeightFilm(of())));
        let window = StdpWindowSpec { projection: name(), sign: IntervalSign::PostMinusPre };
        plots.push(("add-stdp-window", PlotSpec::StdpWindow(window)));
    }
    let has_block =
        |receptor: &&Receptor| receptor.inner().is_some_and(|model| ReceptorModel::block(model).is_some());
    for receptor in projection.receptors.iter().filter(has_block) {
        let of = || OfReceptor { projection: name(), receptor: receptor.key().to_owned() };
        plots.push(("add-block", PlotSpec::Block(of())));
        plots.push(("add-current-voltage", PlotSpec::CurrentVoltage(of())));
    }
    plots
}
