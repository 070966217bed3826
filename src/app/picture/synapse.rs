//! A synapse, drawn: each part has a name, which it says when it is pointed at. How many vesicles open, how much transmitter
//! there is and how many receptors are open follows the release probability P₀.

use eframe::egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::app::context::ViewContext;
use crate::app::picture::part::{Drawing, Part, drawing_ui, part};
use crate::app::spot::Spot;
use crate::app::theme::Theme;
use crate::model::network::{Address, Object};
use crate::param::Value;

const PARTS: [Part; 8] = [
    part("axon", (0.20, 0.10), Align2::RIGHT_CENTER, (0.47, 0.10), 0.07),
    part("bouton", (0.20, 0.30), Align2::RIGHT_CENTER, (0.33, 0.32), 0.05),
    part("vesicle", (0.80, 0.27), Align2::LEFT_CENTER, (0.56, 0.34), 0.05),
    part("calcium-channel", (0.80, 0.42), Align2::LEFT_CENTER, (0.655, 0.47), 0.04),
    part("transmitter", (0.20, 0.545), Align2::RIGHT_CENTER, (0.43, 0.555), 0.04),
    part("cleft", (0.80, 0.565), Align2::LEFT_CENTER, (0.69, 0.565), 0.04),
    part("receptor", (0.20, 0.68), Align2::RIGHT_CENTER, (0.405, 0.64), 0.05),
    part("postsynaptic", (0.80, 0.80), Align2::LEFT_CENTER, (0.60, 0.78), 0.10),
];

/// Where vesicles are docked, and receptors stand opposite them, from left to right.
const SITES: [f32; 5] = [0.40, 0.45, 0.50, 0.55, 0.60];
/// The order in which they open, from the middle outwards.
const ORDER: [usize; 5] = [2, 1, 3, 0, 4];
/// Molecules of transmitter in the cleft when every vesicle has opened.
const MOLECULES: u8 = 30;

/// Draws it into the whole of `ui`.
pub(crate) fn synapse_ui(ui: &Ui, context: &ViewContext<'_>) {
    #[expect(clippy::cast_possible_truncation, reason = "a fraction")]
    let fraction = release_probability(context).map_or(0.5, |(P0, _)| P0) as f32;
    drawing_ui(ui, &drawing(context), context, |painter, frame, lit| {
        paint_synapse(painter, frame, fraction, lit, context.theme);
    });
}

