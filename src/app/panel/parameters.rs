//! The parameters of what is selected, grouped by mechanism.

use eframe::egui::{self, RichText, ScrollArea, Ui};

use super::members::members_ui;
use crate::app::context::{ViewContext, ViewState, is_excitatory};
use crate::app::request::{Request, Requests};
use crate::app::selection::Selection;
use crate::app::theme::{GRID, MARGIN};
use crate::app::widget::fold::fold;
use crate::app::widget::param_row::param_row_ui;
use crate::document::{Edit, Structure};
use crate::model::kinetics::Kinetics;
use crate::model::network::{Address, Connect, GapJunction, Object, Population, Projection, Target, Weights};
use crate::model::neuron::{NeuronKind, NeuronModel};
use crate::model::plasticity::Plasticity;
use crate::model::receptor::{Receptor, ReceptorModel};
use crate::model::release::Release;
use crate::model::stimulus::StimulusKind;
use crate::param::{Flag, NamedSet, ParamSet, ParamSpec, Value};
use crate::preset::PresetAddress;
use crate::preset::caution::UNUSUAL;
use crate::units::{ALLOWED_DT_MS, Speed};

/// Objects that the row at the top of the panel lists.
const MOST_CHIPS: usize = 24;

/// Draws the panel into the whole of `ui`.
pub(crate) fn parameters_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let frame = egui::Frame::new().inner_margin(MARGIN);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GRID * 0.375;
            // On a stage nobody leafs through objects.
            if !context.is_lecture {
                objects_ui(ui, context, view, requests);
            }
            match view.selection.only() {
                Some(object) => object_ui(ui, object, context, view, requests),
                None => document_ui(ui, context, view, requests),
            }
        });
    });
}

/// The parameters of an object.
pub(super) fn object_ui(
    ui: &mut Ui,
    object: Object,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let network = context.network();
    match object {
        Object::Population(id) => {
            if let Some(population) = network.population(id) {
                population_ui(ui, population, context, view, requests);
            }
        }
        Object::Projection(id) => {
            if let Some(projection) = network.projection(id) {
                projection_ui(ui, projection, context, view, requests);
            }
        }
        Object::GapJunction(id) => {
            if let Some(junction) = network.gap_junction(id) {
                junction_ui(ui, junction, context, view, requests);
            }
        }
    }
}

/// A row of all objects, to choose whose parameters show: clicking a neuron on the canvas fires it instead.
fn objects_ui(ui: &mut Ui, context: &ViewContext<'_>, view: &ViewState, requests: &mut Requests) {
    let network = context.network();
    let populations = network.populations().iter().map(|population| {
        let colour = context.theme.population(population.id);
        (Object::Population(population.id), population.name.as_str(), colour)
    });
    let projections = network.projections().iter().map(|projection| {
        let colour = context.theme.projection(projection.id, is_excitatory(projection));
        (Object::Projection(projection.id), projection.name.as_str(), colour)
    });
    let junctions = network
        .gap_junctions()
        .iter()
        .map(|junction| (Object::GapJunction(junction.id), junction.name.as_str(), context.theme.accent));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GRID * 0.5, GRID * 0.5);
        for (object, name, colour) in populations.chain(projections).chain(junctions).take(MOST_CHIPS) {
            let is_selected = view.selection.has(object);
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
                let several = ui.input(|input| input.modifiers.shift || input.modifiers.command);
                let selection = if several { view.selection.toggled(object) } else { Selection::one(object) };
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
        let title = RichText::new(title).font(context.theme.bold_font(1.2));
        ui.add(egui::Label::new(title).wrap());
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
    let kind_name = text.own(kind.label());
    let title = text.with(key, &[("name", &population.name), ("kind", &kind_name)]);
    title_ui(ui, &title, context.theme.population(population.id), context);
    let about = text.own(kind.meaning());
    let group = Group {
        heading: text.get("neuron-parameters"),
        about,
        target: Target::Population(population.id),
        mechanism: (NeuronKind::FAMILY, kind.key()),
        kinds: kinds_of_neuron(population, context),
    };
    group_ui(ui, &group, context, view, requests);
    members_ui(ui, population, context, requests);
    for stimulus in &population.stimuli {
        let kind = &stimulus.kind;
        let group = Group {
            heading: text.own(kind.label()),
            about: text.own(kind.meaning()),
            target: Target::Stimulus { population: population.id, stimulus: stimulus.id },
            mechanism: (StimulusKind::FAMILY, kind.key()),
            kinds: StimulusKind::all().iter().map(|kind| (kind.key(), text.own(kind.label()))).collect(),
        };
        group_ui(ui, &group, context, view, requests);
        let remove = Structure::RemoveStimulus { population: population.id, stimulus: stimulus.id };
        step_ui(ui, &text.get("remove-stimulus"), remove, requests);
    }
    if kind.inner().is_some_and(NeuronModel::has_membrane) {
        let choices = StimulusKind::all().into_iter().map(|kind| {
            let name = text.own(kind.label());
            (name, Structure::AddStimulus { population: population.id, kind: kind.key() })
        });
        add_ui(ui, &text.get("add-stimulus"), choices.collect(), context, requests);
    }
}

