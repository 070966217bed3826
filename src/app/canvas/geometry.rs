//! Where things lie: from the document's points to the screen, and the curves of projections.

use std::collections::BTreeMap;

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::app::calm::MANY;
use crate::app::theme::VERTEX_RADIUS;
use crate::model::network::{Network, Population, Projection};
use crate::preset::Preset;

/// Pan and zoom of the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanvasState {
    /// Points on screen per point of the document.
    pub zoom: f32,
    /// Where the document's origin lies, from the middle of the canvas [points].
    pub pan: Vec2,
    /// Whether the view follows the network until the user moves it.
    pub fits: bool,
}

impl Default for CanvasState {
    fn default() -> Self {
        Self { zoom: 1.0, pan: Vec2::ZERO, fits: true }
    }
}

/// From the document's points to the screen's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::app) struct Transform {
    origin: Pos2,
    /// Points on screen per point of the document.
    pub zoom: f32,
}

impl Transform {
    /// The transform of a canvas whose middle lies at `middle`.
    pub fn new(canvas: &CanvasState, middle: Pos2) -> Self {
        Self { origin: middle + canvas.pan, zoom: canvas.zoom }
    }

    /// Where a point of the document lies on screen.
    pub fn screen_from_world(&self, world: Pos2) -> Pos2 {
        self.origin + world.to_vec2() * self.zoom
    }

    /// Which point of the document lies at a place on screen.
    pub fn world_from_screen(&self, screen: Pos2) -> Pos2 {
        ((screen - self.origin) / self.zoom).to_pos2()
    }
}

/// Where a population lies in the document; one that has no place lies on a row in the order of the list.
pub(in crate::app) fn position(population: u32, preset: &Preset) -> Pos2 {
    if let Some((x, y)) = preset.view().positions.get(&population) {
        return pos2(*x, *y);
    }
    in_row(preset.network().populations().iter().position(|p| p.id == population).unwrap_or(0))
}

/// Where the population with this place in the list lies that has none on the canvas.
fn in_row(index: usize) -> Pos2 {
    #[expect(clippy::cast_precision_loss, reason = "a place on a canvas")]
    let (column, row) = ((index % 8) as f32, (index / 8) as f32);
    pos2(column * 120.0, row * 120.0)
}

/// Where all populations lie, by id.
pub(super) fn positions(preset: &Preset) -> BTreeMap<u32, Pos2> {
    let populations = preset.network().populations().iter().enumerate();
    let placed = |(index, population): (usize, &Population)| {
        let place = preset.view().positions.get(&population.id);
        (population.id, place.map_or_else(|| in_row(index), |(x, y)| pos2(*x, *y)))
    };
    populations.map(placed).collect()
}

/// Where the vertices and curves of a document lie, in its own points. Worked out once per document, as a network may hold
/// thousands.
#[derive(Debug)]
pub(in crate::app) struct Placement {
    /// Where each population lies, by id.
    pub places: BTreeMap<u32, Pos2>,
    /// How far the curve of each projection bends, in the order of the document.
    pub bends: Vec<f32>,
    /// What encloses every vertex, loop and name of a curve; `None` without vertices.
    pub bounds: Option<Rect>,
}

impl Placement {
    /// That of a document.
    pub fn of(preset: &Preset) -> Self {
        let (places, bends) = (positions(preset), bends(preset));
        let bounds = bounds(preset.network(), &places, &bends);
        Self { places, bends, bounds }
    }

    /// Where a population lies.
    pub fn place(&self, population: u32) -> Pos2 {
        self.places.get(&population).copied().unwrap_or_default()
    }
}

fn bounds(network: &Network, places: &BTreeMap<u32, Pos2>, bends: &[f32]) -> Option<Rect> {
    let place = |id: u32| places.get(&id).copied().unwrap_or_default();
    let mut bounds = Rect::NOTHING;
    for place in places.values() {
        bounds.extend_with(*place);
    }
    if !bounds.is_positive() && !bounds.min.x.is_finite() {
        return None;
    }
    let mut bounds = bounds.expand2(vec2(VERTEX_RADIUS * 2.2, VERTEX_RADIUS * 2.2));
    for projection in network.projections().iter().filter(|one| one.from == one.to) {
        // The loop and its name stand above the vertex.
        let top = place(projection.from).y - VERTEX_RADIUS * 3.6;
        bounds.min.y = bounds.min.y.min(top);
    }
    let flat = Transform::new(&CanvasState::default(), Pos2::ZERO);
    let bent = network.projections().iter().zip(bends).filter(|(one, _)| one.from != one.to);
    for (projection, bend) in bent {
        // So does the name of a curve that bends out.
        let curve = Curve::between(place(projection.from), place(projection.to), projection, *bend, &flat);
        let name = curve.at(0.5) + curve.normal(0.5) * 16.0;
        bounds.extend_with(name + vec2(0.0, -14.0));
        bounds.extend_with(name + vec2(0.0, 14.0));
    }
    Some(bounds)
}

