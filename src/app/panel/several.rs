//! The parameters of several selected objects: what they share, and in one step what is set in all of them.

use eframe::egui::{self, RichText, Ui};

use super::group::{fold_name, rank};
use super::joining::{BESIDE_CHOICES, joining_ui};
use super::parameters::{add_ui_of, kinds, kinds_of_neuron, title_ui};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::theme::GRID;
use crate::app::widget::fold::{fold, remembered_ui};
use crate::app::widget::param_row::shared_row_ui;
use crate::document::{Alike, Edit, SharedPart, SharedValue, Structure};
use crate::model::mechanism::MechanismKey;
use crate::model::network::{Object, Part, Projection};
use crate::model::neuron::NeuronModel;
use crate::model::receptor::ReceptorKey;
use crate::model::stimulus::StimulusKey;
use crate::param::Flag;

/// Draws what the selected objects of each sort share.
pub(super) fn several_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let alike = frame.view.alike(frame.context.preset());
    for own in alike.iter() {
        ui.push_id(std::mem::discriminant(&own.objects[0]), |ui| alike_ui(ui, own, frame));
        ui.add_space(2.0 * GRID);
    }
}

fn alike_ui(ui: &mut Ui, own: &Alike, frame: &mut Frame<'_>) {
    let context = frame.context;
    let key = match own.objects[0] {
        Object::Population(_) => "several-populations",
        Object::Projection(_) => "several-projections",
        Object::GapJunction(_) => "several-junctions",
    };
    let title = context.text.with(key, &[("count", &own.objects.len().to_string())]);
    title_ui(ui, &title, context.theme.accent, context);
    for part in &own.parts {
        ui.push_id(part.part, |ui| part_ui(ui, own, part, frame));
    }
    match own.objects[0] {
        Object::Population(_) => add_stimulus_ui(ui, own, frame),
        Object::Projection(_) => add_receptor_ui(ui, own, frame),
        Object::GapJunction(_) => {}
    }
}

/// What a part is called.
fn heading(part: &SharedPart, sort: Object, context: &ViewContext<'_>) -> String {
    let text = context.text;
    match part.part {
        Part::Own if matches!(sort, Object::Population(_)) => text.get("neuron-parameters"),
        Part::Own => text.get("connection"),
        Part::Stimulus(_) => match part.kinds.iter().next() {
            Some(kind) if part.kinds.len() == 1 => text.own(kind.label()),
            _ => text.get("outline-stimulus"),
        },
        Part::Plasticity => text.get("plasticity"),
        Part::Receptor(receptor) => text.own(receptor.label()),
        Part::Kinetics(_) => text.get("kinetics"),
        Part::Release => text.get("release"),
    }
}

fn part_ui(ui: &mut Ui, own: &Alike, part: &SharedPart, frame: &mut Frame<'_>) {
    let context = frame.context;
    let projections: Vec<u32> = own
        .objects
        .iter()
        .filter_map(|object| if let Object::Projection(id) = object { Some(*id) } else { None })
        .collect();
    let joins = part.part == Part::Own && !projections.is_empty();
    let mut rows: Vec<&SharedValue> =
        part.rows.iter().filter(|row| !(joins && BESIDE_CHOICES.contains(&row.spec.key))).collect();
    rows.sort_by_key(|row| rank(row.spec.key));
    let kinds = kinds_of(own, part, context);
    if rows.is_empty() && kinds.is_empty() && !joins {
        return;
    }
    ui.add_space(GRID);
    let heading = heading(part, own.objects[0], context);
    let words = RichText::new(&heading).font(context.theme.bold_font(0.95)).color(context.theme.weak_text);
    ui.horizontal_wrapped(|ui| {
        ui.label(words);
        if !kinds.is_empty() {
            kind_ui(ui, &heading, part, &kinds, frame);
        }
    });
    let (advanced, plain): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.spec.is(Flag::Advanced));
    for row in plain {
        shared_row_ui(ui, row, frame);
    }
    if !advanced.is_empty() {
        let header =
            fold(ui, &context.text.get("advanced"), context.theme.font(1.0), context.theme.weak_text);
        let name = fold_name(part.kinds.iter().next().copied());
        remembered_ui(ui, &name, header, false, frame, |ui, frame| {
            for row in advanced {
                shared_row_ui(ui, row, frame);
            }
        });
    }
    if joins {
        joining_ui(ui, &projections, &part.rows, frame);
    }
}

