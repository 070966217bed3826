//! What joins vertices: projections as curves, gap junctions as lines with two bars.

use std::collections::BTreeMap;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Align2, CursorIcon, FontId, Pos2, Rect, Role, Sense, Ui, WidgetInfo};

use super::geometry::{self, Curve, Transform};
use super::{choose, edit, label_place, menu, paint};
use crate::app::appearance::Appearance;
use crate::app::calm::MANY;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::theme::VERTEX_RADIUS;
use crate::model::network::{GapJunction, Object, Population, Projection};

/// Draws all projections. Of very many, only those that are selected or under the pointer are drawn in full and can be
/// clicked: more would be neither seen nor hit.
pub(super) fn edges_ui(
    ui: &mut Ui,
    area: Rect,
    painter: &egui::Painter,
    transform: &Transform,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let projections = context.network().projections();
    let bends = frame.view.bends(context.document.preset());
    let places = geometry::positions(context.preset());
    let place = |id: u32| places.get(&id).copied().unwrap_or_default();
    let curve = |projection: &Projection, bend: f32| {
        Curve::between(place(projection.from), place(projection.to), projection, bend, transform)
    };
    let pairs = || projections.iter().zip(bends.iter().copied());
    let mut taken = words_at_vertices(painter, &places, transform, frame);
    if projections.len() <= MANY {
        for (projection, bend) in pairs() {
            let curve = curve(projection, bend);
            edge_ui(ui, painter, transform, (projection, &curve), &mut taken, frame);
        }
        return;
    }
    let pointer = ui.ctx().pointer_hover_pos().filter(|at| area.contains(*at));
    let mut mesh = egui::Mesh::default();
    let mut full = Vec::new();
    let mut nearest: Option<(f32, &Projection, Curve)> = None;
    for (projection, bend) in pairs() {
        let curve = curve(projection, bend);
        let is_selected = context.selection.has(Object::Projection(projection.id));
        // Where all are selected, that all stand out says it.
        if is_selected && full.len() < MANY {
            full.push((projection, curve));
            continue;
        }
        let touches = |id| context.selection.has(Object::Population(id));
        let is_related = is_selected || touches(projection.from) || touches(projection.to);
        paint::plain_edge(&mut mesh, &curve, projection, is_related, context, transform.zoom);
        let distance = pointer.map_or(f32::INFINITY, |at| at.distance(curve.at(0.5)));
        if distance < REACH && nearest.as_ref().is_none_or(|(least, ..)| distance < *least) {
            nearest = Some((distance, projection, curve));
        }
    }
    painter.add(egui::Shape::mesh(mesh));
    full.extend(nearest.map(|(_, projection, curve)| (projection, curve)));
    for (projection, curve) in full {
        edge_ui(ui, painter, transform, (projection, &curve), &mut taken, frame);
    }
}

/// Where vertices and their words stand; of very many, only some are looked for.
fn words_at_vertices(
    painter: &egui::Painter,
    places: &BTreeMap<u32, Pos2>,
    transform: &Transform,
    frame: &Frame<'_>,
) -> Vec<Rect> {
    let (theme, radius) = (frame.context.theme, VERTEX_RADIUS * transform.zoom);
    let populations = frame.context.network().populations().iter().take(MANY);
    let words = |population: &Population| {
        let centre = transform.screen_from_world(places.get(&population.id).copied().unwrap_or_default());
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

/// How near to the middle of a plain line the pointer is on it [points].
const REACH: f32 = 14.0;

fn edge_ui(
    ui: &mut Ui,
    painter: &egui::Painter,
    transform: &Transform,
    (projection, curve): (&Projection, &Curve),
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
    choose(ui, &response, object, is_selected, context, frame.requests);
    menu::object_menu(&response, object, None, context, is_selected, frame.requests);
    let touches = |id: u32| context.selection.has(Object::Population(id));
    let is_related = touches(projection.from) || touches(projection.to);
    let look = paint::EdgeLook {
        is_selected,
        is_related,
        is_dimmed: context.selection.populations().next().is_some() && !is_related,
        is_hovered: response.hovered() || response.has_focus(),
        is_excitatory: excites,
    };
    paint::edge(painter, curve, projection, context, &look, transform.zoom);
    let receptors: Vec<&str> =
        projection.receptors.iter().map(crate::model::receptor::Receptor::label).collect();
    let short: Vec<String> = receptors.iter().map(|label| edit::short(label)).collect();
    let font = context.theme.font((0.9 * transform.zoom.sqrt()).clamp(0.7, 1.3));
    let galley = painter.layout_job(label(projection, &short, &font, context));
    let size = galley.size();
    let at = free_label_place(curve, transform, size, taken);
    taken.push(Rect::from_center_size(at, size));
    paint::halo_galley(painter, at, Align2::CENTER_CENTER, galley, context.theme.pane);
    response.on_hover_ui_at_pointer(|ui| {
        let names: Vec<String> = receptors.iter().map(|label| context.text.own(label)).collect();
        ui.strong(names.join(" + "));
        let conductance = crate::app::widget::number::signed(context.run.conductance_nS(projection.id), 2);
        ui.label(context.text.with("hover-conductance", &[("g", &conductance)]));
    });
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
    choose(ui, &response, object, is_selected, context, frame.requests);
    menu::object_menu(&response, object, None, context, is_selected, frame.requests);
    let is_lit = is_selected || response.hovered() || response.has_focus();
    paint::junction(painter, from, to, is_lit, transform.zoom, context);
    response.on_hover_ui_at_pointer(|ui| {
        ui.strong(&name);
        ui.label(format!("g_c = {} nS", crate::app::widget::number::show(junction.g_c_nS)));
    });
}