/// What it consists of.
pub(super) fn drawing(context: &ViewContext<'_>) -> Drawing<'static> {
    let probability = release_probability(context);
    let idle = match probability {
        Some((P0, _)) => {
            let percent = format!("{:.0}", 100.0 * P0);
            context.text.with("synapse-release", &[("percent", percent)])
        }
        None => context.text.get("synapse-idle"),
    };
    let is_lit = |address| context.is_lit(&Spot::Parameter(address));
    Drawing {
        parts: &PARTS,
        key_of: |part| format!("synapse-{part}"),
        lit: probability.filter(|(_, address)| is_lit(*address)).map(|_| "vesicle"),
        idle,
    }
}

/// P₀ of the synapse that is selected, or of the first that has one.
fn release_probability(context: &ViewContext<'_>) -> Option<(f64, Address)> {
    let preset = context.preset();
    let of = |name: &str| {
        let address = preset.look_up(&format!("projections.{name}.release.P0"))?;
        match preset.get(address)?.1 {
            Value::Number(P0) => Some((P0.clamp(0.0, 1.0), address)),
            _ => None,
        }
    };
    let selected = context.selection.only().and_then(|object| match object {
        Object::Projection(id) => context.network().projection(id),
        _ => None,
    });
    let others = context.network().projections();
    selected.into_iter().chain(others).find_map(|projection| of(&projection.name))
}

/// Paints a synapse into a frame: a fraction of its vesicles has opened, and a part may be lit up.
pub(in crate::app) fn paint_synapse(
    painter: &Painter,
    frame: Rect,
    fraction: f32,
    lit: Option<&str>,
    theme: &Theme,
) {
    let at = |x: f32, y: f32| pos2(frame.left() + x * frame.width(), frame.top() + y * frame.height());
    let unit = frame.height();
    let (pre, post) = (theme.population(1), theme.population(0));
    let wall = 0.012 * unit;
    let is_lit = |part: &str| lit == Some(part);
    let glow = |part: &str, width: f32, colour: Color32| {
        if is_lit(part) { Stroke::new(width * 2.0, theme.accent) } else { Stroke::new(width, colour) }
    };
    let soft = |part: &str, colour: Color32| {
        let colour = if is_lit(part) { theme.accent } else { colour };
        theme.pane.lerp_to_gamma(colour, if is_lit(part) { 0.4 } else { 0.22 })
    };
    if is_lit("cleft") {
        let gap = Rect::from_min_max(at(0.28, 0.505), at(0.72, 0.62));
        painter.rect_filled(gap, 0.02 * unit, theme.accent.gamma_multiply(0.35));
    }
    // The axon widens to the bouton.
    let axon = Rect::from_min_max(at(0.47, -0.02), at(0.53, 0.24));
    painter.rect(axon, 0.0, soft("axon", pre), glow("axon", wall, pre), StrokeKind::Middle);
    let cell = |part: &str, middle, half, colour| {
        let points = rounded(&at, middle, half);
        painter.add(Shape::convex_polygon(points, soft(part, colour), glow(part, wall, colour)));
    };
    cell("bouton", (0.5, 0.345), (0.19, 0.155), pre);
    let joint = Rect::from_min_max(at(0.476, 0.15), at(0.524, 0.26));
    painter.rect_filled(joint, 0.0, soft(if is_lit("bouton") { "bouton" } else { "axon" }, pre));
    cell("postsynaptic", (0.5, 0.795), (0.21, 0.17), post);
    // Vesicles in reserve, and those that are docked: as many as P₀ says open into the cleft.
    let vesicle = glow("vesicle", wall * 0.7, theme.text);
    for (x, y) in [(0.41, 0.30), (0.49, 0.255), (0.57, 0.33), (0.47, 0.355), (0.61, 0.385)] {
        full_vesicle(painter, at(x, y), unit, vesicle, theme);
    }
    for (rank, site) in ORDER.into_iter().enumerate() {
        docked_vesicle(painter, at(SITES[site], 0.468), unit, opened(rank, fraction), vesicle, theme);
    }
    transmitter(painter, &at, unit, fraction, is_lit("transmitter"), theme);
    // Receptors stand in the postsynaptic membrane; a channel for calcium in the presynaptic one.
    for (rank, site) in ORDER.into_iter().enumerate() {
        let rim = if is_lit("receptor") { theme.text } else { theme.pane };
        channel(painter, at(SITES[site], 0.637), unit, opened(rank, fraction), theme.accent, rim, theme);
    }
    let rim = if is_lit("calcium-channel") { theme.text } else { theme.pane };
    channel(painter, at(0.655, 0.452), unit, 1.0, theme.warning, rim, theme);
}

/// How far the vesicle of a rank has opened, where a fraction of all have, from 0 to 1.
fn opened(rank: usize, fraction: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "five vesicles")]
    let (rank, count) = (rank as f32, SITES.len() as f32);
    (fraction * count - rank).clamp(0.0, 1.0)
}

fn full_vesicle(painter: &Painter, middle: Pos2, unit: f32, rim: Stroke, theme: &Theme) {
    painter.circle(middle, 0.028 * unit, theme.pane, rim);
    for (dx, dy) in [(-0.008, 0.004), (0.009, -0.005), (0.0, 0.013), (0.002, -0.014)] {
        painter.circle_filled(middle + vec2(dx, dy) * unit, 0.0055 * unit, theme.warning);
    }
}

