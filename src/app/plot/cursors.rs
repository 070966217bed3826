//! The two cursors on a plot against time, what is read between them, and dots where the line under the pointer meets traces.

use eframe::egui::{
    self, CursorIcon, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use egui_plot::{PlotPoint, PlotTransform};

use super::navigate::{NEAR, Window};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::{Measuring, Subject, sample_after, snapped, time_words};
use crate::app::theme::GRID;
use crate::app::view_state::PlotsState;
use crate::measure::{self, Fit};
use crate::model::probe::Probe;
use crate::preset::plot_spec::ValueAxis;

/// Samples that Shift with an arrow goes.
const FAR: i64 = 10;
/// Points of a fitted curve.
const FIT_POINTS: u32 = 160;

/// What a plot shows as a curve.
pub(super) struct Curve<'a> {
    /// Its probe, if it has one.
    pub probe: Option<&'a Probe>,
    /// Its points as (time before the right edge [ms], value).
    pub points: &'a [PlotPoint],
    /// Its colour.
    pub colour: egui::Color32,
    /// The axis on which its points lie.
    pub axis: ValueAxis,
}

/// Draws dots under the pointer, and the cursors while they are shown, and takes what is done with them.
pub(super) fn cursors_ui(
    ui: &mut Ui,
    curves: &[Curve<'_>],
    (response, transform): (&Response, &PlotTransform),
    window: Window,
    frame: &mut Frame<'_, PlotsState>,
) {
    let context = frame.context;
    let painter = ui.painter_at(ui.clip_rect().intersect(*transform.frame()));
    if let Some(ms) = context.hover.time_ms.filter(|ms| 0.0 <= *ms) {
        dots(&painter, curves, transform, window, ms, context);
    }
    if !frame.view.measuring.is_on {
        return;
    }
    let place = Place { transform, window };
    begin(&mut frame.view.measuring, window, context);
    fitted(&painter, curves, &place, frame);
    lines(&painter, &place, frame);
    take_pointer(ui, response, &place, frame);
    let pass = ui.ctx().cumulative_pass_nr();
    if frame.view.measuring.drawn_in != Some(pass) {
        frame.view.measuring.drawn_in = Some(pass);
        for cursor in 0..2 {
            handle_ui(ui, cursor, &place, frame);
        }
        frame.view.measuring.focus = None;
    }
}

/// Where times lie on a plot.
struct Place<'a> {
    transform: &'a PlotTransform,
    window: Window,
}

impl Place<'_> {
    fn frame(&self) -> Rect {
        *self.transform.frame()
    }

    fn at(&self, time_ms: f64, value: f64) -> Pos2 {
        self.transform.position_from_point(&PlotPoint::new(time_ms - self.window.end_ms, value))
    }

    fn x(&self, time_ms: f64) -> f32 {
        self.at(time_ms, 0.0).x
    }

    fn per_point_ms(&self) -> f64 {
        self.window.width_ms / f64::from(self.frame().width().max(1.0))
    }

    /// The time under a place, at the event or sample next to it [ms].
    fn snapped(&self, x: f32, context: &ViewContext<'_>) -> f64 {
        let frame = self.frame();
        let from_right = f64::from(frame.right() - x.clamp(frame.left(), frame.right()));
        let ms = self.window.end_ms - from_right * self.per_point_ms();
        let within_ms = f64::from(NEAR) * self.per_point_ms();
        snapped(context.traces, context.network(), context.run.grid, ms, within_ms).0
    }
}

/// Cursors that are nowhere yet come to a quarter and to three quarters of what is shown.
fn begin(measuring: &mut Measuring, window: Window, context: &ViewContext<'_>) {
    if measuring.cursors_ms.is_some() {
        return;
    }
    let end_ms = window.end_ms.min(context.run.end_ms());
    let start_ms = (window.end_ms - window.width_ms).max(0.0).min(end_ms);
    let grid = context.run.grid;
    let at = |part: f64| sample_after(grid, start_ms + part * (end_ms - start_ms), 0);
    measuring.cursors_ms = Some([at(0.25), at(0.75)].map(|ms| grid.time_ms(grid.moment(ms).step)));
}

