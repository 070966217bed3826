//! Numbers and lists typed into fields: taken as meant, or refused with the reason; in slow frames, too.

use super::*;
use bouton::model::network::Network;

const TAU: &str = "projections.1-0.receptors.ampa.kinetics.tau_ms";

fn field(harness: &Harness<'static, Stage>, symbol: &str) -> Pos2 {
    harness.get_by_role_and_label(egui::Role::SpinButton, symbol).rect().center()
}

/// Whether a text is somewhere on screen.
fn says(harness: &Harness<'static, Stage>, part: &str) -> bool {
    harness
        .query_all_by(|node| {
            let texts = [node.label(), node.value()];
            texts.into_iter().flatten().any(|text| text.contains(part))
        })
        .next()
        .is_some()
}

/// Everything that happened during one slow frame.
fn in_one_frame(harness: &mut Harness<'static, Stage>, events: impl IntoIterator<Item = Event>) {
    harness.input_mut().events.extend(events);
    harness.step();
    harness.run_steps(5);
}

fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn click(pos: Pos2) -> [Event; 3] {
    [Event::PointerMoved(pos), button(pos, true), button(pos, false)]
}

fn network(harness: &Harness<'static, Stage>) -> Network {
    harness.state().app.document().preset().network().clone()
}

/// Settings that are numbers are typed like parameters: taken as meant, or refused with the reason.
#[test]
fn settings_are_typed_or_refused() {
    let mut harness = stage();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run_steps(3);
    let hold = "Holding a mouse button on a neuron fires it every";
    for (name, typed, reason) in [
        ("Zoom", "400", "outside 50 to 300"),
        ("Zoom", "nonsense", "is not a number"),
        (hold, "0.2", "outside 1 to 1000"),
        (hold, "5 mV", "not a unit"),
    ] {
        type_into(&mut harness, name, typed);
        assert!(says(&harness, reason), "{name}: {typed}");
        assert!(says(&harness, typed), "{name}: {typed} stays in its box");
        assert!((harness.ctx.zoom_factor() - 1.0).abs() < 1e-6, "{name}: {typed}");
        assert_eq!(harness.state().app.settings().hold_every_ms, 10.0, "{name}: {typed}");
        harness.key_press(Key::Escape);
        harness.run_steps(3);
    }
    type_into(&mut harness, hold, "0.02 s");
    assert_eq!(harness.state().app.settings().hold_every_ms, 20.0);
    type_into(&mut harness, "Zoom", "150 %");
    assert!((harness.ctx.zoom_factor() - 1.5).abs() < 1e-6);
}

#[test]
fn what_is_refused_stays_in_its_box_with_the_reason() {
    let mut harness = stage();
    let before = network(&harness);
    for (typed, reason) in [
        ("1e9", "outside 0.2 to 10000000 ms"),
        ("0.1", "two steps"),
        ("1,000", "could mean 1000 or 1.000"),
        ("5 mV", "not a unit"),
        ("nonsense", "is not a number"),
        ("5 5", "more than one number"),
        ("1e-400", "too close to 0"),
    ] {
        type_into(&mut harness, "τ", typed);
        assert_eq!(network(&harness), before, "{typed}");
        assert!(!harness.state().app.document().is_changed(), "{typed}");
        assert!(says(&harness, typed), "{typed} stays in its box");
        assert!(says(&harness, reason), "{typed}: {reason}");
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        assert!(!says(&harness, reason), "Escape gives {typed} up");
        assert!(says(&harness, "5 ms"), "the old value shows");
    }
    type_into(&mut harness, "τ", "1e9");
    type_into(&mut harness, "τ", "7");
    assert_eq!(number(&harness, TAU), 7.0);
    assert!(!says(&harness, "outside"), "what is mended is told off no more");
}

#[test]
fn what_is_refused_outlives_a_look_at_something_else() {
    let mut harness = stage();
    type_into(&mut harness, "τ", "1e9");
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(3);
    assert!(!says(&harness, "1e9"));
    harness.get_by_label("Parameters of 1-0").click();
    harness.run_steps(3);
    assert!(says(&harness, "1e9") && says(&harness, "outside 0.2"));
    // Whatever else changes the value ends it.
    harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(50.0);
    harness.run_steps(3);
    assert!(!says(&harness, "1e9"));
}

#[test]
fn no_edit_changes_another_value() {
    // High enough for all parameters to show.
    let mut harness = stage_with(Script::default(), egui::vec2(1280.0, 1200.0), 1.0);
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(3);
    type_into(&mut harness, "Vreset", "-54");
    assert!(says(&harness, "the threshold must be above the reset"));
    type_into(&mut harness, "Vreset", "-54.01");
    assert_eq!(number(&harness, "populations.0.V_reset_mV"), -54.01);
    assert_eq!(number(&harness, "populations.0.V_th_mV"), -54.0);
}

#[test]
fn a_value_beyond_the_slider_is_taken_and_marked() {
    let mut harness = stage();
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(3);
    assert!(!says(&harness, "unusual: outside"));
    type_into(&mut harness, "EL", "12,5");
    assert_eq!(number(&harness, "populations.0.E_L_mV"), 12.5);
    harness.run_steps(5);
    assert_eq!(number(&harness, "populations.0.E_L_mV"), 12.5, "no slider takes it back");
    assert!(says(&harness, "unusual: outside the slider's range, −90 to −40 mV"));
    harness.get_by_role_and_label(egui::Role::Slider, "EL").set_value_accesskit(-60.0);
    harness.run_steps(3);
    assert!((number(&harness, "populations.0.E_L_mV") + 60.0).abs() < 0.5);
    assert!(!says(&harness, "unusual: outside"));
}

