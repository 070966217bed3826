//! A spike is seen in the plot of V, whatever kind of neuron it is of: V is reset inside the step, and the line is drawn.

use bouton::app::ThemeChoice;
use bouton::model::network::{Population, Target};
use bouton::model::neuron::{NeuronKey, NeuronModel};
use bouton::model::probe::Probe;
use bouton::preset::plot_spec::{Plot, PlotSpec, Span, TraceSpec};
use eframe::egui::{Role, Shape, vec2};
use egui_kittest::kittest::Queryable as _;

use super::{Command, Harness, Preset, Script, Stage, stage_of};

/// A neuron of a kind alone, with a plot of its potential.
fn alone(kind: NeuronKey) -> Preset {
    let preset = Preset::empty("alone");
    let preset = preset.with_network(|network| network.populations.push(Population::new(0, 1, kind.make())));
    let spec = TraceSpec {
        probes: vec![Probe { source: Target::Population(0), symbol: "V", index: None }],
        window_ms: 100.0,
        y: Span::Auto,
        sweeps: bouton::preset::plot_spec::Aligned::Off,
    };
    preset.unwrap().with(|parts| parts.view.plots.push(Plot::new(1, PlotSpec::Trace(spec)))).unwrap()
}

/// Upright lines in the plot that are at least a fifth of it high.
fn n_upright(harness: &Harness<'static, Stage>) -> usize {
    let plot = harness.get_by_role(Role::Image).rect();
    let mut shapes: Vec<&Shape> = harness.output().shapes.iter().map(|clipped| &clipped.shape).collect();
    let mut count = 0;
    while let Some(shape) = shapes.pop() {
        match shape {
            Shape::Vec(inner) => shapes.extend(inner),
            Shape::LineSegment { points: [from, to], .. } => {
                let is_upright = (from.x - to.x).abs() < 0.01 && 0.2 * plot.height() < (from.y - to.y).abs();
                count += usize::from(is_upright && plot.contains(*from));
            }
            _ => {}
        }
    }
    count
}

#[test]
fn a_spike_of_every_kind_of_neuron_is_seen() {
    let mut n_kinds = 0;
    for kind in NeuronKey::ALL {
        if !kind.make().inner().is_some_and(NeuronModel::has_membrane) {
            continue;
        }
        n_kinds += 1;
        let mut counts = [0; 2];
        for (fires, count) in [false, true].into_iter().zip(&mut counts) {
            let mut harness =
                stage_of(alone(*kind), ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
            harness.run_steps(10);
            if fires {
                let fire = Command::Fire { population: 0, neuron: Some(0) };
                harness.state_mut().app.engine().send(fire);
            }
            harness.run_steps(6);
            *count = n_upright(&harness);
            assert_eq!(harness.state().app.spikes_seen(0) > 0, fires, "{kind}");
        }
        assert_eq!(counts[0] + 1, counts[1], "{kind}: a line for the spike, and none without it");
    }
    assert!(3 <= n_kinds);
}
