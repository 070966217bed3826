//! The canvas: populations as discs, projections as curves, spikes as rings.
//!
//! Click fires, drag moves, scrolling pans, with Ctrl it zooms. Everything that can be clicked is a real widget with a
//! name, so that keyboard, screen reader and test reach it too.

pub(super) mod arrange;
mod channels;
pub(super) mod drag;
mod edges;
pub(super) mod edit;
pub(super) mod geometry;
mod hand;
mod hint;
pub(super) mod hit;
mod menu;
mod navigate;
mod paint;
mod plain_edges;
mod small;
mod two_inputs;

use eframe::egui::text::LayoutJob;
use eframe::egui::{self, Align, CursorIcon, Layout, Pos2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::calm::MANY;
use super::context::ViewContext;
use super::request::{Request, Requests};
use super::selection::{Selection, Tool};
use super::spot::Spot;
use super::theme::{GRID, VERTEX_RADIUS};
use crate::app::frame::Frame;
use crate::app::panel::naming_state::Naming;
use crate::app::view_state::{Pane, ViewState};
use crate::lesson::library;
use crate::model::network::{Object, Population};
use geometry::{CanvasState, Curve, Placement, Transform};
use hit::Strokes;
pub(in crate::app) use small::paint_network;

/// Least and greatest zoom.
pub(super) const ZOOM_RANGE: (f32, f32) = (0.1, 8.0);

/// Draws the canvas into the whole of `ui`.
// Longer than 60 lines: one view from top to bottom.
pub(super) fn canvas_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let area = ui.available_rect_before_wrap();
    let ground = ui.interact(area, ui.scope_id().with("canvas-ground"), Sense::click_and_drag());
    ground.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, context.text.get("canvas-name")));
    frame.view.pane.ids.push((Pane::Canvas, ground.id));
    if let Some(decay) = context.preset().decay() {
        channels::channels_ui(ui, drawing_area(ui, area, context), decay, context, frame.requests);
        hint_ui(ui, area, context, frame.requests);
        past_ui(ui, area.left_bottom(), context);
        return;
    }
    if context.preset().rate_learning().is_some() {
        two_inputs::two_inputs_ui(ui, drawing_area(ui, area, context), context, frame.requests);
        hint_ui(ui, area, context, frame.requests);
        return;
    }
    navigate::navigate(ui, area, &ground, frame);
    let pressed = ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            egui::Event::PointerButton { pressed: true, modifiers, .. } => Some(*modifiers),
            _ => None,
        })
    });
    frame.view.pressed_with = pressed.unwrap_or(frame.view.pressed_with);
    let world = drawing_area(ui, area, context);
    let placement = frame.view.placement(context.preset());
    if frame.view.canvas.fits {
        fit(&mut frame.view.canvas, world, &placement, context);
    } else {
        navigate::keep_in_sight(&mut frame.view.canvas, world, &placement);
    }
    let transform = Transform::new(&frame.view.canvas, world.center());
    let mut painter = ui.painter_at(area);
    painter.set_clip_rect(area.intersect(ui.clip_rect()));
    frame.view.shown =
        Rect::from_two_pos(transform.world_from_screen(world.min), transform.world_from_screen(world.max));
    let preset = context.preset();
    let mut strokes = std::mem::take(&mut frame.view.drawn.strokes);
    strokes.follow(preset, &placement, &transform);
    let pointer = ui.ctx().pointer_hover_pos().filter(|_| ui.rect_contains_pointer(area));
    strokes.under = pointer.and_then(|at| strokes.at(at));
    edges::ground_ui(ui, area, &ground, &strokes, &transform, frame);
    edges::edges_ui(ui, &painter, &transform, (&strokes, &placement), frame);
    for junction in context.network().gap_junctions() {
        edges::junction_ui(ui, &painter, &transform, &strokes, junction, frame);
    }
    frame.view.vertex_places.clear();
    frame.view.vertex_ids.clear();
    for population in context.network().populations() {
        vertex_ui(ui, &painter, &transform, (&strokes, &placement), population, frame);
    }
    if context.tool == Tool::Edit
        && let Some(object) = context.selection.only()
        && let Some(at) = meter_place(object, &transform, &placement, context)
    {
        edit::meter_ui(ui, &painter, at, object, frame);
    }
    edit::drag_ui(ui, area, &transform, frame);
    // While a neuron is being connected, what to do stands where the tools are.
    frame.view.connecting.retain(|id| context.network().population(*id).is_some());
    if !frame.view.connecting.is_empty() {
        edit::connecting_ui(ui, area, frame);
    } else if has_room_for_tools(area, context) {
        edit::strip_ui(ui, area, frame);
    }
    hand::space_ui(ui, area, frame);
    frame.view.drawn.strokes = strokes;
    frame.view.drawn.area = area;
    hint_ui(ui, area, context, frame.requests);
    if 7.0 * context.theme.text_size < world.height() {
        past_ui(ui, world.left_bottom(), context);
    }
    navigate::fit_button_ui(ui, world, frame);
    if context.network().populations().is_empty() {
        let words = context.text.get(if context.tool == Tool::Edit { "empty-edit" } else { "empty-explore" });
        let font = context.theme.font(1.1);
        let mut job = LayoutJob::simple(words, font, context.theme.weak_text, area.width() - 4.0 * GRID);
        job.halign = Align::Center;
        let galley = painter.layout_job(job);
        let top = world.center() - vec2(0.0, 0.5 * galley.size().y);
        painter.galley(top, galley, context.theme.weak_text);
    }
}

