//! A mechanism in the panel of parameters: its heading, the choice of its kind, sets of values with a name, and a row for
//! each parameter.

use eframe::egui::{self, Color32, RichText, Ui};

use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::app::widget::fold::{fold, remembered_ui};
use crate::app::widget::param_row::param_row_ui;
use crate::document::Edit;
use crate::model::mechanism::MechanismKey;
use crate::model::network::{Address, Target};
use crate::param::{Flag, NamedSet, ParamSet, ParamSpec};
use crate::preset::caution::UNUSUAL;

/// Parameters that come before all others, as they matter most where a network is built.
const FIRST: [&str; 2] = ["n", "I_app_pA"];

/// The place of a parameter among those that come first.
pub(super) fn rank(key: &str) -> usize {
    FIRST.iter().position(|own| *own == key).unwrap_or(FIRST.len())
}

/// Room that the choice of a kind needs beside its heading, in units of the text size.
const KIND_WIDTH: f32 = 9.0;

/// A mechanism as the panel shows it.
pub(super) struct Group {
    /// Its heading.
    pub heading: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Whose parameters they are.
    pub target: Target,
    /// Which mechanism it is, if it is one.
    pub mechanism: Option<MechanismKey>,
    /// Keys and names of what may stand in its place; none if it cannot be chosen here.
    pub kinds: Vec<(MechanismKey, String)>,
    /// Keys of parameters that stand elsewhere.
    pub elsewhere: &'static [&'static str],
}

/// A mechanism's heading and its parameters; advanced ones are folded.
pub(super) fn group_ui(ui: &mut Ui, group: &Group, frame: &mut Frame<'_>) {
    // Two receptors of one synapse have the same rows.
    ui.push_id(target_salt(group.target), |ui| group_rows_ui(ui, group, frame));
}

/// The heading with its colour: a receptor has that of its edge and its curves.
fn heading(group: &Group, context: &ViewContext<'_>) -> (String, Color32) {
    if let Target::Receptor { projection, receptor } = group.target
        && let Some(projection) = context.network().projection(projection)
    {
        let look = Appearance::of_receptor(receptor, projection, context.network(), context.theme);
        return (look.mark.before(&group.heading), look.colour);
    }
    (group.heading.clone(), context.theme.weak_text)
}

// Longer than 60 lines: one view from top to bottom.
fn group_rows_ui(ui: &mut Ui, group: &Group, frame: &mut Frame<'_>) {
    let context = frame.context;
    let target = group.target;
    let Some(set) = context.network().parts().param_set(target) else { return };
    let mut specs: Vec<&'static ParamSpec> = Vec::new();
    set.visit(&mut |spec, _| specs.push(spec));
    specs.retain(|spec| set.is_relevant(spec.key) && !group.elsewhere.contains(&spec.key));
    // A population's number comes first, a neuron's last; it stays where it was as long as it is shown.
    let n_first = match target {
        Target::Population(id) => match frame.view.n_first {
            Some((own, is_first)) if own == id => is_first,
            _ => context.network().population(id).is_some_and(|own| 1 < own.n),
        },
        _ => true,
    };
    if let Target::Population(id) = target {
        frame.view.n_first = Some((id, n_first));
    }
    specs.sort_by_key(|spec| if spec.key == "n" && !n_first { usize::MAX } else { rank(spec.key) });
    if specs.is_empty() && group.kinds.is_empty() {
        return;
    }
    ui.add_space(GRID);
    let (heading, colour) = heading(group, context);
    let heading = RichText::new(heading).font(context.theme.bold_font(0.95)).color(colour);
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let estimate = 0.55 * context.theme.text_size * group.heading.chars().count() as f32;
    if ui.available_width() < estimate + KIND_WIDTH * context.theme.text_size && !group.kinds.is_empty() {
        // No room beside it.
        ui.add(egui::Label::new(heading).wrap()).on_hover_text(&group.about);
        kind_ui(ui, group, context, frame.requests);
    } else {
        ui.horizontal(|ui| {
            ui.label(heading).on_hover_text(&group.about);
            if !group.kinds.is_empty() {
                kind_ui(ui, group, context, frame.requests);
            }
        });
    }
    let set_named = |set: &'static NamedSet| Edit::SetNamed { target, set };
    named_sets_ui(ui, set, &format!("{:?}", group.mechanism), &set_named, context, frame.requests);
    let mut cautions = context.preset().cautions_of(target);
    cautions.retain(|caution| caution.message.key != UNUSUAL); // The row has its mark.
    let row = |ui: &mut Ui, spec: &ParamSpec, frame: &mut Frame<'_>| {
        let address = Address { target, key: spec.key };
        param_row_ui(ui, address, frame);
        if !spec.is(Flag::Advanced) {
            for caution in cautions.iter().filter(|caution| caution.key == Some(spec.key)) {
                caution_ui(ui, &context.text.say(&caution.message), context);
            }
        }
    };
    let advanced_symbol = |key: &'static str| {
        specs.iter().find(|spec| spec.key == key && spec.is(Flag::Advanced)).map(|spec| spec.symbol)
    };
    // What is about no single row, or about one that may be folded away.
    let others: Vec<String> = cautions
        .iter()
        .filter_map(|caution| {
            let words = context.text.say(&caution.message);
            match caution.key {
                None => Some(words),
                Some(key) => {
                    advanced_symbol(key).map(|symbol| format!("{}: {words}", context.text.own(symbol)))
                }
            }
        })
        .collect();
    let (advanced, plain): (Vec<_>, Vec<_>) = specs.into_iter().partition(|spec| spec.is(Flag::Advanced));
    for spec in plain {
        row(ui, spec, frame);
    }
    if !advanced.is_empty() {
        let (more, theme) = (context.text.get("advanced"), context.theme);
        let holds_sought = advanced.iter().any(|spec| {
            let address = Address { target, key: spec.key };
            frame.view.sought.is_some_and(|(sought, _)| sought == address)
        });
        let header = fold(ui, &more, theme.font(1.0), theme.weak_text);
        remembered_ui(ui, &fold_name(group.mechanism), header, holds_sought, frame, |ui, frame| {
            for spec in advanced {
                row(ui, spec, frame);
            }
        });
    }
    for words in others {
        caution_ui(ui, &words, context);
    }
    if let Some(mechanism) = group.mechanism {
        erratum_ui(ui, mechanism.family(), mechanism.name(), frame);
    }
}

