//! The command palette: every command, lesson, preset, parameter, and everything that can be added, found by words.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Button, Key, Label, Modifiers, RichText, ScrollArea, TextEdit, Ui, Window};

use super::palette_find::{find, folded};
use super::palette_state::{Choice, Entry, PaletteState};
use crate::app::action::Action;
use crate::app::canvas::drag::Joint;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::plot;
use crate::app::request::Request;
use crate::app::selection::Selection;
use crate::app::theme::GRID;
use crate::app::widget::symbol::on_widget;
use crate::app::works::{MOST_LISTED, changes_words};
use crate::document::{Edit, PlotEdit, Structure};
use crate::lesson::library as lessons;
use crate::model::network::Object;
use crate::model::neuron::{self, NeuronModel, PaletteEntry};
use crate::model::probe::Probe;
use crate::model::receptor::ReceptorKey;
use crate::model::stimulus::StimulusKey;
use crate::preset::library;
use crate::preset::plot_spec::PlotSpec;
use crate::text::Text;
use crate::text::subscript::written;

/// Objects whose plots are offered where nothing is selected.
const MOST_PLOTTED: usize = 40;

/// Draws the palette, if it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn palette_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some(mut state) = frame.view.palette.take() else { return };
    let ctx = ui.ctx();
    let entries = state.entries.take().unwrap_or_else(|| entries(context));
    // A large document has tens of thousands of parameters: they are looked through when something else is typed.
    let found = match state.found.take() {
        Some((typed, found)) if typed == state.typed => found,
        _ => find(&state.typed, &entries),
    };
    let searched = state.typed.clone();
    let pressed = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        return;
    }
    let moved = i64::from(pressed(Key::ArrowDown)) - i64::from(pressed(Key::ArrowUp));
    let last = found.len().saturating_sub(1);
    // Enter carries out only what is meant beyond doubt, or what was chosen.
    let first = found.first().is_some_and(|own| own.is_sure).then_some(0);
    if moved != 0 && !found.is_empty() {
        let next = match state.at.or(first) {
            Some(at) => at.saturating_add_signed(isize::try_from(moved).unwrap_or(0)).min(last),
            None => 0,
        };
        state.at = Some(next);
    }
    let at = state.at.map(|at| at.min(last)).or(first);
    let mut chosen = if pressed(Key::Enter) { at } else { None };
    let width = (ctx.content_rect().width() - 8.0 * GRID).min(640.0);
    let mut has_focus = true;
    Window::new(context.text.get("action-palette"))
        .title_bar(false)
        .resizable(false)
        .anchor(egui::Align2::CENTER_TOP, [0.0, 48.0])
        .order(egui::Order::Foreground)
        .show(ctx, |ui| {
            ui.set_width(width);
            let field = TextEdit::singleline(&mut state.typed).hint_text(context.text.get("palette-hint"));
            let field = ui.add(field.desired_width(width));
            let name = context.text.get("palette-name");
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, &name));
            if field.changed() {
                state.at = None;
            }
            has_focus = field.has_focus() || !field.lost_focus();
            field.request_focus();
            let height = (ctx.content_rect().height() - 16.0 * GRID).clamp(80.0, 360.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for (place, own) in found.iter().enumerate() {
                    let Choice { words, detail, hindrance, entry, .. } = &entries[own.index];
                    let is_symbol = matches!(entry, Entry::Show(_));
                    let is_on = Some(place) == at;
                    let why = hindrance.map(|key| context.text.get(key));
                    let response = ui.horizontal(|ui| {
                        ui.set_width(width - GRID);
                        let entry = ui.add_enabled_ui(why.is_none(), |ui| {
                            let typeset = on_widget(ui, words, is_symbol);
                            let response = ui.add(Button::selectable(is_on, typeset).truncate());
                            let is_enabled = ui.is_enabled();
                            response.widget_info(|| {
                                egui::WidgetInfo::selected(egui::Role::Button, is_enabled, is_on, words)
                            });
                            response
                        });
                        let entry = entry.inner;
                        let detail = RichText::new(why.as_deref().unwrap_or(detail))
                            .color(context.theme.weak_text)
                            .font(context.theme.font(0.9));
                        ui.add(Label::new(detail).truncate());
                        entry
                    });
                    if is_on && moved != 0 {
                        response.inner.scroll_to_me(None);
                    }
                    if response.inner.clicked() {
                        chosen = Some(place);
                    }
                }
                if found.is_empty() {
                    ui.label(context.text.get("palette-nothing"));
                }
            });
        });
    let chosen = chosen.and_then(|place| found.get(place)).map(|own| &entries[own.index]);
    match chosen.filter(|choice| choice.hindrance.is_none()) {
        Some(choice) => ask(&choice.entry, frame),
        None if has_focus => {
            frame.view.palette =
                Some(PaletteState { entries: Some(entries), found: Some((searched, found)), ..state });
        }
        None => {}
    }
}

