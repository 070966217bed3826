//! The menu bar, made from the list of actions.

use eframe::egui::{self, Button, ScrollArea, Ui};

use crate::app::action::{Action, Menu};
use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::works::{MOST_LISTED, work_buttons_ui};
use crate::lesson::library as lessons;
use crate::lesson::topics::TOPICS;

/// Draws the menu bar.
pub(crate) fn menu_ui(
    ui: &mut Ui,
    titles: &[(&'static str, String)],
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(context.text.get(menu.key()), |ui| {
                within_window(ui, |ui| {
                    ui.set_min_width(220.0);
                    for action in Action::ALL.iter().filter(|action| action.menu() == menu) {
                        if separates(*action) {
                            ui.separator();
                        }
                        entry_ui(ui, *action, context, requests);
                        if *action == Action::NextStep {
                            lessons_ui(ui, titles, context, requests);
                        }
                        if *action == Action::Open {
                            recent_ui(ui, context, requests);
                            recent_work_ui(ui, context, requests);
                        }
                        if *action == Action::RecentWork {
                            presets_ui(ui, context, requests);
                        }
                    }
                });
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let changed = if context.document.is_changed() { " •" } else { "" };
            let name = format!("{}{changed}", context.text.own(&context.document.name()));
            if let Some(detail) = context.trouble {
                let words = egui::RichText::new(format!("⚠ {}", context.text.get("autosave-trouble")));
                let label = ui.label(words.color(context.theme.warning).strong());
                label.on_hover_text(context.text.with("autosave-failed", &[("detail", detail)]));
            }
            ui.add(egui::Label::new(egui::RichText::new(name).color(context.theme.weak_text)).truncate());
        });
    });
}

/// Whether a line stands above an entry.
fn separates(action: Action) -> bool {
    matches!(
        action,
        Action::Save
            | Action::Quit
            | Action::CopyPreset
            | Action::Cut
            | Action::CopyValues
            | Action::EditTool
            | Action::Inspect
            | Action::Plot
            | Action::AlignRow
            | Action::ResetAll
            | Action::ZoomIn
            | Action::FitCanvas
            | Action::NextPane
            | Action::Measure
            | Action::ResetLayout
            | Action::FullScreen
            | Action::Restart
            | Action::Lecture
            | Action::Shortcuts
            | Action::Slower
    )
}

pub(crate) fn entry_ui(ui: &mut Ui, action: Action, context: &ViewContext<'_>, requests: &mut Requests) {
    let text = context.text;
    let named = match action {
        Action::Undo => {
            context.document.undo_name().map(|name| text.with("undo-named", &[("name", &text.say(name))]))
        }
        Action::Redo => context
            .runs
            .undone()
            .or(context.document.redo_name())
            .map(|name| text.with("redo-named", &[("name", &text.say(name))])),
        _ => None,
    };
    let label = named.unwrap_or_else(|| text.get(action.key()));
    let shortcut = action.shortcut_text(ui.ctx());
    let button = Button::new(label).shortcut_text(shortcut).selected(action.is_on(context) == Some(true));
    let hindrance = action.hindrance(context);
    let response = ui.add_enabled(hindrance.is_none(), button).on_hover_text(text.get(action.tip_key()));
    let response = match hindrance {
        Some(why) => response.on_disabled_hover_text(text.get(why)),
        None => response,
    };
    if response.clicked() {
        requests.act(action);
        ui.close();
    }
}

/// Files that were open; those that are no more are grey.
fn recent_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.add_enabled_ui(!context.recent.is_empty(), |ui| {
        ui.menu_button(context.text.get("menu-recent"), |ui| {
            for (path, is_there) in context.recent {
                let name =
                    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let entry = ui.add_enabled(*is_there, Button::new(name));
                if entry.on_hover_text(path.display().to_string()).clicked() {
                    requests.push(Request::OpenFile(path.clone()));
                    ui.close();
                }
            }
        });
    });
}

/// Unsaved work that was left, the newest first.
fn recent_work_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.add_enabled_ui(!context.works.is_empty(), |ui| {
        ui.menu_button(context.text.get("menu-recent-work"), |ui| {
            ui.set_max_width(480.0_f32.min(ui.ctx().content_rect().width() * 0.7));
            work_buttons_ui(ui, MOST_LISTED, true, context, requests);
        });
    });
}

/// The lessons that come with the program.
fn lessons_ui(
    ui: &mut Ui,
    titles: &[(&'static str, String)],
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    ui.menu_button(context.text.get("menu-open-lesson"), |ui| {
        within_window(ui, |ui| {
            for (name, title) in titles {
                if ui.button(title).clicked() {
                    requests.push(Request::OpenLesson(name));
                    ui.close();
                }
            }
        });
    });
}

/// The presets that come with the program, by topic: all of them in one list would be longer than most screens.
fn presets_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.menu_button(context.text.get("menu-presets"), |ui| {
        within_window(ui, |ui| {
            for topic in TOPICS {
                ui.menu_button(context.text.get(topic.key), |ui| {
                    within_window(ui, |ui| {
                        for preset in topic.presets() {
                            let title = context.text.own(lessons::title(preset.text));
                            if ui.button(title).on_hover_text(preset.name).clicked() {
                                requests.push(Request::OpenPreset(preset.name));
                                ui.close();
                            }
                        }
                    });
                });
            }
        });
    });
}

/// Draws the entries of a menu so that it never is higher than the window: what has no room scrolls.
fn within_window(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui)) {
    let room = ui.ctx().content_rect().height() - 2.0 * MENU_MARGIN;
    ScrollArea::vertical().max_height(room.max(MENU_MARGIN)).show(ui, add_contents);
}

/// Room above and below a menu in a window that it would fill [points].
const MENU_MARGIN: f32 = 20.0;
