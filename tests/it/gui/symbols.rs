//! Names of readings are typeset wherever there is one to read or to choose: V with a small 0 below, and never V_0.

use bouton::app::Action;
use bouton::model::probe::Probe;
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::legible::laid_out;
use super::own_data::lay_under;
use super::{Script, Stage, ThemeChoice, act, app, preset, stage, stage_of};

/// How often the last frame shows the name of a reading typeset. None is there as it is written.
#[track_caller]
fn typeset(harness: &mut Harness<'static, Stage>, what: &str) -> usize {
    let preset = std::sync::Arc::clone(app(harness).document().preset());
    let network = preset.network();
    let names = Probe::all(network).into_iter().filter_map(|probe| Some(probe.describe(network)?.0));
    let names: Vec<String> = names.filter(|name| name.contains('_')).collect();
    assert!(!names.is_empty());
    let words = laid_out(harness);
    for name in &names {
        let written: Vec<&str> =
            words.iter().map(|own| own.text.as_str()).filter(|own| own.contains(name)).collect();
        assert!(written.is_empty(), "{what}: {name} in {written:?}");
    }
    let set: Vec<String> = names.iter().map(|name| name.replacen('_', "", 1).replace('_', ",")).collect();
    words.iter().filter(|own| set.iter().any(|name| own.text.contains(name))).count()
}

/// Opens a list by how its name begins.
#[track_caller]
fn unfold(harness: &mut Harness<'static, Stage>, label: &str) {
    let combo = harness
        .query_all_by_role(Role::ComboBox)
        .find(|node| node.accesskit_node().label().is_some_and(|own| own.starts_with(label)));
    combo.unwrap_or_else(|| panic!("no list {label}")).click();
    harness.run_steps(3);
}

/// In every window in which readings are listed, more names stand typeset than without it, and none as it is written. Lists are
/// looked at unfolded, and name their entries to a screen reader as before.
#[test]
fn names_of_readings_are_typeset_wherever_they_are_chosen() {
    let windows: [(&str, Action, Option<&str>); 5] = [
        ("readings", Action::Measure, Some("What is read")),
        ("new plots", Action::AddPlot, None),
        ("sweeps", Action::Sweeps, Some("Trigger")),
        ("range runs", Action::Range, Some("Trace")),
        ("run until", Action::RunUntil, None),
    ];
    for (what, action, list) in windows {
        let mut harness = if action == Action::Sweeps {
            stage_of(preset("paired-pulse"), ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0)
        } else {
            stage()
        };
        for _ in 0..2 {
            harness.key_press(Key::Num1);
            harness.run_steps(12);
        }
        act(&mut harness, Action::RunPause);
        let before = typeset(&mut harness, "the window");
        act(&mut harness, action);
        if let Some(label) = list {
            unfold(&mut harness, label);
        }
        let with = typeset(&mut harness, what);
        assert!(before < with, "{what}: {before} and {with}");
        if action == Action::AddPlot {
            assert!(harness.query_by_role_and_label(Role::Button, "V_0").is_some());
        }
    }
}

/// The same where a recording is laid under a trace, and among commands.
#[test]
fn names_are_typeset_under_recordings_and_among_commands() {
    let mut harness = stage();
    harness.run_steps(12);
    lay_under(&mut harness, "t (ms),V (mV)\n0,-70\n1,-69\n2,-68\n");
    let before = typeset(&mut harness, "the window");
    act(&mut harness, Action::OwnData);
    let with = typeset(&mut harness, "recordings");
    assert!(before < with, "{before} and {with}");
    act(&mut harness, Action::OwnData);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(2);
    harness.event(Event::Text("Plot g".to_owned()));
    harness.run_steps(3);
    let with = typeset(&mut harness, "commands");
    assert!(before < with, "{before} and {with}");
}
