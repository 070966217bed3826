//! A step's question, shown large on the stage: first what is asked, then the answer as well.

use eframe::egui::{self, Rect, RichText, ScrollArea, TextStyle, Ui, UiBuilder};
use egui_commonmark::CommonMarkCache;

use crate::app::context::{ViewContext, ViewState};
use crate::app::panel::lesson::markdown_ui;
use crate::app::request::Requests;
use crate::app::theme::{CORNER, GRID, Theme};
use crate::lesson;

/// How much of a question is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) enum Question {
    /// Nothing.
    #[default]
    Hidden,
    /// What is asked.
    Asked,
    /// The answer as well.
    Answered,
}

impl Question {
    /// What follows.
    pub fn next(self) -> Self {
        match self {
            Self::Hidden => Self::Asked,
            Self::Asked => Self::Answered,
            Self::Answered => Self::Hidden,
        }
    }
}

/// Draws the question over an area, if it is shown.
pub(in crate::app) fn question_ui(
    ui: &mut Ui,
    area: Rect,
    question: &lesson::Question,
    markdown: &mut CommonMarkCache,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let shown = view.stage.question;
    if shown == Question::Hidden {
        return;
    }
    let text = context.text;
    let ground = ui.interact(area, ui.scope_id().with("stage-question-ground"), egui::Sense::click());
    ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, text.get("stage-question")));
    ui.painter().rect_filled(area, f32::from(CORNER), context.theme.pane);
    let theme = Theme { text_size: context.theme.text_size * 1.7, ..context.theme.clone() };
    let large = ViewContext { theme: &theme, ..*context };
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
            markdown_ui(ui, &text.own(&question.ask), markdown, &large, view, requests);
            ui.add_space(GRID * 3.0);
            if shown == Question::Answered {
                ui.separator();
                ui.add_space(GRID * 2.0);
                markdown_ui(ui, &text.own(&question.answer), markdown, &large, view, requests);
            } else if ui.button(text.get("lesson-reveal")).clicked() {
                view.stage.question = Question::Answered;
            }
        });
    });
}

/// A button that shows the step's question large, beside the title of the step.
pub(in crate::app) fn question_button_ui(ui: &mut Ui, context: &ViewContext<'_>, view: &mut ViewState) {
    let is_on = view.stage.question != Question::Hidden;
    let words = RichText::new("?").font(context.theme.bold_font(1.0));
    let name = context.text.get("stage-question-show");
    let button = ui.add(egui::Button::new(words).selected(is_on)).on_hover_text(&name);
    button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, &name));
    if button.clicked() {
        view.stage.question = if is_on { Question::Hidden } else { Question::Asked };
    }
}
