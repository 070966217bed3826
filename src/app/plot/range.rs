//! The two charts of range runs: the traces over each other, and what was read off them against the parameter.

use eframe::egui::{Color32, Pos2, Rect, Sense, Stroke, Ui, UiBuilder};
use egui_plot::PlotPoint;

use super::chart::{Axis, Chart, Curve, Dots, chart_ui};
use crate::app::context::ViewContext;
use crate::app::range_state::Outcome;
use crate::app::theme::{GRID, Theme};
use crate::app::widget::number;
use crate::param::{Kind, Scale};
use crate::range::Quantity;
use crate::units::Unit;

/// Ids of the charts, beyond those of plots in documents.
const TRACES: u32 = u32::MAX - 1;
const FIGURES: u32 = u32::MAX - 2;
/// Traces that are named.
const MOST_NAMED: usize = 5;
/// How near to a point a click means it [points].
const NEAR: f32 = 14.0;

/// The colours of viridis at equal distances: their lightness grows evenly, so that their order is seen by every eye and in grey.
const VIRIDIS: [[u8; 3]; 9] = [
    [0x44, 0x01, 0x54],
    [0x47, 0x2D, 0x7B],
    [0x3B, 0x52, 0x8B],
    [0x2C, 0x72, 0x8E],
    [0x21, 0x91, 0x8C],
    [0x28, 0xAE, 0x80],
    [0x5E, 0xC9, 0x62],
    [0xAD, 0xDC, 0x30],
    [0xFD, 0xE7, 0x25],
];

/// The colour at a part of a range, from its least value (0) to its greatest (1): darker first on a light ground, where the lightest
/// colours would not be seen, and on a dark ground without the darkest.
fn colour_of(part: f32, theme: &Theme) -> Color32 {
    let (low, high) = if theme.is_dark { (0.36, 1.0) } else { (0.0, 0.62) };
    let place = (low + (high - low) * part.clamp(0.0, 1.0)) * 8.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 7")]
    let below = (place.floor() as usize).min(7);
    #[expect(clippy::cast_precision_loss, reason = "at most 7")]
    let rest = place - below as f32;
    let mix = |channel: usize| {
        let (one, other) = (f32::from(VIRIDIS[below][channel]), f32::from(VIRIDIS[below + 1][channel]));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        let mixed = (one + (other - one) * rest).round() as u8;
        mixed
    };
    Color32::from_rgb(mix(0), mix(1), mix(2))
}

/// The colours of the runs of a range, in the order of the values.
fn colours(values: &[f64], theme: &Theme) -> Vec<Color32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut all = vec![theme.text; values.len()];
    #[expect(clippy::cast_precision_loss, reason = "at most 50")]
    let most = values.len().saturating_sub(1).max(1) as f32;
    for (rank, index) in order.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "at most 50")]
        let part = rank as f32 / most;
        all[*index] = colour_of(part, theme);
    }
    all
}

/// The places of the runs that are named, the first and the last among them.
fn named(n: usize) -> Vec<usize> {
    if n <= MOST_NAMED {
        return (0..n).collect();
    }
    (0..MOST_NAMED).map(|k| k * (n - 1) / (MOST_NAMED - 1)).collect()
}

/// A range that holds values with some room; `None` without any.
fn room(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if high < low {
        return None;
    }
    let more = if low < high { 0.06 * (high - low) } else { 0.05 * high.abs().max(1e-3) };
    Some((low - more, high + more))
}

/// A name with a unit behind it, as axes have them.
fn with_unit(name: &str, unit: Unit) -> String {
    if unit == Unit::One { name.to_owned() } else { format!("{name} ({})", unit.symbol()) }
}

/// The name and the unit of the trace.
pub(in crate::app) fn trace_of(outcome: &Outcome) -> (String, Unit) {
    let network = outcome.plan.preset.network();
    let described = outcome.plan.probe.describe(network);
    described.map_or_else(|| (String::new(), Unit::One), |(name, state)| (name, state.unit))
}

