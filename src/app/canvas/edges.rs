//! What joins vertices: projections as curves, gap junctions as lines with two bars.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align2, CursorIcon, FontId, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo,
};

use super::geometry::{self, Curve, Placement, Transform};
use super::hit::Strokes;
use super::plain_edges::PlainEdges;
use super::{choose, edit, label_place, menu, paint};
use crate::app::appearance::Appearance;
use crate::app::calm::MANY;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::selection::Selection;
use crate::app::theme::VERTEX_RADIUS;
use crate::model::network::{GapJunction, Object, Population, Projection};

/// Draws all projections. Of very many, only those that are selected or under the pointer are drawn in full and can be
/// clicked: more would be neither seen nor hit.
pub(super) fn edges_ui(
    ui: &mut Ui,
    painter: &egui::Painter,
    transform: &Transform,
    (strokes, placement): (&Strokes, &Placement),
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let projections = context.network().projections();
    let mut taken = words_at_vertices(painter, placement, transform, frame);
    if projections.len() <= MANY {
        for (projection, curve) in projections.iter().zip(strokes.curves()) {
            edge_ui(ui, painter, transform, (projection, &curve), strokes, &mut taken, frame);
        }
        frame.view.drawn.words = taken;
        return;
    }
    let plain = frame.view.drawn.plain.take().filter(|own| own.are_of(transform, context));
    let plain = plain.unwrap_or_else(|| PlainEdges::of(strokes, transform, context));
    painter.add(egui::Shape::mesh(Arc::clone(&plain.mesh)));
    let under = projections.iter().position(|own| strokes.under == Some(Object::Projection(own.id)));
    let under = under.filter(|index| !plain.full.contains(index));
    for index in plain.full.iter().copied().chain(under) {
        let Some((projection, curve)) = projections.get(index).zip(strokes.curves().nth(index)) else {
            continue;
        };
        edge_ui(ui, painter, transform, (projection, &curve), strokes, &mut taken, frame);
    }
    frame.view.drawn.plain = Some(plain);
}

/// Where vertices and their words stand; of very many, only some are looked for.
fn words_at_vertices(
    painter: &egui::Painter,
    placement: &Placement,
    transform: &Transform,
    frame: &Frame<'_>,
) -> Vec<Rect> {
    let (theme, radius) = (frame.context.theme, VERTEX_RADIUS * transform.zoom);
    let populations = frame.context.network().populations().iter().take(MANY);
    let words = |population: &Population| {
        let centre = transform.screen_from_world(placement.place(population.id));
        let mut taken = paint::words_beside(painter, centre, radius, population, theme);
        // A name in front of a disc would be taken for the disc's.
        taken.push(Rect::from_center_size(centre, egui::Vec2::splat(1.8 * radius)));
        taken
    };
    populations.flat_map(words).collect()
}

/// Where the name of a curve's receptors stands: beside its middle, or the nearest place to that where it lies on no other
/// name.
fn free_label_place(curve: &Curve, transform: &Transform, size: egui::Vec2, taken: &[Rect]) -> Pos2 {
    let usual = label_place(curve, transform);
    let is_free = |at: &Pos2| {
        let rect = Rect::from_center_size(*at, size);
        taken.iter().all(|other| !other.intersects(rect))
    };
    let far = (16.0 * transform.zoom).max(12.0);
    let along = [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75];
    let beside = [far, -far].into_iter().flat_map(|by| along.map(|t| curve.at(t) + curve.normal(t) * by));
    std::iter::once(usual).chain(beside).find(is_free).unwrap_or(usual)
}

/// The empty canvas, and every stroke on it that is not under a widget of its own: a click selects what it meets.
pub(super) fn ground_ui(
    ui: &Ui,
    area: Rect,
    ground: &Response,
    strokes: &Strokes,
    transform: &Transform,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let clicked = ground.interact_pointer_pos().or(ground.hover_pos());
    let met = clicked.and_then(|at| strokes.at(at));
    if !frame.view.connecting.is_empty() {
        if ground.clicked_by(PointerButton::Primary) {
            // A click that just misses a neuron means it.
            match clicked.and_then(|at| edit::vertex_at(at, frame.view, transform)) {
                Some(to) => edit::connect_to(ui, to, frame),
                None => frame.view.connecting.clear(),
            }
        }
    } else if let Some(object) = met {
        pick(ui, ground, object, frame);
    } else if ground.clicked_by(PointerButton::Primary) {
        frame.requests.push(Request::Select(Selection::default()));
    }
    let hovered = ground.hover_pos().and_then(|at| strokes.at(at));
    if let Some(object) = hovered.filter(|_| !ground.dragged() && frame.view.drag.is_none()) {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        ground.clone().on_hover_ui_at_pointer(|ui| tip_ui(ui, object, context));
    }
    if ground.secondary_clicked() {
        frame.view.menu_of = met;
        if let Some(object) = met.filter(|object| !context.selection.has(*object)) {
            frame.requests.push(Request::Select(Selection::one(object)));
        }
    }
    menu::ground_menu(ground, frame.view.menu_of, context, frame.requests);
    if ground.has_focus() {
        let stroke = egui::Stroke::new(2.0, context.theme.accent);
        ui.painter().rect_stroke(area.shrink(1.0), 6.0, stroke, egui::StrokeKind::Inside);
    }
}

/// A click of the pointer on a stroke selects what it belongs to, as a click on its middle does.
pub(super) fn pick(ui: &Ui, response: &Response, object: Object, frame: &mut Frame<'_>) {
    let context = frame.context;
    if response.double_clicked() {
        frame.requests.push(Request::Inspect(object));
    } else if response.clicked_by(PointerButton::Primary) {
        let several = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let selection = if several { context.selection.toggled(object) } else { Selection::one(object) };
        frame.requests.push(Request::Select(selection));
    }
}

