//! Circuits of Neuronify and sets of parameters, dropped on the window.

use std::path::Path;

use eframe::egui::{Key, Modifiers};

use super::{drop_file, stage};

#[test]
fn a_dropped_circuit_opens_untitled_and_says_what_changed() {
    let mut harness = stage();
    let before = harness.state().app.document().preset().clone();
    let file = Path::new("tests/corpus/neuronify/inhibition.nfy");
    let bytes = std::fs::read(file).unwrap();
    drop_file(&mut harness, file);
    let document = harness.state().app.document();
    assert_eq!(document.path(), None, "saving asks where to");
    let names: Vec<&str> =
        document.preset().network().populations().iter().map(|own| own.name.as_str()).collect();
    assert_eq!(names, ["out", "exc", "inh"]);
    let said = harness.state().app.messages().join("\n");
    assert!(said.contains("±500 mV") && said.contains("inh → out"), "{said}");
    harness.run_steps(5);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(*harness.state().app.document().preset(), before, "one step of undo leads back");
    assert_eq!(std::fs::read(file).unwrap(), bytes);
}

#[test]
fn a_wrong_circuit_is_refused_and_the_document_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.nfy");
    let text = std::fs::read_to_string("tests/corpus/neuronify/driven.nfy").unwrap();
    std::fs::write(&path, text.replace("\"fileFormatVersion\":4", "\"fileFormatVersion\":1")).unwrap();
    let mut harness = stage();
    let before = harness.state().app.document().preset().clone();
    drop_file(&mut harness, &path);
    assert_eq!(*harness.state().app.document().preset(), before);
    let said = harness.state().app.messages().join("\n");
    assert!(said.contains("file format 1"), "{said}");
}

#[test]
fn dropped_parameters_are_one_step_of_undo_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = stage();
    let before = harness.state().app.document().preset().clone();
    let value = |harness: &egui_kittest::Harness<'static, super::Stage>, path: &str| {
        let preset = harness.state().app.document().preset().clone();
        preset.get(preset.find(path).unwrap()).unwrap().1
    };
    let (a, b) = ("populations.0.C_pF", "projections.1-0.receptors.ampa.g_max_nS");
    for (name, text) in [
        ("a.csv", format!("path,value\n{a},150\n{b},3\n")),
        ("a.json", format!("{{\"{a}\": 150, \"{b}\": 3}}")),
        ("a.ron", format!("{{\"{a}\": 150.0, \"{b}\": 3.0,}}")),
        ("a.txt", format!("{a} = 150\n{b} = 3 nS\n")),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        drop_file(&mut harness, &path);
        let number = bouton::param::Value::Number;
        assert_eq!((value(&harness, a), value(&harness, b)), (number(150.0), number(3.0)), "{name}");
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
        assert_eq!(*harness.state().app.document().preset(), before, "{name}: one step");
    }
    let wrong = folder.path().join("wrong.txt");
    std::fs::write(&wrong, format!("{a} = 150\npopulations.7.C_pF = 1\n")).unwrap();
    drop_file(&mut harness, &wrong);
    assert_eq!(*harness.state().app.document().preset(), before, "all or nothing");
    let said = harness.state().app.messages().join("\n");
    assert!(said.contains("wrong.txt:2:1: populations.7.C_pF: "), "{said}");
}
