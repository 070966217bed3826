//! A change in the past begins a run of its own: the one that it forks from stays, and undo leads back to it.

use std::sync::Arc;

use bouton::engine::replay;
use bouton::model::probe::Probe;
use bouton::sim::{Event, Recorder, Spike};
use bouton::units::Step;

use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Action, Harness, Key, Modifiers, Stage, act, app, change_tau, egui, stage};

/// A run of some 400 ms with four clicks, paused.
fn clicked(harness: &mut Harness<'static, Stage>) {
    for _ in 0..4 {
        harness.key_press(Key::Num1);
        harness.run_steps(6);
    }
    act(harness, Action::RunPause);
}

fn go_to(harness: &mut Harness<'static, Stage>, ms: f64) {
    harness.get_by_label("Time line").set_value_accesskit(ms);
    harness.run_steps(2);
}

fn set_tau(harness: &mut Harness<'static, Stage>, tau: f64) {
    harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(tau);
    harness.run_steps(2);
}

fn tau(harness: &Harness<'static, Stage>) -> f64 {
    harness.get_by_role_and_label(egui::Role::Slider, "τ").accesskit_node().numeric_value().unwrap()
}

fn digest(harness: &mut Harness<'static, Stage>) -> u64 {
    app(harness).engine().simulation().unwrap().digest()
}

fn runs(harness: &mut Harness<'static, Stage>) -> (usize, usize) {
    let (words, current) = app(harness).runs();
    (words.len(), current)
}

/// What a run looks like at its end: time, state, spikes, document, and a recorded value.
fn look(
    harness: &mut Harness<'static, Stage>,
) -> (f64, u64, Vec<Spike>, bouton::model::network::Network, Option<f64>) {
    act(harness, Action::ToEnd);
    let state = digest(harness);
    let app = app(harness);
    let preset = Arc::clone(app.document().preset());
    (app.end_ms().0, state, app.spikes(), preset.network().clone(), app.probe_at("V_0", 5.0))
}

/// What is shown of the present run is what its program and its inputs give: spikes, and the recorded trace.
fn check_against_replay(harness: &mut Harness<'static, Stage>, preset: &bouton::preset::Preset) {
    act(harness, Action::ToEnd);
    let start = bouton::app::App::program(preset, false);
    let engine = app(harness).engine();
    let (log, end) = (engine.input_log().unwrap().entries().to_vec(), engine.now());
    let mut events: Vec<Event> = Vec::new();
    let replayed = replay(&start, &log, end, &mut events);
    assert_eq!(digest(harness), replayed.digest());
    let of = |event: &Event| if let Event::Spike(spike) = event { Some(*spike) } else { None };
    let key = |spike: &Spike| (spike.at.step, spike.population, spike.neuron);
    let mut expected: Vec<Spike> = events.iter().filter_map(of).collect();
    let mut shown = app(harness).spikes();
    expected.sort_by_key(key);
    shown.sort_by_key(key);
    assert_eq!(shown, expected);
    let grid = preset.grid();
    let probe = Probe::parse("V_0", preset.network()).unwrap();
    for part in 1..20 {
        let at = Step(end.0 * part / 20);
        let then =
            replay(&start, &log.iter().filter(|own| own.step < at).cloned().collect::<Vec<_>>(), at, &mut ());
        let V_mV = Recorder::new(&then, vec![probe.clone()], 1).read(&then)[0];
        let shown = app(harness).probe_at("V_0", grid.time_ms(at));
        if !log.iter().any(|own| own.step == at) {
            assert!((shown.unwrap() - V_mV).abs() < 1e-3, "{shown:?} instead of {V_mV} at {at:?}");
        }
    }
}

