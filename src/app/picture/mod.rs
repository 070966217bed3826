//! Drawings that lessons speak of: a synapse with its parts, a neuron with its synapses, and the four receptors.

pub(super) mod neuron;
mod part;
mod plan;
pub(super) mod receptors;
pub(super) mod synapse;

use eframe::egui::{Role, Sense, Ui, WidgetInfo};

use super::context::ViewContext;
use super::request::Requests;
use crate::lesson::Pane;

/// Draws the drawing that a part of the window is into the whole of `ui`; other parts are none.
pub(super) fn picture_ui(ui: &mut Ui, pane: Pane, context: &ViewContext<'_>, requests: &mut Requests) {
    let key = match pane {
        Pane::Synapse => "picture-synapse",
        Pane::Neuron => "picture-neuron",
        Pane::Receptors => "picture-receptors",
        _ => return,
    };
    let area = ui.available_rect_before_wrap();
    let whole = ui.interact(area, ui.scope_id().with(key), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(Role::Group, true, context.text.get(key)));
    match pane {
        Pane::Synapse => synapse::synapse_ui(ui, context),
        Pane::Neuron => neuron::neuron_ui(ui, context),
        Pane::Receptors => receptors::receptors_ui(ui, context, requests),
        _ => {}
    }
}

/// The least height in which a drawing of a width can be read with ease [points].
pub(super) fn least_height(ui: &Ui, pane: Pane, width: f32, context: &ViewContext<'_>) -> f32 {
    match pane {
        Pane::Synapse => part::least_height(ui, width, &synapse::drawing(context), context),
        Pane::Neuron => part::least_height(ui, width, &neuron::drawing(context), context),
        Pane::Receptors => receptors::least_height(ui, width, context),
        _ => 0.0,
    }
}
