//! Plasticity in the window: weight plots, the window and its sign, freezing, members, running on to a goal.

use bouton::app::ThemeChoice;
use bouton::model::network::Connect;
use bouton::param::Value;
use bouton::preset::plot_spec::{IntervalSign, PlotSpec, WeightOrder};
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Command, Script, Stage, head, place, preset, stage_of, type_into};

fn stage(name: &str) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset(name), ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(3);
    harness
}

/// A preset in slow motion whose sources fire when they are clicked.
fn quiet_stage(name: &str) -> Harness<'static, Stage> {
    let mut quiet = preset(name);
    let settings = [
        ("populations.pre.train", Value::Choice(0)),
        ("populations.teacher.train", Value::Choice(0)),
        ("run.speed_ms_per_s", Value::Number(100.0)),
    ];
    for (path, value) in settings {
        quiet = quiet.with_values(&[(quiet.find(path).unwrap(), value)]).unwrap();
    }
    let mut harness = stage_of(quiet, ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(3);
    harness
}

fn press(harness: &mut Harness<'static, Stage>, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.run_steps(3);
}

fn text_of(harness: &Harness<'static, Stage>, plot: &str) -> String {
    harness.get_by_role_and_label(Role::Image, plot).value().unwrap_or_default()
}

/// What the window's plots say of the weights is what the weights are, and it changes while they learn.
#[test]
fn the_weights_are_shown_as_they_change() {
    let mut harness = stage("stdp-song-2000");
    let title = "Weight distribution: exc-0";
    let mean = |harness: &Harness<'static, Stage>| -> f64 {
        let words = text_of(harness, title);
        words.split("⟨w⟩ = ").nth(1).unwrap().split(';').next().unwrap().parse().unwrap()
    };
    let first = mean(&harness);
    assert!((0.5..=1.0).contains(&first), "{first}");
    harness.run_steps(20);
    let later = mean(&harness);
    assert!(later < first - 0.02, "they fall from their maximum: {first} → {later}");
    assert!(
        text_of(&harness, "Firing rate (Hz)").starts_with("0: "),
        "{}",
        text_of(&harness, "Firing rate (Hz)")
    );
    assert!(harness.query_by_role_and_label(Role::Button, "by group").is_none(), "there are no groups");
}

/// Steps that are too coarse for the phenomenon are taken, and said to be so.
#[test]
fn coarse_steps_are_cautioned_against() {
    let mut harness = stage("stdp-song-2000");
    press(&mut harness, "Synapse exc-0");
    let warned = |harness: &Harness<'static, Stage>| {
        harness.query_by_label_contains("each update is too large").is_some()
    };
    assert!(!warned(&harness));
    type_into(&mut harness, "A₊", "0.03");
    harness.run_steps(3);
    assert!(warned(&harness));
    type_into(&mut harness, "A₊", "0.02");
    harness.run_steps(3);
    assert!(!warned(&harness));
}

/// The button on the window turns its sign round, and the button on the weights their order; each is one step of undo.
#[test]
fn plots_can_be_turned_round() {
    let mut harness = stage("stdp-window");
    let sign = |harness: &Harness<'static, Stage>| {
        let plots = &harness.state().app.document().preset().view().plots;
        plots
            .iter()
            .find_map(|plot| if let PlotSpec::StdpWindow(spec) = &plot.kind { Some(spec.sign) } else { None })
    };
    press(&mut harness, "pre − post");
    assert_eq!(sign(&harness), Some(IntervalSign::PreMinusPost));
    press(&mut harness, "post − pre");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(sign(&harness), Some(IntervalSign::PreMinusPost), "one step of undo");
    let mut harness = stage("stdp-correlated-group");
    press(&mut harness, "by synapse");
    let plots = &harness.state().app.document().preset().view().plots;
    assert!(
        plots
            .iter()
            .any(|plot| matches!(&plot.kind, PlotSpec::Weights(spec) if spec.x == WeightOrder::Index))
    );
}

/// Clicks on the two neurons make a pair: it lights up on the window with its interval, and the weight follows.
#[test]
fn two_clicks_are_a_pair() {
    let mut harness = quiet_stage("stdp-window");
    let before = head(&harness, "w_pre-post");
    for population in [1, 0] {
        let at = place(&harness, population);
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
        harness.run_steps(1);
    }
    harness.run_steps(3);
    let after = head(&harness, "w_pre-post");
    assert!(before < after, "{before} → {after}");
    let words = text_of(&harness, "STDP window of pre-post");
    assert!(words.contains("Δt = ") && words.contains(" ms, Δw = ") && words.contains('%'), "{words}");
}

