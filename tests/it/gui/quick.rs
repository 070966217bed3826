//! How many actions it takes to build a circuit. A click, a double click, a drag and a key are one action each, and so is a
//! text that is typed with the Enter that ends it.

use bouton::document::Document;
use bouton::param::Value;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Stage, app, place, stage};

/// Somebody who builds, and how many actions that took.
pub(super) struct Builder {
    pub(super) harness: Harness<'static, Stage>,
    pub(super) actions: usize,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { harness: stage(), actions: 0 }
    }

    pub(super) fn document(&self) -> &Document {
        self.harness.state().app.document()
    }

    pub(super) fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.actions += 1;
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    /// Clicks at a place, with keys held.
    pub(super) fn click_at(&mut self, at: Pos2, modifiers: Modifiers) {
        self.actions += 1;
        self.harness.hover_at(at);
        self.harness.run_steps(2);
        self.harness.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
            self.harness.run_steps(1);
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.run_steps(3);
    }

    pub(super) fn click(&mut self, role: Role, label: &str, modifiers: Modifiers) {
        let at = self.harness.get_by_role_and_label(role, label).rect().center();
        self.click_at(at, modifiers);
    }

    /// The middle of the vertex of a neuron.
    pub(super) fn vertex(&self, name: &str) -> Pos2 {
        let id = self.document().preset().network().population_named(name).unwrap().id;
        place(&self.harness, id)
    }

    pub(super) fn neuron(&mut self, name: &str, modifiers: Modifiers) {
        let at = self.vertex(name);
        self.click_at(at, modifiers);
    }

    /// Types a text and Enter.
    pub(super) fn enter(&mut self, text: &str) {
        self.actions += 1;
        self.harness.run_steps(2);
        self.harness.event(Event::Text(text.to_owned()));
        self.harness.run_steps(2);
        self.harness.key_press(Key::Enter);
        self.harness.run_steps(4);
    }

    /// Drags from the rim of a neuron to another.
    pub(super) fn connect(&mut self, from: &str, to: &str) {
        self.actions += 1;
        let (start, end) = (self.vertex(from), self.vertex(to));
        let node = self.harness.query_all_by_role(Role::Button).find(|node| {
            node.accesskit_node().label().is_some_and(|label| label.ends_with(&format!(" {from}")))
                && node.rect().center().distance(start) < 1.0
        });
        let radius = node.map_or(30.0, |node| node.rect().width() / 2.0);
        let rim = start + (end - start).normalized() * 0.85 * radius;
        super::drag(&mut self.harness, rim, end);
    }

    fn joined(&self) -> Vec<(String, &'static str)> {
        let network = self.document().preset().network();
        network.projections().iter().map(|one| (one.name.clone(), one.receptors[0].key().name())).collect()
    }

    fn within(&self, what: &str, most: usize) {
        println!("{what}: {} actions", self.actions);
        assert!(self.actions <= most, "{what} takes {} actions, not {most}", self.actions);
    }
}

const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

#[test]
fn feed_forward_inhibition_takes_14_actions() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    own.click(Role::Button, "Source", NONE);
    own.click(Role::Button, "LIF", SHIFT);
    own.click(Role::Button, "LIF", SHIFT);
    own.key(NONE, Key::F2);
    own.enter("in, E, I");
    own.neuron("in", SHIFT); // No longer selected.
    own.key(NONE, Key::P);
    own.connect("in", "E");
    own.connect("in", "I");
    own.click(Role::ComboBox, "Receptor of new synapses", NONE);
    own.click(Role::Button, "GABA A", NONE);
    own.connect("I", "E");
    let joined = own.joined();
    let joined: Vec<(&str, &str)> =
        joined.iter().map(|(name, receptor)| (name.as_str(), *receptor)).collect();
    assert_eq!(joined, [("in-E", "ampa"), ("in-I", "ampa"), ("I-E", "gaba_a")]);
    assert_eq!(own.document().preset().plotted_names(), ["V_E", "V_I"]);
    own.within("feed-forward inhibition", 14);
}

#[test]
fn lateral_inhibition_takes_14_actions() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    for modifiers in [NONE, SHIFT, SHIFT] {
        own.click(Role::Button, "LIF", modifiers);
    }
    own.key(NONE, Key::P);
    own.click(Role::SpinButton, "Iapp", NONE);
    own.enter("300");
    own.key(NONE, Key::F2);
    own.enter("A, B, C");
    own.click(Role::ComboBox, "Receptor of new synapses", NONE);
    own.click(Role::Button, "GABA A", NONE);
    own.key(SHIFT, Key::C);
    assert_eq!(own.joined().len(), 6);
    assert!(own.joined().iter().all(|(_, receptor)| *receptor == "gaba_a"));
    assert_eq!(own.document().preset().plotted_names(), ["V_A", "V_B", "V_C"]);
    for name in ["A", "B", "C"] {
        let path = format!("populations.{name}.I_app_pA");
        assert_eq!(super::number(&own.harness, &path), 300.0);
    }
    own.within("lateral inhibition of three", 14);
}

