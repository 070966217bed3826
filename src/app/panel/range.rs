//! The window of range runs: which parameter takes which values, how long each run is, and what came of them.

use eframe::egui::{
    self, ComboBox, Grid, ProgressBar, Response, Role, ScrollArea, TextEdit, Ui, WidgetInfo, Window, pos2,
};

use super::parameter_search::search_ui;
use super::range_result::result_ui;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::range_state::{Outcome, RangeView, Setup, probes};
use crate::app::request::{RangeRequest, Request};
use crate::app::theme::GRID;
use crate::app::widget::choice;
use crate::app::widget::own_number::{Own, own_ui};
use crate::app::widget::symbol::{entry_ui, on_widget};
use crate::engine::InputKind;
use crate::param::{Bounds, Kind};
use crate::range::{MOST_STEPS, MOST_VALUES, variable};

/// Draws the window, if it is open. Escape gives up runs under way first, and closes the window then.
pub(crate) fn range_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let (context, ctx) = (frame.context, ui.ctx());
    if !frame.view.range.is_open {
        return;
    }
    if frame.view.escapes(ctx) && !frame.view.windows.any() {
        if frame.view.range.is_busy() {
            frame.requests.push(Request::Range(RangeRequest::Stop));
        } else {
            frame.view.range.is_open = false;
            return;
        }
    }
    let mut own = std::mem::take(&mut frame.view.range);
    let mut is_open = true;
    let (area, size) = (ctx.content_rect(), context.theme.text_size);
    let window = Window::new(context.text.get("range"))
        .id(egui::Id::unique("range"))
        .collapsible(false)
        .resizable(false)
        .default_pos(pos2(area.left() + 2.0 * size, area.top() + 4.5 * size))
        .open(&mut is_open);
    window.show(ctx, |ui| {
        ui.set_width((52.0 * size).min(area.width() - 4.0 * GRID));
        let most = (area.height() - 8.0 * size).max(6.0 * size);
        ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
            setup_ui(ui, &mut own, frame);
            run_ui(ui, &mut own, frame);
            if own.outcome.is_some() {
                ui.separator();
                result_ui(ui, &mut own, frame);
            }
        });
    });
    own.is_open = is_open;
    if !is_open {
        own.stop(); // Nobody sees what would come.
    }
    frame.view.range = own;
}

/// Names a list to choose from for screen readers.
fn named(response: &Response, label: &str, shown: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{label}: {shown}")));
}

/// A list to choose from, with a name for screen readers; says which entry was chosen. Entries may be names of readings.
pub(super) fn choice_ui(
    ui: &mut Ui,
    id: &str,
    label: &str,
    (shown, entries): (&str, &[String]),
    are_symbols: bool,
) -> Option<usize> {
    let selected = on_widget(ui, shown, are_symbols);
    let combo =
        ComboBox::from_id_salt(id).selected_text(selected).truncate().width(ui.available_width() - GRID);
    let mut chosen = None;
    let response = combo.show_ui(ui, |ui| {
        for (index, entry) in entries.iter().enumerate() {
            if entry_ui(ui, entry == shown, entry, are_symbols).clicked() {
                chosen = Some(index);
            }
        }
    });
    named(&response.response, label, shown);
    chosen
}

/// What is varied, and how.
fn setup_ui(ui: &mut Ui, own: &mut RangeView, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let preset = context.document.preset();
    let all = variable(preset);
    let is_there = |setup: &Setup| {
        all.iter().any(|(_, address, _)| *address == setup.address)
            && setup.probe.describe(preset.network()).is_some()
    };
    if !own.setup.as_ref().is_some_and(is_there) {
        let grid = preset.grid();
        own.setup = Setup::new(preset, None, context.selection, context.marks, grid);
    }
    let Some(mut setup) = own.setup.clone() else {
        ui.label(text.get("range-nothing"));
        return;
    };
    let before = setup.clone();
    if let Some(address) = search_ui(ui, &mut own.search, &all, context) {
        setup.vary(preset, address);
    }
    Grid::new("range-setup").num_columns(2).show(ui, |ui| {
        let path_of = |setup: &Setup| {
            all.iter().find(|own| own.1 == setup.address).map(|own| own.0.clone()).unwrap_or_default()
        };
        let label = text.get("range-parameter");
        ui.label(&label);
        let paths: Vec<String> = all.iter().map(|own| own.0.clone()).collect();
        if let Some(index) = choice_ui(ui, "range-parameter", &label, (&path_of(&setup), &paths), false) {
            setup.vary(preset, all[index].1);
        }
        ui.end_row();
        ui.label(text.get("range-values"));
        ui.vertical(|ui| values_ui(ui, &mut setup, frame));
        ui.end_row();
        probe_ui(ui, &mut setup, context);
        let label = ui.label(text.get("range-duration"));
        ui.horizontal(|ui| duration_ui(ui, &mut setup, label.id, frame));
        ui.end_row();
    });
    if setup != before {
        own.refused = None;
        own.setup = Some(setup);
    }
}