/// Only spikes that meet at a synapse make a pair: which neurons are joined is the network's to say, and the plot of F(Δt) reads
/// what happened there.
#[test]
fn neurons_that_are_not_joined_make_no_pair() {
    let mut quiet = preset("stdp-window");
    for path in ["populations.pre.train", "populations.teacher.train"] {
        quiet = quiet.with_values(&[(quiet.find(path).unwrap(), Value::Choice(0))]).unwrap();
    }
    let quiet = quiet.with_network(|network| {
        network.populations.iter_mut().filter(|own| own.id < 2).for_each(|own| own.n = 2);
        network
            .projections
            .iter_mut()
            .filter(|own| own.from == 1)
            .for_each(|own| own.connect = Connect::OneToOne);
    });
    for (pre, is_pair) in [(1, false), (0, true)] {
        let size = vec2(1280.0, 720.0);
        let mut harness = stage_of(quiet.clone().unwrap(), ThemeChoice::Dark, Script::default(), size, 1.0);
        harness.run_steps(3);
        for (population, neuron) in [(1, pre), (0, 0)] {
            let fire = Command::Fire { population, neuron: Some(neuron) };
            harness.state_mut().app.engine().send(fire);
            harness.run_steps(2);
        }
        harness.run_steps(3);
        let fired = [0, 1].map(|population| harness.state().app.spikes_seen(population));
        assert_eq!(fired, [1, 1]);
        let words = text_of(&harness, "STDP window of pre-post");
        assert_eq!(words.contains("Δt = "), is_pair, "{words}");
    }
}

/// A check box freezes a part of the rule while it runs.
#[test]
fn learning_is_frozen_by_its_check_boxes() {
    let mut harness = stage("stdp-song-2000");
    press(&mut harness, "Synapse exc-0");
    for part in ["LTP", "LTD"] {
        let found = harness.get_by_role_and_label(Role::CheckBox, part);
        found.scroll_to_me();
        harness.run_steps(5);
        harness.get_by_role_and_label(Role::CheckBox, part).click();
        harness.run_steps(3);
    }
    let words = |harness: &Harness<'static, Stage>| text_of(harness, "Weights of exc-0");
    let frozen = words(&harness);
    harness.run_steps(10);
    assert_eq!(words(&harness), frozen, "no weight moves");
    harness.get_by_role_and_label(Role::CheckBox, "LTD").click();
    harness.run_steps(10);
    assert_ne!(words(&harness), frozen, "and now they do");
}

/// The members of a population are listed, and a click fires one of them.
#[test]
fn members_can_be_fired() {
    let mut harness = stage("stdp-window");
    harness.get_by_role_and_label(Role::Button, "Parameters of post").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("2 members").is_none(), "a single neuron has none");
    let mut harness = quiet_stage("calcium");
    harness.get_by_role_and_label(Role::Button, "Parameters of pre").click();
    harness.run_steps(3);
    let list = harness.get_by_label("100 members");
    list.scroll_to_me();
    harness.run_steps(5);
    harness.get_by_label("100 members").click();
    harness.run_steps(30);
    let before = harness.state().app.spikes_seen(1);
    let row = harness.get_by_role_and_label(Role::Button, "Fire neuron 3 of pre");
    row.scroll_to_me();
    harness.run_steps(5);
    harness.get_by_role_and_label(Role::Button, "Fire neuron 3 of pre").click();
    harness.run_steps(3);
    let fired = harness.state().app.spikes_seen(1) - before;
    assert_eq!(fired, 1, "one member fired");
}

/// Running on to a time shows how far it is, leaves the rest of the window usable, ends there, and can be stopped.
#[test]
fn a_run_to_a_time_shows_its_progress() {
    let mut harness = stage("stdp-window");
    harness.key_press(Key::Space);
    harness.run_steps(2);
    let start = harness.state().app.now_ms();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run_steps(3);
    type_into(&mut harness, "Until t =", "9");
    press(&mut harness, "Run until the time");
    assert!(harness.query_by_role(Role::ProgressIndicator).is_some(), "there is a bar");
    assert!(harness.query_by_label("Run until the time").is_none(), "the window has closed");
    assert!(harness.state().app.is_running());
    harness.get_by_role_and_label(Role::Button, "Parameters of pre").click();
    harness.run_steps(20);
    assert!(
        (harness.state().app.now_ms() - 9000.0).abs() < 1e-6,
        "{start} → {}",
        harness.state().app.now_ms()
    );
    assert!(!harness.state().app.is_running());
    assert!(harness.query_by_role(Role::ProgressIndicator).is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run_steps(3);
    press(&mut harness, "Run until the weights have settled");
    assert!(harness.state().app.is_running());
    press(&mut harness, "Cancel");
    assert!(!harness.state().app.is_running());
    assert!(9000.0 < harness.state().app.now_ms());
}

/// Weights that no longer change have settled after the span that was asked for.
#[test]
fn a_run_ends_when_weights_have_settled() {
    let mut harness = stage("stdp-window");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run_steps(3);
    press(&mut harness, "Run until the weights have settled");
    for _ in 0..2000 {
        if !harness.state().app.is_running() {
            break;
        }
        harness.run_steps(1);
    }
    let end = harness.state().app.now_ms();
    // The 60 pairs are over after a minute; the weight moves by 0.003 a second until then, and the span is 200 s.
    assert!((200_000.0..=265_000.0).contains(&end), "{end} ms");
}
