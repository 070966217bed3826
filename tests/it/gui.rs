//! The window, driven through accessible names on the real application with a hand-stepped engine.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use bouton::app::{Action, App, FileChooser, Purpose, Selection, ThemeChoice, install_fonts};
use bouton::document::Document;
use bouton::engine::{Command, Engine};
use bouton::model::network::Object;
use bouton::param::Value;
use bouton::preset::{Preset, library, load};
use bouton::sim::{Stream, StreamKind};
use eframe::egui::{self, Event, Key, Modifiers, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod actions;
mod building;
mod carried;
mod caveats;
mod conventions;
mod doors;
mod drawings;
mod files;
mod frames;
mod gallery;
mod ghosts;
mod heights;
mod incoming;
mod journal;
mod keeping;
mod large;
mod leaving;
mod ledger;
mod legible;
mod lessons;
mod links;
mod looks;
mod measure;
mod networks;
mod notes;
mod own_data;
mod palette;
mod panels;
mod plasticity;
mod presets;
mod quick;
mod random;
mod range;
mod reading;
mod run_file;
mod runs;
mod saving;
mod shown;
mod spikes;
mod stage;
mod statistics;
mod strokes;
mod students;
mod sweeps;
mod symbols;
mod takeaway;
mod time_line;
mod twin;
mod twin_sides;
mod typing;
mod until;
mod wheel;

/// A frame of wall time.
const FRAME: Duration = Duration::from_nanos(16_666_667);

/// The real application, with model time that moves by a frame's worth per frame.
struct Stage {
    app: App,
}

impl eframe::App for Stage {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.engine().advance(FRAME);
        self.app.think(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.draw(ui);
    }
}

/// Answers every question with the next file of a list.
#[derive(Clone, Default)]
struct Script(Rc<RefCell<Vec<PathBuf>>>);

impl FileChooser for Script {
    fn ask(&mut self, _: Purpose, _: Option<PathBuf>, _: String) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = sync_channel(1);
        let next = self.0.borrow_mut().pop();
        if next.is_some() {
            sender.send(next).unwrap();
        }
        receiver
    }
}

fn preset(name: &str) -> Preset {
    load::parse(library::find(name).unwrap().text.as_bytes()).unwrap()
}

fn stage_with(script: Script, size: Vec2, scale: f32) -> Harness<'static, Stage> {
    stage_of(preset("ampa"), ThemeChoice::Dark, script, size, scale)
}

fn stage_of(
    preset: Preset,
    theme: ThemeChoice,
    script: Script,
    size: Vec2,
    scale: f32,
) -> Harness<'static, Stage> {
    let engine = Engine::by_hand(App::program(&preset, true));
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_step_dt(FRAME.as_secs_f32())
        .with_max_steps(20)
        .build_eframe(move |creation| {
            install_fonts(&creation.egui_ctx);
            Stage { app: App::new(Document::untitled(preset), engine, theme, Box::new(script)) }
        });
    harness.run_steps(3);
    harness
}

fn stage() -> Harness<'static, Stage> {
    stage_with(Script::default(), egui::vec2(1280.0, 720.0), 1.0)
}

fn app<'a>(harness: &'a mut Harness<'static, Stage>) -> &'a mut App {
    &mut harness.state_mut().app
}

fn place(harness: &Harness<'static, Stage>, population: u32) -> Pos2 {
    harness.state().app.vertex_place(population).unwrap()
}

fn head(harness: &Harness<'static, Stage>, probe: &str) -> f64 {
    harness.state().app.probe_now(probe).unwrap()
}

fn number(harness: &Harness<'static, Stage>, path: &str) -> f64 {
    let preset = harness.state().app.document().preset();
    match preset.get(preset.find(path).unwrap()).unwrap().1 {
        Value::Number(number) => number,
        other => panic!("{path} is {other:?}"),
    }
}

