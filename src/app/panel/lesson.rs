//! The lesson beside the window: what the step says, what to do, a question, and the way to the next step.

use eframe::egui::{self, Align, Layout, RichText, ScrollArea, Ui};

use super::markdown::markdown_ui;
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::picture::{least_height, picture_ui};
use crate::app::request::{Request, Requests};
use crate::app::teaching::OpenLesson;
use crate::app::theme::GRID;
use crate::app::widget::fit::{SMALLEST, scale_to_words, whole_words_ui};
use crate::app::widget::fold::fold;
use crate::lesson::{LessonStep, Page, Pane, library};

/// Least room of the words beside a drawing, in sizes of text.
const WORDS: f32 = 16.0;

/// Draws the lesson into the whole of `ui`.
pub(crate) fn lesson_ui(ui: &mut Ui, open: &OpenLesson, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    ui.horizontal(|ui| {
        let title = RichText::new(text.own(&open.lesson.title)).color(theme.weak_text);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = ui.button("✕").on_hover_text(text.get("action-close-lesson"));
            let name = text.get("action-close-lesson");
            close.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if close.clicked() {
                frame.requests.act(Action::CloseLesson);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(title).truncate().selectable(false));
            });
        });
    });
    ui.add_space(GRID * 0.5);
    let bottom = ui.max_rect().bottom() - theme.text_size * 3.4;
    let room = bottom - ui.cursor().top();
    let picture = picture_of(open.current());
    let least = picture.map_or(0.0, |pane| least_height(ui, pane, ui.available_width(), context));
    // A drawing stands below the words where both have room, and otherwise among them.
    let below = picture.filter(|_| least + WORDS * theme.text_size <= room);
    let within = picture.filter(|_| below.is_none());
    let words = if below.is_some() { room - least } else { room };
    ScrollArea::vertical()
        .id_salt(("step", open.step))
        .max_height(words)
        .auto_shrink([false, below.is_some()])
        .show(ui, |ui| words_ui(ui, open, within, frame));
    if let Some(pane) = below {
        let height = (bottom - ui.cursor().top()).min((0.75 * ui.available_width()).max(least)).max(0.0);
        drawing_ui(ui, pane, height, frame);
        ui.add_space((bottom - ui.cursor().top()).max(0.0));
    }
    ui.separator();
    ui.horizontal(|ui| way_ui(ui, open, frame));
}

/// The way back and on. Where both have too little room, the one back is an arrow, and the words of the other are smaller.
fn way_ui(ui: &mut Ui, open: &OpenLesson, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let steps = open.lesson.steps.len();
    let (words, request) = match library::after(open.name) {
        _ if open.step + 1 < steps => ("lesson-next", Request::Act(Action::NextStep)),
        Some(following) => ("lesson-following", Request::OpenLesson(following.name)),
        None => ("lesson-finish", Request::Act(Action::CloseLesson)),
    };
    let (back, next) = (text.get("lesson-back"), text.get(words));
    let font = egui::TextStyle::Button.resolve(ui.style());
    let width =
        |words: &str| ui.painter().layout_no_wrap(words.to_owned(), font.clone(), theme.text).size().x;
    let room = ui.available_width() - 4.0 * ui.spacing().button_padding.x - 2.0 * GRID;
    let has_room = width(&back) + width(&next) <= room;
    let arrow = if has_room { back.as_str() } else { "‹" };
    let scale = ((room - width(arrow)) / width(&next)).clamp(SMALLEST, 1.0);
    let button = ui.add_enabled(0 < open.step, egui::Button::new(arrow));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, 0 < open.step, &back));
    if button.clicked() {
        frame.requests.act(Action::PreviousStep);
    }
    let place =
        text.with("lesson-place", &[("step", (open.step + 1).to_string()), ("count", steps.to_string())]);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let words = RichText::new(next).strong().size(font.size * scale).color(egui::Color32::WHITE);
        if ui.add(egui::Button::new(words).fill(crate::app::theme::RUN)).clicked() {
            frame.requests.push(request);
        }
        if 3.0 * theme.text_size < ui.available_width() {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(place).color(theme.weak_text)).truncate());
            });
        }
    });
}

/// The words of a step, with its drawing if that has no room below them.
fn words_ui(ui: &mut Ui, open: &OpenLesson, drawing: Option<Pane>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let page = open.current().page.clone();
    if let Some(body) = ui.style_mut().text_styles.get_mut(&egui::TextStyle::Body) {
        body.size *= 1.1;
    }
    fit_words(ui, &page, context);
    whole_words_ui(ui, text.own(&page.title), &theme.bold_font(1.35), theme.text);
    ui.add_space(GRID * 0.5);
    page_ui(ui, &page, frame);
    if let Some(pane) = drawing {
        let height = least_height(ui, pane, ui.available_width(), context);
        drawing_ui(ui, pane, height, frame);
    }
    question_ui(ui, open, &page, frame);
    let colours = [theme.warning, theme.weak_text];
    let more = [("erratum", &page.erratum), ("lesson-sources", &page.sources)];
    for ((key, words), colour) in more.into_iter().zip(colours) {
        let Some(words) = words else { continue };
        ui.add_space(GRID);
        let header = fold(ui, &text.get(key), theme.font(1.0), colour);
        header.id_salt((key, open.step)).show(ui, |ui| {
            markdown_ui(ui, &text.own(words), frame);
        });
    }
    aim_ui(ui, open, context);
}

