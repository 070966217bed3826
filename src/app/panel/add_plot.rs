//! The window from which plots are added: meters on every object, and what else can be shown of it.

use eframe::egui::{RichText, ScrollArea, Ui, Window};

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::plot;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::app::widget::symbol::name_button_ui;
use crate::document::{Edit, PlotEdit};
use crate::model::network::Object;
use crate::model::probe::Probe;
use crate::preset::plot_spec::{Aligned, PlotSpec, Span, TraceSpec};

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
                // So many of each kind, that all kinds show.
                let objects = network.parts().objects();
                let (mut n_populations, mut n_projections, mut n_junctions) = (0, 0, 0);
                for object in objects {
                    let count = match object {
                        Object::Population(_) => &mut n_populations,
                        Object::Projection(_) => &mut n_projections,
                        Object::GapJunction(_) => &mut n_junctions,
                    };
                    *count += 1;
                    if *count <= MOST {
                        object_ui(ui, object, context, frame.requests);
                    }
                }
                if network.populations().is_empty() {
                    ui.label(context.text.get("add-plot-empty"));
                }
            });
        });
    frame.view.windows.add_plot &= open;
}

/// An object's meters and plots, as buttons.
fn object_ui(ui: &mut Ui, object: Object, context: &ViewContext<'_>, requests: &mut Requests) {
    let network = context.network();
    let Some(name) = network.parts().name_of(object) else { return };
    ui.label(RichText::new(name).font(context.theme.bold_font(1.0)));
    let add = |kind: PlotSpec| Request::Edit(Edit::Plots(PlotEdit::Add(kind)), None);
    ui.horizontal_wrapped(|ui| {
        for probe in Probe::first_of(network, object) {
            let Some((name, state)) = probe.describe(network) else { continue };
            if name_button_ui(ui, &name).on_hover_text(context.text.own(state.meaning)).clicked() {
                let (probes, window_ms) = (vec![probe], window_ms(context));
                let spec = TraceSpec { probes, window_ms, y: Span::Auto, sweeps: Aligned::Off };
                requests.push(add(PlotSpec::Trace(spec)));
            }
        }
        for (key, kind) in plot::offers(object, network) {
            if ui.button(context.text.get(key)).clicked() {
                requests.push(add(kind));
            }
        }
    });
    ui.add_space(GRID * 0.5);
}

/// The window of time of the plots that there are [ms].
fn window_ms(context: &ViewContext<'_>) -> f64 {
    context.preset().view().plots.iter().find_map(|plot| plot.kind.window_ms()).unwrap_or(300.0)
}