/// The name under which the advanced parameters of a mechanism are folded, the same in all that have it.
pub(super) fn fold_name(mechanism: Option<MechanismKey>) -> String {
    mechanism.map_or_else(|| "advanced".to_owned(), |own| format!("advanced.{}.{}", own.family(), own.name()))
}

/// Something to know, with its mark.
fn caution_ui(ui: &mut Ui, words: &str, context: &ViewContext<'_>) {
    let words = RichText::new(format!("⚠ {words}"));
    ui.add(egui::Label::new(words.font(context.theme.font(0.93)).color(context.theme.warning)).wrap());
}

/// What kind of mechanism it is, to be chosen.
fn kind_ui(ui: &mut Ui, group: &Group, context: &ViewContext<'_>, requests: &mut Requests) {
    let current =
        group.kinds.iter().find(|(key, _)| Some(*key) == group.mechanism).map_or("", |(_, name)| name);
    let combo =
        egui::ComboBox::from_id_salt(("kind", target_salt(group.target))).selected_text(current).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for (key, name) in &group.kinds {
            let is_own = Some(*key) == group.mechanism;
            if ui.selectable_label(is_own, name).clicked() && !is_own {
                let edit = Edit::ChooseKind { target: group.target, kind: *key };
                requests.push(Request::Edit(edit, None));
            }
        }
    });
    let label = context.text.with("choose-kind", &[("what", &group.heading)]);
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    response.response.on_hover_text(&group.about);
}

/// Sets of values with a name in the literature, to be chosen.
pub(super) fn named_sets_ui(
    ui: &mut Ui,
    set: &dyn ParamSet,
    salt: &str,
    edit: &dyn Fn(&'static NamedSet) -> Edit,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let named = set.named_sets();
    if named.is_empty() {
        return;
    }
    let current = named.iter().find(|named| named.is_in(set));
    let shown = current.map_or_else(|| context.text.get("own-values"), |named| context.text.own(named.name));
    let label = context.text.get("named-values");
    let combo = egui::ComboBox::from_id_salt(("named", salt, &label)).selected_text(shown).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for one in named {
            if ui.selectable_label(current == Some(one), context.text.own(one.name)).clicked() {
                requests.push(Request::Edit(edit(one), None));
            }
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    response.response.on_hover_text(label);
}

/// Where a text that many learn from has it wrong, the right form and a short note.
pub(super) fn erratum_ui(ui: &mut Ui, family: &str, kind: &str, frame: &mut Frame<'_>) {
    let context = frame.context;
    let name = format!("erratum-{family}-{kind}");
    if !context.text.has(&name) {
        return;
    }
    let header = fold(ui, &context.text.get("erratum"), context.theme.font(1.0), context.theme.warning);
    remembered_ui(ui, &name, header, false, frame, |ui, frame| {
        let context = frame.context;
        ui.label(RichText::new(context.text.get(&name)).font(context.theme.font(0.93)));
    });
}

/// Tells the folded rows of different targets apart.
fn target_salt(target: Target) -> String {
    format!("{target:?}")
}