/// Makes the text as much smaller as the longest word of a page needs in the narrowest of its frames.
fn fit_words(ui: &mut Ui, page: &Page, context: &ViewContext<'_>) {
    let mut all = vec![&page.text];
    all.extend(page.ask.iter().flat_map(|question| [&question.ask, &question.answer]));
    all.extend(&page.erratum);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let room = ui.available_width() - 2.0 * GRID - ui.spacing().indent;
    let scale = |words: &String| scale_to_words(ui.painter(), &context.text.own(words), &font, room);
    let least = all.into_iter().map(scale).fold(1.0, f32::min);
    if let Some(body) = ui.style_mut().text_styles.get_mut(&egui::TextStyle::Body) {
        body.size = (2.0 * body.size * least).floor() / 2.0;
    }
}

/// A drawing in the whole width.
fn drawing_ui(ui: &mut Ui, pane: Pane, height: f32, frame: &mut Frame<'_>) {
    let area = egui::vec2(ui.available_width(), height);
    ui.allocate_ui(area, |ui| {
        ui.set_min_size(area);
        picture_ui(ui, pane, frame.context, frame.requests);
    });
}

/// What the lesson aims at: below its first step as a promise, below its last one to check oneself.
fn aim_ui(ui: &mut Ui, open: &OpenLesson, context: &ViewContext<'_>) {
    let key = match open.step {
        0 => "lesson-aim",
        step if step + 1 == open.lesson.steps.len() => "lesson-aim-reached",
        _ => return,
    };
    let (text, theme) = (context.text, context.theme);
    if open.lesson.notes.aim.is_empty() {
        return;
    }
    ui.add_space(GRID * 1.5);
    ui.label(RichText::new(text.get(key)).color(theme.weak_text).font(theme.bold_font(0.95)));
    ui.label(RichText::new(text.own(&open.lesson.notes.aim)).color(theme.weak_text).font(theme.font(0.95)));
}

/// The drawing that a step speaks of.
pub(crate) fn picture_of(step: &LessonStep) -> Option<Pane> {
    step.page.show.iter().copied().find(|pane| matches!(pane, Pane::Synapse | Pane::Neuron | Pane::Receptors))
}

/// What a step says, and the button that shows it.
fn page_ui(ui: &mut Ui, page: &Page, frame: &mut Frame<'_>) {
    let context = frame.context;
    let words = context.text.own(&page.text);
    markdown_ui(ui, &words, frame);
    if !page.act.is_empty() {
        ui.add_space(GRID);
        show_me_ui(ui, context, frame.requests);
    }
}

/// The button that carries a step out.
pub(crate) fn show_me_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let words = context.text.get("action-show-me");
    if ui.button(words).on_hover_text(context.text.get("action-show-me-tip")).clicked() {
        requests.act(Action::ShowMe);
    }
}

/// The step's question, and its answer once it is asked for.
fn question_ui(ui: &mut Ui, open: &OpenLesson, page: &Page, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some(question) = &page.ask else { return };
    let (text, theme) = (context.text, context.theme);
    ui.add_space(GRID * 1.5);
    egui::Frame::new().fill(theme.well).corner_radius(crate::app::theme::CORNER).inner_margin(GRID).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            markdown_ui(ui, &text.own(&question.ask), frame);
            if open.is_revealed {
                ui.separator();
                markdown_ui(ui, &text.own(&question.answer), frame);
            } else if ui.button(text.get("lesson-reveal")).clicked() {
                frame.requests.push(Request::Reveal);
            }
        },
    );
}

/// The notes for whoever teaches the lesson.
pub(crate) fn teacher_notes_ui(
    ui: &Ui,
    open: &OpenLesson,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let (text, theme, ctx) = (context.text, context.theme, ui.ctx());
    let mut shows = true;
    let heading = |ui: &mut Ui, words: String| {
        ui.add_space(GRID);
        ui.label(RichText::new(words).font(theme.bold_font(1.05)));
    };
    egui::Window::new(text.get("action-teacher-notes"))
        .collapsible(false)
        .default_size([480.0, 420.0])
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .open(&mut shows)
        .show(ctx, |ui| {
            ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                let notes = &open.lesson.notes;
                ui.label(RichText::new(text.own(&open.lesson.title)).font(theme.bold_font(1.2)));
                let minutes = text.with("teacher-minutes", &[("minutes", open.lesson.minutes.to_string())]);
                ui.label(RichText::new(minutes).color(theme.weak_text));
                heading(ui, text.get("teacher-aim"));
                ui.label(text.own(&notes.aim));
                heading(ui, text.get("teacher-tries"));
                for (index, own) in notes.tries.iter().enumerate() {
                    ui.label(format!("{}. {}", index + 1, text.own(&own.ask)));
                    ui.label(RichText::new(text.own(&own.answer)).color(theme.weak_text));
                }
                heading(ui, text.get("teacher-misconceptions"));
                for own in &notes.misconceptions {
                    ui.label(text.own(own));
                }
            });
        });
    if !shows {
        requests.act(Action::TeacherNotes);
    }
}
