//! Every stroke on the canvas can be hit along the whole of its length, in every preset, and no word leaves the canvas.

use bouton::app::{Selection, ThemeChoice};
use bouton::model::network::Object;
use bouton::preset::{library, load};
use eframe::egui::{Event, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::Harness;

use super::{Script, Stage, stage_of};

/// Strokes of one preset that are clicked with real events; the others are only looked up.
const MOST_CLICKED: usize = 3;

fn click(harness: &mut Harness<'static, Stage>, at: Pos2) {
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.input_mut().events.extend([Event::PointerMoved(at), button(true), button(false)]);
    harness.run_steps(3);
}

#[test]
fn every_stroke_can_be_hit_at_five_places_and_words_stay_on_the_canvas() {
    let (mut n_strokes, mut n_clicks, mut failures) = (0, 0, Vec::new());
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let network = preset.network();
        let joins: Vec<Object> =
            network.parts().objects().filter(|own| !matches!(own, Object::Population(_))).take(300).collect();
        if network.populations().is_empty() {
            continue;
        }
        let mut harness =
            stage_of(preset.clone(), ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
        // Time stands still.
        harness.key_press(eframe::egui::Key::Space);
        harness.run_steps(3);
        for (index, object) in joins.iter().enumerate() {
            n_strokes += 1;
            let places =
                [0.08, 0.25, 0.5, 0.75, 0.97].map(|t| harness.state().app.stroke_place(*object, t).unwrap());
            let own = match object {
                Object::GapJunction(_) => &places[1..4],
                _ => &places[..],
            };
            for at in own {
                let met = harness.state().app.stroke_at(*at);
                if met != Some(*object) {
                    failures.push(format!("{}: {object:?} at {at:?} is {met:?}", bundled.name));
                }
                // Just beside it, too.
                if index < MOST_CLICKED && met == Some(*object) {
                    n_clicks += 1;
                    click(&mut harness, *at);
                    let selected = harness.state().app.selection().clone();
                    if selected != Selection::one(*object) {
                        failures.push(format!("{}: a click at {at:?} selects {selected:?}", bundled.name));
                    }
                }
            }
        }
        let (area, words) = harness.state().app.canvas_words();
        for word in words {
            if !area.expand(1.0).contains_rect(*word) {
                failures.push(format!("{}: {word:?} leaves {area:?}", bundled.name));
            }
        }
    }
    println!("{n_strokes} strokes, {n_clicks} clicks");
    assert!(60 < n_strokes && 100 < n_clicks, "{n_strokes} {n_clicks}");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// A click 7 points beside a stroke hits it; one 14 points beside does not.
#[test]
fn strokes_are_hit_within_eight_points() {
    let mut harness = super::stage();
    let object = Object::Projection(3);
    let (at, next) = {
        let app = &harness.state().app;
        (app.stroke_place(object, 0.3).unwrap(), app.stroke_place(object, 0.32).unwrap())
    };
    let along = (next - at).normalized();
    let across = vec2(-along.y, along.x);
    for (by, hits) in [(7.0, true), (-7.0, true), (14.0, false), (-14.0, false)] {
        harness.get_by_label_and_press("Parameters of 1");
        click(&mut harness, at + across * by);
        let is_hit = *harness.state().app.selection() == Selection::one(object);
        assert_eq!(is_hit, hits, "{by} points beside it");
    }
}

/// Presses a button by its name.
trait Press {
    fn get_by_label_and_press(&mut self, label: &str);
}

impl Press for Harness<'static, Stage> {
    fn get_by_label_and_press(&mut self, label: &str) {
        use egui_kittest::kittest::Queryable as _;
        self.get_by_label(label).click();
        self.run_steps(3);
    }
}
