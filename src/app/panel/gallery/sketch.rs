//! What a preset does, as a few curves: its first plot against time, from a short run of its own.
//!
//! A sketch takes a bounded number of steps, so that it is there at once; it is the same on every machine.

use std::sync::Arc;

use eframe::egui::{Painter, Pos2, Rect, Stroke, pos2};

use crate::app::appearance::Hue;
use crate::app::theme::Theme;
use crate::engine::{Command, Engine, Program};
use crate::model::neuron::NeuronKind;
use crate::model::probe::Probe;
use crate::model::standalone::rate_learning::RateState;
use crate::preset::Preset;
use crate::preset::plot_spec::PlotSpec;
use crate::sim::{MAX_BUCKETS, Simulation, Snapshot};
use crate::trace::TraceStore;
use crate::units::{Grid, Step};

/// Most steps, and most steps times neurons and synapses, that a sketch takes.
const MOST_STEPS: u64 = 12_000;
/// See [`MOST_STEPS`].
const MOST_WORK: u128 = 600_000;
/// Least steps that are worth a sketch.
const LEAST_STEPS: u64 = 100;
/// Curves of a sketch.
const MOST_CURVES: usize = 3;
/// Points of a curve.
const POINTS: u16 = 120;
/// Spikes of a volley that a sketch fires where nothing fires by itself, and the time between them [ms].
const VOLLEY: (u8, f64) = (3, 12.0);

/// For how long a sketch of learning by rates learns [ms].
const PRESENTATIONS_MS: f64 = 4000.0;

/// Curves in a square of side 1, the vertical axis upwards.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    curves: Vec<(Hue, Vec<(f32, f32)>)>,
}

impl Sketch {
    /// The sketch of a preset; one without curves if there is nothing to draw, or it would take too long.
    pub fn of(preset: &Preset) -> Self {
        if let Some(decay) = preset.decay() {
            let span_ms = 5.0 * decay.tau_ms;
            let N = |part: f64| decay.N(part * span_ms);
            return Self::from_values(vec![(Hue::Other, sampled(N))]);
        }
        if preset.rate_learning().is_some() {
            let states = presentations(preset);
            #[expect(clippy::cast_precision_loss, reason = "a few thousand states")]
            let last = states.len().saturating_sub(1) as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
            let at = |part: f64| (part * last) as usize;
            let w = |k: usize| sampled(|part| states.get(at(part)).map_or(0.0, |state| state.w[k]));
            return Self::from_values(vec![(Hue::Weight(0), w(0)), (Hue::Weight(1), w(1))]);
        }
        Self::of_network(preset).unwrap_or_default()
    }

    fn of_network(preset: &Preset) -> Option<Self> {
        let network = preset.network();
        let spec = preset.view().plots.iter().find_map(|plot| match &plot.kind {
            PlotSpec::Trace(spec) => Some(spec),
            _ => None,
        })?;
        let probes: Vec<Probe> = spec.probes.iter().take(MOST_CURVES).cloned().collect();
        let neurons: u128 = network.populations().iter().map(|own| u128::from(own.n)).sum();
        let parts = network.parts();
        let synapses: u128 = network.projections().iter().map(|own| parts.n_synapses(own)).sum();
        let affordable = u64::try_from(MOST_WORK / (neurons + synapses).max(1)).unwrap_or(0);
        let steps = preset.grid().step_at_or_after(spec.window_ms).0.min(MOST_STEPS).min(affordable);
        if steps < LEAST_STEPS || probes.is_empty() {
            return None;
        }
        let run = |fires| recorded(preset, &probes, steps, fires);
        let (traces, has_spikes) = run(false);
        let traces = if has_spikes { traces } else { run(true).0 };
        let (grid, now) = (preset.grid(), Step(steps));
        let curves = probes
            .iter()
            .map(|probe| (Hue::of_probe(probe, preset.network()), points(&traces, probe, now, grid)));
        Some(Self::from_values(curves.collect()))
    }

