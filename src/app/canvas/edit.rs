//! Building on the canvas: the tool switch and the palette, what is dragged, and where it goes.

use eframe::egui::{
    self, Button, CursorIcon, Pos2, Rect, Response, RichText, Role, Ui, UiBuilder, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::drag::{Drag, Joint};
use super::geometry::{self, Transform};
use super::hit::NEAR;
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::selection::{Selection, Tool};
use crate::app::theme::{GRID, VERTEX_RADIUS};
use crate::app::view_state::ViewState;
use crate::document::{Edit, Place, Placing, Structure};
use crate::model::network::Object;
use crate::model::neuron::{self, PaletteEntry};
use crate::model::receptor::ReceptorKey;

/// Places snap to this grid [points at 100 % zoom]; Ctrl lets go of it.
const SNAP: f32 = 8.0;

/// From which width of the canvas on there is room for a label beside the receptors, in units of the text size.
const LABELLED_WIDTH: f32 = 54.0;

/// From which part of the radius on a vertex is its rim.
const RIM: f32 = 0.7;

/// Height of the strip with the tools [points].
pub(super) fn strip_height(context: &ViewContext<'_>) -> f32 {
    context.theme.text_size * 1.9 + GRID
}

/// The tool switch, and in the edit tool the palette: a strip at the bottom.
pub(super) fn strip_ui(ui: &mut Ui, area: Rect, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let strip = Rect::from_min_max(pos2(area.left(), area.bottom() - strip_height(context)), area.max);
    let builder = UiBuilder::new().max_rect(strip.shrink2(vec2(GRID, GRID * 0.5)));
    ui.scope_builder(builder, |ui| {
        // A bar under the pointer would cover the tools.
        ui.spacing_mut().scroll.bar_width = 0.5 * GRID;
        egui::ScrollArea::horizontal().id_salt("tools").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = GRID * 0.5;
                for (tool, key) in [(Tool::Explore, "tool-explore"), (Tool::Edit, "tool-edit")] {
                    let words = RichText::new(text.get(key)).font(context.theme.font(0.9));
                    let is_on = context.tool == tool;
                    let button = Button::new(words).selected(is_on).corner_radius(12);
                    let response = ui.add(button).on_hover_text(text.get(&format!("{key}-tip")));
                    let name = text.get(&format!("{key}-name"));
                    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, &name));
                    if response.clicked() && !is_on {
                        frame.requests.act(Action::EditTool);
                    }
                }
                if context.tool != Tool::Edit {
                    return;
                }
                ui.separator();
                for (kind, PaletteEntry { key, n }) in neuron::palette() {
                    let words = RichText::new(text.get(key)).font(context.theme.font(0.9));
                    let item = ui.add(Button::new(words).sense(egui::Sense::click_and_drag()));
                    let item =
                        item.on_hover_text(text.get(&format!("{key}-tip"))).on_hover_cursor(CursorIcon::Grab);
                    if item.clicked() {
                        let joins = ui.input(|input| input.modifiers.shift);
                        frame.requests.push(Request::Add { kind, n, joins });
                    }
                    if item.drag_started() {
                        frame.view.drag = Some(Drag::Place(kind, n));
                    }
                }
                ui.separator();
                if LABELLED_WIDTH * context.theme.text_size < area.width() {
                    ui.label(RichText::new(text.get("connect-by")).color(context.theme.weak_text));
                }
                connect_ui(ui, frame);
            });
        });
    });
}

/// The kind of synapse that a new connection gets.
fn connect_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let gap = text.get("palette-gap");
    let shown = match frame.view.connect_by {
        Joint::Receptor(receptor) => short(receptor.label()),
        Joint::Gap => gap.clone(),
    };
    let combo = egui::ComboBox::from_id_salt("connect by").selected_text(shown).width(GRID * 11.0);
    let response = combo.show_ui(ui, |ui| {
        for receptor in ReceptorKey::ALL {
            let joint = Joint::Receptor(*receptor);
            let tip = text.own(receptor.meaning());
            let choice = ui.selectable_label(frame.view.connect_by == joint, short(receptor.label()));
            if choice.on_hover_text(tip).clicked() {
                frame.view.connect_by = joint;
            }
        }
        if ui
            .selectable_label(frame.view.connect_by == Joint::Gap, &gap)
            .on_hover_text(text.get("junction-about"))
            .clicked()
        {
            frame.view.connect_by = Joint::Gap;
        }
    });
    let name = text.get("connect-by-name");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    response.response.on_hover_text(text.get("connect-by-tip"));
}

/// A receptor's name without the word after it, with its subscript.
pub(super) fn short(label: &str) -> String {
    crate::text::subscript::typeset(label.split(' ').next().unwrap_or(label))
}

