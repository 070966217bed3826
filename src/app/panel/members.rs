//! The members of a population: how often each fires, how strong its synapses are, and a button that fires it.

use eframe::egui::{self, Align, Button, Layout, RichText, ScrollArea, Ui, vec2};

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::widget::fold::{fold, remembered_ui};
use crate::app::widget::number;
use crate::document::{Edit, PlotEdit};
use crate::model::network::{Connect, Population, Projection, Target};
use crate::model::probe::Probe;

/// Over how long firing is counted [ms].
const WINDOW_MS: f64 = 1000.0;
/// Rows that show at a time.
const ROWS: f32 = 7.0;

/// Draws the list, folded until it is opened.
pub(super) fn members_ui(ui: &mut Ui, population: &Population, frame: &mut Frame<'_>) {
    let context = frame.context;
    if population.n < 2 {
        return;
    }
    let text = context.text;
    let heading = text.with("members", &[("n", population.n.to_string())]);
    let header = fold(ui, &heading, context.theme.bold_font(0.95), context.theme.weak_text);
    remembered_ui(ui, "members", header, false, frame, |ui, frame| {
        let rates = rates(population, context);
        let weights = weights(population, context);
        let height = ui.spacing().interact_size.y;
        let area = ScrollArea::vertical().max_height(ROWS * height).auto_shrink([false, true]);
        area.show_rows(ui, height, rates.len(), |ui, rows| {
            for neuron in rows {
                let rate = number::signed(rates[neuron], 0);
                let weight = weights.as_ref().and_then(|weights| weights(neuron));
                let weight = weight.map_or_else(String::new, |w| format!("w = {}", number::signed(w, 2)));
                let name =
                    text.with("fire-member", &[("name", &population.name), ("neuron", &neuron.to_string())]);
                ui.horizontal(|ui| {
                    let button =
                        Button::new(format!("{neuron}")).min_size(vec2(context.theme.text_size * 4.0, 0.0));
                    let response = ui.add(button);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                    if response.on_hover_text(&name).clicked() {
                        let neuron = u32::try_from(neuron).ok();
                        frame.requests.push(Request::Fire { population: population.id, neuron });
                    }
                    ui.label(format!("{rate} Hz"));
                    if let Some(probe) = probe_of(population, neuron, context) {
                        let args = [("name", population.name.clone()), ("neuron", neuron.to_string())];
                        let name = text.with("plot-member", &args);
                        let response = ui.add(Button::new("+ V").small());
                        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                        if response.on_hover_text(&name).clicked() {
                            let show = PlotEdit::Show { plot: None, probes: vec![probe] };
                            frame.requests.push(Request::Edit(Edit::Plots(show), None));
                        }
                    }
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        ui.label(RichText::new(weight).color(context.theme.weak_text));
                    });
                });
            }
        });
    });
}

/// The potential of a member, if it has one.
fn probe_of(population: &Population, neuron: usize, context: &ViewContext<'_>) -> Option<Probe> {
    let (source, index) = (Target::Population(population.id), u32::try_from(neuron).ok());
    let probe = Probe { source, symbol: "V", index };
    probe.describe(context.network()).is_some().then_some(probe)
}

/// Rate of each member over the last second of model time [Hz].
fn rates(population: &Population, context: &ViewContext<'_>) -> Vec<f64> {
    let (now_ms, grid) = (context.run.now_ms(), context.run.grid);
    let window_ms = WINDOW_MS.min(now_ms).max(1.0);
    let mut rates = vec![0.0; usize::try_from(population.n).unwrap_or(0)];
    for spike in context.traces.spikes_in(population.id, now_ms - window_ms, now_ms, grid) {
        if let Some(rate) = rates.get_mut(spike.neuron as usize) {
            *rate += 1e3 / window_ms;
        }
    }
    rates
}

/// The weight of each member's synapse, where it has one synapse that learns.
fn weights<'a>(
    population: &Population,
    context: &ViewContext<'a>,
) -> Option<impl Fn(usize) -> Option<f64> + use<'a>> {
    let network = context.network();
    let has_one = |projection: &&Projection| {
        let targets = network.population(projection.to).map_or(0, |target| target.n);
        projection.from == population.id
            && (projection.connect == Connect::OneToOne || targets == 1)
            && matches!(projection.connect, Connect::OneToOne | Connect::AllToAll)
    };
    let projection = network.projections().iter().filter(|p| p.plasticity.inner().is_some()).find(has_one)?;
    let sample = context.traces.weights(projection.id)?.last();
    (sample.every == 1).then_some(move |neuron: usize| sample.values.get(neuron).map(|w| f64::from(*w)))
}
