//! The time line: the whole run below the transport, with the playhead, what acted on the run, and what can be reached. Dragging it
//! moves the playhead; what was recorded stays.

use eframe::egui::{
    self, Button, Color32, Key, Modifiers, Pos2, Rect, Response, RichText, Role, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::time_line_state::TimeLine;
use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::past::Mark;
use crate::app::request::{Request, Requests};
use crate::app::runs::Listed;
use crate::app::theme::GRID;
use crate::app::view_state::ZOOM_PER_NOTCH;
use crate::app::widget::number;
use crate::engine::{InputKind, RunPlace, SeekTo};

/// How near to a mark the playhead goes to it [points].
const SNAP: f32 = 6.0;

/// Draws the line over the whole width.
pub(crate) fn time_line_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let room = vec2(ui.available_width(), 0.9 * frame.context.theme.text_size);
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    rail_ui(ui, rect, frame);
}

/// Height that the stage of a lecture leaves to the line and the tabs of runs, where there are several [points].
pub(crate) fn strip_height(context: &ViewContext<'_>) -> f32 {
    let tabs = super::run_tabs::height(context);
    if 0.0 < tabs { tabs + 1.4 * context.theme.text_size } else { 0.0 }
}

/// On the stage of a lecture the line is a slim strip at the lower edge, there while the playhead is in the past, the pointer comes
/// near, or there are runs to choose from.
pub(crate) fn strip_ui(ui: &mut Ui, whole: Rect, frame: &mut Frame<'_>) {
    let theme = frame.context.theme;
    let height = 1.4 * theme.text_size;
    let strip = whole.with_min_y(whole.bottom() - height);
    let tabs = super::run_tabs::height(frame.context);
    let reach = whole.with_min_y(whole.bottom() - 1.5 * height);
    let is_near = ui.input(|input| input.pointer.hover_pos().is_some_and(|at| reach.contains(at)));
    let is_past = frame.context.run.is_past();
    if !is_near && !is_past && tabs == 0.0 && frame.view.time_line.dragged_ms.is_none() {
        return;
    }
    ui.painter().rect_filled(strip, 0.0, theme.pane);
    if 0.0 < tabs {
        // Which run is shown, and the way to the others, above the line.
        let row = Rect::from_min_max(strip.min - vec2(0.0, tabs), strip.right_top());
        ui.painter().rect_filled(row, 0.0, theme.pane);
        super::run_tabs::tabs_ui(ui, row.shrink2(vec2(0.5 * GRID, 0.0)), frame.context, frame.requests);
    }
    rail_ui(ui, strip, frame);
}

/// In the past: how far, the way back to the end, or out of a long way, and whether plots follow. From right to left.
pub(super) fn past_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let (run, text, size) = (context.run, context.text, context.theme.text_size);
    if run.seeking.is_none() && !run.is_past() {
        return;
    }
    let (sign, name, tip_words) = match run.seeking {
        Some(_) => ("×".to_owned(), "seek-cancel-tip", text.get("seek-cancel-tip")),
        None => (text.get("past-end"), Action::ToEnd.key(), tip(ui, Action::ToEnd, context)),
    };
    let response = ui.add(Button::new(sign).min_size(vec2(3.4 * size, 0.0))).on_hover_text(tip_words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text.get(name)));
    if response.clicked() {
        requests.push(if run.seeking.is_some() { Request::GiveUpSeek } else { Request::Act(Action::ToEnd) });
    }
    if 18.0 * size < ui.available_width() {
        let words = if let Some(part) = run.seeking {
            text.with("seek-progress", &[("percent", &format!("{:.0}", 100.0 * part))])
        } else {
            let before = number::time((run.end_ms() - run.playhead_ms()).max(0.0));
            text.with("past-before-end", &[("time", &before)])
        };
        ui.label(RichText::new(words).color(context.theme.accent));
        follow_ui(ui, context, requests);
    }
}

/// The switch that says whether plots follow the playhead.
fn follow_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let is_on = !context.plots_stay;
    let words = context.text.get("follow");
    let response = ui.add(Button::new(words).selected(is_on)).on_hover_text(tip(ui, Action::Follow, context));
    let name = context.text.get(Action::Follow.key());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, &name));
    if response.clicked() {
        requests.act(Action::Follow);
    }
}

/// The part of the screen that stands for a stretch of time.
#[derive(Clone, Copy)]
struct Rail {
    rect: Rect,
    from_ms: f64,
    to_ms: f64,
}

impl Rail {
    fn new(rect: Rect, line: &TimeLine, end_ms: f64) -> Self {
        let (from_ms, to_ms) = line.range_ms(end_ms);
        Self { rect: rect.shrink2(vec2(0.5 * GRID, 0.0)), from_ms, to_ms }
    }

