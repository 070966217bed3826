//! One row of a parameter panel: symbol, slider, number with unit; or symbol and a choice. It may stand for a parameter of
//! several objects, and sets what is set in all of them.

use eframe::egui::{self, Align, Layout, Rect, RichText, Sense, Slider, Ui, UiBuilder, vec2};

use super::choice;
use super::field::{Dragging, Look, Place, field_ui, reason_beside_ui, reason_ui};
use super::number;
use super::symbol::symbol_job;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{RangeRequest, Request, Requests};
use crate::app::spot::Spot;
use crate::app::theme::GRID;
use crate::document::{Edit, SharedValue};
use crate::model::network::Address;
use crate::param::{Bounds, Choice as _, Kind, ParamSpec, Scale, Switch, Value};
use crate::range::is_variable;

/// Width of the symbol column, in units of the text size.
const SYMBOL_WIDTH: f32 = 4.6;
/// Width of the number column, in units of the text size.
const NUMBER_WIDTH: f32 = 6.6;

/// A parameter of one object or of several, as a row shows it.
struct Row<'a> {
    /// It, of each object.
    addresses: &'a [Address],
    spec: &'static ParamSpec,
    /// Its value in the first object.
    first: Value,
    /// Whether the others have another one.
    is_mixed: bool,
    /// The slider's range.
    bounds: Bounds,
    /// What its field stands for.
    place: Place,
}

impl Row<'_> {
    fn edit(&self, value: &Value, gesture: Option<u64>) -> Request {
        Request::Edit(set_all(self.addresses, value), gesture)
    }
}

/// The edit that sets parameters to one value.
pub(crate) fn set_all(addresses: &[Address], value: &Value) -> Edit {
    match *addresses {
        [address] => Edit::SetValue { address, value: value.clone() },
        _ => Edit::SetValues(addresses.iter().map(|address| (*address, value.clone())).collect()),
    }
}

/// Draws the row of a parameter.
pub fn param_row_ui(ui: &mut Ui, address: Address, frame: &mut Frame<'_>) {
    let preset = frame.context.preset();
    let (Some((spec, first)), Some(bounds)) = (preset.get(address), preset.bounds(address)) else { return };
    let place = Place::Parameter(address);
    row_ui(ui, &Row { addresses: &[address], spec, first, is_mixed: false, bounds, place }, frame);
}

/// Draws the row of a parameter that several objects have: what is set is set in all of them.
pub(crate) fn shared_row_ui(ui: &mut Ui, row: &SharedValue, frame: &mut Frame<'_>) {
    let preset = frame.context.preset();
    let Some(first_address) = row.addresses.first().copied() else { return };
    if let [address] = row.addresses[..] {
        return param_row_ui(ui, address, frame);
    }
    let Some((spec, first)) = preset.get(first_address) else { return };
    let each = row.addresses.iter().filter_map(|address| preset.bounds(*address));
    let Some(bounds) =
        each.reduce(|one, other| Bounds { min: one.min.max(other.min), max: one.max.min(other.max), ..one })
    else {
        return;
    };
    let place = Place::Several(first_address);
    frame.view.fields.stands_for(place, &row.addresses);
    let is_mixed = row.value.is_none();
    row_ui(ui, &Row { addresses: &row.addresses, spec, first, is_mixed, bounds, place }, frame);
}

/// Draws symbol and number of a parameter that some objects have into a place.
pub(crate) fn compact_row_ui(ui: &mut Ui, rect: Rect, row: &SharedValue, frame: &mut Frame<'_>) {
    let context = frame.context;
    let preset = context.preset();
    let Some(address) = row.addresses.first().copied() else { return };
    let (Some((spec, first)), Some(bounds)) = (preset.get(address), preset.bounds(address)) else { return };
    let place = if row.addresses.len() == 1 { Place::Parameter(address) } else { Place::Several(address) };
    if let Place::Several(_) = place {
        frame.view.fields.stands_for(place, &row.addresses);
    }
    mark_sought(ui, rect, address, frame);
    let spot = Spot::Parameter(address);
    if context.stands_out(&spot) {
        outline(ui.painter(), rect.expand(1.0), context);
    }
    if ui.rect_contains_pointer(rect) {
        frame.requests.light(spot);
    }
    let half = (0.45 * rect.width()).min(SYMBOL_WIDTH * context.theme.text_size);
    let symbol = Rect::from_min_size(rect.min, vec2(half, rect.height()));
    let field = Rect::from_min_max(egui::pos2(rect.min.x + half, rect.min.y), rect.max);
    let label = label_ui(ui, symbol, spec, &row.addresses, context, frame.requests);
    let (shown, number) = match first {
        Value::Number(number) => (with_unit(number::show(number), spec), number),
        #[expect(clippy::cast_precision_loss, reason = "for dragging; what is typed is exact")]
        Value::Count(count) => (exact(spec, &first), count as f64),
        _ => return,
    };
    let mut dragged = dragging(spec, bounds, number, address, context);
    if matches!(first, Value::Count(_)) {
        (dragged.speed, dragged.step) = (0.25, 1.0);
    }
    let exact = exact(spec, &first);
    let look = Look { shown: &shown, exact: &exact, number: Some(dragged) };
    let is_mixed = row.value.is_none();
    let own = Row { addresses: &row.addresses, spec, first, is_mixed, bounds, place };
    let response = typed_ui(ui, field, &own, &look, &context.text.get("mixed"), label, frame);
    // Nothing may move.
    reason_beside_ui(&response, place, &frame.view.fields, context);
}

