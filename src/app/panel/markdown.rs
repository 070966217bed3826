//! Markdown in lessons and their notes: words with formulas, links to what is in the window, and links to terms, which say what
//! the terms mean.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{Color32, FontId, RichText, Role, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};
use egui_commonmark::CommonMarkViewer;
use url::Url;

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::math::Equation;
use crate::app::request::Request;
use crate::lesson::{GLOSSARY, Link, TERMS, glossary_term, links};

/// Text with formulas and links; those that lead to a control make it flash, and those to a term of the glossary say what it
/// means.
pub(crate) fn markdown_ui(ui: &mut Ui, words: &str, frame: &mut Frame<'_>) {
    let context = frame.context;
    let links = links(words);
    for link in links.iter().filter(|link| !link.is_picture && term_of(link).is_none()) {
        if frame.view.markdown.get_link_hook(&link.target).is_none() {
            frame.view.markdown.add_link_hook(link.target.as_str());
        }
    }
    // The viewer keeps what it is given: formulas and meanings are laid out beforehand.
    let formulas = words
        .split('$')
        .skip(1)
        .step_by(2)
        .filter_map(|source| Some((source.to_owned(), frame.view.equations.get(source, context.text)?)));
    let formulas: BTreeMap<String, (Arc<Equation>, Arc<str>)> = formulas.collect();
    let meanings: BTreeMap<&'static str, Meaning> =
        links.iter().filter_map(term_of).map(|term| (term, Meaning::of(term, context))).collect();
    let (font, colour) = (TextStyle::Body.resolve(ui.style()), context.theme.text);
    let clicked = Rc::new(Cell::new(None));
    let clicks = Rc::clone(&clicked);
    let math = move |ui: &mut Ui, source: &str, _is_inline: bool| {
        if let Some((term, shown)) = term_in(source)
            && let Some(meaning) = meanings.get(term)
        {
            if meaning.link_ui(ui, shown) {
                clicks.set(Some(term));
            }
        } else if let Some((equation, name)) = formulas.get(source) {
            formula_ui(ui, equation, name, &font, colour);
        } else {
            ui.label(source);
        }
    };
    ui.scope(|ui| {
        // The viewer gives links the colour of strong text; what else is strong is slanted instead.
        ui.visuals_mut().widgets.active.fg_stroke.color = context.theme.accent;
        let shown = with_strong_links(words, &links);
        CommonMarkViewer::new().render_math_fn(Some(&math)).show(ui, &mut frame.view.markdown, &shown);
    });
    if let Some(term) = clicked.get() {
        frame.requests.push(Request::Glossary(Some(term)));
    }
    for link in &links {
        if frame.view.markdown.get_link_hook(&link.target) == Some(true) {
            // What is a name of this program stays in it.
            let leads_out = Url::parse(&link.target).is_ok() || link.target.starts_with(['/', '\\']);
            let target = link.target.clone();
            frame.requests.push(match target.as_str() {
                GLOSSARY => Request::Glossary(None),
                _ if leads_out => Request::OpenLink(target),
                _ => Request::Flash(target),
            });
        }
    }
}

/// A formula in a line of text: smaller where it is too wide for the line.
fn formula_ui(ui: &mut Ui, equation: &Equation, name: &str, font: &FontId, colour: Color32) {
    // The letters of formulas are smaller than those of text of the same size.
    let size = font.size * 1.14;
    let size = size * (ui.max_rect().width() / equation.size(size).x.max(1.0)).min(1.0);
    // In a line everything stands about its middle: as much room above as below, and letters stand on one line.
    let (extent, ascent) = (equation.size(size), equation.ascent(size));
    let baseline = baseline_below_middle(ui, font);
    let half = (ascent - baseline).max(extent.y - ascent + baseline);
    let (rect, response) = ui.allocate_exact_size(vec2(extent.x, 2.0 * half), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Math, true, name));
    equation.paint(ui.painter(), pos2(rect.left(), rect.center().y + baseline), size, colour, &[]);
}

/// How far the line that letters of a font stand on lies below the middle of theirs [points].
fn baseline_below_middle(ui: &Ui, font: &FontId) -> f32 {
    let galley = ui.painter().layout_no_wrap("x".to_owned(), font.clone(), Color32::PLACEHOLDER);
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
    colour: Color32,
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