/// What the neurons of a population may be instead: without a membrane only while nothing ends on them.
fn kinds_of_neuron(population: &Population, context: &ViewContext<'_>) -> Vec<(&'static str, String)> {
    let is_target = context.network().projections().iter().any(|projection| projection.to == population.id);
    NeuronKind::all()
        .iter()
        .filter(|kind| !is_target || kind.inner().is_some_and(NeuronModel::has_membrane))
        .map(|kind| (kind.key(), context.text.own(kind.label())))
        .collect()
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
    if choices.is_empty() {
        return;
    }
    ui.add_space(GRID * 0.5);
    ui.menu_button(RichText::new(format!("+ {words}")).color(context.theme.weak_text), |ui| {
        for (name, structure) in choices {
            if ui.button(name).clicked() {
                requests.push(Request::Edit(Edit::Structure(structure), None));
                ui.close();
            }
        }
    });
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
        &[("name", projection.name.as_str()), ("from", name(projection.from)), ("to", name(projection.to))],
    );
    title_ui(ui, &title, colour, context);
    let name = |rule: &Plasticity| text.own(rule.label());
    let rule = &projection.plasticity;
    let plasticity = Group {
        heading: text.get("plasticity"),
        about: text.own(rule.meaning()),
        target: Target::Plasticity(projection.id),
        mechanism: (Plasticity::FAMILY, rule.key()),
        kinds: Plasticity::all().iter().map(|rule| (rule.key(), name(rule))).collect(),
    };
    // Where weights change, that is what it is about.
    let learns = rule.inner().is_some();
    if learns {
        group_ui(ui, &plasticity, context, view, requests);
    }
    for receptor in &projection.receptors {
        let key = receptor.key();
        let group = Group {
            heading: text.own(receptor.label()),
            about: text.own(receptor.meaning()),
            target: Target::Receptor { projection: projection.id, receptor: key },
            mechanism: (Receptor::FAMILY, key),
            kinds: Receptor::all()
                .iter()
                .filter(|other| other.key() == key || projection.receptor(other.key()).is_none())
                .map(|other| (other.key(), text.own(other.label())))
                .collect(),
        };
        group_ui(ui, &group, context, view, requests);
        if 1 < projection.receptors.len() {
            let words = text.with("remove-receptor", &[("name", &group.heading)]);
            let remove = Structure::RemoveReceptor { projection: projection.id, receptor: key };
            step_ui(ui, &words, remove, requests);
        }
        if let Some(kinetics) = receptor.inner().map(ReceptorModel::kinetics) {
            let name = |kinetics: &Kinetics| text.own(kinetics.label());
            let group = Group {
                heading: text.get("kinetics"),
                about: text.own(kinetics.meaning()),
                target: Target::Kinetics { projection: projection.id, receptor: key },
                mechanism: (Kinetics::FAMILY, kinetics.key()),
                kinds: Kinetics::all().iter().map(|kinetics| (kinetics.key(), name(kinetics))).collect(),
            };
            group_ui(ui, &group, context, view, requests);
        }
    }
    let missing = Receptor::all().into_iter().filter(|other| projection.receptor(other.key()).is_none());
    let choices = missing.map(|other| {
        let name = text.own(other.label());
        (name, Structure::AddReceptor { projection: projection.id, receptor: other.key() })
    });
    add_ui(ui, &text.get("add-receptor"), choices.collect(), context, requests);
    let name = |release: &Release| text.own(release.label());
    let release = &projection.release;
    let group = Group {
        heading: text.get("release"),
        about: text.own(release.meaning()),
        target: Target::Release(projection.id),
        mechanism: (Release::FAMILY, release.key()),
        kinds: Release::all().iter().map(|release| (release.key(), name(release))).collect(),
    };
    group_ui(ui, &group, context, view, requests);
    if !learns {
        group_ui(ui, &plasticity, context, view, requests);
    }
    let group = Group {
        heading: text.get("connection"),
        about: text.get("connection-about"),
        target: Target::Projection(projection.id),
        mechanism: ("projection", "own"),
        kinds: Vec::new(),
    };
    group_ui(ui, &group, context, view, requests);
    joining_ui(ui, projection, context, requests);
}

