//! What a network may be, in the window: published values typed, cautions beside them, autapses, names with spaces.

use bouton::app::ThemeChoice;
use bouton::model::network::{Address, Autapses, Target};
use bouton::param::{Kind, Value};
use bouton::preset::{Preset, load};
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::presets::published::{self, Published};

use super::{Script, Stage, drop_file, number, preset, stage_of, type_into};

fn stage(preset: Preset) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset, ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(3);
    harness
}

fn select(harness: &mut Harness<'static, Stage>, name: &str) {
    harness.get_by_role_and_label(Role::Button, &format!("Parameters of {name}")).click();
    harness.run_steps(3);
}

fn says(harness: &Harness<'static, Stage>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// A granule cell of 3 pF, then a resting potential above the threshold: both are typed as they are, and the second is
/// said to make the neuron fire by itself, which it does.
#[test]
fn a_published_cell_is_typed_and_cautioned() {
    let mut harness = stage(preset("ampa"));
    select(&mut harness, "0");
    for (symbol, typed) in [("gL", "0.43"), ("C", "3.1"), ("EL", "-75"), ("Vth", "-40")] {
        type_into(&mut harness, symbol, typed);
    }
    assert_eq!(number(&harness, "populations.0.C_pF"), 3.1);
    assert_eq!(number(&harness, "populations.0.g_L_nS"), 0.43);
    assert!(!says(&harness, "fires by itself"));
    type_into(&mut harness, "EL", "-39");
    assert_eq!(number(&harness, "populations.0.E_L_mV"), -39.0);
    assert!(says(&harness, "fires by itself"), "the caution stands in the panel");
    harness.run_steps(240);
    assert!(0 < harness.state().app.spikes_seen(0), "it does");
}

/// A pulse that is shorter than the step is cautioned against in the panel, with how far V is off.
#[test]
fn a_pulse_that_is_too_short_for_the_step_is_cautioned_against_in_the_panel() {
    let short = "(format: 1, model: Network((populations: [(id: 1, name: \"a\", n: 1, kind: SpikeSource(())), (id: 2, name: \"b\", \
                 n: 1, kind: Lif(()))], projections: [(id: 3, name: \"s\", from: 1, to: 2, connect: AllToAll, delay_ms: 1.0, \
                 weights: Constant(1.0), receptors: [Ampa((kinetics: SquarePulse((T_dur_ms: 0.05))))], \
                 release: Constant((P0: 1.0)), plasticity: Fixed)])))";
    let size = vec2(1280.0, 1400.0); // The whole panel shows.
    for (text, shows) in [(short.to_owned(), true), (short.replace("0.05", "0.2"), false)] {
        let preset = load::parse(text.as_bytes()).unwrap();
        let mut harness = stage_of(preset, ThemeChoice::Light, Script::default(), size, 1.0);
        select(&mut harness, "s");
        assert_eq!(says(&harness, "off by up to"), shows);
    }
}

/// Types the values of a published set into the panel, one after the other, and chooses what is chosen; what is refused, because
/// of a rule between two values, is typed again after the others. What is right already is left alone.
fn types(set: &Published) {
    let size = vec2(1280.0, 2400.0); // The whole panel shows.
    let mut harness = stage_of(set.start.clone(), ThemeChoice::Light, Script::default(), size, 1.0);
    harness.run_steps(3);
    select(&mut harness, if set.target == Target::Population(1) { "n" } else { "s" });
    // What is seldom needed is folded away; from the lowest, for what is unfolded moves what is below.
    for index in (0..harness.query_all_by_label("More").count()).rev() {
        harness.get_all_by_label("More").nth(index).unwrap().click();
        harness.run_steps(8);
    }
    let value_now = |harness: &Harness<'static, Stage>, address| {
        harness.state().app.document().preset().get(address).unwrap().1
    };
    let mut left = Vec::new();
    let goal = set.goal.network().parts().param_set(set.target).unwrap();
    goal.visit(&mut |spec, value| {
        left.push((spec, Address { target: set.target, key: spec.key }, value));
    });
    loop {
        let before = left.len();
        left.retain(|(_, address, value)| value_now(&harness, *address) != *value);
        if left.is_empty() {
            break;
        }
        for (spec, address, value) in &left {
            let label = spec.symbol.replace('_', "");
            if let Value::Choice(chosen) = value {
                harness.get_by_role_and_label(Role::ComboBox, &label).click();
                harness.run_steps(3);
                let Kind::Choice { options } = spec.kind else { panic!("{spec:?}") };
                harness.get_by_role_and_label(Role::Button, options[*chosen].label).click();
                harness.run_steps(3);
            } else {
                type_into(&mut harness, &label, &spec.show(value));
            }
            if value_now(&harness, *address) != *value {
                harness.key_press(Key::Escape);
                harness.run_steps(2);
            }
        }
        left.retain(|(_, address, value)| value_now(&harness, *address) != *value);
        let refused: Vec<&str> = left.iter().map(|(spec, ..)| spec.key).collect();
        assert!(left.len() < before, "{}: {refused:?} cannot be typed", set.source);
    }
    let typed = harness.state().app.document().preset().clone();
    assert_eq!(typed.network(), set.goal.network(), "{}", set.source);
    assert!(harness.state().app.document().is_changed(), "{}", set.source);
}