#[test]
fn a_number_left_in_a_slow_frame_is_kept() {
    let leave: [(&str, Vec<Event>); 4] = [
        ("Tab", vec![pressed(Key::Tab, Modifiers::NONE)]),
        ("Shift+Tab", vec![pressed(Key::Tab, Modifiers::SHIFT)]),
        ("Enter", vec![pressed(Key::Enter, Modifiers::NONE)]),
        ("a click elsewhere", click(egui::pos2(640.0, 712.0)).to_vec()),
    ];
    for (how, events) in leave {
        let mut harness = stage();
        let at = field(&harness, "τ");
        let typed =
            [pressed(Key::A, Modifiers::COMMAND), Event::Text("7".to_owned()), Event::Text("5".to_owned())];
        // The click into the field, all that is typed and the leaving are in one frame.
        in_one_frame(&mut harness, click(at).into_iter().chain(typed).chain(events));
        assert_eq!(number(&harness, TAU), 75.0, "left by {how}");
    }
}

#[test]
fn what_is_typed_belongs_to_what_was_selected() {
    for is_slow in [false, true] {
        let mut harness = stage();
        harness.get_by_label("Parameters of 0").click();
        harness.run_steps(3);
        let (at, other) = (field(&harness, "Vth"), place(&harness, 1));
        let events: Vec<Event> = click(at)
            .into_iter()
            .chain([pressed(Key::A, Modifiers::COMMAND), Event::Text("-40".to_owned())])
            .chain(click(other))
            .collect();
        if is_slow {
            in_one_frame(&mut harness, events);
        } else {
            for event in events {
                in_one_frame(&mut harness, [event]);
            }
        }
        assert_eq!(number(&harness, "populations.0.V_th_mV"), -40.0, "slow: {is_slow}");
    }
    // The chip of another object replaces the panel in the same frame.
    let mut harness = stage();
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(3);
    let at = field(&harness, "Vth");
    let chip = harness.get_by_label("Parameters of 1-0").rect().center();
    let events =
        click(at).into_iter().chain([pressed(Key::A, Modifiers::COMMAND), Event::Text("-41".to_owned())]);
    in_one_frame(&mut harness, events.chain(click(chip)));
    assert_eq!(number(&harness, "populations.0.V_th_mV"), -41.0);
}

/// A spike source whose times are listed, selected.
fn listed() -> Harness<'static, Stage> {
    let mut harness = stage();
    let preset = harness.state().app.document().preset().clone();
    let value = preset.read_value(preset.find("populations.1.train").unwrap(), "Listed").unwrap();
    let address = preset.find("populations.1.train").unwrap();
    let text = preset.with_values(&[(address, value)]).unwrap().to_ron().unwrap();
    let preset = load::parse(text.as_bytes()).unwrap();
    harness = stage_of(preset, ThemeChoice::Dark, Script::default(), egui::vec2(1280.0, 720.0), 1.0);
    harness.get_by_label("Parameters of 1").click();
    harness.run_steps(3);
    harness
}

fn times(harness: &Harness<'static, Stage>) -> Vec<f64> {
    let preset = harness.state().app.document().preset();
    match preset.get(preset.find("populations.1.times_ms").unwrap()).unwrap().1 {
        Value::List(times) => times.to_vec(),
        other => panic!("{other:?}"),
    }
}

fn paste_list(harness: &mut Harness<'static, Stage>, text: &str) {
    let at = harness.get_by_role_and_label(egui::Role::TextInput, "times").rect().center();
    let events = [
        pressed(Key::A, Modifiers::COMMAND),
        Event::Paste(text.to_owned()),
        pressed(Key::Enter, Modifiers::NONE),
    ];
    in_one_frame(harness, click(at).into_iter().chain(events));
}

#[test]
fn a_pasted_list_keeps_its_lines() {
    let mut harness = listed();
    for (pasted, expected) in [
        ("10, 20, 30", vec![10.0, 20.0, 30.0]),
        ("[1.5, 2.5]", vec![1.5, 2.5]),
        ("t (s)\n0.01\n0.02\n", vec![10.0, 20.0]),
        ("1,5\t2,5\t3", vec![1.5, 2.5, 3.0]),
        ("1,5; 2,5", vec![1.5, 2.5]),
        ("10\r\n10\r\n20", vec![10.0, 10.0, 20.0]),
    ] {
        paste_list(&mut harness, pasted);
        assert_eq!(times(&harness), expected, "{pasted:?}");
    }
}

#[test]
fn a_list_that_cannot_be_taken_is_refused_and_stays() {
    let mut harness = listed();
    paste_list(&mut harness, "1, 2");
    let too_many = "1 ".repeat(10_001);
    for (pasted, reason) in [
        ("10.5\t0\n20.5\t1\n30\t0", "a table of 2 columns"),
        ("10,0\n20,1\n30,0", "one number or two columns"),
        ("1,5, 2,5", "whether the commas"),
        ("1,5", "could mean 1.5 or the two numbers 1; 5"),
        ("V_mV\n-60\n-55", "“mV”"),
        ("5, nonsense", "“nonsense” is not a number"),
        ("1, -1", "outside 0 to 1000000000 ms"),
        (&too_many, "the list has 10001 numbers; the limit is 10000"),
    ] {
        paste_list(&mut harness, pasted);
        assert_eq!(times(&harness), [1.0, 2.0], "{pasted:.30}");
        assert!(says(&harness, reason), "{pasted:.30}: {reason}");
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        assert!(!says(&harness, reason), "{pasted:.30}");
    }
}