// Longer than 60 lines: one view from top to bottom.
fn row_ui(ui: &mut Ui, own: &Row<'_>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Row { addresses, spec, bounds, place, .. } = *own;
    let address = addresses[0];
    let size = context.theme.text_size;
    let height = ui.spacing().interact_size.y;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    mark_sought(ui, row, address, frame);
    let spot = Spot::Parameter(address);
    if context.stands_out(&spot) {
        outline(ui.painter(), row.expand(1.0), context);
    }
    if context.is_lit(&spot) {
        ui.painter().rect_filled(row.expand(2.0), 4.0, context.theme.accent.gamma_multiply(0.25));
    }
    if ui.rect_contains_pointer(row) {
        frame.requests.light(spot);
    }
    let symbol_width = SYMBOL_WIDTH * size;
    let number_width = NUMBER_WIDTH * size;
    let column = |left: f32, width: f32| {
        Rect::from_min_size(egui::pos2(row.min.x + left, row.min.y), vec2(width.max(8.0), height))
    };
    let label = label_ui(ui, column(0.0, symbol_width), spec, addresses, context, frame.requests);
    let rest = row.width() - symbol_width;
    let gesture = Some(context.gesture);
    let mixed = context.text.get("mixed");
    match &own.first {
        Value::Number(current) => {
            let slider = column(symbol_width, rest - number_width - GRID);
            let field = column(row.width() - number_width, number_width);
            let mut slid = *current;
            ui.scope(|ui| {
                if own.is_mixed {
                    ui.set_opacity(0.4);
                }
                slider_ui(ui, slider, spec, bounds, &mut slid, label, frame);
            });
            if slid.to_bits() != current.to_bits() {
                frame.requests.push(own.edit(&Value::Number(slid), gesture));
            }
            let number = Some(dragging(spec, bounds, *current, address, context));
            let shown = with_unit(number::show(*current), spec);
            let look = Look { shown: &shown, exact: &exact(spec, &own.first), number };
            typed_ui(ui, field, own, &look, &mixed, label, frame);
        }
        Value::Count(current) => {
            let field = column(row.width() - number_width, number_width);
            let shown = exact(spec, &own.first);
            #[expect(clippy::cast_precision_loss, reason = "for dragging; what is typed is exact")]
            let number = Dragging {
                value: *current as f64,
                speed: 0.25,
                step: 1.0,
                range: bounds.min..=bounds.max.max(bounds.min),
            };
            let look = Look { shown: &shown, exact: &shown, number: Some(number) };
            typed_ui(ui, field, own, &look, &mixed, label, frame);
        }
        Value::List(_) => {
            let shown = exact(spec, &own.first);
            let look = Look { shown: &shown, exact: &shown, number: None };
            typed_ui(ui, column(symbol_width, rest), own, &look, &mixed, label, frame);
        }
        Value::Choice(current) => {
            let column = column(symbol_width, rest);
            let current = (!own.is_mixed).then_some(*current);
            if let Some(chosen) = choice_ui(ui, column, spec, current, label, context) {
                frame.requests.push(own.edit(&Value::Choice(chosen), None));
            }
        }
    }
    reason_ui(ui, place, &frame.view.fields, context);
}

/// How a number is dragged: within its slider's range, or where it lies outside it, within what is valid.
pub(crate) fn dragging(
    spec: &ParamSpec,
    bounds: Bounds,
    value: f64,
    address: Address,
    context: &ViewContext<'_>,
) -> Dragging {
    let valid = context.preset().valid_bounds(address).unwrap_or_else(|| spec.valid());
    let range = if bounds.contains(value) { bounds } else { valid };
    let speed = (value.abs() * 0.005).max(0.005);
    Dragging { value, speed, step: speed, range: range.min..=range.max }
}

/// A number with the unit behind it.
pub(crate) fn with_unit(number: String, spec: &ParamSpec) -> String {
    match spec.unit.symbol() {
        "" => number,
        symbol => format!("{number} {symbol}"),
    }
}