/// In the past, the time that the canvas shows, which is not the newest.
fn past_ui(ui: &Ui, corner: Pos2, context: &ViewContext<'_>) {
    if !context.run.is_past() {
        return;
    }
    let time = crate::app::widget::number::time(context.run.now_ms());
    let words = context.text.with("time", &[("time", &time)]);
    let (font, theme) = (context.theme.bold_font(1.0), context.theme);
    let at = corner + vec2(GRID, -GRID);
    paint::halo_text(ui.painter(), at, egui::Align2::LEFT_BOTTOM, &words, font, theme.accent, theme.pane);
}

/// Where the meter of an object stands: below a vertex to the right, beside the middle of a curve.
fn meter_place(
    object: Object,
    transform: &Transform,
    placement: &Placement,
    context: &ViewContext<'_>,
) -> Option<Pos2> {
    let network = context.network();
    let vertex = |id| transform.screen_from_world(placement.place(id));
    match object {
        Object::Population(id) => {
            network.population(id)?;
            Some(vertex(id) + vec2(1.0, 1.0) * (VERTEX_RADIUS * transform.zoom * 0.9 + 4.0))
        }
        Object::Projection(id) => {
            let index = network.projections().iter().position(|projection| projection.id == id)?;
            let curve = |index: usize| {
                let projection = network.projections().get(index)?;
                let (from, to) = (placement.place(projection.from), placement.place(projection.to));
                Some(Curve::between(from, to, projection, *placement.bends.get(index)?, transform))
            };
            let own = curve(index)?;
            // On the side without the name and where the names and vertices around leave room.
            let far = (18.0 * transform.zoom).max(16.0);
            let all = network.projections().len().min(MANY);
            let names = (0..all).filter_map(curve).map(|curve| (label_place(&curve, transform), far + 8.0));
            let vertices = network.populations().iter().take(MANY);
            let around = vertices.map(|own| (vertex(own.id), VERTEX_RADIUS * transform.zoom + 14.0));
            let taken: Vec<(Pos2, f32)> = names.chain(around).collect();
            let places =
                [0.5, 0.4, 0.6, 0.3, 0.7].into_iter().flat_map(|t| [(t, -far), (t, far), (t, -1.7 * far)]);
            let places = places.map(|(t, by)| own.at(t) + own.normal(t) * by);
            let room = |at: Pos2| {
                let rooms = taken.iter().map(|(other, room)| other.distance(at) - room);
                rooms.fold(0.0, f32::min)
            };
            places.max_by(|one, other| room(*one).total_cmp(&room(*other)).then(std::cmp::Ordering::Greater))
        }
        Object::GapJunction(id) => {
            let (first, second) = network.gap_junction(id)?.between;
            Some(vertex(first) + (vertex(second) - vertex(first)) * 0.5 + vec2(0.0, 28.0))
        }
    }
}