/// A dot on each trace at the time under the pointer [ms].
fn dots(
    painter: &egui::Painter,
    curves: &[Curve<'_>],
    transform: &PlotTransform,
    window: Window,
    ms: f64,
    context: &ViewContext<'_>,
) {
    for curve in curves {
        let value = if let Some(probe) = curve.probe {
            context.traces.value_at(probe, ms, context.run.grid).map(|own| curve.axis.place(own))
        } else {
            let after = curve.points.partition_point(|point| point.x <= ms - window.end_ms);
            after.checked_sub(1).map(|index| curve.points[index].y)
        };
        if let Some(value) = value.filter(|value| value.is_finite()) {
            let at = transform.position_from_point(&PlotPoint::new(ms - window.end_ms, value));
            let radius = context.theme.trace_width + 1.5 * context.theme.line;
            painter.circle(at, radius, curve.colour, Stroke::new(context.theme.line, context.theme.pane));
        }
    }
}

/// The fitted curve over what it was fitted to, dashed.
fn fitted(painter: &egui::Painter, curves: &[Curve<'_>], place: &Place<'_>, frame: &Frame<'_, PlotsState>) {
    let Some(read) = &frame.view.measuring.read else { return };
    let Subject::Probe(probe) = &read.subject else { return };
    let Some(axis) = curves.iter().find(|curve| curve.probe == Some(probe)).map(|own| own.axis) else {
        return;
    };
    let found = read.fits.iter().find_map(|fit| if let Fit::Decays(own) = fit { Some(own) } else { None });
    let Some(fit) = found else { return };
    let (from_ms, to_ms) = read.between_ms;
    let step_ms = (to_ms - from_ms) / f64::from(FIT_POINTS);
    let times = (0..=FIT_POINTS).map(|k| from_ms + f64::from(k) * step_ms);
    let points: Vec<Pos2> = times
        .map(|ms| (ms, axis.place(fit.value(ms))))
        .filter(|(_, own)| own.is_finite())
        .map(|(ms, own)| place.at(ms, own))
        .collect();
    let theme = frame.context.theme;
    let stroke = Stroke::new(1.5 * theme.line, theme.text);
    painter.extend(egui::Shape::dashed_line(&points, stroke, 5.0, 4.0));
}

/// The cursors as lines, with what is between them tinted.
fn lines(painter: &egui::Painter, place: &Place<'_>, frame: &Frame<'_, PlotsState>) {
    let (theme, measuring) = (frame.context.theme, &frame.view.measuring);
    let (Some(cursors), Some((from_ms, to_ms))) = (measuring.cursors_ms, measuring.between_ms()) else {
        return;
    };
    let area = place.frame();
    let between = Rect::from_x_y_ranges(place.x(from_ms)..=place.x(to_ms), area.y_range());
    painter.rect_filled(between.intersect(area), 0.0, theme.accent.gamma_multiply(0.08));
    for (cursor, ms) in cursors.into_iter().enumerate() {
        let width = if cursor == measuring.active { 2.0 } else { 1.2 };
        painter.vline(place.x(ms), area.y_range(), Stroke::new(width * theme.line, theme.accent));
    }
}

/// A click sets the next cursor; a drag that begins on one moves it.
fn take_pointer(ui: &Ui, response: &Response, place: &Place<'_>, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let end_ms = context.run.end_ms();
    let measuring = &mut frame.view.measuring;
    let Some(cursors) = measuring.cursors_ms.filter(|_| measuring.boxing.is_none()) else { return };
    let on = |at: Pos2| {
        let off = |cursor: &usize| (place.x(cursors[*cursor]) - at.x).abs();
        let near = (0..2).filter(|cursor| off(cursor) <= NEAR);
        near.min_by(|one, other| off(one).total_cmp(&off(other)))
    };
    let pointer = response.interact_pointer_pos().or(response.hover_pos());
    if response.drag_started() {
        measuring.dragged = ui.input(|input| input.pointer.press_origin()).and_then(on);
        if let Some(cursor) = measuring.dragged {
            measuring.active = cursor;
        }
    }
    if let (Some(cursor), Some(at)) = (measuring.dragged.filter(|_| response.dragged()), pointer) {
        measuring.put(cursor, place.snapped(at.x, context), end_ms);
    } else if response.clicked()
        && !response.double_clicked()
        && let Some(at) = pointer.filter(|at| place.frame().contains(*at))
    {
        measuring.put(measuring.active, place.snapped(at.x, context), end_ms);
        measuring.active = 1 - measuring.active;
    }
    if measuring.dragged.is_some() || response.hover_pos().and_then(on).is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
}

/// The handle of a cursor: dragged, or moved by arrows while it has the keyboard.
fn handle_ui(ui: &mut Ui, cursor: usize, place: &Place<'_>, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let theme = context.theme;
    let Some(ms) = frame.view.measuring.cursors_ms.map(|own| own[cursor]) else { return };
    let (area, side) = (place.frame(), 1.25 * theme.text_size);
    let x = place.x(ms).clamp(area.left(), area.right());
    // Where both stand together, one is below the other.
    let top = area.top() + if cursor == 0 { 0.0 } else { side + 1.0 };
    let rect = Rect::from_min_size(pos2(x - 0.5 * side, top), vec2(side, side));
    let id = egui::Id::unique(("measuring cursor", cursor));
    let response =
        ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::ResizeHorizontal);
    if frame.view.measuring.focus == Some(cursor) {
        response.request_focus();
    }
    let name = context.text.with("cursor-name", &[("number", &(cursor + 1).to_string())]);
    describe(ui, &response, &name, ms, frame);
    if response.gained_focus() || response.drag_started() || response.clicked() {
        frame.view.measuring.active = cursor;
    }
    let end_ms = context.run.end_ms();
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        frame.view.measuring.put(cursor, place.snapped(at.x, context), end_ms);
    }
    if let Some(to_ms) = asked(ui, &response, ms, context) {
        let to_ms = to_ms.clamp(0.0, end_ms.max(0.0));
        frame.view.measuring.put(cursor, to_ms, end_ms);
        let (start_ms, width_ms) = (place.window.end_ms - place.window.width_ms, place.window.width_ms);
        // It is kept in sight.
        if to_ms < start_ms {
            frame.view.hold_at(to_ms + 0.9 * width_ms, end_ms);
        } else if place.window.end_ms < to_ms {
            frame.view.hold_at(to_ms + 0.1 * width_ms, end_ms);
        }
    }
    let fill = if frame.view.measuring.active == cursor { theme.accent } else { theme.pane };
    let ink = if frame.view.measuring.active == cursor { theme.pane } else { theme.accent };
    let painter = ui.painter_at(ui.clip_rect());
    painter.rect(
        rect,
        0.25 * GRID,
        fill,
        Stroke::new(1.2 * theme.line, theme.accent),
        egui::StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        (cursor + 1).to_string(),
        theme.bold_font(0.85),
        ink,
    );
    if response.has_focus() {
        let ring = Stroke::new(2.0 * theme.line, theme.text);
        painter.rect_stroke(rect.expand(1.0), 0.25 * GRID, ring, egui::StrokeKind::Outside);
    }
    response.on_hover_text(context.text.get("cursor-tip"));
}

