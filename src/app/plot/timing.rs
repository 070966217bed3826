//! Plasticity by timing: the window F(Δt) with the pairs that have just happened, and what pairs at a rate do.

use std::collections::BTreeMap;

use super::chart::{Axis, Chart, Curve, Dots};
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::{Network, Object, Projection};
use crate::model::neuron::NeuronKind;
use crate::model::neuron::spike_source::Train;
use crate::model::plasticity::SpikeRule;
use crate::model::plasticity::protocol::Protocol;
use crate::preset::plot_spec::OfProjection;
use crate::preset::plot_spec::{IntervalSign, StdpWindowSpec};
use crate::sim::WeightCause;
use crate::units::Speed;

impl Drawn for kind::StdpWindow {
    type Spec = StdpWindowSpec;

    fn chart(spec: &StdpWindowSpec, context: &ViewContext<'_>) -> Option<Chart> {
        window(spec, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-stdp-window", object, super::learns(object, network))
    }

    fn other(spec: &StdpWindowSpec, _context: &ViewContext<'_>) -> Option<(&'static str, StdpWindowSpec)> {
        let (key, sign) = match spec.sign {
            IntervalSign::PostMinusPre => ("switch-pre-minus-post", IntervalSign::PreMinusPost),
            IntervalSign::PreMinusPost => ("switch-post-minus-pre", IntervalSign::PostMinusPre),
        };
        Some((key, StdpWindowSpec { sign, ..spec.clone() }))
    }
}

impl Drawn for kind::PairingFrequency {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        pairing_frequency(spec.projection, context)
    }
}

/// Longest interval that is shown [ms].
const REACH_MS: f64 = 100.0;
/// For how long a pair is shown [s of wall time at the speed asked for], and at most [ms of model time].
const SHOWN_S: f64 = 1.5;
const SHOWN_MS: f64 = 1500.0;
/// Most postsynaptic spikes and most pairs that are looked at.
const MOST_POST: usize = 40;
const MOST_PAIRS: usize = 200;
/// The protocol that frequencies are compared by.
const PAIRS: u32 = 60;
const PAIR_MS: f64 = 10.0;

/// The window of a projection's rule.
// Longer than 60 lines: a chart as one value.
pub(super) fn window(spec: &StdpWindowSpec, context: &ViewContext<'_>) -> Option<Chart> {
    let projection = context.network().projection(spec.projection)?;
    let text = context.text;
    let rule = &projection.plasticity;
    let title = text.with("plot-stdp-window", &[("name", projection.name.as_str())]);
    if rule.is_fixed() {
        return Some(Chart { title, notes: vec![text.get("note-fixed-weights")], ..Chart::default() });
    }
    let (sign, label) = match spec.sign {
        IntervalSign::PostMinusPre => (1.0, "axis-post-minus-pre"),
        IntervalSign::PreMinusPost => (-1.0, "axis-pre-minus-post"),
    };
    let F = |dt_ms: f64| rule.window(dt_ms).unwrap_or(0.0);
    let theme = context.theme;
    let colour = Appearance::of_projection(projection, context.network(), theme).colour;
    let mut branches = [Vec::new(), Vec::new()];
    for k in 0..=200 {
        // Denser where the branches are steep; the jump at 0 belongs to neither.
        let dt_ms = REACH_MS * f64::from(k) * f64::from(k) / 40_000.0 + 1e-6;
        branches[0].push((-dt_ms * sign, F(-dt_ms)));
        branches[1].push((dt_ms * sign, F(dt_ms)));
    }
    let high = branches.iter().flatten().map(|point| point.1.abs()).fold(1e-6, f64::max);
    let pairs = pairs(projection, context);
    let mut dots: Vec<Dots> = [0.3, 0.6, 1.0]
        .into_iter()
        .map(|strength| Dots {
            name: String::new(),
            colour: theme.text.gamma_multiply(strength),
            points: Vec::new(),
            size: 1.2 + 1.6 * strength,
        })
        .collect();
    for (dt_ms, newness) in &pairs {
        let group = if *newness < 0.4 {
            0
        } else if *newness < 0.8 {
            1
        } else {
            2
        };
        dots[group].points.push((dt_ms * sign, F(*dt_ms)));
    }
    dots[2].name = text.get("curve-pairs");
    if let Some((dt_ms, _)) =
        context.link.filter(|link| link.projection == projection.id).and_then(|link| link.pair)
    {
        let (points, colour) = (vec![(dt_ms * sign, F(dt_ms))], theme.accent);
        dots.push(Dots { name: text.get("curve-explained"), colour, points, size: 3.4 });
    }
    let [mut before, after] = branches;
    before.reverse();
    let branch = |points, name: &str| Curve { name: name.to_owned(), colour, points, is_faint: false };
    let line = |points| Curve { name: String::new(), colour: theme.weak_text, points, is_faint: true };
    let mut notes = Vec::new();
    if let Some((dt_ms, _)) = pairs.first() {
        let (dt, change) = (number::signed(dt_ms * sign, 1), number::signed(100.0 * F(*dt_ms), 3));
        notes.push(text.with("note-last-pair", &[("dt", dt), ("change", change)]));
    }
    if rule.inner().is_some_and(|rule| 1 < SpikeRule::window_protocol(rule, 0.0).pairs) {
        notes.push(text.get("note-sixty-pairs"));
    }
    Some(Chart {
        title,
        x: Axis::linear(text.get(label), -REACH_MS, REACH_MS),
        y: Axis::linear(String::new(), -1.15 * high, 1.15 * high),
        curves: vec![
            line(vec![(-REACH_MS, 0.0), (REACH_MS, 0.0)]),
            line(vec![(0.0, -2.0 * high), (0.0, 2.0 * high)]),
            branch(before, ""),
            branch(after, "F(Δt)"),
        ],
        dots,
        notes,
        ..Chart::default()
    })
}