/// What a quantity of a range is called, with what it is read off.
pub(in crate::app) fn words(quantity: Quantity, outcome: &Outcome, context: &ViewContext<'_>) -> String {
    let (probe, _) = trace_of(outcome);
    let network = outcome.plan.preset.network();
    let name = quantity.of(network).unwrap_or(&probe);
    context.text.with(quantity.key(), &[("name", name)])
}

/// The traces over each other, each in the colour of its value.
fn traces(outcome: &Outcome, context: &ViewContext<'_>) -> Chart {
    let plan = &outcome.plan;
    let (name, unit) = trace_of(outcome);
    let colours = colours(&plan.values, context.theme);
    let named = named(plan.values.len());
    let mut curves = Vec::new();
    let known = outcome.courses.iter().enumerate().filter_map(|(index, own)| Some((index, own.as_ref()?)));
    for (index, course) in known {
        let value = format!("{} {}", number::show(plan.values[index]), plan.spec.unit.symbol());
        curves.push(Curve {
            name: if named.contains(&index) { value.trim_end().to_owned() } else { String::new() },
            colour: colours[index],
            points: course.trace.clone(),
            is_faint: false,
        });
    }
    let range = room(curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1)));
    let (low, high) = range.unwrap_or((0.0, 1.0));
    Chart {
        title: context.text.with("range-traces", &[("name", name.as_str()), ("symbol", plan.spec.symbol)]),
        x: Axis::linear(context.text.get("plot-time"), 0.0, plan.duration_ms()),
        y: Axis::linear(with_unit(&name, unit), low, high),
        curves,
        is_plain: true,
        ..Chart::default()
    }
}

/// The axis of the parameter.
fn axis(outcome: &Outcome) -> Axis {
    let plan = &outcome.plan;
    let label = with_unit(plan.spec.symbol, plan.spec.unit);
    let least = plan.values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = plan.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let is_log = matches!(plan.spec.kind, Kind::Number { scale: Scale::Log, .. });
    if is_log && 0.0 < least && 3.0 * least < most {
        let factor = libm::pow(most / least, 0.05);
        return Axis::log(label, least / factor, most * factor);
    }
    let (low, high) = room(plan.values.iter().copied()).unwrap_or((0.0, 1.0));
    Axis::linear(label, low, high)
}

/// The points of the second chart: place of the value, value, figure.
fn points(outcome: &Outcome, quantity: Quantity) -> Vec<(usize, f64, f64)> {
    let known = outcome.courses.iter().enumerate();
    known
        .filter_map(|(index, course)| {
            Some((index, outcome.plan.values[index], course.as_ref()?.figures.get(quantity)?))
        })
        .collect()
}

/// What was read off each run, against the parameter.
fn figures(outcome: &Outcome, quantity: Quantity, context: &ViewContext<'_>) -> Chart {
    let (_, unit) = trace_of(outcome);
    let title = words(quantity, outcome, context);
    let colours = colours(&outcome.plan.values, context.theme);
    let known = points(outcome, quantity);
    let mut line: Vec<(f64, f64)> = known.iter().map(|(_, value, figure)| (*value, *figure)).collect();
    line.sort_by(|one, other| one.0.total_cmp(&other.0));
    let dots = known.iter().map(|(index, value, figure)| Dots {
        name: String::new(),
        colour: colours[*index],
        points: vec![(*value, *figure)],
        size: if outcome.opened == Some(*index) { 3.4 } else { 2.4 },
    });
    let (low, high) = room(line.iter().map(|point| point.1)).unwrap_or((0.0, 1.0));
    let notes = if known.is_empty() && 0 < outcome.n_ended() {
        vec![context.text.get("range-no-figure")]
    } else {
        Vec::new()
    };
    Chart {
        y: Axis::linear(with_unit(&title, quantity.unit(unit)), low, high),
        title,
        x: axis(outcome),
        dots: dots.collect(),
        curves: vec![Curve {
            name: String::new(),
            colour: context.theme.weak_text,
            points: line,
            is_faint: true,
        }],
        notes,
        ..Chart::default()
    }
}

