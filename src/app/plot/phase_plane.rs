//! One probe against another, with time as colour: the way of a state through its plane.

use eframe::egui::Ui;

use super::chart::{Axis, Chart, Dots, Way};
use super::navigate::Window;
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::view_state::PlotsState;
use crate::app::widget::number;
use crate::model::network::{Network, Object};
use crate::model::probe::Probe;
use crate::preset::plot_spec::PhasePlaneSpec;
use crate::units::{Step, Unit};

/// Most points of a way; of a longer one, every second sample is shown, every third and so on.
const MOST_POINTS: u64 = 8000;

impl Drawn for kind::PhasePlane {
    type Spec = PhasePlaneSpec;

    fn draw(
        _ui: &mut Ui,
        _id: u32,
        spec: &PhasePlaneSpec,
        frame: &mut Frame<'_, PlotsState>,
    ) -> Option<Chart> {
        chart(spec, Window::of(spec.span_ms, frame.context, frame.view), frame.context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, PhasePlaneSpec)> {
        let probes = Probe::first_of(network, object);
        // The potential against another variable of the neuron; of a synapse the first two that it has.
        let two = match &probes[..] {
            [x, y, ..] => Some(PhasePlaneSpec::new(x.clone(), y.clone())),
            _ => None,
        };
        two.map(|own| ("add-phase-plane", own)).into_iter().collect()
    }

    fn other(spec: &PhasePlaneSpec, _context: &ViewContext<'_>) -> Option<(&'static str, PhasePlaneSpec)> {
        let (x, y) = (spec.y.clone(), spec.x.clone());
        Some(("switch-axes", PhasePlaneSpec { x, y, ..spec.clone() }))
    }
}

/// Times of the run and the values of both probes, where both were recorded: time [ms], x, y.
fn pairs(spec: &PhasePlaneSpec, window: Window, context: &ViewContext<'_>) -> Vec<(f64, f64, f64)> {
    let grid = context.run.grid;
    let from = grid.step_at_or_after((window.end_ms - window.width_ms).max(0.0));
    let to = grid.moment(window.end_ms.min(context.run.now_ms()).max(0.0)).step;
    let every = (to.0.saturating_sub(from.0) / MOST_POINTS).max(1);
    let value = |probe: &Probe, step: Step| context.traces.value_at_step(probe, step);
    // Counted from the beginning of the run, so that a way that goes on keeps its points.
    let first = from.0.div_ceil(every);
    (first..=to.0 / every)
        .map(|k| Step(k * every))
        .filter_map(|step| Some((grid.time_ms(step), value(&spec.x, step)?, value(&spec.y, step)?)))
        .collect()
}

/// An axis that holds some values.
fn axis(probe: &Probe, values: impl Iterator<Item = f64>, network: &Network) -> Axis {
    let (name, unit) =
        probe.describe(network).map_or_else(Default::default, |(name, state)| (name, state.unit.symbol()));
    let label = if unit.is_empty() { name } else { format!("{name} ({unit})") };
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), own| (low.min(own), high.max(own)));
    if high < low {
        return Axis::linear(label, 0.0, 1.0);
    }
    // What stands still is not made to look as if it moved.
    let least = if unit == Unit::MV.symbol() { 4.0 } else { 0.1_f64.max(0.1 * high.abs()) };
    let spare = (least - (high - low)).max(0.0);
    let margin = 0.06 * (high - low) + 0.5 * spare;
    Axis::linear(label, low - margin, high + margin)
}

/// What a window shows of the way.
pub(super) fn chart(spec: &PhasePlaneSpec, window: Window, context: &ViewContext<'_>) -> Option<Chart> {
    let network = context.network();
    let (x_name, _) = spec.x.describe(network)?;
    let (y_name, _) = spec.y.describe(network)?;
    let pairs = pairs(spec, window, context);
    let title = context.text.with("plot-phase-plane", &[("x", &x_name), ("y", &y_name)]);
    let mut notes = Vec::new();
    let mut dots = Vec::new();
    if let Some(last) = pairs.last() {
        let points = vec![(last.1, last.2)];
        let colour = Appearance::of_probe(&spec.y, network, context.theme).colour;
        dots.push(Dots { name: String::new(), colour, points, size: 2.4 });
        notes.push(format!(
            "{x_name} = {}, {y_name} = {}",
            number::signed(last.1, 2),
            number::signed(last.2, 2)
        ));
    }
    let way = Way {
        name: context.text.with(
            "legend-way",
            &[
                ("from", &number::time(pairs.first().map_or(0.0, |own| own.0))),
                ("to", &number::time(pairs.last().map_or(0.0, |own| own.0))),
            ],
        ),
        points: pairs.iter().map(|own| (own.1, own.2)).collect(),
        times_ms: pairs.iter().map(|own| own.0).collect(),
    };
    Some(Chart {
        title,
        x: axis(&spec.x, pairs.iter().map(|own| own.1), network),
        y: axis(&spec.y, pairs.iter().map(|own| own.2), network),
        way: (1 < pairs.len()).then_some(way),
        dots,
        notes,
        ..Chart::default()
    })
}
