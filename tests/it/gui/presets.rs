//! Every preset in the window, and what their panels, plots and canvases add to the AMPA demonstration.

use bouton::app::ThemeChoice;
use bouton::preset::library;
use eframe::egui::{self, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, head, number, place, preset, stage_of};

fn stage(name: &str) -> Harness<'static, Stage> {
    stage_of(preset(name), ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0)
}

fn click(harness: &mut Harness<'static, Stage>, neuron: &str) {
    harness.get_by_role_and_label(Role::Button, neuron).click();
    harness.run_steps(2);
}

/// Runs frames until model time has passed [ms].
fn pass(harness: &mut Harness<'static, Stage>, ms: f64) {
    let until = harness.state().app.now_ms() + ms;
    for _ in 0..100_000 {
        if until <= harness.state().app.now_ms() {
            return;
        }
        harness.run_steps(1);
    }
    panic!("model time stands still");
}

/// In each theme and both sizes: every preset opens, every vertex can be clicked, every plot is there with a name and
/// says nothing bad.
#[test]
fn every_preset_opens_and_plays_in_every_theme() {
    let themes = [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Projector];
    for (index, bundled) in library::PRESETS.iter().enumerate() {
        let size = if index % 2 == 0 { vec2(1280.0, 720.0) } else { vec2(1920.0, 1080.0) };
        let preset = preset(bundled.name);
        let (plots, networks) = (preset.view().plots.len(), preset.network().populations().len());
        let mut harness = stage_of(preset.clone(), themes[index % 3], Script::default(), size, 1.0);
        harness.run_steps(5);
        assert_eq!(
            harness.get_all_by_role(Role::Image).count(),
            plots,
            "{}: a plot is missing",
            bundled.name
        );
        if networks <= 8 && preset.network().populations().iter().map(|p| p.n).sum::<u64>() < 1000 {
            for population in preset.network().populations() {
                let at = place(&harness, population.id);
                harness.hover_at(at);
                harness.run_steps(1);
                harness.drag_at(at);
                harness.run_steps(1);
                harness.drop_at(at);
                harness.run_steps(2);
            }
        }
        harness.run_steps(10);
        assert!(harness.state().app.is_running(), "{} goes on", bundled.name);
        assert!(0.0 < harness.state().app.now_ms());
        assert!(!harness.state().app.document().is_changed(), "{}: looking changes nothing", bundled.name);
        assert_eq!(harness.state().app.messages(), Vec::<String>::new(), "{}", bundled.name);
    }
}

/// A click in the down state does nothing, a click in the up state makes neuron 0 fire a burst.
#[test]
fn nmda_asks_for_a_depolarised_membrane() {
    let mut harness = stage("nmda");
    let is_up = |harness: &Harness<'static, Stage>| -60.0 < head(harness, "V_0");
    let wait_for = |harness: &mut Harness<'static, Stage>, up: bool| {
        for _ in 0..2000 {
            if is_up(harness) == up {
                return;
            }
            harness.run_steps(1);
        }
        panic!("the state never changes");
    };
    wait_for(&mut harness, true);
    wait_for(&mut harness, false);
    pass(&mut harness, 60.0);
    click(&mut harness, "Neuron 1");
    pass(&mut harness, 200.0);
    assert_eq!(harness.state().app.spikes_seen(0), 0, "silent in the down state");
    wait_for(&mut harness, true);
    pass(&mut harness, 60.0);
    let before = harness.state().app.spikes_seen(0);
    click(&mut harness, "Neuron 1");
    pass(&mut harness, 300.0);
    let burst = harness.state().app.spikes_seen(0) - before;
    assert!(6 <= burst, "{burst} spikes in the up state");
}