/// Which neurons a projection connects, and with which weights it begins.
fn joining_ui(ui: &mut Ui, projection: &Projection, context: &ViewContext<'_>, requests: &mut Requests) {
    let current = match projection.connect {
        Connect::AllToAll => 0,
        Connect::OneToOne => 1,
        Connect::Probability(_) => 2,
        Connect::InDegree(_) => 3,
        Connect::List(_) => 4,
    };
    let size = context.network().population(projection.from).map_or(1, |population| population.n);
    let rules = [
        ("connect-all-to-all", Some(Connect::AllToAll)),
        ("connect-one-to-one", Some(Connect::OneToOne)),
        ("connect-probability", Some(Connect::default_probability())),
        ("connect-in-degree", Some(Connect::default_in_degree(size))),
        ("connect-list", None),
    ];
    let set = |connect: Connect| Structure::SetConnect(projection.id, connect);
    let choices = rules.map(|(key, connect)| (key, connect.map(set)));
    choice_ui(ui, "choose-connect", &choices, current, context, requests);
    let current = match projection.weights {
        Weights::Constant(_) => 0,
        Weights::Uniform(..) => 1,
        Weights::Normal(..) => 2,
        Weights::List(_) => 3,
    };
    let rules = [
        ("weights-constant", Some(Weights::default_constant())),
        ("weights-uniform", Some(Weights::default_uniform())),
        ("weights-normal", Some(Weights::default_normal())),
        ("weights-list", None),
    ];
    let set = |weights: Weights| Structure::SetWeights(projection.id, weights);
    let choices = rules.map(|(key, weights)| (key, weights.map(set)));
    choice_ui(ui, "choose-weights", &choices, current, context, requests);
}

/// A choice between ways to build; one without a way shows only where it is in effect.
fn choice_ui(
    ui: &mut Ui,
    label: &str,
    choices: &[(&str, Option<Structure>)],
    current: usize,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let text = context.text;
    let label_words = text.get(label);
    ui.add_space(GRID * 0.5);
    ui.label(RichText::new(&label_words).color(context.theme.weak_text));
    let shown = choices.get(current).map_or_else(String::new, |(key, _)| text.get(key));
    let combo = egui::ComboBox::from_id_salt(label).selected_text(shown).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for (index, (key, way)) in choices.iter().enumerate() {
            let Some(way) = way else { continue };
            if ui.selectable_label(index == current, text.get(key)).clicked() && index != current {
                requests.push(Request::Edit(Edit::Structure(way.clone()), None));
            }
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label_words));
}

fn junction_ui(
    ui: &mut Ui,
    junction: &GapJunction,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let name = |id| context.network().population(id).map_or("?", |population| population.name.as_str());
    let (first, second) = (name(junction.between.0), name(junction.between.1));
    let args = [("name", junction.name.as_str()), ("first", first), ("second", second)];
    title_ui(ui, &context.text.with("junction-title", &args), context.theme.accent, context);
    let group = Group {
        heading: context.text.get("connection"),
        about: context.text.get("junction-about"),
        target: Target::GapJunction(junction.id),
        mechanism: ("gap_junction", "own"),
        kinds: Vec::new(),
    };
    group_ui(ui, &group, context, view, requests);
}

/// What the preset is, while nothing is selected; and the parameters of a model that has no objects.
fn document_ui(ui: &mut Ui, context: &ViewContext<'_>, view: &mut ViewState, requests: &mut Requests) {
    let preset = context.preset();
    ui.label(RichText::new(context.text.own(preset.title())).font(context.theme.bold_font(1.2)));
    ui.add_space(GRID * 0.5);
    ui.label(context.text.own(preset.description()));
    if let Some((toy, set)) = preset.toy().and_then(|toy| Some((toy, toy.inner()?))) {
        let set_named = |set: &'static NamedSet| Edit::SetNamedToy { set };
        named_sets_ui(ui, set, (toy.key(), "model"), &set_named, context, requests);
        set.visit(&mut |spec, _| {
            if set.is_relevant(spec.key) {
                param_row_ui(ui, PresetAddress::Toy(spec.key), context, view, requests);
            }
        });
        erratum_ui(ui, "model", toy.key(), context);
        ui.add_space(GRID);
        start_speed_ui(ui, context, view, requests);
        return;
    }
    run_ui(ui, context, view, requests);
    ui.add_space(GRID);
    ui.label(RichText::new(context.text.get("select-something")).color(context.theme.weak_text));
    if !context.network().projections().is_empty() {
        erratum_ui(ui, "model", "network", context);
    }
}

