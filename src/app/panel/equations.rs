//! The bar of equations: what the selected object obeys, with the present numbers. A number that is a parameter can be
//! dragged; a symbol under the pointer lights up its slider and its trace, and they light up the symbol.

use eframe::egui::{
    self, Align, Color32, Layout, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::math::{Equation, Mark};
use crate::app::request::Request;
use crate::app::spot::Spot;
use crate::app::theme::GRID;
use crate::app::widget::field::{Look, Place, field_ui, reason_beside_ui};
use crate::app::widget::number;
use crate::app::widget::param_row::{dragging, exact, with_unit};
use crate::app::widget::symbol::symbol_job;
use crate::document::Edit;
use crate::model::network::{Address, Connect, Object, Population, Projection, Target};
use crate::model::neuron::{self, NeuronModel};
use crate::model::probe::Probe;
use crate::model::receptor::{Receptor, ReceptorKey};
use crate::model::standalone::Standalone;
use crate::param::{ParamSet, Value};
use crate::sim::{Balance, Cause};
use crate::text::{Language, Text};

/// Equations that the bar shows at most.
const MOST: usize = 12;
/// Height of the row of equations, in units of the text size.
const ROW: f32 = 3.0;
/// Size of an equation, relative to body text.
const SIZE: f32 = 1.15;

/// An equation in the bar.
struct Entry {
    /// LaTeX with marks.
    source: String,
    /// Whose parameters and states its marks are.
    of: Target,
    /// What stands below it, besides parameters.
    value: Option<String>,
}

/// The parameter that a mark of an equation stands for.
fn address(target: Target, key: &str, context: &ViewContext<'_>) -> Option<Address> {
    let (spec, _) = context.preset().param_set(target)?.get(key)?;
    Some(Address { target, key: spec.key })
}

/// The probe that shows a state that a mark of an equation stands for.
fn probe(target: Target, symbol: &str, context: &ViewContext<'_>) -> Option<Probe> {
    let network = context.network();
    let source = match target {
        Target::Receptor { projection, .. } | Target::Kinetics { projection, .. } if symbol == "V" => {
            Target::Population(network.projection(projection)?.to)
        }
        Target::Kinetics { projection, receptor } => Target::Receptor { projection, receptor },
        // What a synapse does is recorded as the projection's.
        Target::Release(id) | Target::Plasticity(id) => Target::Projection(id),
        own => own,
    };
    Probe::of(network, source.object()?).into_iter().find_map(|probe| {
        let first = matches!(probe.index, None | Some(0));
        (probe.source == source && probe.symbol == symbol && first).then_some(probe)
    })
}

/// The source with its words in the language of the window.
pub(crate) fn in_language(source: &str, text: &Text) -> String {
    let mut parts = source.split(r"\text{");
    let mut own = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (words, rest) = part.split_once('}').unwrap_or((part, ""));
        // The fonts of formulas have no accents.
        let words = if text.language() == Language::Pseudo { words.to_owned() } else { text.own(words) };
        own.extend([r"\text{", &words, "}", rest]);
    }
    own
}

/// Draws the bar.
pub(crate) fn equations_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (owner, entries) = entries(context);
    if entries.is_empty() && context.selection.only().is_some() {
        let words = egui::RichText::new(context.text.get("equations-none")).color(context.theme.weak_text);
        ui.centered_and_justified(|ui| ui.add(egui::Label::new(words).selectable(false)));
        return;
    }
    ScrollArea::horizontal().auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(1.5 * GRID, 0.0);
            // Whose numbers they are is said where it is not what is selected alone.
            let other = owner.filter(|own| context.selection.only() != Some(*own));
            if let Some(name) = other.and_then(|own| context.network().parts().name_of(own)) {
                let name = egui::RichText::new(format!("{name}:")).font(context.theme.bold_font(1.0));
                ui.add(egui::Label::new(name).selectable(false));
            }
            for (index, entry) in entries.iter().take(MOST).enumerate() {
                entry_ui(ui, index, entry, frame);
            }
        });
    });
}

