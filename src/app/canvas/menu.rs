//! The menus that a right click opens on the canvas: the same commands as in the menu bar, for what was clicked.

use eframe::egui::{Response, Ui};

use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::panel::menu::entry_ui;
use crate::app::request::{Request, Requests};
use crate::app::selection::Selection;
use crate::document::{Edit, Structure};
use crate::model::network::{Object, Population};
use crate::model::neuron::NeuronModel;
use crate::model::stimulus::StimulusKey;

/// Opens the menu of an object on a right click, which also selects it.
pub(super) fn object_menu(
    response: &Response,
    object: Object,
    population: Option<&Population>,
    context: &ViewContext<'_>,
    is_selected: bool,
    requests: &mut Requests,
) {
    if response.secondary_clicked() && !is_selected {
        requests.push(Request::Select(Selection::one(object)));
    }
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        entries_of_object(ui, object, population, context, requests);
    });
}

/// What can be done to an object, and to all that is selected with it.
fn entries_of_object(
    ui: &mut Ui,
    object: Object,
    population: Option<&Population>,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    if let Some(population) = population {
        if ui.button(context.text.get("menu-fire")).clicked() {
            let neuron = (population.n == 1).then_some(0);
            requests.push(Request::Fire { population: population.id, neuron });
            ui.close();
        }
        ui.separator();
    }
    entries(ui, &[Action::Inspect, Action::Rename, Action::Plot], context, requests);
    if let Some(population) = population {
        let all = [Action::PlotSpikes, Action::Connect, Action::ConnectAll];
        entries(ui, &all, context, requests);
        stimuli_ui(ui, population, context, requests);
    }
    ui.separator();
    entries(ui, &[Action::CopyValues, Action::PasteValues], context, requests);
    if matches!(object, Object::Population(_)) {
        entries(ui, &[Action::Cut, Action::Copy, Action::Duplicate], context, requests);
    }
    entries(ui, &[Action::Delete], context, requests);
}

/// Opens the menu of the empty canvas on a right click, or of the stroke that it met.
pub(super) fn ground_menu(
    response: &Response,
    met: Option<Object>,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        if let Some(object) = met {
            entries_of_object(ui, object, None, context, requests);
            return;
        }
        let all = [Action::EditTool, Action::Paste, Action::SelectAll, Action::LayOut, Action::FitCanvas];
        entries(ui, &all, context, requests);
    });
}

fn entries(ui: &mut Ui, actions: &[Action], context: &ViewContext<'_>, requests: &mut Requests) {
    for action in actions {
        entry_ui(ui, *action, context, requests);
    }
}

/// Stimuli to be added to a population.
fn stimuli_ui(ui: &mut Ui, population: &Population, context: &ViewContext<'_>, requests: &mut Requests) {
    if !population.kind.inner().is_some_and(NeuronModel::has_membrane) {
        return;
    }
    ui.menu_button(context.text.get("add-stimulus"), |ui| {
        for kind in StimulusKey::ALL {
            let name = context.text.own(kind.label());
            if ui.button(name).clicked() {
                let add = Structure::AddStimulus { population: population.id, kind: *kind };
                requests.push(Request::Edit(Edit::Structure(add), None));
                ui.close();
            }
        }
    });
}
