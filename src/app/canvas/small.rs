//! A network in small, at rest, as a picture: painted as on the canvas, without anything to click.

use eframe::egui::{Painter, Rect};

use super::geometry::{CanvasState, Curve, Placement, Transform};
use super::{fit, paint};
use crate::app::calm::MANY;
use crate::app::context::ViewContext;

/// Largest zoom of a picture.
const LARGEST: f32 = 0.75;

/// Paints the network of a context's document into an area.
pub(in crate::app) fn paint_network(painter: &Painter, area: Rect, context: &ViewContext<'_>) {
    let (preset, network) = (context.preset(), context.network());
    if network.populations().is_empty() {
        return;
    }
    let placement = Placement::of(preset);
    let mut canvas = CanvasState::default();
    fit(&mut canvas, area, &placement, context);
    let zoom = canvas.zoom.min(LARGEST);
    (canvas.pan, canvas.zoom) = (canvas.pan * (zoom / canvas.zoom), zoom);
    let transform = Transform::new(&canvas, area.center());
    for (projection, bend) in network.projections().iter().zip(&placement.bends).take(MANY) {
        let (from, to) = (placement.place(projection.from), placement.place(projection.to));
        let curve = Curve::between(from, to, projection, *bend, &transform);
        let look = paint::EdgeLook {
            is_selected: false,
            is_hovered: false,
            is_related: false,
            is_dimmed: false,
            is_excitatory: projection.is_excitatory(),
        };
        paint::edge(painter, &curve, projection, context, &look, zoom);
    }
    let place = |id| transform.screen_from_world(placement.place(id));
    for junction in network.gap_junctions().iter().take(MANY) {
        let (one, other) = junction.between;
        paint::junction(painter, place(one), place(other), false, zoom, context);
    }
    for population in network.populations().iter().take(MANY) {
        let look =
            paint::VertexLook { is_selected: false, is_hovered: false, has_focus: false, can_connect: false };
        let radius = crate::app::theme::VERTEX_RADIUS * zoom;
        paint::vertex(painter, place(population.id), radius, population, context, &look);
    }
}
