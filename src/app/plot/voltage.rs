//! A receptor against the membrane potential: its block, and its current with all channels open.

use super::chart::{Axis, Chart, Curve, Dots};
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::Projection;
use crate::model::network::{Network, Object};
use crate::model::receptor::{Receptor, ReceptorKey, ReceptorModel};
use crate::preset::plot_spec::OfReceptor;

impl Drawn for kind::Block {
    type Spec = OfReceptor;

    fn chart(spec: &OfReceptor, context: &ViewContext<'_>) -> Option<Chart> {
        block(spec, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        blocked(object, network).map(|own| ("add-block", own)).collect()
    }
}

impl Drawn for kind::CurrentVoltage {
    type Spec = OfReceptor;

    fn chart(spec: &OfReceptor, context: &ViewContext<'_>) -> Option<Chart> {
        current_voltage(spec, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        blocked(object, network).map(|own| ("add-current-voltage", own)).collect()
    }
}

/// The receptors of an object that the membrane potential blocks.
fn blocked(object: Object, network: &Network) -> impl Iterator<Item = OfReceptor> {
    let has_block = |own: &&Receptor| own.inner().is_some_and(|model| ReceptorModel::block(model).is_some());
    super::projection_of(object, network).into_iter().flat_map(move |projection| {
        let receptors = projection.receptors.iter().filter(has_block);
        receptors.map(|own| OfReceptor { projection: projection.id, receptor: own.key() })
    })
}

/// Potentials shown [mV].
const RANGE_MV: (f64, f64) = (-100.0, 60.0);

/// The projection and the receptor that a plot names.
fn named<'a>(of: &OfReceptor, context: &ViewContext<'a>) -> Option<(&'a Projection, &'a dyn ReceptorModel)> {
    let projection = context.network().projection(of.projection)?;
    let receptor: &'a (dyn ReceptorModel + 'static) = projection.receptor(of.receptor)?.inner()?;
    Some((projection, receptor))
}

/// The fraction of open channels that V does not block.
pub(super) fn block(of: &OfReceptor, context: &ViewContext<'_>) -> Option<Chart> {
    let (projection, receptor) = named(of, context)?;
    let free = |V: f64| receptor.block().map_or(1.0, |block| block.free(V));
    let name = context.text.get("axis-free");
    let y = Axis::linear(String::new(), 0.0, 1.05);
    Some(curve_with_now((projection, of.receptor), context.text.get("plot-block"), &name, y, &free, context))
}

/// The current with all channels open: I = ḡ G(V) (V − E).
pub(super) fn current_voltage(of: &OfReceptor, context: &ViewContext<'_>) -> Option<Chart> {
    let (projection, receptor) = named(of, context)?;
    let ohmic = |V: f64| receptor.g_max_nS() * (V - receptor.E_mV());
    let current = |V: f64| ohmic(V) * receptor.block().map_or(1.0, |block| block.free(V));
    let (V_low, V_high) = RANGE_MV;
    let values = Axis::linear(String::new(), V_low, V_high).curve(current);
    let (low, high) =
        values.iter().fold((0.0_f64, 0.0_f64), |(low, high), (_, I)| (low.min(*I), high.max(*I)));
    let margin = 0.1 * (high - low).max(1.0);
    let y = Axis::linear(String::new(), low - margin, high + margin);
    let name = context.text.get("axis-current");
    let title = context.text.get("plot-current-voltage");
    let mut chart = curve_with_now((projection, of.receptor), title, &name, y, &current, context);
    if receptor.block().is_some() {
        let points = chart.x.curve(ohmic);
        let name = context.text.get("curve-without-block");
        chart.curves.push(Curve { name, colour: context.theme.weak_text, points, is_faint: true });
    }
    chart.levels.push((0.0, String::new()));
    chart.uprights.push((receptor.E_mV(), "E_s".to_owned()));
    Some(chart)
}

/// The curve of a function of V, with a dot at the present potential of the target.
fn curve_with_now(
    (projection, receptor): (&Projection, ReceptorKey),
    title: String,
    name: &str,
    y: Axis,
    f: &dyn Fn(f64) -> f64,
    context: &ViewContext<'_>,
) -> Chart {
    let x = Axis::linear(context.text.get("axis-potential"), RANGE_MV.0, RANGE_MV.1);
    let colour = Appearance::of_receptor(receptor, projection, context.network(), context.theme).colour;
    let curve = Curve { name: name.to_owned(), colour, points: x.curve(f), is_faint: false };
    let mut chart = Chart { title, y, curves: vec![curve], ..Chart::default() };
    if let Some(V) = context.run.potential_mV(projection.to) {
        let name = context.text.get("curve-now");
        let colour = context.theme.population(projection.to);
        chart.dots.push(Dots { name, colour, points: vec![(V, f(V))], size: 3.0 });
        let decimals = if f(V).abs() < 1.0 { 3 } else { 1 };
        let reading = format!("{} (V = {} mV)", number::signed(f(V), decimals), number::signed(V, 1));
        chart.notes.push(reading);
    }
    chart.x = x;
    chart
}
