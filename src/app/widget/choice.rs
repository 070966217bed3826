//! Boxes to tick and rings to choose by, with an outline: without one they cannot be seen on a light ground until they are
//! ticked.

use eframe::egui::{Checkbox, Response, Stroke, Ui, WidgetText};

/// A box that is ticked while `is_on`.
pub fn checkbox(ui: &mut Ui, is_on: &mut bool, text: impl Into<WidgetText>) -> Response {
    outlined(ui, |ui| ui.checkbox(is_on, text.into()))
}

/// The same where it may be that it cannot be ticked.
pub fn checkbox_where(
    ui: &mut Ui,
    is_enabled: bool,
    is_on: &mut bool,
    text: impl Into<WidgetText>,
) -> Response {
    outlined(ui, |ui| ui.add_enabled(is_enabled, Checkbox::new(is_on, text.into())))
}

/// A box without words for several things at once: neither ticked nor empty where `is_mixed`.
pub fn checkbox_of_several(ui: &mut Ui, is_on: &mut bool, is_mixed: bool) -> Response {
    outlined(ui, |ui| ui.add(Checkbox::new(is_on, "").indeterminate(is_mixed)))
}

/// A ring that is filled while `is_chosen`.
pub fn radio(ui: &mut Ui, is_chosen: bool, text: impl Into<WidgetText>) -> Response {
    outlined(ui, |ui| ui.radio(is_chosen, text.into()))
}

/// A ring for one of several values, which a click chooses.
pub fn radio_value<T: PartialEq>(
    ui: &mut Ui,
    chosen: &mut T,
    own: T,
    text: impl Into<WidgetText>,
) -> Response {
    outlined(ui, |ui| ui.radio_value(chosen, own, text.into()))
}

/// Adds something whose shape has an outline also while the pointer is elsewhere.
fn outlined(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let before = ui.visuals().widgets.inactive.bg_stroke;
    ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, ui.visuals().weak_text_color());
    let response = add(ui);
    ui.visuals_mut().widgets.inactive.bg_stroke = before;
    response
}