    fn ms_per_point(&self) -> f64 {
        (self.to_ms - self.from_ms) / f64::from(self.rect.width().max(1.0))
    }

    fn ms(&self, x: f32) -> f64 {
        self.from_ms + f64::from(x - self.rect.left()) * self.ms_per_point()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
    fn x(&self, ms: f64) -> f32 {
        let points = (ms - self.from_ms) / self.ms_per_point();
        self.rect.left() + points.clamp(-1e5, 1e5) as f32
    }

    fn is_shown(&self, ms: f64) -> bool {
        (self.from_ms..=self.to_ms).contains(&ms)
    }
}

fn rail_ui(ui: &Ui, rect: Rect, frame: &mut Frame<'_>) {
    let context = frame.context;
    // A name of its own, so that a drag goes on whatever else is drawn.
    let response = &ui.interact(rect, egui::Id::unique("time-line"), Sense::click_and_drag());
    let run = context.run;
    let rail = Rail::new(rect, &frame.view.time_line, run.end_ms());
    tell(ui, response, context);
    take_keys(ui, response, context, frame.requests);
    take_pointer(ui, &rail, response, frame);
    paint(ui, &rail, response, context);
    let under = response.hover_pos().map(|at| marks_under(&rail, at.x, context)).unwrap_or_default();
    let at_ms = response.hover_pos().map(|at| rail.ms(at.x));
    response.clone().on_hover_ui_at_pointer(|ui| {
        if let Some(words) = words_of(under, context) {
            ui.label(words);
        }
        for words in at_ms.map(|ms| forks_near(&rail, rail.x(ms), context)).unwrap_or_default() {
            ui.label(words);
        }
        let Some(at_ms) = at_ms else { return };
        ui.label(number::time(at_ms.clamp(0.0, run.end_ms())));
        let step = run.grid.moment(at_ms.max(0.0)).step;
        if step < run.reach.first.step {
            ui.label(context.text.get("reach-gone"));
        } else if let Some(wait) = run.reach.wait(step) {
            let wait = number::time((1e3 * wait.as_secs_f64()).round());
            ui.label(context.text.with("reach-wait", &[("time", &wait)]));
        }
    });
}

/// What a screen reader says of it, and does with it.
fn tell(ui: &Ui, response: &Response, context: &ViewContext<'_>) {
    let (run, text) = (context.run, context.text);
    let (now, end) = (run.playhead_ms(), run.end_ms());
    let args = [("time", number::time(now)), ("end", number::time(end))];
    let value = text.with(if run.is_past() { "time-line-past" } else { "time-line-value" }, &args);
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, now, text.get("time-line"));
        info.current_text_value = Some(value.clone());
        info
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        use egui::accesskit::Action;
        node.set_min_numeric_value(run.grid.time_ms(run.reach.first.step));
        node.set_max_numeric_value(end);
        node.set_numeric_value(now);
        node.set_numeric_value_step(1.0);
        node.set_value(value);
        for action in [Action::SetValue, Action::Increment, Action::Decrement] {
            node.add_action(action);
        }
    });
}

/// Arrows move the playhead by a millisecond while the line has the focus, and so do screen readers.
fn take_keys(ui: &Ui, response: &Response, context: &ViewContext<'_>, requests: &mut Requests) {
    use egui::accesskit::{Action, ActionData};
    let has_focus = response.has_focus();
    if has_focus {
        let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let (by, set) = ui.input_mut(|input| {
        let asked = |action| input.num_accesskit_action_requests(response.id, action);
        let mut by = i64::try_from(asked(Action::Increment)).unwrap_or(0)
            - i64::try_from(asked(Action::Decrement)).unwrap_or(0);
        let set =
            input.accesskit_action_requests(response.id, Action::SetValue).find_map(|request| match request
                .data
            {
                Some(ActionData::NumericValue(value)) => Some(value),
                _ => None,
            });
        if has_focus {
            for (key, sign) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
                by += sign * i64::try_from(input.count_and_consume_key(Modifiers::NONE, key)).unwrap_or(0);
            }
        }
        (by, set)
    });
    if let Some(ms) = set.filter(|ms| ms.is_finite()) {
        requests.push(Request::Seek(SeekTo::Ms(ms)));
    }
    if by != 0 {
        requests.push(Request::Seek(SeekTo::By(by * i64::from(context.run.grid.steps_per_ms()))));
    }
}