/// Says what a handle is and where its cursor stands.
fn describe(ui: &Ui, response: &Response, name: &str, ms: f64, frame: &Frame<'_, PlotsState>) {
    let run = frame.context.run;
    let value = time_words(ms, run.grid);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Slider, true, name);
        info.current_text_value = Some(value.clone());
        info
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        use egui::accesskit::Action;
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(run.end_ms());
        node.set_numeric_value(ms);
        node.set_numeric_value_step(run.grid.dt_ms());
        node.set_value(value);
        for action in [Action::SetValue, Action::Increment, Action::Decrement] {
            node.add_action(action);
        }
    });
}

/// Where keys or a screen reader send a cursor [ms]: arrows left and right by a sample, with Shift by ten, up and down to the event
/// after it and before it.
fn asked(ui: &Ui, response: &Response, ms: f64, context: &ViewContext<'_>) -> Option<f64> {
    use egui::accesskit::{Action, ActionData};
    let has_focus = response.has_focus();
    if has_focus {
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let (by, to_event, set) = ui.input_mut(|input| {
        let steps = |count: usize| i64::try_from(count).unwrap_or(0);
        let told = |action| steps(input.num_accesskit_action_requests(response.id, action));
        let mut by = told(Action::Increment) - told(Action::Decrement);
        let as_number = |request: &egui::accesskit::ActionRequest| match request.data {
            Some(ActionData::NumericValue(value)) => Some(value),
            _ => None,
        };
        let set = input.accesskit_action_requests(response.id, Action::SetValue).find_map(as_number);
        let mut to_event = 0;
        if has_focus {
            for (modifiers, far) in [(Modifiers::SHIFT, FAR), (Modifiers::NONE, 1)] {
                for (key, sign) in [(Key::ArrowLeft, -far), (Key::ArrowRight, far)] {
                    by += sign * steps(input.count_and_consume_key(modifiers, key));
                }
            }
            for (key, sign) in [(Key::ArrowDown, -1), (Key::ArrowUp, 1)] {
                to_event += sign * steps(input.count_and_consume_key(Modifiers::NONE, key));
            }
        }
        (by, to_event, set)
    });
    if to_event != 0 {
        let (traces, network, grid) = (context.traces, context.network(), context.run.grid);
        return measure::next(traces, network, grid, ms, 0 < to_event).map(|event| event.time_ms);
    }
    let grid = context.run.grid;
    let nearest = |wished: f64| snapped(context.traces, context.network(), grid, wished, 0.0).0;
    set.filter(|wished| wished.is_finite()).map(nearest).or((by != 0).then(|| sample_after(grid, ms, by)))
}