/// What may stand in the place of a part in all objects.
fn kinds_of(own: &Alike, part: &SharedPart, context: &ViewContext<'_>) -> Vec<(MechanismKey, String)> {
    let network = context.network();
    let Some(first) = part.kinds.iter().next() else { return Vec::new() };
    match part.part {
        Part::Own => {
            let populations = own.objects.iter().filter_map(|object| network.population(object.id()));
            let each = populations.map(|population| kinds_of_neuron(population, context));
            each.reduce(|one, other| one.into_iter().filter(|kind| other.contains(kind)).collect())
                .unwrap_or_default()
        }
        Part::Receptor(receptor) => {
            let is_free = |key: &ReceptorKey| {
                *key == receptor || projections(own, context).all(|one| one.receptor(*key).is_none())
            };
            kinds(ReceptorKey::ALL.iter().copied().filter(is_free), context)
        }
        _ => kinds(first.family_members().into_iter(), context),
    }
}

fn projections<'a>(own: &'a Alike, context: &'a ViewContext<'_>) -> impl Iterator<Item = &'a Projection> {
    own.objects.iter().filter_map(|object| context.network().projection(object.id()))
}

/// What kind of mechanism it is in all objects, to be chosen for all of them.
fn kind_ui(
    ui: &mut Ui,
    heading: &str,
    part: &SharedPart,
    kinds: &[(MechanismKey, String)],
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let only = if part.kinds.len() == 1 { part.kinds.iter().next().copied() } else { None };
    let current = kinds.iter().find(|(key, _)| Some(*key) == only).map(|(_, name)| name.clone());
    let shown = current.unwrap_or_else(|| context.text.get("mixed"));
    let combo = egui::ComboBox::from_id_salt("kind of several").selected_text(shown).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for (key, name) in kinds {
            if ui.selectable_label(Some(*key) == only, name).clicked() && Some(*key) != only {
                let choose = |target: &_| Edit::ChooseKind { target: *target, kind: *key };
                let edits = part.targets.iter().map(choose).collect();
                frame.requests.push(Request::Edit(Edit::Each(edits), None));
            }
        }
    });
    let label = context.text.with("choose-kind", &[("what", heading)]);
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
}

/// A stimulus to be added to each, where all can have one.
fn add_stimulus_ui(ui: &mut Ui, own: &Alike, frame: &mut Frame<'_>) {
    let context = frame.context;
    let has_membrane = |object: &Object| {
        let population = context.network().population(object.id());
        population.and_then(|own| own.kind.inner()).is_some_and(NeuronModel::has_membrane)
    };
    if !own.objects.iter().all(has_membrane) {
        return;
    }
    let choices = StimulusKey::ALL.iter().map(|kind| {
        let add = |object: &Object| {
            Edit::Structure(Structure::AddStimulus { population: object.id(), kind: *kind })
        };
        (context.text.own(kind.label()), Edit::Each(own.objects.iter().map(add).collect()))
    });
    add_ui_of(ui, &context.text.get("add-stimulus"), choices.collect(), context, frame.requests);
}

/// A receptor that none has, to be added to each.
fn add_receptor_ui(ui: &mut Ui, own: &Alike, frame: &mut Frame<'_>) {
    let context = frame.context;
    let missing = ReceptorKey::ALL
        .iter()
        .copied()
        .filter(|key| projections(own, context).all(|one| one.receptor(*key).is_none()));
    let choices = missing.map(|receptor| {
        let add =
            |object: &Object| Edit::Structure(Structure::AddReceptor { projection: object.id(), receptor });
        (context.text.own(receptor.label()), Edit::Each(own.objects.iter().map(add).collect()))
    });
    add_ui_of(ui, &context.text.get("add-receptor"), choices.collect(), context, frame.requests);
}
