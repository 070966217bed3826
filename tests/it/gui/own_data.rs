//! Recordings of one's own through the window: dropped, laid under a plot, aligned, fitted and undone; and spikes that become sources.

use std::io::Write as _;
use std::time::{Duration, Instant};

use bouton::app::ThemeChoice;
use bouton::preset::{Preset, library};
use bouton::sim::{Stream, StreamKind};
use bouton::text::Language;
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Action, Script, Stage, app, drop_file, drop_files, preset, stage, stage_of};
use crate::presets::{run, with};

/// Nothing here takes seconds where a core is free.
const HANG_GUARD: Duration = Duration::from_mins(5);

/// Writes a text to a file with this ending and drops it on the window; goes on once it was read.
fn drop_text(harness: &mut Harness<'static, Stage>, text: &str, ending: &str) {
    let mut file = tempfile::Builder::new().prefix("mine").suffix(ending).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    drop_file(harness, file.path());
    settle(harness);
}

/// Frames until nothing is read or fitted any more.
fn settle(harness: &mut Harness<'static, Stage>) {
    let started = Instant::now();
    harness.run_steps(2);
    while app(harness).is_busy_with_data() {
        assert!(started.elapsed() < HANG_GUARD, "it never ends");
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    harness.run_steps(3);
}

/// A recording under a plot of the window, with its own window closed again.
pub fn lay_under(harness: &mut Harness<'static, Stage>, text: &str) {
    drop_text(harness, text, ".csv");
    let ctx = harness.ctx.clone();
    app(harness).do_action(&ctx, Action::OwnData);
    harness.run_steps(2);
}

fn parameter(preset: &Preset, path: &str) -> f64 {
    match preset.get(preset.find(path).unwrap()).unwrap().1 {
        bouton::param::Value::Number(value) => value,
        other => panic!("{other:?}"),
    }
}

/// All that labels say.
fn labels(harness: &Harness<'static, Stage>) -> Vec<String> {
    let words = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.value().or(node.label()).unwrap_or_default()
    };
    harness.query_all_by_role(Role::Label).map(words).collect()
}

#[track_caller]
fn says(harness: &Harness<'static, Stage>, words: &str) -> String {
    let all = labels(harness);
    all.iter().find(|own| own.contains(words)).unwrap_or_else(|| panic!("no “{words}” among {all:?}")).clone()
}

fn choose(harness: &mut Harness<'static, Stage>, label: &str, entry: &str) {
    let combo = harness
        .query_all_by_role(Role::ComboBox)
        .find(|node| node.accesskit_node().label().is_some_and(|own| own.starts_with(label)));
    combo.unwrap_or_else(|| panic!("no list {label}")).click();
    harness.run_steps(3);
    harness.query_all_by_label(entry).last().unwrap_or_else(|| panic!("no {entry}")).click();
    harness.run_steps(3);
}

/// An excitatory potential that a click at 0 made, with noise of a tenth of it, on the clock of an experiment and in its units.
fn experiment(c_pF: f64, g_max_nS: f64) -> String {
    let preset = with(
        &crate::presets::bundled("ampa"),
        &[("populations.0.C_pF", c_pF), ("projections.1-0.receptors.ampa.g_max_nS", g_max_nS)],
    );
    let clean = run(&preset, 90.0, &[("1", 10.0)], &["V_0"]);
    let mut random = Stream::new(4, StreamKind::Stimulus, 3);
    let rows = clean.columns[0].iter().enumerate().map(|(step, V)| {
        let (t_s, noisy) = (1e-4 * step as f64 - 0.01, 1e-3 * (V + random.normal()));
        format!("{t_s:.4};{noisy:.6}\n").replace('.', ",")
    });
    format!("# made by an amplifier\nZeit (s);Vm (V)\n{}", rows.collect::<String>())
}

