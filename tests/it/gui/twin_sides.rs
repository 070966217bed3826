//! Changes of a twin may act on A instead of B: the panel shows whose parameters they are, undo is that of the side, and plots and
//! the table show both, at the end and in the past.

use bouton::engine::Happened;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::keeping::stage_in;
use super::twin::{press_twin, says};
use super::{Action, Harness, Key, Modifiers, Stage, act, app, egui, number, stage};

const G: &str = "projections.1-0.receptors.ampa.g_max_nS";
const TAU: &str = "projections.1-0.receptors.ampa.kinetics.tau_ms";

fn press_side(harness: &mut Harness<'static, Stage>) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::ALT, Key::Y);
    harness.run_steps(2);
}

fn set(harness: &mut Harness<'static, Stage>, slider: &str, value: f64) {
    harness.get_by_role_and_label(egui::Role::Slider, slider).set_value_accesskit(value);
    harness.run_steps(2);
}

fn slider(harness: &Harness<'static, Stage>, name: &str) -> f64 {
    harness.get_by_role_and_label(egui::Role::Slider, name).accesskit_node().numeric_value().unwrap()
}

fn click(harness: &mut Harness<'static, Stage>) {
    harness.key_press(Key::Num1);
    harness.run_steps(6);
}

fn digests(harness: &mut Harness<'static, Stage>) -> (u64, u64) {
    let engine = app(harness).engine();
    (engine.twin_simulation().unwrap().digest(), engine.simulation().unwrap().digest())
}

fn open(harness: &mut Harness<'static, Stage>, preset: &'static str) {
    let ctx = harness.ctx.clone();
    app(harness).open_preset(&ctx, preset);
    harness.run_steps(4);
}

/// What a plot says to a screen reader.
fn plot_says(harness: &Harness<'static, Stage>, plot: &str) -> String {
    harness.get_by_role_and_label(egui::Role::Image, plot).value().unwrap_or_default()
}

#[test]
fn changes_act_on_the_side_that_is_chosen() {
    let mut harness = stage();
    harness.run_steps(5);
    press_side(&mut harness);
    assert!(app(&mut harness).twin_scene().is_none() && !says(&harness, "of the twin"), "there is none");
    press_twin(&mut harness);
    let g = slider(&harness, "ḡ");
    assert!(says(&harness, "Parameters of B of the twin: changes act on B"));
    press_side(&mut harness);
    assert!(says(&harness, "Parameters of A of the twin: changes act on A"));
    assert!(says(&harness, "Changes act on A now, and the parameters shown are those of A."));
    set(&mut harness, "ḡ", 60.0);
    click(&mut harness);
    let scene = app(&mut harness).twin_scene().unwrap().clone();
    let parting = scene.parting.unwrap();
    let Some(Happened::Spike(spike)) = parting.a else { panic!("{parting:?}") };
    assert_eq!((spike.population, parting.b), (0, None), "A is the stronger one");
    assert!(says(&harness, "neuron 0 of 0 fires in A, but not in B"));
    // The panel shows the parameters of the side that it changes, by mouse too.
    harness.get_by_label("B, the run").click();
    harness.run_steps(2);
    assert!((slider(&harness, "ḡ") - g).abs() < 1e-9);
    assert_eq!(number(&harness, G), g, "the document is that of the run again");
    harness.get_by_role_and_label(egui::Role::RadioButton, "A").click();
    harness.run_steps(2);
    assert!((slider(&harness, "ḡ") - 60.0).abs() < 1e-9);
}

#[test]
fn undo_is_that_of_the_side() {
    let mut harness = stage();
    harness.run_steps(3);
    set(&mut harness, "τ", 6.0);
    press_twin(&mut harness);
    let (g, tau) = (number(&harness, G), number(&harness, TAU));
    set(&mut harness, "τ", 9.0);
    press_side(&mut harness);
    set(&mut harness, "ḡ", 60.0);
    assert_eq!((number(&harness, G), number(&harness, TAU)), (60.0, tau));
    act(&mut harness, Action::Undo);
    assert_eq!((number(&harness, G), number(&harness, TAU)), (g, tau));
    // Nothing else was done to A: what was done before the twin began was done to both.
    act(&mut harness, Action::Undo);
    assert_eq!((number(&harness, G), number(&harness, TAU)), (g, tau));
    act(&mut harness, Action::Redo);
    assert_eq!(number(&harness, G), 60.0);
    press_side(&mut harness);
    assert_eq!((number(&harness, G), number(&harness, TAU)), (g, 9.0));
    act(&mut harness, Action::Undo);
    assert_eq!(number(&harness, TAU), tau);
    act(&mut harness, Action::Undo);
    assert_ne!(number(&harness, TAU), tau, "before the twin");
    act(&mut harness, Action::Redo);
    set(&mut harness, "ḡ", 60.0);
    act(&mut harness, Action::Restart);
    click(&mut harness);
    harness.run_steps(10);
    let (a, b) = digests(&mut harness);
    assert_eq!(a, b, "the same changes on either side are the same run");
}