/// What is said of a stroke under the pointer.
fn tip_ui(ui: &mut Ui, object: Object, context: &ViewContext<'_>) {
    match object {
        Object::Projection(id) => {
            let Some(projection) = context.network().projection(id) else { return };
            let names = projection.receptors.iter().map(|own| context.text.own(own.label()));
            ui.strong(names.collect::<Vec<_>>().join(" + "));
            let conductance = crate::app::widget::number::signed(context.run.conductance_nS(id), 2);
            ui.label(context.text.with("hover-conductance", &[("g", &conductance)]));
        }
        Object::GapJunction(id) => {
            let Some(junction) = context.network().gap_junction(id) else { return };
            ui.strong(context.text.with("junction-name", &[("name", &junction.name)]));
            ui.label(format!("g_c = {} nS", crate::app::widget::number::show(junction.g_c_nS)));
        }
        Object::Population(_) => {}
    }
}

/// What the widget in the middle of a stroke is for: the stroke itself, or one that passes nearer to the pointer.
fn answer(ui: &Ui, response: &Response, object: Object, strokes: &Strokes, frame: &mut Frame<'_>) -> Object {
    let context = frame.context;
    let at = response.interact_pointer_pos().or(response.hover_pos());
    let met = at.and_then(|at| strokes.at(at)).unwrap_or(object);
    if response.clicked_by(PointerButton::Primary) || response.double_clicked() {
        pick(ui, response, met, frame);
    } else {
        choose(ui, response, object, context.selection.has(object), context, frame.requests);
    }
    if response.secondary_clicked() {
        frame.view.menu_of = Some(met);
    }
    let shown = frame.view.menu_of.unwrap_or(object);
    menu::object_menu(response, shown, None, context, context.selection.has(shown), frame.requests);
    met
}

fn edge_ui(
    ui: &mut Ui,
    painter: &egui::Painter,
    transform: &Transform,
    (projection, curve): (&Projection, &Curve),
    strokes: &Strokes,
    taken: &mut Vec<Rect>,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let excites = projection.is_excitatory();
    let handle = Rect::from_center_size(curve.at(0.5), egui::Vec2::splat((26.0 * transform.zoom).max(14.0)));
    let id = ui.scope_id().with(("edge", projection.id));
    let response = ui.interact(handle, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let name = context.text.with("synapse-name", &[("name", &projection.name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let object = Object::Projection(projection.id);
    let is_selected = context.selection.has(object);
    let met = answer(ui, &response, object, strokes, frame);
    let touches = |id: u32| context.selection.has(Object::Population(id));
    let is_related = touches(projection.from) || touches(projection.to);
    let look = paint::EdgeLook {
        is_selected,
        is_related,
        is_dimmed: context.selection.populations().next().is_some() && !is_related,
        is_hovered: strokes.under == Some(object) || response.has_focus(),
        is_excitatory: excites,
    };
    paint::edge(painter, curve, projection, context, &look, transform.zoom);
    let receptors: Vec<&str> =
        projection.receptors.iter().map(crate::model::receptor::Receptor::label).collect();
    let short: Vec<String> = receptors.iter().map(|label| edit::short(label)).collect();
    let font = context.theme.font((0.9 * transform.zoom.sqrt()).clamp(0.55, 1.3));
    let galley = painter.layout_job(label(projection, &short, &font, context));
    let size = galley.size();
    let at = free_label_place(curve, transform, size, taken);
    taken.push(Rect::from_center_size(at, size));
    paint::halo_galley(painter, at, Align2::CENTER_CENTER, galley, context.theme.pane);
    response.on_hover_ui_at_pointer(|ui| tip_ui(ui, met, context));
}

/// The names of a projection's receptors, each in its colour, after the mark of the projection.
fn label(projection: &Projection, names: &[String], font: &FontId, context: &ViewContext<'_>) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (receptor, name) in projection.receptors.iter().zip(names) {
        let look = Appearance::of_receptor(receptor.key(), projection, context.network(), context.theme);
        let words = if job.text.is_empty() { look.mark.before(name) } else { name.clone() };
        if !job.text.is_empty() {
            job.append(" + ", 0.0, TextFormat::simple(font.clone(), context.theme.weak_text));
        }
        job.append(&words, 0.0, TextFormat::simple(font.clone(), look.colour));
    }
    job
}

/// A gap junction: a line with two bars across its middle, which a click selects.
pub(super) fn junction_ui(
    ui: &Ui,
    painter: &egui::Painter,
    transform: &Transform,
    strokes: &Strokes,
    junction: &GapJunction,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let place = |id| transform.screen_from_world(geometry::position(id, context.preset()));
    let (from, to) = (place(junction.between.0), place(junction.between.1));
    let middle = from + (to - from) * 0.5;
    let handle = Rect::from_center_size(middle, egui::Vec2::splat((30.0 * transform.zoom).max(16.0)));
    let id = ui.scope_id().with(("junction", junction.id));
    let response = ui.interact(handle, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let name = context.text.with("junction-name", &[("name", &junction.name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let object = Object::GapJunction(junction.id);
    let is_selected = context.selection.has(object);
    let met = answer(ui, &response, object, strokes, frame);
    let is_lit = is_selected || strokes.under == Some(object) || response.has_focus();
    paint::junction(painter, from, to, is_lit, transform.zoom, context);
    response.on_hover_ui_at_pointer(|ui| tip_ui(ui, met, context));
}
