//! A field for a number, a count or a list, dragged or typed.
//!
//! What is typed is read when the field is left, whether by Enter, Tab or a click elsewhere, and belongs to what the field
//! stood for when typing began: [`Fields`] keeps it even if the field is gone with the next frame. What cannot be taken is
//! refused: the text stays in its box with the reason beside it, and Escape gives it up.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use eframe::egui::{
    self, Align2, Color32, Id, Key, Rect, Response, RichText, Sense, TextEdit, Ui, WidgetInfo,
};

use crate::app::context::ViewContext;
use crate::message::Message;
use crate::model::network::Address;
use crate::preset::Preset;

/// What a field stands for, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A parameter in its panel.
    Parameter(Address),
    /// A parameter of several objects in their panel, by that of the first.
    Several(Address),
    /// A parameter in the bar of equations.
    Equation(Address),
    /// Something that is no parameter, by name.
    Own(&'static str),
}

impl Place {
    /// The parameter, if it is one.
    pub fn address(self) -> Option<Address> {
        match self {
            Self::Parameter(address) | Self::Several(address) | Self::Equation(address) => Some(address),
            Self::Own(_) => None,
        }
    }
}

/// What is being typed into fields, and what was refused.
#[derive(Debug, Default)]
pub struct Fields {
    typing: Vec<Typing>,
    refused: BTreeMap<Place, Refused>,
    /// The parameters of several objects for which one field stands.
    several: BTreeMap<Place, Arc<[Address]>>,
    /// Number of the frame.
    frame: u64,
    /// Whether Escape was pressed while something was typed.
    gives_up: bool,
    /// The document that all this belongs to, as it was opened.
    of: Option<Arc<Preset>>,
}

#[derive(Debug)]
struct Typing {
    /// The widget: a place may be drawn twice.
    id: Id,
    place: Place,
    text: String,
    /// The text at the beginning: as long as it is this, nothing was typed.
    began_as: String,
    /// The frame in which the field was drawn last.
    frame: u64,
}

#[derive(Debug)]
struct Refused {
    text: String,
    reason: Message,
    /// The value at that time: if it changes otherwise, what was refused is forgotten.
    exact: String,
    /// The frame in which it was refused.
    frame: u64,
}

impl Fields {
    /// Begins a frame; what belongs to another document is forgotten. `escapes` says whether the key Escape was pressed.
    pub fn begin_frame(&mut self, document: &Arc<Preset>, escapes: bool) {
        if !self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, document)) {
            *self = Self { of: Some(Arc::clone(document)), frame: self.frame, ..Self::default() };
        }
        self.frame += 1;
        self.gives_up = escapes && !self.typing.is_empty();
    }

    /// Whether the key Escape was pressed in a field, to give up what was typed there; it does nothing else then.
    pub fn gives_up(&self) -> bool {
        self.gives_up
    }

    /// What was being typed into fields that this frame has not drawn.
    pub fn take_left(&mut self) -> Vec<(Place, String)> {
        let frame = self.frame;
        let left = self.typing.extract_if(.., |typing| typing.frame < frame);
        let gives_up = self.gives_up;
        left.filter(|own| !gives_up && own.text != own.began_as).map(|own| (own.place, own.text)).collect()
    }

    /// Keeps what was refused for a place, where the value is now `exact`.
    pub fn refuse(&mut self, place: Place, text: String, reason: Message, exact: String) {
        let frame = self.frame;
        self.refused.insert(place, Refused { text, reason, exact, frame });
    }

    /// Remembers for which parameters of several objects a field stands.
    pub fn stands_for(&mut self, place: Place, addresses: &[Address]) {
        if self.several.get(&place).is_none_or(|known| **known != *addresses) {
            self.several.insert(place, addresses.into());
        }
    }

    /// The parameters for which a field stands.
    pub fn parameters_of(&self, place: Place) -> Arc<[Address]> {
        match self.several.get(&place) {
            Some(several) => Arc::clone(several),
            None => place.address().into_iter().collect(),
        }
    }

    /// Why what stands in a field was refused, if it was.
    pub fn reason(&self, place: Place) -> Option<&Message> {
        self.refused.get(&place).map(|refused| &refused.reason)
    }

    /// True if the entry was refused in this frame or in the last one.
    fn is_new(&self, place: Place) -> bool {
        self.refused.get(&place).is_some_and(|refused| self.frame <= refused.frame + 1)
    }

    /// Takes out what is being typed into a widget.
    fn take(&mut self, id: Id) -> Option<Typing> {
        let at = self.typing.iter().position(|typing| typing.id == id)?;
        Some(self.typing.swap_remove(at))
    }

    /// Forgets what was refused for a value that has changed otherwise.
    fn follow(&mut self, place: Place, exact: &str) {
        if self.refused.get(&place).is_some_and(|refused| refused.exact != exact) {
            self.refused.remove(&place);
        }
    }
}

