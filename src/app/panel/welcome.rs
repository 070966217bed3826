//! The first page: the receptors as pictures, the lessons, and what was open last. Nothing moves behind it.

use eframe::egui::{self, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use super::gallery::gallery_button_ui;
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::picture::picture_ui;
use crate::app::request::{Request, Requests};
use crate::app::theme::{CORNER, GRID};
use crate::app::works::work_buttons_ui;
use crate::lesson::Pane;

/// Files that the page names; the menu has all.
const RECENT: usize = 5;
/// Works that the page names.
const RECENT_WORKS: usize = 3;

/// Draws the page into the whole of `ui`.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn welcome_ui(
    ui: &mut Ui,
    titles: &[(&'static str, String)],
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let (text, theme) = (context.text, context.theme);
    let area = ui.max_rect().shrink(GRID * 1.5);
    let (title, about) = (text.get("welcome-title"), text.get("welcome-about"));
    let fonts = (theme.bold_font(1.9), theme.font(1.05));
    let height = |words: &str, font: &egui::FontId| {
        ui.painter().layout(words.to_owned(), font.clone(), theme.text, area.width()).size().y
    };
    let words = height(&title, &fonts.0) + height(&about, &fonts.1) + ui.spacing().item_spacing.y;
    let top = (theme.text_size * 4.6).max(words + GRID);
    let (head, body) = area.split_top_bottom_at_y(area.top() + top);
    ui.scope_builder(UiBuilder::new().id_salt("welcome head").max_rect(head), |ui| {
        ui.label(RichText::new(title).font(fonts.0));
        ui.label(RichText::new(about).color(theme.weak_text).font(fonts.1));
    });
    let (left, right) = body.split_left_right_at_fraction(0.62);
    let left = Rect::from_min_max(left.min, left.max - vec2(GRID, 0.0));
    for rect in [left, right] {
        ui.painter().rect_filled(rect, f32::from(CORNER), theme.pane);
    }
    ui.scope_builder(UiBuilder::new().id_salt("welcome receptors").max_rect(left), |ui| {
        picture_ui(ui, Pane::Receptors, context, requests);
    });
    ui.scope_builder(UiBuilder::new().id_salt("welcome lessons").max_rect(right.shrink(GRID * 1.5)), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.label(RichText::new(text.get("welcome-lessons")).font(theme.bold_font(1.15)));
            for (index, (name, title)) in titles.iter().enumerate() {
                let words = format!("{}  {title}", index + 1);
                let button = egui::Button::new(RichText::new(words))
                    .frame_when_inactive(false)
                    .min_size(vec2(ui.available_width(), 0.0));
                if ui.add(button).on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                    requests.push(Request::OpenLesson(name));
                }
            }
            if context.recent.iter().any(|(_, is_there)| *is_there) {
                ui.add_space(GRID);
                ui.label(RichText::new(text.get("menu-recent")).font(theme.bold_font(1.15)));
                for (path, _) in context.recent.iter().filter(|(_, is_there)| *is_there).take(RECENT) {
                    let name =
                        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                    let button = egui::Button::new(name).frame(false);
                    if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
                        requests.push(Request::OpenFile(path.clone()));
                    }
                }
            }
            if !context.works.is_empty() {
                ui.add_space(GRID);
                ui.label(RichText::new(text.get("menu-recent-work")).font(theme.bold_font(1.15)));
                work_buttons_ui(ui, RECENT_WORKS, false, context, requests);
            }
            ui.add_space(GRID);
            ui.horizontal_wrapped(|ui| {
                if ui
                    .button(text.get("welcome-explore"))
                    .on_hover_text(text.get("welcome-explore-tip"))
                    .clicked()
                {
                    requests.push(Request::LeaveWelcome);
                }
                gallery_button_ui(ui, context, requests);
                if ui.button(text.get("action-new")).clicked() {
                    requests.act(Action::New);
                }
            });
        });
    });
}
