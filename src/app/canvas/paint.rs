//! Painting vertices and edges. Outlines are larger discs beneath: a stroked circle costs ten times as much.

use std::sync::Arc;

use eframe::egui::epaint::CubicBezierShape;
use eframe::egui::{
    Align2, Color32, FontId, Galley, Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2,
};

use super::geometry::Curve;
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::spot::Spot;
use crate::app::theme::{self, FLASH_APART_S, FLASH_S, RING_S, Theme, VERTEX_RADIUS};
use crate::model::network::{Object, Population, Projection, Weights};

/// How a vertex is looked at.
pub(super) struct VertexLook {
    /// Whether it is selected.
    pub is_selected: bool,
    /// Whether the pointer is on it.
    pub is_hovered: bool,
    /// Whether the keyboard is on it.
    pub has_focus: bool,
    /// Whether the pointer is where a drag connects it.
    pub can_connect: bool,
}

/// How an edge is looked at.
pub(super) struct EdgeLook {
    /// Whether it is selected.
    pub is_selected: bool,
    /// Whether pointer or keyboard are on it.
    pub is_hovered: bool,
    /// Whether it begins or ends at what is selected.
    pub is_related: bool,
    /// Whether others do.
    pub is_dimmed: bool,
    /// Whether it ends in an arrow head rather than a bar.
    pub is_excitatory: bool,
}

/// Paints a population.
pub(super) fn vertex(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    population: &Population,
    context: &ViewContext<'_>,
    look: &VertexLook,
) {
    let theme = context.theme;
    let colour = theme.population(population.id);
    rings(painter, centre, radius, colour, population.id, context);
    if look.is_selected || look.has_focus {
        painter.circle_filled(centre, radius + 5.0 * theme.line, theme.accent);
        painter.circle_filled(centre, radius + 3.0 * theme.line, theme.pane);
    }
    let rim = theme.line * if look.is_hovered { 3.5 } else { 2.5 };
    if look.can_connect {
        painter.circle_filled(centre, radius + 4.0, theme.accent.gamma_multiply(0.6));
    }
    painter.circle_filled(centre, radius, colour);
    #[expect(clippy::cast_possible_truncation, reason = "a shade of colour")]
    let level = context.run.calm.level(population.id) as f32;
    let flash = flash(population.id, context);
    let fill = mix(mix(theme.well, colour, 0.12 + 0.6 * level), colour, flash);
    painter.circle_filled(centre, radius - rim, fill);
    let text_colour = readable_on(fill, theme);
    let name_below = || {
        let (below, font) = (place_of_name(centre, radius, theme), theme.bold_font(words_size(radius)));
        let name = shown_name(population, theme);
        halo_text(painter, below, Align2::CENTER_CENTER, &name, font, theme.text, theme.pane);
    };
    if 1 < population.n {
        dots(painter, centre, radius, population, colour);
        badge(painter, centre, radius, population, theme, theme.text);
        name_below();
    } else {
        let size = (radius * 0.75 / theme.text_size).clamp(0.6, 3.0);
        if has_name_inside(population, theme) {
            painter.text(centre, Align2::CENTER_CENTER, &population.name, theme.bold_font(size), text_colour);
        } else {
            name_below();
        }
    }
}

/// Paints the number of a population's neurons.
pub(super) fn badge(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    population: &Population,
    theme: &Theme,
    colour: Color32,
) {
    let (at, font) = (place_of_count(centre, radius), theme.bold_font(0.85 * words_size(radius)));
    halo_text(painter, at, Align2::LEFT_CENTER, &format!("×{}", population.n), font, colour, theme.pane);
}

/// Where the number of a population's neurons stands.
pub(super) fn badge_place(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    population: &Population,
    theme: &Theme,
) -> Rect {
    let words = format!("×{}", population.n);
    let size = painter.layout_no_wrap(words, theme.bold_font(0.85 * words_size(radius)), theme.text).size();
    Align2::LEFT_CENTER.anchor_size(place_of_count(centre, radius), size)
}

/// Whether the name of a population stands in its vertex, not below it. A mark needs more room than there is.
fn has_name_inside(population: &Population, theme: &Theme) -> bool {
    let has_mark = 0 < theme.rank_of_population(population.id);
    population.n <= 1 && population.name.chars().count() <= 3 && !has_mark
}

/// The name of a population, after the mark that tells it from others of its colour.
fn shown_name(population: &Population, theme: &Theme) -> String {
    Appearance::of_population(population.id, theme).before(&population.name)
}