/// How a field shows its value.
#[derive(Debug)]
pub struct Look<'a> {
    /// The value as it is shown, with its unit.
    pub shown: &'a str,
    /// The value with all its digits, as typing begins with it.
    pub exact: &'a str,
    /// How it is dragged, if it is one number; a list is not.
    pub number: Option<Dragging>,
}

/// How a number is dragged.
#[derive(Debug, Clone)]
pub struct Dragging {
    /// The number.
    pub value: f64,
    /// How far a point of dragging moves it.
    pub speed: f64,
    /// How far an arrow key moves it.
    pub step: f64,
    /// How far it can be moved.
    pub range: RangeInclusive<f64>,
}

impl Dragging {
    fn to(&self, value: f64) -> f64 {
        value.min(*self.range.end()).max(*self.range.start())
    }
}

/// What came of a field.
#[derive(Debug)]
pub struct Outcome<T> {
    /// The field.
    pub response: Response,
    /// What was typed.
    pub typed: Option<T>,
    /// Where it was dragged.
    pub dragged: Option<f64>,
}

/// Stands for a line end in a field of one line, so that what is pasted keeps its lines.
const LINE_END: char = '¶';

/// What was typed or pasted, with its line ends.
pub fn lines_of(typed: &str) -> String {
    typed.replace(LINE_END, "\n")
}

/// Draws a field. What is typed is taken if `read` reads it.
pub fn field_ui<T>(
    ui: &mut Ui,
    rect: Rect,
    place: Place,
    look: &Look<'_>,
    fields: &mut Fields,
    context: &ViewContext<'_>,
    read: &dyn Fn(&str) -> Result<T, Message>,
) -> Outcome<T> {
    let id = ui.make_persistent_id(("field", format!("{place:?}")));
    fields.follow(place, look.exact);
    let is_editing = ui.is_enabled()
        && ui.memory_mut(|memory| {
            memory.interested_in_focus(id, ui.layer_id());
            memory.has_focus(id)
        });
    let mut typed = None;
    if !is_editing && let Some(typing) = fields.take(id) {
        if fields.gives_up {
            fields.refused.remove(&place);
        } else {
            typed = take(typing, look, fields, read);
        }
    }
    let (response, mut dragged) = if is_editing {
        let stepped = look.number.as_ref().and_then(|number| arrows(ui, number));
        if stepped.is_some() {
            drop(fields.take(id)); // Typing begins again with the new value.
        }
        let (response, more) = edit_ui(ui, rect, id, place, look, fields, read);
        typed = typed.or(more);
        (response, stepped)
    } else {
        button_ui(ui, rect, id, place, look, fields, context)
    };
    asked_ui(ui, id, look, &mut dragged, &mut typed, read);
    describe(ui, &response, place, look, fields, context);
    Outcome { response, typed, dragged }
}

/// Reads what was typed, or keeps it with the reason why it is refused.
fn take<T>(
    typing: Typing,
    look: &Look<'_>,
    fields: &mut Fields,
    read: &dyn Fn(&str) -> Result<T, Message>,
) -> Option<T> {
    let place = typing.place;
    let was_refused = fields.refused.contains_key(&place);
    if typing.text == typing.began_as && !was_refused || typing.text == look.exact {
        fields.refused.remove(&place);
        return None;
    }
    match read(&lines_of(&typing.text)) {
        Ok(value) => {
            fields.refused.remove(&place);
            Some(value)
        }
        Err(reason) => {
            fields.refuse(place, typing.text, reason, look.exact.to_owned());
            None
        }
    }
}