/// Height of the bar [points].
pub(crate) fn height(context: &ViewContext<'_>) -> f32 {
    context.theme.text_size * 5.4 + GRID
}

fn entry_ui(ui: &mut Ui, index: usize, entry: &Entry, frame: &mut Frame<'_>) {
    let context = frame.context;
    let source = in_language(&entry.source, context.text);
    let Some((equation, words)) = frame.view.equations.get(&source, context.text) else { return };
    let theme = context.theme;
    let row = theme.text_size * ROW;
    let natural = equation.size(theme.text_size * SIZE);
    // One that is too high is smaller.
    let text_size = theme.text_size * SIZE * (row / natural.y).min(1.0);
    let parameters: Vec<(Address, String)> = equation
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Parameter(key) => Some((address(entry.of, key, context)?, key.clone())),
            Mark::State(_) => None,
        })
        .collect();
    let size = equation.size(text_size);
    ui.scope_builder(
        UiBuilder::new().id_salt(("equation", index)).layout(Layout::top_down(Align::Min)),
        |ui| {
            let room = vec2(size.x + GRID, row);
            let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Math, true, &*words));
            let baseline = rect.center().y + equation.ascent(text_size) - 0.5 * size.y;
            paint(ui, pos2(rect.left() + 0.5 * GRID, baseline), text_size, &equation, entry.of, frame);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 3.0;
                ui.spacing_mut().button_padding = vec2(3.0, 0.0);
                ui.spacing_mut().interact_size.y = theme.text_size * 1.3;
                for (address, _) in &parameters {
                    parameter_ui(ui, *address, frame);
                }
                if let Some(value) = &entry.value {
                    let words = egui::RichText::new(value).font(theme.bold_font(0.88));
                    ui.add(egui::Label::new(words).selectable(false));
                }
            });
        },
    );
}

/// Paints an equation, and lights up what is under the pointer.
fn paint(ui: &Ui, start: egui::Pos2, text_size: f32, equation: &Equation, of: Target, frame: &mut Frame<'_>) {
    let context = frame.context;
    let theme = context.theme;
    let spots: Vec<Option<Spot>> = equation
        .marks
        .iter()
        .map(|mark| match mark {
            Mark::Parameter(key) => address(of, key, context).map(Spot::Parameter),
            Mark::State(symbol) => probe(of, symbol, context).map(Spot::State),
        })
        .collect();
    let is_lit = |spot: &Spot| context.is_lit(spot);
    // A state has the colour of its curve.
    let colours: Vec<Option<Color32>> = spots
        .iter()
        .map(|spot| match spot.as_ref()? {
            spot if is_lit(spot) => Some(theme.accent),
            Spot::State(probe) => Some(Appearance::of_probe(probe, context.network(), theme).colour),
            _ => None,
        })
        .collect();
    let places = equation.paint(ui.painter(), start, text_size, theme.text, &colours);
    let pointer = ui.ctx().pointer_hover_pos().filter(|at| ui.clip_rect().contains(*at));
    for (mark, area) in places {
        let Some(spot) = &spots[mark] else { continue };
        if pointer.is_some_and(|at| area.contains(at)) {
            frame.requests.light(spot.clone());
        }
        if is_lit(spot) {
            ui.painter().hline(area.x_range(), area.bottom(), egui::Stroke::new(1.5, theme.accent));
        }
    }
}