/// Size of words beside a vertex, relative to the text: smaller where the network is so small that words would cover it.
fn words_size(radius: f32) -> f32 {
    (radius / (0.6 * VERTEX_RADIUS)).clamp(0.6, 1.0)
}

/// The middle of a name below a vertex.
fn place_of_name(centre: Pos2, radius: f32, theme: &Theme) -> Pos2 {
    centre + vec2(0.0, radius + theme.text_size * 0.8 * words_size(radius))
}

/// Where the number of a population's neurons begins.
fn place_of_count(centre: Pos2, radius: f32) -> Pos2 {
    centre + vec2(radius * 0.75, -radius * 0.95)
}

/// Where words stand beside the vertex of a population: its name, and the number of its neurons.
pub(super) fn words_beside(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    population: &Population,
    theme: &Theme,
) -> Vec<Rect> {
    let size = |words: String, font| painter.layout_no_wrap(words, font, theme.text).size();
    let mut rects = Vec::new();
    if !has_name_inside(population, theme) {
        let name = size(shown_name(population, theme), theme.bold_font(words_size(radius)));
        rects.push(Align2::CENTER_CENTER.anchor_size(place_of_name(centre, radius, theme), name));
    }
    if 1 < population.n {
        rects.push(badge_place(painter, centre, radius, population, theme));
    }
    rects
}