/// Which of several would be opened is chance, so none is; and what a message names it names once.
#[test]
fn of_several_files_none_is_opened_and_a_folder_is_named_once() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one.ron", "other.ron"].map(|name| folder.path().join(name));
    std::fs::write(&one, library::find("nmda").unwrap().text).unwrap();
    std::fs::write(&other, library::find("gaba-a").unwrap().text).unwrap();
    let mut harness = stage();
    let before = app(&mut harness).document().preset().clone();
    drop_files(&mut harness, &[&one, &other]);
    assert_eq!(*app(&mut harness).document().preset(), before);
    let said = "2 files were dropped. Nothing was opened: drop one file at a time.";
    assert!(harness.query_by_label_contains(said).is_some());
    drop_file(&mut harness, folder.path());
    let said = format!("{} is a folder or a device, not a file that can be opened", folder.path().display());
    assert!(harness.query_by_label_contains(&said).is_some());
    assert!(harness.query_by_label_contains(&format!(": {said}")).is_none());
    drop_file(&mut harness, &other);
    assert_ne!(*app(&mut harness).document().preset(), before);
}

/// Drop, look, align, choose, fit, undo: as a person does it.
#[test]
fn a_dropped_recording_is_fitted_and_undone() {
    let mut harness = stage();
    harness.run_steps(30);
    harness.key_press(Key::Num1);
    harness.run_steps(70);
    harness.key_press(Key::Space);
    harness.run_steps(3);
    drop_text(&mut harness, &experiment(150.0, 6.0), ".csv");
    says(&harness, "901 rows");
    assert!(harness.query_by_label_contains("Plot of V 0").is_some());
    let plots = harness.query_all_by_role(Role::Image).filter_map(|node| node.accesskit_node().label());
    let plots: Vec<String> = plots.collect();
    assert!(plots.iter().any(|name| name.contains("Vm")), "the recording is named: {plots:?}");
    // Put to the click, the difference is that of other parameters; it is shown in the unit of the plot.
    says(&harness, "Difference, RMS:");
    harness.get_by_role_and_label(Role::Button, "Align recording with the last click").click();
    harness.run_steps(4);
    let spikes = app(&mut harness).spikes();
    let grid = bouton::units::Grid::default();
    let fired_ms = grid.moment_ms(spikes.first().unwrap().at);
    let shift = format!("shift_ms: {fired_ms:?}");
    assert!(app(&mut harness).view_fingerprint().contains(&shift), "{shift}");
    let before = says(&harness, "Difference, RMS:");
    assert!(before.contains("mV over 901 samples") || before.contains("mV over "), "{before}");
    choose(&mut harness, "Add parameter", "populations.0.C_pF");
    // Far down the list, where a person scrolls.
    app(&mut harness).choose_to_fit("projections.1-0.receptors.ampa.g_max_nS");
    harness.run_steps(2);
    let start = std::sync::Arc::clone(app(&mut harness).document().preset());
    harness.get_by_role_and_label(Role::Button, "Fit parameters").click();
    harness.run_steps(2);
    settle(&mut harness);
    let (fitted, indistinct) = app(&mut harness).fit_outcome().expect("a fit");
    assert_eq!(fitted.len(), 2);
    for ((path, value, error), wanted) in fitted.iter().zip([150.0, 6.0]) {
        let error = error.unwrap();
        println!("{path}: {value} ± {error}");
        assert!((value - wanted).abs() < 3.0 * error && error < 0.1 * wanted, "{path}: {value} ± {error}");
        assert_eq!(parameter(app(&mut harness).document().preset(), path), *value);
    }
    assert!(indistinct.is_empty());
    says(&harness, " ± ");
    // The run goes on from 0 with the click, up to where it was: now the trace lies on the recording.
    harness.run_steps(60);
    let after = says(&harness, "Difference, RMS:");
    let rms = |words: &str| -> f64 {
        words.split("RMS: ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()
    };
    assert!((rms(&after) - 1.0).abs() < 0.1 && 1.5 < rms(&before), "{before} {after}");
    // One step of undo.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(app(&mut harness).document().preset().network(), start.network());
    assert!(!app(&mut harness).document().is_changed());
}

/// What a header does not say is asked for; a column of another quantity is not compared.
#[test]
fn units_are_asked_for() {
    let mut harness = stage();
    harness.run_steps(30);
    harness.key_press(Key::Space);
    drop_text(&mut harness, "time,a,I_pA\n0,-0.07,1\n1,-0.07,2\n2,-0.07,3\n", ".csv");
    says(&harness, "Choose what is asked for above");
    choose(&mut harness, "Unit of times", "ms");
    choose(&mut harness, "Unit of values", "V");
    let words = says(&harness, "Difference, RMS:");
    assert!(words.contains("RMS: 0 mV over 3 samples"), "{words}");
    choose(&mut harness, "Column", "I");
    says(&harness, "another quantity");
    assert!(harness.query_by_label_contains("Difference, RMS").is_none());
}

/// A list of spikes becomes a source, undone at once; what is no recording is refused with its line, and a carrier reopens.
#[test]
fn spikes_become_sources_and_faults_are_said() {
    let mut harness = stage();
    harness.run_steps(3);
    drop_text(&mut harness, "sender\ttime_ms\n7\t1.5\n9\t2.0\n7\t9.5\n", ".dat");
    says(&harness, "3 spikes; sources: 2");
    harness.get_by_role_and_label(Role::Button, "Make sources of the spikes").click();
    harness.run_steps(3);
    let preset = std::sync::Arc::clone(app(&mut harness).document().preset());
    assert_eq!(preset.network().populations().len(), 4);
    let times: Vec<String> = preset
        .network()
        .populations()
        .iter()
        .filter_map(|own| preset.get(preset.find(&format!("populations.{}.times_ms", own.name)).ok()?))
        .map(|(spec, value)| spec.show(&value))
        .collect();
    assert!(times.iter().any(|own| own.contains("1.5") && own.contains("9.5")), "{times:?}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(app(&mut harness).document().preset().network().populations().len(), 2);
    drop_text(&mut harness, "t_ms,V_mV\n0,-70\n1,oops\n", ".csv");
    let said = app(&mut harness).messages();
    assert!(said.iter().any(|own| own.contains(".csv:3: column V: “oops” is not a number")), "{said:?}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.csv");
    let output = crate::cli::run(&[
        "export",
        "ampa",
        "--duration",
        "20",
        "--fire",
        "1@5",
        "--csv",
        path.to_str().unwrap(),
        "--quiet",
    ]);
    assert_eq!(output.code(), 0);
    drop_file(&mut harness, &path);
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, "Open as recording").click();
    harness.run_steps(2);
    settle(&mut harness);
    says(&harness, "201 rows; columns: 2");
}

/// A fit that is called off changes nothing, and one whose document changes is given up.
#[test]
fn a_fit_is_called_off() {
    let mut harness = stage();
    harness.run_steps(3);
    // A recording of two minutes takes many runs of a million steps.
    let rows: String = (0..1200).map(|k| format!("{},{}\n", 100 * k, -70 + k % 3)).collect();
    drop_text(&mut harness, &format!("t_ms,V_mV\n{rows}"), ".csv");
    let start = std::sync::Arc::clone(app(&mut harness).document().preset());
    for path in ["C_pF", "g_L_nS", "E_L_mV"] {
        app(&mut harness).choose_to_fit(&format!("populations.0.{path}"));
    }
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::Button, "Fit parameters").click();
    harness.run_steps(2);
    says(&harness, "Fitting: step");
    harness.get_by_role_and_label(Role::Button, "Cancel").click();
    harness.run_steps(2);
    settle(&mut harness);
    assert_eq!(app(&mut harness).document().preset(), &start);
    assert!(app(&mut harness).messages().iter().any(|own| own.contains("fit was cancelled")));
    harness.get_by_role_and_label(Role::Button, "Fit parameters").click();
    harness.run_steps(2);
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::AddNeuron);
    harness.run_steps(2);
    settle(&mut harness);
    assert!(app(&mut harness).messages().iter().any(|own| own.contains("The document has changed")));
    assert!(app(&mut harness).fit_outcome().is_none());
}

