//! The lesson beside the window: what the step says, what to do, a question, and the way to the next step.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, ScrollArea, Ui};
use egui_commonmark::CommonMarkViewer;
use url::Url;

use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::math::Equation;
use crate::app::picture::neuron::neuron_ui;
use crate::app::picture::receptors::receptors_ui;
use crate::app::picture::synapse::synapse_ui;
use crate::app::request::{Request, Requests};
use crate::app::teaching::OpenLesson;
use crate::app::theme::GRID;
use crate::app::widget::fold::fold;
use crate::app::widget::spoken::spoken;
use crate::lesson::{GLOSSARY, LessonStep, Link, Page, Pane, library, links};

/// Draws the lesson into the whole of `ui`.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn lesson_ui(ui: &mut Ui, open: &OpenLesson, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let steps = open.lesson.steps.len();
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
    let room = ui.available_height() - theme.text_size * 3.4;
    let picture = picture_of(open.current());
    // A drawing takes what the words leave, and at least a good third.
    let room = if picture.is_some() { 0.62 * room } else { room };
    let bottom = ui.max_rect().bottom() - theme.text_size * 3.4;
    let shrinks = [false, picture.is_some()];
    ScrollArea::vertical().id_salt(("step", open.step)).max_height(room).auto_shrink(shrinks).show(
        ui,
        |ui| {
            if let Some(body) = ui.style_mut().text_styles.get_mut(&egui::TextStyle::Body) {
                body.size *= 1.1;
            }
            let page = open.current().page.clone();
            ui.label(RichText::new(text.own(&page.title)).font(theme.bold_font(1.35)));
            ui.add_space(GRID * 0.5);
            page_ui(ui, &page, frame);
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
        },
    );
    if let Some(pane) = picture {
        let height = (bottom - ui.cursor().top()).min(0.75 * ui.available_width()).max(0.0);
        let area = egui::vec2(ui.available_width(), height);
        ui.allocate_ui(area, |ui| {
            ui.set_min_size(area);
            match pane {
                Pane::Receptors => receptors_ui(ui, context, frame.requests),
                Pane::Neuron => neuron_ui(ui, context),
                _ => synapse_ui(ui, context),
            }
        });
        ui.add_space((bottom - ui.cursor().top()).max(0.0));
    }
    ui.separator();
    ui.horizontal(|ui| {
        let back = egui::Button::new(text.get("lesson-back"));
        if ui.add_enabled(0 < open.step, back).clicked() {
            frame.requests.act(Action::PreviousStep);
        }
        let place =
            text.with("lesson-place", &[("step", (open.step + 1).to_string()), ("count", steps.to_string())]);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let following = library::after(open.name);
            let (words, request) = match following {
                _ if open.step + 1 < steps => ("lesson-next", Request::Act(Action::NextStep)),
                Some(following) => ("lesson-following", Request::OpenLesson(following.name)),
                None => ("lesson-finish", Request::Act(Action::CloseLesson)),
            };
            let next = egui::Button::new(RichText::new(text.get(words)).strong().color(egui::Color32::WHITE))
                .fill(crate::app::theme::RUN);
            if ui.add(next).clicked() {
                frame.requests.push(request);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(place).color(theme.weak_text)).truncate());
            });
        });
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
pub(crate) fn page_ui(ui: &mut Ui, page: &Page, frame: &mut Frame<'_>) {
    let context = frame.context;
    let words = context.text.own(&page.text);
    markdown_ui(ui, &words, frame);
    if !page.act.is_empty() {
        ui.add_space(GRID);
        let words = context.text.get("action-show-me");
        if ui.button(words).on_hover_text(context.text.get("action-show-me-tip")).clicked() {
            frame.requests.act(Action::ShowMe);
        }
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

/// Text with formulas and links; those that lead to a control make it flash.
pub(crate) fn markdown_ui(ui: &mut Ui, words: &str, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let links = links(words);
    for link in links.iter().filter(|link| !link.is_picture) {
        if frame.view.markdown.get_link_hook(&link.target).is_none() {
            frame.view.markdown.add_link_hook(link.target.as_str());
        }
    }
    // The viewer keeps what it is given: formulas are laid out beforehand.
    let formulas = words.split('$').skip(1).step_by(2).filter_map(|source| {
        let equation = frame.view.equations.get(source)?;
        let name = spoken(&equation.source, text);
        Some((source.to_owned(), (equation, name)))
    });
    let formulas: BTreeMap<String, (Arc<Equation>, String)> = formulas.collect();
    let (size, colour) = (theme.text_size * 1.25, theme.text);
    let math = move |ui: &mut Ui, source: &str, _is_inline: bool| {
        let Some((equation, name)) = formulas.get(source) else {
            ui.label(source);
            return;
        };
        // One that is too wide for the line is smaller.
        let room = ui.max_rect().width();
        let size = size * (room / equation.size(size).x.max(1.0)).min(1.0);
        let (rect, response) = ui.allocate_exact_size(equation.size(size), egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Math, true, name));
        let start = egui::pos2(rect.left(), rect.top() + equation.ascent(size));
        equation.paint(ui.painter(), start, size, colour, |_| None);
    };
    ui.scope(|ui| {
        // The viewer gives links the colour of strong text; what else is strong is slanted instead.
        ui.visuals_mut().widgets.active.fg_stroke.color = theme.accent;
        CommonMarkViewer::new().render_math_fn(Some(&math)).show(
            ui,
            &mut frame.view.markdown,
            &with_strong_links(words, &links),
        );
    });
    for link in &links {
        if frame.view.markdown.get_link_hook(&link.target) == Some(true) {
            if link.target == GLOSSARY {
                frame.requests.act(Action::Glossary);
                continue;
            }
            // What is a name of this program stays in it.
            let leads_out = Url::parse(&link.target).is_ok() || link.target.starts_with(['/', '\\']);
            let target = link.target.clone();
            frame.requests.push(if leads_out { Request::OpenLink(target) } else { Request::Flash(target) });
        }
    }
}

/// The text with its links strong, whatever their form, what was strong slanted, and in the place of pictures what stands
/// for them: nothing is loaded from anywhere.
fn with_strong_links(words: &str, links: &[Link]) -> String {
    let mut parts = String::with_capacity(words.len() + 8 * links.len());
    let mut at = 0;
    for link in links {
        parts.push_str(&words[at..link.range.start].replace("**", "*"));
        let shown = escaped(&link.shown);
        if link.is_picture {
            parts.push_str(&shown);
        } else {
            let target = link.target.replace(['\n', '\r'], "");
            let target =
                target.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>").replace('&', "\\&");
            let shown = if shown.trim().is_empty() { escaped(&link.target) } else { shown };
            let _ = write!(parts, "[**{shown}**](<{target}>)"); // To a text, which cannot fail.
        }
        at = link.range.end;
    }
    parts.push_str(&words[at..].replace("**", "*"));
    parts
}

/// Plain words as Markdown; formulas between `$` stay.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for (index, part) in words.split('$').enumerate() {
        if 0 < index {
            escaped.push('$');
        }
        for c in part.chars() {
            if index % 2 == 0 && "\\`*_[]<>!#|~&".contains(c) {
                escaped.push('\\');
            }
            escaped.push(if c == '\n' { ' ' } else { c });
        }
    }
    escaped
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
