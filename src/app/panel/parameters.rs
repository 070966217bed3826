//! The parameters of what is selected, grouped by mechanism.

use eframe::egui::{self, RichText, ScrollArea, Ui};

use super::group::{Group, erratum_ui, group_ui, named_sets_ui};
use super::joining::{BESIDE_CHOICES, joining_ui};
use super::members::members_ui;
use super::notes::notes_ui;
use super::several::several_ui;
use crate::app::action::Action;
use crate::app::appearance::{Appearance, Mark};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::selection::Selection;
use crate::app::theme::{GRID, MARGIN};
use crate::app::widget::param_row::param_row_ui;
use crate::document::{Edit, SharedValue, Structure};
use crate::model::kinetics::KineticsKey;
use crate::model::mechanism::MechanismKey;
use crate::model::network::{Address, GapJunction, Object, Population, Projection, Target};
use crate::model::neuron::{NeuronKey, NeuronModel};
use crate::model::plasticity::PlasticityKey;
use crate::model::receptor::{ReceptorKey, ReceptorModel};
use crate::model::release::ReleaseKey;
use crate::model::stimulus::StimulusKey;
use crate::param::{NamedSet, ParamSet as _, Value};
use crate::units::{ALLOWED_DT_MS, Speed};

/// Objects that the row at the top of the panel lists.
const MOST_CHIPS: usize = 24;

/// Draws the panel into the whole of `ui`.
pub(crate) fn parameters_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let pane = egui::Frame::new().inner_margin(MARGIN);
    // It stays in sight wherever the rest is scrolled to.
    super::twin::side_note_ui(ui, context);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        pane.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GRID * 0.375;
            // On a stage nobody leafs through objects.
            if !context.is_lecture {
                objects_ui(ui, context, frame.requests);
            }
            match (context.selection.only(), context.selection.objects().is_empty()) {
                (Some(object), _) => object_ui(ui, object, frame),
                (None, false) => several_ui(ui, frame),
                (None, true) => document_ui(ui, frame),
            }
        });
    });
}

/// The parameters of an object.
pub(super) fn object_ui(ui: &mut Ui, object: Object, frame: &mut Frame<'_>) {
    let context = frame.context;
    let network = context.network();
    match object {
        Object::Population(id) => {
            if let Some(population) = network.population(id) {
                population_ui(ui, population, frame);
            }
        }
        Object::Projection(id) => {
            if let Some(projection) = network.projection(id) {
                projection_ui(ui, projection, frame);
            }
        }
        Object::GapJunction(id) => {
            if let Some(junction) = network.gap_junction(id) {
                junction_ui(ui, junction, frame);
            }
        }
    }
}

/// A row of all objects, to choose whose parameters show: clicking a neuron on the canvas fires it instead.
fn objects_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let network = context.network();
    let populations = network.populations().iter().map(|population| {
        let look = Appearance::of_population(population.id, context.theme);
        (Object::Population(population.id), population.name.as_str(), look)
    });
    let projections = network.projections().iter().map(|projection| {
        let look = Appearance::of_projection(projection, network, context.theme);
        (Object::Projection(projection.id), projection.name.as_str(), look)
    });
    let plain = Appearance { colour: context.theme.accent, mark: Mark::None };
    let junctions = network
        .gap_junctions()
        .iter()
        .map(|junction| (Object::GapJunction(junction.id), junction.name.as_str(), plain));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GRID * 0.5, GRID * 0.5);
        for (object, name, look) in populations.chain(projections).chain(junctions).take(MOST_CHIPS) {
            let is_selected = context.selection.has(object);
            let sign = if look.mark == Mark::None { "●" } else { look.mark.sign() };
            let words = RichText::new(format!("{sign} {name}")).color(if is_selected {
                context.theme.text
            } else {
                look.colour
            });
            let chip = egui::Button::new(words).selected(is_selected).corner_radius(12);
            let response = ui.add(chip);
            let label = context.text.with("show-parameters", &[("name", name)]);
            response
                .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_selected, &label));
            if response.on_hover_text(&label).clicked() {
                let several = ui.input(|input| input.modifiers.shift || input.modifiers.command);
                let selection =
                    if several { context.selection.toggled(object) } else { Selection::one(object) };
                requests.push(Request::Select(selection));
            }
        }
    });
    ui.add_space(GRID * 0.5);
}