#[test]
fn an_e_i_network_takes_20_actions() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    own.click(Role::Button, "LIF", NONE);
    own.click(Role::Button, "LIF", SHIFT);
    own.click(Role::Button, "Poisson", SHIFT);
    own.key(NONE, Key::F2);
    own.enter("E ×80, I ×20, in ×50");
    own.neuron("in", SHIFT);
    own.key(SHIFT, Key::P);
    own.neuron("E", NONE);
    own.neuron("in", SHIFT);
    own.key(NONE, Key::C);
    own.neuron("E", SHIFT);
    own.neuron("I", NONE);
    own.neuron("I", NONE);
    own.key(NONE, Key::C);
    own.click(Role::Button, "Connect by GABA A", NONE);
    own.neuron("E", SHIFT);
    own.neuron("I", NONE);
    let mut joined = own.joined();
    joined.sort();
    let names: Vec<(&str, &str)> = joined.iter().map(|(name, receptor)| (name.as_str(), *receptor)).collect();
    let wanted = [
        ("E-E", "ampa"),
        ("E-I", "ampa"),
        ("I-E", "gaba_a"),
        ("I-I", "gaba_a"),
        ("in-E", "ampa"),
        ("in-I", "ampa"),
    ];
    assert_eq!(names, wanted);
    let network = own.document().preset().network();
    let sizes: Vec<u64> = network.populations().iter().map(|population| population.n).collect();
    assert_eq!(sizes, [80, 20, 50]);
    let plots = &own.document().preset().view().plots;
    assert_eq!((plots.len(), plots[0].kind.populations().len()), (1, 2), "one raster of both");
    own.within("E/I 80/20 with Poisson input", 20);
}

#[test]
fn twenty_neurons_take_the_same_current_in_3_actions() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    for _ in 0..20 {
        own.key(NONE, Key::A);
    }
    own.actions = 0;
    own.key(Modifiers::COMMAND, Key::A);
    own.click(Role::SpinButton, "Iapp", NONE);
    own.enter("250");
    let currents = |own: &Builder| {
        let mut found = Vec::new();
        own.document().preset().visit(&mut |_, spec, value| {
            if let ("I_app_pA", Value::Number(current)) = (spec.key, value) {
                found.push(current);
            }
        });
        found
    };
    assert_eq!(currents(&own), [250.0; 20]);
    own.within("the same current for twenty neurons", 3);
    own.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(currents(&own), [0.0; 20], "one step of undo for all");
}

#[test]
fn two_neurons_and_a_synapse_take_12_keys() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    own.key(NONE, Key::A);
    own.key(NONE, Key::A);
    own.key(NONE, Key::C);
    assert_eq!(app(&mut own.harness).n_connecting(), 1);
    own.key(NONE, Key::Num0);
    assert_eq!(own.joined(), [("1-0".to_owned(), "ampa")]);
    own.within("two neurons and a synapse by keyboard", 12);
    // The same by arrows.
    own.key(NONE, Key::Delete);
    assert!(own.joined().is_empty());
    own.neuron("0", NONE);
    own.key(NONE, Key::C);
    own.key(NONE, Key::ArrowRight);
    own.key(NONE, Key::Enter);
    assert_eq!(own.joined(), [("0-1".to_owned(), "ampa")]);
}

/// What several objects differ in is said, and what is typed is set in all; copied values are given to others.
#[test]
fn several_objects_show_what_they_share() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    for modifiers in [NONE, SHIFT, SHIFT] {
        own.click(Role::Button, "LIF", modifiers);
    }
    own.neuron("0", NONE);
    own.click(Role::SpinButton, "Iapp", NONE);
    own.enter("120");
    own.key(Modifiers::COMMAND | Modifiers::ALT, Key::C);
    own.neuron("1", NONE);
    own.neuron("2", SHIFT);
    own.neuron("0", SHIFT);
    assert!(own.harness.query_all_by_label_contains("3 neurons").next().is_some());
    let value = |own: &Builder, label: &str| {
        let nodes = own.harness.query_all_by_label(label);
        nodes.filter_map(|node| node.accesskit_node().value()).collect::<Vec<_>>()
    };
    assert!(value(&own, "Iapp").contains(&"mixed".to_owned()), "{:?}", value(&own, "Iapp"));
    let number =
        |own: &Builder, name: &str| super::number(&own.harness, &format!("populations.{name}.I_app_pA"));
    own.key(Modifiers::COMMAND | Modifiers::ALT, Key::V);
    assert_eq!(["0", "1", "2"].map(|name| number(&own, name)), [120.0; 3], "copied values are given to all");
    let undo = own.document().undo_name().unwrap().to_string();
    assert!(undo.contains("edit-set-values") || undo.contains("count"), "{undo}");
    own.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(["0", "1", "2"].map(|name| number(&own, name)), [120.0, 0.0, 0.0]);
    // A name for each, too few names, and one that is numbered.
    own.key(NONE, Key::F2);
    own.enter("a, b");
    assert!(own.harness.query_all_by_label_contains("2 names for 3 objects").next().is_some());
    own.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    own.enter("cell");
    let names: Vec<String> =
        own.document().preset().network().populations().iter().map(|one| one.name.clone()).collect();
    assert_eq!(names, ["cell3", "cell1", "cell2"], "in the order of the selection");
}