/// A value with all its digits, as it can be typed.
pub(crate) fn exact(spec: &ParamSpec, value: &Value) -> String {
    let text = spec.show(value);
    text.trim_start_matches('[').trim_end_matches(']').replace('-', "−")
}

/// The field of a parameter; where objects differ it says so, and takes what is typed for all of them.
fn typed_ui(
    ui: &mut Ui,
    rect: Rect,
    row: &Row<'_>,
    look: &Look<'_>,
    mixed: &str,
    label: egui::Id,
    frame: &mut Frame<'_>,
) -> egui::Response {
    let context = frame.context;
    let read = |typed: &str| context.preset().read_value_of_all(row.addresses, typed);
    let none = Look { shown: mixed, exact: "", number: None };
    let look = if row.is_mixed { &none } else { look };
    let outcome = field_ui(ui, rect, row.place, look, &mut frame.view.fields, context, &read);
    let response = outcome.response.labelled_by(label);
    let moved = |moved: f64| match row.first {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the range of a count"
        )]
        Value::Count(_) => Value::Count(moved.round() as u64),
        _ => Value::Number(moved),
    };
    if let Some(value) = outcome.typed.or(outcome.dragged.map(moved)) {
        frame.requests.push(row.edit(&value, Some(context.gesture)));
        frame.requests.end_gesture_if(!response.dragged());
    }
    end_gesture(&response, frame.requests);
    response
}

/// An outline round what a lesson speaks of.
pub(crate) fn outline(painter: &egui::Painter, rect: Rect, context: &ViewContext<'_>) {
    let stroke = egui::Stroke::new(2.5, context.theme.warning);
    painter.rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
}

/// Brings the row into view and marks it for a while, if it is what was looked for.
fn mark_sought(ui: &Ui, row: Rect, address: Address, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some((sought, until)) = frame.view.sought.filter(|(sought, _)| *sought == address) else { return };
    let until = until.unwrap_or_else(|| {
        ui.scroll_to_rect(row.expand2(vec2(0.0, 2.0 * GRID)), None); // No farther than it takes.
        context.time_s + MARKED_S
    });
    ui.painter().rect_filled(row.expand(2.0), 4.0, context.theme.accent.gamma_multiply(0.3));
    frame.view.sought = (context.time_s < until).then_some((sought, Some(until)));
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// How long a parameter that was looked for is marked [s].
const MARKED_S: f64 = 2.5;

/// The symbol, with a dot where the value differs from the preset. Double-click resets.
fn label_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    addresses: &[Address],
    context: &ViewContext<'_>,
    requests: &mut Requests,
) -> egui::Id {
    let differs = addresses.iter().any(|address| context.document.differs(*address));
    if differs {
        let dot = egui::pos2(rect.min.x + 3.0, rect.center().y);
        ui.painter().circle_filled(dot, 3.0, context.theme.accent);
    }
    let place = Rect::from_min_max(rect.min + vec2(GRID * 1.5, 0.0), rect.max);
    let builder = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center));
    let response = ui
        .scope_builder(builder, |ui| {
            let size = context.theme.text_size * 1.05;
            let symbol = symbol_job(
                &context.text.own(spec.symbol),
                size,
                &egui::FontFamily::Proportional,
                context.theme.text,
            );
            ui.add(egui::Label::new(symbol).selectable(false).truncate().sense(Sense::click()))
        })
        .inner;
    // A click elsewhere just before makes the second click of a double-click the third.
    if response.double_clicked() || response.triple_clicked() {
        requests.push(Request::Edit(Edit::ResetValues(addresses.to_vec()), None));
    }
    response.context_menu(|ui| {
        if ui.button(context.text.get("reset-to-preset")).clicked() {
            requests.push(Request::Edit(Edit::ResetValues(addresses.to_vec()), None));
            ui.close();
        }
        if ui.button(context.text.get("reset-to-default")).clicked() {
            requests.push(Request::Edit(Edit::DefaultValues(addresses.to_vec()), None));
            ui.close();
        }
        if let [address] = *addresses
            && is_variable(address, spec)
            && ui.button(context.text.get("range-vary")).clicked()
        {
            requests.push(Request::Range(RangeRequest::Vary(address)));
            ui.close();
        }
    });
    let id = response.id;
    response.on_hover_ui(|ui| tooltip_ui(ui, spec, addresses[0], context));
    id
}