#[test]
fn a_click_on_neuron_1_fires_it_and_neuron_0_answers() {
    let mut harness = stage();
    assert_eq!(harness.state().app.spikes_seen(1), 0);
    assert!(head(&harness, "V_0") < -69.99 && head(&harness, "g_1-0") == 0.0);
    harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
    harness.run_steps(2);
    assert_eq!(harness.state().app.spikes_seen(1), 1, "shown within two frames");
    assert!(5.0 < head(&harness, "g_1-0"), "g = {}", head(&harness, "g_1-0"));
    harness.run_steps(4); // At 100 ms/s, seven milliseconds.
    assert!(-65.0 < head(&harness, "V_0"), "V = {}", head(&harness, "V_0"));
    assert_eq!(harness.state().app.spikes_seen(0), 0, "one click is not enough");
    assert_eq!(
        harness.state().app.selection(),
        &Selection::one(Object::Projection(3)),
        "a click that fires keeps the panel"
    );
    harness.get_by_label("Parameters of 1").click();
    harness.run_steps(2);
    assert_eq!(harness.state().app.selection(), &Selection::one(Object::Population(1)));
}

#[test]
fn three_clicks_within_a_third_of_a_second_make_neuron_0_fire() {
    let mut harness = stage();
    for _ in 0..3 {
        harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
        harness.run_steps(8); // 133 ms of wall time, 13 ms of model time.
    }
    assert_eq!(harness.state().app.spikes_seen(1), 3);
    harness.run_steps(30);
    assert_eq!(harness.state().app.spikes_seen(0), 1);
}

#[test]
fn a_click_while_paused_shows_at_once() {
    let mut harness = stage();
    harness.key_press(Key::Space);
    harness.run_steps(2);
    assert!(!harness.state().app.is_running());
    let time = harness.state().app.now_ms();
    harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
    harness.run_steps(2);
    assert_eq!(harness.state().app.spikes_seen(1), 1);
    assert_eq!(head(&harness, "g_1-0"), 10.0);
    assert_eq!(harness.state().app.now_ms(), time, "time stands still");
    harness.key_press(Key::Period);
    harness.run_steps(2);
    assert!((harness.state().app.now_ms() - time - 0.1).abs() < 1e-9);
    harness.key_press(Key::Comma);
    harness.run_steps(2);
    assert!((harness.state().app.now_ms() - time - 1.1).abs() < 1e-9);
}

#[test]
fn a_drag_moves_and_does_not_fire() {
    let mut harness = stage();
    let from = place(&harness, 1);
    let before = harness.state().app.document().preset().view().positions[&1];
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(1);
    for step in 1..=10_u8 {
        harness.hover_at(from + egui::vec2(4.0 * f32::from(step), 3.0 * f32::from(step)));
        harness.run_steps(1);
    }
    harness.drop_at(from + egui::vec2(40.0, 30.0));
    harness.run_steps(2);
    let after = harness.state().app.document().preset().view().positions[&1];
    assert!(10.0 < after.0 - before.0 && 5.0 < after.1 - before.1, "{before:?} {after:?}");
    assert_eq!(harness.state().app.spikes_seen(1), 0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(harness.state().app.document().preset().view().positions[&1], before, "one drag, one undo");
    assert!(!harness.state().app.document().is_changed());
}

#[test]
fn digits_fire_and_a_held_neuron_is_ignored_while_refractory() {
    let mut harness = stage();
    harness.key_press(Key::Num1);
    harness.run_steps(2);
    assert_eq!(harness.state().app.spikes_seen(1), 1);
    harness.key_press(Key::Num1);
    harness.run_steps(1);
    harness.key_press(Key::Num0);
    harness.run_steps(2);
    assert_eq!(harness.state().app.spikes_seen(0), 1, "neuron 0 can be fired as well");
}

#[test]
fn a_slider_acts_at_once_and_resets() {
    let mut harness = stage();
    let path = "projections.1-0.receptors.ampa.kinetics.tau_ms";
    harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(50.0);
    harness.run_steps(2);
    assert!((number(&harness, path) - 50.0).abs() < 0.5, "{}", number(&harness, path));
    harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::Role::Button, "Synapse 1-0").click();
    harness.run_steps(2);
    for _ in 0..2 {
        harness.get_by_role_and_label(egui::Role::Label, "τ").click();
        harness.run_steps(2);
    }
    assert_eq!(number(&harness, path), 5.0, "a double click on the symbol resets");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert!((number(&harness, path) - 50.0).abs() < 0.5, "and that can be undone");
}

#[test]
fn a_change_of_a_parameter_shows_with_the_next_frame() {
    let mut harness = stage();
    harness.key_press(Key::Space);
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
    harness.run_steps(3);
    assert_eq!(head(&harness, "g_1-0"), 10.0);
    harness.get_by_role_and_label(egui::Role::Slider, "ḡ").set_value_accesskit(20.0);
    harness.step(); // The slider moves and the engine is told,
    harness.step(); // and this frame shows what it made of it.
    let now = number(&harness, "projections.1-0.receptors.ampa.g_max_nS");
    assert!((now - 20.0).abs() < 0.2, "{now}");
    assert_eq!(head(&harness, "g_1-0"), now, "open channels count with the new conductance");
}