/// A double click on the number of a population changes it.
#[test]
fn a_double_click_on_the_badge_changes_n() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::N);
    own.click(Role::Button, "Population", NONE);
    let badge = own.harness.get_by_label_contains("Number of neurons of 0").rect().center();
    own.click_at(badge, NONE);
    own.harness.run_steps(1);
    own.click_at(badge, NONE);
    assert!(
        own.harness.query_all_by_label_contains("Number of neurons").count() > 1,
        "{}",
        own.harness.state().app.view_fingerprint()
    );
    own.enter("42");
    assert_eq!(own.document().preset().network().populations()[0].n, 42);
}

/// Title, description and hint are written in the window.
#[test]
fn texts_are_written_in_the_window() {
    let mut own = Builder::new();
    own.key(Modifiers::COMMAND, Key::T);
    own.harness.run_steps(3);
    own.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    own.harness.event(Event::Text("My circuit".to_owned()));
    own.harness.run_steps(2);
    own.click(Role::Button, "Apply", NONE);
    assert_eq!(own.document().preset().title(), "My circuit");
    own.key(Modifiers::COMMAND, Key::Z);
    assert_ne!(own.document().preset().title(), "My circuit");
}

/// What is new resets to what it was made with, and has no mark of a change until it is changed.
#[test]
fn what_is_new_resets_to_what_it_was_made_with() {
    // High enough for all parameters to show.
    let harness = super::stage_with(super::Script::default(), eframe::egui::vec2(1280.0, 1800.0), 1.0);
    let mut own = Builder { harness, actions: 0 };
    own.key(Modifiers::COMMAND, Key::N);
    own.key(NONE, Key::A);
    own.key(NONE, Key::A);
    for (receptor, tau) in [("GABA A", 6.0), ("NMDA", 150.0)] {
        own.click(Role::ComboBox, "Receptor of new synapses", NONE);
        own.click(Role::Button, receptor, NONE);
        own.connect("0", "1");
        let document = own.document();
        let last = document.preset().network().projections().last().unwrap().name.clone();
        let key = document.preset().network().projections().last().unwrap().receptors[0].key().name();
        let path = format!("projections.{last}.receptors.{key}.kinetics.tau_ms");
        let address = document.preset().find(&path).unwrap();
        assert!(!document.differs(address), "{receptor}: nobody has changed it");
        let made_with = super::number(&own.harness, &path);
        assert_eq!(made_with, tau, "{receptor}");
        own.click(Role::SpinButton, "τ", NONE);
        own.enter("33");
        assert_eq!(super::number(&own.harness, &path), 33.0);
        assert!(own.document().differs(address));
        for _ in 0..2 {
            own.harness.get_by_role_and_label(Role::Label, "τ").click();
            own.harness.run_steps(2);
        }
        assert_eq!(super::number(&own.harness, &path), made_with, "{receptor} resets to its own value");
    }
}

/// The outline lists all there is, finds by words, and selects what the canvas shows selected.
#[test]
fn the_outline_lists_finds_and_selects() {
    let mut own = Builder::new();
    own.key(NONE, Key::E);
    own.key(NONE, Key::O);
    for entry in ["Neuron 0", "Neuron 1", "Synapse 1-0", "Plot Plot 1"] {
        let found = own.harness.query_all_by_label_contains(entry).any(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            label.starts_with(&format!("{entry},"))
        });
        assert!(found, "{entry}");
    }
    let search = own.harness.get_by_role_and_label(Role::SearchInput, "Search the outline");
    search.click();
    own.harness.run_steps(2);
    own.harness.event(Event::Text("synapse ampa".to_owned()));
    own.harness.run_steps(3);
    assert!(own.harness.query_all_by_label_contains("Neuron 1,").next().is_none());
    let row = own.harness.query_all_by_label_contains("Synapse 1-0,").next().unwrap().rect().center();
    own.click_at(row, NONE);
    let selection = own.harness.state().app.selection().only();
    let network = own.document().preset().network();
    assert_eq!(selection, Some(bouton::model::network::Object::Projection(network.projections()[0].id)));
}

/// F6 leads from pane to pane, and back with Shift.
#[test]
fn f6_leads_from_pane_to_pane() {
    let mut own = Builder::new();
    let focused = |own: &Builder| -> Vec<String> {
        let nodes = own.harness.root().children_recursive();
        let focused = nodes.filter(|node| node.accesskit_node().is_focused());
        focused.filter_map(|node| node.accesskit_node().label()).collect()
    };
    let mut seen = Vec::new();
    for _ in 0..4 {
        own.key(NONE, Key::F6);
        seen.extend(focused(&own));
    }
    let wanted = ["Parameters", "Plots", "Equations"];
    for name in wanted {
        assert!(seen.iter().any(|own| own == name), "{name}: {seen:?}");
    }
    own.key(SHIFT, Key::F6);
    assert_ne!(focused(&own).first(), seen.last());
    own.key(NONE, Key::F6);
    own.key(NONE, Key::Tab);
    assert!(!focused(&own).is_empty(), "Tab leads on");
}