/// How far the curve of each projection bends: several between two vertices are told apart by that, and where it can, a curve
/// goes round the vertices between its ends.
fn bends(preset: &Preset) -> Vec<f32> {
    let network = preset.network();
    let mut bends = bends_of_siblings(network);
    if network.projections().len() <= MANY && network.populations().len() <= MANY {
        let places = positions(preset);
        for (projection, bend) in network.projections().iter().zip(&mut bends) {
            *bend = clear_bend(projection, *bend, &places);
        }
    }
    bends
}

/// A bend with which a curve passes beside every vertex that it does not join; the one that is wanted, if it is one.
fn clear_bend(projection: &Projection, wanted: f32, places: &BTreeMap<u32, Pos2>) -> f32 {
    let place = |id: u32| places.get(&id).copied().unwrap_or_default();
    let (from, to) = (place(projection.from), place(projection.to));
    if projection.from == projection.to {
        return wanted;
    }
    let (middle, reach) = (from + (to - from) * 0.5, (to - from).length());
    let others: Vec<Pos2> = places
        .iter()
        .filter(|(id, at)| **id != projection.from && **id != projection.to && at.distance(middle) < reach)
        .map(|(_, at)| *at)
        .collect();
    let flat = Transform::new(&CanvasState::default(), Pos2::ZERO);
    let is_clear = |bend: &f32| {
        let curve = Curve::between(from, to, projection, *bend, &flat);
        let mut points = (1_u8..16).map(|n| curve.at(f32::from(n) / 16.0));
        others.is_empty() || points.all(|at| others.iter().all(|other| CLEAR <= other.distance(at)))
    };
    // One that goes farther round would rather be taken for another.
    (0_u8..5).map(|n| wanted + 0.11 * f32::from(n)).find(is_clear).unwrap_or(wanted)
}

/// How far from the middle of a vertex curves pass that do not end there [points at 100 % zoom].
const CLEAR: f32 = VERTEX_RADIUS + 7.0;

fn bends_of_siblings(network: &Network) -> Vec<f32> {
    let ends =
        |projection: &Projection| (projection.from.min(projection.to), projection.from.max(projection.to));
    let mut siblings: BTreeMap<(u32, u32), u16> = BTreeMap::new();
    let mut bend = |projection: &Projection| {
        let rank = siblings.entry(ends(projection)).or_default();
        let bend = 0.14 + 0.22 * f32::from(*rank);
        *rank = rank.saturating_add(1);
        bend
    };
    network.projections().iter().map(&mut bend).collect()
}

/// The path of a projection on screen, from rim to rim: a cubic curve.
#[derive(Debug, Clone, Copy)]
pub(super) struct Curve {
    /// Start, two control points, end.
    pub points: [Pos2; 4],
}

impl Curve {
    /// The curve of a projection between two places of the document, with its bend.
    pub fn between(from: Pos2, to: Pos2, projection: &Projection, bend: f32, transform: &Transform) -> Self {
        let (from, to) = (transform.screen_from_world(from), transform.screen_from_world(to));
        let radius = VERTEX_RADIUS * transform.zoom;
        if projection.from == projection.to {
            return Self::closed(from, radius);
        }
        let along = to - from;
        let side = vec2(along.y, -along.x) * bend;
        let (first, second) = (from + along * 0.3 + side, from + along * 0.7 + side);
        let start = from + (first - from).normalized() * radius;
        let end = to + (second - to).normalized() * (radius + 5.0 * transform.zoom);
        Self { points: [start, first, second, end] }
    }

    /// A loop above a vertex.
    fn closed(centre: Pos2, radius: f32) -> Self {
        let at = |x: f32, y: f32| centre + vec2(x, y) * radius;
        Self { points: [at(-0.6, -0.85), at(-2.0, -2.9), at(2.0, -2.9), at(0.65, -1.0)] }
    }

    /// The point at a fraction of the parameter.
    pub fn at(&self, t: f32) -> Pos2 {
        let [a, b, c, d] = self.points.map(Pos2::to_vec2);
        let u = 1.0 - t;
        (a * (u * u * u) + b * (3.0 * u * u * t) + c * (3.0 * u * t * t) + d * (t * t * t)).to_pos2()
    }

    /// Direction at a fraction of the parameter, of length 1.
    pub fn direction(&self, t: f32) -> Vec2 {
        let [a, b, c, d] = self.points;
        let u = 1.0 - t;
        ((b - a) * (u * u) + (c - b) * (2.0 * u * t) + (d - c) * (t * t)).normalized()
    }

    /// Direction to the outer side of the bend, of length 1.
    pub fn normal(&self, t: f32) -> Vec2 {
        let direction = self.direction(t);
        vec2(direction.y, -direction.x)
    }
}