/// What something is called besides, by the key of its words.
fn also(key: &str, text: &Text) -> String {
    let key = format!("{key}-words");
    if text.has(&key) { text.get(&key) } else { String::new() }
}

/// Everything that can be chosen.
fn entries(context: &ViewContext<'_>) -> Vec<Choice> {
    let text = context.text;
    let mut entries = Vec::new();
    for action in Action::ALL.iter().filter(|action| **action != Action::Palette) {
        let detail = text.get(action.tip_key()).into();
        let choice =
            Choice::new(text.get(action.key()), &also(action.key(), text), detail, Entry::Act(*action));
        entries.push(choice.hindered(action.hindrance(context)));
    }
    if context.preset().standalone().is_none() {
        entries.extend(objects(context));
        entries.extend(plots(context));
    }
    for lesson in lessons::LESSONS {
        let title = text.own(lessons::title(lesson.text));
        let words = text.with("palette-lesson", &[("name", &title)]);
        entries.push(Choice::new(words, &title, lesson.name.into(), Entry::Lesson(lesson.name)));
    }
    for preset in library::PRESETS {
        let title = text.own(lessons::title(preset.text));
        let words = text.with("palette-preset", &[("name", &title)]);
        entries.push(Choice::new(words, &title, preset.name.into(), Entry::Preset(preset.name)));
    }
    for kept in context.works.iter().take(MOST_LISTED) {
        let words = text.with("palette-work", &[("name", &text.own(&kept.origin.title))]);
        let detail = changes_words(&kept.origin.changes, text).into();
        entries.push(Choice::new(words, "", detail, Entry::Work(kept.name.clone())));
    }
    let mut details: BTreeMap<&'static str, (Arc<str>, Arc<str>)> = BTreeMap::new();
    context.preset().visit_paths(&mut |words, address, spec| {
        let detail = details.entry(spec.meaning).or_insert_with(|| {
            let detail = text.own(spec.meaning);
            (detail.as_str().into(), folded(&written(&detail)).into())
        });
        let entry = Entry::Parameter(address);
        entries.push(Choice::with_plain_detail(words, spec.symbol, detail.clone(), entry));
    });
    entries
}

/// What can be added to the network.
fn objects(context: &ViewContext<'_>) -> Vec<Choice> {
    let text = context.text;
    let network = context.network();
    let mut entries = Vec::new();
    for (kind, PaletteEntry { key, n }) in neuron::palette() {
        let words = text.with("palette-add", &[("name", &text.get(key))]);
        let detail = text.get(&format!("{key}-tip")).into();
        entries.push(Choice::new(words, &also(key, text), detail, Entry::Add(kind, n)));
    }
    let joints = ReceptorKey::ALL.iter().map(|own| (Joint::Receptor(*own), text.own(own.label())));
    for (joint, name) in joints.chain([(Joint::Gap, text.get("palette-gap"))]) {
        let words = text.with("connect-with", &[("name", &name)]);
        let detail = text.get("connect-by-tip").into();
        entries.push(Choice::new(words, &also("connect-with", text), detail, Entry::ConnectBy(joint)));
    }
    let is_driven = |id: u32| {
        network.population(id).and_then(|own| own.kind.inner()).is_some_and(NeuronModel::has_membrane)
    };
    let hindrance = (!context.selection.populations().any(is_driven)).then_some("why-no-neuron");
    for kind in StimulusKey::ALL {
        let words = text.with("palette-add-stimulus", &[("name", &text.own(kind.label()))]);
        let detail = text.own(kind.make().meaning()).into();
        let choice = Choice::new(words, &also("add-stimulus", text), detail, Entry::AddStimulus(*kind));
        entries.push(choice.hindered(hindrance));
    }
    let is_synapse = |own: &Object| matches!(own, Object::Projection(_));
    let hindrance = (!context.selection.objects().iter().any(is_synapse)).then_some("why-no-synapse");
    for receptor in ReceptorKey::ALL {
        let words = text.with("palette-add-receptor", &[("name", &text.own(receptor.label()))]);
        let detail = text.own(receptor.meaning()).into();
        let choice = Choice::new(words, "", detail, Entry::AddReceptor(*receptor));
        entries.push(choice.hindered(hindrance));
    }
    entries
}