#[test]
fn an_edit_in_the_past_begins_a_run_and_the_other_stays() {
    let mut harness = stage();
    let preset = Arc::clone(app(&mut harness).document().preset());
    clicked(&mut harness);
    let first = look(&mut harness);
    let first_tau = tau(&harness);
    go_to(&mut harness, 0.5 * first.0);
    let at = app(&mut harness).now_ms();
    assert!(!app(&mut harness).document().is_changed(), "looking back changes nothing");
    // A drag of a slider is one fork, whatever the number of its edits.
    for value in [7.0, 8.0, 9.0] {
        harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(value);
        harness.run_steps(1);
    }
    harness.run_steps(2);
    assert_eq!(runs(&mut harness), (2, 1));
    assert_eq!((app(&mut harness).end_ms(), tau(&harness)), ((at, false), 9.0));
    let said = app(&mut harness).runs().0;
    assert!(said[1].contains("→ 9"), "{said:?}");
    assert!(harness.query_by_label_contains("Run 2 of 2, from").is_some());
    act(&mut harness, Action::RunPause);
    harness.run_steps(30);
    harness.key_press(Key::Num1);
    harness.run_steps(10);
    act(&mut harness, Action::RunPause);
    check_against_replay(&mut harness, &preset);
    let second = look(&mut harness);
    assert!(at < second.0 && second.4 == first.4, "what was before the fork is shared");
    // To the other and back it is a key, or a click on a tab.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::PageUp);
    harness.run_steps(2);
    assert_eq!(runs(&mut harness), (2, 0));
    assert_eq!((look(&mut harness), tau(&harness)), (first.clone(), first_tau));
    check_against_replay(&mut harness, &preset);
    assert!(!app(&mut harness).document().is_changed());
    harness.get_by_label_contains("Run 2 of 2, from").click();
    harness.run_steps(2);
    assert_eq!((look(&mut harness), tau(&harness)), (second.clone(), 9.0));
    assert!(app(&mut harness).document().is_changed());
    // Undo takes back three edits of the slider, as ever, until the fork itself, and then leads back to where it was made.
    let mut steps = 0;
    while runs(&mut harness).1 == 1 && steps < 5 {
        act(&mut harness, Action::Undo);
        steps += 1;
    }
    assert_eq!(app(&mut harness).now_ms(), at);
    assert_eq!((app(&mut harness).end_ms(), tau(&harness)), ((first.0, true), first_tau));
    act(&mut harness, Action::Redo);
    assert_eq!(runs(&mut harness).1, 1, "redo returns");
    assert!(app(&mut harness).messages().is_empty(), "{:?}", app(&mut harness).messages());
}

#[test]
fn a_click_in_the_past_is_undone_with_its_run() {
    let mut harness = stage();
    let preset = Arc::clone(app(&mut harness).document().preset());
    clicked(&mut harness);
    let first = look(&mut harness);
    // Right before the third click, and at its boundary.
    for _ in 0..2 {
        harness.key_press(Key::K);
        harness.run_steps(2);
    }
    let at = app(&mut harness).now_ms();
    harness.key_press(Key::Num1);
    harness.run_steps(2);
    assert_eq!(runs(&mut harness), (2, 1));
    check_against_replay(&mut harness, &preset);
    act(&mut harness, Action::Undo);
    // Nothing else happened in it, so it is gone from the tabs.
    assert_eq!((runs(&mut harness), app(&mut harness).now_ms()), ((1, 0), at));
    act(&mut harness, Action::Redo);
    assert_eq!(runs(&mut harness), (2, 1));
    act(&mut harness, Action::Undo);
    assert_eq!(look(&mut harness), first);
    assert!(!app(&mut harness).document().is_changed());
}

#[test]
fn undo_in_the_past_is_a_change_like_any_other() {
    let mut harness = stage();
    harness.run_steps(10);
    let old = tau(&harness);
    change_tau(&mut harness);
    harness.run_steps(10);
    let middle = app(&mut harness).now_ms();
    set_tau(&mut harness, 12.0);
    harness.run_steps(10);
    act(&mut harness, Action::RunPause);
    let newest = Arc::clone(app(&mut harness).document().preset());
    go_to(&mut harness, middle - 1.0);
    assert_eq!(tau(&harness), 9.0);
    act(&mut harness, Action::Undo);
    assert_eq!((runs(&mut harness), tau(&harness)), ((2, 1), old));
    act(&mut harness, Action::PreviousRun);
    act(&mut harness, Action::ToEnd);
    assert_eq!(*app(&mut harness).document().preset(), newest);
    // Before all changes there is nothing to undo, and it is said.
    act(&mut harness, Action::ToStart);
    act(&mut harness, Action::Undo);
    assert_eq!(runs(&mut harness).0, 2);
    assert!(app(&mut harness).messages().last().unwrap().contains("nothing to undo"));
}