pub(super) fn title_ui(ui: &mut Ui, title: &str, colour: egui::Color32, context: &ViewContext<'_>) {
    ui.horizontal(|ui| {
        let (dot, _) = ui.allocate_exact_size(egui::Vec2::splat(12.0), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), 6.0, colour);
        let title = RichText::new(title).font(context.theme.bold_font(1.2));
        ui.add(egui::Label::new(title).wrap());
    });
}

fn population_ui(ui: &mut Ui, population: &Population, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let key = if population.n == 1 { "neuron-title" } else { "population-title" };
    let kind = &population.kind;
    let kind_name = text.own(kind.label());
    let title = text.with(key, &[("name", &population.name), ("kind", &kind_name)]);
    title_ui(ui, &title, context.theme.population(population.id), context);
    let about = text.own(kind.meaning());
    let group = Group {
        heading: text.get("neuron-parameters"),
        about,
        target: Target::Population(population.id),
        mechanism: Some(kind.key().into()),
        kinds: kinds_of_neuron(population, context),
        elsewhere: &[],
    };
    group_ui(ui, &group, frame);
    members_ui(ui, population, frame);
    for stimulus in &population.stimuli {
        let kind = &stimulus.kind;
        let group = Group {
            heading: text.own(kind.label()),
            about: text.own(kind.meaning()),
            target: Target::Stimulus { population: population.id, stimulus: stimulus.id },
            mechanism: Some(kind.key().into()),
            kinds: kinds(StimulusKey::ALL.iter().copied(), context),
            elsewhere: &[],
        };
        group_ui(ui, &group, frame);
        let remove = Structure::RemoveStimulus { population: population.id, stimulus: stimulus.id };
        step_ui(ui, &text.get("remove-stimulus"), remove, frame.requests);
    }
    if kind.inner().is_some_and(NeuronModel::has_membrane) {
        let choices = StimulusKey::ALL.iter().map(|kind| {
            let name = text.own(kind.label());
            (name, Structure::AddStimulus { population: population.id, kind: *kind })
        });
        add_ui(ui, &text.get("add-stimulus"), choices.collect(), context, frame.requests);
    }
}

/// What the neurons of a population may be instead: without a membrane only while nothing ends on them.
pub(super) fn kinds_of_neuron(
    population: &Population,
    context: &ViewContext<'_>,
) -> Vec<(MechanismKey, String)> {
    let is_target = context.network().projections().iter().any(|projection| projection.to == population.id);
    let has_membrane = |kind: &NeuronKey| kind.make().inner().is_some_and(NeuronModel::has_membrane);
    kinds(NeuronKey::ALL.iter().copied().filter(|kind| !is_target || has_membrane(kind)), context)
}

/// Mechanisms of a family with their names.
pub(super) fn kinds<K: Into<MechanismKey>>(
    keys: impl Iterator<Item = K>,
    context: &ViewContext<'_>,
) -> Vec<(MechanismKey, String)> {
    let named = |key: MechanismKey| (key, context.text.own(key.label()));
    keys.map(|key| named(key.into())).collect()
}

/// A small button that changes what there is.
fn step_ui(ui: &mut Ui, words: &str, structure: Structure, requests: &mut Requests) {
    if ui.add(egui::Button::new(RichText::new(words).small()).frame(false)).clicked() {
        requests.push(Request::Edit(Edit::Structure(structure), None));
    }
}

/// A menu of what can be added.
fn add_ui(
    ui: &mut Ui,
    words: &str,
    choices: Vec<(String, Structure)>,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let edits = choices.into_iter().map(|(name, structure)| (name, Edit::Structure(structure)));
    add_ui_of(ui, words, edits.collect(), context, requests);
}

/// A menu of what can be added, each with the edit that adds it.
pub(super) fn add_ui_of(
    ui: &mut Ui,
    words: &str,
    choices: Vec<(String, Edit)>,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    if choices.is_empty() {
        return;
    }
    ui.add_space(GRID * 0.5);
    ui.menu_button(RichText::new(format!("+ {words}")).color(context.theme.weak_text), |ui| {
        for (name, edit) in choices {
            if ui.button(name).clicked() {
                requests.push(Request::Edit(edit, None));
                ui.close();
            }
        }
    });
}