/// Where the name of a curve's receptors stands.
fn label_place(curve: &Curve, transform: &Transform) -> Pos2 {
    curve.at(0.5) + curve.normal(0.5) * (16.0 * transform.zoom).max(12.0)
}

/// Where vertices are placed: the area below the hint and above the tools and the link to the lesson.
fn drawing_area(ui: &Ui, area: Rect, context: &ViewContext<'_>) -> Rect {
    let least = context.theme.text_size * 2.0 + GRID;
    let hint = shown_hint(area, context)
        .map_or(0.0, |words| hint::height(ui, area, &words, context).max(least).min(area.height() * 0.5));
    let has_tools = context.preset().standalone().is_none() && has_room_for_tools(area, context);
    let has_strip = has_tools || linked_lesson(area, context).is_some();
    let strip = if has_strip { edit::strip_height(context) } else { 0.0 };
    Rect::from_min_max(area.min + vec2(0.0, hint), area.max - vec2(0.0, strip))
}

/// Whether the hint leaves enough room for the network, which matters more.
fn has_room_for_hint(area: Rect, context: &ViewContext<'_>) -> bool {
    !context.has_lesson && context.theme.text_size * 12.0 <= area.height()
}

/// The same for the strip of tools.
fn has_room_for_tools(area: Rect, context: &ViewContext<'_>) -> bool {
    !context.is_lecture && context.theme.text_size * 6.0 <= area.height()
}

/// The preset's hint, if it is shown.
fn shown_hint(area: Rect, context: &ViewContext<'_>) -> Option<String> {
    let hint = context.preset().hint();
    (!hint.is_empty() && has_room_for_hint(area, context)).then(|| context.text.own(hint))
}

/// The lesson that says why, if a link to it is shown.
fn linked_lesson(area: Rect, context: &ViewContext<'_>) -> Option<&'static library::Bundled> {
    shown_hint(area, context)?;
    let has_room = context.tool == Tool::Explore && has_room_for_tools(area, context);
    context.document.bundled().filter(|_| has_room).and_then(library::about)
}

/// The preset's hint, wrapped, at the top, and the lesson that says why.
fn hint_ui(ui: &mut Ui, area: Rect, context: &ViewContext<'_>, requests: &mut Requests) {
    let Some(hint) = shown_hint(area, context) else { return };
    hint::hint_words_ui(ui, area, &hint, context, requests);
    let Some(lesson) = linked_lesson(area, context) else { return };
    let bottom = Rect::from_min_max(
        egui::pos2(area.min.x, area.max.y - edit::strip_height(context)),
        area.max - vec2(GRID, 0.0),
    );
    let builder = egui::UiBuilder::new().max_rect(bottom).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        let words =
            context.text.with("hint-lesson", &[("title", context.text.own(library::title(lesson.text)))]);
        let room = ui.available_width() - context.theme.text_size * 10.0;
        let words = egui::RichText::new(words).font(context.theme.font(0.93)).color(context.theme.accent);
        if words_width(ui, words.text(), context) < room && ui.link(words).clicked() {
            requests.push(Request::OpenLesson(lesson.name));
        }
    });
}

/// How wide small words are [points].
fn words_width(ui: &Ui, words: &str, context: &ViewContext<'_>) -> f32 {
    ui.painter().layout_no_wrap(words.to_owned(), context.theme.font(0.93), context.theme.text).size().x
}