/// How the model is run: step and seed. Either starts it again.
fn run_ui(ui: &mut Ui, context: &ViewContext<'_>, view: &mut ViewState, requests: &mut Requests) {
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
                    let (address, value) = (PresetAddress::Run("dt_ms"), Value::Number(dt));
                    requests.push(Request::Edit(Edit::SetValue { address, value }, None));
                }
            }
        });
        let label = context.text.get("run-step");
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
        response.response.on_hover_text(label);
    });
    param_row_ui(ui, PresetAddress::Run("seed"), context, view, requests);
    start_speed_ui(ui, context, view, requests);
}

/// The speed at which a run of the document starts. The speed of the present run is no part of the document.
fn start_speed_ui(ui: &mut Ui, context: &ViewContext<'_>, view: &mut ViewState, requests: &mut Requests) {
    let text = context.text;
    let starts_at = context.preset().run().speed_ms_per_s;
    if starts_at == Speed::Unlimited {
        ui.label(text.get("start-speed-unlimited"));
    } else {
        param_row_ui(ui, PresetAddress::Run("speed_ms_per_s"), context, view, requests);
    }
    if starts_at != context.run.speed {
        let button = egui::Button::new(RichText::new(text.get("start-speed-take")).small());
        if ui.add(button).on_hover_text(text.get("start-speed-take-tip")).clicked() {
            requests.push(Request::Edit(Edit::SetSpeed(context.run.speed), None));
        }
    }
}

/// Room that the choice of a kind needs beside its heading, in units of the text size.
const KIND_WIDTH: f32 = 9.0;

/// A mechanism as the panel shows it.
struct Group {
    heading: String,
    about: String,
    target: Target,
    /// Family and key, under which the catalogue has an erratum note if there is one.
    mechanism: (&'static str, &'static str),
    /// Keys and names of what may stand in its place; none if it cannot be chosen here.
    kinds: Vec<(&'static str, String)>,
}

/// A mechanism's heading and its parameters; advanced ones are folded.
fn group_ui(
    ui: &mut Ui,
    group: &Group,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    // Two receptors of one synapse have the same rows.
    ui.push_id(target_salt(group.target), |ui| group_rows_ui(ui, group, context, view, requests));
}

fn group_rows_ui(
    ui: &mut Ui,
    group: &Group,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let target = group.target;
    let Some(set) = context.network().parts().param_set(target) else { return };
    let mut specs: Vec<&'static ParamSpec> = Vec::new();
    set.visit(&mut |spec, _| specs.push(spec));
    specs.retain(|spec| set.is_relevant(spec.key));
    if specs.is_empty() && group.kinds.is_empty() {
        return;
    }
    ui.add_space(GRID);
    let heading =
        RichText::new(&group.heading).font(context.theme.bold_font(0.95)).color(context.theme.weak_text);
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let estimate = 0.55 * context.theme.text_size * group.heading.chars().count() as f32;
    if ui.available_width() < estimate + KIND_WIDTH * context.theme.text_size && !group.kinds.is_empty() {
        // No room beside it.
        ui.add(egui::Label::new(heading).wrap()).on_hover_text(&group.about);
        kind_ui(ui, group, context, requests);
    } else {
        ui.horizontal(|ui| {
            ui.label(heading).on_hover_text(&group.about);
            if !group.kinds.is_empty() {
                kind_ui(ui, group, context, requests);
            }
        });
    }
    let set_named = |set: &'static NamedSet| Edit::SetNamed { target, set };
    named_sets_ui(ui, set, group.mechanism, &set_named, context, requests);
    let mut cautions = context.preset().cautions_of(target);
    cautions.retain(|caution| caution.message.key != UNUSUAL); // The row has its mark.
    let row = |ui: &mut Ui, spec: &ParamSpec, view: &mut ViewState, requests: &mut Requests| {
        let address = PresetAddress::Network(Address { target, key: spec.key });
        param_row_ui(ui, address, context, view, requests);
        if !spec.is(Flag::Advanced) {
            for caution in cautions.iter().filter(|caution| caution.key == Some(spec.key)) {
                caution_ui(ui, &context.text.say(&caution.message), context);
            }
        }
    };
    let advanced_symbol = |key: &'static str| {
        specs.iter().find(|spec| spec.key == key && spec.is(Flag::Advanced)).map(|spec| spec.symbol)
    };
    // What is about no single row, or about one that may be folded away.
    let others: Vec<String> = cautions
        .iter()
        .filter_map(|caution| {
            let words = context.text.say(&caution.message);
            match caution.key {
                None => Some(words),
                Some(key) => {
                    advanced_symbol(key).map(|symbol| format!("{}: {words}", context.text.own(symbol)))
                }
            }
        })
        .collect();
    let (advanced, plain): (Vec<_>, Vec<_>) = specs.into_iter().partition(|spec| spec.is(Flag::Advanced));
    for spec in plain {
        row(ui, spec, view, requests);
    }
    if !advanced.is_empty() {
        let (more, theme) = (context.text.get("advanced"), context.theme);
        let holds_sought = advanced.iter().any(|spec| {
            let address = PresetAddress::Network(Address { target, key: spec.key });
            view.sought.is_some_and(|(sought, _)| sought == address)
        });
        let header = fold(ui, &more, theme.font(1.0), theme.weak_text);
        let header = header.id_salt(("advanced", target_salt(target)));
        header.open(holds_sought.then_some(true)).show(ui, |ui| {
            for spec in advanced {
                row(ui, spec, view, requests);
            }
        });
    }
    for words in others {
        caution_ui(ui, &words, context);
    }
    erratum_ui(ui, group.mechanism.0, group.mechanism.1, context);
}

