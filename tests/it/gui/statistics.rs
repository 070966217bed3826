//! What is measured knows with which parameters: a slider is moved in the middle of a run.

use bouton::app::ThemeChoice;
use bouton::param::Value;
use bouton::preset::{Preset, library, load};
use eframe::egui::{Color32, Key, Modifiers, Role, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, key, preset, stage_of};

fn open(preset: Preset) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset, ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(3);
    harness
}

/// Lets model time pass, and shows what came of it.
fn pass(harness: &mut Harness<'static, Stage>, seconds: u64) {
    for _ in 0..10 * seconds {
        app(harness).engine().advance_steps(1000);
        harness.run_steps(1);
    }
}

fn set(harness: &mut Harness<'static, Stage>, slider: &str, value: f64) {
    let all: Vec<String> =
        harness.query_all_by_role(Role::Slider).filter_map(|node| node.accesskit_node().label()).collect();
    let own = harness.query_all_by_role(Role::Slider).find(|node| {
        node.accesskit_node().label().is_some_and(|label| super::looks::plain(&label) == slider)
    });
    own.unwrap_or_else(|| panic!("no {slider} among {all:?}")).set_value_accesskit(value);
    harness.run_steps(2);
}

/// What a chart says in words.
fn notes(harness: &Harness<'static, Stage>, title: &str) -> String {
    let node = harness
        .query_all_by_role(Role::Image)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(title)));
    node.and_then(|node| node.accesskit_node().value()).unwrap_or_default()
}

/// The number after a text.
fn after(text: &str, before: &str) -> Option<f64> {
    let rest = &text[text.find(before)? + before.len()..];
    let rest = rest.trim_start();
    let end = rest.find(|own: char| !(own.is_ascii_digit() || own == '.')).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

fn says(harness: &Harness<'static, Stage>, words: &str) -> bool {
    super::legible::painted(harness).iter().any(|own| own.text.contains(words))
}

/// Colours of the dots and lines inside a chart, with how many there are of each.
fn inks(harness: &Harness<'static, Stage>, title: &str) -> Vec<Color32> {
    let node = harness
        .query_all_by_role(Role::Image)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(title)));
    let data = node.unwrap().rect();
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        let shapes = if let Shape::Vec(shapes) = &clipped.shape {
            &shapes[..]
        } else {
            std::slice::from_ref(&clipped.shape)
        };
        for shape in shapes {
            if !data.expand(1.0).contains_rect(shape.visual_bounding_rect()) {
                continue;
            }
            match shape {
                Shape::Circle(circle) => found.push(circle.fill),
                Shape::Path(path) => found.push(path.fill),
                Shape::Rect(rect) => found.push(rect.fill),
                _ => {}
            }
        }
    }
    found
}

/// Mean and variance of quantal release follow the new probability at once, without what was released before; undone, what was
/// measured before counts again.
#[test]
fn variance_and_mean_are_of_one_probability() {
    let mut harness = open(preset("quantal-release"));
    pass(&mut harness, 30);
    let mean = |harness: &Harness<'static, Stage>, title: &str| after(&notes(harness, title), "mean");
    let charts = ["Variance", "release sizes"];
    for title in charts {
        let now = mean(&harness, title).unwrap_or_else(|| panic!("{title}: {}", notes(&harness, title)));
        assert!((0.25..0.36).contains(&now), "{title}: {now}");
    }
    set(&mut harness, "p", 0.9);
    pass(&mut harness, 1);
    for title in charts {
        let now = mean(&harness, title);
        assert!(now.is_none_or(|now| 0.75 < now), "{title}: {now:?} mixes two probabilities");
    }
    pass(&mut harness, 20);
    for title in charts {
        let now = mean(&harness, title).unwrap();
        assert!((0.85..0.95).contains(&now), "{title}: {now}");
    }
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    pass(&mut harness, 1);
    for title in charts {
        let now = mean(&harness, title).unwrap();
        assert!((0.25..0.36).contains(&now), "{title}: {now} after undo");
    }
    // A change elsewhere is none of what is measured here.
    harness.get_by_label("Parameters of 0").click_accesskit();
    harness.run_steps(3);
    set(&mut harness, "gL", 12.0);
    pass(&mut harness, 1);
    assert!(mean(&harness, "Variance").is_some());
}