// Longer than 60 lines: one view from top to bottom.
fn projection_ui(ui: &mut Ui, projection: &Projection, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let colour = Appearance::of_projection(projection, context.network(), context.theme).colour;
    let name = |id| context.network().population(id).map_or("?", |population| population.name.as_str());
    let title = text.with(
        "synapse-title",
        &[("name", projection.name.as_str()), ("from", name(projection.from)), ("to", name(projection.to))],
    );
    title_ui(ui, &title, colour, context);
    let rule = &projection.plasticity;
    let plasticity = Group {
        heading: text.get("plasticity"),
        about: text.own(rule.meaning()),
        target: Target::Plasticity(projection.id),
        mechanism: Some(rule.key().into()),
        kinds: kinds(PlasticityKey::ALL.iter().copied(), context),
        elsewhere: &[],
    };
    // Between populations, how they are joined matters most.
    let is_of_many = |id| context.network().population(id).is_some_and(|own| 1 < own.n);
    let joins_many = is_of_many(projection.from) || is_of_many(projection.to);
    // Where weights change, that matters even more. As long as the synapse is shown, a choice of rules moves nothing.
    let learns = match frame.view.learns_first {
        Some((id, learns)) if id == projection.id => learns,
        _ => rule.inner().is_some(),
    };
    frame.view.learns_first = Some((projection.id, learns));
    if learns {
        group_ui(ui, &plasticity, frame);
    }
    if joins_many {
        connection_ui(ui, projection, frame);
    }
    for receptor in &projection.receptors {
        let key = receptor.key();
        let group = Group {
            heading: text.own(receptor.label()),
            about: text.own(receptor.meaning()),
            target: Target::Receptor { projection: projection.id, receptor: key },
            mechanism: Some(key.into()),
            kinds: kinds(
                ReceptorKey::ALL
                    .iter()
                    .copied()
                    .filter(|other| *other == key || projection.receptor(*other).is_none()),
                context,
            ),
            elsewhere: &[],
        };
        group_ui(ui, &group, frame);
        if 1 < projection.receptors.len() {
            let words = text.with("remove-receptor", &[("name", &group.heading)]);
            let remove = Structure::RemoveReceptor { projection: projection.id, receptor: key };
            step_ui(ui, &words, remove, frame.requests);
        }
        if let Some(kinetics) = receptor.inner().map(ReceptorModel::kinetics) {
            let group = Group {
                heading: text.get("kinetics"),
                about: text.own(kinetics.meaning()),
                target: Target::Kinetics { projection: projection.id, receptor: key },
                mechanism: Some(kinetics.key().into()),
                kinds: kinds(KineticsKey::ALL.iter().copied(), context),
                elsewhere: &[],
            };
            group_ui(ui, &group, frame);
        }
    }
    let missing = ReceptorKey::ALL.iter().filter(|other| projection.receptor(**other).is_none());
    let choices = missing.map(|other| {
        let name = text.own(other.label());
        (name, Structure::AddReceptor { projection: projection.id, receptor: *other })
    });
    add_ui(ui, &text.get("add-receptor"), choices.collect(), context, frame.requests);
    let release = &projection.release;
    let group = Group {
        heading: text.get("release"),
        about: text.own(release.meaning()),
        target: Target::Release(projection.id),
        mechanism: Some(release.key().into()),
        kinds: kinds(ReleaseKey::ALL.iter().copied(), context),
        elsewhere: &[],
    };
    group_ui(ui, &group, frame);
    if !learns {
        group_ui(ui, &plasticity, frame);
    }
    if !joins_many {
        connection_ui(ui, projection, frame);
    }
}

/// Which neurons a projection connects, with which weights it begins, and its own parameters.
fn connection_ui(ui: &mut Ui, projection: &Projection, frame: &mut Frame<'_>) {
    let context = frame.context;
    let target = Target::Projection(projection.id);
    let mut rows = Vec::new();
    projection.visit(&mut |spec, value| {
        let addresses = vec![Address { target, key: spec.key }];
        rows.push(SharedValue { spec, addresses, value: Some(value) });
    });
    let group = Group {
        heading: context.text.get("connection"),
        about: context.text.get("connection-about"),
        target,
        mechanism: None,
        kinds: Vec::new(),
        elsewhere: &BESIDE_CHOICES,
    };
    group_ui(ui, &group, frame);
    joining_ui(ui, &[projection.id], &rows, frame);
}

