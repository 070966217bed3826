//! Every spike of some populations as a dot, against time.

use eframe::egui::{Rect, Shape, Stroke, StrokeKind, Ui, Vec2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

use super::chart::Chart;
use super::ghost::{ghost_labels, ghostly};
use super::jumps::link_ui;
use super::navigate::Window;
use super::pale::pale;
use super::raster_box::box_ui;
use super::raster_picture;
use super::strip::Label;
use super::surroundings::hatch;
use super::trace::{paler, timed_ui};
use super::twin::twin_label;
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::frame::Frame;
use crate::app::view_state::PlotsState;
use crate::model::network::{Network, Object};
use crate::preset::plot_spec::{RasterSpec, Span};

impl Drawn for kind::Raster {
    type Spec = RasterSpec;

    fn draw(ui: &mut Ui, id: u32, spec: &RasterSpec, frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
        raster_ui(ui, id, spec, frame);
        None
    }

    fn offers(object: Object, _network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-raster", object, true)
    }
}

/// Columns and rows of cells, at most, of which each shows one dot: more would be one to the eye.
const MOST_CELLS: (usize, usize) = (1_000, 400);

/// Draws the plot into the whole of `ui`: populations from top to bottom, neuron 0 of each on top.
// Longer than 60 lines: one view from top to bottom.
pub(super) fn raster_ui(ui: &mut Ui, id: u32, spec: &RasterSpec, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let window = Window::of(spec.window_ms, context, frame.view);
    let populations: Vec<_> =
        spec.populations.iter().filter_map(|id| context.network().population(*id)).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
    let total = populations.iter().map(|population| population.n).sum::<u64>() as f64;
    let labels: Vec<Label> = populations
        .iter()
        .map(|population| {
            let look = Appearance::of_population(population.id, context.theme);
            (look.before(&population.name), look.colour)
        })
        .collect();
    let y = Span::Fixed(-total.max(1.0), 0.0);
    let labels: Vec<Label> = labels
        .into_iter()
        .chain(ghost_labels(frame, |_| true))
        .chain(twin_label(context, "twin-legend-raster"))
        .collect();
    let transform = timed_ui(ui, id, Vec::new(), &labels, window, y, frame);
    box_ui(ui, id, spec, (&transform, window), frame);
    let (ghosts, picture) = (&frame.view.ghosts, frame.view.rasters.entry(id).or_default());
    let frame = *transform.frame();
    let painter = ui.painter_at(ui.clip_rect().intersect(frame));
    let mut dots = Vec::new();
    #[expect(clippy::cast_possible_truncation, reason = "a size on screen")]
    let row = frame.height() / total.max(1.0) as f32;
    // A few neurons have bars, many have dots.
    let side = row.clamp(1.2, 4.0).max((0.6 * row).min(24.0));
    let mut cells = Cells::of(frame.size());
    let (mut hatches, mut kept) = (Vec::new(), Vec::new());
    let mut above = 0.0;
    let mut borders = Vec::new();
    for population in populations {
        let colour = context.theme.population(population.id);
        let from_ms = window.end_ms - window.width_ms;
        // Hollow, so that what is there now shows in it.
        let rows = Rows { above, n: population.n, total, side };
        for (index, (_, ghost)) in ghosts.iter().enumerate() {
            let stroke = Stroke::new(context.theme.line, ghostly(colour, ghosts.len() - index));
            let spikes = ghost.spikes_in(population.id, from_ms, window.end_ms);
            kept.extend(hollow(spikes, &rows, stroke, window, &transform));
        }
        if let Some(twin) = context.twin {
            let stroke = Stroke::new(1.5 * context.theme.line, pale(colour));
            let grid = context.run.grid;
            let spikes = twin.traces.spikes_in(population.id, from_ms, window.end_ms, grid);
            let spikes = spikes.map(|spike| (spike.neuron, grid.moment_ms(spike.at)));
            kept.extend(hollow(spikes, &rows, stroke, window, &transform));
        }
        let spikes = context.traces.spikes_in(population.id, from_ms, window.end_ms, context.run.grid);
        for spike in spikes {
            let x = context.run.grid.moment_ms(spike.at) - window.end_ms;
            let (column, row) =
                (1.0 + x / window.width_ms, (above + f64::from(spike.neuron)) / total.max(1.0));
            if !cells.is_new(column, row) {
                continue;
            }
            let place =
                transform.position_from_point(&PlotPoint::new(x, -above - f64::from(spike.neuron) - 0.5));
            let is_ahead = context.run.is_ahead(x + window.end_ms);
            let colour = if is_ahead { paler(colour) } else { colour };
            dots.push((Rect::from_center_size(place, vec2(1.6, side)), colour));
        }
        let place =
            |ms: f64, row: f64| transform.position_from_point(&PlotPoint::new(ms - window.end_ms, -row));
        #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
        let below = above + population.n as f64;
        for (start_ms, stop_ms) in
            context.traces.unlisted_ms(population.id, from_ms, window.end_ms, context.run.grid)
        {
            hatches.push(Rect::from_two_pos(place(start_ms, above), place(stop_ms, below)));
        }
        let top = transform.position_from_point(&PlotPoint::new(0.0, -above));
        borders.push(top.y);
        #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
        let n = population.n as f64;
        above += n;
    }
    for rect in hatches {
        hatch(&painter, rect.intersect(frame), context.theme);
    }
    painter.extend(kept);
    raster_picture::paint(&dots, frame, &painter, picture);
    if let Some(link) = context.link {
        link_ui(&painter, &transform, (window, &spec.populations), link, context);
    }
    for y in borders.into_iter().skip(1) {
        painter.hline(frame.x_range(), y, Stroke::new(context.theme.line, context.theme.hairline));
    }
}

/// The rows of a population: how many are above it and in it, of how many, and how high a mark is [points].
struct Rows {
    above: f64,
    n: u64,
    total: f64,
    side: f32,
}

/// Hollow marks of spikes, each as neuron and time [ms].
fn hollow(
    spikes: impl Iterator<Item = (u32, f64)>,
    rows: &Rows,
    stroke: Stroke,
    window: Window,
    transform: &PlotTransform,
) -> Vec<Shape> {
    let mut cells = Cells::of(transform.frame().size());
    let mut shapes = Vec::new();
    for (neuron, ms) in spikes {
        let (x, y) = (ms - window.end_ms, rows.above + f64::from(neuron));
        if u64::from(neuron) < rows.n && cells.is_new(1.0 + x / window.width_ms, y / rows.total.max(1.0)) {
            let place = transform.position_from_point(&PlotPoint::new(x, -y - 0.5));
            let rect = Rect::from_center_size(place, vec2(rows.side.max(4.0), rows.side.max(4.0)));
            shapes.push(Shape::rect_stroke(rect, 0.0, stroke, StrokeKind::Middle));
        }
    }
    shapes
}

/// Which parts of the plot have a dot.
struct Cells {
    columns: usize,
    rows: usize,
    is_taken: Vec<bool>,
}

impl Cells {
    /// A cell for every point of a frame, or as many as are worth it.
    fn of(size: Vec2) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size on screen")]
        let (columns, rows) =
            ((size.x.max(1.0) as usize).min(MOST_CELLS.0), (size.y.max(1.0) as usize).min(MOST_CELLS.1));
        Self { columns, rows, is_taken: vec![false; columns * rows] }
    }

    /// Takes the cell at a place, 0 to 1 from left to right and from top to bottom. `false` if it was taken.
    fn is_new(&mut self, x: f64, y: f64) -> bool {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place on screen"
        )]
        let index = |place: f64, n: usize| ((place * n as f64).max(0.0) as usize).min(n - 1);
        let cell = index(y, self.rows) * self.columns + index(x, self.columns);
        !std::mem::replace(&mut self.is_taken[cell], true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_dot_is_painted_for_each_cell_and_none_is_forgotten() {
        let mut cells = Cells::of(vec2(300.0, 100.0));
        let painted = (0..100_000).filter(|i| {
            cells.is_new((f64::from(i % 1000) + 0.5) / 1000.0, (f64::from(i / 1000) + 0.5) / 100.0)
        });
        assert_eq!(painted.count(), 300 * 100);
        assert!(!cells.is_new(-0.1, 1.5), "what lies beyond the edge is on it");
        assert_eq!(Cells::of(vec2(9e9, 0.0)).is_taken.len(), MOST_CELLS.0);
    }
}