/// Pairs of another rule are grey; pairs of another interval are not, for the interval is the axis.
#[test]
fn paired_pulses_of_another_rule_are_grey() {
    let mut harness = open(preset("paired-pulse"));
    pass(&mut harness, 7);
    let faint = |harness: &Harness<'static, Stage>| inks(harness, "Paired").len();
    assert!(0 < faint(&harness));
    assert!(!says(&harness, "other parameters"));
    harness.get_by_label("Parameters of 1").click();
    harness.run_steps(2);
    set(&mut harness, "r", 50.0);
    pass(&mut harness, 7);
    assert!(!says(&harness, "other parameters"), "the interval is what is plotted");
    harness.get_by_label("Parameters of 1-F").click();
    harness.run_steps(2);
    set(&mut harness, "fF", 0.8);
    pass(&mut harness, 7);
    assert!(says(&harness, "other parameters"));
    let kinds: std::collections::BTreeSet<[u8; 4]> =
        inks(&harness, "Paired").into_iter().filter(|own| own.a() != 0).map(|own| own.to_array()).collect();
    assert!(2 <= kinds.len(), "{kinds:?}");
}

fn gaba_a_with(plot: &str) -> Preset {
    let text = library::find("gaba-a").unwrap().text;
    let changed = text.replace(r#"Histogram((of: Intervals("0"), bins: 40))"#, plot);
    assert_ne!(text, changed);
    load::parse(changed.as_bytes()).unwrap()
}

/// Intervals between spikes are of the current of now.
#[test]
fn intervals_are_of_the_parameters_of_now() {
    let mut harness = open(preset("gaba-a"));
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(2);
    pass(&mut harness, 3);
    let mean = |harness: &Harness<'static, Stage>| after(&notes(harness, "Interspike"), "mean");
    let slow = mean(&harness).unwrap_or_else(|| panic!("{}", notes(&harness, "Interspike")));
    set(&mut harness, "Iapp", 300.0);
    pass(&mut harness, 3);
    let fast = mean(&harness).unwrap();
    assert!(fast < 0.6 * slow, "{slow} {fast}");
    let alone = {
        let own = preset("gaba-a");
        let address = own.find("populations.0.I_app_pA").unwrap();
        let own = own.with_values(&[(address, Value::Number(300.0))]).unwrap();
        let mut harness = open(own);
        pass(&mut harness, 3);
        mean(&harness).unwrap()
    };
    assert!((fast - alone).abs() < 0.11, "{fast} {alone}: intervals of before count");
}

/// The course of a rate is grey where other parameters held; the distribution of rates counts from the change on.
#[test]
fn rates_of_before_are_grey() {
    let mut harness = open(gaba_a_with(r#"Rates((populations: ["0"]))"#));
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(2);
    pass(&mut harness, 4);
    assert!(!says(&harness, "other parameters"));
    set(&mut harness, "Iapp", 300.0);
    pass(&mut harness, 4);
    assert!(says(&harness, "other parameters"));
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    pass(&mut harness, 2);
    assert!(says(&harness, "other parameters"), "what was measured in between is of others");
    key(&mut harness, Modifiers::NONE, Key::R);
    pass(&mut harness, 2);
    assert!(!says(&harness, "other parameters"), "a run that begins anew is of one network");

    let mut harness = open(gaba_a_with(r#"RateDistribution((populations: ["0"]))"#));
    harness.get_by_label("Parameters of 0").click();
    harness.run_steps(2);
    pass(&mut harness, 4);
    set(&mut harness, "Iapp", 0.0);
    pass(&mut harness, 2);
    let words = notes(&harness, "Firing rates of");
    assert!(words.contains("⟨r⟩ = 0.0 Hz"), "{words}");
}