/// The probe whose trace is kept.
fn probe_ui(ui: &mut Ui, setup: &mut Setup, context: &ViewContext<'_>) {
    let preset = context.document.preset();
    let label = context.text.get("range-probe");
    ui.label(&label);
    let probes = probes(preset);
    let names: Vec<String> = probes.iter().map(|own| own.1.clone()).collect();
    let shown = probes.iter().find(|own| own.0 == setup.probe).map(|own| own.1.clone()).unwrap_or_default();
    if let Some(index) = choice_ui(ui, "range-probe", &label, (&shown, &names), true) {
        setup.probe = probes[index].0.clone();
    }
    ui.end_row();
}

/// Steps from one value to another, or a list.
fn values_ui(ui: &mut Ui, setup: &mut Setup, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let preset = context.document.preset();
    let Some((spec, _)) = preset.get(setup.address) else { return };
    ui.horizontal_wrapped(|ui| {
        for (is_list, key) in [(false, "range-steps"), (true, "range-list")] {
            if choice::radio(ui, setup.is_list == is_list, text.get(key)).clicked() {
                setup.is_list = is_list;
            }
        }
        if !setup.is_list && !matches!(spec.kind, Kind::Count { .. }) {
            choice::checkbox(ui, &mut setup.is_log, text.get("range-log"))
                .on_hover_text(text.get("range-log-tip"));
        }
    });
    if setup.is_list {
        let field = TextEdit::singleline(&mut setup.list).desired_width(f32::INFINITY);
        let response = ui.add(field);
        let (name, value) = (text.get("range-list-name"), setup.list.clone());
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, &name);
            info.current_text_value = Some(value.clone());
            info
        });
        response.on_hover_text(text.with("range-list-tip", &[("limit", &MOST_VALUES.to_string())]));
        return;
    }
    // What lies beyond what is valid now may become valid with other values: the plan says so.
    let Bounds { min, max, .. } = preset.valid_bounds(setup.address).unwrap_or_else(|| spec.valid());
    let speed = (0.005 * (setup.ends.1 - setup.ends.0).abs()).max(1e-4);
    ui.horizontal_wrapped(|ui| {
        let own = |name| Own { name, range: (min, max), unit: spec.unit.symbol(), speed };
        let label = ui.label(text.get("range-from"));
        own_ui(ui, &own("range-from"), &mut setup.ends.0, label.id, &mut frame.view.fields, context);
        let label = ui.label(text.get("range-to"));
        own_ui(ui, &own("range-to"), &mut setup.ends.1, label.id, &mut frame.view.fields, context);
        let label = ui.label(text.get("range-number"));
        #[expect(clippy::cast_precision_loss, reason = "50")]
        let own = Own { name: "range-number", range: (2.0, MOST_VALUES as f64), unit: "", speed: 0.1 };
        own_ui(ui, &own, &mut setup.n, label.id, &mut frame.view.fields, context);
        setup.n = setup.n.round();
    });
}

/// The length of each run, and whether clicks act on it.
fn duration_ui(ui: &mut Ui, setup: &mut Setup, label: egui::Id, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let dt_ms = context.document.preset().grid().dt_ms();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let range = (dt_ms, MOST_STEPS as f64 * dt_ms);
    let own = Own { name: "range-duration", range, unit: "ms", speed: 1.0 };
    let response = own_ui(ui, &own, &mut setup.duration_ms, label, &mut frame.view.fields, context);
    if response.dragged() {
        // What is dragged ends at a step; what is typed beside one is refused when it is run.
        let grid = context.document.preset().grid();
        setup.duration_ms = grid.time_ms(grid.moment(setup.duration_ms).step).max(dt_ms);
    }
    let n = context.marks.iter().filter(|mark| !matches!(mark.kind, InputKind::Edit)).count();
    if 0 < n {
        let words = text.with("range-clicks", &[("count", &n.to_string())]);
        choice::checkbox(ui, &mut setup.with_clicks, words).on_hover_text(text.get("range-clicks-tip"));
    } else if context.document.preset().standalone().is_none() {
        ui.label(egui::RichText::new(text.get("range-no-clicks")).color(context.theme.weak_text));
    }
}

/// Running, how far that is, and what was refused. The keyboard stays on the button when that becomes another one.
fn run_ui(ui: &mut Ui, own: &mut RangeView, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    if let Some(refused) = &own.refused {
        ui.colored_label(context.theme.warning, refused);
    }
    let response = if let Some(job) = &own.job {
        let n = own.outcome.as_ref().map_or(0, Outcome::n_ended);
        let args = [("done", n.to_string()), ("runs", job.plan().values.len().to_string())];
        let bar = ProgressBar::new(job.progress()).desired_width(14.0 * context.theme.text_size);
        ui.horizontal(|ui| {
            let cancel = ui.button(text.get("cancel")).on_hover_text(text.get("range-cancel-tip"));
            ui.add(bar.text(text.with("range-running", &args)));
            if cancel.clicked() {
                frame.requests.push(Request::Range(RangeRequest::Stop));
            }
            cancel
        })
        .inner
    } else {
        let button = ui.add_enabled(own.setup.is_some(), egui::Button::new(text.get("range-run")));
        let button = button.on_hover_text(text.get("range-run-tip"));
        if button.clicked() {
            frame.requests.push(Request::Range(RangeRequest::Start));
        }
        button
    };
    let is_busy = own.is_busy();
    let (had_focus, was_busy) = own.button;
    if std::mem::take(&mut own.wants_focus) || had_focus && was_busy != is_busy {
        response.request_focus();
    }
    own.button = (response.has_focus(), is_busy);
}
