//! How populations are joined: which neurons, and with which weights at the start. The value of a rule stands beside the choice
//! of it, where there is always room, so that choosing a rule moves nothing.

use eframe::egui::{self, Ui, vec2};

use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::theme::GRID;
use crate::app::widget::fit::whole_words_ui;
use crate::app::widget::param_row::compact_row_ui;
use crate::document::{Edit, SharedValue, Structure};
use crate::model::network::{Connect, Projection, Weights};

/// Parameters that stand beside the choice of a rule.
pub(super) const BESIDE_CHOICES: [&str; 7] =
    ["p_connect", "in_degree", "weight", "w_low", "w_high", "w_mean", "w_sd"];

/// From which width on there is room beside a choice, in units of the text size.
const WIDE: f32 = 28.0;
/// Width of a value with its symbol, in units of the text size.
const VALUE: f32 = 9.0;

/// A rule that may be chosen: the key of its name, and what it makes of a projection; without that it is shown where it is
/// in effect, and cannot be chosen.
type Rule = (&'static str, Option<fn(u64) -> Choice>);

/// What a choice sets.
#[derive(Clone)]
enum Choice {
    Connect(Connect),
    Weights(Weights),
}

impl Choice {
    fn of(self, projection: u32) -> Edit {
        Edit::Structure(match self {
            Self::Connect(connect) => Structure::SetConnect(projection, connect),
            Self::Weights(weights) => Structure::SetWeights(projection, weights),
        })
    }
}

const CONNECT: [Rule; 5] = [
    ("connect-all-to-all", Some(|_| Choice::Connect(Connect::AllToAll))),
    ("connect-one-to-one", Some(|_| Choice::Connect(Connect::OneToOne))),
    ("connect-probability", Some(|_| Choice::Connect(Connect::default_probability()))),
    ("connect-in-degree", Some(|n| Choice::Connect(Connect::default_in_degree(n)))),
    ("connect-list", None),
];

const WEIGHTS: [Rule; 4] = [
    ("weights-constant", Some(|_| Choice::Weights(Weights::default_constant()))),
    ("weights-uniform", Some(|_| Choice::Weights(Weights::default_uniform()))),
    ("weights-normal", Some(|_| Choice::Weights(Weights::default_normal()))),
    ("weights-list", None),
];

fn place_of_connect(projection: &Projection) -> usize {
    match projection.connect {
        Connect::AllToAll => 0,
        Connect::OneToOne => 1,
        Connect::Probability(_) => 2,
        Connect::InDegree(_) => 3,
        Connect::List(_) => 4,
    }
}

fn place_of_weights(projection: &Projection) -> usize {
    match projection.weights {
        Weights::Constant(_) => 0,
        Weights::Uniform(..) => 1,
        Weights::Normal(..) => 2,
        Weights::List(_) => 3,
    }
}

/// Which neurons some projections connect, and with which weights they begin; `rows` are the parameters that all have.
pub(super) fn joining_ui(ui: &mut Ui, projections: &[u32], rows: &[SharedValue], frame: &mut Frame<'_>) {
    let of = |keys: &[&str]| -> Vec<&SharedValue> {
        rows.iter().filter(|row| keys.contains(&row.spec.key)).collect()
    };
    let (connect, weights) = (of(&BESIDE_CHOICES[..2]), of(&BESIDE_CHOICES[2..]));
    choice_ui(ui, "choose-connect", &CONNECT, place_of_connect, (projections, &connect), frame);
    choice_ui(ui, "choose-weights", &WEIGHTS, place_of_weights, (projections, &weights), frame);
}

/// A choice between rules with the values of the one that is chosen.
fn choice_ui(
    ui: &mut Ui,
    label: &'static str,
    rules: &[Rule],
    place: fn(&Projection) -> usize,
    (projections, rows): (&[u32], &[&SharedValue]),
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let (text, size) = (context.text, context.theme.text_size);
    let network = context.network();
    let own: Vec<&Projection> = projections.iter().filter_map(|id| network.projection(*id)).collect();
    let Some(first) = own.first() else { return };
    let current = place(first);
    let current = own.iter().all(|other| place(other) == current).then_some(current);
    let label_words = text.get(label);
    ui.add_space(GRID * 0.5);
    whole_words_ui(ui, label_words.clone(), &context.theme.font(1.0), context.theme.weak_text);
    let width = ui.available_width();
    let is_wide = WIDE * size <= width;
    let room = if is_wide { 2.0 * VALUE * size + GRID } else { 0.0 };
    let height = ui.spacing().interact_size.y;
    let (line, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
    let choice = egui::Rect::from_min_max(line.min, line.max - vec2(room, 0.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(choice), |ui| {
        let key = current.and_then(|current| rules.get(current)).map_or("mixed", |(key, _)| key);
        let combo =
            egui::ComboBox::from_id_salt((label, projections)).selected_text(text.get(key)).truncate();
        let response = combo.width(choice.width() - GRID).show_ui(ui, |ui| {
            for (index, (key, rule)) in rules.iter().enumerate() {
                let Some(rule) = rule else { continue };
                let is_own = Some(index) == current;
                if ui.selectable_label(is_own, text.get(key)).clicked() && !is_own {
                    let edits = own.iter().map(|projection| {
                        let n = network.population(projection.from).map_or(1, |from| from.n);
                        rule(n).of(projection.id)
                    });
                    frame.requests.push(Request::Edit(Edit::Each(edits.collect()), None));
                }
            }
        });
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label_words));
    });
    let mut values = if is_wide {
        egui::Rect::from_min_max(egui::pos2(line.max.x - room + GRID, line.min.y), line.max)
    } else {
        // Room for them is kept also where a rule has none.
        ui.allocate_exact_size(vec2(width, height), egui::Sense::hover()).0
    };
    let share = values.width() * 0.5;
    for row in rows.iter().take(2) {
        let rect = egui::Rect::from_min_size(values.min, vec2(share - GRID * 0.5, height));
        values.min.x += share;
        compact_row_ui(ui, rect, row, frame);
    }
}
