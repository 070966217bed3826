//! One row of a parameter panel: symbol, slider, number with unit; or symbol and a choice.

use eframe::egui::{self, Align, DragValue, Layout, Rect, RichText, Sense, Slider, Ui, UiBuilder, vec2};

use super::number;
use super::symbol::symbol_job;
use crate::app::context::{Lit, ViewContext, ViewState};
use crate::app::request::{Request, Requests};
use crate::app::teaching::Spot;
use crate::app::theme::GRID;
use crate::document::Edit;
use crate::number::{parse, parse_list};
use crate::param::{Bounds, Choice as _, Kind, Numbers, ParamSpec, Scale, Switch, Value};
use crate::preset::PresetAddress;

/// Width of the symbol column, in units of the text size.
const SYMBOL_WIDTH: f32 = 4.6;
/// Width of the number column, in units of the text size.
const NUMBER_WIDTH: f32 = 6.6;

/// Draws the row of a parameter.
pub fn param_row_ui(
    ui: &mut Ui,
    address: PresetAddress,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let preset = context.preset();
    let (Some((spec, value)), Some(bounds)) = (preset.get(address), preset.bounds(address)) else { return };
    let size = context.theme.text_size;
    let height = ui.spacing().interact_size.y;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    mark_sought(ui, row, address, context, view);
    if context.stands_out(Spot::Parameter(address)) {
        outline(ui.painter(), row.expand(1.0), context);
    }
    if view.lit == Some(Lit::Parameter(address)) {
        ui.painter().rect_filled(row.expand(2.0), 4.0, context.theme.accent.gamma_multiply(0.25));
    }
    if ui.rect_contains_pointer(row) {
        view.lit_next = Some(Lit::Parameter(address));
    }
    let symbol_width = SYMBOL_WIDTH * size;
    let number_width = NUMBER_WIDTH * size;
    let column = |left: f32, width: f32| {
        Rect::from_min_size(egui::pos2(row.min.x + left, row.min.y), vec2(width.max(8.0), height))
    };
    let label = label_ui(ui, column(0.0, symbol_width), spec, address, context, requests);
    let rest = row.width() - symbol_width;
    match value {
        Value::Number(current) => {
            let slider = column(symbol_width, rest - number_width - GRID);
            let field = column(row.width() - number_width, number_width);
            let mut edited = current;
            slider_ui(ui, slider, spec, bounds, &mut edited, label, context, view);
            field_ui(ui, field, spec, current, &mut edited, label, view);
            if edited.to_bits() != current.to_bits() {
                let edit = Edit::SetValue { address, value: Value::Number(edited) };
                requests.push(Request::Edit(edit, Some(view.gesture)));
            }
        }
        Value::Count(current) => {
            let mut edited = current;
            let field = column(row.width() - number_width, number_width);
            count_ui(ui, field, spec, &mut edited, label, view);
            if edited != current {
                let edit = Edit::SetValue { address, value: Value::Count(edited) };
                requests.push(Request::Edit(edit, Some(view.gesture)));
            }
        }
        Value::List(current) => {
            if let Some(edited) = list_ui(ui, column(symbol_width, rest), spec, &current, label) {
                let value = Value::List(edited);
                requests.push(Request::Edit(Edit::SetValue { address, value }, None));
            }
        }
        Value::Choice(current) => {
            let column = column(symbol_width, rest);
            if let Some(chosen) = choice_ui(ui, column, spec, current, label, context) {
                requests.push(Request::Edit(Edit::SetValue { address, value: Value::Choice(chosen) }, None));
            }
        }
    }
}

/// An outline round what a lesson speaks of.
pub(crate) fn outline(painter: &egui::Painter, rect: Rect, context: &ViewContext<'_>) {
    let stroke = egui::Stroke::new(2.5, context.theme.warning);
    painter.rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
}

/// Brings the row into view and marks it for a while, if it is what was looked for.
fn mark_sought(ui: &Ui, row: Rect, address: PresetAddress, context: &ViewContext<'_>, view: &mut ViewState) {
    let Some((sought, until)) = view.sought.filter(|(sought, _)| *sought == address) else { return };
    let until = until.unwrap_or_else(|| {
        ui.scroll_to_rect(row, Some(Align::Center));
        context.time_s + MARKED_S
    });
    ui.painter().rect_filled(row.expand(2.0), 4.0, context.theme.accent.gamma_multiply(0.3));
    view.sought = (context.time_s < until).then_some((sought, Some(until)));
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// How long a parameter that was looked for is marked [s].
const MARKED_S: f64 = 2.5;

/// The symbol, with a dot where the value differs from the preset. Double-click resets.
fn label_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    address: PresetAddress,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) -> egui::Id {
    let differs = context.document.differs(address);
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
        requests.push(Request::Edit(Edit::ResetValue { address }, None));
    }
    response.context_menu(|ui| {
        if ui.button(context.text.get("reset-to-preset")).clicked() {
            requests.push(Request::Edit(Edit::ResetValue { address }, None));
            ui.close();
        }
        if ui.button(context.text.get("reset-to-default")).clicked() {
            requests.push(Request::Edit(Edit::DefaultValue { address }, None));
            ui.close();
        }
    });
    let id = response.id;
    response.on_hover_ui(|ui| tooltip_ui(ui, spec, address, context));
    id
}