/// Chooses pan and zoom so that every vertex and every loop shows.
fn fit(canvas: &mut CanvasState, area: Rect, placement: &Placement, context: &ViewContext<'_>) {
    let Some(bounds) = placement.bounds else { return };
    let zoom = (area.width() / bounds.width()).min(area.height() / bounds.height());
    canvas.zoom =
        zoom.clamp(ZOOM_RANGE.0, if context.is_lecture { 0.08 * context.theme.text_size } else { 1.6 });
    canvas.pan = -bounds.center().to_vec2() * canvas.zoom;
}

// Longer than 60 lines: one view from top to bottom.
fn vertex_ui(
    ui: &mut Ui,
    painter: &egui::Painter,
    transform: &Transform,
    (strokes, placement): (&Strokes, &Placement),
    population: &Population,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let centre = transform.screen_from_world(placement.place(population.id));
    let radius = VERTEX_RADIUS * transform.zoom;
    let rect = Rect::from_center_size(centre, vec2(2.0 * radius, 2.0 * radius));
    let id = ui.scope_id().with(("vertex", population.id));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let edits = context.tool == Tool::Edit;
    let is_on_rim = response.hover_pos().is_some_and(|at| edit::is_rim(at, centre, radius));
    // Beside the disc, within its square, a stroke may pass.
    let pointed = response.interact_pointer_pos().or(response.hover_pos());
    let is_pointed = response.clicked_by(egui::PointerButton::Primary) || response.double_clicked();
    let beside = pointed.filter(|_| is_pointed).and_then(|at| strokes.at(at));
    let response = response.on_hover_cursor(match context.tool {
        Tool::Explore => CursorIcon::PointingHand,
        Tool::Edit if is_on_rim => CursorIcon::Crosshair,
        Tool::Edit => CursorIcon::Move,
    });
    let object = Object::Population(population.id);
    let is_selected = context.selection.has(object);
    let name = vertex_name(population, context);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, true, &name);
        info.current_text_value = Some(spoken_state(population, context));
        info
    });
    frame.view.vertex_places.insert(population.id, centre);
    frame.view.vertex_ids.insert(population.id, response.id);
    if !frame.view.connecting.is_empty() {
        if response.clicked() {
            edit::connect_to(ui, population.id, frame);
        }
        hold_arrows(ui, &response);
    } else if let Some(object) = beside {
        edges::pick(ui, &response, object, frame);
    } else if edits {
        choose(ui, &response, object, is_selected, context, frame.requests);
    } else {
        let neuron = (population.n == 1).then_some(0);
        if response.clicked() && !frame.view.holding.is_holding(population.id) {
            frame.requests.push(Request::Fire { population: population.id, neuron });
        }
        frame.view.holding.watch_pointer(&response, population.id, neuron, frame.requests);
    }
    menu::object_menu(&response, object, Some(population), context, is_selected, frame.requests);
    edit::vertex_drag(ui, &response, population.id, transform, frame);
    hand::middle_button(&response, frame);
    let look = paint::VertexLook {
        is_selected,
        can_connect: edits && is_on_rim,
        is_hovered: response.hovered(),
        has_focus: response.has_focus(),
    };
    if context.stands_out(&Spot::Object(object)) {
        painter.circle_stroke(centre, radius + 10.0, egui::Stroke::new(3.0, context.theme.warning));
    }
    paint::vertex(painter, centre, radius, population, context, &look);
    badge_ui(ui, painter, (centre, radius), strokes, population, frame);
    response.on_hover_ui_at_pointer(|ui| {
        let kind = &population.kind;
        let kind_name = context.text.own(kind.label());
        ui.strong(context.text.with("hover-neuron", &[("name", &population.name), ("kind", &kind_name)]));
        if let Some(potential) = potential_text(population, context) {
            ui.label(potential);
        }
        let rate =
            context.traces.rate_hz(population.id, population.n, context.run.now_ms(), context.run.grid);
        ui.label(context.text.with("hover-rate", &[("rate", &crate::app::widget::number::signed(rate, 1))]));
    });
}

