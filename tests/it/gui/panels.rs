//! The panel of parameters, the bar of equations and the limits of axes, by mouse and keyboard.

use bouton::model::network::Object;
use bouton::preset::plot_spec::Span;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use super::looks::words;
use super::number;
use super::quick::Builder;

const NONE: Modifiers = Modifiers::NONE;

/// A window so high that the whole panel shows.
fn high() -> Builder {
    let harness = super::stage_with(super::Script::default(), eframe::egui::vec2(1280.0, 1800.0), 1.0);
    Builder { harness, actions: 0 }
}

/// Clicks a heading that folds what follows it.
fn fold(own: &mut Builder, heading: &str) {
    let at = own.harness.query_all_by_label_contains(heading).next().expect("a heading").rect().center();
    own.click_at(at, NONE);
}

/// A fold that was opened is open for everything that has it, also after other things were selected.
#[test]
fn folds_stay_as_they_were_left() {
    let mut own = high();
    let shown = |own: &Builder| own.harness.query_all_by_label_contains("AMPA channels pass").count();
    own.key(Modifiers::COMMAND, Key::N);
    for _ in 0..3 {
        own.key(NONE, Key::A);
    }
    own.connect("0", "1");
    own.connect("1", "2");
    assert_eq!(shown(&own), 0);
    own.click(Role::Button, "Parameters of 1-2", NONE);
    fold(&mut own, "Often misstated");
    assert_eq!(shown(&own), 1);
    own.neuron("0", NONE);
    assert_eq!(shown(&own), 0, "a neuron has no receptor");
    let chip = "Parameters of 0-1";
    own.click(Role::Button, chip, NONE);
    assert_eq!(shown(&own), 1, "the other synapse has the same fold");
    fold(&mut own, "Often misstated");
    own.neuron("0", NONE);
    own.click(Role::Button, "Parameters of 1-2", NONE);
    // What folds away takes a moment.
    own.harness.run_steps(20);
    assert_eq!(shown(&own), 0, "and what is folded away stays so");
}

/// The numbers in the bar of equations are those of the object that is selected, and of nothing else; with nothing selected,
/// the bar names the neuron whose numbers these are.
#[test]
fn the_bar_of_equations_edits_what_it_is_of() {
    let mut own = high();
    own.key(Modifiers::COMMAND, Key::N);
    own.key(NONE, Key::A);
    own.key(NONE, Key::A);
    own.connect("0", "1");
    own.key(NONE, Key::Escape);
    let C = |own: &Builder| ["0", "1"].map(|name| number(&own.harness, &format!("populations.{name}.C_pF")));
    let before = C(&own);
    for (index, name) in ["0", "1"].into_iter().enumerate() {
        own.neuron(name, NONE);
        own.click(Role::SpinButton, "C in the equation", NONE);
        own.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        own.enter("250");
        let mut expected = before;
        expected[index] = 250.0;
        assert_eq!(C(&own), expected, "neuron {name} was selected");
        own.key(Modifiers::COMMAND, Key::Z);
        assert_eq!(C(&own), before);
    }
    own.click(Role::Button, "Parameters of 0-1", NONE);
    let labels = own.harness.query_all_by_label("C in the equation").count();
    assert_eq!(labels, 0, "a synapse has no capacitance");
    let empty = own.vertex("0") + eframe::egui::vec2(0.0, 110.0);
    own.click_at(empty, NONE);
    assert_eq!(own.harness.state().app.selection().only(), None);
    assert!(own.harness.query_all_by_label("0:").next().is_some(), "whose numbers these are is said");
}

/// Limits of an axis are typed; what cannot be a limit stays in its box with the reason.
#[test]
fn limits_of_axes_are_typed() {
    let mut own = high();
    let span = |own: &Builder| own.document().preset().view().plots[0].kind.span().unwrap();
    let before = span(&own);
    own.click(Role::Button, "Plot 1", NONE);
    own.click(Role::Button, "Axis limits…", NONE);
    own.harness.run_steps(3);
    if before == Span::Auto {
        own.click(Role::CheckBox, "Fit the vertical axis to the data", NONE);
    }
    for (label, typed) in [("From", "-90"), ("To", "-30")] {
        own.click(Role::SpinButton, label, NONE);
        own.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        own.enter(typed);
    }
    assert_eq!(span(&own), Span::Fixed(-90.0, -30.0));
    // Upside down is refused aloud, and the plot stays as it was.
    own.click(Role::SpinButton, "From", NONE);
    own.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    own.enter("10");
    assert_eq!(span(&own), Span::Fixed(-90.0, -30.0));
    let said: Vec<String> = words(&own.harness).into_iter().map(|(text, ..)| text).collect();
    let messages = own.harness.state().app.messages();
    assert!(
        !messages.is_empty() || said.iter().any(|text| text.contains("-30") || text.contains("−30")),
        "{said:?}"
    );
    while span(&own) != before {
        own.key(Modifiers::COMMAND, Key::Z);
    }
}

/// Any member of a population can be plotted.
#[test]
fn a_member_of_a_population_is_plotted() {
    let mut own = high();
    own.key(Modifiers::COMMAND, Key::N);
    own.click(Role::Button, "Population", NONE);
    let id = own.document().preset().network().populations()[0].id;
    assert!(own.harness.state().app.selection().has(Object::Population(id)));
    fold(&mut own, "members");
    own.click(Role::Button, "Plot V of neuron 3 of 0", NONE);
    let preset = own.document().preset();
    let probes = preset.view().plots.iter().flat_map(|plot| plot.kind.probes().to_vec());
    let members: Vec<Option<u32>> =
        probes.filter(|probe| probe.symbol == "V").map(|probe| probe.index).collect();
    assert!(members.contains(&Some(3)), "{members:?}");
}
