//! The parameters of what is selected, grouped by mechanism.

use eframe::egui::{self, RichText, ScrollArea, Ui};

use crate::app::context::{Selection, ViewContext, ViewState, is_excitatory};
use crate::app::request::{Request, Requests};
use crate::app::theme::{GRID, MARGIN};
use crate::app::widget::param_row::param_row_ui;
use crate::model::network::{Address, Population, Projection, Target};
use crate::model::receptor::ReceptorModel;
use crate::param::{Flag, ParamSpec};
use crate::preset::PresetAddress;

/// Objects that the row at the top of the panel lists.
const MOST_CHIPS: usize = 24;

/// Draws the panel into the whole of `ui`.
pub(crate) fn parameters_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let network = context.network();
    let frame = egui::Frame::new().inner_margin(MARGIN);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GRID * 0.375;
            objects_ui(ui, context, view, requests);
            match view.selection {
                Selection::Population(id) => {
                    if let Some(population) = network.population(id) {
                        population_ui(ui, population, context, view, requests);
                    }
                }
                Selection::Projection(id) => {
                    if let Some(projection) = network.projection(id) {
                        projection_ui(ui, projection, context, view, requests);
                    }
                }
                Selection::Nothing => document_ui(ui, context),
            }
        });
    });
}

/// A row of all objects, to choose whose parameters show: clicking a neuron on the canvas fires it instead.
fn objects_ui(ui: &mut Ui, context: &ViewContext<'_>, view: &ViewState, requests: &mut Requests) {
    let network = context.network();
    let populations = network.populations().iter().map(|population| {
        let colour = context.theme.population(population.id);
        (Selection::Population(population.id), population.name.as_str(), colour)
    });
    let projections = network.projections().iter().map(|projection| {
        let colour = context.theme.projection(projection.id, is_excitatory(projection));
        (Selection::Projection(projection.id), projection.name.as_str(), colour)
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GRID * 0.5, GRID * 0.5);
        for (selection, name, colour) in populations.chain(projections).take(MOST_CHIPS) {
            let is_selected = view.selection == selection;
            let words = RichText::new(format!("● {name}")).color(if is_selected {
                context.theme.text
            } else {
                colour
            });
            let chip = egui::Button::new(words).selected(is_selected).corner_radius(12);
            let response = ui.add(chip);
            let label = context.text.with("show-parameters", &[("name", name)]);
            response
                .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_selected, &label));
            if response.on_hover_text(&label).clicked() {
                requests.push(Request::Select(selection));
            }
        }
    });
    ui.add_space(GRID * 0.5);
}

fn title_ui(ui: &mut Ui, title: &str, colour: egui::Color32, context: &ViewContext<'_>) {
    ui.horizontal(|ui| {
        let (dot, _) = ui.allocate_exact_size(egui::Vec2::splat(12.0), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), 6.0, colour);
        ui.label(RichText::new(title).font(context.theme.bold_font(1.2)));
    });
}

fn population_ui(
    ui: &mut Ui,
    population: &Population,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let text = context.text;
    let key = if population.n == 1 { "neuron-title" } else { "population-title" };
    let kind = &population.kind;
    let kind_name = text.get_or(&format!("neuron-kind-{}", kind.key()), kind.label());
    let title = text.with(key, &[("name", &population.name), ("kind", &kind_name)]);
    title_ui(ui, &title, context.theme.population(population.id), context);
    let about = text.get_or(&format!("neuron-kind-{}-about", kind.key()), kind.meaning());
    group_ui(
        ui,
        &text.get("neuron-parameters"),
        &about,
        Target::Population(population.id),
        context,
        view,
        requests,
    );
    for stimulus in &population.stimuli {
        let kind = &stimulus.kind;
        let heading = text.get_or(&format!("stimulus-{}", kind.key()), kind.label());
        let about = text.get_or(&format!("stimulus-{}-about", kind.key()), kind.meaning());
        let target = Target::Stimulus { population: population.id, stimulus: stimulus.id };
        group_ui(ui, &heading, &about, target, context, view, requests);
    }
}

fn projection_ui(
    ui: &mut Ui,
    projection: &Projection,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let text = context.text;
    let colour = context.theme.projection(projection.id, is_excitatory(projection));
    let name = |id| context.network().population(id).map_or("?", |population| population.name.as_str());
    let title = text.with(
        "synapse-title",
        &[("name", &projection.name), ("from", name(projection.from)), ("to", name(projection.to))],
    );
    title_ui(ui, &title, colour, context);
    for receptor in &projection.receptors {
        let key = receptor.key();
        let heading = text.get_or(&format!("receptor-{key}"), receptor.label());
        let about = text.get_or(&format!("receptor-{key}-about"), receptor.meaning());
        let target = Target::Receptor { projection: projection.id, receptor: key };
        group_ui(ui, &heading, &about, target, context, view, requests);
        if let Some(kinetics) = receptor.inner().map(ReceptorModel::kinetics) {
            let heading = text.get_or(&format!("kinetics-{}", kinetics.key()), kinetics.label());
            let about = text.get_or(&format!("kinetics-{}-about", kinetics.key()), kinetics.meaning());
            let target = Target::Kinetics { projection: projection.id, receptor: key };
            group_ui(ui, &heading, &about, target, context, view, requests);
        }
    }
    let release = &projection.release;
    let heading = text.get_or(&format!("release-{}", release.key()), release.label());
    let about = text.get_or(&format!("release-{}-about", release.key()), release.meaning());
    group_ui(ui, &heading, &about, Target::Release(projection.id), context, view, requests);
    let about = text.get("connection-about");
    group_ui(ui, &text.get("connection"), &about, Target::Projection(projection.id), context, view, requests);
}

/// What the preset is, while nothing is selected.
fn document_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let preset = context.preset();
    ui.label(RichText::new(preset.title()).font(context.theme.bold_font(1.2)));
    ui.add_space(GRID);
    ui.label(preset.description());
    ui.add_space(GRID);
    ui.label(RichText::new(context.text.get("select-something")).color(context.theme.weak_text));
}

/// A mechanism's heading and its parameters; advanced ones are folded.
fn group_ui(
    ui: &mut Ui,
    heading: &str,
    about: &str,
    target: Target,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let Some(set) = context.network().parts().param_set(target) else { return };
    let mut specs: Vec<&'static ParamSpec> = Vec::new();
    set.visit(&mut |spec, _| specs.push(spec));
    if specs.is_empty() {
        return;
    }
    ui.add_space(GRID);
    ui.label(RichText::new(heading).font(context.theme.bold_font(0.95)).color(context.theme.weak_text))
        .on_hover_text(about);
    let row = |ui: &mut Ui, spec: &ParamSpec, view: &mut ViewState, requests: &mut Requests| {
        let address = PresetAddress::Network(Address { target, key: spec.key });
        param_row_ui(ui, address, context, view, requests);
    };
    let (advanced, plain): (Vec<_>, Vec<_>) = specs.into_iter().partition(|spec| spec.is(Flag::Advanced));
    for spec in plain {
        row(ui, spec, view, requests);
    }
    if !advanced.is_empty() {
        let more = RichText::new(context.text.get("advanced")).color(context.theme.weak_text);
        egui::CollapsingHeader::new(more).id_salt(("advanced", target_salt(target))).show(ui, |ui| {
            for spec in advanced {
                row(ui, spec, view, requests);
            }
        });
    }
}

/// Tells the folded rows of different targets apart.
fn target_salt(target: Target) -> String {
    format!("{target:?}")
}
