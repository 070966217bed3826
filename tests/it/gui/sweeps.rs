//! Sweeps and averages in the window, by keyboard, with what the table says and what is copied.

use bouton::app::ThemeChoice;
use bouton::measure::Readings;
use bouton::preset::Preset;
use bouton::preset::plot_spec::{
    Aligned, Edge, LevelSpec, PlotSpec, SweepMode, SweepView, SweepsSpec, Trigger,
};
use bouton::text::Language;
use eframe::egui::{Key, Modifiers, Role, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Action, Script, Stage, app, preset, stage_of};

/// A preset paused after so many steps.
fn after(preset: Preset, steps: u64) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset, ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(2);
    advance(&mut harness, steps);
    harness
}

fn advance(harness: &mut Harness<'static, Stage>, steps: u64) {
    for _ in 0..steps.div_ceil(4000) {
        app(harness).engine().advance_steps(4000);
        harness.run_steps(1);
    }
    // What is collected comes a few sweeps at a time.
    harness.run_steps(16);
}

/// All labels, in order.
fn labels(harness: &Harness<'static, Stage>) -> Vec<String> {
    let all = harness.query_all_by_role(Role::Label).map(|node| {
        let node = node.accesskit_node();
        node.value().or(node.label()).unwrap_or_default()
    });
    all.collect()
}

/// The cells of the row of the table that begins with a label.
fn row(harness: &Harness<'static, Stage>, label: &str, n: usize) -> Vec<f64> {
    let all = labels(harness);
    let at = all.iter().position(|own| own == label).unwrap_or_else(|| panic!("no {label} among {all:?}"));
    let number =
        |text: &String| text.replace('−', "-").parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    all[at + 1..=at + n].iter().map(number).collect()
}

fn copied(harness: &mut Harness<'static, Stage>, button: &str) -> String {
    harness.get_by_label(button).click_accesskit();
    super::measure::copied_text(harness)
}

/// From Shift+S to the ratio of a pair, and to the clipboard, in both languages.
#[test]
fn pairs_are_read_and_copied() {
    let mut harness = after(preset("paired-pulse"), 104_000);
    let sweeps = app(&mut harness).sweeps(6);
    let begins: Vec<f64> = sweeps.iter().map(|own| own.0).collect();
    assert_eq!(begins, [100.0, 3100.0, 6100.0, 9100.0], "the preset shows sweeps from the start");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::S);
    harness.run_steps(4);
    assert!(labels(&harness).iter().any(|own| own == "4 sweeps, mean ± SD"), "{:?}", labels(&harness));
    let cells = row(&harness, "3100.0 ms", 3);
    // As read directly off what was recorded.
    let curve = |app: &bouton::app::App, from_ms: f64, to_ms: f64| -> Vec<(f64, f64)> {
        let times = (0..).map(|k| from_ms + 0.1 * f64::from(k)).take_while(|ms| *ms < to_ms);
        times.map(|ms| (ms, app.probe_at("V_F", ms + 0.01).unwrap())).collect()
    };
    let own = app(&mut harness);
    let sizes = [(3099.9, 3149.95), (3149.9, 3680.05)].map(|(from, to)| {
        let read = Readings::of(&curve(own, from, to)).unwrap();
        read.peak.unwrap().value - read.ends.0
    });
    for (shown, direct) in cells.iter().zip([sizes[0], sizes[1], sizes[1] / sizes[0]]) {
        assert!((shown / direct - 1.0).abs() < 2e-3, "{cells:?} {sizes:?}");
    }
    let mean = row(&harness, "Mean", 3);
    assert!((mean[2] / cells[2] - 1.0).abs() < 0.02, "{mean:?} {cells:?}");
    let english = copied(&mut harness, "Copy table");
    let line = english.lines().find(|line| line.starts_with("3100\t")).unwrap_or_else(|| panic!("{english}"));
    let ratio = line.split('\t').nth(3).unwrap().to_owned();
    assert!((ratio.parse::<f64>().unwrap() / cells[2] - 1.0).abs() < 1e-3, "{english}");
    app(&mut harness).set_language(Language::German);
    harness.run_steps(4);
    let german = copied(&mut harness, "Tabelle kopieren");
    assert!(german.contains(&ratio.replace('.', ",")) && !german.contains(&ratio), "{german}");
    // By its command, and as a note.
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::CopySweeps);
    assert_eq!(super::measure::copied_text(&mut harness), german);
    harness.key_press(Key::B);
    harness.run_steps(4);
    let notes = app(&mut harness).document().preset().notes().to_vec();
    assert!(notes.len() == 1 && notes[0].starts_with("V_F: 4 Sweeps"), "{notes:?}");
    let noted = notes[0].lines().find(|line| line.starts_with("3100,0 ms: A1 (mV) ")).expect("a sweep");
    let noted: f64 = noted.rsplit(' ').next().unwrap().replace(',', ".").parse().unwrap();
    assert!((noted / cells[2] - 1.0).abs() < 1e-2 && notes[0].contains("\nMittel"), "{notes:?}");
    // The same key closes the window; the sweeps stay.
    harness.key_press_modifiers(Modifiers::SHIFT, Key::S);
    harness.run_steps(4);
    assert!(harness.query_by_label("Tabelle kopieren").is_none());
    assert_eq!(app(&mut harness).sweeps(6).len(), 4);
}