    /// Curves from pairs of a part of the time and a value: all on one scale.
    fn from_values(curves: Vec<(Hue, Vec<(f64, f64)>)>) -> Self {
        let values = || curves.iter().flat_map(|(_, points)| points).map(|(_, value)| *value);
        let (least, most) =
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        if !(least.is_finite() && most.is_finite()) {
            return Self::default();
        }
        let span = most - least;
        let height = |value: f64| if span < 1e-9 { 0.5 } else { (value - least) / span };
        #[expect(clippy::cast_possible_truncation, reason = "places in a picture")]
        let placed = |(part, value): (f64, f64)| (part as f32, height(value) as f32);
        Self {
            curves: curves
                .into_iter()
                .map(|(hue, own)| (hue, own.into_iter().map(placed).collect()))
                .collect(),
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.curves.iter().all(|(_, points)| points.len() < 2)
    }

    /// Paints the curves.
    pub fn paint(&self, painter: &Painter, area: Rect, theme: &Theme) {
        painter.hline(area.x_range(), area.bottom(), Stroke::new(1.0, theme.hairline));
        for (hue, points) in self.curves.iter().rev() {
            let place = |(x, y): &(f32, f32)| -> Pos2 {
                pos2(area.left() + x * area.width(), area.bottom() - 2.0 - y * (area.height() - 4.0))
            };
            let points: Vec<Pos2> = points.iter().map(place).collect();
            painter.line(points, Stroke::new(theme.trace_width * 0.85, hue.look(theme).colour));
        }
    }
}

/// A function of the part of the time that has passed, at enough places for a curve.
fn sampled(value: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    (0..=POINTS).map(|k| f64::from(k) / f64::from(POINTS)).map(|part| (part, value(part))).collect()
}

/// What learning by rates comes to in so many presentations.
fn presentations(preset: &Preset) -> Arc<Vec<RateState>> {
    let network = Arc::new(preset.network().clone());
    let mut simulation = Simulation::new(network, preset.run().seed, preset.grid());
    simulation.run(preset.grid().step_at_or_after(PRESENTATIONS_MS).0, &mut ());
    let mut snapshot = Snapshot::default();
    simulation.snapshot(&mut snapshot);
    snapshot.presentations
}

/// Runs a preset for so many steps, and records probes; whether anything fired. Where nothing does by itself, sources fire
/// volleys one after the other.
fn recorded(preset: &Preset, probes: &[Probe], steps: u64, fires: bool) -> (TraceStore, bool) {
    let grid = preset.grid();
    let mut engine = Engine::by_hand(Program {
        network: Arc::new(preset.network().clone()),
        seed: preset.run().seed,
        grid,
        probes: probes.to_vec(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: preset.run().speed_ms_per_s,
        running: false,
    });
    let mut planned: Vec<(u64, u32)> = Vec::new();
    if fires {
        let is_source = |kind: &NeuronKind| matches!(kind, NeuronKind::SpikeSource(_));
        let sources = preset.network().populations().iter().filter(|own| is_source(&own.kind)).take(3);
        let window_ms = grid.time_ms(Step(steps));
        for (rank, source) in (0_u8..).zip(sources) {
            let start_ms = window_ms * (0.12 + 0.3 * f64::from(rank));
            let times = (0..VOLLEY.0).map(|k| start_ms + f64::from(k) * VOLLEY.1);
            planned.extend(times.map(|ms| (grid.step_at_or_after(ms).0.min(steps), source.id)));
        }
        planned.sort_unstable();
    }
    let (mut traces, mut has_spikes, mut reached) = (TraceStore::default(), false, 0);
    let mut advance = |engine: &mut Engine, to: u64| {
        while reached < to {
            let some = (to - reached).min(MAX_BUCKETS as u64 / 2);
            engine.advance_steps(some);
            reached += some;
            while let Some(batch) = engine.poll() {
                traces.absorb(
                    &batch.recorded.blocks,
                    &batch.recorded.spikes,
                    &batch.recorded.spike_counts,
                    &batch.scene.probes,
                    &batch.scene.head,
                );
                has_spikes |= !batch.recorded.spikes.is_empty()
                    || preset
                        .network()
                        .populations()
                        .iter()
                        .any(|own| 0 < batch.recorded.spike_counts.total_of(own.id));
            }
        }
    };
    for (step, population) in planned {
        advance(&mut engine, step);
        engine.send(Command::Fire { population, neuron: None });
    }
    advance(&mut engine, steps);
    (traces, has_spikes)
}

/// What a probe recorded, as parts of the time and values.
fn points(traces: &TraceStore, probe: &Probe, now: Step, grid: Grid) -> Vec<(f64, f64)> {
    let end_ms = grid.time_ms(now).max(grid.dt_ms());
    let points = traces.points(probe, 0.0, end_ms, f32::from(POINTS), now, grid);
    points.into_iter().map(|(ms, value)| ((ms / end_ms).clamp(0.0, 1.0), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::plot_spec::Plot;
    use crate::preset::{library, load};

    /// Sketches lie within their square, are the same each time, and every preset with a plot against time has one, but for the
    /// network that is too large to be run for a picture.
    #[test]
    fn presets_have_sketches() {
        for bundled in library::PRESETS {
            let preset = load::parse(bundled.text.as_bytes()).unwrap();
            let started = std::time::Instant::now();
            let sketch = Sketch::of(&preset);
            println!("{}: {:.1} ms", bundled.name, started.elapsed().as_secs_f64() * 1e3);
            for (x, y) in sketch.curves.iter().flat_map(|(_, points)| points) {
                assert!((0.0..=1.0).contains(x) && (0.0..=1.0).contains(y), "{}: {x} {y}", bundled.name);
            }
            let is_against_time = |plot: &Plot| matches!(plot.kind, PlotSpec::Trace(_));
            let has_one = preset.standalone().is_some()
                || bundled.name != "vogels-abbott" && preset.view().plots.iter().any(is_against_time);
            assert_eq!(!sketch.is_empty(), has_one, "{}", bundled.name);
        }
        let ampa = load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
        assert_eq!(format!("{:?}", Sketch::of(&ampa)), format!("{:?}", Sketch::of(&ampa)));
        let moves = |(_, points): &(Hue, Vec<(f32, f32)>)| points.iter().any(|(_, y)| 0.3 < *y && *y < 0.7);
        assert!(Sketch::of(&ampa).curves.iter().any(moves), "an EPSP is seen");
    }
}
