//! Every spike of some populations as a dot, against time.

use eframe::egui::epaint::Mesh;
use eframe::egui::{Align2, Shape, Ui, vec2};
use egui_plot::PlotPoint;

use super::trace::{Window, timed_ui};
use crate::app::context::{PlotsState, ViewContext};
use crate::app::theme::GRID;
use crate::preset::plot_spec::{RasterSpec, Span};

/// Most dots that are painted; more would be one to the eye.
const MOST_DOTS: usize = 20_000;

/// Draws the plot into the whole of `ui`: populations from top to bottom, neuron 0 of each on top.
pub(super) fn raster_ui(
    ui: &mut Ui,
    id: u32,
    spec: &RasterSpec,
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) {
    let window = Window::of(spec.window_ms, context, plots);
    let populations: Vec<_> =
        spec.populations.iter().filter_map(|name| context.network().population_named(name)).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
    let total = populations.iter().map(|population| population.n).sum::<u64>() as f64;
    let transform = timed_ui(ui, id, Vec::new(), window, Span::Fixed(-total.max(1.0), 0.0), context, plots);
    let frame = *transform.frame();
    let painter = ui.painter_at(ui.clip_rect().intersect(frame));
    let mut mesh = Mesh::default();
    #[expect(clippy::cast_possible_truncation, reason = "a size on screen")]
    let side = (frame.height() / total.max(1.0) as f32).clamp(1.2, 4.0);
    let mut above = 0.0;
    let mut labels = Vec::new();
    for population in populations {
        let colour = context.theme.population(population.id);
        let from_ms = window.end_ms - window.width_ms;
        let spikes = context.traces.spikes_in(population.id, from_ms, window.end_ms, context.run.grid);
        for spike in spikes.rev().take(MOST_DOTS) {
            let x = context.run.grid.moment_ms(spike.at) - window.end_ms;
            let place =
                transform.position_from_point(&PlotPoint::new(x, -above - f64::from(spike.neuron) - 0.5));
            mesh.add_colored_rect(eframe::egui::Rect::from_center_size(place, vec2(1.6, side)), colour);
        }
        let top = transform.position_from_point(&PlotPoint::new(0.0, -above));
        labels.push((top.y, population.name.clone(), colour));
        #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
        let n = population.n as f64;
        above += n;
    }
    painter.add(Shape::mesh(mesh));
    for (y, name, colour) in labels {
        let at = eframe::egui::pos2(frame.left() + GRID, y + GRID * 0.5);
        let galley = painter.layout_no_wrap(name, context.theme.bold_font(0.95), colour);
        let rect = Align2::LEFT_TOP.anchor_size(at, galley.size());
        painter.rect_filled(rect.expand2(vec2(3.0, 0.0)), 3.0, context.theme.pane.gamma_multiply(0.85));
        painter.galley(rect.min, galley, colour);
    }
}