/// GABA_B silences neuron 0 for about 0.4 s of model time after one click.
#[test]
fn gaba_b_pauses_neuron_0() {
    let mut harness = stage("gaba-b");
    pass(&mut harness, 300.0);
    click(&mut harness, "Neuron 1");
    pass(&mut harness, 60.0);
    let before = harness.state().app.spikes_seen(0);
    pass(&mut harness, 280.0);
    assert_eq!(harness.state().app.spikes_seen(0), before, "silent for 0.3 s");
    pass(&mut harness, 150.0);
    assert!(before < harness.state().app.spikes_seen(0), "and back after 0.5 s");
}

/// P_rel climbs with facilitation and falls with depression, click by click.
#[test]
fn release_probability_climbs_and_falls() {
    for (name, climbs) in [("facilitation", true), ("depression", false)] {
        let mut harness = stage(name);
        let start = head(&harness, "P_rel_1-0");
        for _ in 0..3 {
            click(&mut harness, "Neuron 1");
            harness.run_steps(6);
        }
        let now = head(&harness, "P_rel_1-0");
        assert!(if climbs { start + 0.2 < now } else { now < start - 0.4 }, "{name}: {start} to {now}");
        pass(&mut harness, 1500.0);
        assert!((head(&harness, "P_rel_1-0") - start).abs() < 0.15, "{name} recovers");
    }
}

/// A button that is held fires again and again; one that is held and moved does not.
#[test]
fn a_held_button_repeats() {
    let mut harness = stage("ampa");
    let at = place(&harness, 1);
    harness.hover_at(at);
    harness.run_steps(1);
    harness.drag_at(at);
    harness.run_steps(90); // 1.5 s of wall time.
    let fired = harness.state().app.spikes_seen(1);
    harness.drop_at(at);
    harness.run_steps(3);
    assert!((8..=13).contains(&fired), "{fired} spikes in 1.1 s of repeating");
    harness.run_steps(30);
    let after = harness.state().app.spikes_seen(1);
    assert!(after <= fired + 1, "it stops with the button");
    harness.drag_at(at);
    for step in 0..60_u16 {
        harness.hover_at(at + vec2(f32::from(step), 0.0));
        harness.run_steps(1);
    }
    assert_eq!(harness.state().app.spikes_seen(1), after, "moving does not fire");
    harness.drop_at(at + vec2(60.0, 0.0));
    harness.run_steps(2);
}

/// Another kind of kinetics is chosen in the panel, comes with the receptor's own values, and can be undone.
#[test]
fn kinetics_can_be_chosen_and_undone() {
    let mut harness = stage("ampa");
    harness.get_by_role_and_label(Role::ComboBox, "Type of Kinetics").click();
    harness.run_steps(3);
    harness.get_by_label("Double exponential").click();
    harness.run_steps(3);
    assert_eq!(number(&harness, "projections.1-0.receptors.ampa.kinetics.tau_rise_ms"), 0.5);
    assert_eq!(number(&harness, "projections.1-0.receptors.ampa.kinetics.tau_decay_ms"), 5.0);
    click(&mut harness, "Neuron 1");
    harness.run_steps(6);
    assert!(1.0 < head(&harness, "g_1-0"), "it opens");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(3);
    assert_eq!(number(&harness, "projections.1-0.receptors.ampa.kinetics.tau_ms"), 5.0);
}

/// Published values are set together and undone together.
#[test]
fn published_values_are_one_edit() {
    let mut harness = stage("rebound");
    let d = |harness: &Harness<'static, Stage>| number(harness, "populations.spike.d");
    assert_eq!(d(&harness), 4.0);
    harness.get_all_by_role_and_label(Role::ComboBox, "Published values").next().unwrap().click();
    harness.run_steps(3);
    harness.get_by_label("Regular spiking").click();
    harness.run_steps(3);
    assert_eq!((d(&harness), number(&harness, "populations.spike.b")), (8.0, 0.2));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(3);
    assert_eq!((d(&harness), number(&harness, "populations.spike.b")), (4.0, 0.25));
}