/// The number of neurons of a population: a double click changes it. With the edit tool, a single neuron that is selected has
/// one, too.
fn badge_ui(
    ui: &Ui,
    painter: &egui::Painter,
    (centre, radius): (Pos2, f32),
    strokes: &Strokes,
    population: &Population,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let object = Object::Population(population.id);
    let is_single = population.n == 1;
    if is_single && (context.tool != Tool::Edit || context.selection.only() != Some(object)) {
        return;
    }
    let rect = paint::badge_place(painter, centre, radius, population, context.theme);
    if is_single {
        paint::badge(painter, centre, radius, population, context.theme, context.theme.weak_text);
    }
    let id = ui.scope_id().with(("badge", population.id));
    let response =
        ui.interact(rect.expand(3.0), id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let args = [("name", population.name.clone()), ("n", population.n.to_string())];
    let name = context.text.with("badge-name", &args);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let entered = ui.input(|input| input.key_pressed(egui::Key::Enter)) && response.has_focus();
    // A click elsewhere just before makes the second click of a double click the third.
    let is_double = response.double_clicked() || response.triple_clicked();
    if is_double || response.clicked() && entered {
        frame.view.naming = Naming::of_count(population.id, context.network());
    } else if response.clicked() {
        // A stroke may pass under it.
        let met = response.interact_pointer_pos().and_then(|at| strokes.at(at)).unwrap_or(object);
        edges::pick(ui, &response, met, frame);
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, context.theme.accent);
        painter.rect_stroke(rect.expand(3.0), 3.0, stroke, egui::StrokeKind::Outside);
    }
    response.on_hover_text(context.text.get("badge-tip"));
}

/// A click selects an object, with Shift beside others; a double click, and Enter on what is selected, opens its
/// inspector.
fn choose(
    ui: &Ui,
    response: &egui::Response,
    object: Object,
    is_selected: bool,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let (shift, entered) = ui.input(|input| {
        (input.modifiers.shift || input.modifiers.command, input.key_pressed(egui::Key::Enter))
    });
    if response.double_clicked() || response.clicked() && entered && response.has_focus() && is_selected {
        requests.push(Request::Inspect(object));
    } else if response.clicked() {
        let selection = if shift { context.selection.toggled(object) } else { Selection::one(object) };
        requests.push(Request::Select(selection));
    } else if response.gained_focus() && context.tool == Tool::Edit && !is_selected {
        requests.push(Request::Select(Selection::one(object)));
    }
    if context.tool == Tool::Edit {
        hold_arrows(ui, response);
    }
}

/// Arrows move what is selected, or lead to what is to be connected, and not the focus.
fn hold_arrows(ui: &Ui, response: &egui::Response) {
    if response.has_focus() {
        let arrows =
            egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
}

/// “Neuron 1”, or “Population exc” for several.
fn vertex_name(population: &Population, context: &ViewContext<'_>) -> String {
    let key = if population.n == 1 { "neuron-name" } else { "population-name" };
    context.text.with(key, &[("name", &population.name)])
}

/// What a screen reader says of a vertex: its potential, if it has one, and how often it has fired.
fn spoken_state(population: &Population, context: &ViewContext<'_>) -> String {
    let count = context.traces.spike_count(population.id);
    let spikes = context.text.with("spoken-spikes", &[("count", &count.to_string())]);
    potential_text(population, context)
        .map_or_else(|| spikes.clone(), |potential| format!("{potential}, {spikes}"))
}

fn potential_text(population: &Population, context: &ViewContext<'_>) -> Option<String> {
    let potential = context.run.potential_mV(population.id)?;
    Some(context.text.with("hover-potential", &[("v", &crate::app::widget::number::signed(potential, 1))]))
}

/// Where a vertex lies on screen, for the log and tests.
pub(super) fn place_of(view: &ViewState, population: u32) -> Option<Pos2> {
    view.vertex_places.get(&population).copied()
}