/// Points of an experiment lie in the window of plasticity, and its rule is fitted to them.
#[test]
fn a_window_of_plasticity_is_fitted() {
    let size = vec2(1280.0, 720.0);
    let mut harness = stage_of(preset("stdp-window"), ThemeChoice::Light, Script::default(), size, 1.0);
    harness.run_steps(3);
    let rule = |dt: f64| if 0.0 < dt { 0.008 * libm::exp(-dt / 30.0) } else { -0.004 * libm::exp(dt / 12.0) };
    let rows: String = (1..60)
        .flat_map(|k| [f64::from(k), -f64::from(k)])
        .map(|dt| format!("{dt},{}\n", rule(dt)))
        .collect();
    drop_text(&mut harness, &format!("dt_ms,change\n{rows}"), ".csv");
    says(&harness, "Difference, RMS:");
    for key in ["A_plus", "ratio", "tau_plus_ms", "tau_minus_ms"] {
        app(&mut harness).choose_to_fit(&format!("projections.pre-post.plasticity.{key}"));
    }
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::Button, "Fit parameters").click();
    harness.run_steps(2);
    settle(&mut harness);
    let (fitted, _) = app(&mut harness).fit_outcome().unwrap();
    for ((path, value, _), wanted) in fitted.iter().zip([0.008, 0.5, 30.0, 12.0]) {
        assert!((value / wanted - 1.0).abs() < 1e-4, "{path}: {value} instead of {wanted}");
    }
}