/// A vesicle at the membrane: whole, or the further fused with it the more it has opened.
fn docked_vesicle(painter: &Painter, middle: Pos2, unit: f32, opened: f32, rim: Stroke, theme: &Theme) {
    if opened <= 0.0 {
        full_vesicle(painter, middle, unit, rim, theme);
        return;
    }
    let middle = middle + vec2(0.0, 0.016 * opened * unit);
    painter.circle(middle, 0.027 * unit, theme.pane, rim);
    // Its mouth, through the membrane.
    let mouth = vec2((0.012 + 0.026 * opened) * unit, 0.032 * unit);
    painter.rect_filled(Rect::from_center_size(middle + vec2(0.0, 0.023 * unit), mouth), 0.0, theme.pane);
    let left = 1.0 - opened;
    for (dx, dy) in [(-0.007, -0.006), (0.008, 0.0)] {
        let colour = theme.warning.gamma_multiply(0.35 + 0.65 * left);
        painter.circle_filled(middle + vec2(dx, dy) * unit, 0.0055 * unit, colour);
    }
}

/// Transmitter in the cleft, below the vesicles that have opened.
fn transmitter(
    painter: &Painter,
    at: &impl Fn(f32, f32) -> Pos2,
    unit: f32,
    fraction: f32,
    is_lit: bool,
    theme: &Theme,
) {
    let size = if is_lit { 0.0105 } else { 0.0075 };
    for k in 0..MOLECULES {
        // In the order of the vesicles; the golden ratio spreads them evenly.
        let rank = usize::from(k) * SITES.len() / usize::from(MOLECULES);
        let part = (opened(rank, fraction) * 6.0 - f32::from(k % 6)).clamp(0.0, 1.0);
        let (u, v) = ((f32::from(k) * 0.618_034).fract(), (f32::from(k) * 0.754_878).fract());
        let place = at(SITES[ORDER[rank]] + 0.05 * (u - 0.5), 0.528 + 0.075 * v);
        if 0.0 < part {
            painter.circle_filled(place, size * unit, theme.warning.gamma_multiply(part));
        }
    }
}

/// A rounded box: middle and half extent, in parts of the picture.
fn rounded(at: &impl Fn(f32, f32) -> Pos2, middle: (f32, f32), half: (f32, f32)) -> Vec<Pos2> {
    (0..48_u16)
        .map(|k| {
            let angle = std::f32::consts::TAU * f32::from(k) / 48.0;
            let (sin, cos) = angle.sin_cos();
            let corner = |c: f32| c.signum() * c.abs().powf(0.62);
            at(middle.0 + half.0 * corner(cos), middle.1 + half.1 * corner(sin))
        })
        .collect()
}

/// A channel across a membrane: two halves with a pore between, the wider the more it is open.
fn channel(
    painter: &Painter,
    middle: Pos2,
    unit: f32,
    opened: f32,
    colour: Color32,
    rim: Color32,
    theme: &Theme,
) {
    let size = vec2(0.015 * unit, 0.05 * unit);
    let colour = theme.pane.lerp_to_gamma(colour, 0.45 + 0.55 * opened);
    for side in [-1.0, 1.0] {
        let apart: Vec2 = vec2(side * (0.0085 + 0.006 * opened) * unit, 0.0);
        let half = Rect::from_center_size(middle + apart, size);
        painter.rect(half, 0.006 * unit, colour, Stroke::new(1.0, rim), StrokeKind::Outside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_vesicles_open_as_the_probability_says() {
        for fraction in [0.0, 0.1, 0.2, 0.5, 0.77, 1.0] {
            let open: f32 = (0..SITES.len()).map(|rank| opened(rank, fraction)).sum();
            assert!((open - 5.0 * fraction).abs() < 1e-5, "{open} of five at {fraction}");
        }
        assert_eq!((opened(0, 0.0), opened(4, 1.0)), (0.0, 1.0));
    }
}