/// Every published set is typed in the window as it is read from a file.
#[test]
fn published_neurons_are_typed_in_the_window() {
    let sets = published::sets();
    assert_eq!(sets.len(), 37);
    sets.iter().step_by(2).for_each(types);
}

#[test]
fn published_neurons_and_synapses_are_typed_in_the_window() {
    published::sets().iter().skip(1).step_by(2).for_each(types);
}

/// What is to be known of a document is among the messages when it is opened, and nothing is when there is nothing.
#[test]
fn cautions_are_told_when_a_document_is_opened() {
    let mut harness = stage(preset("ampa"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("twice.ron");
    let text = "(format: 1, model: Network((populations: [(id: 1, name: \"a\", n: 1, kind: SpikeSource((train: Listed, \
                times_ms: [10.0, 10.0], t_ref_ms: 0.0)))], projections: [])))";
    std::fs::write(&path, text).unwrap();
    drop_file(&mut harness, &path);
    let messages = harness.state().app.messages();
    assert!(
        messages.iter().any(|line| line.contains("populations.a.times_ms: 10 ms is listed more than once")),
        "{messages:?}"
    );
    std::fs::write(&path, text.replace("10.0, 10.0", "10.0, 20.0")).unwrap();
    let before = harness.state().app.messages().len();
    drop_file(&mut harness, &path);
    assert_eq!(harness.state().app.messages().len(), before);
}

/// Autapses are a choice where a population is joined to itself, and nowhere else.
#[test]
fn autapses_are_chosen_in_the_panel() {
    let recurrent = "(format: 1, model: Network((populations: [(id: 1, name: \"cells\", n: 5, kind: Lif(()))], projections: \
                     [(id: 2, name: \"own\", from: 1, to: 1, connect: AllToAll, delay_ms: 1.0, weights: Constant(1.0), \
                     receptors: [Ampa(())], release: Constant((P0: 1.0)), plasticity: Fixed)])))";
    let recurrent = load::parse(recurrent.as_bytes()).unwrap();
    let size = vec2(1280.0, 1400.0); // The whole panel shows.
    let mut harness = stage_of(recurrent, ThemeChoice::Light, Script::default(), size, 1.0);
    select(&mut harness, "own");
    harness.get_by_role_and_label(Role::ComboBox, "autapses").click();
    harness.run_steps(3);
    harness.get_by_label("no").click();
    harness.run_steps(3);
    let document = harness.state().app.document().preset().clone();
    assert_eq!(document.network().projections()[0].autapses, Autapses::No);
    let mut harness = stage(preset("ampa"));
    select(&mut harness, "1-0");
    assert!(harness.query_by_role_and_label(Role::ComboBox, "autapses").is_none());
}

/// A name of two words, and one in other letters: plots follow, and it can be probed, clicked and found.
#[test]
fn names_of_several_words_are_given_and_used() {
    // Letters that the fonts of the program lack come from those of the system, which a test does not have.
    for name in ["Purkinje cell", "клетка Пуркинье"] {
        let mut harness = stage(preset("ampa"));
        select(&mut harness, "0");
        harness.key_press_modifiers(Modifiers::NONE, Key::F2);
        harness.run_steps(4);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.event(Event::Text(name.to_owned()));
        harness.run_steps(2);
        harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
        harness.run_steps(3);
        let document = harness.state().app.document().preset().clone();
        assert!(document.network().population_named(name).is_some(), "{:?}", harness.state().app.messages());
        let probe = format!("V_{name}");
        assert!(document.plotted_names().contains(&probe), "its plot follows");
        assert!(says(&harness, name));
        assert_eq!(load::parse(document.to_ron().unwrap().as_bytes()).unwrap(), *document);
    }
}