#[test]
fn a_closed_run_comes_back_and_eight_are_the_most() {
    let mut harness = stage();
    clicked(&mut harness);
    let first = look(&mut harness);
    for number in 0..7_u32 {
        while 0 < runs(&mut harness).1 {
            act(&mut harness, Action::PreviousRun);
        }
        go_to(&mut harness, 10.0 + f64::from(number));
        set_tau(&mut harness, 6.0 + f64::from(number));
        assert_eq!(runs(&mut harness).0, 2 + number as usize);
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run_steps(2);
    assert_eq!(runs(&mut harness), (7, 0), "closing leads to the run that it forked from");
    act(&mut harness, Action::Undo);
    assert_eq!((runs(&mut harness), tau(&harness)), ((8, 7), 12.0));
    // The ninth closes the one that was not looked at for longest, and says so.
    act(&mut harness, Action::NextRun);
    assert_eq!(look(&mut harness), first);
    go_to(&mut harness, 30.0);
    set_tau(&mut harness, 15.0);
    let (words, current) = app(&mut harness).runs();
    assert_eq!((words.len(), current), (8, 7), "{words:?}");
    assert!(!words.iter().any(|words| words.ends_with("→ 11")), "{words:?}");
    assert!(app(&mut harness).messages().last().unwrap().contains("at most 8 runs"));
    // With one run, nothing can be closed.
    for _ in 0..9 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
        harness.run_steps(2);
    }
    assert_eq!(runs(&mut harness), (1, 0));
}

/// The place where another run leaves the line is met as a mark is: a press near it leads there.
#[test]
fn the_line_marks_where_runs_part() {
    let mut harness = stage();
    clicked(&mut harness);
    let end = look(&mut harness).0;
    go_to(&mut harness, 0.37 * end);
    let at = app(&mut harness).now_ms();
    set_tau(&mut harness, 9.0);
    act(&mut harness, Action::PreviousRun);
    act(&mut harness, Action::ToEnd);
    assert_eq!(runs(&mut harness), (2, 0));
    let line = harness.get_by_label("Time line").rect();
    // Whatever the margins of the rail are, they are the same on both sides.
    let x = line.center().x + ((at / end.max(1000.0) - 0.5) * f64::from(line.width() - 8.0)) as f32;
    for off in [-3.0, 0.0, 3.0] {
        let place = egui::pos2(x + off, line.center().y);
        harness.hover_at(place);
        harness.run_steps(1);
        harness.drag_at(place);
        harness.run_steps(1);
        harness.drop_at(place);
        harness.run_steps(2);
        assert_eq!(app(&mut harness).now_ms(), at, "{off} points off");
        act(&mut harness, Action::ToEnd);
    }
    let far = egui::pos2(x + 40.0, line.center().y);
    harness.drag_at(far);
    harness.run_steps(1);
    harness.drop_at(far);
    harness.run_steps(2);
    assert!(app(&mut harness).now_ms() > at + 1.0, "elsewhere it leads elsewhere");
}

/// On the stage of a lecture runs are tabs above the line, at every zoom.
#[test]
fn the_stage_has_the_tabs_of_runs() {
    for scale in [1.0, 2.0] {
        let mut harness = super::stage_with(super::Script::default(), egui::vec2(1280.0, 720.0), scale);
        clicked(&mut harness);
        let end = look(&mut harness).0;
        go_to(&mut harness, 0.5 * end);
        set_tau(&mut harness, 9.0);
        act(&mut harness, Action::Lecture);
        assert!(app(&mut harness).is_lecture());
        // They stand below what is shown, and not over it.
        let tab = harness.get_by_label_contains("Run 1 of 2, from the start").rect();
        let plot = harness.get_by_label("Plot of V 0").rect();
        assert!(plot.bottom() <= tab.top(), "{plot:?} {tab:?}");
        assert_eq!(runs(&mut harness), (2, 1));
        harness.get_by_label_contains("Run 1 of 2, from the start").click();
        harness.run_steps(3);
        assert_eq!(runs(&mut harness), (2, 0), "zoom {scale}");
        assert_eq!(app(&mut harness).end_ms().0, end);
    }
}
