//! A box on a raster: dragged with Shift, it says which neurons and which times are read.

use eframe::egui::{Event, PointerButton, Rect, Stroke, StrokeKind, Ui, pos2};
use egui_plot::{PlotPoint, PlotTransform};

use super::navigate::{NEAR, Window};
use crate::app::frame::Frame;
use crate::app::measuring::{Boxing, Subject};
use crate::app::view_state::PlotsState;
use crate::preset::plot_spec::RasterSpec;

/// Draws the box of a raster, and takes one that is dragged.
pub(super) fn box_ui(
    ui: &Ui,
    id: u32,
    spec: &RasterSpec,
    (transform, window): (&PlotTransform, Window),
    frame: &mut Frame<'_, PlotsState>,
) {
    let data = *transform.frame();
    // The keys of the press itself: by the end of a frame they may have been let go.
    let pressed = |event: &Event| match event {
        Event::PointerButton { pos, button: PointerButton::Primary, pressed: true, modifiers } => {
            modifiers.shift.then_some(*pos)
        }
        _ => None,
    };
    let (pointer, begun, is_down) = ui.input(|input| {
        let pointer = &input.pointer;
        (pointer.latest_pos(), input.events.iter().find_map(pressed), pointer.primary_down())
    });
    let is_here = |at| data.contains(at) && ui.ctx().layer_id_at(at) == Some(ui.layer_id());
    if let Some(at) = begun.filter(|at| is_here(*at)) {
        frame.view.measuring.boxing = Some(Boxing { plot: id, from: (at.x, at.y) });
    }
    let colour = frame.context.theme.accent;
    let painter = ui.painter_at(data.intersect(ui.clip_rect()));
    let draw = |rect: Rect| {
        painter.rect_filled(rect, 0.0, colour.gamma_multiply(0.12));
        painter.rect_stroke(rect, 0.0, Stroke::new(1.5, colour), StrokeKind::Inside);
    };
    let boxing = frame.view.measuring.boxing.filter(|own| own.plot == id);
    let Some((boxing, at)) = boxing.zip(pointer) else {
        if let Some(rect) = taken(spec, (transform, window), frame) {
            draw(rect);
        }
        return;
    };
    let rect = Rect::from_two_pos(pos2(boxing.from.0, boxing.from.1), at).intersect(data);
    if is_down {
        draw(rect);
        return;
    }
    frame.view.measuring.boxing = None;
    if NEAR <= rect.width() && 1.0 <= rect.height() {
        take(spec, rect, boxing.from.1, (transform, window), frame);
    }
}

/// Each population of a raster with the rows before it and its own.
fn rows(spec: &RasterSpec, frame: &Frame<'_, PlotsState>) -> Vec<(u32, u64, u64)> {
    let mut above = 0;
    let populations = spec.populations.iter().filter_map(|id| frame.context.network().population(*id));
    populations
        .map(|own| {
            let before = above;
            above += own.n;
            (own.id, before, own.n)
        })
        .collect()
}

/// Reads what is in a box: the neurons of the population in which it was begun, between the times of its edges.
fn take(
    spec: &RasterSpec,
    rect: Rect,
    begun_y: f32,
    (transform, window): (&PlotTransform, Window),
    frame: &mut Frame<'_, PlotsState>,
) {
    let row_at = |y: f32| (-transform.value_from_position(pos2(rect.left(), y)).y).max(0.0);
    let time_at = |x: f32| window.end_ms + transform.value_from_position(pos2(x, rect.top())).x;
    #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
    let is_in = |(_, above, n): &&(u32, u64, u64)| row_at(begun_y) < (above + n) as f64;
    let all = rows(spec, frame);
    let Some((population, above, n)) = all.iter().find(is_in).or(all.last()).copied() else { return };
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 100 000 neurons"
    )]
    let neuron = |y: f32| (row_at(y) - above as f64).clamp(0.0, n.saturating_sub(1) as f64) as u32;
    // A neuron that the box cuts is in it.
    let neurons = (neuron(rect.top()), neuron(rect.bottom()));
    let end_ms = frame.context.run.end_ms();
    let between = [rect.left(), rect.right()].map(|x| time_at(x).clamp(0.0, end_ms));
    let measuring = &mut frame.view.measuring;
    (measuring.is_on, measuring.cursors_ms) = (true, Some(between));
    (measuring.chosen, measuring.level) = (Some(Subject::Spikes(population)), None);
    measuring.neurons = Some((population, neurons.0, neurons.1));
}

/// Where the box lies that is read.
fn taken(
    spec: &RasterSpec,
    (transform, window): (&PlotTransform, Window),
    frame: &Frame<'_, PlotsState>,
) -> Option<Rect> {
    let measuring = &frame.view.measuring;
    let (population, first, last) = measuring.neurons.filter(|_| measuring.is_on)?;
    let (from_ms, to_ms) = measuring.between_ms()?;
    let (_, above, _) = rows(spec, frame).into_iter().find(|own| own.0 == population)?;
    #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
    let place = |ms: f64, row: u64| {
        transform.position_from_point(&PlotPoint::new(ms - window.end_ms, -((above + row) as f64)))
    };
    Some(Rect::from_two_pos(place(from_ms, u64::from(first)), place(to_ms, u64::from(last) + 1)))
}
