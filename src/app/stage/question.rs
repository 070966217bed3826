//! A step's question, shown large on the stage: first what is asked, then the answer as well.

use eframe::egui::{self, Rect, RichText, ScrollArea, TextStyle, Ui, UiBuilder};

use super::state::Question;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::panel::markdown::markdown_ui;
use crate::app::theme::{CORNER, GRID, Theme};
use crate::lesson;

/// Draws the question over an area, if it is shown.
pub(in crate::app) fn question_ui(
    ui: &mut Ui,
    area: Rect,
    question: &lesson::Question,
    frame: &mut Frame<'_>,
) {
    let (context, shown) = (frame.context, frame.view.stage.question);
    if shown == Question::Hidden {
        return;
    }
    let text = context.text;
    let ground = ui.interact(area, ui.scope_id().with("stage-question-ground"), egui::Sense::click());
    ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, text.get("stage-question")));
    ui.painter().rect_filled(area, f32::from(CORNER), context.theme.pane);
    let theme = Theme { text_size: context.theme.text_size * 1.7, ..context.theme.clone() };
    let large = ViewContext { theme: &theme, ..*context };
    let mut frame = Frame { context: &large, view: frame.view, requests: frame.requests };
    let inner = area.shrink2(egui::vec2(area.width() * 0.08, area.height() * 0.07));
    ui.scope_builder(UiBuilder::new().id_salt("stage question").max_rect(inner), |ui| {
        for style in [TextStyle::Body, TextStyle::Button] {
            if let Some(font) = ui.style_mut().text_styles.get_mut(&style) {
                font.size = theme.text_size;
            }
        }
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.label(
                RichText::new(text.get("stage-question")).color(theme.accent).font(theme.bold_font(0.8)),
            );
            ui.add_space(GRID * 2.0);
            markdown_ui(ui, &text.own(&question.ask), &mut frame);
            ui.add_space(GRID * 3.0);
            if shown == Question::Answered {
                ui.separator();
                ui.add_space(GRID * 2.0);
                markdown_ui(ui, &text.own(&question.answer), &mut frame);
            } else if ui.button(text.get("lesson-reveal")).clicked() {
                frame.view.stage.question = Question::Answered;
            }
        });
    });
}

/// A button that shows the step's question large, beside the title of the step.
pub(in crate::app) fn question_button_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let is_on = frame.view.stage.question != Question::Hidden;
    let words = RichText::new("?").font(context.theme.bold_font(1.0));
    let name = context.text.get("stage-question-show");
    let button = ui.add(egui::Button::new(words).selected(is_on)).on_hover_text(&name);
    button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, &name));
    if button.clicked() {
        frame.view.stage.question = if is_on { Question::Hidden } else { Question::Asked };
    }
}