/// While neurons are being connected, what to do stands where the tools are, with what they may be connected by.
pub(super) fn connecting_ui(ui: &mut Ui, area: Rect, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let names = frame.view.connecting.iter().filter_map(|id| context.network().population(*id));
    let names: Vec<&str> = names.map(|own| own.name.as_str()).take(5).collect();
    let words = text.with("connecting", &[("name", &names.join(", "))]);
    let height = 1.2 * strip_height(context) + context.theme.text_size * 2.0;
    let place = Rect::from_min_max(pos2(area.left(), area.bottom() - height), area.max);
    ui.painter().rect_filled(place.shrink(0.5 * GRID), 0.0, context.theme.pane);
    ui.scope_builder(UiBuilder::new().max_rect(place.shrink2(vec2(GRID, GRID * 0.5))), |ui| {
        egui::ScrollArea::horizontal().id_salt("connect with").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = GRID * 0.5;
                let receptors =
                    ReceptorKey::ALL.iter().map(|own| (Joint::Receptor(*own), short(own.label())));
                for (joint, name) in receptors.chain([(Joint::Gap, text.get("palette-gap"))]) {
                    let is_on = frame.view.connect_by == joint;
                    let words = RichText::new(&name).font(context.theme.font(0.9));
                    let response = ui.add(Button::new(words).selected(is_on).corner_radius(12));
                    let label = text.with("connect-with", &[("name", &name)]);
                    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, &label));
                    if response.clicked() {
                        frame.view.connect_by = joint;
                    }
                }
            });
        });
        let words = RichText::new(words).color(context.theme.accent).font(context.theme.font(1.0));
        ui.add(egui::Label::new(words).selectable(false).wrap());
    });
}

/// Connects what is being connected to a population; with Shift others may follow.
pub(super) fn connect_to(ui: &Ui, to: u32, frame: &mut Frame<'_>) {
    let from = if ui.input(|input| input.modifiers.shift) {
        frame.view.connecting.clone()
    } else {
        std::mem::take(&mut frame.view.connecting)
    };
    frame.requests.push(Request::Connect { from, to: vec![to] });
}

/// A place on the grid.
pub(super) fn snapped(at: Pos2) -> Pos2 {
    pos2((at.x / SNAP).round() * SNAP, (at.y / SNAP).round() * SNAP)
}

/// Whether a press at a place on a vertex is one on its rim.
pub(super) fn is_rim(at: Pos2, centre: Pos2, radius: f32) -> bool {
    RIM * radius <= at.distance(centre)
}

/// Begins and carries on the drag of a vertex.
// Longer than 60 lines: what may begin, and what goes on.
pub(super) fn vertex_drag(
    ui: &Ui,
    response: &Response,
    population: u32,
    transform: &Transform,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let centre = transform.screen_from_world(geometry::position(population, context.preset()));
    if response.drag_started_by(egui::PointerButton::Primary) {
        let pressed = ui.input(|input| input.pointer.press_origin()).unwrap_or(centre);
        let duplicates = frame.view.pressed_with.alt;
        let connects = context.tool == Tool::Edit
            && !duplicates
            && is_rim(pressed, centre, VERTEX_RADIUS * transform.zoom);
        frame.view.drag = Some(if connects {
            Drag::Connect(population, false)
        } else {
            let is_selected = context.selection.has(Object::Population(population));
            let moved: Vec<u32> = if is_selected && context.tool == Tool::Edit {
                context.selection.populations().collect()
            } else {
                vec![population]
            };
            if context.tool == Tool::Edit && !is_selected {
                frame.requests.push(Request::Select(Selection::one(Object::Population(population))));
            }
            let place = |id: &u32| {
                let at = geometry::position(*id, context.preset());
                (*id, (at.x, at.y))
            };
            let places = moved.iter().map(place).collect();
            if duplicates {
                frame.requests.push(Request::Duplicate(moved));
                Drag::Copy(pressed)
            } else {
                Drag::Move(places, pressed)
            }
        });
    }
    // The last move may come with the end.
    let is_dragged = response.dragged_by(egui::PointerButton::Primary)
        || response.drag_stopped_by(egui::PointerButton::Primary);
    if is_dragged
        && let Some(Drag::Move(start, from)) = &frame.view.drag
        && let Some(to) = ui.input(|input| input.pointer.latest_pos())
    {
        let by = (to - *from) / transform.zoom;
        let snaps = context.tool == Tool::Edit && !ui.input(|input| input.modifiers.command);
        let moved = |(id, (x, y)): &Place| {
            let at = pos2(*x, *y) + by;
            let at = if snaps { snapped(at) } else { at };
            (*id, (at.x, at.y))
        };
        let places: Vec<Place> = start.iter().map(moved).collect();
        let is_moved = |(id, at): &Place| {
            let now = geometry::position(*id, context.preset());
            (now.x, now.y) != *at
        };
        if places.iter().any(is_moved) {
            frame.view.canvas.fits = false;
            let place = Structure::Place { places, purpose: Placing::Move };
            frame.requests.push(Request::Edit(Edit::Structure(place), Some(context.gesture)));
        }
    }
    frame.requests.end_gesture_if(response.drag_stopped());
}

