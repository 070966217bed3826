//! Building a network by hand: by mouse alone, by keyboard alone; undoing it, keeping it, and leaving it.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use bouton::app::{Action, Tool};
use bouton::document::Document;
use bouton::preset::load;
use bouton::preset::plot_spec::PlotSpec;
use eframe::egui::{self, Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, drag, drop_file, key, place, stage, stage_with};

fn press(harness: &mut Harness<'static, Stage>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run_steps(3);
}

/// Chooses from a menu; entries are named with their shortcuts.
fn choose(harness: &mut Harness<'static, Stage>, menu: &str, entry: &str) {
    press(harness, Role::Button, menu);
    harness.get_all_by_label_contains(entry).next().unwrap().click();
    harness.run_steps(3);
}

fn document<'a>(harness: &'a Harness<'static, Stage>) -> &'a Document {
    harness.state().app.document()
}

fn id(harness: &Harness<'static, Stage>, name: &str) -> u32 {
    document(harness).preset().network().population_named(name).unwrap().id
}

/// Moves the keyboard's focus by Tab to a widget with a name.
fn tab_to(harness: &mut Harness<'static, Stage>, label: &str) {
    for _ in 0..300 {
        let found = harness.query_all_by_label(label).any(|node| node.accesskit_node().is_focused());
        if found {
            return;
        }
        harness.key_press(Key::Tab);
        harness.run_steps(1);
    }
    panic!("Tab does not lead to {label}");
}

/// Drags from the rim of a vertex to the middle of another.
fn connect(harness: &mut Harness<'static, Stage>, from: &str, to: &str) {
    let (from, to) = (id(harness, from), id(harness, to));
    let (start, end) = (place(harness, from), place(harness, to));
    let rim = start + (end - start).normalized() * 0.85 * radius(harness, from);
    drag(harness, rim, end);
}

fn radius(harness: &Harness<'static, Stage>, population: u32) -> f32 {
    let network = document(harness).preset().network();
    let name = &network.population(population).unwrap().name;
    let rect = harness.get_by_role_and_label(Role::Button, &format!("Neuron {name}")).rect();
    rect.width() / 2.0
}

/// What was built: a Poisson source and a clicked one, one exciting and one inhibiting a neuron, with both plots.
fn check(harness: &Harness<'static, Stage>) {
    let preset = document(harness).preset();
    let network = preset.network();
    let kinds: Vec<&str> =
        network.populations().iter().map(|population| population.kind.key().name()).collect();
    assert_eq!(kinds, ["poisson_source", "lif", "spike_source"]);
    let joined: Vec<(&str, &str)> =
        network.projections().iter().map(|one| (one.name.as_str(), one.receptors[0].key().name())).collect();
    assert_eq!(joined, [("0-1", "ampa"), ("2-1", "gaba_a")]);
    let probes: Vec<String> = preset.plotted_names();
    assert_eq!(probes, ["V_1", "g_0-1", "g_2-1"]);
    assert_eq!(preset.view().plots.len(), 2, "conductances share a plot");
}

/// The saved file is the document, and both give the same spikes.
fn check_file(harness: &mut Harness<'static, Stage>, saved: &Path) {
    assert!(!document(harness).is_changed(), "{:?}", harness.state().app.messages());
    let built = document(harness).preset().clone();
    assert_eq!(load::file(saved).unwrap(), *built, "the file is the document");
    let spikes = |harness: &mut Harness<'static, Stage>| {
        let ctx = harness.ctx.clone();
        app(harness).do_action(&ctx, Action::Restart);
        harness.run_steps(120);
        harness.key_press(Key::Num2);
        harness.run_steps(60);
        harness.state().app.spikes()
    };
    let before = spikes(harness);
    assert!(before.len() > 1, "{} spikes", before.len());
    drop_file(harness, saved);
    assert_eq!(*document(harness).preset(), built);
    assert_eq!(spikes(harness), before, "the same spikes");
}

#[test]
fn a_circuit_is_built_by_mouse_alone() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("mine.ron");
    let script = Script(Rc::new(RefCell::new(vec![saved.clone()])));
    let mut harness = stage_with(script, vec2(1280.0, 720.0), 1.0);
    choose(&mut harness, "File", "New");
    for item in ["Poisson", "LIF", "Source"] {
        press(&mut harness, Role::Button, item);
    }
    connect(&mut harness, "0", "1");
    press(&mut harness, Role::ComboBox, "Receptor of new synapses");
    press(&mut harness, Role::Button, "GABA A");
    connect(&mut harness, "2", "1");
    for object in ["Neuron 1", "Synapse 0-1", "Synapse 2-1"] {
        press(&mut harness, Role::Button, object);
        press(&mut harness, Role::Button, "Probe");
    }
    check(&harness);
    choose(&mut harness, "File", "Save");
    check_file(&mut harness, &saved);
}

