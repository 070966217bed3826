//! A number that is no parameter, such as a setting: dragged, or typed by the grammar of all numbers.

use eframe::egui::{self, Response, Ui};

use super::field::{Dragging, Fields, Look, Place, field_ui, reason_beside_ui};
use super::number;
use crate::app::context::ViewContext;
use crate::message::Message;
use crate::model::network::number_fault;
use crate::number::parse;
use crate::param::Bounds;
use crate::units::Unit;

/// What such a number is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Own {
    /// Tells it from others.
    pub name: &'static str,
    /// The least and the largest value; what is typed beyond them is refused.
    pub range: (f64, f64),
    /// Its unit: `s`, `ms`, `MiB` or `%`.
    pub unit: &'static str,
    /// How far a point of dragging moves it.
    pub speed: f64,
}

/// The number as it is typed: a time may have another unit.
fn read_own(typed: &str, own: &Own) -> Result<f64, Message> {
    let has_unit = typed.trim_end().ends_with(char::is_alphabetic);
    let value = match own.unit {
        "s" if has_unit => 1e-3 * parse(typed, Unit::Ms)?,
        "ms" => parse(typed, Unit::Ms)?,
        unit => parse(typed.trim_end().trim_end_matches(unit), Unit::One)?,
    };
    match number_fault(value, Bounds::new(own.range.0, own.range.1), Unit::One) {
        Some(fault) => Err(fault.message()),
        None => Ok(value),
    }
}

/// Draws the number, named by the widget `label`, and changes it as it is dragged or typed.
pub(crate) fn own_ui(
    ui: &mut Ui,
    own: &Own,
    value: &mut f64,
    label: egui::Id,
    fields: &mut Fields,
    context: &ViewContext<'_>,
) -> Response {
    let (place, exact) = (Place::Own(own.name), value.to_string());
    let shown = format!("{} {}", number::show(*value), own.unit);
    let (range, speed) = (own.range.0..=own.range.1, own.speed);
    let look = Look {
        shown: &shown,
        exact: &exact,
        number: Some(Dragging { value: *value, speed, step: speed, range }),
    };
    // Wide enough for what it shows, and as wide for every number of so many letters.
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let letters = shown.chars().count() as f32;
    let width = (0.65 * letters + 1.2).max(6.0) * context.theme.text_size;
    let size = egui::vec2(width, ui.spacing().interact_size.y);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let outcome = field_ui(ui, rect, place, &look, fields, context, &|typed| read_own(typed, own));
    let response = outcome.response.labelled_by(label);
    if let Some(new) = outcome.typed.or(outcome.dragged) {
        *value = new;
    }
    reason_beside_ui(&response, place, fields, context);
    response
}