/// A press or a drag sends the playhead, with Shift ten times finer; the wheel zooms, and a double click shows all.
fn take_pointer(ui: &Ui, rail: &Rail, response: &Response, frame: &mut Frame<'_>) {
    let context = frame.context;
    let end_ms = context.run.end_ms();
    let line = &mut frame.view.time_line;
    if response.double_clicked() {
        line.shown_ms = None;
    }
    if let Some(at) = response.hover_pos() {
        let notch = ui.ctx().options(|options| options.input_options.line_scroll_speed);
        let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let notches = scroll / notch.max(1.0);
        let factor = ZOOM_PER_NOTCH.powf(-notches) / zoom;
        if factor != 1.0 {
            line.zoom(f64::from(factor), rail.ms(at.x), end_ms);
        }
    }
    let is_down = response.is_pointer_button_down_on()
        && ui.input(|input| input.pointer.button_down(egui::PointerButton::Primary));
    let Some(at) = response.interact_pointer_pos().filter(|_| is_down) else {
        (line.dragged_ms, line.sent) = (None, None);
        return;
    };
    let is_fine = ui.input(|input| input.modifiers.shift);
    let is_new = line.dragged_ms.is_none();
    if is_new && let Some(edge) = edge_under(rail, at, context.run.playhead_ms()) {
        line.bring_back(edge, end_ms);
        return;
    }
    let ms = match line.dragged_ms {
        Some(ms) if is_fine => {
            ms + 0.1 * f64::from(ui.input(|input| input.pointer.delta().x)) * rail.ms_per_point()
        }
        _ => rail.ms(at.x),
    };
    line.dragged_ms = Some(ms);
    let to = if is_fine { SeekTo::Ms(ms) } else { snapped(rail, at.x, context) };
    if line.sent != Some(to) {
        line.sent = Some(to);
        frame.requests.push(Request::Seek(to));
    }
}

/// The time of the playhead [ms], if it lies outside and the pointer is on the arrow that stands for it.
fn edge_under(rail: &Rail, at: Pos2, playhead_ms: f64) -> Option<f64> {
    let near = |x: f32| (at.x - x).abs() < 1.5 * GRID;
    let is_under = playhead_ms < rail.from_ms && near(rail.rect.left())
        || rail.to_ms < playhead_ms && near(rail.rect.right());
    is_under.then_some(playhead_ms)
}

/// Where a place on the rail leads: to the mark or the end that is near, or else to its time.
fn snapped(rail: &Rail, x: f32, context: &ViewContext<'_>) -> SeekTo {
    let grid = context.run.grid;
    let place = |mark: &Mark| rail.x(grid.time_ms(mark.at.step));
    let near = context.marks.partition_point(|mark| place(mark) < x - SNAP);
    let under = context.marks[near..].iter().take_while(|mark| place(mark) <= x + SNAP);
    let apart = |mark: &Mark| (place(mark) - x).abs();
    let nearest = under.min_by(|one, other| apart(one).total_cmp(&apart(other)));
    let end = (rail.x(context.run.end_ms()) - x).abs();
    let forks = context.runs.forks().into_iter().map(|(ms, place, _)| ((rail.x(ms) - x).abs(), place));
    let fork = forks.filter(|(off, _)| *off <= SNAP).min_by(|one, other| one.0.total_cmp(&other.0));
    if let Some((off, place)) = fork
        && off <= end
        && nearest.is_none_or(|mark| off < apart(mark))
    {
        return SeekTo::At(place);
    }
    match nearest {
        Some(mark) if apart(mark) <= end => SeekTo::Mark(mark.at.done),
        _ if end <= SNAP || context.run.end_ms() < rail.ms(x) => SeekTo::End,
        _ => SeekTo::Ms(rail.ms(x).max(0.0)),
    }
}

/// The marks about a place.
fn marks_under<'a>(rail: &Rail, x: f32, context: &ViewContext<'a>) -> &'a [Mark] {
    let place = |mark: &Mark| rail.x(context.run.grid.time_ms(mark.at.step));
    let from = context.marks.partition_point(|mark| place(mark) < x - SNAP);
    let to = context.marks.partition_point(|mark| place(mark) <= x + SNAP);
    &context.marks[from..to.max(from)]
}

/// The runs that fork about a place, as their tabs name them.
fn forks_near(rail: &Rail, x: f32, context: &ViewContext<'_>) -> Vec<String> {
    let near = |(ms, ..): &(f64, RunPlace, &Listed)| (rail.x(*ms) - x).abs() <= SNAP;
    let forks = context.runs.forks().into_iter().filter(near);
    forks.map(|(_, _, listed)| super::run_tabs::name_of(listed, context)).collect()
}

/// What some marks are, in words.
fn words_of(marks: &[Mark], context: &ViewContext<'_>) -> Option<String> {
    let (first, last) = (marks.first()?, marks.last()?);
    let edits = marks.iter().filter(|mark| mark.kind == InputKind::Edit).count();
    let time = |mark: &Mark| number::time(context.run.grid.time_ms(mark.at.step));
    let kinds: Vec<String> = [("marks-clicks", marks.len() - edits), ("marks-edits", edits)]
        .into_iter()
        .filter(|(_, count)| 0 < *count)
        .map(|(key, count)| context.text.with(key, &[("count", &count.to_string())]))
        .collect();
    let (from, to) = (time(first), time(last));
    let when = if from == to { from } else { format!("{from} – {to}") };
    Some(format!("{}: {when}", kinds.join(", ")))
}