/// Draws both charts into places of their own; says which run was clicked in the second.
pub(in crate::app) fn range_charts_ui(
    ui: &mut Ui,
    outcome: &Outcome,
    quantity: Quantity,
    height: f32,
    context: &ViewContext<'_>,
) -> Option<usize> {
    let is_wide = 40.0 * context.theme.text_size < ui.available_width();
    let width = if is_wide { 0.5 * (ui.available_width() - GRID) } else { ui.available_width() };
    let place = |ui: &mut Ui| ui.allocate_exact_size(eframe::egui::vec2(width, height), Sense::hover()).0;
    let (left, right) = if is_wide {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            (place(ui), place(ui))
        })
        .inner
    } else {
        (place(ui), place(ui))
    };
    let within = |ui: &mut Ui, rect: Rect, id: u32, chart: &Chart| {
        ui.painter().rect_filled(rect, 4.0, context.theme.pane);
        // What comes after stands below both charts, and not below the data of one.
        let mut own = ui.new_child(UiBuilder::new().max_rect(rect));
        chart_ui(&mut own, id, chart, 0.0, context)
    };
    within(ui, left, TRACES, &traces(outcome, context));
    let chart = figures(outcome, quantity, context);
    let response = within(ui, right, FIGURES, &chart);
    let at = response.response.hover_pos()?;
    let on_screen = |value: f64, figure: f64| -> Pos2 {
        response.transform.position_from_point(&PlotPoint::new(chart.x.place(value), chart.y.place(figure)))
    };
    let points = points(outcome, quantity);
    let places = points.iter().map(|(index, value, figure)| (*index, on_screen(*value, *figure)));
    let (index, nearest) = places.min_by(|one, other| one.1.distance(at).total_cmp(&other.1.distance(at)))?;
    if NEAR < nearest.distance(at) {
        return None;
    }
    ui.painter().circle_stroke(nearest, 7.0, Stroke::new(1.5, context.theme.accent));
    ui.ctx().set_cursor_icon(eframe::egui::CursorIcon::PointingHand);
    response.response.clicked().then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ThemeChoice;

    /// Lightness as it is perceived, from the luminance of a colour.
    fn lightness(colour: Color32) -> f64 {
        let linear = |channel: u8| libm::pow(f64::from(channel) / 255.0, 2.2);
        let [red, green, blue, _] = colour.to_array();
        libm::cbrt(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
    }

    /// In every theme the colours grow lighter with the value, each visibly, and stand out from the ground.
    #[test]
    fn colours_are_in_order_for_every_eye() {
        for choice in [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Projector] {
            let theme = Theme::new(choice, true);
            let values = [3.0, 1.0, 2.0, 9.0, 4.0, 8.0, 5.0, 6.0, 7.0];
            let colours = colours(&values, &theme);
            let mut sorted: Vec<(f64, f64)> =
                values.iter().zip(&colours).map(|(value, colour)| (*value, lightness(*colour))).collect();
            sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
            assert!(sorted.windows(2).all(|pair| pair[0].1 + 0.02 < pair[1].1), "{choice:?}: {sorted:?}");
            let ground = lightness(theme.pane);
            let nearest = sorted.iter().map(|own| (own.1 - ground).abs()).fold(f64::INFINITY, f64::min);
            assert!(0.25 < nearest, "{choice:?}: {nearest} from the ground");
        }
    }

    #[test]
    fn the_first_and_the_last_are_named() {
        assert_eq!(named(9), [0, 2, 4, 6, 8]);
        assert_eq!((named(3), named(50)), (vec![0, 1, 2], vec![0, 12, 24, 36, 49]));
    }
}