/// On a plot without sweeps the key turns them on as one step of undo; the plot of the keyboard is meant before the first.
#[test]
fn sweeps_are_turned_on_and_undone() {
    let mut harness = after(preset("ampa"), 0);
    let shows = |harness: &Harness<'static, Stage>, plot: usize| {
        harness.state().app.document().preset().view().plots[plot].kind.sweeps().cloned()
    };
    harness.get_by_label("Plot 2").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::S);
    harness.run_steps(4);
    assert!(shows(&harness, 0).is_none() && shows(&harness, 1).is_some());
    assert!(labels(&harness).iter().any(|own| own == "Waiting for a trigger"));
    // Until there is one the plot scrolls.
    for _ in 0..3 {
        harness.key_press(Key::Num1);
        harness.run_steps(2);
        advance(&mut harness, 4000);
    }
    assert_eq!(app(&mut harness).sweeps(5).len(), 3, "{:?}", app(&mut harness).sweeps(5));
    harness.get_by_label("Start over").click();
    harness.run_steps(4);
    assert!(app(&mut harness).sweeps(5).is_empty());
    // All of it by keyboard and by names.
    harness.get_by_role_and_label(Role::RadioButton, "Once").click();
    harness.run_steps(3);
    assert_eq!(shows(&harness, 1).map(|own| format!("{:?}", own.mode)), Some("Once".to_owned()));
    harness.get_by_role_and_label(Role::CheckBox, "Show in sweeps").click();
    harness.run_steps(3);
    assert!(shows(&harness, 1).is_none());
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(2);
    }
    let untouched = preset("ampa");
    assert_eq!(**app(&mut harness).document().preset(), untouched);
}

/// Shift+A averages about every trigger, overlapping ones included, and says how many there were; back again with the same key.
#[test]
fn averages_are_about_every_trigger() {
    let mut harness = after(preset("paired-pulse"), 104_000);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::A);
    harness.run_steps(30);
    let sweeps = |harness: &Harness<'static, Stage>| {
        harness.state().app.document().preset().view().plots[0].kind.sweeps().map(|own| own.shows)
    };
    assert_eq!(sweeps(&harness), Some(SweepView::Average));
    assert!(
        labels(&harness).iter().any(|own| own == "Average about 8 triggers ± SE"),
        "{:?}",
        labels(&harness)
    );
    assert_eq!(row(&harness, "Triggers", 1), [8.0]);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::A);
    harness.run_steps(6);
    assert_eq!(sweeps(&harness), Some(SweepView::Overlaid));
    assert_eq!(app(&mut harness).sweeps(6).len(), 4);
}

/// Looking back, sweeps end at the playhead; at the end again they are what they were. A restart begins anew.
#[test]
fn sweeps_end_at_the_playhead() {
    let mut harness = after(preset("paired-pulse"), 104_000);
    let at_end = app(&mut harness).sweeps(6);
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::SpikeBefore);
    harness.run_steps(16);
    let now_ms = app(&mut harness).now_ms();
    assert!((9000.0..9200.0).contains(&now_ms), "{now_ms}");
    let back = app(&mut harness).sweeps(6);
    assert!(back.iter().all(|own| own.0 <= now_ms) && back.last().is_none_or(|own| !own.1), "{back:?}");
    app(&mut harness).do_action(&ctx, Action::ToStart);
    harness.run_steps(16);
    assert!(app(&mut harness).sweeps(6).is_empty());
    app(&mut harness).do_action(&ctx, Action::ToEnd);
    harness.run_steps(30);
    assert_eq!(app(&mut harness).sweeps(6), at_end);
    app(&mut harness).do_action(&ctx, Action::Restart);
    harness.run_steps(4);
    assert!(app(&mut harness).sweeps(6).is_empty());
}

/// What takes the axis of time takes it from sweeps that come by themselves.
#[test]
fn cursors_have_the_axis_of_time() {
    let mut harness = after(preset("paired-pulse"), 20_000);
    let value = |harness: &Harness<'static, Stage>| {
        harness.get_by_role_and_label(Role::Image, "Plot of V F, V D").accesskit_node().value().unwrap()
    };
    assert!(value(&harness).contains("sweep"), "{}", value(&harness));
    harness.key_press(Key::M);
    harness.run_steps(4);
    assert!(!value(&harness).contains("sweep"), "{}", value(&harness));
    assert!(harness.query_by_role_and_label(Role::Slider, "Cursor 1").is_some());
}

fn vertices(shape: &Shape) -> usize {
    match shape {
        Shape::Vec(inner) => inner.iter().map(vertices).sum(),
        Shape::Mesh(mesh) => mesh.vertices.len(),
        _ => 0,
    }
}

/// A hundred sweeps of a noisy trace stay within what a frame can hold.
#[test]
fn a_hundred_sweeps_are_one_small_mesh() {
    let own = preset("bombardment");
    let own = own
        .with(|parts| {
            let plot = parts.view.plots.iter_mut().find(|plot| plot.id == 7).unwrap();
            let PlotSpec::Trace(spec) = &mut plot.kind else { panic!("no traces") };
            let probe = spec.probes[0].clone();
            let trigger =
                Trigger::Level(LevelSpec { probe, level: -59.0, edge: Edge::Rising, hysteresis: 1.0 });
            let (mode, shows) = (SweepMode::Normal, SweepView::Overlaid);
            spec.sweeps =
                Aligned::On(SweepsSpec { trigger, before_ms: 20.0, after_ms: 60.0, mode, shows, last: 100 });
        })
        .unwrap();
    let plot = own.view().plots.iter().find(|plot| plot.kind.sweeps().is_some()).unwrap().id;
    let mut harness = after(own, 400_000);
    let shown = app(&mut harness).sweeps(plot).len();
    println!("{shown} sweeps");
    assert_eq!(shown, 100);
    let most = harness.output().shapes.iter().map(|own| vertices(&own.shape)).max().unwrap();
    println!("{most} vertices in the largest mesh, {} KiB", most * 20 / 1024);
    assert!(1000 < most && most < 200_000, "{most}");
}