/// What can be plotted of what is selected, or of all there is: probes, and the other plots, of all objects together where one
/// plot can show them.
fn plots(context: &ViewContext<'_>) -> Vec<Choice> {
    let (text, network) = (context.text, context.network());
    let selected = context.selection.objects();
    let objects: Vec<Object> = if selected.is_empty() {
        network.parts().objects().take(MOST_PLOTTED).collect()
    } else {
        selected.iter().copied().take(MOST_PLOTTED).collect()
    };
    let mut entries = Vec::new();
    for object in objects.iter().copied() {
        let name = network.parts().name_of(object).unwrap_or("?");
        for probe in Probe::first_of(network, object) {
            let Some((symbol, state)) = probe.describe(network) else { continue };
            // It is typeset where it is drawn, as in plots.
            let words = written(&text.with("palette-show", &[("probe", &symbol)]));
            let detail = text.own(state.meaning).into();
            entries.push(Choice::new(words, name, detail, Entry::Show(vec![probe])));
        }
    }
    // Where no population is selected, plots of populations are of all.
    let is_population = |own: &Object| matches!(own, Object::Population(_));
    let mut shown = objects.clone();
    if !objects.iter().any(is_population) {
        let populations = network.populations().iter().map(|own| Object::Population(own.id));
        shown.extend(populations.take(MOST_PLOTTED));
    }
    let mut merged: Vec<(&'static str, PlotSpec, Vec<&str>)> = Vec::new();
    for object in shown {
        let name = network.parts().name_of(object).unwrap_or("?");
        for (key, spec) in plot::offers(object, network) {
            match merged.iter_mut().find(|(own, into, _)| *own == key && into.can_join(&spec)) {
                Some((_, into, names)) => {
                    into.join(&spec);
                    names.push(name);
                }
                None => merged.push((key, spec, vec![name])),
            }
        }
    }
    for (key, spec, names) in merged {
        let words = text.with("palette-plot", &[("what", text.get(key)), ("of", names.join(", "))]);
        let detail = text.get("action-add-plot-tip").into();
        entries.push(Choice::new(words, &also(key, text), detail, Entry::Plot(spec)));
    }
    entries
}

/// Does what an entry says.
fn ask(entry: &Entry, frame: &mut Frame<'_>) {
    let context = frame.context;
    let edit = |edit: Edit| Request::Edit(edit, None);
    match entry {
        Entry::Act(action) => frame.requests.act(*action),
        Entry::Add(kind, n) => frame.requests.push(Request::Add { kind: *kind, n: *n, joins: false }),
        Entry::AddStimulus(kind) => {
            let is_driven = |id: &u32| {
                let population = context.network().population(*id).and_then(|own| own.kind.inner());
                population.is_some_and(NeuronModel::has_membrane)
            };
            let add = |population| Edit::Structure(Structure::AddStimulus { population, kind: *kind });
            let edits = context.selection.populations().filter(is_driven).map(add).collect();
            frame.requests.push(edit(Edit::Each(edits)));
        }
        Entry::AddReceptor(receptor) => {
            let projections = context.selection.objects().iter().filter_map(|own| match own {
                Object::Projection(id) => context.network().projection(*id),
                _ => None,
            });
            let missing = projections.filter(|own| own.receptor(*receptor).is_none()).map(|own| own.id);
            let add =
                |projection| Edit::Structure(Structure::AddReceptor { projection, receptor: *receptor });
            let edits: Vec<Edit> = missing.map(add).collect();
            if !edits.is_empty() {
                frame.requests.push(edit(Edit::Each(edits)));
            }
        }
        Entry::ConnectBy(joint) => {
            frame.view.connect_by = *joint;
            if context.selection.populations().next().is_some() && frame.view.connecting.is_empty() {
                frame.requests.act(Action::Connect);
            }
        }
        Entry::Plot(spec) => frame.requests.push(edit(Edit::Plots(PlotEdit::Add(spec.clone())))),
        Entry::Show(probes) => {
            let show = PlotEdit::Show { plot: None, probes: probes.clone() };
            frame.requests.push(edit(Edit::Plots(show)));
        }
        Entry::Lesson(name) => frame.requests.push(Request::OpenLesson(name)),
        Entry::Preset(name) => frame.requests.push(Request::OpenPreset(name)),
        Entry::Work(name) => frame.requests.push(Request::OpenWork(name.clone())),
        Entry::Parameter(address) => {
            frame.view.sought = Some((*address, None));
            let object = address.target.object();
            frame.requests.push(Request::Select(object.map_or_else(Selection::default, Selection::one)));
        }
    }
}