/// How much a vertex still flashes from its last spike. Flashes come no faster than three a second.
fn flash(population: u32, context: &ViewContext<'_>) -> f32 {
    let Some(firings) = context.run.firings.get(&population) else { return 0.0 };
    let Some(last) = firings.iter().rev().find(|firing| firing.flashes) else { return 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a shade of colour")]
    let faded = 1.0 - ((context.time_s - last.shown_s) / FLASH_S) as f32;
    faded.clamp(0.0, 1.0)
}

/// Whether a population fires faster than may be flashed: 1 while it does, and down to 0 soon after.
fn steadiness(population: u32, context: &ViewContext<'_>) -> f32 {
    let last = context.run.firings.get(&population).and_then(|firings| firings.last());
    last.filter(|last| !last.flashes).map_or(0.0, |last| {
        let left = 1.0 - (context.time_s - last.shown_s - FLASH_APART_S) / RING_S;
        #[expect(clippy::cast_possible_truncation, reason = "a shade of colour")]
        let left = left.clamp(0.0, 1.0) as f32;
        left
    })
}

/// A ring spreads from a vertex that fired, and fades. Round one that fires faster than rings may follow each other
/// stands a ring that stays.
fn rings(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    colour: Color32,
    population: u32,
    context: &ViewContext<'_>,
) {
    let firings = context.run.firings.get(&population).map_or(&[][..], Vec::as_slice);
    let steady = steadiness(population, context);
    if 0.0 < steady && !context.reduced_motion {
        painter.circle_stroke(
            centre,
            radius * 1.25,
            Stroke::new(3.0 * context.theme.line, colour.gamma_multiply(0.6 * steady)),
        );
    }
    for firing in firings.iter().filter(|firing| firing.flashes || context.reduced_motion) {
        #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
        let age = ((context.time_s - firing.shown_s) / RING_S) as f32;
        if (0.0..1.0).contains(&age) {
            if context.reduced_motion {
                // A mark that stands, and goes.
                painter.circle_filled(centre + vec2(radius, -radius) * 0.75, radius * 0.22, colour);
                continue;
            }
            let spread = 1.0 - (1.0 - age) * (1.0 - age);
            let strength = (1.0 - age) * firing.fraction.sqrt().clamp(0.3, 1.0);
            let stroke =
                Stroke::new((1.0 + 4.0 * (1.0 - age)) * context.theme.line, colour.gamma_multiply(strength));
            painter.circle_stroke(centre, radius * (1.0 + 1.1 * spread), stroke);
        }
    }
}

/// A cluster of dots stands for the neurons of a population.
fn dots(painter: &Painter, centre: Pos2, radius: f32, population: &Population, colour: Color32) {
    let count = population.n.min(40);
    for index in 0..count {
        #[expect(clippy::cast_precision_loss, reason = "forty dots")]
        let (i, n) = (index as f32, count as f32);
        let distance = radius * 0.78 * ((i + 0.5) / n).sqrt();
        let angle = Vec2::angled(i * 2.399_963); // The golden angle spreads them evenly.
        painter.circle_filled(centre + angle * distance, (radius * 0.07).max(1.2), colour);
    }
}

/// Paints a projection.
pub(super) fn edge(
    painter: &Painter,
    curve: &Curve,
    projection: &Projection,
    context: &ViewContext<'_>,
    look: &EdgeLook,
    zoom: f32,
) {
    let theme = context.theme;
    let dim = |full: Color32| if look.is_dimmed { mix(theme.pane, full, 0.45) } else { full };
    let network = context.network();
    let colour = dim(Appearance::of_projection(projection, network, theme).colour);
    let weight = if let Weights::Constant(weight) = projection.weights { weight } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
    let width = (1.5 + 1.2 * (weight as f32).sqrt()) * (zoom * theme.line).sqrt()
        + if look.is_hovered || look.is_related { 1.0 } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a shade of colour")]
    let open = context.run.calm.opening(projection.id) as f32;
    let line = |stroke: Stroke| {
        painter.add(CubicBezierShape::from_points_stroke(curve.points, false, Color32::TRANSPARENT, stroke));
    };
    if context.stands_out(&Spot::Object(Object::Projection(projection.id))) {
        line(Stroke::new(width + 12.0, theme.warning.gamma_multiply(0.45)));
    }
    if look.is_selected {
        line(Stroke::new(width + 6.0, theme.accent.gamma_multiply(0.35)));
    }
    if 0.01 < open {
        line(Stroke::new(width + 10.0 * open, colour.gamma_multiply(0.4 * open)));
    }
    line(Stroke::new(width, mix(theme.pane, colour, 0.75 + 0.25 * open)));
    // Further receptors alternate with the first along the curve.
    let others: Vec<Color32> = projection
        .receptors
        .iter()
        .skip(1)
        .map(|own| dim(Appearance::of_receptor(own.key(), projection, network, theme).colour))
        .collect();
    stripes(painter, curve, &others, width);
    head(painter, curve, (colour, look.is_excitatory), width, zoom, theme);
    pulses(painter, curve, projection, context, colour, width);
}

/// Pieces of a curve in other colours in turn; between two of them the curve keeps its own.
fn stripes(painter: &Painter, curve: &Curve, colours: &[Color32], width: f32) {
    const PIECES: u16 = 24;
    if colours.is_empty() {
        return;
    }
    let turns = colours.len() + 1;
    for piece in 0..PIECES {
        let Some(colour) = (usize::from(piece) % turns).checked_sub(1).and_then(|turn| colours.get(turn))
        else {
            continue;
        };
        let at = |k: u16| curve.at((f32::from(piece) + f32::from(k) / 3.0) / f32::from(PIECES));
        painter.add(Shape::line((0..=3).map(at).collect(), Stroke::new(width, *colour)));
    }
}

/// Adds one of very many projections to a mesh: a straight line with its sign at the end.
pub(super) fn plain_edge(
    mesh: &mut Mesh,
    curve: &Curve,
    projection: &Projection,
    is_related: bool,
    context: &ViewContext<'_>,
    zoom: f32,
) {
    let excites = projection.is_excitatory();
    let strength = if is_related { 0.9 } else { 0.35 };
    let receptor = projection.receptors.first().map(crate::model::receptor::Receptor::key);
    let colour = receptor.map_or(context.theme.accent, |key| context.theme.receptor(key));
    let colour = colour.gamma_multiply(strength);
    let [start, .., end] = curve.points;
    let along = (end - start).normalized();
    let across = vec2(-along.y, along.x);
    let mut quad = |corners: [Pos2; 4]| {
        let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
        for corner in corners {
            mesh.colored_vertex(corner, colour);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first, first + 2, first + 3);
    };
    let half = across * if is_related { 1.0 } else { 0.6 };
    quad([start + half, end + half, end - half, start - half]);
    let size = (5.0 * zoom).clamp(2.0, 8.0);
    if excites {
        let back = end - along * size * 1.6;
        quad([end, back + across * size * 0.6, back, back - across * size * 0.6]);
    } else {
        let bar = across * size;
        quad([end + bar, end + bar + along * 1.5, end - bar + along * 1.5, end - bar]);
    }
}

/// The end of an edge: an arrow head for excitation, a bar for inhibition.
fn head(
    painter: &Painter,
    curve: &Curve,
    (colour, is_excitatory): (Color32, bool),
    width: f32,
    zoom: f32,
    theme: &Theme,
) {
    let [.., end] = curve.points;
    let (along, across) = (curve.direction(1.0), curve.normal(1.0));
    let size = (9.0 * zoom).clamp(6.0, 22.0 * theme.line) + width * 0.5;
    if is_excitatory {
        let tip = end + along * 3.0 * zoom;
        let back = tip - along * size * 1.25;
        let points = vec![tip, back + across * size * 0.7, back - across * size * 0.7];
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    } else {
        let bar = across * size;
        painter.line_segment([end + bar, end - bar], Stroke::new(width + 2.0, colour));
    }
}

/// Paints a gap junction: a line with two bars across its middle, as in a circuit.
pub(super) fn junction(
    painter: &Painter,
    from: Pos2,
    to: Pos2,
    is_lit: bool,
    zoom: f32,
    context: &ViewContext<'_>,
) {
    let colour =
        if is_lit { context.theme.accent } else { mix(context.theme.pane, context.theme.accent, 0.7) };
    let along = (to - from).normalized();
    let across = vec2(-along.y, along.x) * (12.0 * zoom).max(6.0);
    let middle = from + (to - from) * 0.5;
    let stroke = Stroke::new(2.5 * zoom.sqrt() + if is_lit { 1.0 } else { 0.0 }, colour);
    let gap = along * (4.0 * zoom).max(3.0);
    painter.line_segment([from, middle - gap], stroke);
    painter.line_segment([middle + gap, to], stroke);
    for bar in [middle - gap, middle + gap] {
        painter.line_segment([bar - across, bar + across], stroke);
    }
}

/// A pulse travels along the axon for as long as the delay lasts; of more than can be told apart the whole axon shines.
fn pulses(
    painter: &Painter,
    curve: &Curve,
    projection: &Projection,
    context: &ViewContext<'_>,
    colour: Color32,
    width: f32,
) {
    if projection.delay_ms <= 0.0 {
        return;
    }
    let steady = steadiness(projection.from, context);
    if 0.0 < steady {
        let stroke = Stroke::new(width * 0.5, context.theme.text.gamma_multiply(0.6 * steady));
        painter.add(CubicBezierShape::from_points_stroke(curve.points, false, Color32::TRANSPARENT, stroke));
        return;
    }
    let now_ms = context.run.now_ms();
    // Spikes that lie on one another are one pulse to the eye, however many they are.
    let mut painted = None;
    for spike_ms in
        context.traces.recent_spikes_ms(projection.from, now_ms - projection.delay_ms, context.run.grid)
    {
        #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
        let travelled = ((now_ms - spike_ms) / projection.delay_ms) as f32;
        if (0.0..=1.0).contains(&travelled) && painted.is_none_or(|last: f32| 1e-2 < (last - travelled).abs())
        {
            painted = Some(travelled);
            let at = curve.at(travelled);
            painter.circle_filled(at, width * 0.5 + 5.0, colour.gamma_multiply(0.4));
            painter.circle_filled(at, width * 0.5 + 2.5, context.theme.text);
        }
    }
}

/// Text with a rim of the ground's colour, so that it reads on anything.
pub(super) fn halo_text(
    painter: &Painter,
    at: Pos2,
    align: Align2,
    text: &str,
    font: FontId,
    colour: Color32,
    ground: Color32,
) {
    let galley = painter.layout_no_wrap(text.to_owned(), font, colour);
    halo_galley(painter, at, align, galley, ground);
}

/// The same for text that is laid out.
pub(super) fn halo_galley(painter: &Painter, at: Pos2, align: Align2, galley: Arc<Galley>, ground: Color32) {
    let place = align.anchor_size(at, galley.size()).min;
    painter.rect_filled(
        Rect::from_min_size(place, galley.size()).expand2(vec2(3.0, 0.0)),
        3.0,
        ground.gamma_multiply(0.75),
    );
    painter.galley(pos2(place.x, place.y), galley, Color32::PLACEHOLDER);
}

/// A colour between two.
fn mix(from: Color32, to: Color32, amount: f32) -> Color32 {
    from.lerp_to_gamma(to, amount.clamp(0.0, 1.0))
}

/// Black or white, whichever reads better.
fn readable_on(fill: Color32, theme: &Theme) -> Color32 {
    let light = 0.299 * f32::from(fill.r()) + 0.587 * f32::from(fill.g()) + 0.114 * f32::from(fill.b());
    if 140.0 < light {
        theme::INK
    } else if theme.is_dark {
        theme.text
    } else {
        Color32::WHITE
    }
}