fn junction_ui(ui: &mut Ui, junction: &GapJunction, frame: &mut Frame<'_>) {
    let context = frame.context;
    let name = |id| context.network().population(id).map_or("?", |population| population.name.as_str());
    let (first, second) = (name(junction.between.0), name(junction.between.1));
    let args = [("name", junction.name.as_str()), ("first", first), ("second", second)];
    title_ui(ui, &context.text.with("junction-title", &args), context.theme.accent, context);
    let group = Group {
        heading: context.text.get("connection"),
        about: context.text.get("junction-about"),
        target: Target::GapJunction(junction.id),
        mechanism: None,
        kinds: Vec::new(),
        elsewhere: &[],
    };
    group_ui(ui, &group, frame);
}

/// What the preset is, while nothing is selected; and the parameters of a model that has no objects.
fn document_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let preset = context.preset();
    ui.label(RichText::new(context.text.own(preset.title())).font(context.theme.bold_font(1.2)));
    ui.add_space(GRID * 0.5);
    ui.label(context.text.own(preset.description()));
    if !context.is_lecture && ui.button(context.text.get("action-texts")).clicked() {
        frame.requests.act(Action::Texts);
    }
    if let Some((model, set)) = preset.standalone().and_then(|model| Some((model, model.inner()?))) {
        let set_named = |set: &'static NamedSet| Edit::SetNamed { target: Target::Standalone, set };
        named_sets_ui(ui, set, model.key().name(), &set_named, context, frame.requests);
        set.visit(&mut |spec, _| {
            if set.is_relevant(spec.key) {
                param_row_ui(ui, Address::standalone(spec.key), frame);
            }
        });
        erratum_ui(ui, "model", model.key().name(), frame);
        ui.add_space(GRID);
        start_speed_ui(ui, frame);
        notes_ui(ui, frame);
        return;
    }
    run_ui(ui, frame);
    notes_ui(ui, frame);
    ui.add_space(GRID);
    ui.label(RichText::new(context.text.get("select-something")).color(context.theme.weak_text));
    if !context.network().projections().is_empty() {
        erratum_ui(ui, "model", "network", frame);
    }
}

/// How the model is run: step and seed. Either starts it again.
fn run_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    ui.add_space(GRID);
    let heading = RichText::new(context.text.get("run-parameters"));
    ui.label(heading.font(context.theme.bold_font(0.95)).color(context.theme.weak_text))
        .on_hover_text(context.text.get("run-parameters-about"));
    let current = context.preset().run().dt_ms;
    let longest = context.network().populations().iter().filter_map(|population| population.kind.inner());
    let longest = longest.map(NeuronModel::longest_step_ms).fold(f64::INFINITY, f64::min);
    ui.horizontal(|ui| {
        ui.label("dt");
        let combo = egui::ComboBox::from_id_salt("run-dt").selected_text(format!("{current} ms"));
        let response = combo.show_ui(ui, |ui| {
            for dt in ALLOWED_DT_MS.into_iter().filter(|dt| *dt <= longest) {
                if ui.selectable_label(dt == current, format!("{dt} ms")).clicked() {
                    let (address, value) = (Address::run("dt_ms"), Value::Number(dt));
                    frame.requests.push(Request::Edit(Edit::SetValue { address, value }, None));
                }
            }
        });
        let label = context.text.get("run-step");
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
        response.response.on_hover_text(label);
    });
    param_row_ui(ui, Address::run("seed"), frame);
    start_speed_ui(ui, frame);
}

/// The speed at which a run of the document starts. The speed of the present run is no part of the document.
fn start_speed_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let starts_at = context.preset().run().speed_ms_per_s;
    if starts_at == Speed::Unlimited {
        ui.label(text.get("start-speed-unlimited"));
    } else {
        param_row_ui(ui, Address::run("speed_ms_per_s"), frame);
    }
    if starts_at != context.run.speed {
        let button = egui::Button::new(RichText::new(text.get("start-speed-take")).small());
        if ui.add(button).on_hover_text(text.get("start-speed-take-tip")).clicked() {
            frame.requests.push(Request::Edit(Edit::SetSpeed(context.run.speed), None));
        }
    }
}