#[test]
fn a_restart_keeps_both_sides() {
    let mut harness = stage();
    press_twin(&mut harness);
    press_side(&mut harness);
    set(&mut harness, "ḡ", 60.0);
    act(&mut harness, Action::Restart);
    assert_eq!(number(&harness, G), 60.0, "A is still in front");
    for _ in 0..2 {
        click(&mut harness);
    }
    let engine = app(&mut harness).engine();
    let g = |own: &bouton::sim::Simulation| format!("{:?}", own.network().projections()[0].receptors[0]);
    let (a, b) = (g(engine.twin_simulation().unwrap()), g(engine.simulation().unwrap()));
    assert!(a.contains("60") && !b.contains("60"), "{a} {b}");
    assert_eq!(app(&mut harness).twin_scene().unwrap().since.0, 0);
}

/// In the past A is looked at as it was then, and is changed at the end only; a click there forks the run and not A.
#[test]
fn the_past_of_a_is_only_looked_at() {
    let mut harness = stage();
    press_twin(&mut harness);
    let g = number(&harness, G);
    press_side(&mut harness);
    for _ in 0..3 {
        click(&mut harness);
    }
    set(&mut harness, "ḡ", 60.0);
    let changed_ms = app(&mut harness).now_ms();
    for _ in 0..3 {
        click(&mut harness);
    }
    act(&mut harness, Action::RunPause);
    let end_ms = app(&mut harness).end_ms().0;
    harness.get_by_label("Time line").set_value_accesskit(0.5 * changed_ms);
    harness.run_steps(2);
    assert!((slider(&harness, "ḡ") - g).abs() < 1e-9, "A before its change");
    set(&mut harness, "ḡ", 33.0);
    assert!(says(&harness, "A can be changed at the end of the run only"));
    assert!((slider(&harness, "ḡ") - g).abs() < 1e-9);
    act(&mut harness, Action::Undo);
    harness.get_by_label("Time line").set_value_accesskit(0.5 * (changed_ms + end_ms));
    harness.run_steps(2);
    assert!((slider(&harness, "ḡ") - 60.0).abs() < 1e-9, "A after it");
    click(&mut harness);
    assert_eq!(app(&mut harness).runs().0.len(), 2, "a run of its own");
    assert!(app(&mut harness).twin_scene().is_none());
    assert_eq!(number(&harness, G), g, "with the parameters of the run");
    // Step and seed are those of both.
    press_twin(&mut harness);
    press_side(&mut harness);
    let address = bouton::model::network::Address::run("seed");
    let value = app(&mut harness).document().preset().get(address).unwrap().1;
    let bouton::param::Value::Count(seed) = value else { panic!("{value:?}") };
    let other = bouton::param::Value::Count(seed + 1);
    let edit = bouton::document::Edit::SetValue { address, value: other };
    let ctx = harness.ctx.clone();
    app(&mut harness).do_edit(&ctx, &edit);
    harness.run_steps(2);
    assert_eq!(app(&mut harness).document().preset().get(address).unwrap().1, value);
    assert!(says(&harness, "Step and seed are the same in A and B"));
}

/// Whatever ends the twin, the document is that of the run again, and what was made of A is kept.
#[test]
fn what_was_made_of_a_is_kept_when_it_ends() {
    for ends in [Action::Twin, Action::New] {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = stage_in(folder.path());
        press_twin(&mut harness);
        let g = number(&harness, G);
        press_side(&mut harness);
        set(&mut harness, "ḡ", 60.0);
        act(&mut harness, ends);
        harness.run_steps(2);
        assert!(app(&mut harness).twin_scene().is_none());
        let kept = app(&mut harness).recent_work();
        assert!(kept.iter().any(|(_, changes)| changes.contains('ḡ')), "{ends:?} {kept:?}");
        if ends == Action::Twin {
            assert_eq!(number(&harness, G), g);
            assert!(says(&harness, "A with its changes is kept among recent work."));
        } else {
            act(&mut harness, Action::Undo);
            assert_eq!(number(&harness, G), g, "undo leads back to the document of the run");
        }
    }
    // Without a change of A there is nothing to keep.
    let folder = tempfile::tempdir().unwrap();
    let mut harness = stage_in(folder.path());
    press_twin(&mut harness);
    press_side(&mut harness);
    press_twin(&mut harness);
    assert_eq!(app(&mut harness).recent_work(), []);
}