#[test]
fn a_typed_number_takes_units_commas_and_limits() {
    let mut harness = stage();
    let path = "projections.1-0.receptors.ampa.kinetics.tau_ms";
    for (typed, value) in
        [("7,5", 7.5), ("0.012 s", 12.0), ("2e1 ms", 20.0), ("99999", 99_999.0), ("1e9", 99_999.0)]
    {
        type_into(&mut harness, "τ", typed);
        assert_eq!(number(&harness, path), value, "{typed}");
    }
    assert!(harness.query_all_by_label_contains("outside").next().is_some(), "the reason stands beside it");
}

/// Types a text into the number field of a parameter.
fn type_into(harness: &mut Harness<'static, Stage>, symbol: &str, typed: &str) {
    let field = harness.get_by_role_and_label(egui::Role::SpinButton, symbol).rect().center();
    harness.hover_at(field);
    harness.drag_at(field);
    harness.drop_at(field);
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(typed.to_owned()));
    harness.run_steps(1);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
}

/// Presses a key.
fn key(harness: &mut Harness<'static, Stage>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

/// Presses a button.
fn press(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_role_and_label(egui::Role::Button, label).click();
    harness.run_steps(4);
}

#[test]
fn every_action_works_by_its_shortcut() {
    for action in Action::ALL.iter().copied() {
        let script = Script::default();
        let mut harness = stage_with(script, egui::vec2(1280.0, 720.0), 1.0);
        prepare(&mut harness, action);
        let before = fingerprint(&harness);
        let messages = app(&mut harness).messages();
        let shortcut = action.shortcut();
        harness.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
        harness.run_steps(3);
        // Here all plots are of time, which has no logarithm: that is said.
        let is_said = action == Action::LogAxisX && app(&mut harness).messages() != messages;
        assert!(is_said || fingerprint(&harness) != before, "{action:?} by {shortcut:?} changed nothing");
    }
}

/// Brings the window into a state in which the action has something to do.
fn prepare(harness: &mut Harness<'static, Stage>, action: Action) {
    let ctx = harness.ctx.clone();
    let act = |harness: &mut Harness<'static, Stage>, action| {
        app(harness).do_action(&ctx, action);
        harness.run_steps(2);
    };
    match action {
        Action::Undo | Action::ResetAll | Action::Revert => change_tau(harness),
        Action::Cut
        | Action::Copy
        | Action::Duplicate
        | Action::Connect
        | Action::Plot
        | Action::PlotSpikes => {
            harness.get_by_label("Parameters of 1").click();
            harness.run_steps(2);
        }
        Action::ConnectAll => act(harness, Action::SelectAll),
        Action::ClearGhosts => act(harness, Action::KeepGhost),
        Action::TwinDifference | Action::TwinSide => act(harness, Action::Twin),
        Action::PasteValues => {
            // Two neurons of one kind that differ.
            harness.get_by_label("Parameters of 0").click();
            harness.run_steps(2);
            act(harness, Action::Duplicate);
            harness.get_by_role_and_label(egui::Role::Slider, "C").set_value_accesskit(400.0);
            harness.run_steps(2);
            act(harness, Action::CopyValues);
            harness.get_by_label("Parameters of 0").click();
            harness.run_steps(2);
        }
        Action::AlignRow | Action::AlignColumn => {
            let from = place(harness, 1);
            drag(harness, from, from + egui::vec2(30.0, -40.0));
            act(harness, Action::SelectAll);
        }
        Action::Redo => {
            change_tau(harness);
            act(harness, Action::Undo);
        }
        Action::PreviousRun | Action::NextRun | Action::CloseRun => {
            act(harness, Action::RunPause);
            act(harness, Action::ToStart);
            change_tau(harness);
        }
        Action::StepDt | Action::StepMs => act(harness, Action::RunPause),
        Action::BackDt
        | Action::BackMs
        | Action::ToStart
        | Action::ToEnd
        | Action::JumpAfter
        | Action::MarkAfter => {
            harness.run_steps(2);
            harness.key_press(Key::Num1);
            harness.run_steps(8);
            act(harness, Action::RunPause);
            if matches!(action, Action::ToEnd | Action::JumpAfter | Action::MarkAfter) {
                act(harness, Action::ToStart);
            }
        }
        Action::StepToSpike | Action::SpikeBefore | Action::JumpBefore | Action::MarkBefore => {
            act(harness, Action::RunPause);
            for _ in 0..3 {
                harness.key_press(Key::Num1);
                harness.run_steps(1);
                for _ in 0..4 {
                    act(harness, Action::StepMs);
                }
            }
        }
        Action::OtherCursor | Action::CopyReadings => act(harness, Action::Measure),
        Action::CopySweeps => {
            act(harness, Action::RunPause);
            act(harness, Action::Sweeps);
            harness.key_press(Key::Num1);
            harness.run_steps(2);
            app(harness).engine().advance_steps(4000);
            harness.run_steps(16);
        }
        Action::SaveLedger => {
            harness.run_steps(2);
            harness.key_press(Key::Num1);
            harness.run_steps(8);
            act(harness, Action::RunPause);
            act(harness, Action::SelectAll);
            act(harness, Action::Ledger);
            harness.run_steps(4);
        }
        Action::LogAxis => {
            // A potential has no logarithm.
            let plots = harness.get_all_by_role(egui::Role::Image);
            let is_of_g = |node: &egui_kittest::Node<'_>| {
                node.accesskit_node().label().is_some_and(|label| label.contains("g 1-0"))
            };
            let at = plots.filter(is_of_g).map(|node| node.rect().center()).next().unwrap();
            harness.hover_at(at);
            harness.run_steps(2);
        }
        Action::Note => {
            harness.run_steps(20);
            act(harness, Action::Measure);
        }
        Action::FitParameters => own_data::lay_under(harness, "t_ms,V_mV\n0,-70\n5,-69\n10,-68\n"),
        Action::AlignRecording => {
            own_data::lay_under(harness, "t_ms,V_mV\n0,-70\n5,-69\n10,-68\n");
            harness.run_steps(20);
            harness.key_press(Key::Num1);
            harness.run_steps(3);
        }
        Action::SourceOfSpikes => own_data::lay_under(harness, "t_ms\n1\n5\n10\n"),
        Action::ThemeDark => act(harness, Action::ThemeLight),
        Action::ZoomReset => act(harness, Action::ZoomIn),
        Action::FitCanvas | Action::ResetLayout | Action::FitPlots => {
            let from = place(harness, 1);
            drag(harness, from, from + egui::vec2(60.0, 10.0));
            let divider = harness.get_by_label("Drag to resize the left and right panes").rect();
            // In its middle the other divider crosses it.
            let divider = egui::pos2(divider.center().x, divider.top() + 0.25 * divider.height());
            drag(harness, divider, divider + egui::vec2(-80.0, 0.0));
            let plot = harness.get_by_label("Plot of V 0").rect().center();
            harness.run_steps(60);
            drag(harness, plot, plot + egui::vec2(40.0, 12.0));
        }
        Action::NextStep
        | Action::PreviousStep
        | Action::ShowMe
        | Action::CloseLesson
        | Action::TeacherNotes => {
            app(harness).open_lesson_at(&ctx, "ampa", 1);
            harness.run_steps(2);
        }
        Action::Restart | Action::CopyCommand => harness.run_steps(20),
        _ => {}
    }
}

