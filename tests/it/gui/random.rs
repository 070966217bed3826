//! Random events, and windows of any size.

use std::time::Duration;

use bouton::app::Action;
use bouton::sim::{Stream, StreamKind};
use eframe::egui::{self, Event, Key, Modifiers, PointerButton, pos2, vec2};
use egui_kittest::Harness;

use super::{Script, Stage, app, preset, stage, stage_with};
use crate::allocation::live_bytes;
use crate::presets::is_long;

#[test]
fn any_size_draws_without_a_panic() {
    for size in [vec2(1.0, 1.0), vec2(320.0, 240.0), vec2(1280.0, 720.0), vec2(7680.0, 4320.0)] {
        for scale in [0.5, 1.0, 1.5, 3.0] {
            let mut harness = stage_with(Script::default(), size, scale);
            harness.run_steps(3);
        }
    }
}

#[test]
fn resizing_takes_no_memory() {
    let times = if is_long() { 500 } else { 120 };
    let mut harness = stage();
    // Time stands still, so that no trace grows meanwhile.
    harness.key_press(Key::Space);
    let mut stream = Stream::new(5, StreamKind::Population, 0);
    let mut resize = |times: u32| {
        for _ in 0..times {
            let size = vec2(1.0 + 2000.0 * stream.uniform() as f32, 1.0 + 1200.0 * stream.uniform() as f32);
            harness.set_size(size);
            harness.run_steps(1);
        }
        live_bytes()
    };
    let warm = resize(60);
    let grown = resize(times) - warm;
    println!("{times} sizes: {} KiB more than after the first 60", grown / 1024);
    assert!(grown < 4 << 20, "{grown} bytes after {times} sizes");
}

#[test]
fn random_events_do_no_harm_and_reset_restores_the_preset() {
    let events: u32 = std::env::var("BOUTON_MONKEY").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
    let seeds: u64 = std::env::var("BOUTON_MONKEY_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    for seed in 1..=seeds {
        let mut harness = stage();
        let mut stream = Stream::new(seed, StreamKind::Population, 0);
        let mut slowest = Duration::ZERO;
        for _ in 0..events {
            random_event(&mut harness, &mut stream);
            harness.run_steps(1);
            slowest = slowest.max(harness.state().app.last_frame());
            let V = head_if_any(&harness);
            assert!(V.is_none_or(f64::is_finite), "V = {V:?}, seed {seed}");
        }
        // Whatever was left open or half typed is closed first, as a person would.
        for _ in 0..3 {
            harness.key_press(Key::Escape);
            harness.run_steps(2);
        }
        let ctx = harness.ctx.clone();
        // The past cannot be changed.
        app(&mut harness).do_action(&ctx, Action::ToEnd);
        harness.run_steps(3);
        app(&mut harness).do_action(&ctx, Action::ResetAll);
        harness.run_steps(2);
        let document = harness.state().app.document();
        assert_eq!(document.preset(), document.original(), "seed {seed}");
        // A click may have opened another one; the one at the start is then some steps of undo away.
        if document.original().title() == preset("ampa").title() {
            assert_eq!(**document.original(), preset("ampa"), "seed {seed}");
        }
        println!("seed {seed}: {events} events, slowest frame {:.1} ms", slowest.as_secs_f64() * 1e3);
    }
}

fn head_if_any(harness: &Harness<'static, Stage>) -> Option<f64> {
    harness.state().app.probe_now("V_0")
}

pub fn random_event(harness: &mut Harness<'static, Stage>, stream: &mut Stream) {
    let at = pos2(1280.0 * stream.uniform() as f32, 720.0 * stream.uniform() as f32);
    let keys = [
        Key::Space,
        Key::Enter,
        Key::Tab,
        Key::Escape,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Num0,
        Key::Num1,
        Key::R,
        Key::N,
        Key::U,
        Key::F,
        Key::Period,
        Key::Comma,
        Key::OpenBracket,
        Key::CloseBracket,
        Key::Z,
        Key::Backspace,
        Key::F1,
        Key::Plus,
        Key::Minus,
        Key::E,
        Key::C,
        Key::I,
        Key::P,
        Key::D,
        Key::A,
        Key::F2,
        Key::Delete,
        Key::J,
        Key::K,
        Key::Home,
        Key::End,
    ];
    match stream.below(8) {
        0 | 1 => harness.hover_at(at),
        2 => harness.drag_at(at),
        3 => harness.drop_at(at),
        4 => {
            let key = keys[stream.below(keys.len() as u32) as usize];
            // Quit is a wish of the user's, and file dialogs wait for one.
            let modifiers = if stream.bernoulli(0.2)
                && matches!(
                    key,
                    Key::Z | Key::Plus | Key::Minus | Key::Num0 | Key::D | Key::A | Key::P | Key::Comma
                ) {
                Modifiers::COMMAND
            } else {
                Modifiers::NONE
            };
            harness.key_press_modifiers(modifiers, key);
        }
        5 => harness.event(Event::Text(["5", ",", "-", "e", "9", "."][stream.below(6) as usize].to_owned())),
        6 => harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 40.0 * (stream.uniform() as f32 - 0.5)),
            modifiers: if stream.bernoulli(0.5) { Modifiers::COMMAND } else { Modifiers::NONE },
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        }),
        _ => {
            for pressed in [true, false] {
                let button =
                    if stream.bernoulli(0.2) { PointerButton::Secondary } else { PointerButton::Primary };
                harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
            }
        }
    }
}