/// The field while it is typed into.
fn edit_ui<T>(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    place: Place,
    look: &Look<'_>,
    fields: &mut Fields,
    read: &dyn Fn(&str) -> Result<T, Message>,
) -> (Response, Option<T>) {
    let frame = fields.frame;
    let under_way = fields.take(id);
    let begins = under_way.is_none();
    let mut typing = under_way.unwrap_or_else(|| {
        let text = fields.refused.get(&place).map_or_else(|| look.exact.to_owned(), |own| own.text.clone());
        Typing { id, place, began_as: text.clone(), text, frame }
    });
    typing.frame = frame;
    keep_lines(ui);
    if begins {
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(&typing.text)));
        state.store(ui.ctx(), id);
    }
    let edit = TextEdit::singleline(&mut typing.text).id(id).desired_width(rect.width());
    let response = ui.put(rect, edit);
    if !response.lost_focus() {
        fields.typing.push(typing);
        return (response, None);
    }
    let enters = ui.input(|input| input.key_pressed(Key::Enter));
    let typed = take(typing, look, fields, read);
    if enters && fields.refused.contains_key(&place) {
        response.request_focus(); // There is something to mend.
    }
    (response, typed)
}

/// Pasted lines stay apart in a field of one line.
fn keep_lines(ui: &Ui) {
    ui.input_mut(|input| {
        for event in &mut input.events {
            if let egui::Event::Paste(text) = event {
                let text = std::mem::take(text);
                let lines =
                    text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n").replace(['\r', '\n'], "¶");
                *event = egui::Event::Paste(lines);
            }
        }
    });
}

/// The field while it is not typed into: it shows the value, or what was refused, and can be dragged if it is a number.
fn button_ui(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    place: Place,
    look: &Look<'_>,
    fields: &Fields,
    context: &ViewContext<'_>,
) -> (Response, Option<f64>) {
    let sense = if look.number.is_some() { Sense::click_and_drag() } else { Sense::click() };
    let mut response = ui.interact(rect, id, sense);
    if response.clicked() {
        response.request_focus();
        // From now on keys are meant for a text, also before it is drawn as one.
        TextEdit::load_state(ui.ctx(), id).unwrap_or_default().store(ui.ctx(), id);
    }
    let refused = fields.refused.get(&place);
    let is_wide = look.number.is_none();
    if ui.is_rect_visible(rect) {
        let visuals = *ui.style().interact(&response);
        let stroke =
            if refused.is_some() { egui::Stroke::new(1.5, context.theme.warning) } else { visuals.bg_stroke };
        let fill = if is_wide { ui.visuals().text_edit_bg_color() } else { visuals.weak_bg_fill };
        ui.painter().rect(rect, visuals.corner_radius, fill, stroke, egui::StrokeKind::Inside);
        let text = refused.map_or(look.shown, |refused| refused.text.as_str());
        let colour = if refused.is_some() { context.theme.warning } else { visuals.text_color() };
        value_ui(ui, rect, text, is_wide, colour);
    }
    let mut dragged = None;
    if let Some(number) = &look.number {
        response = response.on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
        dragged = drag(ui, &response, number);
    }
    (response, dragged)
}

fn value_ui(ui: &Ui, rect: Rect, text: &str, is_wide: bool, colour: Color32) {
    let font =
        ui.style().override_font_id.clone().unwrap_or_else(|| egui::TextStyle::Body.resolve(ui.style()));
    let inner = rect.shrink2(egui::vec2(ui.spacing().button_padding.x.min(4.0), 0.0));
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(inner));
    // A list of thousands of numbers is not laid out in full.
    let shown: String = text.chars().take(200).collect();
    let (at, align) = if is_wide {
        (inner.left_center(), Align2::LEFT_CENTER)
    } else {
        (inner.center(), Align2::CENTER_CENTER)
    };
    painter.text(at, align, shown, font, colour);
}

/// Where the arrow keys lead.
fn arrows(ui: &Ui, number: &Dragging) -> Option<f64> {
    let steps = ui.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(egui::Modifiers::NONE, key).cast_signed();
        count(Key::ArrowUp) - count(Key::ArrowDown)
    });
    #[expect(clippy::cast_precision_loss, reason = "a few steps")]
    let moved = number.value + number.step * steps as f64;
    (steps != 0).then(|| number.to(moved))
}