fn change_tau(harness: &mut Harness<'static, Stage>) {
    harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(9.0);
    harness.run_steps(2);
}

fn drag(harness: &mut Harness<'static, Stage>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(1);
    harness.hover_at(from + (to - from) * 0.5);
    harness.run_steps(1);
    harness.hover_at(to);
    harness.run_steps(1);
    harness.drop_at(to);
    harness.run_steps(2);
}

/// Everything an action may change, as a text.
fn fingerprint(harness: &Harness<'static, Stage>) -> String {
    let app = &harness.state().app;
    format!(
        "{:?} running {} {:?} zoom {} {}",
        app.document().preset(),
        app.is_running(),
        app.theme_choice(),
        harness.ctx.zoom_factor(),
        app.view_fingerprint(),
    )
}

#[test]
fn menus_hold_every_action() {
    let mut harness = stage();
    let text = bouton::text::Text::english();
    for menu in bouton::app::Menu::ALL {
        harness.get_by_label(&text.get(menu.key())).click();
        harness.run_steps(2);
        for action in Action::ALL.iter().filter(|action| action.menu() == menu) {
            let label = text.get(action.key());
            assert!(
                harness.query_all_by_label_contains(&label).next().is_some(),
                "{label} is not in its menu"
            );
        }
        harness.key_press(Key::Escape);
        harness.run_steps(2);
    }
}