/// The window fits on the screen at twice the size in both languages.
#[test]
fn it_fits_at_twice_the_size() {
    for (language, title) in [(Language::English, "Own data"), (Language::German, "Eigene Daten")] {
        let size = vec2(1280.0, 720.0);
        let mut harness = stage_of(preset("ampa"), ThemeChoice::Light, Script::default(), size, 1.0);
        app(&mut harness).set_language(language);
        harness.run_steps(2);
        harness.ctx.set_zoom_factor(2.0);
        drop_text(&mut harness, &experiment(150.0, 6.0), ".csv");
        harness.run_steps(4);
        let screen = harness.ctx.content_rect();
        let words = super::legible::painted(&harness);
        let head = words.iter().find(|own| own.text == title).unwrap_or_else(|| panic!("{title}"));
        assert!(screen.contains_rect(head.rect), "{:?} {screen:?}", head.rect);
    }
}

/// Values of a source that fires at listed times.
#[test]
fn sources_fire_at_the_times_of_the_list() {
    let mut harness = stage();
    drop_text(&mut harness, "times_s\n0.0105\n0.0115\n0.02\n", ".txt");
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::SourceOfSpikes);
    app(&mut harness).do_action(&ctx, Action::Restart);
    let made = app(&mut harness).document().preset().network().populations().last().unwrap().id;
    harness.run_steps(40);
    let spikes = app(&mut harness).spikes();
    let grid = bouton::units::Grid::default();
    let times: Vec<f64> =
        spikes.iter().filter(|own| own.population == made).map(|own| grid.moment_ms(own.at)).collect();
    assert_eq!(times.len(), 3, "{times:?}");
    for (found, wanted) in times.iter().zip([10.5, 11.5, 20.0]) {
        assert!((found - wanted).abs() < 1e-6, "{times:?}");
    }
}

/// With two cursors, what lies between them is compared; parameters are found by a part of their name, and the end is noted.
#[test]
fn a_fit_between_cursors_is_noted() {
    let size = vec2(1280.0, 1000.0);
    let mut harness = stage_of(preset("ampa"), ThemeChoice::Dark, Script::default(), size, 1.0);
    harness.run_steps(30);
    harness.key_press(Key::Num1);
    harness.run_steps(70);
    harness.key_press(Key::Space);
    harness.run_steps(3);
    drop_text(&mut harness, &experiment(150.0, 6.0), ".csv");
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::AlignRecording);
    app(&mut harness).do_action(&ctx, Action::Measure);
    harness.run_steps(4);
    for (name, ms) in [("Cursor 2", 110.05), ("Cursor 1", 60.05)] {
        harness.get_by_role_and_label(Role::Slider, name).set_value_accesskit(ms);
        harness.run_steps(3);
    }
    says(&harness, "Difference, RMS:");
    harness.get_by_role_and_label(Role::TextInput, "Find a parameter").focus();
    harness.run_steps(1);
    harness.event(eframe::egui::Event::Text("capacit".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    says(&harness, "populations.0.C_pF");
    app(&mut harness).do_action(&ctx, Action::FitParameters);
    harness.run_steps(2);
    settle(&mut harness);
    let (fitted, _) = app(&mut harness).fit_outcome().expect("a fit");
    assert_eq!(fitted[0].0, "populations.0.C_pF");
    let words = says(&harness, "samples; root");
    app(&mut harness).do_action(&ctx, Action::Note);
    harness.run_steps(3);
    let notes = app(&mut harness).document().preset().notes().to_vec();
    let n: u32 = words.split(' ').next().unwrap().parse().unwrap();
    assert!((499..=501).contains(&n), "between the cursors, of 901: {words}");
    assert!(notes.len() == 1 && notes[0].contains("Fit to") && notes[0].contains(&words), "{notes:?}");
    assert!(notes[0].contains("populations.0.C_pF: ") && notes[0].contains(" ± "), "{notes:?}");
}