/// Carries on what is dragged over the canvas, shows it, and lets it fall.
// Longer than 60 lines: an arm for each thing that is dragged.
pub(super) fn drag_ui(ui: &Ui, area: Rect, transform: &Transform, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (pointer, released) = ui.input(|input| (input.pointer.latest_pos(), !input.pointer.primary_down()));
    let (Some(pointer), Some(mut drag)) = (pointer, frame.view.drag.take()) else { return };
    let painter = ui.painter_at(area);
    let accent = context.theme.accent;
    let under = vertex_at(pointer, frame.view, transform);
    match &mut drag {
        Drag::Move(..) | Drag::Copy(_) => {}
        Drag::Connect(from, has_left) => {
            *has_left |= under != Some(*from);
            let centre = frame.view.vertex_places.get(from).copied().unwrap_or(pointer);
            let radius = VERTEX_RADIUS * transform.zoom;
            let start = centre + (pointer - centre).normalized() * radius;
            painter.line_segment([start, pointer], egui::Stroke::new(2.5, accent));
            painter.circle_filled(pointer, 5.0, accent);
            if let Some(place) =
                under.filter(|to| *has_left || to != from).and_then(|to| frame.view.vertex_places.get(&to))
            {
                painter.circle_stroke(*place, radius + 6.0, egui::Stroke::new(3.0, accent));
            }
            if released && let Some(to) = under.filter(|to| *has_left || to != from) {
                frame.requests.push(Request::Connect { from: vec![*from], to: vec![to] });
            }
        }
        Drag::Place(kind, n) => {
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
            let front = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, ui.scope_id()));
            front.circle_filled(pointer, VERTEX_RADIUS * transform.zoom, accent.gamma_multiply(0.5));
            let strip = area.bottom() - strip_height(context);
            if released && area.contains(pointer) && pointer.y < strip {
                let at = transform.world_from_screen(pointer);
                let at = if ui.input(|input| input.modifiers.command) { at } else { snapped(at) };
                frame.view.canvas.fits = false;
                frame.view.adds = Some((*kind, *n));
                let add = Structure::Add { kind: *kind, n: *n, at: (at.x, at.y) };
                frame.requests.push(Request::Edit(Edit::Structure(add), None));
            }
        }
        Drag::Meter(object) => {
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
            let front = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, ui.scope_id()));
            meter(&front, pointer, context);
            if released && !area.contains(pointer) {
                frame.view.dropped = Some((*object, pointer));
            }
        }
        Drag::Marquee(from) => {
            let marquee = Rect::from_two_pos(*from, pointer);
            painter.rect_filled(marquee, 2.0, accent.gamma_multiply(0.12));
            painter.rect_stroke(marquee, 2.0, egui::Stroke::new(1.0, accent), egui::StrokeKind::Inside);
            if released {
                let inside = frame.view.vertex_places.iter().filter(|(_, at)| marquee.contains(**at));
                let mut objects: Vec<Object> = inside.map(|(id, _)| Object::Population(*id)).collect();
                if ui.input(|input| input.modifiers.shift) {
                    let before = context.selection.objects().iter().copied();
                    objects =
                        before.filter(|own| !objects.contains(own)).chain(objects.iter().copied()).collect();
                }
                let mut selection = Selection::default();
                selection.set(objects);
                frame.requests.push(Request::Select(selection));
            }
        }
    }
    ui.ctx().request_repaint();
    if !released {
        frame.view.drag = Some(drag);
    }
}

/// The meter of what is selected: a handle that is dragged to a plot, and that a click puts where it fits.
pub(super) fn meter_ui(ui: &Ui, painter: &egui::Painter, at: Pos2, object: Object, frame: &mut Frame<'_>) {
    let context = frame.context;
    let rect = Rect::from_center_size(at, Vec2::splat(2.0 * METER));
    let response = ui.interact(rect, ui.scope_id().with("meter"), egui::Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, context.text.get("meter")));
    meter(painter, at, context);
    if response.has_focus() {
        painter.circle_stroke(at, METER + 3.0, egui::Stroke::new(2.0, context.theme.accent));
    }
    if response.clicked() {
        frame.requests.act(Action::Plot);
    }
    if response.drag_started() {
        frame.view.drag = Some(Drag::Meter(object));
    }
    response.on_hover_text(context.text.get("meter-tip")).on_hover_cursor(CursorIcon::Grab);
}

/// Radius of the meter's handle [points].
const METER: f32 = 9.0;

/// A dial with its needle.
fn meter(painter: &egui::Painter, at: Pos2, context: &ViewContext<'_>) {
    let theme = context.theme;
    painter.circle_filled(at, METER, theme.accent);
    painter.circle_filled(at, METER - 2.0, theme.pane);
    painter.line_segment([at, at + vec2(4.0, -4.5)], egui::Stroke::new(1.8, theme.accent));
    painter.circle_filled(at, 1.8, theme.accent);
}

/// The vertex under a place on screen, or the nearest that it just misses.
pub(super) fn vertex_at(at: Pos2, view: &ViewState, transform: &Transform) -> Option<u32> {
    let radius = VERTEX_RADIUS * transform.zoom + NEAR;
    let near = view.vertex_places.iter().filter(|(_, place)| place.distance(at) <= radius);
    near.min_by(|a, b| a.1.distance(at).total_cmp(&b.1.distance(at))).map(|(id, _)| *id)
}
