//! The field that names what is selected, one object or several, and the one that counts the neurons of populations.

use eframe::egui::{self, Key, RichText, TextEdit, Ui, Window};

use super::inspector::beside;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::document::{Edit, Structure};
use crate::message::Message;
use crate::model::network::{Address, Network, Object, Target};
use crate::model::problem::Problem;
use crate::param::Value;
use crate::preset::Preset;

/// Objects being named or counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// Which, in the order in which names are given.
    objects: Vec<Object>,
    /// Whether it asks for the number of neurons, and not for names.
    counts: bool,
    /// What was typed.
    typed: String,
    /// Whether the field was drawn, with what stood in it selected.
    is_drawn: bool,
    /// Why what was typed is refused.
    reason: Option<Message>,
}

impl Naming {
    /// Asks for the names of objects: of the populations among them, if there are any, as what joins them follows.
    pub fn of_names(objects: &[Object], network: &Network) -> Option<Self> {
        let populations = objects.iter().copied().filter(|own| matches!(own, Object::Population(_)));
        let mut named: Vec<Object> = populations.collect();
        if named.is_empty() {
            named = objects.to_vec();
        }
        let names: Vec<&str> = named.iter().filter_map(|own| network.parts().name_of(*own)).collect();
        (!names.is_empty()).then(|| Self::new(named.clone(), false, names.join(", ")))
    }

    /// Asks how many neurons a population has.
    pub fn of_count(population: u32, network: &Network) -> Option<Self> {
        let n = network.population(population)?.n;
        Some(Self::new(vec![Object::Population(population)], true, n.to_string()))
    }

    fn new(objects: Vec<Object>, counts: bool, typed: String) -> Self {
        Self { objects, counts, typed, is_drawn: false, reason: None }
    }

    /// The edit that does what was typed.
    fn edit(&self, preset: &Preset) -> Result<Edit, Message> {
        if self.counts {
            let count = |object: &Object| n_of(*object);
            let addresses: Vec<Address> = self.objects.iter().map(count).collect();
            let value = preset.read_value_of_all(&addresses, self.typed.trim())?;
            return Ok(Edit::SetValues(addresses.into_iter().map(|own| (own, value.clone())).collect()));
        }
        let given: Vec<(&str, Option<u64>)> = self.typed.split(',').map(|own| counted(own.trim())).collect();
        let wanted: Vec<(String, Option<u64>)> = match (&given[..], self.objects.len()) {
            (_, n) if given.len() == n => given.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect(),
            // One name for several is numbered.
            ([(name, count)], n) => (1..=n).map(|number| (format!("{name}{number}"), *count)).collect(),
            (_, n) => {
                return Err(Message::new("naming-number").with("given", given.len()).with("count", n));
            }
        };
        let named = self.objects.iter().zip(&wanted);
        let renamed: Vec<(Object, String)> =
            named.clone().map(|(object, (name, _))| (*object, name.clone())).collect();
        let numbers: Vec<(Address, Value)> = named
            .filter(|(object, _)| matches!(object, Object::Population(_)))
            .filter_map(|(object, (_, n))| Some((n_of(*object), Value::Count((*n)?))))
            .collect();
        let rename = Edit::Structure(Structure::Rename(renamed));
        Ok(if numbers.is_empty() { rename } else { Edit::Each(vec![rename, Edit::SetValues(numbers)]) })
    }
}

/// The number of neurons of a population.
fn n_of(population: Object) -> Address {
    Address { target: Target::from(population), key: "n" }
}

/// A name, and the number of neurons that stands behind it: `E ×80`, `E*80`, `E x80`.
fn counted(written: &str) -> (&str, Option<u64>) {
    let signs = [("×", written.rfind('×')), ("*", written.rfind('*')), (" x", written.rfind(" x"))];
    for (sign, at) in signs {
        let Some(at) = at else { continue };
        if let Ok(n) = written[at + sign.len()..].trim().parse() {
            return (written[..at].trim_end(), Some(n));
        }
    }
    (written, None)
}

/// Draws the field, if it is open.
pub(crate) fn naming_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let ctx = ui.ctx();
    let Some(mut naming) = frame.view.naming.take() else { return };
    let mut keeps = true;
    let name = context.text.get(match (naming.counts, naming.objects.len()) {
        (true, _) => "naming-count",
        (false, 1) => "naming",
        (false, _) => "naming-several",
    });
    let centre = ctx.content_rect().center();
    let at = naming.objects.first().map_or(centre, |own| beside(*own, context, frame.view, centre));
    Window::new(context.text.get(if naming.counts { "naming-count" } else { "naming-title" }))
        .id(egui::Id::unique("naming"))
        .collapsible(false)
        .resizable(false)
        .default_pos(at)
        .show(ctx, |ui| {
            let label = ui.label(name);
            let field = TextEdit::singleline(&mut naming.typed).desired_width(context.theme.text_size * 20.0);
            let field = ui.add(field).labelled_by(label.id);
            if !naming.is_drawn {
                naming.is_drawn = true;
                select_all(ui, &field, &naming.typed);
            }
            if field.changed() {
                naming.reason = None;
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if 1 < naming.objects.len() && !naming.counts {
                let hint = RichText::new(context.text.get("naming-hint")).color(context.theme.weak_text);
                ui.add(egui::Label::new(hint.font(context.theme.font(0.9))).wrap());
            }
            if let Some(reason) = &naming.reason {
                let words = RichText::new(context.text.say(reason)).color(context.theme.warning);
                ui.add(egui::Label::new(words).wrap());
            }
            ui.horizontal(|ui| {
                let verb = context.text.get(if naming.counts { "naming-set" } else { "naming-verb" });
                if ui.button(verb).clicked() || entered {
                    keeps = !take(&mut naming, context, frame);
                    field.request_focus();
                }
                keeps &= !ui.button(context.text.get("cancel")).clicked();
            });
        });
    if keeps && !ctx.input(|input| input.key_pressed(Key::Escape)) {
        frame.view.naming = Some(naming);
    }
}

/// Asks for what was typed to be done; `false` if it cannot be, with the reason kept.
fn take(naming: &mut Naming, context: &ViewContext<'_>, frame: &mut Frame<'_>) -> bool {
    let edit = naming.edit(context.preset()).and_then(|edit| {
        context.document.check(&edit).map_err(|problems| {
            problems.first().map_or_else(|| Message::new("number-empty"), Problem::message)
        })?;
        Ok(edit)
    });
    match edit {
        Ok(edit) => {
            frame.requests.push(Request::Edit(edit, None));
            true
        }
        Err(reason) => {
            naming.reason = Some(reason);
            false
        }
    }
}

/// Gives a field the focus, with all that stands in it selected.
fn select_all(ui: &Ui, field: &egui::Response, typed: &str) {
    field.request_focus();
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(typed)));
    state.store(ui.ctx(), field.id);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_name_is_read_as_such() {
        for (written, name, n) in [
            ("E", "E", None),
            ("E ×80", "E", Some(80)),
            ("E×80", "E", Some(80)),
            ("E*20", "E", Some(20)),
            ("Purkinje cell x 5", "Purkinje cell", Some(5)),
            ("x2", "x2", None),
            ("E ×", "E ×", None),
            ("E ×many", "E ×many", None),
        ] {
            assert_eq!(counted(written), (name, n), "{written}");
        }
    }
}