#[test]
fn escape_closes_what_help_opened() {
    let mut harness = stage();
    for (key, modifiers) in [
        (Key::F1, Modifiers::NONE),
        (Key::M, Modifiers::COMMAND | Modifiers::SHIFT),
        (Key::D, Modifiers::COMMAND | Modifiers::SHIFT),
    ] {
        let closed = harness.query_all_by_role(egui::Role::Window).count();
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(3);
        assert_eq!(
            harness.query_all_by_role(egui::Role::Window).count(),
            closed + 1,
            "{key:?} opens a window"
        );
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        assert_eq!(harness.query_all_by_role(egui::Role::Window).count(), closed, "Escape closes it");
    }
}

/// Does a command, and draws what comes of it.
fn act(harness: &mut Harness<'static, Stage>, action: Action) {
    let ctx = harness.ctx.clone();
    app(harness).do_action(&ctx, action);
    harness.run_steps(4);
}

/// A file as the window is told of one that is dropped on it.
#[derive(Debug)]
struct DroppedFile(PathBuf);

impl egui::DroppedFile for DroppedFile {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_files(harness: &mut Harness<'static, Stage>, paths: &[&Path]) {
    for path in paths {
        harness.input_mut().dropped_files.push(Arc::new(DroppedFile((*path).to_owned())));
    }
    harness.run_steps(3);
}

fn drop_file(harness: &mut Harness<'static, Stage>, path: &Path) {
    drop_files(harness, &[path]);
}

#[test]
fn a_panic_of_the_engine_is_shown_and_can_be_restarted() {
    let mut harness = stage();
    app(&mut harness).engine().send(Command::Inject(bouton::engine::Injection::Panic));
    harness.run_steps(3);
    let document = harness.state().app.document().preset().clone();
    harness.get_by_label("Restart the simulation").click();
    harness.run_steps(10);
    assert!(harness.state().app.is_running());
    assert_eq!(harness.state().app.document().preset(), &document);
    harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
    harness.run_steps(2);
    assert_eq!(harness.state().app.spikes_seen(1), 1);

    app(&mut harness).engine().send(Command::Inject(bouton::engine::Injection::NotANumber));
    harness.run_steps(3);
    assert!(!harness.state().app.is_running());
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("neuron 0") && line.contains("ms")), "{messages:?}");
}

#[test]
fn what_the_window_runs_replays_without_it_bit_for_bit() {
    let mut harness = stage();
    let mut stream = Stream::new(11, StreamKind::Population, 0);
    for frame in 0..240 {
        if stream.bernoulli(0.1) && !(95..130).contains(&frame) {
            harness.get_by_role_and_label(egui::Role::Button, "Neuron 1").click();
        }
        if frame == 100 {
            harness.get_by_role_and_label(egui::Role::Button, "Synapse 1-0").click();
        }
        if frame == 120 {
            harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(8.0);
        }
        harness.run_steps(1);
    }
    let shown = app(&mut harness).spikes();
    let engine = app(&mut harness).engine();
    let (log, until) = (engine.input_log().unwrap().clone(), engine.now());
    let mut events: Vec<bouton::sim::Event> = Vec::new();
    bouton::engine::replay(&App::program(&preset("ampa"), true), log.entries(), until, &mut events);
    let replayed: Vec<_> = events
        .into_iter()
        .filter_map(|event| if let bouton::sim::Event::Spike(spike) = event { Some(spike) } else { None })
        .collect();
    assert!(10 < replayed.len(), "{}", replayed.len());
    assert_eq!(shown, replayed);
}

#[test]
fn everything_that_can_be_clicked_has_a_name() {
    let harness = stage();
    let nameless: Vec<_> = harness
        .root()
        .children_recursive()
        .filter(|node| {
            let node = node.accesskit_node();
            let clickable =
                matches!(node.role(), egui::Role::Button | egui::Role::Slider | egui::Role::SpinButton);
            clickable && node.label().is_none_or(|label| label.is_empty())
        })
        .map(|node| format!("{:?}", node.accesskit_node().role()))
        .collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}
