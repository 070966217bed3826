//! What lies under the pointer: the whole stroke of a synapse with its arrow, and the line of a gap junction.

use std::sync::Arc;

use eframe::egui::{Pos2, Rect, Vec2};

use super::geometry::{Curve, Placement, Transform};
use super::plain_edges::PlainEdges;
use crate::app::theme::VERTEX_RADIUS;
use crate::model::network::Object;
use crate::preset::Preset;

/// How near to a stroke the pointer is on it [points].
pub(in crate::app) const TOLERANCE: f32 = 8.0;
/// How far beyond the rim of a neuron a connection that is dropped still counts [points].
pub(super) const NEAR: f32 = 16.0;
/// In how many straight pieces a curve is looked at.
const PIECES: u8 = 24;

/// The stroke of what joins two vertices, on screen.
#[derive(Debug, Clone, Copy)]
enum Stroke {
    Curve(Curve),
    Line(Pos2, Pos2),
}

/// What was drawn on the canvas last.
#[derive(Debug)]
pub(in crate::app) struct Drawn {
    /// The canvas.
    pub area: Rect,
    /// Where words stand.
    pub words: Vec<Rect>,
    /// All strokes.
    pub strokes: Strokes,
    /// The strokes of very many projections.
    pub plain: Option<PlainEdges>,
}

impl Default for Drawn {
    fn default() -> Self {
        Self { area: Rect::NOTHING, words: Vec::new(), strokes: Strokes::default(), plain: None }
    }
}

/// All strokes on the canvas, in the order in which they are drawn.
#[derive(Debug, Default)]
pub(in crate::app) struct Strokes {
    /// Of which document, and through which transform.
    of: Option<(Arc<Preset>, Transform)>,
    all: Vec<(Object, Stroke)>,
    zoom: f32,
    vertices: Vec<Pos2>,
    /// The one under the pointer.
    pub under: Option<Object>,
}

impl Strokes {
    /// Becomes those of a document; does nothing where they are the same as before.
    pub(super) fn follow(&mut self, preset: &Arc<Preset>, placement: &Placement, transform: &Transform) {
        if self.are_of(preset, transform) {
            return;
        }
        let network = preset.network();
        let curves = network.projections().iter().zip(&placement.bends).map(|(own, bend)| {
            let (from, to) = (placement.place(own.from), placement.place(own.to));
            (Object::Projection(own.id), Stroke::Curve(Curve::between(from, to, own, *bend, transform)))
        });
        let lines = network.gap_junctions().iter().map(|own| {
            let end = |id| transform.screen_from_world(placement.place(id));
            (Object::GapJunction(own.id), Stroke::Line(end(own.between.0), end(own.between.1)))
        });
        self.all = curves.chain(lines).collect();
        self.vertices = placement.places.values().map(|at| transform.screen_from_world(*at)).collect();
        self.zoom = transform.zoom;
        self.of = Some((Arc::clone(preset), *transform));
    }

    /// Whether they are those of a document seen through a transform.
    pub(super) fn are_of(&self, preset: &Arc<Preset>, transform: &Transform) -> bool {
        self.of.as_ref().is_some_and(|(of, through)| Arc::ptr_eq(of, preset) && through == transform)
    }

    /// The stroke at a place, if there is one within reach: the nearest. On the disc of a vertex there is none.
    pub fn at(&self, at: Pos2) -> Option<Object> {
        let radius = VERTEX_RADIUS * self.zoom;
        if self.vertices.iter().any(|vertex| vertex.distance(at) <= radius) {
            return None;
        }
        let near = self.all.iter().filter_map(|(object, stroke)| {
            let distance = stroke.distance(at, self.zoom);
            (distance <= TOLERANCE).then_some((*object, distance))
        });
        near.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(object, _)| object)
    }

    /// The place at a fraction of a stroke, or beyond 1 of its arrow.
    pub fn place(&self, object: Object, t: f32) -> Option<Pos2> {
        let (_, stroke) = self.all.iter().find(|(own, _)| *own == object)?;
        Some(match stroke {
            Stroke::Line(from, to) => *from + (*to - *from) * t,
            Stroke::Curve(curve) => curve.at(t),
        })
    }

    /// The curves of the projections, in the order of the document.
    pub(super) fn curves(&self) -> impl Iterator<Item = Curve> {
        self.all
            .iter()
            .filter_map(|(_, own)| if let Stroke::Curve(curve) = own { Some(*curve) } else { None })
    }
}

impl Stroke {
    /// How far a place is from it.
    fn distance(&self, at: Pos2, zoom: f32) -> f32 {
        match self {
            Self::Line(from, to) => from_piece(at, *from, *to),
            Self::Curve(curve) => {
                let bounds = Rect::from_points(&curve.points).expand(TOLERANCE + 16.0 * zoom);
                if !bounds.contains(at) {
                    return f32::INFINITY;
                }
                let point = |n: u8| curve.at(f32::from(n) / f32::from(PIECES));
                let pieces = (0..PIECES).map(|n| from_piece(at, point(n), point(n + 1)));
                // The arrow or the bar at the end is as wide as this to both sides.
                let half = 6.0 * zoom.max(0.7);
                let (end, along) = (curve.points[3], curve.direction(1.0));
                let head = from_piece(at, end - along * 8.0 * zoom, end + along * 3.0 * zoom) - half;
                pieces.fold(head.max(0.0), f32::min)
            }
        }
    }
}

/// How far a place is from a straight piece.
fn from_piece(at: Pos2, from: Pos2, to: Pos2) -> f32 {
    let along: Vec2 = to - from;
    let length = along.length_sq();
    let t = if 0.0 < length { ((at - from).dot(along) / length).clamp(0.0, 1.0) } else { 0.0 };
    at.distance(from + along * t)
}