/// What the parameter means: meaning, equation, unit, range, source.
fn tooltip_ui(ui: &mut Ui, spec: &ParamSpec, address: PresetAddress, context: &ViewContext<'_>) {
    ui.set_max_width(340.0);
    let text = context.text;
    ui.label(text.own(spec.meaning));
    let weak = |line: String| RichText::new(line).color(context.theme.weak_text);
    if !spec.equation.is_empty() {
        ui.label(RichText::new(spec.equation).color(context.theme.accent));
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
        ui.label(weak(text.with("tip-source", &[("source", spec.source)])));
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
    context: &ViewContext<'_>,
    view: &mut ViewState,
) {
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
        end_gesture(&response, view);
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

fn field_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    current: f64,
    value: &mut f64,
    label: egui::Id,
    view: &mut ViewState,
) {
    let unit = spec.unit;
    let mut typed = *value;
    let suffix = if unit.symbol().is_empty() { String::new() } else { format!(" {}", unit.symbol()) };
    let field = DragValue::new(&mut typed)
        .speed((current.abs() * 0.005).max(0.005))
        .custom_formatter(|value, _| number::show(value))
        .custom_parser(move |text| parse(text, unit))
        .update_while_editing(false)
        .suffix(suffix);
    let response = ui.put(rect, field).labelled_by(label);
    // Leaving the field as it was must not round the value to what was shown.
    if response.changed() && number::show(typed) != number::show(current) {
        *value = typed;
    }
    end_gesture(&response, view);
}

fn count_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    value: &mut u64,
    label: egui::Id,
    view: &mut ViewState,
) {
    let Kind::Count { min, max, .. } = spec.kind else { return };
    // The field counts in floating point; what is beyond it is not touched unless it is changed.
    let before = *value;
    let mut counted = before;
    let field = DragValue::new(&mut counted).range(min..=max).update_while_editing(false);
    let response = ui.put(rect, field).labelled_by(label);
    #[expect(clippy::cast_precision_loss, reason = "what the field does, too")]
    let is_rounding = counted as f64 == before as f64;
    if response.changed() && !is_rounding {
        *value = counted;
    }
    end_gesture(&response, view);
}

/// A list as a text: numbers with commas or spaces between. What does not read as numbers changes nothing.
fn list_ui(ui: &mut Ui, rect: Rect, spec: &ParamSpec, current: &Numbers, label: egui::Id) -> Option<Numbers> {
    let id = ui.scope_id().with(("list", spec.owner, spec.key));
    let shown = || current.iter().map(f64::to_string).collect::<Vec<_>>().join(", ").replace('-', "−");
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(shown);
    let response = ui.put(rect, egui::TextEdit::singleline(&mut typed)).labelled_by(label);
    let mut edited = None;
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
    } else if response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
        edited = parse_list(&typed, spec.unit).map(Numbers::from).filter(|numbers| numbers != current);
    }
    edited
}

fn choice_ui(
    ui: &mut Ui,
    rect: Rect,
    spec: &ParamSpec,
    current: usize,
    label: egui::Id,
    context: &ViewContext<'_>,
) -> Option<usize> {
    let Kind::Choice { options } = spec.kind else { return None };
    let mut chosen = None;
    if options == Switch::OPTIONS {
        ui.scope_builder(
            UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)),
            |ui| {
                let mut is_on = current == Switch::On.index();
                let response = ui.checkbox(&mut is_on, "").labelled_by(label);
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
            .selected_text(name(current))
            .truncate()
            .width(rect.width() - GRID);
        let response = combo.show_ui(ui, |ui| {
            for (index, option) in options.iter().enumerate() {
                if ui
                    .selectable_label(index == current, name(index))
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
fn end_gesture(response: &egui::Response, view: &mut ViewState) {
    if response.drag_stopped() || response.lost_focus() || (response.changed() && !response.dragged()) {
        view.gesture_ends = true;
    }
}