/// A click on a name in a legend hides the trace and shows it again.
#[test]
fn a_legend_hides_a_trace() {
    let mut harness = stage("gap-junction");
    let label = "Trace V 0";
    let is_shown = |harness: &Harness<'static, Stage>| {
        harness.get_by_label(label).accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    };
    assert!(is_shown(&harness));
    harness.get_by_label(label).click();
    harness.run_steps(3);
    assert!(!is_shown(&harness));
    harness.get_by_label(label).click();
    harness.run_steps(3);
    assert!(is_shown(&harness));
}

/// Another document has other plots, whatever their numbers.
#[test]
fn what_was_hidden_in_one_document_is_shown_in_the_next() {
    let mut harness = stage("excitatory-gaba");
    harness.run_steps(3);
    let shown = harness.state().app.view_fingerprint();
    harness.get_by_label("Trace I 1-adult").click();
    harness.run_steps(3);
    assert_ne!(shown, harness.state().app.view_fingerprint());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("next.ron");
    std::fs::write(&file, library::find("excitatory-gaba").unwrap().text).unwrap();
    harness.state_mut().app.open_file(&file);
    harness.run_steps(3);
    assert!(!harness.state().app.view_fingerprint().contains("I_adult"), "nothing is hidden");
}

/// The handles of the decay set τ: the one directly, the other by the half-life; one drag is one step of undo.
#[test]
fn the_handles_of_a_decay_set_its_time_constant() {
    for (handle, factor) in [("Time constant τ", 1.0), ("Half-life t½", std::f64::consts::LN_2)] {
        let mut harness = stage("exponential-decay");
        let rect = harness.get_by_label(handle).rect();
        let from = rect.center();
        // The first handle of the axis of 100 ms lies at τ (or t½); a pixel is a fixed number of ms.
        let half = harness.get_by_label("Half-life t½").rect().center().x;
        let tau = harness.get_by_label("Time constant τ").rect().center().x;
        let per_point = (20.0 - 20.0 * std::f64::consts::LN_2) / f64::from(tau - half);
        harness.hover_at(from);
        harness.run_steps(1);
        harness.drag_at(from);
        harness.run_steps(1);
        for step in 1..=20_u16 {
            harness.hover_at(from + vec2(f32::from(step) * 5.0, 0.0));
            harness.run_steps(1);
        }
        harness.drop_at(from + vec2(100.0, 0.0));
        harness.run_steps(2);
        let expected = (20.0 * factor + 100.0 * per_point) / factor;
        let tau = number(&harness, "decay.tau_ms");
        assert!((tau - expected).abs() < 0.5, "{handle}: τ = {tau}, expected {expected}");
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        harness.run_steps(3);
        assert_eq!(number(&harness, "decay.tau_ms"), 20.0, "one step of undo");
    }
}

/// The channels of the decay close as time passes; a click starts them again.
#[test]
fn channels_close_one_by_one() {
    let mut harness = stage("exponential-decay");
    let open = |harness: &Harness<'static, Stage>| -> u32 {
        let node = harness.get_by_label_contains("channels are open");
        node.accesskit_node().label().unwrap().split(' ').next().unwrap().parse().unwrap()
    };
    pass(&mut harness, 10.0);
    let first = open(&harness);
    pass(&mut harness, 20.0);
    let second = open(&harness);
    assert!(second + 100 < first, "{first} and then {second} are open");
    harness.get_by_label_contains("channels are open").click();
    harness.run_steps(4);
    assert!(900 < open(&harness), "all open again");
}

/// A gap junction can be selected on the canvas, and its conductance is in the panel.
#[test]
fn a_gap_junction_is_selected_by_a_click() {
    let mut harness = stage("gap-junction");
    harness.get_by_label("Gap junction gap").click();
    harness.run_steps(3);
    assert!(
        harness.query_by_label("g_c").is_some()
            || harness.query_by_label_contains("Gap junction gap:").is_some()
    );
}