/// What the parameter means: meaning, equation, unit, range, source.
fn tooltip_ui(ui: &mut Ui, spec: &ParamSpec, address: Address, context: &ViewContext<'_>) {
    ui.set_max_width(340.0);
    let text = context.text;
    ui.label(text.own(spec.meaning));
    let weak = |line: String| RichText::new(line).color(context.theme.weak_text);
    if !spec.equation.is_empty() {
        ui.label(RichText::new(text.own(spec.equation)).color(context.theme.accent));
    }
    if let (Some(usual), Some(valid)) =
        (context.preset().bounds(address), context.preset().valid_bounds(address))
        && !matches!(spec.kind, Kind::Choice { .. })
    {
        let mut line = |key, Bounds { min, max, .. }: Bounds| {
            let unit = spec.unit.symbol().to_owned();
            let args = [("min", number::show(min)), ("max", number::show(max)), ("unit", unit)];
            ui.label(weak(text.with(key, &args)));
        };
        if !usual.is_empty() {
            line("tip-range", usual);
        }
        line("tip-valid", valid);
    }
    if !spec.source.is_empty() {
        let key = if spec.is_cited() { "tip-source" } else { "tip-default" };
        ui.label(weak(text.with(key, &[("source", text.own(spec.source))])));
    }
    ui.label(weak(text.get("tip-reset")));
}

/// The slider of a number. It cannot leave its range: a value beyond it shows as the nearer end with a mark.
fn slider_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    bounds: Bounds,
    value: &mut f64,
    label: egui::Id,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let is_log = matches!(spec.kind, Kind::Number { scale: Scale::Log, .. });
    let is_usual = spec.range().contains(*value);
    let room = if is_usual { 0.0 } else { context.theme.text_size * 1.2 };
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().slider_width = (rect.width() - 4.0 - room).max(8.0);
        let nearest = bounds.clamp(*value);
        let mut slid = nearest;
        let smallest = if 0.0 < bounds.min { bounds.min } else { bounds.max * 1e-4 };
        let slider = Slider::new(&mut slid, bounds.min..=bounds.max.max(bounds.min))
            .show_value(false)
            .logarithmic(is_log)
            .smallest_positive(smallest)
            .smart_aim(true);
        // Where rules leave nothing of the range there is nothing to choose.
        let response = ui.add_enabled(!bounds.is_empty(), slider).labelled_by(label);
        if response.changed() && slid.to_bits() != nearest.to_bits() {
            *value = slid;
        }
        end_gesture(&response, frame.requests);
        if !is_usual {
            unusual_ui(ui, spec, context);
        }
    });
}

/// The mark of a value that is valid but outside the slider's range.
fn unusual_ui(ui: &mut Ui, spec: &ParamSpec, context: &ViewContext<'_>) {
    let Bounds { min, max, .. } = spec.range();
    let args =
        [("min", number::show(min)), ("max", number::show(max)), ("unit", spec.unit.symbol().to_owned())];
    let words = context.text.with("unusual-value", &args);
    let sign = RichText::new("⚠").color(context.theme.warning);
    let response = ui.add(egui::Label::new(sign).selectable(false).sense(Sense::hover()));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    response.on_hover_text(words);
}

fn choice_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    current: Option<usize>,
    label: egui::Id,
    context: &ViewContext<'_>,
) -> Option<usize> {
    let Kind::Choice { options } = spec.kind else { return None };
    let mut chosen = None;
    if options == Switch::OPTIONS {
        ui.scope_builder(
            UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)),
            |ui| {
                let mut is_on = current == Some(Switch::On.index());
                let response =
                    choice::checkbox_of_several(ui, &mut is_on, current.is_none()).labelled_by(label);
                let words = RichText::new(context.text.own(spec.meaning));
                let words = words.font(context.theme.font(0.9)).color(context.theme.weak_text);
                ui.add(egui::Label::new(words).selectable(false).truncate());
                if response.changed() {
                    chosen = Some(if is_on { Switch::On.index() } else { Switch::Off.index() });
                }
            },
        );
        return chosen;
    }
    let name =
        |index: usize| options.get(index).map_or_else(String::new, |option| context.text.own(option.label));
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)), |ui| {
        let combo = egui::ComboBox::from_id_salt((spec.owner, spec.key))
            .selected_text(current.map_or_else(|| context.text.get("mixed"), name))
            .truncate()
            .width(rect.width() - GRID);
        let response = combo.show_ui(ui, |ui| {
            for (index, option) in options.iter().enumerate() {
                if ui
                    .selectable_label(Some(index) == current, name(index))
                    .on_hover_text(context.text.own(option.meaning))
                    .clicked()
                {
                    chosen = Some(index);
                }
            }
        });
        response.response.labelled_by(label);
    });
    chosen
}

/// A gesture ends when a drag is let go, or a field is left.
fn end_gesture(response: &egui::Response, requests: &mut Requests) {
    if response.drag_stopped() || response.lost_focus() || (response.changed() && !response.dragged()) {
        requests.end_gesture_if(true);
    }
}