/// A look that was changed on one side stays, and what only the other side has comes back with it.
#[test]
fn objects_of_one_side_come_back_with_it() {
    let mut harness = stage();
    press_twin(&mut harness);
    act(&mut harness, Action::AddNeuron);
    act(&mut harness, Action::Plot);
    let plots = |harness: &mut Harness<'static, Stage>| app(harness).document().preset().view().plots.len();
    let (n, n_plots) =
        (app(&mut harness).document().preset().network().populations().len(), plots(&mut harness));
    press_side(&mut harness);
    assert_eq!(app(&mut harness).document().preset().network().populations().len() + 1, n);
    harness.run_steps(3);
    press_side(&mut harness);
    assert_eq!(app(&mut harness).document().preset().network().populations().len(), n);
    assert_eq!(plots(&mut harness), n_plots);
}

/// Sets a parameter of the document in front.
fn set_path(harness: &mut Harness<'static, Stage>, path: &str, value: f64) {
    let address = app(harness).document().preset().find(path).unwrap();
    let edit = bouton::document::Edit::SetValue { address, value: bouton::param::Value::Number(value) };
    let ctx = harness.ctx.clone();
    app(harness).do_edit(&ctx, &edit);
    harness.run_steps(2);
}

/// Plots of recordings show A under B once they differ, and say so; the difference takes their place, where it means something.
#[test]
fn plots_of_distributions_show_both() {
    for (preset, plots, path, value) in [
        (
            "stdp-correlated-group",
            &["Weights of exc-0", "Weight distribution: exc-0", "Firing rate (Hz)"][..],
            "projections.exc-0.plasticity.A_plus",
            0.015,
        ),
        ("quantal-release", &["Distribution of release sizes"][..], "projections.1-0.release.p", 0.9),
        ("stdp-window", &["STDP window of pre-post"][..], "projections.pre-post.plasticity.A_plus", 0.01),
    ] {
        for edits_a in [false, true] {
            let mut harness = stage();
            open(&mut harness, preset);
            press_twin(&mut harness);
            // What is drawn against the time of the run shows what was before the twin, too.
            for plot in plots.iter().filter(|plot| plot.contains("istribution") || plot.contains("Weights")) {
                assert!(plot_says(&harness, plot).contains("A and B are alike here"), "{preset} {plot}");
            }
            if edits_a {
                press_side(&mut harness);
            }
            set_path(&mut harness, path, value);
            for _ in 0..30 {
                harness.key_press(Key::Num1);
                harness.run_steps(8);
            }
            for plot in plots {
                let said = plot_says(&harness, plot);
                assert!(said.contains("A: wide and pale"), "{preset} {plot} {edits_a}: {said}");
            }
            if preset == "stdp-correlated-group" {
                let mut said = harness.query_all_by_role(egui::Role::Image).filter_map(|node| node.value());
                assert!(said.any(|said| said.contains("Only B is shown here.")));
            }
            harness.key_press_modifiers(Modifiers::SHIFT, Key::Y);
            harness.run_steps(2);
            for plot in plots {
                let title = format!("{plot}, B − A");
                let found = harness.query_by_role_and_label(egui::Role::Image, &title).is_some();
                assert!(found, "{preset} {plot} {edits_a}");
            }
        }
    }
}

/// The steps of releases show A under B, or the difference.
#[test]
fn releases_show_both() {
    let mut harness = stage();
    open(&mut harness, "depression");
    press_twin(&mut harness);
    set_path(&mut harness, "projections.1-0.release.P0", 0.5);
    for _ in 0..4 {
        click(&mut harness);
    }
    let labels =
        |harness: &Harness<'static, Stage>, words: &str| harness.query_all_by_label_contains(words).count();
    let both = labels(&harness, "A: wide and pale");
    assert!(0 < both);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Y);
    harness.run_steps(2);
    assert!(says(&harness, ", B − A"));
    assert_eq!(labels(&harness, "A: wide and pale"), 0);
}

/// The table is that of the playhead: in the past what it was when the run was there.
#[test]
fn the_table_shows_the_moment_of_the_playhead() {
    let mut harness = stage();
    harness.run_steps(3);
    press_twin(&mut harness);
    set(&mut harness, "ḡ", 60.0);
    let mut seen = Vec::new();
    for _ in 0..4 {
        click(&mut harness);
        harness.run_steps(8);
        act(&mut harness, Action::RunPause);
        seen.push((app(&mut harness).now_ms(), app(&mut harness).twin_table()));
        act(&mut harness, Action::RunPause);
    }
    act(&mut harness, Action::RunPause);
    assert!(seen.windows(2).all(|two| two[0].1 != two[1].1), "{seen:?}");
    for (now_ms, table) in seen.iter().rev() {
        harness.get_by_label("Time line").set_value_accesskit(*now_ms);
        harness.run_steps(3);
        assert!((app(&mut harness).now_ms() - now_ms).abs() < 1e-9);
        assert_eq!(app(&mut harness).twin_table(), *table, "at {now_ms} ms");
    }
    act(&mut harness, Action::ToStart);
    assert!(says(&harness, "until then there is only one course"));
}