fn paint(ui: &Ui, rail: &Rail, response: &Response, context: &ViewContext<'_>) {
    let (theme, run) = (context.theme, context.run);
    let painter = ui.painter_at(response.rect);
    let (middle, half) = (rail.rect.center().y, 0.16 * theme.text_size);
    let bar = |from_ms: f64, to_ms: f64, colour: Color32| {
        let (from, to) = (rail.x(from_ms).max(rail.rect.left()), rail.x(to_ms).min(rail.rect.right()));
        if from < to {
            let rect = Rect::from_min_max(pos2(from, middle - half), pos2(to, middle + half));
            painter.rect_filled(rect, half, colour);
        }
    };
    bar(rail.from_ms, rail.to_ms, theme.hairline);
    let first_ms = run.grid.time_ms(run.reach.first.step);
    let played = |until_ms: f64, strength: f32| {
        bar(first_ms, until_ms, theme.accent.gamma_multiply(strength));
    };
    played(run.end_ms(), 0.35);
    for wait in &run.reach.waits {
        let (from, to) = (run.grid.time_ms(wait.from), run.grid.time_ms(wait.to));
        bar(from, to, theme.weak_text);
    }
    played(run.playhead_ms(), 0.9);
    paint_forks(&painter, rail, context);
    paint_marks(&painter, rail, context);
    let now_ms = run.playhead_ms();
    if rail.is_shown(now_ms) {
        let x = rail.x(now_ms);
        painter.vline(x, rail.rect.y_range(), Stroke::new(1.5 * theme.line, theme.text));
        painter.circle_filled(pos2(x, middle), 0.32 * theme.text_size, theme.accent);
    } else {
        let (x, way) =
            if now_ms < rail.from_ms { (rail.rect.left(), 1.0) } else { (rail.rect.right(), -1.0) };
        let size = 0.4 * theme.text_size;
        let points = vec![
            pos2(x, middle),
            pos2(x + way * 1.5 * size, middle - size),
            pos2(x + way * 1.5 * size, middle + size),
        ];
        painter.add(Shape::convex_polygon(points, theme.accent, Stroke::NONE));
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme.accent);
        painter.rect_stroke(response.rect.shrink(1.0), 3.0, stroke, egui::StrokeKind::Inside);
    }
}

/// Where runs part, a branch that leaves the line.
fn paint_forks(painter: &egui::Painter, rail: &Rail, context: &ViewContext<'_>) {
    let theme = context.theme;
    let (top, middle) = (rail.rect.top(), rail.rect.center().y);
    for (ms, _, listed) in context.runs.forks() {
        if !rail.is_shown(ms) {
            continue;
        }
        let x = rail.x(ms);
        let colour = if listed.id == context.runs.current { theme.accent } else { theme.text };
        let stroke = Stroke::new(1.5 * theme.line, colour);
        let tip = pos2(x + (middle - top), top + theme.line);
        painter.line_segment([pos2(x, middle), tip], stroke);
        painter.circle_filled(tip, 0.14 * theme.text_size, colour);
    }
}

/// Clicks as ticks, edits as diamonds; of those that lie on one another one.
fn paint_marks(painter: &egui::Painter, rail: &Rail, context: &ViewContext<'_>) {
    let theme = context.theme;
    let (top, bottom, middle) = (rail.rect.top(), rail.rect.bottom(), rail.rect.center().y);
    let grid = context.run.grid;
    let from = context.marks.partition_point(|mark| grid.time_ms(mark.at.step) < rail.from_ms);
    let (mut last_click, mut last_edit) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for mark in &context.marks[from..] {
        let ms = grid.time_ms(mark.at.step);
        if rail.to_ms < ms {
            break;
        }
        let x = rail.x(ms);
        if mark.kind == InputKind::Edit {
            if last_edit + 2.0 <= x {
                last_edit = x;
                let size = 0.28 * theme.text_size;
                let corners = [vec2(0.0, -size), vec2(size, 0.0), vec2(0.0, size), vec2(-size, 0.0)];
                let points = corners.into_iter().map(|by| pos2(x, middle) + by).collect();
                let rim = Stroke::new(theme.line, theme.text);
                painter.add(Shape::convex_polygon(points, theme.warning, rim));
            }
        } else if last_click + 1.0 <= x {
            last_click = x;
            let reach = 0.3 * theme.text_size;
            painter.vline(x, top..=top + reach, Stroke::new(1.5 * theme.line, theme.text));
            painter.vline(x, bottom - reach..=bottom, Stroke::new(1.5 * theme.line, theme.text));
        }
    }
}