/// Something to know, with its mark.
fn caution_ui(ui: &mut Ui, words: &str, context: &ViewContext<'_>) {
    let words = RichText::new(format!("⚠ {words}"));
    ui.add(egui::Label::new(words.font(context.theme.font(0.93)).color(context.theme.warning)).wrap());
}

/// What kind of mechanism it is, to be chosen.
fn kind_ui(ui: &mut Ui, group: &Group, context: &ViewContext<'_>, requests: &mut Requests) {
    let current = group.kinds.iter().find(|(key, _)| *key == group.mechanism.1).map_or("", |(_, name)| name);
    let combo =
        egui::ComboBox::from_id_salt(("kind", target_salt(group.target))).selected_text(current).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for (key, name) in &group.kinds {
            if ui.selectable_label(*key == group.mechanism.1, name).clicked() && *key != group.mechanism.1 {
                let edit = Edit::ChooseKind { target: group.target, kind: key };
                requests.push(Request::Edit(edit, None));
            }
        }
    });
    let label = context.text.with("choose-kind", &[("what", &group.heading)]);
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    response.response.on_hover_text(&group.about);
}

/// Sets of values with a name in the literature, to be chosen.
fn named_sets_ui(
    ui: &mut Ui,
    set: &dyn ParamSet,
    mechanism: (&'static str, &'static str),
    edit: &dyn Fn(&'static NamedSet) -> Edit,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let named = set.named_sets();
    if named.is_empty() {
        return;
    }
    let current = named.iter().find(|named| named.is_in(set));
    let shown = current.map_or_else(|| context.text.get("own-values"), |named| context.text.own(named.name));
    let label = context.text.get("named-values");
    let combo = egui::ComboBox::from_id_salt(("named", mechanism, &label)).selected_text(shown).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for one in named {
            if ui.selectable_label(current == Some(one), context.text.own(one.name)).clicked() {
                requests.push(Request::Edit(edit(one), None));
            }
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    response.response.on_hover_text(label);
}

/// Where a text that many learn from has it wrong, the right form and a short note.
fn erratum_ui(ui: &mut Ui, family: &str, kind: &str, context: &ViewContext<'_>) {
    let key = format!("erratum-{family}-{kind}");
    if !context.text.has(&key) {
        return;
    }
    let header = fold(ui, &context.text.get("erratum"), context.theme.font(1.0), context.theme.warning);
    header.id_salt(("erratum", family, kind)).show(ui, |ui| {
        ui.label(RichText::new(context.text.get(&key)).font(context.theme.font(0.93)));
    });
}

/// Tells the folded rows of different targets apart.
fn target_salt(target: Target) -> String {
    format!("{target:?}")
}
