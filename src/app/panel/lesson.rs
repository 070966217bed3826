//! The lesson beside the window: what the step says, what to do, a question, and the way to the next step.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, ScrollArea, Ui};
use egui_commonmark::CommonMarkViewer;
use url::Url;

use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::math::Equation;
use crate::app::picture::{least_height, picture_ui};
use crate::app::request::{Request, Requests};
use crate::app::teaching::OpenLesson;
use crate::app::theme::GRID;
use crate::app::widget::fit::{SMALLEST, scale_to_words, whole_words_ui};
use crate::app::widget::fold::fold;
use crate::app::widget::spoken::spoken;
use crate::lesson::{GLOSSARY, Link, Page, Pane, Step, TERMS, glossary_term, library, links};

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
pub(crate) fn picture_of(step: &Step) -> Option<Pane> {
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

/// Text with formulas and links; those that lead to a control make it flash.
pub(crate) fn markdown_ui(ui: &mut Ui, words: &str, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let links = links(words);
    for link in links.iter().filter(|link| !link.is_picture && term_of(link).is_none()) {
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
    // The letters of formulas are smaller than those of text of the same size.
    let (font, colour) = (egui::TextStyle::Body.resolve(ui.style()), theme.text);
    let size = font.size * 1.14;
    let meanings: BTreeMap<&'static str, Meaning> =
        links.iter().filter_map(term_of).map(|term| (term, Meaning::of(term, context))).collect();
    let clicked = Rc::new(Cell::new(None));
    let clicks = Rc::clone(&clicked);
    let math = move |ui: &mut Ui, source: &str, _is_inline: bool| {
        if let Some((term, shown)) = term_in(source)
            && let Some(meaning) = meanings.get(term)
        {
            if meaning.link_ui(ui, shown) {
                clicks.set(Some(term));
            }
            return;
        }
        let Some((equation, name)) = formulas.get(source) else {
            ui.label(source);
            return;
        };
        // One that is too wide for the line is smaller.
        let room = ui.max_rect().width();
        let size = size * (room / equation.size(size).x.max(1.0)).min(1.0);
        // In a line everything stands about its middle: as much room above as below, and letters stand on one line.
        let (extent, ascent) = (equation.size(size), equation.ascent(size));
        let baseline = baseline_below_middle(ui, &font);
        let half = (ascent - baseline).max(extent.y - ascent + baseline);
        let room = egui::vec2(extent.x, 2.0 * half);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Math, true, name));
        let start = egui::pos2(rect.left(), rect.center().y + baseline);
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
    if let Some(term) = clicked.get() {
        frame.requests.push(Request::Glossary(Some(term)));
    }
    for link in &links {
        if frame.view.markdown.get_link_hook(&link.target) == Some(true) {
            if link.target == GLOSSARY {
                frame.requests.push(Request::Glossary(None));
                continue;
            }
            // What is a name of this program stays in it.
            let leads_out = Url::parse(&link.target).is_ok() || link.target.starts_with(['/', '\\']);
            let target = link.target.clone();
            frame.requests.push(if leads_out { Request::OpenLink(target) } else { Request::Flash(target) });
        }
    }
}

/// How far the line that letters of a font stand on lies below the middle of theirs [points].
fn baseline_below_middle(ui: &Ui, font: &egui::FontId) -> f32 {
    let galley = ui.painter().layout_no_wrap("x".to_owned(), font.clone(), egui::Color32::PLACEHOLDER);
    let letter = galley.rows.first().and_then(|row| row.row.glyphs.first());
    letter.map_or(0.0, |letter| letter.pos.y - 0.5 * galley.size().y)
}

/// What a link to a term of the glossary begins with, where the viewer takes it for a formula: what it draws itself cannot be
/// hovered over.
const TERM: &str = "glossary:";

/// The term that a link leads to, if it is one and can be shown as such.
fn term_of(link: &Link) -> Option<&'static str> {
    let term = glossary_term(&link.target)??;
    let is_plain =
        !link.is_picture && !link.shown.trim().is_empty() && !link.shown.contains(['$', '\n', '\\']);
    (is_plain && link.shown.trim() == link.shown).then_some(term)
}

/// The term and the words of a link that stands where a formula would.
fn term_in(source: &str) -> Option<(&'static str, &str)> {
    let (term, shown) = source.strip_prefix(TERM)?.split_once(':')?;
    Some((TERMS.into_iter().find(|own| *own == term)?, shown))
}

/// What a term means.
struct Meaning {
    name: RichText,
    about: String,
    colour: egui::Color32,
}

impl Meaning {
    fn of(term: &str, context: &ViewContext<'_>) -> Self {
        let (text, theme) = (context.text, context.theme);
        Self {
            name: RichText::new(text.get(&format!("glossary-{term}"))).font(theme.bold_font(1.0)),
            about: text.get(&format!("glossary-{term}-about")),
            colour: theme.accent,
        }
    }

    /// A link to the term, which says what it means while it is pointed at or has the keyboard. True if it was clicked.
    fn link_ui(&self, ui: &mut Ui, shown: &str) -> bool {
        let about = |ui: &mut Ui| {
            ui.label(self.name.clone());
            ui.label(&self.about);
        };
        let link = ui.link(RichText::new(shown).color(self.colour));
        if link.has_focus() {
            link.show_tooltip_ui(about);
        } else {
            link.clone().on_hover_ui(about);
        }
        link.clicked()
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
        } else if let Some(term) = term_of(link) {
            let _ = write!(parts, "${TERM}{term}:{}$", link.shown); // To a text, which cannot fail.
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
