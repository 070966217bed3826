//! A synapse, drawn: each part has a name, which it says when it is pointed at.

use eframe::egui::{self, Align2, Color32, Pos2, Rect, Stroke, Ui, pos2, vec2};

use crate::app::context::ViewContext;
use crate::app::picture::part::{Part, part, parts_ui};
use crate::app::theme::GRID;

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

/// Draws it into the whole of `ui`.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn synapse_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let theme = context.theme;
    let area = ui.available_rect_before_wrap().shrink(GRID);
    let size = vec2(area.width().min(area.height() * 1.7), area.height());
    let frame = Rect::from_center_size(area.center(), size);
    let at = |x: f32, y: f32| pos2(frame.left() + x * frame.width(), frame.top() + y * frame.height());
    let unit = frame.height();
    let painter = ui.painter_at(area);
    let (pre, post) = (theme.population(1), theme.population(0));
    let wall = 0.012 * unit;
    // The axon widens to the bouton.
    let soft = |colour: Color32| theme.pane.lerp_to_gamma(colour, 0.22);
    let shape = |points: Vec<Pos2>, colour: Color32| {
        painter.add(egui::Shape::convex_polygon(points, soft(colour), Stroke::new(wall, colour)));
    };
    painter.rect(
        Rect::from_min_max(at(0.47, -0.02), at(0.53, 0.24)),
        0.0,
        soft(pre),
        Stroke::new(wall, pre),
        egui::StrokeKind::Middle,
    );
    shape(rounded(&at, (0.5, 0.345), (0.19, 0.155)), pre);
    painter.rect_filled(Rect::from_min_max(at(0.476, 0.15), at(0.524, 0.26)), 0.0, soft(pre));
    shape(rounded(&at, (0.5, 0.795), (0.21, 0.17)), post);
    // Vesicles; one opens into the cleft.
    for (x, y) in [(0.42, 0.30), (0.50, 0.26), (0.57, 0.34), (0.45, 0.39), (0.53, 0.42)] {
        painter.circle(at(x, y), 0.028 * unit, theme.pane, Stroke::new(wall * 0.7, theme.text));
        for (dx, dy) in [(-0.008, 0.004), (0.008, -0.004), (0.0, 0.012)] {
            painter.circle_filled(at(x + dx * 0.6, y + dy), 0.0055 * unit, theme.warning);
        }
    }
    let open = at(0.46, 0.487);
    painter.circle(open, 0.026 * unit, theme.pane, Stroke::new(wall * 0.7, theme.text));
    painter.rect_filled(
        Rect::from_center_size(open + vec2(0.0, 0.02 * unit), vec2(0.03 * unit, 0.03 * unit)),
        0.0,
        theme.pane,
    );
    // Transmitter in the cleft.
    for (x, y) in [
        (0.44, 0.535),
        (0.47, 0.55),
        (0.455, 0.575),
        (0.42, 0.56),
        (0.50, 0.565),
        (0.48, 0.585),
        (0.40, 0.585),
    ] {
        painter.circle_filled(at(x, y), 0.0075 * unit, theme.warning);
    }
    // Receptors stand in the postsynaptic membrane; a channel for calcium in the presynaptic one.
    for x in [0.40, 0.46, 0.54, 0.60] {
        channel(&painter, at(x, 0.637), unit, theme.accent, theme.pane);
    }
    channel(&painter, at(0.655, 0.452), unit, theme.excitatory[1], theme.pane);
    parts_ui(ui, &painter, |part| format!("synapse-{part}"), &PARTS, (area, frame), context);
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

/// A channel across a membrane: two halves with a pore between.
fn channel(painter: &egui::Painter, middle: Pos2, unit: f32, colour: Color32, ground: Color32) {
    let size = vec2(0.016 * unit, 0.05 * unit);
    for side in [-1.0, 1.0] {
        let half = Rect::from_center_size(middle + vec2(side * 0.011 * unit, 0.0), size);
        painter.rect(half, 0.006 * unit, colour, Stroke::new(1.0, ground), egui::StrokeKind::Outside);
    }
}