/// Where a drag over the field leads.
fn drag(ui: &Ui, response: &Response, number: &Dragging) -> Option<f64> {
    if ui.input(|input| input.pointer.any_pressed() || input.pointer.any_released()) {
        ui.data_mut(|data| data.remove::<f64>(response.id));
    }
    if !response.dragged() {
        return None;
    }
    let delta = response.drag_delta();
    let slow = if ui.input(|input| input.modifiers.shift_only()) { 0.1 } else { 1.0 };
    let moved = f64::from(delta.x - delta.y) * number.speed * slow;
    if moved == 0.0 {
        return None;
    }
    let precise = ui.data(|data| data.get_temp::<f64>(response.id)).unwrap_or(number.value) + moved;
    ui.data_mut(|data| data.insert_temp(response.id, precise));
    let aim = f64::from(ui.input(egui::InputState::aim_radius)) * number.speed * slow;
    let rounded = egui::emath::smart_aim::best_in_range_f64(precise - aim, precise + aim);
    Some(number.to(rounded))
}

/// What a screen reader asks of a field.
fn asked_ui<T>(
    ui: &Ui,
    id: Id,
    look: &Look<'_>,
    dragged: &mut Option<f64>,
    typed: &mut Option<T>,
    read: &dyn Fn(&str) -> Result<T, Message>,
) {
    use egui::accesskit::{Action, ActionData};
    let set = ui.input(|input| {
        let requests = input.accesskit_action_requests(id, Action::SetValue);
        requests.filter_map(|request| request.data.clone()).last()
    });
    let text = match set {
        Some(ActionData::NumericValue(number)) => Some(number.to_string()),
        Some(ActionData::Value(text)) => Some(text.to_string()),
        _ => None,
    };
    if let Some(value) = text.and_then(|text| read(&text).ok()) {
        *typed = Some(value);
    }
    let Some(number) = &look.number else { return };
    let steps = ui.input(|input| {
        let asked = |action| input.num_accesskit_action_requests(id, action);
        asked(Action::Increment).cast_signed() - asked(Action::Decrement).cast_signed()
    });
    if steps != 0 {
        #[expect(clippy::cast_precision_loss, reason = "a few steps")]
        let moved = number.value + number.step * steps as f64;
        *dragged = Some(number.to(moved));
    }
}

/// Says what the field is and holds, and why what it holds was refused.
fn describe(
    ui: &Ui,
    response: &Response,
    place: Place,
    look: &Look<'_>,
    fields: &Fields,
    context: &ViewContext<'_>,
) {
    let is_enabled = ui.is_enabled();
    match &look.number {
        Some(number) => response.widget_info(|| WidgetInfo::drag_value(is_enabled, number.value)),
        None => response.widget_info(|| WidgetInfo::text_edit(is_enabled, "", look.exact, "")),
    }
    let refused = fields.refused.get(&place);
    let text = refused.map_or(look.shown, |refused| refused.text.as_str()).to_owned();
    let reason = refused.map(|refused| context.text.say(&refused.reason));
    let is_editing = response.has_focus();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        use egui::accesskit::{Action, Invalid};
        node.add_action(Action::SetValue);
        if look.number.is_some() {
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
            node.clear_label();
        }
        if !is_editing {
            node.set_value(text);
        }
        if let Some(reason) = reason {
            node.set_invalid(Invalid::True);
            node.set_description(reason);
        }
    });
}

/// Says below a field why what stands in it was refused.
pub fn reason_ui(ui: &mut Ui, place: Place, fields: &Fields, context: &ViewContext<'_>) {
    let Some(reason) = fields.reason(place) else { return };
    let words = format!("⚠ {}", context.text.say(reason));
    let words = RichText::new(words).font(context.theme.font(0.93)).color(context.theme.warning);
    let response = ui.add(egui::Label::new(words).wrap());
    // Whoever sees the window is shown the reason although its row stood at the edge of what scrolls…
    if fields.is_new(place) {
        ui.scroll_to_rect(response.rect, None);
    }
    // …and whoever hears the window is told at once.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Says beside a field why what stands in it was refused, where nothing can stand below it.
pub fn reason_beside_ui(response: &Response, place: Place, fields: &Fields, context: &ViewContext<'_>) {
    let Some(reason) = fields.reason(place) else { return };
    let words = format!("⚠ {}", context.text.say(reason));
    let words = RichText::new(words).font(context.theme.font(0.93)).color(context.theme.warning);
    response.show_tooltip_ui(|ui| {
        let response = ui.add(egui::Label::new(words).wrap());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
}
