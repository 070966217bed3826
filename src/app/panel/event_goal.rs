//! Running on, or going back, to where something happens: choosing what.

use eframe::egui::{self, ComboBox, RichText, Role, Ui, WidgetInfo};

use crate::app::context::ViewContext;
use crate::app::theme::GRID;
use crate::app::view_state::{EventFields, LevelFields};
use crate::app::widget::choice;
use crate::app::widget::field::Fields;
use crate::app::widget::own_number::{Own, own_ui};
use crate::app::widget::symbol::symbol_job;
use crate::engine::{Happens, Level, Until};
use crate::model::probe::Probe;

/// Values that a level may have.
const LEVELS: (f64, f64) = (-1e9, 1e9);

/// What was chosen, and whether it lies ahead.
pub(super) struct Choice {
    pub until: Until,
    pub is_ahead: bool,
}

/// Draws the rows; what is to be gone to, if a button was pressed.
pub(super) fn event_goal_ui(
    ui: &mut Ui,
    goal: &mut EventFields,
    fields: &mut Fields,
    context: &ViewContext<'_>,
) -> Option<Choice> {
    let text = context.text;
    let probes = context.preset().plotted_probes();
    if probes.is_empty() {
        return None;
    }
    let mut happens = None;
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        ui.label(text.get("run-until-value"));
        let keys = ["run-until-falls", "run-until-rises"];
        let level = level_ui(ui, ("goal-level", keys), &mut goal.reached, &probes, fields, context);
        if let Some((level, is_ahead)) = level.zip(go_ui(ui, "run-until-go-value", context)) {
            happens = Some((Happens::Reached(level), is_ahead));
        }
    });
    ui.horizontal(|ui| {
        ui.label(text.get("run-until-spike"));
        population_ui(ui, &mut goal.population, context);
        if let Some(is_ahead) = go_ui(ui, "run-until-go-spike", context) {
            happens = Some((Happens::Spike { population: goal.population, neuron: None }, is_ahead));
        }
    });
    let mut holds = None;
    ui.horizontal(|ui| {
        choice::checkbox(ui, &mut goal.has_condition, text.get("run-until-while"));
        if goal.has_condition {
            let keys = ["run-until-below", "run-until-above"];
            holds = level_ui(ui, ("goal-while", keys), &mut goal.holds, &probes, fields, context);
        }
    });
    happens.map(|(happens, is_ahead)| Choice { until: Until { happens, holds }, is_ahead })
}

/// A value, a side and a level. A value that is no longer plotted gives way to the first one.
fn level_ui(
    ui: &mut Ui,
    (name, keys): (&'static str, [&'static str; 2]),
    level: &mut LevelFields,
    probes: &[Probe],
    fields: &mut Fields,
    context: &ViewContext<'_>,
) -> Option<Level> {
    let text = context.text;
    let network = context.network();
    let font = context.theme.font(1.0);
    let words = |probe: &Probe| {
        let (name, _) = probe.describe(network)?;
        Some(symbol_job(&name, font.size, &font.family, context.theme.text))
    };
    if level.probe.as_ref().is_none_or(|probe| !probes.contains(probe)) {
        level.choose(probes.first()?, context.traces.head(probes.first()?));
    }
    let shown = level.probe.clone()?;
    let combo = ComboBox::from_id_salt((name, "probe")).selected_text(words(&shown)?);
    let response = combo.show_ui(ui, |ui| {
        for probe in probes {
            let Some(words) = words(probe) else { continue };
            if ui.selectable_label(*probe == shown, words).clicked() {
                level.choose(probe, context.traces.head(probe));
            }
        }
    });
    let label = text.get("run-until-value-name");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    let combo =
        ComboBox::from_id_salt((name, "side")).selected_text(text.get(keys[usize::from(level.is_above)]));
    let response = combo.show_ui(ui, |ui| {
        for (key, is_above) in keys.into_iter().zip([false, true]) {
            ui.selectable_value(&mut level.is_above, is_above, text.get(key));
        }
    });
    let side = text.get("run-until-side-name");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &side));
    let probe = level.probe.clone()?;
    let unit = probe.describe(network)?.1.unit.symbol();
    let own = Own { name, range: LEVELS, unit, speed: 0.5 };
    let label = ui.label("").id;
    let named = own_ui(ui, &own, &mut level.value, label, fields, context);
    named.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, text.get("run-until-level-name")));
    Some(Level { probe, value: level.value, is_above: level.is_above })
}

/// The population whose spike is meant, or any.
fn population_ui(ui: &mut Ui, chosen: &mut Option<u32>, context: &ViewContext<'_>) {
    let text = context.text;
    let network = context.network();
    *chosen = chosen.filter(|id| network.population(*id).is_some());
    let name = |id: Option<u32>| match id.and_then(|id| network.population(id)) {
        Some(population) => text.with("run-until-spike-of", &[("name", &population.name)]),
        None => text.get("run-until-any"),
    };
    let response = ComboBox::from_id_salt("goal-spike").selected_text(name(*chosen)).show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, name(None));
        for population in network.populations() {
            ui.selectable_value(chosen, Some(population.id), name(Some(population.id)));
        }
    });
    let label = text.get("run-until-spike-name");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
}

/// Buttons that lead back and on to it: whether the one that was pressed leads on.
fn go_ui(ui: &mut Ui, key: &str, context: &ViewContext<'_>) -> Option<bool> {
    let text = context.text;
    let mut gone = None;
    let is_possible = context.run.reach.first < context.run.place;
    let ways = [("◀", "run-until-back", false, is_possible), ("▶", "run", true, true)];
    for (symbol, words, is_ahead, is_enabled) in ways {
        let label = RichText::new(format!("{symbol} {}", text.get(words)));
        let response = ui.add_enabled(is_enabled, egui::Button::new(label));
        let direction = if is_ahead { key.to_owned() } else { format!("{key}-back") };
        let name = text.get(&direction);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, &name));
        if response.on_disabled_hover_text(text.get("why-at-start")).clicked() {
            gone = Some(is_ahead);
        }
    }
    gone
}