#[test]
fn a_circuit_is_built_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("mine.ron");
    let mut harness = stage();
    key(&mut harness, Modifiers::COMMAND, Key::N);
    for item in ["Poisson", "LIF", "Source"] {
        tab_to(&mut harness, item);
        key(&mut harness, Modifiers::NONE, Key::Enter);
    }
    let join = |harness: &mut Harness<'static, Stage>, from: &str, to: &str| {
        tab_to(harness, &format!("Neuron {from}"));
        harness.run_steps(2);
        key(harness, Modifiers::NONE, Key::C);
        tab_to(harness, &format!("Neuron {to}"));
        key(harness, Modifiers::NONE, Key::Enter);
    };
    join(&mut harness, "0", "1");
    tab_to(&mut harness, "Receptor of new synapses");
    key(&mut harness, Modifiers::NONE, Key::Enter);
    tab_to(&mut harness, "GABA A");
    key(&mut harness, Modifiers::NONE, Key::Enter);
    join(&mut harness, "2", "1");
    for object in ["Neuron 1", "Synapse 0-1", "Synapse 2-1"] {
        key(&mut harness, Modifiers::NONE, Key::Tab);
        tab_to(&mut harness, object);
        harness.run_steps(2);
        key(&mut harness, Modifiers::NONE, Key::P);
    }
    check(&harness);
    key(&mut harness, Modifiers::COMMAND, Key::S);
    key(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(saved.display().to_string()));
    harness.run_steps(2);
    key(&mut harness, Modifiers::NONE, Key::Enter);
    check_file(&mut harness, &saved);
}

