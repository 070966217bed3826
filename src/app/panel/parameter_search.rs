//! A box in which parameters are looked for, and those that were found.

use eframe::egui::{Key, RichText, TextEdit, Ui};

use super::palette_find::folded;
use crate::app::context::ViewContext;
use crate::model::network::Address;
use crate::param::ParamSpec;

/// Parameters that are shown at most.
const MOST_SHOWN: usize = 8;

/// A parameter with its path.
pub(super) type Entry = (String, Address, &'static ParamSpec);

/// Draws the box and what was found; says which parameter was chosen. Enter chooses the first.
pub(super) fn search_ui(
    ui: &mut Ui,
    query: &mut String,
    all: &[Entry],
    context: &ViewContext<'_>,
) -> Option<Address> {
    let text = context.text;
    let response = ui
        .horizontal(|ui| {
            let label = ui.label(text.get("parameter-search"));
            let field = TextEdit::singleline(query).desired_width(ui.available_width());
            ui.add(field.hint_text(text.get("parameter-search-hint"))).labelled_by(label.id)
        })
        .inner;
    if query.trim().is_empty() {
        return None;
    }
    let found = found(query, all, context);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut chosen = found.first().map(|own| own.1).filter(|_| entered);
    for (path, address, spec) in found.iter().take(MOST_SHOWN) {
        let entry = ui.button(format!("{path}  ({})", spec.symbol));
        if entry.on_hover_text(text.own(spec.meaning)).clicked() {
            chosen = Some(*address);
        }
    }
    let left = found.len().saturating_sub(MOST_SHOWN);
    if found.is_empty() {
        ui.label(RichText::new(text.get("parameter-search-nothing")).color(context.theme.weak_text));
    } else if 0 < left {
        let words = text.with("parameter-search-more", &[("count", &left.to_string())]);
        ui.label(RichText::new(words).color(context.theme.weak_text));
    }
    if chosen.is_some() {
        query.clear();
    }
    chosen
}

/// The parameters of whose path, symbol or meaning every word that was typed is a part.
fn found<'a>(query: &str, all: &'a [Entry], context: &ViewContext<'_>) -> Vec<&'a Entry> {
    let query = folded(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let fits = |(path, _, spec): &&Entry| {
        let own = folded(&format!("{path} {} {}", spec.symbol, context.text.own(spec.meaning)));
        words.iter().all(|word| own.contains(word))
    };
    // What the path itself names stands first.
    let (named, meant): (Vec<&Entry>, Vec<&Entry>) = all.iter().filter(fits).partition(|own| {
        words.iter().all(|word| folded(&format!("{} {}", own.0, own.2.symbol)).contains(word))
    });
    named.into_iter().chain(meant).collect()
}