/// The pairs that count and have just happened, the newest first: t_post − t_pre at the synapse [ms], and how new they are, from 0
/// to 1. They come from the changes of weights, which say when each spike reached its synapse.
fn pairs(projection: &Projection, context: &ViewContext<'_>) -> Vec<(f64, f64)> {
    let (grid, now_ms) = (context.run.grid, context.run.now_ms());
    let shown_ms = match context.preset().run().speed_ms_per_s {
        Speed::MsPerSecond(speed) => (SHOWN_S * speed).clamp(60.0, SHOWN_MS),
        Speed::Unlimited => SHOWN_MS,
    };
    let from_ms = now_ms - shown_ms - 2.0 * REACH_MS;
    let mut synapses: BTreeMap<u32, [Vec<f64>; 2]> = BTreeMap::new();
    for change in context.traces.weight_changes(projection.id).rev() {
        let at_ms = grid.moment_ms(change.at);
        if at_ms < from_ms {
            break;
        }
        let [pre, post] = synapses.entry(change.synapse).or_default();
        match change.cause {
            WeightCause::Pre => pre.push(at_ms),
            WeightCause::Post if post.len() < MOST_POST => post.push(at_ms),
            WeightCause::Post | WeightCause::Drift | WeightCause::Edit => {}
        }
    }
    let Some(rule) = projection.plasticity.inner() else { return Vec::new() };
    let mut pairs = Vec::new();
    for [pre, post] in synapses.values() {
        for post_ms in post {
            for pre_ms in pre {
                let dt_ms = post_ms - pre_ms;
                let newness = 1.0 - (now_ms - post_ms.max(*pre_ms)) / shown_ms;
                if REACH_MS < dt_ms.abs() || !(0.0..=1.0).contains(&newness) || dt_ms == 0.0 {
                    continue;
                }
                let (low, high) = (pre_ms.min(*post_ms), pre_ms.max(*post_ms));
                let lies_between = |times: &[f64]| times.iter().any(|time| low < *time && *time < high);
                if rule.pairs(0.0 < dt_ms, lies_between(pre), lies_between(post)) {
                    pairs.push((dt_ms, newness));
                }
            }
        }
    }
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1));
    pairs.truncate(MOST_PAIRS);
    pairs
}

/// What 60 pairs do at different rates.
pub(super) fn pairing_frequency(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let projection = context.network().projection(projection)?;
    let text = context.text;
    let title = text.get("plot-pairing-frequency");
    let rule = &projection.plasticity;
    if rule.is_fixed() {
        return Some(Chart { title, notes: vec![text.get("note-fixed-weights")], ..Chart::default() });
    }
    let theme = context.theme;
    let x = Axis::linear(text.get("axis-pairs-per-second"), 0.0, 60.0);
    let curve = |dt_ms: f64, colour| Curve {
        name: format!("Δt = {} ms", number::signed(dt_ms, 0)),
        colour,
        points: (1..=120)
            .map(|k| 0.5 * f64::from(k))
            .filter_map(|rate_Hz| {
                Some((rate_Hz, rule.change_by(&Protocol { dt_ms, rate_Hz, pairs: PAIRS })?))
            })
            .collect(),
        is_faint: false,
    };
    let colour = Appearance::of_projection(projection, context.network(), theme).colour;
    let curves = vec![curve(PAIR_MS, colour), curve(-PAIR_MS, theme.shade(colour, 2))];
    let values = || curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
    let (low, high) = (values().fold(-0.1, f64::min), values().fold(0.1, f64::max));
    let margin = 0.1 * (high - low);
    let zero = Curve {
        name: String::new(),
        colour: theme.weak_text,
        points: vec![(0.0, 0.0), (60.0, 0.0)],
        is_faint: true,
    };
    // The rate at which the presynaptic source fires now.
    let source = context.network().population(projection.from).map(|population| &population.kind);
    let now = match source {
        Some(NeuronKind::SpikeSource(source)) if source.train != Train::Off => Some(source.rate_Hz),
        _ => None,
    };
    let uprights = now.map(|rate| (rate, format!("{} Hz", number::show(rate)))).into_iter().collect();
    Some(Chart {
        title,
        x,
        y: Axis::linear(String::new(), low - margin, high + margin),
        curves: std::iter::once(zero).chain(curves).collect(),
        uprights,
        ..Chart::default()
    })
}
