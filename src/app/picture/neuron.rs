//! A neuron, drawn: where on it synapses sit.

use eframe::egui::{Align2, Color32, Painter, Pos2, Rect, Stroke, Ui, pos2, vec2};

use crate::app::context::ViewContext;
use crate::app::picture::part::{Drawing, Part, drawing_ui, part};
use crate::app::theme::Theme;

const PARTS: [Part; 7] = [
    part("dendrite", (0.17, 0.10), Align2::RIGHT_CENTER, (0.45, 0.22), 0.05),
    part("spine", (0.83, 0.06), Align2::LEFT_CENTER, (0.635, 0.115), 0.045),
    part("excitatory", (0.83, 0.26), Align2::LEFT_CENTER, (0.712, 0.26), 0.045),
    part("soma", (0.17, 0.58), Align2::RIGHT_CENTER, (0.47, 0.60), 0.07),
    part("inhibitory", (0.83, 0.56), Align2::LEFT_CENTER, (0.585, 0.575), 0.045),
    part("initial-segment", (0.17, 0.80), Align2::RIGHT_CENTER, (0.49, 0.755), 0.04),
    part("axon-end", (0.83, 0.90), Align2::LEFT_CENTER, (0.50, 0.93), 0.05),
];

/// A branch of the dendrite: where it starts and ends, and how thick it is at both ends, in parts of the picture.
type Branch = ((f32, f32), (f32, f32), f32, f32);

const BRANCHES: [Branch; 9] = [
    ((0.50, 0.56), (0.50, 0.32), 0.050, 0.034),
    ((0.50, 0.33), (0.40, 0.12), 0.030, 0.012),
    ((0.50, 0.33), (0.60, 0.19), 0.030, 0.020),
    ((0.60, 0.19), (0.66, 0.03), 0.018, 0.010),
    ((0.60, 0.19), (0.73, 0.16), 0.016, 0.010),
    ((0.45, 0.23), (0.34, 0.19), 0.014, 0.009),
    ((0.47, 0.62), (0.33, 0.70), 0.030, 0.010),
    ((0.53, 0.62), (0.67, 0.71), 0.030, 0.010),
    ((0.47, 0.58), (0.34, 0.50), 0.026, 0.010),
];

/// Spines: the branch, how far along it, and the side.
const SPINES: [(usize, f32, f32); 14] = [
    (1, 0.45, -1.0),
    (1, 0.65, 1.0),
    (1, 0.9, -1.0),
    (3, 0.35, 1.0),
    (3, 0.55, -1.0),
    (3, 0.85, -1.0),
    (4, 0.35, 1.0),
    (4, 0.75, 1.0),
    (4, 0.9, -1.0),
    (5, 0.55, -1.0),
    (6, 0.6, 1.0),
    (7, 0.6, -1.0),
    (7, 0.85, 1.0),
    (8, 0.65, 1.0),
];

/// Spines on which an excitatory bouton is drawn, by their place in [`SPINES`].
const BOUTONS: [usize; 6] = [0, 3, 6, 8, 10, 11];
/// Inhibitory boutons, at the soma and at the beginning of the axon: place and the side from which they come.
const INHIBITORY: [((f32, f32), f32); 4] =
    [((0.585, 0.575), 1.0), ((0.575, 0.645), 1.0), ((0.425, 0.645), -1.0), ((0.525, 0.755), 1.0)];

/// Draws it into the whole of `ui`.
pub(crate) fn neuron_ui(ui: &Ui, context: &ViewContext<'_>) {
    drawing_ui(ui, &drawing(context), context, |painter, frame, _| {
        paint_neuron(painter, frame, context.theme);
    });
}

/// What it consists of.
pub(super) fn drawing(context: &ViewContext<'_>) -> Drawing<'static> {
    Drawing {
        parts: &PARTS,
        key_of: |part| format!("cell-{part}"),
        lit: None,
        idle: context.text.get("synapse-idle"),
    }
}

/// Paints a neuron with its synapses into a frame.
fn paint_neuron(painter: &Painter, frame: Rect, theme: &Theme) {
    let at = |place: (f32, f32)| {
        pos2(frame.left() + place.0 * frame.width(), frame.top() + place.1 * frame.height())
    };
    let unit = frame.height();
    let cell = theme.population(0);
    let fill = theme.pane.lerp_to_gamma(cell, 0.45);
    for (start, end, thick, thin) in BRANCHES {
        limb(painter, at(start), at(end), (thick * unit, thin * unit), fill);
    }
    for (index, (branch, along, side)) in SPINES.into_iter().enumerate() {
        let (start, end, ..) = BRANCHES[branch];
        let (start, end) = (at(start), at(end));
        let across = (end - start).rot90().normalized() * side;
        let foot = start + (end - start) * along;
        let head = foot + across * 0.034 * unit;
        painter.line_segment([foot, head], Stroke::new(0.008 * unit, fill));
        painter.circle_filled(head, 0.011 * unit, fill);
        if BOUTONS.contains(&index) {
            bouton(painter, head, across, unit, theme.sign(true));
        }
    }
    // The axon leaves below and ends in boutons of its own.
    limb(painter, at((0.50, 0.66)), at((0.50, 0.80)), (0.034 * unit, 0.014 * unit), fill);
    painter.line_segment([at((0.50, 0.79)), at((0.50, 0.93))], Stroke::new(0.014 * unit, fill));
    for x in [0.47, 0.53] {
        painter.line_segment([at((0.50, 0.93)), at((x, 0.965))], Stroke::new(0.009 * unit, fill));
        painter.circle_filled(at((x, 0.967)), 0.017 * unit, fill);
    }
    painter.circle(at((0.50, 0.61)), 0.115 * unit, fill, Stroke::new(0.008 * unit, cell));
    painter.circle(at((0.50, 0.61)), 0.04 * unit, theme.pane, Stroke::new(0.005 * unit, cell));
    for (place, side) in INHIBITORY {
        bouton(painter, at(place), vec2(side, 0.0), unit, theme.sign(false));
    }
}

/// A limb that tapers, with round ends.
fn limb(painter: &Painter, start: Pos2, end: Pos2, (thick, thin): (f32, f32), colour: Color32) {
    const PIECES: u16 = 24;
    let point = |k: u16| start + (end - start) * (f32::from(k) / f32::from(PIECES));
    for k in 0..PIECES {
        let part = f32::from(k) / f32::from(PIECES);
        let width = thick + (thin - thick) * part;
        painter.line_segment([point(k), point(k + 1)], Stroke::new(width, colour));
        painter.circle_filled(point(k + 1), width * 0.5, colour);
    }
}

/// The end of an axon that comes from the side `from` and ends at a place.
fn bouton(painter: &Painter, place: Pos2, from: eframe::egui::Vec2, unit: f32, colour: Color32) {
    let middle = place + from * 0.024 * unit;
    painter.line_segment([middle, middle + from * 0.055 * unit], Stroke::new(0.006 * unit, colour));
    painter.circle_filled(middle, 0.014 * unit, colour);
}