/// Selecting, moving, aligning, copying and removing, each a step of undo that leads back.
#[test]
fn selections_move_copy_and_go() {
    let mut harness = stage();
    let start = document(&harness).preset().clone();
    key(&mut harness, Modifiers::NONE, Key::E);
    // A frame around both neurons.
    let other = id(&harness, "0");
    let (one, zero) = (place(&harness, 1), place(&harness, other));
    drag(&mut harness, one + vec2(-60.0, -60.0), zero + vec2(60.0, 60.0));
    assert_eq!(harness.state().app.selection().populations().count(), 2);
    key(&mut harness, Modifiers::NONE, Key::ArrowRight);
    key(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    let at = |harness: &Harness<'static, Stage>, id: u32| document(harness).preset().view().positions[&id];
    assert_eq!(at(&harness, 1).0 - start.view().positions[&1].0, 1.0);
    assert_eq!(at(&harness, other).1 - start.view().positions[&other].1, 10.0);
    key(&mut harness, Modifiers::COMMAND, Key::D);
    let network = document(&harness).preset().network();
    assert_eq!((network.populations().len(), network.projections().len()), (4, 2));
    assert_eq!(harness.state().app.selection().populations().count(), 2, "the copy is selected");
    key(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(document(&harness).preset().network().populations().len(), 2);
    for _ in 0..4 {
        key(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(*document(&harness).preset(), start);
    // What is copied is a preset as text, and adds the same again.
    key(&mut harness, Modifiers::COMMAND, Key::A);
    key(&mut harness, Modifiers::COMMAND, Key::C);
    let text = start.to_ron().unwrap();
    harness.event(Event::Paste(text));
    harness.run_steps(3);
    assert_eq!(document(&harness).preset().network().populations().len(), 4);
    harness.event(Event::Paste("not a preset".to_owned()));
    harness.run_steps(3);
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("clipboard")), "{messages:?}");
}

/// With the edit tool a drag on a rim connects, one to itself loops, one to nowhere does nothing; a drag elsewhere moves.
#[test]
fn drags_connect_loop_or_move() {
    let mut harness = stage();
    key(&mut harness, Modifiers::NONE, Key::E);
    assert_eq!(harness.state().app.tool(), Tool::Edit);
    let n = |harness: &Harness<'static, Stage>| document(harness).preset().network().projections().len();
    let zero = id(&harness, "0");
    let (at, reach) = (place(&harness, zero), radius(&harness, zero));
    drag(&mut harness, at + vec2(0.85 * reach, 0.0), at + vec2(0.0, 3.0 * reach));
    assert_eq!(n(&harness), 1, "nothing is there");
    // Out and back again.
    harness.drag_at(at + vec2(0.85 * reach, 0.0));
    for out in [2.0, 3.0, 2.0, 0.5] {
        harness.hover_at(at + vec2(out * reach, 0.0));
        harness.run_steps(1);
    }
    harness.drop_at(at + vec2(0.5 * reach, 0.0));
    harness.run_steps(3);
    let network = document(&harness).preset().network();
    assert!(network.projections().iter().any(|one| one.from == zero && one.to == zero), "a loop");
    let before = document(&harness).preset().view().positions[&zero];
    drag(&mut harness, at, at + vec2(20.0, 30.0));
    assert_ne!(document(&harness).preset().view().positions[&zero], before);
    assert_eq!(n(&harness), 2);
    assert_eq!(harness.state().app.spikes_seen(zero), 0, "editing fires nothing");
}

/// Enter or a double click opens every parameter beside the object; F2 names it.
#[test]
fn objects_are_inspected_and_named() {
    let mut harness = stage();
    key(&mut harness, Modifiers::NONE, Key::E);
    press(&mut harness, Role::Button, "Neuron 0");
    let sliders =
        |harness: &Harness<'static, Stage>| harness.query_all_by_role_and_label(Role::Slider, "C").count();
    assert_eq!(sliders(&harness), 1);
    key(&mut harness, Modifiers::NONE, Key::I);
    assert_eq!(sliders(&harness), 2, "in the panel and beside the neuron");
    key(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(sliders(&harness), 1);
    key(&mut harness, Modifiers::NONE, Key::F2);
    harness.run_steps(2);
    key(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("soma".to_owned()));
    harness.run_steps(2);
    key(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(document(&harness).preset().network().population_named("soma").is_some());
    let names = document(&harness).preset().plotted_names();
    assert!(names.contains(&"V_soma".to_owned()), "its plot follows");
}

/// Plots come, move, grow and go by their menus, and each is a step of undo.
#[test]
fn plots_come_move_and_go() {
    let mut harness = stage();
    let start = document(&harness).preset().clone();
    let ids = |harness: &Harness<'static, Stage>| -> Vec<u32> {
        document(harness).preset().view().plots.iter().map(|plot| plot.id).collect()
    };
    let first = ids(&harness);
    press(&mut harness, Role::Button, "Plot 1");
    press(&mut harness, Role::Button, "Move back");
    assert_eq!(ids(&harness), [first[1], first[0]]);
    press(&mut harness, Role::Button, "Plot 2");
    press(&mut harness, Role::Button, "Enlarge");
    assert!(harness.query_by_role_and_label(Role::Button, "Neuron 0").is_none(), "the plot is alone");
    key(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_role_and_label(Role::Button, "Neuron 0").is_some());
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.get_all_by_role_and_label(Role::Button, "Raster").next().unwrap().click();
    harness.run_steps(3);
    assert!(matches!(document(&harness).preset().view().plots[2].kind, PlotSpec::Raster(_)));
    key(&mut harness, Modifiers::NONE, Key::Escape);
    let divider = harness.get_by_label("Drag to change the height of the plots").rect().center();
    drag(&mut harness, divider, divider + vec2(0.0, 40.0));
    assert!(document(&harness).preset().view().plots[0].height > 1.05);
    press(&mut harness, Role::Button, "Plot 3");
    press(&mut harness, Role::Button, "Remove this plot");
    assert_eq!(ids(&harness).len(), 2);
    for _ in 0..4 {
        key(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(*document(&harness).preset(), start);
}

/// The meter of a selected neuron is dragged to a plot.
#[test]
fn a_meter_is_dragged_to_the_plots() {
    let mut harness = stage();
    key(&mut harness, Modifiers::NONE, Key::E);
    press(&mut harness, Role::Button, "Synapse 1-0");
    let probes =
        |harness: &Harness<'static, Stage>| -> Vec<String> { document(harness).preset().plotted_names() };
    let before = probes(&harness);
    press(&mut harness, Role::Button, "Neuron 0");
    let meter = harness.get_by_role_and_label(Role::Button, "Probe").rect().center();
    let conductance = harness.get_by_label("Plot of g 1-0").rect().center();
    drag(&mut harness, meter, conductance);
    // A potential does not go on an axis of conductances: it gets a plot of its own.
    assert_eq!(probes(&harness).len(), before.len() + 1, "{:?}", probes(&harness));
    assert_eq!(document(&harness).preset().view().plots.len(), 3);
}

/// What a newcomer wants takes two actions at most: each click, drag, double click and key is one.
#[test]
fn a_newcomer_needs_two_actions() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("copy.ron");
    let script = Script(Rc::new(RefCell::new(vec![saved.clone()])));
    let mut harness = stage_with(script, vec2(1280.0, 720.0), 1.0);
    let mut actions = 0;
    let mut within = |what: &str, done: usize| {
        println!("{what}: {done}");
        assert!(done <= 2, "{what} takes {done} actions");
        actions += done;
    };
    let tau = |harness: &Harness<'static, Stage>| {
        super::number(harness, "projections.1-0.receptors.ampa.kinetics.tau_ms")
    };
    // Find τ of a synapse, with something else selected.
    key(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Role::Button, "Synapse 1-0");
    let slider = harness.get_by_role_and_label(Role::Slider, "τ").rect();
    within("find τ", 1);
    let before = tau(&harness);
    drag(&mut harness, slider.center(), slider.center() + vec2(40.0, 0.0));
    assert_ne!(tau(&harness), before);
    within("change it", 1);
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(tau(&harness), before);
    within("undo it", 1);
    drag(&mut harness, slider.center(), slider.center() + vec2(40.0, 0.0));
    harness.run_steps(60);
    for _ in 0..2 {
        harness.get_by_role_and_label(Role::Label, "τ").click();
        harness.run_steps(2);
    }
    harness.run_steps(2);
    assert_eq!(tau(&harness), before);
    within("reset it by a double click", 1);
    press(&mut harness, Role::Button, "File");
    let presets = harness.get_by_label_contains("Presets").rect().center();
    harness.hover_at(presets);
    harness.run_steps(30);
    let topics = harness.query_all_by_label_contains("Receptors");
    let mut topics = topics.filter(|node| node.accesskit_node().role() == Role::Button);
    let topic = topics.next().unwrap().rect().center();
    drop(topics);
    harness.hover_at(topic);
    harness.run_steps(30);
    press(&mut harness, Role::Button, super::preset("nmda").title());
    assert_eq!(document(&harness).preset().title(), super::preset("nmda").title());
    within("open another preset", 2);
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    harness.run_steps(6);
    assert_eq!(load::file(&saved).unwrap(), **document(&harness).preset());
    within("save a copy, and the name", 2);
}

/// Whatever would lose changes asks first; the answer is done.
#[test]
fn changes_are_not_lost_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.ron");
    std::fs::write(&other, super::preset("nmda").to_ron().unwrap()).unwrap();
    let mine = folder.path().join("mine.ron");
    let script = Script(Rc::new(RefCell::new(vec![mine.clone()])));
    let mut harness = stage_with(script, vec2(1280.0, 720.0), 1.0);
    let changed = |harness: &mut Harness<'static, Stage>| {
        harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(9.0);
        harness.run_steps(2);
    };
    changed(&mut harness);
    let edited = document(&harness).preset().clone();
    drop_file(&mut harness, &other);
    assert_eq!(*document(&harness).preset(), edited, "first the question");
    press(&mut harness, Role::Button, "Cancel");
    assert_eq!(*document(&harness).preset(), edited);
    drop_file(&mut harness, &other);
    press(&mut harness, Role::Button, "Save");
    harness.run_steps(6);
    assert_eq!(load::file(&mine).unwrap(), *edited, "saved");
    assert_eq!(document(&harness).path(), Some(other.as_path()), "and then opened");
    // A document with a file: Revert brings the file back.
    key(&mut harness, Modifiers::COMMAND, Key::A);
    key(&mut harness, Modifiers::COMMAND, Key::D);
    assert!(document(&harness).is_changed());
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    press(&mut harness, Role::Button, "Revert");
    assert!(!document(&harness).is_changed());
    // An untitled one is a step of undo away.
    let mut harness = stage();
    changed(&mut harness);
    let edited = document(&harness).preset().clone();
    key(&mut harness, Modifiers::COMMAND, Key::N);
    assert!(document(&harness).preset().network().populations().is_empty());
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*document(&harness).preset(), edited);
    // The window asks too before it closes.
    harness
        .input_mut()
        .viewports
        .get_mut(&egui::ViewportId::ROOT)
        .unwrap()
        .events
        .push(egui::ViewportEvent::Close);
    let sent = |harness: &mut Harness<'static, Stage>, command: &egui::ViewportCommand| {
        (0..4).any(|_| {
            harness.step();
            harness.output().viewport_output.values().any(|out| out.commands.contains(command))
        })
    };
    assert!(sent(&mut harness, &egui::ViewportCommand::CancelClose));
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::Button, "Don't save").click();
    assert!(sent(&mut harness, &egui::ViewportCommand::Close), "then it closes");
}