/// A parameter's number, to be dragged.
fn parameter_ui(ui: &mut Ui, address: Address, frame: &mut Frame<'_>) {
    let context = frame.context;
    let preset = context.preset();
    let (Some((spec, Value::Number(current))), Some(bounds)) = (preset.get(address), preset.bounds(address))
    else {
        return;
    };
    let theme = context.theme;
    let is_lit = context.is_lit(&Spot::Parameter(address));
    let colour = if is_lit { theme.accent } else { theme.weak_text };
    let symbol = symbol_job(spec.symbol, theme.text_size * 0.82, &egui::FontFamily::Proportional, colour);
    // Painted: the field says which parameter it is.
    let galley = ui.painter().layout_job(symbol);
    let (place, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(place.min, galley, colour);
    let shown = with_unit(number::show(current), spec);
    let place = Place::Equation(address);
    let number = Some(dragging(spec, bounds, current, address, context));
    let look = Look { shown: &shown, exact: &exact(spec, &Value::Number(current)), number };
    let read = |typed: &str| context.preset().read_value(address, typed);
    let outcome = ui
        .scope(|ui| {
            let font = theme.font(0.86);
            let width = ui.painter().layout_no_wrap(shown.clone(), font.clone(), colour).size().x;
            ui.style_mut().override_font_id = Some(font);
            let room = vec2(width + 2.0 * GRID, ui.spacing().interact_size.y);
            let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
            field_ui(ui, rect, place, &look, &mut frame.view.fields, context, &read)
        })
        .inner;
    let response = outcome.response;
    let name = context.text.with("equation-number", &[("symbol", spec.symbol)]);
    response
        .widget_info(|| WidgetInfo { label: Some(name.clone()), ..WidgetInfo::drag_value(true, current) });
    if response.hovered() || response.dragged() {
        frame.requests.light(Spot::Parameter(address));
    }
    if let Some(value) = outcome.typed.or(outcome.dragged.map(Value::Number)) {
        frame.requests.push(Request::Edit(Edit::SetValue { address, value }, Some(context.gesture)));
    }
    reason_beside_ui(&response, place, &frame.view.fields, context);
    frame.requests.end_gesture_if(response.drag_stopped() || response.lost_focus());
}

/// What the bar shows, and of which object: the equations of the selected synapse, the balance of currents of the selected
/// neuron, or the model's. Of several that are selected the first is shown; of nothing, the first neuron.
fn entries(context: &ViewContext<'_>) -> (Option<Object>, Vec<Entry>) {
    let network = context.network();
    if let Some(model) = network.standalone().and_then(Standalone::inner) {
        let equations = model.equations().into_iter();
        return (None, equations.map(|source| plain(source, Target::Standalone)).collect());
    }
    let selected = context.selection.objects().first().copied();
    if let Some(Object::Projection(id)) = selected
        && let Some(projection) = network.projection(id)
    {
        return (selected, of_projection(projection));
    }
    let population = match selected {
        Some(Object::Population(id)) => network.population(id),
        _ => None,
    };
    let has_membrane = |own: &&Population| own.kind.inner().is_some_and(NeuronModel::has_membrane);
    match population.or_else(|| network.populations().iter().find(has_membrane)) {
        Some(population) => (Some(Object::Population(population.id)), of_population(population, context)),
        None => (None, Vec::new()),
    }
}

fn plain(source: &str, of: Target) -> Entry {
    Entry { source: source.to_owned(), of, value: None }
}

fn of_projection(projection: &Projection) -> Vec<Entry> {
    let id = projection.id;
    let mut entries = Vec::new();
    let mut add = |set: Option<&dyn ParamSet>, target| {
        entries.extend(
            set.map(ParamSet::equations).unwrap_or_default().into_iter().map(|own| plain(own, target)),
        );
    };
    add(projection.plasticity.params().map(|own| -> &dyn ParamSet { own }), Target::Plasticity(id));
    for receptor in &projection.receptors {
        let key = receptor.key();
        let Some(model) = receptor.inner() else { continue };
        add(Some(model), Target::Receptor { projection: id, receptor: key });
        let kinetics = model.kinetics().inner();
        add(kinetics.map(|own| -> &dyn ParamSet { own }), Target::Kinetics { projection: id, receptor: key });
    }
    add(projection.release.inner().map(|own| -> &dyn ParamSet { own }), Target::Release(id));
    entries
}

fn of_population(population: &Population, context: &ViewContext<'_>) -> Vec<Entry> {
    let target = Target::Population(population.id);
    let balance = context.run.snapshot.balances.iter().find(|balance| balance.population == population.id);
    let words = population.kind.inner().and_then(NeuronModel::balance);
    if let (Some(balance), Some(words)) = (balance, words) {
        return of_balance(population, (balance, words), context);
    }
    let equations = population.kind.inner().map(ParamSet::equations).unwrap_or_default();
    equations.into_iter().map(|source| plain(source, target)).collect()
}

/// C dV/dt and the currents that it is the sum of, each with its number.
fn of_balance(
    population: &Population,
    (balance, words): (&Balance, neuron::Balance),
    context: &ViewContext<'_>,
) -> Vec<Entry> {
    let network = context.network();
    let own = Target::Population(population.id);
    let show = |I_pA: f64| format!("{} pA", number::signed(I_pA, 1));
    let total = if balance.is_held {
        context.text.get("equation-held")
    } else {
        format!("{} ", show(balance.total_pA()))
    };
    let mut entries = vec![Entry { source: words.left.to_owned(), of: own, value: Some(total) }];
    for (cause, I_pA) in &balance.terms {
        let (source, of) = match *cause {
            Cause::Leak => (words.leak.to_owned(), own),
            Cause::Intrinsic => (words.intrinsic.to_owned(), own),
            Cause::Receptor(projection, receptor) => {
                let Some(projection) = network.projection(projection) else { continue };
                (
                    receptor_term(projection, receptor, is_many(projection, context)),
                    Target::Receptor { projection: projection.id, receptor },
                )
            }
            Cause::Junction(id) => {
                (r"+\,\p{g_c_nS}{g_c}\,(V_{\mathrm{other}}-V)".to_owned(), Target::GapJunction(id))
            }
            Cause::Bombardment(stimulus) => (
                r"-\,g_e\,(V-\p{E_e_mV}{E_e})-g_i\,(V-\p{E_i_mV}{E_i})".to_owned(),
                Target::Stimulus { population: population.id, stimulus },
            ),
            Cause::Injected => (injected_term(population), own),
        };
        entries.push(Entry { source, of, value: Some(show(*I_pA)) });
    }
    entries
}

/// −ḡ w P_s (V − E_s), with the name of the receptor.
fn receptor_term(projection: &Projection, receptor: ReceptorKey, is_many: bool) -> String {
    let label = projection.receptor(receptor).map_or("s", Receptor::label);
    let short = label.split_whitespace().next().unwrap_or(label);
    let name: String = short.chars().filter(char::is_ascii_alphanumeric).collect();
    let blocked =
        projection.receptor(receptor).and_then(Receptor::inner).is_some_and(|own| own.block().is_some());
    let block = if blocked { r"\,\s{G_NMDA}{G(V)}" } else { "" };
    let sum = if is_many { r"\textstyle\sum " } else { "" };
    format!(
        r"-\,{sum}\p{{g_max_nS}}{{\bar g_{{\mathrm{{{name}}}}}}}\,w\,\s{{P_s}}{{P_s}}{block}\,(\s{{V}}{{V}}-\p{{E_mV}}{{E_{{\mathrm{{{name}}}}}}})"
    )
}

/// The constant current, and those of stimuli if there are any.
fn injected_term(population: &Population) -> String {
    let stimuli = if population.stimuli.is_empty() { "" } else { r"+I_{\mathrm{stim}}(t)" };
    format!(r"+\,\p{{I_app_pA}}{{I_{{\mathrm{{app}}}}}}{stimuli}")
}

/// Whether a target hears more than one synapse.
fn is_many(projection: &Projection, context: &ViewContext<'_>) -> bool {
    let from = context.network().population(projection.from);
    !matches!(projection.connect, Connect::OneToOne) && from.is_some_and(|from| 1 < from.n)
}
